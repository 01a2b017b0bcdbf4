//! The rows of the table: what was measured beside its yardstick and its goal.

use super::figures::{Figures, Imported, Outcome};
use super::numbers::{gigabytes, millis, percent, rate, times};
use crate::load::Summary;
use crate::marks::as_f64;

/// A row of the table.
pub(super) struct Row {
    pub(super) what: &'static str,
    pub(super) yardstick: String,
    pub(super) ours: String,
    pub(super) ratio: String,
    pub(super) goal: &'static str,
    /// Whether the goal is reached; `None` when it was not measured.
    pub(super) met: Option<bool>,
}

/// All rows, in the table's order.
pub(super) fn all(figures: &Figures) -> Vec<Row> {
    vec![
        batches_beside_sqlite(figures),
        batches_beside_postgres(figures),
        sustained(figures),
        single(figures),
        import("import of JSON Lines from disk", &figures.jsonl, figures),
        import("import of CSV from disk", &figures.csv, figures),
        on_postgres("batches of 100, on PostgreSQL", &figures.by_hand.batches, &figures.on_postgres.batches),
        on_postgres("one event a request, on PostgreSQL", &figures.by_hand.single, &figures.on_postgres.single),
        people(figures),
        timeline(figures),
        memory(figures),
        start(figures),
    ]
}

const BATCHES: &str = "batches of 100 over HTTP, acknowledged";

fn batches_beside_sqlite(figures: &Figures) -> Row {
    let yardstick = figures.sqlite.as_ref().map(super::Written::rate);
    let described = written(&figures.sqlite, "naive SQLite writer");
    let row = compared(BATCHES, described, rated(&figures.batches), yardstick.ok(), times);
    Row { goal: "4x", met: reaches(&figures.batches, yardstick.ok(), 4.0), ..row }
}

fn batches_beside_postgres(figures: &Figures) -> Row {
    let yardstick = figures.postgres.as_ref().map(super::Written::rate);
    let described = written(&figures.postgres, "PostgreSQL, UNNEST, no identity");
    let row = compared(BATCHES, described, rated(&figures.batches), yardstick.ok(), times);
    Row { goal: "level (1x)", met: reaches(&figures.batches, yardstick.ok(), 1.0), ..row }
}

fn sustained(figures: &Figures) -> Row {
    let lag = |summary: &Summary| {
        summary.worst_lag.map_or("lag not measured".to_owned(), |lag| format!("lag at most {lag:.2} s"))
    };
    let ours = described(&figures.sustained, |summary| format!("{}, {}", rate(summary.rate()), lag(summary)));
    let reached = |summary: &Summary| summary.worst_lag.map(|lag| summary.rate() >= 50_000.0 && lag < 2.0);
    let met = figures.sustained.as_ref().ok().and_then(reached);
    alone("from empty to the full size, everything folded", ours, "50,000/s, lag under 2 s", met)
}

fn single(figures: &Figures) -> Row {
    let yardstick = figures.axum_single.as_ref().map(Summary::rate).ok();
    let cores = |summary: &Summary| {
        summary.rate_a_core().map(|each| format!(" ({} a server core)", rate(each))).unwrap_or_default()
    };
    let described_yardstick = described(&figures.axum_single, |summary| {
        format!("axum that only parses: {}{}", rate(summary.rate()), cores(summary))
    });
    let ours = described(&figures.single, |summary| {
        format!("{}{}, p99 {}", rate(summary.rate()), cores(summary), millis(summary.latency.p99))
    });
    let ours = (ours, figures.single.as_ref().ok().map(Summary::rate));
    let row = compared("one event a request, 64 connections", described_yardstick, ours, yardstick, percent);
    let quick = figures.single.as_ref().is_ok_and(|summary| summary.latency.p99 < 25.0);
    let met = reaches(&figures.single, yardstick, 0.4).map(|fast| fast && quick);
    Row { goal: "40 %, p99 under 25 ms", met, ..row }
}

fn import(what: &'static str, imported: &Outcome<Imported>, figures: &Figures) -> Row {
    let each = |imported: &Imported| as_f64(imported.rows) / imported.seconds.max(1e-9);
    let size = |imported: &Imported| as_f64(imported.bytes) / as_f64(imported.rows.max(1));
    let ours = described(imported, |imported| format!("{} of {:.0} bytes", rate(each(imported)), size(imported)));
    let yardstick = figures.sqlite.as_ref().map(super::Written::rate).ok();
    let ours = (ours, imported.as_ref().ok().map(each));
    let row = compared(what, written(&figures.sqlite, "naive SQLite writer"), ours, yardstick, times);
    Row { goal: "100,000/s", met: imported.as_ref().ok().map(|imported| each(imported) >= 100_000.0), ..row }
}

