//! Pulses: what is shown of an anonymous wave, and what nobody gets by taking one figure from another.

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both};
use crate::surveys::{put, survey, text};

on_both! {
    what_employees_said_is_shown_when_the_wave_is_over_and_never_of_few,
    no_few_are_told_by_taking_figures_from_each_other,
}

/// A survey of employees that promises anonymity: would they recommend us, what they lack, in their words.
pub(crate) fn pulse() -> Value {
    let option = |id: &str, said: &str| json!({"id": id, "text": text(said)});
    let mut pulse = survey(&json!([
        {"id": "mood", "text": text("Would you recommend Halden?"), "answer": {"kind": "enps"}},
        {"id": "lack", "text": text("What do you lack?"), "answer": {"kind": "single",
            "options": [option("time", "Time"), option("tools", "Tools")]}},
        {"id": "words", "text": text("In your words"), "answer": {"kind": "text"}},
    ]));
    pulse["anonymous"] = json!(true);
    pulse["open"] = json!(false);
    pulse["asked_of"] = json!("employees");
    pulse
}

/// So many answers of a group with the same score.
pub(crate) fn said(group: &str, people: usize, mood: u32) -> Vec<Value> {
    vec![json!({"group": group, "answers": {"mood": mood}}); people]
}

/// Brings in a wave that was held elsewhere.
pub(crate) fn held(server: &Server, wave: &str, closed_at: &str, groups: &[(&str, u64)], answers: &[Value]) {
    let groups: Vec<Value> = groups.iter().map(|(name, people)| json!({"name": name, "people": people})).collect();
    let body = json!({"wave": wave, "closed_at": closed_at, "groups": groups, "answers": answers});
    server.post("/api/v1/surveys/pulse/waves/held", &body);
}

fn results(server: &Server, wave: &str) -> Value {
    server.get(&format!("/api/v1/surveys/pulse/waves/{wave}/results"))
}

