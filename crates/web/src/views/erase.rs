//! The name of a view or a value in its address may name somebody: then the view goes with them.

use kernel::{Erased, HolderError, HoldsPersonal, Mentions, Part};
use serde_json::{Value, json};

use super::{View, Views, store};

impl Views {
    fn naming(&self, mentions: &Mentions) -> ::store::Result<Vec<View>> {
        let named = |view: &View| mentions.are_in(view.name.as_str()) || mentions.are_in(view.address.as_str());
        Ok(self.truth.read_blocking(store::all)?.into_iter().filter(named).collect())
    }
}

impl HoldsPersonal for Views {
    fn name(&self) -> &'static str {
        "saved views"
    }

    fn shows_hidden(&self) -> bool {
        true
    }

    fn export(&self, _: &[Part], mentions: &Mentions) -> Result<Value, HolderError> {
        let views = self.naming(mentions)?;
        let shown = |view: View| json!({"name": view.name.as_str(), "address": view.address.as_str()});
        Ok(views.into_iter().map(shown).collect())
    }

    fn erase(&self, erased: &Erased) -> Result<u64, HolderError> {
        let named = self.naming(&erased.mentions)?;
        let count = named.len() as u64;
        self.truth.write_blocking(move |tx| named.iter().try_for_each(|view| store::remove(tx, view.id)))?;
        Ok(count)
    }
}
