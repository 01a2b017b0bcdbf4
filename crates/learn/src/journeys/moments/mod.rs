//! Moments of truth: which labels go with a good end, and which still do when everything else is the same.

mod gather;
mod logistic;
mod looks;
#[cfg(test)]
mod tests;

use gather::{Gathered, Gatherer};
use logistic::{Effect, Model};
pub use looks::Looks;

use super::lines::{Line, Part, codes};
use super::{Calendar, JourneyError, Labels, Page, People, Work, people};
use crate::statistics::{Difference, Interval, Share, Z, benjamini_hochberg, two_sided};

/// With fewer good ends or fewer bad ones than this on either side, a difference is not adjusted: the interval of the delta
/// method would be too narrow there, and of width nothing where there are none (Hauck and Donner, Wald's test as applied to
/// hypotheses in logit analysis, Journal of the American Statistical Association 72, 1977).
const FEWEST: u64 = 5;

/// How a journey ends, and what else is known of it.
///
/// A label is a **moment** of a journey if a row of it comes before the journey's end. Rows behind the end say nothing.
#[derive(Clone, Copy, Debug)]
pub struct Moments<'a> {
    /// The end of each person's journey.
    pub ends: Ends<'a>,
    /// Journeys are looked at again and again; without it each is looked at once, as a whole.
    pub looks: Option<&'a Looks>,
    /// For each part a column with the channel of each row; the channel of a person's first kept row is adjusted for.
    pub channels: Option<&'a [&'a [u16]]>,
    /// The period of a person's first kept row is adjusted for; with `looks`, the look is in its place.
    pub calendar: Option<&'a Calendar>,
    /// What else is adjusted for: for each thing, each part and each person a category; with `looks`, one for each of
    /// them in their order.
    pub known: &'a [Vec<&'a [u16]>],
    /// A label is looked at if at least so many people have it, and as many do not; the same goes for everything that is
    /// adjusted for. At least 1; some dozens make sense.
    pub at_least: u64,
}

/// Where journeys end. Who has no end goes on, and is in no comparison of whole journeys.
#[derive(Clone, Copy, Debug)]
pub enum Ends<'a> {
    /// With a person's first row of one of these labels. A label of both is good.
    Labels {
        /// Ends that are good.
        good: &'a Labels,
        /// Ends that are not.
        bad: &'a Labels,
    },
    /// As the caller knows: for each part, for each person. Rows of that time and later ones are behind the end.
    Given(&'a [&'a [Option<End>]]),
}

/// The end of one journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// Whether it is good.
    pub good: bool,
    /// When it was, in milliseconds since 1970.
    pub at: i64,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MomentsFound {
    /// Journeys that ended well, out of all that ended; with looks, looks that no bad end followed, out of all.
    pub good: Share,
    /// How many people are in it.
    pub people: u64,
    /// How many people are not, because their journey has no end or was never looked at.
    pub unfinished: u64,
    /// The labels that enough people have and enough do not: those first whose difference is furthest from none by the
    /// nearer end of its interval, so that what is large only by chance does not come first. Those that are adjusted come
    /// before those that are not.
    pub moments: Vec<Moment>,
    /// Why there are no adjusted differences, where there are none.
    pub not_adjusted: Option<&'static str>,
}

/// A label and what goes with it. That something goes with a good end does not say that it makes it good.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// The label.
    pub label: u16,
    /// How many people had it.
    pub people: u64,
    /// Good ends out of the journeys that had it.
    pub with: Share,
    /// Good ends out of the journeys that did not.
    pub without: Share,
    /// The difference of the two.
    pub difference: Difference,
    /// The difference when the other labels, the number of rows, the first channel, the period of the first row and what
    /// is known of the person are the same; none where too few ends of a kind are on one side for it.
    pub adjusted: Option<Adjusted>,
}

/// A difference that is adjusted for everything else.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adjusted {
    /// The average marginal effect in a logistic regression, with the interval of the delta method.
    pub difference: Difference,
    /// The probability of a difference at least as large if there were none.
    pub p: f64,
    /// The same for all labels together (Benjamini and Hochberg): of those with at most 0.05, one in twenty is expected
    /// to be a chance.
    pub q: f64,
}

/// People behind a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtMoment {
    /// The label.
    pub label: u16,
    /// Whether they had it before the end.
    pub with: bool,
    /// Whether the end was good.
    pub good: bool,
}

