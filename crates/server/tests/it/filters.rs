//! Journeys of interactions with a property and of people with a fact, against plain counts in SQL.

use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, on_both};
use crate::lake::{config, rows};
use crate::sample::made;

on_both! { what_has_a_property_and_who_has_a_fact_is_counted_as_of_now }

/// How many interactions a filter lets through, and how many people have any of them.
fn counted(server: &Server, filter: &Value) -> Value {
    let sessions = server.post("/api/v1/journeys/sessions", &json!({"filter": filter, "only_counts": true}));
    let paths = server.post("/api/v1/journeys/paths", &json!({"filter": filter}));
    json!([sessions["interactions"], paths["people"]])
}

/// The same in SQL: by the function, and by a plain condition on a table.
fn agree(server: &Server, filter: &Value, condition: &str) -> Value {
    let counted = counted(server, filter);
    let question = json!({"filter": filter}).to_string().replace('\'', "''");
    let function = format!(
        "SELECT s.interactions, p.people FROM sessions_whole('{question}') s CROSS JOIN paths_whole('{question}') p"
    );
    assert_eq!(rows(server, &function), std::slice::from_ref(&counted), "{function}");
    let plain = format!(
        "SELECT count(*), count(DISTINCT person) FROM interactions
        WHERE COALESCE(relation, '') <> 'employee' AND {condition}"
    );
    assert_eq!(rows(server, &plain), std::slice::from_ref(&counted), "{plain}");
    counted
}

fn event(user: &str, id: &str, properties: &Value) -> Value {
    json!({"type": "track", "event": "Seen", "userId": user, "messageId": id, "properties": properties,
        "timestamp": "2026-03-01T10:00:00Z", "context": {"interaction": {"channel": "web"}}})
}

fn tariff(user: &str, tariff: &str, day: u32) -> Value {
    json!({"type": "identify", "userId": user, "messageId": format!("{user}-{day}"), "traits": {"tariff": tariff},
        "timestamp": format!("2026-02-{day:02}T10:00:00Z")})
}

fn what_has_a_property_and_who_has_a_fact_is_counted_as_of_now(place: &Place) {
    let server = place.serve_with(&config(place));
    let shop = place.key(&["--source", "shop"]);
    server.batch(
        &shop,
        &[
            event("ana", "1", &json!({"page": {"kind": "help"}, "price": 5})),
            event("ana", "2", &json!({"page": {"kind": "it's new"}, "price": 7})),
            event("bob", "3", &json!({"page": {"kind": "help"}, "mail": "ana@example.com"})),
            event("cyd", "4", &json!({"page": "help"})),
            tariff("ana", "light", 1),
            tariff("ana", "flat", 3),
            tariff("bob", "flat", 1),
            tariff("cyd", "light", 2),
        ],
    );
    let property = |path: &str, any_of: &[&str]| json!({"properties": [{"path": path, "any_of": any_of}]});
    let has = |path: &str, values: &str| format!("json_text(properties, '{path}') IN ({values})");
    assert_eq!(agree(&server, &property("page.kind", &["help"]), &has("page.kind", "'help'")), json!([2, 2]));
    let both = has("page.kind", "'help', 'it''s new'");
    assert_eq!(agree(&server, &property("page.kind", &["help", "it's new"]), &both), json!([3, 2]));
    assert_eq!(agree(&server, &property("price", &["7"]), &has("price", "'7'")), json!([1, 1]));
    assert_eq!(agree(&server, &property("page.kind", &["') OR ('1'='1"]), "false"), json!([0, 0]));
    let two = json!({"properties": [{"path": "page.kind", "any_of": ["help"]}, {"path": "price", "any_of": ["5"]}]});
    let condition = format!("{} AND {}", has("page.kind", "'help'"), has("price", "'5'"));
    assert_eq!(agree(&server, &two, &condition), json!([1, 1]));
    // Whose newest tariff it is.
    let flat = json!({"facts": [{"name": "tariff", "any_of": ["flat"]}]});
    let has_flat =
        "person IN (SELECT person FROM facts WHERE name = 'tariff' AND is_newest AND value = 'flat')".to_owned();
    assert_eq!(agree(&server, &flat, &has_flat), json!([6, 2]));
    let mut all = flat.clone();
    all["properties"] = property("page.kind", &["help"])["properties"].clone();
    let condition = format!("{has_flat} AND {}", has("page.kind", "'help'"));
    assert_eq!(agree(&server, &all, &condition), json!([2, 2]));
    // What is new is in the next answer, and so is who somebody is now.
    server.batch(&shop, &[event("dan", "5", &json!({"page": {"kind": "help"}}))]);
    assert_eq!(agree(&server, &property("page.kind", &["help"]), &has("page.kind", "'help'")), json!([3, 3]));
    let merge = json!({"a": "user_id:bob", "b": "user_id:cyd", "reason": "same"});
    let link = server.post("/api/v1/people/merge", &merge)["link"].as_str().unwrap().to_owned();
    // The newest tariff of the two is cyd's.
    assert_eq!(agree(&server, &flat, &has_flat), json!([4, 1]));
    server.post(&format!("/api/v1/links/{link}/undo"), &json!({"reason": "not the same"}));
    assert_eq!(agree(&server, &flat, &has_flat), json!([6, 2]));
    let behind = server.post("/api/v1/journeys/paths/people", &json!({"paths": {"filter": all}, "steps": [""]}));
    assert_eq!(behind["total"], counted(&server, &all)[1], "{behind}");
    crate::privacy::erase(&server, &server.id("user_id:ana"));
    assert_eq!(agree(&server, &flat, &has_flat), json!([2, 1]));
    // What is masked for somebody cannot be found by them either.
    let mail = json!({"filter": property("mail", &["ana@example.com"])});
    let bearer = format!("Bearer {}", place.key(&["--role", "analyst"]));
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let answer = server.send("POST", "/api/v1/journeys/sessions", &headers, mail.to_string().as_bytes()).json();
    assert_eq!((&answer["interactions"], counted(&server, &mail["filter"])), (&json!(0), json!([1, 1])));
    wrong(&server);
}

