//! A need may name somebody: their names are blacked out. Whose it is, and who votes for it, nobody knows.

use ::store::Db;
use kernel::{Erased, HolderError, HoldsPersonal, Mentions, Part};
use serde_json::{Value, json};

use super::model::Need;
use super::store;

/// Holds what needs say of people.
pub struct NeedsHolder(pub Db);

fn names(need: &Need, mentions: &Mentions) -> bool {
    let texts = [Some(&need.title), need.detail.as_ref(), need.answer.as_ref()];
    texts.into_iter().flatten().any(|text| mentions.are_in(text))
}

fn left(need: &Need, erased: &Erased) -> Need {
    let left = |text: &str| erased.black_out_text(text).unwrap_or_else(|| text.to_owned());
    Need {
        title: left(&need.title),
        detail: need.detail.as_deref().map(left),
        answer: need.answer.as_deref().map(left),
        ..need.clone()
    }
}

impl HoldsPersonal for NeedsHolder {
    fn name(&self) -> &'static str {
        "needs of employees"
    }

    fn shows_hidden(&self) -> bool {
        true
    }

    fn export(&self, _: &[Part], mentions: &Mentions) -> Result<Value, HolderError> {
        let needs = self.0.read_blocking(store::all)?;
        let naming = needs.iter().filter(|need| names(need, mentions));
        let naming = naming.map(|need| json!({"title": need.title, "detail": need.detail, "answer": need.answer}));
        let naming: Vec<Value> = naming.collect();
        Ok(if naming.is_empty() { Value::Null } else { naming.into() })
    }

    fn erase(&self, erased: &Erased) -> Result<u64, HolderError> {
        let mut naming = self.0.read_blocking(store::all)?;
        naming.retain(|need| names(need, &erased.mentions));
        naming.retain(|need| {
            let is_held = names(need, erased.held.mentions());
            if is_held {
                erased.held.keep();
            }
            !is_held
        });
        let changed: Vec<Need> = naming.iter().map(|need| left(need, erased)).collect();
        let count = changed.len() as u64;
        self.0.write_blocking(move |tx| changed.iter().try_for_each(|need| store::rewrite(tx, need)))?;
        Ok(count)
    }
}
