//! Calls of every operation of the OpenAPI document, with a text in every place where a text may stand.

use serde_json::{Map, Value, json};

use crate::harness::{Answer, Server, escaped};

/// A call of an operation.
#[derive(Debug)]
pub(crate) struct Call {
    method: String,
    path: String,
    content_type: String,
    body: String,
}

/// What stands in paths where the text does not: ids and names that are there, by the word before them.
pub(crate) struct Known(Vec<(&'static str, String)>);

impl Known {
    /// Tells a short story, so that there is somebody to ask about; every text in it ends with `mark`.
    pub(crate) fn tell(server: &Server, key: &str, mark: &str) -> Known {
        let event = |user: &str, number: u8| {
            json!({"type": "identify", "userId": format!("{user}{mark}"), "messageId": format!("m{number}{mark}"),
                "timestamp": "2026-03-01T10:00:00Z", "event": format!("event{mark}"),
                "traits": {"name": format!("Ana {mark}"), "email": format!("{user}.{mark}@example.com")},
                "properties": {"model": format!("model{mark}")},
                "context": {"interaction": {"channel": "phone", "department": "Care", "touchpoint": "call_center.care",
                    "text": format!("she said {mark}"), "questions": [{"fact": "name", "purpose": "service"}]}}})
        };
        server.batch(key, &[event("u", 1), event("v", 2)]);
        let person = server.id(&format!("user_id:u{mark}"));
        let timeline = server.get(&format!("/api/v1/people/{person}/timeline"));
        let interaction = timeline["items"][0]["id"].as_str().unwrap().to_owned();
        let both = json!({"a": format!("user_id:u{mark}"), "b": format!("user_id:v{mark}"), "reason": "a test"});
        let link = server.post("/api/v1/people/merge", &both)["link"].as_str().unwrap().to_owned();
        Known(vec![("people", person), ("interactions", interaction), ("links", link), ("sources", "shop".to_owned())])
    }

    fn fill(&self, path: &str) -> String {
        let mut words: Vec<&str> = path.split('/').collect();
        for place in 1..words.len() {
            if words[place].starts_with('{') {
                let known = self.0.iter().find(|(before, _)| *before == words[place - 1]);
                words[place] = known.map_or("none", |(_, id)| id);
            }
        }
        words.join("/")
    }
}

impl Call {
    /// Makes it as administrator.
    pub(crate) fn make(&self, server: &Server) -> Answer {
        let bearer = format!("Bearer {}", server.admin);
        let headers = [("authorization", bearer.as_str()), ("content-type", &self.content_type)];
        server.send(&self.method, &self.path, &headers, self.body.as_bytes())
    }
}

/// Every operation with `text` in one place after the other. The stream has no end, and is left out.
pub(crate) fn calls(document: &Value, known: &Known, text: &str) -> Vec<Call> {
    let mut calls = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        if path.ends_with("/stream") {
            continue;
        }
        for (method, operation) in methods.as_object().unwrap() {
            of_operation(document, known, text, (&method.to_uppercase(), path, operation), &mut calls);
        }
    }
    calls
}

fn of_operation(
    document: &Value,
    known: &Known,
    text: &str,
    (method, path, operation): (&str, &str, &Value),
    calls: &mut Vec<Call>,
) {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let of = |place: &str| parameters.iter().filter(move |one| one["in"] == place).collect::<Vec<_>>();
    let query = |special: Option<(&str, &str)>| {
        let mut parts = Vec::new();
        for parameter in of("query") {
            let name = parameter["name"].as_str().unwrap();
            match special {
                Some((wanted, value)) if wanted == name => parts.push(format!("{name}={}", escaped(value))),
                _ if parameter["required"] == true => {
                    let usual = plausible(document, name, &parameter["schema"], 0);
                    parts.push(format!("{name}={}", escaped(usual.as_str().unwrap_or("1"))));
                }
                _ => {}
            }
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    };
    let content = operation["requestBody"]["content"].as_object();
    let content =
        content.and_then(|content| content.iter().next()).map(|(kind, about)| (kind.as_str(), &about["schema"]));
    let json = content.filter(|(kind, _)| *kind == "application/json");
    let usual = json.map_or(String::new(), |(_, schema)| plausible(document, "", schema, 0).to_string());
    let mut add = |path: String, body: String| {
        let content_type = content.map_or("application/json", |(kind, _)| kind).to_owned();
        calls.push(Call { method: method.to_owned(), path, content_type, body });
    };
    for parameter in of("path") {
        let place = format!("{{{}}}", parameter["name"].as_str().unwrap());
        let path = known.fill(&path.replace(&place, "\u{1}")).replace('\u{1}', &escaped(text));
        add(path + &query(None), usual.clone());
    }
    let filled = known.fill(path);
    for parameter in of("query") {
        let name = parameter["name"].as_str().unwrap();
        let number = parameter["schema"].to_string().contains("integer");
        let others: &[&str] = if number { &["-1", "0", "9223372036854775808", "1e9"] } else { &[] };
        for value in [text].iter().chain(others) {
            add(filled.clone() + &query(Some((name, value))), usual.clone());
        }
    }
    match (json, content) {
        (Some((_, schema)), _) => {
            for body in variants(document, schema, text, 0) {
                add(filled.clone() + &query(None), body.to_string());
            }
            add(filled.clone() + &query(None), text.to_owned());
            add(filled + &query(None), format!("{{{text:?}: {text:?}}}"));
        }
        (None, Some(_)) => add(filled + &query(None), text.to_owned()),
        (None, None) => {}
    }
}

/// A schema behind its references, the first of its alternatives that is not null.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let meant = document.pointer(reference.trim_start_matches('#'));
        return resolved(document, meant.unwrap_or_else(|| panic!("the document has no {reference}")));
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        if let Some(all) = schema[choice].as_array() {
            return resolved(document, all.iter().find(|one| one["type"] != "null").unwrap());
        }
    }
    schema
}

