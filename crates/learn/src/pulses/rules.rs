//! How answers of a wave are summed up: by which figure, and under which words.

use std::collections::BTreeMap;

use lake::feedback::SCALES;
use listen::feedback::surveys::{Answer, Survey, Texts};
use listen::feedback::waves::Cell;

use crate::scores::{Kind, Measure};
use crate::statistics::Tally;

/// A question of a survey, or a row of a matrix, as it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// What was asked, in the survey's first language.
    pub(crate) text: String,
    /// The scores that its answers are; nothing where they are none.
    pub(crate) kind: Option<Kind>,
    /// What its options are called, by their ids.
    pub(crate) options: BTreeMap<String, String>,
}

/// The question of this id; of a matrix with the id of the row behind a dot.
pub(crate) fn asked(survey: &Survey, id: &str) -> Option<Asked> {
    let (question, row) = id.split_once('.').map_or((id, None), |(question, row)| (question, Some(row)));
    let question = survey.questions.iter().find(|one| one.id == question)?;
    let said = |texts: &Texts| first(survey, texts);
    let options = match &question.answer {
        Answer::Single { options, .. } | Answer::Multiple { options, .. } | Answer::Ranking { options } => options,
        Answer::Matrix { columns, .. } => columns,
        _ => &Vec::new(),
    };
    let options = options.iter().map(|option| (option.id.clone(), said(&option.text))).collect();
    let text = match (&question.answer, row) {
        (Answer::Matrix { rows, .. }, Some(row)) => {
            let row = rows.iter().find(|one| one.id == row)?;
            format!("{} {}", said(&question.text), said(&row.text))
        }
        _ => said(&question.text),
    };
    Some(Asked { text, kind: kind(&question.answer), options })
}

/// A text in the survey's first language, else in any.
fn first(survey: &Survey, texts: &Texts) -> String {
    let own = survey.languages.first().and_then(|language| texts.0.get(language));
    own.or_else(|| texts.0.values().next()).cloned().unwrap_or_default()
}

/// The scores that answers are, with the figure that sums them up: of employees who would recommend the employer as of
/// customers promoters less detractors, of faces and stars the mean.
fn kind(answer: &Answer) -> Option<Kind> {
    let (name, measure) = match answer {
        Answer::Nps => ("nps", Measure::NetPromoter),
        Answer::Enps => ("enps", Measure::NetPromoter),
        Answer::Csat => ("csat", Measure::Mean),
        Answer::Ces => ("ces", Measure::Mean),
        Answer::Stars => ("stars", Measure::Mean),
        Answer::Smileys => ("rating", Measure::Mean),
        _ => return None,
    };
    SCALES.iter().position(|scale| scale.name == name).map(|place| Kind { place, measure })
}

/// The scores of a cell, each person's one, as they go into the figure.
pub(crate) fn tally(kind: Kind, cell: &Cell) -> Tally {
    let mut tally = Tally::default();
    for (score, people) in &cell.counts {
        let Ok(score) = score.parse::<f64>() else { continue };
        for _ in 0..*people {
            tally.add(std::iter::once(kind.takes(score)));
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_summed_up_by_the_figure_of_their_kind() {
        let enps = kind(&Answer::Enps).unwrap();
        let counts = [("10", 6), ("9", 2), ("8", 4), ("3", 3), ("other", 1)];
        let counts = counts.map(|(score, people)| (score.to_owned(), people)).into();
        let tally = tally(enps, &Cell { people: 16, counts });
        let bounded = tally.bounded(enps.ends()).unwrap();
        assert_eq!((tally.people(), tally.scores()), (15, 15), "a word is no score");
        assert!((enps.shown(bounded.mean()) - 100.0 * 5.0 / 15.0).abs() < 1e-9);
        assert_eq!(kind(&Answer::Date), None);
        assert_eq!(kind(&Answer::Smileys).unwrap().ends(), (1.0, 5.0));
    }
}
