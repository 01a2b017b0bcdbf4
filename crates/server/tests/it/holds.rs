//! Holds and exports: what a legal hold keeps from somebody else's erasure, employees among the held, and where everything
//! that is given out comes from.

use serde_json::{Value, json};

use crate::harness::{Place, on_both};
use crate::privacy::{bob, holds, on_disk, zara};

on_both! {
    what_is_held_is_not_rewritten_for_somebody_else,
    employees_are_held_by_those_who_see_them,
    an_export_says_where_everything_comes_from,
}

/// What is somebody's under a legal hold is evidence: another's erasure does not touch it before the hold is over.
fn what_is_held_is_not_rewritten_for_somebody_else(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let said = |id: &str, user: &str, text: &str| {
        json!({"type": "track", "event": "call", "userId": user, "messageId": id,
            "context": {"interaction": {"text": text}}})
    };
    let bully = json!({"type": "identify", "userId": "bully-1", "messageId": "m1",
        "traits": {"email": "bill@bully.example", "name": "Bill Bully"}});
    server.batch(
        &shop,
        &[
            bully,
            said("m2", "victim-1", "I was threatened by Bill Bully, bill@bully.example"),
            said("m3", "other-1", "so was I, by bill@bully.example"),
            said("m4", "nobody-1", "something else"),
            json!({"type": "nonsense", "userId": "victim-1", "traits": {"by": "bill@bully.example"}}),
        ],
    );
    server.folded();
    let [bully, victim, other, nobody] = ["bully-1", "victim-1", "other-1", "nobody-1"].map(|user| server.id(user));
    let placed =
        server.post(&format!("/api/v1/people/{victim}/holds"), &json!({"kind": "legal", "reason": "a lawsuit"}));
    let all = server.get("/api/v1/holds");
    assert_eq!((&all["total"], &all["items"][0]["id"]), (&json!(1), &placed["id"]), "{all}");
    let listed = (&all["items"][0]["person"], &all["items"][0]["reason"]);
    assert_eq!(listed, (&json!(victim), &json!("a lawsuit")));
    assert_eq!(server.get("/api/v1/holds?kind=contact")["total"], 0);
    let hide = |id: &str| {
        let proposed = server.post(&format!("/api/v1/people/{id}/erasures"), &json!({"reason": "asked by letter"}));
        let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
        let path = format!("/api/v1/erasures/{}", proposed["id"].as_str().unwrap());
        server.post(&format!("{path}/confirm"), &json!({"identifiers": going}));
        path
    };
    let (waits, goes) = (hide(&bully), hide(&nobody));
    let run = || server.post("/api/v1/erasures/run", &json!({}))["destroyed"].clone();
    let timeline = |id: &str| server.get(&format!("/api/v1/people/{id}/timeline")).to_string();
    // Nobody else waits with it, and it is not tried again as long as nothing has changed.
    assert_eq!((run(), run()), (json!(1), json!(0)));
    assert_eq!(server.get(&goes)["stage"], "destroyed");
    let waiting = server.get(&waits);
    assert_eq!((&waiting["stage"], &waiting["kept_for_holds"]), (&json!("hidden"), &json!(2)), "{waiting}");
    assert_eq!(waiting["receipt"], Value::Null);
    assert!(server.find("email:bill@bully.example").is_none());
    assert!(timeline(&victim).contains("by Bill Bully, bill@bully.example"), "{}", timeline(&victim));
    assert!(timeline(&other).contains("so was I, by [erased]"), "{}", timeline(&other));
    assert_eq!(server.get("/api/v1/dropped")["total"], 1);

    let hold = format!("/api/v1/holds/{}", placed["id"].as_str().unwrap());
    assert_eq!(server.call("DELETE", &hold, &Value::Null).status, 204);
    assert_eq!(server.get("/api/v1/holds")["total"], 0);
    assert_eq!((run(), run()), (json!(1), json!(0)));
    let done = server.get(&waits);
    assert_eq!((&done["stage"], &done["kept_for_holds"]), (&json!("destroyed"), &json!(0)));
    assert!(done["receipt"].is_string() && done["rows"]["interactions"].as_u64() >= Some(3), "{done}");
    assert!(timeline(&victim).contains("threatened by [erased], [erased]"), "{}", timeline(&victim));
    assert_eq!(server.get("/api/v1/dropped")["total"], 0);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
    server.stop();
    let all = on_disk(place);
    assert!(!holds(&all, "bully.example") && !holds(&all, "Bill Bully") && holds(&all, "so was I"));
}

