//! Event logs: recognised, taken in without a mapping, again, broken off, and real ones whole.

use serde_json::{Value, json};

use crate::harness::{Place, gzip, on_both, root};
use crate::import::{counts, real_data, write};

on_both! {
    a_log_needs_no_mapping,
    a_log_that_breaks_off_keeps_what_came_before,
    a_log_comes_over_http,
    helpdesk_comes_in_whole,
    running_example_comes_in_whole,
    events_of_objects_need_no_mapping,
    orders_come_in_whole,
}

/// A log of one ticket: what is said twice happened twice.
fn ticket(more: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016">
<trace>
<string key="concept:name" value="T-1"/><string key="product" value="router"/>
<event><string key="concept:name" value="Opened"/><date key="time:timestamp" value="2026-03-01T10:00:00+01:00"/>
  <string key="org:resource" value="Ana"/><string key="org:group" value="Care"/><int key="calls" value="2"/></event>
<event><string key="concept:name" value="Called"/><date key="time:timestamp" value="2026-03-01T11:00:00+01:00"/></event>
<event><string key="concept:name" value="Called"/><date key="time:timestamp" value="2026-03-01T11:00:00+01:00"/></event>
<event><string key="concept:name" value="No time"/></event>
<event><string key="concept:name" value="Soon"/><date key="time:timestamp" value="soon"/></event>
{more}</trace>
<trace><event><string key="concept:name" value="Nobody's"/><date key="time:timestamp" value="2026-03-01T10:00:00Z"/></event></trace>
</log>"#
    )
}

pub(crate) fn import(place: &Place, file: &str, more: &[&str]) -> Value {
    let mut args = vec!["import", file, "--json"];
    args.extend(more);
    place.run(&args)
}

fn a_log_needs_no_mapping(place: &Place) {
    let file = write(place, "tickets.2026.xes", ticket("").as_bytes());
    let shown = import(place, &file, &["--dry-run"]);
    let wanted = json!({"source": "tickets", "occurred_at": "2026-03-01T09:00:00.000Z", "name": "Opened",
        "direction": "inbound", "touchpoint": "Opened", "department": "Care", "employee": "Ana",
        "identifiers": ["case:T-1"], "properties": {"calls": 2, "case:product": "router"}});
    assert_eq!(shown["preview"]["interactions"][0], wanted);
    let result = import(place, &file, &[]);
    assert_eq!(counts(&result), (6, 3, 0, 3));
    assert_eq!(result["dropped"], json!({"invalid_time": 2, "no_identifier": 1}));
    let dropped = place.run(&["dropped", "--source", "tickets", "--json"]);
    let details: Vec<&str> =
        dropped["items"].as_array().unwrap().iter().rev().map(|one| one["detail"].as_str().unwrap()).collect();
    assert!(
        details.iter().any(|said| said.starts_with("line 9: ") && said.contains("time: it is blank")),
        "{details:?}"
    );
    // Packed, and by another name, it is the same log; an event in the middle of it is that event more.
    let packed = write(place, "export.xml", &gzip(ticket("").as_bytes()));
    assert_eq!(counts(&import(place, &packed, &["--source", "tickets"])), (6, 0, 3, 3));
    let log = ticket("").replacen(
        "<event>",
        "<event><string key=\"concept:name\" value=\"First\"/>\
        <date key=\"time:timestamp\" value=\"2026-03-01T09:00:00Z\"/></event>\n<event>",
        1,
    );
    let grown = write(place, "tickets.xes", log.as_bytes());
    assert_eq!(counts(&import(place, &grown, &[])), (7, 1, 3, 3));
    assert_eq!(place.run(&["person", "case:T-1", "--json"])["timeline_total"], 4);
    // A source that has a mapping of its own is read by that one; --format takes the one that is built in.
    let map = "[[interaction]]\noutput = \"own\"\ntime = \"{{ row['time:timestamp'] }}\"\nname = \"Own\"\n\
               identifiers = [{ namespace = \"ticket\", value = \"{{ row['case:concept:name'] }}\" }]\n";
    let map = write(place, "map.toml", map.as_bytes());
    assert_eq!(counts(&import(place, &file, &["--map", &map, "--source", "own"])).1, 3);
    assert_eq!(counts(&import(place, &file, &["--source", "own"])).2, 3);
    assert_eq!(counts(&import(place, &file, &["--source", "own", "--format", "xes"])).1, 3);
    // What is no event log needs a mapping.
    let file = write(place, "plain.csv", b"a,b\n1,2\n");
    let output = place.output(&["import", &file]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("has no mapping") && said.contains("--map"), "{said}");
}

