//! Consent: what is withdrawn stops the next use, on whatever way it was said; consent strings among them.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Place, Server, basic, on_both};
use crate::privacy::{holds, on_disk};

on_both! {
    consent_strings_decide_on_every_way_in,
    a_consent_string_that_cannot_be_read_loses_nothing,
    a_public_key_refuses_and_never_allows,
    what_is_withdrawn_stops_the_next_use,
    what_is_refused_is_kept_nowhere_whatever_else_is_wrong,
    intake_goes_by_what_a_purpose_rests_on,
    what_a_purpose_rests_on_counts_for_the_next_string,
}

/// Made with `@iabtechlabtcf/core`, of 2026-03-01: consent to all that marketing and analytics need.
const GRANTS: &str = "CQgYw8AQgYw8AAbADAENAyEgAPPgAAKAAAAAAOkigEqgAAAA.IAAA.YAAAAAAAAAAA";
/// Likewise: consent to nothing.
const REFUSES: &str = "CQgYw8AQgYw8AAbADAENAyEgAAAAAAAAAAAAAAAAAAAA.IAAA.YAAAAAAAAAAA";
/// Likewise, of 10:20:30.4: consent to 8, 9 and 10, a legitimate interest in 11.
const INTEREST: &str = "CQgYw8AQgaL1QAbADAENAyEgAAHAAEIgAAAAGQQAgABwK8AyAAAAAJIACAvM.IAAA.eAAAAAAAAAAA";

fn event(id: &str, user: &str, context: &Value) -> Value {
    json!({"type": "track", "event": id, "userId": user, "messageId": id, "timestamp": "2026-05-01T10:00:00Z",
        "context": context})
}

/// What was said under an identifier about a purpose: whether it is allowed, when, and where it was seen.
fn said(server: &Server, identifier: &str, purpose: &str) -> Option<(bool, String, String)> {
    let consents = server.get(&format!("/api/v1/people/{}/consents", server.id(identifier)));
    let one = consents["items"].as_array().unwrap().iter().find(|one| one["purpose"] == purpose)?.clone();
    let text = |field: &str| one[field].as_str().unwrap().to_owned();
    Some((one["granted"].as_bool().unwrap(), text("decided_at"), text("evidence")))
}

fn tcf(granted: bool, at: &str) -> (bool, String, String) {
    (granted, at.to_owned(), "tcf".to_owned())
}

