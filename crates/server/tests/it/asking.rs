//! Who is asked and who is not: permits, holds, rules, and many who ask at once.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both};
use crate::privacy::erase;
use crate::surveys::{Page, known, nps_and_why, put};

on_both! {
    a_thousand_people_are_asked_once_by_two_surveys_at_once,
    a_hold_and_the_rules_keep_people_from_being_asked,
    what_is_asked_of_one_is_asked_of_all_that_they_are,
    quotas_lots_and_quiet_hours_are_kept,
}

fn invite(server: &Server, survey: &str, people: &[&str]) -> Vec<Value> {
    let people: Vec<Value> = people.iter().map(|one| json!({"identifier": one})).collect();
    let path = format!("/api/v1/surveys/{survey}/invitations");
    let asked = server.post(&path, &json!({"people": people, "channel": "sms"}));
    asked["items"].as_array().unwrap().clone()
}

/// Why the only one who was to be asked is not.
fn why_not(server: &Server, survey: &str, identifier: &str) -> Value {
    invite(server, survey, &[identifier])[0]["not_asked"].clone()
}

fn set_rules(server: &Server, rules: &Value) {
    let answer = server.call("PUT", "/api/v1/asking-rules?reason=test", rules);
    assert_eq!(answer.status, 200, "{}", answer.body);
}

fn a_thousand_people_are_asked_once_by_two_surveys_at_once(place: &Place) {
    let server = place.serve();
    let key = place.key(&["--source", "shop"]);
    let person = |n: usize| {
        json!({"type": "identify", "userId": format!("u{n}"), "messageId": format!("m{n}"),
        "traits": {"email": format!("u{n}@example.com")}})
    };
    server.batch(&key, &(0..1000).map(person).collect::<Vec<Value>>());
    put(&server, "one", &nps_and_why());
    put(&server, "two", &nps_and_why());
    let asked: Vec<(usize, bool)> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..20)
            .map(|thread| {
                let server = &server;
                // Half of them ask for the same people by another identifier, in another order.
                let (survey, namespace) = if thread % 2 == 0 { ("one", "user_id:u") } else { ("two", "email:u") };
                let ending = if thread % 2 == 0 { "" } else { "@example.com" };
                let mut numbers: Vec<usize> = (0..100).map(|one| thread / 2 * 100 + one).collect();
                if thread % 2 == 1 {
                    numbers.reverse();
                }
                scope.spawn(move || {
                    let mut asked = Vec::new();
                    for some in numbers.chunks(10) {
                        let names: Vec<String> = some.iter().map(|n| format!("{namespace}{n}{ending}")).collect();
                        let names: Vec<&str> = names.iter().map(String::as_str).collect();
                        let items = invite(server, survey, &names);
                        asked.extend(some.iter().copied().zip(items.iter().map(|one| one["path"].is_string())));
                    }
                    asked
                })
            })
            .collect();
        all.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let mut times: BTreeMap<usize, u32> = BTreeMap::new();
    for (person, is_asked) in &asked {
        *times.entry(*person).or_default() += u32::from(*is_asked);
    }
    assert_eq!(asked.len(), 2000);
    let others: Vec<_> = times.iter().filter(|(_, times)| **times != 1).collect();
    assert!(others.is_empty(), "asked not once: {others:?}");
    let counts = ["one", "two"].map(|survey| server.get(&format!("/api/v1/surveys/{survey}/asked?limit=1")));
    let sum =
        |field: &str| counts.iter().map(|one| one.pointer(field).and_then(Value::as_u64).unwrap_or(0)).sum::<u64>();
    assert_eq!((sum("/invited"), sum("/not_asked/asked_recently"), sum("/total")), (1000, 1000, 1000));
}

