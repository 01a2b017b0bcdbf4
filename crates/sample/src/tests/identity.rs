//! Who is who: every identifier has its owner, shared ones many, passed ones two with a silence between; and the story.

use std::collections::{HashMap, HashSet};

use super::{Folder, Row, day, halden};
use crate::exports::shop::TABLET;
use crate::people::passed::SILENCE;
use crate::scenes::routine::TABLET_BROWSER;
use crate::{Plan, write};

fn identifiers() -> &'static [Row] {
    halden().rows("truth/identifiers.csv")
}

fn users(namespace: &str, value: &str) -> usize {
    let rows = identifiers().iter().filter(|row| row["namespace"] == namespace && row["value"] == value);
    rows.map(|row| &row["person"]).collect::<HashSet<_>>().len()
}

#[test]
fn a_tablet_is_used_by_two_hundred_people() {
    assert_eq!(users("device", TABLET), 200);
    assert_eq!(users("anonymous_id", TABLET_BROWSER), 200);
    let visits = halden().rows("exports/shop_visits.csv").iter().filter(|row| row["Terminal"] == TABLET).count();
    assert_eq!(visits, 200);
}

#[test]
fn passed_numbers_were_silent_for_long() {
    let mut holders: HashMap<&str, Vec<&Row>> = HashMap::new();
    for row in identifiers().iter().filter(|row| row["kind"] == "reassigned") {
        holders.entry(&row["value"]).or_default().push(row);
    }
    let passed: Vec<_> = holders.values().filter(|rows| rows.len() == 2).collect();
    assert!(passed.len() > 40, "only {} numbers changed hands", passed.len());
    let households: HashMap<_, _> = halden()
        .rows("truth/people.csv")
        .iter()
        .map(|row| (row["person"].as_str(), row["household"].as_str()))
        .collect();
    for rows in passed {
        let (giver, taker) = if rows[0]["from"].is_empty() { (rows[0], rows[1]) } else { (rows[1], rows[0]) };
        let silence = day(&taker["first_seen"]).unwrap() - day(&giver["last_seen"]).unwrap();
        assert!(silence > 180.0 && SILENCE > 180, "{silence} days of silence: {giver:?}");
        assert_ne!(households[giver["person"].as_str()], households[taker["person"].as_str()]);
    }
}

#[test]
fn nobodys_own_identifier_is_anybody_elses() {
    let mut owners = HashMap::new();
    for row in identifiers().iter().filter(|row| row["kind"] == "own" || row["kind"] == "typo") {
        let owner = owners.entry((&row["namespace"], &row["value"])).or_insert(&row["person"]);
        assert_eq!(*owner, &row["person"], "{row:?}");
    }
}

#[test]
fn employees_are_customers_households_share_and_some_cannot_be_joined() {
    let people = halden().rows("truth/people.csv");
    let both = people.iter().filter(|row| !row["customer_no"].is_empty() && !row["employee_id"].is_empty()).count();
    assert_eq!(both, 30);
    let landlines: HashSet<_> = identifiers()
        .iter()
        .filter(|row| row["kind"] == "shared" && row["namespace"] == "phone")
        .map(|row| &row["value"])
        .collect();
    assert!(landlines.iter().any(|landline| users("phone", landline) > 1));
    let apart = people.iter().filter(|row| row["kind"] == "customer" && row["islands"] != "1").count();
    assert!((people.len() / 10..people.len() / 2).contains(&apart), "{apart} of {}", people.len());
    let foreign = people.iter().filter(|row| row["language"] != "en").count();
    assert!(foreign > people.len() / 20, "{foreign} write in another language");
}

#[test]
fn the_story_is_told_to_the_letter() {
    let folder = Folder::new("story");
    let company = write(&Plan { customers: 1, ..Plan::default() }, &folder.0).unwrap();
    let truth = std::fs::read_to_string(folder.0.join("truth/odyssey.json")).unwrap();
    let truth: serde_json::Value = serde_json::from_str(&truth).unwrap();
    let contacts = truth["contacts"].as_array().unwrap();
    let column = |name: &str| contacts.iter().map(|contact| contact[name].as_str().unwrap()).collect::<Vec<_>>();
    let touchpoints = [
        "shop.counter",
        "call_center.care",
        "call_center.switchboard",
        "web.help",
        "field.visit",
        "field.colleague_call",
    ];
    assert_eq!(column("touchpoint"), touchpoints);
    assert_eq!(column("department").into_iter().collect::<HashSet<_>>().len(), 4);
    let given = contacts.iter().filter(|contact| contact["asked"].as_array().unwrap().len() == 3).count();
    assert_eq!((given, truth["repeated_requests"].as_u64()), (4, Some(9)));
    let exports = std::fs::read_dir(folder.0.join("exports")).unwrap();
    let all: String = exports.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    for row in column("row") {
        let key = row.strip_suffix("-1").unwrap_or(row);
        assert!(all.contains(key), "{row} is not in the exports");
    }
    let namespaces: Vec<_> = company.odyssey.iter().map(|one| one.namespace.as_str()).collect();
    assert_eq!(namespaces, ["user_id", "email", "email", "phone", "loyalty_card", "anonymous_id", "account", "ticket"]);
}
