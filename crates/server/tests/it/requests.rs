//! Privacy requests: their clocks, what follows from them at once, and what an erasure leaves of them.

use kernel::Clock as _;
use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, on_both};
use crate::privacy::{holds, on_disk};

on_both! {
    a_request_goes_its_way_from_receipt_to_answer,
    requests_are_listed_by_their_time,
    what_a_request_refuses_or_restricts_holds_at_once,
    an_export_or_an_erasure_closes_the_request_that_it_is_for,
    what_an_erasure_leaves_of_a_request_are_numbers,
}

fn people(place: &Place, server: &Server, users: &[&str]) -> Vec<String> {
    let shop = place.key(&["--source", "shop"]);
    let event = |user: &&str| {
        let email = format!("{user}@example.com");
        json!({"type": "identify", "userId": user, "messageId": user, "traits": {"email": email}})
    };
    server.batch(&shop, &users.iter().map(event).collect::<Vec<_>>());
    users.iter().map(|user| server.id(&format!("user_id:{user}"))).collect()
}

fn file(server: &Server, person: &str, asked: &Value) -> Value {
    server.post(&format!("/api/v1/people/{person}/requests"), asked)
}

fn step(server: &Server, request: &Value, change: &Value) -> crate::harness::Answer {
    server.call("PATCH", &format!("/api/v1/requests/{}", request["id"].as_str().unwrap()), change)
}

/// So many days ago, as RFC 3339.
fn days_ago(days: i64) -> String {
    kernel::Timestamp(kernel::SystemClock.now().0 - days * kernel::clock::DAY).to_string()
}

