//! Mails: invitations go out through a real mail server, and are answered from there.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both, root, soon};
use crate::surveys::{Page, known, nps_and_why, put};

on_both! {
    an_invitation_is_answered_from_the_mail,
    what_cannot_be_sent_now_is_sent_later_or_known,
    a_mail_survives_a_crash,
    nothing_is_sent_to_who_may_not_be_asked_any_more,
}

/// A mail server, and what it took.
pub(crate) struct Smtp {
    child: Child,
    port: String,
    mails: Arc<Mutex<Vec<Value>>>,
}

impl Smtp {
    /// Starts one, where what it needs is installed.
    pub(crate) fn start(options: &[&str]) -> Option<Smtp> {
        let directory = root().join("tests/clients");
        let python = directory.join(".venv/bin/python");
        let has = |module: &str| Command::new(&python).args(["-c", &format!("import {module}")]).output();
        if !has("aiosmtpd").is_ok_and(|output| output.status.success()) {
            println!("skipped: no mail server is installed; scripts/test installs it");
            return None;
        }
        let mut command = Command::new(&python);
        command.arg("smtp.py").args(options).current_dir(&directory);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.next().unwrap().unwrap();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let kept = mails.clone();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                kept.lock().unwrap().push(serde_json::from_str(&line).unwrap());
            }
        });
        Some(Smtp { child, port, mails })
    }

    pub(crate) fn config(&self) -> String {
        config(&self.port, "tls = \"none\"")
    }

    pub(crate) fn mails(&self) -> Vec<Value> {
        self.mails.lock().unwrap().clone()
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const PUBLIC: &str = "https://feedback.example.com";

fn config(port: &str, more: &str) -> String {
    format!(
        "public_url = \"{PUBLIC}\"\n[mail]\nserver = \"127.0.0.1\"\nport = {port}\nfrom = \"Halden <hello@example.com>\"\n{more}\n"
    )
}

pub(crate) fn send_to(server: &Server, survey: &str, identifier: &str) -> Value {
    let path = format!("/api/v1/surveys/{survey}/invitations");
    let people = json!([{"identifier": identifier, "language": "en"}]);
    server.post(&path, &json!({"people": people, "channel": "email", "send": true}))["items"][0].clone()
}

fn states(server: &Server, survey: &str) -> Value {
    server.get(&format!("/api/v1/surveys/{survey}/asked"))["mails"].clone()
}

fn until_states(server: &Server, survey: &str, wanted: &Value) {
    soon(&format!("{wanted}"), || (states(server, survey) == *wanted).then_some(()));
}

/// Brings forward what is to be tried later.
fn hurry(place: &Place) {
    place.sql("UPDATE feedback_mails SET next_at = 0 WHERE state = 'waiting'");
}

fn person(server: &Server, place: &Place, user: &str, address: &str) {
    let key = place.key(&["--source", "shop"]);
    let traits = json!({"email": address});
    server.batch(&key, &[json!({"type": "identify", "userId": user, "messageId": user, "traits": traits})]);
}

fn an_invitation_is_answered_from_the_mail(place: &Place) {
    let Some(smtp) = Smtp::start(&[]) else { return };
    let server = place.serve_with(&smtp.config());
    known(&server, place);
    server.folded();
    let mut survey = nps_and_why();
    survey["title"] = json!({"en": "Grüße <from> us"});
    survey["remind_after_days"] = json!(3);
    put(&server, "visit", &survey);
    assert_eq!(send_to(&server, "visit", "user_id:ana")["not_asked"], Value::Null);
    until_states(&server, "visit", &json!({"sent": 1, "waiting": 1}));
    let mails = smtp.mails();
    assert_eq!((mails.len(), &mails[0]["to"]), (1, &json!(["ana@example.com"])));
    let (headers, parts) = (&mails[0]["headers"], &mails[0]["parts"]);
    assert_eq!(
        (&headers["subject"], &headers["from"]),
        (&json!("Grüße <from> us"), &json!("Halden <hello@example.com>"))
    );
    assert_eq!(headers["list-unsubscribe-post"], "List-Unsubscribe=One-Click");
    let html = parts["text/html"].as_str().unwrap();
    assert!(html.contains("Would you recommend us?") && html.contains("Grüße &lt;from&gt; us"), "{html}");
    assert!(!html.contains("<img") && !html.contains("<script"), "{html}");
    let ways: Vec<&str> = parts["text/plain"].as_str().unwrap().lines().filter(|line| line.contains("nps=")).collect();
    assert_eq!(ways.len(), 11, "{ways:?}");
    let (score, way) = ways[9].split_once(": ").unwrap();
    assert!(score == "9" && html.contains(&way.replace('&', "&amp;")), "{way} {html}");
    // One click opens the page behind the score, and counts when the form is sent.
    let path = way.strip_prefix(PUBLIC).unwrap();
    let page = Page::open(&server, path);
    assert!(page.says("Anything else?"), "{}", page.answer.body);
    let to = path.split('?').next().unwrap();
    assert!(page.send(&server, to, &[("other", "no"), ("nps", "9")]).says("Thank you"));
    assert_eq!(server.get("/api/v1/surveys/visit/asked")["answered"], 1);
    // Whoever has answered is not reminded.
    hurry(place);
    until_states(&server, "visit", &json!({"sent": 1, "not_needed": 1}));
    assert_eq!(smtp.mails().len(), 1);
    // The button of the mail program.
    let unsubscribe = headers["list-unsubscribe"].as_str().unwrap().replace([' ', '\r', '\n'], "");
    let unsubscribe = unsubscribe.trim_matches(['<', '>']).strip_prefix(PUBLIC).unwrap();
    let body = b"List-Unsubscribe=One-Click";
    let pressed = server.send("POST", unsubscribe, &[("content-type", "application/x-www-form-urlencoded")], body);
    assert_eq!(pressed.status, 200, "{}", pressed.body);
    put(&server, "other", &nps_and_why());
    assert_eq!(send_to(&server, "other", "user_id:ana")["not_asked"], "not_permitted");
}

fn what_cannot_be_sent_now_is_sent_later_or_known(place: &Place) {
    let Some(smtp) = Smtp::start(&[]) else { return };
    let server = place.serve_with(&smtp.config());
    person(&server, place, "a", "refused@example.com");
    person(&server, place, "b", "later@example.com");
    person(&server, place, "c", "");
    put(&server, "visit", &nps_and_why());
    send_to(&server, "visit", "user_id:a");
    until_states(&server, "visit", &json!({"refused": 1}));
    send_to(&server, "visit", "email:later@example.com");
    soon("an attempt", || {
        hurry(place);
        (states(&server, "visit") == json!({"refused": 1, "sent": 1})).then_some(())
    });
    assert_eq!(smtp.mails().len(), 1);
    assert_eq!(send_to(&server, "visit", "user_id:c")["not_asked"], "no_address");
    let path = "/api/v1/surveys/visit/invitations";
    let people = json!([{"identifier": "user_id:a"}]);
    let wrong = server.call("POST", path, &json!({"people": people, "channel": "chat", "send": true}));
    assert!(wrong.status == 400 && wrong.body.contains("mails and messages only"), "{}", wrong.body);
    drop(server);
    let server = place.serve();
    let wrong = server.call("POST", path, &json!({"people": people, "channel": "email", "send": true}));
    assert!(wrong.status == 409 && wrong.body.contains("no mail server"), "{}", wrong.body);
}

fn a_mail_survives_a_crash(place: &Place) {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let server = place.serve_with(&config(&port, "tls = \"none\""));
    person(&server, place, "a", "a@example.com");
    put(&server, "visit", &nps_and_why());
    send_to(&server, "visit", "user_id:a");
    soon("an attempt", || server.log.lock().unwrap().contains("a mail could not be sent").then_some(()));
    server.kill();
    let Some(smtp) = Smtp::start(&["--port", &port]) else { return };
    let server = place.serve_with(&config(&port, "tls = \"none\""));
    hurry(place);
    until_states(&server, "visit", &json!({"sent": 1}));
    assert_eq!(smtp.mails().len(), 1);
}

fn nothing_is_sent_to_who_may_not_be_asked_any_more(place: &Place) {
    let Some(smtp) = Smtp::start(&[]) else { return };
    let server = place.serve_with(&smtp.config());
    known(&server, place);
    put(&server, "visit", &nps_and_why());
    // It is quiet in one of the two for all but a minute: what is asked then waits.
    let set = |rules: &Value| assert_eq!(server.call("PUT", "/api/v1/asking-rules?reason=x", rules).status, 200);
    for zone in ["Pacific/Honolulu", "Europe/Berlin"] {
        let quiet = json!({"from": "12:00", "until": "11:59", "time_zone": zone});
        set(&json!({"days_between": 0, "quiet_hours": quiet}));
        send_to(&server, "visit", "user_id:ana");
        std::thread::park_timeout(std::time::Duration::from_millis(1500));
        if smtp.mails().is_empty() {
            break;
        }
        smtp.mails.lock().unwrap().clear();
    }
    server.post("/api/v1/consents", &json!({"identifier": "user_id:ana", "purpose": "surveys", "granted": false}));
    set(&json!({"days_between": 0}));
    hurry(place);
    soon("that they may not be asked", || (states(&server, "visit")["not_permitted"] == 1).then_some(()));
    assert_eq!(smtp.mails().len(), 0);
    let asked = server.get("/api/v1/surveys/visit/asked");
    assert_eq!(asked["not_asked"], json!({"not_permitted": 1}), "{asked}");
}

#[test]
fn the_way_to_the_mail_server_is_secret_and_it_knows_us() {
    let place = Place::new(crate::harness::Kind::Sqlite).unwrap();
    let own = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let [certificate, key] = ["mail.pem", "mail.key"].map(|name| place.directory.path().join(name));
    std::fs::write(&certificate, own.cert.pem()).unwrap();
    std::fs::write(&key, own.signing_key.serialize_pem()).unwrap();
    let [certificate, key] = [certificate, key].map(|path| path.display().to_string());
    let options = ["--certificate", &certificate, "--key", &key, "--user", "ana", "--password", "s3cret"];
    let Some(smtp) = Smtp::start(&options) else { return };
    let secret = place.directory.path().join("password");
    std::fs::write(&secret, "s3cret\n").unwrap();
    let more = format!("user = \"ana\"\npassword_file = \"{}\"", secret.display());
    let trusted = [("SSL_CERT_FILE", certificate.as_str())];
    let mut server = place.try_serve_as(&config(&smtp.port, &more), &trusted).unwrap();
    server.admin = place.key(&["--role", "admin"]);
    person(&server, &place, "a", "a@example.com");
    put(&server, "visit", &nps_and_why());
    send_to(&server, "visit", "user_id:a");
    until_states(&server, "visit", &json!({"sent": 1}));
    assert_eq!(smtp.mails()[0]["tls"], true);
    drop(server);
    // A certificate that nobody vouches for is not believed, and nothing is sent.
    let mut server = place.try_serve_as(&config(&smtp.port, &more), &[]).unwrap();
    server.admin = place.key(&["--role", "admin"]);
    person(&server, &place, "b", "b@example.com");
    send_to(&server, "visit", "user_id:b");
    soon("an attempt", || server.log.lock().unwrap().contains("a mail could not be sent").then_some(()));
    assert_eq!(smtp.mails().len(), 1);
}
