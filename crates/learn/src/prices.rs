//! What contacts cost, by the numbers of the index: the cost table, ready to be asked once a row.

use know::organisation::{CostTable, Costs};

use crate::index::{Code, Names};

/// What a contact costs over each channel, in minor units, at all times for which that is on record.
pub(crate) struct Prices(Vec<Stretch>);

/// A stretch of time with one cost table.
struct Stretch {
    from: i64,
    until: i64,
    /// By the number of the channel; nothing where it is not known.
    contacts: Vec<Option<i64>>,
}

impl Prices {
    /// The prices of these channels.
    pub(crate) fn of(costs: &Costs, channels: &Names) -> Prices {
        let stretch = |row: &know::organisation::Dated<CostTable>| Stretch {
            from: row.from.0,
            until: row.until.map_or(i64::MAX, |until| until.0),
            contacts: std::iter::once(None).chain(channels.all().map(|(_, name)| contact(&row.said, name))).collect(),
        };
        Prices(costs.all().map(stretch).collect())
    }

    /// What a contact over a channel at a moment costs; nothing where it is not known.
    pub(crate) fn contact(&self, channel: Code, at: i64) -> Option<i64> {
        let stretch = self.0.iter().rev().find(|stretch| (stretch.from..stretch.until).contains(&at))?;
        stretch.contacts.get(usize::from(channel)).copied().flatten()
    }
}

/// What a contact over a channel costs. That of a visit stands apart in the table, unless the channel itself is there.
fn contact(table: &CostTable, channel: &str) -> Option<i64> {
    let visit = if channel == "visit" { table.visit } else { None };
    table.contacts.get(channel).copied().or(visit)
}
