//! The organisation over time: what holds at a moment, how a change is laid into what is on record, and what follows
//! for an interaction.

use std::collections::{BTreeSet, HashMap};

use kernel::Timestamp;
use web::Scope;

use super::model::{About, Moment, Touchpoint, UnitKind};

/// What was said of a unit, and for how long it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    /// From this moment.
    pub from: Timestamp,
    /// Until this moment, where it was changed or ended.
    pub until: Option<Timestamp>,
    /// What was said.
    pub said: T,
}

impl<T> Dated<T> {
    /// Whether it holds at a moment.
    #[must_use]
    pub fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// What holds at a moment, of what is in order and never overlaps.
pub(super) fn holding<T>(rows: &[Dated<T>], at: Timestamp) -> Option<&Dated<T>> {
    rows.iter().rev().find(|row| row.holds(at))
}

/// Lays a change into what is on record: it holds from its moment until the next change that is on record. Returns
/// whether it is news: not where it says what holds already.
pub(super) fn lay<T: PartialEq>(rows: &mut Vec<Dated<T>>, said: T, from: Timestamp) -> bool {
    let covering = rows.iter().position(|row| row.holds(from));
    let until = match covering {
        Some(place) if rows[place].said == said => return false,
        Some(place) => rows[place].until,
        None => rows.iter().map(|row| row.from).find(|start| *start > from),
    };
    if let Some(place) = covering {
        if rows[place].from == from {
            rows.remove(place);
        } else {
            rows[place].until = Some(from);
        }
    }
    let place = rows.partition_point(|row| row.from < from);
    rows.insert(place, Dated { from, until, said });
    true
}

/// Why a change is not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What is to be ended is not on record.
    #[error("{0}")]
    Missing(String),
    /// It names something that is not on record all the time.
    #[error("{0}")]
    Reference(String),
    /// What is on record forbids it.
    #[error("{0}")]
    Conflict(String),
}

/// The units of the organisation with all that was ever on record of them.
#[derive(Clone, Debug, Default)]
pub struct Units {
    of: [HashMap<String, Vec<Dated<About>>>; 6],
}

/// What an interaction says of where it took place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    /// The channel.
    pub channel: Option<&'a str>,
    /// The touchpoint.
    pub touchpoint: Option<&'a str>,
    /// The department.
    pub department: Option<&'a str>,
    /// The team.
    pub team: Option<&'a str>,
    /// The location.
    pub location: Option<&'a str>,
}

/// What follows for an interaction that did not say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Follows<'a> {
    /// The channel.
    pub channel: Option<&'a str>,
    /// The department.
    pub department: Option<&'a str>,
}

/// To whom a unit belongs at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Belongs<'a> {
    /// The brand, its own or its department's.
    pub brand: Option<&'a str>,
    /// The department.
    pub department: Option<&'a str>,
    /// The user who answers for it.
    pub owner: Option<&'a str>,
    /// The stage of the journey.
    pub stage: Option<&'a str>,
    /// The moment.
    pub moment: Option<Moment>,
    /// Whether somebody answers for it: of a touchpoint a department or a user, of anything else that it is on record.
    pub owned: bool,
}

impl Units {
    /// Adds what is on record, in the order of its beginnings.
    pub(super) fn add(&mut self, kind: UnitKind, name: String, row: Dated<About>) {
        self.of[kind as usize].entry(name).or_default().push(row);
    }

    /// All that is on record of a unit, oldest first.
    #[must_use]
    pub fn history(&self, kind: UnitKind, name: &str) -> &[Dated<About>] {
        self.of[kind as usize].get(name).map_or(&[], Vec::as_slice)
    }

    /// What holds of a unit at a moment.
    #[must_use]
    pub fn at(&self, kind: UnitKind, name: &str, at: Timestamp) -> Option<&Dated<About>> {
        holding(self.of[kind as usize].get(name)?, at)
    }

