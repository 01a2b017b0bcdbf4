//! Goes along one line with the design in hand.

use super::{Design, Deviation};
use crate::journeys::Labels;
use crate::journeys::labels::CODES;
use crate::journeys::lines::Line;

/// What a label is in the design.
#[derive(Clone, Copy, Default)]
struct Role {
    stage: Option<usize>,
    start: bool,
    /// Whether it ends a journey, and how.
    end: Option<bool>,
}

/// What became of a journey.
pub(super) struct Journey {
    /// Whether it ended, and well.
    pub(super) end: Option<bool>,
    /// The most deviations that it could have had; at least 1.
    pub(super) most: u64,
}

/// Replays journeys, one after the other.
pub(super) struct Replay {
    roles: Vec<Role>,
    anywhere: bool,
    optional: Vec<bool>,
    repeatable: Vec<bool>,
    needed: u64,
    /// The stages that had a row.
    had: Vec<bool>,
    /// The stages that were missing when a later one came.
    skipped: Vec<bool>,
    /// Ways back that have not led forward again: from which stage to which, with which row of the line. Later ones are from earlier
    /// stages, as reaching a stage settles all ways back from it and from those before.
    back: Vec<(usize, usize, usize)>,
}

impl Replay {
    pub(super) fn of(design: &Design) -> Replay {
        let mut roles = vec![Role::default(); CODES];
        let mut mark = |labels: &Labels, mark: &dyn Fn(&mut Role)| {
            for label in labels.iter() {
                mark(&mut roles[usize::from(label)]);
            }
        };
        for (stage, of) in design.stages.iter().enumerate() {
            mark(&of.labels, &|role| role.stage = Some(stage));
        }
        mark(&design.start, &|role| role.start = true);
        mark(&design.bad, &|role| role.end = Some(false));
        mark(&design.good, &|role| role.end = Some(true));
        let stages = design.stages.len();
        Replay {
            roles,
            anywhere: design.start.is_empty(),
            optional: design.stages.iter().map(|stage| stage.optional).collect(),
            repeatable: design.stages.iter().map(|stage| stage.repeatable).collect(),
            needed: design.stages.iter().filter(|stage| !stage.optional).count() as u64,
            had: vec![false; stages],
            skipped: vec![false; stages],
            back: Vec::new(),
        }
    }

    /// The stages that the last journey had rows of.
    pub(super) fn had(&self) -> &[bool] {
        &self.had
    }

    /// Replays a person's journey and calls `found` with each deviation, the time it took and the row of the line that
    /// was too much; none for a person who never began.
    pub(super) fn journey(
        &mut self,
        line: &Line<'_>,
        mut found: impl FnMut(Deviation, Option<i64>, Option<usize>),
    ) -> Option<Journey> {
        let (start, last) = self.span(line)?;
        let end = self.roles[usize::from(line.labels[last])].end;
        self.had.fill(false);
        self.skipped.fill(false);
        self.back.clear();
        let mut at = None;
        for row in start..=last {
            let label = line.labels[row];
            let since = line.time[row] - line.time[row.saturating_sub(1).max(start)];
            let role = self.roles[usize::from(label)];
            if let Some(stage) = role.stage {
                self.enter(line, (at, stage), (row, since), &mut found);
                at = Some(stage);
            } else if !role.start && role.end.is_none() && !(self.anywhere && row == start) {
                let next = (row < last).then(|| line.time[row + 1] - line.time[row]);
                found(Deviation::Outside { stage: at, label }, next, Some(row));
            }
        }
        let since = line.time[last] - line.time[last.saturating_sub(1).max(start)];
        match end {
            Some(true) => self.pass(self.had.len(), since, &mut found),
            Some(false) => {}
            None => found(Deviation::Unfinished { stage: at }, Some(line.time[last] - line.time[start]), None),
        }
        for (from, to, row) in self.back.drain(..) {
            found(Deviation::Back { from, to }, None, Some(row));
        }
        Some(Journey { end, most: (last - start + 1) as u64 + self.needed + 1 })
    }

    /// Calls `visit` with the time of each row of a person's journey that belongs to a stage, and that stage. Returns the
    /// times of its first and its last row; none for a person who never began.
    pub(super) fn stages(&self, line: &Line<'_>, mut visit: impl FnMut(i64, usize)) -> Option<(i64, i64)> {
        let (start, last) = self.span(line)?;
        for row in start..=last {
            if let Some(stage) = self.roles[usize::from(line.labels[row])].stage {
                visit(line.time[row], stage);
            }
        }
        Some((line.time[start], line.time[last]))
    }

    /// The first and the last row of a person's journey; none for a person who never began.
    fn span(&self, line: &Line<'_>) -> Option<(usize, usize)> {
        let role = |row: usize| self.roles[usize::from(line.labels[row])];
        let rows = line.labels.len();
        let start = if self.anywhere { 0 } else { (0..rows).find(|row| role(*row).start)? };
        let last = (start..rows).find(|row| role(*row).end.is_some());
        Some((start, last.unwrap_or(rows - 1)))
    }

    /// A row of a stage, when the journey stands at another or the same, so long after the row before.
    fn enter(
        &mut self,
        line: &Line<'_>,
        (at, stage): (Option<usize>, usize),
        (row, since): (usize, i64),
        found: &mut impl FnMut(Deviation, Option<i64>, Option<usize>),
    ) {
        match at {
            Some(at) if stage < at => self.back.push((at, stage, row)),
            Some(at) if stage == at => {
                if !self.repeatable[stage] {
                    found(Deviation::Repeated { stage }, Some(since), Some(row));
                }
            }
            _ => self.pass(stage, since, found),
        }
        while let Some((from, to, back)) = self.back.pop_if(|(from, ..)| *from <= stage) {
            found(Deviation::Back { from, to }, Some(line.time[row] - line.time[back]), Some(back));
        }
        self.had[stage] = true;
    }

    /// Notes the stages before this one that are missing.
    fn pass(&mut self, stage: usize, since: i64, found: &mut impl FnMut(Deviation, Option<i64>, Option<usize>)) {
        for missing in 0..stage {
            if !self.had[missing] && !self.optional[missing] && !self.skipped[missing] {
                self.skipped[missing] = true;
                found(Deviation::Skipped { stage: missing }, Some(since), None);
            }
        }
    }
}