fn consent_strings_decide_on_every_way_in(place: &Place) {
    let server = place.serve();
    let source = json!({"purpose": "service"});
    for name in ["shop", "crm", "calls"] {
        server.call("PUT", &format!("/api/v1/sources/{name}"), &source);
    }
    let (start, end) = ("2026-03-01T00:00:00.000Z", "2026-03-01T23:59:59.999Z");
    let shop = place.key(&["--source", "shop"]);
    server.batch(
        &shop,
        &[
            event("m1", "one", &json!({"consent": {"tcString": GRANTS}})),
            event("m2", "all", &json!({"tcf": {"tcString": REFUSES, "gdprApplies": true, "cmpId": 27}})),
            event("m3", "early", &json!({"consent": {"tcString": REFUSES, "categoryPreferences": {"C0003": true}}})),
        ],
    );
    for (identifier, granted, at) in [("user_id:one", true, start), ("user_id:all", false, end)] {
        assert_eq!(said(&server, identifier, "marketing"), Some(tcf(granted, at)), "{identifier}");
        assert_eq!(said(&server, identifier, "analytics"), Some(tcf(granted, at)), "{identifier}");
        assert_eq!(said(&server, identifier, "personalisation"), Some(tcf(false, end)), "{identifier}");
    }
    assert!(said(&server, "user_id:early", "functional").unwrap().0);
    // The string stays where it came, and nowhere else.
    let timeline = server.get(&format!("/api/v1/people/{}/timeline", server.id("user_id:one")));
    let opened = server.get(&format!("/api/v1/interactions/{}", timeline["items"][0]["id"].as_str().unwrap()));
    assert_eq!(opened["context"]["consent"]["tcString"], GRANTS);

    let crm = place.key(&["--source", "crm"]);
    let cloud = json!({"specversion": "1.0", "id": "1", "source": "/crm", "type": "x", "time": "2026-03-01T12:00:00Z",
        "subject": "user_id:cloud", "data": {"consent": {"tcString": REFUSES, "categoryPreferences": {"sale": false}}}});
    let headers = [("authorization", &*basic(&crm)), ("content-type", "application/cloudevents+json")];
    assert_eq!(server.send("POST", "/v1/events", &headers, cloud.to_string().as_bytes()).status, 200);
    // Nobody decides after it was seen.
    assert_eq!(said(&server, "user_id:cloud", "marketing"), Some(tcf(false, "2026-03-01T12:00:00.000Z")));
    assert!(!said(&server, "user_id:cloud", "sharing").unwrap().0);

    let calls = place.key(&["--source", "calls"]);
    let mapping = "format = \"csv\"\nconsents = { tcf = \"{{ tc }}\", sharing = \"{{ share if share }}\" }\n\
        [[interaction]]\nname = \"Call\"\nidentifiers = [{ namespace = \"user_id\", value = \"{{ who }}\" }]";
    let headers = [("authorization", &*format!("Bearer {}", server.admin))];
    let path = "/api/v1/sources/calls/mapping";
    assert_eq!(server.send("PUT", path, &headers, mapping.as_bytes()).status, 204);
    let row = json!({"who": "hook", "tc": GRANTS, "share": "true"});
    let headers = [("authorization", &*basic(&calls))];
    assert_eq!(server.send("POST", "/v1/hooks/calls", &headers, row.to_string().as_bytes()).status, 200);
    assert_eq!(said(&server, "user_id:hook", "marketing"), Some(tcf(true, start)));
    assert_eq!(said(&server, "user_id:hook", "sharing").unwrap().2, "mapping");
    let headers = [("authorization", &*format!("Bearer {}", server.admin))];
    let file = format!("who,tc,share\nfile,{REFUSES},\nplain,,\nodd,nonsense!,\n");
    let path = "/api/v1/sources/calls/import?file=x.csv";
    let import = server.send("POST", path, &headers, file.as_bytes()).json();
    assert_eq!((&import["stored"], &import["unread_consents"]), (&json!(3), &json!(1)), "{import}");
    assert_eq!(said(&server, "user_id:file", "marketing"), Some(tcf(false, end)));
    assert_eq!(said(&server, "user_id:plain", "marketing"), None);
    // A file without the column says nothing of anybody.
    let refused = server.send("POST", path, &headers, b"who,share\nx,\n");
    assert!(refused.status == 400 && refused.body.contains("misread consents"), "{}", refused.body);
}

fn a_consent_string_that_cannot_be_read_loses_nothing(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let old = "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA";
    let answer = server.batch(
        &shop,
        &[
            event("m1", "ana", &json!({})),
            event("m2", "ana", &json!({"consent": {"tcString": old}})),
            event("m3", "ana", &json!({"tcf": {"tcString": 7}, "consent": {"tcString": null}})),
        ],
    );
    let unread = json!([
        {"index": 1, "detail": "the TC string: it is of version 1; only version 2 is read"},
        {"index": 2, "detail": "the TC string: it is no text"},
    ]);
    assert_eq!((&answer["dropped"], &answer["unread_consents"]), (&Value::Null, &unread));
    assert_eq!(server.person("user_id:ana")["interactions"], 3);
    assert_eq!(said(&server, "user_id:ana", "marketing"), None);
    let ledger = server.get("/api/v1/ledger");
    assert_eq!((&ledger["stored"], &ledger["unread_consents"]), (&json!(3), &json!(2)));
    assert_eq!(ledger["hours"][0]["unread_consents"], 2);
    let metrics = server.send("GET", "/metrics", &[("authorization", &format!("Bearer {}", server.admin))], b"").body;
    assert!(metrics.contains("throughline_intake_events_total{outcome=\"unread_consent\"} 2\n"));
    server.folded();
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);

    // Of what is dropped for another reason nothing is kept that says, or may say, that it must not be.
    let nameless =
        |string: &str| json!({"type": "track", "userId": "ana", "context": {"consent": {"tcString": string}}});
    server.batch(&shop, &[nameless(REFUSES), nameless(old), nameless(GRANTS)]);
    let headers = [("authorization", &*basic(&shop)), ("content-type", "application/cloudevents+json")];
    let cloud = json!({"specversion": "0.3", "data": {"consent": {"tcString": REFUSES}}});
    server.send("POST", "/v1/events", &headers, cloud.to_string().as_bytes());
    let kept = server.get("/api/v1/dropped");
    assert!(kept["total"] == 1 && kept.to_string().contains(GRANTS), "{kept}");
    assert_eq!(server.get("/api/v1/ledger")["dropped"]["invalid_field"], 4);
}

