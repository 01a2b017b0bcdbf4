//! Retention: what is too old is nowhere, and everything is as if it had never come.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use kernel::clock::DAY;
use kernel::{Clock as _, SystemClock, Timestamp};
use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, on_both};
use crate::privacy::{holds, on_disk};

on_both! {
    what_is_too_old_is_nowhere_and_the_rest_is_as_if_it_had_never_come,
    whoever_is_under_a_legal_hold_stays,
    what_is_anonymised_is_counted_where_it_was,
    a_run_that_is_killed_is_finished,
    what_comes_during_a_run_is_counted_once,
    a_cancelled_run_destroys_nothing_more,
    the_daily_run_goes_by_rules_that_are_a_day_old
}

/// What stands in the old interactions of the shop alone.
const OLD: [&str; 8] = [
    "zinc-umbrella-complaint",
    "Oldville",
    "Ana Oldname",
    "xq-secret-value",
    "oldplan-77",
    "O-OLD-1",
    "zed-only-old",
    "zed.old@old.example",
];

const LONG_AGO: &str = "2024-03-01T10:00:00Z";

fn event(id: &str, user: &str, at: &str, more: &Value) -> Value {
    let mut event = json!({"type": "identify", "userId": user, "messageId": id, "timestamp": at});
    event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    event
}

/// A moment that is not too old, the same in all stores of a test.
fn recent() -> String {
    static AT: LazyLock<Timestamp> = LazyLock::new(|| Timestamp(SystemClock.now().0 - 2 * DAY));
    AT.to_string()
}

fn said(text: &str, department: &str, subjects: &Value) -> Value {
    json!({"interaction": {"text": text, "channel": "phone", "department": department, "team": "Red",
        "touchpoint": format!("desk.{department}"), "subjects": subjects}})
}

/// The old interactions of the shop.
fn old() -> Vec<Value> {
    let order = json!([{"kind": "account", "id": "A-1", "role": "holder", "facts": {"plan": "oldplan-77"}},
        {"kind": "order", "id": "O-OLD-1"}]);
    vec![
        event(
            "m1",
            "ana",
            LONG_AGO,
            &json!({"traits": {"city": "Oldville", "name": "Ana Oldname", "size": 4},
            "properties": {"secret": "xq-secret-value"}, "context": said("a zinc-umbrella-complaint", "Old", &order)}),
        ),
        event(
            "m2",
            "ana",
            "2024-04-01T10:00:00Z",
            &json!({"traits": {"size": 4}, "context": said("again zinc-umbrella-complaint", "Care", &json!([]))}),
        ),
        event(
            "m3",
            "zed-only-old",
            LONG_AGO,
            &json!({"traits": {"email": "zed.old@old.example"}, "context": said("bye", "Old", &json!([]))}),
        ),
        event(
            "m4",
            "guest-desk",
            LONG_AGO,
            &json!({"context": said("blocked", "Care", &json!([])), "traits": {"email": "bea@new.example"}}),
        ),
        event(
            "m5",
            "eve",
            LONG_AGO,
            &json!({"traits": {"name": "Eve Worker"}, "context": {"interaction": {"relation": "employee"}}}),
        ),
    ]
}

/// What of the shop stays.
fn kept() -> Vec<Value> {
    let at = recent();
    let account = json!([{"kind": "account", "id": "A-1", "role": "payer", "facts": {"plan": "newplan"}}]);
    vec![
        event(
            "m11",
            "ana",
            &at,
            &json!({"traits": {"city": "Newtown", "name": "Ana Newname", "size": 4}, "context": said("all is fine", "Care", &account)}),
        ),
        event(
            "m14",
            "guest-desk",
            &at,
            &json!({"traits": {"email": "bea@new.example"}, "context": said("thanks", "Care", &json!([]))}),
        ),
        event("m15", "eve", &at, &json!({"traits": {"name": "Eve Worker"}})),
    ]
}