fn on_postgres(what: &'static str, by_hand: &Outcome<Summary>, ours: &Outcome<Summary>) -> Row {
    let yardstick = by_hand.as_ref().map(Summary::rate).ok();
    let described_yardstick = described(by_hand, |summary| format!("pipeline by hand: {}", rate(summary.rate())));
    let row = compared(what, described_yardstick, rated(ours), yardstick, percent);
    Row { goal: "80 %", met: reaches(ours, yardstick, 0.8), ..row }
}

fn people(figures: &Figures) -> Row {
    let ours = described(&figures.beside, |beside| {
        let late = beside.asked.person;
        format!("p50 {}, p99 {} beside {}", millis(late.p50), millis(late.p99), rate(beside.intake.rate()))
    });
    let met = figures.beside.as_ref().ok().map(|beside| beside.asked.person.p99 < 5.0);
    alone("person by identifier with facts, 200/s beside full intake", ours, "p99 under 5 ms", met)
}

fn timeline(figures: &Figures) -> Row {
    let ours = described(&figures.beside, |beside| {
        format!("p50 {}, p99 {}", millis(beside.asked.timeline.p50), millis(beside.asked.timeline.p99))
    });
    let met = figures.beside.as_ref().ok().map(|beside| beside.asked.timeline.p99 < 15.0);
    alone("first page of a timeline, beside full intake", ours, "p99 under 15 ms", met)
}

fn memory(figures: &Figures) -> Row {
    let runs = [figures.sustained.as_ref().ok(), figures.beside.as_ref().ok().map(|beside| &beside.intake)];
    let peaks = runs.into_iter().flatten().filter_map(|summary| summary.memory);
    let peak = peaks.reduce(crate::process::Memory::peak);
    let ours = peak.map_or_else(
        || not_measured("no run on the full size"),
        |peak| format!("{} resident ({} not of files)", gigabytes(peak.resident), gigabytes(peak.anonymous)),
    );
    alone("memory at full size and full intake", ours, "under 1.5 GB", peak.map(|peak| peak.resident < 1_500_000_000))
}

fn start(figures: &Figures) -> Row {
    let ours = described(&figures.full, |full| format!("{:.2} s until a person is answered", full.start));
    let met = figures.full.as_ref().ok().map(|full| full.start < 2.0);
    alone("start on the full directory", ours, "under 2 s", met)
}

fn compared(
    what: &'static str,
    yardstick: String,
    (ours, ours_rate): (String, Option<f64>),
    yardstick_rate: Option<f64>,
    ratio: impl Fn(f64, f64) -> String,
) -> Row {
    let ratio = ours_rate.zip(yardstick_rate).map_or("-".to_owned(), |(ours, yardstick)| ratio(ours, yardstick));
    Row { what, yardstick, ours, ratio, goal: "", met: None }
}

fn alone(what: &'static str, ours: String, goal: &'static str, met: Option<bool>) -> Row {
    Row { what, yardstick: "-".to_owned(), ours, ratio: "-".to_owned(), goal, met }
}

fn reaches(ours: &Outcome<Summary>, yardstick: Option<f64>, share: f64) -> Option<bool> {
    ours.as_ref().ok().zip(yardstick).map(|(ours, yardstick)| ours.rate() >= share * yardstick)
}

fn rated(ours: &Outcome<Summary>) -> (String, Option<f64>) {
    let text = |summary: &Summary| format!("{}, p99 {}", rate(summary.rate()), millis(summary.latency.p99));
    (described(ours, text), ours.as_ref().ok().map(Summary::rate))
}

fn written(outcome: &Outcome<super::Written>, name: &str) -> String {
    described(outcome, |written| format!("{name}: {}", rate(written.rate())))
}

fn described<T>(outcome: &Outcome<T>, text: impl Fn(&T) -> String) -> String {
    outcome.as_ref().map_or_else(|why| not_measured(why), text)
}

fn not_measured(why: &str) -> String {
    format!("not measured ({why})")
}

#[cfg(test)]
mod tests {
    use super::all;
    use crate::marks::Marks;
    use crate::report::Written;
    use crate::report::figures::Figures;

    #[test]
    fn what_was_not_measured_has_no_figure() {
        let figures = Figures::none();
        for row in all(&figures) {
            assert!(row.ours.starts_with("not measured"), "{}", row.ours);
            assert_eq!((row.ratio.as_str(), row.met), ("-", None));
        }
    }

    #[test]
    fn a_yardstick_alone_makes_no_ratio() {
        let sqlite = Ok(Written { events: 200_000, seconds: 10.0, cpu: None, marks: Marks::default() });
        let rows = all(&Figures { sqlite, ..Figures::none() });
        assert_eq!(rows[0].yardstick, "naive SQLite writer: 20,000/s");
        assert_eq!((rows[0].ratio.as_str(), rows[0].met), ("-", None));
    }
}
