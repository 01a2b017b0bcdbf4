//! What a lake holds of people: copies of the journal, which go when what they are copies of has gone.

use kernel::{Erased, Expired, HolderError, HoldsPersonal, Mentions, Part};
use serde_json::Value;

use crate::Lake;

/// To be listed behind whoever writes the journal anew: it destroys what that has noted.
impl HoldsPersonal for Lake {
    fn name(&self) -> &'static str {
        "lake"
    }

    /// Nothing that the journal does not hold.
    fn export(&self, _: &[Part], _: &Mentions) -> Result<Value, HolderError> {
        Ok(Value::Null)
    }

    fn erase(&self, _: &Erased) -> Result<u64, HolderError> {
        Ok(self.forget()?)
    }

    fn expire(&self, _: &Expired) -> Result<u64, HolderError> {
        Ok(self.forget()?)
    }
}