/// Compares the ends of journeys with and without each label. Linear in rows times the labels of a person, for each step
/// of the regression.
///
/// # Errors
/// [`JourneyError::Question`] where the ends have no labels or `at_least` is 0, [`JourneyError::Length`] for columns of
/// another length than their parts, [`JourneyError::Cancelled`].
pub fn moments(parts: &[Part<'_>], asked: &Moments<'_>, work: Work<'_>) -> Result<MomentsFound, JourneyError> {
    asked.check(parts)?;
    let codes = codes(parts);
    let gathered = work.spread(parts, |worker| {
        let mut gatherer = Gatherer::of(asked, codes);
        worker.each(|line| gatherer.take(&line))?;
        Ok(gatherer.done())
    })?;
    let gathered = Gathered::merged(gathered);
    let chosen = gathered.labels(asked.at_least);
    let mut found = MomentsFound {
        good: gathered.good,
        people: gathered.people,
        unfinished: gathered.unfinished,
        moments: chosen.iter().map(|label| gathered.moment(*label)).collect(),
        not_adjusted: None,
    };
    if asked.looks.is_some_and(|looks| looks.at().is_empty()) {
        found.not_adjusted = Some("the time is too short to look at people before and after");
    } else if chosen.is_empty() {
        found.not_adjusted = Some("no label has enough people with it and enough without");
    } else if chosen.len() > gather::MOST {
        found.not_adjusted = Some("there are more labels than can be compared at once: fold rarer ones into one");
    } else {
        let (cases, width) = gathered.cases(&chosen, asked.known, asked.at_least);
        match Model::fit(&cases, width, work)? {
            Some(model) => {
                let labels = 1..1 + u32::try_from(chosen.len()).expect("there are at most 65,536 labels");
                adjust(&mut found.moments, &model.effects(&cases, labels, work)?);
            }
            None => found.not_adjusted = Some("the regression has no solution: too much is the same for everybody"),
        }
    }
    let far = |moment: &Moment| {
        let Interval { low, high } = moment.adjusted.map_or(moment.difference, |adjusted| adjusted.difference).interval;
        low.max(-high)
    };
    let rank = |one: &Moment, other: &Moment| far(other).total_cmp(&far(one)).then(one.label.cmp(&other.label));
    found.moments.sort_by(|one, other| one.adjusted.is_none().cmp(&other.adjusted.is_none()).then(rank(one, other)));
    Ok(found)
}

/// The people behind a moment.
///
/// # Errors
/// Those of [`moments`].
pub fn moments_people(
    parts: &[Part<'_>],
    asked: &Moments<'_>,
    wanted: AtMoment,
    page: Page,
    work: Work<'_>,
) -> Result<People, JourneyError> {
    asked.check(parts)?;
    people::people(parts, page, work, || {
        let finder = gather::Finder::of(asked);
        move |line: &Line<'_>| {
            finder
                .looks(line)
                .any(|look| look.good == wanted.good && line.labels[look.rows].contains(&wanted.label) == wanted.with)
        }
    })
}

impl Moments<'_> {
    fn check(&self, parts: &[Part<'_>]) -> Result<(), JourneyError> {
        if self.at_least == 0 {
            return Err(JourneyError::Question("a comparison needs at least one person on either side"));
        }
        match self.ends {
            Ends::Labels { good, bad } if good.is_empty() || bad.is_empty() => {
                return Err(JourneyError::Question("name at least one label of good ends and one of bad ends"));
            }
            Ends::Labels { .. } => {}
            Ends::Given(given) => {
                lengths("the lists of ends", given, parts, |part| part.lines.persons())?;
            }
        }
        let looks = self.looks.map_or(1, |looks| looks.at().len());
        for known in self.known {
            lengths("the lists of categories", known, parts, |part| part.lines.persons() * looks)?;
        }
        self.channels
            .map_or(Ok(()), |channels| lengths("the columns of channels", channels, parts, |part| part.lines.rows()))
    }
}

/// An error unless there is a slice for each part and it has the part's length.
fn lengths<T>(
    what: &'static str,
    slices: &[&[T]],
    parts: &[Part<'_>],
    length: impl Fn(&Part<'_>) -> usize,
) -> Result<(), JourneyError> {
    let lengths = || slices.iter().map(|slice| slice.len()).zip(parts.iter().map(&length));
    if slices.len() != parts.len() {
        return Err(JourneyError::Length { what, got: slices.len(), expected: parts.len() });
    }
    match lengths().find(|(got, expected)| got != expected) {
        Some((got, expected)) => Err(JourneyError::Length { what, got, expected }),
        None => Ok(()),
    }
}

/// Whether a side has enough ends of either kind.
fn enough(side: &Share) -> bool {
    side.hits >= FEWEST && side.of - side.hits >= FEWEST
}

/// Writes the effects beside the moments, which are in the same order, where there are enough ends for them.
fn adjust(moments: &mut [Moment], effects: &[Effect]) {
    let both = moments.iter_mut().zip(effects).filter(|(moment, _)| enough(&moment.with) && enough(&moment.without));
    let (mut moments, effects): (Vec<&mut Moment>, Vec<&Effect>) = both.unzip();
    // Where everything ends alike there is neither an effect nor an error, and no evidence.
    let p = |effect: &Effect| if effect.error > 0.0 { two_sided(effect.value / effect.error) } else { 1.0 };
    let p: Vec<f64> = effects.iter().copied().map(p).collect();
    for ((moment, effect), (p, q)) in moments.iter_mut().zip(effects).zip(p.iter().zip(benjamini_hochberg(&p))) {
        let half = Z * effect.error;
        // No two shares are further apart than 1.
        let interval = Interval { low: (effect.value - half).max(-1.0), high: (effect.value + half).min(1.0) };
        moment.adjusted = Some(Adjusted { difference: Difference { value: effect.value, interval }, p: *p, q });
    }
}
