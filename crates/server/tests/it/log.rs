//! The log: nobody is in it, whatever is asked, sent or broken, and machines can read it.

use serde_json::{Value, json};

use crate::harness::{Place, Server, basic, gzip, on_both};
use crate::sweep::{Known, calls};

on_both! { nobody_is_in_the_log }

/// A word that stands nowhere but in what the test sends.
const MARK: &str = "Zyxomarkov";

fn nobody_is_in_the_log(place: &Place) {
    let environment = [("THROUGHLINE_LOG", "debug"), ("THROUGHLINE_LOG_FORMAT", "json")];
    let mut server = place.try_serve_as("", &environment).unwrap_or_else(|said| panic!("{said}"));
    server.admin = place.key(&["--role", "admin"]);
    let shop = place.key(&["--source", "shop"]);
    let site = place.key(&["--source", "site", "--public"]);
    let known = Known::tell(&server, &shop, MARK);
    let document = server.send("GET", "/api/v1/openapi.json", &[], b"").json();
    for text in [MARK, "ana@Zyxomarkov.example", "user_id:uZyxomarkov", "Zyxomarkov' \0 {{ \" \\"] {
        for call in calls(&document, &known, text) {
            call.make(&server);
        }
    }
    for query in ["SELECT position FROM interactions WHERE text = '%'", "SELECT '%'", "SELECT \"%\" FROM people", "'%"]
    {
        server.call("POST", "/api/v1/sql", &json!({"query": query.replace('%', MARK)}));
    }
    intake(&server, &shop, &site);
    files(&server);
    let (admin, log) = (server.admin.clone(), server.log.clone());
    server.stop();
    let started = std::time::Instant::now();
    while !log.lock().unwrap().contains("stopping") {
        assert!(started.elapsed().as_secs() < 10, "the log does not end");
    }
    let log = log.lock().unwrap().clone();
    // SQLite's part has nothing to say to those who look for faults.
    assert!(log.contains("DEBUG") || !place.is_postgres(), "the log is not as wordy as it was asked to be");
    for line in log.lines() {
        let lower = line.to_lowercase();
        assert!(!lower.contains(&MARK.to_lowercase()), "{line}");
        assert!(![&admin, &shop, &site].iter().any(|key| line.contains(key.as_str())), "{line}");
        let parsed: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"));
        assert!(parsed["level"].is_string() && parsed["timestamp"].is_string(), "{line}");
    }
}

/// Every way in, with what is right and what is not.
fn intake(server: &Server, shop: &str, site: &str) {
    let call = json!({"userId": MARK, "event": MARK, "name": MARK, "messageId": MARK, "properties": {"text": MARK},
        "traits": {"email": format!("{MARK}@example.com")}, "timestamp": MARK});
    let event = json!({"specversion": "1.0", "id": MARK, "source": MARK, "type": MARK, "subject": format!("email:{MARK}"),
        "data": {"text": MARK, "channel": MARK}});
    let broken = [
        call.to_string(),
        json!({"batch": [call, MARK, {"type": MARK}, {"type": "track", "userId": {"x": MARK}}]}).to_string(),
        event.to_string(),
        format!("{{\"userId\": \"{MARK}\""),
        format!("{{\"userId\": \"{MARK}\", \"event\": {MARK}}}"),
        format!("[\"{MARK}\", {MARK}"),
        MARK.to_owned(),
        format!("{MARK}\0\\u12"),
    ];
    let paths = ["track", "identify", "page", "screen", "group", "alias", "batch", "import", "events", "m", MARK];
    let paths = paths.map(|path| format!("/v1/{path}")).into_iter();
    for path in
        paths.chain([format!("/v1/hooks/{MARK}"), "/v1/hooks/shop".to_owned(), format!("/v1/projects/{MARK}/settings")])
    {
        for key in [shop, site, MARK] {
            for kind in ["application/json", "application/cloudevents+json", "application/cloudevents-batch+json", MARK]
            {
                for body in &broken {
                    let (basic, bearer) = (basic(key), format!("Bearer {key}"));
                    for authorization in [&basic, &bearer] {
                        let headers =
                            [("authorization", authorization.as_str()), ("content-type", kind), ("cookie", MARK)];
                        server.send("POST", &path, &headers, body.as_bytes());
                    }
                }
            }
        }
    }
    let mut cut = gzip(broken[0].as_bytes());
    cut.truncate(cut.len() / 2);
    for (encoding, body) in
        [("gzip", cut), (MARK, broken[0].clone().into_bytes()), ("gzip", broken[0].clone().into_bytes())]
    {
        let headers = [("authorization", &*basic(shop)), ("content-encoding", encoding)];
        server.send("POST", "/v1/track", &headers, &body);
    }
    server.send("GET", &format!("/{MARK}?q={MARK}"), &[("authorization", MARK), ("x-forwarded-for", MARK)], b"");
}

/// Files, with rows that cannot be read.
fn files(server: &Server) {
    let mapping = "[[interaction]]\noutput = \"x\"\ntime = \"{{ at }}\"\nname = \"{{ what }}\"\n\
        identifiers = [{ namespace = \"user_id\", value = \"{{ user }}\" }]\n";
    let bearer = format!("Bearer {}", server.admin);
    let send = |method: &str, path: &str, body: &str| {
        let headers = [("authorization", bearer.as_str()), ("content-type", "text/plain")];
        server.send(method, path, &headers, body.as_bytes()).status
    };
    assert_eq!(send("PUT", "/api/v1/sources/shop/mapping", mapping), 204);
    let rows = format!("user,at,what\n{MARK},2026-03-01T10:00:00Z,{MARK}\n{MARK},{MARK},{MARK}\n{MARK}\n\"{MARK}");
    for name in ["x.csv", "x.json", "x.jsonl", "x.parquet", "x.csv.gz", MARK] {
        send("POST", &format!("/api/v1/sources/shop/import?file={name}"), &rows);
    }
    send("PUT", "/api/v1/sources/shop/mapping", &format!("{MARK} = {{{{ {MARK} | {MARK} }}}}"));
}
