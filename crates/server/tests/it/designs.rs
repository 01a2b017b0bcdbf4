//! Journeys as they are meant to be: their versions, what people do held against them, what leaving them costs, and the
//! command line.

use serde_json::{Value, json};

use crate::harness::{Answer, Kind, Place, Server, on_both};
use crate::sample::made;

on_both!(every_change_is_a_version_that_stays, what_people_do_is_held_against_a_version,);

fn stage(name: &str, names: &[&str]) -> Value {
    json!({"name": name, "names": names})
}

fn buying(stages: &[Value]) -> Value {
    json!({"job": "Get a phone", "stages": stages, "start": ["web.tariffs"], "good": ["web.checkout"]})
}

fn two_stages() -> Value {
    buying(&[stage("choose", &["web.tariffs"]), stage("buy", &["web.checkout"])])
}

fn put(server: &Server, name: &str, reason: &str, design: &Value) -> Answer {
    server.call("PUT", &format!("/api/v1/designs/{name}?reason={reason}"), design)
}

fn every_change_is_a_version_that_stays(place: &Place) {
    let server = place.serve();
    let first = put(&server, "buying", "workshop", &two_stages());
    assert_eq!((first.status, &first.json()["version"]), (200, &json!(1)), "{}", first.body);
    assert_eq!((&first.json()["by"], &first.json()["stages"][0]["optional"]), (&json!("touchpoint"), &json!(false)));
    // What says the same is no version, whatever the reason.
    assert_eq!(put(&server, "buying", "again", &two_stages()).json(), first.json());
    let help = buying(&[stage("choose", &["web.tariffs", "web.help"]), stage("buy", &["web.checkout"])]);
    assert_eq!(put(&server, "buying", "help%20counts", &help).json()["version"], 2);
    put(&server, "a%2Fb", "another", &two_stages());
    let list = server.get("/api/v1/designs");
    let names: Vec<&str> = list["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!((names.as_slice(), &list["total"]), (&["a/b", "buying"][..], &json!(2)));
    let old = server.get("/api/v1/designs/buying?version=1");
    assert_eq!((&old["version"], &old["stages"][0]["names"]), (&json!(1), &json!(["web.tariffs"])));
    let why = |all: &Value| -> Vec<(u64, bool, String, String)> {
        let one = |version: &Value| {
            let text = |field: &str| version[field].as_str().unwrap().to_owned();
            (version["version"].as_u64().unwrap(), version["ended"] == true, text("changed_by"), text("reason"))
        };
        all["versions"].as_array().unwrap().iter().map(one).collect()
    };
    let by = |number, ended, reason: &str| (number, ended, "key:test".to_owned(), reason.to_owned());
    assert_eq!(why(&old), [by(1, false, "workshop"), by(2, false, "help counts")]);
    let ended = server.call("DELETE", "/api/v1/designs/buying?reason=merged", &Value::Null);
    assert_eq!(ended.status, 204, "{}", ended.body);
    assert_eq!(server.get("/api/v1/designs")["total"], 1);
    let gone = server.call("GET", "/api/v1/designs/buying", &Value::Null);
    assert_eq!(gone.status, 404);
    assert!(gone.body.contains("ended with version 3"), "{}", gone.body);
    assert_eq!(server.get("/api/v1/designs/buying?version=2")["stages"][0]["names"][1], "web.help");
    assert_eq!(server.call("DELETE", "/api/v1/designs/buying?reason=again", &Value::Null).status, 404);
    assert_eq!(put(&server, "buying", "back", &help).json()["version"], 4);
    for (path, body, status) in [
        ("GET /api/v1/designs/nothing", Value::Null, 404),
        ("GET /api/v1/designs/buying?version=9", Value::Null, 404),
        ("GET /api/v1/designs/buying?verison=1", Value::Null, 400),
        ("PUT /api/v1/designs/buying", two_stages(), 400),
        ("PUT /api/v1/designs/buying?reason=%20", two_stages(), 400),
        ("PUT /api/v1/designs/%20?reason=x", two_stages(), 400),
        ("PUT /api/v1/designs/buying?reason=x", buying(&[]), 400),
        ("PUT /api/v1/designs/buying?reason=x", json!({"job": "x", "stages": [], "steps": []}), 422),
    ] {
        let (method, path) = path.split_once(' ').unwrap();
        let answer = server.call(method, path, &body);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.body);
    }
    let audit = server.get("/api/v1/audit?action=designs.put&subject=buying");
    assert_eq!(audit["items"][0]["reason"], "back");
    assert_eq!(server.get("/api/v1/audit?action=designs.end&subject=buying")["total"], 1);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
}

fn step(user: &str, number: u32, event: &Value) -> Value {
    let mut step = json!({"type": "track", "userId": user, "messageId": format!("{user}-{number}"),
        "timestamp": format!("2026-03-01T10:{number:02}:00Z")});
    step.as_object_mut().unwrap().extend(event.as_object().unwrap().clone());
    step
}

fn at(name: &str, touchpoint: &str, channel: &str) -> Value {
    let said = json!({"touchpoint": touchpoint, "channel": channel, "direction": "inbound", "text": "hello"});
    json!({"event": name, "context": {"interaction": said}})
}

