//! Retention: how long interactions are kept for a purpose or of a source, and a daily run that destroys what is older.
//!
//! Invariants: a source's own rule wins over that of its purpose; what a run destroyed is nowhere any more, and what is
//! said of people is what it would be if it had never come; nothing goes of whoever is under a legal hold; people of whom
//! nothing is left are erased; each step is safe to run twice, so that a run that was broken off is finished.
//! Tables: `privacy_retention`, `privacy_retention_runs` (truth).

pub mod http;
mod jobs;
mod model;
mod rules;
mod store;

use std::sync::Arc;
use std::time::Duration;

use ::store::{Db, Migration, Result, Tx};
use kernel::Timestamp;
use parking_lot::{Condvar, Mutex};

pub use model::{Days, Done, KnownSource, Rule, RuleFor, Run, RunStage};

use super::erasure::Erasures;
use super::permits::LegalBasis;
use super::purposes;

pub(crate) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// Says which sources there are; asked on threads that may block.
pub type KnownSources = Arc<dyn Fn() -> Result<Vec<KnownSource>> + Send + Sync>;

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such thing.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// There is nothing for which interactions are kept under this name.
    #[error("there is no such {0}; there are: {1}")]
    Unknown(&'static str, String),
    /// One run at a time.
    #[error("a run is going on already: wait for its end, or cancel it")]
    Running,
    /// The run is over.
    #[error("this run is over already")]
    Over,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] ::store::Error),
}

/// Something that is kept for a time, on what ground, and by which rule.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What it is.
    pub about: RuleFor,
    /// Its name.
    pub name: String,
    /// What it is kept for.
    pub purpose: String,
    /// On what ground of law.
    pub basis: LegalBasis,
    /// The rule that applies: its own, or that of its purpose.
    pub rule: Option<Rule>,
}

/// Keeps what may be kept, and destroys the rest. Cheap to clone.
#[derive(Clone)]
pub struct Retention {
    erasures: Erasures,
    sources: KnownSources,
    /// Whether there is something to do before the next look.
    asked: Arc<(Mutex<bool>, Condvar)>,
}

impl Retention {
    /// Retention over a store.
    #[must_use]
    pub fn new(erasures: &Erasures, sources: KnownSources) -> Retention {
        Retention { erasures: erasures.clone(), sources, asked: Arc::default() }
    }

    fn truth(&self) -> &Db {
        &self.erasures.store().truth
    }

    fn now(&self) -> Timestamp {
        self.erasures.clock().now()
    }

