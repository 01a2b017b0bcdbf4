//! Backups and restores: the drill under load, what is refused, and what it leaves behind.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{Cluster, Kind, Place, Server, binary};
use crate::privacy::erase;
use crate::survival::{Mounted, try_send};

fn place() -> Place {
    Place::new(Kind::Sqlite).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn said(output: &Output) -> String {
    format!("{}\n{}", text(&output.stdout), text(&output.stderr))
}

fn event(n: usize) -> Value {
    json!({"type": "track", "event": n.to_string(), "userId": format!("u{}", n % 10), "messageId": n.to_string(),
        "properties": {"text": format!("line {n}")}})
}

/// A directory with a store of some interactions, and the key of their source.
fn filled(place: &Place, count: usize) -> String {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &(0..count).map(event).collect::<Vec<_>>());
    server.stop();
    shop
}

fn backup(place: &Place, more: &[&str]) -> (PathBuf, Output) {
    let file = place.directory.path().join("store.backup");
    let output = place.output(&[&["backup", file.to_str().unwrap()], more].concat());
    (file, output)
}

fn restore(file: &Path, data: &Path, more: &[&str]) -> Output {
    let mut command = binary();
    command.arg("restore").arg(file).arg("--data").arg(data).args(more).env_remove("THROUGHLINE_BACKUP_PASSPHRASE");
    command.output().unwrap()
}

/// Sends events one after the other from several sides until it is stopped, and keeps what was acknowledged.
fn load(
    server: &Server,
    shop: &str,
    next: &AtomicUsize,
    acknowledged: &Mutex<Vec<usize>>,
    stopped: &AtomicBool,
) -> Duration {
    let mut slowest = Duration::ZERO;
    while !stopped.load(Ordering::SeqCst) {
        let first = next.fetch_add(10, Ordering::SeqCst);
        let body = json!({"batch": (first..first + 10).map(event).collect::<Vec<_>>()}).to_string();
        let sent = Instant::now();
        if try_send(server, shop, &body) {
            slowest = slowest.max(sent.elapsed());
            acknowledged.lock().unwrap_or_else(PoisonError::into_inner).extend(first..first + 10);
        }
    }
    slowest
}

#[test]
fn a_backup_under_load_holds_what_was_acknowledged_before_it_began() {
    let place = place();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let (next, acknowledged, stopped) = (AtomicUsize::new(0), Mutex::new(Vec::new()), AtomicBool::new(false));
    let file = place.directory.path().join("store.backup");
    let before = std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..4).map(|_| scope.spawn(|| load(&server, &shop, &next, &acknowledged, &stopped))).collect();
        let enough = |count: usize| {
            while acknowledged.lock().unwrap().len() < count {
                std::thread::yield_now();
            }
        };
        enough(2000);
        let before = acknowledged.lock().unwrap().clone();
        // Over the socket of the running server.
        let made = place.run(&["backup", file.to_str().unwrap(), "--json"]);
        assert!(made["database_bytes"].as_u64().unwrap() > 100_000, "{made}");
        let during = acknowledged.lock().unwrap().len();
        enough(during + 200);
        let pid = server.pid().to_string();
        assert!(Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
        stopped.store(true, Ordering::SeqCst);
        for worker in workers {
            let slowest = worker.join().unwrap();
            assert!(slowest < Duration::from_secs(5), "an acknowledgement took {slowest:?}");
        }
        before
    });
    drop(server);
    let elsewhere = Place::at(&place.directory.path().join("elsewhere"));
    let output = restore(&file, &elsewhere.data(), &["--json"]);
    assert!(output.status.success(), "{}", said(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["doctor"]["healthy"], true, "{report}");
    assert_eq!(report["erasures_replayed"], Value::Null);
    let server = elsewhere.serve();
    let ledger = server.get("/api/v1/ledger");
    let stored = ledger["stored"].as_u64().unwrap();
    assert!(stored >= before.len() as u64, "{} were acknowledged, {stored} are restored", before.len());
    // Each message is known, by its key: sent again, it is a duplicate.
    for keys in before.chunks(500) {
        server.batch(&shop, &keys.iter().map(|n| event(*n)).collect::<Vec<_>>());
    }
    let again = server.get("/api/v1/ledger");
    assert_eq!(again["stored"], stored);
    assert_eq!(again["duplicate"].as_u64().unwrap(), ledger["duplicate"].as_u64().unwrap() + before.len() as u64);
    let people: u64 = (0..10).map(|n| server.person(&format!("user_id:u{n}"))["interactions"].as_u64().unwrap()).sum();
    assert_eq!(people, stored);
    server.stop();
    assert_eq!(elsewhere.run(&["doctor", "--json"])["healthy"], true);
}

