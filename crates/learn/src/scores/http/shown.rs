//! How figures of scores are shown.

use serde::Serialize;
use utoipa::ToSchema;

use super::super::model::Kind;
use super::super::rules::{LINE, said};
use crate::statistics::{Apart, Bounded, Tally};

/// A figure of scores with its interval of 95 %: the net promoter score from -100 to 100, a mean on its scale, the share of
/// the two highest scores from 0 to 1.
#[derive(Serialize, ToSchema)]
pub(crate) struct WireScore {
    /// How many answers.
    of: u64,
    /// How many people gave them; several answers of one person count as a cluster.
    people: u64,
    /// The figure; absent where there are no answers.
    value: Option<f64>,
    /// The lower end of its interval.
    low: Option<f64>,
    /// Its upper end.
    high: Option<f64>,
    /// Whether there are enough answers, 30, for a point of a line.
    line: bool,
}

/// How often a score was given.
#[derive(Serialize, ToSchema)]
pub(super) struct WireScoreCount {
    score: f64,
    count: u64,
}

/// A difference of two figures, in points of a net promoter score or mean, or of shares from -1 to 1.
#[derive(Serialize, ToSchema)]
pub(crate) struct WireApart {
    /// One less the other.
    value: f64,
    /// The lower end of its interval of 95 %.
    low: f64,
    /// Its upper end.
    high: f64,
    /// The probability of a difference at least as large if there were none.
    p: f64,
    /// The same adjusted for how many groups were looked at (Benjamini and Hochberg).
    q: f64,
    /// What it says, in words.
    said: String,
}

impl WireScore {
    pub(crate) fn of(kind: Kind, tally: &Tally) -> WireScore {
        WireScore::new(kind, tally, tally.bounded(kind.ends()).as_ref())
    }

    /// A figure that was made of these answers in some other way.
    pub(super) fn new(kind: Kind, tally: &Tally, bounded: Option<&Bounded>) -> WireScore {
        let interval = bounded.map(Bounded::interval);
        WireScore {
            of: tally.scores(),
            people: tally.people(),
            value: bounded.map(|bounded| kind.shown(bounded.mean())),
            low: interval.map(|of| kind.shown(of.low)),
            high: interval.map(|of| kind.shown(of.high)),
            line: tally.scores() >= LINE,
        }
    }
}

/// How often each score was given.
pub(super) fn counts(scores: &Tally) -> Vec<WireScoreCount> {
    scores.counts().map(|(score, count)| WireScoreCount { score, count }).collect()
}

impl WireApart {
    /// One of `among` differences, between so many answers each.
    pub(crate) fn new(kind: Kind, apart: &Apart, q: f64, counts: (u64, u64), among: usize) -> WireApart {
        let difference = &apart.difference;
        WireApart {
            value: kind.shown(difference.value),
            low: kind.shown(difference.interval.low),
            high: kind.shown(difference.interval.high),
            p: apart.p,
            q,
            said: said(kind, apart, q, counts, among),
        }
    }

    /// The difference of two tallies, where both have answers.
    pub(crate) fn between(kind: Kind, one: &Tally, other: &Tally) -> Option<WireApart> {
        let apart = Apart::of(&one.bounded(kind.ends())?, &other.bounded(kind.ends())?);
        Some(WireApart::new(kind, &apart, apart.p, (one.scores(), other.scores()), 1))
    }
}
