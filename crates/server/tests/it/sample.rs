//! The sample company against its ground truth, which only tests read: who is who, at seeds that nothing was tuned on.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::harness::{Kind, Place, Server, escaped};

struct Row {
    identifier: String,
    person: String,
    kind: String,
    last_seen: String,
}

fn truth(place: &Place) -> Vec<Row> {
    let path = place.data().join("sample/truth/identifiers.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let [namespace, value, person, kind, last_seen] = ["namespace", "value", "person", "kind", "last_seen"].map(column);
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        Row {
            identifier: format!("{}:{}", &row[namespace], &row[value]),
            person: row[person].to_owned(),
            kind: row[kind].to_owned(),
            last_seen: row[last_seen].to_owned(),
        }
    });
    rows.collect()
}

pub(crate) fn made(customers: &str, months: &str, seed: &str) -> Place {
    let place = Place::new(Kind::Sqlite).unwrap();
    let output = crate::harness::binary()
        .args(["demo", "--no-serve", "--customers", customers, "--months", months, "--seed", seed, "--data"])
        .arg(place.data())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    place
}

/// Of all pairs of things, those in one group.
pub(crate) fn pairs(count: u64) -> u64 {
    count * count.saturating_sub(1) / 2
}

#[test]
fn people_found_are_the_people_there_are() {
    for seed in ["4711", "1848"] {
        people_found(&made("500", "12", seed));
    }
}

fn people_found(place: &Place) {
    let server = place.serve();
    // (true person, found person) of every identifier that is one person's alone, at a time at which it was theirs.
    let mut items: Vec<(String, String)> = Vec::new();
    let mut counted: BTreeSet<(String, String)> = BTreeSet::new();
    let mut owners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut shared: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in truth(place) {
        if row.kind == "shared" {
            shared.entry(row.identifier).or_default().insert(row.person);
            continue;
        }
        let path = format!("/api/v1/people?identifier={}&at={}", escaped(&row.identifier), escaped(&row.last_seen));
        let found = server.get(&path);
        // Truth has a row for each span of time in which an identifier was theirs.
        if let Some(person) = found["items"][0]["id"].as_str()
            && counted.insert((row.identifier.clone(), row.person.clone()))
        {
            owners.entry(row.identifier).or_default().insert(row.person.clone());
            items.push((row.person, person.to_owned()));
        }
    }
    assert!(items.len() > 3000, "only {} identifiers are known", items.len());
    let count = |key: &dyn Fn(&(String, String)) -> String| -> u64 {
        let mut groups: BTreeMap<String, u64> = BTreeMap::new();
        for item in &items {
            *groups.entry(key(item)).or_default() += 1;
        }
        groups.values().map(|count| pairs(*count)).sum()
    };
    let (found, real) = (count(&|item| item.1.clone()), count(&|item| item.0.clone()));
    let both = count(&|item| format!("{} {}", item.0, item.1));
    #[expect(clippy::cast_precision_loss, reason = "there are far fewer than 2^52 pairs")]
    let (precision, recall) = (both as f64 / found as f64, both as f64 / real as f64);
    let reachable = reachable(&server, &items, &owners, &shared);
    #[expect(clippy::cast_precision_loss, reason = "there are far fewer than 2^52 pairs")]
    let of_reachable = both as f64 / reachable as f64;
    println!(
        "{} identifiers: pairwise precision {precision:.5}, recall {of_reachable:.4} of what evidence reaches, {recall:.4} of all",
        items.len()
    );
    assert!(precision >= 0.9995, "precision {precision}");
    assert!(of_reachable >= 0.97, "recall {of_reachable}");
    // What the tablet and landlines were used by stays with nobody.
    for (identifier, people) in shared.iter().filter(|(_, people)| people.len() > 20) {
        let Some(person) = server.find(identifier) else { continue };
        assert_eq!(person["identifiers"].as_array().unwrap().len(), 1, "{identifier} is shared by {}", people.len());
    }
}

/// The end of a chain of identifiers that belong together.
fn root(group: &BTreeMap<String, String>, mut one: String) -> String {
    while let Some(next) = group.get(&one) {
        one.clone_from(next);
    }
    one
}

