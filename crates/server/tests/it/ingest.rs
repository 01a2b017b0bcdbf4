//! Intake: protocols, exactly once, drops with their reason, the ledger, and everything that is not as it should be.

use serde_json::{Value, json};

use crate::harness::{Place, Server, basic, gzip, on_both};
use crate::privacy::{holds, on_disk};

on_both! {
    a_message_is_stored_once,
    one_bad_event_never_rejects_its_batch,
    the_ledger_balances_over_rubbish,
    refused_requests_are_counted_apart,
    cloud_events_in_all_three_modes,
    a_bad_cloud_event_is_told_its_field,
    a_webhook_with_a_mapping_and_its_replay,
    what_consent_refuses_is_nowhere,
    a_denial_of_one_identifier_counts_for_the_person,
    clocks_are_corrected,
    names_that_anybody_sends_do_no_harm,
}

fn track(id: &str, user: &str) -> Value {
    json!({"type": "track", "event": "e", "userId": user, "messageId": id})
}

fn balanced(server: &Server) -> Value {
    let ledger = server.get("/api/v1/ledger");
    let dropped: u64 = ledger["dropped"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    let count = |field: &str| ledger[field].as_u64().unwrap();
    assert_eq!(count("received"), count("stored") + count("duplicate") + dropped, "{ledger}");
    ledger
}

fn a_message_is_stored_once(place: &Place) {
    let server = place.serve();
    let (shop, other) = (place.key(&["--source", "shop"]), place.key(&["--source", "other"]));
    // Within a batch, in the next one, at the same time from many sides, and after it has left memory.
    server.batch(&shop, &[track("m1", "u1"), track("m1", "u1")]);
    server.batch(&shop, &[track("m1", "u1")]);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| server.batch(&shop, &[track("m2", "u1"), track("m3", "u1")]));
        }
    });
    server.folded();
    server.batch(&shop, &[track("m1", "u1"), track("m2", "u1")]);
    // The same id of another source is another message.
    server.batch(&other, &[track("m1", "u1")]);
    // Without an id, a message is known by its content where it says when it was.
    let timed = json!({"type": "track", "event": "e", "userId": "u1", "timestamp": "2026-01-01T00:00:00Z"});
    server.batch(&shop, std::slice::from_ref(&timed));
    server.batch(&shop, &[timed]);
    assert_eq!(server.person("u1")["interactions"], 5);
    let ledger = balanced(&server);
    assert_eq!((&ledger["stored"], &ledger["duplicate"]), (&json!(5), &json!(19)));
}

