//! Waves: who answered a survey that promises anonymity is known to nobody, whatever they do with the store.

use std::process::Command;

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both, soon};
use crate::privacy::{holds, on_disk};
use crate::surveys::{Page, put, survey, text};

on_both! {
    a_link_is_spent_once_and_nothing_is_known_of_who_had_it,
    a_dump_of_the_store_tells_no_answer_of_anybody,
}

fn pulse() -> Value {
    let mut pulse = survey(&json!([
        {"id": "mood", "text": text("How was it?"), "answer": {"kind": "smileys"}},
        {"id": "way", "text": text("What stood in your way?"), "answer": {"kind": "text"}, "starts_page": true},
    ]));
    pulse["anonymous"] = json!(true);
    pulse["open"] = json!(false);
    pulse["asked_of"] = json!("employees");
    pulse
}

/// Makes a wave; returns the paths of its links.
fn wave(server: &Server, groups: &Value) -> Vec<String> {
    let made = server.post(
        "/api/v1/surveys/pulse/waves",
        &json!({"wave": "2026-11", "closes_at": "2027-01-01T00:00:00Z", "groups": groups}),
    );
    let links = made["links"].as_array().unwrap();
    links.iter().map(|link| link["path"].as_str().unwrap().to_owned()).collect()
}

fn answer(server: &Server, path: &str, mood: &str, way: &str) {
    let second = Page::open(server, path).send(server, path, &[("mood", mood)]);
    let last = second.send(server, path, &[("way", way)]);
    assert!(last.says("Thank you"), "{}", last.answer.body);
}

fn a_link_is_spent_once_and_nothing_is_known_of_who_had_it(place: &Place) {
    let server = place.serve();
    put(&server, "pulse", &pulse());
    for (groups, said) in [
        (json!([{"name": "Billing", "people": 4}]), "fewer than 5"),
        (json!([{"name": "Billing", "people": 5}, {"name": "Billing", "people": 6}]), "comes twice"),
    ] {
        let body = json!({"wave": "x", "closes_at": "2027-01-01T00:00:00Z", "groups": groups});
        let refused = server.call("POST", "/api/v1/surveys/pulse/waves", &body);
        assert!(refused.status == 400 && refused.body.contains(said), "{}", refused.body);
    }
    assert_eq!(Page::open(&server, "/s/pulse").answer.status, 403, "only with a link");
    let links = wave(&server, &json!([{"name": "Billing", "people": 5}]));
    let path = &links[0];
    let first = Page::open(&server, &format!("{path}?employee=E-1001"));
    let second = first.send(&server, path, &[("mood", "1")]);
    assert!(!second.says("E-1001"), "what came with the address could say whose link it was");
    // Until the end nothing is kept anywhere: the form carries it.
    assert!(second.hidden().get("mood").is_some_and(|mood| mood == "1"));
    let done = second.send(&server, path, &[("way", "the-old-crm-of-billing")]);
    assert!(done.says("Thank you"), "{}", done.answer.body);
    // A form that is sent twice is there once; the link is spent.
    assert!(second.send(&server, path, &[("way", "again")]).says("You have answered already"));
    assert_eq!(Page::open(&server, path).answer.status, 410);
    let waves = server.get("/api/v1/surveys/pulse/waves");
    assert_eq!((&waves["items"][0]["over"], &waves["items"][0]["groups"][0]["people"]), (&json!(false), &json!(5)));
    assert!(!waves.to_string().contains("answered"), "how many answered is told when it is over");
    // Nothing of it is an interaction.
    let search = server.get("/api/v1/people?q=the-old-crm-of-billing");
    assert_eq!(search["total"], 0, "{search}");
    let plain = survey(&json!([{"id": "nps", "text": text("?"), "answer": {"kind": "nps"}}]));
    put(&server, "plain", &plain);
    let body = json!({"wave": "x", "closes_at": "2027-01-01T00:00:00Z", "groups": []});
    assert_eq!(server.call("POST", "/api/v1/surveys/plain/waves", &body).status, 409);
    server.stop();
    let disk = on_disk(place);
    let token = path.rsplit('/').next().unwrap();
    assert!(!holds(&disk, token), "a link is kept");
    assert!(holds(&disk, "the-old-crm-of-billing"), "the answer is there, without anybody");
}

/// Somebody who has a dump and knows in which order people answered (of a shift, by the clock) tries to tell whose answer
/// is whose: what they learn from the order in which rows lie is no more than chance.
fn a_dump_of_the_store_tells_no_answer_of_anybody(place: &Place) {
    let server = place.serve();
    put(&server, "pulse", &pulse());
    let links = wave(&server, &json!([{"name": "Billing", "people": 40}]));
    for (number, path) in links.iter().enumerate() {
        answer(&server, path, "3", &format!("answer-number-{number}-"));
    }
    // On PostgreSQL rows lie as they came, until they are brought into the order of their keys.
    let order = soon("answers without an order", || {
        let order = dumped(place, "feedback_anonymous", "answer-number-");
        let ranks: Vec<f64> = order.iter().map(|number| number.parse().unwrap()).collect();
        (ranks.len() == 40 && correlation(&ranks).abs() < 0.5).then_some(ranks)
    });
    assert_eq!(order.len(), 40);
    assert!(dumped(place, "feedback_tokens", "Billing").is_empty(), "every link is spent, and nothing is left of it");
}

/// What stands behind a mark, up to the next dash, in the rows of a table as a dump has them one after the other.
fn dumped(place: &Place, table: &str, mark: &str) -> Vec<String> {
    let dump = if place.is_postgres() {
        let dump = Command::new("pg_dump").args(["--data-only", "-t", table, &place.flags()[1]]).output().unwrap();
        String::from_utf8_lossy(&dump.stdout).into_owned()
    } else {
        let file = place.data().join("throughline.db");
        let db = rusqlite::Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let mut statement = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let last = statement.column_count() - 1;
        let rows = statement.query_map([], |row| row.get::<_, String>(last)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    dump.split(mark).skip(1).map(|rest| rest.split('-').next().unwrap_or_default().to_owned()).collect()
}

/// How far numbers stand in their order: 1 where all do, -1 where all stand the other way round, about 0 by chance (of 40
/// it is beyond 0.5 once in a thousand times).
fn correlation(ranks: &[f64]) -> f64 {
    let n = u32::try_from(ranks.len()).map(f64::from).unwrap();
    let mean = (n - 1.0) / 2.0;
    let products: f64 = ranks.iter().zip(0_u32..).map(|(rank, at)| (rank - mean) * (f64::from(at) - mean)).sum();
    products / (n * (n * n - 1.0) / 12.0)
}
