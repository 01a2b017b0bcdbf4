//! The mixture of events: of a hundred, 95 tracks (10 with a note) and 5 identifies; 40 carry both identifiers.

use super::words::{BROWSERS, CITIES, EVENTS, NAMES, PLANS, PRODUCTS};
use super::{Draft, Template};
use crate::rng::Rng;

/// How many different events there are in a mixture.
const COUNT: usize = 100;
const IDENTIFIES: usize = 5;
const NOTES: usize = 10;
/// Tracks with both identifiers; with the identifies, which always have both, they are 40 of a hundred.
const TRACKS_WITH_BOTH: usize = 35;
const TRACKS_WITH_USER_ID: usize = 30;

#[derive(Clone, Copy)]
enum Carries {
    Both,
    UserId,
    AnonymousId,
}

/// A hundred events in random order, each a whole Segment call.
pub(crate) fn mixture(rng: &mut Rng) -> Vec<Template> {
    let tracks = COUNT - IDENTIFIES;
    let mut noted = vec![false; tracks];
    noted[..NOTES].fill(true);
    rng.shuffle(&mut noted);
    let mut events: Vec<Template> = identifies(rng, IDENTIFIES);
    events.extend(noted.iter().enumerate().map(|(index, &note)| track(rng, carried(index), note)));
    rng.shuffle(&mut events);
    events
}

/// So many identifies, each with both identifiers and five traits.
pub(crate) fn identifies(rng: &mut Rng, count: usize) -> Vec<Template> {
    (0..count).map(|_| identify(rng)).collect()
}

fn carried(track: usize) -> Carries {
    match track {
        0..TRACKS_WITH_BOTH => Carries::Both,
        _ if track < TRACKS_WITH_BOTH + TRACKS_WITH_USER_ID => Carries::UserId,
        _ => Carries::AnonymousId,
    }
}

fn identify(rng: &mut Rng) -> Template {
    let mut draft = Draft::default();
    call(&mut draft, "identify", Carries::Both);
    draft.raw(",\"traits\":{").email("email");
    draft.raw(",").member("name", rng.pick(NAMES)).raw(",").member("plan", rng.pick(PLANS));
    draft.raw(",").member("city", rng.pick(CITIES)).raw(",\"points\":").digits(4).raw("},");
    let (_, path, title) = rng.pick(EVENTS);
    context(&mut draft, rng, path, title);
    draft.raw("}");
    draft.finish()
}

fn track(rng: &mut Rng, carries: Carries, note: bool) -> Template {
    let (event, path, title) = rng.pick(EVENTS);
    let mut draft = Draft::default();
    call(&mut draft, "track", carries);
    draft.raw(",").member("event", event).raw(",\"properties\":{");
    properties(&mut draft, rng);
    if note {
        draft.raw(",").text("text");
    }
    draft.raw("},");
    context(&mut draft, rng, path, title);
    draft.raw("}");
    draft.finish()
}

/// What all calls begin with.
fn call(draft: &mut Draft, kind: &str, carries: Carries) {
    draft.event().raw("{").member("type", kind).raw(",").message_id();
    if !matches!(carries, Carries::AnonymousId) {
        draft.raw(",").user_id("userId");
    }
    if !matches!(carries, Carries::UserId) {
        draft.raw(",").anonymous_id("anonymousId");
    }
    draft.raw(",").time("timestamp");
}

/// Ten properties, texts and numbers.
fn properties(draft: &mut Draft, rng: &mut Rng) {
    let (sku, name, category, brand) = rng.pick(PRODUCTS);
    draft.raw("\"cart\":\"c-").digits(10).raw("\",").member("sku", sku).raw(",").member("name", name);
    draft.raw(",").member("category", category).raw(",").member("brand", brand);
    draft.raw(",\"price\":").digits(3).raw(".95,\"quantity\":").digits(1).raw(",").member("currency", "GBP");
    draft.raw(",\"position\":").digits(2).raw(",").member("coupon", "AUTUMN-2026");
}

fn context(draft: &mut Draft, rng: &mut Rng, path: &str, title: &str) {
    draft.raw("\"context\":{\"ip\":\"203.0.113.").digits(2).raw("\",").member("locale", "en-GB");
    draft.raw(",").member("timezone", "Europe/London").raw(",").member("userAgent", rng.pick(BROWSERS));
    draft.raw(",\"library\":{").member("name", "analytics.js").raw(",").member("version", "2.11.1").raw("}");
    draft.raw(",\"page\":{").member("path", path).raw(",").member("title", title);
    draft.raw(",\"url\":\"https://www.example.com").raw(path).raw("?session=").digits(8).raw("\"");
    draft.raw(",").member("referrer", "https://www.example.com/shop?from=newsletter").raw("}");
    draft.raw(",\"screen\":{\"width\":1440,\"height\":900},\"campaign\":{").member("name", "autumn");
    draft.raw(",").member("source", "newsletter").raw(",").member("medium", "email");
    draft.raw(",").member("content", "three-offers-for-you").raw(",").member("term", "phones").raw("}}");
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use serde_json::Value;

    use super::mixture;
    use crate::event::text::Texts;
    use crate::event::{Draw, People};
    use crate::rng::Rng;

    fn sample() -> Vec<(usize, Value)> {
        let mut draw = Draw::new(People::Uniform(1_000_000), Rc::new(Texts::new()));
        let mut out = Vec::new();
        let fill = |template: &crate::event::Template| {
            template.fill(&mut out, &mut draw);
            (out.len(), serde_json::from_slice(&out).expect("an event is valid JSON"))
        };
        mixture(&mut Rng::seeded(3)).iter().map(fill).collect()
    }

    #[test]
    fn an_event_has_about_a_kilobyte() {
        let total: usize = sample().iter().map(|(bytes, _)| bytes).sum();
        assert!((95_000..105_000).contains(&total), "{total} bytes in 100 events");
    }

    #[test]
    fn the_shares_are_as_promised() {
        let events: Vec<Value> = sample().into_iter().map(|(_, event)| event).collect();
        let count = |test: &dyn Fn(&Value) -> bool| events.iter().filter(|event| test(event)).count();
        assert_eq!(count(&|event| event["type"] == "identify"), 5);
        assert_eq!(count(&|event| event["properties"]["text"].is_string()), 10);
        assert_eq!(count(&|event| event["userId"].is_string() && event["anonymousId"].is_string()), 40);
        assert_eq!(count(&|event| event["userId"].is_string() || event["anonymousId"].is_string()), 100);
        assert_eq!(count(&|event| event["traits"].as_object().is_some_and(|traits| traits.len() == 5)), 5);
    }

    #[test]
    fn both_identifiers_are_of_one_person() {
        for (_, event) in sample() {
            if let (Some(user), Some(anonymous)) = (event["userId"].as_str(), event["anonymousId"].as_str()) {
                let person = user[1..].parse().expect("a number");
                assert_eq!(anonymous, crate::population::anonymous_id(person));
            }
            if let Some(email) = event["traits"]["email"].as_str() {
                assert!(email.starts_with(&format!("{}@", event["userId"].as_str().expect("it has one"))));
            }
        }
    }
}
