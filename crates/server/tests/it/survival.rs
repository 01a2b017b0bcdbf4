//! Survival: what was acknowledged is there, once and only once, whatever happens to the process or the database.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::{Kind, Place, Server, on_both};

on_both! {
    kill_at_any_moment_loses_and_doubles_nothing,
    a_retry_right_after_a_restart_is_a_duplicate,
    an_erasure_that_is_killed_is_finished_and_brings_nobody_back,
}

/// How often the server is killed: a few times here, a thousand times by `just torture`.
fn rounds(usual: usize) -> usize {
    std::env::var("THROUGHLINE_TORTURE_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn kill_at_any_moment_loses_and_doubles_nothing(place: &Place) {
    let shop = {
        let server = place.serve();
        let shop = place.key(&["--source", "shop"]);
        server.stop();
        shop
    };
    // A key is acknowledged when the server has said so; one that was only sent may or may not be there.
    let (sent, acknowledged) = (AtomicUsize::new(0), std::sync::Mutex::new(Vec::new()));
    let rounds = rounds(if place.is_postgres() { 10 } else { 20 });
    for round in 0..rounds {
        let server = place.try_serve("").unwrap_or_else(|said| panic!("round {round}: {said}"));
        let stopped = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for worker in 0..4 {
                let (server, shop, sent, acknowledged, stopped) = (&server, &shop, &sent, &acknowledged, &stopped);
                scope.spawn(move || {
                    while !stopped.load(Ordering::SeqCst) {
                        let first = sent.fetch_add(20, Ordering::SeqCst);
                        // Every third batch brings some of an earlier one again.
                        let again = if worker == 0 { first.saturating_sub(37) } else { first };
                        let keys: Vec<usize> = (first..first + 20).chain(again..(again + 5).min(first)).collect();
                        let events: Vec<_> = keys
                            .iter()
                            .map(|n| {
                                json!({"type": "track", "event": n.to_string(), "userId": format!("u{}", n % 10),
                                "anonymousId": format!("a{}", n % 50), "messageId": n.to_string()})
                            })
                            .collect();
                        let body = json!({"batch": events}).to_string();
                        if try_send(server, shop, &body) {
                            acknowledged.lock().unwrap().extend(keys);
                        }
                    }
                });
            }
            // Each round at another moment, from before the first commit to well into the folds and merges.
            std::thread::park_timeout(Duration::from_millis(3 + (round as u64 * 7919) % 400));
            kill_now(&server);
            stopped.store(true, Ordering::SeqCst);
        });
        server.kill();
    }
    let server = place.serve();
    let mut stored: BTreeMap<usize, usize> = BTreeMap::new();
    for user in 0..10 {
        let Some(person) = server.find(&format!("user_id:u{user}")) else { continue };
        let mut next = String::new();
        loop {
            let id = person["id"].as_str().unwrap();
            let page = server.get(&format!("/api/v1/people/{id}/timeline?limit=500{next}"));
            for item in page["items"].as_array().unwrap() {
                *stored.entry(item["name"].as_str().unwrap().parse().unwrap()).or_default() += 1;
            }
            match page["next"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => break,
            }
        }
    }
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.len() > 20 * rounds, "only {} acknowledged: nothing was tested", acknowledged.len());
    let lost: Vec<_> = acknowledged.iter().filter(|n| !stored.contains_key(n)).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged are lost, such as {:?}", lost.len(), acknowledged.len(), lost[0]);
    let doubled: Vec<_> = stored.iter().filter(|(_, count)| **count != 1).collect();
    assert!(doubled.is_empty(), "doubled: {doubled:?}");
    server.stop();
    let report = place.run(&["doctor", "--json"]);
    assert_eq!(report["healthy"], true, "{report}");
}

/// Sends a batch to a server that may be killed meanwhile.
pub(crate) fn try_send(server: &Server, key: &str, body: &str) -> bool {
    let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(10))).build().into();
    let answer =
        agent.post(format!("{}/v1/batch", server.url)).header("authorization", &crate::harness::basic(key)).send(body);
    answer.is_ok_and(|mut answer| answer.status() == 200 && answer.body_mut().read_to_string().is_ok())
}

