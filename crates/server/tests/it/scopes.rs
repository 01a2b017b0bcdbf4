//! Scopes and sides, by comparison: whoever sees a part of a store reads just what they would read if nothing else had
//! ever been there. Every GET of the OpenAPI document is asked, also those that are yet to come.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use web::access::Right;

use crate::alerts::{put as put_rule, rule, until};
use crate::harness::{Kind, Place, Server, on_both};
use crate::privacy::erase;
use crate::worlds::{Reader, Worlds};

on_both! {
    what_is_decided_as_an_employee_is_not_shown_with_the_customer,
    a_scope_reads_what_it_would_read_if_nothing_else_were_there,
    a_customer_who_is_an_employee_is_two_people_to_readers,
    nothing_that_is_hidden_is_confirmed,
}

/// What happened, in the order in which it comes in. `of` is department, team and location.
fn event(n: u32, user: &str, of: &str, more: &Value) -> Value {
    let mut parts = of.split('/');
    let mut next = || parts.next().unwrap();
    let (department, team, location) = (next(), next(), next());
    let mut event = json!({"type": "identify", "userId": user, "messageId": format!("m{n}"),
        "timestamp": format!("2026-03-{:02}T{:02}:{:02}:00Z", 1 + n / 1440, n / 60 % 24, n % 60), "traits": {},
        "context": {"interaction": {"department": department, "team": team, "location": location,
            "channel": "phone", "touchpoint": format!("desk.{}", department.to_lowercase()), "text": format!("talk {n}")}}});
    for (name, value) in more.as_object().unwrap() {
        let place = if name == "traits" || name == "anonymousId" || name == "externalIds" { "" } else { "interaction" };
        match (name.as_str(), place) {
            ("externalIds", _) => event["context"]["externalIds"] = value.clone(),
            (_, "") => event[name] = value.clone(),
            _ => event["context"]["interaction"][name] = value.clone(),
        }
    }
    event
}

const OURS: &str = "Billing/Red/Leeds";
const OTHERS: &str = "Care/Blue/York";

fn story() -> Vec<Value> {
    let account =
        |id: &str, role: &str, facts: Value| json!({"kind": "account", "id": id, "role": role, "facts": facts});
    let badge = json!([{"id": "front desk", "type": "badge"}]);
    let staff = json!([{"id": "s-1", "type": "staff"}]);
    let mut all: Vec<Value> = (0..600)
        .map(|n| event(n, &format!("crowd{n}"), OTHERS, &json!({"traits": {"firstName": "Ana"}, "text": "a refund"})))
        .collect();
    all.extend([
        // The name with more to it comes from others.
        event(
            1000,
            "ana",
            OTHERS,
            &json!({"traits": {"firstName": "Ana", "street": "Hidden Lane 5", "tariff": "old"}}),
        ),
        event(
            1001,
            "ana",
            OURS,
            &json!({"traits": {"firstName": "Ana", "tariff": "gold", "email": "ana@example.com", "stars": 1},
            "text": "a refund, please", "subjects": [account("A-1", "holder", json!({"name": "Ruiz"}))]}),
        ),
        // What others heard later.
        event(
            1002,
            "ana",
            OTHERS,
            &json!({"traits": {"tariff": "silver", "phone": "+442079460001", "stars": 2},
            "subjects": [account("A-1", "user", json!({"name": "Hidden"})), {"kind": "order", "id": "O-9"}]}),
        ),
        event(
            1003,
            "bob",
            OURS,
            &json!({"subjects": [account("A-3", "holder", json!({})), {"kind": "order", "id": "O-1"}]}),
        ),
        event(
            1004,
            "bob",
            OTHERS,
            &json!({"traits": {"name": "Robert Hidden"},
            "subjects": [{"kind": "order", "id": "O-1"}]}),
        ),
        event(
            1005,
            "cyd",
            OTHERS,
            &json!({"traits": {"name": "Cyd"}, "subjects": [account("A-2", "holder", json!({}))]}),
        ),
        // Others know that two are one.
        event(1006, "dan-too", OURS, &json!({"traits": {"firstName": "Dan"}})),
        event(1007, "dan", OURS, &json!({"text": "it is dan"})),
        // What everybody at the desk carries.
        event(1008, "eve", OURS, &json!({"externalIds": badge})),
        event(1009, "gus", OTHERS, &json!({"externalIds": badge})),
        event(1010, "fay", OURS, &json!({"externalIds": badge})),
        // Employees, one of them a customer too.
        event(
            1011,
            "ana",
            OURS,
            &json!({"relation": "employee", "externalIds": staff, "text": "long shifts",
            "traits": {"shoe": "42", "stars": 1}, "touchpoint": "staff.room", "subjects": [account("E-1", "user", json!({}))]}),
        ),
        event(
            1012,
            "emp",
            OURS,
            &json!({"relation": "employee", "externalIds": [{"id": "s-2", "type": "staff"}],
            "traits": {"email": "emp@example.com"}, "text": "the coffee"}),
        ),
        event(1013, "emp-too", OURS, &json!({"relation": "employee", "traits": {"email": "emp@example.com"}})),
        event(1014, "ana", OURS, &json!({"relation": "customer", "traits": {"shoe": "41"}})),
        // Ours by department alone.
        event(1015, "hal", "Billing/Blue/York", &json!({"traits": {"lastName": "Hall"}, "text": "a refund for hal"})),
        event(1016, "zed", OURS, &json!({"text": "zed goes"})),
        event(1017, "yan", OTHERS, &json!({"text": "yan goes"})),
        event(1018, "ana", OTHERS, &json!({"text": "late", "subjects": [account("A-1", "payer", json!({}))]})),
    ]);
    all.extend((0..600).map(|n| event(1100 + n, &format!("crowd{n}"), OTHERS, &json!({"text": "a refund"}))));
    all
}