/// What of another source, which has no rule, stays.
fn elsewhere() -> Vec<Value> {
    vec![
        event(
            "m21",
            "ana",
            "2024-02-01T10:00:00Z",
            &json!({"traits": {"city": "Elsetown"}, "context": said("from elsewhere", "Care", &json!([]))}),
        ),
        event("m22", "bob", "2024-02-01T10:00:00Z", &json!({"traits": {"name": "Bob Stone"}})),
    ]
}

/// Begins a run and waits for its end.
fn run(server: &Server, dry: bool) -> Value {
    let begun = server.post("/api/v1/retention/run", &json!({"dry_run": dry}));
    ended(server, begun["id"].as_str().unwrap())
}

fn ended(server: &Server, id: &str) -> Value {
    let started = Instant::now();
    loop {
        let run = server.get(&format!("/api/v1/retention/runs/{id}"));
        if !run["ended_at"].is_null() {
            return run;
        }
        assert!(started.elapsed() < Duration::from_mins(1), "the run does not end: {run}");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

fn keep_days(server: &Server, path: &str, days: u32, then: &str) {
    let answer = server.call("PUT", &format!("/api/v1/retention/{path}"), &json!({"days": days, "then": then}));
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// A view without what differs from store to store: ids, when it was received, and what stays of identifiers.
fn stripped(mut value: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for own in ["id", "interaction", "person", "received_at", "identifiers", "next"] {
                    fields.remove(own);
                }
                fields.values_mut().for_each(strip);
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut value);
    value
}

/// Everything that is said of the people who stay.
fn view(server: &Server) -> Vec<Value> {
    let mut views = Vec::new();
    for who in ["user_id:ana", "email:bea@new.example", "user_id:bob", "user_id:eve"] {
        let id = server.id(who);
        for path in ["", "/timeline", "/facts?all=true", "/accounts"] {
            views.push(json!({who: stripped(server.get(&format!("/api/v1/people/{id}{path}")))}));
        }
    }
    for path in [
        "/api/v1/people?identifier=user_id:eve&side=employee",
        "/api/v1/people?limit=1",
        "/api/v1/people?q=zinc",
        "/api/v1/people?q=oldname",
        "/api/v1/people?q=newname",
        "/api/v1/people?q=fine",
        "/api/v1/touchpoints",
        "/api/v1/departments",
        "/api/v1/teams",
        "/api/v1/accounts",
        "/api/v1/accounts?q=A-1",
    ] {
        let mut seen = stripped(server.get(path));
        if path.ends_with("limit=1") {
            seen["items"] = Value::Null;
        }
        views.push(json!({path: seen}));
    }
    views
}

/// Of a part of the organisation, by whom it is counted.
fn counted(place: &Place, server: &Server, scope: &str) -> Value {
    let key = place.key(&["--role", "agent", "--scope", scope]);
    let bearer = format!("Bearer {key}");
    let ask = |path: &str| server.send("GET", path, &[("authorization", &bearer)], b"").json();
    json!([ask("/api/v1/people?limit=1")["total"], ask("/api/v1/departments"), ask("/api/v1/touchpoints")])
}

fn tell(place: &Place, server: &Server, shop: &[Value]) {
    let (shop_key, other_key) = (place.key(&["--source", "shop"]), place.key(&["--source", "other"]));
    server.batch(&shop_key, shop);
    server.batch(&other_key, &elsewhere());
    server.folded();
    server.post(
        "/api/v1/identifiers/block",
        &json!({"identifier": "user_id:guest-desk", "blocked": true, "reason": "shared"}),
    );
}

fn what_is_too_old_is_nowhere_and_the_rest_is_as_if_it_had_never_come(place: &Place) {
    let server = place.serve();
    tell(place, &server, &[old(), kept()].concat());
    let dropped = json!({"type": "nonsense", "userId": "zed-only-old", "messageId": "m7"});
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &[dropped, json!({"type": "nonsense", "userId": "new-dropped", "messageId": "m8"})]);
    server.folded();
    place.sql("UPDATE dropped SET received_at = 1000 WHERE payload LIKE '%zed-only-old%'");
    let zed = server.id("user_id:zed-only-old");
    let before = on_disk(place);
    for value in OLD {
        assert!(holds(&before, value), "{value} must be there to be looked for");
    }
    let (ledger, seen) = (server.get("/api/v1/ledger"), view(&server));
    keep_days(&server, "sources/shop", 30, "erase");

    // A dry run says what would go, and nothing has gone.
    let would = run(&server, true);
    assert_eq!(
        (&would["dry_run"], &would["rules"][0]["destroyed"], &would["people_emptied"]),
        (&json!(true), &json!(5), &json!(1)),
        "{would}"
    );
    assert_eq!(view(&server), seen);
    let did = run(&server, false);
    let rule = json!([{"about": "source", "name": "shop", "days": 30, "then": "erase", "destroyed": 5, "anonymised": 0, "held": 0}]);
    assert_eq!((&did["rules"], &did["people_emptied"], &did["stage"]), (&rule, &json!(1), &json!("done")), "{did}");
    assert_eq!((&did["looked_at"], &did["rows"]["dropped events"]), (&did["frames"], &json!(1)), "{did}");

    // A store that only ever got the rest says the same.
    let kind = if place.is_postgres() { Kind::Postgres } else { Kind::Sqlite };
    let other_place = Place::new(kind).unwrap();
    let other = other_place.serve();
    tell(&other_place, &other, &kept());
    let expected = view(&other);
    let same = |server: &Server, when: &str| {
        for (seen, expected) in view(server).iter().zip(&expected) {
            assert_eq!(seen, expected, "{when}");
        }
        for scope in ["department:Care", "department:Old", "team:Red"] {
            assert_eq!(counted(place, server, scope), counted(&other_place, &other, scope), "{when} {scope}");
        }
    };
    same(&server, "after the run");
    assert_eq!(server.get("/api/v1/ledger"), ledger);
    assert!(server.find("user_id:zed-only-old").is_none());
    assert_eq!(server.call("GET", &format!("/api/v1/people/{zed}"), &Value::Null).status, 404);
    let erasure = &server.get("/api/v1/erasures")["items"][0];
    assert_eq!((&erasure["requested_by"], &erasure["stage"]), (&json!("retention"), &json!("destroyed")));
    assert_eq!(server.get("/api/v1/dropped")["total"], 1);

    // A late retry is known, and the next run has nothing to do.
    assert_eq!(server.batch(&shop, &old())["dropped"], Value::Null);
    same(&server, "after a retry");
    assert_eq!(run(&server, false)["rules"][0]["destroyed"], 0);
    assert_eq!(server.get("/api/v1/retention/runs?limit=1")["total"], 3);
    let report = server.get("/api/v1/doctor");
    assert_eq!(report["healthy"], true, "{report}");
    server.stop();
    let after = on_disk(place);
    for value in OLD {
        assert!(!holds(&after, value), "{value} is still on disk");
    }
    if !place.is_postgres() {
        for file in ["folds.db", "folds.db-wal", "folds.db-shm"] {
            let _ = std::fs::remove_file(place.data().join(file));
        }
    }
    let server = place.serve();
    same(&server, "after a restart");
}

fn whoever_is_under_a_legal_hold_stays(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let one = |id: &str, user: &str| {
        event(id, user, LONG_AGO, &json!({"context": said("kept for the court", "Care", &json!([]))}))
    };
    server.batch(&shop, &[one("m1", "held"), one("m2", "free"), one("m3", "refusing"), one("m4", "contact")]);
    server.batch(
        &shop,
        &[json!({"type": "nonsense", "userId": "held-user", "note": "user_id held-user", "messageId": "m7"})],
    );
    let other = event("m5", "held-user", LONG_AGO, &json!({}));
    server.batch(&shop, &[other]);
    server.folded();
    place.sql("UPDATE dropped SET received_at = 1000");
    let hold = |user: &str, kind: &str| {
        let path = format!("/api/v1/people/{}/holds", server.id(user));
        server.post(&path, &json!({"kind": kind, "reason": "a lawsuit"}))["id"].as_str().unwrap().to_owned()
    };
    let legal = [hold("user_id:held", "legal"), hold("user_id:held-user", "legal")];
    hold("user_id:contact", "contact");
    server
        .post("/api/v1/consents", &json!({"identifier": "user_id:refusing", "purpose": "marketing", "granted": false}));
    // A card that somebody else's later interaction carries too, and that is not theirs.
    let card = |id: &str, at: &str, user: &Value| {
        json!({"type": "track", "event": "e", "messageId": id, "timestamp": at, "userId": user,
            "context": {"externalIds": [{"type": "loyalty_card", "id": "card-beside"}]}})
    };
    server.batch(&shop, &[card("m8", LONG_AGO, &Value::Null), card("m9", &recent(), &json!("with-card"))]);
    let links = server.get(&format!("/api/v1/people/{}/links", server.id("user_id:with-card")));
    let undo = format!("/api/v1/links/{}/undo", links["items"][0]["id"].as_str().unwrap());
    server.post(&undo, &json!({"reason": "borrowed"}));
    keep_days(&server, "purposes/analytics", 30, "erase");
    for dry in [true, false] {
        let did = run(&server, dry);
        assert_eq!((&did["rules"][0]["destroyed"], &did["rules"][0]["held"]), (&json!(4), &json!(2)), "{did}");
        assert_eq!(did["people_emptied"], 1, "{did}");
    }
    assert!(server.find("user_id:free").is_none());
    assert_eq!(server.person("user_id:held")["interactions"], 1);
    assert_eq!(server.get("/api/v1/dropped")["total"], 1);
    // Their interactions are gone; that they refuse, or that somebody holds them, is not.
    for stays in ["user_id:refusing", "user_id:contact", "loyalty_card:card-beside"] {
        assert_eq!(server.person(stays)["interactions"], 0, "{stays}");
    }
    let consents = server.get(&format!("/api/v1/people/{}/consents", server.id("user_id:refusing")));
    assert_eq!(consents["items"][0]["granted"], false);
    for id in legal {
        assert_eq!(server.call("DELETE", &format!("/api/v1/holds/{id}"), &Value::Null).status, 204);
    }
    let did = run(&server, false);
    assert_eq!((&did["rules"][0]["destroyed"], &did["people_emptied"]), (&json!(2), &json!(2)), "{did}");
    assert!(server.find("user_id:held").is_none());
    assert_eq!(server.get("/api/v1/dropped")["total"], 0);
    server.stop();
    assert!(!holds(&on_disk(place), "kept for the court"));
}

fn what_is_anonymised_is_counted_where_it_was(place: &Place) {
    let server = place.serve();
    tell(place, &server, &[old(), kept()].concat());
    let names = |server: &Server| {
        let counts = |path: &str| {
            let found = server.get(path);
            let mut all: Vec<String> = found["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| format!("{} {}", one["name"], one["interactions"]))
                .collect();
            all.sort();
            all
        };
        (counts("/api/v1/touchpoints"), counts("/api/v1/departments"))
    };
    let before = names(&server);
    keep_days(&server, "sources/shop", 30, "anonymise");
    let did = run(&server, false);
    assert_eq!((&did["rules"][0]["anonymised"], &did["rules"][0]["destroyed"]), (&json!(5), &json!(0)), "{did}");
    assert_eq!(names(&server), before);
    assert_eq!(server.person("user_id:ana")["interactions"], 2);
    server.stop();
    let all = on_disk(place);
    for value in OLD {
        assert!(!holds(&all, value), "{value}");
    }
    if !place.is_postgres() {
        for file in ["folds.db", "folds.db-wal", "folds.db-shm"] {
            let _ = std::fs::remove_file(place.data().join(file));
        }
    }
    let server = place.serve();
    assert_eq!(names(&server), before);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
}

/// Many interactions of a hundred people, each with an old and a new one.
fn many(from: usize, count: usize) -> Vec<Value> {
    let at = recent();
    let one = |number: usize| {
        let (user, is_old) = (format!("user-{}", number % 100), number % 2 == (number / 100) % 2);
        let said_at = if is_old { LONG_AGO } else { at.as_str() };
        let words = if is_old { "former-words" } else { "later-words" };
        let more = json!({"traits": {words: number, "plan": "same"}, "context": said(words, "Care", &json!([]))});
        event(&format!("n{number}"), &user, said_at, &more)
    };
    (from..from + count).map(one).collect()
}

/// What a hundred people look like after the old has gone.
fn assert_only_the_new(server: &Server, of_each: usize) {
    for number in 0..100 {
        let person = server.person(&format!("user_id:user-{number}"));
        assert_eq!(person["interactions"], of_each, "{person}");
        let id = person["id"].as_str().unwrap();
        assert_eq!(server.get(&format!("/api/v1/people/{id}/timeline"))["total"], of_each);
        let facts = server.get(&format!("/api/v1/people/{id}/facts?all=true"));
        let plan = facts["items"].as_array().unwrap().iter().find(|fact| fact["name"] == "plan").unwrap();
        assert_eq!(plan["times"], of_each, "{plan}");
        assert!(!facts.to_string().contains("former-words"));
    }
    assert_eq!(server.get("/api/v1/touchpoints")["items"][0]["interactions"], 100 * of_each);
}

fn a_run_that_is_killed_is_finished(place: &Place) {
    let mut server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    for from in (0..10_000).step_by(1000) {
        server.batch(&shop, &many(from, 1000));
    }
    server.folded();
    keep_days(&server, "sources/shop", 30, "erase");
    let id = server.post("/api/v1/retention/run", &json!({}))["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/retention/runs/{id}");
    // In the middle of the journal, then as soon as it is further.
    let mut cut_off = Vec::new();
    for stage in ["journal", "indexes", "people"] {
        loop {
            let run = server.get(&path);
            if run["stage"] != "journal" && stage == "journal" || !run["ended_at"].is_null() {
                break;
            }
            if run["stage"] == stage && run["looked_at"] != 0 {
                cut_off.push(stage);
                break;
            }
        }
        let admin = server.admin.clone();
        server.kill();
        server = place.try_serve("").unwrap();
        server.admin = admin;
    }
    assert!(cut_off.contains(&"journal"), "the run was killed in {cut_off:?}");
    let did = ended(&server, &id);
    assert_eq!((&did["rules"][0]["destroyed"], &did["stage"]), (&json!(5000), &json!("done")), "{did}");
    assert_only_the_new(&server, 50);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
    server.stop();
    let all = on_disk(place);
    assert!(!holds(&all, "former-words") && holds(&all, "later-words"));
}

fn what_comes_during_a_run_is_counted_once(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &many(0, 1000));
    server.folded();
    keep_days(&server, "sources/shop", 30, "erase");
    // What comes is new: nothing is made anew after this run.
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for from in (1000..5000).step_by(100) {
                let mut events = many(from, 100);
                for event in &mut events {
                    event["timestamp"] = recent().into();
                }
                server.batch(&shop, &events);
            }
        });
        assert_eq!(run(&server, false)["rules"][0]["destroyed"], 500);
    });
    server.folded();
    for number in 0..100 {
        let person = server.person(&format!("user_id:user-{number}"));
        assert_eq!(person["interactions"], 45, "{person}");
        let facts = server.get(&format!("/api/v1/people/{}/facts?all=true", person["id"].as_str().unwrap()));
        let plan = facts["items"].as_array().unwrap().iter().find(|fact| fact["name"] == "plan").unwrap();
        assert_eq!(plan["times"], 45, "{plan}");
    }
    assert_eq!(server.get("/api/v1/touchpoints")["items"][0]["interactions"], 4500);
    assert_eq!(run(&server, false)["rules"][0]["destroyed"], 0);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
}

