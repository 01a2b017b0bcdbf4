//! How shares, means and times are shown over HTTP: with what they are shares of, and with their uncertainty.

use serde::Serialize;
use utoipa::ToSchema;

use crate::statistics::{Average, Difference, Mean, Ratio, Share, Spread};

/// A share with its interval of 95 %; absent where there was nothing to take a share of.
#[derive(Serialize, ToSchema)]
pub(crate) struct WireShare {
    /// How many.
    hits: u64,
    /// Out of how many.
    of: u64,
    /// From 0 to 1.
    share: Option<f64>,
    /// The lower end of the interval (Wilson).
    low: Option<f64>,
    /// The upper end of the interval (Wilson).
    high: Option<f64>,
}

impl WireShare {
    /// Out of how many.
    pub(crate) fn of(&self) -> u64 {
        self.of
    }
}

impl From<Share> for WireShare {
    fn from(share: Share) -> WireShare {
        let interval = share.interval();
        let (low, high) = (interval.map(|of| of.low), interval.map(|of| of.high));
        WireShare { hits: share.hits, of: share.of, share: share.value(), low, high }
    }
}

/// Times, in milliseconds.
#[derive(Serialize, ToSchema)]
pub(crate) struct WireSpread {
    /// How many times there were.
    count: u64,
    /// The median, exact.
    median: i64,
    /// The lower end of an interval of at least 95 % for the median; absent for fewer than six.
    low: Option<i64>,
    /// Its upper end.
    high: Option<i64>,
    /// Nine of ten took no longer.
    p90: i64,
}

impl From<Spread> for WireSpread {
    fn from(spread: Spread) -> WireSpread {
        let interval = spread.median_interval;
        let (low, high) = (interval.map(|(low, _)| low), interval.map(|(_, high)| high));
        WireSpread { count: spread.count, median: spread.median, low, high, p90: spread.p90 }
    }
}

/// A mean over people.
#[derive(Serialize, ToSchema)]
pub(crate) struct WireMean {
    /// Over how many people.
    people: u64,
    /// The mean; absent for nobody.
    mean: Option<f64>,
    /// The lower end of its interval of 95 %; absent for fewer than two people.
    low: Option<f64>,
    /// Its upper end.
    high: Option<f64>,
}

impl From<&Mean> for WireMean {
    fn from(mean: &Mean) -> WireMean {
        let interval = mean.interval();
        let (low, high) = (interval.map(|of| of.low), interval.map(|of| of.high));
        WireMean { people: mean.people, mean: mean.value(), low, high }
    }
}

/// A mean of scores, those of one person taken together as a cluster.
#[derive(Serialize, ToSchema)]
pub(crate) struct WireAverage {
    /// How many scores.
    of: u64,
    /// How many people they were of.
    people: u64,
    /// The mean; absent where there are none.
    mean: Option<f64>,
    /// The lower end of its interval of 95 %; absent for fewer than two people.
    low: Option<f64>,
    /// Its upper end.
    high: Option<f64>,
}

impl From<&Average> for WireAverage {
    fn from(average: &Average) -> WireAverage {
        let interval = average.interval();
        let (low, high) = (interval.map(|of| of.low), interval.map(|of| of.high));
        WireAverage { of: average.scores, people: average.people, mean: average.value(), low, high }
    }
}

/// A share of interactions, those of one person taken together as a cluster.
#[derive(Serialize, ToSchema)]
pub(crate) struct WireRatio {
    /// How many interactions.
    hits: u64,
    /// Out of how many.
    of: u64,
    /// How many people they were of.
    people: u64,
    /// From 0 to 1.
    share: Option<f64>,
    /// The lower end of the interval of 95 %.
    low: Option<f64>,
    /// Its upper end.
    high: Option<f64>,
}

impl WireRatio {
    /// How many interactions there are.
    pub(crate) fn hits(&self) -> u64 {
        self.hits
    }
}

impl From<&Ratio> for WireRatio {
    fn from(ratio: &Ratio) -> WireRatio {
        let interval = ratio.interval();
        let (low, high) = (interval.map(|of| of.low), interval.map(|of| of.high));
        let Ratio { hits, rows: of, people, .. } = *ratio;
        WireRatio { hits, of, people, share: ratio.value(), low, high }
    }
}

/// A difference of two shares, from -1 to 1, with its interval of 95 %.
#[derive(Serialize, ToSchema)]
pub(crate) struct WireDifference {
    value: f64,
    low: f64,
    high: f64,
}

impl From<Difference> for WireDifference {
    fn from(difference: Difference) -> WireDifference {
        let Difference { value, interval } = difference;
        WireDifference { value, low: interval.low, high: interval.high }
    }
}
