//! A run: what is learnt from the organisation's own texts, once a week or when somebody asks for it.

use std::sync::Arc;

use ::store::Result;
use ::text::{Care, Classifier, Taught, Themes, ThemesError, Written};
use kernel::Timestamp;
use kernel::clock::{DAY, MINUTE};

use super::gather::{Gathered, gather};
use super::{Known, Models, Readings, Run, Stage, merged, store};
use crate::categories::Categories;

/// How often texts are learnt from anew, in milliseconds.
const EVERY: i64 = 7 * DAY;
/// From so many texts on the first time comes by itself.
const ENOUGH: u64 = 500;
/// While there are fewer, it also comes when there are twice as many as the last time, and so long after it.
const FEW: u64 = 25_000;
const SOON: i64 = MINUTE;
/// A run of which nothing was heard for so long is broken off, in milliseconds.
const DEAD: i64 = 120_000;

/// A run of which nothing was heard since is broken off.
pub(super) fn dead(now: Timestamp) -> Timestamp {
    Timestamp(now.0 - DEAD)
}

impl Readings {
    /// Does the run that was asked for here, or the one that is due.
    pub(super) fn learn_where_due(&self, stop: &dyn Fn() -> bool) -> Result<()> {
        let Some(mut run) = self.next_run()? else { return Ok(()) };
        // One that is cancelled does not come back before there is more to learn from.
        run.texts = self.state.read().texts;
        match self.learn(&mut run, stop) {
            Ok(true) => run.stage = Stage::Done,
            Ok(false) if stop() => run.stage = Stage::BrokenOff,
            Ok(false) => run.stage = Stage::Cancelled,
            Err(error) => (run.stage, run.said) = (Stage::Failed, error.to_string()),
        }
        run.ended_at = Some(self.clock.now());
        tracing::info!(texts = run.texts, themes = run.themes, stage = run.stage.as_str(), "texts were learnt from");
        self.keep(&run).map(drop)
    }

    fn next_run(&self) -> Result<Option<Run>> {
        let begun = self.begun.lock().take();
        if let Some(id) = begun {
            return self.run(id);
        }
        let now = self.clock.now();
        let texts = self.state.read().texts;
        let is_due = match self.truth.read_blocking(store::last_begun)? {
            Some((last, of)) => {
                let has_doubled = texts >= ENOUGH && of < FEW && texts >= 2 * of && now.0 >= last.0 + SOON;
                has_doubled || now.0 >= last.0 + EVERY
            }
            None => texts >= ENOUGH,
        };
        if !is_due {
            return Ok(None);
        }
        let id = self.truth.write_blocking(move |tx| store::begin(tx, None, now, dead(now)))?;
        id.map_or(Ok(None), |id| self.run(id))
    }

    fn keep(&self, run: &Run) -> Result<bool> {
        let (run, now) = (run.clone(), self.clock.now());
        self.truth.write_blocking(move |tx| store::keep_run(tx, &run, now))
    }

    /// Learns; says whether it came to its end.
    fn learn(&self, run: &mut Run, stop: &dyn Fn() -> bool) -> Result<bool> {
        let said = self.said()?;
        let mut kept = run.clone();
        let gathered = gather(self, &said, &mut |share| {
            kept.share = share;
            Ok(!stop() && self.keep(&kept)?)
        })?;
        let Some(mut gathered) = gathered else { return Ok(false) };
        (run.texts, run.stage, run.share) = (gathered.texts.len() as u64, Stage::Learning, 0.0);
        if stop() || !self.keep(run)? {
            return Ok(false);
        }
        let given = self.truth.read_blocking(Categories::list_in)?;
        for (name, version) in given {
            let examples = version.definition.into_iter().flat_map(|definition| definition.examples);
            gathered.categories.extend(examples.map(|example| (example, name.clone())));
        }
        let mut undone: Vec<String> = Vec::new();
        let taught = teach(&gathered, &mut undone);
        let categories = classify(&gathered, &mut undone);
        (run.stage, run.share) = (Stage::Finding, 0.0);
        let (known, before) = (self.known()?, self.state.read().models.themes.clone());
        let before = before.map(|before| {
            let mut before = (*before).clone();
            for (one, into) in merged(&known) {
                before.merge(one, into);
            }
            before
        });
        let going = |share: f32| {
            let now = Run { share: f64::from(share), ..run.clone() };
            !stop() && self.keep(&now).unwrap_or(false)
        };
        let texts: Vec<Written<'_>> = gathered.texts.iter().map(|(text, who)| Written { text, who: *who }).collect();
        let themes = match Themes::find(&texts, before.as_ref(), &going) {
            Ok(themes) => Some(themes),
            Err(ThemesError::Stopped) => return Ok(false),
            Err(error) => {
                undone.push(error.to_string());
                None
            }
        };
        let found: Vec<_> = themes.iter().flat_map(|themes| themes.all().to_vec()).collect();
        let fresh = found.iter().filter(|theme| !known.contains_key(&theme.number)).count();
        (run.themes, run.share) = (found.len() as u64, 1.0);
        run.fresh = if before.is_some() { fresh as u64 } else { 0 };
        run.said = undone.join("; ");
        let (now, is_first) = (self.clock.now(), before.is_none());
        let models = Models { taught, categories, themes: themes.map(Arc::new) };
        let body = postcard::to_stdvec(&models).expect("what was learnt can be written");
        self.truth.write_blocking(move |tx| {
            // What people said meanwhile stays.
            let known = store::known(tx)?;
            for theme in &found {
                let of = known.get(&theme.number).cloned();
                let new = || Known {
                    phrases: Vec::new(),
                    name: None,
                    is_hidden: false,
                    merged_into: None,
                    found_at: now,
                    is_first,
                };
                store::keep_known(
                    tx,
                    theme.number,
                    &Known { phrases: theme.phrases.clone(), ..of.unwrap_or_else(new) },
                )?;
            }
            // Where nothing was found nothing is forgotten either.
            let is_there = |number: u32| found.is_empty() || found.iter().any(|theme| theme.number == number);
            let ends = merged(&known);
            for number in known.keys().filter(|number| !is_there(*ends.get(number).unwrap_or(number))) {
                store::forget_known(tx, *number)?;
            }
            store::keep_models(tx, body, now)
        })?;
        Ok(true)
    }
}

/// What is praise and what a complaint here, where there are enough examples.
fn teach(gathered: &Gathered, undone: &mut Vec<String>) -> Option<Arc<Taught>> {
    if gathered.sentiments.is_empty() {
        return None;
    }
    let examples: Vec<_> = gathered.sentiments.iter().map(|(text, sentiment)| (text.as_str(), *sentiment)).collect();
    match Taught::fit(&examples, Care::Fast) {
        Ok(taught) => Some(Arc::new(taught)),
        Err(error) => {
            undone.push(format!("sentiment was not learnt: {error}"));
            None
        }
    }
}

/// What texts are about as people name it, where they gave enough examples.
fn classify(gathered: &Gathered, undone: &mut Vec<String>) -> Option<Arc<Classifier>> {
    if gathered.categories.is_empty() {
        return None;
    }
    let examples: Vec<(&str, &str)> =
        gathered.categories.iter().map(|(text, name)| (text.as_str(), name.as_str())).collect();
    match Classifier::fit(&examples, Care::Careful) {
        Ok(classifier) => Some(Arc::new(classifier)),
        Err(error) => {
            undone.push(format!("categories were not learnt: {error}"));
            None
        }
    }
}
