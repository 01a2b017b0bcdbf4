//! Rows: interactions as Arrow columns, as segments keep them; docs/sql.md says what each column holds.

use std::sync::{Arc, LazyLock};

use datafusion::arrow::array::{
    ArrayRef, Int64Builder, ListBuilder, RecordBatch, StringBuilder, StringDictionaryBuilder, StructBuilder,
    TimestampMillisecondBuilder, UInt32Builder,
};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Int32Type, Schema, SchemaRef, TimeUnit};
use kernel::{
    Direction, FactSaid, Interaction, Position, QuestionPurpose, Relation, SourceNo, Subject, SubjectRole, Trust,
};

use crate::Result;

/// The form of the columns. A lake of another form is made anew from the journal.
pub const FORM: i64 = 1;

/// What a source is called.
pub type SourceNames = Arc<dyn Fn(SourceNo) -> String + Send + Sync>;

/// A time in UTC, to the millisecond.
pub(crate) fn time() -> DataType {
    DataType::Timestamp(TimeUnit::Millisecond, Some("UTC".into()))
}

/// A text of which there are few different ones.
fn word() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

fn facts() -> Fields {
    Fields::from(vec![
        Field::new("name", DataType::Utf8, true),
        Field::new("value", DataType::Utf8, true),
        Field::new("valid_until", time(), true),
    ])
}

fn subjects() -> Fields {
    Fields::from(vec![
        Field::new("kind", DataType::Utf8, true),
        Field::new("id", DataType::Utf8, true),
        Field::new("role", DataType::Utf8, true),
        Field::new("facts", list(DataType::Struct(facts())), true),
    ])
}

fn questions() -> Fields {
    Fields::from(vec![Field::new("fact", DataType::Utf8, true), Field::new("purpose", DataType::Utf8, true)])
}

fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(Field::new_list_field(of, true)))
}

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let always = |name: &str, of: DataType| Field::new(name, of, false);
    let perhaps = |name: &str, of: DataType| Field::new(name, of, true);
    Arc::new(Schema::new(vec![
        always("position", DataType::Int64),
        always("occurred_at", time()),
        always("received_at", time()),
        always("source", word()),
        always("trust", word()),
        always("direction", word()),
        perhaps("relation", word()),
        perhaps("channel", word()),
        perhaps("touchpoint", word()),
        perhaps("name", word()),
        perhaps("department", word()),
        perhaps("team", word()),
        perhaps("employee", word()),
        perhaps("location", word()),
        always("identifiers", list(DataType::UInt32)),
        perhaps("subjects", list(DataType::Struct(subjects()))),
        perhaps("questions", list(DataType::Struct(questions()))),
        perhaps("facts", list(DataType::Struct(facts()))),
        perhaps("text", DataType::Utf8),
        perhaps("properties", DataType::Utf8),
        perhaps("context", DataType::Utf8),
    ]))
});

/// The columns of a segment, and of rows that are in none yet.
#[must_use]
pub fn schema() -> SchemaRef {
    SCHEMA.clone()
}

type Words = StringDictionaryBuilder<Int32Type>;
type Structs = ListBuilder<StructBuilder>;

/// Gathers interactions as rows.
pub struct Rows {
    names: SourceNames,
    /// The source of the row before, and what it is called: rows of one come together.
    source: Option<(SourceNo, String)>,
    position: Int64Builder,
    occurred_at: TimestampMillisecondBuilder,
    received_at: TimestampMillisecondBuilder,
    /// `source` to `location`, in the order of the columns.
    words: [Words; 11],
    identifiers: ListBuilder<UInt32Builder>,
    subjects: Structs,
    questions: Structs,
    facts: Structs,
    text: StringBuilder,
    properties: StringBuilder,
    context: StringBuilder,
    gathered: usize,
}

