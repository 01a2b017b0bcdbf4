//! What an account is, from the lines that a reader sees: its parts, its facts, its people in roles.

use std::collections::BTreeMap;

use kernel::{SubjectRole, Timestamp, Trust};

use super::model::{ACCOUNT, Account, Held, Involved, Line, OF_ONE, Part, Placed};
use crate::identity::PersonNo;
use crate::profiles::facts::{Occasion, of_occasions};

/// What belongs to an account: whatever an interaction is about that names no other account beside it.
pub(super) fn parts(account: &str, lines: &[Placed]) -> Vec<Part> {
    let mut parts: BTreeMap<(&str, &str), Part> = BTreeMap::new();
    for (at, _, line) in lines.iter().filter(|(_, _, line)| line.only_account() == Some(account)) {
        for subject in line.subjects.iter().filter(|subject| subject.kind != ACCOUNT) {
            let part = parts.entry((&subject.kind, &subject.id)).or_insert_with(|| Part {
                kind: subject.kind.clone(),
                id: subject.id.clone(),
                first_seen: *at,
                last_seen: *at,
                known: false,
            });
            part.first_seen = part.first_seen.min(*at);
            part.last_seen = part.last_seen.max(*at);
            part.known |= line.trust == Trust::Secret;
        }
    }
    parts.into_values().collect()
}

/// Those parts by which further interactions are the account's. What is only claimed draws nothing in.
pub(super) fn drawing(parts: &[Part]) -> impl Iterator<Item = &Part> {
    parts.iter().filter(|part| part.known && OF_ONE.contains(&part.kind.as_str()))
}

/// Whether a line that is about a part of an account is the account's: not where it names another.
pub(super) fn is_drawn(account: &str, line: &Line) -> bool {
    line.subjects.iter().all(|subject| subject.kind != ACCOUNT || subject.id == account)
}

/// An account from its lines, which need not be in order; `whose` says whose an interaction is today.
pub(super) fn assemble(
    (key, id): (u64, &str),
    parts: Vec<Part>,
    mut lines: Vec<Placed>,
    whose: &dyn Fn(&Line, Timestamp) -> PersonNo,
) -> Account {
    lines.sort_unstable_by_key(|(at, position, _)| std::cmp::Reverse((*at, *position)));
    lines.dedup_by_key(|(_, position, _)| *position);
    let facts = lines.iter().flat_map(|(at, position, line)| {
        let occasion = Occasion {
            at: *at,
            position: *position,
            source: line.source,
            trust: line.trust,
            department: line.department.as_deref(),
            touchpoint: &line.touchpoint,
        };
        let own = line.subjects.iter().filter(|subject| subject.kind == ACCOUNT && subject.id == id);
        own.flat_map(move |subject| subject.facts.iter().map(move |fact| (occasion, fact)))
    });
    let facts = of_occasions(facts);
    let mut people: Vec<Involved> = Vec::new();
    let mut places: BTreeMap<PersonNo, usize> = BTreeMap::new();
    for (at, _, line) in &lines {
        let person = whose(line, *at);
        let place = *places.entry(person).or_insert_with(|| {
            people.push(Involved { person, roles: Vec::new(), first_seen: *at, last_seen: *at, interactions: 0 });
            people.len() - 1
        });
        let involved = &mut people[place];
        involved.interactions += 1;
        // The lines go back in time.
        involved.first_seen = *at;
        for subject in &line.subjects {
            let of_this = if subject.kind == ACCOUNT { subject.id == id } else { is_part(&parts, line, subject) };
            if let Some(role) = subject.role.filter(|_| of_this) {
                hold(&mut involved.roles, role, (&subject.kind, &subject.id), *at, line.trust == Trust::Secret);
            }
        }
    }
    for involved in &mut people {
        involved.roles.sort_by(|a, b| (a.role, &a.kind, &a.id).cmp(&(b.role, &b.kind, &b.id)));
    }
    let line = lines.iter().map(|(at, position, _)| (*at, *position)).collect();
    Account { key, id: id.to_owned(), facts, parts, people, line }
}

/// Whether a role in a subject is one in something of the account. Of a line with two accounts nobody can tell.
fn is_part(parts: &[Part], line: &Line, subject: &kernel::Subject) -> bool {
    let names_none = line.subjects.iter().all(|subject| subject.kind != ACCOUNT);
    let known = parts.iter().any(|part| part.kind == subject.kind && part.id == subject.id);
    known && (names_none || line.only_account().is_some())
}

