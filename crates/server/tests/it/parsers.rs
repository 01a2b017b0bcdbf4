//! The ways into the parsers that fuzzing takes: each eats any bytes and must neither panic nor lose count.

use std::sync::Arc;

use kernel::{KeyHasher, Timestamp, Trust};
use know::identity::Namespaces;
use listen::import::{Item, built_in, open};
use listen::ingest::{Edge, Limits, Received, read_cloud_event, read_segment};
use listen::mapping::{Format, Mapping, Nth};
use listen::sources::Source;
use listen::tcf::{TcString, TcfRule};

const ORDERS: &str = r#"
    time_zone = "Europe/Berlin"
    [[interaction]]
    output = "ordered"
    when = "kind != 'test'"
    message_id = "{{ no }}"
    time = "{{ at }}"
    name = "Order {{ no }} of {{ items | length }}"
    channel = "{{ channel | lower }}"
    identifiers = [{ namespace = "email", value = "{{ who.email }}" }, { namespace = "phone", value = "{{ who.phone }}" }]
    facts = "{{ facts }}"
    questions = "{{ asked }}"
    text = "{{ note }}"
    properties = ["*"]
"#;

fn edge() -> Edge {
    Edge {
        source: Arc::new(Source::unsaved("fuzz")),
        trust: Trust::Secret,
        received_at: Timestamp(1_780_000_000_000),
        namespaces: Arc::new(Namespaces::new(&[], Some("GB")).expect("GB is a region")),
        hasher: KeyHasher::new([7; 16]),
        limits: Arc::new(Limits::default()),
        organisation: Arc::default(),
        consents: Vec::new(),
        tcf: TcfRule::default(),
    }
}

/// What is stored can be written as JSON again, and identifiers are within their limits.
fn check(received: &Received) {
    if let Ok(arrival) = received {
        assert!((1..=20).contains(&arrival.identifiers.len()));
        assert!(serde_json::to_string(&arrival.interaction).is_ok());
    }
}

/// Any bytes as a call of Segment's API.
pub(crate) fn segment(bytes: &[u8]) {
    check(&read_segment(&edge(), &String::from_utf8_lossy(bytes)));
}

/// Any bytes as a CloudEvent.
pub(crate) fn cloudevent(bytes: &[u8]) {
    check(&read_cloud_event(&edge(), &String::from_utf8_lossy(bytes)));
}

/// Any bytes as a mapping, applied to a row.
pub(crate) fn mapping(bytes: &[u8]) {
    if let Ok(mapping) = Mapping::parse(&String::from_utf8_lossy(bytes)) {
        let mut items = Vec::new();
        mapping.read_line(
            &edge(),
            r#"{"who": "ana@example.com", "at": "2026-05-01"}"#,
            &mut Nth::default(),
            &mut items,
        );
        items.iter().for_each(check);
    }
}

/// Any bytes as an event log, mapped as it is where there is no mapping.
fn event_log(format: Format, bytes: &[u8]) {
    let mapping = Mapping::parse(built_in(format).expect("it is an event log")).expect("the mapping is right");
    let Ok(rows) = open(std::io::Cursor::new(bytes.to_vec()), "log", &mapping) else { return };
    let (edge, mut items) = (edge(), Vec::new());
    for item in rows.map_while(|placed| placed.ok().map(|(_, item)| item)) {
        let before = items.len();
        match item {
            Item::Row(row) => mapping.read_row(&edge, &row, Some(&mut Nth::default()), &mut items),
            Item::Bad(dropped) => items.push(Err(dropped)),
            Item::Json(_) => unreachable!("no event log has lines of JSON"),
        }
        assert!(items.len() > before);
    }
    items.iter().for_each(check);
}

/// Any bytes as an event log in XES.
pub(crate) fn xes(bytes: &[u8]) {
    event_log(Format::Xes, bytes);
}

/// Any bytes as an event log in OCEL.
pub(crate) fn ocel(bytes: &[u8]) {
    event_log(Format::Ocel, bytes);
}

/// Any bytes as a row of a mapping: at least one thing comes of it, so that the ledger can count it.
pub(crate) fn row(bytes: &[u8]) {
    let mapping = Mapping::parse(ORDERS).expect("the mapping is right");
    let mut items = Vec::new();
    mapping.read_line(&edge(), &String::from_utf8_lossy(bytes), &mut Nth::default(), &mut items);
    assert!(!items.is_empty());
    items.iter().for_each(check);
}

/// Any bytes as what somebody wrote: places are within it, and probabilities are some.
pub(crate) fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let reader = text::Reader::new();
    let languages = text::Language::ALL.into_iter().map(|language| reader.read_in(language, &text));
    for reading in languages.chain([reader.read(&text)]) {
        assert!(reading.cues.iter().all(|cue| text.get(cue.place.clone()).is_some()));
        let sum = reading.sentiment.map_or(1.0, |said| said.negative + said.neutral + said.positive);
        assert!((0.999..1.001).contains(&sum), "{sum}");
    }
    let masked = text::mask(&text);
    assert_eq!(text::mask(&masked), masked);
}

/// Any bytes as a TC string: what is read can be asked for anything.
pub(crate) fn tcf(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(string) = TcString::parse(&text) {
        let _ = (0..=u8::MAX).filter(|purpose| string.consents_to(*purpose, Some(u16::MAX))).count();
    }
    let _ = TcfRule::default().decisions(&text, Timestamp(i64::MIN));
}