    /// Every purpose and source with the ground of law and the rule that applies. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn kept(&self) -> Result<Vec<Kept>> {
        let (rules, mut grounds) = self.truth().read_blocking(|tx| Ok((store::rules(tx)?, purposes::all(tx)?)))?;
        let sources = (self.sources)()?;
        // What nobody has listed rests on consent.
        for purpose in sources.iter().map(|source| source.purpose.clone()) {
            grounds.entry(purpose).or_insert(LegalBasis::Consent);
        }
        for rule in rules.iter().filter(|rule| rule.about == RuleFor::Purpose) {
            grounds.entry(kernel::Purpose::new(&rule.name)).or_insert(LegalBasis::Consent);
        }
        let own = |name: &str| rules.iter().find(|rule| rule.about == RuleFor::Purpose && rule.name == name).cloned();
        let mut kept: Vec<Kept> = Vec::new();
        for (purpose, basis) in &grounds {
            let (name, basis) = (purpose.as_str().to_owned(), *basis);
            kept.push(Kept { about: RuleFor::Purpose, rule: own(&name), purpose: name.clone(), name, basis });
        }
        for source in sources {
            let rule = rules::applying(&rules, &source).cloned();
            let basis = grounds.get(&source.purpose).copied().unwrap_or(LegalBasis::Consent);
            let purpose = source.purpose.as_str().to_owned();
            kept.push(Kept { about: RuleFor::Source, name: source.name, purpose, basis, rule });
        }
        Ok(kept)
    }

    /// Says how long something is kept. The daily run goes by it from tomorrow on. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn put(&self, about: RuleFor, name: &str, days: Days, then: super::erasure::Mode) -> Result<Rule, Refused> {
        self.check(about, name)?;
        let rule = Rule { about, name: name.to_owned(), days, then, changed_at: self.now() };
        let kept = rule.clone();
        self.truth().write_blocking(move |tx| store::put(tx, &kept))?;
        Ok(rule)
    }

    fn check(&self, about: RuleFor, name: &str) -> Result<(), Refused> {
        let known: Vec<String> =
            self.kept()?.into_iter().filter(|one| one.about == about).map(|one| one.name).collect();
        if known.iter().any(|known| known == name) {
            return Ok(());
        }
        Err(Refused::Unknown(about.as_str(), known.join(", ")))
    }

    /// Takes a rule away. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn delete(&self, about: RuleFor, name: &str) -> Result<(), Refused> {
        let name = name.to_owned();
        let there = self.truth().write_blocking(move |tx| store::delete(tx, about, &name))?;
        if there { Ok(()) } else { Err(Refused::Missing("rule")) }
    }

    /// Begins a run, which goes on by itself; a dry one says what it would do. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn begin(&self, by: &str, dry: bool) -> Result<Run, Refused> {
        let (by, now) = (by.to_owned(), self.now());
        let id = self.truth().write_blocking(move |tx| store::begin(tx, Some(&by), dry, now))?;
        let id = id.ok_or(Refused::Running)?;
        self.wake();
        self.run(id)
    }

    /// One run. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn run(&self, id: i64) -> Result<Run, Refused> {
        self.truth().read_blocking(|tx| store::get(tx, id))?.ok_or(Refused::Missing("run"))
    }

    /// Runs before a number, newest first, and how many there are. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn runs(&self, before: Option<i64>, limit: usize) -> Result<(Vec<Run>, u64)> {
        self.truth().read_blocking(|tx| store::list(tx, before, limit))
    }

    /// Lets a run destroy nothing more. What is gone is still taken out everywhere. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn cancel(&self, id: i64) -> Result<Run, Refused> {
        let run = self.run(id)?;
        if run.ended_at.is_some() || !self.truth().write_blocking(move |tx| store::cancel(tx, id))? {
            return Err(Refused::Over);
        }
        self.run(id)
    }

    /// Does the run that was asked for, that was broken off, or that is due; where there is none, nothing. Blocks.
    /// `stop` is asked now and then.
    ///
    /// # Errors
    /// What kept it from finishing: it goes on with the next call.
    pub fn work(&self, stop: &dyn Fn() -> bool) -> Result<()> {
        if !self.is_due()? {
            return Ok(());
        }
        let done = self.erasures.passing(|| {
            // Another server may have done it while this one waited for its turn.
            if self.is_due()? {
                let now = self.now();
                self.truth().write_blocking(move |tx| store::begin(tx, None, false, now))?;
            }
            match self.truth().read_blocking(store::running)? {
                Some(run) => jobs::carry_out(self, run, stop),
                None => Ok(()),
            }
        })?;
        // Where another server is passing over the journal, the next look comes soon enough.
        done.unwrap_or(Ok(()))
    }

    fn is_due(&self) -> Result<bool> {
        let now = self.now();
        self.truth().read_blocking(|tx| {
            Ok(store::running(tx)?.is_some() || rules::is_due(&store::rules(tx)?, store::last_begun(tx)?, now))
        })
    }

    /// Rests until somebody asks for a run, or for so long.
    pub fn rest(&self, at_most: Duration) {
        let (asked, changed) = &*self.asked;
        let mut asked = asked.lock();
        if !*asked {
            changed.wait_for(&mut asked, at_most);
        }
        *asked = false;
    }

    /// Ends a rest.
    pub fn wake(&self) {
        let (asked, changed) = &*self.asked;
        *asked.lock() = true;
        changed.notify_all();
    }
}

/// When the last run was over, and how many interactions it took; nothing where no rule was ever enforced.
///
/// # Errors
/// What the database says.
pub fn latest(tx: &mut dyn Tx) -> Result<Option<(Timestamp, u64)>> {
    let last = store::last_ended(tx)?;
    Ok(last.and_then(|run| {
        let taken = run.done.iter().map(|done| done.destroyed + done.anonymised).sum();
        run.ended_at.map(|at| (at, taken))
    }))
}
