//! Privacy: what is erased is nowhere, what is exported is everything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::harness::{Kind, Place, Server, binary, on_both};

on_both! {
    whoever_is_erased_is_nowhere,
    whoever_is_erased_is_nowhere_in_what_others_said,
    places_named_after_the_erased_go,
    a_second_human_in_a_person_stays,
    a_number_that_was_passed_on_is_erased_for_its_former_holder_only,
    whoever_comes_back_is_somebody_new,
    a_refusal_after_the_erasure_stays,
    every_column_is_classed_with_who_erases_it,
    permits_follow_what_is_said_and_held
}

/// Values of the erased person that stand nowhere else.
const VALUES: [&str; 8] = [
    "zara.quixote@erase.example",
    "442079461234",
    "020 7946 1234",
    "zq-user-1",
    "zebra-crossing-complaint",
    "zq-secret-value",
    "Quixoteville",
    "zq-cookie-77",
];

pub(crate) fn zara(id: &str, more: &Value) -> Value {
    let mut event = json!({"type": "identify", "userId": "zq-user-1", "anonymousId": "zq-cookie-77", "messageId": id,
        "timestamp": "2026-03-01T10:00:00Z",
        "traits": {"email": "Zara.Quixote@erase.example", "phone": "+44 20 7946 1234", "name": "Zara Quixote",
            "city": "Quixoteville"},
        "context": {"interaction": {"text": "a zebra-crossing-complaint", "channel": "phone"},
            "consent": {"categoryPreferences": {"marketing": false}}}});
    event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    event
}

pub(crate) fn bob(id: &str, text: &str) -> Value {
    json!({"type": "identify", "userId": "bob-1", "messageId": id, "traits": {"name": "Bob Stone", "friend": text},
        "properties": {"note": text}, "context": {"interaction": {"text": text}}})
}

/// Erases all of a person and destroys it.
pub(crate) fn erase(server: &Server, id: &str) -> Value {
    let proposed = server.post(&format!("/api/v1/people/{id}/erasures"), &json!({"reason": "asked by letter"}));
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let path = format!("/api/v1/erasures/{}", proposed["id"].as_str().unwrap());
    server.post(&format!("{path}/confirm"), &json!({"identifiers": going}));
    server.post("/api/v1/erasures/run", &json!({}));
    server.get(&path)
}

/// Everything that a store holds on disk, with what is compressed unpacked.
pub(crate) fn on_disk(place: &Place) -> Vec<u8> {
    let mut all = Vec::new();
    if place.is_postgres() {
        let url = place.flags()[1].clone();
        let dump = Command::new("pg_dump").args([&url]).output().unwrap();
        assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
        let text = String::from_utf8_lossy(&dump.stdout).into_owned();
        // Hexadecimal digits may spell anything: what they stand for is looked at.
        for word in text.split(['\t', '\n']) {
            let Some(digits) = word.strip_prefix("\\\\x") else {
                all.extend(word.as_bytes());
                all.push(b' ');
                continue;
            };
            let bytes: Vec<u8> = (0..digits.len() / 2)
                .filter_map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok())
                .collect();
            unpack(&bytes, &mut all);
        }
        return all;
    }
    for entry in std::fs::read_dir(place.data()).unwrap() {
        let path = entry.unwrap().path();
        all.extend(std::fs::read(&path).unwrap_or_default());
        if path.extension().is_some_and(|extension| extension == "db") {
            blobs(&path, &mut all);
        }
    }
    all
}

fn blobs(file: &Path, all: &mut Vec<u8>) {
    let db = rusqlite::Connection::open_with_flags(file, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    for (table, column) in [("journal", "body"), ("run_blocks", "block"), ("people_log", "entries")] {
        let Ok(mut statement) = db.prepare(&format!("SELECT {column} FROM {table}")) else { continue };
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            unpack(&row.get::<_, Vec<u8>>(0).unwrap(), all);
        }
    }
}

/// Appends bytes, and what is packed in them.
fn unpack(bytes: &[u8], all: &mut Vec<u8>) {
    all.extend(bytes);
    for start in 0..bytes.len().min(8) {
        if bytes[start..].starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            all.extend(zstd::decode_all(&bytes[start..]).unwrap_or_default());
        }
    }
}

pub(crate) fn holds(all: &[u8], value: &str) -> bool {
    let lower = all.to_ascii_lowercase();
    memchr::memmem::find(&lower, value.to_ascii_lowercase().as_bytes()).is_some()
}

