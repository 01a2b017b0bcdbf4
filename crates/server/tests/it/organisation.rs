//! The organisation: dated, seen by part, filled into interactions, imported, with what things cost.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, escaped, on_both};

on_both! {
    an_old_moment_keeps_its_owner,
    what_is_seen_and_what_is_owned_are_told_apart,
    a_brand_is_its_departments,
    costs_are_those_of_their_time,
}

fn put(server: &Server, path: &str, body: &Value) -> Value {
    let answer = server.call("PUT", &format!("/api/v1/organisation/{path}"), body);
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

/// Two brands with a department each; the help page passes from one to the other in June.
fn organise(server: &Server) {
    put(server, "brands/Halden?from=2026-01-01", &json!({"legal_entity": "Halden Ltd"}));
    put(server, "brands/Brook?from=2026-01-01", &json!({}));
    put(server, "departments/Care?from=2026-01-01", &json!({"brand": "Halden"}));
    put(server, "departments/Shops?from=2026-01-01", &json!({"brand": "Brook"}));
    put(server, "teams/Red?from=2026-01-01", &json!({"department": "Care"}));
    put(server, "locations/Leeds?from=2026-01-01", &json!({"department": "Shops", "time_zone": "Europe/London"}));
    let help = |owner: &str| json!({"channel": "web", "department": owner, "owner": "ann", "stage": "use", "moment": "second"});
    put(server, "touchpoints/web.help?from=2026-01-01", &help("Care"));
    put(server, "touchpoints/web.help?from=2026-06-01", &help("Shops"));
}

fn an_old_moment_keeps_its_owner(place: &Place) {
    let server = place.serve();
    organise(&server);
    let owner = |server: &Server, at: &str| {
        server.get(&format!("/api/v1/organisation/touchpoints/web.help?at={at}"))["department"].clone()
    };
    assert_eq!([owner(&server, "2026-05-31"), owner(&server, "2026-06-01")], ["Care", "Shops"]);
    // What holds already is no change, and what a file says is taken whole or not at all.
    let again = put(
        &server,
        "touchpoints/web.help?from=2026-05-01",
        &json!({"channel": "web", "department": "Care", "owner": "ann", "stage": "use", "moment": "second"}),
    );
    assert_eq!(
        (&again["valid_from"], &again["valid_until"]),
        (&json!("2026-01-01T00:00:00.000Z"), &json!("2026-06-01T00:00:00.000Z"))
    );
    let refused = server.call("DELETE", "/api/v1/organisation/departments/Shops?from=2026-07-01", &Value::Null);
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(refused.json()["detail"].as_str().unwrap().contains("still names"));
    for (path, body, status) in [
        ("teams/Blue", json!({"department": "Nowhere"}), 409),
        ("teams/Blue?from=2025-01-01", json!({"department": "Care"}), 409),
        ("teams/Blue", json!({"departement": "Care"}), 400),
        ("teams/Blue", json!({}), 400),
        ("planets/Mars", json!({}), 400),
        ("locations/York", json!({"time_zone": "Yorkshire"}), 400),
        ("touchpoints/x", json!({"channel": "web", "moment": "third"}), 400),
        ("brands/x?form=2026-01-01", json!({}), 400),
    ] {
        let answer = server.call("PUT", &format!("/api/v1/organisation/{path}"), &body);
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
    }
    let ended = server.call("DELETE", "/api/v1/organisation/touchpoints/web.help?from=2026-07-01", &Value::Null);
    assert_eq!(ended.status, 204, "{}", ended.body);
    let gone = server.call("GET", "/api/v1/organisation/touchpoints/web.help?at=2026-07-01", &Value::Null);
    assert_eq!(gone.status, 404);
    let audit = server.get("/api/v1/audit?action=organisation.end");
    assert_eq!(audit["items"][0]["subject"], "touchpoints/web.help");
    // It is all there again when the server is.
    server.stop();
    let server = place.serve();
    assert_eq!([owner(&server, "2026-05-31"), owner(&server, "2026-06-30")], ["Care", "Shops"]);
    let tree = server.get("/api/v1/organisation?at=2026-06-15");
    assert_eq!(tree["brands"][0]["name"], "Brook");
    assert_eq!(tree["brands"][0]["departments"][0]["touchpoints"][0]["name"], "web.help");
    assert_eq!(tree["brands"][1]["departments"][0]["teams"][0]["name"], "Red");
    assert_eq!(server.get("/api/v1/organisation?at=2025-12-31")["brands"], json!([]));
}

fn what_is_seen_and_what_is_owned_are_told_apart(place: &Place) {
    let server = place.serve();
    organise(&server);
    put(&server, "touchpoints/web.new", &json!({"channel": "web"}));
    let shop = place.key(&["--source", "shop"]);
    let event = |n: u32, at: &str, about: &Value| {
        json!({"type": "track", "event": "e", "userId": format!("u{n}"), "messageId": format!("m{n}"), "timestamp": at,
            "context": {"interaction": about}})
    };
    let help = json!({"touchpoint": "web.help"});
    server.batch(
        &shop,
        &[
            event(1, "2026-05-01T10:00:00Z", &help),
            event(2, "2026-06-02T10:00:00Z", &help),
            event(3, "2026-06-02T10:00:00Z", &json!({"touchpoint": "web.help", "channel": "app", "department": "Own"})),
            event(4, "2026-06-02T10:00:00Z", &json!({"touchpoint": "web.other", "team": "Red"})),
            event(5, "2026-06-02T10:00:00Z", &json!({"location": "Leeds"})),
            event(6, "2025-06-02T10:00:00Z", &help),
        ],
    );
    // Each has the channel and department of its time, unless its sender said them.
    let line = |n: u32| {
        let id = server.id(&format!("user_id:u{n}"));
        let line = server.get(&format!("/api/v1/people/{id}/timeline"))["items"][0].clone();
        (line["channel"].clone(), line["department"].clone())
    };
    let said = [1, 2, 3, 4, 5, 6].map(line);
    let expected = [
        (json!("web"), json!("Care")),
        (json!("web"), json!("Shops")),
        (json!("app"), json!("Own")),
        (json!(""), json!("Care")),
        (json!(""), json!("Shops")),
        (json!(""), Value::Null),
    ];
    assert_eq!(said, expected);
    server.folded();
    let touchpoints = server.get("/api/v1/touchpoints?at=2026-06-15");
    let find = |name: &str| touchpoints["items"].as_array().unwrap().iter().find(|one| one["name"] == name).cloned();
    let help = find("web.help").unwrap();
    assert_eq!(
        [&help["interactions"], &help["owned"], &help["department"], &help["brand"], &help["owner"], &help["moment"]],
        [&json!(4), &json!(true), &json!("Shops"), &json!("Brook"), &json!("ann"), &json!("second")]
    );
    assert_eq!(find("web.other").unwrap()["owned"], false);
    let new = server.get("/api/v1/touchpoints?owned=false");
    let names: Vec<&str> = new["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["web.other", "web.new"]);
    assert_eq!((&new["items"][1]["interactions"], &new["items"][1]["first_seen"]), (&json!(0), &Value::Null));
    let departments = server.get("/api/v1/departments?owned=false&at=2026-06-15");
    assert_eq!(departments["items"][0]["name"], "Own");
    assert_eq!(departments["total"], 1);
}

fn a_brand_is_its_departments(place: &Place) {
    let server = place.serve();
    organise(&server);
    let shop = place.key(&["--source", "shop"]);
    let event = |user: &str, department: &str| {
        json!({"type": "track", "event": "e", "userId": user, "messageId": user, "timestamp": "2026-06-02T10:00:00Z",
            "context": {"interaction": {"department": department, "touchpoint": "web.help"}}})
    };
    server.batch(&shop, &[event("ana", "Care"), event("bob", "Shops")]);
    server.folded();
    let key = place.key(&["--role", "agent", "--scope", "brand:Halden"]);
    let bearer = format!("Bearer {key}");
    let ask = |server: &Server, path: &str| server.send("GET", path, &[("authorization", &bearer)], b"");
    let people = |server: &Server| ask(server, "/api/v1/people").json()["total"].clone();
    let known = |server: &Server, user: &str| {
        ask(server, &format!("/api/v1/people?identifier=user_id:{user}")).json()["total"].clone()
    };
    assert_eq!((people(&server), known(&server, "ana"), known(&server, "bob")), (json!(1), json!(1), json!(0)));
    // Of the tree there is the brand alone; of a touchpoint that is another's, that it is owned.
    let tree = ask(&server, "/api/v1/organisation").json();
    let seen = tree.to_string();
    assert!(seen.contains("Red") && !seen.contains("Brook") && !seen.contains("Leeds"), "{seen}");
    assert_eq!(ask(&server, "/api/v1/organisation/departments/Shops").status, 404);
    assert_eq!(ask(&server, "/api/v1/organisation/departments/Care").status, 200);
    let help = ask(&server, "/api/v1/touchpoints?at=2026-06-15").json()["items"][0].clone();
    assert_eq!((&help["owned"], &help["department"]), (&json!(true), &Value::Null));
    // A department that changes its brand takes its interactions with it, on every server within a second.
    let other = place.is_postgres().then(|| place.serve());
    put(&server, "departments/Shops", &json!({"brand": "Halden"}));
    assert_eq!((people(&server), known(&server, "bob")), (json!(2), json!(1)));
    if let Some(other) = other {
        let started = Instant::now();
        while people(&other) != json!(2) {
            assert!(started.elapsed() < Duration::from_secs(5), "the other server does not see it");
            std::thread::park_timeout(Duration::from_millis(50));
        }
        assert!(started.elapsed() < Duration::from_millis(1500), "{:?}", started.elapsed());
    }
}

fn costs_are_those_of_their_time(place: &Place) {
    let server = place.serve();
    assert_eq!(server.call("GET", "/api/v1/organisation/costs", &Value::Null).status, 404);
    let table = |currency: &str, visit: i64| json!({"currency": currency, "contacts": {"phone": 450, "web": 5}, "visit": visit, "agent_minute": 60});
    put(&server, "costs?from=2026-01-01", &table("GBP", 9000));
    put(&server, "costs?from=2026-06-01", &table("GBP", 9500));
    let at = |at: &str| server.get(&format!("/api/v1/organisation/costs?at={}", escaped(at)));
    let known = |at: &str| server.get(&format!("/api/v1/organisation?at={at}"))["has_costs"].clone();
    assert_eq!((known("2025-12-31"), known("2026-01-01")), (json!(false), json!(true)));
    assert_eq!(at("2026-05-31")["visit"], 9000);
    let june = at("2026-06-01T00:00:00Z");
    assert_eq!(
        (&june["visit"], &june["contacts"]["phone"], &june["customer_minute"], &june["minor_digits"]),
        (&json!(9500), &json!(450), &Value::Null, &json!(2))
    );
    for (body, status) in [(table("EUR", 1), 409), (table("EURO", 1), 422), (table("GBP", -1), 400)] {
        let answer = server.call("PUT", "/api/v1/organisation/costs", &body);
        assert_eq!(answer.status, status, "{}", answer.body);
    }
}

#[test]
fn files_are_taken_whole_or_not_at_all() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let file = |name: &str, text: &str| {
        let path = place.directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let departments = file("departments.csv", "name,brand\nCare,\nShops,\n");
    let import = |file: &str, kind: &str, more: &[&str]| {
        place.output(&[&["organisation", "import", file, "--kind", kind, "--json"], more].concat())
    };
    let taken = |output: std::process::Output| -> Value {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let from = ["--from", "2026-01-01"];
    let tried = taken(import(&departments, "departments", &["--dry-run"]));
    assert_eq!(tried, json!({"lines": 2, "changed": 2, "unchanged": 0}));
    assert_eq!(taken(import(&departments, "departments", &from)), json!({"lines": 2, "changed": 2, "unchanged": 0}));
    assert_eq!(taken(import(&departments, "departments", &from)), json!({"lines": 2, "changed": 0, "unchanged": 2}));
    let bad = file("touchpoints.csv", "name,channel,department\nweb.a,web,Care\nweb.b,web,Kare\nweb.c,,Care\n");
    let refused = import(&bad, "touchpoints", &from);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("line 4") && said.contains("channel"), "{said}");
    let bad = file("touchpoints.csv", "name,channel,department\nweb.a,web,Care\nweb.b,web,Kare\n");
    let said = String::from_utf8_lossy(&import(&bad, "touchpoints", &from).stderr).into_owned();
    assert!(said.contains("line 3") && said.contains("Kare") && !said.contains("line 2"), "{said}");
    let costs =
        file("costs.csv", "from,currency,visit,contact.phone\n2026-01-01,GBP,9000,450\n2026-06-01,GBP,9500,450\n");
    assert_eq!(taken(import(&costs, "costs", &[]))["changed"], 2);
    let shown = place.output(&["organisation", "show", "--at", "2026-02-01"]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("department Care") && shown.contains("visit: 9000") && !shown.contains("web.a"), "{shown}");
}
