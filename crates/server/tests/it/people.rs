//! The single view: an event becomes a line of a person's timeline, over channels, identifiers and restarts.

use serde_json::{Value, json};

use crate::harness::{Place, escaped, on_both};

on_both! {
    one_event_reaches_the_timeline,
    a_person_is_found_in_any_form,
    the_timeline_pages_and_filters,
    facts_say_where_they_come_from,
    the_employees_side_is_kept_apart,
    what_was_acknowledged_is_seen_after_a_restart,
}

fn one_event_reaches_the_timeline(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let answer = server.batch(
        &shop,
        &[json!({
            "type": "track", "event": "Order Completed", "userId": "u1", "messageId": "m1",
            "timestamp": "2026-03-01T09:30:00Z", "properties": {"total": 12.5},
        })],
    );
    assert_eq!(answer, json!({"success": true}));
    // Without a question the people of the newest interactions, however many are wanted.
    for n in 0..3 {
        server.batch(&shop, &[json!({"type": "track", "event": "e", "userId": "u2", "messageId": format!("n{n}")})]);
    }
    let newest = server.get("/api/v1/people?limit=1");
    assert_eq!((&newest["total"], newest["items"].as_array().unwrap().len()), (&json!(2), 1));
    assert_eq!(server.get("/api/v1/people?limit=2")["items"].as_array().unwrap().len(), 2);
    let timeline = server.get(&format!("/api/v1/people/{}/timeline", server.id("user_id:u1")));
    assert_eq!(timeline["total"], 1);
    let item = &timeline["items"][0];
    assert_eq!(item["name"], "Order Completed");
    assert_eq!(item["occurred_at"], "2026-03-01T09:30:00.000Z");
    assert_eq!(item["identifier"], "user_id:u1");
    assert_eq!((&item["source"], &item["known"]), (&json!("shop"), &json!(true)));
    let opened = server.get(&format!("/api/v1/interactions/{}", item["id"].as_str().unwrap()));
    assert_eq!(opened["properties"], json!({"total": 12.5}));
}

fn a_person_is_found_in_any_form(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(
        &shop,
        &[json!({
            "type": "identify", "userId": "u1", "anonymousId": "a1", "messageId": "m1",
            "traits": {"email": "Ana@Example.COM", "phone": "020 7946 0018", "name": "Ana Ruiz", "address": "7 Elm Row, LS1 4AB"},
            "context": {"externalIds": [{"id": "9826091099010714", "type": "loyalty_card"}]},
        })],
    );
    server.batch(
        &shop,
        &[json!({
            "type": "track", "event": "Chatted", "anonymousId": "a1", "messageId": "m2",
            "properties": {"text": "The router in the hall keeps blinking"},
        })],
    );
    let id = server.id("user_id:u1");
    for typed in [
        "email:ana@example.com",
        "ANA@example.com",
        "+44 20 7946 0018",
        "phone:(020) 7946-0018",
        "u1",
        "a1",
        "mailto:ana@example.com",
        "9826 0910 9901 0714",
    ] {
        assert_eq!(server.id(typed), id, "{typed}");
    }
    // Once out of memory and once out of the index.
    for _ in 0..2 {
        for words in ["ana ru", "router blink", "RUIZ", "ruiz elm row ls1"] {
            let found = server.get(&format!("/api/v1/people?q={}", escaped(words)));
            assert_eq!(found["items"][0]["id"], id.as_str(), "{words}");
            assert_eq!(found["total"], 1, "{words}");
        }
        assert_eq!(server.get("/api/v1/people?q=nobody")["total"], 0);
        server.folded();
    }
    assert_eq!(server.get("/api/v1/people")["items"][0]["id"], id.as_str());
}

