//! Access: every operation of the OpenAPI document has its row, and answers each role as the row says.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::{Kind, Place, on_both};

on_both! { every_change_and_every_read_of_a_person_is_in_the_audit }

/// The operations that need no key, beside intake.
const OPEN: [&str; 0] = [];

/// What each role may call, by the first part of the path that says so. Everything else is for the administrator.
fn allowed(role: &str, method: &str, path: &str) -> bool {
    let people = ["/api/v1/people", "/api/v1/interactions", "/api/v1/stream", "/api/v1/conflicts"];
    let organisation = [
        "/api/v1/touchpoints",
        "/api/v1/departments",
        "/api/v1/sources",
        "/api/v1/ledger",
        "/metrics",
        "/api/v1/doctor",
    ];
    let decisions = ["/api/v1/people/merge", "/api/v1/links", "/api/v1/identifiers/block", "/api/v1/consents"];
    let under = |roots: &[&str]| roots.iter().any(|root| path.starts_with(root));
    match role {
        "admin" => true,
        "analyst" => method == "GET" && (under(&people) || under(&organisation)),
        "agent" => method == "GET" && (under(&people) || under(&organisation)) || method == "POST" && under(&decisions),
        "read-only" => method == "GET" && under(&organisation),
        _ => false,
    }
}

#[test]
fn every_operation_answers_each_role_as_it_should() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let document = server.send("GET", "/api/v1/openapi.json", &[], b"").json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let keys: Vec<(&str, String)> = ["admin", "analyst", "agent", "read-only"]
        .into_iter()
        .map(|role| (role, place.key(&["--role", role])))
        .chain([("source", place.key(&["--source", "shop"])), ("unknown", "tl_role_guess".to_owned())])
        .collect();
    let mut operations = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let method = method.to_uppercase();
            if OPEN.contains(&path.as_str()) || path == "/api/v1/stream" {
                continue;
            }
            operations += 1;
            let described = &document["paths"][path][method.to_lowercase()]["responses"];
            assert!(described["401"]["content"]["application/problem+json"]["schema"].is_object(), "{method} {path}");
            let target = path.replace("{id}", "none").replace("{name}", "none");
            let target = if target.ends_with("/import") { format!("{target}?file=x.csv") } else { target };
            assert_eq!(server.send(&method, &target, &[], b"{}").status, 401, "{method} {path} without a key");
            for (role, key) in &keys {
                let bearer = format!("Bearer {key}");
                let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
                let status = server.send(&method, &target, &headers, b"{}").status;
                let expected = match *role {
                    "unknown" => status == 401,
                    role if allowed(role, &method, path) => status != 401 && status != 403,
                    _ => status == 403,
                };
                assert!(expected, "{method} {path} as {role}: {status}");
            }
        }
    }
    assert!(operations > 25, "only {operations} operations");
}

