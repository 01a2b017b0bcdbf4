//! Episodes and what they cost, against the sample company's ground truth, at seeds that nothing was tuned on.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use crate::harness::{Place, Server, escaped, on_both};
use crate::sample::{made, pairs};

on_both!(weights_are_of_answers_soon_after_a_contact);

/// Nothing was tuned on these.
const SEEDS: [&str; 2] = ["2718", "3141"];

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
            // What was looked at within the same minute is no row of truth.
            let same = items.iter().filter(|item| item["source"] == row["source"].as_str());
            let same = same.filter(|item| item["source"] != "web" || item["name"] == "Help Searched");
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

/// Which of a person's episodes each of their interactions is in.
fn episodes_found(server: &Server, person: &str) -> HashMap<String, (String, usize)> {
    let listed = server.get(&format!("/api/v1/people/{person}/episodes"));
    let mut found = HashMap::new();
    for (number, one) in listed["items"].as_array().unwrap().iter().enumerate() {
        for id in one["interactions"].as_array().unwrap() {
            found.insert(id.as_str().unwrap().to_owned(), (person.to_owned(), number));
        }
    }
    found
}

#[test]
fn episodes_are_the_matters_that_people_had() {
    for seed in SEEDS {
        let place = made("500", "12", seed);
        let server = place.serve();
        let truth = interactions_of_truth(&place, &server);
        let people: BTreeSet<&String> = truth.iter().map(|(person, ..)| person).collect();
        let episode_of: HashMap<String, (String, usize)> =
            people.into_iter().flat_map(|person| episodes_found(&server, person)).collect();
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

/// Repeated requests of truth whose call or visit is under the person who had it: how many, and how many of all.
fn observable_requests(place: &Place, server: &Server) -> (u64, u64) {
    let people = people_of_truth(place, server);
    let mut of_people: BTreeMap<String, Vec<HashMap<String, String>>> = BTreeMap::new();
    for row in rows_of_truth(place, "repeated_requests.csv") {
        of_people.entry(row["person"].clone()).or_default().push(row);
    }
    let (mut seen, mut planted) = (0, 0);
    for (name, rows) in of_people {
        planted += rows.len() as u64;
        let Some(person) = people.get(&name) else { continue };
        let line = server.get(&format!("/api/v1/people/{person}/line"));
        let points = line["items"].as_array().unwrap();
        let is_there = |row: &&HashMap<String, String>| {
            let at = milliseconds(&row["time"]);
            points.iter().any(|point| {
                point["touchpoint"] == row["touchpoint"].as_str()
                    && (milliseconds(point["occurred_at"].as_str().unwrap()) - at).abs() <= 60_000
            })
        };
        seen += rows.iter().filter(is_there).count() as u64;
    }
    (seen, planted)
}

#[test]
fn who_asks_again_and_how_often_is_as_it_was_planted() {
    for seed in SEEDS {
        let place = made("500", "12", seed);
        let server = place.serve();
        let totals = server.get("/api/v1/effort/totals");
        let asked_again = |item: &Value| item["asked_again"].as_u64().unwrap();
        let items = totals["items"].as_array().unwrap();
        let first: BTreeSet<&str> = items[..2].iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert_eq!(first, ["call_center.switchboard", "field.visit"].into(), "{totals}");
        let found: u64 = items.iter().map(asked_again).sum();
        let (observable, planted) = observable_requests(&place, &server);
        println!("seed {seed}: {found} repeated requests found; {observable} of {planted} can be told whose they are");
        assert!(observable * 10 >= planted * 8, "seed {seed}: {observable} of {planted}");
        assert!(found.abs_diff(observable) * 50 <= observable, "seed {seed}: {found} found, {observable} planted");
    }
}

#[test]
fn matters_pass_between_departments_as_often_as_they_did() {
    let (mut planted, mut found) = (0, 0);
    for seed in SEEDS {
        let place = made("800", "12", seed);
        let server = place.serve();
        let mut of_people: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for (person, episode, id) in interactions_of_truth(&place, &server) {
            of_people.entry(person).or_default().push((episode, id));
        }
        for (person, rows) in of_people {
            let line = server.get(&format!("/api/v1/people/{person}/line"));
            let points: HashMap<&str, &Value> =
                line["items"].as_array().unwrap().iter().map(|point| (point["id"].as_str().unwrap(), point)).collect();
            let episode_of = episodes_found(&server, &person);
            let contacts = rows.iter().map(|(episode, id)| (episode, episode_of.get(id), points[id.as_str()]));
            let mut contacts: Vec<_> = contacts.filter(|(.., point)| point["spoken"] == true).collect();
            contacts.sort_by_key(|(.., point)| point["occurred_at"].as_str());
            planted += transfers(contacts.iter().map(|(episode, _, point)| (*episode, *point)));
            found += transfers(contacts.iter().filter_map(|(_, episode, point)| Some(((*episode)?, *point))));
        }
    }
    println!("{found} transfers found, {planted} planted");
    assert!(found.abs_diff(planted) * 50 <= planted, "{found} found, {planted} planted");
}

/// How often an episode passes from one department to another in these contacts, in the order of time.
fn transfers<'a, E: std::hash::Hash + Eq>(contacts: impl Iterator<Item = (E, &'a Value)>) -> u64 {
    let mut last: HashMap<E, &str> = HashMap::new();
    let mut count = 0;
    for (episode, point) in contacts {
        let Some(department) = point["department"].as_str() else { continue };
        let before = last.insert(episode, department);
        count += u64::from(before.is_some_and(|before| before != department));
    }
    count
}