#[test]
fn what_is_no_whole_backup_is_refused_and_nothing_is_written() {
    let place = place();
    filled(&place, 500);
    let (file, output) = backup(&place, &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("is not encrypted"), "{}", said(&output));
    let whole = std::fs::read(&file).unwrap();
    let verify = |file: &Path| binary().args(["backup", "--verify"]).arg(file).output().unwrap();
    assert!(said(&verify(&file)).contains("is whole"));
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let mut newer = whole.clone();
    newer[8] = 2;
    let cases: [(&[u8], &str); 5] = [
        (&whole[..whole.len() - 20], "cut off"),
        (&whole[..whole.len() / 2], "cut off"),
        (&flipped, "damaged"),
        (&newer, "newer version"),
        (b"something else altogether", "no backup"),
    ];
    for (bytes, expected) in cases {
        let bad = place.directory.path().join("bad.backup");
        std::fs::write(&bad, bytes).unwrap();
        let target = place.directory.path().join("target");
        for output in [restore(&bad, &target, &[]), verify(&bad)] {
            assert_eq!(output.status.code(), Some(1));
            assert!(said(&output).contains(expected), "{expected}: {}", said(&output));
        }
        assert!(!target.exists(), "{expected}: something was written");
    }
}

#[test]
fn an_encrypted_backup_opens_with_its_passphrase_only() {
    let place = place();
    filled(&place, 50);
    let file_of = |name: &str, content: &str| {
        let path = place.directory.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    };
    let (right, wrong) = (file_of("right", "correct horse\n"), file_of("wrong", "battery staple\n"));
    let (file, output) = backup(&place, &["--encrypt"]);
    assert!(said(&output).contains("--passphrase-file") && !file.exists(), "{}", said(&output));
    let (file, output) = backup(&place, &["--encrypt", "--passphrase-file", &right]);
    assert!(output.status.success(), "{}", said(&output));
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/"));
    let target = place.directory.path().join("target");
    let refused = |output: &Output, expected: &str| {
        assert!(!output.status.success() && said(output).contains(expected), "{expected}: {}", said(output));
        assert!(!target.exists(), "{expected}: something was written");
    };
    refused(&restore(&file, &target, &["--passphrase-file", &wrong]), "the passphrase is another");
    refused(&restore(&file, &target, &[]), "is encrypted");
    let cut = place.directory.path().join("cut.backup");
    std::fs::write(&cut, &bytes[..bytes.len() - 100]).unwrap();
    refused(&restore(&cut, &target, &["--passphrase-file", &right]), "the backup is");
    let output = restore(&file, &target, &["--passphrase-file", &right]);
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn a_restore_replaces_a_store_only_when_told_and_keeps_it() {
    let place = place();
    let shop = filled(&place, 100);
    std::fs::write(place.data().join("throughline.toml"), "phone_region = \"GB\"\n").unwrap();
    let (file, output) = backup(&place, &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&backup(&place, &[]).1).contains("--force"));
    assert!(backup(&place, &["--force"]).1.status.success());
    let server = place.serve();
    server.batch(&shop, &(100..150).map(event).collect::<Vec<_>>());
    assert!(said(&restore(&file, &place.data(), &["--replace"])).contains("is held by another"));
    server.stop();
    assert!(said(&restore(&file, &place.data(), &[])).contains("--replace"));
    let output = restore(&file, &place.data(), &["--replace", "--json"]);
    assert!(output.status.success(), "{}", said(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let aside = PathBuf::from(report["moved_aside"].as_str().unwrap());
    assert!(aside.join("throughline.db").exists() && !aside.join("restoring").exists());
    assert!(aside.file_name().unwrap().to_str().unwrap().starts_with("data.before-restore-2"));
    let config = std::fs::read_to_string(place.data().join("throughline.toml")).unwrap();
    assert!(config.contains("GB"));
    assert_eq!(place.run(&["person", "u1", "--json"])["timeline_total"], 10);
    let audit = place.serve().get("/api/v1/audit?action=backups.restore");
    assert_eq!(audit["total"], 1, "{audit}");
    // What holds something else than a store is left alone; what is empty is used as it is.
    let other = place.directory.path().join("other");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("letter.txt"), "dear").unwrap();
    assert!(said(&restore(&file, &other, &["--replace"])).contains("is no store"));
    std::fs::remove_file(other.join("letter.txt")).unwrap();
    assert!(restore(&file, &other, &[]).status.success());
    assert!(other.join("throughline.db").exists() && !other.join("restoring").exists());
}

#[test]
fn who_was_erased_after_a_backup_is_erased_again_by_a_restore() {
    let place = place();
    filled(&place, 20);
    let (file, output) = backup(&place, &[]);
    assert!(output.status.success(), "{}", said(&output));
    let server = place.serve();
    erase(&server, &server.id("user_id:u1"));
    assert!(server.find("user_id:u1").is_none());
    server.stop();
    let list = place.directory.path().join("list.jsonl");
    std::fs::copy(place.data().join("erasures.jsonl"), &list).unwrap();
    // Where no list is known, it is said.
    let first = place.directory.path().join("first");
    let unknown = restore(&file, &first, &[]);
    assert!(unknown.status.success() && said(&unknown).contains("no list of erasures after"), "{}", said(&unknown));
    // A list that is not there, or cannot be read, stops the restore.
    let second = Place::at(&place.directory.path().join("second"));
    let named = ["--erasures", list.to_str().unwrap()];
    assert!(said(&restore(&file, &second.data(), &["--erasures", "nosuch"])).contains("reading the list of erasures"));
    let lines = std::fs::read_to_string(&list).unwrap();
    std::fs::write(&list, format!("{lines}{{\"unknown\": true}}\n")).unwrap();
    let refused = restore(&file, &second.data(), &named);
    assert!(!refused.status.success() && said(&refused).contains("line 2"), "{}", said(&refused));
    assert!(!second.data().exists());
    // One that can is done again, whether it is named or beside what is replaced.
    std::fs::write(&list, &lines).unwrap();
    for (target, more) in [(&second, &named[..]), (&place, &["--replace"])] {
        let output = restore(&file, &target.data(), more);
        assert!(output.status.success() && said(&output).contains("1 erasures that were made"), "{}", said(&output));
        let server = target.serve();
        assert!(server.find("user_id:u1").is_none() && server.find("user_id:u2").is_some());
        server.stop();
        assert_eq!(target.run(&["doctor", "--json"])["healthy"], true);
        assert!(std::fs::read_to_string(target.data().join("erasures.jsonl")).unwrap().contains(lines.trim()));
    }
}

#[test]
fn what_was_asked_before_a_backup_and_confirmed_after_it_stays_erased() {
    let place = place();
    filled(&place, 20);
    let server = place.serve();
    let path = format!("/api/v1/people/{}/erasures", server.id("user_id:u1"));
    let proposed = server.post(&path, &json!({"reason": "asked by letter"}));
    server.stop();
    let (file, output) = backup(&place, &[]);
    assert!(output.status.success(), "{}", said(&output));
    let server = place.serve();
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let confirm = format!("/api/v1/erasures/{}/confirm", proposed["id"].as_str().unwrap());
    server.post(&confirm, &json!({"identifiers": going}));
    server.stop();
    let output = restore(&file, &place.data(), &["--replace"]);
    assert!(output.status.success() && said(&output).contains("1 erasures that were made"), "{}", said(&output));
    let server = place.serve();
    assert!(server.find("user_id:u1").is_none() && server.find("user_id:u2").is_some());
    assert_eq!(server.get("/api/v1/erasures")["total"], 1);
}

#[test]
fn a_key_of_an_administrator_is_enough_and_the_last_backup_is_known() {
    let place = place();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &(0..10).map(event).collect::<Vec<_>>());
    assert_eq!(server.get("/api/v1/doctor")["last_backup"], Value::Null);
    let file = place.directory.path().join("far.backup");
    let over = |key: &str, more: &[&str]| {
        let mut command = binary();
        command.arg("backup").arg(&file).args(["--server", &server.url, "--key", key]).args(more);
        command.output().unwrap()
    };
    let agent = place.key(&["--role", "agent"]);
    assert!(!over(&agent, &[]).status.success() && !file.exists());
    let output = over(&server.admin, &[]);
    assert!(output.status.success(), "{}", said(&output));
    let at = server.get("/api/v1/doctor")["last_backup"].as_str().unwrap().to_owned();
    assert!(said(&place.output(&["doctor"])).contains(&at));
    let metrics = server.send("GET", "/metrics", &[("authorization", &format!("Bearer {}", server.admin))], b"").body;
    assert!(metrics.contains("throughline_last_backup_timestamp_seconds 1"), "{metrics}");
    assert_eq!(server.get("/api/v1/audit?action=backups.make")["total"], 1);
}