fn what_employees_said_is_shown_when_the_wave_is_over_and_never_of_few(place: &Place) {
    let server = place.serve();
    put(&server, "pulse", &pulse());
    let groups = [("Billing", 20), ("Retail", 30), ("Digital", 9), ("Board", 6)];
    let few = [said("Digital", 3, 8), said("Board", 3, 8)].concat();
    let before = [said("Billing", 10, 9), said("Billing", 5, 3), said("Retail", 20, 8), few].concat();
    held(&server, "2026-01", "2026-01-31T12:00:00Z", &groups, &before);
    let mut now =
        [said("Billing", 2, 10), said("Billing", 12, 2), said("Retail", 20, 9), said("Digital", 6, 7)].concat();
    now.extend(said("Board", 3, 0));
    for (place, one) in now.iter_mut().enumerate().take(6) {
        one["answers"]["lack"] = json!(if place < 4 { "time" } else { "tools" });
        one["answers"]["words"] = json!(format!("the old CRM {place}, says 4111 1111 1111 1111"));
    }
    held(&server, "2026-02", "2026-02-28T12:00:00Z", &groups, &now);

    let shown = results(&server, "2026-02");
    assert_eq!((&shown["before"], &shown["asked"], &shown["answered"]), (&json!("2026-01"), &json!(65), &json!(43)));
    let mood = &shown["questions"][0];
    assert_eq!((&mood["measure"], &mood["text"]), (&json!("net_promoter"), &json!("Would you recommend Halden?")));
    let billing = &mood["groups"][0];
    assert_eq!(
        (&billing["name"], &billing["asked"], &billing["said"]["people"]),
        (&json!("Billing"), &json!(20), &json!(14))
    );
    let score = &billing["said"]["score"];
    let value = score["value"].as_f64().unwrap();
    assert!((value - -100.0 * 10.0 / 14.0).abs() < 1e-9, "{score}");
    assert!(score["low"].as_f64().unwrap() < value && value < score["high"].as_f64().unwrap(), "{score}");
    let scores: Vec<&str> =
        mood["all"]["counts"].as_array().unwrap().iter().map(|one| one["answer"].as_str().unwrap()).collect();
    assert_eq!(scores, ["0", "2", "7", "9", "10"], "in the order of the scale");
    let change = billing["said"]["change"]["said"].as_str().unwrap();
    assert!(change.starts_with("lower by ") && change.ends_with("n = 14 and 15)"), "{change}");
    // Three of the board answered; what they said would follow, so the next smallest is not shown either.
    assert_eq!((&mood["groups"][2]["said"], &mood["groups"][3]["said"]), (&Value::Null, &Value::Null), "{mood}");
    assert!(mood["held_back"].as_str().unwrap().starts_with("of 2 of 4 groups nothing is shown"), "{mood}");
    let lack = &shown["questions"][1];
    assert_eq!((&lack["measure"], &lack["all"]["counts"][0]["text"]), (&Value::Null, &json!("Time")));
    assert_eq!(lack["all"]["counts"][0]["share"]["hits"], 4, "{lack}");

    // What was written is for who sees what employees say.
    assert_eq!(shown["questions"][2]["texts"].as_array().unwrap().len(), 6);
    let bearer = format!("Bearer {}", place.key(&["--role", "executive"]));
    let path = "/api/v1/surveys/pulse/waves/2026-02/results";
    let seen = server.send("GET", path, &[("authorization", &bearer)], b"").json();
    assert_eq!(seen["questions"][2]["texts"], json!([]));
    assert!(seen["questions"][2]["held_back"].as_str().unwrap().contains("this role"), "{seen}");
    assert_eq!(seen["questions"][0]["all"], mood["all"]);

    // Nothing of a wave that is on; nothing where too few answered.
    let body = json!({"wave": "on", "closes_at": "2027-06-01T00:00:00Z", "groups": [{"name": "Billing", "people": 5}]});
    server.post("/api/v1/surveys/pulse/waves", &body);
    let refused = server.call("GET", "/api/v1/surveys/pulse/waves/on/results", &Value::Null);
    assert!(refused.status == 409 && refused.body.contains("is on until"), "{}", refused.body);
    assert_eq!(server.call("GET", "/api/v1/surveys/pulse/waves/none/results", &Value::Null).status, 404);
    held(&server, "few", "2025-01-31T12:00:00Z", &groups, &said("Retail", 4, 9));
    let few = results(&server, "few");
    assert_eq!((&few["answered"], &few["questions"][0]["all"]), (&Value::Null, &Value::Null), "{few}");
    assert!(few["questions"][0]["held_back"].as_str().unwrap().starts_with("fewer than 5"), "{few}");

    for (body, said) in [
        (json!({"answers": said("Elsewhere", 1, 3)}), "none of `groups`"),
        (json!({"answers": said("Board", 7, 3)}), "7 answers of"),
        (json!({"answers": said("Board", 1, 11)}), "11 is no answer to"),
        (json!({"answers": [{"group": "Board", "answers": {"who": 3}}]}), "no question"),
        (json!({"closed_at": "2027-01-01T00:00:00Z"}), "in the past"),
        (json!({"groups": [{"name": "Board", "people": 4}]}), "fewer than 5"),
    ] {
        let mut whole = json!({"wave": "x", "closed_at": "2026-03-31T00:00:00Z",
            "groups": [{"name": "Board", "people": 6}], "answers": []});
        whole.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
        let refused = server.call("POST", "/api/v1/surveys/pulse/waves/held", &whole);
        assert!(refused.status == 400 && refused.body.contains(said), "{}", refused.body);
    }
    let again = json!({"wave": "few", "closed_at": "2026-03-31T00:00:00Z", "groups": [], "answers": []});
    assert_eq!(server.call("POST", "/api/v1/surveys/pulse/waves/held", &again).status, 409);
}

/// Somebody takes what is shown of groups from what is shown of all, in many waves: nothing is left that is of few, or of
/// one group alone.
fn no_few_are_told_by_taking_figures_from_each_other(place: &Place) {
    let server = place.serve();
    put(&server, "pulse", &pulse());
    let names = ["Billing", "Retail", "Digital", "Board"];
    let groups = names.map(|name| (name, 20));
    for (number, counts) in
        [[6, 5, 4, 9], [5, 5, 5, 1], [20, 2, 2, 20], [1, 9, 1, 1], [8, 0, 9, 9], [4, 1, 0, 0]].iter().enumerate()
    {
        let answers: Vec<Value> = names.iter().zip(counts).flat_map(|(name, count)| said(name, *count, 7)).collect();
        let wave = format!("w{number}");
        held(&server, &wave, &format!("2025-0{}-01T00:00:00Z", number + 1), &groups, &answers);
        let mood = results(&server, &wave)["questions"][0].clone();
        let shown: Vec<Option<u64>> =
            mood["groups"].as_array().unwrap().iter().map(|group| group["said"]["people"].as_u64()).collect();
        assert!(shown.iter().flatten().all(|people| *people >= 5), "{shown:?}");
        let Some(all) = mood["all"]["people"].as_u64() else {
            assert!(shown.iter().all(Option::is_none), "{mood}");
            continue;
        };
        let (hidden, left) =
            (shown.iter().filter(|one| one.is_none()).count(), all - shown.iter().flatten().sum::<u64>());
        assert!(hidden == 0 && left == 0 || hidden > 1 && left >= 5, "{counts:?}: {left} of {hidden} groups");
    }
}
