//! The tree of paths as a diagram of flows draws it: how many people stand where at each depth, and where they go.

use std::cmp::Reverse;

use super::Shape;
use crate::journeys::lines::{Line, Part, codes};
use crate::journeys::{JourneyError, Page, People, Work, people};

/// How much of the tree is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowSize {
    /// How many steps deep: from 1 to 64.
    pub depth: usize,
    /// How many labels a depth: from 1 to 255, those with the most people, of equal ones the lower code. The rest is
    /// one node, `None`.
    pub width: usize,
}

/// People whose step at a depth has a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowNode {
    /// The depth, from 0. Where paths are cut before a label, that label is at depth 0 and depth goes back in time.
    pub depth: usize,
    /// The label; none for all that are not among the widest.
    pub label: Option<u16>,
    /// How many people.
    pub people: u64,
    /// How many of them have no further step.
    pub ended: u64,
}

/// People who go from a node to one a step deeper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowLink {
    /// The depth of the node that they come from.
    pub depth: usize,
    /// Its label.
    pub from: Option<u16>,
    /// The label of the node that they go to.
    pub to: Option<u16>,
    /// How many people.
    pub people: u64,
}

/// The tree, level by level; links between nodes of equal labels are one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// The nodes: by depth, then people, then label; the rest of a depth last.
    pub nodes: Vec<FlowNode>,
    /// The links: by depth, then in the order of their nodes.
    pub links: Vec<FlowLink>,
}

/// Which people of the tree are wanted; a label that is none is the rest of its depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InFlow {
    /// Those at a node.
    Node {
        /// The depth.
        depth: usize,
        /// The label.
        label: Option<u16>,
    },
    /// Those on a link.
    Link {
        /// The depth of the node that they come from.
        depth: usize,
        /// Its label.
        from: Option<u16>,
        /// The label of the node that they go to.
        to: Option<u16>,
    },
}

impl InFlow {
    /// Whether it is told by the rest of a depth, so that it has to be known what the rest is.
    fn is_about_the_rest(self) -> bool {
        match self {
            InFlow::Node { label, .. } => label.is_none(),
            InFlow::Link { from, to, .. } => from.is_none() || to.is_none(),
        }
    }
}

