//! Event logs as they come, and as nobody should send them.

use std::io::Write as _;

use proptest::prelude::*;

use super::*;

/// The rows of a text, with their lines; behind them what ended the reading.
fn rows(text: impl Read) -> (Vec<(u64, Value)>, Option<String>) {
    let (mut found, mut error) = (Vec::new(), None);
    for placed in Xes::new(text) {
        match placed {
            Ok((line, Item::Row(row))) => found.push((line, serde_json::from_str(&row.to_json()).unwrap())),
            Ok((line, Item::Bad(dropped))) => {
                found.push((line, serde_json::json!({"dropped": dropped.reason.as_str(), "detail": dropped.detail})));
            }
            Ok((_, Item::Json(_))) => unreachable!(),
            Err(said) => {
                error = Some(said.to_string());
                break;
            }
        }
    }
    (found, error)
}

fn fails(text: &str) -> String {
    rows(text.as_bytes()).1.unwrap_or_else(|| panic!("it was read: {text}"))
}

#[test]
fn an_event_has_its_own_attributes_and_those_of_its_trace_by_their_types() {
    let log = r#"<?xml version="1.0" encoding="UTF-8" ?>
<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="none"/></global>
  <classifier name="Activity" keys="concept:name"/>
  <string key="concept:name" value="the log"/>
  <trace>
    <string key="concept:name" value="Case &lt;1&gt; &#233;"/>
    <int key="amount" value="12"/>
    <event>
      <string key="concept:name" value="open"/>
      <date key="time:timestamp" value="2026-01-02T03:04:05.678+01:00"/>
      <float key="cost" value="1.5"><string key="currency" value="EUR"/></float>
      <boolean key="late" value="true"/><int key="odd" value="many"/><id key="identity:id" value="a-b"/>
      <list key="parts"><values><string key="part" value="x"/><string key="part" value="y"><int key="n" value="2"/></string></values></list>
    </event>
    <event><string key="concept:name" value="open"/><date key="time:timestamp" value="2026-01-02T03:04:05.678+01:00"/></event>
  </trace>
  <trace/>
  <trace><event/></trace>
</log>"#;
    let (found, error) = rows(log.as_bytes());
    assert_eq!(error, None);
    let shared = |line: u64, mut row: Value| {
        row["case:concept:name"] = "Case <1> é".into();
        row["case:amount"] = 12.into();
        (line, row)
    };
    let at = "2026-01-02T03:04:05.678+01:00";
    let first = serde_json::json!({
        "concept:name": "open", "time:timestamp": at, "cost": 1.5, "cost/currency": "EUR", "late": true, "odd": "many",
        "identity:id": "a-b", "parts": [{"part": "x"}, {"part": "y", "part/n": 2}], "xes:nth": 1,
    });
    let second = serde_json::json!({"concept:name": "open", "time:timestamp": at, "xes:nth": 2});
    assert_eq!(found, [shared(10, first), shared(17, second), (20, serde_json::json!({"xes:nth": 1}))]);
}

