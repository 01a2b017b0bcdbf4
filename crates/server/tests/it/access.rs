//! Access: every operation of the OpenAPI document has its row, and answers each role as the row says.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use web::access::{Right, Role, Scope};

use crate::alerts::{put as put_rule, rule, said, until};
use crate::harness::{Kind, Place, on_both};

on_both! { every_change_and_every_read_of_a_person_is_in_the_audit, what_a_scope_hides_is_absent }

/// The operations that need neither key nor session, beside intake: by them one becomes known.
const OPEN: [(&str, &str); 4] = [
    ("POST", "/api/v1/session"),
    ("GET", "/api/v1/session/ways"),
    ("GET", "/api/v1/session/oidc"),
    ("GET", "/api/v1/session/oidc/callback"),
];

/// The matrix of docs/access.md: by right, what each role may; and whether the right can be held for a part.
fn matrix() -> BTreeMap<String, BTreeMap<String, bool>> {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/access.md")).unwrap();
    let cells =
        |line: &str| -> Vec<String> { line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect() };
    let mut table = page.lines().skip_while(|line| !line.starts_with("| right |")).take_while(|line| !line.is_empty());
    let names = cells(table.next().unwrap());
    let row = |line: &str| {
        let cells = cells(line);
        let held = names.iter().zip(&cells).skip(2).map(|(name, cell)| (name.clone(), cell == "yes"));
        (cells[0].clone(), held.collect())
    };
    table.skip(1).map(row).collect()
}

#[test]
fn the_documented_matrix_is_the_one_in_force() {
    let matrix = matrix();
    let part = Scope::parse("department:Billing").unwrap();
    for right in Right::ALL {
        let row = &matrix[&format!("{right:?}")];
        assert_eq!(row["scoped"], right.can_be_scoped(), "{right:?}");
        for role in Role::ALL {
            let held = row[role.as_str()];
            assert_eq!(held, web::access::may(role, &Scope::All, right), "{right:?} {role:?}");
            assert_eq!(held && row["scoped"], web::access::may(role, &part, right), "{right:?} {role:?} for a part");
        }
    }
    assert_eq!(matrix.len(), Right::ALL.len());
}

#[test]
fn every_operation_answers_each_role_as_it_should() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let document = server.send("GET", "/api/v1/openapi.json", &[], b"").json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let matrix = matrix();
    let scopes = ["all", "brand:Halden", "department:Billing", "team:Red", "location:Leeds"];
    let mut keys: Vec<(&str, &str, String)> = Vec::new();
    for role in Role::ALL.map(Role::as_str) {
        for scope in scopes {
            keys.push((role, scope, place.key(&["--role", role, "--scope", scope])));
        }
    }
    keys.push(("source", "", place.key(&["--source", "shop"])));
    keys.push(("unknown", "", "tl_role_guess".to_owned()));
    let mut operations = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let described = &document["paths"][path][method];
            let method = method.to_uppercase();
            let open = OPEN.contains(&(method.as_str(), path.as_str()));
            assert_eq!(described["security"] == json!([]), open, "{method} {path}");
            if open || path == "/api/v1/stream" {
                continue;
            }
            operations += 1;
            let right = described["x-right"].as_str().unwrap_or_else(|| panic!("{method} {path} has no right"));
            let failure = &described["responses"]["401"]["content"]["application/problem+json"]["schema"];
            assert!(failure.is_object(), "{method} {path}");
            let target = path.replace("{id}", "none").replace("{name}", "none").replace("{kind}", "teams");
            let target = if target.ends_with("/import") { format!("{target}?file=x.csv") } else { target };
            assert_eq!(server.send(&method, &target, &[], b"{}").status, 401, "{method} {path} without a key");
            for (role, scope, key) in &keys {
                let bearer = format!("Bearer {key}");
                let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
                let status = server.send(&method, &target, &headers, b"{}").status;
                let row = &matrix[right];
                let expected = match *role {
                    "unknown" => status == 401,
                    "source" => status == 403,
                    role if row[role] && (*scope == "all" || row["scoped"]) => status != 401 && status != 403,
                    _ => status == 403,
                };
                assert!(expected, "{method} {path} as {role} of {scope}: {status}");
            }
        }
    }
    assert!(operations > 25, "only {operations} operations");
}

