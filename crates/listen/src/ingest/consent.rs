//! Consent as events say it themselves, in the form of Segment's `context.consent`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use kernel::{ConsentDecision, Purpose, Timestamp};
use serde::Deserialize;
use serde_json::Value;

use super::edge::{Draft, Edge};

/// More purposes than any consent manager knows are not looked at.
const MOST_PURPOSES: usize = 32;

/// What an event says of consent.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SaidConsent<'a> {
    /// Categories, allowed or refused.
    #[serde(borrow, default)]
    category_preferences: BTreeMap<Cow<'a, str>, bool>,
    /// A TC string, or whatever was sent in its place.
    #[serde(default)]
    pub(super) tc_string: Value,
}

impl SaidConsent<'_> {
    /// Takes what it says into a draft. `at` is when it was said.
    pub(super) fn decide(&self, edge: &Edge, at: Timestamp, draft: &mut Draft) {
        let decision = |(category, granted): (&Cow<'_, str>, &bool)| ConsentDecision {
            purpose: Purpose::new(category),
            granted: *granted,
            decided_at: at,
            evidence: "context.consent".to_owned(),
        };
        draft.consents.extend(self.category_preferences.iter().take(MOST_PURPOSES).map(decision));
        draft.read_tc_string(edge, &self.tc_string, at);
    }
}

impl Draft {
    /// Takes in what a TC string decides, which was seen `at` a time; why it cannot be read where it cannot.
    pub(crate) fn read_tc_string(&mut self, edge: &Edge, string: &Value, at: Timestamp) {
        let read = match string {
            Value::Null => Ok(Vec::new()),
            Value::String(text) => edge.tcf.decisions(text, at).map_err(|error| error.to_string()),
            _ => Err("it is no text".to_owned()),
        };
        match read {
            Ok(decisions) => self.consents.extend(decisions),
            Err(said) => self.unread_consent = Some(format!("the TC string: {said}")),
        }
    }
}

impl Edge {
    /// Whether a TC string of something that is not stored anyway says, or may say, that its content must not be kept.
    pub(crate) fn may_be_refused_by(&self, string: &Value) -> bool {
        match string {
            Value::Null => false,
            _ if !self.heeds_refusals() => false,
            Value::String(text) => self.tcf.may_refuse(text, &self.source.purpose),
            other => self.tcf.may_refuse(&other.to_string(), &self.source.purpose),
        }
    }
}

/// Whether an event that is not stored anyway says, or may say, that its content must not be kept.
pub(super) fn denies(edge: &Edge, consent: &Value) -> bool {
    let preferences = consent["categoryPreferences"].as_object();
    let refuses = |(name, granted): (&String, &Value)| *granted == false && Purpose::new(name) == edge.source.purpose;
    edge.heeds_refusals() && preferences.is_some_and(|preferences| preferences.iter().any(refuses))
        || string_denies(edge, consent)
}

/// Whether the TC string in what was sent says so, or may.
pub(super) fn string_denies(edge: &Edge, sent: &Value) -> bool {
    edge.may_be_refused_by(&sent["tcString"])
}
