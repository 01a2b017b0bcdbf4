//! Triggers: after what people did they are asked by themselves, once, whenever the server dies.

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both, soon};
use crate::surveys::{nps_and_why, put};

on_both! {
    who_did_what_a_trigger_says_is_asked_in_its_time,
    nothing_is_asked_twice_or_lost_when_the_server_dies,
}

/// A mail server that is not there: who is asked is decided all the same.
const MAIL: &str = "public_url = \"https://feedback.example.com\"\n[mail]\nserver = \"127.0.0.1\"\nport = 1\n\
    tls = \"none\"\nfrom = \"hello@example.com\"\n";

fn asking_after(triggers: &Value) -> Value {
    let mut survey = nps_and_why();
    survey["triggers"] = triggers.clone();
    survey
}

fn did(user: &str, event: &str, interaction: &Value) -> Value {
    let traits = json!({"email": format!("{user}@example.com")});
    json!({"type": "track", "event": event, "userId": user, "messageId": format!("{user} {event}"),
        "context": {"traits": traits, "interaction": interaction}})
}

fn asked(server: &Server, survey: &str) -> Value {
    server.get(&format!("/api/v1/surveys/{survey}/asked"))
}

fn who_did_what_a_trigger_says_is_asked_in_its_time(place: &Place) {
    let server = place.serve_with(MAIL);
    let key = place.key(&["--source", "shop"]);
    // What came before there was a trigger.
    server.batch(&key, &[did("before", "Order Completed", &json!({}))]);
    server.folded();
    put(&server, "orders", &asking_after(&json!([{"name": "Order Completed", "channel": "web"}])));
    put(&server, "later", &asking_after(&json!([{"name": "Order Refunded", "wait_minutes": 60}])));
    let at_work = json!({"channel": "web", "relation": "employee"});
    let on_web = json!({"channel": "web", "touchpoint": "web.checkout"});
    let mut long_ago = did("cy", "Order Completed", &on_web);
    long_ago["timestamp"] = json!("2020-01-01T00:00:00Z");
    // The follower begins where the journal ended when it first looked.
    std::thread::park_timeout(std::time::Duration::from_millis(2500));
    server.batch(
        &key,
        &[
            did("ana", "Order Completed", &on_web),
            did("bob", "Order Begun", &on_web),
            long_ago,
            did("dee", "Order Completed", &at_work),
            did("eve", "Order Refunded", &json!({})),
        ],
    );
    soon("an invitation", || (asked(&server, "orders")["invited"] == 1).then_some(()));
    let ana = server.id("user_id:ana");
    let export = server.get(&format!("/api/v1/people/{ana}/export"));
    assert_eq!(export["surveys"]["invitations"][0]["about"]["touchpoint"], "web.checkout", "{export}");
    assert_eq!((&asked(&server, "later")["invited"], &asked(&server, "later")["total"]), (&json!(0), &json!(0)));
    place.sql("UPDATE feedback_triggered SET due_at = 0");
    soon("a later invitation", || (asked(&server, "later")["invited"] == 1).then_some(()));
    assert_eq!(asked(&server, "orders")["total"], 0, "{}", asked(&server, "orders"));
    // A survey that ends before it is time asks nobody, and says so.
    server.batch(&key, &[did("fay", "Order Refunded", &json!({}))]);
    std::thread::park_timeout(std::time::Duration::from_millis(2500));
    assert_eq!(server.call("DELETE", "/api/v1/surveys/later?reason=over", &Value::Null).status, 204);
    place.sql("UPDATE feedback_triggered SET due_at = 0");
    soon("that it is over", || (asked(&server, "later")["not_asked"] == json!({"over": 1})).then_some(()));
    drop(server);
    let server = place.serve();
    let answer = server.call("PUT", "/api/v1/surveys/new?reason=x", &asking_after(&json!([{"name": "x"}])));
    assert!(answer.status == 409 && answer.body.contains("no mail server"), "{}", answer.body);
}

fn nothing_is_asked_twice_or_lost_when_the_server_dies(place: &Place) {
    const PEOPLE: usize = 400;
    let mut server = place.serve_with(MAIL);
    let key = place.key(&["--source", "shop"]);
    for survey in ["one", "two"] {
        put(&server, survey, &asking_after(&json!([{"name": "Order Completed"}])));
    }
    std::thread::park_timeout(std::time::Duration::from_millis(2500));
    let people: Vec<Value> = (0..PEOPLE).map(|n| did(&format!("u{n}"), "Order Completed", &json!({}))).collect();
    for some in people.chunks(PEOPLE / 4) {
        server.batch(&key, some);
        // Somewhere between what came in, what is noted and what is asked.
        std::thread::park_timeout(std::time::Duration::from_millis(700));
        server.kill();
        server = place.serve_with(MAIL);
    }
    let sum = |field: &str| -> u64 {
        let all = ["one", "two"].map(|survey| asked(&server, survey));
        all.iter().map(|one| one.pointer(field).and_then(Value::as_u64).unwrap_or(0)).sum()
    };
    let decided = || sum("/invited") + sum("/not_asked/asked_recently");
    soon("that all is decided", || (decided() == 2 * PEOPLE as u64).then_some(()));
    assert_eq!((sum("/invited"), sum("/not_asked/asked_recently")), (PEOPLE as u64, PEOPLE as u64));
    assert_eq!(sum("/mails/waiting"), PEOPLE as u64);
}
