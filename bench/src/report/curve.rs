//! How the rate falls as the store grows: the series that are drawn and listed.

use std::fmt::Write as _;

use super::chart::{Chart, Series};
use super::figures::Figures;
use super::numbers::{count, rate};
use crate::marks::{Marks, Stretch};

/// The drawing; `None` when nothing was measured that could be drawn.
pub(super) fn draw(figures: &Figures) -> Option<String> {
    let series: Vec<Series> = series(figures).into_iter().filter(|series| !series.stretches.is_empty()).collect();
    let chart = Chart { title: "Interactions a second by the number already stored", series: &series };
    (!series.is_empty()).then(|| chart.svg())
}

/// The same as a table in Markdown.
pub(super) fn table(figures: &Figures) -> String {
    let series = series(figures);
    let longest = series.iter().map(|series| series.stretches.as_slice()).max_by_key(|stretches| stretches.len());
    let mut text = String::from("| from | to | ours, from empty | naive SQLite writer |\n|---:|---:|---:|---:|\n");
    for stretch in longest.unwrap_or_default() {
        let cells = series.iter().map(|series| cell(&series.stretches, stretch)).collect::<Vec<_>>().join(" | ");
        let _ = writeln!(text, "| {} | {} | {cells} |", count(stretch.from), count(stretch.to));
    }
    text
}

fn series(figures: &Figures) -> [Series; 2] {
    let curve = |marks: Option<&Marks>| marks.map(Marks::curve).unwrap_or_default();
    let ours = curve(figures.sustained.as_ref().ok().map(|summary| &summary.marks));
    let sqlite = curve(figures.sqlite.as_ref().ok().map(|written| &written.marks));
    [
        Series { name: "Throughline, durable and folded", colour: "#1f6feb", stretches: ours },
        Series { name: "naive SQLite writer", colour: "#b35900", stretches: sqlite },
    ]
}

fn cell(stretches: &[Stretch], wanted: &Stretch) -> String {
    let found = stretches.iter().find(|stretch| (stretch.from, stretch.to) == (wanted.from, wanted.to));
    found.map_or("not measured".to_owned(), |stretch| rate(stretch.rate))
}
