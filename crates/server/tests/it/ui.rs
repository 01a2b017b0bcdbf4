//! The user interface in a real Chromium against a server with the sample company, and its copy of the API's document.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::harness::{Kind, Place, binary, root};

const PASSWORD: &str = "a long pass phrase of the tests";

fn there(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

#[test]
fn every_page_in_a_real_browser() {
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !there("node") || !Path::new(&browser).exists() || !root().join("ui/node_modules").exists() {
        println!("skipped: the interface's tests need node, Chromium and `npm ci` in ui/; scripts/test installs them");
        return;
    }
    let place = Place::new(Kind::Sqlite).unwrap();
    let demo =
        binary().args(["demo", "--no-serve", "--customers", "500", "--data"]).arg(place.data()).output().unwrap();
    assert!(demo.status.success(), "{}", String::from_utf8_lossy(&demo.stderr));
    let server = place.serve();
    server.post("/api/v1/users", &json!({"name": "ada", "role": "admin", "password": PASSWORD}));
    let truth = place.data().join("sample/truth/odyssey.json");
    let done = Command::new("node")
        .args(["e2e/run.mjs", &server.url, "ada", PASSWORD])
        .arg(truth)
        .current_dir(root().join("ui"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn the_interface_knows_todays_api() {
    let server = Place::new(Kind::Sqlite).unwrap().serve();
    let today = server.send("GET", "/api/v1/openapi.json", &[], b"").json();
    let path = root().join("ui/openapi.json");
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&path, serde_json::to_string_pretty(&today).unwrap() + "\n").unwrap();
    }
    let known: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert!(known == today, "ui/openapi.json is stale: `just bless`");
}
