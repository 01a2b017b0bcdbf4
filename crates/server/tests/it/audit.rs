//! The audit: from where, what is chosen of it, its file, and that nobody changes it without being found out.

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both};

on_both! {
    the_audit_says_from_where_and_is_narrowed,
    an_export_is_whole_and_noted,
    whatever_is_done_to_the_audit_is_found,
    rows_that_are_written_at_once_make_one_chain,
    the_chain_begins_after_the_rows_that_were_there,
}

fn keys(server: &Server, names: &[&str]) {
    for name in names {
        server.post("/api/v1/keys", &json!({"name": name, "role": "agent"}));
    }
}

/// What the doctor says of the audit.
fn said(place: &Place) -> (bool, String) {
    let output = place.output(&["doctor", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let check =
        report["checks"].as_array().unwrap().iter().find(|check| check["name"].as_str().unwrap().contains("audit"));
    let check = check.unwrap();
    assert_eq!(output.status.success(), report["healthy"] == true);
    (check["holds"] == true, check["said"].as_str().unwrap().to_owned())
}

fn the_audit_says_from_where_and_is_narrowed(place: &Place) {
    let server = place.serve();
    keys(&server, &["a", "b", "c"]);
    let total = |query: &str| server.get(&format!("/api/v1/audit?{query}"))["total"].as_u64().unwrap();
    // The harness made its own key over the socket, or in a process of its own.
    assert_eq!((total("who=local"), total("who=key:test"), total("action=keys.create")), (1, 3, 4));
    assert_eq!(
        (total("address=127.0.0.1"), total("address=10.0.0.1"), total("who=local&address=127.0.0.1")),
        (3, 0, 0)
    );
    let rows = server.get("/api/v1/audit?who=key:test");
    let rows = rows["items"].as_array().unwrap();
    let subject = rows[1]["subject"].as_str().unwrap();
    assert_eq!(total(&format!("subject={subject}")), 1);
    let at = rows[0]["at"].as_str().unwrap();
    assert_eq!(total(&format!("from={at}&to={at}")), 0);
    assert!(total(&format!("from={at}")) >= 1 && total(&format!("to={at}")) <= 3);
    let bearer = format!("Bearer {}", server.admin);
    let refused = server.send("GET", "/api/v1/audit?from=noon", &[("authorization", &bearer)], b"");
    assert!(refused.status == 400 && refused.body.contains("`from`"), "{}", refused.body);
    // Page by page every row comes once.
    let (mut cursor, mut seen) = (String::new(), Vec::new());
    loop {
        let page = server.get(&format!("/api/v1/audit?limit=1&who=key:test{cursor}"));
        assert_eq!(page["total"], 3);
        seen.extend(page["items"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, rows.iter().map(|row| row["id"].as_str().unwrap()).collect::<Vec<_>>());
}

fn an_export_is_whole_and_noted(place: &Place) {
    let server = place.serve();
    // More rows than one portion has.
    place.sql(
        "INSERT INTO audit (id, at, who, action, subject, reason) WITH RECURSIVE n (i) AS
         (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 2600) SELECT i, i, 'key:old', 'x.y', '=1+1', 'a,\"b\"' FROM n",
    );
    let bearer = format!("Bearer {}", server.admin);
    let export =
        |query: &str| server.send("GET", &format!("/api/v1/audit/export?{query}"), &[("authorization", &bearer)], b"");
    let answer = export("format=csv&who=key:old");
    assert_eq!(answer.headers["content-disposition"], "attachment; filename=\"audit.csv\"");
    let mut reader = csv::Reader::from_reader(answer.body.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2591);
    assert_eq!((&rows[0][1], &rows[0][6], &rows[0][7], &rows[2590][1]), ("10", "'=1+1", "a,\"b\"", "2600"));
    let lines = export("format=jsonl");
    assert_eq!(lines.headers["content-type"], "application/x-ndjson");
    let lines: Vec<Value> = lines.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = lines.last().unwrap();
    assert_eq!(
        (&last["action"], &last["address"], &last["subject"]),
        (&json!("audit.export"), &json!("127.0.0.1"), &json!("all"))
    );
    assert_eq!(last["hash"].as_str().unwrap().len(), 64);
    assert!(lines.is_sorted_by_key(|line| line["number"].as_u64()));
    assert_eq!(server.get("/api/v1/audit?action=audit.export")["total"], 2);
    assert_eq!(export("format=xml").status, 400);
    assert_eq!(export("format=csv&to=never").status, 400);
}

fn whatever_is_done_to_the_audit_is_found(place: &Place) {
    let server = place.serve();
    keys(&server, &["a", "b", "c", "d", "e"]);
    server.stop();
    let (holds, whole) = said(place);
    assert!(holds && whole.starts_with("6 rows checked"), "{whole}");
    place.sql("CREATE TABLE kept AS SELECT * FROM audit; CREATE TABLE kept_head AS SELECT * FROM audit_head");
    let attacks: [(&str, &str); 10] = [
        ("UPDATE audit SET who = 'key:somebody' WHERE id = 3", "(3) was altered"),
        ("UPDATE audit SET address = '10.0.0.1' WHERE id = 6", "(6) was altered"),
        ("UPDATE audit SET hash = NULL WHERE id = 2", "(2) was altered"),
        ("DELETE FROM audit WHERE id = 1", "(1) is missing"),
        ("DELETE FROM audit WHERE id = 4", "(4) is missing"),
        ("DELETE FROM audit WHERE id > 4", "(5) is missing"),
        (
            "UPDATE audit SET id = 100 WHERE id = 3; UPDATE audit SET id = 3 WHERE id = 5;
             UPDATE audit SET id = 5 WHERE id = 100",
            "(3) was altered",
        ),
        (
            "DELETE FROM audit WHERE id > 4; UPDATE audit_head SET last_row = 4,
             hash = (SELECT hash FROM audit WHERE id = 4)",
            "seal",
        ),
        (
            "INSERT INTO audit (id, at, who, action, subject, reason) SELECT 7, at, who, action, subject, reason
             FROM audit WHERE id = 6",
            "(7) was added",
        ),
        ("DELETE FROM audit_head", "seal"),
    ];
    for (attack, found) in attacks {
        place.sql(attack);
        let (holds, said) = said(place);
        assert!(!holds && said.contains(found), "{attack}: {said}");
        // Nor does it heal when the audit goes on.
        place.key(&["--role", "agent"]);
        let (holds, after) = self::said(place);
        assert!(!holds, "{attack}: {after}");
        place.sql(
            "DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; DELETE FROM audit_head;
             INSERT INTO audit_head SELECT * FROM kept_head",
        );
    }
    assert_eq!(said(place), (true, whole));
    place.key(&["--role", "agent"]);
    let (holds, said) = said(place);
    assert!(holds && said.starts_with("7 rows"), "{said}");
}

fn rows_that_are_written_at_once_make_one_chain(place: &Place) {
    let mut servers = vec![place.serve()];
    if place.is_postgres() {
        servers.push(place.serve());
    }
    let made = servers.len() + 4 * 2 * 10;
    std::thread::scope(|scope| {
        for server in servers.iter().cycle().take(8) {
            scope.spawn(|| keys(server, &["k"; 10]));
        }
    });
    drop(servers);
    let (holds, said) = said(place);
    assert!(holds && said.starts_with(&format!("{made} rows")), "{said}");
}

fn the_chain_begins_after_the_rows_that_were_there(place: &Place) {
    let server = place.serve();
    keys(&server, &["a", "b"]);
    server.stop();
    // As the migration finds rows that an older server wrote, and leaves them.
    place.sql(
        "UPDATE audit SET hash = NULL; UPDATE audit_head SET first_row = 4, last_row = 3, hash = NULL, seal = NULL",
    );
    assert!(said(place).0);
    for _ in 0..2 {
        place.key(&["--role", "agent"]);
    }
    let (holds, text) = said(place);
    assert!(holds && text.starts_with("2 rows"), "{text}");
    place.sql("UPDATE audit_head SET first_row = 5");
    assert!(!said(place).0);
}
