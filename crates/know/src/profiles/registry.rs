//! The registry of names: channels, touchpoints, departments, teams and locations appear by themselves as interactions
//! name them. It is also kept what customers named, everywhere and in each part of the organisation: for readers of a part
//! alone, and for those who do not see what employees do.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::clock::DAY;
use kernel::{Interaction, Relation, Timestamp};
use store::journal::Head;
use store::{ColumnType, Migration, Result, Row, Tx};

use super::sight::Sight;

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::new(
        "registry_1",
        "CREATE TABLE registry (kind BIGINT NOT NULL, code BIGINT NOT NULL, name TEXT NOT NULL, channel TEXT NOT NULL,
        first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, interactions BIGINT NOT NULL, PRIMARY KEY (kind, code));
     CREATE UNIQUE INDEX registry_name ON registry (kind, name)",
    ),
    Migration::new(
        "registry_2",
        "CREATE TABLE registry_parts (part_kind BIGINT NOT NULL, part BIGINT NOT NULL, kind BIGINT NOT NULL,
            code BIGINT NOT NULL, channel TEXT NOT NULL, first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL,
            interactions BIGINT NOT NULL, PRIMARY KEY (part_kind, part, kind, code))",
    ),
    // Counts how often names were taken away or changed, so that whoever remembers them knows.
    Migration::new(
        "registry_3",
        "CREATE TABLE registry_version (id BIGINT PRIMARY KEY, version BIGINT NOT NULL);
         INSERT INTO registry_version (id, version) VALUES (1, 0)",
    ),
];

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A channel.
    Channel,
    /// A touchpoint.
    Touchpoint,
    /// A department.
    Department,
    /// A team.
    Team,
    /// A location.
    Location,
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Channel, Kind::Touchpoint, Kind::Department, Kind::Team, Kind::Location];

    pub(super) fn code(self) -> u8 {
        match self {
            Kind::Channel => 1,
            Kind::Touchpoint => 2,
            Kind::Department => 3,
            Kind::Team => 4,
            Kind::Location => 5,
        }
    }
}

/// The part that all interactions of customers took place in. No department has this code.
pub(super) const EVERYWHERE: (Kind, u32) = (Kind::Department, 0);

/// A registered name.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The channel of its newest interaction, of a touchpoint.
    pub channel: String,
    /// The first interaction that named it.
    pub first_seen: Timestamp,
    /// The last one.
    pub last_seen: Timestamp,
    /// How many there are.
    pub interactions: u64,
}

/// The codes of all names. Code 0 stands for no name.
#[derive(Clone, Debug, Default)]
pub(super) struct Codes {
    by_name: [HashMap<String, u32>; 5],
    names: HashMap<(Kind, u32), String>,
    version: i64,
}

impl Codes {
    pub(super) fn load(tx: &mut dyn Tx) -> Result<Codes> {
        let mut codes = Codes { version: version(tx)?, ..Codes::default() };
        for row in tx.query("SELECT kind, code, name FROM registry", &[])? {
            let kind: u8 = row.unsigned(0)?;
            if let Some(kind) = Kind::ALL.into_iter().find(|known| known.code() == kind) {
                codes.insert(kind, row.unsigned(1)?, row.text(2)?);
            }
        }
        Ok(codes)
    }

    fn insert(&mut self, kind: Kind, code: u32, name: &str) {
        self.by_name[kind as usize].insert(name.to_owned(), code);
        self.names.insert((kind, code), name.to_owned());
    }

    /// Those names in whose place `left` has another one.
    pub(super) fn renamed(&self, left: &dyn Fn(&str) -> Option<String>) -> Vec<(Kind, u32, String)> {
        self.names.iter().filter_map(|((kind, code), name)| Some((*kind, *code, left(name)?))).collect()
    }

    /// Whether these are all names there are, and all that there were when they were read still are.
    pub(super) fn are_all(&self, tx: &mut dyn Tx) -> Result<bool> {
        let count = tx.query_int("SELECT count(*) FROM registry", &[])?.unsigned_abs();
        Ok(self.names.len() as u64 == count && self.are_valid(tx)?)
    }

    /// Whether no name was taken away or changed since they were read.
    pub(super) fn are_valid(&self, tx: &mut dyn Tx) -> Result<bool> {
        Ok(self.version == version(tx)?)
    }

    /// The code of a name, if it has one.
    pub(super) fn find(&self, kind: Kind, name: &str) -> Option<u32> {
        if name.is_empty() { Some(0) } else { self.by_name[kind as usize].get(name).copied() }
    }

    pub(super) fn name(&self, kind: Kind, code: u32) -> Option<&str> {
        self.names.get(&(kind, code)).map(String::as_str)
    }
}

