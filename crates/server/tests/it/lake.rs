//! The lake: one history in segments and journal, through kills, full disks, damage and erasure.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::bucket::Bucket;
use crate::harness::{Place, Server, on_both};

on_both! {
    what_is_acknowledged_is_asked_at_once,
    a_merge_changes_the_next_answer_as_a_rebuild_would,
    a_kill_during_compaction_loses_and_doubles_nothing,
    who_is_erased_is_in_no_segment,
    a_damaged_segment_is_named_and_made_anew,
    a_bucket_holds_segments_as_a_directory_does,
}

/// The configuration of a server whose lake makes segments at once.
pub(crate) fn config(place: &Place) -> String {
    let lake = if place.is_postgres() { format!("lake = \"{}\"\n", directory(place).display()) } else { String::new() };
    format!("{lake}lake_delay_seconds = 0\n")
}

/// Where the segments are.
pub(crate) fn directory(place: &Place) -> PathBuf {
    if place.is_postgres() { place.directory.path().join("lake") } else { place.data().join("lake") }
}

/// The rows of an answer.
pub(crate) fn rows(server: &Server, query: &str) -> Vec<Value> {
    server.post("/api/v1/sql", &json!({"query": query}))["rows"].as_array().unwrap().clone()
}

fn segments(place: &Place) -> Vec<PathBuf> {
    let all = std::fs::read_dir(directory(place)).unwrap().map(|one| one.unwrap().path());
    all.filter(|path| path.extension().is_some_and(|ending| ending == "parquet")).collect()
}

/// Waits until everything is in segments.
pub(crate) fn compacted(server: &Server) {
    let started = Instant::now();
    let bearer = format!("Bearer {}", server.admin);
    loop {
        let rows = server.send("GET", "/metrics", &[("authorization", &bearer)], b"").body;
        let figure = |name: &str| {
            let line = rows.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line.rsplit(' ').next().unwrap_or_default().parse::<u64>().unwrap_or(u64::MAX)
        };
        let stored = server.get("/api/v1/ledger")["stored"].as_u64().unwrap();
        if figure("throughline_lake_rows ") >= stored {
            return;
        }
        assert!(started.elapsed() < Duration::from_mins(1), "the lake does not catch up:\n{rows}");
        std::thread::park_timeout(Duration::from_millis(50));
    }
}

fn event(id: usize, user: &str) -> Value {
    json!({"type": "track", "event": "Called", "userId": user, "messageId": format!("m{id}"),
        "timestamp": "2026-03-01T10:00:00Z", "properties": {"n": id},
        "context": {"interaction": {"channel": "phone", "department": "Care"}}})
}

fn events(range: std::ops::Range<usize>) -> Vec<Value> {
    range.map(|id| event(id, &format!("u{}", id % 10))).collect()
}

const COUNTS: &str = "SELECT count(*), count(DISTINCT position), count(DISTINCT person) FROM interactions";

fn what_is_acknowledged_is_asked_at_once(place: &Place) {
    let server = place.serve_with(&config(place));
    let shop = place.key(&["--source", "shop"]);
    for round in 1..=10 {
        server.batch(&shop, &events(round * 100 - 100..round * 100));
        let all = 100 * round;
        assert_eq!(rows(&server, COUNTS), [json!([all, all, 10])]);
        if round % 4 == 0 {
            compacted(&server);
            assert_eq!(rows(&server, COUNTS), [json!([all, all, 10])]);
        }
    }
    // One that comes late stands where it belongs.
    let mut late = event(5000, "u1");
    late["timestamp"] = "2020-01-01T00:00:00Z".into();
    server.batch(&shop, &[late]);
    let first = "SELECT CAST(min(occurred_at) AS TEXT) FROM interactions";
    assert_eq!(rows(&server, first), [json!(["2020-01-01T00:00:00Z"])]);
    compacted(&server);
    assert_eq!(rows(&server, first), [json!(["2020-01-01T00:00:00Z"])]);
    // Predicates leave out what they should, and nothing else.
    let found =
        "SELECT count(*) FROM interactions WHERE channel = 'phone' AND occurred_at >= '2026-01-01' AND source = 'shop'";
    assert_eq!(rows(&server, found), [json!([1000])]);
    server.stop();
    let server = place.serve_with(&config(place));
    assert_eq!(rows(&server, COUNTS), [json!([1001, 1001, 10])]);
}

