//! Surveys by SMS and by voice: handed over by signed webhooks, and answered by those of Twilio's form.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::Sha256;

use crate::harness::{Answer, Place, Server, on_both, soon};
use crate::surveys::{put, survey, text};

on_both! {
    a_survey_is_answered_by_sms,
    a_survey_is_answered_on_a_phones_keys,
    only_the_provider_is_believed_and_stop_is_heeded,
}

const PUBLIC: &str = "https://feedback.example.com";
const TOKEN: &str = "twilio-t0ken";
const PHONE: &str = "+447700900123";

/// Whoever sends messages for us: takes what is handed over, and refuses the first of it.
struct Sender {
    address: String,
    taken: Arc<Mutex<Vec<(String, String)>>>,
}

impl Sender {
    fn start() -> Sender {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/send", listener.local_addr().unwrap());
        let taken: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let kept = taken.clone();
        std::thread::spawn(move || {
            let mut is_first = true;
            for mut stream in listener.incoming().map_while(Result::ok) {
                let (mut head, mut byte) = (Vec::new(), [0]);
                while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
                    head.push(byte[0]);
                }
                let head = String::from_utf8_lossy(&head).to_lowercase();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
                stream.read_exact(&mut body).unwrap();
                let status = if is_first { "503 Busy" } else { "200 OK" };
                let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                if !is_first {
                    kept.lock().unwrap().push((head, String::from_utf8(body).unwrap()));
                }
                is_first = false;
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Sender { address, taken }
    }
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap().trim()
}

fn config() -> String {
    format!("public_url = \"{PUBLIC}\"\nwebhook_networks = [\"127.0.0.0/8\"]\n")
}

/// A server with a sender for a channel and somebody who can be asked; the secret by which our webhooks are signed.
fn ready(place: &Place, channel: &str) -> (Server, Sender, String) {
    let (server, sender) = (place.serve_with(&config()), Sender::start());
    let body = json!({"deliver_to": sender.address, "twilio_auth_token": TOKEN});
    let answer = server.call("PUT", &format!("/api/v1/messengers/{channel}"), &body);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let secret = answer.json()["signing_secret"].as_str().unwrap().to_owned();
    let shown = server.get("/api/v1/messengers");
    assert!(shown["total"] == 1 && shown["items"][0]["takes_twilio"] == true, "{shown}");
    assert!(!shown.to_string().contains(TOKEN) && !shown.to_string().contains("whsec_"), "{shown}");
    let key = place.key(&["--source", "shop"]);
    let traits = json!({"phone": PHONE, "email": "ana@example.com"});
    server.batch(&key, &[json!({"type": "identify", "userId": "ana", "messageId": "m1", "traits": traits})]);
    server.folded();
    (server, sender, secret)
}

fn three() -> Value {
    survey(&json!([
        {"id": "nps", "text": text("Would you recommend us?"), "answer": {"kind": "nps"}},
        {"id": "way", "text": text("How did you reach us?"), "show_if": [{"question": "nps", "at_most": 8}],
         "answer": {"kind": "single", "options": [
            {"id": "phone", "text": text("By phone")}, {"id": "shop", "text": text("In a shop")}]}},
        {"id": "why", "text": text("Why?"), "answer": {"kind": "text"}},
    ]))
}

fn invite(server: &Server, channel: &str) -> Value {
    let people = json!([{"identifier": "user_id:ana"}]);
    let path = "/api/v1/surveys/visit/invitations";
    server.post(path, &json!({"people": people, "channel": channel, "send": true}))["items"][0].clone()
}

/// A request as Twilio makes it; the path with its query.
fn twilio(server: &Server, path: &str, fields: &[(&str, &str)], token: &str) -> Answer {
    let mut sorted = fields.to_vec();
    sorted.sort_unstable();
    let mut mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).unwrap();
    mac.update(format!("{PUBLIC}{path}").as_bytes());
    for (name, value) in sorted {
        mac.update(format!("{name}{value}").as_bytes());
    }
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    let escaped = |text: &str| crate::harness::escaped(text);
    let form: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("x-twilio-signature", signature.as_str())];
    server.send("POST", path, &headers, form.join("&").as_bytes())
}