fn what_a_scope_hides_is_absent(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = |id: &str, user: &str, also: &str, department: &str, team: &str| {
        json!({"type": "identify", "userId": user, "messageId": id, "timestamp": "2026-03-01T10:00:00Z",
            "traits": {"firstName": format!("{user} of {department}"), "phone": also},
            "context": {"interaction": {"channel": department.to_lowercase(), "department": department, "team": team,
                "touchpoint": format!("desk.{}", department.to_lowercase()), "text": format!("secret {department}")}}})
    };
    server.batch(
        &shop,
        &[
            event("m1", "ana", "+442079460001", "Billing", "Red"),
            event("m2", "ana", "+442079460002", "Care", "Blue"),
            event("m3", "bob", "+442079460003", "Care", "Blue"),
            event("m4", "cyd", "+442079460004", "Billing", "Blue"),
        ],
    );
    let (ana, bob) = (server.id("user_id:ana"), server.id("user_id:bob"));
    let hidden = server.get(&format!("/api/v1/people/{ana}/timeline?department=Care"))["items"][0]["id"].clone();
    let hidden = hidden.as_str().unwrap();
    for scope in ["department:Billing", "team:Red"] {
        let key = place.key(&["--role", "agent", "--scope", scope]);
        let bearer = format!("Bearer {key}");
        let ask = |path: &str| server.send("GET", path, &[("authorization", &bearer)], b"");
        let get = |path: &str| ask(path).json();
        let people = if scope == "team:Red" { 1 } else { 2 };
        for _ in 0..2 {
            let person = get("/api/v1/people?facts=true&identifier=user_id:ana");
            assert_eq!((&person["total"], &person["items"][0]["interactions"]), (&json!(1), &json!(1)), "{scope}");
            let seen = person.to_string();
            assert!(!seen.contains("Care") && !seen.contains("care") && !seen.contains("0002"), "{seen}");
            assert_eq!(get(&format!("/api/v1/people/{ana}/timeline"))["total"], 1);
            assert_eq!(get(&format!("/api/v1/people/{ana}/timeline?department=Care"))["total"], 0);
            assert_eq!(get(&format!("/api/v1/people/{ana}/facts?name=firstName&all=true"))["total"], 1);
            assert!(!get(&format!("/api/v1/people/{ana}/identifiers")).to_string().contains("0002"));
            for path in [
                format!("/api/v1/people/{bob}"),
                format!("/api/v1/people/{bob}/timeline"),
                format!("/api/v1/people/{bob}/facts"),
                format!("/api/v1/people/{bob}/identifiers"),
                format!("/api/v1/people/{bob}/consents"),
                format!("/api/v1/interactions/{hidden}"),
            ] {
                assert_eq!(ask(&path).status, 404, "{scope} {path}");
            }
            assert_eq!(get("/api/v1/people?identifier=phone:%2B442079460002")["total"], 0);
            assert_eq!(get("/api/v1/people?q=bob")["total"], 0);
            assert_eq!(get("/api/v1/people?q=care")["total"], 0);
            assert_eq!(get("/api/v1/people?q=ana+billing")["total"], 1);
            assert_eq!(get("/api/v1/people")["total"], people);
            assert_eq!(get("/api/v1/people?limit=1")["total"], people);
            server.folded();
        }
        assert_eq!(get("/api/v1/departments")["total"], 1);
        assert_eq!(get("/api/v1/touchpoints")["items"][0]["interactions"], people);
    }
    assert_eq!(server.get("/api/v1/people?limit=1")["total"], 3);
    let nowhere = place.key(&["--role", "agent", "--scope", "location:Nowhere"]);
    let bearer = format!("Bearer {nowhere}");
    for path in ["/api/v1/people", "/api/v1/departments", "/api/v1/touchpoints"] {
        assert_eq!(server.send("GET", path, &[("authorization", &bearer)], b"").json()["total"], 0, "{path}");
    }
}

