//! Answers that were given elsewhere: the CSV file of another tool, of which a column is a question.

use std::collections::{BTreeMap, HashMap};

use kernel::{DropReason, Identifier, Purpose, Timestamp, Trust};
use serde::Serialize;
use utoipa::ToSchema;

use super::draft::{self, From};
use super::model::{About, Answers, Response};
use super::{PURPOSE, RESPONSE, Responses, SOURCE, read};
use crate::feedback::surveys::{Answer, Choice, OTHER, Question, Survey};
use crate::ingest::{Draft, Dropped, Edge, Form, Received, Refusal, read_time};

/// Rows that are taken in at once.
const PORTION: usize = 1000;
/// How many of the rows that were not taken are shown.
const SHOWN: usize = 20;
/// Columns that say who answered, besides `identifier`: their namespaces.
const WHO: [&str; 3] = ["email", "phone", "user_id"];
/// Columns that say something of the answer besides what was answered.
const BESIDE: [&str; 9] =
    ["identifier", "id", "at", "language", "channel", "touchpoint", "department", "employee", "location"];

/// What came of a file of answers.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub(super) struct AnswersImport {
    rows: u64,
    stored: u64,
    duplicate: u64,
    dropped: u64,
    /// The first 20 rows that were not taken, and why.
    refused: Vec<RefusedRow>,
}

/// A row that was not taken.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct RefusedRow {
    /// Which it is, the first below the header being 1.
    row: u64,
    why: String,
}

/// A survey's version into which answers come.
pub(super) struct Target {
    pub(super) name: String,
    pub(super) version: u32,
    pub(super) survey: Survey,
}

/// Which column is what.
struct Header {
    /// The field of a form that a column stands for: a question's id, with a row or option behind a dot.
    fields: Vec<(usize, String)>,
    beside: BTreeMap<&'static str, usize>,
    who: Vec<(usize, &'static str)>,
}

impl Header {
    /// Reads the header; with `ignores` columns that are nothing known are left out.
    fn read(names: &csv::StringRecord, survey: &Survey, ignores: bool) -> Result<Header, String> {
        let mut header = Header { fields: Vec::new(), beside: BTreeMap::new(), who: Vec::new() };
        for (place, name) in names.iter().map(str::trim).enumerate() {
            if let Some(field) = field_of(name, survey) {
                header.fields.push((place, field));
            } else if let Some(known) = BESIDE.into_iter().find(|known| *known == name) {
                header.beside.insert(known, place);
            } else if let Some(namespace) = WHO.into_iter().find(|namespace| *namespace == name) {
                header.who.push((place, namespace));
            } else if !ignores {
                return Err(format!(
                    "the column {name:?} is no question of the survey and nothing known; take it out, or say \
                     `ignore_unknown=true`"
                ));
            }
        }
        if header.fields.is_empty() { Err("no column is a question of the survey".to_owned()) } else { Ok(header) }
    }
}

/// The field that a column stands for: named by a question's id or by its text.
fn field_of(name: &str, survey: &Survey) -> Option<String> {
    let by_text = survey.questions.iter().find(|question| question.text.0.values().any(|text| text == name));
    if let Some(question) = by_text {
        return Some(question.id.clone());
    }
    let (id, part) = name.split_once('.').map_or((name, None), |(id, part)| (id, Some(part)));
    let question = survey.questions.iter().find(|question| question.id == id)?;
    let has = |choices: &[Choice], part: &str| choices.iter().any(|choice| choice.id == part);
    let fits = match (&question.answer, part) {
        (Answer::Matrix { rows, .. }, Some(part)) => has(rows, part),
        (Answer::Ranking { options }, Some(part)) => has(options, part),
        (Answer::Single { other: true, .. } | Answer::Multiple { other: true, .. }, Some(part)) => part == OTHER,
        (Answer::Matrix { .. } | Answer::Ranking { .. }, None) => false,
        (_, part) => part.is_none(),
    };
    fits.then(|| name.to_owned())
}

impl Responses {
    /// Takes in a file of answers, each row once, however often the file comes.
    ///
    /// # Errors
    /// What is wrong with the file as a whole; and what intake says.
    pub(super) async fn import(
        &self,
        into: &Target,
        file: &[u8],
        (ignores, is_dry): (bool, bool),
    ) -> Result<Result<AnswersImport, String>, Refusal> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
        let names = match reader.headers() {
            Ok(names) => names.clone(),
            Err(error) => return Ok(Err(format!("the header: {error}"))),
        };
        let header = match Header::read(&names, &into.survey, ignores) {
            Ok(header) => header,
            Err(said) => return Ok(Err(said)),
        };
        let source = self.sources.ensure_for(SOURCE, &Purpose::new(PURPOSE)).await?;
        let edge = self.intake.edge(source, Trust::Secret, Vec::new());
        let (mut report, mut seen, mut items) = (AnswersImport::default(), HashMap::new(), Vec::new());
        for record in reader.records() {
            report.rows += 1;
            let read = record.map_err(|error| error.to_string()).and_then(|record| row(&record, &header, into));
            let received = match read {
                Ok((draft, known_by)) => {
                    let nth: &mut u32 = seen.entry(known_by.clone()).or_default();
                    *nth += 1;
                    finished(&edge, &into.name, draft, &format!("{known_by} {nth}"))
                }
                Err(why) => Err(Dropped::new(DropReason::InvalidField, why, Form::Row, "")),
            };
            report.note(&received);
            items.push(received);
            if items.len() == PORTION && !is_dry {
                self.hand_in(&edge, std::mem::take(&mut items), &mut report).await?;
            }
        }
        if is_dry {
            report.stored = report.rows - report.dropped;
        } else if !items.is_empty() {
            self.hand_in(&edge, items, &mut report).await?;
        }
        Ok(Ok(report))
    }