/// How many pairs of one person's identifiers any evidence connects, whether or not it was allowed to link them:
/// what deterministic links could reach at best.
fn reachable(
    server: &Server,
    items: &[(String, String)],
    owners: &BTreeMap<String, BTreeSet<String>>,
    shared: &BTreeMap<String, BTreeSet<String>>,
) -> u64 {
    let mut group: BTreeMap<String, String> = BTreeMap::new();
    let people: BTreeSet<&String> = items.iter().map(|(_, person)| person).collect();
    for person in people {
        let links = server.get(&format!("/api/v1/people/{person}/links"));
        for link in links["items"].as_array().unwrap() {
            let ends: Vec<&str> =
                link["identifiers"].as_array().unwrap().iter().map(|end| end.as_str().unwrap()).collect();
            // What several people use leads from one identifier of a person to another of theirs as well.
            let users = |end: &str| owners.get(end).or_else(|| shared.get(end));
            let [Some(a), Some(b)] = [users(ends[0]), users(ends[1])] else { continue };
            for owner in a.intersection(b) {
                let [a, b] = [ends[0], ends[1]].map(|end| root(&group, format!("{owner} {end}")));
                if a != b {
                    group.insert(a, b);
                }
            }
        }
    }
    let mut sizes: BTreeMap<String, u64> = BTreeMap::new();
    for (identifier, people) in owners {
        for owner in people {
            *sizes.entry(root(&group, format!("{owner} {identifier}"))).or_default() += 1;
        }
    }
    sizes.values().map(|count| pairs(*count)).sum()
}

