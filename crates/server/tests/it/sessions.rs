//! Signing in: sessions, what ends them, and what an attacker gets.

use serde_json::{Value, json};

use crate::harness::{Answer, Kind, Place, Server, on_both};

on_both! {
    a_session_lasts_until_it_is_ended,
    a_change_of_a_user_counts_from_the_next_request,
    changing_the_password_ends_the_other_sessions,
}

/// The password of the tests' users.
pub(crate) const PASSWORD: &str = "lamp otter seven quay";

/// A browser: what it sends by itself, and what our pages add.
#[derive(Clone, Default)]
pub(crate) struct Browser {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

/// Adds a user and returns their id.
pub(crate) fn add(server: &Server, name: &str, role: &str) -> String {
    let body = json!({"name": name, "role": role, "password": PASSWORD});
    server.post("/api/v1/users", &body)["id"].as_str().unwrap().to_owned()
}

/// Asks for a session.
pub(crate) fn ask(server: &Server, body: &Value, headers: &[(&str, &str)]) -> Answer {
    let headers = [&[("content-type", "application/json")], headers].concat();
    server.send("POST", "/api/v1/session", &headers, body.to_string().as_bytes())
}

impl Browser {
    pub(crate) fn sign_in(server: &Server, name: &str) -> Browser {
        Browser::of(&ask(server, &json!({"user": name, "password": PASSWORD}), &[]))
    }

    /// The browser after an answer that let it in.
    pub(crate) fn of(answer: &Answer) -> Browser {
        assert_eq!(answer.status, 200, "{}", answer.body);
        let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Browser { cookie, csrf: answer.json()["csrf"].as_str().unwrap().to_owned() }
    }

    pub(crate) fn send(&self, server: &Server, method: &str, path: &str, body: &Value) -> Answer {
        let headers = [("cookie", &*self.cookie), ("x-csrf-token", &*self.csrf), ("content-type", "application/json")];
        server.send(method, path, &headers, body.to_string().as_bytes())
    }

