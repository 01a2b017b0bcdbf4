//! Identity over the whole way: links as they come, merge and its undo in every view, conflicts, blocked values.

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both};

on_both! {
    merge_then_unmerge_is_the_identity_in_every_view,
    two_customer_numbers_are_a_conflict_that_waits,
    a_blocked_identifier_lets_people_go,
    a_preview_shows_what_will_be_and_changes_nothing,
    a_tablet_joins_nobody,
    public_sources_join_no_known_people,
    many_writers_end_in_the_same_people,
}

fn identify(id: &str, user: &str, traits: &Value) -> Value {
    json!({"type": "identify", "userId": user, "messageId": id, "timestamp": "2026-01-01T00:00:00Z", "traits": traits})
}

/// Everything that is shown of a person, without the names of the moment.
fn everything(server: &Server, identifier: &str) -> Value {
    let id = server.id(identifier);
    let path = format!("/api/v1/people/{id}");
    let get = |rest: &str| server.get(&format!("{path}{rest}"));
    json!([get(""), get("/timeline"), get("/facts?all=true"), get("/identifiers"), get("/consents")])
}

fn merge_then_unmerge_is_the_identity_in_every_view(place: &Place) {
    let server = place.serve();
    let crm = place.key(&["--source", "crm"]);
    server.batch(
        &crm,
        &[
            identify("m1", "u1", &json!({"email": "ana@example.com", "city": "Leeds"})),
            identify("m2", "u2", &json!({"email": "bea@example.com", "city": "York", "vip": true})),
        ],
    );
    server.post(
        "/api/v1/consents",
        &json!({"identifier": "email:bea@example.com", "purpose": "marketing", "granted": false}),
    );
    let before = (everything(&server, "u1"), everything(&server, "u2"));
    let ids = (server.id("u1"), server.id("u2"));
    let merged = server.post("/api/v1/people/merge", &json!({"a": ids.0, "b": ids.1, "reason": "one passport"}));
    assert_eq!(merged["person"], ids.0.as_str(), "the person is named after the older identifier");
    assert_eq!(server.get(&format!("/api/v1/people/{}", ids.1))["id"], ids.0.as_str(), "the old id still finds them");
    assert_eq!(server.get(&format!("/api/v1/people/{}/timeline", ids.1))["total"], 2);
    assert_eq!(server.get(&format!("/api/v1/people/{}/consents", ids.0))["items"][0]["granted"], false);
    let again = server.call("POST", "/api/v1/people/merge", &json!({"a": ids.0, "b": ids.1, "reason": "again"}));
    assert_eq!(again.status, 409);
    server.folded();
    let decided = server.get("/api/v1/decisions");
    assert_eq!((&decided["total"], &decided["items"][0]["id"]), (&json!(1), &merged["link"]));
    assert_eq!(decided["items"][0]["people"], json!([ids.0, ids.0]));
    let undo = format!("/api/v1/links/{}/undo", merged["link"].as_str().unwrap());
    let undone = server.post(&undo, &json!({"reason": "two sisters"}));
    assert_eq!(undone["decisions"][0]["reason"], "two sisters");
    assert_eq!(server.call("POST", &undo, &json!({"reason": "two sisters"})).status, 409, "nothing is left to undo");
    assert_eq!((everything(&server, "u1"), everything(&server, "u2")), before);
    server.stop();
    let server = place.serve();
    assert_eq!((everything(&server, "u1"), everything(&server, "u2")), before);
}

