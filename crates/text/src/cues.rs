//! Cues of frustration and effort: what people write who have been kept waiting, sent on or not heard.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What a cue says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CueKind {
    /// It happened before: "third time", "yet again".
    Repeated,
    /// They said it before: "already told you", "as I wrote".
    ToldBefore,
    /// They wait: "still waiting", "on hold", "three weeks".
    Waiting,
    /// They leave: "cancel my account", "never again".
    Leaving,
    /// Nobody answers: "no reply", "nobody picks up".
    NoAnswer,
    /// They were sent on: "transferred", "sent me to another department".
    PassedOn,
    /// It costs them work: "had to call", "tried everything", "complicated".
    Effort,
    /// What was promised did not come: "you promised", "was supposed to".
    BrokenPromise,
    /// They go further: "complaint", "lawyer", "speak to a manager".
    Escalation,
    /// It is not solved: "still not working", "doesn't help".
    Unresolved,
}

impl CueKind {
    /// All kinds.
    pub const ALL: [CueKind; 10] = [
        CueKind::Repeated,
        CueKind::ToldBefore,
        CueKind::Waiting,
        CueKind::Leaving,
        CueKind::NoAnswer,
        CueKind::PassedOn,
        CueKind::Effort,
        CueKind::BrokenPromise,
        CueKind::Escalation,
        CueKind::Unresolved,
    ];

    /// Its tag in the lists of words.
    pub(crate) fn tag(self) -> char {
        match self {
            CueKind::Repeated => 'r',
            CueKind::ToldBefore => 't',
            CueKind::Waiting => 'w',
            CueKind::Leaving => 'l',
            CueKind::NoAnswer => 'n',
            CueKind::PassedOn => 'p',
            CueKind::Effort => 'e',
            CueKind::BrokenPromise => 'b',
            CueKind::Escalation => 'c',
            CueKind::Unresolved => 'u',
        }
    }

    pub(crate) fn of_tag(tag: char) -> Option<CueKind> {
        CueKind::ALL.into_iter().find(|kind| kind.tag() == tag)
    }
}

/// A cue in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// What it says.
    pub kind: CueKind,
    /// Where it stands: bytes of the text, between characters.
    pub place: Range<usize>,
}