#[test]
fn the_odyssey_is_one_line_from_any_of_her_identifiers() {
    let place = made("60", "12", "5");
    let about: Value = serde_json::from_str(&std::fs::read_to_string(place.data().join("demo.json")).unwrap()).unwrap();
    let identifiers: Vec<&str> = about["odyssey"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert!(identifiers.len() >= 5, "{identifiers:?}");
    let server = place.serve();
    let ids: BTreeSet<String> = identifiers.iter().map(|identifier| server.id(identifier)).collect();
    assert_eq!(ids.len(), 1, "{identifiers:?}");
    let id = ids.first().unwrap();
    let timeline = server.get(&format!("/api/v1/people/{id}/timeline?limit=500"));
    let set = |field: &str| -> BTreeSet<String> {
        let items = timeline["items"].as_array().unwrap();
        items
            .iter()
            .filter_map(|item| item[field].as_str())
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
            .collect()
    };
    assert!(set("channel").len() >= 5, "{:?}", set("channel"));
    assert!(set("department").len() >= 4, "{:?}", set("department"));
    let person = server.get(&format!("/api/v1/people/{id}"));
    let name = person["traits"]["full_name"].as_str().unwrap();
    assert_eq!(name.split_whitespace().count(), 2, "{name:?}");
    drop(server);
    // A second start with the same directory has everything at once.
    let again = crate::harness::binary().args(["demo", "--no-serve", "--data"]).arg(place.data()).output().unwrap();
    assert!(again.status.success() && !String::from_utf8_lossy(&again.stderr).contains("making"));
    assert_eq!(place.run(&["doctor", "--json"])["healthy"], true);
}

#[test]
fn the_demo_has_a_living_organisation() {
    let place = made("400", "12", "7");
    let server = place.serve();
    // What is on record is what interactions name, spelt as they spell it.
    for kind in ["departments", "teams", "locations", "touchpoints"] {
        let owned = server.get(&format!("/api/v1/{kind}?owned=true"));
        let owned = owned["items"].as_array().unwrap();
        assert!(owned.len() >= 8, "{kind}: {}", owned.len());
        let unseen: Vec<&Value> = owned.iter().filter(|one| one["interactions"] == 0).collect();
        assert!(unseen.is_empty(), "{kind}: {unseen:?}");
    }
    let tree = server.get("/api/v1/organisation");
    assert_eq!(tree["brands"].as_array().unwrap().len(), 2, "{tree}");
    let unowned = server.get("/api/v1/touchpoints?owned=false");
    let unowned: Vec<&str> =
        unowned["items"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    assert!(unowned.contains(&"web.help") && unowned.contains(&"event.stand"), "{unowned:?}");
    // Every channel by which somebody is in contact has its cost, in the one currency.
    let costs = server.get("/api/v1/organisation/costs");
    assert_eq!((&costs["currency"], costs["visit"].is_u64()), (&"GBP".into(), true), "{costs}");
    let touchpoints = server.get("/api/v1/touchpoints");
    for touchpoint in touchpoints["items"].as_array().unwrap() {
        let channel = touchpoint["channel"].as_str().unwrap();
        // A visit has a cost of its own; the others are nobody's contact.
        let other = ["visit", "record", "intranet", "network"].contains(&channel);
        assert!(other || costs["contacts"][channel].is_u64(), "{channel}: {costs}");
    }
    // Whoever answers for a touchpoint is somebody who signs in.
    let users = server.get("/api/v1/users");
    let users: BTreeSet<&str> =
        users["items"].as_array().unwrap().iter().filter_map(|one| one["name"].as_str()).collect();
    let owners = touchpoints["items"].as_array().unwrap().iter().filter_map(|one| one["owner"].as_str());
    let owners: BTreeSet<&str> = owners.collect();
    assert!(owners.len() >= 3 && owners.is_subset(&users), "{owners:?} {users:?}");
    // Somebody is told of what was said lately, and what was changed is measured.
    assert_eq!(server.get("/api/v1/alert-rules")["total"], 2);
    let alerts = crate::harness::soon("an alert", || {
        let alerts = server.get("/api/v1/alerts?limit=500");
        (alerts["total"].as_u64() > Some(0)).then_some(alerts)
    });
    let mut seeing = alerts["items"].as_array().unwrap().iter().map(|one| one["owner"].as_str().unwrap());
    assert!(seeing.all(|owner| users.contains(owner)), "{alerts}");
    let effect = server.get("/api/v1/improvements/say-what-is-owed/effect");
    assert!(effect["before"]["count"].as_u64() > Some(0) && effect["compared"].is_array(), "{effect}");
}

/// Starts the demo and returns the key that it prints, and the process.
fn served_demo(place: &Place, more: &[&str]) -> (String, String, std::process::Child) {
    use std::io::BufRead as _;
    let mut command = crate::harness::binary();
    command.args(["demo", "--listen", "127.0.0.1:0"]).args(more).arg("--data").arg(place.data());
    let mut child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let key = lines.find_map(|line| line.strip_prefix("key: ").map(str::to_owned)).unwrap();
    let person = lines.find(|line| line.contains(" person ")).unwrap();
    (key.split_whitespace().next().unwrap().to_owned(), person.trim().to_owned(), child)
}

#[test]
fn the_demo_keeps_to_its_own_directory_and_has_one_key() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let (first, person, mut child) = served_demo(&place, &["--customers", "20", "--months", "1"]);
    // The printed command works as it stands.
    let shown = std::process::Command::new("sh").args(["-c", &person]).output().unwrap();
    assert!(shown.status.success(), "{person}: {}", String::from_utf8_lossy(&shown.stderr));
    child.kill().unwrap();
    child.wait().unwrap();
    let (second, _, mut child) = served_demo(&place, &[]);
    let keys = place.run(&["keys", "list", "--json"]);
    child.kill().unwrap();
    child.wait().unwrap();
    let keys = keys["items"].as_array().unwrap();
    assert_eq!(keys.iter().filter(|key| key["revoked_at"].is_null()).count(), 1, "{keys:?}");
    assert!(first != second && keys.len() == 2);
    // The directory knows in which region its phone numbers are read, whoever opens it.
    let about: Value = serde_json::from_str(&std::fs::read_to_string(place.data().join("demo.json")).unwrap()).unwrap();
    let mut phones =
        about["odyssey"].as_array().unwrap().iter().filter_map(|one| one.as_str()?.strip_prefix("phone:+44"));
    let phone = format!("0{}", phones.next().unwrap());
    assert!(place.output(&["person", &phone]).status.success(), "{phone}");
    let refused = |args: &[&str], data: &std::path::Path| {
        let output = crate::harness::binary().args(["demo", "--data"]).arg(data).args(args).output().unwrap();
        assert!(!output.status.success(), "{args:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let said = refused(&["--no-serve", "--months", "2"], &place.data());
    assert!(said.contains("--customers 20 --months 1 --seed 7"), "{said}");
    let other = Place::new(Kind::Sqlite).unwrap();
    other.run(&["keys", "create", "--name", "desk", "--role", "agent"]);
    let said = refused(&["--no-serve"], &other.data());
    assert!(said.contains("not the demo's") && !other.data().join("sample").exists(), "{said}");
    // A port in use is found out before anything is made.
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let new = place.directory.path().join("new");
    let said = refused(&["--listen", &taken.local_addr().unwrap().to_string()], &new);
    assert!(said.contains("--listen") && !new.exists(), "{said}");
    refused(&["--no-serve", "--customers", "0"], &new);
    assert!(!new.exists());
}
