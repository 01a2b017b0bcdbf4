//! Improvements: what was changed is measured again, beside what was not.

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both};

on_both! {
    what_was_changed_is_measured_beside_what_was_not,
}

const WEEK: i64 = 7 * kernel::clock::DAY;

fn improvement(more: &Value) -> Value {
    let mut one = json!({"title": "Ask for the account once", "owner": "Mo Fields", "state": "planned",
        "finding": {"kind": "driver", "said": "calls end badly", "link": "/journeys/moments?by=touchpoint"},
        "measure": {"measured": {"of": "score", "scale": "nps"}, "by": "touchpoint", "places": ["phone.changed"]},
        "expected": 20, "look_again_on": "2026-06-01"});
    one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    one
}

fn put(server: &Server, one: &Value) -> u16 {
    server.call("PUT", "/api/v1/improvements/ask-once?reason=test", one).status
}

/// Answers of ten weeks about three touchpoints; one of them becomes better in the middle.
fn answers(changed_at: i64) -> Vec<Value> {
    let mut all = Vec::new();
    for (place, touchpoint) in ["phone.changed", "phone.other", "store.desk"].into_iter().enumerate() {
        for week in -5_i64..5 {
            for n in 0..12_i64 {
                let is_better = touchpoint == "phone.changed" && week >= 0;
                let score =
                    [0, 5, 7, 8, 9, 10][usize::try_from((n + week + 6) % 6).unwrap()] + i64::from(is_better) * 2;
                let at = kernel::Timestamp(changed_at + week * WEEK + n * kernel::clock::HOUR + 1);
                let id = format!("{place} {week} {n}");
                all.push(json!({"type": "track", "event": "Answered", "userId": id, "messageId": id,
                    "timestamp": at.to_string(), "properties": {"nps": score.min(10)},
                    "context": {"interaction": {"touchpoint": touchpoint, "channel": "phone"}}}));
            }
        }
    }
    all
}

fn what_was_changed_is_measured_beside_what_was_not(place: &Place) {
    let server = place.serve();
    let key = place.key(&["--source", "desk"]);
    let today = kernel::Clock::now(&kernel::SystemClock).0.div_euclid(kernel::clock::DAY) * kernel::clock::DAY;
    let changed_at = today - 5 * WEEK;
    let day = |at: i64| kernel::Timestamp(at).to_string()[..10].to_owned();
    server.batch(&key, &answers(changed_at));
    assert_eq!(put(&server, &improvement(&json!({}))), 200);
    let early = server.call("GET", "/api/v1/improvements/ask-once/effect", &Value::Null);
    assert!(early.status == 409 && early.body.contains("not changed yet"), "{}", early.body);
    let changed = json!({"state": "changed", "changed_on": day(changed_at), "look_again_on": day(today + WEEK)});
    assert_eq!(put(&server, &improvement(&changed)), 200);
    let found = server.get("/api/v1/improvements/ask-once/effect");
    let number = |field: &str| found[field].as_f64().unwrap_or_else(|| panic!("no {field}: {found}"));
    assert!(number("low") > 0.0 && number("low") <= number("effect") && number("effect") <= number("high"), "{found}");
    assert_eq!(found["compared"], json!(["phone.other", "store.desk"]));
    assert!(found["said"].as_str().unwrap().starts_with("higher by "), "{found}");
    assert_eq!(
        (&found["before"]["weeks"], &found["after"]["weeks"], &found["before"]["count"]),
        (&json!(5), &json!(5), &json!(60))
    );
    assert_eq!(found["weeks"].as_array().unwrap().len(), 26 + 5);
    // A place at which nothing was changed shows nothing.
    let mut placebo = improvement(&changed);
    placebo["measure"]["places"] = json!(["store.desk"]);
    placebo["measure"]["compared_with"] = json!(["phone.other"]);
    assert_eq!(put(&server, &placebo), 200);
    let none = server.get("/api/v1/improvements/ask-once/effect");
    assert!(none["said"].as_str().unwrap().starts_with("no effect can be told apart"), "{none}");
    // Where nothing was left as it was, it says so; of what nobody measured there is nothing.
    placebo["measure"]["compared_with"] = json!(["nowhere"]);
    assert_eq!(put(&server, &placebo), 200);
    let alone = server.get("/api/v1/improvements/ask-once/effect");
    assert!(alone["said"].as_str().unwrap().contains("before and after"), "{alone}");
    for measured in [json!({"of": "effort"}), json!({"of": "repeated_requests"})] {
        placebo["measure"]["measured"] = measured;
        assert_eq!(put(&server, &placebo), 200);
        let nothing = server.get("/api/v1/improvements/ask-once/effect");
        assert!(nothing["effect"].is_null() && nothing["before"]["mean"].is_null(), "{nothing}");
        assert!(nothing["said"].as_str().unwrap().starts_with("too early"), "{nothing}");
    }
    assert_eq!(server.get("/api/v1/improvements")["total"], 1);
    assert_eq!(server.get("/api/v1/improvements/ask-once")["versions"].as_array().unwrap().len(), 6);
    assert_eq!(server.call("DELETE", "/api/v1/improvements/ask-once?reason=over", &Value::Null).status, 204);
    assert_eq!(put(&server, &improvement(&json!({"state": "changed"}))), 400);
}
