//! The trace that one person leaves in the exports: every identifier, when, and which of them rows tie together.

use std::borrow::Cow;

use crate::at::At;
use crate::people::customer::Held;
use crate::phone::Phone;

/// What an identifier is to the person who left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Theirs alone.
    Own,
    /// Used by several people: a tablet, a landline.
    Shared,
    /// A telephone number that passed from one person to another.
    Reassigned,
    /// A slip of somebody's fingers.
    Typo,
}

impl Kind {
    /// The word in the truth files.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Own => "own",
            Kind::Shared => "shared",
            Kind::Reassigned => "reassigned",
            Kind::Typo => "typo",
        }
    }
}

/// An identifier in a row.
#[derive(Clone, Debug)]
pub(crate) struct Mark<'a> {
    namespace: &'static str,
    value: Cow<'a, str>,
    kind: Kind,
    from: Option<At>,
    to: Option<At>,
}

impl<'a> Mark<'a> {
    /// An identifier that is this person's alone.
    pub(crate) fn own(namespace: &'static str, value: &'a str) -> Mark<'a> {
        Mark { namespace, value: Cow::Borrowed(value), kind: Kind::Own, from: None, to: None }
    }

    /// An identifier that others use, too.
    pub(crate) fn shared(namespace: &'static str, value: &'a str) -> Mark<'a> {
        Mark { kind: Kind::Shared, ..Mark::own(namespace, value) }
    }

    /// An e-mail address with a slip in it.
    pub(crate) fn typo(value: &'a str) -> Mark<'a> {
        Mark { kind: Kind::Typo, ..Mark::own("email", value) }
    }

    /// A mobile number for as long as somebody has it.
    pub(crate) fn mobile(held: &Held) -> Mark<'a> {
        let kind = if held.passed { Kind::Reassigned } else { Kind::Own };
        Mark { namespace: "phone", value: Cow::Owned(held.phone.e164()), kind, from: held.from, to: held.to }
    }

    /// A household's number.
    pub(crate) fn landline(phone: Phone) -> Mark<'a> {
        Mark { namespace: "phone", value: Cow::Owned(phone.e164()), kind: Kind::Shared, from: None, to: None }
    }
}

/// An identifier that was seen.
#[derive(Debug)]
pub(crate) struct Seen {
    /// Its namespace.
    pub(crate) namespace: &'static str,
    /// Its value in normal form.
    pub(crate) value: String,
    /// What it is to the person.
    pub(crate) kind: Kind,
    /// Since when it is theirs, where that is not always.
    pub(crate) from: Option<At>,
    /// Until when it was theirs, where it no longer is.
    pub(crate) to: Option<At>,
    /// When it first stood in a row.
    pub(crate) first: At,
    /// When it last stood in a row.
    pub(crate) last: At,
    /// Another identifier that rows tie to this one, or its own place.
    tied: usize,
}

/// Everything that one person left behind.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    /// The identifiers in the order of the first row that was written with them.
    pub(crate) seen: Vec<Seen>,
}

impl Trace {
    /// A row was written with these identifiers.
    pub(crate) fn row(&mut self, at: At, marks: &[Mark<'_>]) {
        let mut before: Option<usize> = None;
        for mark in marks {
            let place = self.place(at, mark);
            if mark.kind == Kind::Shared {
                continue;
            }
            if let Some(before) = before {
                let (a, b) = (self.island(before), self.island(place));
                self.seen[a.max(b)].tied = a.min(b);
            }
            before = Some(place);
        }
    }

    /// How many groups of identifiers no row ties together: 1 where all of them can be found to be one person
    /// by rows alone.
    /// Identifiers that others use, too, tie nothing.
    pub(crate) fn islands(&self) -> usize {
        let roots = |(place, seen): &(usize, &Seen)| seen.tied == *place && seen.kind != Kind::Shared;
        self.seen.iter().enumerate().filter(roots).count()
    }

    fn place(&mut self, at: At, mark: &Mark<'_>) -> usize {
        let same = |seen: &Seen| seen.namespace == mark.namespace && seen.value == mark.value;
        if let Some(place) = self.seen.iter().position(same) {
            let seen = &mut self.seen[place];
            (seen.first, seen.last) = (seen.first.min(at), seen.last.max(at));
            return place;
        }
        let tied = self.seen.len();
        self.seen.push(Seen {
            namespace: mark.namespace,
            value: mark.value.clone().into_owned(),
            kind: mark.kind,
            from: mark.from,
            to: mark.to,
            first: at,
            last: at,
            tied,
        });
        tied
    }

    /// The place of the first identifier of the group to which a place belongs.
    fn island(&self, mut place: usize) -> usize {
        while self.seen[place].tied != place {
            place = self.seen[place].tied;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_tie_identifiers_and_shared_ones_tie_nothing() {
        let at = At::midnight(jiff::civil::date(2026, 1, 1));
        let mut trace = Trace::default();
        trace.row(at, &[Mark::own("user_id", "H1"), Mark::own("email", "a@inbox.example")]);
        trace.row(at.plus_days(2), &[Mark::shared("device", "tab"), Mark::own("loyalty_card", "1")]);
        trace.row(at, &[Mark::shared("device", "tab"), Mark::own("user_id", "H1")]);
        assert_eq!(trace.islands(), 2);
        trace.row(at, &[Mark::own("loyalty_card", "1"), Mark::own("email", "a@inbox.example")]);
        assert_eq!(trace.islands(), 1);
        assert_eq!(trace.seen[2].last, at.plus_days(2));
    }
}
