//! Webhooks and mails: what is told is signed, tried again, given up and replayed, and goes nowhere that it should not.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::alerts::{put, rule, said, until};
use crate::harness::{Kind, Place, Server, on_both, root, soon};
use crate::mails::Smtp;

on_both! {
    what_is_told_is_signed_as_its_receiver_checks,
    what_is_not_taken_is_tried_again_given_up_and_replayed,
}

/// A receiver that checks signatures with the library of Standard Webhooks, and what came to it.
struct Receiver {
    child: Child,
    url: String,
    came: Arc<Mutex<Vec<Value>>>,
}

impl Receiver {
    /// Starts one, where what it needs is installed.
    fn start() -> Option<Receiver> {
        let directory = root().join("tests/clients");
        if !directory.join("node_modules/standardwebhooks").exists() {
            println!("skipped: what webhooks.mjs needs is not installed; scripts/test installs it");
            return None;
        }
        let mut command = Command::new("node");
        command.arg("webhooks.mjs").current_dir(&directory);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let url = format!("http://127.0.0.1:{}/hook", lines.next().unwrap().unwrap());
        let came = Arc::new(Mutex::new(Vec::new()));
        let kept = came.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                kept.lock().unwrap().push(serde_json::from_str(&line).unwrap());
            }
        });
        Some(Receiver { child, url, came })
    }

    fn tell(&mut self, line: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    fn until(&self, count: usize) -> Vec<Value> {
        soon(&format!("{count} requests"), || {
            let came = self.came.lock().unwrap().clone();
            (came.len() >= count).then_some(came)
        })
    }

    /// Makes the webhook `desk` of a server, with the secret that it is given.
    fn made(&mut self, server: &Server) -> String {
        let made = server.call("PUT", "/api/v1/webhooks/desk", &json!({"url": self.url})).json();
        let secret = made["secret"].as_str().unwrap().to_owned();
        assert!(secret.starts_with("whsec_"), "{made}");
        self.tell(&format!("secret {secret}"));
        secret
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const NEAR: &str = "webhook_networks = [\"127.0.0.0/8\"]\n";

fn states(server: &Server) -> Vec<(String, Value)> {
    let all = server.get("/api/v1/deliveries");
    let items = all["items"].as_array().unwrap().iter();
    items.map(|one| (one["state"].as_str().unwrap().to_owned(), one["answer"].clone())).collect()
}

fn until_state(server: &Server, state: &str, answer: &Value) {
    soon(&format!("a delivery that is {state} after {answer}"), || {
        (states(server).first() == Some(&(state.to_owned(), answer.clone()))).then_some(())
    });
}

fn what_is_told_is_signed_as_its_receiver_checks(place: &Place) {
    let Some(mut receiver) = Receiver::start() else { return };
    let server = place.serve_with(NEAR);
    let key = place.key(&["--source", "desk"]);
    let secret = receiver.made(&server);
    // Secrets are shown once, and kept encrypted.
    let again = server.call("PUT", "/api/v1/webhooks/desk", &json!({"url": receiver.url})).json();
    assert_eq!(again["secret"], Value::Null);
    assert!(!server.get("/api/v1/webhooks").to_string().contains(&secret));
    let tried = server.post("/api/v1/webhooks/desk/test", &json!({}));
    let came = receiver.until(1);
    assert_eq!((&came[0]["id"], &came[0]["verified"]["type"]), (&tried["id"], &json!("test")), "{came:?}");
    put(&server, "detractors", &rule(&json!({"webhook": "desk"})));
    server.batch(&key, &[said("ana", "m1", 2, "My secret is zebra. I will cancel my account")]);
    let alert = until(&server, "", 1)["items"][0].clone();
    let came = receiver.until(2);
    let told = &came[1]["verified"];
    assert_eq!(told["type"], "alert.opened", "{told}");
    assert_eq!((&told["data"]["id"], &told["data"]["person"]), (&alert["id"], &alert["person"]));
    assert_eq!(told["data"]["reasons"][0]["said"], "said 2 on NPS");
    assert!(!told.to_string().contains("zebra") && !told.to_string().contains("ana"), "{told}");
    soon("that both were sent", || (states(&server).iter().all(|(state, _)| state == "sent")).then_some(()));
    // Whoever has another secret does not believe it.
    let renewed =
        server.call("PUT", "/api/v1/webhooks/desk", &json!({"url": receiver.url, "renew_secret": true})).json();
    assert!(renewed["secret"].as_str().is_some_and(|renewed| renewed != secret));
    server.post("/api/v1/webhooks/desk/test", &json!({}));
    assert!(receiver.until(3)[2]["verified"]["failed"].is_string());
}

fn what_is_not_taken_is_tried_again_given_up_and_replayed(place: &Place) {
    let hurry = || place.sql("UPDATE webhooks_deliveries SET next_at = 0 WHERE state = 'waiting'");
    let Some(mut receiver) = Receiver::start() else { return };
    let server = place.serve_with(NEAR);
    receiver.made(&server);
    receiver.tell("answer 503");
    let tried = server.post("/api/v1/webhooks/desk/test", &json!({}));
    until_state(&server, "waiting", &json!("503"));
    // Nothing follows where somebody else says to go.
    receiver.tell("answer 302");
    hurry();
    until_state(&server, "waiting", &json!("302"));
    // It survives a crash, and what is sent again has the same id.
    server.kill();
    let server = place.serve_with(NEAR);
    receiver.tell("answer 204");
    hurry();
    until_state(&server, "sent", &Value::Null);
    let came = receiver.until(3);
    assert!(came.iter().all(|one| one["id"] == tried["id"] && one["verified"]["type"] == "test"), "{came:?}");
    // After three days it is given up, and shown.
    receiver.tell("answer 500");
    let other = server.post("/api/v1/webhooks/desk/test", &json!({}));
    until_state(&server, "waiting", &json!("500"));
    place.sql("UPDATE webhooks_deliveries SET attempts = 9, next_at = 0 WHERE state = 'waiting'");
    until_state(&server, "given_up", &json!("500"));
    assert_eq!(server.get("/api/v1/webhooks")["items"][0]["given_up"], 1);
    assert_eq!(server.get("/api/v1/deliveries?state=given_up")["total"], 1);
    receiver.tell("answer 200");
    let before = receiver.came.lock().unwrap().len();
    server.post(&format!("/api/v1/deliveries/{}/replay", other["id"].as_str().unwrap()), &json!({}));
    until_state(&server, "sent", &Value::Null);
    assert_eq!(receiver.until(before + 1)[before]["id"], other["id"]);
    // Who says that it is gone is not asked again; and what waits for what is gone is given up.
    receiver.tell("answer 410");
    server.post("/api/v1/webhooks/desk/test", &json!({}));
    until_state(&server, "given_up", &json!("410"));
    receiver.tell("answer 500");
    server.post("/api/v1/webhooks/desk/test", &json!({}));
    until_state(&server, "waiting", &json!("500"));
    assert_eq!(server.call("DELETE", "/api/v1/webhooks/desk", &Value::Null).status, 204);
    until_state(&server, "given_up", &json!("the webhook was removed"));
    assert_eq!(server.call("POST", "/api/v1/webhooks/desk/test", &json!({})).status, 404);
}

#[test]
fn a_webhook_reaches_no_network_of_ours() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let put = |url: &str| server.call("PUT", "/api/v1/webhooks/desk", &json!({"url": url}));
    for url in [
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/x",
        "http://hooks.example.com/x",
        "https://user:password@hooks.example.com/x",
        "ftp://hooks.example.com/x",
        "hooks.example.com",
    ] {
        assert_eq!(put(url).status, 400, "{url}");
    }
    // A name tells nothing until it is looked up, which is when it is refused.
    assert_eq!(put("https://localhost:1/x").status, 200);
    server.post("/api/v1/webhooks/desk/test", &json!({}));
    let answer = soon("an attempt", || {
        let (state, answer) = states(&server).remove(0);
        (state == "waiting").then(|| answer.as_str().map(str::to_owned)).flatten()
    });
    assert!(answer.contains("private network"), "{answer}");
}

#[test]
fn whoever_a_rule_names_is_told_by_mail() {
    let Some(smtp) = Smtp::start(&[]) else { return };
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with(&smtp.config());
    let key = place.key(&["--source", "desk"]);
    put(&server, "detractors", &rule(&json!({"email": "mo@example.com"})));
    server.batch(&key, &[said("ana", "m1", 2, "My secret is zebra. I will cancel my account")]);
    let alert = until(&server, "", 1)["items"][0].clone();
    until_state(&server, "sent", &Value::Null);
    let mails = smtp.mails();
    let (mail, body) = (&mails[0], mails[0]["parts"]["text/plain"].as_str().unwrap());
    assert_eq!((mails.len(), &mail["to"]), (1, &json!(["mo@example.com"])));
    assert_eq!(mail["headers"]["subject"], "Alert: detractors at call_center.billing");
    assert!(body.contains("said 2 on NPS") && body.contains("Owner: Mo Fields") && !body.contains("zebra"), "{body}");
    assert!(body.contains(&format!("/voice/alerts?alert={}", alert["id"].as_str().unwrap())), "{body}");
}
