//! Import of files: every format, every kind of damage, real data, and the same file twice.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Place, gzip, on_both, root};
use crate::privacy::{holds, on_disk};

on_both! {
    the_same_file_twice_changes_nothing,
    values_keep_their_blanks_and_their_types,
    a_list_may_come_of_a_template,
    damage_is_dropped_with_its_reason_and_the_rest_goes_on,
    a_quote_that_is_not_closed_costs_one_line,
    columns_that_are_missing_are_named,
    what_a_row_says_of_consent_is_obeyed,
    parquet_knows_its_times,
    orders_and_reviews_come_in_whole,
    a_running_server_takes_files_too,
}

const VISITS: &str = r#"
    source = "visits"
    time_zone = "Europe/London"
    [[interaction]]
    time = "{{ at }}"
    name = "Visit"
    channel = "store"
    identifiers = [{ namespace = "loyalty_card", value = "{{ card }}" }]
    text = "{{ note }}"
    properties = ["*"]
"#;

pub(crate) fn write(place: &Place, name: &str, content: &[u8]) -> String {
    let path = place.directory.path().join(name);
    std::fs::File::create(&path).unwrap().write_all(content).unwrap();
    path.display().to_string()
}

fn import(place: &Place, map: &str, file: &str) -> Value {
    place.run(&["import", file, "--map", map, "--json"])
}