fn a_public_key_refuses_and_never_allows(place: &Place) {
    let server = place.serve();
    let (web, shop) = (place.key(&["--source", "web", "--public"]), place.key(&["--source", "shop"]));
    let categories = |granted: bool| json!({"consent": {"categoryPreferences": {"analytics": granted}}});
    // Neither in words nor by a string.
    server.batch(&web, &[event("m1", "ana", &json!({"consent": {"tcString": GRANTS}}))]);
    server.batch(&web, &[event("m2", "ana", &categories(true))]);
    assert_eq!(
        (said(&server, "user_id:ana", "analytics"), server.person("user_id:ana")["interactions"].clone()),
        (None, json!(2))
    );
    assert!(!said(&server, "user_id:ana", "personalisation").unwrap().0);
    let refused = |answer: Value| answer["dropped"][0]["reason"] == "consent_refused";
    for (user, no) in [("bob", categories(false)), ("cyd", json!({"tcf": {"tcString": REFUSES}}))] {
        let id = |n: u8| format!("{user}{n}");
        server.batch(&shop, &[event(&id(0), user, &json!({}))]);
        assert!(refused(server.batch(&web, &[event(&id(1), user, &no)])), "{user}");
        for key in [&web, &shop] {
            assert!(refused(server.batch(key, &[event(&id(2), user, &json!({}))])), "{user}");
        }
        // Only a trusted source takes it back.
        assert!(refused(server.batch(&web, &[event(&id(3), user, &categories(true))])), "{user}");
        let later = json!({"identifier": format!("user_id:{user}"), "purpose": "analytics", "granted": true});
        server.post("/api/v1/consents", &later);
        for (n, key) in [(4, &web), (5, &shop)] {
            assert_eq!(server.batch(key, &[event(&id(n), user, &json!({}))])["dropped"], Value::Null, "{user}");
        }
    }
    let gpc = [("authorization", &*basic(&web)), ("sec-gpc", "1")];
    let body = json!({"batch": [event("m9", "dan", &json!({}))]}).to_string();
    server.send("POST", "/v1/batch", &gpc, body.as_bytes());
    let (granted, _, evidence) = said(&server, "user_id:dan", "sharing").unwrap();
    assert!(!granted && evidence == "Sec-GPC");
}

/// The live stream, from now on.
fn listen(server: &Server) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(server.url.strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!("GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\n\r\n", server.admin);
    stream.write_all(head.as_bytes()).unwrap();
    let mut stream = BufReader::new(stream);
    assert!(next(&mut stream, "HTTP/1.1 ").starts_with("HTTP/1.1 200"));
    while !next(&mut stream, "").trim().is_empty() {}
    stream
}

/// The next line that begins so.
fn next(stream: &mut BufReader<TcpStream>, beginning: &str) -> String {
    loop {
        let mut line = String::new();
        assert!(stream.read_line(&mut line).unwrap() > 0, "the stream has ended");
        if line.starts_with(beginning) {
            return line;
        }
    }
}

