//! What requests hold of people: the texts. A request itself stays, by numbers, so that it can be shown that it was
//! answered in time.

use ::store::{Db, Result};
use kernel::{Erased, HolderError, HoldsPersonal, Mentions, Part};
use serde_json::{Value, json};

use super::model::{Request, RequestFilter};
use super::store;

/// The holder.
pub(in crate::privacy) struct RequestsHolder(pub(in crate::privacy) Db);

impl RequestsHolder {
    fn all(&self) -> Result<Vec<Request>> {
        let now = kernel::Timestamp::default();
        Ok(self.0.read_blocking(|tx| store::list(tx, &RequestFilter::default(), now, usize::MAX >> 1))?.0)
    }
}

impl Request {
    /// Whether it was made with something that belonged to the person who has these parts.
    pub(super) fn is_of(&self, parts: &[Part]) -> bool {
        let at = self.asked.received_at.0;
        let theirs =
            |part: &Part| self.asked.identifiers.contains(&part.identifier) && (part.from..part.until).contains(&at);
        parts.iter().any(theirs)
    }

    /// Its texts, each of which may say who it was.
    fn texts(&mut self) -> impl Iterator<Item = &mut String> {
        let how = self.verified.as_mut().map(|verified| &mut verified.how);
        let extension = self.extended.as_mut().map(|(_, reason)| reason);
        [&mut self.asked.note, &mut self.outcome].into_iter().chain(how).chain(extension)
    }
}

impl HoldsPersonal for RequestsHolder {
    fn name(&self) -> &'static str {
        "privacy requests"
    }

    fn shows_hidden(&self) -> bool {
        true
    }

    fn export(&self, parts: &[Part], _: &Mentions) -> std::result::Result<Value, HolderError> {
        let theirs = self.all()?.into_iter().filter(|request| request.is_of(parts));
        let shown = theirs.map(|request| {
            let verified = request.verified;
            json!({
                "kind": request.asked.kind,
                "law": request.asked.law,
                "purposes": request.asked.purposes,
                "channel": request.asked.channel,
                "note": request.asked.note,
                "received_at": request.asked.received_at,
                "due_at": request.due_at,
                "state": request.state,
                "verified_at": verified.as_ref().map(|verified| verified.at),
                "verified_how": verified.map(|verified| verified.how),
                "extension": request.extended.map(|(_, reason)| reason),
                "closed_at": request.closed_at,
                "outcome": request.outcome,
            })
        });
        Ok(shown.collect())
    }

    fn erase(&self, erased: &Erased) -> std::result::Result<u64, HolderError> {
        let mut changed = Vec::new();
        for mut request in self.all()? {
            let of_them = request.is_of(&erased.parts);
            let at = request.asked.received_at;
            let is_held = !of_them && request.asked.identifiers.iter().any(|one| erased.held.owns(*one, at));
            let mut touched = false;
            for text in request.texts().filter(|text| !text.is_empty()) {
                let left = if of_them { Some(String::new()) } else { erased.black_out_text(text) };
                if let Some(left) = left {
                    *text = left;
                    touched = true;
                }
            }
            if touched && is_held {
                erased.held.keep();
            } else if touched {
                changed.push(request);
            }
        }
        let rows = changed.len() as u64;
        self.0.write_blocking(move |tx| changed.iter().try_for_each(|request| store::keep_texts(tx, request)))?;
        Ok(rows)
    }
}
