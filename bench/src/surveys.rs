//! The public pages of surveys under load: how fast one is shown, and how many answers a second become durable.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio::task::{JoinSet, LocalSet};

use crate::histogram::{Histogram, Quantiles};
use crate::http::{Address, Connection, get, post};

/// Options of `surveys`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where the server listens.
    #[arg(long, default_value = "http://127.0.0.1:7070")]
    url: String,
    /// An administrator's key: the survey is made, and the ledger read.
    #[arg(long)]
    key: String,
    /// Connections that answer at once, each the next survey when its last one is taken.
    #[arg(long, default_value_t = 64)]
    connections: u32,
    /// How long each part takes.
    #[arg(long, default_value_t = 15)]
    seconds: u64,
}

/// The survey that is answered: one page, as most are that are asked after a contact.
const SURVEY: &str = "bench";

/// What a part of the run came to.
struct Part {
    latencies: Quantiles,
    each_second: f64,
}

/// Carries out `surveys`.
pub(crate) fn command(args: &Args) -> Result<()> {
    let address = Address::parse(&args.url)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("starting the load")?;
    LocalSet::new().block_on(&runtime, run(args, &address))
}

async fn run(args: &Args, address: &Address) -> Result<()> {
    let mut connection = Connection::open(address).await?;
    make(&mut connection, address, &args.key).await?;
    let page = connection.exchange(open_page(address).as_bytes()).await?;
    ensure!(page.status == 200, "the page was answered {}", page.status);
    let time = Duration::from_secs(args.seconds);
    let alone = each(address, 1, time, |_| open_page(address)).await?;
    let stored_before = stored(&mut connection, address, &args.key).await?;
    let together = each(address, args.connections, time, |nth| answer(address, nth)).await?;
    let stored = stored(&mut connection, address, &args.key).await? - stored_before;
    ensure!(
        stored == together.latencies.count,
        "{} answers were acknowledged and {stored} are stored",
        together.latencies.count
    );
    println!("| | requests/s | p50 | p99 | most |");
    println!("|---|---:|---:|---:|---:|");
    print(&format!("page of {} bytes, one reader", page.body.len()), &alone);
    print(&format!("whole answers, durable, {} at once", args.connections), &together);
    Ok(())
}

fn print(what: &str, part: &Part) {
    let Quantiles { p50, p99, max, .. } = part.latencies;
    println!("| {what} | {:.0} | {p50:.1} ms | {p99:.1} ms | {max:.1} ms |", part.each_second);
}

/// Makes the survey, where it is not there yet.
async fn make(connection: &mut Connection, address: &Address, key: &str) -> Result<()> {
    let text = |said: &str| json!({"en": said});
    let survey = json!({
        "title": text("Your visit"), "thanks": text("Thank you, we read it."), "languages": ["en"],
        "questions": [
            {"id": "nps", "text": text("How likely are you to recommend us to somebody?"), "answer": {"kind": "nps"},
             "required": true},
            {"id": "why", "text": text("What is the main reason for your score?"), "answer": {"kind": "text"}},
        ],
    });
    let path = format!("/api/v1/surveys/{SURVEY}?reason=benchmark");
    let request = post(address, &path, key, &survey.to_string()).replacen("POST", "PUT", 1);
    let made = connection.exchange(request.as_bytes()).await?;
    let said = String::from_utf8_lossy(&made.body).into_owned();
    ensure!((200..300).contains(&made.status), "the survey was answered {}: {said}", made.status);
    Ok(())
}

/// How many responses the ledger has.
async fn stored(connection: &mut Connection, address: &Address, key: &str) -> Result<u64> {
    let answer = connection.exchange(get(address, "/api/v1/ledger?source=surveys", key).as_bytes()).await?;
    if answer.status == 404 {
        return Ok(0);
    }
    let ledger: Value = serde_json::from_slice(&answer.body).context("reading the ledger")?;
    ledger["stored"].as_u64().context("the ledger has no `stored`")
}

fn open_page(address: &Address) -> String {
    format!("GET /s/{SURVEY} HTTP/1.1\r\nHost: {}\r\nAccept-Language: en\r\n\r\n", address.host)
}

/// The form of somebody who answers everything.
fn answer(address: &Address, nth: u64) -> String {
    let form = format!("p=0&v=1&lang=en&nps={}&why=They+called+back+at+once%2C+as+they+said+{nth}", nth % 11);
    format!(
        "POST /s/{SURVEY} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{form}",
        address.host,
        form.len()
    )
}

/// Sends requests over so many connections for a time, each when the one before is answered.
async fn each(address: &Address, connections: u32, time: Duration, request: impl Fn(u64) -> String) -> Result<Part> {
    let requests: Vec<Vec<String>> =
        (0..u64::from(connections)).map(|nth| (0..16).map(|turn| request(nth * 16 + turn)).collect()).collect();
    let (begun, mut running) = (Instant::now(), JoinSet::new());
    for own in requests {
        let address = address.clone();
        running.spawn_local(async move {
            let mut connection = Connection::open(&address).await?;
            let mut taken = Vec::new();
            for request in own.iter().cycle() {
                if begun.elapsed() >= time {
                    break;
                }
                let sent = Instant::now();
                let answer = connection.exchange(request.as_bytes()).await?;
                ensure!(answer.status == 200, "a page was answered {}", answer.status);
                taken.push(sent.elapsed());
            }
            anyhow::Ok(taken)
        });
    }
    let mut latencies = Histogram::new();
    while let Some(taken) = running.join_next().await {
        taken.context("a connection panicked")??.into_iter().for_each(|one| latencies.add(one));
    }
    let latencies = latencies.quantiles();
    #[expect(clippy::cast_precision_loss, reason = "nobody sends 2^52 requests")]
    let each_second = latencies.count as f64 / begun.elapsed().as_secs_f64();
    Ok(Part { latencies, each_second })
}
