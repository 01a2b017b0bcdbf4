//! What is held of people whose texts are gone: labels follow from the journal, and what people said of a text goes with
//! it.

use ::store::journal::read_frame;
use kernel::{Erased, Expired, HolderError, HoldsPersonal, Mentions, Part, Position};
use serde_json::Value;

use super::{Readings, store, written};

/// The holder.
pub struct ReadingsHolder(pub Readings);

impl ReadingsHolder {
    /// Forgets what was said of texts that are gone.
    fn forget(&self) -> Result<u64, HolderError> {
        let truth = &self.0.truth;
        let said = truth.read_blocking(store::corrections)?;
        let mut gone: Vec<Position> = Vec::new();
        for (position, _) in said {
            let frame = truth.read_blocking(|tx| read_frame(tx, position.frame()))?;
            let one = frame.as_ref().and_then(|frame| frame.interactions.get(position.index()));
            if one.and_then(written).is_none() {
                gone.push(position);
            }
        }
        Ok(truth.write_blocking(move |tx| store::forget_corrections(tx, &gone))?)
    }
}

impl HoldsPersonal for ReadingsHolder {
    fn name(&self) -> &'static str {
        "readings"
    }

    /// Nothing: what was understood of a text follows from it, and the text is in the export.
    fn export(&self, _: &[Part], _: &Mentions) -> Result<Value, HolderError> {
        Ok(Value::Null)
    }

    fn erase(&self, _: &Erased) -> Result<u64, HolderError> {
        self.forget()
    }

    fn expire(&self, _: &Expired) -> Result<u64, HolderError> {
        self.forget()
    }
}
