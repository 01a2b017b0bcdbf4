//! The Segment calls of the load as typed serde structures: borrowed texts, and raw JSON where nothing looks inside.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

/// The body of `POST /v1/batch`.
#[derive(Deserialize)]
pub(super) struct Batch<'a> {
    #[serde(borrow)]
    pub(super) batch: Vec<Call<'a>>,
    #[serde(borrow, rename = "sentAt")]
    pub(super) sent_at: Option<Cow<'a, str>>,
}

/// What a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Track,
    Identify,
    Page,
    Screen,
    Group,
    Alias,
}

/// One event.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Call<'a> {
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    #[serde(borrow)]
    pub(super) message_id: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) user_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) anonymous_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) timestamp: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) event: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(super) properties: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) traits: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) context: Option<&'a RawValue>,
}

impl Call<'_> {
    /// Whether it has what its kind needs, names anybody at all, and says when.
    pub(super) fn is_complete(&self) -> bool {
        let whole = match self.kind {
            Kind::Track => self.event.is_some(),
            Kind::Identify => self.traits.is_some(),
            Kind::Page | Kind::Screen | Kind::Group | Kind::Alias => true,
        };
        whole && (self.user_id.is_some() || self.anonymous_id.is_some()) && self.timestamp.is_some()
    }

    /// The bytes of what is kept unparsed.
    pub(super) fn content(&self) -> usize {
        let raw = [self.properties, self.traits, self.context].into_iter().flatten();
        self.event.as_ref().map_or(0, |event| event.len()) + raw.map(|value| value.get().len()).sum::<usize>()
    }
}