    async fn hand_in(&self, edge: &Edge, items: Vec<Received>, report: &mut AnswersImport) -> Result<(), Refusal> {
        let refused_before = items.iter().filter(|item| item.is_err()).count() as u64;
        let receipt = self.intake.submit_patiently(edge, items).await?;
        report.stored += receipt.stored;
        report.duplicate += receipt.duplicate;
        // What consent refuses is found out there.
        report.dropped += (receipt.dropped.len() as u64).saturating_sub(refused_before);
        Ok(())
    }
}

impl AnswersImport {
    fn note(&mut self, received: &Received) {
        let Err(dropped) = received else { return };
        self.dropped += 1;
        if self.refused.len() < SHOWN {
            self.refused.push(RefusedRow { row: self.rows, why: dropped.detail.clone() });
        }
    }
}

fn finished(edge: &Edge, survey: &str, draft: Draft, known_by: &str) -> Received {
    let key = Some(edge.hasher.message(SOURCE, format!("import {survey} {known_by}").as_bytes()));
    let mut draft = Draft { key, ..draft };
    if draft.identifiers.is_empty() {
        let bytes = key.map(|key| u128::from_be_bytes(key.0)).unwrap_or_default();
        draft.identifiers.push(Identifier::new(RESPONSE, format!("{bytes:032x}")));
    }
    edge.finish(draft).map_err(|(reason, detail)| Dropped::new(reason, detail, Form::Row, ""))
}

/// A row as an interaction, and by what it is known.
fn row(record: &csv::StringRecord, header: &Header, into: &Target) -> Result<(Draft, String), String> {
    let cell = |place: usize| record.get(place).map(str::trim).filter(|text| !text.is_empty());
    let beside = |name: &str| header.beside.get(name).and_then(|place| cell(*place)).map(str::to_owned);
    let answers = answers(&into.survey, header, &cell)?;
    if answers.is_empty() {
        return Err("nothing is answered".to_owned());
    }
    let at = beside("at").map(|text| read_time(&text).ok_or_else(|| format!("`at`: {text:?} is no time")));
    let at = at.transpose()?.ok_or("`at`: when it was answered must be said, as 2026-03-01T10:00:00Z")?;
    let identifier = beside("identifier").map(|text| {
        Identifier::parse(&text).ok_or("`identifier` is a namespace and a value, such as email:ana@example.com")
    });
    let mut identifiers: Vec<Identifier> = identifier.transpose()?.into_iter().collect();
    identifiers
        .extend(header.who.iter().filter_map(|(place, namespace)| Some(Identifier::new(*namespace, cell(*place)?))));
    let known_by =
        beside("id").map_or_else(|| record.iter().collect::<Vec<_>>().join("\u{1f}"), |id| format!("id {id}"));
    let response = Response {
        number: 0,
        survey: into.name.clone(),
        version: into.version,
        identifier: None,
        about: About {
            touchpoint: beside("touchpoint"),
            department: beside("department"),
            employee: beside("employee"),
            location: beside("location"),
            subjects: BTreeMap::new(),
        },
        language: beside("language").unwrap_or_else(|| into.survey.fallback().to_owned()),
        hidden: BTreeMap::new(),
        answers: Answers::new(),
        spared: Vec::new(),
        begun_at: at,
        changed_at: at,
        finished_at: Some(at),
    };
    let channel = beside("channel").unwrap_or_else(|| "survey".to_owned());
    let from = From { identifiers, channel, trust: Trust::Secret };
    Ok((draft::draft(&response, &into.survey, &answers, from, Timestamp(at.0)), known_by))
}

