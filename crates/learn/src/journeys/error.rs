//! What can be wrong with a question about journeys.

/// Why a journey function gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JourneyError {
    /// The cancel flag was set while the function ran.
    #[error("cancelled")]
    Cancelled,
    /// Slices that do not belong together.
    #[error("{what} has {got} entries where the lines need {expected}")]
    Length {
        /// Which slice.
        what: &'static str,
        /// Its length.
        got: usize,
        /// The length that the lines need.
        expected: usize,
    },
    /// Offsets that do not rise from zero.
    #[error("the offset of person {person} is wrong: offsets start at 0 and never fall")]
    Offsets {
        /// The index of the person.
        person: usize,
    },
    /// A question that has no answer, and what to do about it.
    #[error("{0}")]
    Question(&'static str),
}