#[test]
fn what_breaks_off_says_where_and_keeps_what_came_before() {
    let log = "<log>\n<trace>\n<event><string key=\"a\" value=\"1\"/></event>\n<event><string key=\"a\" value=\"2\"/></event>\n</trace>\n</log>\n";
    let whole = rows(log.as_bytes());
    assert_eq!((whole.0.len(), whole.1), (2, None));
    for end in 1..log.trim_end().len() {
        let (found, error) = rows(&log.as_bytes()[..end]);
        let error = error.unwrap_or_else(|| panic!("{end} bytes were taken for the whole"));
        assert!(error.starts_with("line ") && error.contains("byte "), "{error}");
        assert_eq!(found.len(), log[..end].matches("</event>").count(), "{end} bytes");
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let event = |n: u32| format!("<event><int key=\"n\" value=\"{}\"/></event>\n", n * 7919 % 10_007);
    let noise = (0..20_000).map(event).collect::<Vec<_>>().concat();
    packed.write_all(format!("<log><trace>{noise}</trace></log>").as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let cut = flate2::read::MultiGzDecoder::new(&packed[..packed.len() / 2]);
    let (mut count, mut said) = (0, String::new());
    for placed in Xes::new(cut) {
        match placed {
            Ok(_) => count += 1,
            Err(error) => {
                said = error.to_string();
                break;
            }
        }
    }
    assert!(count > 1000 && said.contains("the compressed data breaks off"), "{count}: {said}");
}

#[test]
fn what_no_event_log_needs_is_refused() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE log [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\
                <log><trace><event><string key=\"a\" value=\"&b;\"/></event></trace></log>";
    assert!(fails(bomb).contains("DOCTYPE"));
    assert!(fails("<log><trace><event><string key=\"a\" value=\"&b;\"/></event></trace></log>").contains("`b`"));
    assert!(fails("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><log/>").contains("convert it to UTF-8"));
    assert!(fails("<html><log/></html>").contains("not <log>"));
    assert!(fails("<log><object-types/></log>").contains("export it as JSON"));
    assert!(fails("").contains("no XML") && fails("just text").contains("no XML"));
    assert!(fails("<log></log><log></log>").contains("behind the end"));
    assert!(fails("<log><trace></log></trace>").contains("not well-formed"));
    let deep = "<string key=\"a\" value=\"1\">".repeat(100_000);
    assert!(fails(&format!("<log><trace><event>{deep}")).contains("nested more than 32 deep"));
    let deep = "<list key=\"a\"><values>".repeat(100_000);
    assert!(fails(&format!("<log><trace><event>{deep}")).contains("nested more than 32 deep"));
    assert!(fails(&format!("<log>{}", "<x>".repeat(100_000))).contains("nested more than 32 deep"));
}

#[test]
fn an_event_that_cannot_be_taken_costs_itself() {
    let many: String =
        (0..=MOST_ATTRIBUTES).fold(String::new(), |all, n| format!("{all}<int key=\"k{n}\" value=\"1\"/>"));
    let log = format!(
        "<log><trace><string key=\"t\" value=\"1\"/>\n<event>{many}</event>\n<event><string value=\"x\"/></event>\n\
         <event><string key=\"a\" value=\"1\"/><string key=\"a\" value=\"2\"/><string key=\"b\"/></event></trace></log>"
    );
    let (found, error) = rows(log.as_bytes());
    assert_eq!(error, None);
    assert_eq!(found[0].1["dropped"], "too_many_properties");
    assert_eq!(found[1].1, serde_json::json!({"dropped": "malformed", "detail": "the attribute in line 3 has no key"}));
    assert_eq!(found[2].1, serde_json::json!({"a": "1", "case:t": "1", "xes:nth": 1}));
}

#[test]
fn an_event_without_measure_is_not_held() {
    let large = format!("<string key=\"k\" value=\"{}\"/>", "x".repeat(1 << 20));
    let large: String = (0..20).map(|n| large.replace("\"k\"", &format!("\"k{n}\""))).collect();
    let log = format!(
        "<log><trace><event>{large}</event><event/></trace><trace>{large}<event/></trace><trace><event/></trace></log>"
    );
    let (found, error) = rows(log.as_bytes());
    assert_eq!(error, None);
    let reasons: Vec<&Value> = found.iter().map(|(_, row)| &row["dropped"]).collect();
    let too_large = Value::from("too_large");
    assert_eq!(reasons, [&too_large, &Value::Null, &too_large, &Value::Null]);
}

#[test]
fn what_is_remembered_is_bounded() {
    let event = |n: u32| format!("<event><int key=\"a name of its own {n}\" value=\"1\"/></event>");
    let log = format!("<log><trace>{}", (0..20_000).map(event).collect::<Vec<_>>().concat());
    let mut xes = Xes::new(log.as_bytes());
    assert_eq!(xes.by_ref().take_while(Result::is_ok).count(), 20_000);
    assert!(
        xes.names.in_order.len() <= REMEMBERED / 64 && xes.seen.len() == 1,
        "{} {}",
        xes.names.places.len(),
        xes.seen.len()
    );
}

/// A text without end, made as it is read.
struct Endless(&'static [u8], &'static [u8]);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            self.0 = self.1;
        }
        let count = self.0.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

#[test]
fn what_has_no_end_is_ended() {
    let ends = [
        Endless(
            b"<log><trace><event><string key=\"a\" value=\"",
            b"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ),
        Endless(
            b"<log><!-- ",
            b"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ),
        Endless(
            b"",
            b"                                                                                               ",
        ),
    ];
    for endless in ends {
        let said = Xes::new(endless).next().unwrap().err().unwrap().to_string();
        assert!(said.contains("is longer than 16777216 bytes"), "{said}");
    }
}

/// A text that comes byte by byte, so that no attribute ever lies in memory as a whole.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
        (buffer[0], self.0) = (*first, rest);
        Ok(1)
    }
}

#[test]
fn plain_attributes_are_read_as_the_parser_would_and_all_others_by_it() {
    let attributes = [
        r#"<string key="a" value="b"/>"#,
        "\r\n\t <string key=\"a\" value=\"b > c ' \u{e9}\" />",
        r#"<int key="" value=""/>"#,
        r#"<container key="a" value="b"/>"#,
        r#"<containers key="a" value="b"/>"#,
        r#"<string value="b" key="a"/>"#,
        r#"<string key="a" value="b" other="c"/>"#,
        r#"<string key='a' value='"b"'/>"#,
        r#"<x:string key="a" value="&lt;b"/>"#,
        "<string key=\"a\" value=\"b\nc\"/>",
        r#"<string key="a" value="b"><int key="c" value="1"/></string>"#,
        r#"<string key="a" value="b"/ >"#,
        r#"<string key="a" value="b"?>"#,
        r#"text <string key="a" value="b"/> text"#,
        r#"<string  key="a" value="b"/>"#,
        r#"<string key="a"value="b"/>"#,
        r#"<string key="a" value="b/>"#,
        "<string key=\"a\" value=\"\u{1}\"/>",
    ];
    let wrong = [b"<string key=\"a\" value=\"\xff\"/>".as_slice()];
    for attribute in attributes.iter().map(|text| text.as_bytes()).chain(wrong) {
        let log =
            [b"<log>\n<trace><event>", attribute, b"\n<int key=\"n\" value=\"7\"/></event><x></trace></log>"].concat();
        assert_eq!(rows(log.as_slice()), rows(Drops(&log)), "{}", String::from_utf8_lossy(attribute));
    }
}

proptest! {
    /// Whatever comes is rows and then an error or the end, never a panic.
    #[test]
    fn any_text_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        rows(bytes.as_slice());
    }

    /// The same of what looks like a log.
    #[test]
    fn any_log_is_read(pieces in proptest::collection::vec(0_usize..24, 0..80), cut in 0_usize..400) {
        const PIECES: [&str; 24] = [
            "<log>", "</log>", "<trace>", "</trace>", "<event>", "</event>", "<event/>", "<string key=\"a\" value=\"b\"/>",
            "<string key=\"a\" value=\"&amp;&#x41;\">", "</string>", "<list key=\"l\">", "</list>", "<values>", "</values>",
            "<int key=\"n\" value=\"7\"/>", "<date key=\"time:timestamp\"/>", "<string value=\"\"/>", "text", "&x;", "<!-- c -->",
            "<![CDATA[x]]>", "<?pi?>", "<", "\"",
        ];
        let mut text: String = "<log><trace><event>".to_owned();
        text.extend(pieces.iter().map(|piece| PIECES[*piece]));
        for text in [text.as_bytes(), &text.as_bytes()[..text.len().min(cut)]] {
            prop_assert_eq!(rows(text), rows(Drops(text)));
        }
    }
}
