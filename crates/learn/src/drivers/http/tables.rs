//! Drivers in SQL. docs/sql.md says what the columns mean.

use super::contrast::AskPenaltyReward;
use super::importance::AskImportance;
use crate::Questions;
use crate::tables::Of::{Difference, Share};
use crate::tables::Rows::{List, Whole};
use crate::tables::{REAL, TEXT, Table, WHOLE};

/// All functions.
pub(crate) fn tables(of: &Questions) -> Vec<Table> {
    let driver = &[
        ("name", TEXT),
        ("source", TEXT),
        ("share", Difference),
        ("slope", Difference),
        ("correlation", Difference),
        ("mean", REAL),
        ("lowest", REAL),
        ("highest", REAL),
        ("affected", Share),
        ("performance", REAL),
        ("quadrant", TEXT),
    ];
    let contrast = &[
        ("name", TEXT),
        ("source", TEXT),
        ("poor_up_to", REAL),
        ("good_from", REAL),
        ("poor", WHOLE),
        ("good", WHOLE),
        ("penalty", Difference),
        ("reward", Difference),
        ("larger", Difference),
        ("class", TEXT),
    ];
    vec![
        Table::new::<AskImportance>(of, "drivers", List("drivers"), driver),
        Table::new::<AskImportance>(
            of,
            "drivers_whole",
            Whole,
            &[("of", WHOLE), ("people", WHOLE), ("left_out", WHOLE), ("needed", WHOLE), ("explained", Difference)],
        ),
        Table::new::<AskPenaltyReward>(of, "penalty_reward", List("drivers"), contrast),
        Table::new::<AskPenaltyReward>(
            of,
            "penalty_reward_whole",
            Whole,
            &[
                ("of", WHOLE),
                ("people", WHOLE),
                ("left_out", WHOLE),
                ("needed", WHOLE),
                ("explained", REAL),
                ("deviation", REAL),
            ],
        ),
    ]
}