fn what_people_do_is_held_against_a_version(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let costs = json!({"currency": "EUR", "contacts": {"phone": 450}});
    assert_eq!(server.call("PUT", "/api/v1/organisation/costs?from=2026-01-01", &costs).status, 200);
    let (tariffs, checkout) = (at("Looked", "web.tariffs", "web"), at("Bought", "web.checkout", "web"));
    let (call, chat) = (at("Called", "call_center.care", "phone"), at("Chatted", "chat.care", "chat"));
    // What is noted without a contact costs nothing, over whatever channel.
    let note = json!({"event": "Noted", "context": {"interaction": {"touchpoint": "crm.note", "channel": "phone",
        "direction": "internal"}}});
    let ways = [
        ("ana", vec![&tariffs, &checkout]),
        ("bob", vec![&tariffs, &call, &call, &chat, &checkout]),
        ("eve", vec![&tariffs, &note]),
    ];
    for (user, way) in ways {
        let steps: Vec<Value> = (1..).zip(way).map(|(number, event)| step(user, number, event)).collect();
        server.batch(&shop, &steps);
    }
    put(&server, "buying", "x", &two_stages());
    let calls =
        [stage("choose", &["web.tariffs"]), stage("ask", &["call_center.care"]), stage("buy", &["web.checkout"])];
    put(&server, "buying", "y", &buying(&calls));
    let ask = |ask: Value| server.post("/api/v1/journeys/conformance", &ask);
    let mut inline = two_stages();
    inline.as_object_mut().unwrap().remove("job");
    let (mut first, inline) = (ask(json!({"design": "buying", "version": 1})), ask(inline));
    assert_eq!((first["version"].take(), &inline["version"]), (json!(1), &Value::Null));
    assert_eq!(first, inline);
    let found = |answer: &Value, kind: &str, name: Option<&str>| {
        let all = answer["deviations"].as_array().unwrap();
        let is_it = |one: &&Value| one["deviation"]["kind"] == kind && one["deviation"]["name"].as_str() == name;
        let one = all.iter().find(is_it).unwrap_or_else(|| panic!("{kind} {name:?} is not in {answer}"));
        ["count", "cost", "costed"].map(|field| one[field].as_i64().unwrap())
    };
    assert_eq!((&first["currency"], &first["minor_digits"]), (&json!("EUR"), &json!(2)));
    assert_eq!(found(&first, "outside", Some("call_center.care")), [2, 900, 2]);
    assert_eq!(found(&first, "outside", Some("chat.care")), [1, 0, 0]);
    assert_eq!(found(&first, "outside", Some("crm.note")), [1, 0, 0]);
    assert_eq!(found(&first, "unfinished", None), [1, 0, 0]);
    // The newest version has a stage for it; rows that a filter leaves out shift what is left.
    let newest = ask(json!({"design": "buying", "filter": {"channels": ["web", "phone"]}}));
    assert_eq!((&newest["version"], found(&newest, "repeated", None)), (&json!(2), [1, 450, 1]));
    let behind = json!({"conformance": {"design": "buying"}, "deviation": {"kind": "repeated", "stage": 1}});
    let behind = server.post("/api/v1/journeys/conformance/people", &behind);
    assert_eq!((&behind["total"], &behind["items"][0]["id"]), (&json!(1), &json!(server.id("user_id:bob"))));
    for (wrong, status, said) in [
        (json!({"design": "selling"}), 404, "selling"),
        (json!({"design": "buying", "version": 3}), 404, "versions 1 to 2"),
        (json!({"design": "buying", "by": "name"}), 400, "leave out"),
        (json!({"version": 1, "stages": []}), 400, "`version`"),
        (json!({}), 400, "needs a stage"),
    ] {
        let answer = server.call("POST", "/api/v1/journeys/conformance", &wrong);
        assert_eq!(answer.status, status, "{wrong}: {}", answer.body);
        assert!(answer.body.contains(said), "{wrong}: {}", answer.body);
    }
}

#[test]
fn the_command_line_puts_lists_and_shows_journeys() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let file = place.data().with_extension("toml");
    let text = "name = 'buying'\njob = 'Get a phone'\ngood = ['web.checkout']\n[[stages]]\nname = 'buy'\nnames = ['web.checkout']\n";
    std::fs::write(&file, text).unwrap();
    let file = file.to_string_lossy();
    let put = place.run(&["journeys", "put", &file, "--reason", "workshop", "--json"]);
    assert_eq!((&put["name"], &put["version"]), (&json!("buying"), &json!(1)));
    assert_eq!(place.run(&["journeys", "list", "--json"])["total"], 1);
    let shown = String::from_utf8(place.output(&["journeys", "show", "buying"]).stdout).unwrap();
    for said in ["buying, version 1, by touchpoint", "Get a phone", "  buy: web.checkout", "by local: workshop"] {
        assert!(shown.contains(said), "{said:?} is not in {shown}");
    }
    std::fs::write(&*file, "job = 'x'").unwrap();
    let wrong = place.output(&["journeys", "put", &file, "--reason", "x"]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("there is no `name`"));
}

#[test]
fn the_sample_company_says_how_a_fibre_order_is_meant_to_go() {
    let place = made("400", "12", "577");
    let server = place.serve();
    let orders = json!({"design": "fibre order", "filter": {"names": ["Order Placed", "Survey Visit", "Parcel Dispatched",
        "Parcel Out For Delivery", "Parcel Delivered", "Installation Visit", "Service Activated"]}});
    let answer = server.post("/api/v1/journeys/conformance", &orders);
    let stages: Vec<&str> =
        answer["stages"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(stages, ["order", "survey", "delivery", "installation", "activation"]);
    assert!(answer["good"]["hits"].as_u64().unwrap() > 20, "{answer}");
    assert!(
        answer["stages"].as_array().unwrap().iter().all(|one| one["people"]["hits"].as_u64().unwrap() > 0),
        "{answer}"
    );
}