fn what_is_withdrawn_stops_the_next_use(place: &Place) {
    let server = place.serve();
    let (web, shop) = (place.key(&["--source", "web", "--public"]), place.key(&["--source", "shop"]));
    let both = json!({"type": "identify", "userId": "ana", "anonymousId": "cookie-1", "messageId": "m0"});
    server.batch(&shop, &[both]);
    let id = server.id("user_id:ana");
    let permit = |purpose: &str| {
        let permits = server.get(&format!("/api/v1/people/{id}/permits"));
        let found = permits["items"].as_array().unwrap().iter().find(|one| one["purpose"] == purpose).unwrap().clone();
        (found["granted"].as_bool().unwrap(), found["because"].as_str().unwrap().to_owned())
    };
    let say = |purpose: &str, granted: bool| {
        let said = json!({"identifier": "user_id:ana", "purpose": purpose, "granted": granted});
        server.post("/api/v1/consents", &said);
    };
    let cookie = |id: &str| json!({"type": "track", "event": id, "anonymousId": "cookie-1", "messageId": id});
    let mut stream = listen(&server);
    say("marketing", true);
    assert_eq!((permit("marketing").0, permit("analytics").0), (true, true));
    server.batch(&web, &[cookie("before")]);
    assert!(next(&mut stream, "data:").contains("\"name\":\"before\""));
    say("marketing", false);
    say("analytics", false);
    let denied = (false, "denied".to_owned());
    assert_eq!((permit("marketing"), permit("analytics")), (denied.clone(), denied));
    // From either source, under the identifier that said no or under another of hers; and the stream goes on without.
    for (key, event) in [
        (&web, event("m1", "ana", &json!({}))),
        (&shop, event("m2", "ana", &json!({}))),
        (&web, cookie("m3")),
        (&shop, cookie("m4")),
    ] {
        assert_eq!(server.batch(key, &[event])["dropped"][0]["reason"], "consent_refused");
    }
    server.batch(&shop, &[event("bobs", "bob", &json!({}))]);
    assert!(next(&mut stream, "data:").contains("\"name\":\"bobs\""));
    assert_eq!(server.get(&format!("/api/v1/people/{id}/timeline"))["total"], 2);
    // A service that rests on another purpose goes on.
    server.call("PUT", "/api/v1/sources/desk", &json!({"purpose": "service"}));
    let desk = place.key(&["--source", "desk"]);
    assert_eq!(server.batch(&desk, &[cookie("served")])["dropped"], Value::Null);
    assert!(next(&mut stream, "data:").contains("\"name\":\"served\""));
}

