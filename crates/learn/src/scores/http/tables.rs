//! Scores in SQL. docs/sql.md says what the columns mean.

use super::compare::AskScoreComparison;
use super::groups::AskScoreGroups;
use super::overview::AskScores;
use super::responses::AskResponses;
use super::trend::AskScoreTrend;
use crate::Questions;
use crate::tables::Of::{Apart, Ratio, Score};
use crate::tables::Rows::{Each, List, Whole};
use crate::tables::{MOMENT, REAL, TEXT, Table, WHOLE};

/// All functions.
pub(crate) fn tables(of: &Questions) -> Vec<Table> {
    let kind = &[("kind", TEXT), ("lowest", REAL), ("highest", REAL), ("measure", TEXT), ("score", Score)];
    let count = &[
        ("kind", TEXT),
        ("lowest", REAL),
        ("highest", REAL),
        ("measure", TEXT),
        ("score", Score),
        ("counts_score", REAL),
        ("counts_count", WHOLE),
    ];
    let group = &[("name", TEXT), ("score", Score), ("difference", Apart), ("population", WHOLE)];
    let groups = &[
        ("measure", TEXT),
        ("whole", Score),
        ("total", WHOLE),
        ("weighted_score", Score),
        ("weighted_covered", REAL),
        ("weighted_effective", REAL),
    ];
    let change = &[("from", MOMENT), ("p", REAL), ("before", Score), ("after", Score), ("difference", Apart)];
    let response = &[("name", TEXT), ("answered", Ratio)];
    vec![
        Table::new::<AskScores>(of, "scores", List("kinds"), kind),
        Table::new::<AskScores>(of, "scores_counts", Each("kinds", "counts", "number"), count),
        Table::new::<AskScoreGroups>(of, "scores_groups", List("groups"), group),
        Table::new::<AskScoreGroups>(of, "scores_groups_whole", Whole, groups),
        Table::new::<AskScoreTrend>(of, "scores_trend", List("periods"), &[("from", MOMENT), ("score", Score)]),
        Table::new::<AskScoreTrend>(of, "scores_trend_changes", List("changes"), change),
        Table::new::<AskScoreTrend>(of, "scores_trend_whole", Whole, &[("measure", TEXT), ("whole", Score)]),
        Table::new::<AskScoreComparison>(
            of,
            "scores_compare",
            Whole,
            &[("measure", TEXT), ("one", Score), ("other", Score), ("difference", Apart)],
        ),
        Table::new::<AskResponses>(of, "responses", List("surveys"), response),
        Table::new::<AskResponses>(of, "responses_groups", List("groups"), response),
        Table::new::<AskResponses>(of, "responses_whole", Whole, &[("whole", Ratio)]),
    ]
}
