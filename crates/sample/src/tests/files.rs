//! The files are there, are the same every time, have their mappings, and are as big as they should be.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::{CUSTOMERS, Folder, halden};
use crate::facts::Fact;
use crate::{MAPPINGS, Plan, write};

/// All files under a directory with what is in them.
fn contents(dir: &Path) -> HashMap<String, Vec<u8>> {
    let mut files = HashMap::new();
    for folder in ["exports", "truth"] {
        for entry in std::fs::read_dir(dir.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
    files
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = Plan { customers: 150, ..Plan::default() };
    let (one, two, other) = (Folder::new("one"), Folder::new("two"), Folder::new("other"));
    assert_eq!(write(&plan, &one.0).unwrap(), write(&plan, &two.0).unwrap());
    write(&Plan { seed: 8, ..plan }, &other.0).unwrap();
    let (one, two, other) = (contents(&one.0), contents(&two.0), contents(&other.0));
    for (name, bytes) in &one {
        assert!(two[name] == *bytes, "{name} differs");
    }
    assert_eq!(one.len(), 20 + 13, "twenty exports and the truth files, and no parts left behind");
    assert_ne!(one["exports/calls.csv"], other["exports/calls.csv"]);
}

#[test]
fn every_export_has_a_mapping_and_rows() {
    let names: HashSet<_> = MAPPINGS.iter().map(|(name, _)| *name).collect();
    let exports = &halden().company.exports;
    assert_eq!(names, exports.iter().map(|export| export.mapping).collect());
    for export in exports {
        assert!(export.rows > 0, "{} is empty", export.file.display());
    }
    for (name, text) in MAPPINGS {
        assert!(text.contains(&format!("source = \"{name}\"")), "{name} names another source");
    }
}

#[test]
fn rows_are_in_the_order_of_time() {
    let folder = Folder::new("order");
    write(&Plan { customers: 60, ..Plan::default() }, &folder.0).unwrap();
    let text = std::fs::read_to_string(folder.0.join("exports/web.jsonl")).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let times: Vec<_> = lines.map(|line| line["timestamp"].as_str().unwrap().to_owned()).collect();
    assert!(times.len() > 100 && times.is_sorted());
}

#[test]
fn short_plans_can_be_written() {
    let folder = Folder::new("short");
    let company = write(&Plan { customers: 1, months: 1, seed: 3 }, &folder.0).unwrap();
    assert_eq!(company.exports.len(), 20);
}

#[test]
fn the_default_size_is_about_a_million() {
    let total: f64 =
        halden().rows("truth/totals.csv").iter().map(|row| row["interactions"].parse::<f64>().unwrap()).sum();
    let at_default = total / f64::from(CUSTOMERS) * f64::from(Plan::default().customers);
    assert!((800_000.0..1_200_000.0).contains(&at_default), "{at_default}");
}

#[test]
fn mappings_say_how_long_facts_hold() {
    let all =
        [Fact::Problem, Fact::DeviceModel, Fact::ProblemSince, Fact::NewAddress, Fact::MovingDate, Fact::LeavingReason];
    for (name, text) in MAPPINGS {
        for fact in all {
            let said = format!("name = \"{}\"", fact.name());
            for line in text.lines().filter(|line| line.contains(&said)) {
                let days = format!("valid_days = {}", fact.valid_days().unwrap());
                assert!(line.contains(&days), "{name}: {line}");
            }
        }
    }
}
