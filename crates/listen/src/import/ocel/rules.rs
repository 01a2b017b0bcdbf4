//! Whose interaction an event of many objects is: decisions about types of objects.

/// Words for those whom an organisation serves.
const PERSONS: [&str; 19] = [
    "customer",
    "client",
    "person",
    "user",
    "patient",
    "citizen",
    "member",
    "consumer",
    "buyer",
    "subscriber",
    "guest",
    "passenger",
    "applicant",
    "student",
    "visitor",
    "policyholder",
    "tenant",
    "debtor",
    "people",
];
/// Words for those who serve them.
const EMPLOYEES: [&str; 12] = [
    "employee",
    "staff",
    "agent",
    "resource",
    "clerk",
    "worker",
    "operator",
    "officer",
    "technician",
    "salesperson",
    "driver",
    "nurse",
];

/// Whether a type of objects is called like people whom an organisation serves.
pub(super) fn looks_like_person(kind: &str) -> bool {
    is_called(kind, &PERSONS)
}

/// Whether a type of objects is called like people who work for it.
pub(super) fn looks_like_employee(kind: &str) -> bool {
    is_called(kind, &EMPLOYEES)
}

/// The last word counts: a customer order is an order.
fn is_called(kind: &str, words: &[&str]) -> bool {
    let kind = kind.to_lowercase();
    let last = kind.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty()).unwrap_or_default();
    words.iter().any(|word| last.strip_suffix('s').unwrap_or(last) == *word || last == *word)
}

/// A type as the namespace of an identifier: letters, digits, dashes and dots, and an underscore for anything else.
pub(super) fn namespace(kind: &str) -> String {
    kind.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') { c } else { '_' }).collect()
}

/// How often objects of a type stand in events.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    /// Objects in all events together.
    pub(super) objects: u64,
    /// Events with such an object.
    pub(super) events: u64,
}

/// The types in the order in which one of their objects stands for a person whom nobody names: first those with the
/// fewest objects an event, of these those in most events, and employees last of all.
pub(super) fn stand_ins(standing: &[Standing], employees: &[bool]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..standing.len()).collect();
    order.sort_by(|&a, &b| {
        let (one, other) = (standing[a], standing[b]);
        // A type without events has no mean; it comes last, and is never asked for.
        let mean = |of: Standing, events: u64| u128::from(of.objects) * u128::from(events);
        let means = mean(one, other.events).cmp(&mean(other, one.events));
        let no_event = |of: Standing| of.events == 0;
        (employees[a], no_event(one))
            .cmp(&(employees[b], no_event(other)))
            .then(means)
            .then(other.events.cmp(&one.events))
    });
    order
}

/// Whom of all people an object belongs to, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Owner {
    #[default]
    Unknown,
    One(u32),
    /// It is shared, as a product is.
    Several,
}

impl Owner {
    /// Notes that the object was seen with a person.
    pub(super) fn note(&mut self, person: u32) {
        *self = match *self {
            Owner::Unknown => Owner::One(person),
            Owner::One(known) if known == person => Owner::One(person),
            _ => Owner::Several,
        };
    }
}

/// The person whom objects agree on; those that are shared, or known of nobody, say nothing.
pub(super) fn agreed(owners: impl IntoIterator<Item = Owner>) -> Option<u32> {
    let mut known = owners.into_iter().filter_map(|owner| match owner {
        Owner::One(person) => Some(person),
        Owner::Unknown | Owner::Several => None,
    });
    let first = known.next()?;
    known.all(|person| person == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_by_their_last_word() {
        for kind in ["customer", "Customers", "end_user", "Business Client", "people"] {
            assert!(looks_like_person(kind) && !looks_like_employee(kind), "{kind}");
        }
        for kind in ["employees", "Sales Agent", "staff", "resource"] {
            assert!(looks_like_employee(kind) && !looks_like_person(kind), "{kind}");
        }
        for kind in ["customer order", "orders", "Invoice", "", "--", "username"] {
            assert!(!looks_like_employee(kind) && !looks_like_person(kind), "{kind}");
        }
    }

    #[test]
    fn the_type_with_the_fewest_objects_an_event_stands_in() {
        let of = |objects, events| Standing { objects, events };
        let standing = [of(30, 10), of(10, 10), of(0, 0), of(20, 20), of(5, 5)];
        assert_eq!(stand_ins(&standing, &[false; 5]), [3, 1, 4, 0, 2]);
        assert_eq!(stand_ins(&standing, &[false, false, false, true, false]), [1, 4, 0, 2, 3]);
    }

    #[test]
    fn objects_that_disagree_name_nobody() {
        let mut item = Owner::default();
        item.note(7);
        item.note(7);
        assert_eq!(item, Owner::One(7));
        item.note(8);
        item.note(7);
        assert_eq!(item, Owner::Several);
        assert_eq!(agreed([Owner::Unknown, Owner::One(7), Owner::Several, Owner::One(7)]), Some(7));
        assert_eq!(agreed([Owner::One(7), Owner::One(8)]), None);
        assert_eq!(agreed([Owner::Several, Owner::Unknown]), None);
    }
}