pub(crate) fn counts(result: &Value) -> (u64, u64, u64, u64) {
    let count = |field: &str| result[field].as_u64().unwrap();
    let dropped = result["dropped"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    assert_eq!(count("received"), count("stored") + count("duplicate") + dropped, "{result}");
    (count("rows"), count("stored"), count("duplicate"), dropped)
}

fn the_same_file_twice_changes_nothing(place: &Place) {
    let map = write(place, "map.toml", VISITS.as_bytes());
    let csv = "\u{feff}card,at,note,till\r\nc1,2026-07-01 10:00:00,\"said \"\"hello\"\", twice\",4\r\nc1,2026-07-01 10:00:00,same,4\r\nc1,2026-07-01 10:00:00,same,4\r\n";
    let plain = write(place, "a.csv", csv.as_bytes());
    assert_eq!(counts(&import(place, &map, &plain)), (3, 3, 0, 0));
    assert_eq!(counts(&import(place, &map, &plain)), (3, 0, 3, 0));
    // Compressed it is the same file; with a line more it is that line more.
    let packed = write(place, "b.csv.gz", &gzip(csv.as_bytes()));
    assert_eq!(counts(&import(place, &map, &packed)), (3, 0, 3, 0));
    let longer = write(place, "c.csv", format!("{csv}c1,2026-07-01 10:00:00,same,4\r\n").as_bytes());
    assert_eq!(counts(&import(place, &map, &longer)), (4, 1, 3, 0));
    let person = place.run(&["person", "c1", "--json"]);
    assert_eq!(person["timeline_total"], 4);
    assert_eq!(person["timeline"][0]["occurred_at"], "2026-07-01T09:00:00.000Z");
    let texts: Vec<&Value> = person["timeline"].as_array().unwrap().iter().map(|item| &item["text"]).collect();
    assert!(texts.contains(&&json!("said \"hello\", twice")), "{texts:?}");
}

const MEMBERS: &str = r#"
    source = "members"
    [[interaction]]
    name = "Member Recorded"
    identifiers = [
      { namespace = "user_id", value = "{{ id }}" },
      { namespace = "member", value = "member-{{ member }}" },
    ]
    facts = [{ name = "full_name", value = "{{ first }} {{ middle }} {{ last }}" }]
"#;

fn values_keep_their_blanks_and_their_types(place: &Place) {
    let map = write(place, "map.toml", MEMBERS.as_bytes());
    let lines = [
        json!({"id": 1.0, "member": "M1", "first": "Ana", "middle": " ", "last": "Ruiz"}),
        json!({"id": 2, "first": "Jo", "middle": "van der", "last": "Berg"}),
        json!({"id": 3, "last": "Cher"}),
        json!({"id": {"no": 4}}),
        json!({"id": 5, "member": ["M5"]}),
    ];
    let file = write(place, "a.jsonl", lines.map(|line| line.to_string()).join("\n").as_bytes());
    let result = place.run(&["import", &file, "--map", &map, "--dry-run", "--json"]);
    let shown = &result["preview"]["interactions"][0];
    let wanted = json!({"source": "members", "name": "Member Recorded", "direction": "inbound",
        "occurred_at": shown["occurred_at"], "identifiers": ["user_id:1", "member:member-M1"],
        "facts": [{"name": "full_name", "value": "Ana Ruiz"}]});
    assert_eq!(*shown, wanted);
    let details = details(&result);
    assert!(details[0].contains(r#"identifier "user_id": an object is not a text"#), "{details:?}");
    assert!(details[1].contains(r#"identifier "member": a list is not a text"#), "{details:?}");
    let result = import(place, &map, &file);
    assert_eq!(counts(&result), (5, 3, 0, 2));
    assert_eq!(result["dropped"], json!({"invalid_field": 2}));
    for (who, name) in [("user_id:1", "Ana Ruiz"), ("user_id:2", "Jo van der Berg"), ("user_id:3", "Cher")] {
        assert_eq!(place.run(&["person", who, "--json"])["traits"]["full_name"], name);
    }
    // `member-` alone names nobody: it would have made one person of the second and the third.
    assert_eq!(place.output(&["person", "member:member-"]).status.code(), Some(3));
}

fn a_list_may_come_of_a_template(place: &Place) {
    let map = "source = \"calls\"\n[[interaction]]\nname = \"Call\"\nidentifiers = \"{{ who }}\"\nsubjects = \"{{ about }}\"\n";
    let file = write(place, "map.toml", map.as_bytes());
    let who = json!([{"namespace": "user_id", "value": 7}, {"namespace": "email", "value": " "}]);
    let about = json!([{"kind": "order", "id": "o1", "role": "payer", "facts": {"price": 2}}]);
    let lines = [
        json!({"who": who, "about": about}),
        json!({"who": who.to_string()}),
        json!({"who": []}),
        json!({"who": [{"namespace": "user_id"}]}),
        json!({"who": who, "about": "o1"}),
    ];
    let rows = write(place, "a.jsonl", lines.map(|line| line.to_string()).join("\n").as_bytes());
    let result = place.run(&["import", &rows, "--map", &file, "--dry-run", "--json"]);
    assert_eq!(result["dropped"], json!({"invalid_field": 2, "no_identifier": 1}));
    let shown = &result["preview"]["interactions"];
    assert_eq!(shown[0]["identifiers"], json!(["user_id:7"]));
    assert_eq!(shown[0]["subjects"], json!([{"kind": "order", "id": "o1", "role": "payer", "facts": {"price": 2}}]));
    assert_eq!(shown[1]["identifiers"], json!(["user_id:7"]));
    let details = details(&result);
    assert!(details.iter().any(|said| said.contains("line 4: ") && said.contains("identifiers: it is not a list of")));
    assert!(details.iter().any(|said| said.contains("line 5: ") && said.contains("subjects: it is not a list of")));
    // What is listed in the mapping itself is still read strictly.
    let wrong =
        write(place, "wrong.toml", map.replace("\"{{ who }}\"", "[{ namespac = \"a\", value = \"b\" }]").as_bytes());
    let output = place.output(&["import", &rows, "--map", &wrong]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("unknown field `namespac`"), "{output:?}");
}

fn damage_is_dropped_with_its_reason_and_the_rest_goes_on(place: &Place) {
    let map = write(place, "map.toml", VISITS.as_bytes());
    let mut csv =
        b"card,at,note\nc1,2026-07-01T10:00:00Z,fine\nc1,2026-07-01\nc1,2026-07-01T10:00:00Z,a,b,c\nc1,soon,x\n"
            .to_vec();
    csv.extend_from_slice(b"unknown,2026-07-01T10:00:00Z,nobody\n");
    csv.extend_from_slice(b"c1,2026-07-01T10:00:00Z,\xff\xfe\n");
    csv.extend_from_slice(
        b"c1,9999-01-01T00:00:00Z,far\nc1,1782900000,a Unix time\nc1,1782900000000,in milliseconds\n",
    );
    let file = write(place, "a.csv", &csv);
    let result = import(place, &map, &file);
    assert_eq!(counts(&result), (9, 3, 0, 6));
    assert_eq!(result["dropped"], json!({"malformed": 3, "invalid_time": 1, "no_identifier": 1, "in_the_future": 1}));
    let lines = "{\"card\": \"c2\", \"at\": \"2026-07-01T10:00:00+02:00\", \"note\": \"json\"}\n\nnot json\n[1]\n{\"card\": 7, \"at\": 1782900000}\n";
    let file = write(place, "a.jsonl", lines.as_bytes());
    assert_eq!(counts(&import(place, &map, &file)), (4, 2, 0, 2));
    // One endless line is one bad row.
    let mut endless = b"{\"card\": \"".to_vec();
    endless.resize(40 << 20, b'x');
    endless.extend_from_slice(b"\"}\n{\"card\": \"c3\", \"at\": 1782900000}\n");
    let file = write(place, "endless.jsonl", &endless);
    assert_eq!(counts(&import(place, &map, &file)), (2, 1, 0, 1));
    // A file that breaks off says so; what came before it stays.
    let packed = gzip(lines.repeat(2000).as_bytes());
    let file = write(place, "broken.jsonl.gz", &packed[..packed.len() / 2]);
    let output = place.output(&["import", &file, "--map", &map]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be read"));
    let bad = write(place, "bad.toml", VISITS.replace("name =", "nam =").as_bytes());
    let output = place.output(&["import", &file, "--map", &bad]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("nam"), "{output:?}");
    // A dry run shows and stores nothing.
    let before = place.run(&["person", "c1", "--json"])["timeline_total"].clone();
    let file = write(place, "dry.csv", b"card,at,note\nc1,2026-08-01T10:00:00Z,new\nc1,soon,x\n");
    let shown = place.run(&["import", &file, "--map", &map, "--dry-run", "--json"]);
    assert_eq!(shown["preview"]["interactions"][0]["text"], "new");
    assert_eq!(shown["preview"]["dropped"][0]["reason"], "invalid_time");
    assert_eq!(place.run(&["person", "c1", "--json"])["timeline_total"], before);
}

fn details(result: &Value) -> Vec<&str> {
    let dropped = result["preview"]["dropped"].as_array().unwrap();
    dropped.iter().map(|one| one["detail"].as_str().unwrap()).collect()
}

fn a_quote_that_is_not_closed_costs_one_line(place: &Place) {
    let map = write(place, "map.toml", VISITS.as_bytes());
    let mut csv = "card,at,note\nc1,2026-07-01,\"over\ntwo lines\"\nc1,2026-07-01,\"open\n".to_owned();
    csv.extend((0..5000).map(|n| format!("c{},2026-07-02,\"row, {n}\"\n", n % 100)));
    csv.push_str("c1,2026-07-03\nc1,soon,x\n");
    let large = format!("c9,2026-07-03,\"{}\"\n", "c1,2026-07-03,in the text\n".repeat(2000));
    csv.push_str(&large);
    let file = write(place, "a.csv", csv.as_bytes());
    let dry = place.run(&["import", &file, "--map", &map, "--dry-run", "--json"]);
    let said = details(&dry);
    assert_eq!(said[0], "line 4: the quote that is opened in line 4 is not closed");
    assert_eq!(said[1], "line 5005: 2 columns; the header has 3");
    assert!(said[2].starts_with("line 5006: interaction \"1\": time: it is not"), "{said:?}");
    assert!(said[3].starts_with("line 5007: ") && said.len() == 4, "{said:?}");
    let result = import(place, &map, &file);
    assert_eq!(counts(&result), (5005, 5001, 0, 4));
    // What is too large is one row, and its text is never taken for rows.
    assert_eq!(result["dropped"], json!({"malformed": 2, "invalid_time": 1, "too_large": 1}));
    let lines = "\n{\"card\": \"c1\", \"at\": 1782900000}\nnot json\n";
    let file = write(place, "a.jsonl", lines.as_bytes());
    let dry = place.run(&["import", &file, "--map", &map, "--dry-run", "--json"]);
    assert!(details(&dry)[0].starts_with("line 3: not JSON"), "{dry}");
}

const LOANS: &str = r#"
    source = "loans"
    [[interaction]]
    message_id = "{{ row['Loan ID'] }}"
    name = "Loan Paid Out"
    identifiers = [
      { namespace = "email", value = "{{ row[\"E-Mail\"] }}" },
      { namespace = "phone", value = "{{ phone }}" },
    ]
    properties = ["Sum", "nosuch"]
"#;

fn columns_that_are_missing_are_named(place: &Place) {
    let map = write(place, "map.toml", LOANS.as_bytes());
    let file = write(place, "a.csv", b"Loan ID,E-Mail,Sum\nL1,ana@example.com,10\nL2,ana@example.com,20\n");
    let dry = place.run(&["import", &file, "--map", &map, "--dry-run", "--json"]);
    let result = import(place, &map, &file);
    assert_eq!(counts(&result), (2, 2, 0, 0));
    assert_eq!(dry["warnings"], result["warnings"]);
    let said = result["warnings"].to_string();
    assert!(said.contains("nosuch") && said.contains("phone") && !said.contains("Sum"), "{said}");
    let page = place.output(&["import", &file, "--map", &map]);
    assert_eq!(String::from_utf8_lossy(&page.stderr).matches("warning: ").count(), 2, "{page:?}");
    // A changed sum is the same loan: the id is found.
    let file = write(place, "b.csv", b"Loan ID,E-Mail,Sum\nL1,ana@example.com,11\n");
    assert_eq!(counts(&import(place, &map, &file)), (1, 0, 1, 0));
    assert_eq!(place.run(&["person", "email:ana@example.com", "--json"])["timeline_total"], 2);
    // Without its id or anybody's identifier nothing is taken in.
    for header in ["Loan_ID,E-Mail,Sum", "Loan ID,Mail,Sum"] {
        let file = write(place, "c.csv", format!("{header}\nL9,bo@example.com,1\n").as_bytes());
        let output = place.output(&["import", &file, "--map", &map]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains("the mapping does not fit the file"), "{said}");
    }
    let empty = write(place, "empty.csv", b"");
    assert_eq!(counts(&import(place, &map, &empty)), (0, 0, 0, 0));
    assert_eq!(place.output(&["person", "email:bo@example.com"]).status.code(), Some(3));
}

const OPT_INS: &str = r#"
    source = "forms"
    consents = { analytics = "{{ measured }}", advertising = "{{ optin == 'Y' if optin }}" }
    [[interaction]]
    time = "{{ at }}"
    name = "Form Sent"
    identifiers = [{ namespace = "user_id", value = "{{ id }}" }]
    text = "{{ note }}"
"#;

fn what_a_row_says_of_consent_is_obeyed(place: &Place) {
    let map = write(place, "map.toml", OPT_INS.as_bytes());
    let large = "zanzibar ".repeat(5000);
    let csv = format!(
        "id,at,measured,optin,note\nu1,2026-07-01,TRUE,Y,fine\nu2,2026-07-01,,,no word\nu3,2026-07-01,false,Y,zanzibar\n\
         u4,soon,false,,zanzibar\nu5,2026-07-01,no,,zanzibar\nu6,2026-07-01,false,,{large}\nu7,soon,true,N,kept\n"
    );
    let file = write(place, "a.csv", csv.as_bytes());
    let result = import(place, &map, &file);
    assert_eq!(counts(&result), (7, 2, 0, 5));
    let dropped = json!({"consent_refused": 1, "invalid_time": 2, "invalid_field": 1, "too_large": 1});
    assert_eq!(result["dropped"], dropped);
    let large = json!({"id": "u8", "at": "2026-07-01", "measured": false, "note": large}).to_string();
    assert_eq!(import(place, &map, &write(place, "a.jsonl", large.as_bytes()))["dropped"], json!({"too_large": 1}));
    // Who said no is remembered for what comes without a word, and a public file can refuse but not allow.
    let silent = write(place, "b.csv", b"id,at,measured,optin,note\nu3,2026-07-02,,,zanzibar\n");
    assert_eq!(import(place, &map, &silent)["dropped"], json!({"consent_refused": 1}));
    let public = write(place, "public.toml", format!("trust = \"public\"{OPT_INS}").as_bytes());
    let file = write(place, "c.csv", b"id,at,measured,optin,note\nu2,2026-07-02,,Y,x\nu1,2026-07-02,,N,x\n");
    assert_eq!(counts(&import(place, &public, &file)), (2, 2, 0, 0));
    let server = place.serve();
    let consents = |who: &str| {
        let items = server.get(&format!("/api/v1/people/{}/consents", server.id(who)))["items"].take();
        let of = |one: &Value| (one["purpose"].as_str().unwrap().to_owned(), one["granted"] == true);
        items.as_array().unwrap().iter().map(of).collect::<std::collections::BTreeMap<String, bool>>()
    };
    let said =
        |list: &[(&str, bool)]| list.iter().map(|(purpose, granted)| ((*purpose).to_owned(), *granted)).collect();
    assert_eq!(consents("u1"), said(&[("analytics", true), ("marketing", false)]));
    assert_eq!(consents("u2"), said(&[]));
    assert!(server.find("u3").is_none());
    let kept = server.get("/api/v1/dropped");
    assert_eq!(kept["total"], 1, "{kept}");
    assert!(kept["items"][0]["payload"].as_str().unwrap().contains("kept"), "{kept}");
    server.stop();
    let all = on_disk(place);
    assert!(holds(&all, "no word") && !holds(&all, "zanzibar"));
    for wrong in ["marketing = \"optin\"", "marketing = \"{{ optin\""] {
        let map = write(place, "wrong.toml", OPT_INS.replace("analytics = \"{{ measured }}\"", wrong).as_bytes());
        let output = place.output(&["import", &file, "--map", &map]);
        assert!(String::from_utf8_lossy(&output.stderr).contains("consents.marketing"), "{output:?}");
    }
}

/// A file of a row group with a customer, times of three kinds, a date and a note, in Parquet's own types.
fn parquet_file(rows: &[(&str, i64, i64, i64, i32, &str)]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
    let schema = "message rows {
        required binary customer (STRING);
        required int64 civil (TIMESTAMP(MICROS, false));
        required int64 utc (TIMESTAMP(MILLIS, true));
        required int64 nanos (TIMESTAMP(NANOS, false));
        required int32 day (DATE);
        required binary note (STRING);
    }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let mut file =
        parquet::file::writer::SerializedFileWriter::new(Vec::new(), schema, std::sync::Arc::default()).unwrap();
    let mut group = file.next_row_group().unwrap();
    macro_rules! column {
        ($kind:ty, $values:expr) => {{
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<$kind>().write_batch(&$values.collect::<Vec<_>>(), None, None).unwrap();
            column.close().unwrap();
        }};
    }
    column!(ByteArrayType, rows.iter().map(|row| ByteArray::from(row.0)));
    column!(Int64Type, rows.iter().map(|row| row.1));
    column!(Int64Type, rows.iter().map(|row| row.2));
    column!(Int64Type, rows.iter().map(|row| row.3));
    column!(Int32Type, rows.iter().map(|row| row.4));
    column!(ByteArrayType, rows.iter().map(|row| ByteArray::from(row.5)));
    group.close().unwrap();
    file.into_inner().unwrap()
}

fn parquet_knows_its_times(place: &Place) {
    // 2026-07-01 10:00, which in Berlin is 08:00 UTC.
    let at = 1_782_900_000_000;
    let large = "x".repeat(40 << 10);
    let rows =
        [("c1", at * 1000, at, at * 1_000_000, 20_635, "fine"), ("c2", at * 1000, at, 0, 20_635, large.as_str())];
    let file = write(place, "a.parquet", &parquet_file(&rows));
    let block = |name: &str| {
        format!(
            "[[interaction]]\noutput = \"{name}\"\ntime = \"{{{{ {name} }}}}\"\nname = \"{name}\"\nproperties = [\"{name}\"]
             identifiers = [{{ namespace = \"customer\", value = \"{{{{ customer }}}}\" }}]\n"
        )
    };
    let blocks = ["civil", "utc", "nanos", "day"].map(block).concat();
    // A form that other columns of the file are written in does not matter to those that are times.
    for (source, form) in [("plain", ""), ("formed", "time_format = \"%d.%m.%Y %H:%M\"\n")] {
        let map = format!("source = \"{source}\"\ntime_zone = \"Europe/Berlin\"\n{form}{blocks}");
        let map = write(place, "map.toml", map.as_bytes());
        let dry = place.run(&["import", &file, "--map", &map, "--dry-run", "--json"]);
        let found: Vec<(&str, &str)> = dry["preview"]["interactions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["name"].as_str().unwrap(), one["occurred_at"].as_str().unwrap()))
            .collect();
        let wanted = [
            ("civil", "2026-07-01T08:00:00.000Z"),
            ("utc", "2026-07-01T10:00:00.000Z"),
            ("nanos", "2026-07-01T08:00:00.000Z"),
            ("day", "2026-06-30T22:00:00.000Z"),
        ];
        assert_eq!(found, wanted, "{dry}");
        assert_eq!(dry["preview"]["interactions"][0]["properties"]["civil"], "2026-07-01T10:00:00");
        assert!(details(&dry)[0].starts_with("row 2: "), "{dry}");
        let result = import(place, &map, &file);
        assert_eq!(counts(&result), (2, 4, 0, 1));
        assert_eq!(result["dropped"], json!({"too_large": 1}));
    }
}

pub(crate) fn real_data(name: &str) -> Option<PathBuf> {
    let directory = root().join("../shared/data").join(name);
    if !directory.exists() {
        println!("skipped: the public data set {name} is not beside the project");
        return None;
    }
    Some(directory)
}

fn mapped(place: &Place, folder: &str, map: &str, file: &Path) -> Value {
    let map = root().join("examples").join(folder).join(map);
    import(place, map.to_str().unwrap(), file.to_str().unwrap())
}

fn orders_and_reviews_come_in_whole(place: &Place) {
    let Some(data) = real_data("orders_and_reviews") else { return };
    let take = |map: &str, file: &str| counts(&mapped(place, "orders_and_reviews", map, &data.join(file)));
    // In the wrong order: a review comes before its order, the order before its customer.
    assert_eq!(take("reviews.toml", "olist_order_reviews_dataset.csv"), (3986, 3986, 0, 0));
    assert_eq!(take("payments.toml", "olist_order_payments_dataset.csv"), (4161, 4161, 0, 0));
    assert_eq!(take("items.toml", "olist_order_items_dataset.csv"), (4519, 4519, 0, 0));
    assert_eq!(take("orders.toml", "olist_orders_dataset.csv"), (4000, 4000 + 3994 + 3939 + 3898 + 4000, 0, 0));
    assert_eq!(take("customers.toml", "olist_customers_dataset.csv"), (4000, 4000, 0, 0));
    assert_eq!(
        exported_again(place, &data.join("olist_orders_dataset.csv")),
        (4000, 1, 4000 + 3994 + 3939 + 3898 + 3999, 0)
    );
    let server = place.serve();
    server.folded();
    let touchpoints = server.get("/api/v1/touchpoints");
    let of = |name: &str| {
        let items = touchpoints["items"].as_array().unwrap();
        items.iter().find(|item| item["name"] == name).map(|item| item["interactions"].clone()).unwrap()
    };
    assert_eq!((of("delivery.doorstep"), of("survey.after_delivery")), (json!(3898), json!(3986)));
    // An order that was late, by its customer: purchase, lateness and review stand on one line.
    let order = server.person("order:cf34f0c3c6464f6cbca4e16b810f5553");
    let namespaces: Vec<&str> =
        order["identifiers"].as_array().unwrap().iter().map(|one| one["namespace"].as_str().unwrap()).collect();
    assert!(namespaces.contains(&"customer") && namespaces.contains(&"customer_id"), "{namespaces:?}");
    let timeline = server.get(&format!("/api/v1/people/{}/timeline?limit=100", order["id"].as_str().unwrap()));
    let names: Vec<&str> =
        timeline["items"].as_array().unwrap().iter().rev().map(|item| item["name"].as_str().unwrap()).collect();
    let place_of =
        |name: &str| names.iter().position(|one| *one == name).unwrap_or_else(|| panic!("no {name} in {names:?}"));
    assert!(
        place_of("Order Placed") < place_of("Delivery Due") && place_of("Delivery Due") < place_of("Order Delivered")
    );
    place_of("Review Given");
    // The stars of reviews are a score of their own.
    let scores = server.get("/api/v1/scores");
    let kinds = scores["kinds"].as_array().unwrap();
    assert_eq!((kinds.len(), &kinds[0]["kind"]), (1, &json!("stars")), "{scores}");
    let mean = kinds[0]["score"]["value"].as_f64().unwrap();
    assert!((mean - 4.0803).abs() < 5e-5, "{mean}");
    let given: Vec<u64> =
        kinds[0]["counts"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).collect();
    assert_eq!(given, [454, 137, 337, 765, 2293]);
    // A review's title and its comment are two words, not one.
    let titled = server.person("order:5e98ca2727e44977e9f5be0d45a0d369");
    let timeline = server.get(&format!("/api/v1/people/{}/timeline?limit=100", titled["id"].as_str().unwrap()));
    assert!(timeline.to_string().contains("\"Excelente Agilidade"), "{timeline}");
}

/// The orders a second time: one was returned since, another was promised for another day.
fn exported_again(place: &Place, orders: &Path) -> (u64, u64, u64, u64) {
    let mut lines: Vec<String> = std::fs::read_to_string(orders).unwrap().lines().map(str::to_owned).collect();
    lines[1] = lines[1].replace("delivered", "returned");
    let promised = lines[2].rfind(',').unwrap();
    lines[2].replace_range(promised.., ",2018-05-09 00:00:00");
    let file = write(place, "orders.csv", lines.join("\n").as_bytes());
    counts(&mapped(place, "orders_and_reviews", "orders.toml", Path::new(&file)))
}

#[test]
fn the_loyalty_panel_comes_in_whole() {
    let Some(data) = real_data("loyalty_panel") else { return };
    let place = Place::new(crate::harness::Kind::Sqlite).unwrap();
    let take = |map: &str, file: &str| counts(&mapped(&place, "loyalty_panel", map, &data.join(file)));
    assert_eq!(take("transactions.toml", "transactions_sample.csv.gz"), (75_000, 75_000, 0, 0));
    assert_eq!(take("transactions.toml", "transactions_sample.csv.gz"), (75_000, 0, 75_000, 0));
    assert_eq!(take("campaigns.toml", "campaigns.csv"), (6589, 6589, 0, 0));
    assert_eq!(take("coupon_redemptions.toml", "coupon_redemptions.csv"), (2102, 2102, 0, 0));
    assert_eq!(take("demographics.toml", "demographics.csv"), (801, 801, 0, 0));
    assert_eq!(place.run(&["doctor", "--json"])["healthy"], true);
}

fn a_running_server_takes_files_too(place: &Place) {
    let server = place.serve();
    let map = write(place, "map.toml", VISITS.as_bytes());
    let rows: Vec<String> = (0..5000).map(|n| format!("c{},2026-07-01T10:00:00Z,row {n}\n", n % 100)).collect();
    let file = write(place, "a.csv", format!("card,at,note\n{}", rows.concat()).as_bytes());
    let output = crate::harness::binary()
        .args(["import", &file, "--map", &map, "--json", "--server", &server.url, "--key", &server.admin])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(counts(&result), (5000, 5000, 0, 0));
    // What the server did over HTTP is what the command does on the directory.
    assert_eq!(counts(&import(place, &map, &file)), (5000, 0, 5000, 0));
    assert_eq!(server.person("loyalty_card:c5")["interactions"], 50);
}

/// A browser that is answered before it has sent all of a file sends it once more.
#[test]
fn a_file_is_answered_when_all_of_it_was_sent() {
    let place = Place::new(crate::harness::Kind::Sqlite).unwrap();
    let server = place.serve();
    let bearer = format!("Bearer {}", server.admin);
    let headers = [("authorization", &*bearer), ("content-type", "application/toml")];
    assert_eq!(server.send("PUT", "/api/v1/sources/visits/mapping", &headers, VISITS.as_bytes()).status, 204);
    // The header alone is wrong already: there is no card.
    let (first, rest) = ("at,note\n2026-07-01,x\n".as_bytes(), "2026-07-01,more\n".repeat(200_000));
    let mut stream = TcpStream::connect(server.url.strip_prefix("http://").unwrap()).unwrap();
    let head = format!(
        "POST /api/v1/sources/visits/import?file=a.csv HTTP/1.1\r\nHost: x\r\nAuthorization: {bearer}\r\n\
         Content-Type: application/octet-stream\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        first.len() + rest.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // Much more than is read at once.
    let (early, late) = rest.as_bytes().split_at(rest.len() / 2);
    stream.write_all(first).unwrap();
    stream.write_all(early).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(700))).unwrap();
    let mut answer = [0; 512];
    assert!(stream.read(&mut answer).is_err(), "answered too soon: {}", String::from_utf8_lossy(&answer));
    stream.write_all(late).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("card"), "{answer}");
}