fn whoever_is_erased_is_nowhere(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let secret = json!({"properties": {"secret": "zq-secret-value"}});
    server.batch(&shop, &[zara("m1", &secret), zara("m2", &secret)]);
    let other = json!({"type": "track", "event": "call", "userId": "zq-old", "messageId": "m3",
        "properties": {"note": "zq-secret-value"}});
    server.batch(&shop, &[other]);
    let said = "My friend Zara Quixote, ZARA.quixote@erase.example or 020 7946 1234, is fine";
    let namesake =
        json!({"type": "identify", "userId": "bob-2", "messageId": "m6", "traits": {"name": "Zara Quixote"}});
    server.batch(&shop, &[bob("m4", said), bob("m5", "all is well"), namesake]);
    let dropped = json!({"type": "nonsense", "userId": "zq-user-1", "messageId": "m7"});
    server.batch(&shop, &[dropped]);
    let merge = json!({"a": "user_id:zq-user-1", "b": "user_id:zq-old", "reason": "zq-user-1 said so"});
    server.post("/api/v1/people/merge", &merge);
    server.folded();
    let (id, bob_id) = (server.id("user_id:zq-user-1"), server.id("user_id:bob-1"));
    let before = on_disk(place);
    for value in VALUES {
        assert!(holds(&before, value), "{value} must be there to be looked for");
    }
    let export = server.get(&format!("/api/v1/people/{id}/export"));
    for value in
        ["zq-secret-value", "Quixoteville", "zebra-crossing-complaint", "zq-cookie-77", "nonsense", "marketing"]
    {
        assert!(export.to_string().contains(value), "{value} is not exported");
    }
    let interaction = server.get(&format!("/api/v1/people/{id}/timeline"))["items"][0]["id"].clone();

    // Nothing goes before it is confirmed, and nothing that was not proposed.
    let proposed = server.post(&format!("/api/v1/people/{id}/erasures"), &json!({"reason": "asked by letter"}));
    assert_eq!((&proposed["stage"], &proposed["interactions"]), (&json!("proposed"), &json!(3)));
    let path = format!("/api/v1/erasures/{}", proposed["id"].as_str().unwrap());
    assert_eq!(server.call("POST", &format!("{path}/confirm"), &json!({"identifiers": []})).status, 409);
    assert!(server.find("user_id:zq-user-1").is_some());
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let hidden = server.post(&format!("{path}/confirm"), &json!({"identifiers": going}));
    assert_eq!((&hidden["stage"], &hidden["receipt"]), (&json!("hidden"), &Value::Null));

    // Hidden at once, before anything is destroyed.
    let gone = |server: &Server| {
        for identifier in ["user_id:zq-user-1", "user_id:zq-old", "email:zara.quixote@erase.example", "zq-cookie-77"] {
            assert!(server.find(identifier).is_none(), "{identifier}");
        }
        for part in ["", "/timeline", "/facts", "/identifiers", "/consents", "/links", "/export"] {
            let answer = server.call("GET", &format!("/api/v1/people/{id}{part}"), &Value::Null);
            assert_eq!(answer.status, 404, "{part}: {}", answer.body);
        }
        let opened = format!("/api/v1/interactions/{}", interaction.as_str().unwrap());
        assert_eq!(server.call("GET", &opened, &Value::Null).status, 404);
        assert_eq!(server.get("/api/v1/people?q=zebra+crossing")["total"], 0);
        assert_eq!(server.get("/api/v1/people?limit=1")["total"], 2);
        assert!(!server.get("/api/v1/people").to_string().contains("zq-"));
        assert_eq!(server.get("/api/v1/dropped")["total"], 0);
        assert!(!server.get("/api/v1/audit").to_string().contains("zq-"));
    };
    gone(&server);
    assert_eq!(server.post("/api/v1/erasures/run", &json!({}))["destroyed"], 1);
    gone(&server);
    let done = server.get(&path);
    assert_eq!(done["stage"], "destroyed");
    let receipt = done["receipt"].as_str().unwrap();
    let verify =
        |receipt: &str| server.post("/api/v1/receipts/verify", &json!({"receipt": receipt}))["genuine"].clone();
    assert_eq!((verify(receipt), verify(&receipt.replace("2026", "2025"))), (json!(true), json!(false)));

    // Others keep what is theirs, without her name.
    let timeline = server.get(&format!("/api/v1/people/{bob_id}/timeline"));
    assert_eq!(timeline["total"], 2);
    assert!(timeline.to_string().contains("My friend [erased], [erased] or [erased], is fine"), "{timeline}");
    assert_eq!(server.get("/api/v1/people?q=friend+erased")["total"], 1);
    assert_eq!(server.person("user_id:bob-2")["id"], server.get("/api/v1/people?q=Zara+Quixote")["items"][0]["id"]);

    // A late retry is known and brings nobody back.
    assert_eq!(server.batch(&shop, &[zara("m1", &secret)])["dropped"], Value::Null);
    gone(&server);
    server.folded();
    let report = server.get("/api/v1/doctor");
    assert_eq!(report["healthy"], true, "{report}");
    server.stop();
    let after = on_disk(place);
    for value in VALUES {
        assert!(!holds(&after, value), "{value} is still on disk");
    }
    if !place.is_postgres() {
        nothing_in_a_restored_backup(place, &VALUES);
    }
    let server = place.serve();
    gone(&server);
    assert_eq!(server.get(&format!("/api/v1/people/{bob_id}/timeline"))["total"], 2);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
    server.stop();
}