fn one_bad_event_never_rejects_its_batch(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let far = "9999-01-01T00:00:00Z";
    let deep = "[".repeat(60) + &"]".repeat(60);
    let many: Vec<Value> = (0..30).map(|n| json!({"id": format!("x{n}"), "type": "thing"})).collect();
    let bad = [
        ("unknown_type", json!({"type": "dance", "userId": "u1"})),
        ("unknown_type", json!({"userId": "u1"})),
        ("malformed", json!("text")),
        ("malformed", json!(null)),
        ("no_identifier", json!({"type": "track", "event": "e"})),
        ("no_identifier", json!({"type": "track", "event": "e", "userId": "guest", "anonymousId": "0"})),
        ("invalid_field", json!({"type": "track", "userId": "u1"})),
        ("invalid_field", json!({"type": "track", "event": "e", "userId": {"a": 1}})),
        ("invalid_field", json!({"type": "track", "event": "e", "userId": "u1", "properties": [1]})),
        ("invalid_field", json!({"type": "track", "event": "e", "userId": "u1", "context": "x"})),
        ("invalid_time", json!({"type": "track", "event": "e", "userId": "u1", "timestamp": "next week"})),
        ("in_the_future", json!({"type": "track", "event": "e", "userId": "u1", "timestamp": far})),
        ("too_old", json!({"type": "track", "event": "e", "userId": "u1", "timestamp": "0044-03-15T00:00:00Z"})),
        ("identifier_too_long", json!({"type": "track", "event": "e", "userId": "x".repeat(300)})),
        (
            "too_many_identifiers",
            json!({"type": "track", "event": "e", "userId": "u1", "context": {"externalIds": many}}),
        ),
        ("too_large", json!({"type": "track", "event": "e", "userId": "u1", "properties": {"a": "x".repeat(40_000)}})),
        (
            "too_deep",
            json!({"type": "track", "event": "e", "userId": "u1", "properties": {"a": serde_json::from_str::<Value>(&deep).unwrap()}}),
        ),
        (
            "too_many_properties",
            json!({"type": "track", "event": "e", "userId": "u1",
            "properties": (0..1100).map(|n| (n.to_string(), json!(n))).collect::<serde_json::Map<_, _>>()}),
        ),
    ];
    let mut events: Vec<Value> = bad.iter().map(|(_, event)| event.clone()).collect();
    events.push(track("m1", "u1"));
    let answer = server.batch(&shop, &events);
    let reasons: Vec<&str> =
        answer["dropped"].as_array().unwrap().iter().map(|one| one["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, bad.iter().map(|(reason, _)| *reason).collect::<Vec<_>>());
    assert_eq!(server.person("u1")["interactions"], 1);
    let ledger = balanced(&server);
    assert_eq!(ledger["dropped"]["invalid_field"], 4);
    let kept = server.get("/api/v1/dropped?limit=500");
    assert_eq!(kept["total"], bad.len());
    assert_eq!(server.get("/api/v1/dropped?reason=too_deep")["total"], 1);
}

fn the_ledger_balances_over_rubbish(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let odd = [
        json!({"type": "track", "event": "e\u{0}nul", "userId": "nul\u{0}byte", "messageId": "m1", "properties": {"a": "\u{0}"}}),
        json!({"type": "track", "event": "🎉", "userId": "👩‍👩‍👧", "messageId": 7}),
        json!({"type": "track", "event": 5, "userId": 12345, "messageId": "m2", "timestamp": 1_767_225_600}),
        json!({"type": "identify", "userId": "u1", "messageId": "m3", "traits": {"age": 1e300, "name": ["x"], "email": 5}}),
        json!({"type": "page", "anonymousId": "a1", "messageId": "m4", "name": null, "properties": null, "context": null}),
        json!({"type": "alias", "previousId": "u0", "userId": "u1", "messageId": "m5"}),
        json!({"type": "group", "groupId": "g1", "userId": "u1", "messageId": "m6", "traits": {"name": "Acme"}}),
        json!({"type": "screen", "name": "Bills", "userId": "u1", "messageId": "m7"}),
    ];
    assert_eq!(server.batch(&shop, &odd), json!({"success": true}));
    assert_eq!(server.id("12345"), server.id("user_id:12345"));
    assert!(server.find("👩‍👩‍👧").is_some());
    server.folded();
    assert_eq!(server.person("u1")["interactions"], 4);
    // An empty batch is no failure.
    assert_eq!(server.batch(&shop, &[]), json!({"success": true}));
    let ledger = balanced(&server);
    assert_eq!(ledger["stored"], 8);
    assert_eq!(server.person("user_id:u0")["id"], server.person("u1")["id"]);
    drop(server);
    assert_eq!(place.run(&["doctor", "--json"])["healthy"], true);
}

fn refused_requests_are_counted_apart(place: &Place) {
    let server = place.serve_with("[limits]\nrequest_bytes = 100000\nevents_per_request = 50");
    let shop = place.key(&["--source", "shop"]);
    let revoked = place.run(&["keys", "create", "--name", "old", "--source", "shop", "--json"]);
    place.run(&["keys", "revoke", revoked["id"].as_str().unwrap()]);
    let body = json!({"batch": [track("m1", "u1")]}).to_string();
    let plain = |key: &str, body: &str| server.try_batch(key, body).status;
    assert_eq!(plain("wrong", &body), 401);
    assert_eq!(plain(revoked["key"].as_str().unwrap(), &body), 401);
    assert_eq!(plain(&server.admin.clone(), &body), 403);
    assert_eq!(server.send("POST", "/v1/batch", &[], body.as_bytes()).status, 401);
    assert_eq!(plain(&shop, "{"), 400);
    assert_eq!(plain(&shop, "[]"), 400);
    assert_eq!(plain(&shop, r#"{"batch": 5}"#), 400);
    let many = json!({"batch": (0..51).map(|n| track(&n.to_string(), "u1")).collect::<Vec<_>>()}).to_string();
    assert_eq!(plain(&shop, &many), 413);
    let large = json!({"batch": [{"type": "track", "properties": "x".repeat(100_100)}]}).to_string();
    assert_eq!(plain(&shop, &large), 413);
    let packed = |body: &[u8]| {
        server.send("POST", "/v1/batch", &[("authorization", &basic(&shop)), ("content-encoding", "gzip")], body).status
    };
    assert_eq!(packed(&gzip(body.as_bytes())), 200);
    assert_eq!(packed(&gzip(body.as_bytes())[..20]), 400);
    assert_eq!(packed(b"no gzip"), 400);
    // A bomb: a gigabyte of blanks in a megabyte.
    assert_eq!(packed(&gzip(&vec![b' '; 50_000_000])), 413);
    let bad_text = [b"{\"batch\":[{\"type\":\"track\",\"event\":\"".as_slice(), &[0xff, 0xfe], b"\"}]}"].concat();
    let key = basic(&shop);
    assert_eq!(server.send("POST", "/v1/batch", &[("authorization", &key)], &bad_text).status, 400);
    assert_eq!(server.send("POST", "/v1/nothing", &[("authorization", &key)], b"{}").status, 404);
    server.batch(&shop, &[track("m2", "u1")]);
    let ledger = balanced(&server);
    assert_eq!(ledger["received"], 2);
    assert_eq!(ledger["refused_requests"], json!({"400": 6, "401": 3, "403": 1, "413": 3}));
}

fn cloud_events_in_all_three_modes(place: &Place) {
    let server = place.serve();
    let key = basic(&place.key(&["--source", "bus"]));
    let event = |id: &str| {
        json!({"specversion": "1.0", "id": id, "source": "/crm", "type": "call.ended", "time": "2026-03-01T09:30:00Z",
            "subject": "phone:020 7946 0018", "data": {"channel": "phone", "department": "Care", "text": "hello", "minutes": 3}})
    };
    let send = |kind: &str, body: &Value| {
        let headers = [("authorization", key.as_str()), ("content-type", kind)];
        server.send("POST", "/v1/events", &headers, body.to_string().as_bytes())
    };
    assert_eq!(send("application/cloudevents+json; charset=utf-8", &event("1")).status, 200);
    assert_eq!(send("application/cloudevents-batch+json", &json!([event("1"), event("2")])).status, 200);
    assert_eq!(send("application/cloudevents-batch+json", &json!([])).status, 200);
    assert_eq!(send("application/json", &event("3")).status, 415);
    let headers = [
        ("authorization", key.as_str()),
        ("content-type", "application/json"),
        ("ce-specversion", "1.0"),
        ("ce-id", "4"),
        ("ce-source", "/crm"),
        ("ce-type", "caf%C3%A9.closed"),
        ("ce-subject", "phone:%2B442079460018"),
    ];
    let answer = server.send("POST", "/v1/events", &headers, br#"{"reason": "late"}"#);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let timeline = server.get(&format!("/api/v1/people/{}/timeline", server.id("+442079460018")));
    assert_eq!(timeline["total"], 3);
    assert_eq!(timeline["items"][0]["name"], "café.closed");
    assert_eq!(timeline["items"][1]["department"], "Care");
    assert_eq!(balanced(&server)["duplicate"], 1);
}

fn a_bad_cloud_event_is_told_its_field(place: &Place) {
    let server = place.serve();
    let key = basic(&place.key(&["--source", "bus"]));
    let headers = [("authorization", key.as_str()), ("content-type", "application/cloudevents+json")];
    let send = |body: &str| server.send("POST", "/v1/events", &headers, body.as_bytes());
    let event = |field: &str, value: Value| {
        let mut event =
            json!({"specversion": "1.0", "id": "1", "source": "/crm", "type": "t", "subject": "email:a@b.cd"});
        event[field] = value;
        send(&event.to_string()).body
    };
    for (field, value, said) in [
        ("id", json!(1), "`id` must be a text"),
        ("type", json!(""), "`type` must be there"),
        ("specversion", json!("0.3"), "`specversion` must be"),
        ("time", json!("soon"), "`time`: "),
        ("data", json!({"channel": "phone", "department": 7}), "`data.department` must be a text"),
        (
            "data",
            json!({"questions": [{"fact": "a", "purpose": "fun"}]}),
            "`data.questions` must be a list of {fact, purpose}",
        ),
    ] {
        let answer = event(field, value);
        assert!(answer.contains(said) && answer.contains("dropped"), "{field}: {answer}");
    }
    assert!(!event("data", json!({"text": null})).contains("dropped"));
    let answer = send("rubbish");
    assert_eq!(answer.status, 400, "{}", answer.body);
    assert!(answer.body.contains("not JSON"), "{}", answer.body);
}

const ORDERS: &str = r#"
    time_zone = "Europe/Berlin"
    time_format = "%d.%m.%Y %H:%M"
    [[interaction]]
    output = "ordered"
    time = "{{ ordered_at }}"
    channel = "web"
    name = "Order {{ order.no }}"
    identifiers = [{ namespace = "email", value = "{{ who }}" }, { namespace = "order", value = "{{ order.no }}" }]
    facts = [{ name = "size", value = "{{ order.size }}" }]
    properties = ["*"]
    message_id = "{{ order.no }}"
    [[interaction]]
    output = "delivered"
    when = "delivered_at"
    time = "{{ delivered_at }}"
    channel = "delivery"
    name = "Delivered"
    direction = "outbound"
    identifiers = [{ namespace = "order", value = "{{ order.no }}" }]
    message_id = "{{ order.no }}"
"#;

fn a_webhook_with_a_mapping_and_its_replay(place: &Place) {
    let server = place.serve();
    let key = place.key(&["--source", "orders"]);
    let bearer = format!("Bearer {}", server.admin);
    let put = |text: &str| {
        let headers = [("authorization", bearer.as_str())];
        server.send("PUT", "/api/v1/sources/orders/mapping", &headers, text.as_bytes())
    };
    let hook = |body: &Value| {
        let headers = [("authorization", format!("Bearer {key}"))];
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        server.send("POST", "/v1/hooks/orders", &headers, body.to_string().as_bytes())
    };
    let row = json!({"who": "Ana@example.com", "ordered_at": "01.07.2026 10:00", "delivered_at": "03.07.2026 18:00",
        "order": {"no": "A1", "size": 2}, "note": "gift"});
    assert_eq!(hook(&row).status, 409);
    assert!(put("nonsense = 1").body.contains("nonsense"));
    assert_eq!(put(ORDERS).status, 204);
    assert_eq!(hook(&row).json(), json!({"success": true}));
    let timeline = server.get(&format!("/api/v1/people/{}/timeline", server.id("ana@example.com")));
    assert_eq!(timeline["items"][0]["name"], "Delivered");
    assert_eq!(timeline["items"][1]["occurred_at"], "2026-07-01T08:00:00.000Z");
    let opened = server.get(&format!("/api/v1/interactions/{}", timeline["items"][1]["id"].as_str().unwrap()));
    assert_eq!(opened["properties"], json!({"note": "gift", "delivered_at": "03.07.2026 18:00"}));
    assert_eq!(opened["facts"], json!({"size": 2}));
    // A row that the mapping cannot read is kept, and lands when the mapping is mended.
    let mut other = row.clone();
    other["ordered_at"] = "2026-07-02 10:00".into();
    other["order"]["no"] = "A2".into();
    other["delivered_at"] = Value::Null;
    assert_eq!(hook(&json!([other])).json()["dropped"][0]["reason"], "invalid_time");
    assert_eq!(put(&ORDERS.replacen("time = ", "time_format = \"%Y-%m-%d %H:%M\"\n    time = ", 1)).status, 204);
    let kept = server.get("/api/v1/dropped")["items"][0]["id"].clone();
    let one = format!("/api/v1/dropped/{}", kept.as_str().unwrap());
    assert_eq!(server.get(&one), server.get("/api/v1/dropped")["items"][0]);
    let replayed = server.post("/api/v1/dropped/replay", &json!({"ids": [kept]}));
    assert_eq!(replayed, json!({"events": 1, "stored": 1, "duplicate": 0, "dropped": 0}));
    assert_eq!(server.call("GET", &one, &Value::Null).status, 404);
    assert_eq!(server.get("/api/v1/dropped")["total"], 0);
    let timeline = server.get(&format!("/api/v1/people/{}/timeline", server.id("ana@example.com")));
    assert_eq!(timeline["total"], 3);
    let ledger = balanced(&server);
    assert_eq!((&ledger["received"], &ledger["stored"]), (&json!(4), &json!(3)));
}

fn what_consent_refuses_is_nowhere(place: &Place) {
    let server = place.serve();
    let (crm, site) = (place.key(&["--source", "crm"]), place.key(&["--source", "site", "--public"]));
    let event = |id: &str, secret: &str, analytics: Option<bool>| {
        let mut event = json!({"type": "track", "event": secret, "userId": format!("user-{secret}"), "messageId": id,
            "properties": {"text": secret, "email": format!("{secret}@example.com")}});
        if let Some(granted) = analytics {
            event["context"] =
                json!({"consent": {"categoryPreferences": {"Analytics": granted, "Advertising": false}}});
        }
        event
    };
    let answer = server.batch(&crm, &[event("m1", "zanzibar", Some(false)), event("m2", "welcome", Some(true))]);
    assert_eq!(answer["dropped"][0]["reason"], "consent_refused");
    // The refusal is remembered for what comes without a word of consent, and from another source.
    assert_eq!(server.batch(&site, &[event("m3", "zanzibar", None)])["dropped"][0]["reason"], "consent_refused");
    // Whoever holds a public key can refuse, never allow.
    assert_eq!(server.batch(&site, &[event("m4", "welcome", Some(false))])["dropped"][0]["reason"], "consent_refused");
    assert_eq!(server.batch(&crm, &[event("m5", "welcome", None)])["dropped"][0]["reason"], "consent_refused");
    // Not even where something else is wrong with it too.
    let mut broken = event("m6", "zanzibar", Some(false));
    broken["timestamp"] = "garbage".into();
    server.batch(&crm, &[broken]);
    server.folded();
    assert_eq!(server.get("/api/v1/dropped")["total"], 0);
    assert!(server.find("user-zanzibar").is_none());
    let ledger = balanced(&server);
    assert_eq!(ledger["dropped"], json!({"consent_refused": 4, "invalid_time": 1}));
    let consents = server.get(&format!("/api/v1/people/{}/consents", server.id("user-welcome")));
    assert_eq!(consents["items"][0]["purpose"], "analytics");
    assert_eq!(consents["items"][0]["granted"], false);
    assert!(!server.log.lock().unwrap().contains("zanzibar"));
    server.stop();
    let all = on_disk(place);
    assert!(holds(&all, "\"text\":\"welcome\""), "the search finds what is packed in the journal");
    assert!(!holds(&all, "zanzibar"));
}

fn a_denial_of_one_identifier_counts_for_the_person(place: &Place) {
    let server = place.serve();
    let crm = place.key(&["--source", "crm"]);
    server.batch(&crm, &[json!({"type": "identify", "userId": "u1", "anonymousId": "a1", "messageId": "m1"})]);
    let decide = |granted: bool, at: &str| {
        let decision =
            json!({"identifier": "anonymous_id:a1", "purpose": "analytics", "granted": granted, "decided_at": at});
        server.post("/api/v1/consents", &decision);
    };
    decide(false, "2026-02-01T00:00:00Z");
    assert_eq!(server.batch(&crm, &[track("m2", "u1")])["dropped"][0]["reason"], "consent_refused");
    // An older grant changes nothing, a newer one does, and of equal times the denial counts.
    decide(true, "2026-01-01T00:00:00Z");
    assert_eq!(server.batch(&crm, &[track("m3", "u1")])["dropped"][0]["reason"], "consent_refused");
    decide(true, "2026-02-01T00:00:00Z");
    assert_eq!(server.batch(&crm, &[track("m4", "u1")])["dropped"][0]["reason"], "consent_refused");
    // What an event itself says counts from its own time on, and for its own identifiers.
    let says = |id: &str, at: &str| {
        json!({"type": "track", "event": "e", "userId": "u1", "anonymousId": "a1", "messageId": id, "timestamp": at,
            "context": {"consent": {"categoryPreferences": {"Analytics": true}}}})
    };
    assert_eq!(server.batch(&crm, &[says("m7", "2026-01-15T00:00:00Z")])["dropped"][0]["reason"], "consent_refused");
    decide(true, "2026-03-01T00:00:00Z");
    assert_eq!(server.batch(&crm, &[track("m5", "u1")]), json!({"success": true}));
    // What was refused is new when it comes again.
    assert_eq!(server.batch(&crm, &[track("m4", "u1")]), json!({"success": true}));
    // A source whose purpose is another one is not concerned.
    decide(false, "2026-04-01T00:00:00Z");
    let bearer = format!("Bearer {}", server.admin);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    assert_eq!(server.send("PUT", "/api/v1/sources/billing", &headers, br#"{"purpose": "service"}"#).status, 200);
    let billing = place.key(&["--source", "billing"]);
    assert_eq!(server.batch(&billing, &[track("m6", "u1")]), json!({"success": true}));
}

fn names_that_anybody_sends_do_no_harm(place: &Place) {
    let server = place.serve();
    let site = place.key(&["--source", "site", "--public"]);
    let long: String = (0..9000).map(|n| char::from(b'a' + u8::try_from(n * 7 % 26).unwrap())).collect();
    let event = |id: &str, channel: &str, traits: Value| {
        json!({"type": "identify", "userId": "u1", "messageId": id, "traits": traits,
            "context": {"interaction": {"channel": channel, "department": channel, "touchpoint": channel}}})
    };
    let awkward = format!("{}é", "a".repeat(199));
    server.batch(
        &site,
        &[
            event("m1", &long, json!({awkward.as_str(): "x"})),
            event("m2", "ch\u{fffd}", json!({})),
            event("m3", "ch\u{0}", json!({"": "blank"})),
            event("m4", "  ", json!({"n": 1})),
        ],
    );
    // Numbers and texts that JSON allows and nothing else can hold are shown as they came.
    let raw =
        r#"{"batch": [{"type": "track", "event": "e", "userId": "u1", "properties": {"a": 1e999, "b": "keepme"}}]}"#;
    assert_eq!(server.try_batch(&site, raw).status, 200);
    server.folded();
    let id = server.id("u1");
    assert_eq!(server.get(&format!("/api/v1/people/{id}/facts"))["total"], 3);
    let timeline = server.get(&format!("/api/v1/people/{id}/timeline"));
    assert_eq!(timeline["total"], 5);
    let bearer = format!("Bearer {}", server.admin);
    let path = format!("/api/v1/interactions/{}", timeline["items"][0]["id"].as_str().unwrap());
    assert!(server.send("GET", &path, &[("authorization", &bearer)], b"").body.contains("keepme"));
}

fn clocks_are_corrected(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    // A sender whose clock is ten years slow: what it says happened an hour before it sent was an hour ago.
    let slow = json!({"type": "track", "event": "slow", "userId": "u1", "messageId": "m1",
        "timestamp": "2016-05-01T10:00:00Z", "sentAt": "2016-05-01T11:00:00Z"});
    let right = json!({"type": "track", "event": "right", "userId": "u1", "messageId": "m2", "timestamp": "2026-05-01T10:00:00+02:00"});
    server.batch(&shop, &[slow, right]);
    let timeline = server.get(&format!("/api/v1/people/{}/timeline", server.id("u1")));
    assert_eq!(timeline["items"][1]["occurred_at"], "2026-05-01T08:00:00.000Z");
    let opened = server.get(&format!("/api/v1/interactions/{}", timeline["items"][0]["id"].as_str().unwrap()));
    let moment = |field: &str| kernel::Timestamp::parse(opened[field].as_str().unwrap()).unwrap().0;
    assert!((moment("received_at") - moment("occurred_at") - 3_600_000).abs() < 1000);
}
