//! The second factor: setting it up, signing in with it, losing it.

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha1::Sha1;

use crate::harness::{Kind, Place, Server, on_both};
use crate::sessions::{Browser, PASSWORD, add, ask};

on_both! { a_code_is_asked_for_and_taken_once, recovery_codes_are_taken_once }

/// The code that an app shows for a secret, so many half minutes from now (RFC 6238, made here once more).
fn code(secret: &str, later: i64) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let values = secret.bytes().map(|letter| alphabet.iter().position(|one| *one == letter).unwrap());
    let bits: Vec<usize> = values.flat_map(|value| (0..5).rev().map(move |bit| value >> bit & 1)).collect();
    let byte = |bits: &[usize]| u8::try_from(bits.iter().fold(0, |byte, bit| byte << 1 | bit)).unwrap();
    let key: Vec<u8> = bits.chunks_exact(8).map(byte).collect();
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap();
    let mut mac = Hmac::<Sha1>::new_from_slice(&key).unwrap();
    mac.update(&(now / 30 + later).to_be_bytes());
    let tag = mac.finalize().into_bytes();
    let at = usize::from(tag[19] & 15);
    let word = u32::from_be_bytes([tag[at] & 127, tag[at + 1], tag[at + 2], tag[at + 3]]);
    format!("{:06}", word % 1_000_000)
}

/// A second factor that was set up.
struct Factor {
    secret: String,
    /// The code that confirmed it.
    used: String,
    recovery_codes: Vec<String>,
}

fn set_up(server: &Server, browser: &Browser) -> Factor {
    let started = browser.send(server, "POST", "/api/v1/session/second-factor", &json!({})).json();
    let secret = started["secret"].as_str().unwrap().to_owned();
    assert!(started["otpauth"].as_str().unwrap().contains(&format!("secret={secret}")));
    let confirm =
        |code: &str| browser.send(server, "POST", "/api/v1/session/second-factor/confirm", &json!({"code": code}));
    assert_eq!(confirm("000000").status, 400);
    let used = code(&secret, -1);
    let confirmed = confirm(&used);
    assert_eq!(confirmed.status, 200, "{}", confirmed.body);
    let codes = confirmed.json()["recovery_codes"].as_array().unwrap().clone();
    assert_eq!(codes.len(), 10);
    let recovery_codes = codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    Factor { secret, used, recovery_codes }
}

fn with_code(server: &Server, name: &str, code: &str) -> u16 {
    ask(server, &json!({"user": name, "password": PASSWORD, "code": code}), &[]).status
}

fn a_code_is_asked_for_and_taken_once(place: &Place) {
    let server = place.serve();
    let id = add(&server, "ana", "agent");
    let (here, there) = (Browser::sign_in(&server, "ana"), Browser::sign_in(&server, "ana"));
    let Factor { secret, used, .. } = set_up(&server, &here);
    assert_eq!(here.get(&server, "/api/v1/session").json()["second_factor"], "on");
    assert_eq!(there.get(&server, "/api/v1/session").status, 401, "what began without it has ended");
    assert_eq!(here.send(&server, "POST", "/api/v1/session/second-factor", &json!({})).status, 409);
    assert_eq!(server.get(&format!("/api/v1/users/{id}"))["second_factor"], true);
    let asked = ask(&server, &json!({"user": "ana", "password": PASSWORD}), &[]);
    assert_eq!((asked.status, asked.json()["title"].as_str()), (401, Some("Second factor needed")));
    // Nobody learns of it without the password.
    let wrong = ask(&server, &json!({"user": "ana", "password": "wrong"}), &[]);
    assert_eq!((wrong.status, wrong.json()["title"].as_str()), (401, Some("Unauthorized")));
    assert_eq!(with_code(&server, "ana", &used), 401, "the code that confirmed it was used up");
    let now = code(&secret, 0);
    assert_eq!(with_code(&server, "ana", &now), 200);
    assert_eq!(with_code(&server, "ana", &now), 401, "each code is taken once");
    assert_eq!(with_code(&server, "ana", &code(&secret, 5)), 401);
    let remove = |password: &str| {
        here.send(&server, "DELETE", "/api/v1/session/second-factor", &json!({"password": password})).status
    };
    assert_eq!(remove("wrong"), 401);
    assert_eq!(remove(PASSWORD), 204);
    Browser::sign_in(&server, "ana");
    let refused = server.get("/api/v1/audit?action=session.refused").to_string();
    assert!(refused.contains("\"reason\":\"code\"") && !refused.contains(&now), "{refused}");
    server.stop();
    if !place.is_postgres() {
        // The secret is nowhere as it is typed, nor as the bytes that it stands for.
        for entry in std::fs::read_dir(place.data()).unwrap() {
            let content = std::fs::read(entry.unwrap().path()).unwrap_or_default();
            assert!(!content.windows(secret.len()).any(|part| part == secret.as_bytes()));
        }
    }
}

fn recovery_codes_are_taken_once(place: &Place) {
    let server = place.serve();
    add(&server, "ana", "agent");
    add(&server, "bob", "agent");
    let anas = set_up(&server, &Browser::sign_in(&server, "ana")).recovery_codes;
    let bobs = set_up(&server, &Browser::sign_in(&server, "bob")).recovery_codes;
    assert_eq!(with_code(&server, "ana", &bobs[0]), 401, "somebody else's");
    assert_eq!(with_code(&server, "ana", &anas[0]), 200);
    assert_eq!(with_code(&server, "ana", &anas[0]), 401);
    assert_eq!(with_code(&server, "ana", &anas[1].replace('-', "").to_uppercase()), 200);
    // Whoever has lost all of it is helped by an administrator.
    assert_eq!(place.run(&["users", "remove-second-factor", "ana", "--json"])["second_factor"], false);
    Browser::sign_in(&server, "ana");
    assert!(!place.output(&["users", "remove-second-factor", "ana"]).status.success());
}

#[test]
fn a_role_that_needs_one_sets_it_up_first() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with("[sign_in]\nsecond_factor = [\"admin\", \"privacy-officer\"]");
    add(&server, "ana", "admin");
    add(&server, "bob", "agent");
    let bob = Browser::sign_in(&server, "bob");
    assert_eq!(bob.get(&server, "/api/v1/people").status, 200);
    let ana = Browser::sign_in(&server, "ana");
    assert_eq!(ana.get(&server, "/api/v1/session").json()["second_factor"], "needed");
    for (method, path) in [
        ("GET", "/api/v1/people"),
        ("GET", "/api/v1/users"),
        ("POST", "/api/v1/users"),
        ("POST", "/api/v1/session/password"),
        ("DELETE", "/api/v1/session/second-factor"),
    ] {
        let answer = ana.send(&server, method, path, &json!({}));
        assert_eq!((answer.status, answer.json()["title"].as_str()), (403, Some("Second factor needed")), "{path}");
    }
    set_up(&server, &ana);
    assert_eq!(ana.get(&server, "/api/v1/users").status, 200);
    // A key has none, and needs none: it does not travel by hand.
    assert_eq!(server.call("POST", "/api/v1/session/second-factor", &Value::Null).status, 409);
}
