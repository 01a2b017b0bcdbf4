//! Joined: customers beside employees, what leads is found where it was planted, and nothing is held against few.

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both};
use crate::pulses::{held, pulse, said};
use crate::surveys::put;

on_both!(what_employees_say_leads_customers_where_it_was_planted);

/// The moods of two departments in nine months, 0 to 10. What customers answer follows Billing's a month later; what they
/// answer of Retail has nothing to do with Retail's.
const MOODS: [[u32; 9]; 2] = [[9, 2, 7, 10, 1, 6, 3, 9, 4], [3, 9, 5, 2, 8, 10, 1, 6, 7]];
/// What customers answer of Retail, month by month.
const OF_RETAIL: [u32; 10] = [3, 4, 3, 4, 4, 3, 3, 4, 3, 4];

fn organisation(server: &Server) {
    for name in ["Billing", "Retail"] {
        server.call("PUT", &format!("/api/v1/organisation/departments/{name}?from=2020-01-01"), &json!({}));
    }
    for (name, department) in [("desk.billing", "Billing"), ("desk.retail", "Retail")] {
        let about = json!({"channel": "phone", "department": department});
        let put = server.call("PUT", &format!("/api/v1/organisation/touchpoints/{name}?from=2020-01-01"), &about);
        assert_eq!(put.status, 200, "{}", put.body);
    }
}

/// Six customers a month and department, who call on the tenth and answer the day after.
fn customers(server: &Server, place: &Place) {
    let shop = place.key(&["--source", "shop"]);
    for month in 1_usize..=10 {
        let billing = if month > 1 { MOODS[0][month - 2] / 2 } else { 3 };
        for (department, score) in [("billing", billing.clamp(1, 5)), ("retail", OF_RETAIL[month - 1])] {
            for number in 0..6 {
                let user = format!("{department}-{month}-{number}");
                let event = |what: &str, day: u32, said: &Value, properties: &Value| {
                    json!({"type": "track", "userId": user, "messageId": format!("{user}-{what}"), "event": what,
                        "properties": properties, "timestamp": format!("2026-{month:02}-{day}T10:00:00Z"),
                        "context": {"interaction": said}})
                };
                let call = json!({"channel": "phone", "touchpoint": format!("desk.{department}"), "direction": "inbound",
                    "text": "hello"});
                let answer = json!({"channel": "email", "touchpoint": "survey.csat", "direction": "inbound"});
                server.batch(
                    &shop,
                    &[event("Called", 10, &call, &json!({})), event("Answered", 11, &answer, &json!({"csat": score}))],
                );
            }
        }
    }
}

fn place_of<'a>(joined: &'a Value, name: &str) -> &'a Value {
    let places = joined["places"].as_array().unwrap();
    places.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("{name}: {joined}"))
}

fn what_employees_say_leads_customers_where_it_was_planted(place: &Place) {
    let server = place.serve();
    organisation(&server);
    customers(&server, place);
    put(&server, "pulse", &pulse());
    let alone = server.get("/api/v1/joined");
    assert_eq!((&alone["survey"], &alone["kind"]), (&Value::Null, &json!("csat")), "{alone}");
    assert!(place_of(&alone, "Billing")["employees"].is_null());
    for month in 0..9 {
        let few = said("Board", 2, 10);
        let answers =
            [said("Billing", 8, MOODS[0][month]), said("Retail", 8, MOODS[1][month]), said("Digital", 7, 5), few];
        let groups = [("Billing", 20), ("Retail", 20), ("Digital", 9), ("Board", 6)];
        let end = format!("2026-{:02}-25T18:00:00Z", month + 1);
        held(&server, &format!("2026-{:02}", month + 1), &end, &groups, &answers.concat());
    }
    server.post("/api/v1/notes", &json!({"text": "The form asks twice", "touchpoint": "desk.billing"}));
    server.post("/api/v1/needs", &json!({"title": "A second screen", "department": "Billing"}));

    let joined = server.get("/api/v1/joined");
    assert_eq!((&joined["survey"], &joined["question"]), (&json!("pulse"), &json!("mood")));
    let billing = place_of(&joined, "Billing");
    assert_eq!((&billing["customers"]["of"], &billing["notes"], &billing["needs"]), (&json!(60), &json!(1), &json!(1)));
    assert_eq!((&billing["employees"]["of"], billing["months"].as_array().unwrap().len()), (&json!(8), 10));
    assert!(billing["negative"]["hits"].as_u64().unwrap() > 0 && billing["negative"]["low"].is_number());
    let lead = &billing["relations"][1];
    assert_eq!((&lead["months_later"], &lead["months"]), (&json!(1), &json!(9)));
    assert!(lead["low"].as_f64().unwrap() > 0.3 && lead["r"].as_f64().unwrap() > 0.8, "{lead}");
    let said = lead["said"].as_str().unwrap();
    assert!(said.contains("a month later") && said.ends_with("correlation, not cause"), "{said}");
    for other in [0, 2, 3] {
        let other = &billing["relations"][other];
        assert!(other["low"].as_f64().is_none_or(|low| low < 0.0), "{other}");
    }
    for relation in place_of(&joined, "Retail")["relations"].as_array().unwrap() {
        assert!(relation["low"].as_f64().is_none_or(|low| low < 0.0), "{relation}");
    }
    assert_eq!(joined["relations"][1]["months"], 18, "of both departments");

    // Too few of the board answered, and the next smallest would tell what they said.
    assert!(joined["places"].as_array().unwrap().iter().all(|one| one["name"] != "Board" && one["name"] != "Digital"));
    let touchpoints = server.get("/api/v1/joined?by=touchpoint&kind=csat");
    let desk = place_of(&touchpoints, "desk.billing");
    assert_eq!(
        (&desk["department"], &desk["employees"]["of"], &desk["notes"]),
        (&json!("Billing"), &json!(8), &json!(1))
    );
    for (query, said) in [
        ("kind=enps", "employees"),
        ("question=lack", "those that do are mood"),
        ("by=team", "by"),
        ("survey=none", "no survey"),
    ] {
        let refused = server.call("GET", &format!("/api/v1/joined?{query}"), &Value::Null);
        assert!([400, 404].contains(&refused.status) && refused.body.contains(said), "{query}: {}", refused.body);
    }
}
