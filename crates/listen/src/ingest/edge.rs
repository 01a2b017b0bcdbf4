//! The edge: what all ways in share. It knows the source, the moment and the limits, and finishes drafts.

use std::sync::Arc;

use kernel::json::RawObject;
use kernel::{
    ConsentDecision, Direction, FactSaid, Identifier, Interaction, KeyHasher, MessageKey, Question, Relation, Subject,
    Timestamp, Trust,
};
use know::identity::{Namespaces, is_blocked_value};
use know::organisation::{Record, Said};

use super::arrival::{Arrival, Refusal, check_time, usable_identifiers};
use super::limits::Limits;
use crate::sources::Source;
use crate::tcf::TcfRule;

/// What a request is judged by.
#[derive(Clone)]
pub struct Edge {
    /// Who sends.
    pub source: Arc<Source>,
    /// How far they are believed.
    pub trust: Trust,
    /// When the request came in.
    pub received_at: Timestamp,
    /// The namespaces and their normal forms.
    pub namespaces: Arc<Namespaces>,
    /// Hashes identifiers and messages.
    pub hasher: KeyHasher,
    /// The limits.
    pub limits: Arc<Limits>,
    /// What follows from where an interaction took place.
    pub organisation: Arc<Record>,
    /// Decisions that the request itself carries, such as `Sec-GPC`.
    pub consents: Vec<ConsentDecision>,
    /// What consent strings decide.
    pub tcf: TcfRule,
}

/// An interaction as a protocol or a mapping describes it, not yet checked.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// When it happened; nothing where the sender did not say.
    pub occurred_at: Option<Timestamp>,
    /// Who started it.
    pub direction: Direction,
    /// What the person was to us.
    pub relation: Option<Relation>,
    /// The channel.
    pub channel: Option<String>,
    /// The touchpoint.
    pub touchpoint: Option<String>,
    /// What happened.
    pub name: String,
    /// The department.
    pub department: Option<String>,
    /// The team.
    pub team: Option<String>,
    /// The employee.
    pub employee: Option<String>,
    /// The location.
    pub location: Option<String>,
    /// Who was there, in priority order.
    pub identifiers: Vec<Identifier>,
    /// What it was about.
    pub subjects: Vec<Subject>,
    /// What was asked.
    pub questions: Vec<Question>,
    /// What was learnt.
    pub facts: Vec<FactSaid>,
    /// What was said.
    pub text: Option<String>,
    /// Everything else.
    pub properties: RawObject,
    /// The technical surroundings.
    pub context: RawObject,
    /// What the person decided.
    pub consents: Vec<ConsentDecision>,
    /// Why a consent string that it carries could not be read.
    pub unread_consent: Option<String>,
    /// By which it is known when it comes again.
    pub key: Option<MessageKey>,
    /// Whether it says that its identifiers are one and the same.
    pub asserts_identity: bool,
}

/// The most characters of the name of a channel, touchpoint, department, team, employee or location.
const LONGEST_NAME: usize = 200;

/// A name as it can stand in a registry: without control characters, and not longer than a name is.
fn name(text: Option<String>) -> Option<String> {
    let text = text?;
    let fits = text.len() <= LONGEST_NAME && !text.chars().any(char::is_control) && text.trim().len() == text.len();
    let text = if fits { text } else { text.trim().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect() };
    (!text.is_empty()).then_some(text)
}

/// The most identifiers of something that is not stored that are looked at.
const MOST_NAMED: usize = 64;

impl Edge {
    /// Whether a refusal of the source's purpose counts: where it rests on a contract or a law it does not.
    #[must_use]
    pub fn heeds_refusals(&self) -> bool {
        self.tcf.bases().of(&self.source.purpose).heeds_refusals()
    }

    /// Whether the request itself refuses the source's purpose, as `Sec-GPC` does.
    #[must_use]
    pub fn refuses(&self) -> bool {
        let refuses = |decision: &ConsentDecision| decision.purpose == self.source.purpose && !decision.granted;
        self.heeds_refusals() && self.consents.iter().any(refuses)
    }

    /// The keys of those whom something names that is not stored.
    #[must_use]
    pub fn keys_of(&self, named: impl IntoIterator<Item = Identifier>) -> Vec<[u8; 16]> {
        let usable = named.into_iter().filter(|identifier| !is_blocked_value(&identifier.value));
        let key = |Identifier { namespace, value }: Identifier| {
            let normal = self.namespaces.normal(&namespace, &value);
            self.hasher.identifier(&namespace, &normal)
        };
        usable.take(MOST_NAMED).map(key).collect()
    }

    /// Checks a draft and makes an arrival of it. A channel or department that the sender did not say is that of the
    /// touchpoint, team or location as of then; what these do not say either, the source's settings do.
    ///
    /// # Errors
    /// Why it cannot be stored.
    pub fn finish(&self, draft: Draft) -> Result<Box<Arrival>, Refusal> {
        let occurred_at = draft.occurred_at.unwrap_or(self.received_at);
        check_time(occurred_at, self.received_at, &self.limits)?;
        let identifiers = usable_identifiers(draft.identifiers, self)?;
        let (channel, touchpoint, department) = (name(draft.channel), name(draft.touchpoint), name(draft.department));
        let (team, location) = (name(draft.team), name(draft.location));
        let said = Said {
            channel: channel.as_deref(),
            touchpoint: touchpoint.as_deref(),
            department: department.as_deref(),
            team: team.as_deref(),
            location: location.as_deref(),
        };
        let follows = self.organisation.units.follows(said, occurred_at);
        let own = |text: Option<&str>| text.map(str::to_owned);
        let channel = channel.or_else(|| own(follows.channel)).or_else(|| self.source.channel.clone());
        let department = department.or_else(|| own(follows.department)).or_else(|| self.source.department.clone());
        let interaction = Interaction {
            occurred_at,
            received_at: self.received_at,
            source: self.source.number,
            trust: self.trust,
            direction: draft.direction,
            relation: draft.relation.or(self.source.relation),
            channel: channel.unwrap_or_default(),
            touchpoint: touchpoint.unwrap_or_default(),
            name: draft.name,
            department,
            team,
            employee: name(draft.employee),
            location,
            identifiers: Vec::new(),
            subjects: draft.subjects,
            questions: draft.questions,
            facts: draft.facts,
            text: draft.text.filter(|text| !text.trim().is_empty()),
            properties: draft.properties,
            context: draft.context,
        };
        let consents = draft.consents.into_iter().chain(self.consents.iter().cloned());
        // Anybody can hold a public key: it can refuse for somebody, never allow.
        let consents = consents.filter(|decision| self.trust == Trust::Secret || !decision.granted).collect();
        let (asserts_identity, unread_consent) = (draft.asserts_identity, draft.unread_consent);
        Ok(Box::new(Arrival { interaction, identifiers, key: draft.key, consents, unread_consent, asserts_identity }))
    }
}