fn nothing_in_a_restored_backup(place: &Place, values: &[&str]) {
    let file = place.directory.path().join("after.backup");
    let restored = Place::at(&place.directory.path().join("restored"));
    place.run(&["backup", file.to_str().unwrap(), "--json"]);
    let output = binary().arg("restore").arg(&file).arg("--data").arg(restored.data()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all = [std::fs::read(&file).unwrap(), on_disk(&restored)].concat();
    assert!(holds(&all, "bob-1"), "the search finds who is there");
    for value in values {
        assert!(!holds(&all, value), "{value} is still in a backup");
    }
}

fn paulina(id: &str, path: &str) -> Value {
    json!({"type": "identify", "userId": "paulina-q", "messageId": id,
        "traits": {"email": "paulina.quill@mail.example", "phone": "+44 7700 900000", "name": "Paulina Quill"},
        "context": {"page": {"path": path}, "externalIds": [{"type": "employee_id", "id": "E4518"},
            {"type": "loyalty_card", "id": "6331234512345678"}, {"type": "user_no", "id": "77"}]}})
}

/// How others name her, in every form that is looked for.
fn named_by_others(id: &str) -> Value {
    let desk = "desk of paulina.quill@mail.example";
    json!({"type": "track", "event": "call", "userId": "bob-1", "messageId": id,
        "properties": {"invites": {"paulina.quill@mail.example": "sent"}, "AgentId": "E4518", "seats": 77, "user_no": 77,
            "link": "https://x.example/?to=paulina.quill%40mail.example&next=1"},
        "context": {"page": {"path": "/paulina.quill/about"}, "interaction": {"employee": "E4518", "department": desk,
            "team": desk, "text": "+44 (0)7700 900 000, card 6331 2345-1234 5678, and E4519"}}})
}

fn whoever_is_erased_is_nowhere_in_what_others_said(place: &Place) {
    const HERS: [&str; 7] =
        ["paulina.quill", "paulina quill", "paulina_quill", "E4518", "7700 900", "6331 2345", "6331234512345678"];
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &[json!({"type": "identify", "userId": "bob-2", "messageId": "m0"})]);
    server.batch(&shop, &[paulina("m1", "/paulina.quill"), named_by_others("m2")]);
    let dropped = json!({"type": "nonsense", "userId": "bob-1", "messageId": "m3", "properties": {"AgentId": "E4518"}});
    let other = json!({"type": "nonsense", "userId": "bob-1", "messageId": "m4", "properties": {"AgentId": "E4519"}});
    server.batch(&shop, &[dropped, other]);
    server.folded();
    let id = server.id("user_id:paulina-q");
    let asked = json!({"reason": "Paulina Quill (paulina.quill@mail.example) asked"});
    server.post(&format!("/api/v1/people/{id}/erasures"), &asked);
    let named = "like Paulina Quill, paulina.quill@mail.example";
    let same = json!({"a": "user_id:bob-1", "b": "user_id:bob-2", "reason": named});
    server.post("/api/v1/people/merge", &same);
    let bob = server.id("user_id:bob-1");
    server.post(&format!("/api/v1/people/{bob}/holds"), &json!({"kind": "contact", "reason": named}));
    let before = on_disk(place);
    for value in HERS {
        assert!(holds(&before, value), "{value} must be there to be looked for");
    }
    erase(&server, &id);
    let opened = |server: &Server| {
        let timeline = server.get(&format!("/api/v1/people/{}/timeline", server.id("user_id:bob-1")));
        server.get(&format!("/api/v1/interactions/{}", timeline["items"][0]["id"].as_str().unwrap()))
    };
    let call = opened(&server);
    let said = json!({"invites": {"[erased]": "sent"}, "AgentId": "[erased]", "seats": 77, "user_no": "[erased]",
        "link": "https://x.example/?to=[erased]&next=1"});
    assert_eq!(call["properties"], said);
    assert_eq!(call["text"], "[erased], card [erased], and E4519");
    assert_eq!((&call["employee"], &call["team"]), (&json!("[erased]"), &json!("desk of [erased]")));
    assert_eq!((&call["department"], &call["touchpoint"]), (&json!("desk of [erased]"), &json!("web.[erased]")));
    let reasons = server.get("/api/v1/erasures");
    assert!(reasons.to_string().contains("[erased] ([erased]) asked"), "{reasons}");
    let held = server.get(&format!("/api/v1/people/{bob}/holds"));
    assert_eq!(held["items"][0]["reason"], "like [erased], [erased]");
    let decided = server.get("/api/v1/decisions");
    assert!(decided.to_string().contains("like [erased], [erased]"), "{decided}");
    assert_eq!(server.get("/api/v1/dropped")["total"], 1);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
    server.stop();
    let after = on_disk(place);
    for value in HERS {
        assert!(!holds(&after, value), "{value} is still on disk");
    }
    if !place.is_postgres() {
        nothing_in_a_restored_backup(place, &HERS);
    }
}

