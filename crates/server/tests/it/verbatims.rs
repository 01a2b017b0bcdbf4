//! Verbatims and themes over HTTP: what people write is read, found again, corrected, learnt from and forgotten.

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both, soon};
use crate::privacy::erase;

on_both!(
    what_people_write_is_read_at_once_and_corrected,
    what_was_said_of_a_text_goes_with_it,
    themes_are_found_named_merged_and_kept
);

/// Somebody writes in March 2026.
fn wrote(user: &str, nth: usize, text: &str, more: &Value) -> Value {
    let mut said = json!({"channel": "email", "touchpoint": "email.care", "department": "Care", "direction": "inbound",
        "text": text});
    said.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    json!({"type": "track", "userId": user, "messageId": format!("{user}-{nth}"), "event": "Wrote",
        "timestamp": format!("2026-03-{:02}T10:00:00Z", 1 + nth % 28), "context": {"interaction": said}})
}

fn texts(found: &Value) -> Vec<&str> {
    found["items"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect()
}

fn correct(server: &Server, id: &Value, says: &Value) -> u16 {
    server.call("PUT", &format!("/api/v1/interactions/{}/correction", id.as_str().unwrap()), says).status
}

fn what_people_write_is_read_at_once_and_corrected(place: &Place) {
    const ANGRY: &str = "Third time I call, still no answer! This is terrible, cancel my contract.";
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let nothing = server.post("/api/v1/verbatims", &json!({}));
    assert_eq!(nothing, json!({"items": [], "total": 0, "people": 0, "waiting": 0, "searched_all": true}));
    let mut events = vec![
        wrote("ana", 1, ANGRY, &json!({})),
        wrote("bob", 2, "Danke, der Techniker war sehr freundlich und schnell.", &json!({"channel": "chat"})),
        wrote("bob", 3, "Wat een mooie dag, het pakket is vandaag bezorgd door de buurman", &json!({})),
        wrote("cyd", 4, "Dear customer, thank you for your patience", &json!({"direction": "outbound"})),
        wrote("dan", 5, "the tool for refunds is broken again", &json!({"relation": "employee"})),
    ];
    events[0]["properties"] = json!({"nps": 2});
    server.batch(&shop, &events);
    let all = server.post("/api/v1/verbatims", &json!({}));
    assert_eq!((&all["total"], &all["people"], &all["waiting"]), (&json!(3), &json!(2), &json!(0)), "{all}");
    let (dutch, german, angry) = (&all["items"][0], &all["items"][1], &all["items"][2]);
    assert_eq!(angry["text"], ANGRY);
    assert_eq!((&angry["language"]["name"], &angry["sentiment"]["name"]), (&json!("en"), &json!("negative")));
    assert_eq!(angry["scores"], json!([{"scale": "nps", "score": 2.0}]));
    assert_eq!(angry["person"], server.id("user_id:ana"));
    let kinds: Vec<&Value> = angry["cues"].as_array().unwrap().iter().map(|cue| &cue["kind"]).collect();
    assert!(kinds.contains(&&json!("leaving")) && kinds.contains(&&json!("repeated")), "{kinds:?}");
    assert_eq!((&german["language"]["name"], &german["sentiment"]["name"]), (&json!("de"), &json!("positive")));
    assert!(dutch["language"].is_null() && dutch["sentiment"].is_null(), "not read is not neutral: {dutch}");

    let said = |said: Value| server.post("/api/v1/verbatims", &json!({"said": said}));
    assert_eq!(texts(&said(json!({"sentiments": ["negative"]}))), [ANGRY]);
    assert_eq!(texts(&said(json!({"sentiments": ["unread"]}))).len(), 1);
    assert_eq!(texts(&said(json!({"cues": ["leaving"], "languages": ["en"]}))), [ANGRY]);
    assert_eq!(said(json!({"cues": ["leaving"], "languages": ["de"]}))["total"], 0);
    assert_eq!(said(json!({"emotions": ["anger"]}))["total"], 1);
    let chat = json!({"filter": {"channels": ["chat"]}});
    assert_eq!(server.post("/api/v1/verbatims", &chat)["total"], 1);
    let search = |words: &str| server.post("/api/v1/verbatims", &json!({"search": words}))["total"].clone();
    assert_eq!((search("still answ"), search("still chat")), (json!(1), json!(0)));
    let answer = server.call("POST", "/api/v1/verbatims", &json!({"said": {"emotions": ["boredom"]}}));
    assert!(answer.status == 400 && answer.body.contains("joy, trust"), "{}", answer.body);

    assert_eq!(correct(&server, &angry["id"], &json!({"sentiment": "positive"})), 204);
    assert_eq!(correct(&server, &angry["id"], &json!({"category": "reachability"})), 204);
    assert_eq!(correct(&server, &angry["id"], &json!({})), 400);
    assert_eq!(correct(&server, &angry["id"], &json!({"theme": 77})), 400);
    assert_eq!(correct(&server, &json!("i_00000000000000000000000000"), &json!({"sentiment": "positive"})), 404);
    let corrected = said(json!({"sentiments": ["positive"], "categories": ["reachability"]}));
    assert_eq!(
        (texts(&corrected), &corrected["items"][0]["corrected"]),
        (vec![ANGRY], &json!(["sentiment", "category"]))
    );
    server.kill();
    let server = place.serve();
    let again = soon("texts are read again", || {
        let all = server.post("/api/v1/verbatims", &json!({}));
        (all["waiting"] == 0 && all["total"] == 3).then_some(all)
    });
    assert_eq!(again["items"][2], corrected["items"][0]);
}

fn what_was_said_of_a_text_goes_with_it(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &[wrote("ana", 1, "so slow", &json!({})), wrote("bob", 2, "so fast", &json!({}))]);
    let all = server.post("/api/v1/verbatims", &json!({}));
    for one in all["items"].as_array().unwrap() {
        assert_eq!(correct(&server, &one["id"], &json!({"sentiment": "neutral"})), 204);
    }
    server.folded();
    let id = server.id("user_id:ana");
    erase(&server, &id);
    let left = server.post("/api/v1/verbatims", &json!({}));
    assert_eq!((texts(&left), &left["total"]), (vec!["so fast"], &json!(1)));
    server.stop();
    let server = place.serve();
    let erased = &all["items"][1]["id"];
    assert_eq!(correct(&server, erased, &json!({"sentiment": "neutral"})), 404);
    server.stop();
    // Nothing is left of what was said of her text: the table has one row.
    place.sql("INSERT INTO readings_corrections (position, changed_at) SELECT -1, 1 FROM readings_corrections");
    place.sql("DELETE FROM readings_corrections WHERE position = -1");
}

