//! What employees said, by department and month: of the waves of one survey, and of them only what is shown.

use std::collections::BTreeMap;

use kernel::Timestamp;
use listen::feedback::surveys::AskedOf;
use web::{Problem, Result};

use crate::pulses::{Asked, Over, Pulses, asked, tally};
use crate::scores::Kind;
use crate::statistics::Tally;

/// No more waves are read.
const MOST: usize = 36;

/// What employees said to one question of one survey.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// The survey.
    pub(super) survey: String,
    /// The question's id.
    pub(super) question: String,
    /// What was asked.
    pub(super) text: String,
    /// The scores that the answers are.
    pub(super) kind: Kind,
    /// By the end of the wave and by group, where it is shown.
    pub(super) waves: Vec<(Timestamp, BTreeMap<String, Tally>)>,
}

/// What is wanted of employees: of the survey whose wave ended last, where none is named, the first score.
pub(super) async fn said(pulses: &Pulses, survey: Option<&str>, question: Option<&str>) -> Result<Option<Said>> {
    let Some(survey) = chosen(pulses, survey).await? else { return Ok(None) };
    let mut waves = Vec::new();
    for wave in pulses.over(&survey).await?.into_iter().take(MOST) {
        waves.push(pulses.results(wave).await?);
    }
    let Some(newest) = waves.first() else { return Ok(None) };
    let scored =
        |over: &Over, id: &str| asked(&over.survey, id).and_then(|asked: Asked| Some((asked.text, asked.kind?)));
    let ids = || newest.results.questions.iter().map(|one| one.id.clone());
    let id = match question {
        Some(id) => Some(id.to_owned()).filter(|id| scored(newest, id).is_some()).ok_or_else(|| {
            let scores: Vec<String> = ids().filter(|id| scored(newest, id).is_some()).collect();
            Problem::bad_request(format!("`question`: {id:?} has no scores; those that do are {}", scores.join(", ")))
        })?,
        None => match ids().find(|id| scored(newest, id).is_some()) {
            Some(id) => id,
            None => return Ok(None),
        },
    };
    let (text, kind) = scored(newest, &id).ok_or_else(|| Problem::bad_request("`question` has no scores"))?;
    // What was asked in another way then is another question.
    let same = waves.iter().filter(|over| scored(over, &id).is_some_and(|(_, then)| then == kind));
    let waves = same.map(|over| (over.wave.closes_at, groups(over, &id, kind))).collect();
    Ok(Some(Said { survey, question: id, text, kind, waves }))
}

/// What each group that is shown said.
fn groups(over: &Over, id: &str, kind: Kind) -> BTreeMap<String, Tally> {
    let question = over.results.questions.iter().filter(|one| one.id == id);
    let shown = question.flat_map(|one| &one.groups).filter_map(|(name, cell)| Some((name, cell.as_ref()?)));
    shown.map(|(name, cell)| (name.clone(), tally(kind, cell))).filter(|(_, tally)| tally.scores() > 0).collect()
}

/// The survey that is named, else the one of employees whose wave ended last.
async fn chosen(pulses: &Pulses, survey: Option<&str>) -> Result<Option<String>> {
    if let Some(named) = survey {
        pulses.surveys.wanted(named, None).await?;
        return Ok(Some(named.to_owned()));
    }
    let mut newest: Option<(Timestamp, String)> = None;
    for (name, version) in pulses.surveys.list().await? {
        if !version.definition.is_some_and(|survey| survey.anonymous && survey.asked_of == AskedOf::Employees) {
            continue;
        }
        if let Some(wave) = pulses.over(&name).await?.first() {
            newest = newest.max(Some((wave.closes_at, name)));
        }
    }
    Ok(newest.map(|(_, name)| name))
}