fn is(schema: &Value, kind: &str) -> bool {
    schema["type"] == kind || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(|one| one == kind))
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value, bool)> {
    let required = move |name: &str| schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
    let all = schema["properties"].as_object().into_iter().flatten();
    all.map(move |(name, property)| (name, property, required(name)))
}

/// A value that the schema allows, with what is required alone.
fn plausible(document: &Value, name: &str, schema: &Value, depth: usize) -> Value {
    let schema = resolved(document, schema);
    if let Some(first) = schema["enum"].as_array().and_then(|all| all.first()) {
        return first.clone();
    }
    if depth > 6 {
        return Value::Null;
    }
    if is(schema, "object") {
        let required = properties(schema).filter(|(.., required)| *required);
        let fields = required.map(|(name, property, _)| (name.clone(), plausible(document, name, property, depth + 1)));
        return Value::Object(fields.collect::<Map<_, _>>());
    }
    if is(schema, "array") {
        return json!([plausible(document, name, &schema["items"], depth + 1)]);
    }
    match name {
        _ if is(schema, "boolean") => json!(true),
        _ if is(schema, "integer") || is(schema, "number") => json!(1),
        "a" | "b" | "identifier" => json!("user_id:x"),
        "file" => json!("x.csv"),
        _ => json!("x"),
    }
}

/// Values that the schema allows, each with the text in another place.
fn variants(document: &Value, schema: &Value, text: &str, depth: usize) -> Vec<Value> {
    let resolved = resolved(document, schema);
    if depth > 6 {
        return Vec::new();
    }
    if is(resolved, "object") {
        let usual = plausible(document, "", resolved, depth);
        let mut all = Vec::new();
        for (name, property, _) in properties(resolved) {
            for value in variants(document, property, text, depth + 1) {
                let mut one = usual.clone();
                one[name] = value;
                all.push(one);
            }
        }
        return all;
    }
    if is(resolved, "array") {
        let items = variants(document, &resolved["items"], text, depth + 1);
        return items.into_iter().map(|item| json!([item])).collect();
    }
    if is(resolved, "string") || resolved["type"].is_null() { vec![json!(text)] } else { Vec::new() }
}
