//! The requests of a load: whole HTTP requests prepared once, of which only ids, people and times change.

use std::cell::Cell;
use std::rc::Rc;

use super::Plan;
use crate::event::text::Texts;
use crate::event::{Draft, Draw, People, Template, identifies, mixture};
use crate::http::post_head;
use crate::rng::Rng;

/// How many different batches there are.
const VARIANTS: u32 = 8;

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The mixture of events about people drawn at random.
    Mixed,
    /// One identify for each person in turn.
    Warm,
}

/// The prepared requests.
pub(super) struct Traffic {
    requests: Vec<Template>,
    people: People,
    texts: Rc<Texts>,
}

impl Traffic {
    /// Prepares the requests. The choice of events is the same in every run; ids and people are not.
    pub(super) fn new(plan: &Plan) -> Traffic {
        let mut rng = Rng::seeded(3);
        let people = match plan.kind {
            Kind::Mixed => People::Uniform(plan.people),
            Kind::Warm => People::InOrder(plan.people, Rc::new(Cell::new(0))),
        };
        let mut requests = Vec::new();
        for _ in 0..VARIANTS {
            let events = match plan.kind {
                Kind::Mixed => mixture(&mut rng),
                Kind::Warm => identifies(&mut rng, 100),
            };
            requests.extend(batches(&events, plan.batch as usize).iter().map(|body| request(plan, body)));
        }
        Traffic { requests, people, texts: Rc::new(Texts::new()) }
    }

    /// A supply for one connection.
    pub(super) fn draw(&self) -> Draw {
        Draw::new(self.people.clone(), self.texts.clone())
    }

    /// Writes one of the requests, filled anew.
    pub(super) fn next(&self, out: &mut Vec<u8>, draw: &mut Draw) {
        let template = &self.requests[draw.rng.place(self.requests.len())];
        template.fill(out, draw);
    }
}

/// Bodies of so many events each; together they hold all events at least once, in equal shares.
fn batches(events: &[Template], size: usize) -> Vec<Template> {
    let all: Vec<&Template> = events.iter().cycle().take(events.len().max(size)).collect();
    all.chunks_exact(size).map(body).collect()
}

fn body(events: &[&Template]) -> Template {
    let mut draft = Draft::default();
    draft.raw("{\"batch\":[");
    for (index, event) in events.iter().enumerate() {
        draft.raw(if index == 0 { "" } else { "," }).template(event);
    }
    draft.raw("],").sent_at("sentAt").raw("}");
    draft.finish()
}

fn request(plan: &Plan, body: &Template) -> Template {
    let head = post_head(&plan.address, "/v1/batch", &plan.key, body.len());
    body.clone().after(head.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{Kind, Traffic};
    use crate::http::Address;
    use crate::limit::Limit;
    use crate::load::Plan;
    use serde_json::Value;

    fn plan(batch: u32, kind: Kind) -> Plan {
        let address = Address::parse("http://127.0.0.1:1").expect("an address");
        let (key, limit) = ("key".to_owned(), Limit::Events(1));
        Plan { address, key, connections: 1, batch, limit, people: 1_000, kind, rate: None, pid: None, lag: None }
    }

    fn next_body(traffic: &Traffic, draw: &mut super::Draw) -> Value {
        let mut out = Vec::new();
        traffic.next(&mut out, draw);
        let text = String::from_utf8(out).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        assert!(head.contains(&format!("Content-Length: {}", body.len())));
        serde_json::from_str(body).expect("valid JSON")
    }

    #[test]
    fn a_request_holds_a_batch_of_different_messages() {
        let traffic = Traffic::new(&plan(100, Kind::Mixed));
        let body = next_body(&traffic, &mut traffic.draw());
        let ids: std::collections::HashSet<&str> = body["batch"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|event| event["messageId"].as_str().expect("an id"))
            .collect();
        assert_eq!(ids.len(), 100);
        assert!(body["sentAt"].as_str() >= body["batch"][0]["timestamp"].as_str());
    }

    #[test]
    fn single_events_are_all_different_templates() {
        assert_eq!(Traffic::new(&plan(1, Kind::Mixed)).requests.len(), 800);
    }

    #[test]
    fn warming_meets_everybody_once() {
        let traffic = Traffic::new(&plan(100, Kind::Warm));
        let mut draws = [traffic.draw(), traffic.draw()];
        let mut met = std::collections::HashSet::new();
        for turn in 0..10 {
            let body = next_body(&traffic, &mut draws[turn % 2]);
            met.extend(body["batch"].as_array().expect("a list").iter().map(|event| event["userId"].to_string()));
        }
        assert_eq!(met.len(), 1_000);
    }
}
