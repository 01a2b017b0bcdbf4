//! Which interactions of a person are about the same matter.
//!
//! The rule, over a person's interactions in the order of time:
//!
//! 1. Rows about the same matter (a case, ticket, order: any subject but those that last, such as an account) are one
//!    episode.
//! 2. A contact about no known matter goes on with the person's latest episode, where something of that happened at most
//!    [`GAP`] before and it does not give another reason; else it begins one. Two reasons are different where the same
//!    fact (such as `problem` or `topic`) says something else in a few words.
//! 3. A row about a matter that was not met before goes on with the latest such episode whose matter is not known yet; else
//!    it begins one.
//! 4. Who looks for help by themselves (a search in the help pages) does so about what they ask for next, at most
//!    [`BEFORE`] later; else about what they asked for last, at most [`BEFORE`] earlier. Looking begins no episode and
//!    keeps none open.
//! 5. Everything else (what was looked at, sent, paid or written down) is in no episode.

use std::collections::HashMap;
use std::ops::Range;

use kernel::clock::DAY;

use crate::index::{Dictionary, Label, Reason, Rows, flag};

/// For how long an episode stays open after something of it happened, in milliseconds.
pub const GAP: i64 = 5 * DAY;
/// How long before they ask for help, or after it, people look for it themselves, in milliseconds.
pub const BEFORE: i64 = 3 * DAY;
/// So many episodes of a person go on beside each other; those of which nothing happened for longest end first.
const AT_ONCE: usize = 32;
/// Of rows that are in no episode.
pub const NO_EPISODE: u16 = 0;

/// Parts of the names of touchpoints at which people look for help by themselves.
const HELP: [&str; 6] = ["faq", "help", "knowledge", "search", "self_service", "support"];

/// What names mean for episodes.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// By the number of a touchpoint: whether people look for help there by themselves.
    helps: Vec<bool>,
}

impl Meaning {
    /// What the names of a dictionary mean.
    #[must_use]
    pub fn of(dictionary: &Dictionary) -> Meaning {
        let helps = |name: &str| name.split(['.', '/', ' ']).any(|part| HELP.contains(&part));
        let named = dictionary.names(Label::Touchpoint).all().map(|(_, name)| helps(name));
        Meaning { helps: std::iter::once(false).chain(named).collect() }
    }

    /// Whether somebody looks for help by themselves in a row.
    #[must_use]
    pub fn looks_for_help(&self, rows: &Rows, row: usize) -> bool {
        let touchpoint = usize::from(rows.label(Label::Touchpoint)[row]);
        self.helps.get(touchpoint).copied().unwrap_or(false) && !is_spoken(rows, row)
    }
}

/// Whether something was said, written or asked.
fn is_spoken(rows: &Rows, row: usize) -> bool {
    rows.flags[row] & (flag::TEXT | flag::ASKED) != 0
}

/// Whether person and organisation spoke with each other.
#[must_use]
pub fn is_talk(rows: &Rows, row: usize) -> bool {
    rows.flags[row] & flag::CONTACT != 0 && is_spoken(rows, row)
}

/// An episode that may go on.
struct Open {
    number: u16,
    last: i64,
    reasons: Vec<Reason>,
    /// Whether its matter is known.
    known: bool,
}

impl Open {
    /// Whether somebody came for another reason.
    fn differs(&self, reasons: &[Reason]) -> bool {
        let other = |reason: &Reason, own: &Reason| own.fact == reason.fact && own.value != reason.value;
        reasons.iter().any(|reason| self.reasons.iter().any(|own| other(reason, own)))
    }
}

/// The episodes of a person as far as they are gathered.
#[derive(Default)]
struct Gathered {
    by_matter: HashMap<u64, u16>,
    /// Those that may go on, the latest last; no more than [`AT_ONCE`].
    open: Vec<Open>,
    count: u16,
}

impl Gathered {
    /// The episode of the next row that is about a matter or a contact.
    fn take(&mut self, matters: &[u64], reasons: &[Reason], at: i64) -> u16 {
        self.open.retain(|one| at - one.last <= GAP);
        let same = matters.iter().find_map(|matter| self.by_matter.get(matter)).copied();
        let goes_on = |one: &&Open| (matters.is_empty() || !one.known) && !one.differs(reasons);
        let place = match same {
            Some(number) => self.open.iter().position(|one| one.number == number),
            None => self.open.iter().rposition(|one| goes_on(&one)),
        };
        let mut one = match (place, same) {
            (Some(place), _) => self.open.remove(place),
            (None, Some(number)) => Open { number, last: at, reasons: Vec::new(), known: true },
            (None, None) => {
                self.count = self.count.saturating_add(1);
                Open { number: self.count, last: at, reasons: Vec::new(), known: false }
            }
        };
        one.last = at;
        one.known |= !matters.is_empty();
        let news = reasons.iter().filter(|reason| !one.reasons.iter().any(|own| own.fact == reason.fact));
        let news: Vec<Reason> = news.copied().collect();
        one.reasons.extend(news);
        let number = one.number;
        self.open.push(one);
        if self.open.len() > AT_ONCE {
            self.open.remove(0);
        }
        for matter in matters {
            self.by_matter.entry(*matter).or_insert(number);
        }
        number
    }

    /// The episode of which something happened not long before.
    fn lately(&self, at: i64) -> u16 {
        self.open.last().filter(|one| at - one.last <= BEFORE).map_or(NO_EPISODE, |one| one.number)
    }
}

/// Which of the person's episodes, counted from 1, each row of one person belongs to; [`NO_EPISODE`] where to none. The
/// 65,535th takes in all that would come after it.
#[must_use]
pub fn episodes(rows: &Rows, run: Range<usize>, meaning: &Meaning) -> Vec<u16> {
    let mut gathered = Gathered::default();
    let mut numbers = vec![NO_EPISODE; run.len()];
    // Rows in which help was looked for since, each with the episode of before.
    let mut looking: Vec<(usize, u16)> = Vec::new();
    let (mut matters, mut reasons): (Vec<u64>, Vec<Reason>) = (Vec::new(), Vec::new());
    for row in run.clone() {
        let at = rows.time[row];
        matters.clear();
        matters.extend(rows.matters(row));
        if meaning.looks_for_help(rows, row) {
            looking.push((row, gathered.lately(at)));
        } else if !matters.is_empty() || is_talk(rows, row) {
            reasons.clear();
            reasons.extend(rows.reasons(row));
            let number = gathered.take(&matters, &reasons, at);
            for (looked, before) in looking.drain(..) {
                let soon = at - rows.time[looked] <= BEFORE;
                numbers[looked - run.start] = if soon { number } else { before };
            }
            numbers[row - run.start] = number;
        }
    }
    for (looked, before) in looking {
        numbers[looked - run.start] = before;
    }
    numbers
}
