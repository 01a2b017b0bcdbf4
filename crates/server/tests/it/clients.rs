//! Unmodified client SDKs against a real server: what each sends is on the timeline of the person it spoke of.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::harness::{Kind, Place, root};

/// Runs a client of `tests/clients`; returns what it printed, or nothing where what it needs is not there.
fn run(client: &str, server: &str, key: &str, name: &str, extra: &[(&str, &str)]) -> Option<String> {
    let directory = root().join("tests/clients");
    let python = directory.join(".venv/bin/python");
    let in_python = Path::new(client).extension().is_some_and(|extension| extension == "py");
    let program = if in_python { python.as_path() } else { Path::new("node") };
    let installed = if in_python { python.exists() } else { directory.join("node_modules").exists() };
    if !installed || Command::new(program).arg("--version").output().is_err() {
        println!("skipped: what {client} needs is not installed; scripts/test installs it");
        return None;
    }
    let mut command = Command::new(program);
    command.arg(client).current_dir(&directory).envs(extra.iter().copied());
    command.env("THROUGHLINE_URL", server).env("THROUGHLINE_KEY", key).env("CLIENT_RUN", name);
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{client}: {said}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A client tells its story, and all of it is there, each event once.
fn tells_its_story(client: &str, public: bool, extra: &[(&str, &str)]) {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let key = place.key(if public { &["--source", "site", "--public"] } else { &["--source", "backend"] });
    let Some(said) = run(client, &server.url, &key, "one", extra) else { return };
    let said: serde_json::Value = serde_json::from_str(said.trim()).unwrap();
    let sent: u64 = said["sent"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
    let ledger = server.get("/api/v1/ledger");
    assert_eq!(ledger["stored"], sent, "{said} {ledger}");
    let person = server.person("user_id:u-one");
    let timeline = server.get(&format!("/api/v1/people/{}/timeline", person["id"].as_str().unwrap()));
    let names: Vec<&str> =
        timeline["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
    for wanted in ["Order Completed", "Identified", "Joined Group", "Identities Joined"] {
        assert!(names.contains(&wanted), "{client}: {names:?}");
    }
    assert!(names.iter().any(|name| name.starts_with("Page Viewed")), "{client}: {names:?}");
    let order = timeline["items"].as_array().unwrap().iter().find(|item| item["name"] == "Order Completed").unwrap();
    let opened = server.get(&format!("/api/v1/interactions/{}", order["id"].as_str().unwrap()));
    assert!(opened["properties"]["products"].is_array(), "{opened}");
    // What anybody could have sent is claimed, not known.
    let opened = server.get(&format!("/api/v1/people/{}", person["id"].as_str().unwrap()));
    let traits = &opened[if public { "claimed" } else { "traits" }];
    assert!(traits["email"].is_string(), "{opened}");
    if public {
        let anonymous = format!("anonymous_id:{}", said["anonymousId"].as_str().unwrap());
        assert_eq!(server.id(&anonymous), person["id"].as_str().unwrap());
        assert!(timeline["items"].as_array().unwrap().iter().any(|item| item["channel"] == "web"));
    }
}

#[test]
fn segments_node_sdk() {
    tells_its_story("segment-node.mjs", false, &[]);
}

#[test]
fn rudderstacks_node_sdk() {
    tells_its_story("rudder-node.mjs", false, &[]);
}

#[test]
fn segments_python_sdk() {
    tells_its_story("segment_python.py", false, &[]);
}

#[test]
fn segments_python_sdk_compressed() {
    tells_its_story("segment_python.py", false, &[("CLIENT_GZIP", "1")]);
}

#[test]
fn segments_browser_sdk() {
    if Command::new("chromium").arg("--version").output().is_err() {
        println!("skipped: there is no chromium here");
        return;
    }
    tells_its_story("segment-browser.mjs", true, &[]);
    tells_its_story("segment-browser.mjs", true, &[("CLIENT_BATCH", "1")]);
}