fn two_customer_numbers_are_a_conflict_that_waits(place: &Place) {
    let server = place.serve();
    let crm = place.key(&["--source", "crm"]);
    server.batch(
        &crm,
        &[
            identify("m1", "u1", &json!({"email": "ana@example.com"})),
            json!({"type": "identify", "userId": "u2", "messageId": "m2", "timestamp": "2026-01-02T00:00:00Z",
            "traits": {"email": "ana@example.com"}}),
        ],
    );
    assert_ne!(server.id("user_id:u1"), server.id("user_id:u2"));
    let conflicts = server.get("/api/v1/conflicts");
    assert_eq!((&conflicts["total"], &conflicts["items"][0]["state"]), (&json!(1), &json!("conflict")));
    let related = server.get(&format!("/api/v1/people/{}/related", server.id("user_id:u1")));
    assert_eq!((&related["total"], &related["items"][0]["how"]), (&json!(1), &json!("conflict")));
    assert_eq!(related["items"][0]["person"], server.id("user_id:u2").as_str());
    let link = conflicts["items"][0]["id"].as_str().unwrap().to_owned();
    let decide = |joined: bool| {
        server.post(&format!("/api/v1/links/{link}/decide"), &json!({"joined": joined, "reason": "asked her"}))
    };
    assert_eq!(decide(true)["state"], "active");
    assert_eq!(server.id("user_id:u1"), server.id("user_id:u2"));
    assert_eq!(server.get("/api/v1/conflicts")["total"], 0);
    assert_eq!(decide(false)["state"], "apart");
    // Whoever has seen another state does not undo what is there by now.
    let late = json!({"reason": "a retry", "state": "active"});
    assert_eq!(server.call("POST", &format!("/api/v1/links/{link}/undo"), &late).status, 409);
    assert_ne!(server.id("user_id:u1"), server.id("user_id:u2"));
    // Taking back one decision brings back the one before it; taking back both leaves the conflict as it was.
    let undo = |reason: &str| server.post(&format!("/api/v1/links/{link}/undo"), &json!({"reason": reason}));
    assert_eq!(undo("not sure any more")["state"], "active");
    assert_eq!(undo("not sure at all")["state"], "conflict");
    assert_eq!(server.get("/api/v1/conflicts")["total"], 1);
    // Evidence that is undone is marked apart, so that the next event does not join it again.
    let links = server.get(&format!("/api/v1/people/{}/links", server.id("user_id:u1")));
    let active = links["items"].as_array().unwrap().iter().find(|link| link["state"] == "active").unwrap();
    server.post(&format!("/api/v1/links/{}/undo", active["id"].as_str().unwrap()), &json!({"reason": "a typo"}));
    server.batch(&crm, &[identify("m3", "u1", &json!({"email": "ana@example.com"}))]);
    assert_ne!(server.id("user_id:u1"), server.id("email:ana@example.com"));
    assert_eq!(server.id("user_id:u2"), server.id("email:ana@example.com"));
}

fn a_blocked_identifier_lets_people_go(place: &Place) {
    let server = place.serve();
    let crm = place.key(&["--source", "crm"]);
    let badge = json!({"externalIds": [{"id": "front desk", "type": "badge"}]});
    let with_badge = |id: &str, more: Value| {
        let mut event = json!({"type": "track", "event": "e", "messageId": id, "context": badge});
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event
    };
    let told = json!({"type": "identify", "traits": {"email": "b@example.com", "name": "Berit Holm"}});
    server.batch(
        &crm,
        &[
            with_badge("m1", json!({"userId": "u1"})),
            with_badge("m2", told.clone()),
            with_badge("m3", json!({})),
            json!({"type": "track", "event": "e", "userId": "u1", "messageId": "m4"}),
        ],
    );
    let block = |identifier: &str, blocked: bool| {
        let body = json!({"identifier": identifier, "blocked": blocked, "reason": "everybody uses it"});
        server.post("/api/v1/identifiers/block", &body);
    };
    let who_is = |query: &str| server.get(&format!("/api/v1/people?q={query}"))["items"][0]["id"].clone();
    // How many interactions the person of an identifier has, in all views, and how many facts.
    let counts = |identifier: &str| {
        let person = server.person(identifier);
        let path = format!("/api/v1/people/{}", person["id"].as_str().unwrap());
        let timeline = server.get(&format!("{path}/timeline"));
        let items = timeline["items"].as_array().unwrap();
        assert_eq!(
            (&person["interactions"], items.len() as u64),
            (&timeline["total"], timeline["total"].as_u64().unwrap())
        );
        for item in items {
            assert_eq!(
                server.get(&format!("/api/v1/interactions/{}", item["id"].as_str().unwrap()))["person"],
                person["id"]
            );
        }
        (items.len(), server.get(&format!("{path}/facts"))["items"].as_array().unwrap().len())
    };
    let ids = ["user_id:u1", "badge:front desk", "email:b@example.com"];
    assert_eq!(ids.map(counts), [(4, 2); 3]);
    assert_eq!(who_is("berit"), server.id("user_id:u1").as_str());
    // What came with it belongs to the next identifier, also what came before.
    block("badge:front desk", true);
    assert_eq!(ids.map(counts), [(2, 0), (1, 0), (1, 2)]);
    assert_eq!(who_is("berit"), server.id("email:b@example.com").as_str());
    server.batch(&crm, &[with_badge("m5", told)]);
    assert_eq!(ids.map(counts), [(2, 0), (1, 0), (2, 2)]);
    // With all of its identifiers blocked an interaction stays with the first.
    block("email:b@example.com", true);
    assert_eq!(ids.map(counts), [(2, 0), (3, 2), (0, 0)]);
    assert_eq!(who_is("berit"), server.id("badge:front desk").as_str());
    block("badge:front desk", false);
    assert_eq!(ids.map(counts), [(5, 2), (5, 2), (0, 0)]);
    block("email:b@example.com", false);
    assert_eq!(ids.map(counts), [(5, 2); 3]);
    assert_eq!(place.run(&["doctor", "--json"])["healthy"], true);
}