/// Whoever may see employees holds, reads and looks after them as after everybody.
fn employees_are_held_by_those_who_see_them(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = json!({"type": "track", "event": "e", "messageId": "m1", "context": {
        "externalIds": [{"type": "employee_id", "id": "E-1001"}],
        "interaction": {"relation": "employee"}, "consent": {"categoryPreferences": {"pulse_survey": false}}}});
    server.batch(&shop, &[event]);
    let found = server.get("/api/v1/people?side=employee&identifier=employee_id:E-1001");
    let id = found["items"][0]["id"].as_str().unwrap();
    let placed = server.post(&format!("/api/v1/people/{id}/holds"), &json!({"kind": "legal", "reason": "a lawsuit"}));
    assert_eq!((&placed["kind"], &placed["reason"]), (&json!("legal"), &json!("a lawsuit")));
    let consents = server.get(&format!("/api/v1/people/{id}/consents"));
    assert_eq!(consents["items"][0]["purpose"], "pulse_survey");
    assert!(server.get(&format!("/api/v1/people/{id}/permits"))["total"].as_u64() > Some(0));
    let proposed = server.post(&format!("/api/v1/people/{id}/erasures"), &json!({"reason": "asked by letter"}));
    let going = json!({"identifiers": [proposed["identifiers"][0]["id"]]});
    let confirm = format!("/api/v1/erasures/{}/confirm", proposed["id"].as_str().unwrap());
    assert_eq!(server.call("POST", &confirm, &going).status, 409);
    let agent = format!("Bearer {}", place.key(&["--role", "agent"]));
    for part in ["holds", "permits", "consents"] {
        let path = format!("/api/v1/people/{id}/{part}");
        assert_eq!(server.send("GET", &path, &[("authorization", &agent)], b"").status, 404, "{part}");
    }
    // Of a customer's hold others see that it is there, and not why.
    server.batch(&shop, &[bob("m2", "hello")]);
    let path = format!("/api/v1/people/{}/holds", server.id("user_id:bob-1"));
    server.post(&path, &json!({"kind": "contact", "reason": "in mourning"}));
    let seen = server.send("GET", &path, &[("authorization", &agent)], b"").json()["items"][0].clone();
    assert_eq!((&seen["kind"], &seen["active"], &seen["reason"]), (&json!("contact"), &json!(true), &Value::Null));
    assert_eq!(seen["placed_by"], Value::Null);
    assert_eq!(server.get(&path)["items"][0]["reason"], "in mourning");
}

fn an_export_says_where_everything_comes_from(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &[zara("m1", &json!({})), bob("m2", "hello")]);
    server.folded();
    let (id, bob) = (server.id("user_id:zq-user-1"), server.id("user_id:bob-1"));
    let link = json!({"identifier": "user_id:zq-user-1"});
    let link = server.post(&format!("/api/v1/people/{id}/preference-link"), &link);
    let form = [("content-type", "application/x-www-form-urlencoded")];
    for said in ["sharing=yes", "sharing=no"] {
        assert_eq!(server.send("POST", link["path"].as_str().unwrap(), &form, said.as_bytes()).status, 200);
    }
    server.post(&format!("/api/v1/people/{id}/holds"), &json!({"kind": "contact", "reason": "in mourning"}));
    let merged = server.post("/api/v1/people/merge", &json!({"a": id, "b": bob, "reason": "the same passport"}));
    let undo = format!("/api/v1/links/{}/undo", merged["link"].as_str().unwrap());
    server.post(&undo, &json!({"reason": "no, another one"}));
    let export = server.get(&format!("/api/v1/people/{id}/export"));
    let one = &export["interactions"][0];
    assert_eq!(one["source"], "shop");
    for identifier in ["user_id:zq-user-1", "email:zara.quixote@erase.example", "anonymous_id:zq-cookie-77"] {
        assert!(one["identifiers"].as_array().unwrap().contains(&json!(identifier)), "{one}");
    }
    let history = export["consent_history"].as_array().unwrap();
    let of = |identifier: &str, purpose: &str| -> Vec<(bool, &str)> {
        let theirs = history.iter().filter(|one| one["identifier"] == identifier && one["purpose"] == purpose);
        theirs.map(|one| (one["granted"] == true, one["evidence"].as_str().unwrap())).collect()
    };
    assert_eq!(of("user_id:zq-user-1", "sharing"), [(true, "preference centre"), (false, "preference centre")]);
    assert_eq!(of("email:zara.quixote@erase.example", "marketing"), [(false, "context.consent")]);
    assert_eq!(of("email:zara.quixote@erase.example", "sharing"), []);
    assert_eq!(export["consents"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&export["holds"][0]["kind"], &export["holds"][0]["reason"]),
        (&json!("contact"), &json!("in mourning"))
    );
    let decided: Vec<(&str, &str)> = export["decisions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["decided"].as_str().unwrap(), one["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(decided, [("one person", "the same passport"), ("taken back", "no, another one")]);
    // Bob's identifier is not hers.
    assert!(!export["decisions"].to_string().contains("bob-1"), "{export}");
    let page = server.call("GET", &format!("/api/v1/people/{id}/export?format=html"), &Value::Null).body;
    assert!(page.contains("the same passport") && page.contains("preference centre"));

    // Whoever comes back with the same identifiers, before all is destroyed, is not given what the former one said.
    let proposed = server.post(&format!("/api/v1/people/{id}/erasures"), &json!({"reason": "asked by letter"}));
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let confirm = format!("/api/v1/erasures/{}/confirm", proposed["id"].as_str().unwrap());
    server.post(&confirm, &json!({"identifiers": going}));
    server.batch(&shop, &[zara("m3", &json!({"context": {}}))]);
    let again = server.get(&format!("/api/v1/people/{}/export", server.id("user_id:zq-user-1")));
    assert_eq!(again["consent_history"], Value::Null, "{again}");
}
