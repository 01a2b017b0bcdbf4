//! What is held of people whose responses are not in the journal yet, and of those who were asked or not.

use kernel::{Erased, HolderError, HoldsPersonal, IdentifierNo, Mentions, Part};
use serde_json::{Value, json};

use super::{Response, store};
use crate::feedback::{asking, invitations, mails, messages, replies, triggers};

/// Responses that are being given, invitations, and who was not asked.
pub struct ResponsesHolder(pub ::store::Db);

fn identifiers(parts: &[Part]) -> Vec<IdentifierNo> {
    parts.iter().map(|part| part.identifier).collect()
}

/// Whether somebody is named in what was answered so far, or in what came with the address.
fn names(response: &Response, mentions: &Mentions) -> bool {
    [store::json(&response.answers), store::json(&response.hidden)].iter().any(|text| mentions.are_in(text))
}

impl HoldsPersonal for ResponsesHolder {
    fn name(&self) -> &'static str {
        "surveys"
    }

    fn export(&self, parts: &[Part], _: &Mentions) -> Result<Value, HolderError> {
        let of = identifiers(parts);
        let held =
            self.0.read_blocking(|tx| Ok((store::of(tx, &of)?, invitations::of(tx, &of)?, asking::of(tx, &of)?)));
        let (responses, invitations, not_asked) = held?;
        let begun = responses
            .iter()
            .filter(|one| one.finished_at.is_none())
            .map(|one| json!({"survey": one.survey, "begun_at": one.begun_at.to_string(), "answers": one.answers}));
        let invited = invitations.iter().map(|one| {
            json!({"survey": one.survey, "channel": one.channel, "made_at": one.made_at.to_string(), "about": one.about})
        });
        let not_asked = not_asked.iter().map(|one| {
            json!({"survey": one.survey, "day": one.day.to_string(), "reason": one.why.as_str(), "times": one.times})
        });
        let (begun, invited) = (begun.collect::<Vec<_>>(), invited.collect::<Vec<_>>());
        let not_asked = not_asked.collect::<Vec<_>>();
        Ok(if begun.is_empty() && invited.is_empty() && not_asked.is_empty() {
            Value::Null
        } else {
            json!({"begun": begun, "invitations": invited, "not_asked": not_asked})
        })
    }

    fn erase(&self, erased: &Erased) -> Result<u64, HolderError> {
        let of = identifiers(&erased.parts);
        let open = self.0.read_blocking(store::all_open)?;
        let naming = open.into_iter().filter(|one| names(one, &erased.mentions));
        let naming: Vec<u64> = naming.map(|one| one.number).collect();
        let gone = self.0.write_blocking(move |tx| {
            let asked = invitations::remove_of(tx, &of)? + asking::remove_of(tx, &of)? + mails::remove_of(tx, &of)?;
            let asked = asked + messages::remove_of(tx, &of)?;
            let to_be_asked = triggers::remove_of(tx, &of)? + replies::remove_of(tx, &of)?;
            Ok(store::remove_of(tx, &of)? + asked + to_be_asked + store::remove(tx, &naming)?)
        })?;
        Ok(gone)
    }
}
