//! What customers and employees said of places, by month.

use std::collections::BTreeMap;

use crate::statistics::Tally;

/// What customers said of a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Customers {
    /// In all months together, as it goes into the figure.
    pub(super) whole: Tally,
    /// By month.
    pub(super) months: BTreeMap<usize, Tally>,
}

/// What employees of a department said, by month: only where it is shown.
pub(super) type Employees = BTreeMap<usize, Tally>;

/// Customers by the name of their place.
pub(super) type ByPlace = BTreeMap<String, Customers>;
