//! Configuration and what an operator sees: secrets come from files and are shown nowhere; the metrics of the machine.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Output;

use serde_json::json;

use crate::harness::{Kind, Place, basic, binary, on_both};

on_both! { metrics_say_what_an_operator_needs, the_url_of_the_database_may_come_from_a_file }

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).join("\n")
}

fn secret(directory: &Path, text: &str, mode: u32) -> String {
    let file = directory.join("secret");
    std::fs::write(&file, text).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
    file.display().to_string()
}

#[test]
fn no_way_of_giving_a_secret_shows_it() {
    let directory = tempfile::tempdir().unwrap();
    let url = "postgres://ana:s3cret@127.0.0.1:9/x?application_name=y";
    let file = secret(directory.path(), &format!("{url}\n"), 0o600);
    let (plain, named) = (directory.path().join("plain.toml"), directory.path().join("named.toml"));
    std::fs::write(&plain, format!("database_url = {url:?}")).unwrap();
    std::fs::write(&named, format!("database_url_file = {file:?}")).unwrap();
    let config = |file: &Path| vec!["--config".to_owned(), file.display().to_string()];
    let ways = [
        (vec!["--database-url".to_owned(), url.to_owned()], None, "(hidden)"),
        (vec!["--database-url-file".to_owned(), file.clone()], None, &file),
        (vec![], Some(("THROUGHLINE_DATABASE_URL", url)), "(hidden)"),
        (vec![], Some(("THROUGHLINE_DATABASE_URL_FILE", &file)), &file),
        (config(&plain), None, "(hidden)"),
        (config(&named), None, &file),
    ];
    for (args, variable, shown) in ways {
        for command in [&["config"][..], &["config", "--json"], &["doctor"], &["serve", "--listen", "127.0.0.1:0"]] {
            let mut run = binary();
            run.args(command).args(&args).envs(variable).env("THROUGHLINE_LOG", "debug");
            let output = run.output().unwrap();
            let said = said(&output);
            assert!(!said.contains("s3cret"), "{command:?} {args:?}: {said}");
            assert!(command[0] != "config" || said.contains(shown), "{args:?}: {said}");
            // Only on the command line is it seen by others.
            let warned = said.contains("warning: the password in --database-url can be seen by everybody");
            assert_eq!(warned, args.first().is_some_and(|flag| flag == "--database-url"), "{args:?}: {said}");
        }
    }
    let both = binary().args(["config", "--config"]).arg(&named).args(["--database-url", "postgres://h/x"]).output();
    assert!(said(&both.unwrap()).contains("postgres://h/x"), "what a flag says goes before");
    std::fs::write(&plain, format!("database_url = {url:?}\ndatabase_url_file = {file:?}")).unwrap();
    let both = binary().args(["config", "--config"]).arg(&plain).output().unwrap();
    assert!(!both.status.success() && said(&both).contains("exclude each other"), "{}", said(&both));
}

#[test]
fn a_key_may_come_from_a_file_that_should_be_its_owners() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let list = |flags: &[&str]| {
        let args = ["keys", "list", "--server", &server.url];
        binary().args(args).args(flags).output().unwrap()
    };
    let file = secret(place.directory.path(), &format!("  {}\n", server.admin), 0o600);
    let output = list(&["--key-file", &file]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", said(&output));
    let output = list(&["--key", &server.admin]);
    assert!(output.status.success() && said(&output).contains("THROUGHLINE_KEY or --key-file"), "{}", said(&output));
    secret(place.directory.path(), &server.admin, 0o644);
    assert!(said(&list(&["--key-file", &file])).contains("can be read by others (mode 644)"));
    secret(place.directory.path(), "\n", 0o600);
    assert!(said(&list(&["--key-file", &file])).contains("is empty"));
}

fn the_url_of_the_database_may_come_from_a_file(place: &Place) {
    if !place.is_postgres() {
        return;
    }
    let flags = place.flags();
    let file = secret(place.directory.path(), &flags[1], 0o600);
    let output =
        binary().args(["keys", "create", "--name", "x", "--role", "agent", "--database-url-file", &file]).output();
    let output = output.unwrap();
    assert!(output.status.success() && said(&output).contains("tl_role_"), "{}", said(&output));
    assert_eq!(place.run(&["keys", "list", "--json"])["total"], 1);
}

fn metrics_say_what_an_operator_needs(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let refused = server.send("POST", "/v1/batch", &[("authorization", &basic(&shop))], b"{");
    assert_eq!(refused.status, 400);
    // What was refused is written with the next batch.
    server.batch(&shop, &[json!({"type": "track", "event": "e", "userId": "u1"})]);
    let kept = std::net::TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    let value = |name: &str| -> Option<f64> {
        let page = server.send("GET", "/metrics", &[("authorization", &format!("Bearer {}", server.admin))], b"").body;
        let line = page.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned));
        line.map(|value| value.parse().unwrap())
    };
    // What is fresh stands in the file beside.
    let file = if place.is_postgres() { "database" } else { "throughline.db-wal" };
    assert!(value(&format!("throughline_store_bytes{{file={file:?}}}")) > Some(10_000.0));
    assert_eq!(value("throughline_disk_free_bytes").is_some(), !place.is_postgres());
    assert!(value("throughline_disk_free_bytes") <= value("throughline_disk_bytes"));
    assert_eq!(value("throughline_intake_refused_requests_total{status=\"400\"}"), Some(1.0));
    assert_eq!(value("throughline_intake_waiting_events"), Some(0.0));
    let started = std::time::Instant::now();
    while value("throughline_open_connections") < Some(2.0) {
        assert!(started.elapsed().as_secs() < 10, "a connection is not counted");
    }
    drop(kept);
    while value("throughline_open_connections") > Some(1.0) {
        assert!(started.elapsed().as_secs() < 20, "a connection that ended is still counted");
    }
    for name in ["process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds", "process_max_fds"] {
        assert!(value(name) > Some(0.0), "{name}");
    }
}
