//! Whose interaction an event is, what is known of its objects then, and logs that are not as they should be.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;

fn rows(text: &str, persons: &[&str]) -> (Vec<Value>, Option<String>) {
    let persons: Vec<String> = persons.iter().map(|person| (*person).to_owned()).collect();
    let ocel = match Ocel::open(text.as_bytes(), &persons) {
        Ok(ocel) => ocel,
        Err(error) => return (Vec::new(), Some(error.to_string())),
    };
    let (mut found, mut said) = (Vec::new(), None);
    for placed in ocel {
        match placed {
            Ok((_, Item::Row(row))) => found.push(serde_json::from_str(&row.to_json()).unwrap()),
            Ok((number, Item::Bad(dropped))) => found.push(json!({"dropped": dropped.detail, "number": number})),
            Ok((_, Item::Json(_))) => unreachable!(),
            Err(error) => {
                said = Some(error.to_string());
                break;
            }
        }
    }
    (found, said)
}

/// A shop: customers with their orders, items of orders, products that everybody buys, and somebody who packs.
fn shop() -> Value {
    let object = |id: &str, kind: &str, beside: &[&str]| {
        let beside: Vec<Value> = beside.iter().map(|id| json!({"objectId": id, "qualifier": "of"})).collect();
        json!({"id": id, "type": kind, "relationships": beside})
    };
    let event = |id: &str, kind: &str, objects: &[&str]| {
        let objects: Vec<Value> = objects.iter().map(|id| json!({"objectId": id, "qualifier": "q"})).collect();
        json!({"id": id, "type": kind, "time": "2026-03-02T10:00:00Z", "attributes": [], "relationships": objects})
    };
    let mut log = json!({
        "objectTypes": [
            {"name": "orders", "attributes": [{"name": "price", "type": "float"}, {"name": "paid", "type": "boolean"}]},
            {"name": "items"}, {"name": "products"}, {"name": "employees"}, {"name": "customers"}],
        "eventTypes": [{"name": "place order", "attributes": [{"name": "lines", "type": "integer"}]}],
        "objects": [
            object("c1", "customers", &["o1"]), object("c2", "customers", &[]), object("o1", "orders", &[]),
            object("o2", "orders", &["c2"]), object("i1", "items", &[]), object("i2", "items", &[]),
            object("p1", "products", &[]), object("e1", "employees", &[]), object("x1", "pallets", &[])],
        "events": [
            event("1", "place order", &["o1", "i1", "p1", "c1", "e1", "c2"]),
            event("2", "place order", &["o2", "i2", "p1", "c2"]),
            event("3", "pick item", &["i2", "p1", "e1"]),
            event("4", "pay order", &["o1", "o1", "gone"]),
            event("5", "load", &["o1", "o2", "p1", "e1"]),
            event("6", "load", &["x1", "e1"]),
            event("7", "rest", &["e1"]),
            event("8", "nothing", &[])],
    });
    log["objects"][2]["attributes"] = json!([
        {"name": "price", "time": "1970-01-01T00:00:00Z", "value": "10.5"},
        {"name": "paid", "time": "2026-03-05T00:00:00Z", "value": "true"},
        {"name": "price", "time": "2026-03-01T00:00:00Z", "value": "12"}]);
    log["objects"][0]["attributes"] = json!([{"name": "city", "value": "Bremen"}]);
    log["events"][0]["attributes"] = json!([{"name": "lines", "value": "3"}, {"name": "note", "value": "3"}]);
    log
}

fn persons(rows: &[Value]) -> BTreeMap<String, String> {
    let one = |row: &Value| {
        let person = &row["ocel:people"][0];
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        (text(&row["ocel:id"]), format!("{}:{}", text(&person["namespace"]), text(&person["value"])))
    };
    rows.iter().map(one).collect()
}