impl Rows {
    /// No rows yet.
    #[must_use]
    pub fn new(names: SourceNames) -> Rows {
        let structs = |fields: Fields| ListBuilder::new(StructBuilder::from_fields(fields, 0));
        Rows {
            names,
            source: None,
            position: Int64Builder::new(),
            occurred_at: TimestampMillisecondBuilder::new().with_timezone("UTC"),
            received_at: TimestampMillisecondBuilder::new().with_timezone("UTC"),
            words: std::array::from_fn(|_| Words::new()),
            identifiers: ListBuilder::new(UInt32Builder::new()),
            subjects: structs(subjects()),
            questions: structs(questions()),
            facts: structs(facts()),
            text: StringBuilder::new(),
            properties: StringBuilder::new(),
            context: StringBuilder::new(),
            gathered: 0,
        }
    }

    /// How many rows are gathered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.gathered
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gathered == 0
    }

    /// Adds an interaction that was not erased.
    pub fn push(&mut self, position: Position, one: &Interaction) {
        self.gathered += 1;
        self.position.append_value(position.0.cast_signed());
        self.occurred_at.append_value(one.occurred_at.0);
        self.received_at.append_value(one.received_at.0);
        let (_, source) = match &mut self.source {
            Some(last) if last.0 == one.source => last,
            other => other.insert((one.source, (self.names)(one.source))),
        };
        let said = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let words: [Option<&str>; 11] = [
            Some(source),
            Some(trust(one.trust)),
            Some(direction(one.direction)),
            one.relation.map(Relation::as_str),
            said(&one.channel),
            said(&one.touchpoint),
            said(&one.name),
            one.department.as_deref(),
            one.team.as_deref(),
            one.employee.as_deref(),
            one.location.as_deref(),
        ];
        for (column, word) in self.words.iter_mut().zip(words) {
            column.append_option(word);
        }
        for identifier in &one.identifiers {
            self.identifiers.values().append_value(identifier.0);
        }
        self.identifiers.append(true);
        for subject in &one.subjects {
            push_subject(self.subjects.values(), subject);
        }
        self.subjects.append(!one.subjects.is_empty());
        for question in &one.questions {
            let to = self.questions.values();
            texts(to, 0).append_value(&question.fact);
            texts(to, 1).append_value(purpose(question.purpose));
            to.append(true);
        }
        self.questions.append(!one.questions.is_empty());
        push_facts(&mut self.facts, &one.facts);
        self.text.append_option(one.text.as_deref());
        for (column, object) in [(&mut self.properties, &one.properties), (&mut self.context, &one.context)] {
            column.append_option((!object.is_empty()).then(|| object.as_str()));
        }
    }

    /// The rows so far; then there are none again.
    ///
    /// # Errors
    /// None for what [`Rows::push`] added.
    pub fn finish(&mut self) -> Result<RecordBatch> {
        self.gathered = 0;
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(self.position.finish()),
            Arc::new(self.occurred_at.finish()),
            Arc::new(self.received_at.finish()),
        ];
        columns.extend(self.words.iter_mut().map(|words| Arc::new(words.finish()) as ArrayRef));
        columns.push(Arc::new(self.identifiers.finish()));
        for structs in [&mut self.subjects, &mut self.questions, &mut self.facts] {
            columns.push(Arc::new(structs.finish()));
        }
        for text in [&mut self.text, &mut self.properties, &mut self.context] {
            columns.push(Arc::new(text.finish()));
        }
        Ok(RecordBatch::try_new(schema(), columns)?)
    }
}

fn texts(to: &mut StructBuilder, field: usize) -> &mut StringBuilder {
    to.field_builder(field).expect("the field is a text by the schema above")
}

fn push_subject(to: &mut StructBuilder, subject: &Subject) {
    texts(to, 0).append_value(&subject.kind);
    texts(to, 1).append_value(&subject.id);
    texts(to, 2).append_option(subject.role.map(SubjectRole::as_str));
    let boxed: &mut ListBuilder<Box<dyn datafusion::arrow::array::ArrayBuilder>> =
        to.field_builder(3).expect("the field is a list by the schema above");
    let any = boxed.values().as_any_mut();
    let structs = any.downcast_mut::<StructBuilder>().expect("the list is of structs by the schema above");
    for fact in &subject.facts {
        push_fact(structs, fact);
    }
    boxed.append(!subject.facts.is_empty());
    to.append(true);
}

