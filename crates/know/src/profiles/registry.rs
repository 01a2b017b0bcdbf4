//! The registry of names: channels, touchpoints and departments appear by themselves as interactions name them.

use std::collections::{BTreeMap, HashMap};

use kernel::Timestamp;
use store::{ColumnType, Migration, Result, Tx, Value};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "registry_1",
    "CREATE TABLE registry (kind BIGINT NOT NULL, code BIGINT NOT NULL, name TEXT NOT NULL, channel TEXT NOT NULL,
        first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL, interactions BIGINT NOT NULL, PRIMARY KEY (kind, code));
     CREATE UNIQUE INDEX registry_name ON registry (kind, name)",
)];

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A channel.
    Channel,
    /// A touchpoint.
    Touchpoint,
    /// A department.
    Department,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Channel, Kind::Touchpoint, Kind::Department];

    fn code(self) -> i64 {
        match self {
            Kind::Channel => 1,
            Kind::Touchpoint => 2,
            Kind::Department => 3,
        }
    }
}

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
    codes: HashMap<(Kind, String), u32>,
    names: HashMap<(Kind, u32), String>,
}

impl Codes {
    pub(super) fn load(tx: &mut dyn Tx) -> Result<Codes> {
        let mut codes = Codes::default();
        for row in tx.query("SELECT kind, code, name FROM registry", &[])? {
            let kind = row.int(0)?;
            if let Some(kind) = Kind::ALL.into_iter().find(|known| known.code() == kind) {
                codes.insert(kind, row.unsigned(1)?, row.text(2)?);
            }
        }
        Ok(codes)
    }

    fn insert(&mut self, kind: Kind, code: u32, name: &str) {
        self.codes.insert((kind, name.to_owned()), code);
        self.names.insert((kind, code), name.to_owned());
    }

    pub(super) fn len(&self) -> usize {
        self.codes.len()
    }

    /// The code of a name, if it has one.
    pub(super) fn find(&self, kind: Kind, name: &str) -> Option<u32> {
        if name.is_empty() { Some(0) } else { self.codes.get(&(kind, name.to_owned())).copied() }
    }

    pub(super) fn name(&self, kind: Kind, code: u32) -> Option<&str> {
        self.names.get(&(kind, code)).map(String::as_str)
    }
}

/// How often names were seen in a batch; new ones get codes.
#[derive(Default)]
pub(super) struct Sightings {
    seen: BTreeMap<(Kind, u32), Seen>,
}

struct Seen {
    fresh: bool,
    channel: String,
    first: Timestamp,
    last: Timestamp,
    count: u64,
}

impl Sightings {
    pub(super) fn code(&mut self, codes: &mut Codes, kind: Kind, name: &str, channel: &str, at: Timestamp) -> u32 {
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
        let seen = self.seen.entry((kind, code)).or_insert_with(|| Seen {
            fresh,
            channel: channel.to_owned(),
            first: at,
            last: at,
            count: 0,
        });
        seen.count += 1;
        seen.first = seen.first.min(at);
        if at >= seen.last {
            seen.last = at;
            if seen.channel != channel {
                channel.clone_into(&mut seen.channel);
            }
        }
        code
    }

    pub(super) fn write(self, codes: &Codes, tx: &mut dyn Tx) -> Result<()> {
        let mut fresh = Vec::new();
        for ((kind, code), seen) in self.seen {
            if seen.fresh {
                let name = codes.name(kind, code).unwrap_or_default().to_owned();
                fresh.push(vec![
                    Value::from(kind.code()),
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
                        channel = CASE WHEN $2 >= last_seen THEN $3 ELSE channel END,
                        first_seen = CASE WHEN $4 < first_seen THEN $4 ELSE first_seen END,
                        last_seen = CASE WHEN $2 > last_seen THEN $2 ELSE last_seen END
                     WHERE kind = $5 AND code = $6",
                    &[
                        seen.count.into(),
                        seen.last.into(),
                        seen.channel.into(),
                        seen.first.into(),
                        kind.code().into(),
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
        Ok(())
    }
}

/// All names of a kind, the most used first.
pub(super) fn list(tx: &mut dyn Tx, kind: Kind) -> Result<Vec<Named>> {
    let sql = "SELECT name, channel, first_seen, last_seen, interactions FROM registry WHERE kind = $1
               ORDER BY interactions DESC, name";
    tx.query(sql, &[kind.code().into()])?
        .iter()
        .map(|row| {
            Ok(Named {
                name: row.string(0)?,
                channel: row.string(1)?,
                first_seen: row.time(2)?,
                last_seen: row.time(3)?,
                interactions: row.unsigned(4)?,
            })
        })
        .collect()
}
