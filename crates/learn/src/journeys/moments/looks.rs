//! When journeys are looked at, so that what came before is told from what came of it.

use std::ops::Range;

use super::End;

/// No more looks than this: of a longer history the newest count. What was two years ago says little of today.
const MOST: usize = 24;

/// Everybody is looked at again and again: what they had had shortly before, and whether a bad end came afterwards.
///
/// These are landmarks (Anderson, Cain and Gelber, Analysis of survival by tumor response, Journal of Clinical Oncology 1,
/// 1983), many of them, put together (van Houwelingen, Dynamic prediction by landmarking in event history analysis,
/// Scandinavian Journal of Statistics 34, 2007). Nobody has had a longer time for anything than anybody else, and each bad
/// end comes after one look at most, for which a logistic regression over all looks stands for a model of the hazard
/// (D'Agostino et al., Relation of pooled logistic regression to time dependent Cox regression analysis, Statistics in
/// Medicine 9, 1990).
///
/// Between what counts and what comes of it lies the **guard**. People who have decided often say so before it is done:
/// they ask how to leave, return what they have. Such a contact belongs to the end and does not lead to it; taken for a
/// cause it would beat every other (protopathic bias; Horwitz and Feinstein, The problem of "protopathic bias" in
/// case-control studies, American Journal of Medicine 68, 1980). Whoever ends within the guard is not in the look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looks {
    at: Vec<i64>,
    before: i64,
    guard: i64,
    within: i64,
}

impl Looks {
    /// Looks over a history from `first` to `last`, each so long after the other as an end may take to come. `before`: how
    /// long what one had counts; `guard`: how long what comes afterwards does not; `within`: how long it does from then on;
    /// all in milliseconds. None where the history has no room for one.
    #[must_use]
    pub fn over((first, last): (i64, i64), before: i64, guard: i64, within: i64) -> Looks {
        let nth = |number: i64| last + 1 - guard - within * (number + 1);
        let mut at: Vec<i64> = (0..).map(nth).take(MOST).take_while(|at| at - before >= first).collect();
        at.reverse();
        Looks { at, before, guard, within }
    }

    /// When the looks are, the first one first.
    #[must_use]
    pub fn at(&self) -> &[i64] {
        &self.at
    }

    /// Which of these rows count at a look, and whether no bad end followed; none if none count, or if the journey was
    /// over by the end of the guard.
    pub(super) fn look(&self, look: usize, time: &[i64], end: Option<End>) -> Option<(Range<usize>, bool)> {
        let at = self.at[look];
        let rows = time.partition_point(|time| *time < at - self.before)..time.partition_point(|time| *time < at);
        let over = end.is_some_and(|end| end.at < at + self.guard);
        let badly = end.is_some_and(|end| !end.good && end.at < at + self.guard + self.within);
        (!rows.is_empty() && !over).then_some((rows, !badly))
    }
}