fn places_named_after_the_erased_go(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let at = |id: &str, user: &str, path: &str| {
        json!({"type": "page", "userId": user, "messageId": id, "context": {"page": {"path": path},
            "interaction": {"department": format!("dep of {path}")}}})
    };
    let touchpoints = |server: &Server| {
        let listed = server.get("/api/v1/touchpoints");
        let one = |one: &Value| (one["name"].as_str().unwrap().to_owned(), one["interactions"].as_u64().unwrap());
        listed["items"].as_array().unwrap().iter().map(one).collect::<BTreeMap<_, _>>()
    };
    let named = |names: &[(&str, u64)]| -> BTreeMap<String, u64> {
        names.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    };
    server.batch(&shop, &[paulina("m1", "/her-own"), at("m2", "paulina-q", "/shared"), at("m3", "bob-1", "/shared")]);
    server.batch(&shop, &[paulina("m4", "/paulina.quill"), at("m5", "bob-1", "/paulina.quill")]);
    server.folded();
    erase(&server, &server.id("user_id:paulina-q"));
    // What she alone named is gone, what others named counts theirs.
    assert_eq!(touchpoints(&server), named(&[("web.shared", 1), ("web.[erased]", 1)]));
    assert_eq!(server.get("/api/v1/departments")["items"].as_array().unwrap().len(), 2);
    // What comes afterwards is counted under codes of its own.
    server.batch(&shop, &[at("m6", "bob-1", "/her-own"), at("m7", "cyd", "/new"), at("m8", "cyd", "/paulina.quill")]);
    server.folded();
    let all = [("web.shared", 1), ("web.[erased]", 1), ("web.her_own", 1), ("web.new", 1), ("web.paulina_quill", 1)];
    assert_eq!(touchpoints(&server), named(&all));
    let bob = server.id("user_id:bob-1");
    for (touchpoint, count) in [("web.her_own", 1), ("web.new", 0), ("web.[erased]", 1), ("web.paulina_quill", 0)] {
        let path = format!("/api/v1/people/{bob}/timeline?touchpoint={touchpoint}");
        assert_eq!(server.get(&path)["items"].as_array().unwrap().len(), count, "{touchpoint}");
    }
    // Who is anonymised is still counted where they were, but not where that says who it was.
    let dan = json!({"type": "identify", "userId": "dan-1", "messageId": "m9", "traits": {"email": "dan.dare@mail.example"},
        "context": {"page": {"path": "/dan.dare"}}});
    server.batch(&shop, &[dan]);
    server.folded();
    let proposed = server.post(
        &format!("/api/v1/people/{}/erasures", server.id("user_id:dan-1")),
        &json!({"reason": "asked", "mode": "anonymise"}),
    );
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let path = format!("/api/v1/erasures/{}/confirm", proposed["id"].as_str().unwrap());
    server.post(&path, &json!({"identifiers": going}));
    server.post("/api/v1/erasures/run", &json!({}));
    let left = touchpoints(&server);
    assert_eq!((left.get("web.[erased]"), left.get("web.dan_dare")), (Some(&2), None), "{left:?}");
    server.stop();
    assert!(!holds(&on_disk(place), "dan_dare"));
    assert_eq!(touchpoints(&place.serve()), left);
}