fn a_hold_and_the_rules_keep_people_from_being_asked(place: &Place) {
    let server = place.serve();
    let ana = known(&server, place);
    put(&server, "visit", &nps_and_why());
    put(&server, "other", &nps_and_why());
    assert_eq!(server.get("/api/v1/asking-rules")["rules"]["days_between"], 30);
    let hold = server.post(&format!("/api/v1/people/{ana}/holds"), &json!({"kind": "contact", "reason": "a case"}));
    assert_eq!(why_not(&server, "visit", "email:ana@example.com"), "held");
    let release = format!("/api/v1/holds/{}", hold["id"].as_str().unwrap());
    assert_eq!(server.call("DELETE", &release, &Value::Null).status, 204);
    let invited = invite(&server, "visit", &["email:ana@example.com"]);
    let path = invited[0]["path"].as_str().unwrap();
    assert_eq!(why_not(&server, "other", "user_id:ana"), "asked_recently");
    assert_eq!(why_not(&server, "visit", "user_id:ana"), "asked_recently");
    assert_eq!(why_not(&server, "visit", "email:eve@example.com"), "unknown");
    Page::open(&server, path).send(&server, path, &[("nps", "10")]).send(&server, path, &[("other", "")]);
    let asked = server.get("/api/v1/surveys/visit/asked");
    assert_eq!(
        (&asked["invited"], &asked["answered"], &asked["response_rate"]),
        (&json!(1), &json!(1), &json!(1.0)),
        "{asked}"
    );
    assert_eq!(asked["not_asked"], json!({"held": 1, "asked_recently": 1, "unknown": 1}));
    let first = server.get("/api/v1/surveys/visit/asked?limit=2");
    let next = format!("/api/v1/surveys/visit/asked?limit=2&cursor={}", first["next"].as_str().unwrap());
    let items = [first["items"].as_array().unwrap().clone(), server.get(&next)["items"].as_array().unwrap().clone()];
    let items = items.concat();
    let reasons: Vec<&Value> = items.iter().map(|one| &one["reason"]).collect();
    assert_eq!(reasons, ["unknown", "asked_recently", "held"]);
    assert_eq!((&items[0]["person"], &items[1]["person"]), (&Value::Null, &json!(ana)));
    assert_eq!(items[1]["rule"], "days_between 30");
    assert_eq!(server.get("/api/v1/surveys/visit/asked?to=2020-01-01")["total"], 0);
    assert_eq!(server.call("GET", "/api/v1/surveys/none/asked", &Value::Null).status, 404);
    let export = server.get(&format!("/api/v1/people/{ana}/export"));
    assert_eq!(export["surveys"]["not_asked"].as_array().unwrap().len(), 3, "{export}");
    let erased = erase(&server, &ana);
    assert!(erased["rows"]["surveys"].as_u64().unwrap() >= 4, "{erased}");
}

fn what_is_asked_of_one_is_asked_of_all_that_they_are(place: &Place) {
    let server = place.serve();
    let key = place.key(&["--source", "shop"]);
    let event = |user: &str| json!({"type": "track", "event": "e", "userId": user, "messageId": user});
    server.batch(&key, &[event("bo"), event("bo-too")]);
    put(&server, "visit", &nps_and_why());
    set_rules(&server, &json!({"days_between": 0, "at_most": {"times": 1, "days": 365}}));
    assert!(invite(&server, "visit", &["user_id:bo"])[0]["path"].is_string());
    let merge = json!({"a": "user_id:bo", "b": "user_id:bo-too", "reason": "same"});
    let link = server.post("/api/v1/people/merge", &merge)["link"].clone();
    assert_eq!(why_not(&server, "visit", "user_id:bo-too"), "asked_often");
    server.post(&format!("/api/v1/links/{}/undo", link.as_str().unwrap()), &json!({"reason": "not the same"}));
    assert!(invite(&server, "visit", &["user_id:bo-too"])[0]["path"].is_string());
}

fn quotas_lots_and_quiet_hours_are_kept(place: &Place) {
    let server = place.serve();
    let key = place.key(&["--source", "shop"]);
    let event =
        |n: usize| json!({"type": "track", "event": "e", "userId": format!("u{n}"), "messageId": format!("m{n}")});
    server.batch(&key, &(0..400).map(event).collect::<Vec<Value>>());
    put(&server, "visit", &nps_and_why());
    let names: Vec<String> = (0..400).map(|n| format!("user_id:u{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let drawn = |items: &[Value]| items.iter().map(|one| one["not_asked"] != "not_drawn").collect::<Vec<bool>>();
    set_rules(&server, &json!({"days_between": 0, "surveys": {"visit": {"rate": 0.25}}}));
    let first = drawn(&invite(&server, "visit", &names));
    let share = first.iter().filter(|drawn| **drawn).count();
    assert!((60..140).contains(&share), "{share} of 400");
    assert_eq!(drawn(&invite(&server, "visit", &names)), first, "whoever drew a blank has drawn it");
    let quota = json!({"quota": {"invitations": 3, "days": 7, "each": "location"}});
    set_rules(&server, &json!({"days_between": 0, "surveys": {"quota": quota}}));
    put(&server, "quota", &nps_and_why());
    let people: Vec<Value> = (0..8)
        .map(|n| json!({"identifier": format!("user_id:u{n}"), "location": if n % 2 == 0 { "York" } else { "Bath" }}))
        .collect();
    for wanted in [6, 0] {
        let asked = server.post("/api/v1/surveys/quota/invitations", &json!({"people": people, "channel": "sms"}));
        assert_eq!(asked["invited"], wanted, "{asked}");
    }
    // All of a day but one minute, somewhere on Earth: it is quiet in one of the two places.
    let quiet = |zone: &str| {
        set_rules(
            &server,
            &json!({"days_between": 0, "quiet_hours": {"from": "12:00", "until": "11:59", "time_zone": zone}}),
        );
        why_not(&server, "visit", "user_id:u1")
    };
    assert!([quiet("Pacific/Honolulu"), quiet("Europe/Berlin")].contains(&json!("quiet_hours")));
    let wrong = json!({"quiet_hours": {"from": "12:00", "until": "11:59", "time_zone": "Mars"}});
    let answer = server.call("PUT", "/api/v1/asking-rules?reason=test", &wrong);
    assert!(answer.status == 400 && answer.body.contains("Mars"), "{}", answer.body);
}
