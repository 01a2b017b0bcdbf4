//! Alerts: who said what is to be put right is known once, with an owner and a time, whenever the server dies.

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both, soon};
use crate::privacy::erase;

on_both! {
    an_alert_says_why_for_whom_and_by_when,
    an_alert_is_seen_done_and_opened_again,
    an_alert_is_of_whoever_it_belongs_to_today,
    a_part_of_the_organisation_sees_its_own_alerts,
    no_alert_is_opened_twice_or_lost_when_the_server_dies,
    an_alert_goes_with_its_person_and_leaves_out_who_is_named,
}

/// A rule that opens an alert for detractors and for who says that they leave.
pub(crate) fn rule(more: &Value) -> Value {
    let when = json!([{"kind": "score", "scale": "nps", "at_most": 6}, {"kind": "cue", "cue": "leaving"}]);
    let mut rule = json!({"when": when, "owner": "Mo Fields", "due_hours": 4});
    rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    rule
}

pub(crate) fn put(server: &Server, name: &str, rule: &Value) {
    let answer = server.call("PUT", &format!("/api/v1/alert-rules/{name}?reason=test"), rule);
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// What somebody said on the phone, with a score.
pub(crate) fn said(user: &str, id: &str, nps: u32, text: &str) -> Value {
    json!({"type": "track", "event": "Call Ended", "userId": user, "messageId": id, "properties": {"nps": nps},
        "context": {"interaction": {"channel": "phone", "touchpoint": "call_center.billing", "department": "Billing",
            "text": text}}})
}

pub(crate) fn until(server: &Server, query: &str, total: u64) -> Value {
    soon(&format!("{total} alerts {query}"), || {
        let found = server.get(&format!("/api/v1/alerts{query}"));
        (found["total"] == total).then_some(found)
    })
}

fn an_alert_says_why_for_whom_and_by_when(place: &Place) {
    let server = place.serve();
    let key = place.key(&["--source", "desk"]);
    put(&server, "detractors", &rule(&json!({})));
    put(&server, "elsewhere", &rule(&json!({"touchpoints": ["web.checkout"]})));
    let mut at_work = said("eve", "m3", 0, "I will cancel my account");
    at_work["context"]["interaction"]["relation"] = json!("employee");
    let mut long_ago = said("cy", "m4", 0, "");
    long_ago["timestamp"] = json!("2020-01-01T00:00:00Z");
    let text = "I gave my card 4111 1111 1111 1111 twice. I will cancel my account.";
    server.batch(&key, &[said("ana", "m1", 2, text), said("bob", "m2", 9, "thank you"), at_work, long_ago]);
    let found = until(&server, "", 1);
    let alert = &found["items"][0];
    assert_eq!(alert["reasons"][0], "said 2 on NPS");
    let words = alert["reasons"][1].as_str().unwrap();
    assert!(words.contains("cancel") && words.ends_with("in the text (they leave)"), "{words}");
    let known = [&alert["state"], &alert["late"], &alert["owner"], &alert["rule"], &alert["touchpoint"]];
    assert_eq!(
        known,
        [&json!("open"), &json!(false), &json!("Mo Fields"), &json!("detractors"), &json!("call_center.billing")]
    );
    assert_eq!(alert["person"], server.id("user_id:ana"));
    let at = |field: &str| kernel::Timestamp::parse(alert[field].as_str().unwrap()).unwrap().0;
    assert_eq!(at("due_at") - at("made_at"), 4 * kernel::clock::HOUR);
    let id = alert["id"].as_str().unwrap();
    assert!(server.get(&format!("/api/v1/alerts/{id}"))["text"].as_str().unwrap().contains("4111"));
    // Who need not see the number of a card does not.
    let analyst = place.key(&["--role", "analyst"]);
    let seen = server.send("GET", "/api/v1/alerts", &[("authorization", &format!("Bearer {analyst}"))], b"");
    assert!(seen.status == 200 && !seen.body.contains("4111 1111") && seen.body.contains("1111]"), "{}", seen.body);
    // Where the touchpoint has an owner, it is theirs.
    let owned = json!({"channel": "phone", "owner": "Uma Stone"});
    let made = server.call("PUT", "/api/v1/organisation/touchpoints/call_center.billing", &owned);
    assert!(made.status < 300, "{} {}", made.status, made.body);
    server.batch(&key, &[said("dee", "m5", 6, "")]);
    let hers = until(&server, "?owner=Uma%20Stone", 1);
    assert_eq!(hers["items"][0]["text"], Value::Null);
    assert_eq!(server.get("/api/v1/alerts/owners")["items"], json!(["Mo Fields", "Uma Stone"]));
    for (query, total) in [
        ("?rule=detractors", 2),
        ("?rule=elsewhere", 0),
        ("?state=to_do", 2),
        ("?state=done", 0),
        ("?late=true", 0),
        ("?department=Billing", 2),
        ("?touchpoint=web.checkout", 0),
    ] {
        until(&server, query, total);
    }
    let ana = server.id("user_id:ana");
    until(&server, &format!("?person={ana}"), 1);
    // Page by page, those that are due first.
    let first = server.get("/api/v1/alerts?limit=1");
    assert_eq!((&first["total"], &first["items"][0]["id"]), (&json!(2), &alert["id"]));
    let second = server.get(&format!("/api/v1/alerts?limit=1&cursor={}", first["next"].as_str().unwrap()));
    assert_eq!(second["items"][0]["id"], hers["items"][0]["id"]);
    place.sql("UPDATE alerts SET due_at = 0");
    assert_eq!(until(&server, "?late=true", 2)["items"][0]["late"], true);
    for wrong in ["?state=new", "?colour=red"] {
        assert_eq!(server.call("GET", &format!("/api/v1/alerts{wrong}"), &Value::Null).status, 400, "{wrong}");
    }
}

fn change(server: &Server, id: &str, body: &Value) -> (u16, Value) {
    let answer = server.call("PATCH", &format!("/api/v1/alerts/{id}"), body);
    (answer.status, answer.json())
}

fn an_alert_is_seen_done_and_opened_again(place: &Place) {
    let server = place.serve();
    let key = place.key(&["--source", "desk"]);
    put(&server, "detractors", &rule(&json!({})));
    server.batch(&key, &[said("ana", "m1", 2, "")]);
    let id = until(&server, "", 1)["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(change(&server, &id, &json!({"state": "seen"})).1["state"], "seen");
    let (status, said_so) = change(&server, &id, &json!({"state": "done"}));
    assert!(status == 409 && said_so["detail"].as_str().unwrap().contains("`note`"), "{said_so}");
    let done =
        change(&server, &id, &json!({"state": "done", "note": "called, a credit given", "owner": "Uma Stone"})).1;
    assert_eq!([&done["state"], &done["note"], &done["owner"]], ["done", "called, a credit given", "Uma Stone"]);
    assert!(done["changed_by"].as_str().is_some() && done["late"] == false);
    until(&server, "?state=to_do", 0);
    assert_eq!(change(&server, &id, &json!({"state": "seen"})).0, 409);
    assert_eq!(change(&server, &id, &json!({"state": "reopened", "note": "it came back"})).1["state"], "reopened");
    until(&server, "?state=to_do", 1);
    for wrong in [json!({}), json!({"note": " "}), json!({"state": "open"}), json!({"colour": "red"})] {
        assert!((400..500).contains(&change(&server, &id, &wrong).0), "{wrong}");
    }
    let rows = server.get("/api/v1/audit?action=alerts.change");
    assert_eq!((&rows["total"], &rows["items"][0]["reason"]), (&json!(3), &json!("reopened, Uma Stone")));
    // Rules have versions, and those that end open nothing.
    put(&server, "detractors", &rule(&json!({"due_hours": 8})));
    assert_eq!(server.get("/api/v1/alert-rules/detractors")["version"], 2);
    assert_eq!(server.call("DELETE", "/api/v1/alert-rules/detractors?reason=over", &Value::Null).status, 204);
    put(&server, "angry", &rule(&json!({"when": [{"kind": "emotion", "emotion": "anger", "at_least": 0.3}]})));
    server.batch(&key, &[said("bob", "m2", 0, "I am furious, this is an outrageous and terrible service")]);
    let angry = until(&server, "", 2);
    assert_eq!(angry["items"][1]["rule"], "angry", "{angry}");
    for wrong in [json!({"webhook": "none"}), json!({"email": "owner@example.com"}), json!({"due_hours": 0})] {
        let answer = server.call("PUT", "/api/v1/alert-rules/x?reason=test", &rule(&wrong));
        assert!((400..500).contains(&answer.status), "{wrong}: {}", answer.body);
    }
}

fn an_alert_is_of_whoever_it_belongs_to_today(place: &Place) {
    let server = place.serve();
    let key = place.key(&["--source", "desk"]);
    let identify = |id: &str, user: &str| json!({"type": "identify", "userId": user, "messageId": id, "traits": {}});
    server.batch(&key, &[identify("m1", "older"), identify("m2", "younger")]);
    put(&server, "detractors", &rule(&json!({})));
    server.batch(&key, &[said("younger", "m3", 1, "")]);
    let [older, younger] = ["user_id:older", "user_id:younger"].map(|name| server.id(name));
    assert_eq!(until(&server, "", 1)["items"][0]["person"], younger);
    let merged = server.post("/api/v1/people/merge", &json!({"a": older, "b": younger, "reason": "one human"}));
    assert_eq!(until(&server, &format!("?person={older}"), 1)["items"][0]["person"], older);
    let undo = format!("/api/v1/links/{}/undo", merged["link"].as_str().unwrap());
    server.post(&undo, &json!({"reason": "two sisters"}));
    assert_eq!(until(&server, &format!("?person={younger}"), 1)["items"][0]["person"], younger);
    until(&server, &format!("?person={older}"), 0);
}

fn a_part_of_the_organisation_sees_its_own_alerts(place: &Place) {
    let server = place.serve();
    let key = place.key(&["--source", "desk"]);
    put(&server, "detractors", &rule(&json!({})));
    let mut elsewhere = said("bob", "m2", 1, "");
    elsewhere["context"]["interaction"]["department"] = json!("Shop");
    server.batch(&key, &[said("ana", "m1", 2, ""), elsewhere]);
    let all = until(&server, "", 2);
    let agent = place.key(&["--role", "agent", "--scope", "department:Billing"]);
    let bearer = format!("Bearer {agent}");
    let read = |path: &str| server.send("GET", path, &[("authorization", &bearer)], b"");
    let seen = read("/api/v1/alerts").json();
    assert_eq!((&seen["total"], &seen["items"][0]["department"]), (&json!(1), &json!("Billing")));
    let theirs = all["items"].as_array().unwrap().iter().find(|one| one["department"] == "Shop").unwrap();
    assert_eq!(read(&format!("/api/v1/alerts/{}", theirs["id"].as_str().unwrap())).status, 404);
    assert_eq!(read(&format!("/api/v1/alerts/{}", seen["items"][0]["id"].as_str().unwrap())).status, 200);
}

fn no_alert_is_opened_twice_or_lost_when_the_server_dies(place: &Place) {
    const PEOPLE: usize = 400;
    let mut server = place.serve();
    let key = place.key(&["--source", "desk"]);
    for name in ["one", "two"] {
        put(&server, name, &rule(&json!({})));
    }
    let all: Vec<Value> = (0..PEOPLE).map(|n| said(&format!("u{n}"), &format!("m{n}"), 0, "")).collect();
    for some in all.chunks(PEOPLE / 8) {
        server.batch(&key, some);
        // Somewhere between what came in and what was opened.
        server.kill();
        server = place.serve();
    }
    until(&server, "", 2 * PEOPLE as u64);
    for name in ["one", "two"] {
        until(&server, &format!("?rule={name}"), PEOPLE as u64);
    }
    let first = server.get("/api/v1/alerts?limit=500&rule=one");
    let mut people: Vec<&str> =
        first["items"].as_array().unwrap().iter().map(|one| one["person"].as_str().unwrap()).collect();
    people.sort_unstable();
    people.dedup();
    assert_eq!(people.len(), PEOPLE);
}

fn an_alert_goes_with_its_person_and_leaves_out_who_is_named(place: &Place) {
    let server = place.serve_with("webhook_networks = [\"127.0.0.0/8\"]\n");
    let key = place.key(&["--source", "desk"]);
    let hook = server.call("PUT", "/api/v1/webhooks/desk", &json!({"url": "http://127.0.0.1:1/"}));
    assert_eq!(hook.status, 200, "{}", hook.body);
    put(&server, "detractors", &rule(&json!({"webhook": "desk"})));
    let identify = json!({"type": "identify", "userId": "zara", "messageId": "m0",
        "traits": {"email": "zara.quixote@erase.example", "name": "Zara Quixote"}});
    server.batch(&key, &[identify, said("zara", "m1", 2, "I will cancel"), said("bob", "m2", 2, "")]);
    let found = until(&server, "", 2);
    let zara = server.id("user_id:zara");
    let of = |person: &str| {
        found["items"].as_array().unwrap().iter().find(|one| one["person"] == person).unwrap()["id"].clone()
    };
    let (hers, his) = (of(&zara), of(&server.id("user_id:bob")));
    let note = json!({"state": "done", "note": "asked zara.quixote@erase.example about it"});
    assert_eq!(change(&server, his.as_str().unwrap(), &note).0, 200);
    assert_eq!(server.get("/api/v1/deliveries")["total"], 2);
    let export = server.get(&format!("/api/v1/people/{zara}/export"));
    assert_eq!(export["alerts"][0]["reasons"][0], "said 2 on NPS", "{export}");
    erase(&server, &zara);
    assert_eq!(server.call("GET", &format!("/api/v1/alerts/{}", hers.as_str().unwrap()), &Value::Null).status, 404);
    let left = server.get(&format!("/api/v1/alerts/{}", his.as_str().unwrap()));
    assert!(!left["note"].as_str().unwrap().contains("quixote"), "{left}");
    let told = server.get("/api/v1/deliveries");
    assert_eq!((&told["total"], &told["items"][0]["body"]["data"]["id"]), (&json!(1), &his));
}