fn a_second_human_in_a_person_stays(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = |id: &str, user: &str, text: &str| json!({"type": "track", "event": "call", "userId": user, "messageId": id, "context": {"interaction": {"text": text}}});
    server.batch(&shop, &[event("m1", "first-human", "one"), event("m2", "second-human", "two")]);
    server
        .post("/api/v1/people/merge", &json!({"a": "user_id:first-human", "b": "user_id:second-human", "reason": "r"}));
    server.folded();
    let id = server.id("user_id:first-human");
    let proposed = server.post(&format!("/api/v1/people/{id}/erasures"), &json!({"reason": "asked"}));
    let going = proposed["identifiers"].as_array().unwrap();
    assert_eq!(going.len(), 2);
    assert!(going.iter().all(|one| one["interactions"] == 1), "{proposed}");
    let only = going.iter().find(|one| one["value"] == "first-human").unwrap();
    let path = format!("/api/v1/erasures/{}", proposed["id"].as_str().unwrap());
    server.post(&format!("{path}/confirm"), &json!({"identifiers": [only["id"]]}));
    for _ in 0..2 {
        assert!(server.find("user_id:first-human").is_none());
        let stays = server.person("user_id:second-human");
        assert_eq!((&stays["interactions"], &stays["identifiers"][0]["value"]), (&json!(1), &json!("second-human")));
        assert_eq!(stays["identifiers"].as_array().unwrap().len(), 1);
        server.post("/api/v1/erasures/run", &json!({}));
    }
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
}

fn a_number_that_was_passed_on_is_erased_for_its_former_holder_only(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = |id: &str, user: &str, at: &str| {
        json!({"type": "identify", "userId": user, "messageId": id, "timestamp": at,
            "traits": {"phone": "+447700900123", "said": user}})
    };
    let call = |id: &str, at: &str, text: &str| {
        json!({"type": "track", "event": "call", "messageId": id, "timestamp": at,
            "context": {"externalIds": [{"type": "phone", "id": "+447700900123"}], "interaction": {"text": text}}})
    };
    server.batch(
        &shop,
        &[
            event("m1", "former", "2022-01-01T00:00:00Z"),
            call("m2", "2022-01-02T00:00:00Z", "the former one calls"),
            event("m3", "later", "2026-01-01T00:00:00Z"),
            call("m4", "2026-01-02T00:00:00Z", "the later one calls"),
        ],
    );
    server.folded();
    let (former, later) = (server.id("user_id:former"), server.id("user_id:later"));
    assert_ne!(former, later);
    assert_eq!(server.person("user_id:former")["interactions"], 2);
    let done = erase(&server, &former);
    assert_eq!(done["stage"], "destroyed");
    for _ in 0..2 {
        assert!(server.find("user_id:former").is_none());
        assert_eq!(server.get("/api/v1/people?q=former+one")["total"], 0);
        let stays = server.person("user_id:later");
        assert_eq!((&stays["interactions"], &stays["id"]), (&json!(2), &json!(later)));
        assert_eq!(server.id("phone:+447700900123"), later);
        server.folded();
    }
    server.stop();
    let all = on_disk(place);
    assert!(!holds(&all, "the former one calls") && holds(&all, "the later one calls"));
}

