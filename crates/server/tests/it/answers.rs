//! Answers as files: of another tool into a survey, and out of one as a table.

use serde_json::{Value, json};

use crate::harness::{Answer, Place, Server, on_both};
use crate::surveys::{known, nps_and_why, put};

on_both! {
    answers_of_another_tool_come_in_once_and_go_out_as_a_table,
    who_came_by_whom_is_counted_and_partners_answer_as_partners,
}

const FILE: &str = "email,at,id,nps,What went wrong?,touchpoint\n\
    ana@example.com,2026-03-01T10:00:00Z,1,0,\"=HYPERLINK(\"\"x\"\"), call +447700900123\",shop.counter\n\
    bob@example.com,2026-03-02T10:00:00Z,2,9,,\n\
    eve@example.com,2026-03-02T11:00:00Z,3,11,,\n\
    ,2026-03-03T10:00:00Z,4,10,,\n\
    ana@example.com,soon,5,7,,\n";

fn send(server: &Server, path: &str, file: &str) -> Answer {
    let key = format!("Bearer {}", server.admin);
    server.send("POST", path, &[("authorization", &key), ("content-type", "text/csv")], file.as_bytes())
}

fn counts(report: &Value) -> [u64; 4] {
    ["rows", "stored", "duplicate", "dropped"].map(|name| report[name].as_u64().unwrap())
}

fn answers_of_another_tool_come_in_once_and_go_out_as_a_table(place: &Place) {
    // On PostgreSQL the history has to be told where to be.
    let lake = place.directory.path().join("lake");
    let server = place.serve_with(&format!("lake = \"{}\"\n", lake.display()));
    known(&server, place);
    put(&server, "visit", &nps_and_why());
    let path = "/api/v1/surveys/visit/answers";
    let dry = send(&server, &format!("{path}?dry_run=true"), FILE).json();
    assert_eq!(counts(&dry), [5, 3, 0, 2], "{dry}");
    let first = send(&server, path, FILE).json();
    assert_eq!(counts(&first), [5, 3, 0, 2], "{first}");
    let why: Vec<&str> = first["refused"].as_array().unwrap().iter().map(|one| one["why"].as_str().unwrap()).collect();
    assert!(first["refused"][0]["row"] == 3 && why[0].contains("nps") && why[1].contains("`at`"), "{first}");
    assert_eq!(counts(&send(&server, path, FILE).json()), [5, 0, 3, 2], "the same file brings nothing twice");
    let ledger = server.get("/api/v1/ledger?source=surveys");
    assert_eq!((&ledger["received"], &ledger["stored"], &ledger["duplicate"]), (&json!(10), &json!(3), &json!(3)));
    let odd = send(&server, path, "email,score\na@example.com,1\n");
    assert!(odd.status == 400 && odd.body.contains("score"), "{}", odd.body);
    // They are answers like any other.
    let timeline = server.get(&format!("/api/v1/people/{}/timeline", server.id("email:bob@example.com")));
    assert_eq!(timeline["items"][0]["name"], "Survey Answered");
    // Out again: 0 is a score, a formula is none, and what a role need not see is masked.
    let out = "/api/v1/surveys/visit/responses";
    let table = server.get(out);
    assert_eq!((&table["total"], table["rows"].as_array().unwrap().len()), (&json!(3), 3), "{table}");
    let columns: Vec<&str> = table["columns"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    let of = |row: usize, name: &str| {
        let place = columns.iter().position(|column| *column == name).unwrap();
        table["rows"][row][place].as_str().unwrap().to_owned()
    };
    assert_eq!((of(2, "nps"), of(2, "about"), of(2, "finished")), ("0".into(), "shop.counter".into(), "yes".into()));
    assert!(of(0, "nps") == "10" && of(1, "nps") == "9" && of(1, "why").is_empty(), "{table}");
    let as_csv = |key: &str| {
        let bearer = format!("Bearer {key}");
        server.send("GET", &format!("{out}?format=csv"), &[("authorization", &bearer)], b"")
    };
    let csv = as_csv(&server.admin);
    assert_eq!((csv.status, csv.headers["x-total-count"].to_str().unwrap()), (200, "3"));
    assert!(csv.body.contains("\"'=HYPERLINK(\"\"x\"\"), call +447700900123\""), "{}", csv.body);
    let analyst = place.key(&["--role", "analyst"]);
    let masked = as_csv(&analyst);
    assert!(masked.status == 200 && !masked.body.contains("+447700900123"), "{}", masked.body);
    assert_eq!(server.get(&format!("{out}?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z"))["total"], 1);
    assert!(server.get("/api/v1/audit").to_string().contains("surveys.responses"));
    // What is promised is kept.
    let mut secret = nps_and_why();
    secret["anonymous"] = json!(true);
    secret["asked_of"] = json!("employees");
    put(&server, "pulse", &secret);
    let refused = send(&server, "/api/v1/surveys/pulse/answers", FILE);
    assert!(refused.status == 409 && refused.body.contains("anonymity"), "{}", refused.body);
    let refused = server.call("GET", "/api/v1/surveys/pulse/responses", &Value::Null);
    assert!(refused.status == 409 && refused.body.contains("anonymity"), "{}", refused.body);
}

/// What docs/sql.md asks: how many people came by each code.
const CAME: &str = "SELECT subject['id'] AS code, count(DISTINCT person) AS came
    FROM (SELECT person, unnest(subjects) AS subject FROM interactions WHERE subjects IS NOT NULL)
    WHERE subject['kind'] = 'referral' GROUP BY code ORDER BY came DESC";

fn who_came_by_whom_is_counted_and_partners_answer_as_partners(place: &Place) {
    let lake = place.directory.path().join("lake");
    let server = place.serve_with(&format!("lake = \"{}\"\n", lake.display()));
    let shop = place.key(&["--source", "shop"]);
    let came = |user: &str, id: &str, code: &str| {
        let said = json!({"subjects": [{"kind": "referral", "id": code}]});
        json!({"type": "track", "userId": user, "messageId": id, "event": "Order Completed", "context": {"interaction": said}})
    };
    let all =
        [came("bob", "1", "ana-7"), came("bob", "2", "ana-7"), came("cyd", "3", "ana-7"), came("dan", "4", "eve-1")];
    server.batch(&shop, &all);
    let answer = server.post("/api/v1/sql", &json!({"query": CAME}));
    assert_eq!(answer["rows"], json!([["ana-7", 2], ["eve-1", 1]]), "{answer}");
    // Partners are asked as partners, and what they say is in no score of customers.
    let templates = server.get("/api/v1/survey-templates");
    let named = |name: &str| {
        let found = templates["items"].as_array().unwrap().iter().find(|one| one["name"] == name);
        found.unwrap()["survey"].clone()
    };
    assert_eq!(named("referral")["asked_of"], "customers");
    put(&server, "partners", &named("partners"));
    let file = "user_id,at,nps\ndealer-1,2026-03-01T10:00:00Z,2\n";
    assert_eq!(counts(&send(&server, "/api/v1/surveys/partners/answers", file).json()), [1, 1, 0, 0]);
    let answers = server
        .post("/api/v1/sql", &json!({"query": "SELECT relation, name FROM interactions WHERE relation = 'partner'"}));
    assert_eq!(answers["rows"], json!([["partner", "Survey Answered"]]), "{answers}");
    assert_eq!(server.get("/api/v1/scores"), json!({"kinds": []}));
}