#[test]
fn silos_are_counted_between_one_and_all_departments() {
    let place = made("300", "6", "1848");
    let silos = place.serve().get("/api/v1/effort/silos");
    let [low, effective, high] = ["low", "effective", "high"].map(|name| silos[name].as_f64().unwrap());
    #[expect(clippy::cast_precision_loss, reason = "a few departments")]
    let most = silos["departments"].as_array().unwrap().len() as f64;
    assert!(1.0 <= low && low <= effective && effective <= high && high <= most, "{low} {effective} {high}");
}

/// The people behind a figure of effort: how many, and those of the first page.
fn behind(server: &Server, figure: &Value) -> (u64, Vec<String>) {
    let found = server.post("/api/v1/effort/people", &json!({"figure": figure, "page": {"limit": 3}}));
    let ids = found["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned());
    (found["total"].as_u64().unwrap(), ids.collect())
}

#[test]
fn behind_every_figure_are_as_many_people_as_it_says() {
    let place = made("300", "6", "1848");
    let server = place.serve();
    let silos = server.get("/api/v1/effort/silos");
    for one in silos["departments"].as_array().unwrap() {
        let (total, _) = behind(&server, &json!({"kind": "contacts", "by": "department", "name": one["name"]}));
        assert_eq!(one["people"], total, "{one}");
    }
    let arrows = silos["arrows"].as_array().unwrap();
    for one in arrows {
        let figure = |how: Value| json!({"kind": "transfers", "from": one["from"], "to": one["to"], "how": how});
        let (total, ids) = behind(&server, &figure(Value::Null));
        assert_eq!(one["people"], total, "{one}");
        for id in ids {
            let episodes = server.get(&format!("/api/v1/people/{id}/episodes"));
            let passed = |episode: &Value| {
                let departments = episode["departments"].as_array().unwrap();
                departments.contains(&one["from"]) && departments.contains(&one["to"])
            };
            assert!(episodes["items"].as_array().unwrap().iter().any(passed), "{id} {one}");
        }
        for how in ["warm", "cold", "unknown"] {
            let (people, _) = behind(&server, &figure(json!(how)));
            let passages = one["transfers"][how].as_u64().unwrap();
            assert!(people <= passages && people <= total && (people > 0) == (passages > 0), "{how} {people} {one}");
        }
    }
    assert!(arrows.len() > 5, "{silos}");
    let totals = server.get("/api/v1/effort/totals");
    for one in totals["items"].as_array().unwrap() {
        let (asked_again, _) = behind(&server, &json!({"kind": "asked_again", "name": one["name"]}));
        let hits = one["again"]["hits"].as_u64().unwrap();
        assert!(asked_again <= hits && (asked_again > 0) == (hits > 0), "{asked_again} {one}");
    }
    for one in totals["weeks"].as_array().unwrap() {
        let (ended, _) = behind(&server, &json!({"kind": "ended", "week": one["from"]}));
        assert_eq!(one["score"]["people"], ended, "{one}");
    }
    let nowhere = json!({"figure": {"kind": "contacts", "by": "department", "name": "Nowhere"}});
    let refused = server.call("POST", "/api/v1/effort/people", &nowhere);
    assert_eq!(refused.status, 400);
    assert!(refused.json()["detail"].as_str().unwrap().contains("Nowhere"));
}

#[test]
fn a_persons_page_counts_the_same_contacts_everywhere() {
    let place = made("150", "6", "1848");
    let server = place.serve();
    let (mut people, mut contacts) = (0, 0);
    for id in people_of_truth(&place, &server).values() {
        let line = server.get(&format!("/api/v1/people/{id}/line"));
        let points = line["items"].as_array().unwrap();
        let spoken = points.iter().filter(|point| point["spoken"] == true).count() as u64;
        let episodes = server.get(&format!("/api/v1/people/{id}/episodes"));
        let of = |one: &Value| one["contacts"].as_u64().unwrap();
        assert_eq!(spoken, episodes["items"].as_array().unwrap().iter().map(of).sum::<u64>(), "{id}");
        (people, contacts) = (people + 1, contacts + spoken);
    }
    assert!(people > 100 && contacts > people, "{contacts} contacts of {people} people");
}

/// A call of somebody, and what they answered to the customer effort score so many days later.
fn called_and_answered(user: &str, days: u32, ease: u32) -> [Value; 2] {
    let call = json!({"channel": "phone", "touchpoint": "call_center.care", "direction": "inbound", "text": "hello"});
    let answer = json!({"channel": "email", "touchpoint": "survey.ces", "direction": "inbound"});
    let track = |event: &str, day: u32, said: Value| {
        json!({"type": "track", "userId": user, "messageId": format!("{user}-{event}"), "event": event,
            "properties": {"ces": ease}, "timestamp": format!("2026-03-{day:02}T10:00:00Z"),
            "context": {"interaction": said}})
    };
    let mut called = track("Called", 1, call);
    called.as_object_mut().unwrap().remove("properties");
    [called, track("Answered", 1 + days, answer)]
}

fn weights_are_of_answers_soon_after_a_contact(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    // Bob answers too late, and eve what is no score.
    for (user, days, ease) in [("ana", 7, 6), ("bob", 8, 6), ("cyd", 1, 2), ("eve", 1, 8)] {
        server.batch(&shop, &called_and_answered(user, days, ease));
    }
    let weights = server.get("/api/v1/effort/weights");
    assert_eq!((&weights["answers"], &weights["people"], &weights["fitted"]), (&json!(2), &json!(2), &json!(false)));
    let items = weights["items"].as_array().unwrap();
    assert!(items.iter().all(|one| one["weight"] == one["stated"] && one["low"].is_null()), "{weights}");
    let episodes = server.get(&format!("/api/v1/people/{}/episodes", server.id("user_id:ana")));
    assert_eq!((&episodes["items"][0]["score"], &episodes["items"][0]["parts"]), (&json!(0.0), &json!([])));
    crate::privacy::erase(&server, &server.id("user_id:cyd"));
    server.stop();
    let server = place.serve();
    assert_eq!(server.get("/api/v1/effort/weights")["answers"], 1);
    for number in 0..40 {
        server.batch(&shop, &called_and_answered(&format!("user-{number}"), 1, 1 + number % 7));
    }
    server.stop();
    let weights = place.serve().get("/api/v1/effort/weights");
    assert_eq!((&weights["answers"], &weights["fitted"]), (&json!(41), &json!(true)));
    // Nobody had any effort: what was known before is all that is known.
    let items = weights["items"].as_array().unwrap();
    let same = |one: &Value| (one["weight"].as_f64().unwrap() - one["stated"].as_f64().unwrap()).abs() < 1e-6;
    assert!(items.iter().all(same), "{weights}");
}

#[test]
fn answers_say_that_being_asked_again_takes_ease_away_and_nothing_else() {
    for seed in SEEDS {
        let place = made("2000", "12", seed);
        let server = place.serve();
        let weights = server.get("/api/v1/effort/weights");
        let number = |one: &Value, field: &str| one[field].as_f64().unwrap();
        println!("seed {seed}: {} answers, R2 {:.2}", weights["answers"], number(&weights, "explained"));
        let (mut planted, mut others) = (Vec::new(), Vec::new());
        for one in weights["items"].as_array().unwrap() {
            let of = ["weight", "low", "high", "stated"].map(|field| number(one, field));
            println!("  {:<18} {of:.2?}", one["part"].as_str().unwrap());
            if one["part"] == "asked_again" { planted.push(of) } else { others.push(of) }
        }
        let [weight, low, ..] = planted[0];
        assert!(low > 0.3, "seed {seed}: {planted:?}");
        // Answers take away what was thought of the others before.
        assert!(
            others.iter().all(|one| one[0] < weight / 2.0 && one[1] == 0.0 && one[0] <= one[3] + 0.05),
            "{others:?}"
        );
        assert!(number(&weights, "explained") > 0.2, "seed {seed}: {weights}");
        // Whoever was asked again has the higher scores: those who met the switchboard or an engineer.
        let totals = server.get("/api/v1/effort/totals");
        let score = |name: &str| {
            let item = totals["items"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap();
            number(&item["score"], "mean")
        };
        let all = number(&totals["score"], "mean");
        assert!(score("call_center.switchboard") > 2.0 * all && score("field.visit") > all, "seed {seed}: {all}");
        assert!(totals["weeks"].as_array().unwrap().len() > 40);
    }
}