fn what_is_refused_is_kept_nowhere_whatever_else_is_wrong(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    for identifier in ["user_id:ana", "email:ana@example.com", "device:d-1"] {
        let no = json!({"identifier": identifier, "purpose": "analytics", "granted": false});
        server.post("/api/v1/consents", &no);
    }
    let secret = |what: &str| json!({"s": format!("kept-nowhere {what}")});
    let no = json!({"categoryPreferences": {"analytics": false}});
    let deep = serde_json::from_str::<Value>(&format!("{}1{}", "[".repeat(60), "]".repeat(60))).unwrap();
    // Each is wrong in another way, and of somebody who has refused under the identifier that it names.
    server.batch(
        &shop,
        &[
            json!({"type": "track", "event": "e", "userId": "ana", "timestamp": "rubbish", "properties": secret("time")}),
            json!({"type": "nonsense", "userId": "ana", "properties": secret("type")}),
            json!({"type": "track", "event": {"no": "text"}, "userId": "ana", "properties": secret("field")}),
            json!({"type": "track", "event": "e", "userId": "ana", "properties": {"s": "kept-nowhere deep", "d": deep}}),
            json!({"type": "identify", "timestamp": "x", "traits": {"email": "ANA@example.com", "s": secret("mail")}}),
            json!({"type": "track", "properties": secret("device"), "context": {"device": {"id": "d-1"}}}),
        ],
    );
    // So does one within the batch, the batch, and the request.
    let all = json!({"context": {"consent": no}, "batch": [
        {"type": "track", "event": "e", "userId": "bob", "timestamp": "rubbish", "properties": secret("batch")}]});
    let send = |path: &str, headers: &[(&str, &str)], body: &Value| {
        let key = basic(&shop);
        let headers = [&[("authorization", &*key)], headers].concat();
        assert_eq!(server.send("POST", path, &headers, body.to_string().as_bytes()).status, 200);
    };
    send("/v1/batch", &[], &all);
    let says_no = event("c1", "cyd", &json!({"consent": no}));
    let wrong = json!({"type": "track", "userId": "cyd", "properties": secret("before")});
    server.batch(&shop, &[says_no, wrong]);
    let ads = place.key(&["--source", "ads"]);
    server.call("PUT", "/api/v1/sources/ads", &json!({"purpose": "sharing"}));
    let gpc = [("authorization", &*basic(&ads)), ("sec-gpc", "1")];
    let wrong = json!({"batch": [{"type": "nonsense", "userId": "dan", "properties": secret("gpc")}]});
    assert_eq!(server.send("POST", "/v1/batch", &gpc, wrong.to_string().as_bytes()).status, 200);
    // On the other ways too.
    let cloud = json!({"specversion": "0.3", "subject": "user_id:ana", "data": secret("cloud")});
    send("/v1/events", &[("content-type", "application/cloudevents+json")], &cloud);
    let listed = json!({"specversion": "1.0", "id": "1", "source": "/", "type": "x", "time": "rubbish",
        "data": {"identifiers": [{"namespace": "user_id", "value": "ana"}], "s": "kept-nowhere listed"}});
    send("/v1/events", &[("content-type", "application/cloudevents+json")], &listed);
    let mapping = "format = \"csv\"\n[[interaction]]\nname = \"Call\"\ntime = \"{{ at }}\"\n\
        identifiers = [{ namespace = \"user_id\", value = \"{{ who }}\" }]";
    let headers = [("authorization", &*format!("Bearer {}", server.admin))];
    assert_eq!(server.send("PUT", "/api/v1/sources/shop/mapping", &headers, mapping.as_bytes()).status, 204);
    send("/v1/hooks/shop", &[], &json!({"who": "ana", "at": "rubbish", "s": "kept-nowhere row"}));
    // Whoever has refused nothing, or another purpose, is kept, to be mended.
    send("/v1/hooks/shop", &[], &json!({"who": "eve", "at": "rubbish", "s": "kept"}));
    let other = json!({"consent": {"categoryPreferences": {"marketing": false}}});
    server.batch(&shop, &[json!({"type": "nonsense", "userId": "eve", "properties": {"s": "kept"}, "context": other})]);
    assert_eq!(server.get("/api/v1/dropped")["total"], 2, "{}", server.get("/api/v1/dropped"));
    let ledger = server.get("/api/v1/ledger");
    assert_eq!((&ledger["dropped"]["consent_refused"], &ledger["stored"]), (&json!(1), &json!(0)), "{ledger}");
    server.stop();
    assert!(!holds(&on_disk(place), "kept-nowhere"));
}