fn sms(server: &Server, id: &str, said: &str) -> String {
    let fields = [("From", PHONE), ("To", "+441234"), ("Body", said), ("MessageSid", id)];
    let answer = twilio(server, "/v1/messages/twilio/sms", &fields, TOKEN);
    assert_eq!((answer.status, answer.headers["content-type"].to_str().unwrap()), (200, "text/xml; charset=utf-8"));
    answer.body
}

fn timeline(server: &Server, name: &str) -> Vec<Value> {
    let path = format!("/api/v1/people/{}/timeline", server.id("user_id:ana"));
    let items = server.get(&path)["items"].as_array().unwrap().clone();
    items.into_iter().filter(|item| item["name"] == name).collect()
}

fn a_survey_is_answered_by_sms(place: &Place) {
    let (server, sender, secret) = ready(place, "sms");
    put(&server, "visit", &three());
    assert_eq!(invite(&server, "sms")["not_asked"], Value::Null);
    // The first attempt is refused: it is tried again.
    soon("a second attempt", || {
        place.sql("UPDATE feedback_messages SET next_at = 0 WHERE state = 'waiting' AND error IS NOT NULL");
        (!sender.taken.lock().unwrap().is_empty()).then_some(())
    });
    let (head, body) = sender.taken.lock().unwrap()[0].clone();
    let said: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&said["type"], &said["data"]["to"]), (&json!("survey.invitation"), &json!(PHONE)));
    let asked = said["data"]["text"].as_str().unwrap();
    assert!(asked.starts_with("Would you recommend us? (0-10) https://feedback.example.com/s/visit/w_"), "{asked}");
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{}.{}.{body}", header(&head, "webhook-id"), header(&head, "webhook-timestamp")).as_bytes());
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    assert_eq!(header(&head, "webhook-signature"), expected.to_lowercase());
    soon("that it is sent", || {
        (server.get("/api/v1/messengers")["items"][0]["messages"] == json!({"sent": 1})).then_some(())
    });
    // What is no answer is a message like any other, and the question is put again.
    assert!(sms(&server, "SM0", "who is this?").contains("Would you recommend us? (0-10)"));
    let next = sms(&server, "SM1", "7");
    assert!(next.contains("<Message>How did you reach us? (1 By phone, 2 In a shop)</Message>"), "{next}");
    // A provider that asks twice is answered twice, and heard once.
    assert_eq!(sms(&server, "SM1", "7"), next);
    assert!(sms(&server, "SM2", "2").contains("Why?"));
    let over = sms(&server, "SM3", "Nobody was <there>");
    assert!(over.contains("Thank you"), "{over}");
    assert!(!sms(&server, "SM3", "Nobody was <there>").contains("Message"));
    let answers = timeline(&server, "Survey Answered");
    assert_eq!(
        (answers.len(), &answers[0]["channel"], &answers[0]["text"]),
        (1, &json!("sms"), &json!("Nobody was <there>"))
    );
    let whole = server.get(&format!("/api/v1/interactions/{}", answers[0]["id"].as_str().unwrap()));
    assert_eq!(whole["properties"]["answers"], json!({"nps": 7, "way": "shop", "why": "Nobody was <there>"}));
    // Nothing is asked any more: what comes now is a message.
    sms(&server, "SM4", "9");
    let texts: Vec<Value> = timeline(&server, "SMS Received").iter().map(|item| item["text"].clone()).collect();
    assert!(texts.len() == 2 && texts.contains(&json!("9")) && texts.contains(&json!("who is this?")), "{texts:?}");
    // A score with words behind it answers both.
    assert_eq!(server.call("PUT", "/api/v1/asking-rules?reason=x", &json!({"days_between": 0})).status, 200);
    assert_eq!(invite(&server, "sms")["not_asked"], Value::Null);
    assert!(sms(&server, "SM5", "9 great service").contains("Thank you"));
    assert_eq!(timeline(&server, "Survey Answered").len(), 2);
}

