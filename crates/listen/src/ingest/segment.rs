//! Segment's HTTP API, as far as bodies go: calls become drafts.
//!
//! Each event is parsed by itself, so that one bad event never rejects its batch. What a field of the protocol does not
//! say, `context.interaction` may: channel, touchpoint, department, team, employee, location, direction, relation,
//! questions, subjects, text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use kernel::json::RawObject;
use kernel::{Direction, DropReason, FactSaid, Identifier, Question, Relation, Subject, Timestamp, Trust};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::arrival::{Dropped, Form, Received, Refusal};
use super::consent::{self, SaidConsent};
use super::edge::{Draft, Edge};
use super::loose::{Fields, Loose, identifier};
use super::subjects::SaidSubject;

/// A request: one call, or a batch of them with what they share.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request<'a> {
    #[serde(borrow, default)]
    pub(super) batch: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    context: Option<&'a RawValue>,
    #[serde(default)]
    sent_at: Option<Loose<'a>>,
}

/// What the calls of a batch share.
#[derive(Clone, Copy, Default)]
pub(super) struct Shared<'a> {
    context: Option<&'a RawValue>,
    sent_at: Option<Timestamp>,
}

impl<'a> Request<'a> {
    pub(super) fn shared(&self) -> Shared<'a> {
        Shared { context: self.context, sent_at: self.sent_at.as_ref().and_then(Loose::time) }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Call<'a> {
    #[serde(borrow, rename = "type", default)]
    kind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    message_id: Option<Loose<'a>>,
    #[serde(borrow, default)]
    user_id: Option<Loose<'a>>,
    #[serde(borrow, default)]
    anonymous_id: Option<Loose<'a>>,
    #[serde(borrow, default)]
    previous_id: Option<Loose<'a>>,
    #[serde(borrow, default)]
    group_id: Option<Loose<'a>>,
    #[serde(borrow, default)]
    timestamp: Option<Loose<'a>>,
    #[serde(borrow, default)]
    original_timestamp: Option<Loose<'a>>,
    #[serde(borrow, default)]
    sent_at: Option<Loose<'a>>,
    #[serde(borrow, default)]
    event: Option<Loose<'a>>,
    #[serde(borrow, default)]
    name: Option<Loose<'a>>,
    #[serde(borrow, default)]
    category: Option<Loose<'a>>,
    #[serde(borrow, default)]
    channel: Option<Loose<'a>>,
    #[serde(borrow, default)]
    properties: Option<&'a RawValue>,
    #[serde(borrow, default)]
    traits: Option<&'a RawValue>,
    #[serde(borrow, default)]
    context: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context<'a> {
    #[serde(borrow, default)]
    external_ids: Option<Vec<ExternalId<'a>>>,
    #[serde(borrow, default)]
    consent: Option<SaidConsent<'a>>,
    #[serde(borrow, default)]
    tcf: Option<&'a RawValue>,
    #[serde(borrow, default)]
    page: Option<Page<'a>>,
    #[serde(borrow, default)]
    device: Option<Device<'a>>,
    #[serde(borrow, default)]
    library: Option<Library<'a>>,
    #[serde(borrow, default)]
    traits: Option<&'a RawValue>,
    #[serde(borrow, default)]
    interaction: Option<Extra<'a>>,
}

#[derive(Deserialize)]
struct ExternalId<'a> {
    #[serde(borrow)]
    id: Loose<'a>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow, default)]
    path: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Device<'a> {
    #[serde(borrow, default)]
    id: Option<Loose<'a>>,
}

#[derive(Deserialize)]
struct Library<'a> {
    #[serde(borrow, default)]
    name: Option<Cow<'a, str>>,
}

/// What the protocol has no field for.
#[derive(Default, Deserialize)]
struct Extra<'a> {
    #[serde(borrow, default)]
    channel: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    touchpoint: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    department: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    team: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    employee: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    location: Option<Cow<'a, str>>,
    #[serde(default)]
    direction: Option<Direction>,
    #[serde(default)]
    relation: Option<Relation>,
    #[serde(default)]
    questions: Vec<Question>,
    #[serde(default)]
    subjects: Vec<SaidSubject>,
    #[serde(borrow, default)]
    text: Option<Cow<'a, str>>,
}

