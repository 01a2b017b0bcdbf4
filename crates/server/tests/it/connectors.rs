//! Connectors: a real IMAP server and a real HTTP server are read, once each, whatever happens in between.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{Place, Server, on_both, root, soon};
use crate::surveys::{known, nps_and_why, put};

on_both! {
    a_mailbox_is_read_once,
    a_mailbox_that_cannot_be_read_says_so_and_gives_nothing_away,
    answers_come_by_reply,
    feeds_and_timelines_are_read_once,
}

/// A mailbox on a mail server.
pub(crate) struct Imap {
    child: Child,
    pub(crate) port: u16,
    orders: Mutex<ChildStdin>,
    answers: Mutex<Receiver<Value>>,
}

impl Imap {
    /// Starts a server, where what it needs is installed.
    pub(crate) fn start(options: &[&str]) -> Option<Imap> {
        let directory = root().join("tests/clients");
        let python = directory.join(".venv/bin/python");
        let has = Command::new(&python).args(["-c", "import pymap"]).output();
        if !has.is_ok_and(|output| output.status.success()) {
            println!("skipped: no IMAP server is installed; scripts/test installs it");
            return None;
        }
        let mut command = Command::new(&python);
        command.arg("imap.py").args(options).current_dir(&directory);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.next().unwrap().unwrap().parse().unwrap();
        let orders = Mutex::new(child.stdin.take().unwrap());
        let (sender, answers) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(serde_json::from_str(&line).unwrap());
            }
        });
        Some(Imap { child, port, orders, answers: Mutex::new(answers) })
    }

    fn order(&self, order: &Value) -> Value {
        writeln!(self.orders.lock().unwrap(), "{order}").unwrap();
        let answer = self.answers.lock().unwrap().recv_timeout(Duration::from_secs(30)).unwrap();
        assert_eq!(answer["ok"], true, "{order}: {answer}");
        answer["said"].clone()
    }

    pub(crate) fn append(&self, mail: &str) {
        self.order(&json!({"append": mail}));
    }
}

