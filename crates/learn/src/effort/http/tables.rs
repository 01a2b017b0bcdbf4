//! Effort in SQL. docs/sql.md says what the columns mean.

use std::sync::Arc;

use lake::TableFunction;

use super::everybody::Episodes;
use super::figures::{AskSilos, AskTotals};
use super::weights::AskWeights;
use crate::Questions;
use crate::tables::Of::{Average, Mean, Ratio, Share, Spread, Transfers};
use crate::tables::Rows::{List, Whole};
use crate::tables::{MOMENT, REAL, TEXT, TRUTH, Table, WHOLE};

/// All functions.
pub(crate) fn tables(of: &Questions) -> Vec<Arc<dyn TableFunction>> {
    let tables = [silos(of), totals(of), weights(of)].into_iter().flatten();
    let tables = tables.map(|table| Arc::new(table) as Arc<dyn TableFunction>);
    tables.chain([Arc::new(Episodes::new(of)) as Arc<dyn TableFunction>]).collect()
}

fn silos(of: &Questions) -> Vec<Table> {
    let department =
        &[("name", TEXT), ("contacts", WHOLE), ("people", WHOLE), ("asked_again", WHOLE), ("observable", WHOLE)];
    let arrow = &[
        ("from", TEXT),
        ("to", TEXT),
        ("count", WHOLE),
        ("transfers", Transfers),
        ("warm", Share),
        ("people", WHOLE),
        ("lost", WHOLE),
        ("time", Spread),
        ("cost", WHOLE),
        ("costed", WHOLE),
    ];
    let whole = &[
        ("effective", REAL),
        ("low", REAL),
        ("high", REAL),
        ("observable", Share),
        ("currency", TEXT),
        ("minor_digits", WHOLE),
    ];
    vec![
        Table::new::<AskSilos>(of, "silos", List("departments"), department),
        Table::new::<AskSilos>(of, "silos_arrows", List("arrows"), arrow),
        Table::new::<AskSilos>(of, "silos_whole", Whole, whole),
    ]
}

fn totals(of: &Questions) -> Vec<Table> {
    let item = &[("name", TEXT), ("contacts", WHOLE), ("asked_again", WHOLE), ("again", Ratio), ("score", Average)];
    let week = &[("from", MOMENT), ("score", Average)];
    let whole = &[
        ("episodes", WHOLE),
        ("contacts", Mean),
        ("channel_switches", Mean),
        ("transfers", Mean),
        ("asked_again", Mean),
        ("looked_for_help", Mean),
        ("waiting_minutes", Mean),
        ("score", Average),
        ("observable", Share),
    ];
    vec![
        Table::new::<AskTotals>(of, "totals", List("items"), item),
        Table::new::<AskTotals>(of, "totals_weeks", List("weeks"), week),
        Table::new::<AskTotals>(of, "totals_whole", Whole, whole),
    ]
}

fn weights(of: &Questions) -> Vec<Table> {
    let part = &[("part", TEXT), ("weight", REAL), ("low", REAL), ("high", REAL), ("stated", REAL), ("most", REAL)];
    let whole = &[
        ("fitted", TRUTH),
        ("answers", WHOLE),
        ("people", WHOLE),
        ("least", WHOLE),
        ("explained", REAL),
        ("at", MOMENT),
    ];
    vec![
        Table::new::<AskWeights>(of, "weights", List("items"), part),
        Table::new::<AskWeights>(of, "weights_whole", Whole, whole),
    ]
}
