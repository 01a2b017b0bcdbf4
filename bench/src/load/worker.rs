//! One connection of the load: fill a request, send it, check its answer, count.

use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::time::sleep;

use super::Plan;
use super::shared::Shared;
use super::traffic::Traffic;
use crate::http::{Answer, Connection};

/// How long to wait after a 429 that names no time.
const PATIENCE: Duration = Duration::from_millis(100);

/// Opens all connections before anything is measured.
pub(super) async fn connect(plan: &Plan) -> Result<Vec<Connection>> {
    let mut connections = Vec::new();
    for _ in 0..plan.connections.max(1) {
        connections.push(Connection::open(&plan.address).await?);
    }
    Ok(connections)
}

/// Sends batches until the load is at its end.
pub(super) async fn work(shared: Rc<Shared>, traffic: Rc<Traffic>, mut connection: Connection) -> Result<()> {
    let mut draw = traffic.draw();
    let mut request = Vec::new();
    while shared.claim().await {
        traffic.next(&mut request, &mut draw);
        deliver(&shared, &mut connection, &request).await?;
    }
    Ok(())
}

/// Sends one request until it is taken. After a 429 the same messages are sent again.
async fn deliver(shared: &Shared, connection: &mut Connection, request: &[u8]) -> Result<()> {
    loop {
        let sent = Instant::now();
        let answer = connection.exchange(request).await?;
        match answer.status {
            200 => {
                check(&answer)?;
                shared.taken(sent.elapsed());
                return Ok(());
            }
            429 => {
                shared.refused();
                sleep(answer.retry_after.map_or(PATIENCE, Duration::from_secs)).await;
            }
            status => bail!("the server answered {status}: {}", String::from_utf8_lossy(&answer.body)),
        }
    }
}

/// A 200 counts only when it says that the batch was taken.
fn check(answer: &Answer) -> Result<()> {
    const SUCCESS: &[u8] = b"\"success\":true";
    let taken = answer.body.windows(SUCCESS.len()).any(|window| window == SUCCESS);
    taken.then_some(()).with_context(|| format!("a 200 without success: {}", String::from_utf8_lossy(&answer.body)))
}
