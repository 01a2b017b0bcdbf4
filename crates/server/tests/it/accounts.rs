//! Accounts: what belongs to a contract, who has which role in it, and one line of all that was about it.

use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, escaped, on_both};
use crate::privacy::{erase, holds, on_disk};

on_both! {
    an_account_gathers_its_people_and_things,
    merging_and_unmerging_move_roles,
    of_an_account_a_scope_shows_its_own_part,
    what_anybody_can_send_is_only_claimed,
    what_erased_people_left_in_accounts_is_gone,
}

fn event(id: &str, user: &str, subjects: &Value) -> Value {
    let minute = id.bytes().map(u32::from).sum::<u32>() % 60;
    json!({"type": "track", "event": id, "userId": user, "messageId": id,
        "timestamp": format!("2026-03-01T10:{minute:02}:00Z"),
        "context": {"interaction": {"subjects": subjects, "department": "Care"}}})
}

/// The account of a number, as a list shows it.
fn account(server: &Server, number: &str) -> Value {
    let found = server.get(&format!("/api/v1/accounts?q={}", escaped(number)));
    found["items"][0].clone()
}

fn whole(server: &Server, number: &str) -> Value {
    server.get(&format!("/api/v1/accounts/{}", account(server, number)["id"].as_str().unwrap()))
}

/// The roles of everybody in an account, by person.
fn roles(server: &Server, number: &str) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let of = |one: &Value| {
        let roles = one["roles"].as_array().unwrap().iter();
        (text(&one["person"]), roles.map(|role| format!("{} of {}", text(&role["role"]), text(&role["id"]))).collect())
    };
    let mut all: Vec<_> = whole(server, number)["people"].as_array().unwrap().iter().map(of).collect();
    all.sort();
    all
}

fn sorted(mut wanted: Vec<(String, Vec<String>)>) -> Vec<(String, Vec<String>)> {
    wanted.sort();
    wanted
}

