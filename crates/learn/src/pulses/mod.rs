//! Pulses: what employees answered in anonymous waves, in figures that say how sure they are.
//!
//! Invariants: nothing is shown of a wave that is on, nor of fewer people than the threshold, nor what would tell of so
//! few: `listen::feedback::waves` decides that, and nothing here looks behind it. Owns no tables.

pub mod http;
mod rules;

use listen::feedback::surveys::{Survey, Surveys};
use listen::feedback::waves::{Results, Wave, Waves};
use web::{Problem, Result};

pub(crate) use rules::{Asked, asked, tally};

/// What was answered in waves. Cheap to clone.
#[derive(Clone)]
pub struct Pulses {
    /// The waves.
    pub waves: Waves,
    /// The surveys that they are of.
    pub surveys: Surveys,
}

/// A wave that is over.
pub(crate) struct Over {
    /// The wave.
    pub(crate) wave: Wave,
    /// The survey in the version that was answered.
    pub(crate) survey: Survey,
    /// What may be shown of the answers.
    pub(crate) results: Results,
}

impl Pulses {
    /// The waves of a survey that are over, the one that ended last first.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) async fn over(&self, survey: &str) -> Result<Vec<Wave>> {
        let waves = self.waves.list(survey).await?;
        Ok(waves.into_iter().filter(|wave| self.waves.is_over(wave)).collect())
    }

    /// What may be shown of a wave.
    ///
    /// # Errors
    /// 409 for a wave that is on; what the database says.
    pub(crate) async fn results(&self, wave: Wave) -> Result<Over> {
        let (versions, place) = self.surveys.wanted(&wave.survey, Some(wave.version)).await?;
        let survey = versions.into_iter().nth(place).and_then(|version| version.definition);
        let survey = survey.ok_or_else(|| Problem::not_found("the survey of this wave is no more"))?;
        let results = self.waves.results(&survey, &wave).await?.ok_or_else(|| is_on(&wave))?;
        Ok(Over { wave, survey, results })
    }
}

fn is_on(wave: &Wave) -> Problem {
    let (name, until) = (&wave.name, wave.closes_at);
    Problem::conflict(format!(
        "the wave {name:?} is on until {until}: nothing of it is shown before, or each new answer could be told by what \
         it changes"
    ))
}