fn kill_now(server: &Server) {
    let pid = server.pid().to_string();
    assert!(std::process::Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
}

fn a_retry_right_after_a_restart_is_a_duplicate(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let events: Vec<_> = (0..2000)
        .map(|n| json!({"type": "track", "event": "e", "userId": "u1", "messageId": n.to_string(), "properties": {"text": "said"}}))
        .collect();
    server.batch(&shop, &events);
    server.kill();
    // Whatever the folds had not reached is known by its keys and seen in the timeline all the same.
    let server = place.serve();
    assert_eq!(server.person("u1")["interactions"], 2000);
    server.batch(&shop, &events);
    assert_eq!(server.get("/api/v1/ledger")["duplicate"], 2000);
    assert_eq!(server.person("u1")["interactions"], 2000);
    server.stop();
    // Folds that are gone are made again before anybody asks.
    if !place.is_postgres() {
        std::fs::remove_file(place.data().join("folds.db")).unwrap();
        let server = place.serve();
        assert_eq!(server.person("u1")["interactions"], 2000);
        server.batch(&shop, &events);
        assert_eq!(server.get("/api/v1/ledger")["duplicate"], 4000);
    }
    assert_eq!(place.run(&["doctor", "--json"])["healthy"], true);
}

fn an_erasure_that_is_killed_is_finished_and_brings_nobody_back(place: &Place) {
    const SAID: &str = "zq-said-before-the-kill";
    let mut server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let rounds = rounds(if place.is_postgres() { 3 } else { 6 });
    for round in 0..rounds {
        let user = format!("zq-user-{round}");
        let events: Vec<_> = (0..400)
            .map(|n| {
                let own = json!({"type": "identify", "userId": user, "messageId": format!("{round}-{n}"),
                    "traits": {"email": format!("{user}@erase.example")},
                    "context": {"interaction": {"text": format!("{SAID} {round}"), "subjects":
                        [{"kind": "account", "id": "A-1", "role": "user"}]}}});
                let other = json!({"type": "track", "event": "e", "userId": "bob", "messageId": format!("b{round}-{n}"),
                    "context": {"interaction": {"text": format!("he spoke of {user}@erase.example")}}});
                if n % 2 == 0 { own } else { other }
            })
            .collect();
        for portion in events.chunks(20) {
            server.batch(&shop, portion);
        }
        let id = server.id(&format!("user_id:{user}"));
        let proposed = server.post(&format!("/api/v1/people/{id}/erasures"), &json!({"reason": "asked by letter"}));
        let going: Vec<_> = proposed["identifiers"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
        let path = format!("/api/v1/erasures/{}", proposed["id"].as_str().unwrap());
        server.post(&format!("{path}/confirm"), &json!({"identifiers": going}));
        // Each round at another moment of the work.
        std::thread::scope(|scope| {
            let (url, bearer) = (format!("{}/api/v1/erasures/run", server.url), format!("Bearer {}", server.admin));
            scope.spawn(move || {
                let agent: ureq::Agent =
                    ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(30))).build().into();
                let asked = agent.post(url).header("authorization", &bearer).header("content-type", "application/json");
                // It is killed meanwhile, or was quick enough.
                let _ = asked.send("{}");
            });
            std::thread::park_timeout(Duration::from_millis(2 + (round as u64 * 37) % 160));
            kill_now(&server);
        });
        server.kill();
        server = place.serve();
        let nowhere = |server: &Server| {
            assert!(server.find(&format!("user_id:{user}")).is_none(), "round {round}");
            let answer = server.call("GET", &format!("/api/v1/people/{id}/timeline"), &json!(null));
            assert_eq!(answer.status, 404, "round {round}");
            assert_eq!(server.get("/api/v1/accounts?q=A-1")["total"], 0, "round {round}");
        };
        nowhere(&server);
        server.post("/api/v1/erasures/run", &json!({}));
        nowhere(&server);
        assert_eq!(server.get(&path)["stage"], "destroyed", "round {round}");
        assert_eq!(server.get(&format!("/api/v1/people?q={user}"))["total"], 0, "round {round}");
        let bob = server.person("user_id:bob");
        assert_eq!(bob["interactions"], 200 * (round + 1), "round {round}");
        // A late retry brings nobody back.
        for portion in events.chunks(200) {
            server.batch(&shop, portion);
        }
        nowhere(&server);
    }
    server.folded();
    let report = server.get("/api/v1/doctor");
    assert_eq!(report["healthy"], true, "{report}");
    server.stop();
    let all = crate::privacy::on_disk(place);
    for value in [SAID, "@erase.example", "zq-user-"] {
        assert!(!crate::privacy::holds(&all, value), "{value} is still on disk");
    }
}