fn a_request_goes_its_way_from_receipt_to_answer(place: &Place) {
    let server = place.serve();
    let ids = people(place, &server, &["ana", "bob"]);
    let path = format!("/api/v1/people/{}/requests", ids[0]);
    let asked = json!({"kind": "access", "law": "gdpr", "channel": "letter", "note": "wants all of it",
        "received_at": "2026-01-31T10:00:00Z", "identifiers": ["email:Ana@Example.com"]});
    let one = file(&server, &ids[0], &asked);
    assert_eq!((&one["state"], &one["overdue"], &one["person"]), (&json!("open"), &json!(true), &json!(ids[0])));
    assert_eq!((&one["due_at"], &one["filed_by"]), (&json!("2026-02-28T23:59:59.999Z"), &json!("key:test")));
    assert_eq!(one["identifiers"][0]["identifier"], "email:ana@example.com");
    let due = |law: &str, days: Option<u32>| {
        let asked = json!({"kind": "rectification", "law": law, "days": days, "channel": "web",
            "received_at": "2026-01-31T10:00:00Z"});
        file(&server, &ids[1], &asked)["due_at"].as_str().unwrap()[..10].to_owned()
    };
    let dues = [due("uk_gdpr", None), due("ccpa", None), due("lgpd", None), due("other", Some(10))];
    assert_eq!(dues, ["2026-02-28", "2026-03-17", "2026-02-15", "2026-02-10"]);

    // Only what can be asked for, and only for the person's own identifiers.
    for (change, said) in [
        (json!({"law": "other"}), "`days` must say"),
        (json!({"days": 3}), "its own"),
        (json!({"received_at": "2999-01-01T00:00:00Z"}), "in the future"),
        (json!({"received_at": "soon"}), "received_at"),
        (json!({"purposes": ["marketing"]}), "`purposes` must"),
        (json!({"kind": "objection"}), "`purposes` must"),
        (json!({"identifiers": ["email:bob@example.com"]}), "`identifiers` must be"),
        (json!({"channel": " "}), "`channel` must have"),
        (json!({"note": "x".repeat(4001)}), "`note` must have"),
        (json!({"kind": "money"}), "unknown variant"),
        (json!({"state": "done"}), "unknown field"),
        (json!({"due_at": "2999-01-01T00:00:00Z"}), "unknown field"),
    ] {
        let mut asked = asked.clone();
        asked.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let answer = server.call("POST", &path, &asked);
        assert!((400..500).contains(&answer.status) && answer.body.contains(said), "{change}: {}", answer.body);
    }

    // It is extended in time, once, and done when it is known who asks.
    assert!(step(&server, &one, &json!({"extend": {"reason": "many"}})).body.contains("too late"));
    let fresh = file(&server, &ids[0], &json!({"kind": "rectification", "law": "gdpr", "channel": "phone"}));
    assert_eq!(fresh["overdue"], false);
    let done = json!({"complete": {"note": "the street was corrected"}});
    let refused = step(&server, &fresh, &done);
    assert_eq!((refused.status, refused.body.contains("with `verify`")), (409, true));
    let verified = step(&server, &fresh, &json!({"verify": {"how": "called back"}})).json();
    assert_eq!((&verified["verified_how"], &verified["state"]), (&json!("called back"), &json!("open")));
    let extended = step(&server, &fresh, &json!({"extend": {"reason": "many at once"}})).json();
    assert!(extended["due_at"].as_str() > fresh["due_at"].as_str() && extended["state"] == "extended");
    assert_eq!(step(&server, &fresh, &json!({"extend": {"reason": "again"}})).status, 409);
    let closed = step(&server, &fresh, &done).json();
    assert_eq!((&closed["state"], &closed["outcome"]), (&json!("done"), &json!("the street was corrected")));
    assert!(closed["closed_at"].is_string());
    let read = server.get(&format!("/api/v1/requests/{}", fresh["id"].as_str().unwrap()));
    assert_eq!(read, closed);
    for change in [&done, &json!({"refuse": {"reason": "no"}}), &json!({"verify": {"how": "so"}})] {
        assert_eq!(step(&server, &fresh, change).status, 409);
    }
    // No more than a step at a time, and nothing but steps.
    for change in [
        json!({}),
        json!({"state": "done"}),
        json!({"verify": {"how": "a", "by": "me"}}),
        json!({"refuse": {"reason": "a"}, "complete": {"note": "b"}}),
        json!({"refuse": {"reason": " "}}),
    ] {
        let answer = step(&server, &one, &change);
        assert!(answer.status == 400 || answer.status == 422, "{change}: {}", answer.body);
    }
    let refused = step(&server, &one, &json!({"refuse": {"reason": "it is not her"}})).json();
    assert_eq!((&refused["state"], &refused["overdue"]), (&json!("refused"), &json!(false)));
    for action in ["requests.file", "requests.verify", "requests.extend", "requests.complete", "requests.refuse"] {
        assert!(server.get(&format!("/api/v1/audit?action={action}"))["total"].as_u64() > Some(0), "{action}");
    }
    assert_eq!(server.call("GET", "/api/v1/requests/r_0", &Value::Null).status, 404);
    let agent = place.key(&["--role", "agent"]);
    let headers = [("authorization", &*format!("Bearer {agent}"))];
    assert_eq!(server.send("GET", "/api/v1/requests", &headers, b"").status, 403);
}

