//! `surveys.csv`: invitations and answers, from a tool that writes times as Americans do.

use serde::Serialize;

use crate::at::At;
use crate::causes::{RATED, Rated};
use crate::diary::{Diary, SMALL_TALK, Words};
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::phrases::Language;
use crate::rng::Rng;
use crate::tables::first_names;
use crate::trace::Mark;

/// A row of the response export.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(rename = "ResponseId")]
    id: String,
    #[serde(rename = "Sent")]
    sent: String,
    #[serde(rename = "Completed")]
    completed: String,
    #[serde(rename = "Survey")]
    survey: &'a str,
    #[serde(rename = "ExternalRef")]
    reference: &'a str,
    #[serde(rename = "Email")]
    email: &'a str,
    #[serde(rename = "Q1")]
    score: Option<i64>,
    #[serde(rename = "Q2_Comment")]
    comment: String,
    #[serde(rename = "UserLanguage")]
    language: &'a str,
    #[serde(rename = "Rate_Network")]
    network: Option<i64>,
    #[serde(rename = "Rate_Bill")]
    bill: Option<i64>,
    #[serde(rename = "Rate_App")]
    app: Option<i64>,
    #[serde(rename = "Rate_Shop")]
    shop: Option<i64>,
}

/// The survey that an answer belongs to, with its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Survey {
    /// After a parcel: would you recommend us, 0 to 10.
    Delivery,
    /// Once a year: would you recommend us, 0 to 10.
    Relation,
    /// After a call: how satisfied are you, 1 to 5.
    Call,
    /// After a matter: how easy was it, 1 to 7.
    Ease,
}

impl Survey {
    fn name(self) -> &'static str {
        match self {
            Survey::Delivery => "NPS_DELIVERY",
            Survey::Relation => "NPS_RELATION",
            Survey::Call => "CSAT_CALL",
            Survey::Ease => "CES",
        }
    }

    /// The share of invitations that are answered.
    fn answered(self) -> f64 {
        match self {
            Survey::Delivery => 0.4,
            Survey::Relation => 0.22,
            Survey::Call => 0.25,
            Survey::Ease => 0.32,
        }
    }

    /// The lowest score and the highest.
    fn scale(self) -> (i64, i64) {
        match self {
            Survey::Delivery | Survey::Relation => (0, 10),
            Survey::Call => (1, 5),
            Survey::Ease => (1, 7),
        }
    }

    /// Scores before anything planted lowers them. The lowest leaves room for that.
    fn score(self, rng: &mut Rng) -> i64 {
        match self {
            Survey::Delivery => rng.weighted(&[(2, 3), (2, 4), (5, 5), (7, 6), (14, 7), (24, 8), (26, 9), (20, 10)]),
            // It follows from what is rated.
            Survey::Relation => 7,
            Survey::Call => rng.weighted(&[(8, 1), (9, 2), (18, 3), (35, 4), (30, 5)]),
            Survey::Ease => rng.weighted(&[(15, 4), (25, 5), (35, 6), (25, 7)]),
        }
    }

    /// The section of the phrases for a comment to a score.
    fn comment(self, score: i64) -> &'static str {
        let (good, fair) = match self {
            Survey::Delivery | Survey::Relation => (9, 7),
            Survey::Call => (4, 3),
            Survey::Ease => (6, 4),
        };
        if score >= good {
            "comment.good"
        } else if score >= fair {
            "comment.fair"
        } else {
            "comment.poor"
        }
    }
}

/// An invitation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Invitation<'a> {
    /// Its survey.
    pub(crate) survey: Survey,
    /// When it is sent.
    pub(crate) at: At,
    /// The order or call that it is about.
    pub(crate) reference: &'a str,
    /// By how much something planted lowers the answer; raises it where it is below 0.
    pub(crate) lowered: i64,
    /// A section of the phrases that a lowered answer draws its comment from.
    pub(crate) reason: &'static str,
    /// The first name of the employee that the customer met, if any.
    pub(crate) agent: &'static str,
}

/// Writes an invitation, and the answer if there was one before the export was made.
pub(crate) fn write(diary: &mut Diary<'_>, slot: usize, invitation: Invitation<'_>) -> anyhow::Result<()> {
    let (customer, window) = (diary.customer, diary.world.window);
    if !window.holds(invitation.at) {
        return Ok(());
    }
    let mut rng = diary.world.rng("survey", customer.no * 256 + u32::try_from(slot % 256)?);
    let survey = invitation.survey;
    let answered = invitation.at.plus_minutes(rng.between(2, 4000));
    let answered = (rng.chance(survey.answered()) && window.holds(answered)).then_some(answered);
    let (lowest, highest) = survey.scale();
    let drawn = (survey.score(&mut rng) - invitation.lowered).clamp(lowest, highest);
    let rated = (survey == Survey::Relation).then(|| ratings(diary, slot)).transpose()?;
    let score = rated.map_or(drawn, |(_, score)| score);
    let comment = if rng.chance(0.5) { comment(diary, &mut rng, invitation, score) } else { String::new() };
    let rating = |place: usize| answered.and(rated).map(|(ratings, _)| ratings[place]);
    let row = Row {
        id: numbered(Series::Survey, customer.no, slot),
        sent: time(invitation.at),
        completed: answered.map(time).unwrap_or_default(),
        survey: survey.name(),
        reference: invitation.reference,
        email: &customer.email,
        score: answered.map(|_| score),
        comment: if answered.is_some() { comment } else { String::new() },
        language: customer.language().code(),
        network: rating(0),
        bill: rating(1),
        app: rating(2),
        shop: rating(3),
    };
    let marks = [Mark::own("email", &customer.email)];
    diary.put(System::Surveys, invitation.at, &marks, &row, 1 + u64::from(answered.is_some()))
}

/// What somebody thinks of the network, the bill, the app and the shop, 1 to 5, and what comes of it: the score of the
/// relation survey. Whoever is in a good mood rates everything a little better.
fn ratings(diary: &Diary<'_>, slot: usize) -> anyhow::Result<([i64; RATED.len()], i64)> {
    let mut rng = diary.world.rng("ratings", diary.customer.no * 256 + u32::try_from(slot % 256)?);
    let mood = rng.weighted(&[(1, -1), (2, 0), (1, 1)]);
    let ratings = RATED.map(|_| (mood + rng.weighted(&[(3, 1), (4, 2), (5, 3), (6, 4), (4, 5)])).clamp(1, 5));
    let effect = |(rating, rated): (&i64, &Rated)| match rating {
        ..=2 => -rated.poor_lowers,
        4.. => rated.good_raises,
        _ => 0,
    };
    let effects: i64 = ratings.iter().zip(&RATED).map(effect).sum();
    Ok((ratings, (7 + effects + rng.between(-1, 1)).min(10)))
}

fn comment(diary: &Diary<'_>, rng: &mut Rng, invitation: Invitation<'_>, score: i64) -> String {
    let customer = diary.customer;
    let agent = if invitation.agent.is_empty() { rng.pick(first_names(Language::English)) } else { invitation.agent };
    let words = Words::new(rng, customer, SMALL_TALK, customer.contract.handset, invitation.reference, agent);
    let because = invitation.lowered > 0 && rng.chance(0.7);
    let section = if because { invitation.reason } else { invitation.survey.comment(score) };
    let text = diary.world.phrases.say(rng, customer.language(), section, &words.slots());
    customer.voice.write(rng, &text)
}

fn time(at: At) -> String {
    at.local("%m/%d/%Y %I:%M %p")
}