fn a_preview_shows_what_will_be_and_changes_nothing(place: &Place) {
    let server = place.serve();
    let crm = place.key(&["--source", "crm"]);
    server.batch(
        &crm,
        &[
            identify("m1", "u1", &json!({"email": "ana@example.com"})),
            identify("m2", "u2", &json!({"email": "bea@example.com"})),
            identify("m3", "u2", &json!({"phone": "+442079460018"})),
        ],
    );
    // Somebody whom only the web knows is joined too, by what names them: their browser stays with them.
    let web = place.key(&["--source", "site", "--public"]);
    server.batch(
        &web,
        &[json!({"type": "identify", "anonymousId": "browser-9", "messageId": "w1",
        "timestamp": "2026-01-01T00:00:00Z", "traits": {"email": "cleo@example.com"}})],
    );
    let lead =
        server.post("/api/v1/people/merge", &json!({"a": "email:cleo@example.com", "b": "user_id:u1", "reason": "r"}));
    assert_eq!(server.id("anonymous_id:browser-9"), lead["person"].as_str().unwrap());
    server.post(&format!("/api/v1/links/{}/undo", lead["link"].as_str().unwrap()), &json!({"reason": "r"}));
    assert_ne!(server.id("anonymous_id:browser-9"), server.id("user_id:u1"));
    let before = (everything(&server, "u1"), everything(&server, "u2"));
    let preview = |decision: Value| server.post("/api/v1/people/preview", &decision);
    let sizes = |people: &Value| -> Vec<(usize, u64)> {
        let size = |one: &Value| (one["identifiers"].as_array().unwrap().len(), one["interactions"].as_u64().unwrap());
        people.as_array().unwrap().iter().map(size).collect()
    };
    let merging = preview(json!({"merge": {"a": "user_id:u1", "b": "user_id:u2"}}));
    assert_eq!((sizes(&merging["before"]), sizes(&merging["after"])), (vec![(2, 1), (3, 2)], vec![(5, 3)]));
    let blocking = preview(json!({"block": {"identifier": "user_id:u2", "blocked": true}}));
    assert_eq!(sizes(&blocking["before"]), [(3, 2)]);
    assert_eq!(blocking["after"].as_array().unwrap().len(), 3);
    assert_eq!((everything(&server, "u1"), everything(&server, "u2")), before, "nothing has changed");
    assert_eq!(server.get("/api/v1/conflicts")["total"], 0);

    let merged = server.post("/api/v1/people/merge", &json!({"a": "user_id:u1", "b": "user_id:u2", "reason": "r"}));
    assert_eq!(merged["person"], merging["after"][0]["id"]);
    let undoing = preview(json!({"undo": merged["link"]}));
    assert_eq!((&undoing["before"], &undoing["after"]), (&merging["after"], &merging["before"]));
    let apart = preview(json!({"decide": {"link": merged["link"], "joined": false}}));
    assert_eq!(apart["after"], merging["before"]);
    server.post(&format!("/api/v1/links/{}/undo", merged["link"].as_str().unwrap()), &json!({"reason": "r"}));
    assert_eq!((everything(&server, "u1"), everything(&server, "u2")), before);
    let refused = server.call(
        "POST",
        "/api/v1/people/preview",
        &json!({"merge": {"a": "user_id:u1", "b": "email:ana@example.com"}}),
    );
    assert_eq!(refused.status, 409, "{}", refused.body);
}

fn a_tablet_joins_nobody(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let visit = |n: usize| {
        json!({"type": "track", "event": "Visited", "userId": format!("u{n}"), "messageId": format!("m{n}"),
        "context": {"device": {"id": "tablet-7"}}})
    };
    server.batch(&shop, &[visit(0)]);
    assert_eq!(server.id("device:tablet-7"), server.id("user_id:u0"));
    // Those who share it are named to each other as long as they are a household.
    server.batch(&shop, &[visit(1), visit(2)]);
    let related = |who: &str| server.get(&format!("/api/v1/people/{}/related", server.id(who)));
    let of_two = related("user_id:u2");
    assert_eq!(of_two["total"], 2, "{of_two}");
    let with_one = of_two["items"].as_array().unwrap().iter().find(|one| one["person"] == server.id("user_id:u1"));
    assert_eq!((&with_one.unwrap()["via"], &with_one.unwrap()["how"]), (&json!("device:tablet-7"), &json!("shared")));
    server.batch(&shop, &(3..200).map(visit).collect::<Vec<_>>());
    assert_eq!(related("user_id:u2")["total"], 0);
    let people: std::collections::BTreeSet<String> = (0..200).map(|n| server.id(&format!("user_id:u{n}"))).collect();
    assert_eq!(people.len(), 200);
    assert!(!people.contains(&server.id("device:tablet-7")));
    assert_eq!(server.person("device:tablet-7")["identifiers"][0]["shared"], true);
}

