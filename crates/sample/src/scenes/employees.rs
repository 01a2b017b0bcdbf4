//! Employees: the personnel list, their notes through the year, and the quarterly pulse.

use crate::at::At;
use crate::exports::staff_notes::Note;
use crate::exports::{staff, staff_notes};
use crate::numbers::{Series, numbered};
use crate::office::Office;
use crate::people::staff::{Employee, STAFF, first_name};
use crate::rng::Rng;
use crate::tables::{HANDSETS, TOWNS};
use crate::trace::Trace;
use crate::truth::Person;
use crate::world::World;

/// How often a year an employee writes something down.
const NOTES: f64 = 15.0;

/// Writes the employee of this number.
pub(crate) fn write(world: &World, office: &mut Office, no: u32) -> anyhow::Result<()> {
    let employee = Employee::draw(world, no);
    let mut rng = world.rng("employee's notes", no);
    let mut trace = Trace::default();
    let hired = world.window.start.plus_days(-rng.between(30, 5000)).in_hours(&mut rng, 9, 10);
    staff::write(office, &mut trace, &employee, hired)?;
    for n in 0..rng.count(NOTES * world.window.years()) {
        let at = world.window.any_day(&mut rng).in_hours(&mut rng, 8, 18);
        let kind = rng.weighted(&[(3, "idea"), (3, "gripe"), (2, "praise"), (8, "handover")]);
        let body = body(world, &mut rng, kind);
        let id = format!("N{no:03}-{n:03}");
        staff_notes::write(office, &mut trace, &employee, Note { id: &id, kind, score: None, body: &body, at })?;
    }
    pulse(world, office, &mut trace, &employee, &mut rng)?;
    if employee.customer.is_some() {
        // They stand in the list of people as customers already.
        return office.truth.identifiers(&employee.person(), &trace);
    }
    let person = Person {
        name: &employee.person(),
        kind: "employee",
        customer_no: "",
        employee_id: &employee.id(),
        household: String::new(),
        language: "en",
        left_at: String::new(),
        repeated_requests: 0,
        first_repeated_at: String::new(),
        islands: trace.islands(),
    };
    office.truth.person(&person, &trace)
}

/// Every three months: would you recommend Halden as a place to work?
fn pulse(
    world: &World,
    office: &mut Office,
    trace: &mut Trace,
    employee: &Employee,
    rng: &mut Rng,
) -> anyhow::Result<()> {
    let mut day = world.window.start.plus_days(20);
    while day < world.window.end {
        if rng.chance(0.7) {
            let score = rng.weighted(&[(2, 1), (3, 3), (5, 4), (8, 5), (12, 6), (20, 7), (22, 8), (16, 9), (12, 10)]);
            let section = match score {
                9.. => "pulse.high",
                7.. => "pulse.mid",
                _ => "pulse.low",
            };
            let body = if rng.chance(0.6) { world.note(rng, section, &[]) } else { String::new() };
            let at: At = day.in_hours(rng, 8, 17);
            let id = format!("N{:03}-{}", employee.no, at.utc("%y%m"));
            let note = Note { id: &id, kind: "pulse", score: Some(score), body: &body, at };
            staff_notes::write(office, trace, employee, note)?;
        }
        day = day.plus_days(91);
    }
    Ok(())
}

fn body(world: &World, rng: &mut Rng, kind: &str) -> String {
    let reference = numbered(Series::Ticket, rng.below(world.plan.customers), 0);
    let slots = [
        ("agent", first_name(world, rng.below(STAFF))),
        ("town", rng.pick(TOWNS).name),
        ("shop", rng.pick(TOWNS).shop),
        ("device", rng.pick(HANDSETS).0),
        ("ref", reference.as_str()),
    ];
    world.note(rng, kind, &slots)
}
