//! What questions about scores have in common: which scores, and by what they are grouped.

use std::cmp::Reverse;
use std::collections::HashMap;

use kernel::Timestamp;
use know::organisation::{Record, UnitKind};
use know::profiles::Side;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{Problem, Result};

use super::super::gather::Grouping;
use super::super::model::{Kind, Measure};
use crate::By;
use crate::index::{Code, Dictionary, Label, Names};
use crate::journeys::http::Filter;
use crate::questions::Asking;
use crate::sql::problem;

/// Values of a fact that fewer people have are taken together: a group of one would say what one person answered.
const FEW: u64 = 10;
/// So many values of a fact are told apart.
const VALUES: usize = 200;
/// What values are called that are taken together.
const OTHERS: &str = "(other)";

/// Which scores, of a kind that is shown and of customers.
pub(crate) fn of_customers(name: &str, measure: Option<Measure>, filter: &Filter) -> Result<Kind> {
    if filter.side == Side::Employee {
        return Err(Problem::bad_request(
            "`filter.side`: what employees answer is not shown here; leave it out, or ask for `customer`",
        ));
    }
    Kind::named(name, measure).map_err(Problem::bad_request)
}

/// By what answers are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum GroupBy {
    /// The touchpoint.
    Touchpoint,
    /// The channel.
    Channel,
    /// The department.
    Department,
    /// The team.
    Team,
    /// The shop, branch or region.
    Location,
    /// What happened.
    Name,
    /// The stage of the journey at which the touchpoint is met, as the organisation has it on record today.
    Stage,
    /// The newest value of a fact of the person.
    Fact,
}

/// Where a group's name is taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum GroupAt {
    /// The contact before the answer that it is about, as effort has it: of the episode that the answer belongs to, else
    /// the last one in the seven days before. Answers that are about no contact are in no group.
    #[default]
    Contact,
    /// The answer itself: its own touchpoint and channel.
    Answer,
}

/// How answers are grouped.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    pub(super) by: GroupBy,
    pub(super) at: GroupAt,
    pub(super) fact: Option<String>,
}

/// What the lake knows of a fact.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// The group of each person.
    of: HashMap<u64, Code>,
    /// The groups, by their numbers: the first is of those of whom the fact is not known.
    names: Vec<String>,
    /// How many people each has.
    people: Vec<u64>,
}

/// Groups with their names.
pub(super) struct Named {
    pub(super) grouping: Grouping,
    names: GroupNames,
}

enum GroupNames {
    Label(Label),
    Own(Vec<String>),
}

impl Groups {
    /// What has to be found out before: the values of the fact.
    ///
    /// # Errors
    /// 400 for a fact where none is asked for, or none where one is; 409 where there is no lake.
    pub(super) async fn values(&self, asking: &Asking) -> Result<Values> {
        let fact = match (self.by, &self.fact) {
            (GroupBy::Fact, Some(fact)) => fact.clone(),
            (GroupBy::Fact, None) => return Err(Problem::bad_request("`fact`: say by which fact people are grouped")),
            (_, None) => return Ok(Values::default()),
            (_, Some(_)) => return Err(Problem::bad_request("`fact` goes with `by` = fact; leave it out")),
        };
        let lake = asking.questions.lake.as_ref().ok_or_else(|| {
            Problem::conflict(
                "groups by a fact read the lake, and this server has no place for one: set `lake` to a directory or a \
                 bucket's URL",
            )
        })?;
        Ok(Values::of(&lake.values_of(&asking.viewer, fact, false).await.map_err(problem)?))
    }

    /// The groups.
    pub(super) fn named(&self, dictionary: &Dictionary, values: Values, (record, now): (&Record, Timestamp)) -> Named {
        let label = match self.by {
            GroupBy::Fact => {
                return Named { grouping: Grouping::Person(values.of), names: GroupNames::Own(values.names) };
            }
            GroupBy::Touchpoint | GroupBy::Stage => Label::Touchpoint,
            GroupBy::Channel => Label::Channel,
            GroupBy::Department => Label::Department,
            GroupBy::Team => Label::Team,
            GroupBy::Location => Label::Location,
            GroupBy::Name => Label::Name,
        };
        let (instead, names) = match self.by {
            GroupBy::Stage => {
                let (stages, names) = stages(dictionary, record, now);
                (Some(stages), GroupNames::Own(names))
            }
            _ => (None, GroupNames::Label(label)),
        };
        Named { grouping: Grouping::Label { label, before: self.at == GroupAt::Contact, instead }, names }
    }
}