fn push_facts(to: &mut Structs, facts: &[FactSaid]) {
    for fact in facts {
        push_fact(to.values(), fact);
    }
    to.append(!facts.is_empty());
}

fn push_fact(to: &mut StructBuilder, fact: &FactSaid) {
    texts(to, 0).append_value(&fact.name);
    texts(to, 1).append_value(&fact.value);
    let until: &mut TimestampMillisecondBuilder = to.field_builder(2).expect("the field is a time by the schema above");
    until.append_option(fact.valid_until.map(|until| until.0));
    to.append(true);
}

fn trust(trust: Trust) -> &'static str {
    match trust {
        Trust::Public => "public",
        Trust::Secret => "secret",
    }
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "inbound",
        Direction::Outbound => "outbound",
        Direction::Internal => "internal",
    }
}

fn purpose(purpose: QuestionPurpose) -> &'static str {
    match purpose {
        QuestionPurpose::Service => "service",
        QuestionPurpose::Verification => "verification",
        QuestionPurpose::Law => "law",
        QuestionPurpose::Marketing => "marketing",
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use datafusion::arrow::util::pretty::pretty_format_batches;
    use kernel::json::RawObject;
    use kernel::{IdentifierNo, Question, Relation, Timestamp};

    use super::*;

    /// An interaction of somebody at a time.
    pub(crate) fn contact(identifiers: &[u32], at: i64) -> Interaction {
        Interaction {
            occurred_at: Timestamp(at),
            received_at: Timestamp(at + 1),
            source: SourceNo(3),
            trust: Trust::Secret,
            direction: Direction::Inbound,
            relation: Some(Relation::Customer),
            channel: "phone".to_owned(),
            touchpoint: String::new(),
            name: "Called".to_owned(),
            department: Some("Care".to_owned()),
            team: None,
            employee: None,
            location: None,
            identifiers: identifiers.iter().copied().map(IdentifierNo).collect(),
            subjects: Vec::new(),
            questions: Vec::new(),
            facts: Vec::new(),
            text: None,
            properties: RawObject::default(),
            context: RawObject::default(),
        }
    }

    #[test]
    fn every_column_holds_what_was_said() {
        let until = Some(Timestamp(86_400_000));
        let fact = |name: &str| FactSaid { name: name.to_owned(), value: "7".to_owned(), valid_until: until };
        let full = Interaction {
            touchpoint: "call".to_owned(),
            subjects: vec![Subject {
                role: Some(SubjectRole::Payer),
                facts: vec![fact("level")],
                ..Subject::new("account", "A-1")
            }],
            questions: vec![Question { fact: "age".to_owned(), purpose: QuestionPurpose::Law }],
            facts: vec![fact("age"), fact("size")],
            text: Some("hello".to_owned()),
            properties: RawObject::from_valid(r#"{"a":1}"#.to_owned()),
            ..contact(&[4, 5], 1)
        };
        let mut rows = Rows::new(Arc::new(|source| format!("s{}", source.0)));
        rows.push(Position(70), &full);
        rows.push(Position(71), &contact(&[4], 2));
        assert_eq!(rows.len(), 2);
        let batch = rows.finish().unwrap();
        assert!(rows.is_empty());
        let page = pretty_format_batches(&[batch]).unwrap().to_string();
        for said in [
            "| 70       | 1970-01-01T00:00:00.001Z | 1970-01-01T00:00:00.002Z | s3     | secret | inbound",
            "{kind: account, id: A-1, role: payer, facts: [{name: level, value: 7, valid_until: 1970-01-02T00:00:00Z}]}",
            "[{fact: age, purpose: law}]",
            r#"| hello | {"a":1} "#,
            "[4, 5]",
        ] {
            assert!(page.contains(said), "{said} is not in\n{page}");
        }
    }
}
