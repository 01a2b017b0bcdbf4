//! Episodes and what they cost, against the sample company's ground truth, at seeds that nothing was tuned on.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::harness::{Place, Server, escaped};
use crate::sample::{made, pairs};

/// Rows of truth: of each line the columns by name.
pub(crate) fn rows_of_truth(place: &Place, file: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(place.data().join("sample/truth").join(file)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// An id of everybody's person, by their name in truth, where they have an identifier that is theirs alone.
pub(crate) fn people_of_truth(place: &Place, server: &Server) -> BTreeMap<String, String> {
    let mut people = BTreeMap::new();
    for row in rows_of_truth(place, "people.csv").iter().filter(|row| !row["customer_no"].is_empty()) {
        let found =
            server.get(&format!("/api/v1/people?identifier={}", escaped(&format!("user_id:{}", row["customer_no"]))));
        if let Some(id) = found["items"][0]["id"].as_str() {
            people.insert(row["person"].clone(), id.to_owned());
        }
    }
    people
}

/// All items of a list.
fn all(server: &Server, path: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut next = Some(String::new());
    while let Some(cursor) = next {
        let cursor = if cursor.is_empty() { cursor } else { format!("&cursor={}", escaped(&cursor)) };
        let page = server.get(&format!("{path}?limit=200{cursor}"));
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        next = page["next"].as_str().map(str::to_owned);
    }
    items
}

fn milliseconds(moment: &str) -> i64 {
    kernel::Timestamp::parse(moment).unwrap().0
}

/// Of each row of truth that is there: its episode in truth, and its interaction.
fn interactions_of_truth(place: &Place, server: &Server) -> Vec<(String, String, String)> {
    let people = people_of_truth(place, server);
    let mut of_people: BTreeMap<String, Vec<HashMap<String, String>>> = BTreeMap::new();
    for row in rows_of_truth(place, "episodes.csv") {
        of_people.entry(row["person"].clone()).or_default().push(row);
    }
    let (mut found, mut missing) = (Vec::new(), 0);
    for (name, rows) in of_people {
        let Some(person) = people.get(&name) else { continue };
        let items = all(server, &format!("/api/v1/people/{person}/timeline"));
        for row in rows {
            let at = milliseconds(&row["time"]);
            let same = items.iter().filter(|item| item["source"] == row["source"].as_str());
            let away = |item: &&Value| (milliseconds(item["occurred_at"].as_str().unwrap()) - at).abs();
            match same.min_by_key(away).filter(|item| away(item) <= 60_000) {
                Some(item) => {
                    found.push((person.clone(), row["episode"].clone(), item["id"].as_str().unwrap().to_owned()));
                }
                None => missing += 1,
            }
        }
    }
    println!("{} rows of truth found, {missing} not under the person of their customer number", found.len());
    found
}

#[test]
fn episodes_are_the_matters_that_people_had() {
    for seed in ["4711", "1848"] {
        let place = made("500", "12", seed);
        let server = place.serve();
        let mut episode_of: HashMap<String, (String, usize)> = HashMap::new();
        let truth = interactions_of_truth(&place, &server);
        let people: std::collections::BTreeSet<&String> = truth.iter().map(|(person, ..)| person).collect();
        for person in people {
            let listed = server.get(&format!("/api/v1/people/{person}/episodes"));
            for (number, one) in listed["items"].as_array().unwrap().iter().enumerate() {
                for id in one["interactions"].as_array().unwrap() {
                    episode_of.insert(id.as_str().unwrap().to_owned(), (person.clone(), number));
                }
            }
        }
        let count = |key: &dyn Fn(&(String, String, String)) -> String| -> u64 {
            let mut groups: HashMap<String, u64> = HashMap::new();
            for row in &truth {
                *groups.entry(key(row)).or_default() += 1;
            }
            groups.into_values().map(pairs).sum()
        };
        let found = |id: &str| {
            episode_of.get(id).map_or_else(|| id.to_owned(), |(person, number)| format!("{person} {number}"))
        };
        let same = count(&|(_, episode, _)| episode.clone());
        let together = count(&|(_, _, id)| found(id));
        let both = count(&|(_, episode, id)| format!("{episode} {}", found(id)));
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let f1 = 2.0 * both as f64 / (same + together) as f64;
        println!("seed {seed}: {same} pairs of one matter, {together} of one episode, {both} of both: F1 {f1:.4}");
        assert!(f1 >= 0.9, "seed {seed}: F1 {f1:.4}");
    }
}

#[test]
fn who_asks_again_and_how_often_is_as_it_was_planted() {
    for seed in ["4711", "1848"] {
        let place = made("500", "12", seed);
        let server = place.serve();
        let totals = server.get("/api/v1/effort/totals");
        let asked_again = |item: &Value| item["asked_again"].as_u64().unwrap();
        let items = totals["items"].as_array().unwrap();
        let first: std::collections::BTreeSet<&str> =
            items[..2].iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert_eq!(first, ["call_center.switchboard", "field.visit"].into(), "{totals}");
        let found: u64 = items.iter().map(asked_again).sum();
        let planted = rows_of_truth(&place, "repeated_requests.csv").len() as u64;
        println!("seed {seed}: {found} repeated requests found, {planted} planted; {}", totals["observable"]);
        assert!(found.abs_diff(planted) * 50 <= planted, "seed {seed}: {found} found, {planted} planted");
        let silos = server.get("/api/v1/effort/silos");
        let departments = silos["departments"].as_array().unwrap().len();
        let (low, effective, high) = (&silos["low"], &silos["effective"], &silos["high"]);
        let [low, effective, high] = [low, effective, high].map(|number| number.as_f64().unwrap());
        #[expect(clippy::cast_precision_loss, reason = "a few departments")]
        let most = departments as f64;
        assert!(1.0 <= low && low <= effective && effective <= high && high <= most, "{low} {effective} {high}");
    }
}
