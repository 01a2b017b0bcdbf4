//! The upgrade: the data directory and the backup of the release before open with this program, and nothing of them is
//! lost. `just fixture` freezes a release.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, binary};

/// The customer whose timeline is compared.
const CUSTOMER: &str = "user_id:H42935965";

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/release").join(name)
}

/// A copy of the frozen data directory.
fn thawed() -> Place {
    let place = Place::new(Kind::Sqlite).unwrap();
    std::fs::create_dir(place.data()).unwrap();
    for name in ["throughline.db", "folds.db"] {
        let packed = std::fs::File::open(fixture(&format!("{name}.gz"))).unwrap();
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
        std::fs::write(place.data().join(name), bytes).unwrap();
    }
    for name in ["folds.form", "throughline.toml"] {
        std::fs::copy(fixture(name), place.data().join(name)).unwrap();
    }
    place
}

/// What must stay as it is, whatever else is added.
fn frozen(server: &Server) -> Value {
    let ledger = server.get("/api/v1/ledger");
    let of = |value: &Value, fields: &[&str]| -> Value {
        fields
            .iter()
            .map(|field| ((*field).to_owned(), value[*field].clone()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let person = server.person(CUSTOMER);
    let id = person["id"].as_str().unwrap();
    let timeline = server.get(&format!("/api/v1/people/{id}/timeline?limit=500"));
    let shown = ["id", "occurred_at", "channel", "touchpoint", "department", "direction", "name", "text", "identifier"];
    let timeline: Vec<Value> = timeline["items"].as_array().unwrap().iter().map(|item| of(item, &shown)).collect();
    // Which of them still hold depends on the day.
    let facts = server.get(&format!("/api/v1/people/{id}/facts?all=true"));
    let told = ["name", "value", "learnt_at", "source"];
    let mut facts: Vec<Value> = facts["items"].as_array().unwrap().iter().map(|fact| of(fact, &told)).collect();
    facts.sort_by_key(Value::to_string);
    let keys = server.get("/api/v1/keys");
    let names: Vec<&Value> = keys["items"].as_array().unwrap().iter().map(|key| &key["name"]).collect();
    let sources: Vec<Value> = server.get("/api/v1/sources")["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| of(source, &["name", "received", "stored", "mapping_version"]))
        .collect();
    let metrics = server.send("GET", "/metrics", &[("authorization", &format!("Bearer {}", server.admin))], b"").body;
    let identifiers = metrics.lines().find_map(|line| line.strip_prefix("throughline_identifiers ")).unwrap();
    json!({
        "ledger": of(&ledger, &["received", "stored", "duplicate", "dropped"]),
        "identifiers": identifiers,
        "keys": names.iter().filter(|name| **name != "test").collect::<Vec<_>>(),
        "sources": sources,
        "dropped": server.get("/api/v1/dropped")["total"],
        "merges": server.get("/api/v1/audit?action=people.merge")["total"],
        "person": of(&person, &["id", "interactions", "first_seen", "last_seen"]),
        "facts": facts,
        "timeline": timeline,
    })
}

/// Compares a store with what was frozen with it, and takes in again what it holds.
fn holds_what_was_frozen(place: &Place) {
    let server = place.serve();
    let now = frozen(&server);
    let file = fixture("expected.json");
    if std::env::var_os("THROUGHLINE_FREEZE").is_some() {
        std::fs::write(&file, serde_json::to_string_pretty(&now).unwrap() + "\n").unwrap();
    }
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert!(expected["timeline"].as_array().unwrap().len() > 5 && expected["merges"] == 1, "{expected}");
    assert_eq!(now, expected);
    server.stop();
    let report = place.run(&["doctor", "--json"]);
    assert_eq!(report["healthy"], true, "{report}");
    let (payments, map) = (fixture("payments.csv"), fixture("payments.toml"));
    let again = place.run(&["import", payments.to_str().unwrap(), "--map", map.to_str().unwrap(), "--json"]);
    assert!(again["duplicate"].as_u64().unwrap() > 0 && again["stored"] == 0, "{again}");
}

#[test]
fn a_data_directory_of_the_release_before_opens() {
    holds_what_was_frozen(&thawed());
}

#[test]
fn a_data_directory_of_the_release_before_opens_without_its_folds() {
    let place = thawed();
    std::fs::remove_file(place.data().join("folds.form")).unwrap();
    holds_what_was_frozen(&place);
}

#[test]
fn a_backup_of_the_release_before_is_restored() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let restored =
        binary().arg("restore").arg(fixture("store.backup")).arg("--data").arg(place.data()).output().unwrap();
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    holds_what_was_frozen(&place);
}
