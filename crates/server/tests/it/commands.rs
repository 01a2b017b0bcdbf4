//! The command line: what it refuses, what it prints, how it ends.

use std::process::Output;

use serde_json::json;

use crate::harness::{Kind, Place, binary, root};

const MAP: &str = r#"
    source = "visits"
    [[interaction]]
    time = "{{ at }}"
    name = "Visit"
    channel = "store"
    identifiers = [{ namespace = "loyalty_card", value = "{{ card }}" }]
"#;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// Runs the command line with a store, which there may not be.
fn place() -> Place {
    Place::new(Kind::Sqlite).unwrap()
}

#[test]
fn what_only_reads_makes_no_store() {
    let place = place();
    let map = place.directory.path().join("map.toml");
    std::fs::write(&map, MAP).unwrap();
    let map = map.to_str().unwrap();
    let reading: [&[&str]; 8] = [
        &["doctor"],
        &["backup", "unmade.backup"],
        &["person", "ana"],
        &["merge", "a", "b", "--because", "x"],
        &["unmerge", "l_x"],
        &["keys", "list"],
        &["keys", "revoke", "k_x"],
        &["import", map, "--map", map, "--dry-run"],
    ];
    for args in reading {
        let output = place.output(args);
        assert_eq!(code(&output), 1, "{args:?}");
        assert!(text(&output.stderr).contains("there is no store in"), "{args:?}: {}", text(&output.stderr));
        assert!(!place.data().exists(), "{args:?}");
    }
    let made = place.run(&["keys", "create", "--name", "desk", "--role", "agent", "--json"]);
    let id = made["id"].as_str().unwrap();
    assert_eq!(place.run(&["keys", "revoke", id, "--json"])["revoked"], id);
    assert_eq!(place.run(&["doctor", "--json"])["healthy"], true);
}

#[test]
fn what_is_wrong_is_said_once_and_says_what_to_do() {
    let place = place();
    let long = place.directory.path().join("d".repeat(100));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken_address = taken.local_addr().unwrap().to_string();
    let refused = {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        free.local_addr().unwrap().port()
    };
    let url = format!("postgres://ana:s3cret@127.0.0.1:{refused}/x");
    let data = place.data().display().to_string();
    let cases: [(&[&str], i32, &str); 6] = [
        (&["serve", "--data", long.to_str().unwrap()], 1, "too long"),
        (&["serve", "--data", &data, "--listen", &taken_address], 1, "--listen"),
        (&["serve", "--database-url", "mysql://x/y"], 1, "postgres://"),
        (&["doctor", "--database-url", &url], 1, "127.0.0.1:"),
        (&["keys", "create", "--data", &data, "--name", "x", "--role", "boss"], 2, "read-only"),
        (&["keys", "create", "--data", &data, "--name", "x", "--role", "agent", "--public"], 2, "--public"),
    ];
    for (args, expected, said) in cases {
        let started = std::time::Instant::now();
        let output = binary().args(args).output().unwrap();
        let stderr = text(&output.stderr);
        assert_eq!(code(&output), expected, "{args:?}: {stderr}");
        assert!(stderr.contains(said) && !stderr.contains("s3cret"), "{args:?}: {stderr}");
        assert!(stderr.matches("os error").count() < 2, "{args:?}: {stderr}");
        assert!(started.elapsed().as_secs() < 10, "{args:?} took {:?}", started.elapsed());
    }
    assert!(!long.exists() && !place.data().exists());
}

#[test]
fn the_configuration_is_shown_as_json_and_checked() {
    let place = place();
    std::fs::create_dir_all(place.data()).unwrap();
    std::fs::write(place.data().join("throughline.toml"), "phone_region = \"GB\"").unwrap();
    assert_eq!(place.run(&["config", "--json"])["phone_region"], "GB");
    std::fs::write(place.data().join("throughline.toml"), "phone_region = \"XX\"").unwrap();
    let output = place.output(&["config"]);
    assert!(code(&output) == 1 && text(&output.stderr).contains("XX"), "{}", text(&output.stderr));
}

