//! The interaction: one contact between a person and the organisation, in the form that is kept.

use serde::{Deserialize, Serialize};

use crate::clock::DAY;
use crate::json::RawObject;
use crate::{IdentifierNo, Mentions, SourceNo, Timestamp};

/// Who started the contact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the person to the organisation.
    #[default]
    Inbound,
    /// From the organisation to the person.
    Outbound,
    /// Inside the organisation, about the person.
    Internal,
}

/// What a person is to the organisation. One person can be several at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Interested, nothing bought yet.
    Prospect,
    /// Has bought or has a contract.
    Customer,
    /// Was a customer.
    FormerCustomer,
    /// Works here. What somebody says as an employee is never on their customer profile.
    Employee,
    /// Works with us: dealer, subcontractor, supplier.
    Partner,
}

impl Relation {
    /// All relations, in the order of their codes.
    pub const ALL: [Relation; 5] =
        [Relation::Prospect, Relation::Customer, Relation::FormerCustomer, Relation::Employee, Relation::Partner];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Prospect => "prospect",
            Relation::Customer => "customer",
            Relation::FormerCustomer => "former_customer",
            Relation::Employee => "employee",
            Relation::Partner => "partner",
        }
    }

    /// The relation of a name on the wire.
    #[must_use]
    pub fn parse(name: &str) -> Option<Relation> {
        Relation::ALL.into_iter().find(|relation| relation.as_str() == name)
    }
}

/// How far a source's claims are believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// Sent with a key that anybody can read, as in a browser: what it says is claimed, not known.
    Public,
    /// Sent by a system of the organisation with a secret key.
    Secret,
}

/// Why a question is asked of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionPurpose {
    /// To serve them. Asking for a valid fact for this purpose is a repeated request.
    Service,
    /// To make sure that they are who they say.
    Verification,
    /// Because the law wants it asked.
    Law,
    /// To sell.
    Marketing,
}

/// A question that was put to the person in an interaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The name of the fact that was asked for.
    pub fact: String,
    /// Why it was asked.
    pub purpose: QuestionPurpose,
}

/// A fact that an interaction brought: what the person said or what was observed about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactSaid {
    /// The fact's name, such as `address` or `router_model`.
    pub name: String,
    /// The value as JSON text: usually a string, number or truth value.
    pub value: String,
    /// Until when it holds, where the source said so.
    pub valid_until: Option<Timestamp>,
}

/// What an interaction is about: an account, subscription, order or product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// `account`, `subscription`, `order`, `product`, ...
    pub kind: String,
    /// Its id in the organisation's systems.
    pub id: String,
    /// What the person is to it, where that was said.
    pub role: Option<SubjectRole>,
    /// What was learnt of it: facts of the subject, not of the person.
    pub facts: Vec<FactSaid>,
}

impl Subject {
    /// A subject of which nothing else was said.
    #[must_use]
    pub fn new(kind: impl Into<String>, id: impl Into<String>) -> Subject {
        Subject { kind: kind.into(), id: id.into(), role: None, facts: Vec::new() }
    }

    /// Blacks out where it names somebody. Returns whether it did.
    pub fn black_out(&mut self, mentions: &Mentions) -> bool {
        let mut any = false;
        if let Some(kept) = mentions.black_out_field(&self.kind, &self.id) {
            self.id = kept;
            any = true;
        }
        for fact in &mut self.facts {
            any |= black_out_raw(&fact.name, &mut fact.value, mentions);
        }
        any
    }

    /// The subject as it is shown: what it does not have is left out.
    #[must_use]
    pub fn shown(&self) -> serde_json::Value {
        let mut shown = serde_json::json!({"kind": self.kind, "id": self.id});
        if let Some(role) = self.role {
            shown["role"] = role.as_str().into();
        }
        for fact in &self.facts {
            let value = serde_json::from_str(&fact.value);
            shown["facts"][&fact.name] = value.unwrap_or_else(|_| fact.value.as_str().into());
        }
        shown
    }
}

/// What a person is to an account or to something of it. One person can be several at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectRole {
    /// Has made the contract.
    Holder,
    /// Uses what it is about.
    User,
    /// Pays for it.
    Payer,
}

impl SubjectRole {
    /// All roles.
    pub const ALL: [SubjectRole; 3] = [SubjectRole::Holder, SubjectRole::User, SubjectRole::Payer];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SubjectRole::Holder => "holder",
            SubjectRole::User => "user",
            SubjectRole::Payer => "payer",
        }
    }

    /// The role of a name on the wire.
    #[must_use]
    pub fn parse(name: &str) -> Option<SubjectRole> {
        SubjectRole::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// One contact: when, where, who, what was asked and said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interaction {
    /// When it happened, by the sender's corrected clock.
    pub occurred_at: Timestamp,
    /// When it was received.
    pub received_at: Timestamp,
    /// The source that sent it.
    pub source: SourceNo,
    /// How far the source is believed.
    pub trust: Trust,
    /// Who started it.
    pub direction: Direction,
    /// What the person was to us in this contact, where known.
    pub relation: Option<Relation>,
    /// `web`, `app`, `email`, `phone`, `chat`, `store`, ...; empty where unknown.
    pub channel: String,
    /// The named place of contact, such as `web.checkout`; empty where unknown.
    pub touchpoint: String,
    /// What happened, such as `Order Completed`.
    pub name: String,
    /// The department that had the contact.
    pub department: Option<String>,
    /// The team within it.
    pub team: Option<String>,
    /// The employee, by the organisation's own reference.
    pub employee: Option<String>,
    /// The shop, branch or region.
    pub location: Option<String>,
    /// Who was there: identifiers in priority order. The interaction belongs to the first that is not blocked.
    pub identifiers: Vec<IdentifierNo>,
    /// What it was about.
    pub subjects: Vec<Subject>,
    /// What was asked.
    pub questions: Vec<Question>,
    /// What was learnt.
    pub facts: Vec<FactSaid>,
    /// What was said or written.
    pub text: Option<String>,
    /// Everything else that the sender sent, as it came.
    pub properties: RawObject,
    /// The technical surroundings (page, device, campaign), as they came.
    pub context: RawObject,
}

