//! What may be said of figures, in words.

use super::model::Kind;
use crate::statistics::{Apart, LEVEL};

/// A figure of fewer answers is no point of a line.
pub(super) const LINE: u64 = 30;
/// With fewer answers on a side nothing is said of a difference beyond its interval.
pub(crate) const LEAST: u64 = 10;

/// What a difference of two figures says, of so many answers each. Where it is one of several that were looked at, its
/// p-value is adjusted for that.
pub(super) fn said(kind: Kind, apart: &Apart, p: f64, (one, other): (u64, u64), among: usize) -> String {
    if one.min(other) < LEAST {
        return format!("too few answers to tell a difference (n = {one} and {other})");
    }
    if p > LEVEL {
        let among = if among > 1 { format!(" among {among} groups") } else { String::new() };
        return format!("no difference can be told apart from chance{among} (n = {one} and {other})");
    }
    let (unit, factor) = kind.unit();
    let difference = &apart.difference;
    let [value, low, high] =
        [difference.value, difference.interval.low, difference.interval.high].map(|of| of * factor);
    let (way, value, ends) =
        if value > 0.0 { ("higher", value, [low, high]) } else { ("lower", -value, [-high, -low]) };
    format!("{way} by {value:.1} {unit} ({:.1} to {:.1}; n = {one} and {other})", ends[0], ends[1])
}

#[cfg(test)]
mod tests {
    use super::said;
    use crate::scores::model::Kind;
    use crate::statistics::{Apart, Bounded};

    #[test]
    fn differences_are_said_with_what_they_rest_on() {
        let kind = Kind::named("nps", None).unwrap();
        let of = |bad: f64, good: f64| {
            Bounded::new((-1.0, 1.0), [(-1.0, bad), (0.0, 40.0), (1.0, good)].into_iter(), 40.0 + bad + good).unwrap()
        };
        let apart = Apart::of(&of(40.0, 20.0), &of(10.0, 50.0));
        let worse = said(kind, &apart, apart.p, (100, 100), 1);
        assert!(worse.starts_with("lower by 60.0 points (") && worse.ends_with("; n = 100 and 100)"), "{worse}");
        assert!(
            said(kind, &Apart::of(&of(10.0, 50.0), &of(40.0, 20.0)), 0.01, (100, 100), 1).starts_with("higher by 60.0")
        );
        let level = Apart::of(&of(20.0, 21.0), &of(20.0, 18.0));
        assert_eq!(
            said(kind, &level, level.p, (41, 38), 1),
            "no difference can be told apart from chance (n = 41 and 38)"
        );
        assert!(said(kind, &apart, 0.2, (100, 100), 12).contains("among 12 groups"));
        assert_eq!(said(kind, &apart, 0.0, (9, 100), 1), "too few answers to tell a difference (n = 9 and 100)");
    }
}
