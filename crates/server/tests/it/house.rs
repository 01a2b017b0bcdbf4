//! The house: imports follow the arrows, files say what they are for, and the map is the territory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::harness::{Kind, Place, root};

/// What each crate may import of ours.
const ARROWS: [(&str, &[&str]); 12] = [
    ("kernel", &[]),
    ("text", &[]),
    ("store", &["kernel"]),
    ("web", &["kernel", "store"]),
    ("know", &["kernel", "text", "store", "web"]),
    ("listen", &["kernel", "store", "web", "know"]),
    ("lake", &["kernel", "store"]),
    ("learn", &["kernel", "text", "store", "web", "know", "listen", "lake"]),
    ("act", &["kernel", "text", "store", "web", "know", "listen", "lake", "learn"]),
    ("sample", &["kernel"]),
    ("server", &["kernel", "store", "web", "know", "listen", "lake", "learn", "act", "sample", "text"]),
    ("bench", &["kernel", "listen", "learn", "text"]),
];

fn short(name: &str) -> &str {
    if name == "throughline" { "server" } else { name.strip_prefix("throughline-").unwrap_or(name) }
}

#[test]
fn imports_follow_the_arrows() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    // The first command of the README names no package.
    let run = metadata["workspace_default_members"].as_array().unwrap();
    assert!(
        run.len() == 1 && run[0].as_str().unwrap().contains("crates/server"),
        "cargo run would not know what: {run:?}"
    );
    let ours: BTreeSet<&str> = packages.iter().map(|package| package["name"].as_str().unwrap()).collect();
    let arrows: BTreeMap<&str, &[&str]> = ARROWS.into_iter().collect();
    for package in packages {
        let name = short(package["name"].as_str().unwrap());
        let allowed = arrows.get(name).unwrap_or_else(|| panic!("{name} has no row in ARROWS"));
        for dependency in package["dependencies"].as_array().unwrap() {
            let dependency_name = dependency["name"].as_str().unwrap();
            if dependency["kind"].is_null() && ours.contains(dependency_name) {
                assert!(allowed.contains(&short(dependency_name)), "{name} must not import {dependency_name}");
            }
        }
    }
}

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name != "fuzz" && !name.starts_with("target") && name != "node_modules" && !name.starts_with('.') {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_stays_small() {
    let mut found = Vec::new();
    sources(&root(), &mut found);
    assert!(found.len() > 60);
    for path in found {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with a //! line", path.display());
        assert!(text.lines().count() <= 700, "{} is too long to hold one thing", path.display());
    }
}

#[test]
fn the_map_names_every_crate_and_slice() {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut missing = Vec::new();
    for (name, _) in ARROWS {
        let directory = if name == "bench" { root().join("bench") } else { root().join("crates").join(name) };
        assert!(directory.exists(), "{name} is in ARROWS and not on disk");
        for entry in std::fs::read_dir(directory.join("src")).unwrap() {
            let path = entry.unwrap().path();
            let slice = path.file_stem().unwrap().to_string_lossy().into_owned();
            let counts = path.is_dir() && !matches!(name, "bench" | "sample");
            if counts && !map.contains(&format!("{name}/{slice}")) {
                missing.push(format!("{name}/{slice}"));
            }
        }
        if !map.contains(&format!("`{name}")) {
            missing.push(name.to_owned());
        }
    }
    for word in map.split('`').skip(1).step_by(2).filter(|word| word.contains('/') && !word.contains(' ')) {
        let (first, rest) = word.split_once('/').unwrap();
        if ARROWS.iter().any(|(name, _)| *name == first) {
            let base = root().join("crates").join(first).join("src").join(rest);
            let there = base.exists() || base.with_extension("rs").exists();
            assert!(there, "ARCHITECTURE.md names {word}, which is not on disk");
        }
    }
    assert!(missing.is_empty(), "ARCHITECTURE.md does not name {missing:?}");
}

#[test]
fn no_two_wire_types_have_one_name() {
    let mut files = Vec::new();
    sources(&root().join("crates"), &mut files);
    let mut named: BTreeMap<String, PathBuf> = BTreeMap::new();
    for file in files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "rs")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut wire = false;
        for line in text.lines().map(str::trim) {
            wire |= line.starts_with("#[derive(") && line.contains("ToSchema");
            let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            let declared = words.iter().position(|word| ["struct", "enum"].contains(word));
            if let (true, Some(place)) = (wire && !line.starts_with("//"), declared) {
                wire = false;
                // In the OpenAPI document the one would silently take the other's place.
                if let Some(other) = named.insert(words[place + 1].to_owned(), file.clone()) {
                    panic!("{} is in {} and in {}", words[place + 1], other.display(), file.display());
                }
            }
        }
    }
    assert!(named.len() > 80, "only {} wire types", named.len());
}

/// Every reference in a document.
fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|field| references(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_document_of_the_api_is_whole_and_the_one_that_pages_are_made_from() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let document = place.serve().send("GET", "/api/v1/openapi.json", &[], b"").json();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    let file = root().join("ui/openapi.json");
    if std::env::var_os("THROUGHLINE_BLESS").is_some() {
        std::fs::write(&file, serde_json::to_string_pretty(&document).unwrap() + "\n").unwrap();
    }
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert!(kept == document, "ui/openapi.json is stale: `just api` makes it and the types of pages anew");
}