/// Who comes back before all of the old is destroyed, and refuses: that counts.
fn a_refusal_after_the_erasure_stays(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let say = |id: &str, granted: bool| {
        json!({"type": "track", "event": "e", "userId": "ana-comes-back", "messageId": id,
            "context": {"consent": {"categoryPreferences": {"marketing": granted}}}})
    };
    server.batch(&shop, &[say("m1", true)]);
    server.folded();
    let id = server.id("user_id:ana-comes-back");
    let proposed = server.post(&format!("/api/v1/people/{id}/erasures"), &json!({"reason": "asked by letter"}));
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let path = format!("/api/v1/erasures/{}/confirm", proposed["id"].as_str().unwrap());
    server.post(&path, &json!({"identifiers": going}));
    server.batch(&shop, &[say("m2", false)]);
    server.post("/api/v1/erasures/run", &json!({}));
    server.kill();
    let server = place.serve();
    let again = server.id("user_id:ana-comes-back");
    assert_ne!(again, id);
    let consents = server.get(&format!("/api/v1/people/{again}/consents"));
    assert_eq!((&consents["total"], &consents["items"][0]["granted"]), (&json!(1), &json!(false)));
}

fn whoever_comes_back_is_somebody_new(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &[zara("m1", &json!({}))]);
    server.folded();
    let id = server.id("user_id:zq-user-1");
    erase(&server, &id);
    server.batch(&shop, &[zara("m1", &json!({})), zara("m2", &json!({}))]);
    for _ in 0..2 {
        let again = server.person("user_id:zq-user-1");
        assert_ne!(again["id"].as_str().unwrap(), id);
        assert_eq!(again["interactions"], 1);
        server.folded();
    }
    let id = server.id("user_id:zq-user-1");
    server.kill();
    let server = place.serve();
    assert_eq!(server.id("user_id:zq-user-1"), id);
    assert_eq!(server.get("/api/v1/doctor")["healthy"], true);
    assert_eq!(erase(&server, &id)["stage"], "destroyed");
    assert!(server.find("user_id:zq-user-1").is_none());
}

fn permits_follow_what_is_said_and_held(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = |id: &str, user: &str| json!({"type": "track", "event": "e", "userId": user, "messageId": id});
    server.batch(&shop, &[event("m1", "ana"), event("m2", "ana-too")]);
    let id = server.id("user_id:ana");
    let permit = |purpose: &str| {
        let permits = server.get(&format!("/api/v1/people/{id}/permits"));
        let found = permits["items"].as_array().unwrap().iter().find(|one| one["purpose"] == purpose).unwrap().clone();
        (found["granted"].as_bool().unwrap(), found["because"].as_str().unwrap().to_owned())
    };
    let said = |granted: bool, because: &str| (granted, because.to_owned());
    let say = |user: &str, purpose: &str, granted: bool| {
        server.post("/api/v1/consents", &json!({"identifier": user, "purpose": purpose, "granted": granted}));
    };
    assert_eq!((permit("marketing"), permit("analytics")), (said(false, "nothing_said"), said(true, "basis")));
    say("user_id:ana", "marketing", true);
    assert_eq!(permit("marketing"), said(true, "granted"));
    // The next question after a denial is answered by it, also where another identifier of the person says so.
    say("user_id:ana-too", "marketing", false);
    assert_eq!(permit("marketing"), said(true, "granted"));
    let merge = json!({"a": "user_id:ana", "b": "user_id:ana-too", "reason": "same"});
    let link = server.post("/api/v1/people/merge", &merge)["link"].clone();
    assert_eq!(permit("marketing"), said(false, "denied"));
    server.post(&format!("/api/v1/links/{}/undo", link.as_str().unwrap()), &json!({"reason": "not the same"}));
    assert_eq!(permit("marketing"), said(true, "granted"));
    // A ground of law that needs no consent.
    say("user_id:ana", "service", false);
    assert_eq!(permit("service"), said(true, "basis"));
    assert_eq!(server.call("PUT", "/api/v1/purposes/service", &json!({"basis": "consent"})).status, 200);
    assert_eq!(permit("service"), said(false, "denied"));
    // Holds.
    let holds = format!("/api/v1/people/{id}/holds");
    let hold = server.post(&holds, &json!({"kind": "contact", "reason": "a case is open"}));
    assert_eq!((permit("marketing"), permit("verification")), (said(false, "held"), said(true, "basis")));
    let released = format!("/api/v1/holds/{}", hold["id"].as_str().unwrap());
    assert_eq!(server.call("DELETE", &released, &Value::Null).status, 204);
    assert_eq!(server.call("DELETE", &released, &Value::Null).status, 404);
    assert_eq!(permit("marketing"), said(true, "granted"));
    let legal = server.post(&holds, &json!({"kind": "legal", "reason": "a lawsuit"}));
    let proposed = server.post(&format!("/api/v1/people/{id}/erasures"), &json!({"reason": "asked"}));
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let confirm = format!("/api/v1/erasures/{}/confirm", proposed["id"].as_str().unwrap());
    let answer = server.call("POST", &confirm, &json!({"identifiers": going}));
    assert_eq!((answer.status, answer.body.contains("legal hold")), (409, true));
    server.call("DELETE", &format!("/api/v1/holds/{}", legal["id"].as_str().unwrap()), &Value::Null);
    assert_eq!(server.call("POST", &confirm, &json!({"identifiers": going})).status, 200);
}

