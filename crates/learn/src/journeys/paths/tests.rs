//! Paths against maps of whole lists.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;

use proptest::prelude::*;

use super::{
    Cut, FlowLink, FlowNode, FlowSize, InFlow, Occurrence, Shape, flow, flow_people, variants, variants_people,
};
use crate::journeys::testing::{History, histories, rows};
use crate::journeys::{JourneyError, Page};

const PAGE: Page = Page { skip: 0, limit: 3 };

/// The path of a line, step by step as the documentation has it.
fn path(shape: &Shape, labels: &[u16]) -> Option<Vec<u16>> {
    let mut path = labels.to_vec();
    let places = |label: u16| (0..labels.len()).filter(move |place| labels[*place] == label);
    match shape.cut {
        Cut::Whole => {}
        Cut::After(label, Occurrence::First) => path = path.split_off(places(label).next()?),
        Cut::After(label, Occurrence::Last) => path = path.split_off(places(label).next_back()?),
        Cut::Before(label, Occurrence::First) => path.truncate(places(label).next()? + 1),
        Cut::Before(label, Occurrence::Last) => path.truncate(places(label).next_back()? + 1),
    }
    if shape.collapse {
        path.dedup();
    }
    if shape.starts.is_some_and(|label| path[0] != label)
        || shape.ends.is_some_and(|label| path[path.len() - 1] != label)
    {
        return None;
    }
    if let Some(most) = shape.at_most {
        if let Cut::Before(..) = shape.cut {
            path = path.split_off(path.len().saturating_sub(most.get()));
        } else {
            path.truncate(most.get());
        }
    }
    Some(path)
}

fn shapes() -> impl Strategy<Value = Shape> {
    let occurrence = || prop_oneof![Just(Occurrence::First), Just(Occurrence::Last)];
    let cut = prop_oneof![
        Just(Cut::Whole),
        (0_u16..6, occurrence()).prop_map(|(label, occurrence)| Cut::After(label, occurrence)),
        (0_u16..6, occurrence()).prop_map(|(label, occurrence)| Cut::Before(label, occurrence)),
    ];
    let label = || prop::option::weighted(0.2, 0_u16..6);
    let at_most = prop::option::of((1_usize..6).prop_map(|most| NonZeroUsize::new(most).unwrap()));
    (cut, any::<bool>(), label(), label(), at_most).prop_map(|(cut, collapse, starts, ends, at_most)| Shape {
        cut,
        collapse,
        starts,
        ends,
        at_most,
    })
}

fn paths(history: &History, shape: &Shape) -> Vec<(usize, Vec<u16>)> {
    let labels = |rows: &[crate::journeys::testing::Row]| rows.iter().map(|row| row.label).collect::<Vec<_>>();
    history.lines().iter().filter_map(|(who, rows)| Some((*who, path(shape, &labels(rows))?))).collect()
}

