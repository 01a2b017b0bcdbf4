//! Surveys: what is asked, the pages on which people answer, and what becomes of it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::harness::{Answer, Place, Server, escaped, on_both, soon};
use crate::privacy::erase;

on_both! {
    an_answer_is_on_the_timeline_and_there_once,
    who_was_invited_answers_once_and_is_not_asked_what_is_known,
    pages_follow_what_was_answered,
    a_version_is_answered_as_it_was_read,
    who_may_not_be_asked_is_told_with_the_reason,
    what_is_begun_and_what_is_invited_goes_with_its_person,
    a_survey_that_is_written_is_seen_as_it_will_be_and_not_kept,
    a_survey_is_shared_by_code_and_within_other_pages,
}

pub(crate) fn text(said: &str) -> Value {
    json!({"en": said})
}

pub(crate) fn survey(questions: &Value) -> Value {
    json!({"title": text("Your visit"), "thanks": text("Thank you, we read it"), "languages": ["en"],
        "questions": questions})
}

pub(crate) fn nps_and_why() -> Value {
    survey(&json!([
        {"id": "nps", "text": text("Would you recommend us?"), "answer": {"kind": "nps"}, "required": true},
        {"id": "why", "text": text("What went wrong?"), "answer": {"kind": "text"},
         "show_if": [{"question": "nps", "at_most": 6}]},
        {"id": "other", "text": text("Anything else?"), "answer": {"kind": "text"}, "starts_page": true},
    ]))
}

/// A page on which somebody answers.
pub(crate) struct Page {
    pub(crate) answer: Answer,
}

impl Page {
    fn of(answer: Answer) -> Page {
        let policy = answer.headers.get("content-security-policy").map(|policy| policy.to_str().unwrap().to_owned());
        assert!(policy.is_some_and(|policy| policy.starts_with("default-src 'none'")), "{}", answer.body);
        assert!(answer.body.len() < 10_000, "a page of {} bytes", answer.body.len());
        Page { answer }
    }

    pub(crate) fn open(server: &Server, path: &str) -> Page {
        Page::of(server.send("GET", path, &[], b""))
    }

    pub(crate) fn says(&self, text: &str) -> bool {
        self.answer.body.contains(text)
    }

    /// What the form sends besides what is answered.
    pub(crate) fn hidden(&self) -> BTreeMap<String, String> {
        let inputs = self.answer.body.split("<input type=\"hidden\" name=\"").skip(1);
        let one = |input: &str| {
            let (name, rest) = input.split_once("\" value=\"").unwrap();
            (name.to_owned(), rest.split_once('"').unwrap().0.to_owned())
        };
        inputs.map(one).collect()
    }

    /// Sends the form with answers.
    pub(crate) fn send(&self, server: &Server, path: &str, answers: &[(&str, &str)]) -> Page {
        let hidden = self.hidden();
        let own = hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let fields = own.chain(answers.iter().copied());
        let form: Vec<String> = fields.map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        Page::of(server.send("POST", path, &headers, form.join("&").as_bytes()))
    }
}