/// The call that a path stands for, where the body does not say.
pub(super) fn kind_of_path(last: &str) -> Option<&'static str> {
    Some(match last {
        "identify" | "i" => "identify",
        "track" | "t" => "track",
        "page" | "p" => "page",
        "screen" | "s" => "screen",
        "group" | "g" => "group",
        "alias" | "a" => "alias",
        _ => return None,
    })
}

/// Reads one call. `kind` is what the path says.
pub(super) fn read(edge: &Edge, raw: &str, kind: Option<&str>, shared: Shared<'_>) -> Received {
    let result = draft(edge, raw, kind, shared).and_then(|draft| edge.finish(draft));
    result.map_err(|(reason, detail)| {
        let sent = Fields::of(raw);
        let contexts = [sent.fields("context"), Fields::of(shared.context.map_or("", RawValue::get))];
        let said = |name: &str| first(&contexts, name);
        let refused = consent::denies(edge, &said("consent")) || consent::string_denies(edge, &said("tcf"));
        let payload = if refused || edge.refuses() { "" } else { raw };
        Dropped::new(reason, detail, Form::Segment, payload).naming(edge.keys_of(named(&sent, &contexts)))
    })
}

/// What a call's own context says, or that of its batch.
fn first(contexts: &[Fields<'_>], name: &str) -> serde_json::Value {
    contexts.iter().map(|context| context.value(name)).find(|value| !value.is_null()).unwrap_or_default()
}

/// Whom a call names that is not stored, as far as that can be read.
fn named(sent: &Fields<'_>, contexts: &[Fields<'_>]) -> Vec<Identifier> {
    const IDS: [(&str, &str); 4] = [
        ("userId", "user_id"),
        ("previousId", "user_id"),
        ("previousId", "anonymous_id"),
        ("anonymousId", "anonymous_id"),
    ];
    let mut named: Vec<Identifier> =
        IDS.iter().filter_map(|(field, namespace)| identifier(namespace, &sent.value(field))).collect();
    for said in [sent].into_iter().chain(contexts) {
        let traits = said.fields("traits");
        named.extend(["email", "phone"].iter().filter_map(|name| identifier(name, &traits.value(name))));
    }
    named.extend(identifier("device", &first(contexts, "device")["id"]));
    for external in first(contexts, "externalIds").as_array().into_iter().flatten() {
        named.extend(identifier(external["type"].as_str().unwrap_or_default(), &external["id"]));
    }
    named
}

fn draft(edge: &Edge, raw: &str, kind: Option<&str>, shared: Shared<'_>) -> Result<Draft, Refusal> {
    edge.limits.check(raw)?;
    if !raw.starts_with('{') {
        return Err((DropReason::Malformed, "an event must be a JSON object".to_owned()));
    }
    let call: Call<'_> = serde_json::from_str(raw).map_err(|error| invalid("the event", &error))?;
    let context = context(call.context, shared.context)?;
    let kind = call.kind.as_deref().or(kind).unwrap_or_default().to_owned();
    let mut draft = Draft { occurred_at: occurred_at(&call, shared, edge)?, ..Draft::default() };
    draft.key = key(edge, &call, &kind);
    let traits = if kind == "identify" { call.traits } else { None };
    if kind == "alias" {
        alias(&mut draft, &call, edge.trust);
    } else {
        identifiers(&mut draft, &call, &context, traits.or(context.traits))?;
    }
    describe(&mut draft, &call, &context, &kind)?;
    draft.facts = single_values(traits)?;
    draft.facts.extend(single_values(context.traits)?);
    // Nobody decides in the future: such a decision could not be taken back.
    let decided_at = draft.occurred_at.unwrap_or(edge.received_at).min(edge.received_at);
    if let Some(said) = &context.consent {
        said.decide(edge, decided_at, &mut draft);
    }
    // Some send all that their consent manager says, as it says it.
    if let Some(said) = context.tcf.and_then(|tcf| serde_json::from_str::<SaidConsent<'_>>(tcf.get()).ok()) {
        draft.read_tc_string(edge, &said.tc_string, decided_at);
    }
    // Traits that are no single values are no facts; nothing that was sent is lost.
    draft.properties = object(call.properties.or(call.traits), "properties")?;
    draft.context = object(call.context.or(shared.context), "context")?;
    if draft.text.is_none() {
        draft.text = text_of(call.properties);
    }
    Ok(draft)
}