fn a_log_that_breaks_off_keeps_what_came_before(place: &Place) {
    let whole = ticket("");
    let until = whole.find("<event><string key=\"concept:name\" value=\"No time\"").unwrap();
    let file = write(place, "tickets.xes", &whole.as_bytes()[..until + 20]);
    let output = place.output(&["import", &file]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{output:?}");
    assert_eq!(said.matches("line 9").count(), 1, "{said}");
    for part in ["after 3 rows, which are taken in", "line 9, byte ", "get the whole file"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(place.run(&["person", "case:T-1", "--json"])["timeline_total"], 3);
    let file = write(place, "tickets.xes", whole.as_bytes());
    assert_eq!(counts(&import(place, &file, &[])), (6, 0, 3, 3));
    for (content, part) in [
        ("<!DOCTYPE log [<!ENTITY a \"a\">]><log/>", "DOCTYPE"),
        ("<log><trace></log>", "not well-formed XML"),
        ("<mxml/>", "no XES event log"),
    ] {
        let file = write(place, "bad.xes", content.as_bytes());
        let said = String::from_utf8_lossy(&place.output(&["import", &file]).stderr).into_owned();
        assert!(said.contains(part) && said.contains("line 1, byte"), "{said}");
    }
}

fn a_log_comes_over_http(place: &Place) {
    let server = place.serve();
    let bearer = format!("Bearer {}", server.admin);
    let headers = [("authorization", &*bearer), ("content-type", "application/octet-stream")];
    let send = |path: &str| server.send("POST", path, &headers, ticket("").as_bytes());
    assert_eq!(send("/api/v1/sources/desk/import?file=plain.csv").status, 409);
    let dry = send("/api/v1/sources/desk/import?file=tickets.xes&dry_run=true").json();
    assert_eq!((counts(&dry), dry["preview"]["interactions"][0]["name"].as_str()), ((6, 3, 0, 3), Some("Opened")));
    assert!(server.get("/api/v1/sources")["items"].as_array().unwrap().iter().all(|one| one["name"] != "desk"));
    assert_eq!(counts(&send("/api/v1/sources/desk/import?file=tickets.xes").json()), (6, 3, 0, 3));
    // The command on the same store finds the source with its mapping.
    let file = write(place, "desk.xes", ticket("").as_bytes());
    assert_eq!(counts(&import(place, &file, &[])), (6, 0, 3, 3));
}

fn helpdesk_comes_in_whole(place: &Place) {
    let Some(data) = real_data("event_logs") else { return };
    let result = import(place, &data.join("helpdesk.xes.gz").display().to_string(), &[]);
    assert_eq!(counts(&result), (21_348, 21_348, 0, 0));
    let server = place.serve();
    server.folded();
    assert_eq!(server.get("/api/v1/people?limit=1")["total"], 4580);
    assert_eq!(server.get("/api/v1/touchpoints")["items"].as_array().unwrap().len(), 14);
    let first = server.person("case:Case 1");
    assert_eq!(first["interactions"], 5);
    let timeline = server.get(&format!("/api/v1/people/{}/timeline", first["id"].as_str().unwrap()));
    let item = &timeline["items"][4];
    assert_eq!(
        (&item["name"], &item["occurred_at"]),
        (&json!("Assign seriousness"), &json!("2012-10-09T14:50:17.000Z"))
    );
    assert_eq!(
        counts(&import(place, &data.join("helpdesk.xes.gz").display().to_string(), &[])),
        (21_348, 0, 21_348, 0)
    );
}

fn running_example_comes_in_whole(place: &Place) {
    let Some(data) = real_data("event_logs") else { return };
    let file = data.join("running-example.xes").display().to_string();
    assert_eq!(counts(&import(place, &file, &[])), (42, 42, 0, 0));
    assert_eq!(counts(&import(place, &file, &["--source", "again"])), (42, 42, 0, 0));
    assert_eq!(place.run(&["person", "case:3", "--json"])["timeline_total"], 9 * 2);
    // The billing of a hospital, whose rows are an event each.
    let map = root().join("examples/event_logs/hospital_billing.toml");
    let billing = import(
        place,
        &data.join("hospital_billing.csv.gz").display().to_string(),
        &["--map", &map.display().to_string()],
    );
    // One package has no name.
    assert_eq!(counts(&billing), (49_951, 49_950, 0, 1));
    let server = place.serve();
    server.folded();
    assert_eq!(server.get("/api/v1/people?limit=1")["total"], 9999 + 6);
}

/// A shop's log: an order of a customer, which is then packed by somebody.
fn shop() -> String {
    let about = |id: &str, kind: &str, known: Value| json!({"id": id, "type": kind, "attributes": known});
    let stands = |id: &str| json!({"objectId": id, "qualifier": format!("with {id}")});
    let known = json!([{"name": "price", "time": "1970-01-01T00:00:00Z", "value": "12.5"}]);
    json!({
        "objectTypes": [{"name": "customers", "attributes": []}, {"name": "employees", "attributes": []},
            {"name": "orders", "attributes": [{"name": "price", "type": "float"}]}],
        "eventTypes": [{"name": "order placed", "attributes": []}, {"name": "order packed", "attributes": []}],
        "objects": [about("ana", "customers", json!([{"name": "city", "value": "Bremen"}])),
            about("bo", "employees", json!([])), about("o1", "orders", known)],
        "events": [
            {"id": "e1", "type": "order placed", "time": "2026-03-01T10:00:00Z",
             "attributes": [{"name": "by", "value": "app"}], "relationships": [stands("o1"), stands("ana")]},
            {"id": "e2", "type": "order packed", "time": "2026-03-02T10:00:00Z",
             "relationships": [stands("bo"), stands("o1")]},
            {"id": "e3", "type": "order packed", "time": "2026-03-02T10:00:00Z", "relationships": []},
            {"id": "e4", "type": "order packed", "time": "soon", "relationships": [stands("o1")]}],
    })
    .to_string()
}

fn events_of_objects_need_no_mapping(place: &Place) {
    // Only its content tells what it is.
    let file = write(place, "shop.json", shop().as_bytes());
    let shown = import(place, &file, &["--dry-run"]);
    let wanted = json!({"source": "shop", "occurred_at": "2026-03-01T10:00:00.000Z", "name": "order placed",
        "direction": "inbound", "touchpoint": "order placed", "identifiers": ["customers:ana"],
        "facts": [{"name": "city", "value": "Bremen"}],
        "subjects": [{"kind": "orders", "id": "o1", "facts": {"price": 12.5}}],
        "properties": {"by": "app", "ocel:objects": [{"id": "o1", "type": "orders", "qualifier": "with o1"},
            {"id": "ana", "type": "customers", "qualifier": "with ana"}]}});
    assert_eq!(shown["preview"]["interactions"][0], wanted);
    let second = &shown["preview"]["interactions"][1];
    assert_eq!((&second["identifiers"], &second["employee"]), (&json!(["customers:ana"]), &json!("bo")));
    let result = import(place, &file, &[]);
    assert_eq!(counts(&result), (4, 2, 0, 2));
    assert_eq!(result["dropped"], json!({"no_identifier": 1, "invalid_time": 1}));
    let packed = write(place, "other.ocel2.json.gz", &gzip(shop().as_bytes()));
    assert_eq!(counts(&import(place, &packed, &["--source", "shop"])), (4, 0, 2, 2));
    let ana = place.run(&["person", "customers:ana", "--json"]);
    assert_eq!((&ana["timeline_total"], &ana["traits"]["city"]), (&json!(2), &json!("Bremen")));
    // Another type may have the persons.
    let orders = import(place, &packed, &["--source", "orders", "--person", "orders", "--dry-run"]);
    assert_eq!(orders["preview"]["interactions"][0]["identifiers"], json!(["orders:o1"]));
    let said = |args: &[&str]| {
        let output = place.output(&[&["import", file.as_str(), "--source", "x"], args].concat());
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(said(&["--person", "clients"]).contains("it has \"customers\", \"employees\", \"orders\""));
    let cut = write(place, "cut.jsonocel", &shop().as_bytes()[..shop().len() - 90]);
    let output = place.output(&["import", &cut]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("breaks off"), "{output:?}");
}

fn orders_come_in_whole(place: &Place) {
    let Some(data) = real_data("event_logs") else { return };
    let file = data.join("orders.ocel2.json").display().to_string();
    assert_eq!(counts(&import(place, &file, &[])), (13, 13, 0, 0));
    assert_eq!(counts(&import(place, &file, &[])), (13, 0, 13, 0));
    // Nobody is in it: of the objects of an event the one stands in whose type is in most events.
    let order = place.run(&["person", "Purchase_Order:PO1", "--json"]);
    assert_eq!((&order["timeline_total"], &order["traits"]["po_quantity"]), (&json!(2), &json!("600")));
}