    /// The units of a kind at a moment, by name.
    #[must_use]
    pub fn all(&self, kind: UnitKind, at: Timestamp) -> Vec<(&str, &Dated<About>)> {
        let rows = self.of[kind as usize].iter();
        let mut all: Vec<_> = rows.filter_map(|(name, rows)| Some((name.as_str(), holding(rows, at)?))).collect();
        all.sort_unstable_by_key(|(name, _)| *name);
        all
    }

    /// Says something of a unit from a moment on. Returns whether that is news.
    ///
    /// # Errors
    /// Where it names what is not on record as long as it holds.
    pub fn put(&mut self, kind: UnitKind, name: &str, about: About, from: Timestamp) -> Result<bool, Refusal> {
        let mut rows = self.history(kind, name).to_vec();
        if !lay(&mut rows, about, from) {
            return Ok(false);
        }
        let laid = holding(&rows, from).into_iter();
        for (until, (named, other)) in laid.flat_map(|row| row.said.names().map(|named| (row.until, named))) {
            if let Some(gap) = self.gap(named, other, from, until) {
                let one = named.one();
                return Err(Refusal::Reference(format!(
                    "there is no {one} {other:?} on record at {gap}: put it on record first, or say a later `from`"
                )));
            }
        }
        self.of[kind as usize].insert(name.to_owned(), rows);
        Ok(true)
    }

    /// The first moment of a span at which a unit is not on record.
    fn gap(&self, kind: UnitKind, name: &str, from: Timestamp, until: Option<Timestamp>) -> Option<Timestamp> {
        let mut reached = from;
        while let Some(row) = self.at(kind, name, reached) {
            match row.until {
                Some(end) if until.is_none_or(|until| end < until) => reached = end,
                _ => return None,
            }
        }
        Some(reached)
    }

    /// Ends a unit: from a moment on nothing of it holds.
    ///
    /// # Errors
    /// Where it is not on record then, or something that holds later names it.
    pub fn end(&mut self, kind: UnitKind, name: &str, from: Timestamp) -> Result<(), Refusal> {
        let one = kind.one();
        let holds_later = |row: &Dated<About>| row.until.is_none_or(|until| until > from);
        if !self.history(kind, name).iter().any(holds_later) {
            return Err(Refusal::Missing(format!("there is no {one} {name:?} on record at {from}")));
        }
        for other in UnitKind::ALL {
            let names_it = |row: &Dated<About>| holds_later(row) && row.said.names().any(|named| named == (kind, name));
            let found = self.of[other as usize].iter().find(|(_, rows)| rows.iter().any(names_it));
            if let Some((dependent, _)) = found {
                return Err(Refusal::Conflict(format!(
                    "the {} {dependent:?} still names the {one} {name:?}: change it first",
                    other.one()
                )));
            }
        }
        let Some(rows) = self.of[kind as usize].get_mut(name) else { return Ok(()) };
        rows.retain(|row| row.from < from);
        if let Some(last) = rows.last_mut()
            && last.until.is_none_or(|until| until > from)
        {
            last.until = Some(from);
        }
        Ok(())
    }

    fn touchpoint(&self, name: &str, at: Timestamp) -> Option<&Touchpoint> {
        match &self.at(UnitKind::Touchpoints, name, at)?.said {
            About::Touchpoint(touchpoint) => Some(touchpoint),
            _ => None,
        }
    }