/// What the server is told beside, in each world as far as it knows of it.
fn told(server: &Server) {
    let knows = |user: &str| server.find(&format!("user_id:{user}")).is_some();
    server.folded();
    if knows("dan") {
        let both = json!({"a": "user_id:dan", "b": "user_id:dan-too", "reason": "the same passport"});
        server.post("/api/v1/people/merge", &both);
    }
    if knows("eve") {
        let block = json!({"identifier": "badge:front desk", "blocked": true, "reason": "everybody's"});
        server.post("/api/v1/identifiers/block", &block);
    }
    for gone in ["zed", "yan"] {
        if knows(gone) {
            erase(server, &server.id(&format!("user_id:{gone}")));
        }
    }
    if knows("ana") {
        let said = json!({"identifier": "user_id:ana", "purpose": "marketing", "granted": false,
            "decided_at": "2026-03-01T00:00:00Z"});
        server.post("/api/v1/consents", &said);
        let hold = json!({"kind": "contact", "reason": "a case is open"});
        server.post(&format!("/api/v1/people/{}/holds", server.id("user_id:ana")), &hold);
    }
}

/// Whether something is not of the crowd, who are there for searches that find too many.
fn is_told_apart(event: &Value) -> bool {
    !event["userId"].as_str().unwrap().starts_with("crowd")
}

/// A server in whose store so much of the story has happened.
fn world(place: &Place, happened: impl Fn(&Value) -> bool) -> Server {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let when = json!([{"kind": "score", "scale": "stars", "at_most": 2}]);
    put_rule(&server, "stars", &rule(&json!({"when": when, "within_days": 3660})));
    let events: Vec<Value> = story().into_iter().filter(|event| happened(event)).collect();
    for portion in events.chunks(400) {
        server.batch(&shop, portion);
    }
    let alarms = |event: &&Value| {
        !event["traits"]["stars"].is_null() && event["context"]["interaction"]["relation"] != "employee"
    };
    until(&server, "", events.iter().filter(alarms).count() as u64);
    server
}

fn another(place: &Place) -> Place {
    Place::new(if place.is_postgres() { Kind::Postgres } else { Kind::Sqlite }).unwrap()
}