fn invalid(what: &str, error: &serde_json::Error) -> Refusal {
    // The message of the parser names types and places; values, which may be personal, it quotes: they are cut off.
    let text = error.to_string();
    let kept = text.split(['"', '`']).next().unwrap_or_default();
    (DropReason::InvalidField, format!("{what}: {} at column {}", kept.trim(), error.column()))
}

/// The context of the call laid over that of its batch, field by field.
fn context<'a>(own: Option<&'a RawValue>, shared: Option<&'a RawValue>) -> Result<Context<'a>, Refusal> {
    let read = |raw: Option<&'a RawValue>| match raw.map(RawValue::get) {
        None | Some("null") => Ok(Context::default()),
        Some(text) => serde_json::from_str::<Context<'a>>(text).map_err(|error| invalid("context", &error)),
    };
    let mut context = read(own)?;
    if shared.is_some() {
        let batch = read(shared)?;
        context.external_ids = context.external_ids.or(batch.external_ids);
        context.consent = context.consent.or(batch.consent);
        context.tcf = context.tcf.or(batch.tcf);
        context.page = context.page.or(batch.page);
        context.device = context.device.or(batch.device);
        context.library = context.library.or(batch.library);
        context.traits = context.traits.or(batch.traits);
        context.interaction = context.interaction.or(batch.interaction);
    }
    Ok(context)
}

/// How far a sender's clock may be off before it is corrected: below that, the difference is the way here.
const CLOCK_TOLERANCE: i64 = 10_000;

/// When it happened: the sender's time, corrected by how far the sender's clock is off.
fn occurred_at(call: &Call<'_>, shared: Shared<'_>, edge: &Edge) -> Result<Option<Timestamp>, Refusal> {
    let read = |field: &Option<Loose<'_>>| match field {
        None => Ok(None),
        Some(text) if text.as_str().is_empty() => Ok(None),
        Some(text) => text
            .time()
            .map(Some)
            .ok_or_else(|| (DropReason::InvalidTime, "the time is neither RFC 3339 nor a Unix time".to_owned())),
    };
    let original = match read(&call.original_timestamp)? {
        Some(at) => Some(at),
        None => read(&call.timestamp)?,
    };
    let Some(original) = original else { return Ok(None) };
    let Some(sent_at) = read(&call.sent_at)?.or(shared.sent_at) else { return Ok(Some(original)) };
    let skew = edge.received_at.0.saturating_sub(sent_at.0);
    if skew.abs() <= CLOCK_TOLERANCE {
        return Ok(Some(original));
    }
    Ok(Some(Timestamp(original.0.saturating_add(skew))))
}

/// The message's key: by its id, else by its content where it carries a time, else none.
fn key(edge: &Edge, call: &Call<'_>, kind: &str) -> Option<kernel::MessageKey> {
    if let Some(id) = call.message_id.as_ref().filter(|id| !id.as_str().is_empty()) {
        return Some(edge.hasher.message(&edge.source.name, id.as_str().as_bytes()));
    }
    let at = call.original_timestamp.as_ref().or(call.timestamp.as_ref())?;
    let loose = |field: &Option<Loose<'_>>| field.as_ref().map_or(String::new(), |text| text.as_str().to_owned());
    let raw = |field: Option<&RawValue>| field.map_or(String::new(), |raw| raw.get().to_owned());
    let content = [
        "content".to_owned(),
        kind.to_owned(),
        at.as_str().to_owned(),
        loose(&call.user_id),
        loose(&call.anonymous_id),
        loose(&call.previous_id),
        loose(&call.group_id),
        loose(&call.event),
        loose(&call.name),
        loose(&call.category),
        loose(&call.channel),
        raw(call.properties),
        raw(call.traits),
        raw(call.context),
    ];
    Some(edge.hasher.message(&edge.source.name, content.join("\u{1f}").as_bytes()))
}

