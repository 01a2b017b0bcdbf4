//! Attacks that every server meets: on its SQL, its paths, its headers.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, escaped, on_both};
use crate::sweep::{Known, calls};

on_both! { no_text_reaches_sql_or_a_header, what_is_masked_cannot_be_guessed_by_searching }

/// What has broken statements, searches, patterns, templates and headers elsewhere.
const TEXTS: [&str; 14] = [
    "' OR '1'='1",
    "'; DROP TABLE audit; --",
    "\" OR 1=1 /*",
    "a\0b",
    "\0",
    "%",
    "_%\\_",
    "\\",
    "\\'; SELECT pg_sleep(9) --",
    "$1 ?1 :a {{7*7}}",
    "NEAR(\"a\" OR * ^ -",
    ":*&|!<->'",
    "\u{202e}\u{feff}\u{1f600}e\u{301}",
    "a\r\nX-Injected: 1\r\n\r\n",
];

fn no_text_reaches_sql_or_a_header(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let known = Known::tell(&server, &shop, "x");
    let document = server.send("GET", "/api/v1/openapi.json", &[], b"").json();
    let audited = server.get("/api/v1/audit")["total"].as_u64().unwrap();
    let mut made = 0;
    for text in TEXTS {
        for call in calls(&document, &known, text) {
            let answer = call.make(&server);
            made += 1;
            assert!(answer.status < 500, "{call:?}: {} {}", answer.status, answer.body);
            assert!(!answer.headers.contains_key("x-injected"), "{call:?}");
            for word in ["syntax error", "SQLITE", "fts5", "tsquery", "pg_"] {
                // What was sent before may be read again, and what is wrong may be said again.
                let echoed = answer.status < 400 || text.contains(word);
                assert!(echoed || !answer.body.contains(word), "{call:?} speaks of the database: {}", answer.body);
            }
        }
    }
    assert!(made > 1000, "only {made} calls");
    assert!(server.get("/api/v1/audit")["total"].as_u64().unwrap() >= audited);
    assert!(server.log.lock().unwrap().lines().all(|line| !line.contains("ERROR")));
    server.stop();
    let report = place.run(&["doctor", "--json"]);
    assert_eq!(report["healthy"], true, "{report}");
}

#[test]
fn the_name_of_an_imported_file_leads_nowhere() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let mapping = "[[interaction]]\noutput = \"x\"\ntime = \"{{ at }}\"\nname = \"X\"\n\
        identifiers = [{ namespace = \"user_id\", value = \"{{ user }}\" }]\n";
    let bearer = format!("Bearer {}", server.admin);
    let send = |method: &str, path: &str, body: &str| {
        let headers = [("authorization", bearer.as_str()), ("content-type", "text/plain")];
        server.send(method, path, &headers, body.as_bytes())
    };
    assert_eq!(send("PUT", "/api/v1/sources/shop/mapping", mapping).status, 204);
    let directories = [place.directory.path().to_owned(), place.data()];
    let listed = || {
        let names = |directory| std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name());
        directories.iter().flat_map(names).collect::<std::collections::BTreeSet<_>>()
    };
    let before = listed();
    let rows = "user,at\nu1,2026-03-01T10:00:00Z\n";
    for (number, name) in
        ["../../../../etc/passwd.csv", "/etc/passwd.csv", "..\\..\\x.csv", "a\0b.csv", "\r\nx.csv", "|id;.csv"]
            .into_iter()
            .enumerate()
    {
        let path = format!("/api/v1/sources/shop/import?file={}&id={}", escaped(name), escaped(name));
        let answer = send("POST", &path, rows);
        assert_eq!(answer.status, 200, "{name:?}: {}", answer.body);
        let import: Value = answer.json();
        assert_eq!(import["rows"], 1, "{name:?} is the body, whatever its name: {import}");
        assert!(!answer.body.contains("root:"), "{number}");
    }
    for name in ["..%2f..%2fx", "..", "%2e%2e", "a%2fb", "a%00b", "%2fetc%2fpasswd"] {
        let answer = send("POST", &format!("/api/v1/sources/{name}/import?file=x.csv"), rows);
        assert!((400..500).contains(&answer.status), "{name}: {}", answer.status);
    }
    assert_eq!(listed(), before);
}

