//! The document: what it ran on, the command that makes it, the table, the curve, and what the yardsticks are.

use std::fmt::Write as _;

use super::figures::{Figures, Full, Outcome};
use super::numbers::{count, gigabytes};
use super::rows::{self, Row};
use super::settings::Settings;
use super::{curve, machine};
use crate::load::Summary;
use crate::marks::as_f64;

/// The drawing's file, beside the document.
pub(super) const DRAWING: &str = "benchmarks.svg";

/// The warning of a quick run.
const QUICK: &str = "
**A quick run: small sizes and short times, to see that everything works. Its figures are not the benchmark's.**
";

/// What is said below the table.
const BELOW: &str = "
A row's yardstick and our figure come from the same run. RudderStack publishes 1,700 requests a second on two cores for
less work; that figure is published, not measured here.
";

/// Writes the whole document.
pub(super) fn write(settings: &Settings, figures: &Figures) -> String {
    let mut text = head(settings);
    text += &table(&rows::all(figures));
    text += BELOW;
    text += &sizes(figures);
    text += &details(figures);
    text += YARDSTICKS;
    text
}

fn head(settings: &Settings) -> String {
    let sizes = settings.sizes;
    let scale = if settings.quick { QUICK } else { "" };
    format!(
        "# Benchmarks\n\nMade by one run of\n\n    {}\n\non {}, {}.\n\
         The server, the load generator and the databases share these cores; only the probe, which stands for people\n\
         at machines of their own, goes before the others.\n{scale}\n\
         {} people, events of about 1 KB (of a hundred: 95 tracks, 10 of them with a text, and 5 identifies; 40 carry\n\
         both identifiers), {} s a measurement, {} interactions in the full directory. Every answer is checked; a\n\
         rate counts what was acknowledged.\n\n",
        settings.command,
        jiff::Zoned::now().date(),
        machine::describe(),
        count(u64::from(sizes.people)),
        sizes.seconds,
        count(sizes.interactions),
    )
}

fn table(rows: &[Row]) -> String {
    let mut text = String::from("| what | yardstick | ours | ratio | goal | reached |\n|---|---|---|---:|---|---|\n");
    for row in rows {
        let met = row.met.map_or("-", |met| if met { "yes" } else { "no" });
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {met} |",
            row.what, row.yardstick, row.ours, row.ratio, row.goal
        );
    }
    text
}

fn sizes(figures: &Figures) -> String {
    let mut text = String::from("\n## How the rate falls as the store grows\n\n");
    if curve::draw(figures).is_some() {
        let _ = writeln!(text, "![Interactions a second by the number already stored]({DRAWING})\n");
        text += &curve::table(figures);
    } else {
        text += "Not measured.\n";
    }
    text += "\n## Size on disk\n\n";
    text + &disk(&figures.full)
}

fn disk(full: &Outcome<Full>) -> String {
    let Full { interactions, bytes, .. } = match full {
        Ok(full) => *full,
        Err(why) => return format!("Not measured ({why}).\n"),
    };
    let each = as_f64(bytes) / as_f64(interactions.max(1));
    let (interactions, bytes) = (count(interactions), gigabytes(bytes));
    format!("{each:.0} bytes an interaction: {bytes} for {interactions}, everything in the data directory counted.\n")
}

fn details(figures: &Figures) -> String {
    let mut text = String::from("\n## The loads in detail\n\n");
    text += "| load | events | seconds | rate | p50 | p95 | p99 | max | 429s | generator's cpu | server's cpu |\n";
    text += "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n";
    let loads = [
        ("batches of 100", &figures.batches),
        ("one event a request", &figures.single),
        ("axum yardstick, one event a request", &figures.axum_single),
        ("from empty to the full size", &figures.sustained),
        ("pipeline by hand, batches of 100", &figures.by_hand.batches),
        ("pipeline by hand, one event a request", &figures.by_hand.single),
        ("on PostgreSQL, batches of 100", &figures.on_postgres.batches),
        ("on PostgreSQL, one event a request", &figures.on_postgres.single),
    ];
    for (name, load) in loads {
        text += &detail(name, load);
    }
    text
}

fn detail(name: &str, load: &Outcome<Summary>) -> String {
    let Ok(load) = load else { return format!("| {name} | not measured | | | | | | | | | |\n") };
    let late = load.latency;
    let server = load.server_cpu.map_or("not measured".to_owned(), |cpu| format!("{cpu:.1} s"));
    format!(
        "| {name} | {} | {:.1} | {} | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms | {} | {:.1} s | {server} |\n",
        count(load.events),
        load.seconds,
        super::numbers::rate(load.rate()),
        late.p50,
        late.p95,
        late.p99,
        late.max,
        load.refused,
        load.own_cpu,
    )
}

/// What the yardsticks are and how latencies are taken; the end of the document.
const YARDSTICKS: &str = include_str!("yardsticks.md");