#[test]
fn what_is_not_there_is_404_and_says_nothing() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let bearer = format!("Bearer {}", server.admin);
    for path in
        ["/", "/api/v1/nothing", "/api/v1/people/p_00000000000000000000000000", "/api/v1/people/1", "/../etc/passwd"]
    {
        let answer = server.send("GET", path, &[("authorization", &bearer)], b"");
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    }
    for (method, path, body) in [
        ("POST", "/api/v1/people/merge", "{}"),
        ("POST", "/api/v1/people/merge", "nonsense"),
        ("POST", "/api/v1/keys", r#"{"name": "x", "role": "king"}"#),
        ("POST", "/api/v1/keys", r#"{"name": "x", "source": "../x"}"#),
        ("GET", "/api/v1/ledger?from=yesterday", ""),
        ("GET", "/api/v1/dropped?reason=none", ""),
        ("GET", "/api/v1/people?limt=1", ""),
        ("GET", "/api/v1/people?q=a&identifier=b", ""),
        ("PUT", "/v1/track", "{}"),
    ] {
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let answer = server.send(method, path, &headers, body.as_bytes());
        assert!((400..500).contains(&answer.status), "{method} {path}: {}", answer.status);
        assert!(answer.json()["detail"].as_str().unwrap().len() > 10);
    }
    // Of what may be read the head may be asked for, and schemes are written in any case.
    let lower = bearer.replace("Bearer", "bearer");
    let ask = |method| server.send(method, "/api/v1/people", &[("authorization", lower.as_str())], b"");
    assert_eq!(ask("HEAD").status, 200);
    let answer = ask("DELETE");
    assert_eq!((answer.status, answer.headers["allow"].to_str().unwrap()), (405, "GET,HEAD"));
}

#[test]
fn a_revoked_key_stops_at_once_and_tokens_are_nowhere() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let made = server.post("/api/v1/keys", &json!({"name": "desk", "role": "agent"}));
    let token = made["key"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {token}");
    assert_eq!(server.send("GET", "/api/v1/people", &[("authorization", &bearer)], b"").status, 200);
    let id = made["id"].as_str().unwrap();
    assert_eq!(server.call("DELETE", &format!("/api/v1/keys/{id}"), &Value::Null).status, 204);
    assert_eq!(server.send("GET", "/api/v1/people", &[("authorization", &bearer)], b"").status, 401);
    assert_eq!(server.call("DELETE", &format!("/api/v1/keys/{id}"), &Value::Null).status, 404);
    assert!(!server.get("/api/v1/keys").to_string().contains(&token));
    server.stop();
    for entry in std::fs::read_dir(place.data()).unwrap() {
        let content = std::fs::read(entry.unwrap().path()).unwrap_or_default();
        assert!(!content.windows(token.len()).any(|part| part == token.as_bytes()));
    }
}

fn every_change_and_every_read_of_a_person_is_in_the_audit(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = |user: &str| json!({"type": "track", "event": "e", "userId": user, "messageId": user});
    server.batch(&shop, &[event("u1"), event("u2")]);
    let id = server.id("u1");
    server.get(&format!("/api/v1/people/{id}"));
    server.get(&format!("/api/v1/people/{id}/facts"));
    let timeline = server.get(&format!("/api/v1/people/{id}/timeline"));
    server.get(&format!("/api/v1/interactions/{}", timeline["items"][0]["id"].as_str().unwrap()));
    let merged = server
        .post("/api/v1/people/merge", &json!({"a": "user_id:u1", "b": "user_id:u2", "reason": "the same passport"}));
    server.post(
        &format!("/api/v1/links/{}/undo", merged["link"].as_str().unwrap()),
        &json!({"reason": "no, her sister"}),
    );
    let wanted: BTreeSet<&str> = BTreeSet::from([
        "keys.create",
        "people.search",
        "people.read",
        "people.facts",
        "people.timeline",
        "interactions.read",
        "people.merge",
        "links.undo",
    ]);
    // Rows of reads are gathered: they are there a moment later.
    let started = std::time::Instant::now();
    let audit = loop {
        let audit = server.get("/api/v1/audit?limit=500");
        let rows = audit["items"].as_array().unwrap();
        let seen: BTreeSet<&str> = rows.iter().map(|row| row["action"].as_str().unwrap()).collect();
        if wanted.is_subset(&seen) {
            break audit;
        }
        assert!(started.elapsed().as_secs() < 10, "{seen:?}");
    };
    let of =
        |action: &str| audit["items"].as_array().unwrap().iter().find(|row| row["action"] == action).unwrap().clone();
    assert_eq!(
        (of("people.read")["subject"].as_str(), of("people.read")["who"].as_str()),
        (Some(id.as_str()), Some("key:test"))
    );
    assert_eq!(of("people.merge")["reason"], "the same passport");
    assert_eq!(server.get("/api/v1/audit?action=people.merge")["total"], 1);
    assert!(!audit.to_string().contains("u1"));
}
