//! Needs: everybody votes once, nobody sees who, and whoever answers for it says what will be when.

use serde_json::{Value, json};

use crate::harness::{Place, on_both};
use crate::privacy::erase;
use crate::sessions::{Browser, PASSWORD, add};

on_both!(everybody_votes_once_and_nobody_sees_who, needs_forget_who_is_erased);

fn everybody_votes_once_and_nobody_sees_who(place: &Place) {
    let server = place.serve();
    for name in ["ann", "bob", "cyd"] {
        add(&server, name, "employee");
    }
    let sue = json!({"name": "sue", "role": "team-lead", "scope": {"department": ["Billing"]}, "password": PASSWORD});
    server.post("/api/v1/users", &sue);
    let [ann, bob, cyd, sue] = ["ann", "bob", "cyd", "sue"].map(|name| Browser::sign_in(&server, name));
    let propose = |browser: &Browser, body: &Value| {
        let made = browser.send(&server, "POST", "/api/v1/needs", body);
        assert_eq!(made.status, 201, "{}", made.body);
        made.json()
    };
    let screen = propose(&ann, &json!({"title": "A second screen", "department": "Billing"}));
    assert_eq!((&screen["votes"], &screen["voted"]), (&json!(1), &json!(true)));
    let chairs = propose(&bob, &json!({"title": "Chairs", "detail": "For the counter", "touchpoint": "shop.returns"}));
    let path = |need: &Value, what: &str| format!("/api/v1/needs/{}/{what}", need["id"].as_str().unwrap());
    for browser in [&cyd, &ann, &ann] {
        let voted = browser.send(&server, "PUT", &path(&chairs, "vote"), &Value::Null);
        assert_eq!((voted.status, &voted.json()["voted"]), (200, &json!(true)), "{}", voted.body);
    }
    let list = ann.get(&server, "/api/v1/needs").json();
    let shown: Vec<_> = list["items"].as_array().unwrap().iter().map(|one| (&one["title"], &one["votes"])).collect();
    assert_eq!(shown, [(&json!("Chairs"), &json!(3)), (&json!("A second screen"), &json!(1))], "each once");
    assert_eq!(ann.send(&server, "DELETE", &path(&chairs, "vote"), &Value::Null).json()["votes"], 2);
    assert_eq!(ann.get(&server, "/api/v1/needs").json()["items"][0]["voted"], false);
    let refused = server.call("PUT", &path(&chairs, "vote"), &Value::Null);
    assert!(refused.status == 403 && refused.body.contains("a key is no person"), "{}", refused.body);

    let promised = json!({"status": "under_way", "answer": "Ordered", "due": "2027-02-01"});
    let answered = sue.send(&server, "PUT", &path(&screen, "answer"), &promised).json();
    assert_eq!(
        (&answered["status"], &answered["due"], &answered["answered_by"]),
        (&json!("under_way"), &json!("2027-02-01"), &json!("user:sue"))
    );
    assert_eq!(sue.send(&server, "PUT", &path(&chairs, "answer"), &promised).status, 403);
    for (body, said) in
        [(json!({"status": "will_not"}), "say why"), (json!({"status": "done", "due": "soon"}), "2026-12-31")]
    {
        let refused = sue.send(&server, "PUT", &path(&screen, "answer"), &body);
        assert!(refused.status == 400 && refused.body.contains(said), "{}", refused.body);
    }
    assert_eq!(ann.get(&server, "/api/v1/needs?status=under_way").json()["total"], 1);
    assert_eq!(ann.get(&server, "/api/v1/needs?department=Billing").json()["total"], 1);

    // What was voted is in the audit, by whom is nowhere.
    for (action, times) in [("needs.propose", 2), ("needs.vote", 3), ("needs.unvote", 1)] {
        let rows = server.get(&format!("/api/v1/audit?action={action}"));
        assert_eq!(rows["total"], times, "{rows}");
        let who: Vec<&Value> = rows["items"].as_array().unwrap().iter().map(|row| &row["who"]).collect();
        assert!(who.iter().all(|who| **who == "an employee"), "{rows}");
    }
}

fn needs_forget_who_is_erased(place: &Place) {
    let server = place.serve();
    server.post("/api/v1/needs", &json!({"title": "A note on zara@example.org", "detail": "who rings daily"}));
    let shop = place.key(&["--source", "shop"]);
    let known = json!({"type": "identify", "userId": "zq-user-1", "messageId": "m1",
        "traits": {"email": "zara@example.org"}});
    server.batch(&shop, &[known]);
    erase(&server, &server.id("user_id:zq-user-1"));
    let left = server.get("/api/v1/needs")["items"][0].clone();
    assert!(!left.to_string().contains("zara") && left["detail"] == "who rings daily", "{left}");
    assert_eq!(left["votes"], 0, "a key votes for nothing");
}