#[test]
fn an_event_belongs_to_one_person() {
    let (found, error) = rows(&shop().to_string(), &[]);
    assert_eq!((found.len(), error), (8, None));
    let of = persons(&found);
    let wanted = [
        // The first customer of two: two would be taken for one human.
        ("1", "customers:c1"),
        ("2", "customers:c2"),
        // No customer is there, but the item is one's; the product is nobody's.
        ("3", "customers:c2"),
        ("4", "customers:c1"),
        // The orders are of two people: products stand in, as there are fewer of them an event.
        ("5", "products:p1"),
        ("6", "pallets:x1"),
        ("7", "employees:e1"),
        ("8", "-:-"),
    ];
    for (event, person) in wanted {
        assert_eq!(of[event], person, "{event}");
    }
    let first = &found[0];
    assert_eq!((&first["lines"], &first["note"], &first["ocel:employee"]), (&json!(3), &json!("3"), &json!("e1")));
    assert_eq!(first["ocel:facts"], json!({"city": "Bremen"}));
    let subjects = json!([
        {"kind": "orders", "id": "o1", "facts": {"price": 12.0}}, {"kind": "items", "id": "i1", "facts": {}},
        {"kind": "products", "id": "p1", "facts": {}}, {"kind": "customers", "id": "c2", "facts": {}}]);
    assert_eq!(first["ocel:subjects"], subjects);
    let stand = json!([{"id": "o1", "type": "orders", "qualifier": "q"}, {"id": "o1", "type": "orders", "qualifier": "q"},
        {"id": "gone", "type": null, "qualifier": "q"}]);
    assert_eq!(found[3]["ocel:objects"], stand);
}

#[test]
fn who_is_a_person_can_be_said() {
    let of = persons(&rows(&shop().to_string(), &["orders", "customers"]).0);
    assert_eq!((of["1"].as_str(), of["5"].as_str()), ("orders:o1", "orders:o1"));
    let (_, error) = rows(&shop().to_string(), &["order"]);
    assert!(
        error
            .unwrap()
            .contains("no objects of the type \"order\", which persons are to have; it has \"orders\", \"items\"")
    );
}

#[test]
fn what_is_not_of_its_form_is_named() {
    let mut log = shop();
    log["events"][1] = json!({"id": "2", "time": "2026-03-02T10:00:00Z"});
    let (found, error) = rows(&log.to_string(), &[]);
    assert_eq!((found.len(), error), (8, None));
    assert_eq!(found[1]["number"], 2);
    assert!(found[1]["dropped"].as_str().unwrap().contains("missing field `type`"), "{found:?}");
    log["objects"][3] = json!({"type": "orders"});
    let (_, error) = rows(&log.to_string(), &[]);
    assert!(
        error.as_deref().is_some_and(|said| said.contains("element 4 of the list") && said.contains("`id`")),
        "{error:?}"
    );
}

#[test]
fn events_before_the_objects_are_read_as_those_behind_them() {
    let log = shop();
    let turned = format!(
        "{{\"events\": {}, \"objects\": {}, \"objectTypes\": {}, \"eventTypes\": {}}}",
        log["events"], log["objects"], log["objectTypes"], log["eventTypes"]
    );
    let persons_of = |text: &str| persons(&rows(text, &[]).0);
    assert_eq!(persons_of(&turned)["3"], "customers:c2");
    // A log that breaks off within its events gives those before.
    let usual = format!(
        "{{\"objectTypes\": {}, \"eventTypes\": {}, \"objects\": {}, \"events\": {}}}",
        log["objectTypes"], log["eventTypes"], log["objects"], log["events"]
    );
    let cut = usual.find("\"id\":\"4\"").or_else(|| usual.find("pay order")).unwrap();
    let (found, error) = rows(&usual[..cut], &[]);
    assert_eq!(found.len(), 3);
    assert!(error.is_some_and(|said| said.starts_with("events behind number 3, byte ")));
    let cut = usual.find("pallets").unwrap();
    assert!(rows(&usual[..cut], &[]).1.is_some_and(|said| said.starts_with("objects behind number 8, byte ")));
}