impl Drop for Imap {
    fn drop(&mut self) {
        // At the end of its orders it takes its server with it.
        if let Ok(mut orders) = self.orders.lock() {
            let _ = orders.flush();
        }
        let pid = self.child.id().to_string();
        let _ = Command::new("pkill").args(["-TERM", "-P", &pid]).status();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const HERE: &str = "webhook_networks = [\"127.0.0.0/8\"]\n";

fn mailbox(imap: &Imap) -> Value {
    json!({"kind": "imap", "host": "127.0.0.1", "port": imap.port, "tls": "none", "user": "voice", "folder": "Voice"})
}

fn connect(server: &Server, name: &str, body: &Value) {
    let answer = server.call("PUT", &format!("/api/v1/connectors/{name}"), body);
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// Lets a connector look until it has brought so much.
fn until_stored(server: &Server, name: &str, stored: u64) -> Value {
    soon(&format!("{stored} of {name}"), || {
        let now = server.post(&format!("/api/v1/connectors/{name}/fetch"), &Value::Null);
        (now["stored"] == stored && now["error"].is_null()).then_some(now)
    })
}

fn ledger(server: &Server) -> (u64, u64, u64) {
    let ledger = server.get("/api/v1/ledger");
    let count = |name: &str| ledger[name].as_u64().unwrap();
    (count("received"), count("stored"), count("duplicate"))
}

fn said(server: &Server, identifier: &str) -> Vec<Value> {
    let path = format!("/api/v1/people/{}/timeline", server.id(identifier));
    server.get(&path)["items"].as_array().unwrap().clone()
}

/// An item of a timeline with everything that came with it.
fn whole(server: &Server, item: &Value) -> Value {
    server.get(&format!("/api/v1/interactions/{}", item["id"].as_str().unwrap()))
}

fn letter(id: &str, from: &str, text: &str) -> String {
    format!("From: {from}\nTo: voice@example.com\nSubject: My router\nMessage-ID: <{id}@example.com>\n\n{text}\n")
}

fn a_mailbox_is_read_once(place: &Place) {
    let Some(imap) = Imap::start(&[]) else { return };
    imap.order(&json!({"create": "Voice"}));
    let put = |mail: &str| imap.order(&json!({"append": mail, "folder": "Voice"}));
    let server = place.serve_with(HERE);
    put(&letter("1", "Ana <ana@example.com>", "Third time I ask.\n\nOn 2 Nov 2026, Halden wrote:\n> hello"));
    put(&letter("2", "bob@example.com", "Late again\n-- \nBob"));
    put(&format!("Auto-Submitted: auto-replied\n{}", letter("3", "eve@example.com", "I am away")));
    let mut from = mailbox(&imap);
    from["from_beginning"] = json!(true);
    let body = json!({"from": from, "secret": "s3cret", "every_minutes": 1});
    connect(&server, "inbox", &body);
    let shown = until_stored(&server, "inbox", 2);
    assert!(shown["has_secret"] == true && !shown.to_string().contains("s3cret"), "{shown}");
    let items = said(&server, "email:ana@example.com");
    assert_eq!((items.len(), &items[0]["channel"], &items[0]["name"]), (1, &json!("email"), &json!("Email Received")));
    assert_eq!(items[0]["text"], "Third time I ask.");
    assert_eq!(whole(&server, &items[0])["properties"]["subject"], "My router");
    assert_eq!(said(&server, "email:bob@example.com")[0]["text"], "Late again");
    assert!(server.find("email:eve@example.com").is_none(), "what a machine wrote is nobody's word");
    assert_eq!(server.get("/api/v1/ledger")["dropped"]["filtered"], 1);
    assert_eq!(imap.order(&json!({"seen": "Voice"})), "0", "mails stay unread");
    // A server that dies between taking in and noting it reads again, and the mails are known.
    place_back(place);
    server.kill();
    let server = place.serve_with(HERE);
    put(&letter("4", "ana@example.com", "A fourth time."));
    until_stored(&server, "inbox", 3);
    let (received, stored, duplicate) = ledger(&server);
    assert_eq!(
        (received, stored, duplicate),
        (7, 3, 2),
        "the mails of before are duplicates, and one is filtered again"
    );
    // A folder that is made anew, with another UIDVALIDITY, brings nobody twice.
    imap.order(&json!({"delete": "Voice"}));
    imap.order(&json!({"create": "Voice"}));
    put(&letter("1", "Ana <ana@example.com>", "Third time I ask."));
    put(&letter("5", "ana@example.com", "A fifth time."));
    until_stored(&server, "inbox", 4);
    assert_eq!(said(&server, "email:ana@example.com").len(), 3);
    // What was there before is left alone unless somebody wants it.
    let body = json!({"from": mailbox(&imap), "secret": "s3cret"});
    std::thread::park_timeout(Duration::from_millis(1100));
    connect(&server, "later", &body);
    put(&letter("6", "new@example.com", "From now on."));
    until_stored(&server, "later", 1);
    assert_eq!(said(&server, "email:new@example.com").len(), 1);
    let audit = server.get("/api/v1/audit").to_string();
    assert!(audit.contains("connectors.put") && !audit.contains("s3cret"), "{audit}");
    assert!(!server.log.lock().unwrap().contains("s3cret"));
    assert_eq!(server.call("DELETE", "/api/v1/connectors/later", &Value::Null).status, 204);
    assert_eq!(server.get("/api/v1/connectors")["total"], 1);
}

/// As if the note of what was read had not been written.
fn place_back(place: &Place) {
    place.sql("UPDATE connectors SET position = '{}', stored = 2");
}

fn a_mailbox_that_cannot_be_read_says_so_and_gives_nothing_away(place: &Place) {
    let Some(imap) = Imap::start(&[]) else { return };
    imap.order(&json!({"create": "Voice"}));
    let server = place.serve_with(HERE);
    let error = |name: &str, body: &Value| {
        connect(&server, name, body);
        let path = format!("/api/v1/connectors/{name}");
        soon("an error", || {
            let now = server.post(&format!("{path}/fetch"), &Value::Null);
            assert!(now["failing_since"].is_null() == now["error"].is_null(), "{now}");
            now["error"].as_str().map(str::to_owned)
        })
    };
    let wrong = error("wrong", &json!({"from": mailbox(&imap), "secret": "nonsense"}));
    assert!(wrong.contains("did not take the user and password") && !wrong.contains("nonsense"), "{wrong}");
    let mut missing = mailbox(&imap);
    missing["folder"] = json!("Nowhere");
    assert!(error("missing", &json!({"from": missing, "secret": "s3cret"})).contains("no folder \"Nowhere\""));
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut gone = mailbox(&imap);
    gone["port"] = json!(free);
    assert!(error("gone", &json!({"from": gone, "secret": "s3cret"})).contains("no connection"));
    // A password goes to the server for which it was given, and to no other.
    let path = "/api/v1/connectors/missing";
    let moved = server.call("PUT", path, &json!({"from": gone}));
    assert!(moved.status == 400 && moved.body.contains("`secret`"), "{}", moved.body);
    assert_eq!(server.call("PUT", path, &json!({"from": mailbox(&imap)})).status, 200, "the folder may change");
    until_stored(&server, "missing", 0);
    for (body, said) in [
        (
            json!({"from": {"kind": "imap", "host": "imap.example.com", "user": "u", "tls": "none"}, "secret": "s"}),
            "in the clear",
        ),
        (json!({"from": {"kind": "feed", "url": "https://169.254.169.254/latest"}}), "private network"),
        (json!({"from": {"kind": "feed", "url": "https://example.com/"}, "every_minutes": 0}), "every_minutes"),
        (json!({"from": {"kind": "feed", "url": "https://example.com/", "nonsense": 1}}), "nonsense"),
    ] {
        let answer = server.call("PUT", "/api/v1/connectors/x", &body);
        assert!((400..=422).contains(&answer.status) && answer.body.contains(said), "{body}: {}", answer.body);
    }
    // Where nobody allows private networks, nothing in them is asked.
    drop(server);
    let server = place.serve();
    let now = server.post("/api/v1/connectors/missing/fetch", &Value::Null);
    assert!(now["error"].as_str().unwrap().contains("private network"), "{now}");
    let dump = [place.data().join("throughline.db"), place.data().join("throughline.db-wal")];
    for file in dump.iter().filter(|file| file.exists()) {
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(6).any(|window| window == b"s3cret"), "the password lies open in {}", file.display());
    }
}

/// The number under which somebody was invited, as a mail of ours carries it: its `Message-ID` without brackets.
fn invited(server: &Server, place: &Place, smtp: &crate::mails::Smtp, user: &str, address: &str) -> String {
    let key = place.key(&["--source", "shop"]);
    let traits = json!({"email": address});
    server.batch(&key, &[json!({"type": "identify", "userId": user, "messageId": user, "traits": traits})]);
    server.folded();
    let before = smtp.mails().len();
    let invited = crate::mails::send_to(server, "visit", &format!("user_id:{user}"));
    assert_eq!(invited["not_asked"], Value::Null, "{invited}");
    let mail = soon("the mail", || smtp.mails().get(before).cloned());
    mail["headers"]["message-id"].as_str().unwrap().trim_matches(['<', '>']).to_owned()
}

fn reply(id: &str, from: &str, to: &str, text: &str) -> String {
    format!(
        "From: {from}\nSubject: Re: x\nMessage-ID: <{id}@example.com>\nIn-Reply-To: <{to}>\n\n{text}\n\nOn 2 Nov 2026, Halden wrote:\n> 1 2 3\n"
    )
}

fn answers_come_by_reply(place: &Place) {
    let Some(imap) = Imap::start(&[]) else { return };
    let Some(smtp) = crate::mails::Smtp::start(&[]) else { return };
    imap.order(&json!({"create": "Voice"}));
    let put_in = |mail: &str| imap.order(&json!({"append": mail, "folder": "Voice"}));
    let server = place.serve_with(&format!("{HERE}{}", smtp.config()));
    known(&server, place);
    put(&server, "visit", &nps_and_why());
    let body = json!({"from": mailbox(&imap), "secret": "s3cret"});
    connect(&server, "inbox", &body);
    until_stored(&server, "inbox", 0);
    let to_ana = invited(&server, place, &smtp, "ana1", "ana1@example.com");
    let to_bob = invited(&server, place, &smtp, "bob1", "bob1@example.com");
    let to_eve = invited(&server, place, &smtp, "eve1", "eve1@example.com");
    put_in(&reply("a1", "ana1@example.com", &to_ana, "3\n\nNobody called back."));
    put_in(&reply("b1", "bob1@example.com", &to_bob, "Please call me, I have waited 3 days."));
    let away = reply("e1", "eve1@example.com", &to_eve, "9");
    put_in(&format!("Auto-Submitted: auto-replied\n{away}"));
    put_in(&report(&to_eve));
    until_stored(&server, "inbox", 1);
    let answered = |user: &str| said(&server, &format!("user_id:{user}"));
    let items = answered("ana1");
    let answer = items.iter().find(|item| item["name"] == "Survey Answered").unwrap();
    assert_eq!((&answer["channel"], &answer["text"]), (&json!("email"), &json!("Nobody called back.")));
    assert_eq!(whole(&server, answer)["properties"]["nps"], 3);
    // Words that are no score are a mail like any other, and so is what comes when all is said.
    assert!(answered("bob1").iter().any(|item| item["name"] == "Email Received"));
    assert!(answered("eve1").iter().all(|item| item["name"] != "Survey Answered"), "an absence is no answer");
    put_in(&reply("a2", "ana1@example.com", &to_ana, "10"));
    until_stored(&server, "inbox", 2);
    assert_eq!(server.get("/api/v1/surveys/visit/asked")["answered"], 1);
    // The mailbox is read again from its beginning: an answer is not given twice, nor becomes it a mail.
    place.sql("UPDATE connectors SET position = '{}'");
    until_stored(&server, "inbox", 2);
    assert_eq!(answered("ana1").iter().filter(|item| item["name"] == "Survey Answered").count(), 1);
    assert_eq!(answered("ana1").iter().filter(|item| item["name"] == "Email Received").count(), 1);
    // An address that a mail server calls dead is asked no more.
    assert_eq!(server.call("PUT", "/api/v1/asking-rules?reason=x", &json!({"days_between": 0})).status, 200);
    soon("the mail that came back", || {
        server.post("/api/v1/connectors/inbox/fetch", &Value::Null);
        (server.get("/api/v1/surveys/visit/asked")["mails"]["refused"] == 1).then_some(())
    });
    assert_eq!(crate::mails::send_to(&server, "visit", "user_id:eve1")["not_asked"], "no_address");
    // An id that is none of ours answers nothing.
    put_in(&reply("x1", "mallory@example.com", "j_00000000000000000000000000.0@feedback.example.com", "0"));
    until_stored(&server, "inbox", 3);
}

/// A mail server's report that a mail of ours will never arrive (RFC 3464).
fn report(about: &str) -> String {
    format!(
        "From: MAILER-DAEMON@example.com\nMessage-ID: <r1@example.com>\nMIME-Version: 1.0\nContent-Type: multipart/report; \
         report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nNo such user.\n--b\nContent-Type: \
         message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; eve1@example.com\nAction: \
         failed\nStatus: 5.1.1\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <{about}>\nSubject: x\n\nbody\n--b--\n"
    )
}

/// A web server of the test's own: says what it is told to, and notes what it was asked.
struct Web {
    address: String,
    /// By the path with its query: the content and its tag.
    pages: Arc<Mutex<Vec<(String, String, String)>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    fn start() -> Web {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (pages, asked): (Arc<Mutex<Vec<(String, String, String)>>>, Arc<Mutex<Vec<String>>>) = Default::default();
        let (shown, noted) = (pages.clone(), asked.clone());
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let mut head = Vec::new();
                let mut byte = [0];
                while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
                    head.push(byte[0]);
                }
                let head = String::from_utf8_lossy(&head).into_owned();
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                let pages = shown.lock().unwrap();
                let page = pages.iter().find(|(at, ..)| *at == path);
                let answer = match page {
                    Some((_, _, tag)) if head.contains(tag) => "HTTP/1.1 304 Not Modified\r\n".to_owned(),
                    Some((_, body, tag)) => {
                        format!("HTTP/1.1 200 OK\r\netag: {tag}\r\ncontent-length: {}\r\n", body.len())
                    }
                    None => "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n".to_owned(),
                };
                let body = page.filter(|_| answer.contains("200 OK")).map_or("", |(_, body, _)| body);
                let _ = stream.write_all(format!("{answer}connection: close\r\n\r\n{body}").as_bytes());
                noted.lock().unwrap().push(head);
            }
        });
        Web { address, pages, asked }
    }

    fn show(&self, path: &str, tag: &str, body: &str) {
        let mut pages = self.pages.lock().unwrap();
        pages.retain(|(at, ..)| at != path);
        pages.push((path.to_owned(), body.to_owned(), tag.to_owned()));
    }
}

