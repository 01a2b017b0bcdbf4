//! Journey functions in SQL. docs/sql.md says what their columns mean.

use super::conformance::AskConformance;
use super::emotions::AskEmotions;
use super::follows::AskFollows;
use super::funnel::AskFunnel;
use super::moments::AskMoments;
use super::paths::{AskFlow, AskPaths};
use super::returning::{AskCohorts, AskRepeats};
use super::sessions::AskSessions;
use crate::Questions;
use crate::tables::Of::{Deviation, Difference, Felt, Mean, Ratio, Share, Spread};
use crate::tables::Rows::{Each, List, Whole};
use crate::tables::{MOMENT, REAL, TEXT, TEXTS, Table, WHOLE};

/// All of them.
pub(crate) fn tables(of: &Questions) -> Vec<Table> {
    let ways = [follows(of), paths(of), flow(of), conformance(of)].into_iter().flatten();
    ways.chain(emotions(of)).chain(moments(of)).chain(returning(of)).collect()
}

fn follows(of: &Questions) -> Vec<Table> {
    let name = &[("name", TEXT), ("people", WHOLE)];
    let arrow = &[("from", TEXT), ("to", TEXT), ("count", WHOLE), ("people", WHOLE), ("time", Spread)];
    vec![
        Table::new::<AskFollows>(of, "follows", List("arrows"), arrow),
        Table::new::<AskFollows>(of, "follows_starts", List("starts"), name),
        Table::new::<AskFollows>(of, "follows_ends", List("ends"), name),
        Table::new::<AskFollows>(of, "follows_whole", Whole, &[("total", WHOLE)]),
    ]
}

fn paths(of: &Questions) -> Vec<Table> {
    vec![
        Table::new::<AskPaths>(of, "paths", List("paths"), &[("steps", TEXTS), ("people", Share)]),
        Table::new::<AskPaths>(of, "paths_whole", Whole, &[("people", WHOLE), ("total", WHOLE)]),
    ]
}

fn flow(of: &Questions) -> Vec<Table> {
    let link = &[("depth", WHOLE), ("from", TEXT), ("to", TEXT), ("people", WHOLE)];
    let node = &[("depth", WHOLE), ("name", TEXT), ("people", WHOLE), ("ended", WHOLE)];
    vec![
        Table::new::<AskFlow>(of, "flow", List("links"), link),
        Table::new::<AskFlow>(of, "flow_nodes", List("nodes"), node),
    ]
}

fn conformance(of: &Questions) -> Vec<Table> {
    let whole = &[
        ("version", WHOLE),
        ("not_begun", WHOLE),
        ("good", Share),
        ("bad", Share),
        ("conforming", Share),
        ("fitness", Mean),
        ("total", WHOLE),
        ("currency", TEXT),
        ("minor_digits", WHOLE),
    ];
    let deviation = &[
        ("deviation", Deviation),
        ("count", WHOLE),
        ("people", Share),
        ("time", Spread),
        ("cost", WHOLE),
        ("costed", WHOLE),
    ];
    vec![
        Table::new::<AskConformance>(of, "conformance", List("deviations"), deviation),
        Table::new::<AskConformance>(of, "conformance_stages", List("stages"), &[("name", TEXT), ("people", Share)]),
        Table::new::<AskConformance>(of, "conformance_whole", Whole, whole),
    ]
}

fn emotions(of: &Questions) -> Vec<Table> {
    let felt = &[("kind", TEXT), ("lowest", REAL), ("highest", REAL), ("stages", Felt)];
    vec![
        Table::new::<AskEmotions>(of, "emotions", Each("kinds", "stages", "stage"), felt),
        Table::new::<AskEmotions>(of, "emotions_whole", Whole, &[("version", WHOLE), ("least", WHOLE)]),
    ]
}

fn moments(of: &Questions) -> Vec<Table> {
    let moment = &[
        ("name", TEXT),
        ("people", WHOLE),
        ("with", Share),
        ("without", Share),
        ("difference", Difference),
        ("adjusted", Difference),
        ("p", REAL),
        ("q", REAL),
    ];
    vec![
        Table::new::<AskMoments>(of, "moments", List("moments"), moment),
        Table::new::<AskMoments>(
            of,
            "moments_whole",
            Whole,
            &[("good", Share), ("people", WHOLE), ("unfinished", WHOLE), ("looks", WHOLE), ("not_adjusted", TEXT)],
        ),
    ]
}

fn returning(of: &Questions) -> Vec<Table> {
    let step = &[("names", TEXTS), ("from_start", Share), ("from_previous", Share), ("time", Spread)];
    let cell = &[("begins", MOMENT), ("period", WHOLE), ("people", WHOLE), ("back", Share)];
    let session = &[("name", TEXT), ("single", Ratio), ("length", Spread), ("duration", Spread)];
    let sessions = &[("interactions", WHOLE), ("per_person", Mean), ("length", Spread), ("duration", Spread)];
    vec![
        Table::new::<AskFunnel>(of, "funnel", List("steps"), step),
        Table::new::<AskCohorts>(of, "cohorts", Each("cohorts", "back", "after"), cell),
        Table::new::<AskRepeats>(of, "repeats", List("items"), &[("name", TEXT), ("same", Ratio), ("any", Ratio)]),
        Table::new::<AskSessions>(of, "sessions", List("items"), session),
        Table::new::<AskSessions>(of, "sessions_whole", Whole, sessions),
    ]
}
