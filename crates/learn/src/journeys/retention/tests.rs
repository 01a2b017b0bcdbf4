//! Retention against sets of people and periods.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Calendar, Cohort, InCohort, Retention, retention, retention_people};
use crate::journeys::testing::{History, histories, rows};
use crate::journeys::{Labels, Page};
use crate::statistics::Share;

const PAGE: Page = Page { skip: 1, limit: 2 };

proptest! {
    #[test]
    fn retention_is_what_sets_of_periods_say(
        history in histories(),
        bounds in prop::collection::btree_set(-5_i64..45, 2..8),
        first in prop::option::of(0_u16..6),
        back in prop::option::of(0_u16..6),
    ) {
        let bounds: Vec<i64> = bounds.into_iter().collect();
        let period = |time: i64| bounds.windows(2).position(|pair| pair[0] <= time && time < pair[1]);
        let mut cells: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
        for (who, line) in history.lines() {
            let start = line.iter().position(|row| first.is_none_or(|label| label == row.label));
            let Some(start) = start else { continue };
            let Some(cohort) = period(line[start].time) else { continue };
            cells.entry((cohort, None)).or_default().push(who);
            let counts = line[start..].iter().filter(|row| back.is_none_or(|label| label == row.label));
            for later in counts.filter_map(|row| period(row.time)).collect::<std::collections::BTreeSet<_>>() {
                cells.entry((cohort, Some(later))).or_default().push(who);
            }
        }
        let size = |cohort: usize, back: Option<usize>| cells.get(&(cohort, back)).map_or(0, |who| who.len() as u64);
        let periods = bounds.len() - 1;
        let expected: Vec<Cohort> = (0..periods).filter(|cohort| size(*cohort, None) > 0).map(|cohort| {
            let people = size(cohort, None);
            let back = (cohort..periods).map(|later| Share { hits: size(cohort, Some(later)), of: people }).collect();
            Cohort { period: cohort, people, back }
        }).collect();
        let of = |label: u16| Labels::from([label]);
        let calendar = Calendar::new(bounds.clone()).unwrap();
        let asked = Retention { first: first.map(of), back: back.map(of), calendar };
        prop_assert_eq!(history.ask(|parts, work| retention(parts, &asked, work)).unwrap(), expected);
        for cohort in 0..periods {
            for back in [None, Some(cohort), Some(cohort + 1)] {
                let wanted = InCohort { cohort, back };
                let people = history.ask(|parts, work| retention_people(parts, &asked, wanted, PAGE, work)).unwrap();
                let who = cells.get(&(cohort, back)).cloned().unwrap_or_default();
                prop_assert_eq!((people.total, history.who(&people)), history.expect_page(&who, PAGE));
            }
        }
    }
}

#[test]
fn who_came_before_the_calendar_is_not_new_in_it() {
    let history = History::whole(vec![rows(&[(0, 1), (10, 1), (20, 1)]), rows(&[(10, 1), (19, 1), (20, 1), (30, 1)])]);
    let asked = Retention { first: None, back: None, calendar: Calendar::new(vec![10, 20, 30]).unwrap() };
    let cohorts = history.ask(|parts, work| retention(parts, &asked, work)).unwrap();
    let back = vec![Share { hits: 1, of: 1 }, Share { hits: 1, of: 1 }];
    assert_eq!(cohorts, [Cohort { period: 0, people: 1, back }]);
}
