//! Saved views: whose they are, who sees and changes them, and what becomes of them when somebody goes.

use serde_json::{Value, json};

use crate::harness::{Answer, Place, Server, on_both};
use crate::privacy::erase;
use crate::sessions::{Browser, add};

on_both!(a_view_is_its_owners_until_it_is_shared, views_go_with_whom_they_belong_to_or_name);

/// Somebody with a key of their own.
struct Caller<'a> {
    server: &'a Server,
    bearer: String,
}

impl<'a> Caller<'a> {
    fn new(server: &'a Server, name: &str, role: &str) -> Caller<'a> {
        let made = server.post("/api/v1/keys", &json!({"name": name, "role": role}));
        Caller { server, bearer: format!("Bearer {}", made["key"].as_str().unwrap()) }
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers = [("authorization", self.bearer.as_str()), ("content-type", "application/json")];
        self.server.send(method, path, &headers, body.to_string().as_bytes())
    }

    fn save(&self, name: &str, address: &str, shared: bool) -> String {
        let made = self.call("POST", "/api/v1/views", &json!({"name": name, "address": address, "shared": shared}));
        assert_eq!(made.status, 201, "{}", made.body);
        format!("/api/v1/views/{}", made.json()["id"].as_str().unwrap())
    }

    /// The names of the views that they see, with whether each is their own and theirs to change.
    fn views(&self) -> Vec<(String, bool, bool)> {
        let list = self.call("GET", "/api/v1/views", &Value::Null).json();
        let one = |view: &Value| (text(view, "name"), view["own"] == true, view["may_change"] == true);
        list["items"].as_array().unwrap().iter().map(one).collect()
    }
}

fn text(view: &Value, field: &str) -> String {
    view[field].as_str().unwrap_or_default().to_owned()
}

fn seen(name: &str, own: bool, may_change: bool) -> (String, bool, bool) {
    (name.to_owned(), own, may_change)
}

const ADDRESS: &str = "/journeys/funnel?steps=%5B%5B%22web.tariffs%22%5D%5D&time=30d";

fn a_view_is_its_owners_until_it_is_shared(place: &Place) {
    let server = place.serve();
    let (ana, bob) = (Caller::new(&server, "ana", "analyst"), Caller::new(&server, "bob", "read-only"));
    let root = Caller::new(&server, "root", "admin");
    let returns = ana.save(" Returns ", ADDRESS, false);
    ana.save("buying", "/journeys/paths", false);
    bob.save("calls", "/journeys/map?by=channel", true);
    assert_eq!(ana.views(), [seen("buying", true, true), seen("Returns", true, true), seen("calls", false, false)]);
    assert_eq!(bob.views(), [seen("calls", true, true)]);
    assert_eq!(root.views(), [seen("calls", false, true)]);
    for (method, body) in [("PATCH", json!({"shared": true})), ("DELETE", Value::Null)] {
        assert_eq!(bob.call(method, &returns, &body).status, 404, "what is not shared is not there");
    }
    let shared = ana.call("PATCH", &returns, &json!({"shared": true, "name": "What comes back"}));
    assert_eq!((shared.status, text(&shared.json(), "address")), (200, ADDRESS.to_owned()));
    assert_eq!(bob.views(), [seen("calls", true, true), seen("What comes back", false, false)]);
    assert_eq!(text(&bob.call("GET", "/api/v1/views", &Value::Null).json()["items"][1], "owner"), "key:ana");
    let refused = bob.call("PATCH", &returns, &json!({"name": "Mine"}));
    assert!(refused.status == 403 && refused.body.contains("of your own"), "{}", refused.body);
    assert_eq!(bob.call("DELETE", &returns, &Value::Null).status, 403);
    assert_eq!(root.call("PATCH", &returns, &json!({"address": "/journeys/map"})).status, 200);
    assert_eq!(root.call("DELETE", &returns, &Value::Null).status, 204);
    assert_eq!(root.call("DELETE", &returns, &Value::Null).status, 404);
    let nobody = Caller::new(&server, "eve", "employee");
    assert_eq!(nobody.call("GET", "/api/v1/views", &Value::Null).status, 403);
    for (body, status) in [
        (json!({"name": " ", "address": "/journeys"}), 400),
        (json!({"name": "x", "address": "https://evil.example/journeys"}), 400),
        (json!({"name": "x", "address": "/settings/users"}), 400),
        (json!({"name": "x", "address": format!("/journeys?{}", "x".repeat(8000))}), 400),
        (json!({"name": "x"}), 422),
        (json!({"name": "x", "address": "/journeys", "owner": "bob"}), 422),
    ] {
        assert_eq!(ana.call("POST", "/api/v1/views", &body).status, status, "{body}");
    }
    let said = |action: &str| server.get(&format!("/api/v1/audit?action=views.{action}"))["items"].clone();
    assert_eq!(said("save").as_array().unwrap().len(), 3);
    assert_eq!(
        (&said("change")[1]["reason"], &said("change")[1]["who"]),
        (&json!("another name, shared"), &json!("key:ana"))
    );
    assert_eq!(said("remove")[0]["who"], "key:root");
}

fn views_go_with_whom_they_belong_to_or_name(place: &Place) {
    let server = place.serve();
    let id = add(&server, "cyd@example.org", "analyst");
    let browser = Browser::sign_in(&server, "cyd@example.org");
    for (name, shared) in [("own", false), ("for all", true)] {
        let body = json!({"name": name, "address": ADDRESS, "shared": shared});
        assert_eq!(browser.send(&server, "POST", "/api/v1/views", &body).status, 201);
    }
    assert_eq!(server.call("DELETE", &format!("/api/v1/users/{id}"), &Value::Null).status, 204);
    let ana = Caller::new(&server, "ana", "analyst");
    assert_eq!(ana.views(), [seen("for all", false, false)]);
    assert_eq!(ana.call("GET", "/api/v1/views", &Value::Null).json()["items"][0]["owner"], Value::Null);
    // Whoever gets the name afterwards gets nothing of theirs.
    add(&server, "cyd@example.org", "analyst");
    let again = Browser::sign_in(&server, "cyd@example.org");
    let list = again.get(&server, "/api/v1/views").json();
    assert_eq!((&list["total"], &list["items"][0]["own"]), (&json!(1), &json!(false)));

    // A name that was typed, or a value that is filtered by, may be somebody's.
    let shop = place.key(&["--source", "shop"]);
    server.batch(
        &shop,
        &[json!({"type": "identify", "userId": "zq-user-1", "messageId": "m1",
        "traits": {"email": "zara@example.org"}})],
    );
    ana.save("what zara@example.org did", "/journeys/paths", false);
    ana.save("hers", "/journeys/paths?name=zara%2540example.org", false);
    ana.save("others", "/journeys/paths?name=bob%40example.org", false);
    erase(&server, &server.id("user_id:zq-user-1"));
    assert_eq!(ana.views(), [seen("others", true, true), seen("for all", false, false)]);
}
