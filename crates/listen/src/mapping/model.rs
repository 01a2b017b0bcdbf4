//! A mapping as it is written, and compiled.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use kernel::{Direction, Purpose, QuestionPurpose, Relation, SubjectRole};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

use super::consents;
use super::template::{Condition, Template};

/// The kind of file or stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Comma-separated values with a header.
    Csv,
    /// Tab-separated values with a header.
    Tsv,
    /// A JSON object a line.
    Jsonl,
    /// Parquet.
    Parquet,
    /// A call of Segment's API a line.
    Segment,
    /// XES, the XML of event logs.
    Xes,
    /// OCEL 2.0, object-centric event logs in JSON.
    Ocel,
}

/// A mapping as it is written.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    source: Option<String>,
    format: Option<Format>,
    delimiter: Option<char>,
    time_zone: Option<String>,
    time_format: Option<String>,
    trust: Option<kernel::Trust>,
    #[serde(default)]
    person: Vec<String>,
    #[serde(flatten)]
    shared: Shared,
    #[serde(default)]
    interaction: Vec<Block>,
}

/// What a block may say, and the file as a whole for all its blocks.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
struct Shared {
    channel: Option<String>,
    touchpoint: Option<String>,
    department: Option<String>,
    team: Option<String>,
    employee: Option<String>,
    location: Option<String>,
    direction: Option<String>,
    relation: Option<String>,
    consents: BTreeMap<String, String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    output: Option<String>,
    when: Option<String>,
    message_id: Option<String>,
    time: Option<String>,
    time_format: Option<String>,
    name: String,
    identifiers: ListOrTemplate<WrittenIdentifier>,
    #[serde(default)]
    subjects: ListOrTemplate<WrittenSubject>,
    #[serde(default)]
    facts: ListOrTemplate<WrittenFact>,
    #[serde(default)]
    questions: ListOrTemplate<WrittenQuestion>,
    text: Option<String>,
    #[serde(default)]
    properties: Vec<String>,
    consents: Option<BTreeMap<String, String>>,
    channel: Option<String>,
    touchpoint: Option<String>,
    department: Option<String>,
    team: Option<String>,
    employee: Option<String>,
    location: Option<String>,
    direction: Option<String>,
    relation: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenIdentifier {
    namespace: String,
    value: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSubject {
    kind: String,
    id: String,
    role: Option<String>,
    #[serde(default)]
    facts: Vec<WrittenFact>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFact {
    name: String,
    value: String,
    valid_days: Option<u32>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenQuestion {
    fact: String,
    purpose: QuestionPurpose,
}

enum ListOrTemplate<T> {
    List(Vec<T>),
    Template(String),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ListOrTemplate<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = ListOrTemplate<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list or a template")
            }

            fn visit_str<E>(self, text: &str) -> Result<ListOrTemplate<T>, E> {
                Ok(ListOrTemplate::Template(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<ListOrTemplate<T>, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(ListOrTemplate::List)
            }
        }

        deserializer.deserialize_any(Either(PhantomData))
    }
}

impl<T> Default for ListOrTemplate<T> {
    fn default() -> Self {
        ListOrTemplate::List(Vec::new())
    }
}

/// A mapping, ready to be applied.
pub struct Mapping {
    /// The source that it names.
    pub source: Option<String>,
    /// The format that it names.
    pub format: Option<Format>,
    /// What separates the values of a line, where that is neither comma nor tab.
    pub delimiter: Option<u8>,
    /// How far the rows are believed; as secret unless it says otherwise.
    pub trust: kernel::Trust,
    /// Of an object-centric event log the types of objects that are persons, in order of preference; where there is none,
    /// those that are called so.
    pub person: Vec<String>,
    /// What the file as a whole says of its interactions, where that is the same for all: for formats that need no
    /// blocks.
    pub defaults: Defaults,
    pub(super) time_zone: jiff::tz::TimeZone,
    pub(super) outputs: Vec<Output>,
}

/// What interactions get that do not say it themselves.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// The channel.
    pub channel: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The relation.
    pub relation: Option<Relation>,
}

/// One block, compiled.
pub(super) struct Output {
    pub(super) name: String,
    pub(super) when: Option<Condition>,
    pub(super) message_id: Option<Template>,
    pub(super) time: Option<Template>,
    pub(super) time_format: Option<String>,
    pub(super) title: Template,
    pub(super) identifiers: Vec<(String, Template)>,
    pub(super) identifiers_of: Option<Template>,
    pub(super) subjects: Vec<SubjectOutput>,
    pub(super) subjects_of: Option<Template>,
    pub(super) facts: Vec<(String, Template, Option<u32>)>,
    pub(super) facts_of: Option<Template>,
    pub(super) questions: Vec<kernel::Question>,
    pub(super) questions_of: Option<Template>,
    pub(super) text: Option<Template>,
    pub(super) properties: Properties,
    pub(super) consents: Vec<(Purpose, Template)>,
    /// Where a TC string stands.
    pub(super) tc_string: Option<Template>,
    /// channel, touchpoint, department, team, employee, location, direction, relation
    pub(super) fields: BTreeMap<&'static str, Template>,
}

/// What an interaction is about.
pub(super) struct SubjectOutput {
    pub(super) kind: String,
    pub(super) id: Template,
    pub(super) role: Option<Template>,
    pub(super) facts: Vec<(String, Template, Option<u32>)>,
}

impl SubjectOutput {
    /// Its templates, with its kind.
    fn templates(&self) -> impl Iterator<Item = (&String, &Template)> {
        let facts = self.facts.iter().map(|(_, template, _)| template);
        [&self.id].into_iter().chain(&self.role).chain(facts).map(|template| (&self.kind, template))
    }
}

pub(super) enum Properties {
    Named(Vec<String>),
    /// All that no template of the block uses.
    Rest {
        used: Vec<String>,
    },
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(text: &str) -> Result<Mapping, String> {
        let written: Written = toml::from_str(text).map_err(|error| error.to_string().trim().to_owned())?;
        if written.format != Some(Format::Segment) && written.interaction.is_empty() {
            return Err("it has no [[interaction]]: nothing would come of a row".to_owned());
        }
        if written.format == Some(Format::Segment) && !written.shared.consents.is_empty() {
            return Err("consents: calls of Segment's API bring their own".to_owned());
        }
        let delimiter = match written.delimiter {
            None => None,
            Some(c) => Some(u8::try_from(c).map_err(|_| "the delimiter must be an ASCII character".to_owned())?),
        };
        let time_zone = match &written.time_zone {
            None => jiff::tz::TimeZone::UTC,
            Some(name) => jiff::tz::TimeZone::get(name).map_err(|_| format!("time_zone {name:?} is no time zone"))?,
        };
        let mut outputs: Vec<Output> = Vec::new();
        for (place, block) in written.interaction.into_iter().enumerate() {
            let name = block.output.clone().unwrap_or_else(|| (place + 1).to_string());
            let output = compile(block, name.clone(), &written.shared, written.time_format.as_deref())
                .map_err(|error| format!("interaction {name:?}: {error}"))?;
            if outputs.iter().any(|other| other.name == output.name) {
                return Err(format!("two interactions have the output {name:?}"));
            }
            outputs.push(output);
        }
        Ok(Mapping {
            source: written.source,
            format: written.format,
            delimiter,
            trust: written.trust.unwrap_or(kernel::Trust::Secret),
            person: written.person,
            defaults: Defaults {
                channel: written.shared.channel,
                department: written.shared.department,
                relation: written.shared.relation.as_deref().and_then(Relation::parse),
            },
            time_zone,
            outputs,
        })
    }
}

fn compile(block: Block, name: String, shared: &Shared, time_format: Option<&str>) -> Result<Output, String> {
    let template = |field: &str, text: &str| Template::compile(text).map_err(|error| format!("{field}: {error}"));
    let optional = |field: &str, text: &Option<String>| text.as_deref().map(|text| template(field, text)).transpose();
    let fields = fields(&block, shared)?;
    let identifier =
        |one: WrittenIdentifier| template("identifiers", &one.value).map(|template| (one.namespace, template));
    let (identifiers, identifiers_of) = compile_either(block.identifiers, "identifiers", identifier)?;
    if identifiers.is_empty() && identifiers_of.is_none() {
        return Err("it has no identifiers".to_owned());
    }
    let (subjects, subjects_of) = compile_either(block.subjects, "subjects", compile_subject)?;
    let fact = |one: WrittenFact| template("facts", &one.value).map(|template| (one.name, template, one.valid_days));
    let (facts, facts_of) = compile_either(block.facts, "facts", fact)?;
    let question = |one: WrittenQuestion| Ok(kernel::Question { fact: one.fact, purpose: one.purpose });
    let (questions, questions_of) = compile_either(block.questions, "questions", question)?;
    let said = block.consents.as_ref().unwrap_or(&shared.consents);
    let mut output = Output {
        name,
        when: block.when.as_deref().map(Condition::compile).transpose().map_err(|error| format!("when: {error}"))?,
        message_id: optional("message_id", &block.message_id)?,
        time: optional("time", &block.time)?,
        time_format: block.time_format.or(time_format.map(str::to_owned)),
        title: template("name", &block.name)?,
        identifiers,
        identifiers_of,
        subjects,
        subjects_of,
        facts,
        facts_of,
        questions,
        questions_of,
        text: optional("text", &block.text)?,
        properties: Properties::Named(Vec::new()),
        consents: consents::compile(said)?,
        tc_string: optional("consents.tcf", &said.get(consents::TC_STRING).cloned())?,
        fields,
    };
    output.properties = if block.properties.iter().any(|name| name == "*") {
        Properties::Rest { used: output.used() }
    } else {
        Properties::Named(block.properties)
    };
    Ok(output)
}

/// What is listed, each compiled by itself, or the template that a list comes of.
fn compile_either<T, U>(
    written: ListOrTemplate<T>,
    field: &str,
    one: impl Fn(T) -> Result<U, String>,
) -> Result<(Vec<U>, Option<Template>), String> {
    Ok(match written {
        ListOrTemplate::List(list) => (list.into_iter().map(one).collect::<Result<_, _>>()?, None),
        ListOrTemplate::Template(text) => {
            (Vec::new(), Some(Template::compile(&text).map_err(|error| format!("{field}: {error}"))?))
        }
    })
}

fn compile_subject(written: WrittenSubject) -> Result<SubjectOutput, String> {
    let template = |text: &str| Template::compile(text).map_err(|error| format!("subjects: {error}"));
    let role = written.role.as_deref().map(template).transpose()?;
    let constant = role.as_ref().and_then(Template::constant);
    if let Some(unknown) = constant.filter(|name| SubjectRole::parse(name).is_none()) {
        return Err(format!("subjects: the role {unknown:?} is none that there is: holder, user or payer"));
    }
    let mut facts = Vec::new();
    for fact in written.facts {
        facts.push((fact.name, template(&fact.value)?, fact.valid_days));
    }
    Ok(SubjectOutput { id: template(&written.id)?, kind: written.kind, role, facts })
}

fn fields(block: &Block, shared: &Shared) -> Result<BTreeMap<&'static str, Template>, String> {
    let all = [
        ("channel", &block.channel, &shared.channel),
        ("touchpoint", &block.touchpoint, &shared.touchpoint),
        ("department", &block.department, &shared.department),
        ("team", &block.team, &shared.team),
        ("employee", &block.employee, &shared.employee),
        ("location", &block.location, &shared.location),
        ("direction", &block.direction, &shared.direction),
        ("relation", &block.relation, &shared.relation),
    ];
    let mut fields = BTreeMap::new();
    for (name, own, shared) in all {
        let Some(text) = own.as_deref().or(shared.as_deref()) else { continue };
        let template = Template::compile(text).map_err(|error| format!("{name}: {error}"))?;
        if let Some(constant) = template.constant() {
            let known = match name {
                "direction" => direction(constant).is_some(),
                "relation" => Relation::parse(constant).is_some(),
                _ => true,
            };
            if !known {
                return Err(format!("{name} {constant:?} is none that there is"));
            }
        }
        fields.insert(name, template);
    }
    Ok(fields)
}

pub(super) fn direction(name: &str) -> Option<Direction> {
    Some(match name {
        "inbound" => Direction::Inbound,
        "outbound" => Direction::Outbound,
        "internal" => Direction::Internal,
        _ => return None,
    })
}

impl Output {
    /// Its templates, with the fields that they stand in.
    pub(super) fn templates(&self) -> impl Iterator<Item = (String, &Template)> {
        let one = |kind: &'static str| move |(name, template)| (format!("{kind} {name:?}"), template);
        let identifiers = self.identifiers.iter().map(|(namespace, template)| (namespace, template));
        let subjects = self.subjects.iter().flat_map(SubjectOutput::templates);
        let facts = self.facts.iter().map(|(name, template, _)| (name, template));
        let single = [
            ("message_id", &self.message_id),
            ("time", &self.time),
            ("identifiers", &self.identifiers_of),
            ("subjects", &self.subjects_of),
            ("facts", &self.facts_of),
            ("questions", &self.questions_of),
            ("text", &self.text),
            ("consents.tcf", &self.tc_string),
        ];
        let single = single.into_iter().filter_map(|(field, template)| Some((field, template.as_ref()?)));
        let fields = self.fields.iter().map(|(field, template)| (*field, template));
        let consents =
            self.consents.iter().map(|(purpose, template)| (format!("consents.{}", purpose.as_str()), template));
        let plain = single.chain(fields).chain([("name", &self.title)]);
        let listed =
            identifiers.map(one("identifier")).chain(subjects.map(one("subject"))).chain(facts.map(one("fact")));
        listed.chain(consents).chain(plain.map(|(field, template)| (field.to_owned(), template)))
    }

    /// The columns that the templates of this block use.
    fn used(&self) -> Vec<String> {
        let mut used: Vec<String> = self.templates().flat_map(|(_, template)| template.columns()).collect();
        used.sort_unstable();
        used.dedup();
        used
    }
}