/// What a row answers. What does not fit a question refuses the row: half an answer would be a wrong one.
fn answers<'a>(survey: &Survey, header: &Header, cell: &dyn Fn(usize) -> Option<&'a str>) -> Result<Answers, String> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for (place, field) in &header.fields {
        let Some(text) = cell(*place) else { continue };
        let question = survey.questions.iter().find(|question| field.split('.').next() == Some(&question.id));
        for said in question.map_or_else(Vec::new, |question| said(question, field, text)) {
            fields.push((field.clone(), said));
        }
    }
    let mut answers = Answers::new();
    for question in &survey.questions {
        let answer = read::answer(question, &fields);
        let answer = answer.map_err(|mistake| format!("question {:?}: {mistake:?}", question.id))?;
        answers.extend(answer.map(|answer| (question.id.clone(), answer)));
    }
    Ok(answers)
}

/// What a cell says, as a form would: options by their ids, also where the cell has their texts.
fn said(question: &Question, field: &str, text: &str) -> Vec<String> {
    let id_of = |choices: &[Choice], text: &str| {
        let named = choices.iter().find(|choice| choice.id == text || choice.text.0.values().any(|one| one == text));
        named.map_or_else(|| text.to_owned(), |choice| choice.id.clone())
    };
    if field.ends_with(&format!(".{OTHER}")) {
        return vec![text.to_owned()];
    }
    match &question.answer {
        Answer::Single { options, .. } => vec![id_of(options, text)],
        Answer::Multiple { options, .. } => text
            .split(['|', ';'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| id_of(options, part))
            .collect(),
        Answer::Matrix { columns, .. } => vec![id_of(columns, text)],
        Answer::Consent { .. } => {
            let small = text.to_lowercase();
            vec![match small.as_str() {
                "true" | "1" | "yes" => "yes".to_owned(),
                "false" | "0" | "no" => "no".to_owned(),
                _ => small,
            }]
        }
        _ => vec![text.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_is_read_by_the_survey() {
        let options = json!([{"id": "a", "text": {"en": "By phone"}}, {"id": "b", "text": {"en": "In a shop"}}]);
        let survey: Survey = serde_json::from_value(json!({
        "title": {"en": "x"}, "thanks": {"en": "x"}, "languages": ["en"], "questions": [
            {"id": "nps", "text": {"en": "Would you?"}, "answer": {"kind": "nps"}},
            {"id": "ways", "text": {"en": "How?"}, "answer": {"kind": "multiple", "options": options}},
            {"id": "rank", "text": {"en": "Order"}, "answer": {"kind": "ranking", "options": options}},
        ]}))
        .expect("a survey");
        let into = Target { name: "visit".to_owned(), version: 1, survey };
        let names = csv::StringRecord::from(vec!["Would you?", "ways", "rank.a", "rank.b", "email", "at"]);
        let header = Header::read(&names, &into.survey, false).unwrap_or_else(|said| panic!("{said}"));
        let read = |cells: [&str; 6]| row(&csv::StringRecord::from(cells.to_vec()), &header, &into);
        let (draft, _) = read(["0", "By phone; b", "2", "1", "ana@example.com", "2026-03-01T10:00:00Z"])
            .unwrap_or_else(|said| panic!("{said}"));
        let properties: serde_json::Value = serde_json::from_str(draft.properties.as_str()).expect("JSON");
        assert_eq!(properties["answers"], json!({"nps": 0, "ways": ["a", "b"], "rank": ["b", "a"]}));
        assert_eq!((&properties["nps"], draft.name.as_str()), (&json!(0), "Survey Answered"));
        for (cells, why) in [
            (["11", "", "", "", "", "2026-03-01T10:00:00Z"], "nps"),
            (["", "", "", "", "", "2026-03-01T10:00:00Z"], "nothing"),
            (["9", "", "", "", "", "yesterday"], "`at`"),
            (["9", "by post", "", "", "", "2026-03-01T10:00:00Z"], "ways"),
        ] {
            assert!(read(cells).expect_err("a row that cannot be").contains(why), "{cells:?}");
        }
        let odd = csv::StringRecord::from(vec!["nps", "score_2"]);
        assert!(Header::read(&odd, &into.survey, false).err().expect("an unknown column").contains("score_2"));
        assert!(Header::read(&odd, &into.survey, true).is_ok());
    }
}