/// The columns of a store, as `table.column`. SQLite's full-text index keeps its words in tables of its own.
fn columns(place: &Place) -> BTreeSet<String> {
    if place.is_postgres() {
        let sql =
            "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public'";
        let output = Command::new("psql").args([&place.flags()[1], "-Atc", sql]).output().unwrap();
        return String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect();
    }
    let mut columns = BTreeSet::new();
    for file in ["throughline.db", "folds.db"] {
        let path = place.data().join(file);
        let db = rusqlite::Connection::open_with_flags(&path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let own = "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'search\\_text%' ESCAPE '\\'";
        let mut statement = db.prepare(own).unwrap();
        columns.extend(statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap));
    }
    columns.extend(["search_text.rowid", "search_text.body"].map(str::to_owned));
    columns
}

/// The classes of docs/privacy.md: by column, its class and who erases it.
fn classes() -> BTreeMap<String, (String, String)> {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/privacy.md")).unwrap();
    let mut classes = BTreeMap::new();
    let table = page.lines().skip_while(|line| !line.starts_with("| table |")).take_while(|line| !line.is_empty());
    for line in table.skip(2) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        for column in cells[1].split(", ") {
            let class = (cells[2].to_owned(), cells[3].to_owned());
            assert!(classes.insert(format!("{}.{column}", cells[0]), class).is_none(), "{column} is classed twice");
        }
    }
    classes
}

fn every_column_is_classed_with_who_erases_it(place: &Place) {
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &[zara("m1", &json!({}))]);
    let erased = erase(&server, &server.id("user_id:zq-user-1"));
    server.stop();
    let (columns, classes) = (columns(place), classes());
    for column in &columns {
        assert!(classes.contains_key(column), "docs/privacy.md does not say what {column} holds");
    }
    // What only one of the two databases has is left to the test on the other one.
    let only_here = |name: &str| name.starts_with("message_keys.") || name.starts_with("commits.");
    for (column, (class, eraser)) in &classes {
        assert!(
            columns.contains(column) || only_here(column),
            "docs/privacy.md speaks of {column}, which is not there"
        );
        match class.split(':').next().unwrap() {
            "personal" => assert!(erased["rows"].get(eraser).is_some(), "nobody called {eraser:?} erases {column}"),
            "staff" | "staff kept" | "none" => assert!(eraser.is_empty(), "{column}"),
            other => panic!("{column} is {other}"),
        }
    }
}

#[test]
fn preferences_are_said_on_a_page_behind_a_signed_link() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = json!({"type": "identify", "userId": "ana", "messageId": "m1", "traits": {"email": "ana@example.com"}});
    server.batch(&shop, &[event]);
    let id = server.id("user_id:ana");
    let links = format!("/api/v1/people/{id}/preference-link");
    let made = server.post(&links, &json!({"identifier": "email:Ana@Example.com", "days": 30}));
    assert_eq!(server.call("POST", &links, &json!({"identifier": "email:bob@example.com"})).status, 404);
    let path = made["path"].as_str().unwrap();
    let page = server.send("GET", path, &[], b"");
    assert_eq!(page.status, 200);
    assert!(page.body.len() < 10_000 && page.body.contains("marketing") && !page.body.contains("service"));
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"));
    assert!(page.headers["cache-control"] == "no-store" && page.headers["referrer-policy"] == "no-referrer");
    let marketing = || {
        let permits = server.get(&format!("/api/v1/people/{id}/permits"));
        permits["items"].as_array().unwrap().iter().find(|one| one["purpose"] == "marketing").unwrap()["granted"]
            .clone()
    };
    let form = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(marketing(), false);
    let saved = server.send("POST", path, &form, b"marketing=yes&service=no&nonsense=%3Cscript%3E");
    assert!(saved.status == 200 && saved.body.contains("Saved") && !saved.body.contains("<script"));
    assert_eq!(marketing(), true);
    server.send("POST", path, &form, b"marketing=no");
    assert_eq!(marketing(), false);
    // Only the consents of the link's own identifier, and only by a link of ours.
    let consents = server.get(&format!("/api/v1/people/{id}/consents"));
    assert!(consents.to_string().contains("preference centre") && !consents.to_string().contains("service"));
    for other in [path.replace("/preferences/n_", "/preferences/n_0"), format!("{path}0"), "/preferences/x".to_owned()]
    {
        assert_eq!(server.send("GET", &other, &[], b"").status, 404, "{other}");
    }
    erase(&server, &id);
    assert_eq!(server.send("GET", path, &[], b"").status, 404);
    assert_eq!(server.send("POST", path, &form, b"marketing=yes").status, 404);
}