fn version(tx: &mut dyn Tx) -> Result<i64> {
    tx.query_int("SELECT version FROM registry_version WHERE id = 1", &[])
}

fn changed(tx: &mut dyn Tx) -> Result<()> {
    tx.execute("UPDATE registry_version SET version = version + 1 WHERE id = 1", &[]).map(drop)
}

/// Gives codes other names, and registers `more`, which nobody has named yet. Returns how many got another name.
pub(super) fn rename(tx: &mut dyn Tx, named: &[(Kind, u32, String)], more: &BTreeSet<(Kind, String)>) -> Result<u64> {
    let mut codes = Codes::load(tx)?;
    for (kind, code, left) in named {
        // What has the code is found by it: where the name is taken, it gets one of its own.
        let taken = codes.find(*kind, left).is_some();
        let name = if taken { format!("{left} {code}") } else { left.clone() };
        let params = [name.as_str().into(), i64::from(kind.code()).into(), (*code).into()];
        tx.execute("UPDATE registry SET name = $1 WHERE kind = $2 AND code = $3", &params)?;
        codes.insert(*kind, *code, &name);
    }
    let mut fresh = Sightings::default();
    for (kind, name) in more {
        fresh.code(&mut codes, *kind, name, "", Timestamp(0));
    }
    for seen in fresh.seen.values_mut() {
        seen.count = 0;
    }
    // What is not new stays as it is.
    fresh.seen.retain(|_, seen| seen.fresh);
    fresh.write(&codes, tx)?;
    changed(tx)?;
    Ok(named.len() as u64)
}

/// Where and when an interaction took place.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    at: Timestamp,
    channel: &'a str,
    touchpoint: &'a str,
    department: &'a str,
    team: &'a str,
    location: &'a str,
    /// What employees name is counted apart.
    of_customer: bool,
}

impl<'a> Place<'a> {
    pub(super) fn of(one: &'a Interaction) -> Place<'a> {
        Place {
            at: one.occurred_at,
            channel: &one.channel,
            touchpoint: &one.touchpoint,
            department: one.department.as_deref().unwrap_or_default(),
            team: one.team.as_deref().unwrap_or_default(),
            location: one.location.as_deref().unwrap_or_default(),
            of_customer: one.relation != Some(Relation::Employee),
        }
    }

    pub(super) fn of_head(head: &Head<'a>) -> Place<'a> {
        Place {
            at: head.occurred_at,
            channel: head.channel,
            touchpoint: head.touchpoint,
            department: head.department.unwrap_or_default(),
            team: head.team.unwrap_or_default(),
            location: head.location.unwrap_or_default(),
            of_customer: head.relation != Some(Relation::Employee),
        }
    }

    /// The names of it that are not empty.
    pub(super) fn names(self) -> impl Iterator<Item = (Kind, &'a str)> {
        let names = [self.channel, self.touchpoint, self.department, self.team, self.location];
        Kind::ALL.into_iter().zip(names).filter(|(_, name)| !name.is_empty())
    }

    /// The same on the day alone, as it stays of what is anonymised: what the person was to us goes.
    pub(super) fn by_day(self) -> Place<'a> {
        Place { at: Timestamp(self.at.0.div_euclid(DAY) * DAY), of_customer: true, ..self }
    }

    /// Without the names that are not registered.
    fn registered(self, codes: &Codes) -> Place<'a> {
        let known = |kind, name: &'a str| if codes.find(kind, name).is_some() { name } else { "" };
        Place {
            at: self.at,
            channel: known(Kind::Channel, self.channel),
            touchpoint: known(Kind::Touchpoint, self.touchpoint),
            department: known(Kind::Department, self.department),
            team: known(Kind::Team, self.team),
            location: known(Kind::Location, self.location),
            of_customer: self.of_customer,
        }
    }
}

/// The codes of what an interaction named, 0 for what it did not.
#[derive(Clone, Copy)]
pub(super) struct PlaceCodes {
    pub(super) channel: u32,
    pub(super) touchpoint: u32,
    pub(super) department: u32,
    team: u32,
    location: u32,
}

impl PlaceCodes {
    /// The parts of the organisation among them.
    pub(super) fn parts(self) -> Vec<(Kind, u32)> {
        let all = [(Kind::Department, self.department), (Kind::Team, self.team), (Kind::Location, self.location)];
        all.into_iter().filter(|(_, code)| *code > 0).collect()
    }
}

/// How often names were seen in a batch; new ones get codes.
#[derive(Clone, Default)]
pub(super) struct Sightings {
    seen: BTreeMap<(Kind, u32), Seen>,
    /// By part of the organisation, then by what it named.
    of_parts: OfParts,
}

