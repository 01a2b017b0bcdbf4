//! The graph against a map of lists.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Arrow, Counted, InFollows, Repeats, follows, follows_people};
use crate::journeys::Page;
use crate::journeys::testing::{History, Row, histories, rows};
use crate::statistics::Spread;

fn collapsed(mut line: Vec<Row>, repeats: Repeats) -> Vec<Row> {
    if repeats == Repeats::Collapse {
        line.dedup_by_key(|row| row.label);
    }
    line
}

fn counted(labels: impl Iterator<Item = u16>) -> Vec<Counted> {
    let mut people: BTreeMap<u16, u64> = BTreeMap::new();
    labels.for_each(|label| *people.entry(label).or_default() += 1);
    let mut counted: Vec<_> = people.into_iter().map(|(label, people)| Counted { label, people }).collect();
    counted.sort_by_key(|counted| std::cmp::Reverse(counted.people));
    counted
}

proptest! {
    #[test]
    fn the_graph_is_what_pairs_of_rows_say(
        history in histories(),
        repeats in prop_oneof![Just(Repeats::Keep), Just(Repeats::Collapse)],
    ) {
        let lines: Vec<_> = history.lines().into_iter().map(|(who, line)| (who, collapsed(line, repeats))).collect();
        let mut pairs: BTreeMap<(u16, u16), (Vec<i64>, BTreeSet<usize>)> = BTreeMap::new();
        for (who, line) in &lines {
            for pair in line.windows(2) {
                let entry = pairs.entry((pair[0].label, pair[1].label)).or_default();
                entry.0.push(pair[1].time - pair[0].time);
                entry.1.insert(*who);
            }
        }
        let mut arrows: Vec<Arrow> = pairs.iter().map(|(&(from, to), (times, people))| Arrow {
            from, to, count: times.len() as u64, people: people.len() as u64,
            time: Spread::of(&mut times.clone()).unwrap(),
        }).collect();
        arrows.sort_by_key(|arrow| std::cmp::Reverse(arrow.count));
        let graph = history.ask(|parts, work| follows(parts, repeats, work)).unwrap();
        prop_assert_eq!(&graph.arrows, &arrows);
        prop_assert_eq!(graph.starts, counted(lines.iter().map(|(_, line)| line[0].label)));
        prop_assert_eq!(graph.ends, counted(lines.iter().map(|(_, line)| line[line.len() - 1].label)));

        let page = Page { skip: 0, limit: 2 };
        let people = |wanted| history.ask(|parts, work| follows_people(parts, repeats, wanted, page, work)).unwrap();
        for from in 0..6 {
            let with = |is: &dyn Fn(&[Row]) -> bool| -> Vec<usize> {
                lines.iter().filter(|(_, line)| is(line)).map(|(who, _)| *who).collect()
            };
            for (wanted, expected) in [
                (InFollows::At(from), with(&|line| line.iter().any(|row| row.label == from))),
                (InFollows::Starts(from), with(&|line| line[0].label == from)),
                (InFollows::Ends(from), with(&|line| line[line.len() - 1].label == from)),
            ] {
                let got = people(wanted);
                prop_assert_eq!((got.total, history.who(&got)), history.expect_page(&expected, page));
            }
            for to in 0..6 {
                let expected: Vec<usize> =
                    pairs.get(&(from, to)).map(|(_, people)| people.iter().copied().collect()).unwrap_or_default();
                let got = people(InFollows::Arrow { from, to });
                prop_assert_eq!((got.total, history.who(&got)), history.expect_page(&expected, page));
            }
        }
    }

    #[test]
    fn many_labels_give_what_few_give(history in histories()) {
        // A person with a high label more makes the table of pairs too large.
        let few = history.ask(|parts, work| follows(parts, Repeats::Keep, work)).unwrap();
        let many = history.with(rows(&[(0, 5_000)])).ask(|parts, work| follows(parts, Repeats::Keep, work)).unwrap();
        prop_assert_eq!(few.arrows, many.arrows);
        prop_assert_eq!(few.starts.len() + 1, many.starts.len());
    }
}

#[test]
fn a_million_rows_of_one_person() {
    let line: Vec<(i64, u16)> = (0..1_000_001).map(|row| (row, u16::try_from(row % 2).unwrap())).collect();
    let graph = History::whole(vec![rows(&line)]).ask(|parts, work| follows(parts, Repeats::Keep, work)).unwrap();
    assert_eq!(graph.arrows.len(), 2);
    assert_eq!((graph.arrows[0].count, graph.arrows[0].people, graph.arrows[0].time.median), (500_000, 1, 1));
}