impl Interaction {
    /// The first identifier: the interaction belongs to it as long as it is not blocked.
    ///
    /// # Panics
    /// Never for an interaction that intake let through: it refuses those without identifiers.
    #[must_use]
    pub fn first_identifier(&self) -> IdentifierNo {
        *self.identifiers.first().expect("intake refuses interactions without identifiers")
    }

    /// Whether it was erased: nobody was there, and nothing is left of it but its place, or its place and where it was.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.identifiers.is_empty()
    }

    /// What is left when its person is erased: nothing but its place and source; or, where counts must stay, also the
    /// day, channel, touchpoint and part of the organisation.
    #[must_use]
    pub fn erased(&self, anonymised: bool) -> Interaction {
        let kept = |name: &Option<String>| name.clone().filter(|_| anonymised);
        let kept_name = |name: &String| if anonymised { name.clone() } else { String::new() };
        let day = Timestamp(self.occurred_at.0.div_euclid(DAY) * DAY);
        Interaction {
            occurred_at: if anonymised { day } else { Timestamp(0) },
            received_at: Timestamp(self.received_at.0.div_euclid(DAY) * DAY),
            source: self.source,
            trust: self.trust,
            direction: if anonymised { self.direction } else { Direction::default() },
            relation: None,
            channel: kept_name(&self.channel),
            touchpoint: kept_name(&self.touchpoint),
            name: String::new(),
            department: kept(&self.department),
            team: kept(&self.team),
            employee: None,
            location: kept(&self.location),
            identifiers: Vec::new(),
            subjects: Vec::new(),
            questions: Vec::new(),
            facts: Vec::new(),
            text: None,
            properties: RawObject::default(),
            context: RawObject::default(),
        }
    }

    /// Gives places another name where `left` has one. Returns whether it had.
    pub fn black_out_places(&mut self, left: &dyn Fn(&str) -> Option<String>) -> bool {
        let mut any = false;
        let parts = [&mut self.department, &mut self.team, &mut self.location].into_iter().flatten();
        for place in [&mut self.channel, &mut self.touchpoint].into_iter().chain(parts) {
            if let Some(kept) = left(place) {
                *place = kept;
                any = true;
            }
        }
        any
    }

    /// Blacks out where it names somebody, but for its places. Returns whether it did.
    pub fn black_out(&mut self, mentions: &Mentions) -> bool {
        let mut any = false;
        if let Some(employee) = &mut self.employee
            && let Some(kept) =
                mentions.black_out_field("employee", employee).or_else(|| mentions.black_out_token(employee))
        {
            *employee = kept;
            any = true;
        }
        for text in [&mut self.name].into_iter().chain(&mut self.text) {
            if let Some(kept) = mentions.black_out(text) {
                *text = kept;
                any = true;
            }
        }
        for subject in &mut self.subjects {
            any |= subject.black_out(mentions);
        }
        for fact in &mut self.facts {
            any |= black_out_raw(&fact.name, &mut fact.value, mentions);
        }
        for object in [&mut self.properties, &mut self.context] {
            let mut text = object.as_str().to_owned();
            if black_out_raw("", &mut text, mentions) {
                *object = RawObject::from_valid(text);
                any = true;
            }
        }
        any
    }
}

/// Blacks out in a JSON value that is kept as text, and is that of a field.
fn black_out_raw(field: &str, json: &mut String, mentions: &Mentions) -> bool {
    if !mentions.may_be_in_json(json) {
        return false;
    }
    let mut value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let any = mentions.black_out_json(field, &mut value);
    if any {
        *json = value.to_string();
    }
    any
}

/// Where an interaction stands in the journal: the frame's number and the place in it. It never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position(pub u64);

impl Position {
    /// How many interactions a frame of the journal holds at most.
    pub const FRAME: usize = 64;

    /// The position of the `index`-th interaction of a frame.
    ///
    /// # Panics
    /// When `index` is not below [`Position::FRAME`].
    #[must_use]
    pub fn new(frame: u64, index: usize) -> Position {
        assert!(index < Position::FRAME, "a frame holds {} interactions", Position::FRAME);
        Position(frame * Position::FRAME as u64 + index as u64)
    }

    /// The frame's number.
    #[must_use]
    pub fn frame(self) -> u64 {
        self.0 / Position::FRAME as u64
    }

    /// The place within the frame.
    #[must_use]
    pub fn index(self) -> usize {
        usize::try_from(self.0 % Position::FRAME as u64).expect("a place in a frame is small")
    }
}