/// What parts of the organisation named: both by kind and code.
type OfParts = BTreeMap<((Kind, u32), (Kind, u32)), Seen>;

#[derive(Clone)]
struct Seen {
    fresh: bool,
    channel: String,
    first: Timestamp,
    last: Timestamp,
    count: u64,
}

impl Seen {
    fn new(fresh: bool, channel: &str, at: Timestamp) -> Seen {
        Seen { fresh, channel: channel.to_owned(), first: at, last: at, count: 0 }
    }

    fn add(&mut self, channel: &str, at: Timestamp) {
        self.count += 1;
        self.first = self.first.min(at);
        if at >= self.last {
            self.last = at;
            if self.channel != channel {
                channel.clone_into(&mut self.channel);
            }
        }
    }
}

impl Sightings {
    /// An interaction named its place.
    pub(super) fn take(&mut self, codes: &mut Codes, place: Place<'_>) -> PlaceCodes {
        let mut code = |kind, name| self.code(codes, kind, name, place.channel, place.at);
        let named = PlaceCodes {
            channel: code(Kind::Channel, place.channel),
            touchpoint: code(Kind::Touchpoint, place.touchpoint),
            department: code(Kind::Department, place.department),
            team: code(Kind::Team, place.team),
            location: code(Kind::Location, place.location),
        };
        let parts = named.parts();
        for part in parts.iter().chain([&EVERYWHERE]).filter(|_| place.of_customer) {
            let others = parts.iter().copied().chain([(Kind::Touchpoint, named.touchpoint)]);
            for other in others.filter(|(_, code)| *code > 0) {
                self.within(*part, other, place.channel, place.at);
            }
        }
        named
    }

    /// The same of what has its codes; other names are left out.
    pub(super) fn take_registered(&mut self, codes: &mut Codes, place: Place<'_>) {
        let place = place.registered(codes);
        self.take(codes, place);
    }

    fn code(&mut self, codes: &mut Codes, kind: Kind, name: &str, channel: &str, at: Timestamp) -> u32 {
        if name.is_empty() {
            return 0;
        }
        let (code, fresh) = if let Some(code) = codes.find(kind, name) {
            (code, false)
        } else {
            let highest = codes.names.keys().filter(|(known, _)| *known == kind).map(|(_, code)| *code).max();
            let code = highest.unwrap_or(0) + 1;
            codes.insert(kind, code, name);
            (code, true)
        };
        self.seen.entry((kind, code)).or_insert_with(|| Seen::new(fresh, channel, at)).add(channel, at);
        code
    }

    /// A part of the organisation named something.
    fn within(&mut self, part: (Kind, u32), named: (Kind, u32), channel: &str, at: Timestamp) {
        self.of_parts.entry((part, named)).or_insert_with(|| Seen::new(false, channel, at)).add(channel, at);
    }

    /// Writes them in place of everything that was counted before. Names that nobody names any more go.
    pub(super) fn write_instead(self, tx: &mut dyn Tx) -> Result<()> {
        tx.execute("UPDATE registry SET interactions = 0", &[])?;
        for ((kind, code), seen) in &self.seen {
            tx.execute(
                "UPDATE registry SET interactions = $1, channel = $2, first_seen = $3, last_seen = $4
                 WHERE kind = $5 AND code = $6",
                &[
                    seen.count.into(),
                    seen.channel.as_str().into(),
                    seen.first.into(),
                    seen.last.into(),
                    i64::from(kind.code()).into(),
                    (*code).into(),
                ],
            )?;
        }
        if tx.execute("DELETE FROM registry WHERE interactions = 0", &[])? > 0 {
            changed(tx)?;
        }
        tx.execute("DELETE FROM registry_parts", &[])?;
        write_parts(tx, self.of_parts)
    }

