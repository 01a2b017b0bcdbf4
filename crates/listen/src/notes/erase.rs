//! A note may name somebody, and may be somebody's: their names are blacked out, and it is nobody's then.

use ::store::Db;
use kernel::{Erased, HolderError, HoldsPersonal, Mentions, Part};
use serde_json::{Value, json};

use super::model::Note;
use super::store;

/// Holds what notes say of people.
pub struct NotesHolder(pub Db);

fn names(note: &Note, mentions: &Mentions) -> bool {
    let texts = [Some(&note.text), note.policy.as_ref(), note.answer.as_ref(), note.reporter.as_ref()];
    texts.into_iter().flatten().any(|text| mentions.are_in(text))
}

/// What is left of a note.
fn left(note: &Note, erased: &Erased) -> Note {
    let left = |text: &str| erased.black_out_text(text).unwrap_or_else(|| text.to_owned());
    Note {
        text: left(&note.text),
        policy: note.policy.as_deref().map(left),
        answer: note.answer.as_deref().map(left),
        reporter: note.reporter.clone().filter(|name| !erased.mentions.are_in(name)),
        ..note.clone()
    }
}

impl HoldsPersonal for NotesHolder {
    fn name(&self) -> &'static str {
        "notes of employees"
    }

    fn shows_hidden(&self) -> bool {
        true
    }

    fn export(&self, _: &[Part], mentions: &Mentions) -> Result<Value, HolderError> {
        let notes = self.0.read_blocking(store::all)?;
        let naming: Vec<Value> = notes
            .iter()
            .filter(|note| names(note, mentions))
            .map(|note| json!({"written_at": note.made_at.to_string(), "text": note.text, "answer": note.answer}))
            .collect();
        Ok(if naming.is_empty() { Value::Null } else { naming.into() })
    }

    fn erase(&self, erased: &Erased) -> Result<u64, HolderError> {
        let mut naming = self.0.read_blocking(store::all)?;
        naming.retain(|note| names(note, &erased.mentions));
        naming.retain(|note| {
            let is_held = names(note, erased.held.mentions());
            if is_held {
                erased.held.keep();
            }
            !is_held
        });
        let changed: Vec<Note> = naming.iter().map(|note| left(note, erased)).collect();
        let count = changed.len() as u64;
        self.0.write_blocking(move |tx| changed.iter().try_for_each(|note| store::rewrite(tx, note)))?;
        Ok(count)
    }
}
