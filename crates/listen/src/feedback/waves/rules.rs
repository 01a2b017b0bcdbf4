//! What may be shown of answers that promise anonymity.

use rand::Rng;
use rand::seq::SliceRandom as _;
use serde_json::Value;

use super::model::{Cell, Question, Results, Wave};
use crate::feedback::responses::{Answers, checked};
use crate::feedback::surveys::{Answer, OTHER, Survey};

/// Nothing is shown of fewer people.
pub const THRESHOLD: u64 = 5;

/// Which of some groups may be shown beside the sum of all, by how many people each has: those below the threshold are
/// not, and as many more, the smallest first, until what is left when those that are shown are taken from the sum is
/// itself of enough people. (Secondary suppression: Hundepool et al., Statistical Disclosure Control, 2012, chapter 4.)
#[must_use]
pub(super) fn shown(people: &[u64]) -> Vec<bool> {
    let mut shown: Vec<bool> = people.iter().map(|people| *people >= THRESHOLD).collect();
    loop {
        let hidden = || people.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(one, _)| *one);
        let (count, sum) = (hidden().count(), hidden().sum::<u64>());
        // One hidden group alone is what is left of the sum; nobody at all is told as little as a few.
        if count == 0 || count > 1 && sum >= THRESHOLD {
            return shown;
        }
        let smallest = (0..people.len()).filter(|place| shown[*place]).min_by_key(|place| people[*place]);
        let Some(smallest) = smallest else { return shown };
        shown[smallest] = false;
    }
}

/// An answer and the group of who gave it.
pub type Given = (String, Answers);

/// What is wrong with answers that are brought in: each is of a group that was asked, and no more answered than were.
pub(super) fn check(survey: &Survey, wave: &Wave, answers: &[Given]) -> Result<(), String> {
    for group in &wave.groups {
        let answered = answers.iter().filter(|(of, _)| *of == group.name).count() as u64;
        if answered > group.people {
            let (name, people) = (&group.name, group.people);
            return Err(format!("`answers`: {answered} answers of {name:?}, where {people} were asked"));
        }
    }
    for (place, (group, answers)) in answers.iter().enumerate() {
        if !wave.groups.iter().any(|one| one.name == *group) {
            return Err(format!("`answers`, number {}: {group:?} is none of `groups`", place + 1));
        }
        checked(survey, answers).map_err(|said| format!("`answers`, number {}: {said}", place + 1))?;
    }
    Ok(())
}

/// What is shown of answers.
pub(super) fn results(survey: &Survey, wave: &Wave, answers: &[Given], random: &mut impl Rng) -> Results {
    let asked = wave.groups.iter().map(|group| group.people).sum();
    let answered = answers.len() as u64;
    let mut questions = Vec::new();
    for question in &survey.questions {
        let id = question.id.as_str();
        match &question.answer {
            Answer::Matrix { rows, .. } => {
                for row in rows {
                    let given = |answers: &Answers| answers.get(id)?.get(&row.id).cloned();
                    questions.push(one(format!("{id}.{}", row.id), wave, answers, &given));
                }
            }
            Answer::Text { .. } => {
                let mut texts: Vec<String> =
                    answers.iter().filter_map(|(_, given)| given.get(id)?.as_str().map(str::to_owned)).collect();
                if (texts.len() as u64) < THRESHOLD {
                    texts.clear();
                }
                texts.shuffle(random);
                questions.push(Question { id: id.to_owned(), all: None, groups: Vec::new(), texts });
            }
            _ => questions.push(one(id.to_owned(), wave, answers, &|answers| answers.get(id).cloned())),
        }
    }
    Results { asked, answered: (answered >= THRESHOLD).then_some(answered), questions }
}

fn one(id: String, wave: &Wave, answers: &[Given], given: &dyn Fn(&Answers) -> Option<Value>) -> Question {
    let cell = |of: &dyn Fn(&str) -> bool| {
        let mut cell = Cell::default();
        for value in answers.iter().filter(|(group, _)| of(group)).filter_map(|(_, answers)| given(answers)) {
            cell.people += 1;
            for said in said(&value) {
                *cell.counts.entry(said).or_default() += 1;
            }
        }
        cell
    };
    let all = cell(&|_| true);
    let cells: Vec<Cell> = wave.groups.iter().map(|group| cell(&|other| other == group.name)).collect();
    let people: Vec<u64> = cells.iter().map(|cell| cell.people).collect();
    let groups = wave.groups.iter().zip(cells).zip(shown(&people));
    let groups = groups.map(|((group, cell), shown)| (group.name.clone(), shown.then_some(cell)));
    Question { id, groups: groups.collect(), all: (all.people >= THRESHOLD).then_some(all), texts: Vec::new() }
}

/// What an answer counts for. What was written in the place of an option counts as something else: it could name who
/// wrote it.
fn said(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().flat_map(said).collect(),
        Value::String(chosen) => vec![chosen.clone()],
        Value::Object(_) => vec![OTHER.to_owned()],
        other => vec![other.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_small_group_takes_the_next_smallest_with_it() {
        assert_eq!(shown(&[10, 20, 30]), [true, true, true]);
        assert_eq!(shown(&[10, 20, 3]), [false, true, false]);
        assert_eq!(shown(&[10, 2, 3]), [true, false, false], "the two are five together");
        assert_eq!(shown(&[10, 2, 2]), [false, false, false], "four are told by the sum");
        assert_eq!(shown(&[10, 20, 0]), [false, true, false], "that nobody answered is told by nothing either");
        assert_eq!(shown(&[3]), [false]);
        assert_eq!(shown(&[]), Vec::<bool>::new());
    }

    proptest! {
        /// Whatever is shown, what is left of the sum is of nobody, or of enough people in more than one group.
        #[test]
        fn no_few_people_are_left_when_figures_are_taken_from_each_other(people in prop::collection::vec(0..12_u64, 0..9)) {
            let shown = shown(&people);
            let hidden: Vec<u64> = people.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(one, _)| *one).collect();
            let (sum, groups) = (hidden.iter().sum::<u64>(), hidden.len());
            prop_assert!(people.iter().zip(&shown).all(|(one, shown)| !shown || *one >= THRESHOLD));
            let all_hidden = shown.iter().all(|shown| !shown);
            prop_assert!(groups == 0 || all_hidden || sum >= THRESHOLD && groups > 1);
        }
    }
}