/// Two ids are one and the same. The protocol does not say of which kind the previous one is: it is taken as both.
/// Whoever holds a public key can only say it of an anonymous one. The call's other identifiers are of the moment.
fn alias(draft: &mut Draft, call: &Call<'_>, trust: Trust) {
    draft.asserts_identity = true;
    let mut add = |namespace: &str, id: &Option<Loose<'_>>| {
        draft.identifiers.extend(id.as_ref().map(|id| Identifier::new(namespace, id.as_str())));
    };
    add("user_id", &call.user_id);
    if trust == Trust::Secret {
        add("user_id", &call.previous_id);
    }
    add("anonymous_id", &call.previous_id);
}

fn identifiers(
    draft: &mut Draft,
    call: &Call<'_>,
    context: &Context<'_>,
    traits: Option<&RawValue>,
) -> Result<(), Refusal> {
    let mut add = |namespace: &str, value: Option<&Loose<'_>>| {
        if let Some(value) = value {
            draft.identifiers.push(Identifier::new(namespace, value.as_str()));
        }
    };
    add("user_id", call.user_id.as_ref());
    for external in context.external_ids.iter().flatten() {
        add(&external.kind, Some(&external.id));
    }
    if let Some(traits) = traits {
        let known: ContactTraits<'_> = serde_json::from_str(traits.get()).map_err(|error| invalid("traits", &error))?;
        add("email", known.email.as_ref());
        add("phone", known.phone.as_ref());
    }
    add("anonymous_id", call.anonymous_id.as_ref());
    if let Some(device) = &context.device {
        add("device", device.id.as_ref());
    }
    Ok(())
}

#[derive(Deserialize)]
struct ContactTraits<'a> {
    #[serde(borrow, default)]
    email: Option<Loose<'a>>,
    #[serde(borrow, default)]
    phone: Option<Loose<'a>>,
}

fn describe(draft: &mut Draft, call: &Call<'_>, context: &Context<'_>, kind: &str) -> Result<(), Refusal> {
    let named =
        |field: &Option<Loose<'_>>| field.as_ref().map(|name| name.as_str().to_owned()).filter(|name| !name.is_empty());
    draft.name = match kind {
        "track" => {
            named(&call.event).ok_or_else(|| (DropReason::InvalidField, "a track call needs `event`".to_owned()))?
        }
        "page" => named(&call.name).map_or("Page Viewed".to_owned(), |name| format!("Page Viewed: {name}")),
        "screen" => named(&call.name).map_or("Screen Viewed".to_owned(), |name| format!("Screen Viewed: {name}")),
        "identify" => "Identified".to_owned(),
        "group" => "Joined Group".to_owned(),
        "alias" => "Identities Joined".to_owned(),
        other => {
            let other: String = other.chars().take(40).collect();
            return Err((DropReason::UnknownType, format!("{other:?} is not a call of Segment's API")));
        }
    };
    if let Some(group) = named(&call.group_id) {
        // The traits of a group are facts of the account, not of the person.
        let facts = single_values(if kind == "group" { call.traits } else { None })?;
        draft.subjects.push(Subject { facts, ..Subject::new("account", group) });
    }
    let library = context.library.as_ref().and_then(|library| library.name.as_deref()).unwrap_or_default();
    let own = context.interaction.as_ref().and_then(|extra| extra.channel.as_deref());
    // RudderStack's SDKs say from what kind of machine they send; only that of apps is a channel.
    let machine = call.channel.as_ref().map(Loose::as_str).filter(|channel| !matches!(*channel, "server" | "sources"));
    let channel = own.or(machine);
    let web = context.page.is_some() || kind == "page" || library.contains(".js") && !library.contains("node");
    draft.channel = match channel {
        Some("mobile") => Some("app".to_owned()),
        Some(channel) => Some(channel.to_owned()),
        None if web => Some("web".to_owned()),
        None if kind == "screen" => Some("app".to_owned()),
        None => None,
    };
    draft.touchpoint = touchpoint(call, context, kind);
    if let Some(extra) = &context.interaction {
        fill(draft, extra);
    }
    Ok(())
}