fn hold(roles: &mut Vec<Held>, role: SubjectRole, (kind, id): (&str, &str), at: Timestamp, known: bool) {
    match roles.iter_mut().find(|held| held.role == role && held.kind == kind && held.id == id) {
        Some(held) => {
            held.first_said = held.first_said.min(at);
            held.last_said = held.last_said.max(at);
            held.known |= known;
        }
        None => {
            roles.push(Held { role, kind: kind.to_owned(), id: id.to_owned(), first_said: at, last_said: at, known });
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{FactSaid, IdentifierNo, Position, SourceNo, Subject};
    use proptest::prelude::*;

    use super::*;
    use crate::profiles::Side;

    fn line(n: u64, identifier: u32, trust: Trust, subjects: Vec<Subject>) -> Placed {
        let line = Line {
            identifiers: vec![IdentifierNo(identifier)],
            side: Side::Customer,
            trust,
            source: SourceNo(1),
            touchpoint: String::new(),
            department: None,
            team: None,
            location: None,
            subjects,
        };
        (Timestamp(n.cast_signed() * 10), Position(n), line)
    }

    fn role(kind: &str, id: &str, role: SubjectRole) -> Subject {
        Subject { role: Some(role), ..Subject::new(kind, id) }
    }

    fn own(line: &Line, _: Timestamp) -> PersonNo {
        PersonNo(u64::from(line.identifiers[0].0))
    }

    #[test]
    fn an_account_has_what_is_said_beside_it_alone() {
        let account = || Subject::new("account", "A");
        let lines = vec![
            line(1, 1, Trust::Secret, vec![role("account", "A", SubjectRole::Holder), Subject::new("order", "O1")]),
            line(2, 1, Trust::Secret, vec![account(), Subject::new("account", "B"), Subject::new("order", "O2")]),
            line(3, 2, Trust::Public, vec![account(), role("subscription", "S1", SubjectRole::User)]),
        ];
        let parts = parts("A", &lines);
        let said: Vec<_> = parts.iter().map(|part| (part.id.as_str(), part.known)).collect();
        assert_eq!(said, [("O1", true), ("S1", false)]);
        assert_eq!(drawing(&parts).map(|part| part.id.as_str()).collect::<Vec<_>>(), ["O1"]);
        assert!(!is_drawn("A", &lines[1].2));
        let account = assemble((7, "A"), parts, lines, &own);
        let roles = |place: usize| {
            let roles = account.people[place].roles.iter();
            roles.map(|held| (held.role, held.id.as_str(), held.known)).collect::<Vec<_>>()
        };
        assert_eq!(account.people.iter().map(|one| one.person.0).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(roles(0), [(SubjectRole::User, "S1", false)]);
        assert_eq!(roles(1), [(SubjectRole::Holder, "A", true)]);
        assert_eq!((account.people[1].interactions, account.people[1].first_seen), (2, Timestamp(10)));
    }

    proptest! {
        #[test]
        fn the_order_and_the_number_of_copies_of_lines_do_not_matter(
            said in prop::collection::vec((0_u32..3, 0_u8..3, 0_u8..3), 1..12), turn in 0_usize..12, copies in 1_usize..3,
        ) {
            let lines: Vec<Placed> = said.iter().enumerate().map(|(n, (who, what, value))| {
                let n = n as u64;
                let fact = FactSaid { name: "tariff".to_owned(), value: value.to_string(), valid_until: None };
                let about = Subject { facts: vec![fact], ..role("account", "A", SubjectRole::ALL[usize::from(*what)]) };
                line(n, *who, Trust::Secret, vec![about, Subject::new("order", n.to_string())])
            }).collect();
            let mut turned: Vec<Placed> = lines.iter().cycle().skip(turn).take(lines.len()).cloned().collect();
            turned = turned.iter().cycle().take(turned.len() * copies).cloned().collect();
            let shown = |lines: Vec<Placed>| {
                let account = assemble((7, "A"), parts("A", &lines), lines, &own);
                format!("{account:?}")
            };
            // How often a fact was told counts each interaction once.
            prop_assert_eq!(shown(lines.clone()), shown(turned));
            let account = assemble((7, "A"), Vec::new(), lines, &own);
            prop_assert_eq!(account.people.iter().map(|one| one.interactions).sum::<u64>(), said.len() as u64);
        }
    }
}