/// What is asked beside the bare path.
fn queries(path: &str) -> &'static [&'static str] {
    match path {
        "/api/v1/people" => &[
            "limit=1",
            "limit=2",
            "limit=500",
            "facts=true",
            "q=ana",
            "q=refund",
            "q=hidden",
            "q=hall",
            "q=robert",
            "q=shifts",
            "q=talk",
            "q=dan",
            "q=it+is",
            "identifier=user_id:ana",
            "identifier=email:ana@example.com",
            "identifier=user_id:cyd",
            "identifier=phone:%2B442079460001",
            "identifier=user_id:dan-too",
            "identifier=staff:s-1",
            "identifier=email:emp@example.com",
            "identifier=user_id:emp",
            "identifier=user_id:ana&at=2026-03-01T00:00:00Z",
            "identifier=user_id:yan",
            "identifier=user_id:zed",
            "q=coffee",
            "q=nobody",
            "q=a",
        ],
        "/api/v1/people/{id}/timeline" => &[
            "limit=1",
            "limit=2",
            "department=Care",
            "department=Billing",
            "touchpoint=desk.care",
            "touchpoint=staff.room",
            "channel=phone",
            "text=refund",
            "text=late",
            "text=talk",
            "from=2026-03-01T16:42:00Z",
            "to=2026-03-01T16:42:00Z",
        ],
        "/api/v1/people/{id}/facts" => &["all=true", "name=tariff", "name=tariff&all=true", "name=shoe&all=true"],
        "/api/v1/touchpoints" | "/api/v1/departments" | "/api/v1/teams" | "/api/v1/locations" => {
            &["owned=true", "owned=false", "at=2026-02-01T00:00:00Z", "at=2099-01-01T00:00:00Z"]
        }
        "/api/v1/accounts" => &["limit=1", "limit=2", "q=A-", "q=A-1", "q=A-2", "q=E-1", "q=hidden", "q=ruiz"],
        "/api/v1/accounts/{id}/timeline" => &["limit=1"],
        _ => &[],
    }
}

/// The paths of an operation: its own, or one for each of what is known of its kind.
fn filled(path: &str, ids: &[(&str, BTreeSet<String>)]) -> Vec<String> {
    if path == "/api/v1/organisation/{kind}/{name}" {
        let units = [
            "departments/Billing",
            "departments/Care",
            "teams/Red",
            "teams/Blue",
            "locations/Leeds",
            "touchpoints/desk.billing",
            "touchpoints/desk.care",
            "brands/Halden",
            "brands/Brook",
            "teams/Green",
        ];
        return units.iter().map(|unit| format!("/api/v1/organisation/{unit}?at=2099-01-01T00:00:00Z")).collect();
    }
    let Some((before, after)) = path.split_once("{id}") else { return vec![path.to_owned()] };
    let kind = before.trim_end_matches('/').rsplit('/').next().unwrap();
    let known = ids.iter().find(|(known, _)| *known == kind);
    let (_, known) = known.unwrap_or_else(|| panic!("{path}: say in this test which ids it takes"));
    assert!(!known.is_empty(), "{path}: nothing to ask for");
    known.iter().map(|id| format!("{before}{id}{after}")).collect()
}

/// Ids in a list, by the field that holds them.
fn listed(list: &Value, field: &str) -> BTreeSet<String> {
    list["items"].as_array().unwrap().iter().map(|item| item[field].as_str().unwrap().to_owned()).collect()
}