/// The stage of each touchpoint by its number, and the names of stages.
fn stages(dictionary: &Dictionary, record: &Record, now: Timestamp) -> (Vec<Code>, Vec<String>) {
    let mut stages = Names::default();
    let stage_of = |name: &str| record.units.belongs(UnitKind::Touchpoints, name, now).and_then(|of| of.stage);
    let touchpoints = dictionary.names(Label::Touchpoint).all();
    let codes = touchpoints.map(|(_, name)| stage_of(name).map_or(0, |stage| stages.code(stage)));
    let codes: Vec<Code> = std::iter::once(0).chain(codes).collect();
    let names = std::iter::once(String::new()).chain(stages.all().map(|(_, name)| name.to_owned()));
    (codes, names.collect())
}

impl Values {
    /// Values of so many people at least are groups, the most frequent first; the others are one.
    fn of(values: &[(u64, String)]) -> Values {
        let mut counts: HashMap<&str, u64> = HashMap::new();
        for (_, value) in values {
            *counts.entry(value).or_default() += 1;
        }
        let mut frequent: Vec<(&str, u64)> = counts.into_iter().filter(|(_, count)| *count >= FEW).collect();
        frequent.sort_unstable_by_key(|(value, count)| (Reverse(*count), *value));
        frequent.truncate(VALUES);
        let codes: HashMap<&str, Code> = frequent.iter().map(|(value, _)| *value).zip(2..).collect();
        let of: HashMap<u64, Code> =
            values.iter().map(|(person, value)| (*person, codes.get(value.as_str()).copied().unwrap_or(1))).collect();
        let names = ["", OTHERS].into_iter().chain(frequent.iter().map(|(value, _)| *value)).map(str::to_owned);
        let names: Vec<String> = names.collect();
        let mut people = vec![0; names.len()];
        for code in of.values() {
            people[usize::from(*code)] += 1;
        }
        Values { of, names, people }
    }

    /// How many people each group has, by its number; nothing where people are not grouped by a fact.
    pub(super) fn people(&self) -> Vec<u64> {
        self.people.clone()
    }

    /// The group of each person.
    pub(super) fn groups(&self) -> &HashMap<u64, Code> {
        &self.of
    }

    /// What a group is called.
    pub(super) fn name(&self, code: Code) -> String {
        self.names.get(usize::from(code)).cloned().unwrap_or_default()
    }
}

impl Named {
    /// What a group is called; empty where it has no name.
    pub(super) fn name(&self, dictionary: &Dictionary, code: Code) -> String {
        match &self.names {
            GroupNames::Label(label) => dictionary.names(*label).name(code).to_owned(),
            GroupNames::Own(names) => names.get(usize::from(code)).cloned().unwrap_or_default(),
        }
    }

    /// The number of a group.
    ///
    /// # Errors
    /// 400 where there is none of that name.
    pub(super) fn code(&self, dictionary: &Dictionary, name: &str) -> Result<Code> {
        let found = match &self.names {
            GroupNames::Label(label) => return crate::journeys::http::code(dictionary, *label, name),
            GroupNames::Own(names) => names.iter().position(|own| own == name),
        };
        let found = found.and_then(|place| Code::try_from(place).ok());
        found
            .ok_or_else(|| Problem::bad_request(format!("`name`: there is no group {name:?}; write it as it is shown")))
    }
}

/// By what rows are called, where a question does not go by that.
pub(super) const ANY: By = By::Touchpoint;

#[cfg(test)]
mod tests {
    use super::Values;

    #[test]
    fn values_of_few_people_are_no_groups_of_their_own() {
        let mut told: Vec<(u64, String)> = (0..10).map(|person| (person, "rolling".to_owned())).collect();
        told.extend((10..40).map(|person| (person, "term".to_owned())));
        told.extend((40..49).map(|person| (person, "secret".to_owned())));
        let values = Values::of(&told);
        assert_eq!(values.names, ["", "(other)", "term", "rolling"]);
        assert_eq!((values.people(), values.of[&41]), (vec![0, 9, 30, 10], 1));
    }
}
