//! What a server is asked: the questions of the functions' own benchmark, as the API takes them.

use serde_json::{Value, json};

const DAY: i64 = 86_400_000;

/// A question, and how it is asked.
#[derive(Clone)]
pub(super) struct Question {
    pub(super) name: &'static str,
    /// How many milliseconds it may take over ten million interactions.
    pub(super) goal: Option<f64>,
    pub(super) asked: Asked,
}

/// How a question is asked.
#[derive(Clone)]
pub(super) enum Asked {
    /// Of the API: the path and the body.
    Api(&'static str, Value),
    /// In SQL.
    Sql(String),
    /// Not in this way.
    NotThus,
}

fn question(name: &'static str, goal: f64, path: &'static str, body: Value) -> Question {
    Question { name, goal: (goal > 0.0).then_some(goal), asked: Asked::Api(path, body) }
}

fn steps(count: usize) -> Value {
    json!((0..count).map(|step| json!([format!("touchpoint-{}", step % 60 + 1)])).collect::<Vec<_>>())
}

/// Every question.
pub(super) fn all() -> Vec<Question> {
    let funnel = |count: usize| json!({"steps": steps(count), "window": 14 * DAY});
    let follows = json!({"limit": 5000});
    let since = json!({"filter": {"from": "2024-01-01T00:00:00Z"}});
    vec![
        question("funnel, 5 steps in 14 days", 50.0, "funnel", funnel(5)),
        question(
            "people behind a step",
            50.0,
            "funnel/people",
            json!({"funnel": funnel(5), "step": 1, "stopped": true}),
        ),
        question("funnel, 64 steps", 0.0, "funnel", funnel(64)),
        question("follows, with exact medians", 150.0, "follows", follows.clone()),
        question(
            "people behind a pair",
            50.0,
            "follows/people",
            json!({"follows": follows, "from": "touchpoint-1", "to": "touchpoint-2"}),
        ),
        question("the 100 most frequent paths", 150.0, "paths", json!({"limit": 100})),
        question("sessions of 30 minutes", 20.0, "sessions", json!({"only_counts": true})),
        question("sessions, with lengths and durations", 0.0, "sessions", json!({})),
        question("repeat contact in 7 days", 40.0, "repeats", json!({})),
        question("people behind it", 50.0, "repeats/people", json!({"repeats": {}, "name": "touchpoint-1"})),
        question("retention by week", 60.0, "cohorts", since),
    ]
}

impl Question {
    /// The question over half of the channels.
    pub(super) fn filtered(&self) -> Question {
        let Asked::Api(path, mut body) = self.asked.clone() else { return self.clone() };
        let own = match path.split_once('/') {
            Some((inner, _)) => &mut body[inner],
            None => &mut body,
        };
        own["filter"]["channels"] = json!((1..=4).map(|one| format!("channel-{one}")).collect::<Vec<_>>());
        Question { asked: Asked::Api(path, body), ..*self }
    }

    /// The question in SQL. The people behind a figure are not asked for there.
    pub(super) fn in_sql(&self) -> Question {
        let asked = match &self.asked {
            Asked::Api(path, body) if !path.contains('/') => Asked::Sql(format!("SELECT * FROM {path}('{body}')")),
            _ => Asked::NotThus,
        };
        Question { asked, ..*self }
    }
}