#[test]
fn a_second_server_on_the_same_directory_is_refused() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let _server = place.serve();
    let Err(said) = place.try_serve("") else { panic!("the second server started") };
    assert!(said.contains("is held by another throughline process"), "{said}");
}

#[test]
fn a_full_queue_is_429_and_nothing_is_lost() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with("[limits]\nwaiting_to_be_written = 200");
    let shop = place.key(&["--source", "shop"]);
    let (acknowledged, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for worker in 0..16 {
            let (server, shop, acknowledged, refused) = (&server, &shop, &acknowledged, &refused);
            scope.spawn(move || {
                for round in 0..20 {
                    let events: Vec<_> = (0..100)
                        .map(|n| json!({"type": "track", "event": "e", "userId": "u1", "messageId": format!("{worker}-{round}-{n}")}))
                        .collect();
                    let answer = server.try_batch(shop, &json!({"batch": events}).to_string());
                    match answer.status {
                        200 => acknowledged.fetch_add(100, Ordering::SeqCst),
                        429 => {
                            assert_eq!(answer.headers["retry-after"], "1");
                            refused.fetch_add(1, Ordering::SeqCst)
                        }
                        other => panic!("{other}: {}", answer.body),
                    };
                }
            });
        }
    });
    let ledger = server.get("/api/v1/ledger");
    assert_eq!(ledger["stored"], acknowledged.load(Ordering::SeqCst));
    assert!(refused.load(Ordering::SeqCst) > 0, "the queue never was full: nothing was tested");
}

#[test]
fn a_stopped_server_answers_what_it_took() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let acknowledged = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (server, shop, acknowledged) = (&server, &shop, &acknowledged);
            scope.spawn(move || {
                for n in 0.. {
                    let event =
                        json!({"type": "track", "event": "e", "userId": "u1", "messageId": format!("{worker}-{n}")});
                    if !try_send(server, shop, &json!({"batch": [event]}).to_string()) {
                        break;
                    }
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        while acknowledged.load(Ordering::SeqCst) < 50 {
            std::thread::yield_now();
        }
        let pid = server.pid().to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    });
    drop(server);
    let person = place.run(&["person", "u1", "--json"]);
    assert_eq!(person["timeline_total"], acknowledged.load(Ordering::SeqCst));
}

#[test]
fn a_slow_client_does_not_hold_the_server() {
    use std::io::{Read as _, Write as _};
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with("[limits]\nhead_seconds = 3");
    let address = server.url.trim_start_matches("http://");
    let mut slow: Vec<_> = (0..50).map(|_| std::net::TcpStream::connect(address).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"POST /v1/batch HTTP/1.1\r\nHost: x\r\nX-Slow: ").unwrap();
    }
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &[json!({"type": "track", "event": "e", "userId": "u1"})]);
    // A head that does not come is given up.
    let started = Instant::now();
    slow[0].set_read_timeout(Some(Duration::from_secs(40))).unwrap();
    let mut rest = Vec::new();
    let _ = slow[0].read_to_end(&mut rest);
    assert!(started.elapsed() < Duration::from_secs(30));
}

/// A small file system of its own, where this machine lets the test mount one.
pub(crate) struct Mounted(pub(crate) tempfile::TempDir);

