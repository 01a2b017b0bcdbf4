//! Users: adding, changing and removing them, over HTTP and from the command line.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::harness::{Kind, Place, binary, on_both};
use crate::sessions::{Browser, PASSWORD, add, ask};

on_both! { users_are_added_changed_and_removed, somebody_always_manages_access }

fn users_are_added_changed_and_removed(place: &Place) {
    let server = place.serve();
    let made = server.post("/api/v1/users", &json!({"name": "ana@example.org", "role": "agent"}));
    let password = made["password"].as_str().unwrap();
    assert!(password.len() > 20);
    assert_eq!((&made["display_name"], &made["scope"]), (&json!("ana@example.org"), &json!("all")));
    assert_eq!(ask(&server, &json!({"user": "ana@example.org", "password": password}), &[]).status, 200);
    let taken = server.call("POST", "/api/v1/users", &json!({"name": "ANA@example.org", "role": "agent"}));
    assert_eq!(taken.status, 409, "names differ by more than case");
    let path = format!("/api/v1/users/{}", made["id"].as_str().unwrap());
    let changed = server.call(
        "PATCH",
        &path,
        &json!({"display_name": "Ana", "role": "team-lead", "scope": {"department": ["Billing"]}}),
    );
    assert_eq!(changed.status, 200, "{}", changed.body);
    let user = server.get(&path);
    assert_eq!((&user["display_name"], &user["role"]), (&json!("Ana"), &json!("team-lead")));
    assert_eq!(user["scope"], json!({"department": ["Billing"]}));
    assert!(user.get("password").is_none() && !server.get("/api/v1/users").to_string().contains("argon2"));
    assert_eq!(server.get("/api/v1/users?name=ANA@EXAMPLE.ORG")["total"], 1);
    assert_eq!(server.call("DELETE", &path, &Value::Null).status, 204);
    assert_eq!(server.call("GET", &path, &Value::Null).status, 404);
    let said = server.get("/api/v1/audit?action=users.change")["items"][0]["reason"].clone();
    assert_eq!(said, "role agent -> team-lead, another scope");
    for body in [
        json!({"name": "a b", "role": "agent"}),
        json!({"name": "bob", "role": "king"}),
        json!({"name": "bob", "role": "agent", "password": "password1234"}),
        json!({"name": "bob", "role": "agent", "scope": {"department": []}}),
        json!({"name": "bob", "role": "agent", "origin": "oidc"}),
        json!({"name": "bob", "role": "agent", "id": "u_x"}),
    ] {
        let answer = server.call("POST", "/api/v1/users", &body);
        assert!(matches!(answer.status, 400 | 422), "{body}: {}", answer.status);
    }
    assert_eq!(server.get("/api/v1/users")["total"], 0);
}

fn somebody_always_manages_access(place: &Place) {
    let server = place.serve();
    let ana = format!("/api/v1/users/{}", add(&server, "ana", "admin"));
    add(&server, "part", "agent");
    let last = [
        ("PATCH", json!({"role": "agent"})),
        ("PATCH", json!({"disabled": true})),
        ("PATCH", json!({"scope": {"team": ["Red"]}})),
        ("DELETE", Value::Null),
    ];
    for (method, body) in &last {
        assert_eq!(server.call(method, &ana, body).status, 409, "{method} {body}");
    }
    let bob = format!("/api/v1/users/{}", add(&server, "bob", "admin"));
    assert_eq!(server.call("PATCH", &ana, &json!({"role": "agent"})).status, 200);
    assert_eq!(server.call("DELETE", &bob, &Value::Null).status, 409);
}

#[test]
fn nobody_gives_themselves_rights() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let (ana, bob) = (add(&server, "ana", "admin"), add(&server, "bob", "admin"));
    let agent = add(&server, "agent", "agent");
    let (ana_there, agent_there) = (Browser::sign_in(&server, "ana"), Browser::sign_in(&server, "agent"));
    let raise = json!({"role": "admin"});
    let path = |id: &str| format!("/api/v1/users/{id}");
    assert_eq!(agent_there.send(&server, "PATCH", &path(&agent), &raise).status, 403);
    for body in [json!({"role": "agent"}), json!({"scope": {"team": ["Red"]}})] {
        assert_eq!(ana_there.send(&server, "PATCH", &path(&ana), &body).status, 403, "{body}");
        assert_eq!(ana_there.send(&server, "PATCH", &path(&bob), &body).status, 200, "{body}");
    }
    assert_eq!(ana_there.send(&server, "PATCH", &path(&ana), &json!({"display_name": "Ana"})).status, 200);
    // Nothing of a user is taken from a request that is about something else.
    let sneaked = [
        ("/api/v1/session", json!({"user": "agent", "password": PASSWORD, "role": "admin"})),
        ("/api/v1/session/password", json!({"old": PASSWORD, "new": "another quay of lamps", "role": "admin"})),
    ];
    for (path, body) in sneaked {
        assert_eq!(agent_there.send(&server, "POST", path, &body).status, 422, "{path}");
    }
    assert_eq!(server.get(&path(&agent))["role"], "agent");
}

#[test]
fn users_from_the_command_line() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let made = place.run(&["users", "add", "ana", "--role", "agent", "--scope", "department:Billing", "--json"]);
    let password = made["password"].as_str().unwrap().to_owned();
    assert_eq!(made["scope"], json!({"department": ["Billing"]}));
    let mut child = binary()
        .args(["users", "add", "Bob", "--role", "admin", "--password-stdin"])
        .args(place.flags())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "added Bob\n");
    assert_eq!(place.run(&["users", "list", "--json"])["total"], 2);
    let server = place.serve();
    assert_eq!(ask(&server, &json!({"user": "ana", "password": password}), &[]).status, 200);
    let bob = Browser::sign_in(&server, "bob");
    let reset = place.run(&["users", "password", "bob", "--json"]);
    assert_eq!(bob.get(&server, "/api/v1/session").status, 401);
    assert_eq!(ask(&server, &json!({"user": "bob", "password": reset["password"]}), &[]).status, 200);
    assert_eq!(place.run(&["users", "remove", "ANA", "--json"])["removed"], "ANA");
    let missing = place.output(&["users", "remove", "ana"]);
    assert!(!missing.status.success() && String::from_utf8_lossy(&missing.stderr).contains("no user"));
}

#[test]
fn the_command_line_warns_of_a_scope_that_names_nobody() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let put = server.call("PUT", "/api/v1/organisation/departments/Billing", &json!({}));
    assert_eq!(put.status, 200, "{}", put.body);
    let warned = |args: &[&str]| {
        let output = place.output(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let said = warned(&["users", "add", "ana", "--role", "agent", "--scope", "department:Billing,Biling"]);
    assert!(said.contains("no department is called \"Biling\" yet") && !said.contains("\"Billing\""), "{said}");
    let said = warned(&["keys", "create", "--name", "desk", "--role", "agent", "--scope", "brand:Nord"]);
    assert!(said.contains("no brand is called \"Nord\" yet"), "{said}");
    for known in ["department:Billing", "all"] {
        let said = warned(&["keys", "create", "--name", "desk", "--role", "agent", "--scope", known]);
        assert!(!said.contains("warning"), "{said}");
    }
}