fn rss(entries: &[(&str, &str)]) -> String {
    let item = |(guid, text): &(&str, &str)| {
        format!(
            "<item><title>{text}</title><guid>{guid}</guid><link>https://blog.example/{guid}</link>\
             <description>&lt;p&gt;{text}, said &lt;b&gt;twice&lt;/b&gt;&lt;/p&gt;</description>\
             <pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item>"
        )
    };
    let items: String = entries.iter().map(item).collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>t</title><link>https://blog.example</link>{items}</channel></rss>"
    )
}

fn status(id: &str, acct: &str, content: &str) -> Value {
    json!({"id": id, "uri": format!("https://social.example/{id}"), "created_at": "2026-11-02T10:00:00.000Z",
        "content": content, "account": {"acct": acct}, "url": format!("https://social.example/@x/{id}"),
        "language": "en", "in_reply_to_id": null, "visibility": "public"})
}

fn feeds_and_timelines_are_read_once(place: &Place) {
    let web = Web::start();
    let server = place.serve_with(HERE);
    web.show("/feed.xml", "\"v1\"", &rss(&[("g2", "Halden was late"), ("g1", "Halden is fine")]));
    let url = format!("{}/feed.xml", web.address);
    connect(&server, "blog", &json!({"from": {"kind": "feed", "url": url}}));
    until_stored(&server, "blog", 2);
    let items = said(&server, "post:g2");
    assert_eq!((&items[0]["channel"], &items[0]["direction"]), (&json!("social"), &json!("inbound")));
    assert_eq!(items[0]["text"], "Halden was late\n\nHalden was late, said twice");
    // What did not change is not sent again; what is sent again is known.
    until_stored(&server, "blog", 2);
    let asked = web.asked.lock().unwrap().last().unwrap().clone();
    assert!(asked.to_lowercase().contains("if-none-match: \"v1\""), "{asked}");
    web.show("/feed.xml", "\"v2\"", &rss(&[("g3", "New"), ("g2", "Halden was late")]));
    until_stored(&server, "blog", 3);
    let (_, stored, duplicate) = ledger(&server);
    assert_eq!((stored, duplicate), (3, 1));
    // A timeline goes on behind the newest post.
    let timeline = "/api/v1/timelines/tag/halden?limit=40";
    let first = json!([
        status("12", "ana@other.example", "<p>Third time I call <a href=\"x\">#halden</a></p>"),
        status("9", "bob", "ok")
    ]);
    web.show(timeline, "\"none\"", &first.to_string());
    let next = format!("{timeline}&min_id=12");
    web.show(&next, "\"none\"", &json!([status("100", "bob", "thanks")]).to_string());
    web.show(&format!("{timeline}&min_id=100"), "\"none\"", "[]");
    let from = json!({"kind": "mastodon", "server": web.address, "hashtag": "halden"});
    connect(&server, "posts", &json!({"from": from}));
    until_stored(&server, "posts", 3);
    let items = said(&server, "handle:ana@other.example");
    assert!(items[0]["text"].as_str().unwrap().starts_with("Third time I call #halden"), "{}", items[0]);
    assert_eq!(said(&server, "handle:bob@127.0.0.1").len(), 2);
    until_stored(&server, "posts", 3);
    // What mentions an account is asked for with its token.
    let mentions = "/api/v1/notifications?types[]=mention&limit=40";
    let note = json!([{"id": "7", "type": "mention", "status": status("200", "eve", "Hello @halden")}]);
    web.show(mentions, "\"none\"", &note.to_string());
    web.show(&format!("{mentions}&min_id=7"), "\"none\"", "[]");
    connect(&server, "mentions", &json!({"from": {"kind": "mastodon", "server": web.address}, "secret": "t0ken"}));
    until_stored(&server, "mentions", 1);
    assert!(web.asked.lock().unwrap().iter().any(|head| head.to_lowercase().contains("authorization: bearer t0ken")));
    // What is no feed, and what is not there, says so.
    for (path, wrong) in [("/api/v1/timelines/tag/halden?limit=40", "no feed"), ("/gone", "404")] {
        let url = format!("{}{path}", web.address);
        connect(&server, "odd", &json!({"from": {"kind": "feed", "url": url}}));
        let now = soon("an error", || {
            let now = server.post("/api/v1/connectors/odd/fetch", &Value::Null);
            now["error"].is_string().then_some(now)
        });
        assert!(now["error"].as_str().unwrap().contains(wrong), "{now}");
    }
}