impl Mounted {
    pub(crate) fn new(options: &str) -> Option<Mounted> {
        let directory = tempfile::tempdir().unwrap();
        let mounted = mount(&["-t", "tmpfs", "-o", options, "tmpfs"], directory.path());
        if !mounted {
            println!("skipped: this test needs to mount a small file system, which it may not here");
        }
        mounted.then_some(Mounted(directory))
    }
}

pub(crate) fn mount(args: &[&str], target: &std::path::Path) -> bool {
    let output = std::process::Command::new("mount").args(args).arg(target).output();
    output.is_ok_and(|output| output.status.success())
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_room() {
    let Some(disk) = Mounted::new("size=10m") else { return };
    let place = Place::at(disk.0.path());
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let mut stored = 0;
    let send = |n: usize| {
        // Text that does not compress, so that the disk is full soon.
        let noise = |seed: usize| -> String {
            let mut state = seed as u64 + 1;
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(b'a' + u8::try_from((state >> 40) % 26).unwrap())
            };
            (0..900).map(|_| next()).collect()
        };
        let events: Vec<_> = (0..100)
            .map(|e| json!({"type": "track", "event": "e", "userId": "u1", "messageId": format!("{n}-{e}"), "properties": {"x": noise(n * 100 + e)}}))
            .collect();
        server.try_batch(&shop, &json!({"batch": events}).to_string()).status
    };
    let full = (0..400).find(|n| {
        let status = send(*n);
        stored += if status == 200 { 100 } else { 0 };
        assert!(status == 200 || status == 503, "{status}");
        status == 503
    });
    assert!(full.is_some(), "the disk never was full: nothing was tested");
    assert!(mount(&["-o", "remount,size=200m"], disk.0.path()));
    // Whatever was refused comes again, and is stored once.
    assert_eq!(send(full.unwrap()), 200);
    assert_eq!(server.get("/api/v1/ledger")["stored"], stored + 100);
    server.folded();
    assert_eq!(server.person("u1")["interactions"], stored + 100);
    server.stop();
    assert_eq!(place.run(&["doctor", "--json"])["healthy"], true);
}

#[test]
fn a_directory_that_cannot_be_written_is_refused_in_a_sentence() {
    let Some(disk) = Mounted::new("ro") else { return };
    let place = Place::at(disk.0.path());
    let output = place.output(&["keys", "create", "--name", "desk", "--role", "agent"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("cannot use the data directory"), "{said}");
}

#[test]
fn postgres_restarted_under_load_loses_and_doubles_nothing() {
    let Some(cluster) = crate::harness::Cluster::start() else { return };
    let place = cluster.place();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let (acknowledged, next, stopped) =
        (std::sync::Mutex::new(Vec::new()), AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let (server, shop, acknowledged, next, stopped) = (&server, &shop, &acknowledged, &next, &stopped);
            scope.spawn(move || {
                while !stopped.load(Ordering::SeqCst) {
                    let n = next.fetch_add(1, Ordering::SeqCst);
                    let event =
                        json!({"type": "track", "event": n.to_string(), "userId": "u1", "messageId": n.to_string()});
                    let body = json!({"batch": [event]}).to_string();
                    // A sender tries again until it is told that its event is stored.
                    let stored = (0..400).any(|_| {
                        let stored = try_send(server, shop, &body);
                        if !stored {
                            std::thread::park_timeout(Duration::from_millis(50));
                        }
                        stored
                    });
                    if stored {
                        acknowledged.lock().unwrap().push(n);
                    }
                }
            });
        }
        for mode in ["fast", "immediate", "immediate"] {
            let before = acknowledged.lock().unwrap().len();
            while acknowledged.lock().unwrap().len() < before + 50 {
                std::thread::yield_now();
            }
            cluster.restart(mode);
        }
        stopped.store(true, Ordering::SeqCst);
    });
    let acknowledged = acknowledged.into_inner().unwrap();
    let ledger = server.get("/api/v1/ledger");
    assert_eq!(ledger["stored"], acknowledged.len(), "every event is stored once: {ledger}");
    assert_eq!(server.person("u1")["interactions"], acknowledged.len());
    server.folded();
    assert_eq!(place.run(&["doctor", "--json"])["healthy"], true);
}
