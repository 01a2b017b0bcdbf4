//! Identities by hand: every identifier has a number and a person; identifiers seen together become one person.

use std::collections::{BTreeSet, HashMap};

use anyhow::{Context, Result};
use sqlx::postgres::PgConnection;

use super::event::Event;

const LOOK_UP: &str =
    "SELECT i.value, i.no, i.person FROM UNNEST($1::text[]) AS u (value) JOIN identifiers i USING (value)";
const LOCK: &str = "SELECT pg_advisory_xact_lock(1)";
const NUMBERS: &str = "SELECT nextval('identifier_no') FROM generate_series(1, $1)";
const INSERT: &str =
    "INSERT INTO identifiers (no, value, person) SELECT * FROM UNNEST($1::bigint[], $2::text[], $3::bigint[])";
const LINK: &str =
    "INSERT INTO links (low, high) SELECT * FROM UNNEST($1::bigint[], $2::bigint[]) ON CONFLICT DO NOTHING";
const MERGE: &str = "UPDATE identifiers SET person = m.into_person
    FROM UNNEST($1::bigint[], $2::bigint[]) AS m (person, into_person) WHERE identifiers.person = m.person";

/// An identifier's number and the person it belongs to.
#[derive(Clone, Copy)]
struct Known {
    no: i64,
    person: i64,
}

/// The identifiers of a batch.
pub(super) struct Resolved<'a>(HashMap<&'a str, Known>);

impl Resolved<'_> {
    /// The number of an identifier of the batch.
    pub(super) fn no(&self, identifier: &str) -> i64 {
        self.0[identifier].no
    }
}

/// Looks up all identifiers of the events, and learns what is new about them. Batches with news take turns.
pub(super) async fn resolve<'a>(tx: &mut PgConnection, events: &[&'a Event]) -> Result<Resolved<'a>> {
    let values: BTreeSet<&str> = events.iter().flat_map(|event| event.identifiers.iter().map(String::as_str)).collect();
    let values: Vec<&str> = values.into_iter().collect();
    let mut known = look_up(tx, &values).await?;
    if events.iter().any(|event| is_news(event, &known)) {
        sqlx::query(LOCK).execute(&mut *tx).await.context("waiting for the turn")?;
        known = look_up(tx, &values).await?;
        learn(tx, events, &values, &mut known).await?;
    }
    Ok(Resolved(known))
}

async fn look_up<'a>(tx: &mut PgConnection, values: &[&'a str]) -> Result<HashMap<&'a str, Known>> {
    let rows: Vec<(String, i64, i64)> =
        sqlx::query_as(LOOK_UP).bind(values).fetch_all(tx).await.context("looking up identifiers")?;
    let place = |value: &str| values.binary_search(&value).ok().map(|at| values[at]);
    Ok(rows
        .iter()
        .filter_map(|(value, no, person)| Some((place(value)?, Known { no: *no, person: *person })))
        .collect())
}

fn is_news(event: &Event, known: &HashMap<&str, Known>) -> bool {
    let mut people = event.identifiers.iter().map(|value| known.get(value.as_str()).map(|known| known.person));
    let first = people.next().flatten();
    first.is_none() || people.any(|person| person != first)
}

async fn learn<'a>(
    tx: &mut PgConnection,
    events: &[&'a Event],
    values: &[&'a str],
    known: &mut HashMap<&'a str, Known>,
) -> Result<()> {
    let fresh: Vec<&str> = values.iter().copied().filter(|value| !known.contains_key(value)).collect();
    let count = i64::try_from(fresh.len()).expect("a batch has some thousand identifiers");
    let numbers: Vec<i64> = sqlx::query_scalar(NUMBERS).bind(count).fetch_all(&mut *tx).await.context("numbering")?;
    known.extend(fresh.iter().zip(&numbers).map(|(value, &no)| (*value, Known { no, person: no })));
    let (links, merges) = join(events, known);
    let people: Vec<i64> = fresh.iter().map(|value| merges.root(known[value].person)).collect();
    sqlx::query(INSERT).bind(&numbers).bind(&fresh).bind(&people).execute(&mut *tx).await.context("adding")?;
    let (low, high): (Vec<i64>, Vec<i64>) = links.into_iter().unzip();
    sqlx::query(LINK).bind(&low).bind(&high).execute(&mut *tx).await.context("linking")?;
    let numbers: BTreeSet<i64> = numbers.into_iter().collect();
    let (from, into): (Vec<i64>, Vec<i64>) = merges.of_stored(&numbers).into_iter().unzip();
    sqlx::query(MERGE).bind(&from).bind(&into).execute(tx).await.context("merging people")?;
    Ok(())
}

/// The links of the events, and which people they make one.
fn join(events: &[&Event], known: &HashMap<&str, Known>) -> (BTreeSet<(i64, i64)>, Merges) {
    let (mut links, mut merges) = (BTreeSet::new(), Merges::default());
    for event in events {
        let first = known[event.primary()];
        for other in event.identifiers[1..].iter().map(|value| known[value.as_str()]) {
            if merges.root(first.person) != merges.root(other.person) {
                links.insert((first.no.min(other.no), first.no.max(other.no)));
                merges.merge(first.person, other.person);
            }
        }
    }
    (links, merges)
}

/// People who became part of another: the older one keeps the name.
#[derive(Default)]
struct Merges(HashMap<i64, i64>);

impl Merges {
    fn root(&self, mut person: i64) -> i64 {
        while let Some(&into) = self.0.get(&person) {
            person = into;
        }
        person
    }

    fn merge(&mut self, a: i64, b: i64) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.0.insert(a.max(b), a.min(b));
        }
    }

    /// What must be changed in the table: the people who are not new in this batch.
    fn of_stored(&self, fresh: &BTreeSet<i64>) -> Vec<(i64, i64)> {
        let stored = self.0.keys().copied().filter(|person| !fresh.contains(person));
        stored.map(|person| (person, self.root(person))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Merges;

    #[test]
    fn the_older_person_keeps_the_name() {
        let mut merges = Merges::default();
        merges.merge(5, 9);
        merges.merge(9, 2);
        assert_eq!((merges.root(9), merges.root(5), merges.root(7)), (2, 2, 7));
        assert_eq!(merges.of_stored(&[9].into()), [(5, 2)]);
    }
}