#[test]
fn a_server_that_goes_away_leaves_nothing_that_looks_like_a_backup() {
    use std::io::{Read as _, Write as _};
    let place = place();
    filled(&place, 500);
    let (file, output) = backup(&place, &[]);
    assert!(output.status.success(), "{}", said(&output));
    let whole = std::fs::read(&file).unwrap();
    // One that breaks off within the answer, and one whose answer ends as it should and is not all.
    for end in ["", "0\r\n\r\n"] {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let server = format!("http://{}", listener.local_addr().unwrap());
        let half = whole[..whole.len() / 2].to_vec();
        let answering = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            assert!(stream.read(&mut request).unwrap() > 0);
            stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").unwrap();
            stream.write_all(format!("{:x}\r\n", half.len()).as_bytes()).unwrap();
            stream.write_all(&half).unwrap();
            stream.write_all(format!("\r\n{end}").as_bytes()).unwrap();
        });
        let target = place.directory.path().join("broken.backup");
        let output = binary().arg("backup").arg(&target).args(["--server", &server, "--key", "k"]).output().unwrap();
        answering.join().unwrap();
        assert!(!output.status.success() && said(&output).contains("did not come whole"), "{}", said(&output));
        assert!(!target.exists() && !target.with_extension("backup.partial").exists());
    }
}

