//! A person's line: every interaction as a point in time, with what they were asked again although they had told it.
//!
//! A question is a **repeated request** where it serves the person (purpose `service`) and asks for a fact that a trusted
//! source had told before and that still held.

use std::collections::HashMap;

use kernel::{Direction, Interaction, Position, QuestionPurpose, Timestamp, Trust};
use store::Result;

use super::sight::Sight;
use super::view::Profiles;
use crate::identity::PersonNo;

/// How many interactions a line shows, at most: the newest.
const POINTS: usize = 10_000;

/// Channels over which people speak with an organisation or look for help. Over others (payments, records, letters) it
/// writes down or sends.
const SPOKEN_OVER: [&str; 12] =
    ["app", "chat", "email", "kiosk", "messaging", "phone", "sms", "social", "store", "video", "visit", "web"];

/// A person's line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Oldest first; the newest ones, where there are very many.
    pub points: Vec<Point>,
    /// How many interactions there are.
    pub total: u64,
}

/// An interaction on a line.
#[derive(Clone, Debug)]
pub struct Point {
    /// Where it stands in the journal.
    pub position: Position,
    /// The interaction.
    pub interaction: Interaction,
    /// Whether person and organisation had to do with each other, rather than one having sent or written down something.
    pub contact: bool,
    /// Whether that was a spoken contact: [`is_spoken`].
    pub spoken: bool,
    /// What was asked although it had been told.
    pub again: Vec<Again>,
}

/// A repeated request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// The fact that was asked for.
    pub fact: String,
    /// The interaction in which it had been told last.
    pub told_in: Position,
}

impl Profiles {
    /// The line of a person, as a reader sees them. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn line(&self, number: PersonNo, sight: &Sight) -> Result<Option<Line>> {
        let Some(parts) = self.parts(number) else { return Ok(None) };
        let mut seen = self.visible(&parts, sight)?.0;
        if seen.is_empty() && !sight.is_whole() {
            return Ok(None);
        }
        let total = seen.len() as u64;
        seen.reverse();
        let mut told = Told::default();
        let mut points: Vec<Point> = seen
            .into_iter()
            .map(|(position, interaction)| Point {
                again: told.take(position, &interaction),
                contact: is_contact(&interaction),
                spoken: is_spoken(&interaction),
                position,
                interaction,
            })
            .collect();
        points.drain(..points.len().saturating_sub(POINTS));
        Ok(Some(Line { points, total }))
    }
}

/// Whether person and organisation had to do with each other in an interaction. An answer to a survey is about a contact,
/// and none itself.
#[must_use]
pub fn is_contact(interaction: &Interaction) -> bool {
    let is_answer = interaction.touchpoint.split('.').next() == Some("survey");
    let has_channel = SPOKEN_OVER.contains(&interaction.channel.as_str());
    has_channel && !is_answer && (says_something(interaction) || interaction.direction == Direction::Inbound)
}

/// Whether it is a spoken contact: something was said, written or asked, and not within the organisation. Who only looked
/// at something had a contact that is not spoken.
#[must_use]
pub fn is_spoken(interaction: &Interaction) -> bool {
    is_contact(interaction) && says_something(interaction) && interaction.direction != Direction::Internal
}

fn says_something(interaction: &Interaction) -> bool {
    interaction.text.is_some() || !interaction.questions.is_empty()
}

/// What was told so far, by the name of the fact: where, and until when it holds.
#[derive(Default)]
struct Told(HashMap<String, (Position, Option<Timestamp>)>);

impl Told {
    /// Takes in the next interaction. Returns what it asked again: what it tells itself was not known when it asked.
    fn take(&mut self, position: Position, interaction: &Interaction) -> Vec<Again> {
        let at = interaction.occurred_at;
        let mut again = Vec::new();
        for question in interaction.questions.iter().filter(|question| question.purpose == QuestionPurpose::Service) {
            let known = self.0.get(&question.fact);
            let holds = known.filter(|(_, until)| until.is_none_or(|until| at < until));
            again.extend(holds.map(|(told_in, _)| Again { fact: question.fact.clone(), told_in: *told_in }));
        }
        if interaction.trust == Trust::Secret {
            let told = interaction.facts.iter().map(|fact| (fact.name.clone(), (position, fact.valid_until)));
            self.0.extend(told);
        }
        again
    }
}