fn fill(draft: &mut Draft, extra: &Extra<'_>) {
    let own = |text: &Option<Cow<'_, str>>| text.as_deref().map(str::to_owned);
    draft.touchpoint = own(&extra.touchpoint).or(draft.touchpoint.take());
    draft.department = own(&extra.department);
    draft.team = own(&extra.team);
    draft.employee = own(&extra.employee);
    draft.location = own(&extra.location);
    draft.direction = extra.direction.unwrap_or_default();
    draft.relation = extra.relation;
    draft.questions.clone_from(&extra.questions);
    draft.subjects.extend(extra.subjects.iter().cloned().map(Subject::from));
    draft.text = own(&extra.text);
}

/// The touchpoint of a page or screen: its channel and the first part of its path or its name.
fn touchpoint(call: &Call<'_>, context: &Context<'_>, kind: &str) -> Option<String> {
    if kind == "screen" {
        let name = call.name.as_ref().or(call.category.as_ref())?;
        return Some(format!("app.{}", slug(name.as_str())));
    }
    let path = context.page.as_ref()?.path.as_deref()?;
    let first = path.split('/').find(|part| !part.is_empty()).unwrap_or("home");
    // A part with digits is mostly the number of something, not a place.
    let place =
        if first.len() > 40 || first.chars().any(|c| c.is_ascii_digit()) { "other".to_owned() } else { slug(first) };
    Some(format!("web.{place}"))
}

fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().take(40) {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.ends_with('_') && !slug.is_empty() {
            slug.push('_');
        }
    }
    slug.trim_end_matches('_').to_owned()
}

/// Traits that are single values, as facts.
fn single_values(traits: Option<&RawValue>) -> Result<Vec<FactSaid>, Refusal> {
    let Some(traits) = traits.filter(|traits| traits.get() != "null") else { return Ok(Vec::new()) };
    let mut facts = Vec::new();
    let values: BTreeMap<String, &RawValue> =
        serde_json::from_str(traits.get()).map_err(|error| invalid("traits", &error))?;
    for (name, value) in values {
        let value = value.get();
        if !value.starts_with(['{', '[']) && value != "null" && value != "\"\"" {
            facts.push(FactSaid { name, value: value.to_owned(), valid_until: None });
        }
    }
    Ok(facts)
}

fn object(raw: Option<&RawValue>, what: &str) -> Result<RawObject, Refusal> {
    match raw.map(RawValue::get) {
        None | Some("null") => Ok(RawObject::default()),
        Some(text) if text.starts_with('{') => Ok(RawObject::from_valid(text.to_owned())),
        Some(_) => Err((DropReason::InvalidField, format!("{what} must be an object"))),
    }
}

/// What was said, where the properties hold it under the name `text`.
fn text_of(properties: Option<&RawValue>) -> Option<String> {
    #[derive(Deserialize)]
    struct Said<'a> {
        #[serde(borrow, default)]
        text: Option<&'a RawValue>,
    }
    // Most properties hold no text: a glance is cheaper than parsing them.
    let properties = properties?.get();
    if !properties.contains("\"text\"") {
        return None;
    }
    let said: Said<'_> = serde_json::from_str(properties).ok()?;
    serde_json::from_str(said.text?.get()).ok()
}
