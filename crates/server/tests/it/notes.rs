//! Notes: who reports is known to nobody unless they say so, who answers for it answers, and the reporter sees that.

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both};
use crate::privacy::{erase, holds, on_disk};
use crate::sessions::{Browser, PASSWORD, add};

on_both! {
    a_note_is_answered_by_its_owner_and_its_reporter_sees_it,
    nothing_is_kept_of_a_reporter_who_gives_no_name,
    notes_forget_who_is_erased_or_removed,
}

/// Shops of Retail, whose returns are Tom's; Sue leads Billing.
fn organisation(server: &Server) -> [Browser; 3] {
    for name in ["Retail", "Billing"] {
        server.call("PUT", &format!("/api/v1/organisation/departments/{name}"), &json!({}));
    }
    let returns = json!({"channel": "store", "department": "Retail", "owner": "tom"});
    let put = server.call("PUT", "/api/v1/organisation/touchpoints/shop.returns", &returns);
    assert!(put.status < 300, "{}", put.body);
    add(server, "tom", "agent");
    add(server, "ann", "employee");
    let sue = json!({"name": "sue", "role": "team-lead", "scope": {"department": ["Billing"]}, "password": PASSWORD});
    server.post("/api/v1/users", &sue);
    ["tom", "sue", "ann"].map(|name| Browser::sign_in(server, name))
}

fn report(browser: &Browser, server: &Server, body: &Value) -> Value {
    let answer = browser.send(server, "POST", "/api/v1/notes", body);
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()
}

fn texts(browser: &Browser, server: &Server, path: &str) -> Vec<String> {
    let list = browser.get(server, path).json();
    let items = list["items"].as_array().unwrap_or_else(|| panic!("{list}"));
    assert_eq!(list["total"].as_u64(), Some(items.len() as u64));
    items.iter().map(|note| note["text"].as_str().unwrap().to_owned()).collect()
}

fn a_note_is_answered_by_its_owner_and_its_reporter_sees_it(place: &Place) {
    let server = place.serve();
    let [tom, sue, ann] = organisation(&server);
    let places = ann.get(&server, "/api/v1/notes/places").json();
    assert_eq!(places, json!({"touchpoints": ["shop.returns"], "departments": ["Billing", "Retail"]}));
    let named = report(
        &ann,
        &server,
        &json!({"text": "The till asks for the receipt twice", "named": true,
        "touchpoint": "shop.returns", "policy": "Returns form"}),
    );
    assert_eq!((&named["code"], &named["note"]["reporter"]), (&Value::Null, &json!("user:ann")));
    let unnamed = report(&ann, &server, &json!({"text": "Nobody may waive a fee", "department": "Billing"}));
    let code = unnamed["code"].as_str().unwrap();
    report(&ann, &server, &json!({"text": "The canteen is cold"}));

    // Each is seen by whoever answers for it; what is about nothing by whoever answers for the whole.
    assert_eq!(texts(&tom, &server, "/api/v1/notes"), ["The till asks for the receipt twice"]);
    assert_eq!(texts(&sue, &server, "/api/v1/notes"), ["Nobody may waive a fee"]);
    assert_eq!(texts(&ann, &server, "/api/v1/notes"), ["The till asks for the receipt twice"], "hers with her name");
    let all = server.get("/api/v1/notes?limit=2");
    assert_eq!((all["items"].as_array().unwrap().len(), &all["total"]), (2, &json!(3)));
    let rest = server.get(&format!("/api/v1/notes?limit=2&cursor={}", all["next"].as_str().unwrap()));
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
    assert_eq!(server.get("/api/v1/notes?department=Retail")["total"], 1, "the touchpoint is Retail's");

    let path = |note: &Value| format!("/api/v1/notes/{}/answer", note["note"]["id"].as_str().unwrap());
    let refused = tom.send(&server, "PUT", &path(&named), &json!({"status": "will_not"}));
    assert!(refused.status == 400 && refused.body.contains("say why"), "{}", refused.body);
    let mending = json!({"status": "under_way", "answer": "A new till comes in March"});
    assert_eq!(tom.send(&server, "PUT", &path(&named), &mending).status, 200);
    assert_eq!(sue.send(&server, "PUT", &path(&named), &mending).status, 404, "she does not see it");
    assert_eq!(ann.send(&server, "PUT", &path(&named), &mending).status, 403, "she sees it, and does not answer");
    let why = json!({"status": "will_not", "answer": "The auditors want two people"});
    assert_eq!(sue.send(&server, "PUT", &path(&unnamed), &why).status, 200);

    let seen = ann.get(&server, "/api/v1/notes").json()["items"][0].clone();
    assert_eq!(
        (&seen["status"], &seen["answer"], &seen["answered_by"], &seen["own"], &seen["may_answer"]),
        (&json!("under_way"), &json!("A new till comes in March"), &json!("user:tom"), &json!(true), &json!(false))
    );
    let own = ann.send(&server, "POST", "/api/v1/notes/own", &json!({"codes": [code, "guessed"]})).json();
    assert_eq!((&own["total"], &own["items"][0]["answer"]), (&json!(1), &json!("The auditors want two people")));
    assert_eq!(server.get("/api/v1/notes?status=will_not")["total"], 1);
    for (body, status) in [
        (json!({"text": " "}), 400),
        (json!({"text": "x".repeat(2001)}), 400),
        (json!({"text": "x", "policy": "y".repeat(201)}), 400),
        (json!({"text": "x", "who": "ann"}), 422),
    ] {
        assert_eq!(ann.send(&server, "POST", "/api/v1/notes", &body).status, status, "{body}");
    }
    let answered = server.get("/api/v1/audit?action=notes.answer");
    assert_eq!((&answered["total"], &answered["items"][0]["who"]), (&json!(2), &json!("user:sue")));
}

