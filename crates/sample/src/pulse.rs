//! The anonymous pulse of the employees, month by month, with the mood of each department that is planted in it: in two
//! departments customers feel it a month later.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::at::At;
use crate::people::staff::headcount;
use crate::place::Department;
use crate::plan::Plan;
use crate::world::World;

/// The survey, in the product's own form.
pub const PULSE: &str = include_str!("../surveys/employee_pulse.json");

/// The departments whose mood their customers feel.
pub(crate) const FELT: [Department; 2] = [Department::Billing, Department::TechnicalSupport];

/// After how many months they do.
pub(crate) const FELT_AFTER: i64 = 1;

/// Points by which a good mood raises, and a bad one lowers, what customers answer after a call (1 to 5).
pub(crate) const FELT_POINTS: i64 = 1;

/// Points by which the mood moves what employees answer (0 to 10).
const MOVES: i64 = 2;

/// The share of those asked who answer.
const ANSWERED: f64 = 0.7;

/// A wave of the pulse that is over.
#[derive(Clone, Debug)]
pub struct PulseWave {
    /// Its month, such as `2026-03`.
    pub wave: String,
    /// When it was over, RFC 3339.
    pub closed_at: String,
    /// The departments, with how many were asked.
    pub groups: Vec<(&'static str, u32)>,
    /// The department of each answer, with what was answered by the ids of questions.
    pub answers: Vec<(&'static str, Value)>,
}

/// The waves of a company, the first month first.
#[must_use]
pub fn pulse_waves(plan: &Plan) -> Vec<PulseWave> {
    let world = World::new(plan);
    let (first, end) = (month(world.window.start), month(world.window.end));
    (first..end).map(|month| wave(&world, month)).collect()
}

fn wave(world: &World, month: i64) -> PulseWave {
    let mut rng = world.rng("anonymous pulse", u32::try_from(month).expect("months since the year 0 are few"));
    let (mut groups, mut answers) = (Vec::new(), Vec::new());
    for (department, people) in headcount() {
        groups.push((department.name(), people));
        let mood = mood(world, department, month);
        for _ in 0..people {
            if !rng.chance(ANSWERED) {
                continue;
            }
            let score = (7 + MOVES * mood + rng.between(-2, 2)).clamp(0, 10);
            let mut said = json!({"recommend": score});
            said["lack"] = json!(rng.weighted(&[(3, "time"), (3, "tools"), (4, "knowing"), (2, "decide")]));
            if rng.chance(0.1) {
                let section = match score {
                    9.. => "pulse.high",
                    7.. => "pulse.mid",
                    _ => "pulse.low",
                };
                said["words"] = json!(world.note(&mut rng, section, &[]));
            }
            answers.push((department.name(), said));
        }
    }
    let name = name(month);
    PulseWave { closed_at: format!("{name}-25T18:00:00Z"), wave: name, groups, answers }
}

/// The mood of a department in a month: -1, 0 or 1, each as often.
fn mood(world: &World, department: Department, month: i64) -> i64 {
    let number = u32::try_from(month * 16).expect("months since the year 0 are few") + department as u32;
    world.rng("mood", number).between(-1, 1)
}

/// By how many points what a customer answers after a call is moved.
pub(crate) fn felt(world: &World, department: Department, at: At) -> i64 {
    let mood = || mood(world, department, month(at) - FELT_AFTER);
    if FELT.contains(&department) { FELT_POINTS * mood() } else { 0 }
}

/// The moods of all departments from the month before the first on: the department, the month and the mood.
pub(crate) fn moods(world: &World) -> Vec<(&'static str, String, i64)> {
    let (first, end) = (month(world.window.start), month(world.window.end));
    let of = |month| {
        headcount().map(move |(department, _)| (department.name(), name(month), mood(world, department, month)))
    };
    (first - FELT_AFTER..end).flat_map(of).collect()
}

/// The month of a moment, counted from the year 0.
fn month(at: At) -> i64 {
    let at = Timestamp::from_millisecond(at.millis()).expect("the simulator's dates are within the calendar");
    let at = at.to_zoned(TimeZone::UTC);
    i64::from(at.year()) * 12 + i64::from(at.month()) - 1
}

fn name(month: i64) -> String {
    format!("{:04}-{:02}", month / 12, month % 12 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_has_its_wave() {
        let waves = pulse_waves(&Plan { customers: 1, ..Plan::default() });
        assert_eq!(waves.len(), 12);
        assert_eq!((waves[0].wave.as_str(), waves[11].closed_at.as_str()), ("2025-11", "2026-10-25T18:00:00Z"));
        for wave in &waves {
            assert_eq!(wave.groups.iter().map(|(_, people)| people).sum::<u32>(), 240);
            assert!((130..200).contains(&wave.answers.len()), "{}", wave.answers.len());
        }
    }
}