#[test]
fn what_is_anonymised_is_still_counted() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    server.batch(&shop, &[zara("m1", &json!({}))]);
    server.folded();
    let proposed = server.post(
        &format!("/api/v1/people/{}/erasures", server.id("user_id:zq-user-1")),
        &json!({"reason": "asked", "mode": "anonymise"}),
    );
    let going: Vec<&Value> = proposed["identifiers"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    let path = format!("/api/v1/erasures/{}", proposed["id"].as_str().unwrap());
    server.post(&format!("{path}/confirm"), &json!({"identifiers": going}));
    server.post("/api/v1/erasures/run", &json!({}));
    server.stop();
    let all = on_disk(&place);
    for value in VALUES {
        assert!(!holds(&all, value), "{value}");
    }
    let ledger = place.serve().get("/api/v1/ledger");
    assert_eq!(ledger["stored"], 1);
}

/// A link is for whoever held its identifier when it was made, and for no other store.
#[test]
fn a_preference_link_is_not_handed_on() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = place.serve();
    let shop = place.key(&["--source", "shop"]);
    let event = |id: &str, user: &str, at: &str| json!({"type": "identify", "userId": user, "messageId": id, "timestamp": at, "traits": {"phone": "+447700900123"}});
    server.batch(&shop, &[event("m1", "former", "2022-01-01T00:00:00Z")]);
    let link = |server: &Server, user: &str, days: u32| {
        let path = format!("/api/v1/people/{}/preference-link", server.id(&format!("user_id:{user}")));
        let made = server.post(&path, &json!({"identifier": "phone:+447700900123", "days": days}));
        made["path"].as_str().unwrap().to_owned()
    };
    let former = link(&server, "former", 700);
    let status = |server: &Server, path: &str| server.send("GET", path, &[], b"").status;
    assert_eq!(status(&server, &former), 200);
    // The number passes on: who has it now says what they allow, and the former holder does not.
    server.batch(&shop, &[event("m2", "later", "2026-01-01T00:00:00Z")]);
    assert_ne!(server.id("user_id:former"), server.id("user_id:later"));
    assert_eq!(server.id("phone:+447700900123"), server.id("user_id:later"));
    assert_eq!(status(&server, &former), 404, "the former holder speaks for the later one");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(server.send("POST", &former, &form, b"marketing=yes").status, 404);
    let later = link(&server, "later", 700);
    assert_eq!(status(&server, &later), 200);
    // Nothing of a link can be exchanged for what another says: neither its identifier nor its times.
    let (one, other): (Vec<&str>, Vec<&str>) = (former.split('.').collect(), later.split('.').collect());
    for place in 0..one.len() {
        let mut mixed = other.clone();
        mixed[place] = one[place];
        let mixed = mixed.join(".");
        assert!(mixed == later || status(&server, &mixed) == 404, "{mixed}");
    }
    // A link of another store, and of this one under another secret, is none.
    let elsewhere = Place::new(Kind::Sqlite).unwrap();
    let other = elsewhere.serve();
    let crm = elsewhere.key(&["--source", "shop"]);
    other.batch(&crm, &[event("m1", "former", "2022-01-01T00:00:00Z")]);
    assert_eq!(status(&other, &later), 404);
    server.stop();
    place.sql("UPDATE secrets SET secret = x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'");
    let server = place.serve();
    assert_eq!(status(&server, &later), 404);
}