fn nothing_is_kept_of_a_reporter_who_gives_no_name(place: &Place) {
    let server = place.serve();
    let [.., ann] = organisation(&server);
    let note = report(&ann, &server, &json!({"text": "Nobody may waive a fee", "department": "Billing"}));
    let code = note["code"].as_str().unwrap();
    assert_eq!(note["note"]["reporter"], Value::Null);
    let at = note["note"]["reported_at"].as_str().unwrap();
    assert!(at.ends_with("T00:00:00Z") || at.ends_with("T00:00:00.000Z"), "the day alone: {at}");
    let rows = server.get("/api/v1/audit?action=notes.report");
    assert_eq!((&rows["items"][0]["who"], &rows["items"][0]["address"]), (&json!("an employee"), &json!("")), "{rows}");
    server.stop();
    assert!(!holds(&on_disk(place), code), "the code is kept");
}

fn notes_forget_who_is_erased_or_removed(place: &Place) {
    let server = place.serve();
    let id = add(&server, "cyd", "employee");
    let cyd = Browser::sign_in(&server, "cyd");
    report(&cyd, &server, &json!({"text": "It says zara@example.org owes nothing", "named": true}));
    let shop = place.key(&["--source", "shop"]);
    let known = json!({"type": "identify", "userId": "zq-user-1", "messageId": "m1",
        "traits": {"email": "zara@example.org"}});
    server.batch(&shop, &[known]);
    erase(&server, &server.id("user_id:zq-user-1"));
    let left = server.get("/api/v1/notes")["items"][0].clone();
    assert!(!left.to_string().contains("zara") && left["text"].as_str().unwrap().contains("owes nothing"), "{left}");
    assert_eq!(left["reporter"], "user:cyd");
    assert_eq!(server.call("DELETE", &format!("/api/v1/users/{id}"), &Value::Null).status, 204);
    assert_eq!(server.get("/api/v1/notes")["items"][0]["reporter"], Value::Null);
    add(&server, "cyd", "employee");
    assert!(texts(&Browser::sign_in(&server, "cyd"), &server, "/api/v1/notes").is_empty(), "it is another one's");
}