#[test]
fn what_is_not_there_is_404_and_says_nothing() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let bearer = format!("Bearer {}", server.admin);
    for path in [
        "/nothing",
        "/api/v1/nothing",
        "/api/v1/people/p_00000000000000000000000000",
        "/api/v1/people/1",
        "/../etc/passwd",
    ] {
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
fn an_id_of_one_kind_is_404_as_any_other() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = |user: &str| json!({"type": "group", "userId": user, "messageId": user, "groupId": "A-1"});
    server.batch(&shop, &[event("ana"), event("bob"), json!({"type": "nonsense", "userId": "x"})]);
    server.folded();
    let (ana, bob) = (server.id("user_id:ana"), server.id("user_id:bob"));
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("no id: {value}")).to_owned();
    let of = |path: &str, body: &Value| text(&server.post(path, body)["id"]);
    let first = |path: &str| text(&server.get(path)["items"][0]["id"]);
    put_rule(&server, "low", &rule(&json!({})));
    server.batch(&shop, &[said("ana", "m1", 0, "")]);
    let alert = text(&until(&server, "", 1)["items"][0]["id"]);
    let hook = json!({"url": "https://localhost:1/x"});
    assert_eq!(server.call("PUT", "/api/v1/webhooks/desk", &hook).status, 200);
    let merge = json!({"a": ana, "b": bob, "reason": "so"});
    let hold = of(&format!("/api/v1/people/{ana}/holds"), &json!({"kind": "legal", "reason": "so"}));
    let erasure = server.post(&format!("/api/v1/people/{ana}/erasures"), &json!({"reason": "so"}));
    let asked = json!({"kind": "access", "law": "gdpr", "channel": "letter"});
    let ids: BTreeMap<&str, String> = BTreeMap::from([
        ("people", ana.clone()),
        ("interactions", first(&format!("/api/v1/people/{ana}/timeline"))),
        ("links", text(&server.post("/api/v1/people/merge", &merge)["link"])),
        ("accounts", first("/api/v1/accounts")),
        ("identifiers", text(&erasure["identifiers"][0]["id"])),
        ("alerts", alert),
        ("deliveries", of("/api/v1/webhooks/desk/test", &json!({}))),
        ("keys", of("/api/v1/keys", &json!({"name": "desk", "role": "agent"}))),
        ("users", of("/api/v1/users", &json!({"name": "ana@example.org", "role": "agent"}))),
        ("audit", first("/api/v1/audit")),
        ("dropped", first("/api/v1/dropped")),
        ("holds", hold),
        ("requests", of(&format!("/api/v1/people/{ana}/requests"), &asked)),
        ("erasures", text(&erasure["id"])),
        ("notes", text(&server.post("/api/v1/notes", &json!({"text": "so"}))["note"]["id"])),
        ("needs", of("/api/v1/needs", &json!({"title": "so"}))),
        ("views", of("/api/v1/views", &json!({"name": "ways", "address": "/journeys/paths"}))),
        ("runs", of("/api/v1/retention/run", &json!({"dry_run": true}))),
        ("cursors", text(&server.get("/api/v1/audit?limit=1")["next"])),
    ]);
    let document = server.send("GET", "/api/v1/openapi.json", &[], b"").json();
    let mut tried = 0;
    for (path, methods) in document["paths"].as_object().unwrap().iter().filter(|(path, _)| path.contains("{id}")) {
        // An import is known by the number of its task, as long as the server runs.
        if path.starts_with("/api/v1/imports/") {
            continue;
        }
        let kind = path.split('/').rev().skip_while(|part| *part != "{id}").nth(1).unwrap();
        assert!(ids.contains_key(kind), "{path}: no id of that kind is tried");
        for (method, (other, id)) in
            methods.as_object().unwrap().keys().flat_map(|method| ids.iter().map(move |id| (method, id)))
        {
            if *other == kind {
                continue;
            }
            // A body that each of them can read, or that none looks at before the path.
            let body = json!({"reason": "so", "kind": "legal", "law": "gdpr", "channel": "letter", "identifiers": []});
            let target = path.replace("{id}", id);
            let answer = server.call(&method.to_uppercase(), &target, &body);
            let unread = [400, 415, 422].contains(&answer.status) && method != "delete" && method != "get";
            assert!(answer.status == 404 || unread, "{method} {target}, an id of {other}: {}", answer.body);
            tried += usize::from(answer.status == 404);
        }
    }
    assert!(tried > 200, "only {tried} were tried");
    let replay = |id: &str| server.call("POST", "/api/v1/dropped/replay", &json!({"ids": [id]})).status;
    assert_eq!((replay(&ids["audit"]), replay(&ids["dropped"])), (404, 200));
    for path in ["audit", "erasures", "requests"] {
        let paged = format!("/api/v1/{path}?cursor={}", ids["erasures"]);
        assert_eq!(server.call("GET", &paged, &Value::Null).status, 400, "{path}");
    }
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
    let searched = audit["items"].as_array().unwrap().iter().find(|row| row["action"] == "people.search").unwrap();
    assert_eq!((&searched["subject"], &searched["reason"]), (&json!(""), &json!("people shown: 1")));
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

#[test]
fn texts_are_masked_by_role() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let said = "My card 4111 1111 1111 1111, write to ana@example.com";
    server.batch(
        &shop,
        &[json!({"type": "track", "event": "said", "userId": "ana", "messageId": "m1", "properties": {"note": said, "n": 7},
            "context": {"interaction": {"text": said}}})],
    );
    let id = server.id("user_id:ana");
    let item = server.get(&format!("/api/v1/people/{id}/timeline"))["items"][0]["id"].clone();
    let interaction = format!("/api/v1/interactions/{}", item.as_str().unwrap());
    for (role, shown) in [
        ("privacy-officer", said),
        ("agent", "My card [card … 1111], write to ana@example.com"),
        ("analyst", "My card [card … 1111], write to [e-mail]"),
    ] {
        let bearer = format!("Bearer {}", place.key(&["--role", role]));
        let get = |path: &str| server.send("GET", path, &[("authorization", &bearer)], b"").json();
        assert_eq!(get(&format!("/api/v1/people/{id}/timeline"))["items"][0]["text"], shown, "{role}");
        let opened = get(&interaction);
        assert_eq!((&opened["text"], &opened["properties"]["note"]), (&json!(shown), &json!(shown)), "{role}");
        assert_eq!(opened["properties"]["n"], 7);
        assert_eq!(get("/api/v1/people?q=card+write")["items"][0]["matched"], shown, "{role}");
    }
}
