//! What of a person's line is their path.

use std::num::NonZeroUsize;

use crate::journeys::lines::Line;

/// What of a line is the path. In this order: it is cut, repeats are collapsed, its ends are looked at, and it is cut
/// to length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Where the path begins or ends.
    pub cut: Cut,
    /// Of rows in a row with one label, only the first counts.
    pub collapse: bool,
    /// Only paths that begin with this label.
    pub starts: Option<u16>,
    /// Only paths that end with this label.
    pub ends: Option<u16>,
    /// Only so many steps: the first ones, and of a path that is cut before a label the last ones.
    pub at_most: Option<NonZeroUsize>,
}

/// Where a path begins or ends. People who never had the label of a cut have no path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cut {
    /// The whole line.
    #[default]
    Whole,
    /// From a label on; it is the first step.
    After(u16, Occurrence),
    /// Up to a label; it is the last step.
    Before(u16, Occurrence),
}

/// Which row of a label, where a person has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// The first one.
    First,
    /// The last one.
    Last,
}

impl Shape {
    /// The path of a line, if it has one; at least one step. `room` is used where steps are left out.
    pub(super) fn of<'a>(&self, line: &'a Line<'_>, room: &'a mut Vec<u16>) -> Option<&'a [u16]> {
        let mut path = self.cut.of(line.labels)?;
        if self.collapse {
            room.clear();
            room.extend_from_slice(path);
            room.dedup();
            path = room;
        }
        let (first, last) = (path[0], path[path.len() - 1]);
        if self.starts.is_some_and(|start| start != first) || self.ends.is_some_and(|end| end != last) {
            return None;
        }
        let length = self.at_most.map_or(path.len(), |most| path.len().min(most.get()));
        Some(if self.backwards() { &path[path.len() - length..] } else { &path[..length] })
    }

    /// Whether what matters is the end of the path.
    pub(super) fn backwards(&self) -> bool {
        matches!(self.cut, Cut::Before(..))
    }
}

impl Cut {
    fn of(self, labels: &[u16]) -> Option<&[u16]> {
        let place = |label: u16, occurrence| match occurrence {
            Occurrence::First => labels.iter().position(|other| *other == label),
            Occurrence::Last => labels.iter().rposition(|other| *other == label),
        };
        match self {
            Cut::Whole => Some(labels),
            Cut::After(label, occurrence) => Some(&labels[place(label, occurrence)?..]),
            Cut::Before(label, occurrence) => Some(&labels[..=place(label, occurrence)?]),
        }
    }
}