/// Asks both worlds everything that can be asked. What a reader may not ask at all must be refused.
fn compare_all(worlds: &mut Worlds<'_>, side: &str, may: impl Fn(&str) -> bool) {
    let joined = |path: &str, query: &str| match (path.contains('?'), query.is_empty()) {
        (_, true) => path.to_owned(),
        (true, _) => format!("{path}&{query}"),
        (false, _) => format!("{path}?{query}"),
    };
    let document = worlds.whole.server.send("GET", "/api/v1/openapi.json", &[], b"").json();
    let people = listed(&worlds.compare(&joined("/api/v1/people?limit=500", side)), "id");
    let mut interactions = BTreeSet::new();
    for person in &people {
        let timeline = worlds.compare(&joined(&format!("/api/v1/people/{person}/timeline?limit=500"), side));
        interactions.extend(listed(&timeline, "id"));
    }
    let accounts = listed(&worlds.compare("/api/v1/accounts"), "id");
    let alerts = if side.is_empty() && may("SeePeople") {
        listed(&worlds.compare("/api/v1/alerts"), "id")
    } else {
        BTreeSet::new()
    };
    let ids = [("people", people), ("interactions", interactions), ("accounts", accounts), ("alerts", alerts)];
    let mut asked = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let operation = &methods["get"];
        if operation.is_null()
            || operation["security"] == json!([])
            || path == "/api/v1/session"
            || path == "/api/v1/stream"
            // Nobody has asked for one in these stores.
            || path == "/api/v1/themes/runs/{id}"
        {
            continue;
        }
        let right = operation["x-right"].as_str().unwrap();
        if !may(right) {
            let refused =
                worlds.whole.ask(&path.replace("{id}", "none").replace("{name}", "none").replace("{kind}", "teams"));
            assert_eq!(refused.status, 403, "{path}: {}", refused.body);
            continue;
        }
        // Counts of the intake are those of everything that came in, whoever asks.
        if right == "SeeIntake" {
            continue;
        }
        let sided = operation["parameters"].to_string().contains("\"side\"");
        if !side.is_empty() && !sided {
            continue;
        }
        asked += 1;
        for path_of_one in filled(path, &ids) {
            for query in [""].iter().chain(queries(path)) {
                worlds.compare(&joined(&joined(&path_of_one, query), if sided { side } else { "" }));
            }
        }
    }
    assert!(asked > 3, "only {asked} operations");
}

fn can_be_scoped(right: &str) -> bool {
    Right::ALL.iter().any(|one| format!("{one:?}") == right && one.can_be_scoped())
}

fn organise(server: &Server, units: &[(&str, Value)]) {
    for (path, body) in units {
        let answer = server.call("PUT", &format!("/api/v1/organisation/{path}?from=2026-01-01T00:00:00Z"), body);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    }
}

fn a_scope_reads_what_it_would_read_if_nothing_else_were_there(place: &Place) {
    let whole = world(place, |_| true);
    told(&whole);
    let never = "p_00000000000000000000000000";
    let scopes = [("department", "Billing"), ("team", "Red"), ("location", "Leeds")];
    for (kind, name) in scopes {
        let scope = format!("{kind}:{name}");
        let apart = another(place);
        let part = world(&apart, |event| event["context"]["interaction"][kind] == name);
        told(&part);
        part.folded();
        let mut worlds =
            Worlds::new(Reader::new(place, &whole, "agent", &scope), Reader::new(&apart, &part, "agent", "all"));
        compare_all(&mut worlds, "", can_be_scoped);
        assert!(worlds.compared > 200, "{scope}: only {} answers", worlds.compared);
        // What is hidden is absent in every path, and so is an id of another kind.
        let cyd = whole.id("user_id:cyd");
        let said = whole.get(&format!("/api/v1/people/{cyd}/timeline"))["items"][0]["id"].as_str().unwrap().to_owned();
        let account = whole.get("/api/v1/accounts?q=A-2")["items"][0]["id"].as_str().unwrap().to_owned();
        for rest in ["", "/timeline", "/facts", "/identifiers", "/consents", "/permits", "/holds", "/accounts"] {
            for hidden in [&cyd, &said, &account] {
                worlds.absent(&format!("/api/v1/people/{{id}}{rest}"), hidden, never);
            }
        }
        for hidden in [&cyd, &said, &account] {
            worlds.absent("/api/v1/interactions/{id}", hidden, "i_00000000000000000000000000");
            worlds.absent("/api/v1/accounts/{id}", hidden, "a_00000000000000000000000000");
            worlds.absent("/api/v1/accounts/{id}/timeline", hidden, "a_00000000000000000000000000");
        }
        // A place in the whole list is only a place.
        let ana = whole.id("user_id:ana");
        let first = whole.get(&format!("/api/v1/people/{ana}/timeline?limit=1"));
        let path = format!("/api/v1/people/{ana}/timeline");
        let all = worlds.whole.ask(&path).json();
        let rest = worlds.whole.ask(&format!("{path}?cursor={}", first["next"].as_str().unwrap())).json();
        assert_eq!(rest["total"], all["total"]);
        assert!(listed(&rest, "id").is_subset(&listed(&all, "id")));
    }
}