#[test]
fn a_person_is_found_or_those_who_could_be_meant_are_listed() {
    let place = place();
    let server = place.serve();
    let site = place.key(&["--source", "site"]);
    let at = "2026-07-01T10:00:00Z";
    let track = |who: serde_json::Value| {
        let mut event = json!({"type": "track", "event": "Called", "timestamp": at});
        event.as_object_mut().unwrap().extend(who.as_object().unwrap().clone());
        event
    };
    server.batch(
        &site,
        &[
            track(json!({"userId": "55555"})),
            track(json!({"anonymousId": "55555"})),
            track(json!({"userId": "M-0007"})),
            track(json!({"userId": "m-0007"})),
            json!({"type": "identify", "userId": "u1", "traits": {"name": "Margaret Ellison"}, "timestamp": at}),
        ],
    );
    let two = place.output(&["person", "55555"]);
    assert_eq!(code(&two), 4, "{}", text(&two.stderr));
    assert!(text(&two.stderr).contains("namespace:value"));
    assert!(text(&two.stdout).contains("user_id:55555") && text(&two.stdout).contains("anonymous_id:55555"));
    assert_eq!(code(&place.output(&["person", "user_id:55555"])), 0);
    let listed = place.output(&["person", "55555", "--json"]);
    let document: serde_json::Value = serde_json::from_slice(&listed.stderr).unwrap();
    assert!(document["people"].as_array().unwrap().len() == 2 && listed.stdout.is_empty());
    let named = place.output(&["person", "Margaret Ellison"]);
    assert!(code(&named) == 4 && text(&named.stdout).contains("user_id:u1"), "{}", text(&named.stderr));
    let nobody = place.output(&["person", "zzzz-nobody"]);
    assert!(code(&nobody) == 3 && text(&nobody.stderr).contains("nobody"));
    assert_eq!(code(&place.output(&["person"])), 2, "wrong usage is told from nobody");
    // Merging takes the same, and says how to undo it in words that work.
    assert_eq!(code(&place.output(&["merge", "55555", "u1", "--because", "x"])), 4);
    let merged = place.output(&["merge", "M-0007", "m-0007", "--because", "a test"]);
    let said = text(&merged.stdout);
    let undo = said.lines().find_map(|line| line.strip_prefix("undo with: ")).unwrap_or_else(|| panic!("{said}"));
    let undone = std::process::Command::new("sh").args(["-c", undo]).output().unwrap();
    assert!(undone.status.success(), "{undo}: {}", text(&undone.stderr));
}

#[test]
fn an_import_shows_what_it_dropped_and_prints_a_line_a_file() {
    let place = place();
    let file = |name: &str, content: &str| {
        let path = place.directory.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    };
    let map = file("map.toml", MAP);
    let rows: Vec<String> = (0..10).map(|n| format!("c{n},soon\n")).collect();
    let bad = file("bad.csv", &format!("card,at\nc1,2026-08-01T10:00:00Z\n{}", rows.concat()));
    let made = place.output(&["keys", "create", "--name", "x", "--role", "admin"]);
    assert!(made.status.success());
    let dry = text(&place.output(&["import", &bad, "--map", &map, "--dry-run"]).stdout);
    assert!(dry.contains("would be dropped, invalid_time") && dry.contains("once imported"), "{dry}");
    let said = text(&place.output(&["import", &bad, "--map", &map]).stdout);
    assert_eq!(said.matches("    invalid_time: ").count(), 3, "{said}");
    let all = said.lines().find_map(|line| line.strip_prefix("  all that are kept: ")).unwrap();
    let listed = std::process::Command::new("sh").args(["-c", all]).output().unwrap();
    let listed = text(&listed.stdout);
    assert!(listed.contains("10 of 10") && listed.contains("c9"), "{all}: {listed}");
    assert_eq!(place.run(&["dropped", "--reason", "no_identifier", "--json"])["total"], 0);
    // One line of JSON for each file, also for one that cannot be read.
    let good = file("good.csv", "card,at\nc7,2026-08-01T10:00:00Z\n");
    let output = place.output(&["import", &good, "nosuch.csv", &bad, "--map", &map, "--json"]);
    assert_eq!(code(&output), 1);
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!((&lines[0]["file"], &lines[0]["stored"]), (&json!(good), &json!(1)));
    assert!(lines[1]["error"].is_string() && lines[2]["dropped"]["invalid_time"] == 10);
}

#[test]
fn the_first_minutes_of_the_readme_work_as_they_stand() {
    let place = place();
    let here = place.directory.path();
    let demo = binary().args(["demo", "--no-serve", "--customers", "20"]).current_dir(here).output().unwrap();
    assert!(demo.status.success(), "{}", text(&demo.stderr));
    std::os::unix::fs::symlink(root().join("crates"), here.join("crates")).unwrap();
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let (_, minutes) = readme.split_once("## The first minutes").unwrap();
    // The tests' binary is on the path already, and a server would not end.
    let shown = minutes.lines().filter_map(|line| line.strip_prefix("    "));
    let commands: Vec<&str> = shown.filter(|line| !line.starts_with("PATH=") && !line.contains(" serve ")).collect();
    assert!(commands.len() > 6, "{commands:?}");
    let binaries = std::path::Path::new(binary().get_program()).parent().unwrap().display().to_string();
    let mut shell = std::process::Command::new("sh");
    shell.arg("-ec").arg(commands.join("\n")).current_dir(here);
    let output = shell.env("PATH", format!("{binaries}:{}", std::env::var("PATH").unwrap())).output().unwrap();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{stdout}\n{stderr}");
    assert!(stdout.matches("line drops every 20 minutes").count() >= 2, "{stdout}");
}