fn wrong(server: &Server) {
    for (filter, said) in [
        (json!({"properties": [{"path": "", "any_of": ["a"]}]}), "`path` is empty"),
        (json!({"properties": [{"path": "a", "any_of": []}]}), "1 to 100 values"),
        (json!({"facts": [{"name": "none such", "any_of": ["a"]}]}), "no interaction tells the fact"),
        (json!({"facts": vec![json!({"name": "tariff", "any_of": ["a"]}); 9]}), "8 is the most"),
        (json!({"facts": [{"name": "tariff", "is": "a"}]}), "unknown field"),
    ] {
        let answer = server.call("POST", "/api/v1/journeys/sessions", &json!({"filter": filter}));
        assert!((400..500).contains(&answer.status) && answer.body.contains(said), "{filter}: {}", answer.body);
    }
}

#[test]
fn where_there_is_no_lake_it_is_said_what_to_set() {
    let Some(place) = Place::new(Kind::Postgres) else { return };
    let server = place.serve();
    server.batch(&place.key(&["--source", "shop"]), &[event("ana", "1", &json!({"price": 5}))]);
    let filter = json!({"filter": {"properties": [{"path": "price", "any_of": ["5"]}]}});
    let answer = server.call("POST", "/api/v1/journeys/sessions", &filter);
    assert!(answer.status == 409 && answer.body.contains("set `lake`"), "{} {}", answer.status, answer.body);
    let none = server.post("/api/v1/journeys/sessions", &json!({}));
    assert_eq!(none["interactions"], 1);
}

#[test]
fn segments_of_the_sample_company_are_as_large_as_in_sql() {
    let place = made("300", "6", "2718");
    let server = place.serve();
    let frequent = "SELECT name, value, count(DISTINCT person) FROM facts
        WHERE is_newest AND COALESCE(relation, '') <> 'employee' AND length(value) < 40
        GROUP BY name, value ORDER BY 3 DESC, 1, 2 LIMIT 5";
    for row in rows(&server, frequent) {
        let (name, value) = (row[0].as_str().unwrap(), row[1].as_str().unwrap());
        let filter = json!({"facts": [{"name": name, "any_of": [value]}], "contacts": false});
        let text = |text: &str| text.replace('\'', "''");
        let condition = format!(
            "person IN (SELECT person FROM facts WHERE name = '{}' AND value = '{}' AND is_newest
            AND COALESCE(relation, '') <> 'employee')",
            text(name),
            text(value)
        );
        let counted = agree(&server, &filter, &condition);
        assert_eq!(counted[1], row[2], "{name} {value}");
    }
}
