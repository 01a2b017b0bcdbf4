//! Scores over HTTP: against the answers that were given, against the sample company's truth, and what is never shown.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::effort::rows_of_truth;
use crate::harness::{Place, Server, on_both};
use crate::sample::made;

on_both!(answers_are_summed_up_as_they_are_known_now);

/// An answer of somebody to a survey on a day of March 2026.
fn answered(user: &str, day: u32, kind: &str, score: f64) -> Value {
    event(
        user,
        day,
        "Answered",
        &json!({"channel": "email", "touchpoint": format!("survey.{kind}"),
        "direction": "inbound"}),
        &json!({kind: score}),
    )
}

fn event(user: &str, day: u32, name: &str, said: &Value, properties: &Value) -> Value {
    json!({"type": "track", "userId": user, "messageId": format!("{user}-{name}-{day}"), "event": name,
        "properties": properties, "timestamp": format!("2026-03-{day:02}T10:00:00Z"), "context": {"interaction": said}})
}

fn ids(found: &Value) -> BTreeSet<String> {
    found["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn refused(server: &Server, path: &str, question: &Value, word: &str) {
    let answer = server.call("POST", path, question);
    assert_eq!(answer.status, 400, "{path} {question}: {}", answer.body);
    assert!(answer.json()["detail"].as_str().unwrap().contains(word), "{}", answer.body);
}

fn answers_are_summed_up_as_they_are_known_now(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    assert_eq!(server.get("/api/v1/scores"), json!({"kinds": []}));
    let none = server.post("/api/v1/scores/trend", &json!({"kind": "nps"}));
    assert!(none["whole"]["value"].is_null() && none["periods"] == json!([]), "{none}");
    let call = json!({"channel": "phone", "touchpoint": "call_center.care", "department": "Care",
        "direction": "inbound", "text": "hello"});
    let sent = json!({"channel": "email", "touchpoint": "survey.nps", "direction": "outbound"});
    for (user, score) in [("ana", 10.0), ("bob", 9.0), ("cyd", 0.0), ("dan", 7.0)] {
        let mut events = vec![event(user, 2, "Survey Sent", &sent, &json!({})), answered(user, 3, "nps", score)];
        events.extend((user == "cyd").then(|| event(user, 1, "Called", &call, &json!({}))));
        server.batch(&shop, &events);
    }
    server.batch(&shop, &[event("eve", 2, "Survey Sent", &sent, &json!({}))]);
    // What somebody says as an employee is in nothing of this, whatever it is called.
    let as_employee =
        json!({"channel": "email", "touchpoint": "survey.nps", "direction": "inbound", "relation": "employee"});
    server.batch(&shop, &[event("fay", 3, "Answered", &as_employee, &json!({"nps": 1, "enps": 1}))]);
    server.batch(&shop, &[event("gus", 3, "Answered", &call, &json!({"enps": 1}))]);
    let all = server.get("/api/v1/scores");
    assert_eq!(all["kinds"].as_array().unwrap().len(), 1, "{all}");
    let nps = &all["kinds"][0];
    assert_eq!(
        (&nps["kind"], &nps["measure"], &nps["score"]["value"]),
        (&json!("nps"), &json!("net_promoter"), &json!(25.0))
    );
    assert_eq!(
        (&nps["score"]["of"], &nps["score"]["people"], &nps["score"]["line"]),
        (&json!(4), &json!(4), &json!(false))
    );
    assert!(nps["score"]["low"].as_f64().unwrap() < -40.0 && nps["score"]["high"].as_f64().unwrap() > 70.0, "{nps}");
    assert_eq!(nps["counts"][0], json!({"score": 0.0, "count": 1}));
    // The department is that of the contact before; who was in contact with nobody is in no group.
    let groups = server.post("/api/v1/scores/groups", &json!({"kind": "nps", "by": "department"}));
    let care = &groups["groups"][0];
    assert_eq!((&groups["total"], &care["name"], &care["score"]["value"]), (&json!(1), &json!("Care"), &json!(-100.0)));
    assert!(care["score"]["low"] == -100.0 && care["score"]["high"].as_f64().unwrap() > 0.0, "{groups}");
    assert_eq!(care["difference"]["said"], "too few answers to tell a difference (n = 1 and 3)");
    let people = |question: Value| ids(&server.post("/api/v1/scores/people", &question));
    let id = |user: &str| server.id(&format!("user_id:{user}"));
    assert_eq!(people(json!({"kind": "nps", "highest": 6})), [id("cyd")].into());
    assert_eq!(people(json!({"kind": "nps", "lowest": 9})), [id("ana"), id("bob")].into());
    let care = json!({"by": "department", "name": "Care"});
    assert_eq!(people(json!({"kind": "nps", "group": care})), [id("cyd")].into());
    let responses = server.get("/api/v1/scores/responses");
    assert_eq!((&responses["whole"]["hits"], &responses["whole"]["of"]), (&json!(4), &json!(5)), "{responses}");
    assert_eq!(responses["surveys"][0]["name"], "survey.nps");
    assert_eq!(
        ids(&server.post("/api/v1/scores/responses/people", &json!({"survey": "survey.nps"}))),
        [id("eve")].into()
    );
    // Two answers of one person are no two people's.
    server.batch(&shop, &[answered("ana", 9, "nps", 10.0)]);
    let nps = |server: &Server| server.get("/api/v1/scores")["kinds"][0]["score"].clone();
    assert_eq!((nps(&server)["of"].clone(), nps(&server)["people"].clone()), (json!(5), json!(4)));
    // Whoever is erased has answered nothing.
    crate::privacy::erase(&server, &id("cyd"));
    let left = nps(&server);
    assert_eq!((&left["of"], &left["value"]), (&json!(4), &json!(75.0)), "{left}");
    for (path, question, word) in [
        ("scores/groups", json!({"kind": "enps", "by": "team"}), "employees"),
        ("scores/trend", json!({"kind": "nps", "filter": {"side": "employee"}}), "side"),
        ("scores/people", json!({"kind": "nps", "filter": {"side": "employee"}}), "side"),
        ("scores/responses/people", json!({"filter": {"side": "employee"}}), "side"),
        ("scores/compare", json!({"kind": "nps", "one": {}, "other": {"side": "employee"}}), "side"),
        ("scores/trend", json!({"kind": "mood"}), "csat"),
        ("scores/groups", json!({"kind": "ces", "measure": "net_promoter", "by": "team"}), "measure"),
        ("scores/groups", json!({"kind": "ces", "by": "fact"}), "fact"),
        ("scores/groups", json!({"kind": "ces", "by": "team", "fact": "x"}), "fact"),
        ("scores/people", json!({"kind": "nps", "group": {"by": "team", "name": "Nobody"}}), "Nobody"),
    ] {
        refused(&server, &format!("/api/v1/{path}"), &question, word);
    }
}

#[test]
fn a_change_is_found_when_it_was_and_no_other() {
    let place = Place::new(crate::harness::Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    // From the 16th on everybody is two points happier; each answers twice.
    for user in 0..60_u32 {
        let score = |day: u32| f64::from(2 + user / 15 % 3 + 2 * u32::from(day >= 16));
        let days = [1 + user % 15, 16 + user % 14];
        server.batch(&shop, &days.map(|day| answered(&format!("user-{user}"), day, "ces", score(day))));
    }
    let trend = server.post("/api/v1/scores/trend", &json!({"kind": "ces", "period": "day"}));
    let changes = trend["changes"].as_array().unwrap();
    assert_eq!((changes.len(), trend["periods"].as_array().unwrap().len()), (1, 29), "{trend}");
    let one = &changes[0];
    assert_eq!(one["from"], "2026-03-16T00:00:00.000Z");
    assert_eq!(
        (&one["before"]["people"], &one["after"]["people"], &trend["whole"]["people"]),
        (&json!(60), &json!(60), &json!(60))
    );
    let said = one["difference"]["said"].as_str().unwrap();
    assert!(said.starts_with("higher by 2.0 points of the scale (") && said.ends_with("; n = 60 and 60)"), "{said}");
    let halves =
        json!({"kind": "ces", "one": {"from": "2026-03-16T00:00:00Z"}, "other": {"until": "2026-03-16T00:00:00Z"}});
    assert_eq!(server.post("/api/v1/scores/compare", &halves)["difference"], one["difference"]);
}

/// The answers of the sample company's survey tool: of each survey the scores.
fn answers(place: &Place) -> BTreeMap<String, Vec<f64>> {
    let mut answers: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in rows_of_truth(place, "../exports/surveys.csv") {
        if let Ok(score) = row["Q1"].parse() {
            answers.entry(row["Survey"].clone()).or_default().push(score);
        }
    }
    answers
}

#[test]
fn figures_are_those_of_the_answers_that_were_given() {
    let place = made("500", "12", "2718");
    let server = place.serve();
    let answers = answers(&place);
    let count =
        |scores: &[f64], is: &dyn Fn(f64) -> bool| -> u64 { scores.iter().filter(|score| is(**score)).count() as u64 };
    let nps = [answers["NPS_DELIVERY"].clone(), answers["NPS_RELATION"].clone()].concat();
    let all = server.get("/api/v1/scores");
    let of_kind = |name: &str| all["kinds"].as_array().unwrap().iter().find(|one| one["kind"] == name).unwrap().clone();
    let share = |hits: u64, of: u64| {
        let [hits, of] = [hits, of].map(|count| f64::from(u32::try_from(count).unwrap()));
        hits / of
    };
    let expected = share(count(&nps, &|score| score >= 9.0), nps.len() as u64)
        - share(count(&nps, &|score| score <= 6.0), nps.len() as u64);
    let value = |one: &Value| one["score"]["value"].as_f64().unwrap();
    assert!((value(&of_kind("nps")) - 100.0 * expected).abs() < 1e-9, "{all}");
    let csat = &answers["CSAT_CALL"];
    assert!((value(&of_kind("csat")) - share(count(csat, &|score| score >= 4.0), csat.len() as u64)).abs() < 1e-9);
    // The employees' pulse is in none of it.
    assert!(all["kinds"].as_array().unwrap().iter().all(|one| one["kind"] != "enps"), "{all}");
    // Groups of the answer itself take it apart; the rest of a group is everything else.
    let question = json!({"kind": "nps", "by": "touchpoint", "at": "answer"});
    let groups = server.post("/api/v1/scores/groups", &question);
    for group in groups["groups"].as_array().unwrap() {
        let survey = group["name"].as_str().unwrap().strip_prefix("survey.").unwrap().to_uppercase();
        assert_eq!(group["score"]["of"], answers[&survey].len(), "{group}");
        let of = group["score"]["of"].as_u64().unwrap();
        let said = group["difference"]["said"].as_str().unwrap();
        assert!(said.ends_with(&format!("n = {of} and {})", nps.len() as u64 - of)), "{group}");
    }
    let months = server.post("/api/v1/scores/trend", &json!({"kind": "nps"}));
    let sum: u64 = months["periods"].as_array().unwrap().iter().map(|one| one["score"]["of"].as_u64().unwrap()).sum();
    assert_eq!(sum, nps.len() as u64);
    assert_eq!(months["whole"], of_kind("nps")["score"], "somebody who answers in two months is one person");
    for one in months["periods"].as_array().unwrap() {
        assert_eq!(one["score"]["line"], one["score"]["of"].as_u64().unwrap() >= 30, "{one}");
    }
}

#[test]
fn who_answers_more_often_is_weighed_down_to_whom_they_stand_for() {
    let place = made("500", "12", "2718");
    let server = place.serve();
    let groups = server.post("/api/v1/scores/groups", &json!({"kind": "nps", "by": "fact", "fact": "contract"}));
    let all = groups["groups"].as_array().unwrap();
    let known: Vec<&Value> = all.iter().filter(|one| one["population"].is_u64()).collect();
    assert!(known.len() >= 2, "{groups}");
    let number = |one: &Value| one.as_f64().unwrap();
    let people: f64 = known.iter().map(|one| number(&one["population"])).sum();
    let by_hand: f64 =
        known.iter().map(|one| number(&one["population"]) / people * number(&one["score"]["value"])).sum();
    let weighted = &groups["weighted"];
    assert!((number(&weighted["score"]["value"]) - by_hand).abs() < 1e-6 && weighted["covered"] == 1.0, "{groups}");
    assert!(number(&weighted["effective"]) <= number(&weighted["score"]["of"]) + 1e-6);
    // Behind a group are as many people as it says.
    let group = json!({"by": "fact", "fact": "contract", "name": known[0]["name"]});
    let behind = server.post("/api/v1/scores/people", &json!({"kind": "nps", "group": group, "page": {"limit": 1}}));
    assert_eq!(behind["total"], known[0]["score"]["people"]);
    // Names of people would be groups of one: they are no groups.
    let names = server.post("/api/v1/scores/groups", &json!({"kind": "nps", "by": "fact", "fact": "full_name"}));
    let names: Vec<&str> =
        names["groups"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(names.iter().all(|name| ["", "(other)"].contains(name)), "{names:?}");
}