#[test]
fn a_full_disk_leaves_nothing_of_a_backup() {
    let Some(disk) = Mounted::new("size=64k") else { return };
    let place = place();
    filled(&place, 4000);
    let file = disk.0.path().join("store.backup");
    let output = place.output(&["backup", file.to_str().unwrap()]);
    assert!(!output.status.success() && said(&output).contains("No space left"), "{}", said(&output));
    assert_eq!(std::fs::read_dir(disk.0.path()).unwrap().count(), 0);
    // Nor of a restore.
    let (file, output) = backup(&place, &[]);
    assert!(output.status.success(), "{}", said(&output));
    let output = restore(&file, &disk.0.path().join("data"), &[]);
    assert!(!output.status.success() && said(&output).contains("No space left"), "{}", said(&output));
    assert_eq!(std::fs::read_dir(disk.0.path()).unwrap().count(), 0);
}

fn tool(program: &str, args: &[&str]) {
    let bin = std::env::var("THROUGHLINE_TEST_POSTGRES_BIN").unwrap();
    let output = Command::new(Path::new(&bin).join(program)).args(args).output().unwrap();
    assert!(output.status.success(), "{program} {args:?}: {}", said(&output));
}

#[test]
fn a_dump_of_postgres_under_load_is_restored_into_another_database() {
    let (Some(cluster), Some(place)) = (Cluster::start(), Place::new(Kind::Postgres)) else { return };
    let url = place.flags()[1].clone();
    // This cluster is further on than the other: its transaction numbers mean nothing there.
    tool(
        "psql",
        &[
            "-qd",
            &url,
            "-c",
            "DO $$ BEGIN FOR i IN 1..5000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$",
        ],
    );
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let (next, acknowledged, stopped) = (AtomicUsize::new(0), Mutex::new(Vec::new()), AtomicBool::new(false));
    let file = place.directory.path().join("store.dump").display().to_string();
    let before = std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| load(&server, &shop, &next, &acknowledged, &stopped));
        }
        while acknowledged.lock().unwrap().len() < 1000 {
            std::thread::yield_now();
        }
        let before = acknowledged.lock().unwrap().clone();
        tool("pg_dump", &["-Fc", "-d", &url, "-f", &file]);
        stopped.store(true, Ordering::SeqCst);
        before
    });
    drop(server);
    for there in [cluster.place(), Place::new(Kind::Postgres).unwrap()] {
        tool("pg_restore", &["--no-owner", "--single-transaction", "-d", &there.flags()[1], &file]);
        let server = there.serve();
        let ledger = server.get("/api/v1/ledger");
        let stored = ledger["stored"].as_u64().unwrap();
        assert!(stored >= before.len() as u64, "{} were acknowledged, {stored} are restored", before.len());
        for keys in before.chunks(500) {
            server.batch(&shop, &keys.iter().map(|n| event(*n)).collect::<Vec<_>>());
        }
        // What comes now stands behind what was there.
        server.batch(&shop, &(1_000_000..1_000_100).map(event).collect::<Vec<_>>());
        assert_eq!(server.get("/api/v1/ledger")["stored"].as_u64().unwrap(), stored + 100);
        server.folded();
        let people: u64 =
            (0..10).map(|n| server.person(&format!("user_id:u{n}"))["interactions"].as_u64().unwrap()).sum();
        assert_eq!(people, stored + 100);
        server.stop();
        let report = there.run(&["doctor", "--json"]);
        assert_eq!(report["healthy"], true, "{report}");
    }
}