fn the_timeline_pages_and_filters(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    for portion in 0..3 {
        let events: Vec<_> = (portion * 50..(portion + 1) * 50)
            .map(|n| {
                let channel = if n % 2 == 0 { "web" } else { "phone" };
                json!({
                    "type": "track", "event": format!("e{n}"), "userId": "u1", "messageId": format!("m{n}"),
                    "timestamp": format!("2026-03-01T{:02}:{:02}:00Z", n / 60, n % 60),
                    "context": {"interaction": {"channel": channel, "department": if n < 10 { "Sales" } else { "Care" },
                        "text": if n == 77 { "a purple umbrella" } else { "" }}},
                })
            })
            .collect();
        server.batch(&shop, &events);
        if portion == 1 {
            server.folded();
        }
    }
    let path = format!("/api/v1/people/{}/timeline", server.id("u1"));
    let (mut seen, mut next) = (Vec::new(), String::new());
    loop {
        let page = server.get(&format!("{path}?limit=40{next}"));
        assert_eq!(page["total"], 150);
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={}", escaped(cursor)),
            None => break,
        }
    }
    let expected: Vec<String> = (0..150).rev().map(|n| format!("e{n}")).collect();
    assert_eq!(seen, expected);
    for (filter, total) in [
        ("channel=web", 75),
        ("department=Sales", 10),
        ("channel=phone&department=Sales", 5),
        ("from=2026-03-01T02:00:00Z", 30),
        ("to=2026-03-01T00:10:00Z", 10),
        ("channel=letter", 0),
        ("text=purple%20umb", 1),
    ] {
        assert_eq!(server.get(&format!("{path}?{filter}"))["total"], total, "{filter}");
    }
    let person = server.person("u1");
    assert_eq!(person["interactions"], 150);
    assert_eq!(person["channels"], json!([{"name": "phone", "interactions": 75}, {"name": "web", "interactions": 75}]));
    assert_eq!(person["first_seen"], "2026-03-01T00:00:00.000Z");
    server.folded();
    let departments = server.get("/api/v1/departments");
    assert_eq!(departments["items"][0]["name"], "Care");
    assert_eq!(departments["items"][0]["interactions"], 140);
}

fn facts_say_where_they_come_from(place: &Place) {
    let server = place.serve();
    let (crm, site) = (place.key(&["--source", "crm"]), place.key(&["--source", "site", "--public"]));
    let identify_at = |department: &str, id: &str, at: &str, city: &str| {
        json!({"type": "identify", "userId": "u1", "messageId": id, "timestamp": at, "traits": {"city": city, "vip": true},
            "context": {"interaction": {"department": department}}})
    };
    let identify = |id: &str, at: &str, city: &str| identify_at("Care", id, at, city);
    server.batch(
        &crm,
        &[identify("m1", "2026-01-01T00:00:00Z", "Leeds"), identify_at("Shop", "m2", "2026-02-01T00:00:00Z", "York")],
    );
    server.folded();
    server.batch(&crm, &[identify("m3", "2026-02-03T00:00:00Z", "York")]);
    // Anybody can hold a public key: what comes with it is claimed, not known, and takes the place of nothing.
    server.batch(&site, &[identify("m4", "2026-03-01T00:00:00Z", "Atlantis")]);
    let path = format!("/api/v1/people/{}/facts", server.id("u1"));
    let facts = server.get(&format!("{path}?name=city"));
    assert_eq!(facts["total"], 1);
    let city = &facts["items"][0];
    assert_eq!((city["value"].as_str(), city["source"].as_str()), (Some("York"), Some("crm")));
    assert_eq!((city["department"].as_str(), city["fresh"].as_bool()), (Some("Care"), Some(true)));
    assert_eq!(city["first_department"], "Shop");
    assert_eq!((city["learnt_at"].as_str(), city["times"].as_u64()), (Some("2026-02-03T00:00:00.000Z"), Some(2)));
    let all = server.get(&format!("{path}?name=city&all=true"));
    let values: Vec<_> = all["items"].as_array().unwrap().iter().map(|fact| (&fact["value"], &fact["known"])).collect();
    assert_eq!(
        values,
        [(&json!("York"), &json!(true)), (&json!("Leeds"), &json!(true)), (&json!("Atlantis"), &json!(false))]
    );
    let person = server.get(&format!("/api/v1/people/{}", server.id("u1")));
    assert_eq!(person["traits"], json!({"city": "York", "vip": true}));
}

