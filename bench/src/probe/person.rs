//! One person asked for: by identifier with their facts, then the first page of their timeline.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Plan;
use crate::http::{Answer, Connection, get};
use crate::population::user_id;

/// A person to ask for.
pub(super) struct Question {
    pub(super) plan: Plan,
    pub(super) person: u32,
    /// When the question was due: what it waited counts as latency.
    pub(super) due: Instant,
}

/// How long the answers took.
pub(super) struct Times {
    /// The person by identifier, with what they told us.
    pub(super) person: Duration,
    /// The first page of their timeline.
    pub(super) timeline: Duration,
    /// By how much the probe itself was late: it shares the cores.
    pub(super) late: Duration,
}

/// Asks; `None` when the server does not know the person yet.
pub(super) async fn ask(connection: &mut Connection, question: &Question) -> Result<Option<Times>> {
    let sent = Instant::now();
    let late = sent.saturating_duration_since(question.due);
    let Some(id) = find(connection, question).await? else { return Ok(None) };
    let person = sent.elapsed();
    let asked = Instant::now();
    read(connection, &question.plan, &format!("/api/v1/people/{id}/timeline?limit=50")).await?;
    Ok(Some(Times { person, timeline: asked.elapsed(), late }))
}

/// Whether a person is known by now; used to see when a server has started.
pub(crate) async fn known(connection: &mut Connection, plan: &Plan, person: u32) -> Result<bool> {
    let question = Question { plan: plan.clone(), person, due: Instant::now() };
    Ok(find(connection, &question).await?.is_some())
}

async fn find(connection: &mut Connection, question: &Question) -> Result<Option<String>> {
    let path = format!("/api/v1/people?facts=true&identifier=user_id:{}", user_id(question.person));
    let answer = send(connection, &question.plan, &path).await?;
    match answer.status {
        404 => Ok(None),
        200 => Ok(first_id(&parse(&answer)?)),
        status => bail!("{path} was answered with {status}: {}", String::from_utf8_lossy(&answer.body)),
    }
}

async fn read(connection: &mut Connection, plan: &Plan, path: &str) -> Result<Value> {
    let answer = send(connection, plan, path).await?;
    if answer.status != 200 {
        bail!("{path} was answered with {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    parse(&answer)
}

async fn send(connection: &mut Connection, plan: &Plan, path: &str) -> Result<Answer> {
    connection.exchange(get(&plan.address, path, &plan.key).as_bytes()).await
}

fn parse(answer: &Answer) -> Result<Value> {
    serde_json::from_slice(&answer.body).context("an answer is not JSON")
}

/// The `id` nearest to the root, so that a person alone and a page of one person are both read.
fn first_id(answer: &Value) -> Option<String> {
    let mut waiting = VecDeque::from([answer]);
    while let Some(value) = waiting.pop_front() {
        match value {
            Value::Object(members) => match members.get("id").and_then(Value::as_str) {
                Some(id) => return Some(id.to_owned()),
                None => waiting.extend(members.values()),
            },
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::first_id;
    use serde_json::json;

    #[test]
    fn a_person_is_found_alone_and_in_a_page() {
        assert_eq!(first_id(&json!({"id": "p1", "facts": [{"id": "f1"}]})), Some("p1".to_owned()));
        assert_eq!(first_id(&json!({"items": [{"id": "p2"}], "next": null})), Some("p2".to_owned()));
        assert_eq!(first_id(&json!({"items": []})), None);
    }
}
