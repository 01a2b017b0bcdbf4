//! Drivers over HTTP: what was planted in the sample company is found again, at seeds that nothing was tuned on.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, on_both};
use crate::lake::config;
use crate::sample::made;

on_both!(what_happened_before_an_answer_is_counted_as_it_is_known_now);

/// Nothing was tuned on these.
const SEEDS: [&str; 2] = ["2718", "3141"];

fn named<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let drivers = answer["drivers"].as_array().unwrap();
    drivers.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("{name}: {answer}"))
}

fn names(answer: &Value) -> Vec<&str> {
    answer["drivers"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

fn number(of: &Value) -> f64 {
    of.as_f64().unwrap_or_else(|| panic!("no number: {of}"))
}

/// Whether what was planted lies within an interval, give or take a little.
fn holds(estimate: &Value, planted: f64) -> bool {
    number(&estimate["low"]) - 0.15 <= planted && planted <= number(&estimate["high"]) + 0.15
}

#[test]
fn planted_drivers_are_found_in_their_order_and_basics_and_delights_as_such() {
    for seed in SEEDS {
        let place = made("2000", "12", seed);
        let server = place.serve();
        let truth = std::fs::read_to_string(place.data().join("sample/truth/causes.json")).unwrap();
        let truth: Value = serde_json::from_str(&truth).unwrap();
        ratings(&server, &truth["ratings"], seed);
        // Each repeated request takes a point of ease, up to three.
        let ease = json!({"kind": "ces", "episode": true});
        let found = server.post("/api/v1/drivers", &ease);
        println!("seed {seed}: {:?} of {} answers, R2 {}", names(&found), found["of"], found["explained"]["value"]);
        let asked = named(&found, "asked_again");
        assert_eq!(names(&found)[0], "asked_again", "{found}");
        assert!(number(&asked["share"]["low"]) > 0.4 && number(&asked["slope"]["high"]) < -0.4, "{asked}");
        assert!(number(&asked["correlation"]["high"]) < 0.0);
        assert_eq!(named(&server.post("/api/v1/drivers/penalty-reward", &ease), "asked_again")["class"], "hurts");
        late(&server, &truth, seed);
    }
}

/// What the relation survey asks people to rate.
fn ratings(server: &Server, truth: &Value, seed: &str) {
    let listed = server.get("/api/v1/drivers/ratings?kind=nps");
    let paths: BTreeSet<&str> =
        listed["items"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    let planted: Vec<&str> =
        truth["order_of_importance"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert_eq!(paths, planted.iter().copied().collect(), "{listed}");
    let question = json!({"kind": "nps", "ratings": planted});
    let found = server.post("/api/v1/drivers", &question);
    println!("seed {seed}: {:?} of {} answers, R2 {}", names(&found), found["of"], found["explained"]["value"]);
    assert_eq!(names(&found), planted, "{found}");
    assert!(number(&found["explained"]["low"]) > 0.5, "{found}");
    assert_eq!(named(&found, "Rate_Shop")["quadrant"].as_str().map(|one| one != "concentrate"), Some(true), "{found}");
    let found = server.post("/api/v1/drivers/penalty-reward", &question);
    for rated in truth["rated"].as_array().unwrap() {
        let one = named(&found, rated["rating"].as_str().unwrap());
        println!("seed {seed}: {} {}: penalty {}, reward {}", one["name"], one["class"], one["penalty"], one["reward"]);
        assert_eq!(one["class"], rated["factor"], "seed {seed}: {one}");
        assert!(
            holds(&one["penalty"], -number(&rated["poor"])) && holds(&one["reward"], number(&rated["good"])),
            "{one}"
        );
    }
    // Behind a rating are those who gave it.
    let poor = json!({"drivers": question, "driver": "Rate_Network", "at_most": 2});
    let behind = server.post("/api/v1/drivers/people", &poor);
    assert_eq!(behind["total"], named(&found, "Rate_Network")["poor"], "{behind}");
}

/// Late parcels take two points of the score of the delivery survey.
fn late(server: &Server, truth: &Value, seed: &str) {
    let late = json!({"name": "late", "properties": [{"path": "LATE", "any_of": ["Y"]}]});
    let again = json!({"name": "delivered", "touchpoints": ["delivery.notice"]});
    let question = json!({"kind": "nps", "filter": {"touchpoints": ["survey.nps_delivery"]}, "days": 5,
        "events": [late, again], "observed": ["contacts", "asked_again"]});
    let found = server.post("/api/v1/drivers/penalty-reward", &question);
    let one = named(&found, "late");
    println!("seed {seed}: late {} of {} answers: {}", one["poor"], found["of"], one["penalty"]);
    let planted = truth["causes"].as_array().unwrap().iter().find(|one| one["cause"] == "late delivery").unwrap();
    assert!(one["class"] == "hurts" && holds(&one["penalty"], -number(&planted["size"])), "{one}");
    assert_eq!(names(&server.post("/api/v1/drivers", &question))[0], "late");
}

#[test]
fn ratings_need_a_place_for_the_lake() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with(&config(&place));
    let answer = server.post("/api/v1/drivers", &json!({"kind": "nps", "ratings": ["a.b"]}));
    assert_eq!((&answer["of"], &answer["drivers"], &answer["needed"]), (&json!(0), &json!([]), &json!(30)));
    assert!(answer["explained"].is_null());
}

fn what_happened_before_an_answer_is_counted_as_it_is_known_now(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let call = json!({"channel": "phone", "touchpoint": "call_center.care", "direction": "inbound", "text": "hello"});
    let answer = json!({"channel": "email", "touchpoint": "survey.csat", "direction": "inbound"});
    let event = |user: &str, day: u32, name: &str, said: &Value, properties: &Value| {
        json!({"type": "track", "userId": user, "messageId": format!("{user}-{name}-{day}"), "event": name,
            "properties": properties, "timestamp": format!("2026-03-{day:02}T10:00:00Z"),
            "context": {"interaction": said}})
    };
    // Of forty people every other one called before, and says so in the score; four called long before.
    for user in 0..40 {
        let (name, called) = (format!("user-{user}"), user % 2 == 0);
        let mut events =
            vec![event(&name, 20, "Answered", &answer, &json!({"csat": if called { 2 } else { 4 } + user % 3 / 2}))];
        events.extend(called.then(|| event(&name, 18, "Called", &call, &json!({}))));
        events.extend((user < 4).then(|| event(&name, 1, "Called", &call, &json!({}))));
        server.batch(&shop, &events);
    }
    let question = json!({"kind": "csat", "observed": ["contacts"], "days": 7});
    let found = server.post("/api/v1/drivers", &question);
    let contacts = named(&found, "contacts");
    assert_eq!((&found["of"], &found["people"], &found["left_out"]), (&json!(40), &json!(40), &json!(0)));
    assert!((number(&contacts["share"]["value"]) - 1.0).abs() < 1e-9, "{found}");
    assert!(
        (number(&contacts["slope"]["value"]) + 2.0).abs() < 0.2 && number(&contacts["correlation"]["value"]) < -0.8
    );
    // With a month all calls count: two of some.
    let month = server.post("/api/v1/drivers", &json!({"kind": "csat", "observed": ["contacts"]}));
    assert_eq!(named(&month, "contacts")["highest"], 2.0, "{month}");
    // Of episodes, whoever was in contact with nobody is left out; then they are too few.
    let episodes = server.post("/api/v1/drivers", &json!({"kind": "csat", "observed": ["contacts"], "episode": true}));
    assert_eq!((&episodes["of"], &episodes["left_out"], &episodes["drivers"]), (&json!(20), &json!(20), &json!([])));
    assert!(episodes["explained"].is_null() && episodes["needed"] == 30, "{episodes}");
    let met = json!({"kind": "csat", "touchpoints": 3, "days": 7});
    let one = named(&server.post("/api/v1/drivers/penalty-reward", &met), "call_center.care").clone();
    assert_eq!((&one["class"], &one["poor"], &one["reward"]), (&json!("hurts"), &json!(20), &Value::Null));
    let behind = json!({"drivers": met, "driver": "call_center.care", "at_least": 1, "page": {"limit": 3}});
    assert_eq!(server.post("/api/v1/drivers/people", &behind)["total"], 20);
    crate::privacy::erase(&server, &server.id("user_id:user-0"));
    assert_eq!(server.post("/api/v1/drivers", &question)["of"], 39);
    for (path, question, word) in [
        ("drivers", json!({"kind": "enps"}), "employees"),
        ("drivers", json!({"kind": "csat", "filter": {"side": "employee"}}), "side"),
        ("drivers", json!({"kind": "csat", "days": 0}), "days"),
        ("drivers", json!({"kind": "csat", "touchpoints": 9}), "8"),
        ("drivers", json!({"kind": "csat", "events": [{"name": "late"}]}), "events"),
        ("drivers", json!({"kind": "csat", "events": [{"name": "late", "names": ["Nowhere"]}]}), "Nowhere"),
        ("drivers/penalty-reward", json!({"kind": "csat", "observed": []}), "ratings"),
        ("drivers/people", json!({"drivers": {"kind": "csat"}, "driver": "mood"}), "mood"),
    ] {
        let refused = server.call("POST", &format!("/api/v1/{path}"), &question);
        assert_eq!(refused.status, 400, "{path} {question}: {}", refused.body);
        assert!(refused.json()["detail"].as_str().unwrap().contains(word), "{}", refused.body);
    }
}