    /// What follows for an interaction: the channel and department of its touchpoint, else the department of its team,
    /// else that of its location, each as of its time. What it says itself is never touched.
    #[must_use]
    pub fn follows(&self, said: Said<'_>, at: Timestamp) -> Follows<'_> {
        if said.channel.is_some() && said.department.is_some() {
            return Follows::default();
        }
        let touchpoint = said.touchpoint.and_then(|name| self.touchpoint(name, at));
        let channel = touchpoint.map(|touchpoint| touchpoint.channel.as_str()).filter(|_| said.channel.is_none());
        if said.department.is_some() {
            return Follows { channel, department: None };
        }
        let of = |kind, name: Option<&str>| name.and_then(|name| self.at(kind, name, at)?.said.department());
        let department = touchpoint.and_then(|touchpoint| touchpoint.department.as_deref());
        let department = department.or_else(|| of(UnitKind::Teams, said.team));
        Follows { channel, department: department.or_else(|| of(UnitKind::Locations, said.location)) }
    }

    /// To whom a unit belongs at a moment; nothing where it is not on record then.
    #[must_use]
    pub fn belongs(&self, kind: UnitKind, name: &str, at: Timestamp) -> Option<Belongs<'_>> {
        let about = &self.at(kind, name, at)?.said;
        let department = about.department();
        let of_department = |name| self.at(UnitKind::Departments, name, at)?.said.brand();
        let brand = about.brand().or_else(|| department.and_then(of_department));
        let belongs = Belongs { brand, department, owned: true, ..Belongs::default() };
        Some(match about {
            About::Touchpoint(touchpoint) => Belongs {
                owner: touchpoint.owner.as_deref(),
                stage: touchpoint.stage.as_deref(),
                moment: touchpoint.moment,
                owned: touchpoint.department.is_some() || touchpoint.owner.is_some(),
                ..belongs
            },
            _ => belongs,
        })
    }

    /// Whether a unit lies in the part of the organisation that a scope takes in at a moment.
    #[must_use]
    pub fn is_within(&self, scope: &Scope, kind: UnitKind, name: &str, at: Timestamp) -> bool {
        let holds = |names: &BTreeSet<String>, name: Option<&str>| name.is_some_and(|name| names.contains(name));
        let belongs = || self.belongs(kind, name, at).unwrap_or_default();
        match scope {
            Scope::All => true,
            Scope::Brand(names) if kind == UnitKind::Brands => names.contains(name),
            Scope::Brand(names) => holds(names, belongs().brand),
            Scope::Department(names) if kind == UnitKind::Departments => names.contains(name),
            Scope::Department(names) => holds(names, belongs().department),
            Scope::Team(names) => kind == UnitKind::Teams && names.contains(name),
            Scope::Location(names) => kind == UnitKind::Locations && names.contains(name),
        }
    }