fn a_merge_changes_the_next_answer_as_a_rebuild_would(place: &Place) {
    let server = place.serve_with(&config(place));
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &events(0..50));
    compacted(&server);
    server.batch(&shop, &events(50..60));
    let per_person = "SELECT person, count(*) FROM interactions GROUP BY person ORDER BY person";
    assert_eq!(rows(&server, per_person).len(), 10);
    let merge = json!({"a": "user_id:u3", "b": "user_id:u4", "reason": "the same"});
    let link = server.post("/api/v1/people/merge", &merge)["link"].as_str().unwrap().to_owned();
    let merged = rows(&server, per_person);
    assert_eq!(merged.len(), 9);
    server.stop();
    std::fs::remove_dir_all(directory(place)).unwrap();
    let server = place.serve_with(&config(place));
    compacted(&server);
    assert_eq!(rows(&server, per_person), merged, "a rebuild says the same");
    server.post(&format!("/api/v1/links/{link}/undo"), &json!({"reason": "they are not"}));
    assert_eq!(rows(&server, per_person).len(), 10);
    // Whoever is blocked owns nothing as long as there is somebody else.
    let both = json!({"type": "track", "event": "e", "userId": "u5", "anonymousId": "tablet", "messageId": "both"});
    server.batch(&shop, &[both]);
    let five = rows(&server, per_person).len();
    let block = json!({"identifier": "user_id:u5", "blocked": true, "reason": "a shared name"});
    assert_eq!(server.call("POST", "/api/v1/identifiers/block", &block).status, 200);
    assert_eq!(rows(&server, per_person).len(), five + 1, "the tablet is somebody by itself");
}

fn a_kill_during_compaction_loses_and_doubles_nothing(place: &Place) {
    let mut sent = 0;
    let shop = {
        let server = place.serve_with(&config(place));
        let shop = place.key(&["--source", "shop"]);
        server.stop();
        shop
    };
    for round in 0..8_u64 {
        let server = place.try_serve(&config(place)).unwrap();
        for _ in 0..3 {
            server.batch(&shop, &events(sent..sent + 300));
            sent += 300;
        }
        std::thread::park_timeout(Duration::from_millis(round * 337 % 900));
        server.kill();
    }
    let server = place.serve_with(&config(place));
    assert_eq!(rows(&server, COUNTS), [json!([sent, sent, 10])]);
    compacted(&server);
    assert_eq!(rows(&server, COUNTS), [json!([sent, sent, 10])]);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
}

/// Everything that stands in the segments, unpacked.
fn unpacked(path: &Path) -> String {
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    let reader = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
    reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect::<Vec<_>>().join("\n")
}

fn who_is_erased_is_in_no_segment(place: &Place) {
    let server = place.serve_with(&config(place));
    let shop = place.key(&["--source", "shop"]);
    let said = |id: &str, user: &str, text: &str| {
        json!({"type": "track", "event": "Wrote", "userId": user, "messageId": id,
            "traits": {"email": format!("{user}@zq.example")}, "properties": {"from": user},
            "context": {"traits": {"email": format!("{user}@zq.example")},
                "interaction": {"channel": "email", "text": text, "facts": {"nickname": format!("nick-{user}")}}}})
    };
    server.batch(&shop, &[said("z1", "zara", "it is zara"), said("z2", "bob", "ask zara@zq.example about it")]);
    server.batch(&shop, &events(0..100));
    compacted(&server);
    let all = |place: &Place| segments(place).iter().map(|path| unpacked(path)).collect::<Vec<_>>().join("\n");
    assert!(all(place).contains("nick-zara") && all(place).contains("ask zara@zq.example"));
    server.folded();
    let id = server.id("user_id:zara");
    let proposed = server.post(&format!("/api/v1/people/{id}/erasures"), &json!({"reason": "asked"}));
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let path = format!("/api/v1/erasures/{}", proposed["id"].as_str().unwrap());
    server.post(&format!("{path}/confirm"), &json!({"identifiers": going}));
    // Hidden at once.
    assert_eq!(rows(&server, "SELECT count(*), count(DISTINCT person) FROM interactions"), [json!([101, 11])]);
    server.post("/api/v1/erasures/run", &json!({}));
    let receipt = server.get(&path);
    assert_eq!(receipt["stage"], "destroyed");
    // Which of the two has made them anew, the erasure or the compactor, does not matter: it waits for the other.
    assert!(receipt["rows"]["lake"].is_u64(), "{receipt}");
    assert!(!all(place).contains("zara"), "of no segment that is left");
    let bytes = std::fs::read_dir(directory(place)).unwrap().flat_map(|one| std::fs::read(one.unwrap().path()));
    assert!(bytes.into_iter().all(|bytes| memchr::memmem::find(&bytes, b"zara").is_none()));
    assert_eq!(rows(&server, "SELECT count(*), count(DISTINCT person) FROM interactions"), [json!([101, 11])]);
    let text = rows(&server, "SELECT text FROM interactions WHERE text IS NOT NULL");
    assert!(text.len() == 1 && !text[0].to_string().contains("zara"), "{text:?}");
}