#[test]
fn of_the_organisation_a_scope_reads_its_own_part() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let whole = world(&place, |_| true);
    told(&whole);
    let billing = |brand: Option<&str>| brand.map_or_else(|| json!({}), |brand| json!({"brand": brand}));
    let desk = json!({"channel": "phone", "department": "Billing", "owner": "ann", "stage": "pay", "moment": "first"});
    let others = [
        ("brands/Brook", json!({})),
        ("departments/Care", json!({"brand": "Brook"})),
        ("teams/Green", json!({"department": "Care"})),
        ("touchpoints/desk.care", json!({"channel": "phone", "department": "Care", "owner": "bea"})),
        ("touchpoints/desk.empty", json!({"channel": "phone", "department": "Care"})),
        ("partners/Elm", json!({"kind": "dealer"})),
    ];
    for brand in [None, Some("Halden")] {
        let mut ours = vec![
            ("departments/Billing", billing(brand)),
            ("teams/Red", json!({"department": "Billing"})),
            ("locations/Leeds", json!({"department": "Billing", "time_zone": "Europe/London"})),
            ("touchpoints/desk.billing", desk.clone()),
            ("touchpoints/desk.unseen", desk.clone()),
        ];
        if brand.is_some() {
            ours.insert(0, ("brands/Halden", json!({"legal_entity": "Halden Ltd"})));
        }
        organise(&whole, &ours);
        organise(&whole, &others);
        let apart = another(&place);
        let part = world(&apart, |event| event["context"]["interaction"]["department"] == "Billing");
        organise(&part, &ours);
        told(&part);
        let scope = if brand.is_some() { "brand:Halden" } else { "department:Billing" };
        whole.folded();
        part.folded();
        let mut worlds =
            Worlds::new(Reader::new(&place, &whole, "agent", scope), Reader::new(&apart, &part, "agent", "all"));
        compare_all(&mut worlds, "", can_be_scoped);
    }
}

fn a_customer_who_is_an_employee_is_two_people_to_readers(place: &Place) {
    let is_employee = |event: &Value| event["context"]["interaction"]["relation"] == "employee";
    let whole = world(place, is_told_apart);
    told(&whole);
    let (customers, employees) = (another(place), another(place));
    let (of_customers, of_employees) =
        (world(&customers, |event| is_told_apart(event) && !is_employee(event)), world(&employees, is_employee));
    for server in [&of_customers, &of_employees] {
        told(server);
    }
    for _ in 0..2 {
        for server in [&whole, &of_customers, &of_employees] {
            server.folded();
        }
        for role in ["agent", "analyst"] {
            let may = |right: &str| {
                let right = Right::ALL.iter().find(|one| format!("{one:?}") == right).unwrap();
                web::access::may(web::access::Role::parse(role).unwrap(), &web::Scope::All, *right)
            };
            let whole = Reader::new(place, &whole, role, "all");
            let mut worlds = Worlds::new(whole, Reader::new(&customers, &of_customers, role, "all"));
            compare_all(&mut worlds, "", may);
        }
        // To whoever sees employees, the customer's side is the same; and the employee's side says nothing of it.
        let officer = |place, server| Reader::new(place, server, "privacy-officer", "all");
        let people =
            ["/api/v1/people?limit=500", "/api/v1/people?q=refund", "/api/v1/people?q=shifts", "/api/v1/accounts"];
        let mut worlds = Worlds::new(officer(place, &whole), officer(&customers, &of_customers));
        for path in people {
            worlds.compare(path);
        }
        let ana = whole.id("user_id:ana");
        for rest in ["", "/timeline", "/facts", "/identifiers", "/accounts"] {
            worlds.compare(&format!("/api/v1/people/{ana}{rest}"));
        }
        let mut worlds = Worlds::new(officer(place, &whole), officer(&employees, &of_employees));
        for path in people.iter().filter(|path| path.contains("people")) {
            worlds.compare(&format!("{path}&side=employee"));
        }
        for rest in ["", "/timeline", "/facts", "/facts?all=true", "/identifiers"] {
            let joint = if rest.contains('?') { '&' } else { '?' };
            worlds.compare(&format!("/api/v1/people/{ana}{rest}{joint}side=employee"));
        }
    }
    // Whoever may not see employees finds them by no operation.
    let agent = Reader::new(place, &whole, "agent", "all");
    let emp = whole.get("/api/v1/people?identifier=user_id:emp&side=employee")["items"][0]["id"].clone();
    let emp = emp.as_str().unwrap();
    let worlds = Worlds::new(agent, Reader::new(place, &whole, "agent", "all"));
    for rest in [
        "",
        "/timeline",
        "/facts",
        "/identifiers",
        "/consents",
        "/permits",
        "/holds",
        "/accounts",
        "/links",
        "/related",
    ] {
        worlds.absent(&format!("/api/v1/people/{{id}}{rest}"), emp, "p_00000000000000000000000000");
    }
}

