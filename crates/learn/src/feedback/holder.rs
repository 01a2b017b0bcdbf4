//! What is held of erased people's scores: they are read from the journal again when that was rewritten.

use kernel::{Erased, Expired, HolderError, HoldsPersonal, Mentions, Part};
use serde_json::Value;

use super::Feedback;

/// The holder.
pub struct FeedbackHolder(pub Feedback);

impl HoldsPersonal for FeedbackHolder {
    fn name(&self) -> &'static str {
        "scores"
    }

    /// Nothing that the journal does not have.
    fn export(&self, _: &[Part], _: &Mentions) -> Result<Value, HolderError> {
        Ok(Value::Null)
    }

    fn erase(&self, _: &Erased) -> Result<u64, HolderError> {
        self.0.begin_anew()?;
        Ok(0)
    }

    fn expire(&self, _: &Expired) -> Result<u64, HolderError> {
        self.0.begin_anew()?;
        Ok(0)
    }
}