/// Texts of three matters, each of somebody else.
fn of_three_matters(from: usize, many: usize) -> Vec<Value> {
    const MATTERS: [[&str; 8]; 3] = [
        ["parcel", "late", "delivery", "courier", "tracking", "arrived", "neighbour", "package"],
        ["invoice", "charged", "twice", "bill", "amount", "wrong", "payment", "refund"],
        ["password", "login", "locked", "reset", "code", "app", "crashes", "screen"],
    ];
    const SHARED: [&str; 8] = ["the", "my", "and", "was", "is", "please", "a", "for"];
    let text = |at: usize| {
        let word = |place: usize| {
            let chance = (at * 31 + place * 17 + at * place * 7) % 8;
            if place.is_multiple_of(2) { MATTERS[at % 3][chance] } else { SHARED[chance] }
        };
        (0..11).map(word).collect::<Vec<_>>().join(" ")
    };
    (from..from + many).map(|at| wrote(&format!("u{at}"), at, &text(at), &json!({}))).collect()
}

fn learnt(server: &Server) -> Value {
    let begun = server.call("POST", "/api/v1/themes/runs", &json!({}));
    assert_eq!(begun.status, 202, "{}", begun.body);
    let path = format!("/api/v1/themes/runs/{}", begun.json()["id"].as_str().unwrap());
    let run = soon("the run is over", || Some(server.get(&path)).filter(|run| !run["ended_at"].is_null()));
    assert_eq!(run["stage"], "done", "{run}");
    run
}