/// What somebody guesses is neither confirmed nor changed.
fn nothing_that_is_hidden_is_confirmed(place: &Place) {
    let server = world(place, |_| true);
    for _ in 0..2 {
        let (ana, scoped) =
            (server.id("user_id:ana"), place.key(&["--role", "agent", "--scope", "department:Billing"]));
        let agent = place.key(&["--role", "agent"]);
        let post = |key: &str, path: &str, body: &Value| {
            let headers = [("authorization", &*format!("Bearer {key}")), ("content-type", "application/json")];
            let answer = server.send("POST", path, &headers, body.to_string().as_bytes());
            (answer.status, answer.body)
        };
        let link = format!("/api/v1/people/{ana}/preference-link");
        let linked = |key: &str, identifier: &str| post(key, &link, &json!({"identifier": identifier}));
        // To a part: identifiers that others alone have seen. To those who see no employees: theirs.
        for (key, hidden) in [(&scoped, "phone:+442079460001"), (&scoped, "staff:s-1"), (&agent, "staff:s-1")] {
            assert_eq!(linked(key, hidden), linked(key, "phone:+442079469999"), "{hidden}");
        }
        assert_eq!(linked(&scoped, "email:ana@example.com").0, 200);
        assert_eq!(linked(&agent, "phone:+442079460001").0, 200);
        let block = |identifier: &str| {
            let body = json!({"identifier": identifier, "blocked": true, "reason": "a guess"});
            post(&agent, "/api/v1/identifiers/block", &body)
        };
        let preview = |asked: &Value| post(&agent, "/api/v1/people/preview", asked);
        let block_first = |identifier: &str| preview(&json!({"block": {"identifier": identifier, "blocked": true}}));
        assert_eq!(block_first("staff:s-1"), block_first("staff:s-9"));
        let merge_first = |a: &str| preview(&json!({"merge": {"a": a, "b": "user_id:bob"}}));
        assert_eq!(merge_first("user_id:emp"), merge_first("user_id:none"));
        assert_eq!(merge_first("user_id:ana").0, 200);
        assert_eq!(block("staff:s-1"), block("staff:s-9"));
        assert_eq!(block("user_id:emp"), block("user_id:none"));
        let emp = server.get("/api/v1/people?identifier=user_id:emp&side=employee")["items"][0]["id"].clone();
        let merge =
            |a: &Value| post(&agent, "/api/v1/people/merge", &json!({"a": a, "b": "user_id:bob", "reason": "a guess"}));
        assert_eq!(merge(&emp), merge(&json!("p_00000000000000000000000000")));
        server.folded();
    }
}

/// Whoever was seen last long ago is not listed any more, and is counted all the same, whatever others did since.
#[test]
fn what_others_do_does_not_change_how_many_one_sees() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &[event(0, "ana", OURS, &json!({})), event(1, "bob", OURS, &json!({}))]);
    let scoped = Reader::new(&place, &server, "agent", "department:Billing");
    let total = || scoped.ask("/api/v1/people").json()["total"].clone();
    assert_eq!(total(), 2);
    for n in 2..2100 {
        server.batch(&shop, &[event(n, "cyd", OTHERS, &json!({}))]);
    }
    assert_eq!(total(), 2);
    server.folded();
    assert_eq!(total(), 2);
}

