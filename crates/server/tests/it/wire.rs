//! PostgreSQL's protocol: the real psql and a Python client, who may ask, and how a question is cancelled.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::{Kind, Place, Server, on_both};
use crate::lake::{config, rows};

on_both! { psql_is_answered_as_http_is }

/// A free port.
pub(crate) fn port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub(crate) fn serve(place: &Place, port: u16, more: &str) -> Server {
    place.serve_with(&format!("postgres_address = \"127.0.0.1:{port}\"\n{}{more}", config(place)))
}

/// What psql says to statements.
fn psql(port: u16, user: &str, password: &str, args: &[&str]) -> Output {
    let url = format!("host=127.0.0.1 port={port} user={user} dbname=throughline");
    Command::new("psql").args([&url, "-X", "-w"]).args(args).env("PGPASSWORD", password).output().unwrap()
}

pub(crate) fn said(port: u16, key: &str, statement: &str) -> String {
    let output = psql(port, "key", key, &["-At", "-c", statement]);
    assert!(output.status.success(), "{statement}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

pub(crate) fn refused(port: u16, user: &str, password: &str, statement: &str) -> String {
    let output = psql(port, user, password, &["-At", "-v", "ON_ERROR_STOP=1", "-c", statement]);
    assert!(!output.status.success(), "{statement} was answered");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn event(id: usize) -> serde_json::Value {
    json!({"type": "track", "event": "Called", "userId": format!("u{}", id % 5), "messageId": format!("m{id}"),
        "timestamp": "2026-03-01T10:00:00Z", "properties": {"n": id},
        "context": {"interaction": {"channel": "phone", "text": "mail ana@example.com"}}})
}

const PEOPLE: &str = "SELECT count(*), count(DISTINCT person) FROM interactions";

fn psql_is_answered_as_http_is(place: &Place) {
    let port = port();
    let server = serve(place, port, "");
    let shop = place.key(&["--source", "shop"]);
    let key = place.key(&["--role", "analyst"]);
    server.batch(&shop, &(0..20).map(event).collect::<Vec<_>>());
    assert_eq!(said(port, &key, PEOPLE), "20|5");
    assert_eq!(rows(&server, PEOPLE), [json!([20, 5])]);
    // A merge changes the next answer on every way.
    server.post("/api/v1/people/merge", &json!({"a": "user_id:u1", "b": "user_id:u2", "reason": "one"}));
    assert_eq!(said(port, &key, PEOPLE), "20|4");
    assert_eq!(rows(&server, PEOPLE), [json!([20, 4])]);
    // One connection sees what comes while it is open.
    let url = format!("host=127.0.0.1 port={port} user=key dbname=throughline");
    let mut command = Command::new("psql");
    let open = command.args([&url, "-X", "-w", "-At"]).env("PGPASSWORD", &key);
    let mut open = open.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(open.stdout.take().unwrap()));
    let mut ask = |open: &mut std::process::Child| {
        use std::io::Write as _;
        writeln!(open.stdin.as_mut().unwrap(), "{PEOPLE};").unwrap();
        lines.next().unwrap().unwrap()
    };
    assert_eq!(ask(&mut open), "20|4");
    server.batch(&shop, &[event(100)]);
    assert_eq!(ask(&mut open), "21|4");
    drop(open.stdin.take());
    assert!(open.wait().unwrap().success());
    // The catalog, plans, parameters.
    let tables = said(port, &key, "\\dt");
    for table in ["interactions", "people", "facts", "feedback", "touchpoints", "departments"] {
        assert!(tables.contains(table) || said(port, &key, "\\d").contains(table), "{table} is not in {tables}");
    }
    let columns = said(port, &key, "\\d interactions");
    assert!(columns.contains("occurred_at") && !columns.contains("identifiers"), "{columns}");
    assert!(said(port, &key, "EXPLAIN SELECT * FROM people").contains("Aggregate"));
    assert!(said(port, &key, "SELECT version()").contains("Throughline"));
    let bound =
        "SELECT count(*) FROM interactions WHERE channel = $1 AND json_int(properties, 'n') < $2 \\bind phone 7 \\g";
    let output = psql(port, "key", &key, &["-At", "-c", "SELECT 1"]);
    assert!(output.status.success());
    let mut command = Command::new("psql");
    let script = command.args([&url, "-X", "-w", "-At"]).env("PGPASSWORD", &key);
    let mut script = script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    {
        use std::io::Write as _;
        writeln!(script.stdin.take().unwrap(), "{bound}").unwrap();
    }
    let output = script.wait_with_output().unwrap();
    let (bound, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if error.contains("invalid command \\bind") {
        println!("skipped: this psql has no \\bind");
    } else {
        assert_eq!(bound.trim(), "7", "{error}");
    }
    // Texts are masked, and all of it is in the audit.
    assert_eq!(said(port, &key, "SELECT DISTINCT text FROM interactions"), "mail [e-mail]");
    let audit = server.get("/api/v1/audit?action=sql.ask");
    assert!(audit["items"].to_string().contains("SELECT DISTINCT text FROM interactions"), "{audit}");
}

#[test]
fn only_guests_who_may_ask_are_answered_and_only_what_reads() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let port = port();
    let server = serve(&place, port, "");
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &[event(1)]);
    let analyst = place.key(&["--role", "analyst"]);
    for statement in [
        "CREATE TABLE t (a INT)",
        "CREATE EXTERNAL TABLE t STORED AS CSV LOCATION '/etc/passwd'",
        "COPY (SELECT 1) TO '/tmp/throughline-copied'",
        "INSERT INTO interactions SELECT * FROM interactions",
        "SET datafusion.execution.batch_size = 1",
        "SELECT * INTO t FROM interactions",
        "SELECT * FROM '/etc/passwd'",
        "SELECT identifiers FROM interactions",
    ] {
        assert!(refused(port, "key", &analyst, statement).contains("ERROR"), "{statement}");
    }
    assert!(refused(port, "ana@example.org", "wrong", "SELECT 1").contains("wrong"));
    assert!(refused(port, "key", "tl_role_nonsense", "SELECT 1").contains("wrong"));
    assert!(refused(port, "key", &shop, "SELECT 1").contains("wrong"));
    for about in [["--role", "executive", "--scope", "all"], ["--role", "analyst", "--scope", "department:Care"]] {
        assert!(refused(port, "key", &place.key(&about), "SELECT 1").contains("may not ask"), "{about:?}");
    }
    // A user with a password; who is disabled is not answered any more.
    let user = json!({"name": "ana@example.org", "role": "analyst"});
    let made = server.post("/api/v1/users", &user);
    let password = made["password"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned();
    let output = psql(port, "ana@example.org", &password, &["-At", "-c", "SELECT count(*) FROM interactions"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "1", "{error}");
    for _ in 0..12 {
        refused(port, "ana@example.org", "wrong", "SELECT 1");
    }
    assert!(refused(port, "ana@example.org", &password, "SELECT 1").contains("too many tries"));
    // Beyond this machine only with TLS.
    server.stop();
    let open = format!("postgres_address = \"0.0.0.0:{port}\"\n{}", config(&place));
    let said = place.try_serve(&open).map(|_| ()).unwrap_err();
    assert!(said.contains("without TLS passwords can be read"), "{said}");
    place.try_serve(&format!("postgres_without_tls = true\n{open}")).unwrap();
}

const ENDLESS: &str = "SELECT count(*) FROM range(0, 1000000) a(x), range(0, 1000000) b(y) WHERE (x * y) % 7 = 3";

#[test]
fn a_question_that_is_cancelled_ends() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let port = port();
    let server = serve(&place, port, "[sql]\nseconds = 20\n");
    let key = place.key(&["--role", "analyst"]);
    let url = format!("host=127.0.0.1 port={port} user=key dbname=throughline");
    let mut command = Command::new("psql");
    let asked = command.args([&url, "-X", "-w", "-c", ENDLESS]).env("PGPASSWORD", &key);
    let asked = asked.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    while server.get("/api/v1/sql")["items"].as_array().unwrap().is_empty() {
        assert!(started.elapsed() < Duration::from_secs(10));
    }
    std::thread::park_timeout(Duration::from_millis(500));
    // What Ctrl-C does.
    let pid = asked.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let cancelled = Instant::now();
    let output = asked.wait_with_output().unwrap();
    // Within a second where the machine has nothing else to do; it would go on for twenty otherwise.
    assert!(cancelled.elapsed() < Duration::from_secs(10), "{:?}", cancelled.elapsed());
    assert!(String::from_utf8_lossy(&output.stderr).contains("cancel"));
    assert!(server.get("/api/v1/sql")["items"].as_array().unwrap().is_empty());
}

#[test]
fn a_python_client_is_answered() {
    let driver = ["psycopg", "psycopg2", "pg8000.dbapi"].into_iter().find(|driver| {
        let tried = Command::new("python3").args(["-c", &format!("import {driver}")]).output();
        tried.is_ok_and(|output| output.status.success())
    });
    let Some(driver) = driver else {
        return println!("skipped: Python has neither psycopg nor pg8000");
    };
    let place = Place::new(Kind::Sqlite).unwrap();
    let port = port();
    let server = serve(&place, port, "");
    let shop = place.key(&["--source", "shop"]);
    let key = place.key(&["--role", "analyst"]);
    server.batch(&shop, &(0..20).map(event).collect::<Vec<_>>());
    let name = if driver.starts_with("psycopg") { "dbname" } else { "database" };
    let program = format!(
        "import {driver} as d
c = d.connect(host='127.0.0.1', port={port}, user='key', password='{key}', {name}='throughline')
q = c.cursor()
q.execute('SELECT channel, count(*), max(occurred_at) FROM interactions WHERE json_int(properties, %s) < %s GROUP BY channel', ('n', 7))
print(q.fetchall()[0][:2])
q.execute('SELECT person_id(min(person)) FROM people')
print(q.fetchall()[0][0][:2])
"
    );
    let output = Command::new("python3").args(["-c", &program]).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "('phone', 7)\np_\n", "{error}");
}