fn a_cancelled_run_destroys_nothing_more(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &many(0, 200));
    server.folded();
    keep_days(&server, "sources/shop", 30, "erase");
    let over = run(&server, true)["id"].as_str().unwrap().to_owned();
    let cancel = |id: &str| server.call("POST", &format!("/api/v1/retention/runs/{id}/cancel"), &json!({}));
    assert_eq!(cancel(&over).status, 409);
    server.stop();
    place.sql(
        "INSERT INTO privacy_retention_runs
            (asked_by, dry, stage, cancel, frames, looked_at, done, people, changed, begun_at, running)
         VALUES ('test', 0, 'journal', 1, 0, 0, '[]', 0, '{}', 0, 1)",
    );
    let server = place.serve();
    let id = server.get("/api/v1/retention/runs")["items"][0]["id"].as_str().unwrap().to_owned();
    let did = ended(&server, &id);
    assert_eq!(
        (&did["stage"], &did["rules"][0]["destroyed"], &did["cancelled"]),
        (&json!("cancelled"), &json!(0), &json!(true))
    );
    assert_eq!(server.person("user_id:user-1")["interactions"], 2);
}

fn the_daily_run_goes_by_rules_that_are_a_day_old(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &many(0, 200));
    server.folded();
    keep_days(&server, "sources/shop", 30, "erase");
    server.stop();
    // Nothing is done by a rule of today, also after a restart.
    let server = place.serve();
    let metrics = |server: &Server| {
        server.send("GET", "/metrics", &[("authorization", &format!("Bearer {}", server.admin))], b"").body
    };
    assert!(!metrics(&server).contains("throughline_retention"));
    assert_eq!(server.get("/api/v1/retention/runs")["total"], 0);
    server.stop();
    place.sql("UPDATE privacy_retention SET changed_at = changed_at - 86400000");
    let server = place.serve();
    let started = Instant::now();
    while server.get("/api/v1/retention/runs")["total"] == 0 {
        assert!(started.elapsed() < Duration::from_secs(25), "no run began");
    }
    let first = server.get("/api/v1/retention/runs")["items"][0].clone();
    let did = ended(&server, first["id"].as_str().unwrap());
    assert_eq!((&did["asked_by"], &did["rules"][0]["destroyed"]), (&Value::Null, &json!(100)));
    assert!(metrics(&server).contains("throughline_retention_last_run_interactions 100\n"));
    server.stop();
    // Once a day.
    let server = place.serve();
    assert_eq!(server.get("/api/v1/retention/runs")["total"], 1);
}