fn what_is_decided_as_an_employee_is_not_shown_with_the_customer(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let said = |id: &str, identifiers: &[(&str, &str)], relation: &str, at: &str, consent: Value| {
        let identifiers: Vec<Value> = identifiers.iter().map(|(kind, id)| json!({"type": kind, "id": id})).collect();
        json!({"type": "track", "event": "e", "messageId": id, "timestamp": at, "context": {"externalIds": identifiers,
            "interaction": {"relation": relation, "department": "Care"}, "consent": {"categoryPreferences": consent}}})
    };
    let both = [("employee_id", "E-1001"), ("email", "eve@example.org")];
    let customer = json!({"marketing": true, "sharing": true});
    server.batch(
        &shop,
        &[
            said("m1", &both[1..], "customer", "2026-01-01T10:00:00Z", customer),
            said("m2", &both, "employee", "2026-02-01T10:00:00Z", json!({"pulse_survey": false, "marketing": false})),
        ],
    );
    server
        .post("/api/v1/consents", &json!({"identifier": "employee_id:E-1001", "purpose": "sharing", "granted": false}));
    server.folded();
    let id = server.id("email:eve@example.org");
    let keys = ["analyst", "agent", "admin"].map(|role| place.key(&["--role", role]));
    let scoped = place.key(&["--role", "agent", "--scope", "department:Care"]);
    let shown = |key: &str, path: &str| -> BTreeMap<String, Value> {
        let answer = server.send("GET", path, &[("authorization", &format!("Bearer {key}"))], b"");
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        let items = answer.json()["items"].as_array().unwrap().clone();
        items.into_iter().map(|one| (one["purpose"].as_str().unwrap().to_owned(), one)).collect()
    };
    let (consents, permits) = (format!("/api/v1/people/{id}/consents"), format!("/api/v1/people/{id}/permits"));
    for key in [&keys[0], &keys[1], &scoped] {
        let seen = shown(key, &consents);
        let granted: Vec<(&str, bool)> =
            seen.iter().map(|(name, one)| (name.as_str(), one["granted"] == true)).collect();
        assert_eq!(granted, [("marketing", true), ("sharing", true)]);
        // What was refused as an employee is refused, and nobody is told when.
        let marketing = &shown(key, &permits)["marketing"];
        assert_eq!((&marketing["granted"], &marketing["decided_at"]), (&json!(false), &Value::Null));
    }
    let all = shown(&keys[2], &consents);
    assert_eq!(all.len(), 3);
    assert!(all.values().all(|one| one["granted"] == false), "{all:?}");
    // A later decision of the customer counts and is shown, and it is the same after a start.
    let again = json!({"marketing": true});
    server.batch(&shop, &[said("m3", &both[1..], "customer", "2026-03-01T10:00:00Z", again)]);
    server.stop();
    let server = place.serve();
    let of = |key: &str| {
        let answer = server.send("GET", &consents, &[("authorization", &format!("Bearer {key}"))], b"").json();
        let items = answer["items"].as_array().unwrap().clone();
        items.iter().map(|one| (one["purpose"].as_str().unwrap().to_owned(), one["decided_at"].to_string())).collect()
    };
    let seen: BTreeMap<String, String> = of(&keys[0]);
    assert!(seen["marketing"].contains("2026-03-01") && !seen.contains_key("pulse_survey"), "{seen:?}");

    // Nobody allows anything for whom they do not see, and unknown and hidden look the same.
    let record = |key: &str, identifier: &str, granted: bool| {
        let body = json!({"identifier": identifier, "purpose": "marketing", "granted": granted}).to_string();
        let headers = [("authorization", &*format!("Bearer {key}")), ("content-type", "application/json")];
        let answer = server.send("POST", "/api/v1/consents", &headers, body.as_bytes());
        (answer.status, if answer.status == 404 { answer.body } else { String::new() })
    };
    for key in [&keys[1], &scoped] {
        let hidden = record(key, "employee_id:E-1001", true);
        assert_eq!((hidden.0, &hidden), (404, &record(key, "employee_id:E-9999", true)));
        assert_eq!(record(key, "email:eve@example.org", true).0, 200);
        assert_eq!(record(key, "employee_id:E-9999", false).0, 200);
    }
    assert_eq!(record(&keys[2], "employee_id:E-8888", true).0, 200);
}
