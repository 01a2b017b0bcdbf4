//! What an edge makes of what it receives: arrivals that can be stored, and drops with their reason.

use kernel::{ConsentDecision, DropReason, Identifier, Interaction, MessageKey, Trust};
use know::identity::is_blocked_value;

use super::edge::Edge;
use super::limits::Limits;

/// One interaction that was received, mapped but not yet stored.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The interaction. Its identifiers are still empty: the writer numbers them.
    pub interaction: Interaction,
    /// Who was there, in priority order, in their normal form, with the keys by which they are found.
    pub identifiers: Vec<(Identifier, [u8; 16])>,
    /// By which it is known when it comes again; nothing where it cannot be.
    pub key: Option<MessageKey>,
    /// What the people decided, as far as the source may say so.
    pub consents: Vec<ConsentDecision>,
    /// Why a consent string that came with it could not be read: it has decided nothing.
    pub unread_consent: Option<String>,
    /// Whether it says that its identifiers are one and the same.
    pub asserts_identity: bool,
}

/// Something that was received and is not stored.
#[derive(Clone, Debug)]
pub struct Dropped {
    /// Why.
    pub reason: DropReason,
    /// What exactly was wrong, without personal data.
    pub detail: String,
    /// How it was received.
    pub form: Form,
    /// Of a row, the interaction of the mapping that was to come of it; nothing where the row as a whole failed.
    pub output: Option<String>,
    /// What was received, for reading and replaying. Never for what consent refused.
    pub payload: String,
    /// The keys of those whom it names, as far as that can be read: what they refused on another way is not kept either.
    pub named: Vec<[u8; 16]>,
}

/// How a dropped event was received: by which edge it is replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A call of Segment's HTTP API.
    Segment,
    /// A CloudEvent in structured form.
    CloudEvent,
    /// A row or JSON object for the source's mapping.
    Row,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 3] = [Form::Segment, Form::CloudEvent, Form::Row];

    /// The name in the table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Segment => "segment",
            Form::CloudEvent => "cloudevent",
            Form::Row => "row",
        }
    }
}

/// What was received: one mapped interaction, or one that is none.
pub type Received = Result<Box<Arrival>, Dropped>;

/// The most of a dropped event that is kept, in bytes.
const KEPT_PAYLOAD: usize = 64 << 10;

impl Dropped {
    /// A drop with what was received.
    #[must_use]
    pub fn new(reason: DropReason, detail: impl Into<String>, form: Form, payload: &str) -> Dropped {
        let payload = payload[..payload.floor_char_boundary(KEPT_PAYLOAD)].to_owned();
        Dropped { reason, detail: detail.into(), form, output: None, payload, named: Vec::new() }
    }

    /// The same, with whom it names.
    #[must_use]
    pub fn naming(self, named: Vec<[u8; 16]>) -> Dropped {
        Dropped { named, ..self }
    }
}

/// Why an arrival is not one, before anybody has looked into the store.
pub(crate) type Refusal = (DropReason, String);

/// Identifiers of one interaction that a public source may send at most.
const PUBLIC_IDENTIFIERS: usize = 8;

/// Brings identifiers into their normal form and leaves out those that never name anybody.
pub(crate) fn usable_identifiers(raw: Vec<Identifier>, edge: &Edge) -> Result<Vec<(Identifier, [u8; 16])>, Refusal> {
    let (namespaces, hasher, limits) = (&edge.namespaces, &edge.hasher, &edge.limits);
    // Each pair of identifiers is evidence: what anybody can send must not make much of it.
    let most =
        if edge.trust == Trust::Public { limits.identifiers.min(PUBLIC_IDENTIFIERS) } else { limits.identifiers };
    let mut usable: Vec<(Identifier, [u8; 16])> = Vec::with_capacity(raw.len());
    for identifier in raw {
        if is_blocked_value(&identifier.value) {
            continue;
        }
        let Identifier { namespace, value } = identifier;
        let normal = namespaces.normal(&namespace, &value);
        if normal.chars().count() > limits.identifier_length || namespace.len() > limits.identifier_length {
            let detail = format!("an identifier is longer than {} characters", limits.identifier_length);
            return Err((DropReason::IdentifierTooLong, detail));
        }
        let key = hasher.identifier(&namespace, &normal);
        if usable.iter().all(|(_, known)| *known != key) {
            let value = normal.into_owned();
            usable.push((Identifier { namespace, value }, key));
        }
        if usable.len() > most {
            let detail = format!("more than {most} identifiers");
            return Err((DropReason::TooManyIdentifiers, detail));
        }
    }
    if usable.is_empty() {
        return Err((DropReason::NoIdentifier, "no identifier that names anybody".to_owned()));
    }
    Ok(usable)
}

/// Whether a moment lies within what is allowed.
pub(crate) fn check_time(at: kernel::Timestamp, now: kernel::Timestamp, limits: &Limits) -> Result<(), Refusal> {
    if at.0 < now.0.saturating_sub(limits.past()) {
        return Err((DropReason::TooOld, format!("{at} is more than {} days ago", limits.past_days)));
    }
    if at.0 > now.0.saturating_add(limits.future()) {
        return Err((DropReason::InTheFuture, format!("{at} is more than {} hours ahead", limits.future_hours)));
    }
    Ok(())
}
