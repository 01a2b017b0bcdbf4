//! Limits of requests by key and by address, and whom the server believes about addresses.

use serde_json::json;

use crate::harness::{Answer, Kind, Place, Server, basic};

fn ask(server: &Server, key: &str, forwarded: &str) -> Answer {
    let headers = [("authorization", &*format!("Bearer {key}")), ("x-forwarded-for", forwarded)];
    server.send("GET", "/api/v1/sources", &headers, b"")
}

fn limited(server: &Server, by: &str) -> u64 {
    let metrics = server.send("GET", "/metrics", &[("authorization", &format!("Bearer {}", server.admin))], b"");
    let name = format!("throughline_limited_requests_total{{by={by:?}}} ");
    let line = metrics.body.lines().find_map(|line| line.strip_prefix(&name));
    line.unwrap_or_else(|| panic!("no {name} in {}", metrics.body)).parse().unwrap()
}

#[test]
fn a_key_that_asks_too_often_waits_and_others_do_not() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with("[limits]\nrequests_per_minute_per_key = 6");
    let (fast, slow) = (place.key(&["--role", "analyst"]), place.key(&["--role", "analyst"]));
    let answers: Vec<Answer> = (0..8).map(|_| ask(&server, &fast, "")).collect();
    assert!(answers[..6].iter().all(|answer| answer.status == 200));
    let refused = &answers[7];
    assert_eq!(refused.status, 429);
    let wait: u32 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
    assert!(refused.body.contains("more than 6 requests a minute with this key"), "{}", refused.body);
    assert_eq!(ask(&server, &slow, "").status, 200);
    assert!(limited(&server, "key") >= 1 && limited(&server, "address") == 0);
    // Whoever has the directory is not counted.
    for _ in 0..8 {
        place.run(&["keys", "list", "--json"]);
    }
}

#[test]
fn write_keys_have_a_limit_of_their_own_and_public_ones_that_of_addresses_too() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let limits = "[limits]\nrequests_per_minute_per_write_key = 9\nrequests_per_minute_per_address = 4\n";
    let server = place.try_serve(limits).unwrap_or_else(|said| panic!("{said}"));
    let secret = place.key(&["--source", "crm"]);
    let public = place.key(&["--source", "site", "--public"]);
    let event = json!({"type": "track", "event": "e", "userId": "u1"}).to_string();
    let send = |key: &str| server.send("POST", "/v1/track", &[("authorization", &basic(key))], event.as_bytes()).status;
    let taken = |key: &str, times| (0..times).filter(|_| send(key) == 200).count();
    assert_eq!((taken(&secret, 12), taken(&public, 6)), (9, 4));
    assert_eq!(send(&secret), 429);
    // Guessing keys is counted by address as well.
    assert_eq!((send("tl_sec_guess"), ask(&server, "tl_role_guess", "").status), (429, 429));
    let ledger = place.run(&["dropped", "--json"]);
    assert_eq!(ledger["total"], 0);
}

#[test]
fn addresses_are_those_of_connections_unless_a_trusted_proxy_says_otherwise() {
    let of = |config: &str| {
        let place = Place::new(Kind::Sqlite).unwrap();
        let server = place.serve_with(config);
        for forwarded in ["1.1.1.1", "6.6.6.6, 2.2.2.2, 127.9.9.9"] {
            let body = json!({"name": forwarded, "role": "agent"}).to_string();
            let bearer = format!("Bearer {}", server.admin);
            let headers =
                [("authorization", &*bearer), ("content-type", "application/json"), ("x-forwarded-for", forwarded)];
            assert_eq!(server.send("POST", "/api/v1/keys", &headers, body.as_bytes()).status, 201);
        }
        let rows = server.get("/api/v1/audit?who=key:test");
        let rows = rows["items"].as_array().unwrap();
        rows.iter().map(|row| row["address"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of(""), ["127.0.0.1", "127.0.0.1"]);
    assert_eq!(of("trusted_proxies = [\"10.0.0.0/8\"]"), ["127.0.0.1", "127.0.0.1"]);
    assert_eq!(of("trusted_proxies = [\"10.0.0.0/8\", \"127.0.0.0/8\"]"), ["2.2.2.2", "1.1.1.1"]);
}

#[test]
fn each_address_has_its_own_bucket_and_nobody_makes_one_up() {
    let statuses = |config: &str| {
        let place = Place::new(Kind::Sqlite).unwrap();
        let server = place.try_serve(config).unwrap_or_else(|said| panic!("{said}"));
        let key = place.key(&["--role", "analyst"]);
        (0..6).map(|hop| ask(&server, &key, &format!("9.9.9.{hop}")).status).collect::<Vec<_>>()
    };
    let limit = "[limits]\nrequests_per_minute_per_address = 3";
    assert_eq!(statuses(limit), [200, 200, 200, 429, 429, 429]);
    assert_eq!(statuses(&format!("trusted_proxies = [\"127.0.0.1\"]\n{limit}")), [200; 6]);
}