    pub(super) fn write(self, codes: &Codes, tx: &mut dyn Tx) -> Result<()> {
        let mut fresh = Vec::new();
        for ((kind, code), seen) in self.seen {
            if seen.fresh {
                let name = codes.name(kind, code).unwrap_or_default().to_owned();
                fresh.push(vec![
                    i64::from(kind.code()).into(),
                    code.into(),
                    name.into(),
                    seen.channel.into(),
                    seen.first.into(),
                    seen.last.into(),
                    seen.count.into(),
                ]);
            } else {
                tx.execute(
                    "UPDATE registry SET interactions = interactions + $1,
                        channel = CASE WHEN interactions = 0 OR $2 >= last_seen THEN $3 ELSE channel END,
                        first_seen = CASE WHEN interactions = 0 OR $4 < first_seen THEN $4 ELSE first_seen END,
                        last_seen = CASE WHEN interactions = 0 OR $2 > last_seen THEN $2 ELSE last_seen END
                     WHERE kind = $5 AND code = $6",
                    &[
                        seen.count.into(),
                        seen.last.into(),
                        seen.channel.into(),
                        seen.first.into(),
                        i64::from(kind.code()).into(),
                        code.into(),
                    ],
                )?;
            }
        }
        let columns = [
            ("kind", ColumnType::Int),
            ("code", ColumnType::Int),
            ("name", ColumnType::Text),
            ("channel", ColumnType::Text),
            ("first_seen", ColumnType::Int),
            ("last_seen", ColumnType::Int),
            ("interactions", ColumnType::Int),
        ];
        tx.insert_many("registry", &columns, &mut fresh.into_iter(), "")?;
        write_parts(tx, self.of_parts)
    }
}

fn write_parts(tx: &mut dyn Tx, of_parts: OfParts) -> Result<()> {
    for (((part_kind, part), (kind, code)), seen) in of_parts {
        tx.execute(
            "INSERT INTO registry_parts (part_kind, part, kind, code, channel, first_seen, last_seen, interactions)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (part_kind, part, kind, code) DO UPDATE SET
                interactions = registry_parts.interactions + excluded.interactions,
                channel = CASE WHEN excluded.last_seen >= registry_parts.last_seen THEN excluded.channel
                    ELSE registry_parts.channel END,
                first_seen = CASE WHEN excluded.first_seen < registry_parts.first_seen THEN excluded.first_seen
                    ELSE registry_parts.first_seen END,
                last_seen = CASE WHEN excluded.last_seen > registry_parts.last_seen THEN excluded.last_seen
                    ELSE registry_parts.last_seen END",
            &[
                i64::from(part_kind.code()).into(),
                part.into(),
                i64::from(kind.code()).into(),
                code.into(),
                seen.channel.into(),
                seen.first.into(),
                seen.last.into(),
                seen.count.into(),
            ],
        )?;
    }
    Ok(())
}

/// All names of a kind that a reader sees, the most used first.
pub(super) fn list(
    tx: &mut dyn Tx,
    codes: &Codes,
    kind: Kind,
    sight: &Sight,
    of_employees: bool,
) -> Result<Vec<Named>> {
    let kind_code = i64::from(kind.code());
    if sight.is_whole() && of_employees {
        let sql = "SELECT code, channel, first_seen, last_seen, interactions FROM registry WHERE kind = $1
                   AND interactions > 0";
        let rows = tx.query(sql, &[kind_code.into()])?;
        return Ok(in_order(rows.iter().map(|row| named(codes, kind, row)).collect::<Result<_>>()?));
    }
    let parts: Vec<(Kind, u32)> = sight.parts().map_or_else(
        || vec![EVERYWHERE],
        |parts| {
            let codes = parts.names.iter().filter_map(|name| codes.find(parts.kind, name));
            codes.map(|code| (parts.kind, code)).filter(|part| *part != EVERYWHERE).collect()
        },
    );
    let mut found: BTreeMap<String, Named> = BTreeMap::new();
    let sql = "SELECT code, channel, first_seen, last_seen, interactions FROM registry_parts
               WHERE part_kind = $1 AND part = $2 AND kind = $3";
    for (part_kind, part) in parts {
        for row in tx.query(sql, &[i64::from(part_kind.code()).into(), part.into(), kind_code.into()])? {
            let one = named(codes, kind, &row)?;
            match found.get_mut(&one.name) {
                Some(known) => known.add(one),
                None => drop(found.insert(one.name.clone(), one)),
            }
        }
    }
    Ok(in_order(found.into_values().collect()))
}

fn named(codes: &Codes, kind: Kind, row: &Row) -> Result<Named> {
    Ok(Named {
        name: codes.name(kind, row.unsigned(0)?).unwrap_or_default().to_owned(),
        channel: row.string(1)?,
        first_seen: row.time(2)?,
        last_seen: row.time(3)?,
        interactions: row.unsigned(4)?,
    })
}

fn in_order(mut found: Vec<Named>) -> Vec<Named> {
    found.sort_by(|a, b| b.interactions.cmp(&a.interactions).then_with(|| a.name.cmp(&b.name)));
    found
}

impl Named {
    fn add(&mut self, other: Named) {
        self.interactions += other.interactions;
        self.first_seen = self.first_seen.min(other.first_seen);
        if other.last_seen > self.last_seen {
            (self.last_seen, self.channel) = (other.last_seen, other.channel);
        }
    }
}