#[test]
fn the_way_to_a_mailbox_is_secret() {
    let place = Place::new(crate::harness::Kind::Sqlite).unwrap();
    let own = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let [certificate, key] = ["imap.pem", "imap.key"].map(|name| place.directory.path().join(name));
    std::fs::write(&certificate, own.cert.pem()).unwrap();
    std::fs::write(&key, own.signing_key.serialize_pem()).unwrap();
    let [certificate, key] = [certificate, key].map(|path| path.display().to_string());
    let Some(imap) = Imap::start(&["--certificate", &certificate, "--key", &key]) else { return };
    let mut from = mailbox(&imap);
    (from["tls"], from["folder"], from["from_beginning"]) = (json!("starttls"), json!("INBOX"), json!(true));
    imap.append(&letter("1", "ana@example.com", "Over TLS"));
    let body = json!({"from": from, "secret": "s3cret"});
    let mut server = place.try_serve_as(HERE, &[("SSL_CERT_FILE", certificate.as_str())]).unwrap();
    server.admin = place.key(&["--role", "admin"]);
    connect(&server, "inbox", &body);
    soon("the mail", || {
        let _ = server.post("/api/v1/connectors/inbox/fetch", &Value::Null);
        server.find("email:ana@example.com")
    });
    drop(server);
    // A certificate that nobody vouches for is not believed.
    let server = place.serve_with(HERE);
    let now = server.post("/api/v1/connectors/inbox/fetch", &Value::Null);
    assert!(now["error"].as_str().unwrap().contains("TLS"), "{now}");
}