/// The tree of the paths of this shape. Linear in rows: it goes through them twice.
///
/// # Errors
/// [`JourneyError::Question`] for a size outside its range; [`JourneyError::Cancelled`].
pub fn flow(parts: &[Part<'_>], shape: &Shape, size: FlowSize, work: Work<'_>) -> Result<Flow, JourneyError> {
    let levels = levels(parts, shape, size, work)?;
    let places = size.width + 1;
    let links = sum(work.spread(parts, |worker| {
        let (mut links, mut room) = (vec![[0_u64]; size.depth * places * places], Vec::new());
        worker.each(|line| {
            let mut from: Option<(usize, usize)> = None;
            let path = Steps::of(shape, &line, &mut room);
            for (level, label) in levels.iter().zip(path.iter()) {
                let to = level.place(label);
                if let Some((depth, from)) = from {
                    links[(depth * places + from) * places + to][0] += 1;
                }
                from = Some((from.map_or(0, |(depth, _)| depth + 1), to));
            }
        })?;
        Ok(links)
    })?);
    Ok(drawn(&levels, &links, places))
}

/// The people behind a node or a link of the tree of this size. A label counts also where it is not among the widest of
/// its depth.
///
/// # Errors
/// [`JourneyError::Question`] for a size outside its range; [`JourneyError::Cancelled`].
pub fn flow_people(
    parts: &[Part<'_>],
    shape: &Shape,
    size: FlowSize,
    wanted: InFlow,
    page: Page,
    work: Work<'_>,
) -> Result<People, JourneyError> {
    let levels = if wanted.is_about_the_rest() { levels(parts, shape, size, work)? } else { Vec::new() };
    let is = |depth: usize, step: Option<u16>, wanted: Option<u16>| match (step, wanted) {
        (Some(step), Some(label)) => step == label,
        (Some(step), None) => levels.get(depth).is_some_and(|level| level.is_rest(step)),
        (None, _) => false,
    };
    people::people(parts, page, work, || {
        let mut room = Vec::new();
        move |line: &Line<'_>| {
            let path = Steps::of(shape, line, &mut room);
            match wanted {
                InFlow::Node { depth, label } => is(depth, path.iter().nth(depth), label),
                InFlow::Link { depth, from, to } => {
                    let mut steps = path.iter().skip(depth);
                    is(depth, steps.next(), from) && is(depth + 1, steps.next(), to)
                }
            }
        }
    })
}

/// The levels of the tree.
fn levels(parts: &[Part<'_>], shape: &Shape, size: FlowSize, work: Work<'_>) -> Result<Vec<Level>, JourneyError> {
    if !(1..=64).contains(&size.depth) || !(1..=255).contains(&size.width) {
        return Err(JourneyError::Question("a flow has a depth from 1 to 64 and a width from 1 to 255"));
    }
    let codes = codes(parts);
    let counts = sum(work.spread(parts, |worker| {
        let (mut counts, mut room) = (vec![[0_u64; 2]; size.depth * codes], Vec::new());
        worker.each(|line| {
            let path = Steps::of(shape, &line, &mut room);
            for (depth, label) in path.iter().take(size.depth).enumerate() {
                let [people, ended] = &mut counts[depth * codes + usize::from(label)];
                *people += 1;
                *ended += u64::from(depth + 1 == path.labels.len());
            }
        })?;
        Ok(counts)
    })?);
    Ok(counts.chunks(codes.max(1)).map(|counts| Level::of(counts, size.width)).collect())
}

/// A path in the order in which the tree has it.
struct Steps<'a> {
    labels: &'a [u16],
    backwards: bool,
}

impl<'a> Steps<'a> {
    /// The steps of a line; of one without a path none.
    fn of(shape: &Shape, line: &'a Line<'_>, room: &'a mut Vec<u16>) -> Steps<'a> {
        Steps { labels: shape.of(line, room).unwrap_or_default(), backwards: shape.backwards() }
    }

    fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        let last = self.labels.len().saturating_sub(1);
        (0..self.labels.len()).map(move |step| self.labels[if self.backwards { last - step } else { step }])
    }
}

/// One depth of the tree: its widest labels, and a place for the rest.
struct Level {
    labels: Vec<u16>,
    /// People and ended, of each label and of the rest.
    counts: Vec<[u64; 2]>,
    /// The place of each code.
    places: Vec<u8>,
}

impl Level {
    fn of(counts: &[[u64; 2]], width: usize) -> Level {
        let mut labels: Vec<u16> =
            (0..=u16::MAX).zip(counts).filter(|(_, count)| count[0] > 0).map(|(l, _)| l).collect();
        labels.sort_by_key(|label| Reverse(counts[usize::from(*label)][0]));
        let rest = labels.split_off(width.min(labels.len()));
        let rest_at = u8::try_from(width).expect("a flow is at most 255 wide");
        let mut places = vec![rest_at; counts.len()];
        (0..).zip(&labels).for_each(|(place, label)| places[usize::from(*label)] = place);
        let of = |labels: &[u16]| {
            let add = |[people, ended]: [u64; 2], label: &u16| {
                let [more, also] = counts[usize::from(*label)];
                [people + more, ended + also]
            };
            labels.iter().fold([0, 0], add)
        };
        let counts = labels.chunks(1).chain([&rest[..]]).map(of).collect();
        Level { labels, counts, places }
    }

    fn place(&self, label: u16) -> usize {
        usize::from(self.places[usize::from(label)])
    }

    /// Whether a label is not among the widest.
    fn is_rest(&self, label: u16) -> bool {
        self.place(label) >= self.labels.len()
    }

    /// The nodes with their places.
    fn nodes(&self, width: usize) -> impl Iterator<Item = (usize, Option<u16>, [u64; 2])> + '_ {
        let labels = self.labels.iter().map(|label| Some(*label)).chain([None]);
        let places = (0..self.labels.len()).chain([width]);
        let nodes = places.zip(labels).zip(&self.counts).map(|((place, label), counts)| (place, label, *counts));
        nodes.filter(|(_, _, counts)| counts[0] > 0)
    }
}

fn drawn(levels: &[Level], links: &[[u64; 1]], places: usize) -> Flow {
    let mut flow = Flow::default();
    for (depth, level) in levels.iter().enumerate() {
        for (from_place, from, [people, ended]) in level.nodes(places - 1) {
            flow.nodes.push(FlowNode { depth, label: from, people, ended });
            for (to_place, to, _) in levels.get(depth + 1).into_iter().flat_map(|level| level.nodes(places - 1)) {
                let [people] = links[(depth * places + from_place) * places + to_place];
                if people > 0 {
                    flow.links.push(FlowLink { depth, from, to, people });
                }
            }
        }
    }
    flow
}

/// The sums of what the workers counted.
fn sum<const N: usize>(counts: Vec<Vec<[u64; N]>>) -> Vec<[u64; N]> {
    let add = |mut sums: Vec<[u64; N]>, more: Vec<[u64; N]>| {
        for (sum, add) in sums.iter_mut().flatten().zip(more.iter().flatten()) {
            *sum += add;
        }
        sums
    };
    counts.into_iter().reduce(add).unwrap_or_default()
}
