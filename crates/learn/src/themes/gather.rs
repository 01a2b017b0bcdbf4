//! Of every theme how many write about it, how they feel about it, and when.

use std::collections::BTreeMap;

use crate::journeys::http::About;
use crate::journeys::{Calendar, JourneyError, Part, Work};
use crate::readings::Labels;
use crate::scores::{Kind, given_in};
use crate::statistics::{Ratio, Tally};
use crate::verbatims::is_verbatim;

/// What is said about one theme.
#[derive(Default)]
pub(super) struct Gathered {
    /// Its texts, out of all that the people who wrote them wrote.
    share: Ratio,
    /// The same people, as if none were about it.
    without: Ratio,
    /// Those that complain, out of those of its texts that were read.
    pub(super) negative: Ratio,
    /// The scores that came with its texts.
    pub(super) scores: Tally,
    /// Its texts by period.
    pub(super) periods: Vec<u64>,
}

impl Gathered {
    /// How many people write about it.
    pub(super) fn writers(&self) -> u64 {
        self.share.people_hit
    }

    /// What is said about a theme of which nobody writes, in so many periods.
    pub(super) fn of_nobody(periods: usize) -> Gathered {
        Gathered { periods: vec![0; periods], ..Gathered::default() }
    }
}

/// What is said about all of them.
#[derive(Default)]
pub(super) struct All {
    /// All texts that were read or not, none of them about a theme.
    base: Ratio,
    /// All texts by period.
    pub(super) periods: Vec<u64>,
    /// By theme; 0 is none.
    pub(super) themes: BTreeMap<u32, Gathered>,
    /// Texts that were not looked at yet.
    pub(super) waiting: u64,
}

impl All {
    /// The share of a theme among all texts, those of one person taken together as a cluster.
    pub(super) fn share(&self, gathered: &Gathered) -> Ratio {
        let mut share = self.base;
        share.part(&gathered.without);
        share.merge(&gathered.share);
        share
    }
}

/// What one person says about a theme.
#[derive(Default)]
struct Own {
    texts: u32,
    read: u32,
    negative: u32,
    scores: Vec<f64>,
}

/// Gathers what is said.
pub(super) fn gather(
    about: &About,
    parts: &[Part<'_>],
    (labels, kind, calendar): (&Labels<'_>, Kind, &Calendar),
    work: Work<'_>,
) -> Result<All, JourneyError> {
    let made = about.each_person(parts, work, |all: &mut All, somebody| {
        let rows = &somebody.sorted.rows;
        let (mut own, mut texts): (BTreeMap<u32, Own>, u32) = (BTreeMap::new(), 0);
        for row in somebody.kept.iter().copied().filter(|row| is_verbatim(rows, *row)) {
            let Some(label) = labels.of(rows.position[row]) else {
                all.waiting += 1;
                continue;
            };
            texts += 1;
            let theme = label.theme().map_or(0, |(theme, _)| theme);
            let of = own.entry(theme).or_default();
            of.texts += 1;
            if let Some((polarity, _)) = label.polarity() {
                of.read += 1;
                of.negative += u32::from(polarity == ::text::Polarity::Negative);
            }
            of.scores.extend(given_in(rows, row, kind).map(|score| kind.takes(score)));
            if let Some(period) = calendar.period(rows.time[row]) {
                for periods in [&mut all.periods, &mut all.themes.entry(theme).or_default().periods] {
                    periods.resize(calendar.periods(), 0);
                    periods[period] += 1;
                }
            }
        }
        if texts == 0 {
            return;
        }
        all.base.add(texts, 0);
        for (theme, of) in own {
            let to = all.themes.entry(theme).or_default();
            to.share.add(texts, of.texts);
            to.without.add(texts, 0);
            if of.read > 0 {
                to.negative.add(of.read, of.negative);
            }
            to.scores.add(of.scores.into_iter());
        }
    })?;
    let mut all = All { periods: vec![0; calendar.periods()], ..All::default() };
    for one in made {
        all.base.merge(&one.base);
        all.waiting += one.waiting;
        add(&mut all.periods, &one.periods);
        for (theme, more) in one.themes {
            let to = all.themes.entry(theme).or_default();
            to.share.merge(&more.share);
            to.without.merge(&more.without);
            to.negative.merge(&more.negative);
            to.scores.merge(&more.scores);
            to.periods.resize(calendar.periods(), 0);
            add(&mut to.periods, &more.periods);
        }
    }
    Ok(all)
}

fn add(to: &mut [u64], more: &[u64]) {
    to.iter_mut().zip(more).for_each(|(sum, one)| *sum += one);
}
