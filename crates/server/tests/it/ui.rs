//! The user interface in a real Chromium against a server with the sample company.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::harness::{Kind, Place, binary, root};
use crate::oidc::{Provider, configuration};

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
    // The provider must know where the server is, and the server where the provider is.
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let public = format!("http://{address}");
    let provider = Provider::start(&public);
    let config = provider.as_ref().map(|provider| configuration(&place, provider, &public)).unwrap_or_default();
    let server = place.serve_at(&address, &config);
    server.post("/api/v1/users", &json!({"name": "ada", "role": "admin", "password": PASSWORD}));
    let truth = place.data().join("sample/truth/odyssey.json");
    let done = Command::new("node")
        .args(["e2e/run.mjs", &server.url, "ada", PASSWORD])
        .arg(truth)
        .env("PROVIDER", if provider.is_some() { "1" } else { "" })
        .current_dir(root().join("ui"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
}
