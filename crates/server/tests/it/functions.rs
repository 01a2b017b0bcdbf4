//! Journey functions in SQL: what they answer is what the API answers, over HTTP and by PostgreSQL's protocol.

use serde_json::{Map, Value, json};

use crate::harness::{Kind, Place, Server, on_both, root};
use crate::lake::{config, rows};
use crate::sample::made;
use crate::wire;

on_both! { a_merge_changes_the_next_answer_in_every_way }

/// A value; a moment in milliseconds, however it is written.
fn moment(value: &Value) -> Value {
    let at = value.as_str().and_then(|text| kernel::Timestamp::parse(text).ok());
    at.map_or_else(|| value.clone(), |at| json!(at.0))
}

/// What a function answers, a row an object; what is NULL is left out.
fn asked(server: &Server, function: &str, question: &Value) -> Vec<Map<String, Value>> {
    let question = question.to_string().replace('\'', "''");
    let answer = server.post("/api/v1/sql", &json!({"query": format!("SELECT * FROM {function}('{question}')")}));
    let names: Vec<&str> =
        answer["columns"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    let row = |row: &Value| {
        let cells = names.iter().zip(row.as_array().unwrap()).filter(|(_, cell)| !cell.is_null());
        cells.map(|(name, cell)| ((*name).to_owned(), moment(cell))).collect()
    };
    answer["rows"].as_array().unwrap().iter().map(row).collect()
}

/// An answer of the API with the names of fields joined; lists of objects are left out.
fn flat(prefix: &str, of: &Value) -> Map<String, Value> {
    let mut all = Map::new();
    for (name, value) in of.as_object().unwrap() {
        let name = format!("{prefix}{name}");
        match value {
            Value::Object(_) => all.extend(flat(&format!("{name}_"), value)),
            Value::Array(items) if items.first().is_none_or(Value::is_object) => {}
            Value::Null => {}
            value => drop(all.insert(name, moment(value))),
        }
    }
    all
}

/// The items of a list, flat, with their places.
fn listed(of: &Value) -> Vec<Map<String, Value>> {
    let item = |(number, item)| {
        let mut item = flat("", item);
        item.insert("number".to_owned(), json!(number));
        item
    };
    of.as_array().unwrap().iter().enumerate().map(item).collect()
}

/// Where a question is posted, the question, and the functions that answer it with the list of the answer that each gives.
type Asks<'a> = (&'a str, Value, &'a [(&'a str, &'a str)]);

fn arrow(server: &Server) -> (String, String) {
    let answer = server.post("/api/v1/journeys/follows", &json!({"collapse": true, "limit": 1}));
    let name = |which: &str| answer["arrows"][0][which].as_str().unwrap().to_owned();
    (name("from"), name("to"))
}

#[test]
fn sql_answers_what_the_api_answers() {
    let place = made("300", "8", "1848");
    let server = place.serve();
    let (from, to) = arrow(&server);
    let funnel = json!({"steps": [[from], [to]], "window": 1_209_600_000_i64, "filter": {"contacts": true}});
    let design = server.get("/api/v1/designs")["items"][0]["name"].clone();
    let conformance = json!({"design": design});
    let moments = json!({"by": "name", "bad": ["Customer Left"], "adjust_for": ["contract"], "at_least": 10});
    let cohorts = json!({"period": "month"});
    let groups = json!({"kind": "csat", "by": "fact", "fact": "contract"});
    let rated = json!({"kind": "nps", "ratings": ["Rate_Network", "Rate_Bill"]});
    let questions: [Asks<'_>; 14] = [
        ("journeys/funnel", funnel, &[("funnel", "steps")]),
        (
            "journeys/follows",
            json!({"by": "channel"}),
            &[("follows", "arrows"), ("follows_starts", "starts"), ("follows_ends", "ends"), ("follows_whole", "")],
        ),
        ("journeys/paths", json!({"limit": 7, "shape": {"after": from}}), &[("paths", "paths"), ("paths_whole", "")]),
        ("journeys/flow", json!({"by": "department", "width": 3}), &[("flow", "links"), ("flow_nodes", "nodes")]),
        ("journeys/repeats", json!({"filter": {"contacts": true}}), &[("repeats", "items")]),
        ("journeys/sessions", json!({"gap": 3_600_000}), &[("sessions", "items"), ("sessions_whole", "")]),
        ("journeys/moments", moments, &[("moments", "moments"), ("moments_whole", "")]),
        (
            "journeys/conformance",
            conformance,
            &[("conformance", "deviations"), ("conformance_stages", "stages"), ("conformance_whole", "")],
        ),
        ("scores/groups", groups, &[("scores_groups", "groups"), ("scores_groups_whole", "")]),
        ("scores/groups", json!({"kind": "ces", "by": "department", "limit": 3}), &[("scores_groups", "groups")]),
        (
            "scores/trend",
            json!({"kind": "nps", "filter": {"touchpoints": ["survey.nps_delivery"]}}),
            &[("scores_trend", "periods"), ("scores_trend_whole", "")],
        ),
        (
            "scores/compare",
            json!({"kind": "ces", "measure": "top_two", "one": {"until": "2026-07-01T00:00:00Z"},
                "other": {"from": "2026-07-01T00:00:00Z"}}),
            &[("scores_compare", "")],
        ),
        (
            "drivers",
            json!({"kind": "nps", "observed": ["contacts", "transfers"], "days": 90}),
            &[("drivers", "drivers"), ("drivers_whole", "")],
        ),
        ("drivers/penalty-reward", rated, &[("penalty_reward", "drivers"), ("penalty_reward_whole", "")]),
    ];
    for (path, question, functions) in &questions {
        let answer = server.post(&format!("/api/v1/{path}"), question);
        for (function, list) in *functions {
            let expected = if list.is_empty() { vec![flat("", &answer)] } else { listed(&answer[list]) };
            assert!(!expected.is_empty() && !expected[0].is_empty(), "{function}: {answer}");
            assert_eq!(asked(&server, function, question), expected, "{function}");
        }
    }
    let cut = middle(&server);
    for (path, functions) in [
        ("silos", [("silos", "departments"), ("silos_arrows", "arrows"), ("silos_whole", "")].as_slice()),
        ("totals", &[("totals", "items"), ("totals_weeks", "weeks"), ("totals_whole", "")]),
    ] {
        let answer = server.get(&format!("/api/v1/effort/{path}?from={cut}"));
        for (function, list) in functions {
            let expected = if list.is_empty() { vec![flat("", &answer)] } else { listed(&answer[list]) };
            let question = json!({"from": cut});
            assert_eq!(asked(&server, function, &question), expected, "{function}");
        }
    }
    let scores = server.get(&format!("/api/v1/scores?from={cut}"));
    assert_eq!(asked(&server, "scores", &json!({"from": cut})), listed(&scores["kinds"]));
    let said = rows(&server, "SELECT kind, sum(counts_count) FROM scores_counts() GROUP BY kind ORDER BY kind");
    let feedback =
        "SELECT kind, count(*) FROM feedback WHERE COALESCE(relation, '') <> 'employee' AND score IS NOT NULL
        GROUP BY kind ORDER BY kind";
    assert_eq!(said, rows(&server, feedback));
    let responses = server.get("/api/v1/scores/responses?fact=contract");
    for (function, list) in [("responses", "surveys"), ("responses_groups", "groups")] {
        assert_eq!(asked(&server, function, &json!({"fact": "contract"})), listed(&responses[list]), "{function}");
    }
    assert_eq!(asked(&server, "responses_whole", &json!({"fact": "contract"})), [flat("", &responses)]);
    let answer = server.get("/api/v1/effort/weights");
    assert_eq!(asked(&server, "weights", &json!({})), listed(&answer["items"]));
    assert_eq!(asked(&server, "weights_whole", &json!({})), [flat("", &answer)]);
    // The cells of cohorts are a list within a list.
    let answer = server.post("/api/v1/journeys/cohorts", &cohorts);
    let mut cells = Vec::new();
    for cohort in answer["cohorts"].as_array().unwrap() {
        for (after, back) in cohort["back"].as_array().unwrap().iter().enumerate() {
            let mut cell = flat("", cohort);
            cell.extend(flat("back_", back));
            cell.insert("after".to_owned(), json!(after));
            cells.push(cell);
        }
    }
    assert!(cells.len() > 20);
    assert_eq!(asked(&server, "cohorts", &cohorts), cells);
    feelings(&server);
    everybody(&server);
}

/// The scores of a kind are a list of stages within a list of kinds.
fn feelings(server: &Server) {
    let stage = |name: &str| json!({"name": name, "names": [name]});
    let question = json!({"by": "name", "stages": [stage("Order Placed"), stage("Parcel Delivered")]});
    let answer = server.post("/api/v1/journeys/emotions", &question);
    let mut felt = Vec::new();
    for kind in answer["kinds"].as_array().unwrap() {
        for (place, one) in kind["stages"].as_array().unwrap().iter().enumerate() {
            let mut row = flat("", kind);
            row.extend(flat("stages_", one));
            row.insert("stage".to_owned(), json!(place));
            felt.push(row);
        }
    }
    assert!(felt.len() >= 2, "{answer}");
    assert_eq!(asked(server, "emotions", &question), felt);
    let whole = Map::from_iter([("least".to_owned(), answer["least"].clone())]);
    assert_eq!(asked(server, "emotions_whole", &question), [whole]);
}

/// A moment amid the history.
fn middle(server: &Server) -> String {
    let middle = "SELECT occurred_at FROM interactions ORDER BY occurred_at OFFSET 5000 LIMIT 1";
    rows(server, middle)[0][0].as_str().unwrap().to_owned()
}

/// The table of everybody's episodes against the totals, and against what the API lists of a few people.
fn everybody(server: &Server) {
    let sums = "SELECT sum(contacts), sum(asked_again), sum(transfers_warm + transfers_cold + transfers_unknown),
        count(*) FILTER (WHERE contacts > 0), sum(observable) FROM episodes()";
    let totals = server.get("/api/v1/effort/totals");
    let sum = |list: &str| -> u64 {
        let items = totals["items"].as_array().unwrap();
        items.iter().map(|one| one[list].as_u64().unwrap()).sum()
    };
    let transfers = server.get("/api/v1/effort/silos");
    let transfers: u64 = transfers["arrows"].as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum();
    let expected =
        json!([sum("contacts"), sum("asked_again"), transfers, totals["episodes"], totals["observable"]["hits"]]);
    assert_eq!(rows(server, sums), [expected]);
    let some = "SELECT person_id(person), count(*), sum(contacts), sum(asked_again), sum(looked_for_help),
        sum(array_length(positions)), sum(channel_switches), sum(array_length(departments)), sum(waiting_hours)
        FROM episodes() GROUP BY person ORDER BY count(*) DESC, person LIMIT 20";
    for row in rows(server, some) {
        let listed = server.get(&format!("/api/v1/people/{}/episodes", row[0].as_str().unwrap()));
        let items = listed["items"].as_array().unwrap();
        let sum = |name: &str| items.iter().map(|one| one[name].as_u64().unwrap()).sum::<u64>();
        let long = |name: &str| items.iter().map(|one| one[name].as_array().unwrap().len()).sum::<usize>();
        let mut expected = vec![json!(items.len())];
        expected.extend(["contacts", "asked_again", "looked_for_help"].map(|name| json!(sum(name))));
        expected.extend([json!(long("interactions")), json!(sum("channel_switches")), json!(long("departments"))]);
        assert_eq!(row.as_array().unwrap()[1..8], expected, "{listed}");
        let waiting: f64 = items.iter().map(|one| one["waiting_hours"].as_f64().unwrap()).sum();
        assert!((row[8].as_f64().unwrap() - waiting).abs() < 1e-6);
    }
    let joined =
        "SELECT count(*), count(i.position) FROM (SELECT person, unnest(positions) AS position FROM episodes()) e
        LEFT JOIN interactions i ON e.position = i.position AND e.person = i.person";
    let joined = &rows(server, joined)[0];
    assert!(joined[0].as_u64() > Some(100) && joined[0] == joined[1], "{joined}");
    let cut = middle(server);
    let early = rows(server, &format!("SELECT count(*) FROM episodes('{{\"until\": \"{cut}\"}}')"));
    assert_eq!(early, rows(server, &format!("SELECT count(*) FROM episodes() WHERE began < '{cut}'")));
    assert!(early[0][0].as_u64() > Some(50));
}

fn step(user: &str, number: u32, page: &str) -> Value {
    json!({"type": "page", "userId": user, "messageId": format!("{user}-{number}"),
        "timestamp": format!("2026-03-01T10:{number:02}:00Z"), "context": {"page": {"path": page}}})
}

fn a_merge_changes_the_next_answer_in_every_way(place: &Place) {
    let port = wire::port();
    let server = wire::serve(place, port, "");
    let (shop, key) = (place.key(&["--source", "shop"]), place.key(&["--role", "analyst"]));
    server.batch(&shop, &[step("ana", 1, "/tariffs"), step("ana-too", 2, "/checkout"), step("bob", 1, "/tariffs")]);
    let question = json!({"steps": [["web.tariffs"], ["web.checkout"]], "window": 3_600_000});
    let query = format!("SELECT from_start_hits FROM funnel('{question}') ORDER BY number");
    let all = |expected: [u64; 2]| {
        let answer = server.post("/api/v1/journeys/funnel", &question);
        assert_eq!([0, 1].map(|step| answer["steps"][step]["from_start"]["hits"].as_u64().unwrap()), expected);
        assert_eq!(rows(&server, &query), expected.map(|hits| json!([hits])));
        assert_eq!(wire::said(port, &key, &query), expected.map(|hits| hits.to_string()).join("\n"));
    };
    all([2, 0]);
    let merge = json!({"a": "user_id:ana", "b": "user_id:ana-too", "reason": "same"});
    let link = server.post("/api/v1/people/merge", &merge)["link"].as_str().unwrap().to_owned();
    all([2, 1]);
    server.post(&format!("/api/v1/links/{link}/undo"), &json!({"reason": "not the same"}));
    all([2, 0]);
    // What is wrong with a question is said in words, on every way.
    let wrong = query.replace("web.checkout", "web.nowhere");
    let answer = server.call("POST", "/api/v1/sql", &json!({"query": wrong}));
    assert!(answer.status == 400 && answer.body.contains("no interaction has the touchpoint"), "{}", answer.body);
    assert!(wire::refused(port, "key", &key, &wrong).contains("no interaction has the touchpoint"));
}

#[test]
fn a_wrong_question_is_told_in_words() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with(&config(&place));
    let shop = place.key(&["--source", "shop"]);
    let staff = json!({"type": "track", "event": "Told", "userId": "eve", "messageId": "m", "context": {"interaction":
        {"channel": "chat", "relation": "employee", "text": "hello", "department": "Care"}}});
    server.batch(&shop, &[step("ana", 1, "/tariffs"), staff]);
    for (query, said) in [
        ("SELECT * FROM funnel('{\"steps\": [], \"window\": 5}')", "step"),
        ("SELECT * FROM funnel('{\"steps\": [[\"web.tariffs\"]], \"window\": -5}')", "window"),
        ("SELECT * FROM funnel('{\"steps\": [[\"web.tariffs\"]], \"window\": 5, \"strikt\": true}')", "strikt"),
        ("SELECT * FROM funnel('steps')", "the question is not what it takes"),
        ("SELECT * FROM funnel()", "missing field"),
        ("SELECT * FROM funnel(5)", "takes one text"),
        ("SELECT * FROM funnel('{}', '{}')", "takes one text"),
        ("SELECT 1 WHERE 'a' AND true", "argument type"),
        ("SELECT nothing FROM sessions_whole()", "nothing"),
        ("SELECT * FROM follows('{\"filter\": {\"from\": \"yesterday\"}}')", "`from`"),
        ("SELECT * FROM conformance('{\"design\": \"none such\"}')", "none such"),
        ("SELECT * FROM episodes('{\"side\": \"both\"}')", "both"),
    ] {
        let answer = server.call("POST", "/api/v1/sql", &json!({"query": query}));
        assert!(answer.status == 400 && answer.body.contains(said), "{query}: {} {}", answer.status, answer.body);
    }
    // A plan answers nothing.
    assert!(rows(&server, "EXPLAIN SELECT * FROM funnel('steps')")[0].to_string().contains("funnel"));
    // The employees' side is for few, as in tables.
    let whole = "SELECT interactions FROM sessions_whole('{\"filter\": {\"side\": \"employee\"}}')";
    let episodes = "SELECT contacts FROM episodes('{\"side\": \"employee\"}')";
    let silos = "SELECT contacts FROM silos('{\"side\": \"employee\"}')";
    for query in [whole, episodes, silos] {
        assert_eq!(rows(&server, query), [json!([1])], "{query}");
        let bearer = format!("Bearer {}", place.key(&["--role", "analyst"]));
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let answer = server.send("POST", "/api/v1/sql", &headers, json!({"query": query}).to_string().as_bytes());
        assert!(answer.status == 400 && answer.body.contains("not shown"), "{query}: {}", answer.body);
    }
}

#[test]
fn every_function_and_column_is_in_the_document() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve_with(&config(&place));
    let page = std::fs::read_to_string(root().join("docs/sql.md")).unwrap();
    let section = page.split("## Questions about journeys\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let documented: Vec<(&str, &str)> =
        section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | ")).collect();
    assert!(documented.len() >= 21, "{documented:?}");
    for (function, said) in documented {
        let query = format!("SELECT * FROM {function}('{{}}') LIMIT 0");
        let columns = server.post("/api/v1/sql", &json!({"query": query}))["columns"].clone();
        let fields = || said.split('`').skip(1).step_by(2).filter(|field| !field.starts_with('_'));
        let mut names: Vec<String> = Vec::new();
        for column in columns.as_array().unwrap() {
            let name = column["name"].as_str().unwrap();
            let is = |field: &str| name == field || name.starts_with(&format!("{field}_"));
            assert!(name == "number" || fields().any(is), "docs/sql.md does not speak of {function}.{name}");
            names.push(name.to_owned());
        }
        for field in fields() {
            let is_one = |name: &String| name == field || name.starts_with(&format!("{field}_"));
            assert!(names.iter().any(is_one), "{function} has no {field}");
        }
    }
}
