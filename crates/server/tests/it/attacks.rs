//! Attacks that every server meets: on its SQL, its paths, its headers.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::Value;

use crate::harness::{Kind, Place, Server, escaped, on_both};
use crate::sweep::{Known, calls};

on_both! { no_text_reaches_sql_or_a_header }

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