/// Sends bytes as they are, and returns all that comes until the server ends the connection.
fn raw(server: &Server, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.url.strip_prefix("http://").unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    // The server may have heard enough before all is sent.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn requests_that_two_parsers_would_read_differently_are_refused() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let whole = raw(&server, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert!(whole.starts_with("HTTP/1.1 200"), "{whole}");
    let requests: [&[u8]; 7] = [
        b"POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        b"POST /v1/batch HTTP/1.1\r\nHost: x\r\nContent-Length: +4\r\n\r\nabcd",
        b"POST /v1/batch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, x\r\n\r\n0\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\r\n c: d\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n",
        b"GET /healthz\rX: HTTP/1.1\r\nHost: x\r\n\r\n",
    ];
    for request in requests {
        let answer = raw(&server, request);
        let shown = String::from_utf8_lossy(request).into_owned();
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{shown:?}: {answer}");
        assert!(answer.matches("HTTP/1.1 ").count() <= 1, "{shown:?} is answered twice: {answer}");
    }
    // What is in a path stays in the path.
    let answer = raw(&server, b"GET /x%0d%0aX-Injected:%201%0d%0a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 404") && !answer.to_lowercase().contains("\nx-injected"), "{answer}");
}

#[test]
fn heads_that_are_too_large_are_refused() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let long = |name: &str| format!("GET /healthz HTTP/1.1\r\nHost: x\r\n{name}: {}\r\n\r\n", "a".repeat(2 << 20));
    let many = format!("GET /healthz HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-Many: a\r\n".repeat(5000));
    let path = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(1 << 20));
    for request in [long("X-Long"), long("Cookie"), long("Authorization"), many, path] {
        let answer = raw(&server, request.as_bytes());
        let refused = ["HTTP/1.1 431", "HTTP/1.1 414", "HTTP/1.1 400"].iter().any(|status| answer.starts_with(status));
        assert!(answer.is_empty() || refused, "{}: {}", &request[..40], &answer[..answer.len().min(200)]);
    }
    assert_eq!(server.send("GET", "/healthz", &[], b"").status, 200);
}

