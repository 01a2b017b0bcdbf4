//! Signing in through a provider: a real one on the loopback address, and what an attacker gets.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::harness::{Answer, Kind, Place, Server, on_both, root};
use crate::sessions::add;

on_both! { accounts_of_the_provider_become_users_with_the_role_of_their_group }

/// Where the tests say that browsers reach the server; they know better.
const PUBLIC: &str = "http://127.0.0.1:7070";

/// A provider of OpenID Connect.
pub(crate) struct Provider {
    child: Child,
    pub(crate) issuer: String,
}

impl Provider {
    /// Starts one for a server that browsers reach here, where it is installed.
    pub(crate) fn start(public: &str) -> Option<Provider> {
        let directory = root().join("tests/clients");
        if !directory.join("node_modules/oidc-provider").exists() {
            println!("skipped: what oidc-provider.mjs needs is not installed; scripts/test installs it");
            return None;
        }
        let mut command = Command::new("node");
        command.arg("oidc-provider.mjs").current_dir(&directory);
        command.env("CALLBACK", format!("{public}/api/v1/session/oidc/callback"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut issuer = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut issuer).unwrap();
        Some(Provider { child, issuer: issuer.trim().to_owned() })
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser that follows no redirect by itself, so that a test may look at each and change it.
#[derive(Default)]
struct Browser {
    /// By origin, then by name.
    cookies: BTreeMap<String, BTreeMap<String, String>>,
}

/// A page: its status, where it leads, and what it says.
struct Page {
    status: u16,
    leads: String,
    body: String,
}

impl Browser {
    fn ask(&mut self, method: &str, origin: &str, path: &str, form: &str) -> Page {
        self.ask_as("*/*", (method, origin, path), form)
    }

    /// Asks as something that accepts these types of answers.
    fn ask_as(&mut self, accept: &str, (method, origin, path): (&str, &str, &str), form: &str) -> Page {
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        let agent = ureq::Agent::new_with_config(config);
        let jar = self.cookies.entry(origin.to_owned()).or_default();
        let cookies: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{origin}{path}"))
            .header("accept", accept)
            .header("cookie", cookies.join("; "))
            .header("content-type", "application/x-www-form-urlencoded");
        let mut response = agent.run(request.body(form.to_owned()).unwrap()).unwrap();
        for set in response.headers().get_all("set-cookie") {
            let set = set.to_str().unwrap();
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        let leads = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        Page { status: response.status().as_u16(), leads, body: response.body_mut().read_to_string().unwrap() }
    }

    /// Begins to sign in; returns where at the provider that leads.
    fn begin(&mut self, server: &Server) -> String {
        let page = self.ask("GET", &server.url, "/api/v1/session/oidc", "");
        assert_eq!(page.status, 303, "{}", page.body);
        page.leads
    }

    /// Signs in at the provider, beginning at `to`; returns the path at our server to which it sends the browser back.
    fn at_provider(&mut self, provider: &Provider, to: &str, name: &str) -> String {
        let path = |to: &str| to.strip_prefix(&provider.issuer).unwrap_or(to).to_owned();
        let mut at = path(to);
        for _ in 0..12 {
            if let Some(back) = at.strip_prefix(PUBLIC) {
                return back.to_owned();
            }
            let page = self.ask("GET", &provider.issuer, &at, "");
            at = if page.status == 200 {
                let login = page.body.contains("name=\"login\"");
                let form =
                    if login { format!("prompt=login&login={name}&password=x") } else { "prompt=consent".to_owned() };
                path(&self.ask("POST", &provider.issuer, &at, &form).leads)
            } else {
                assert_eq!(page.status, 303, "{at}: {}", page.body);
                path(&page.leads)
            };
        }
        panic!("the provider does not come to an end: {at}");
    }

    /// Comes back from the provider as people do, who are shown pages.
    fn come_back(&mut self, server: &Server, path: &str) -> Page {
        let accept = "text/html,application/xhtml+xml,*/*;q=0.8";
        self.ask_as(accept, ("GET", &server.url, path), "")
    }

    fn sign_in(&mut self, server: &Server, provider: &Provider, name: &str) -> Page {
        let to = self.begin(server);
        let back = self.at_provider(provider, &to, name);
        self.ask("GET", &server.url, &back, "")
    }

    fn known(&mut self, server: &Server) -> Option<Value> {
        let page = self.ask("GET", &server.url, "/api/v1/session", "");
        (page.status == 200).then(|| serde_json::from_str(&page.body).unwrap())
    }
}

/// What a server is told of a provider.
pub(crate) fn configuration(place: &Place, provider: &Provider, public: &str) -> String {
    let secret = place.directory.path().join("secret");
    std::fs::write(&secret, "a secret of the tests\n").unwrap();
    format!(
        "[oidc]\nissuer = \"{}\"\nclient_id = \"throughline\"\nclient_secret_file = \"{}\"\npublic_url = \"{public}\"\n\
         role_claim = \"groups\"\nallowed_domains = [\"example.org\"]\n\
         [[oidc.role]]\nvalue = \"cx-admins\"\nrole = \"admin\"\n\
         [[oidc.role]]\nvalue = \"cx-agents\"\nrole = \"agent\"\nscope = {{ department = [\"Billing\"] }}\n",
        provider.issuer,
        secret.display()
    )
}

fn serve(place: &Place, provider: &Provider) -> Server {
    place.serve_with(&configuration(place, provider, PUBLIC))
}

/// A field of a query with another value.
fn with(url: &str, field: &str, value: &str) -> String {
    let (path, query) = url.split_once('?').unwrap();
    let changed = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if name == field => format!("{name}={value}"),
        _ => pair.to_owned(),
    });
    format!("{path}?{}", changed.collect::<Vec<_>>().join("&"))
}

fn accounts_of_the_provider_become_users_with_the_role_of_their_group(place: &Place) {
    let Some(provider) = Provider::start(PUBLIC) else { return };
    let server = serve(place, &provider);
    let mut ana = Browser::default();
    let page = ana.sign_in(&server, &provider, "ana");
    assert_eq!((page.status, &*page.leads), (303, "/"), "{}", page.body);
    let known = ana.known(&server).unwrap();
    assert_eq!((&known["name"], &known["role"]), (&json!("user:ana@example.org"), &json!("agent")));
    assert_eq!((&known["scope"], &known["user"]["origin"]), (&json!({"department": ["Billing"]}), &json!("oidc")));
    assert_eq!(known["user"]["display_name"], "Ana");
    assert!(!ana.cookies[&server.url].contains_key("__Host-throughline-oidc"), "what was begun has ended");
    // Again it is the same user; the session before has ended.
    let before = ana.cookies[&server.url]["__Host-throughline"].clone();
    ana.sign_in(&server, &provider, "ana");
    assert_ne!(ana.cookies[&server.url]["__Host-throughline"], before);
    let cookie = format!("__Host-throughline={before}");
    assert_eq!(server.send("GET", "/api/v1/session", &[("cookie", &cookie)], b"").status, 401);
    let users = server.get("/api/v1/users");
    assert_eq!(users["total"], 1);
    // What was changed here is the provider's to say again.
    let path = format!("/api/v1/users/{}", users["items"][0]["id"].as_str().unwrap());
    assert_eq!(server.call("PATCH", &path, &json!({"role": "admin", "scope": "all"})).status, 200);
    assert_eq!(ana.known(&server).unwrap()["role"], "admin");
    ana.sign_in(&server, &provider, "ana");
    assert_eq!(ana.known(&server).unwrap()["role"], "agent");
    // Such a user has no password: none can be set, and none lets in.
    let id = users["items"][0]["id"].as_str().unwrap();
    assert_eq!(server.call("POST", &format!("/api/v1/users/{id}/password"), &json!({})).status, 409);
    for password in ["", "null", "lamp otter seven quay"] {
        let body = json!({"user": "ana@example.org", "password": password});
        assert_eq!(crate::sessions::ask(&server, &body, &[]).status, 401);
    }
    server.call("PATCH", &format!("/api/v1/users/{id}"), &json!({"disabled": true}));
    assert!(ana.known(&server).is_none());
    assert_eq!(ana.sign_in(&server, &provider, "ana").status, 401);
    assert!(ana.known(&server).is_none());
}

#[test]
fn without_a_role_or_from_another_domain_nobody_is_let_in() {
    let Some(provider) = Provider::start(PUBLIC) else { return };
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = serve(&place, &provider);
    for name in ["nobody", "stranger"] {
        let mut browser = Browser::default();
        assert_eq!(browser.sign_in(&server, &provider, name).status, 403, "{name}");
        assert!(browser.known(&server).is_none());
    }
    // Nor does an account take over a user who has its name.
    add(&server, "boss@example.org", "agent");
    let mut boss = Browser::default();
    assert_eq!(boss.sign_in(&server, &provider, "boss").status, 409);
    assert!(boss.known(&server).is_none());
    assert_eq!(server.get("/api/v1/users")["total"], 1);
    assert_eq!(server.get("/api/v1/audit?action=session.refused")["total"], 3);
}

#[test]
fn what_one_browser_began_no_other_ends() {
    let Some(provider) = Provider::start(PUBLIC) else { return };
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = serve(&place, &provider);
    let refused = |page: &Page, expected: u16, what: &str| {
        assert_eq!(page.status, expected, "{what}: {}", page.body);
    };
    // Another state than the one that was begun.
    let mut one = Browser::default();
    let to = one.begin(&server);
    let back = one.at_provider(&provider, &to, "ana");
    refused(&one.ask("GET", &server.url, &with(&back, "state", "guess"), ""), 400, "state");
    refused(&one.ask("GET", &server.url, &back, ""), 400, "a sign-in that has ended badly is not taken up again");
    // A code that somebody else fetched, in a browser that began nothing, or something else.
    let mut other = Browser::default();
    let to = one.begin(&server);
    let back = one.at_provider(&provider, &to, "boss");
    refused(&other.ask("GET", &server.url, &back, ""), 400, "began nothing");
    other.begin(&server);
    refused(&other.ask("GET", &server.url, &back, ""), 400, "began something else");
    assert!(other.known(&server).is_none());
    // The provider's token carries another nonce, or the proof is not ours.
    for field in ["nonce", "code_challenge"] {
        let mut browser = Browser::default();
        let to = browser.begin(&server);
        assert!(to.contains(&format!("{field}=")), "{to}");
        let other = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        let back = browser.at_provider(&provider, &with(&to, field, other), "boss");
        refused(&browser.ask("GET", &server.url, &back, ""), 401, field);
        assert!(browser.known(&server).is_none());
    }
    // A code is taken once, even with the cookie of what was begun.
    let mut boss = Browser::default();
    let to = boss.begin(&server);
    let begun = boss.cookies.clone();
    let back = boss.at_provider(&provider, &to, "boss");
    assert_eq!(boss.ask("GET", &server.url, &back, "").status, 303);
    let mut again = Browser { cookies: begun.clone() };
    refused(&again.ask("GET", &server.url, &back, ""), 401, "replayed");
    // What travels in the cookie cannot be changed.
    let mut changed = Browser { cookies: begun };
    let cookie = changed.cookies.get_mut(&server.url).unwrap().get_mut("__Host-throughline-oidc").unwrap();
    cookie.replace_range(4..5, if &cookie[4..5] == "a" { "b" } else { "a" });
    refused(&changed.ask("GET", &server.url, &back, ""), 400, "changed");
    // What the provider refuses is none, and its words are not passed on.
    let said = "/api/v1/session/oidc/callback?error=access_denied&error_description=%3Cscript%3E&state=x";
    let page = boss.ask("GET", &server.url, said, "");
    assert!(page.status == 400 && !page.body.contains("script"), "{}", page.body);
}

#[test]
fn a_browser_that_is_not_let_in_lands_on_the_sign_in_page_which_has_words_for_why() {
    let Some(provider) = Provider::start(PUBLIC) else { return };
    let place = Place::new(Kind::Sqlite).unwrap();
    let server = serve(&place, &provider);
    let words = std::fs::read_to_string(root().join("ui/src/shell/notices.ts")).unwrap();
    let lands = |page: &Page, code: &str| {
        assert_eq!((page.status, &*page.leads), (303, &*format!("/?sign-in={code}")), "{}", page.body);
        assert!(words.contains(&format!("'{code}':")), "the page has no words for {code}");
    };
    for (name, code) in [("nobody", "no-access"), ("stranger", "no-access"), ("boss", "name-taken")] {
        if name == "boss" {
            add(&server, "boss@example.org", "agent");
        }
        let mut browser = Browser::default();
        let to = browser.begin(&server);
        let back = browser.at_provider(&provider, &to, name);
        lands(&browser.come_back(&server, &back), code);
        assert!(browser.known(&server).is_none());
        assert!(!browser.cookies[&server.url].contains_key("__Host-throughline-oidc"), "what was begun has ended");
    }
    let mut browser = Browser::default();
    let to = browser.begin(&server);
    let back = browser.at_provider(&provider, &with(&to, "nonce", "another"), "ana");
    lands(&browser.come_back(&server, &back), "refused");
    // Nothing of what an address brings along is said.
    let said = "/api/v1/session/oidc/callback?error=%3Cscript%3E&error_description=call+0800&state=x";
    lands(&browser.come_back(&server, said), "not-begun");
    assert_eq!(server.get("/api/v1/audit?action=session.refused")["total"], 5);
    server.stop();
    let server = place.serve();
    lands(&browser.come_back(&server, "/api/v1/session/oidc"), "no-provider");
    server.stop();
    drop(provider);
    let server = place.serve_with(
        "[oidc]\nissuer = \"http://127.0.0.1:9\"\nclient_id = \"x\"\npublic_url = \"http://localhost\"\n\
         role_claim = \"r\"\n[[oidc.role]]\nvalue = \"v\"\nrole = \"agent\"\n",
    );
    lands(&browser.come_back(&server, "/api/v1/session/oidc"), "unusable");
}

#[test]
fn a_provider_that_is_away_or_not_configured_is_said_to_be() {
    let place = Place::new(Kind::Sqlite).unwrap();
    let none = |answer: Answer, expected: u16| {
        assert_eq!(answer.status, expected, "{}", answer.body);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    };
    let server = place.serve();
    none(server.send("GET", "/api/v1/session/oidc", &[], b""), 404);
    let ways =
        |server: &Server, cookie: &str| server.send("GET", "/api/v1/session/ways", &[("cookie", cookie)], b"").json();
    assert_eq!(ways(&server, "a=b"), json!({"provider": false, "session": false}));
    assert_eq!(ways(&server, "__Host-throughline=x"), json!({"provider": false, "session": true}));
    none(server.send("GET", "/api/v1/session/oidc/callback?code=x&state=y", &[], b""), 404);
    server.stop();
    let away = "[oidc]\nissuer = \"http://127.0.0.1:9\"\nclient_id = \"x\"\npublic_url = \"http://localhost\"\n\
         role_claim = \"r\"\n[[oidc.role]]\nvalue = \"v\"\nrole = \"agent\"\n";
    let server = place.serve_with(away);
    none(server.send("GET", "/api/v1/session/oidc", &[], b""), 502);
    assert_eq!(ways(&server, ""), json!({"provider": true, "session": false}));
    server.stop();
    for wrong in [away.replace("http://127.0.0.1:9", "http://login.example.org"), away.replace("[[oidc.role]]", "[x]")]
    {
        assert!(place.try_serve(&wrong).is_err(), "{wrong}");
    }
}