fn intake_goes_by_what_a_purpose_rests_on(place: &Place) {
    let server = place.serve();
    let web = place.key(&["--source", "web", "--public"]);
    let keys = ["service", "law", "analytics", "marketing"].map(|purpose| {
        let key = place.key(&["--source", purpose]);
        server.call("PUT", &format!("/api/v1/sources/{purpose}"), &json!({"purpose": purpose}));
        (purpose, key)
    });
    // For each purpose whether an event of its source is taken in, and what permits say.
    let now = |round: &str, context: &Value| {
        let taken = keys.iter().map(|(purpose, key)| {
            let sent = server.batch(key, &[event(&format!("{purpose}-{round}"), "ana", context)]);
            let permits = server.get(&format!("/api/v1/people/{}/permits", server.id("user_id:ana")));
            let items = permits["items"].as_array().unwrap();
            let permit = items.iter().find(|one| one["purpose"] == *purpose).unwrap();
            if !sent["dropped"].is_null() {
                assert_eq!(sent["dropped"][0]["reason"], "consent_refused");
            }
            (sent["dropped"].is_null(), permit["because"].as_str().unwrap().to_owned())
        });
        taken.collect::<Vec<_>>()
    };
    let expected = |all: [(bool, &str); 4]| all.map(|(taken, because)| (taken, because.to_owned())).to_vec();
    let silent = json!({});
    let nothing_said = [(true, "basis"), (true, "basis"), (true, "basis"), (true, "nothing_said")];
    assert_eq!(now("1", &silent), expected(nothing_said));
    // Anybody refuses all of it in her name.
    let no = json!({"service": false, "law": false, "analytics": false, "marketing": false});
    let refused = json!({"consent": {"categoryPreferences": no}});
    server.batch(&web, &[event("no", "ana", &refused)]);
    let denied = [(true, "basis"), (true, "basis"), (false, "denied"), (false, "denied")];
    assert_eq!(now("2", &silent), expected(denied));
    assert_eq!(now("3", &refused), expected(denied));
    for purpose in ["analytics", "marketing"] {
        let yes = json!({"identifier": "user_id:ana", "purpose": purpose, "granted": true});
        server.post("/api/v1/consents", &yes);
    }
    let granted = [(true, "basis"), (true, "basis"), (true, "granted"), (true, "granted")];
    assert_eq!(now("4", &silent), expected(granted));
    // The same refusals count from the moment on in which a purpose rests on something else.
    for (purpose, basis) in [("service", "consent"), ("law", "legitimate_interest"), ("marketing", "contract")] {
        server.call("PUT", &format!("/api/v1/purposes/{purpose}"), &json!({"basis": basis}));
    }
    let turned = [(false, "denied"), (false, "denied"), (true, "granted"), (true, "basis")];
    assert_eq!(now("5", &silent), expected(turned));
}

fn what_a_purpose_rests_on_counts_for_the_next_string(place: &Place) {
    let config = "[tcf]\nvendor_id = 755\n[tcf.purposes]\nanalytics = [8, 10]\nresearch = [8, 11]\n";
    let server = place.serve_with(config);
    let shop = place.key(&["--source", "shop"]);
    server.call("PUT", "/api/v1/sources/shop", &json!({"purpose": "service"}));
    let context = json!({"consent": {"tcString": INTEREST}});
    server.batch(&shop, &[event("m1", "ana", &context)]);
    let at = "2026-03-01T10:20:30.400Z";
    assert_eq!(said(&server, "user_id:ana", "analytics"), Some(tcf(true, at)));
    assert_eq!(said(&server, "user_id:ana", "research"), Some(tcf(false, at)));
    assert_eq!(said(&server, "user_id:ana", "marketing"), None);
    server.stop();
    let server = place.serve_with("[tcf.purposes]\nresearch = [8, 11]\n");
    server.batch(&shop, &[event("m2", "bob", &context)]);
    assert_eq!(said(&server, "user_id:bob", "research"), Some(tcf(false, at)));
    // What rests on our own interest is left to it unless they object: 11.
    server.call("PUT", "/api/v1/purposes/research", &json!({"basis": "legitimate_interest"}));
    server.batch(&shop, &[event("m3", "cyd", &context)]);
    assert_eq!(said(&server, "user_id:cyd", "research"), Some(tcf(true, at)));
    server.stop();
    let said = place.try_serve("[tcf]\npurposes = { marketing = [25] }\n").err().unwrap();
    assert!(said.contains("`tcf.purposes.marketing`: 25 is no purpose"), "{said}");
}