    /// The departments of brands at a moment.
    #[must_use]
    pub fn departments_of(&self, brands: &BTreeSet<String>, at: Timestamp) -> BTreeSet<String> {
        let all = self.all(UnitKind::Departments, at).into_iter();
        let of = all.filter(|(_, row)| row.said.brand().is_some_and(|brand| brands.contains(brand)));
        of.map(|(name, _)| name.to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::organisation::model::{Department, Team};

    fn department(brand: Option<&str>) -> About {
        About::Department(Department { brand: brand.map(str::to_owned) })
    }

    fn touchpoint(channel: &str, department: Option<&str>) -> About {
        About::Touchpoint(Touchpoint {
            channel: channel.to_owned(),
            department: department.map(str::to_owned),
            owner: None,
            stage: None,
            moment: None,
        })
    }

    #[test]
    fn a_unit_is_on_record_as_long_as_another_names_it() {
        let mut units = Units::default();
        let team = || About::Team(Team { department: "Care".to_owned() });
        let refused = units.put(UnitKind::Teams, "Red", team(), Timestamp(5));
        assert!(matches!(refused, Err(Refusal::Reference(_))), "{refused:?}");
        assert_eq!(units.put(UnitKind::Departments, "Care", department(None), Timestamp(10)), Ok(true));
        assert!(units.put(UnitKind::Teams, "Red", team(), Timestamp(5)).is_err());
        assert_eq!(units.put(UnitKind::Teams, "Red", team(), Timestamp(10)), Ok(true));
        assert_eq!(units.put(UnitKind::Teams, "Red", team(), Timestamp(20)), Ok(false));
        let refused = units.end(UnitKind::Departments, "Care", Timestamp(30));
        assert!(matches!(refused, Err(Refusal::Conflict(_))), "{refused:?}");
        assert_eq!(units.end(UnitKind::Teams, "Red", Timestamp(30)), Ok(()));
        assert_eq!(units.end(UnitKind::Departments, "Care", Timestamp(30)), Ok(()));
        assert!(matches!(units.end(UnitKind::Departments, "Care", Timestamp(30)), Err(Refusal::Missing(_))));
        assert!(units.at(UnitKind::Departments, "Care", Timestamp(29)).is_some());
    }

    proptest! {
        #[test]
        fn a_change_touches_its_own_span_alone(changes in prop::collection::vec((0_u8..4, 0_i64..20), 1..12)) {
            let mut units = Units::default();
            let (kind, name) = (UnitKind::Departments, "Care");
            for (what, from) in changes {
                let before = units.clone();
                let ends = what == 3;
                let about = department(None);
                let about = if what == 0 { about } else { touchpoint(&what.to_string(), None) };
                if ends {
                    // Where nothing is left to end it says so.
                    let _ = units.end(kind, name, Timestamp(from));
                } else {
                    units.put(kind, name, about.clone(), Timestamp(from)).expect("it names nothing");
                }
                let said = |units: &Units, at| units.at(kind, name, Timestamp(at)).map(|row| row.said.clone());
                for at in -1..22 {
                    if at < from {
                        prop_assert_eq!(said(&units, at), said(&before, at));
                    } else if ends {
                        prop_assert_eq!(said(&units, at), None);
                    }
                }
                if !ends {
                    prop_assert_eq!(said(&units, from), Some(about));
                    // Behind the span what held still holds.
                    let end = units.at(kind, name, Timestamp(from)).and_then(|row| row.until);
                    for at in end.map_or(22, |end| end.0)..22 {
                        prop_assert_eq!(said(&units, at), said(&before, at));
                    }
                }
                let rows = units.history(kind, name);
                prop_assert!(rows.iter().all(|row| row.until.is_none_or(|until| row.from < until)));
                prop_assert!(rows.windows(2).all(|two| two[0].until.is_some_and(|until| until <= two[1].from)));
            }
        }

        #[test]
        fn what_an_interaction_says_itself_stands(
            channel in prop::option::of("[ab]"), department_said in prop::option::of("[cd]"),
            at in 0_i64..30, team in prop::option::of(Just("Red")), place in prop::option::of(Just("desk")),
        ) {
            let mut units = Units::default();
            for (name, from) in [("Care", 0), ("Shop", 0), ("Tech", 0)] {
                units.put(UnitKind::Departments, name, department(None), Timestamp(from)).expect("it names nothing");
            }
            let team_of = About::Team(Team { department: "Tech".to_owned() });
            units.put(UnitKind::Teams, "Red", team_of, Timestamp(0)).expect("its department is there");
            for (from, owner) in [(0, "Care"), (10, "Shop")] {
                let about = touchpoint("phone", Some(owner));
                units.put(UnitKind::Touchpoints, "desk", about, Timestamp(from)).expect("its department is there");
            }
            units.end(UnitKind::Touchpoints, "desk", Timestamp(20)).expect("it is there");
            let said = Said {
                channel: channel.as_deref(), touchpoint: place, department: department_said.as_deref(), team, location: None,
            };
            let follows = units.follows(said, Timestamp(at));
            let owner = if at < 10 { "Care" } else { "Shop" };
            let placed = place.is_some() && at < 20;
            prop_assert_eq!(follows.channel, (placed && channel.is_none()).then_some("phone"));
            let expected = if placed { Some(owner) } else { team.map(|_| "Tech") };
            prop_assert_eq!(follows.department, expected.filter(|_| department_said.is_none()));
        }
    }
}