    pub(crate) fn get(&self, server: &Server, path: &str) -> Answer {
        server.send("GET", path, &[("cookie", &self.cookie)], b"")
    }
}

fn a_session_lasts_until_it_is_ended(place: &Place) {
    let server = place.serve();
    add(&server, "Ana@example.org", "agent");
    let answer = ask(&server, &json!({"user": "ANA@example.org", "password": PASSWORD}), &[]);
    let set = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    assert!(
        set.starts_with("__Host-throughline=") && set.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"),
        "{set}"
    );
    let ana = Browser::of(&answer);
    assert_eq!(ana.cookie.len(), "__Host-throughline=".len() + 43);
    let known = ana.get(&server, "/api/v1/session").json();
    assert_eq!((&known["name"], &known["role"]), (&json!("user:Ana@example.org"), &json!("agent")));
    let rights = known["rights"].as_array().unwrap();
    assert!(rights.contains(&json!("SeePeople")) && !rights.contains(&json!("ManageAccess")), "{known}");
    assert_eq!((&known["csrf"], &known["user"]["name"]), (&json!(ana.csrf), &json!("Ana@example.org")));
    assert_eq!(ana.get(&server, "/api/v1/people").status, 200);
    assert_eq!(ana.get(&server, "/api/v1/users").status, 403);
    // It outlives the server, which keeps none of its token.
    server.stop();
    if !place.is_postgres() {
        let token = ana.cookie.split_once('=').unwrap().1.as_bytes();
        for entry in std::fs::read_dir(place.data()).unwrap() {
            let content = std::fs::read(entry.unwrap().path()).unwrap_or_default();
            for secret in [token, ana.csrf.as_bytes(), PASSWORD.as_bytes()] {
                assert!(!content.windows(secret.len()).any(|part| part == secret));
            }
        }
    }
    let server = place.serve();
    let elsewhere = Browser::sign_in(&server, "ana@example.org");
    assert_eq!(ana.get(&server, "/api/v1/session").status, 200);
    let ended = ana.send(&server, "DELETE", "/api/v1/session", &Value::Null);
    assert_eq!(ended.status, 204);
    assert!(ended.headers["set-cookie"].to_str().unwrap().ends_with("Max-Age=0"));
    assert_eq!(ana.get(&server, "/api/v1/session").status, 401);
    assert_eq!(elsewhere.get(&server, "/api/v1/session").status, 200);
    let actions = server.get("/api/v1/audit?who=user:Ana@example.org").to_string();
    assert!(actions.contains("session.begin") && actions.contains("session.end"), "{actions}");
}

fn a_change_of_a_user_counts_from_the_next_request(place: &Place) {
    let server = place.serve();
    let id = add(&server, "ana", "agent");
    let path = format!("/api/v1/users/{id}");
    let ana = Browser::sign_in(&server, "ana");
    assert_eq!(ana.get(&server, "/api/v1/people").status, 200);
    assert_eq!(server.call("PATCH", &path, &json!({"role": "employee"})).status, 200);
    assert_eq!(ana.get(&server, "/api/v1/people").status, 403);
    assert_eq!(server.call("PATCH", &path, &json!({"disabled": true})).status, 200);
    assert_eq!(ana.get(&server, "/api/v1/session").status, 401);
    let credentials = json!({"user": "ana", "password": PASSWORD});
    assert_eq!(ask(&server, &credentials, &[]).status, 401);
    assert_eq!(server.call("PATCH", &path, &json!({"disabled": false})).status, 200);
    assert_eq!(ana.get(&server, "/api/v1/session").status, 401, "a session that ended does not come back");
    let ana = Browser::sign_in(&server, "ana");
    assert_eq!(server.call("DELETE", &path, &Value::Null).status, 204);
    assert_eq!(ana.get(&server, "/api/v1/session").status, 401);
    assert_eq!(ask(&server, &credentials, &[]).status, 401);
}

fn changing_the_password_ends_the_other_sessions(place: &Place) {
    let server = place.serve();
    let id = add(&server, "ana", "agent");
    let (here, there) = (Browser::sign_in(&server, "ana"), Browser::sign_in(&server, "ana"));
    let change = |old: &str, new: &str| {
        here.send(&server, "POST", "/api/v1/session/password", &json!({"old": old, "new": new})).status
    };
    assert_eq!(change("wrong", "another quay of lamps"), 401);
    assert_eq!(change(PASSWORD, "passwordpassword"), 400);
    assert_eq!(change(PASSWORD, "short"), 400);
    assert_eq!(there.get(&server, "/api/v1/session").status, 200);
    assert_eq!(change(PASSWORD, "another quay of lamps"), 204);
    assert_eq!(here.get(&server, "/api/v1/session").status, 200);
    assert_eq!(there.get(&server, "/api/v1/session").status, 401);
    assert_eq!(ask(&server, &json!({"user": "ana", "password": PASSWORD}), &[]).status, 401);
    let reset = server.post(&format!("/api/v1/users/{id}/password"), &json!({}));
    assert_eq!(here.get(&server, "/api/v1/session").status, 401);
    let made = reset["password"].as_str().unwrap();
    assert_eq!(ask(&server, &json!({"user": "ana", "password": made}), &[]).status, 200);
}

#[test]
fn another_site_cannot_use_a_session() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let id = add(&server, "ana", "admin");
    let ana = Browser::sign_in(&server, "ana");
    let bob = {
        add(&server, "bob", "admin");
        Browser::sign_in(&server, "bob")
    };
    let path = format!("/api/v1/users/{id}");
    let body = json!({"display_name": "Mallory"}).to_string();
    let try_with = |extra: &[(&str, &str)]| {
        let headers = [&[("cookie", &*ana.cookie), ("content-type", "application/json")], extra].concat();
        server.send("PATCH", &path, &headers, body.as_bytes()).status
    };
    assert_eq!(try_with(&[]), 403);
    assert_eq!(try_with(&[("x-csrf-token", "")]), 403);
    assert_eq!(try_with(&[("x-csrf-token", &bob.csrf)]), 403, "somebody else's");
    assert_eq!(try_with(&[("x-csrf-token", &ana.csrf), ("sec-fetch-site", "cross-site")]), 403);
    assert_eq!(server.get(&path)["display_name"], "ana");
    assert_eq!(try_with(&[("x-csrf-token", &ana.csrf), ("sec-fetch-site", "same-origin")]), 200);
    // Nobody is signed in as somebody else by a form of another site either.
    let credentials = json!({"user": "ana", "password": PASSWORD});
    assert_eq!(ask(&server, &credentials, &[("sec-fetch-site", "cross-site")]).status, 403);
    let form =
        server.send("POST", "/api/v1/session", &[("content-type", "text/plain")], credentials.to_string().as_bytes());
    assert_eq!(form.status, 415);
    // With a key nothing of this is asked: no browser sends one by itself. A header goes before a cookie.
    let bearer = format!("Bearer {}", server.admin);
    assert_eq!(try_with(&[("authorization", &bearer)]), 200);
    assert_eq!(try_with(&[("authorization", "Bearer tl_role_guess"), ("x-csrf-token", &ana.csrf)]), 401);
}