/// No address that somebody gives makes the server call there: only its configuration does.
#[test]
fn no_address_in_a_request_is_called() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let at = listener.local_addr().unwrap();
    let nobody_called = |what: &str| assert!(listener.accept().is_err(), "{what} makes the server call {at}");
    let known = Known::tell(&server, &shop, "x");
    let document = server.send("GET", "/api/v1/openapi.json", &[], b"").json();
    let texts = [
        format!("http://{at}/x"),
        format!("https://{at}/x"),
        format!("//{at}/x"),
        at.to_string(),
        format!("postgres://{at}/x"),
        format!("email:x@{at}"),
        format!("\\\\{at}\\x"),
    ];
    let mut made = 0;
    for text in &texts {
        for call in calls(&document, &known, text) {
            call.make(&server);
            made += 1;
            nobody_called(&format!("{call:?}"));
        }
    }
    assert!(made > 500, "only {made} calls");
    // Every way in, and headers in which others believe.
    let url = &texts[0];
    let event = json!({"type": "identify", "userId": url, "messageId": url, "event": url,
        "traits": {"avatar": url, "website": url, "address": url}, "properties": {"url": url, "referrer": url, "$ref": url},
        "context": {"page": {"url": url, "referrer": url}, "library": {"name": url}, "externalIds": [{"id": url, "type": "url"}],
            "interaction": {"touchpoint": url, "text": format!("<img src={url}>")}}});
    server.batch(&shop, &[event]);
    let cloud = json!({"specversion": "1.0", "id": url, "source": url, "type": url, "dataschema": url, "dataref": url,
        "subject": url, "data": {"url": url}});
    let bearer = format!("Bearer {shop}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/cloudevents+json")];
    server.send("POST", "/v1/events", &headers, cloud.to_string().as_bytes());
    let admin = format!("Bearer {}", server.admin);
    let believed = [
        "host",
        "x-forwarded-host",
        "x-forwarded-for",
        "forwarded",
        "origin",
        "referer",
        "x-original-url",
        "webhook-request-origin",
        "webhook-request-callback",
        "ce-dataschema",
    ];
    for header in believed {
        server.send("GET", "/api/v1/people", &[("authorization", &admin), (header, &at.to_string())], b"");
        server.send("OPTIONS", "/v1/events", &[("authorization", &bearer), (header, url)], b"");
    }
    // What a mapping makes of a row is text.
    let mapping = format!(
        "[[interaction]]\noutput = \"x\"\ntime = \"{{{{ at }}}}\"\nname = \"{url}\"\ntext = \"{{{{ url }}}}\"\n\
         identifiers = [{{ namespace = \"user_id\", value = \"{{{{ url }}}}\" }}]\n"
    );
    let headers = [("authorization", admin.as_str()), ("content-type", "text/plain")];
    let put = server.send("PUT", "/api/v1/sources/shop/mapping", &headers, mapping.as_bytes());
    assert_eq!(put.status, 204, "{}", put.body);
    let rows = format!("at,url\n2026-03-01T10:00:00Z,{url}\n");
    let taken = server.send(
        "POST",
        &format!("/api/v1/sources/shop/import?file={}", escaped(&format!("{url}.csv"))),
        &headers,
        rows.as_bytes(),
    );
    assert_eq!(taken.json()["stored"], 1, "{}", taken.body);
    for outside in ["{% include 'http://x' %}", "{{ fetch(at) }}", "{% import 'x' as y %}", "{{ lookup('url', at) }}"] {
        let mapping = mapping.replace("{{ url }}", outside);
        server.send("PUT", "/api/v1/sources/shop/mapping", &headers, mapping.as_bytes());
        server.send("POST", "/api/v1/sources/shop/import?file=x.csv", &headers, rows.as_bytes());
    }
    server.folded();
    std::thread::park_timeout(Duration::from_millis(500));
    nobody_called("something that was taken in");
}

/// Scripts, in whatever makes a page run them.
const SCRIPTS: [&str; 5] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>",
    "</style></title><iframe src=javascript:alert(1)>",
    "<!--<b onmouseover=alert(1)>",
];