fn an_account_gathers_its_people_and_things(place: &Place) {
    let server = place.serve();
    let crm = place.key(&["--source", "crm"]);
    server.batch(
        &crm,
        &[
            json!({"type": "group", "userId": "ana", "groupId": "A-7", "messageId": "g1", "timestamp": "2026-03-01T09:00:00Z",
                "traits": {"name": "Ruiz household", "plan": "gold", "seats": 4}}),
            event("a", "ana", &json!([{"kind": "account", "id": "A-7", "role": "holder"}, {"kind": "order", "id": "O-1"},
                {"kind": "product", "id": "router"}])),
            event("b", "bob", &json!([{"kind": "account", "id": "A-7"},
                {"kind": "subscription", "id": "S-1", "role": "user", "facts": {"sim": "89"}}])),
            event("c", "carrier", &json!([{"kind": "order", "id": "O-1"}])),
            event("d", "cyd", &json!([{"kind": "account", "id": "A-70", "role": "holder"}])),
            event("e", "ben", &json!([{"kind": "product", "id": "router"}])),
        ],
    );
    let [ana, bob, carrier, ben] = ["ana", "bob", "carrier", "ben"].map(|user| server.id(&format!("user_id:{user}")));
    // Once out of memory and once out of the index.
    for _ in 0..2 {
        for typed in ["A-7", "a-7", "ruiz house", "RUIZ"] {
            assert_eq!(account(&server, typed)["number"], "A-7", "{typed}");
        }
        assert_eq!(server.get("/api/v1/accounts?q=A-7")["total"], 2);
        assert_eq!(server.get("/api/v1/accounts?q=A-70")["total"], 1);
        assert_eq!(server.get("/api/v1/accounts?q=gold")["total"], 0);
        let all = server.get("/api/v1/accounts?limit=1");
        assert_eq!((&all["total"], all["items"].as_array().unwrap().len()), (&json!(2), 1));
        let seven = whole(&server, "A-7");
        assert_eq!(seven["traits"], json!({"name": "Ruiz household", "plan": "gold", "seats": 4}));
        let ids = |kind: &str| {
            seven[kind].as_array().unwrap().iter().map(|part| part["id"].as_str().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!((ids("subscriptions"), ids("orders"), ids("products")), (vec!["S-1"], vec!["O-1"], vec!["router"]));
        let expected = vec![
            (ana.clone(), vec!["holder of A-7".to_owned()]),
            (bob.clone(), vec!["user of S-1".to_owned()]),
            (carrier.clone(), Vec::new()),
        ];
        assert_eq!(roles(&server, "A-7"), sorted(expected));
        // What a household bought others buy too: only its own orders are in its line.
        let path = format!("/api/v1/accounts/{}/timeline", seven["id"].as_str().unwrap());
        let line = server.get(&path);
        let names: Vec<&str> =
            line["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
        assert_eq!((&line["total"], names), (&json!(4), vec!["c", "b", "a", "Joined Group"]));
        assert_eq!(line["items"][0]["person"], carrier.as_str());
        let first = server.get(&format!("{path}?limit=3"));
        let next = first["next"].as_str().unwrap();
        let second = server.get(&format!("{path}?limit=3&cursor={next}"));
        assert_eq!((second["items"].as_array().unwrap().len(), &second["next"]), (1, &Value::Null));
        let own = server.get(&format!("/api/v1/people/{bob}/accounts"));
        assert_eq!((&own["items"][0]["number"], &own["items"][0]["roles"][0]["role"]), (&json!("A-7"), &json!("user")));
        assert_eq!(server.get(&format!("/api/v1/people/{carrier}/accounts"))["total"], 1);
        assert_eq!(server.get(&format!("/api/v1/people/{ben}/accounts"))["total"], 0);
        server.folded();
    }
    // The account's facts are not the person's.
    assert!(!server.get(&format!("/api/v1/people/{ana}/facts")).to_string().contains("gold"));
    let interaction = server.get(&format!("/api/v1/people/{bob}/timeline"))["items"][0]["id"].clone();
    let opened = server.get(&format!("/api/v1/interactions/{}", interaction.as_str().unwrap()));
    assert_eq!(
        opened["subjects"][1],
        json!({"kind": "subscription", "id": "S-1", "role": "user", "facts": {"sim": "89"}})
    );
}

fn merging_and_unmerging_move_roles(place: &Place) {
    let server = place.serve();
    let crm = place.key(&["--source", "crm"]);
    server.batch(
        &crm,
        &[
            event("a", "ana", &json!([{"kind": "account", "id": "A-7", "role": "holder"}])),
            event("b", "a.ruiz", &json!([{"kind": "account", "id": "A-7", "role": "payer"}])),
            event("c", "a.ruiz", &json!([{"kind": "account", "id": "A-8", "role": "user"}])),
        ],
    );
    for folded in [false, true] {
        if folded {
            server.folded();
        }
        let [ana, other] = ["ana", "a.ruiz"].map(|user| server.id(&format!("user_id:{user}")));
        let role = |role: &str| vec![format!("{role} of A-7")];
        let apart = sorted(vec![(ana.clone(), role("holder")), (other.clone(), role("payer"))]);
        assert_eq!(roles(&server, "A-7"), apart);
        let accounts = |id: &str| server.get(&format!("/api/v1/people/{id}/accounts"))["total"].clone();
        assert_eq!((accounts(&ana), accounts(&other)), (json!(1), json!(2)));
        let merged = server.post("/api/v1/people/merge", &json!({"a": ana, "b": other, "reason": "the same passport"}));
        let one = server.id("user_id:ana");
        assert_eq!(roles(&server, "A-7"), [(one.clone(), vec!["holder of A-7".to_owned(), "payer of A-7".to_owned()])]);
        assert_eq!(accounts(&one), 2);
        let undo = format!("/api/v1/links/{}/undo", merged["link"].as_str().unwrap());
        server.post(&undo, &json!({"reason": "her sister"}));
        assert_eq!(roles(&server, "A-7"), apart);
        assert_eq!((accounts(&ana), accounts(&other)), (json!(1), json!(2)));
    }
    // What a blocked identifier brought belongs to the next one: roles go along.
    let mut with_card = event("d", "desk", &json!([{"kind": "account", "id": "A-9", "role": "holder"}]));
    with_card["context"]["externalIds"] = json!([{"type": "card", "id": "K-1"}]);
    server.batch(&crm, &[with_card]);
    let block = json!({"identifier": "user_id:desk", "blocked": true, "reason": "everybody's"});
    server.post("/api/v1/identifiers/block", &block);
    let card = server.id("card:K-1");
    assert_ne!(card, server.id("user_id:desk"));
    assert_eq!(roles(&server, "A-9"), [(card, vec!["holder of A-9".to_owned()])]);
}

fn of_an_account_a_scope_shows_its_own_part(place: &Place) {
    let server = place.serve();
    let crm = place.key(&["--source", "crm"]);
    let in_department = |id: &str, user: &str, department: &str, subjects: &Value| {
        let mut event = event(id, user, subjects);
        event["context"]["interaction"]["department"] = department.into();
        event
    };
    server.batch(
        &crm,
        &[
            in_department(
                "a",
                "ana",
                "Billing",
                &json!([{"kind": "account", "id": "A-7", "role": "holder", "facts": {"name": "Ruiz"}}]),
            ),
            in_department(
                "b",
                "bob",
                "Care",
                &json!([{"kind": "account", "id": "A-7", "role": "user", "facts": {"company": "Elm"}},
                {"kind": "order", "id": "O-1"}]),
            ),
            in_department("c", "cyd", "Care", &json!([{"kind": "account", "id": "A-8", "role": "holder"}])),
        ],
    );
    let (seven, eight) = (account(&server, "A-7")["id"].clone(), account(&server, "A-8")["id"].clone());
    let key = place.key(&["--role", "agent", "--scope", "department:Billing"]);
    let bearer = format!("Bearer {key}");
    let ask = |path: &str| server.send("GET", path, &[("authorization", &bearer)], b"");
    let bob = server.id("user_id:bob");
    for _ in 0..2 {
        let shown = ask(&format!("/api/v1/accounts/{}", seven.as_str().unwrap())).json();
        assert_eq!((&shown["interactions"], &shown["traits"]), (&json!(1), &json!({"name": "Ruiz"})));
        assert_eq!((shown["people"].as_array().unwrap().len(), &shown["orders"]), (1, &json!([])));
        assert_eq!(ask(&format!("/api/v1/accounts/{}", eight.as_str().unwrap())).status, 404);
        assert_eq!(ask(&format!("/api/v1/accounts/{}/timeline", eight.as_str().unwrap())).status, 404);
        assert_eq!(ask(&format!("/api/v1/people/{bob}/accounts")).status, 404);
        for (query, total) in [("", 1), ("?q=A-", 1), ("?q=A-8", 0), ("?q=elm", 0), ("?q=ruiz", 1)] {
            assert_eq!(ask(&format!("/api/v1/accounts{query}")).json()["total"], total, "{query}");
        }
        server.folded();
    }
}

fn what_anybody_can_send_is_only_claimed(place: &Place) {
    let server = place.serve();
    let (crm, site) = (place.key(&["--source", "crm"]), place.key(&["--source", "site", "--public"]));
    server.batch(&crm, &[event("a", "ana", &json!([{"kind": "order", "id": "O-1"}]))]);
    server.batch(
        &site,
        &[json!({"type": "group", "userId": "eve", "groupId": "E-1", "messageId": "g", "traits": {"plan": "gold"},
            "context": {"interaction": {"subjects": [{"kind": "account", "id": "E-1", "role": "holder"},
                {"kind": "order", "id": "O-1"}]}}})],
    );
    let shown = whole(&server, "E-1");
    assert_eq!((&shown["traits"], &shown["claimed"]), (&json!({}), &json!({"plan": "gold"})));
    assert_eq!(
        (&shown["orders"][0]["known"], &shown["people"][0]["roles"][0]["known"]),
        (&json!(false), &json!(false))
    );
    // Whoever claims an order does not see what others said of it.
    assert_eq!(shown["interactions"], 1);
}

fn what_erased_people_left_in_accounts_is_gone(place: &Place) {
    let server = place.serve();
    let crm = place.key(&["--source", "crm"]);
    let named = json!({"name": "Zara Quixote"});
    server.batch(
        &crm,
        &[
            event("a", "zq-user-9", &json!([{"kind": "account", "id": "AQ-777777", "role": "holder", "facts": named}])),
            event(
                "b",
                "bob",
                &json!([{"kind": "account", "id": "AQ-777777", "role": "user",
                "facts": {"paid_by": "zq-user-9", "plan": "gold"}}]),
            ),
            event("c", "zq-user-9", &json!([{"kind": "account", "id": "AQ-999999", "role": "holder", "facts": named}])),
        ],
    );
    server.folded();
    let values = ["zq-user-9", "Zara Quixote", "AQ-999999", "quixote"];
    let before = on_disk(place);
    assert!(values.iter().all(|value| holds(&before, value)));
    let (zara, bob) = (server.id("user_id:zq-user-9"), server.id("user_id:bob"));
    let only_hers = account(&server, "AQ-999999")["id"].clone();
    // Hidden at once, and gone when it is destroyed.
    let proposed = server.post(&format!("/api/v1/people/{zara}/erasures"), &json!({"reason": "asked by letter"}));
    let going = proposed["identifiers"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
    let path = format!("/api/v1/erasures/{}", proposed["id"].as_str().unwrap());
    server.post(&format!("{path}/confirm"), &json!({"identifiers": going}));
    for _ in 0..2 {
        let shown = whole(&server, "AQ-777777");
        assert_eq!((&shown["interactions"], &shown["traits"]["plan"]), (&json!(1), &json!("gold")));
        assert_eq!(shown["traits"].get("name"), None);
        assert_eq!(roles(&server, "AQ-777777"), [(bob.clone(), vec!["user of AQ-777777".to_owned()])]);
        let gone = server.call("GET", &format!("/api/v1/accounts/{}", only_hers.as_str().unwrap()), &Value::Null);
        assert_eq!(gone.status, 404);
        assert_eq!(server.get("/api/v1/accounts?q=AQ-999999")["total"], 0);
        assert_eq!(server.get("/api/v1/accounts?q=quixote")["total"], 0);
        server.post("/api/v1/erasures/run", &json!({}));
    }
    assert_eq!(whole(&server, "AQ-777777")["traits"]["paid_by"], "[erased]");
    assert_eq!(server.get("/api/v1/accounts")["total"], 1);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
    // Whoever was only beside it stays.
    assert_eq!(erase(&server, &bob)["stage"], "destroyed");
    assert_eq!(server.get("/api/v1/accounts")["total"], 0);
    server.stop();
    let after = on_disk(place);
    for value in values {
        assert!(!holds(&after, value), "{value} is still on disk");
    }
}

#[test]
fn a_file_says_roles_and_facts_of_accounts() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let file = |name: &str, text: &str| {
        let path = place.directory.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let contracts =
        "contract,sim,customer,role,tariff\nA-7,S-1,ana,holder,gold\nA-7,S-1,bob,user,gold\nA-7,,cyd,boss,\n";
    let mapping = |role: &str| {
        format!(
            r#"
            source = "contracts"
            [[interaction]]
            name = "On Contract"
            identifiers = [{{ namespace = "user_id", value = "{{{{ customer }}}}" }}]
            subjects = [
              {{ kind = "account", id = "{{{{ contract }}}}", facts = [{{ name = "tariff", value = "{{{{ tariff }}}}" }}] }},
              {{ kind = "subscription", id = "{{{{ sim }}}}", role = "{role}" }},
            ]
            properties = ["*"]
            "#
        )
    };
    let (contracts, map) = (file("contracts.csv", contracts), file("map.toml", &mapping("{{ role }}")));
    let taken = place.run(&["import", &contracts, "--map", &map, "--json"]);
    assert_eq!(taken["stored"], 3, "{taken}");
    let server = place.serve();
    let shown = whole(&server, "A-7");
    assert_eq!(shown["traits"], json!({"tariff": "gold"}));
    let [ana, bob, cyd] = ["ana", "bob", "cyd"].map(|user| server.id(&format!("user_id:{user}")));
    let role = |role: &str| vec![format!("{role} of S-1")];
    assert_eq!(roles(&server, "A-7"), sorted(vec![(ana, role("holder")), (bob, role("user")), (cyd, Vec::new())]));
    let line = server.get(&format!("/api/v1/accounts/{}/timeline", shown["id"].as_str().unwrap()));
    let opened = server.get(&format!("/api/v1/interactions/{}", line["items"][0]["id"].as_str().unwrap()));
    // A column that a subject's template uses is no property.
    assert_eq!(opened["properties"], json!({}));
    let refused = place.output(&["import", &contracts, "--map", &file("bad.toml", &mapping("boss")), "--dry-run"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("holder, user or payer"));
}