fn themes(server: &Server) -> Value {
    soon("all texts are read", || {
        let found = server.post("/api/v1/themes", &json!({}));
        (found["waiting"] == 0 && found["items"][0]["share"]["hits"] != 0).then_some(found)
    })
}

fn themes_are_found_named_merged_and_kept(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &of_three_matters(0, 20));
    let few = learnt(&server);
    assert!(few["themes"] == 0 && few["said"].as_str().unwrap().contains("at least 50"), "{few}");
    server.batch(&shop, &of_three_matters(20, 280));
    let category = |name: &str, examples: Value| {
        let path = format!("/api/v1/categories/{name}?reason=first");
        assert_eq!(server.call("PUT", &path, &json!({"examples": examples})).status, 200);
    };
    category("delivery", json!(["parcel late", "courier and tracking", "delivery of my package"]));
    category("billing", json!(["invoice wrong", "charged twice on the bill", "refund of the amount"]));
    let run = learnt(&server);
    assert!(run["themes"].as_u64().unwrap() >= 3 && run["texts"] == 300 && run["said"] == "", "{run}");
    let found = themes(&server);
    let of = |found: &Value, word: &str| -> Value {
        let items = found["items"].as_array().unwrap().clone();
        let has = |one: &&Value| one["phrases"].to_string().contains(word);
        items.iter().find(has).unwrap_or_else(|| panic!("{word} in {found}")).clone()
    };
    let (parcels, bills) = (of(&found, "courier"), of(&found, "invoice"));
    assert_ne!(parcels["number"], bills["number"]);
    let share = |theme: &Value| theme["share"]["hits"].as_u64().unwrap();
    assert!(share(&parcels) > 20 && parcels["new"] == false, "{parcels}");
    let all: u64 = found["items"].as_array().unwrap().iter().map(share).sum();
    assert_eq!(all + found["none"]["share"]["hits"].as_u64().unwrap_or(0), 300);
    let trend: u64 = parcels["trend"].as_array().unwrap().iter().map(|one| one.as_u64().unwrap()).sum();
    assert_eq!(trend, share(&parcels));
    let behind = |number: &Value| server.post("/api/v1/verbatims", &json!({"said": {"themes": [number]}}));
    let texts_behind = behind(&parcels["number"]);
    assert_eq!(texts_behind["total"], parcels["share"]["hits"]);
    assert!(texts(&texts_behind).iter().all(|text| !text.contains("invoice")), "{texts_behind}");
    let named = server.post("/api/v1/verbatims", &json!({"said": {"categories": ["billing"]}}));
    assert!(named["total"].as_u64().unwrap() > 10, "{}", named["total"]);
    assert!(texts(&named).iter().all(|text| !text.contains("courier")));

    let change = |number: &Value, says: Value| server.call("PATCH", &format!("/api/v1/themes/{number}"), &says).status;
    assert_eq!(change(&parcels["number"], json!({"name": "Deliveries"})), 204);
    assert_eq!(change(&bills["number"], json!({"merged_into": parcels["number"]})), 204);
    assert_eq!(change(&parcels["number"], json!({"merged_into": bills["number"]})), 400);
    assert_eq!(change(&json!(4711), json!({"hidden": true})), 404);
    let merged = server.post("/api/v1/themes", &json!({}));
    let deliveries = merged["items"].as_array().unwrap().iter().find(|one| one["name"] == "Deliveries").unwrap();
    assert_eq!(share(deliveries), share(&parcels) + share(&bills));
    assert_eq!(behind(&parcels["number"])["total"], deliveries["share"]["hits"]);
    // After the next run they are called what they were called, and merged what was merged.
    server.batch(&shop, &of_three_matters(300, 60));
    learnt(&server);
    let again = soon("what was learnt is used", || {
        let again = themes(&server);
        let one = again["items"].as_array().unwrap().iter().find(|one| one["name"] == "Deliveries").cloned();
        one.filter(|one| share(one) > share(deliveries))
    });
    assert_eq!(again["number"], parcels["number"]);
    server.stop();
    let server = place.serve();
    let kept = themes(&server);
    let kept = kept["items"].as_array().unwrap().iter().find(|one| one["number"] == parcels["number"]);
    assert_eq!(kept.unwrap()["name"], "Deliveries");
}