#[test]
fn no_page_runs_what_was_sent() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let events: Vec<Value> = SCRIPTS
        .iter()
        .enumerate()
        .map(|(n, text)| {
            json!({"type": "identify", "userId": "ana", "anonymousId": text, "messageId": format!("m{n}"), "event": text,
                "traits": {*text: text, "name": text}, "properties": {*text: {*text: [text]}},
                "context": {*text: text, "consent": {"categoryPreferences": {*text: false}},
                    "externalIds": [{"id": text, "type": "card"}], "interaction": {"text": text, "channel": text,
                    "touchpoint": text, "department": text, "team": text, "location": text, "employee": text,
                    "subjects": [{"kind": "account", "id": text, "role": "holder", "facts": {*text: text}}]}}})
        })
        .collect();
    server.batch(&shop, &events);
    let dropped = json!({"type": SCRIPTS[0], "userId": "ana", "messageId": "d"});
    server.batch(&shop, &[dropped]);
    for text in SCRIPTS {
        let path = format!("/api/v1/purposes/{}", escaped(text));
        assert_eq!(server.call("PUT", &path, &json!({"basis": "consent"})).status, 200);
    }
    let ana = server.id("user_id:ana");
    let link = server.post(&format!("/api/v1/people/{ana}/preference-link"), &json!({"identifier": "user_id:ana"}));
    let link = link["path"].as_str().unwrap();
    let admin = format!("Bearer {}", server.admin);
    let get = |path: &str| server.send("GET", path, &[("authorization", &admin)], b"");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let said = format!("{}=yes&x={}", escaped(SCRIPTS[1]), escaped(SCRIPTS[0]));
    let pages = [
        get(&format!("/api/v1/people/{ana}/export?format=html")),
        get(link),
        server.send("POST", link, &form, said.as_bytes()),
    ];
    for page in &pages {
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(page.headers["content-type"].to_str().unwrap().starts_with("text/html"));
        assert!(page.body.contains("alert(1)"), "nothing was tried");
        let lower = page.body.to_lowercase();
        for tag in ["<script", "<img", "<svg", "<iframe", "<!--", "<b "] {
            assert!(!lower.contains(tag), "{tag} in {}", page.body);
        }
        // Nothing ends the attribute that it stands in.
        assert!(!page.body.contains("name=\"\">") && !page.body.contains("name=\"'>"), "{}", page.body);
        assert_eq!(page.headers["x-content-type-options"], "nosniff");
        let policy = page.headers.get("content-security-policy").map(|policy| policy.to_str().unwrap().to_owned());
        let policy = policy.unwrap_or_else(|| panic!("a page without a policy: {:?}", page.headers));
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    }
    // Whatever else carries it is no page, and no browser takes it for one.
    for path in [
        "/api/v1/people?facts=true".to_owned(),
        "/api/v1/dropped".to_owned(),
        "/api/v1/accounts".to_owned(),
        format!("/api/v1/people/{ana}/export"),
        format!("/api/v1/people?q={}", escaped(SCRIPTS[0])),
        format!("/api/v1/{}", escaped(SCRIPTS[0])),
        format!("/preferences/{}", escaped(SCRIPTS[0])),
        format!("/api/v1/people?{}=1", escaped(SCRIPTS[0])),
        format!("/api/v1/session/oidc/callback?error={}", escaped(SCRIPTS[0])),
        "/metrics".to_owned(),
    ] {
        let answer = get(&path);
        let kind = answer.headers["content-type"].to_str().unwrap();
        assert!(kind.contains("json") || kind.starts_with("text/plain"), "{path}: {kind}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
    }
}

/// Searching looks at what a reader is shown: a hidden number cannot be found out digit by digit.
fn what_is_masked_cannot_be_guessed_by_searching(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let said = "my card is 4111 1111 1111 1111 and zoe@example.com knows";
    server.batch(
        &shop,
        &[json!({"type": "track", "event": "said", "userId": "ana", "messageId": "m1",
            "context": {"interaction": {"text": said}}})],
    );
    let ana = server.id("user_id:ana");
    let (agent, analyst) = (place.key(&["--role", "agent"]), place.key(&["--role", "analyst"]));
    let total = |key: &str, path: &str| {
        let bearer = format!("Bearer {key}");
        let answer = server.send("GET", path, &[("authorization", &bearer)], b"");
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()["total"].as_u64().unwrap()
    };
    for _ in 0..2 {
        let timeline = format!("/api/v1/people/{ana}/timeline");
        for (key, words, found) in [
            (&server.admin, "4111+1", 1),
            (&server.admin, "zoe", 1),
            (&agent, "4111", 0),
            (&agent, "41", 0),
            (&agent, "card+4111+1", 0),
            (&agent, "1111", 1),
            (&agent, "zoe", 1),
            (&agent, "my+card", 1),
            (&analyst, "zoe", 0),
            (&analyst, "example", 0),
            (&analyst, "411", 0),
            (&analyst, "card+is", 1),
        ] {
            assert_eq!(total(key, &format!("/api/v1/people?q={words}")), found, "{words}");
            assert_eq!(total(key, &format!("{timeline}?text={words}")), found, "{words} in the timeline");
        }
        server.folded();
    }
}