fn requests_are_listed_by_their_time(place: &Place) {
    let server = place.serve();
    let ids = people(place, &server, &["ana", "ben"]);
    // Due in 40 days, 5 days ago, in 6 days.
    for (days, kind) in [(5, "access"), (50, "erasure"), (39, "access")] {
        let asked = json!({"kind": kind, "law": "ccpa", "channel": "web", "received_at": days_ago(days), "note": kind});
        file(&server, &ids[0], &asked);
    }
    let listed = |query: &str| {
        let list = server.get(&format!("/api/v1/requests?{query}"));
        let dues: Vec<String> =
            list["items"].as_array().unwrap().iter().map(|one| one["due_at"].as_str().unwrap().to_owned()).collect();
        (list["total"].as_u64().unwrap(), dues, list["next"].as_str().map(str::to_owned))
    };
    let (total, all, next) = listed("");
    assert!((total, all.len(), next) == (3, 3, None) && all.is_sorted(), "{all:?}");
    let mut walked = Vec::new();
    let mut query = "limit=1".to_owned();
    for _ in 0..3 {
        let (total, dues, next) = listed(&query);
        assert_eq!(total, 3);
        walked.extend(dues);
        query = format!("limit=1&cursor={}", next.unwrap());
    }
    assert_eq!(walked, all);
    assert_eq!(listed("overdue=true").1, all[..1]);
    assert_eq!(listed("overdue=false").1, all[1..]);
    assert_eq!(listed("kind=erasure").1, all[..1]);
    assert_eq!((listed("state=open").0, listed("state=done").0), (3, 0));
    assert_eq!((listed("pending=true").1, listed("pending=false").0), (all.clone(), 0));
    for query in ["state=gone", "kind=x", "overdue=maybe", "pending=1", "whose=x", "cursor=x"] {
        assert_eq!(server.call("GET", &format!("/api/v1/requests?{query}"), &Value::Null).status, 400, "{query}");
    }
    // Of one person: whoever they are today, page by page too.
    let (ana, ben) = (format!("person={}", ids[0]), format!("person={}", ids[1]));
    assert_eq!((listed(&ana), listed(&ben)), ((3, all.clone(), None), (0, Vec::new(), None)));
    assert_eq!(listed(&format!("{ana}&kind=access&overdue=false")).1, all[1..]);
    let (_, first, next) = listed(&format!("{ana}&limit=2"));
    assert_eq!(
        (first, listed(&format!("{ana}&limit=2&cursor={}", next.unwrap())).1),
        (all[..2].to_vec(), all[2..].to_vec())
    );
    assert_eq!(server.call("GET", "/api/v1/requests?person=p_0", &Value::Null).status, 404);
    let joined = server.post("/api/v1/people/merge", &json!({"a": ids[0], "b": ids[1], "reason": "one and the same"}));
    assert!(joined["link"].is_string());
    assert_eq!((listed(&ana).0, listed(&ben).0), (3, 3));
    let metrics = server.send("GET", "/metrics", &[("authorization", &format!("Bearer {}", server.admin))], b"").body;
    for (waits, count) in [("pending", 3), ("due_soon", 1), ("overdue", 1)] {
        let line = format!("throughline_privacy_requests{{waits=\"{waits}\"}} {count}\n");
        assert!(metrics.contains(&line), "{line}");
    }
    server.folded();
    let report = server.get("/api/v1/doctor");
    let waiting = json!({"pending": 3, "due_soon": 1, "overdue": 1});
    assert_eq!((&report["healthy"], &report["privacy_requests"]), (&json!(true), &waiting));
    server.stop();
    let output = place.output(&["doctor"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("3 privacy requests wait: 1 overdue, 1 due within seven days"), "{said}");
}

fn what_a_request_refuses_or_restricts_holds_at_once(place: &Place) {
    let server = place.serve();
    let ids = people(place, &server, &["ana"]);
    let permit = |purpose: &str| {
        let permits = server.get(&format!("/api/v1/people/{}/permits", ids[0]));
        let found = permits["items"].as_array().unwrap().iter().find(|one| one["purpose"] == purpose).unwrap().clone();
        (found["granted"].as_bool().unwrap(), found["because"].as_str().unwrap().to_owned())
    };
    let said = |granted: bool, because: &str| (granted, because.to_owned());
    let allow = json!({"identifier": "user_id:ana", "purpose": "marketing", "granted": true});
    server.post("/api/v1/consents", &allow);
    let asks = |more: Value| {
        let mut asked = json!({"law": "gdpr", "channel": "email"});
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        file(&server, &ids[0], &asked)
    };
    let restriction = asks(json!({"kind": "restriction", "identifiers": ["user_id:ana", "email:ana@example.com"]}));
    assert_eq!((permit("marketing"), permit("service")), (said(false, "held"), said(true, "basis")));
    assert_eq!(restriction["holds"].as_array().unwrap().len(), 2);
    assert_eq!(server.get(&format!("/api/v1/people/{}/holds", ids[0]))["total"], 2);
    // It ends with the request that is refused, not with the one that is done.
    step(&server, &restriction, &json!({"refuse": {"reason": "it is not theirs"}}));
    assert_eq!(permit("marketing"), said(true, "granted"));
    let withdrawal =
        asks(json!({"kind": "withdrawal", "purposes": ["Advertising"], "identifiers": ["email:ana@example.com"]}));
    assert_eq!((permit("marketing"), &withdrawal["purposes"]), (said(false, "denied"), &json!(["marketing"])));
    assert_eq!(permit("analytics"), said(true, "basis"));
    asks(json!({"kind": "objection", "purposes": ["analytics", "profiling"]}));
    assert_eq!(permit("analytics"), said(false, "denied"));
    let consents = server.get(&format!("/api/v1/people/{}/consents", ids[0])).to_string();
    assert!(consents.contains("profiling") && consents.contains("privacy request"), "{consents}");
    // It is done without a word of who asked: to refuse for somebody harms nobody.
    assert_eq!(step(&server, &withdrawal, &json!({"complete": {"note": "done"}})).status, 200);
    server.kill();
    let server = place.serve();
    let permits = server.get(&format!("/api/v1/people/{}/permits", ids[0])).to_string();
    assert_eq!(permits.matches("\"because\":\"denied\"").count(), 2, "{permits}");
}

fn an_export_or_an_erasure_closes_the_request_that_it_is_for(place: &Place) {
    let server = place.serve();
    let ids = people(place, &server, &["ana", "bob"]);
    let ask = |kind: &str, person: &str| {
        let request = file(&server, person, &json!({"kind": kind, "law": "gdpr", "channel": "web", "note": kind}));
        request["id"].as_str().unwrap().to_owned()
    };
    let state = |id: &str| server.get(&format!("/api/v1/requests/{id}"));
    let verify = |id: &str| {
        let answer = server.call("PATCH", &format!("/api/v1/requests/{id}"), &json!({"verify": {"how": "signed in"}}));
        assert_eq!(answer.status, 200, "{}", answer.body);
    };
    let (access, erasure, bobs) = (ask("access", &ids[0]), ask("erasure", &ids[0]), ask("access", &ids[1]));
    let export = |request: &str| {
        server.call("GET", &format!("/api/v1/people/{}/export?request={request}", ids[0]), &Value::Null)
    };
    for (request, said) in [(&access, "with `verify`"), (&erasure, "something else"), (&bobs, "somebody else")] {
        let answer = export(request);
        assert!(answer.status == 409 && answer.body.contains(said), "{said}: {}", answer.body);
    }
    assert_eq!(export("q_0").status, 404);
    verify(&access);
    let exported = export(&access);
    assert!(exported.status == 200 && exported.body.contains("privacy requests"), "{}", exported.body);
    let done = state(&access);
    assert!(done["state"] == "done" && done["exported_at"].is_string() && done["closed_at"].is_string(), "{done}");
    assert_eq!(export(&access).status, 409);

    let propose = format!("/api/v1/people/{}/erasures", ids[0]);
    let named = |request: &str| server.call("POST", &propose, &json!({"reason": "asked", "request": request}));
    for (request, said) in [(&erasure, "with `verify`"), (&access, "done already"), (&bobs, "somebody else")] {
        let answer = named(request);
        assert!(answer.status == 409 && answer.body.contains(said), "{said}: {}", answer.body);
    }
    verify(&erasure);
    let proposed = named(&erasure).json();
    assert_eq!((&proposed["request"], &state(&erasure)["state"]), (&json!(erasure), &json!("open")));
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let confirm = format!("/api/v1/erasures/{}/confirm", proposed["id"].as_str().unwrap());
    server.post(&confirm, &json!({"identifiers": going}));
    let done = state(&erasure);
    assert_eq!((&done["state"], &done["erasure"], &done["person"]), (&json!("done"), &proposed["id"], &Value::Null));
    assert_eq!(state(&bobs)["state"], "open");
}

fn what_an_erasure_leaves_of_a_request_are_numbers(place: &Place) {
    let server = place.serve();
    let ids = people(place, &server, &["zara-quixote", "bob"]);
    let mine = file(
        &server,
        &ids[0],
        &json!({"kind": "access", "law": "gdpr", "channel": "letter", "note": "zebra-note", "identifiers": ["email:zara-quixote@example.com"]}),
    );
    step(&server, &mine, &json!({"verify": {"how": "zebra-passport"}}));
    step(&server, &mine, &json!({"extend": {"reason": "zebra-reason"}}));
    step(&server, &mine, &json!({"complete": {"note": "zebra-outcome"}}));
    let note = "asks with ZARA-quixote@example.com for the same";
    let bobs = file(&server, &ids[1], &json!({"kind": "access", "law": "gdpr", "channel": "letter", "note": note}));
    let texts = ["zebra-note", "zebra-passport", "zebra-reason", "zebra-outcome", "zara-quixote"];
    let export = server.get(&format!("/api/v1/people/{}/export", ids[0])).to_string();
    let bobs_export = server.get(&format!("/api/v1/people/{}/export", ids[1])).to_string();
    for text in texts {
        assert!(export.contains(text), "{text}");
        assert!(!bobs_export.contains(text) || text == "zara-quixote", "{text}");
    }
    let proposed = server.post(&format!("/api/v1/people/{}/erasures", ids[0]), &json!({"reason": "asked"}));
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let path = format!("/api/v1/erasures/{}", proposed["id"].as_str().unwrap());
    server.post(&format!("{path}/confirm"), &json!({"identifiers": going}));
    for _ in 0..2 {
        let all = server.get("/api/v1/requests");
        assert!(all["total"] == 2 && texts.iter().all(|text| !all.to_string().contains(text)), "{all}");
        let left = server.get(&format!("/api/v1/requests/{}", mine["id"].as_str().unwrap()));
        assert_eq!((&left["state"], &left["person"], &left["note"]), (&json!("done"), &Value::Null, &json!("")));
        assert_eq!((&left["kind"], &left["received_at"]), (&mine["kind"], &mine["received_at"]));
        assert_eq!(left["identifiers"], json!([{"id": mine["identifiers"][0]["id"], "identifier": null}]));
        let others = server.get(&format!("/api/v1/requests/{}", bobs["id"].as_str().unwrap()));
        assert_eq!(others["note"], "asks with [erased] for the same");
        server.post("/api/v1/erasures/run", &json!({}));
    }
    assert!(server.get(&path)["rows"]["privacy requests"].is_number());
    server.stop();
    let disk = on_disk(place);
    for text in texts {
        assert!(!holds(&disk, text), "{text} is still on disk");
    }
}

#[test]
fn what_was_erased_after_a_backup_closes_its_request_again() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let ids = people(&place, &server, &["ana"]);
    let asked = json!({"kind": "erasure", "law": "gdpr", "channel": "web", "note": "zebra-note"});
    let request = file(&server, &ids[0], &asked);
    // The backup does not know yet who asks.
    let backup = place.directory.path().join("before.backup");
    assert!(place.output(&["backup", backup.to_str().unwrap()]).status.success());
    step(&server, &request, &json!({"verify": {"how": "signed in"}}));
    let named = json!({"reason": "asked", "request": request["id"]});
    let proposed = server.post(&format!("/api/v1/people/{}/erasures", ids[0]), &named);
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let confirm = format!("/api/v1/erasures/{}/confirm", proposed["id"].as_str().unwrap());
    server.post(&confirm, &json!({"identifiers": going}));
    server.stop();
    let (known, restored) = (place.data().join("erasures.jsonl"), Place::at(&place.directory.path().join("restored")));
    let restore = ["restore", backup.to_str().unwrap(), "--erasures", known.to_str().unwrap()];
    let output = restored.output(&restore);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let server = restored.serve();
    let path = format!("/api/v1/requests/{}", request["id"].as_str().unwrap());
    let again = server.get(&path);
    assert!(again["state"] == "done" && again["erasure"].is_string() && again["note"] == "", "{again}");
}