#[test]
fn who_was_erased_after_a_dump_of_postgres_is_erased_again() {
    let (Some(place), Some(there), Some(late)) =
        (Place::new(Kind::Postgres), Place::new(Kind::Postgres), Place::new(Kind::Postgres))
    else {
        return;
    };
    let list = place.directory.path().join("erasures.jsonl").display().to_string();
    let kept = place.directory.path().join("kept.jsonl").display().to_string();
    let shop = filled(&place, 20);
    let dump = place.directory.path().join("store.dump").display().to_string();
    tool("pg_dump", &["-Fc", "-d", &place.flags()[1], "-f", &dump]);
    let server = place.serve_with(&format!("erasures_file = {list:?}\n"));
    erase(&server, &server.id("user_id:u1"));
    server.stop();
    let output = place.output(&["erasures", "keep", &kept]);
    assert!(output.status.success() && said(&output).contains("1 erasures"), "{}", said(&output));
    assert_eq!(std::fs::read(&list).unwrap(), std::fs::read(&kept).unwrap());
    for restored in [&there, &late] {
        let arguments = ["--no-owner", "--single-transaction", "-d", &restored.flags()[1], &dump];
        tool("pg_restore", &arguments);
    }
    assert_eq!(there.run(&["erasures", "replay", &list, "--json"])["replayed"], 1);
    assert_eq!(there.run(&["erasures", "replay", &list, "--json"])["replayed"], 0);
    let server = there.serve();
    assert!(server.find("user_id:u1").is_none() && server.find("user_id:u2").is_some());
    assert_eq!(server.get("/api/v1/erasures")["items"][0]["stage"], "destroyed");
    server.stop();
    assert_eq!(there.run(&["doctor", "--json"])["healthy"], true);
    // Where something has come in since, the numbers of the list may be others'.
    let server = late.serve();
    server.batch(&shop, &[event(1000)]);
    let output = late.output(&["erasures", "replay", &list]);
    assert!(!output.status.success() && said(&output).contains("before a server listens"), "{}", said(&output));
    assert!(server.find("user_id:u1").is_some());
}

#[test]
fn a_database_of_postgres_is_left_to_its_own_tools() {
    let Some(place) = Place::new(Kind::Postgres) else { return };
    let (file, output) = backup(&place, &[]);
    assert!(!output.status.success() && said(&output).contains("pg_dump"), "{}", said(&output));
    assert!(!file.exists());
}

#[test]
fn a_restore_that_was_broken_off_is_not_forgotten() {
    let place = place();
    filled(&place, 10);
    let (file, _) = backup(&place, &[]);
    let left = place.data().join("restoring");
    std::fs::create_dir(&left).unwrap();
    std::fs::write(left.join("throughline.db"), "a whole copy").unwrap();
    assert!(said(&restore(&file, &place.data(), &["--replace"])).contains("remove it first"));
    let server = place.serve();
    assert!(server.log.lock().unwrap().contains("restoring is left from a restore"), "the log says nothing");
    let report = server.get("/api/v1/doctor");
    assert!(report["healthy"] == false && report.to_string().contains("restoring is left"), "{report}");
    server.stop();
    std::fs::remove_dir_all(&left).unwrap();
    assert_eq!(place.serve().get("/api/v1/doctor")["healthy"], true);
    // Where there was no store before, too.
    let other = place.directory.path().join("other");
    std::fs::create_dir_all(other.join("restoring")).unwrap();
    assert!(said(&restore(&file, &other, &[])).contains("remove it first"));
    std::fs::remove_dir(other.join("restoring")).unwrap();
    assert!(restore(&file, &other, &[]).status.success());
}
