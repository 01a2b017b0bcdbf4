//! Streams: they end with what they were opened with, and show what their reader sees now.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, on_both};
use crate::sessions::{Browser, add};

on_both! { a_stream_ends_with_what_it_was_opened_with, a_stream_shows_a_part_its_own }

/// A stream that somebody listens to.
struct Listening {
    heard: Arc<Mutex<String>>,
    ended: Arc<AtomicBool>,
}

impl Listening {
    fn open(server: &Server, header: &str) -> Listening {
        let mut stream = TcpStream::connect(server.url.strip_prefix("http://").unwrap()).unwrap();
        let request = format!("GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let (heard, ended) = (Arc::new(Mutex::new(String::new())), Arc::new(AtomicBool::new(false)));
        let listening = Listening { heard: heard.clone(), ended: ended.clone() };
        std::thread::spawn(move || {
            let mut portion = [0; 4096];
            while let Ok(count @ 1..) = stream.read(&mut portion) {
                heard.lock().unwrap().push_str(&String::from_utf8_lossy(&portion[..count]));
            }
            ended.store(true, Ordering::SeqCst);
        });
        listening.within(10, "the stream opens", |heard, _| heard.contains("text/event-stream"));
        listening
    }

    /// Waits until something holds of what was heard and of whether it is over; so many seconds at most.
    fn within(&self, seconds: u64, what: &str, holds: impl Fn(&str, bool) -> bool) {
        let started = Instant::now();
        loop {
            let heard = self.heard.lock().unwrap().clone();
            if holds(&heard, self.ended.load(Ordering::SeqCst)) {
                return;
            }
            assert!(started.elapsed() < Duration::from_secs(seconds), "{what} is not so after {seconds} s: {heard}");
            std::thread::park_timeout(Duration::from_millis(20));
        }
    }

    fn hears(&self, text: &str) {
        self.within(10, &format!("that {text} is heard"), |heard, _| heard.contains(text));
    }

    fn ends(&self, why: &str) {
        self.within(8, why, |_, ended| ended);
    }
}

fn say(server: &Server, key: &str, id: &str, department: &str) {
    server.batch(
        key,
        &[json!({"type": "track", "event": id, "userId": "ana", "messageId": id,
            "context": {"interaction": {"department": department, "text": format!("said {id}")}}})],
    );
}

fn bearer(key: &str) -> String {
    format!("Authorization: Bearer {key}")
}

fn a_stream_ends_with_what_it_was_opened_with(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let kept = place.key(&["--role", "agent"]);
    let stays = Listening::open(&server, &bearer(&kept));
    let key = server.post("/api/v1/keys", &json!({"name": "desk", "role": "agent"}));
    let of_key = Listening::open(&server, &bearer(key["key"].as_str().unwrap()));
    let sign_in = |name: &str| {
        let id = add(&server, name, "agent");
        let browser = Browser::sign_in(&server, name);
        let listening = Listening::open(&server, &format!("Cookie: {}", browser.cookie));
        (format!("/api/v1/users/{id}"), browser, listening)
    };
    let (_, signs_out, signed_out) = sign_in("out");
    let (disabled, _, of_disabled) = sign_in("disabled");
    let (removed, _, of_removed) = sign_in("removed");
    let (narrowed, _, of_narrowed) = sign_in("narrowed");
    let (lowered, _, of_lowered) = sign_in("lowered");
    let (reset, _, of_reset) = sign_in("reset");
    say(&server, &shop, "first", "Care");
    let all = [&of_key, &signed_out, &of_disabled, &of_removed, &of_narrowed, &of_lowered, &of_reset];
    for listening in all.iter().chain([&&stays]) {
        listening.hears("said first");
    }
    let id = key["id"].as_str().unwrap();
    assert_eq!(server.call("DELETE", &format!("/api/v1/keys/{id}"), &Value::Null).status, 204);
    assert_eq!(signs_out.send(&server, "DELETE", "/api/v1/session", &Value::Null).status, 204);
    assert_eq!(server.call("PATCH", &disabled, &json!({"disabled": true})).status, 200);
    assert_eq!(server.call("DELETE", &removed, &Value::Null).status, 204);
    assert_eq!(server.call("PATCH", &narrowed, &json!({"scope": {"department": ["Billing"]}})).status, 200);
    assert_eq!(server.call("PATCH", &lowered, &json!({"role": "executive"})).status, 200);
    server.post(&format!("{reset}/password"), &json!({}));
    for (listening, why) in all.iter().zip(["key", "sign out", "disabled", "removed", "narrowed", "lowered", "reset"]) {
        listening.ends(why);
    }
    say(&server, &shop, "second", "Care");
    stays.hears("said second");
    assert!(all.iter().all(|listening| !listening.heard.lock().unwrap().contains("said second")));
}

fn a_stream_shows_a_part_its_own(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let put = |path: &str, body: &Value| {
        assert_eq!(server.call("PUT", &format!("/api/v1/organisation/{path}"), body).status, 200);
    };
    put("brands/Halden", &json!({}));
    put("departments/Billing", &json!({"brand": "Halden"}));
    put("departments/Care", &json!({"brand": "Halden"}));
    let key = |scope: &str| place.key(&["--role", "agent", "--scope", scope]);
    let (billing, brand) = (key("department:Billing"), key("brand:Halden"));
    let (of_billing, of_brand) =
        (Listening::open(&server, &bearer(&billing)), Listening::open(&server, &bearer(&brand)));
    say(&server, &shop, "one", "Care");
    say(&server, &shop, "two", "Billing");
    of_billing.hears("said two");
    of_brand.hears("said two");
    assert!(!of_billing.heard.lock().unwrap().contains("said one"));
    assert!(of_brand.heard.lock().unwrap().contains("said one"));
    // A department that leaves the brand leaves its streams.
    put("departments/Care", &json!({}));
    say(&server, &shop, "three", "Care");
    say(&server, &shop, "four", "Billing");
    of_brand.hears("said four");
    assert!(!of_brand.heard.lock().unwrap().contains("said three"));
}

/// A stream that is open does not count as requests that keep a session alive, nor against the limits of its key.
#[test]
fn looking_whether_a_stream_may_go_on_is_no_request() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with("[limits]\nrequests_per_minute_per_key = 2");
    let key = place.key(&["--role", "agent"]);
    let listening = Listening::open(&server, &bearer(&key));
    std::thread::sleep(Duration::from_secs(7));
    assert!(!listening.ended.load(Ordering::SeqCst));
    let headers = [("authorization", &*format!("Bearer {key}"))];
    assert_eq!(server.send("GET", "/api/v1/people", &headers, b"").status, 200);
}