proptest! {
    #[test]
    fn variants_are_the_most_frequent_lists(history in histories(), shape in shapes(), top in 0_usize..5) {
        let paths = paths(&history, &shape);
        let mut counts: BTreeMap<&[u16], u64> = BTreeMap::new();
        for (_, path) in &paths {
            *counts.entry(path).or_default() += 1;
        }
        let mut expected: Vec<(&[u16], u64)> = counts.into_iter().collect();
        let distinct = expected.len() as u64;
        expected.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        expected.truncate(top);
        let got = history.ask(|parts, work| variants(parts, &shape, top, work)).unwrap();
        prop_assert_eq!((got.people, got.distinct), (paths.len() as u64, distinct));
        let found: Vec<(&[u16], u64)> = got.top.iter().map(|one| (&one.labels[..], one.people.hits)).collect();
        prop_assert_eq!(found, expected);
        for variant in &got.top {
            prop_assert_eq!(variant.people.of, got.people);
            let who: Vec<usize> =
                paths.iter().filter(|(_, path)| *path == variant.labels).map(|(who, _)| *who).collect();
            let people = history.ask(|parts, work| variants_people(parts, &shape, &variant.labels, PAGE, work)).unwrap();
            prop_assert_eq!((people.total, history.who(&people)), history.expect_page(&who, PAGE));
        }
    }

    #[test]
    fn a_flow_counts_each_depth(
        history in histories(),
        shape in shapes(),
        size in (1_usize..5, 1_usize..4).prop_map(|(depth, width)| FlowSize { depth, width }),
    ) {
        let mut paths = paths(&history, &shape);
        if let Cut::Before(..) = shape.cut {
            for (_, path) in &mut paths {
                path.reverse();
            }
        }
        let at = |depth: usize| {
            let mut counts: BTreeMap<u16, u64> = BTreeMap::new();
            paths.iter().filter_map(|(_, path)| path.get(depth)).for_each(|label| *counts.entry(*label).or_default() += 1);
            let mut counts: Vec<(u16, u64)> = counts.into_iter().collect();
            counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            counts.into_iter().take(size.width).map(|(label, _)| label).collect::<Vec<u16>>()
        };
        let kept: Vec<Vec<u16>> = (0..size.depth).map(at).collect();
        let fold = |depth: usize, label: u16| Some(label).filter(|label| kept[depth].contains(label));
        let mut nodes: BTreeMap<(usize, Option<u16>), [u64; 2]> = BTreeMap::new();
        let mut links: BTreeMap<(usize, Option<u16>, Option<u16>), u64> = BTreeMap::new();
        for (_, path) in &paths {
            for depth in 0..size.depth.min(path.len()) {
                let here = fold(depth, path[depth]);
                let node = nodes.entry((depth, here)).or_default();
                node[0] += 1;
                node[1] += u64::from(path.len() == depth + 1);
                if depth + 1 < size.depth.min(path.len()) {
                    *links.entry((depth, here, fold(depth + 1, path[depth + 1]))).or_default() += 1;
                }
            }
        }
        let got = history.ask(|parts, work| flow(parts, &shape, size, work)).unwrap();
        let found: BTreeMap<_, _> =
            got.nodes.iter().map(|FlowNode { depth, label, people, ended }| ((*depth, *label), [*people, *ended])).collect();
        prop_assert_eq!((found.len(), found), (got.nodes.len(), nodes));
        let found: BTreeMap<_, _> =
            got.links.iter().map(|FlowLink { depth, from, to, people }| ((*depth, *from, *to), *people)).collect();
        prop_assert_eq!((found.len(), found), (got.links.len(), links));
        let order: Vec<_> = got.nodes.iter().map(|node| (node.depth, node.label.is_none(), std::cmp::Reverse(node.people))).collect();
        prop_assert!(order.is_sorted());

        for (depth, from, to) in [(0, Some(1), Some(2)), (1, Some(3), Some(3)), (2, Some(0), None), (0, None, Some(4)), (1, None, None)] {
            let is = |depth: usize, path: &[u16], wanted: Option<u16>| match wanted {
                Some(label) => path.get(depth) == Some(&label),
                None => depth < size.depth && path.get(depth).is_some_and(|label| fold(depth, *label).is_none()),
            };
            let on = |wanted: InFlow| history.ask(|parts, work| flow_people(parts, &shape, size, wanted, PAGE, work)).unwrap();
            let who: Vec<usize> = paths.iter().filter(|(_, path)| is(depth, path, from)).map(|(who, _)| *who).collect();
            let people = on(InFlow::Node { depth, label: from });
            prop_assert_eq!((people.total, history.who(&people)), history.expect_page(&who, PAGE));
            let who: Vec<usize> = paths.iter().filter(|(_, path)| is(depth, path, from) && is(depth + 1, path, to)).map(|(who, _)| *who).collect();
            let people = on(InFlow::Link { depth, from, to });
            prop_assert_eq!((people.total, history.who(&people)), history.expect_page(&who, PAGE));
        }
    }
}

#[test]
fn many_people_in_many_buckets() {
    let small = |number: u32| u16::try_from(number).unwrap();
    let people: Vec<_> =
        (0..70_000_u32).map(|person| rows(&[(0, small(person % 7)), (1, small(person % 1_000)), (2, 9)])).collect();
    let history = History::whole(people.clone());
    let got = history.ask(|parts, work| variants(parts, &Shape::default(), 2_000, work)).unwrap();
    let distinct: BTreeSet<Vec<u16>> = people.iter().map(|rows| rows.iter().map(|row| row.label).collect()).collect();
    assert_eq!((got.people, got.distinct, got.top.len()), (70_000, distinct.len() as u64, 2_000));
    assert!(got.top.iter().all(|variant| variant.people.hits == 10));
    assert!(got.top.is_sorted_by_key(|variant| &variant.labels));
}

#[test]
fn a_million_rows_are_one_path() {
    let line: Vec<(i64, u16)> = (0..1_000_000).map(|row| (row, u16::try_from(row % 60).unwrap())).collect();
    let history = History::whole(vec![rows(&line), rows(&line)]);
    let got = history.ask(|parts, work| variants(parts, &Shape::default(), 1, work)).unwrap();
    assert_eq!((got.top[0].labels.len(), got.top[0].people.hits), (1_000_000, 2));
}

#[test]
fn a_flow_without_depth_is_refused() {
    let history = History::whole(vec![rows(&[(0, 1)])]);
    for size in [FlowSize { depth: 0, width: 1 }, FlowSize { depth: 1, width: 256 }] {
        let got = history.ask(|parts, work| flow(parts, &Shape::default(), size, work));
        assert!(matches!(got, Err(JourneyError::Question(_))));
    }
}