fn a_survey_is_answered_on_a_phones_keys(place: &Place) {
    let (server, sender, _) = ready(place, "voice");
    put(&server, "visit", &three());
    invite(&server, "voice");
    soon("the call to be made", || {
        place.sql("UPDATE feedback_messages SET next_at = 0 WHERE state = 'waiting' AND error IS NOT NULL");
        (!sender.taken.lock().unwrap().is_empty()).then_some(())
    });
    let said: Value = serde_json::from_str(&sender.taken.lock().unwrap()[0].1).unwrap();
    let path = said["data"]["answer_url"].as_str().unwrap().strip_prefix(PUBLIC).unwrap().to_owned();
    let press = |path: &str, digits: &str| {
        let fields = [("CallSid", "CA1"), ("From", "+441234"), ("To", PHONE), ("Digits", digits)];
        let fields = if digits.is_empty() { &fields[..3] } else { &fields[..] };
        let answer = twilio(&server, path, fields, TOKEN);
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    };
    let first = press(&path, "");
    assert!(first.contains("<Say language=\"en\">Would you recommend us? (0-10)</Say>"), "{first}");
    assert!(first.contains("numDigits=\"2\"") && first.contains("q=nps"), "{first}");
    let at = |question: &str| format!("{path}&q={question}");
    assert!(press(&at("nps"), "99").contains("q=nps"), "what is off the scale is asked again");
    let second = press(&at("nps"), "0");
    assert!(second.contains("How did you reach us?") && second.contains("q=way"), "{second}");
    assert_eq!(press(&at("nps"), "0"), second);
    // What keys cannot answer is not asked on them.
    let over = press(&at("way"), "1");
    assert!(over.contains("<Say>Thank you") && over.contains("<Hangup/>"), "{over}");
    assert!(press(&at("way"), "1").contains("<Response><Hangup/></Response>"));
    let answers = timeline(&server, "Survey Answered");
    assert_eq!((answers.len(), &answers[0]["channel"]), (1, &json!("voice")));
}

fn only_the_provider_is_believed_and_stop_is_heeded(place: &Place) {
    let (server, _sender, _) = ready(place, "sms");
    put(&server, "visit", &three());
    let fields = [("From", PHONE), ("Body", "9"), ("MessageSid", "SM1")];
    let path = "/v1/messages/twilio/sms";
    assert_eq!(twilio(&server, path, &fields, "another").status, 403);
    assert_eq!(server.send("POST", path, &[], b"From=%2B447700900123&Body=9").status, 403);
    assert_eq!(twilio(&server, &format!("{path}?x=1"), &fields, TOKEN).status, 200, "the whole address is signed");
    assert_eq!(twilio(&server, "/v1/messages/twilio/voice", &fields, TOKEN).status, 404, "nobody calls for us");
    assert_eq!(invite(&server, "sms")["not_asked"], Value::Null);
    assert!(!sms(&server, "SM2", " Stop ").contains("Message"));
    soon("that it is not sent", || {
        let counts = server.get("/api/v1/messengers")["items"][0]["messages"].clone();
        place.sql("UPDATE feedback_messages SET next_at = 0 WHERE state = 'waiting'");
        (counts["waiting"].is_null()).then_some(())
    });
    assert_eq!(server.call("PUT", "/api/v1/asking-rules?reason=x", &json!({"days_between": 0})).status, 200);
    assert_eq!(invite(&server, "sms")["not_asked"], "not_permitted");
    // Nobody sends by voice, and nothing is handed over within private networks that nobody allows.
    let people = json!([{"identifier": "user_id:ana"}]);
    let path = "/api/v1/surveys/visit/invitations";
    let wrong = server.call("POST", path, &json!({"people": people, "channel": "voice", "send": true}));
    assert!(wrong.status == 409 && wrong.body.contains("/api/v1/messengers/voice"), "{}", wrong.body);
    let wrong = server.call("PUT", "/api/v1/messengers/voice", &json!({"deliver_to": "https://10.0.0.1/send"}));
    assert!(wrong.status == 400 && wrong.body.contains("private network"), "{}", wrong.body);
    assert_eq!(server.call("DELETE", "/api/v1/messengers/sms", &Value::Null).status, 204);
    assert_eq!(server.call("DELETE", "/api/v1/messengers/sms", &Value::Null).status, 404);
    assert!(!server.log.lock().unwrap().contains(TOKEN) && !server.get("/api/v1/audit").to_string().contains(TOKEN));
}