fn a_damaged_segment_is_named_and_made_anew(place: &Place) {
    // Few rows wait long, so that what is damaged is seen before it is mended.
    let slow = config(place).replace("lake_delay_seconds = 0", "lake_delay_seconds = 600");
    let server = place.serve_with(&config(place));
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &events(0..200));
    compacted(&server);
    server.stop();
    let path = segments(place).remove(0);
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len() / 2;
    bytes[50..end].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let server = place.serve_with(&slow);
    let doctor = server.get("/api/v1/doctor");
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let check =
        doctor["checks"].as_array().unwrap().iter().find(|one| one["name"].as_str().unwrap().contains("segment"));
    let said = check.unwrap()["said"].as_str().unwrap().to_owned();
    assert!(doctor["healthy"] == false && said.contains(&name), "{said}");
    let started = Instant::now();
    while server.get("/api/v1/doctor")["healthy"] == false {
        assert!(started.elapsed() < Duration::from_secs(30));
    }
    assert_eq!(rows(&server, COUNTS), [json!([200, 200, 10])]);
}

fn a_bucket_holds_segments_as_a_directory_does(place: &Place) {
    let bucket = Bucket::start();
    let config = "lake = \"s3://history/some/where\"\nlake_delay_seconds = 0\n";
    let serve = || {
        let mut server = place.try_serve_as(config, &bucket.environment()).unwrap();
        server.admin = place.key(&["--role", "admin"]);
        server
    };
    let server = serve();
    let shop = place.key(&["--source", "shop"]);
    let segments = || bucket.keys().into_iter().filter(|key| key.ends_with(".parquet")).collect::<Vec<_>>();
    server.batch(&shop, &events(0..100));
    compacted(&server);
    assert!(segments()[0].starts_with("some/where/"), "{:?}", bucket.keys());
    assert_eq!(rows(&server, COUNTS), [json!([100, 100, 10])]);
    // A bucket that cannot be written loses nothing.
    bucket.refuse(true);
    server.batch(&shop, &events(100..150));
    std::thread::park_timeout(Duration::from_millis(1500));
    assert_eq!(rows(&server, COUNTS), [json!([150, 150, 10])]);
    bucket.refuse(false);
    compacted(&server);
    assert_eq!(rows(&server, COUNTS), [json!([150, 150, 10])]);
    // Neither does one whose objects are not what was written.
    server.stop();
    bucket.spoil(&segments()[0]);
    let server = serve();
    server.get("/api/v1/doctor");
    let started = Instant::now();
    while server.get("/api/v1/doctor")["healthy"] == false {
        assert!(started.elapsed() < Duration::from_mins(1));
    }
    assert_eq!(rows(&server, COUNTS), [json!([150, 150, 10])]);
    if place.is_postgres() {
        // Two servers share it.
        let other = serve();
        server.batch(&shop, &events(150..200));
        assert_eq!(rows(&other, COUNTS), [json!([200, 200, 10])]);
        compacted(&server);
        compacted(&other);
        assert_eq!(rows(&other, COUNTS), [json!([200, 200, 10])]);
        assert_eq!(rows(&server, COUNTS), [json!([200, 200, 10])]);
    }
}

#[test]
fn a_full_disk_stops_compaction_and_nothing_else() {
    let Some(disk) = crate::survival::Mounted::new("size=300k") else { return };
    let place = Place::new(crate::harness::Kind::Sqlite).unwrap();
    let lake = format!("lake = \"{}\"\nlake_delay_seconds = 0\n", disk.0.path().join("lake").display());
    let server = place.serve_with(&lake);
    let shop = place.key(&["--source", "shop"]);
    let mut sent = 0;
    let failures = || {
        let bearer = format!("Bearer {}", server.admin);
        let page = server.send("GET", "/metrics", &[("authorization", &bearer)], b"").body;
        let line = page.lines().find(|line| line.starts_with("throughline_lake_failures_total")).unwrap().to_owned();
        line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()
    };
    while failures() == 0 {
        let noise =
            |id: usize| format!("{:x}", (id as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        let some: Vec<Value> = (sent..sent + 500)
            .map(|id| {
                let mut one = event(id, &format!("u{}", id % 10));
                one["properties"]["noise"] = (0..8).map(|n| noise(id * 8 + n)).collect::<String>().into();
                one
            })
            .collect();
        server.batch(&shop, &some);
        sent += 500;
        assert!(sent < 20_000, "the disk never was full: nothing was tested");
    }
    assert_eq!(rows(&server, COUNTS), [json!([sent, sent, 10])]);
    assert!(crate::survival::mount(&["-o", "remount,size=100m"], disk.0.path()));
    compacted(&server);
    assert_eq!(rows(&server, COUNTS), [json!([sent, sent, 10])]);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
}
