//! SQL over HTTP and on the command line: answers, formats, limits, who sees what, and how a query is ended.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, on_both, root};
use crate::lake::{config, rows};

on_both! { the_examples_of_the_document_are_answered }

fn ask(server: &Server, key: &str, body: &Value) -> crate::harness::Answer {
    let bearer = format!("Bearer {key}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    server.send("POST", "/api/v1/sql", &headers, body.to_string().as_bytes())
}

/// A customer's and an employee's contacts.
fn tell(server: &Server, shop: &str) {
    let event = |id: &str, user: &str, channel: &str, day: u32, more: &Value| {
        let mut one = json!({"type": "track", "event": "Contact", "userId": user, "messageId": id,
            "timestamp": format!("2026-03-{day:02}T10:00:00Z"), "properties": {"nps": 9, "page": {"path": "/help"}},
            "context": {"interaction": {"channel": channel, "department": "Care", "touchpoint": format!("{channel}.care"),
                "text": "mail ana@example.com, card 4111 1111 1111 1111",
                "questions": [{"fact": "plan", "purpose": "service"}]}}});
        for (name, value) in more.as_object().unwrap() {
            one["context"]["interaction"][name] = value.clone();
        }
        one
    };
    let plan = |id: &str, user: &str, plan: &str, day: u32, relation: &str| {
        json!({"type": "identify", "userId": user, "messageId": id, "timestamp": format!("2026-03-{day:02}T11:00:00Z"),
            "traits": {"plan": plan}, "context": {"interaction": {"channel": "form", "relation": relation}}})
    };
    server.batch(
        shop,
        &[
            plan("f1", "ana", "gold", 1, "customer"),
            plan("f2", "ana", "silver", 3, "customer"),
            plan("f3", "eve", "staff", 3, "employee"),
            event("m1", "ana", "web", 1, &json!({})),
            event("m2", "ana", "phone", 3, &json!({})),
            event("m3", "bob", "phone", 9, &json!({"subjects": [{"kind": "referral", "id": "F-1"}]})),
            event("m4", "eve", "chat", 10, &json!({"relation": "employee"})),
        ],
    );
}

fn the_examples_of_the_document_are_answered(place: &Place) {
    let server = place.serve_with(&config(place));
    let shop = place.key(&["--source", "shop"]);
    tell(&server, &shop);
    server.folded();
    let page = std::fs::read_to_string(root().join("docs/sql.md")).unwrap();
    let examples: Vec<&str> = page.split("```sql\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(examples.len() >= 8);
    for example in examples {
        assert!(!rows(&server, example).is_empty(), "nothing for {example}");
    }
    for table in ["interactions", "people", "facts", "feedback", "touchpoints", "departments"] {
        let section = page.split(&format!("{table}\n")).nth(1).or(page.split("### touchpoints, departments").nth(1));
        let said = section.unwrap().split("\n## ").next().unwrap();
        for row in rows(&server, &format!("DESCRIBE {table}")) {
            let column = row[0].as_str().unwrap();
            assert!(said.contains(column), "docs/sql.md does not speak of {table}.{column}");
        }
    }
    let newest = "SELECT value, is_newest FROM facts WHERE person = (SELECT min(person) FROM people) ORDER BY told_at";
    assert_eq!(rows(&server, newest), [json!(["gold", false]), json!(["silver", true])]);
    let people = "SELECT interactions, channels, relations FROM people ORDER BY person LIMIT 1";
    assert_eq!(rows(&server, people), [json!([4, ["form", "phone", "web"], ["customer"]])]);
    let id = server.id("user_id:ana");
    assert_eq!(rows(&server, "SELECT person_id(min(person)) FROM people"), [json!([id])]);
    let scores = "SELECT kind, score, highest, count(*) FROM feedback GROUP BY kind, score, highest";
    assert_eq!(rows(&server, scores), [json!(["nps", 9.0, 10.0, 4])]);
}

#[test]
fn each_role_has_its_columns_and_rows() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with(&config(&place));
    let shop = place.key(&["--source", "shop"]);
    tell(&server, &shop);
    let counts = json!({"query": "SELECT count(*), min(text) FROM interactions"});
    let identifiers = json!({"query": "SELECT identifiers FROM interactions"});
    for (role, rows, sees_numbers, text) in [
        ("privacy-officer", 7, true, "mail ana@example.com, card 4111 1111 1111 1111"),
        ("agent", 5, true, "mail ana@example.com, card [card … 1111]"),
        ("analyst", 5, false, "mail [e-mail], card [card … 1111]"),
    ] {
        let key = place.key(&["--role", role]);
        assert_eq!(ask(&server, &key, &counts).json()["rows"], json!([[rows, text]]), "{role}");
        let answer = ask(&server, &key, &identifiers);
        assert_eq!(answer.status, if sees_numbers { 200 } else { 400 }, "{role}: {}", answer.body);
        // What is masked cannot be found either.
        let sly = json!({"query": "SELECT count(*) FROM interactions WHERE text LIKE '%4111 1111 1111%'"});
        let found = if role == "privacy-officer" { 4 } else { 0 };
        assert_eq!(ask(&server, &key, &sly).json()["rows"], json!([[found]]), "{role}");
        let employees = json!({"query": "SELECT count(*) FROM facts WHERE relation = 'employee'"});
        assert_eq!(ask(&server, &key, &employees).json()["rows"], json!([[i32::from(rows == 7)]]), "{role}");
    }
    let scoped = place.key(&["--role", "analyst", "--scope", "department:Care"]);
    assert_eq!(ask(&server, &scoped, &counts).status, 403);
    assert_eq!(ask(&server, &place.key(&["--role", "executive"]), &counts).status, 403);
    let audit = server.get("/api/v1/audit?action=sql.ask");
    assert!(audit["items"].to_string().contains("SELECT identifiers FROM interactions"), "{audit}");
}

#[test]
fn answers_come_in_every_form() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with(&config(&place));
    let shop = place.key(&["--source", "shop"]);
    tell(&server, &shop);
    let answer = server.post("/api/v1/sql", &json!({"query": "SELECT v, -v AS w FROM range(0, 30) t(v)", "limit": 3}));
    assert_eq!((&answer["total"], &answer["rows"]), (&json!(30), &json!([[0, 0], [1, -1], [2, -2]])));
    assert_eq!(answer["columns"], json!([{"name": "v", "type": "BIGINT"}, {"name": "w", "type": "BIGINT"}]));
    let of = |format: &str| {
        let query = "SELECT position, channel, '=1+1' AS formula, facts FROM interactions WHERE facts IS NOT NULL ORDER BY position";
        ask(&server, &server.admin, &json!({"query": query, "format": format}))
    };
    let csv = of("csv");
    assert!(csv.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
    let lines: Vec<&str> = csv.body.lines().collect();
    assert_eq!((lines.len(), lines[0]), (4, "position,channel,formula,facts"));
    assert!(lines[1].contains(",form,\"'=1+1\",\"[{"), "{}", lines[1]);
    assert_eq!(of("parquet").headers["content-type"], "application/vnd.apache.parquet");
    assert!(of("xml").status >= 400);
    // The command line, over the server's socket and then by itself.
    let file = place.directory.path().join("answer.parquet");
    let run = |args: &[&str]| {
        let output = place.output(&[&["sql"], args].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let query = "SELECT channel, count(*) AS contacts FROM interactions WHERE name = 'Contact' GROUP BY channel ORDER BY channel";
    let table = "channel  contacts\n-------  --------\nchat     1\nphone    2\nweb      1\n(3 rows)\n";
    assert_eq!(run(&[query]), table);
    assert_eq!(run(&[query, "--format", "csv"]), "channel,contacts\r\nchat,1\r\nphone,2\r\nweb,1\r\n");
    run(&[query, "--format", "parquet", "--output", file.to_str().unwrap()]);
    {
        use parquet::file::reader::{FileReader as _, SerializedFileReader};
        let reader = SerializedFileReader::new(std::fs::File::open(&file).unwrap()).unwrap();
        assert_eq!(reader.metadata().file_metadata().num_rows(), 3);
    }
    server.stop();
    assert_eq!(run(&[query]), table);
    let refused = place.output(&["sql", "DROP TABLE interactions"]);
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("only SELECT"));
}

/// A query that would run for hours.
const ENDLESS: &str = "SELECT count(*) FROM range(0, 1000000) a(x), range(0, 1000000) b(y) WHERE (x * y) % 7 = 3";

#[test]
fn a_query_keeps_to_its_limits_and_can_be_ended() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with(&format!("{}\n[sql]\nmemory_mb = 64\nseconds = 3\n", config(&place)));
    let started = Instant::now();
    let answer = ask(&server, &server.admin, &json!({"query": ENDLESS}));
    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.body.contains("3 seconds") && started.elapsed() < Duration::from_secs(8));
    let heavy = "SELECT array_length(array_agg(x || repeat('x', 1000))) FROM range(0, 1000000) a(x)";
    let answer = ask(&server, &server.admin, &json!({"query": heavy}));
    assert!(answer.status == 422 && answer.body.contains("more memory"), "{} {}", answer.status, answer.body);
    server.stop();
    let server = place.serve_with(&config(&place));
    let key = place.key(&["--role", "analyst"]);
    let other = place.run(&["keys", "create", "--name", "other", "--role", "agent", "--json"])["key"].clone();
    let other = other.as_str().unwrap();
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| ask(&server, &key, &json!({"query": ENDLESS})));
        let number = loop {
            let running = server.get("/api/v1/sql");
            if let Some(one) = running["items"].as_array().unwrap().first() {
                assert_eq!(one["query"], ENDLESS);
                break one["number"].as_u64().unwrap();
            }
        };
        let path = format!("/api/v1/sql/{number}");
        let bearer = format!("Bearer {other}");
        let seen = server.send("GET", "/api/v1/sql", &[("authorization", &bearer)], b"").json();
        assert_eq!(seen["items"][0]["query"], Value::Null, "what others ask is theirs");
        std::thread::park_timeout(Duration::from_millis(500));
        assert_eq!(server.call("DELETE", &path, &Value::Null).status, 204);
        let ended = Instant::now();
        assert_eq!(asked.join().unwrap().status, 409);
        assert!(ended.elapsed() < Duration::from_secs(10), "{:?}", ended.elapsed());
        assert_eq!(server.call("DELETE", &path, &Value::Null).status, 404);
    });
    // Its threads are free again.
    let metrics = server.send("GET", "/metrics", &[("authorization", &format!("Bearer {}", server.admin))], b"").body;
    assert!(metrics.contains("throughline_sql_running_queries 0"));
    assert_eq!(rows(&server, "SELECT 1"), [json!([1])]);
}