pub(crate) fn put(server: &Server, name: &str, survey: &Value) {
    let answer = server.call("PUT", &format!("/api/v1/surveys/{name}?reason=test"), survey);
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// The answered surveys of somebody, the newest first.
fn answered(server: &Server, identifier: &str) -> Vec<Value> {
    let Some(person) = server.find(identifier) else { return Vec::new() };
    let timeline = server.get(&format!("/api/v1/people/{}/timeline?limit=500", person["id"].as_str().unwrap()));
    let surveys = timeline["items"].as_array().unwrap().iter().filter(|one| one["name"] == "Survey Answered");
    let open = |one: &Value| server.get(&format!("/api/v1/interactions/{}", one["id"].as_str().unwrap()));
    surveys.map(open).collect()
}

fn an_answer_is_on_the_timeline_and_there_once(place: &Place) {
    let server = place.serve();
    put(&server, "visit", &nps_and_why());
    let path = "/s/visit?anonymous_id=anon-1&source=footer&nps=0";
    let first = Page::open(&server, path);
    assert!(first.says("Would you recommend us?") && first.says("value=\"0\" checked"), "{}", first.answer.body);
    // An address that is opened, as by a scanner of mails, is no answer.
    assert!(server.find("anonymous_id:anon-1").is_none());
    let second = first.send(&server, "/s/visit", &[("nps", "0")]);
    assert!(second.says("What went wrong?") && !second.says("Anything else?"), "{}", second.answer.body);
    let third = second.send(&server, "/s/visit", &[("why", "asked three times <b>")]);
    for _ in 0..3 {
        let last = third.send(&server, "/s/visit", &[("other", "")]);
        assert!(last.says("Thank you, we read it") || last.says("You have answered already"), "{}", last.answer.body);
    }
    let all = soon("an answer on the timeline", || {
        Some(answered(&server, "anonymous_id:anon-1")).filter(|all| !all.is_empty())
    });
    assert_eq!(all.len(), 1);
    let properties = &all[0]["properties"];
    assert_eq!(
        (&properties["nps"], &properties["survey"], &properties["version"]),
        (&json!(0), &json!("visit"), &json!(1))
    );
    assert_eq!(properties["answers"], json!({"nps": 0, "why": "asked three times <b>"}));
    assert_eq!(properties["hidden"], json!({"anonymous_id": "anon-1", "source": "footer"}));
    assert_eq!((&all[0]["text"], &all[0]["touchpoint"]), (&json!("asked three times <b>"), &json!("survey.visit")));
    if !place.is_postgres() {
        let query = "SELECT kind, score FROM feedback WHERE score IS NOT NULL";
        let scores = server.post("/api/v1/sql", &json!({"query": query}));
        assert!(scores.to_string().contains("nps"), "{scores}");
    }
}

pub(crate) fn known(server: &Server, place: &Place) -> String {
    let key = place.key(&["--source", "shop"]);
    server.batch(
        &key,
        &[json!({"type": "identify", "userId": "ana", "messageId": "a",
        "traits": {"email": "ana@example.com", "delivery_day": "Tuesday", "language": "en"}})],
    );
    server.id("user_id:ana")
}

fn invite(server: &Server, survey: &str, people: &Value) -> Value {
    let path = format!("/api/v1/surveys/{survey}/invitations");
    server.post(&path, &json!({"people": people, "channel": "email"}))
}

fn who_was_invited_answers_once_and_is_not_asked_what_is_known(place: &Place) {
    let server = place.serve();
    let ana = known(&server, place);
    server.folded();
    let mut asked = survey(&json!([
        {"id": "ces", "text": text("{fact.delivery_day|That day}: how easy was it, order {about.order|x}?"),
         "answer": {"kind": "ces"}},
        {"id": "day", "text": text("Which day was it?"), "answer": {"kind": "text"}, "fact": {"name": "delivery_day"}},
        {"id": "shoe", "text": text("Your size?"), "answer": {"kind": "number"}, "fact": {"name": "shoe_size"}},
        {"id": "news", "text": text("News?"), "answer": {"kind": "consent", "purpose": "marketing"}},
    ]));
    asked["open"] = json!(false);
    put(&server, "delivery", &asked);
    assert_eq!(Page::open(&server, "/s/delivery").answer.status, 403);
    let people = json!([{"identifier": "email:ana@example.com", "touchpoint": "delivery.door", "department": "Logistics",
        "subjects": {"order": "HO-7"}}]);
    let invited = invite(&server, "delivery", &people);
    let path = invited["items"][0]["path"].as_str().unwrap();
    let page = Page::open(&server, path);
    assert!(page.says("Tuesday: how easy was it, order HO-7?"), "{}", page.answer.body);
    assert!(!page.says("Which day was it?") && page.says("Your size?"));
    let wrong = page.send(&server, path, &[("ces", "8"), ("shoe", "small")]);
    assert_eq!(wrong.answer.status, 422);
    assert!(wrong.says("Please choose from 1 to 7.") && wrong.says("Please write a number."), "{}", wrong.answer.body);
    let done = page.send(&server, path, &[("ces", "2"), ("shoe", "41,5"), ("news", "yes")]);
    assert!(done.says("Thank you"), "{}", done.answer.body);
    assert!(Page::open(&server, path).says("You have answered already"));
    assert!(page.send(&server, path, &[("ces", "7")]).says("You have answered already"));
    let all = soon("an answer", || Some(answered(&server, "user_id:ana")).filter(|all| !all.is_empty()));
    assert_eq!((all.len(), &all[0]["properties"]["ces"], &all[0]["department"]), (1, &json!(2), &json!("Logistics")));
    assert_eq!(
        (&all[0]["properties"]["about"], &all[0]["properties"]["spared"]),
        (&json!("delivery.door"), &json!(["day"]))
    );
    assert_eq!((&all[0]["channel"], &all[0]["subjects"][0]["id"]), (&json!("email"), &json!("HO-7")));
    let facts = server.get(&format!("/api/v1/people/{ana}/facts"));
    let size = facts["items"].as_array().unwrap().iter().find(|fact| fact["name"] == "shoe_size").unwrap();
    assert_eq!(size["value"], 41.5);
    let consents = server.get(&format!("/api/v1/people/{ana}/consents"));
    assert!(consents["items"].to_string().contains("survey delivery version 1, question news"), "{consents}");
    for other in [path.replace("/s/delivery/w_", "/s/delivery/w_0"), "/s/delivery/x".to_owned(), "/s/none".to_owned()] {
        assert_eq!(Page::open(&server, &other).answer.status, 404, "{other}");
    }
}

fn pages_follow_what_was_answered(place: &Place) {
    let server = place.serve();
    put(&server, "visit", &nps_and_why());
    let first = Page::open(&server, "/s/visit?user_id=bob");
    let missing = first.send(&server, "/s/visit", &[]);
    assert!(missing.answer.status == 422 && missing.says("Please answer this question."), "{}", missing.answer.body);
    let unhappy = first.send(&server, "/s/visit", &[("nps", "3")]);
    let third = unhappy.send(&server, "/s/visit", &[("why", "queue")]);
    // Back at the beginning they think again: what was asked because of the first answer does not count any more.
    let back = third.send(&server, "/s/visit", &[("back", "1")]).send(&server, "/s/visit", &[("back", "1")]);
    assert!(back.says("Would you recommend us?") && back.says("value=\"3\" checked"), "{}", back.answer.body);
    let last = back.send(&server, "/s/visit", &[("nps", "9")]);
    assert!(last.says("Anything else?") && last.says("Send"), "{}", last.answer.body);
    last.send(&server, "/s/visit", &[("other", "no")]);
    let all = soon("an answer", || Some(answered(&server, "user_id:bob")).filter(|all| !all.is_empty()));
    assert_eq!(all[0]["properties"]["answers"], json!({"nps": 9, "other": "no"}));
}

fn a_version_is_answered_as_it_was_read(place: &Place) {
    let server = place.serve();
    put(&server, "visit", &nps_and_why());
    let old = Page::open(&server, "/s/visit?user_id=cy");
    put(&server, "visit", &survey(&json!([{"id": "stars", "text": text("Stars?"), "answer": {"kind": "stars"}}])));
    assert!(Page::open(&server, "/s/visit").says("Stars?"));
    let second = old.send(&server, "/s/visit", &[("nps", "10")]);
    assert!(second.says("Anything else?"), "{}", second.answer.body);
    second.send(&server, "/s/visit", &[]);
    let all = soon("an answer", || Some(answered(&server, "user_id:cy")).filter(|all| !all.is_empty()));
    assert_eq!((&all[0]["properties"]["version"], &all[0]["properties"]["nps"]), (&json!(1), &json!(10)));
    assert_eq!(server.call("DELETE", "/api/v1/surveys/visit?reason=over", &Value::Null).status, 204);
    assert_eq!(Page::open(&server, "/s/visit").answer.status, 410);
    for (body, status) in [
        (survey(&json!([])), 400),
        (json!({"title": text("x"), "thanks": text("x"), "languages": ["en"], "questions": [], "colour": "red"}), 422),
    ] {
        assert_eq!(server.call("PUT", "/api/v1/surveys/visit?reason=x", &body).status, status, "{body}");
    }
    assert_eq!(server.call("PUT", "/api/v1/surveys/Visit?reason=x", &nps_and_why()).status, 400);
    assert_eq!(server.get("/api/v1/survey-templates")["total"], 13);
}

fn who_may_not_be_asked_is_told_with_the_reason(place: &Place) {
    let server = place.serve();
    known(&server, place);
    put(&server, "visit", &nps_and_why());
    server.post("/api/v1/consents", &json!({"identifier": "user_id:ana", "purpose": "surveys", "granted": false}));
    let people = json!([{"identifier": "email:ana@example.com"}, {"identifier": "email:eve@example.com"}]);
    let invited = invite(&server, "visit", &people);
    let reasons: Vec<&Value> = invited["items"].as_array().unwrap().iter().map(|one| &one["not_asked"]).collect();
    assert_eq!(reasons, ["not_permitted", "unknown"]);
    assert_eq!(invited["invited"], 0);
    let path = "/api/v1/surveys/none/invitations";
    assert_eq!(server.call("POST", path, &json!({"people": people, "channel": "email"})).status, 404);
}

fn what_is_begun_and_what_is_invited_goes_with_its_person(place: &Place) {
    let server = place.serve();
    let ana = known(&server, place);
    put(&server, "visit", &nps_and_why());
    let invited = invite(&server, "visit", &json!([{"identifier": "user_id:ana", "subjects": {"order": "HO-7"}}]));
    let path = invited["items"][0]["path"].as_str().unwrap();
    Page::open(&server, path).send(&server, path, &[("nps", "4")]);
    let export = server.get(&format!("/api/v1/people/{ana}/export"));
    assert!(export["surveys"]["begun"][0]["answers"] == json!({"nps": 4}), "{export}");
    erase(&server, &ana);
    soon("an invitation that is gone", || (Page::open(&server, path).answer.status == 404).then_some(()));
}

fn a_survey_that_is_written_is_seen_as_it_will_be_and_not_kept(place: &Place) {
    let server = place.serve();
    let seen = |more: Value| {
        let mut asked = json!({"survey": nps_and_why()});
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        server.post("/api/v1/survey-previews", &asked)
    };
    let first = seen(json!({}));
    assert_eq!(first["questions"], json!(["nps"]));
    // The hidden fields name what is answered; but for them it is the page that people get.
    put(&server, "visit", &nps_and_why());
    let real = Page::open(&server, "/s/visit").answer.body;
    let of = |html: &str| html.split_once("<fieldset").unwrap().1.split_once("</form>").unwrap().0.to_owned();
    assert_eq!(of(first["html"].as_str().unwrap()), of(&real));
    let style = |html: &str| html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0.to_owned();
    assert_eq!(style(first["html"].as_str().unwrap()), style(&real));
    assert_eq!(seen(json!({"question": "why", "answers": {"nps": 3}}))["questions"], json!(["why"]));
    assert_eq!(seen(json!({"question": "why", "answers": {"nps": 9}}))["questions"], json!(["other"]));
    let second = seen(json!({"form": "p=0&nps=2"}));
    assert_eq!((&second["questions"], &second["answers"]), (&json!(["why"]), &json!({"nps": 2})));
    let refused = seen(json!({"form": "p=0"}));
    assert_eq!(refused["refused"], json!(["nps"]));
    assert!(refused["html"].as_str().unwrap().contains("Please answer this question."));
    let over = seen(json!({"form": "p=2&other=no", "answers": {"nps": 9}}));
    assert!(over["questions"] == json!([]) && over["html"].as_str().unwrap().contains("Thank you, we read it"));
    let wrong = json!({"survey": survey(&json!([{"id": "why", "text": {}, "answer": {"kind": "text"}}]))});
    let told = server.call("POST", "/api/v1/survey-previews", &wrong);
    assert!(told.status == 400 && told.body.contains("question 1 (\\\"why\\\"): `text`"), "{}", told.body);
}

fn a_survey_is_shared_by_code_and_within_other_pages(place: &Place) {
    let server = place.serve();
    let mut shown = survey(&json!([
        {"id": "face", "text": text("How do you feel?"), "answer": {"kind": "smileys"}},
        {"id": "all", "text": text("How was it?"), "answer": {"kind": "matrix",
            "rows": [{"id": "staff", "text": text("Staff")}],
            "columns": [{"id": "bad", "text": text("Bad")}, {"id": "good", "text": text("Good")}]}},
    ]));
    shown["embedded_on"] = json!(["https://shop.example"]);
    put(&server, "visit", &shown);
    let code = server.call("GET", "/api/v1/surveys/visit/qr.svg?source=shop-leeds", &Value::Null);
    assert_eq!((code.status, &code.headers["content-type"]), (200, &"image/svg+xml".parse().unwrap()));
    assert!(code.body.contains("<svg"), "{}", code.body);
    assert_eq!(server.call("GET", "/api/v1/surveys/none/qr.svg", &Value::Null).status, 404);
    assert_eq!(server.call("GET", "/api/v1/surveys/visit/qr.svg?where=x", &Value::Null).status, 400);
    let page = Page::open(&server, "/s/visit");
    // Faces are drawn, and nothing runs on a page that stands by itself.
    assert!(page.answer.body.matches("<svg").count() == 5 && !page.says("<script") && page.says("<div class=\"c\">"));
    let embedded = Page::open(&server, "/s/visit?embed=true");
    assert!(embedded.says("throughline.survey.") && embedded.says("class=\"embed\""));
    let policy = embedded.answer.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors https://shop.example"), "{policy}");
    let over = embedded.send(&server, "/s/visit", &[("face", "5")]);
    assert!(over.says("class=\"embed over\"") && over.says("Thank you"), "{}", over.answer.body);
    let script = server.send("GET", "/survey.js", &[], b"");
    assert_eq!((script.status, &script.headers["access-control-allow-origin"]), (200, &"*".parse().unwrap()));
    assert!(script.headers["cache-control"].to_str().unwrap().contains("max-age=86400"));
}