#[test]
fn nobody_chooses_a_session_for_somebody_else() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    add(&server, "ana", "agent");
    let credentials = json!({"user": "ana", "password": PASSWORD});
    // A token that was planted is not taken up.
    let planted = format!("__Host-throughline={}", "a".repeat(43));
    let ana = Browser::of(&ask(&server, &credentials, &[("cookie", &planted)]));
    assert_ne!(ana.cookie, planted);
    assert_eq!(server.send("GET", "/api/v1/session", &[("cookie", &planted)], b"").status, 401);
    // Whoever signs in again in the same browser has a new one, and the old one has ended.
    let again = Browser::of(&ask(&server, &credentials, &[("cookie", &ana.cookie)]));
    assert_ne!(again.cookie, ana.cookie);
    assert_eq!(ana.get(&server, "/api/v1/session").status, 401);
    assert_eq!(again.get(&server, "/api/v1/session").status, 200);
}

#[test]
fn a_key_or_token_in_the_address_lets_nobody_in() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    add(&server, "ana", "admin");
    let ana = Browser::sign_in(&server, "ana");
    let token = ana.cookie.split_once('=').unwrap().1;
    for (name, secret) in [("key", server.admin.as_str()), ("token", token), ("access_token", &server.admin)] {
        for name in [name, "authorization", "__Host-throughline"] {
            let path = format!("/api/v1/session?{name}={secret}");
            assert_eq!(server.send("GET", &path, &[], b"").status, 401, "{name}");
        }
    }
    // A write key is none either, and a key has no session to end.
    let writes = format!("Bearer {}", place.key(&["--source", "shop"]));
    assert_eq!(server.send("GET", "/api/v1/session", &[("authorization", &writes)], b"").status, 403);
    let known = server.get("/api/v1/session");
    assert_eq!((&known["name"], &known["user"], &known["csrf"]), (&json!("key:test"), &Value::Null, &Value::Null));
    assert_eq!(server.call("DELETE", "/api/v1/session", &Value::Null).status, 409);
}

#[test]
fn nobody_learns_who_is_a_user() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let ana = add(&server, "ana", "agent");
    let off = add(&server, "off", "agent");
    server.call("PATCH", &format!("/api/v1/users/{off}"), &json!({"disabled": true}));
    let refused = |user: &str, password: &str| {
        let answer = ask(&server, &json!({"user": user, "password": password}), &[]);
        let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        headers.sort();
        (answer.status, answer.body, headers)
    };
    let wrong = refused("ana", "wrong wrong wrong");
    assert_eq!(wrong.0, 401);
    for (user, password) in [("nobody", PASSWORD), ("off", PASSWORD), ("not a name", PASSWORD)] {
        assert_eq!(refused(user, password), wrong, "{user}");
    }
    let rows = server.get("/api/v1/audit?action=session.refused");
    let said: Vec<(&str, &str)> = rows["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["subject"].as_str().unwrap(), row["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(said, [("", "password"), (&*off, "disabled"), ("", "password"), (&*ana, "password")]);
    assert!(rows["items"].as_array().unwrap().iter().all(|row| row["who"] == "nobody"));
    assert!(!rows.to_string().contains("wrong wrong") && !server.log.lock().unwrap().contains("wrong wrong"));
}

#[test]
fn guessing_gets_slower() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with("trusted_proxies = [\"127.0.0.1\"]");
    add(&server, "ana", "agent");
    let from = |address: &str, user: &str, password: &str| {
        ask(&server, &json!({"user": user, "password": password}), &[("x-forwarded-for", address)])
    };
    // By name, wherever the guesses come from.
    for guess in 0..5 {
        assert_eq!(from(&format!("203.0.113.{guess}"), "ana", "wrong").status, 401);
    }
    let slowed = from("203.0.113.99", "ana", PASSWORD);
    assert_eq!(slowed.status, 429, "{}", slowed.body);
    assert_eq!(slowed.headers["retry-after"], "1");
    assert_eq!(slowed.json()["retry_after"], 1);
    // By address, whoever is guessed.
    for guess in 0..5 {
        assert_eq!(from("198.51.100.7", &format!("u{guess}"), "wrong").status, 401);
    }
    assert_eq!(from("198.51.100.7", "u9", "wrong").status, 429);
    assert_eq!(from("198.51.100.8", "u9", "wrong").status, 401);
    // After the wait whoever knows the password is let in, and what failed is forgotten.
    let started = std::time::Instant::now();
    while from("203.0.113.99", "ana", PASSWORD).status != 200 {
        assert!(started.elapsed().as_secs() < 20, "the wait does not end");
        std::thread::park_timeout(std::time::Duration::from_millis(50));
    }
    for _ in 0..5 {
        assert_eq!(from("203.0.113.98", "ana", "wrong").status, 401);
    }
}