fn public_sources_join_no_known_people(place: &Place) {
    let server = place.serve();
    let (crm, site) = (place.key(&["--source", "crm"]), place.key(&["--source", "site", "--public"]));
    server.batch(&crm, &[identify("m1", "victim", &json!({"email": "victim@example.com"}))]);
    // An attacker with the page's key says that the victim's address is theirs.
    server.batch(
        &site,
        &[json!({"type": "identify", "userId": "attacker", "anonymousId": "a1", "messageId": "m2",
        "traits": {"email": "victim@example.com"}})],
    );
    server.batch(&site, &[json!({"type": "alias", "userId": "attacker", "previousId": "victim", "messageId": "m3"})]);
    assert_ne!(server.id("user_id:attacker"), server.id("user_id:victim"));
    assert_eq!(server.id("email:victim@example.com"), server.id("user_id:victim"));
    // Nor can anybody take what is hers by claiming it often.
    let claim = |n: usize| {
        json!({"type": "identify", "userId": format!("x{n}"), "messageId": format!("claim{n}"),
        "timestamp": "2026-11-01T00:00:00Z", "traits": {"email": "victim@example.com", "phone": "07400 123456"}})
    };
    server.batch(&crm, &[identify("m5", "victim", &json!({"phone": "07400 123456"}))]);
    server.batch(&site, &(0..30).map(claim).collect::<Vec<_>>());
    assert_eq!(server.id("email:victim@example.com"), server.id("user_id:victim"));
    assert_eq!(server.id("phone:+447400123456"), server.id("user_id:victim"));
    // A trusted system that says so joins them.
    server.batch(&crm, &[json!({"type": "alias", "userId": "attacker", "previousId": "victim", "messageId": "m4"})]);
    assert_eq!(server.id("user_id:attacker"), server.id("user_id:victim"));
}

fn many_writers_end_in_the_same_people(place: &Place) {
    // On PostgreSQL two servers share the store; on SQLite several connections share one.
    let servers: Vec<Server> =
        if place.is_postgres() { vec![place.serve(), place.serve()] } else { vec![place.serve()] };
    let crm = place.key(&["--source", "crm"]);
    let event = |n: usize| {
        let (a, b) = (n % 40, (n * 7 + 3) % 40);
        json!({"type": "track", "event": "e", "messageId": format!("m{n}"), "timestamp": format!("2026-01-01T00:00:{:02}Z", n % 60),
            "context": {"externalIds": [{"id": format!("{a}@x.example"), "type": "email"}, {"id": format!("d{b}"), "type": "device"}]}})
    };
    std::thread::scope(|scope| {
        for worker in 0..6 {
            let server = &servers[worker % servers.len()];
            let crm = &crm;
            scope.spawn(move || {
                for n in (0..600).filter(|n| n % 6 == worker || n % 5 == worker) {
                    server.batch(crm, &[event(n)]);
                }
            });
        }
    });
    let groups = |server: &Server| -> Vec<Vec<String>> {
        let mut people: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
        for n in 0..40 {
            for identifier in [format!("email:{n}@x.example"), format!("device:d{n}")] {
                if let Some(person) = server.find(&identifier) {
                    people.entry(person["id"].as_str().unwrap().to_owned()).or_default().push(identifier);
                }
            }
        }
        let mut groups: Vec<Vec<String>> = people.into_values().collect();
        groups.sort();
        groups
    };
    let found: Vec<_> = servers.iter().map(groups).collect();
    assert!(found.iter().all(|one| *one == found[0]));
    for server in &servers {
        let ledger = server.get("/api/v1/ledger");
        assert_eq!(ledger["stored"], 600);
    }
    drop(servers);
    // One writer, in order, on a store of its own.
    let alone =
        Place::new(if place.is_postgres() { crate::harness::Kind::Postgres } else { crate::harness::Kind::Sqlite })
            .unwrap();
    let server = alone.serve();
    let crm = alone.key(&["--source", "crm"]);
    server.batch(&crm, &(0..600).map(event).collect::<Vec<_>>());
    assert_eq!(groups(&server), found[0]);
    assert_eq!(place.run(&["doctor", "--json"])["healthy"], true);
}