fn the_employees_side_is_kept_apart(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = |id: &str, also: Value, relation: &str, said: &str| {
        json!({"type": "identify", "userId": "u1", "messageId": id, "traits": {"said": said},
            "context": {"externalIds": [also], "interaction": {"relation": relation, "text": said}}})
    };
    let card = json!({"id": "card-1", "type": "loyalty_card"});
    let badge = json!({"id": "badge-1", "type": "staff"});
    server.batch(
        &shop,
        &[event("m1", card, "customer", "lovely shop"), event("m2", badge.clone(), "employee", "horrible shifts")],
    );
    let other = json!({"type": "track", "event": "clocked in", "userId": "e9", "messageId": "m3",
        "context": {"interaction": {"relation": "employee"}}});
    server.batch(&shop, &[other]);
    let id = server.id("u1");
    let agent = format!("Bearer {}", place.key(&["--role", "agent"]));
    let as_agent = |path: &str| server.send("GET", path, &[("authorization", &agent)], b"");
    for _ in 0..2 {
        let (customer, employee) = (server.person("u1"), server.get(&format!("/api/v1/people/{id}?side=employee")));
        assert_eq!((&customer["relations"], &employee["relations"]), (&json!(["customer"]), &json!(["employee"])));
        assert!(customer.to_string().contains("card-1") && !customer.to_string().contains("badge-1"));
        assert!(employee.to_string().contains("badge-1") && !employee.to_string().contains("card-1"));
        let customer = server.get(&format!("/api/v1/people/{id}/timeline"));
        assert_eq!((&customer["total"], &customer["items"][0]["text"]), (&json!(1), &json!("lovely shop")));
        let employee = server.get(&format!("/api/v1/people/{id}/timeline?side=employee"));
        assert_eq!((&employee["total"], &employee["items"][0]["text"]), (&json!(1), &json!("horrible shifts")));
        assert_eq!(server.get(&format!("/api/v1/people/{id}/facts"))["items"][0]["value"], "lovely shop");
        assert_eq!(
            server.get(&format!("/api/v1/people/{id}/facts?side=employee"))["items"][0]["value"],
            "horrible shifts"
        );
        assert_eq!(server.get("/api/v1/people?q=shifts")["total"], 0);
        assert_eq!(server.get("/api/v1/people?q=shifts&side=employee")["total"], 1);
        // Whoever is an employee and nothing else is not among the customers, nor are their identifiers.
        assert!(server.find("staff:badge-1").is_none() && server.find("user_id:e9").is_none());
        assert_eq!(server.get("/api/v1/people?limit=1")["total"], 1);
        assert_eq!(server.get("/api/v1/people?limit=1&side=employee")["total"], 2);
        let opened = employee["items"][0]["id"].as_str().unwrap();
        assert_eq!(as_agent(&format!("/api/v1/interactions/{opened}")).status, 404);
        assert_eq!(as_agent(&format!("/api/v1/people/{id}?side=employee")).status, 403);
        assert!(!as_agent(&format!("/api/v1/people/{id}/links")).body.contains("badge-1"));
        server.folded();
    }
}

fn what_was_acknowledged_is_seen_after_a_restart(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = |n: usize| json!({"type": "track", "event": "e", "userId": "u1", "anonymousId": format!("a{n}"), "messageId": format!("m{n}")});
    server.batch(&shop, &(0..100).map(event).collect::<Vec<_>>());
    let id = server.id("u1");
    server.kill();
    let server = place.serve();
    assert_eq!(server.person("u1")["interactions"], 100);
    assert_eq!(server.id("a99"), id);
    server.batch(&shop, &(0..110).map(event).collect::<Vec<_>>());
    let ledger = server.get("/api/v1/ledger");
    assert_eq!((&ledger["stored"], &ledger["duplicate"], &ledger["received"]), (&json!(110), &json!(100), &json!(210)));
    server.stop();
    let report = place.run(&["doctor", "--json"]);
    assert_eq!(report["healthy"], true, "{report}");
}