#[test]
fn rules_are_said_listed_and_taken_away() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    place.key(&["--source", "shop"]);
    let call =
        |method: &str, path: &str, body: Value| server.call(method, &format!("/api/v1/retention/{path}"), &body).status;
    for (days, then, status) in
        [(0, "erase", 400), (36_526, "erase", 400), (36_525, "anonymise", 200), (1, "erase", 200)]
    {
        assert_eq!(call("PUT", "purposes/analytics", json!({"days": days, "then": then})), status, "{days}");
    }
    assert_eq!(call("PUT", "purposes/analytics", json!({"days": 1, "then": "forget"})), 422);
    assert_eq!(call("PUT", "sources/nowhere", json!({"days": 1, "then": "erase"})), 404);
    let unknown = server.call("PUT", "/api/v1/retention/purposes/analitics", &json!({"days": 1, "then": "erase"}));
    assert!(unknown.status == 404 && unknown.body.contains("analytics, "), "{}", unknown.body);
    let of = |about: &str, name: &str| {
        let all = server.get("/api/v1/retention");
        all["items"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["about"] == about && one["name"] == name)
            .unwrap()
            .clone()
    };
    let shop = of("source", "shop");
    assert_eq!((&shop["purpose"], &shop["basis"]), (&json!("analytics"), &json!("legitimate_interest")));
    assert_eq!((&shop["rule"]["about"], &shop["rule"]["days"]), (&json!("purpose"), &json!(1)));
    keep_days(&server, "sources/shop", 90, "anonymise");
    let own = of("source", "shop")["rule"].clone();
    assert_eq!((&own["about"], &own["days"], &own["then"]), (&json!("source"), &json!(90), &json!("anonymise")));
    assert_eq!(of("purpose", "analytics")["rule"]["days"], 1);
    assert_eq!(of("purpose", "marketing")["rule"], Value::Null);
    assert_eq!((call("DELETE", "sources/shop", Value::Null), call("DELETE", "sources/shop", Value::Null)), (204, 404));
    assert_eq!(of("source", "shop")["rule"]["about"], "purpose");
    let audit = server.get("/api/v1/audit").to_string();
    assert!(
        audit.contains("retention.put")
            && audit.contains("90 days, then anonymise")
            && audit.contains("retention.delete")
    );
}
