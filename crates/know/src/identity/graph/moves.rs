//! Which identifiers may be somebody else's than before: whoever keeps what is derived from people asks for those since
//! they last looked.

/// So many are remembered; who looks more seldom begins anew.
const REMEMBERED: usize = 1 << 22;

/// A point in the history of moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moved(u64);

/// The moves, oldest first.
#[derive(Default)]
pub(super) struct Moves {
    forgotten: u64,
    identifiers: Vec<u32>,
}

impl Moves {
    pub(super) fn note(&mut self, identifier: u32) {
        if self.identifiers.len() == REMEMBERED {
            self.identifiers.drain(..REMEMBERED / 2);
            self.forgotten += (REMEMBERED / 2) as u64;
        }
        self.identifiers.push(identifier);
    }

    pub(super) fn now(&self) -> Moved {
        Moved(self.forgotten + self.identifiers.len() as u64)
    }

    pub(super) fn since(&self, point: Moved) -> Option<&[u32]> {
        let known = point.0.checked_sub(self.forgotten)?;
        self.identifiers.get(usize::try_from(known).ok()?..)
    }
}
