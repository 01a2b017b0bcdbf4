//! Full-text search over what was said and over names: SQLite's FTS5, or PostgreSQL's own.

use std::collections::BTreeSet;

use kernel::{IdentifierNo, Interaction, Position};
use store::{ColumnType, Dialect, Migration, Result, Tx, Value};

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::new(
        "search_names_1",
        "CREATE TABLE search_names (id {serial}, identifier BIGINT NOT NULL, side BIGINT NOT NULL, name TEXT NOT NULL);
         CREATE UNIQUE INDEX search_names_once ON search_names (identifier, side, name)",
    ),
    Migration::only(
        Dialect::Sqlite,
        "search_text_1",
        "CREATE VIRTUAL TABLE search_text USING fts5(body, content='', contentless_delete=1, detail=full,
            tokenize='unicode61 remove_diacritics 2')",
    ),
    Migration::only(
        Dialect::Postgres,
        "search_text_1",
        "CREATE TABLE search_text (rowid BIGINT PRIMARY KEY, body TSVECTOR NOT NULL);
         CREATE INDEX search_text_body ON search_text USING GIN (body)",
    ),
];

/// Facts by which people are looked up: names, and where they live.
pub(crate) const LOOKED_UP: [&str; 17] = [
    "name",
    "first_name",
    "last_name",
    "full_name",
    "firstName",
    "lastName",
    "fullName",
    "username",
    "company",
    "given_name",
    "family_name",
    "address",
    "street",
    "postcode",
    "postal_code",
    "zip",
    "zip_code",
];

/// The most of a text that is indexed, in bytes.
const LONGEST: usize = 20_000;

/// What a batch brings to the index.
#[derive(Default)]
pub(super) struct Texts {
    texts: Vec<(Position, String)>,
    names: BTreeSet<(u32, u8, String)>,
}

impl Texts {
    pub(super) fn take_text(&mut self, position: Position, interaction: &Interaction) {
        if let Some(text) = &interaction.text {
            self.texts.push((position, shorten(text).to_owned()));
        }
    }

    pub(super) fn take_name(&mut self, owner: IdentifierNo, interaction: &Interaction) {
        if let Some(name) = name_in(interaction) {
            self.names.insert((owner.0, super::Side::of(interaction).code(), name));
        }
    }

    pub(super) fn into_names(self) -> BTreeSet<(u32, u8, String)> {
        self.names
    }

    /// Writes the batch. Documents of texts have their position as number, those of names a negative one.
    pub(super) fn write(self, tx: &mut dyn Tx) -> Result<()> {
        let mut documents: Vec<(i64, String)> =
            self.texts.into_iter().map(|(position, text)| (position.0.cast_signed(), text)).collect();
        documents.extend(insert_names(tx, self.names)?.into_iter().map(|(id, name)| (-id, name)));
        // FTS5 writes out what it has gathered whenever a number is below the one before.
        documents.sort_unstable_by_key(|(number, _)| *number);
        insert(tx, documents)
    }
}

/// Keeps names; returns those that are new, with their numbers.
fn insert_names(tx: &mut dyn Tx, names: BTreeSet<(u32, u8, String)>) -> Result<Vec<(i64, String)>> {
    const INSERT: &str = "INSERT INTO search_names (identifier, side, name)";
    const NEW: &str = "ON CONFLICT DO NOTHING RETURNING id, name";
    let rows = match tx.dialect() {
        Dialect::Sqlite => {
            let mut rows = Vec::new();
            for (identifier, side, name) in names {
                let params = [identifier.into(), i64::from(side).into(), name.into()];
                rows.extend(tx.query(&format!("{INSERT} VALUES ($1, $2, $3) {NEW}"), &params)?);
            }
            rows
        }
        Dialect::Postgres if names.is_empty() => Vec::new(),
        Dialect::Postgres => {
            let identifiers = names.iter().map(|(identifier, _, _)| i64::from(*identifier)).collect();
            let sides = names.iter().map(|(_, side, _)| i64::from(*side)).collect();
            let names = names.into_iter().map(|(_, _, name)| name).collect();
            let sql = format!("{INSERT} SELECT * FROM UNNEST($1::bigint[], $2::bigint[], $3::text[]) {NEW}");
            tx.query(&sql, &[Value::Ints(identifiers), Value::Ints(sides), Value::Texts(names)])?
        }
    };
    rows.iter().map(|row| Ok((row.int(0)?, row.string(1)?))).collect()
}

/// Indexes documents.
fn insert(tx: &mut dyn Tx, documents: Vec<(i64, String)>) -> Result<()> {
    if documents.is_empty() {
        return Ok(());
    }
    match tx.dialect() {
        Dialect::Sqlite => {
            let columns = [("rowid", ColumnType::Int), ("body", ColumnType::Text)];
            let mut rows = documents.into_iter().map(|(id, text)| vec![id.into(), text.into()]);
            tx.insert_many("search_text", &columns, &mut rows, "")
        }
        Dialect::Postgres => {
            let (ids, texts) = documents.into_iter().unzip();
            tx.execute(
                "INSERT INTO search_text (rowid, body) SELECT id, to_tsvector('simple', text)
                 FROM UNNEST($1::bigint[], $2::text[]) AS fresh (id, text)",
                &[Value::Ints(ids), Value::Texts(texts)],
            )
        }
    }
    .map(drop)
}

/// Writes anew what texts say; those that say nothing any more go.
pub(super) fn rewrite(tx: &mut dyn Tx, texts: Vec<(Position, Option<String>)>) -> Result<()> {
    let mut documents = Vec::new();
    for (position, text) in texts {
        let number = position.0.cast_signed();
        tx.execute("DELETE FROM search_text WHERE rowid = $1", &[number.into()])?;
        documents.extend(text.map(|text| (number, shorten(&text).to_owned())));
    }
    documents.sort_unstable_by_key(|(number, _)| *number);
    insert(tx, documents)
}

/// Lets only these names stand under these numbers. Returns those that went.
pub(super) fn exchange_names(
    tx: &mut dyn Tx,
    numbers: &BTreeSet<u32>,
    mut told: BTreeSet<(u32, u8, String)>,
) -> Result<BTreeSet<String>> {
    let mut gone = BTreeSet::new();
    for number in numbers {
        let sql = "SELECT id, side, name FROM search_names WHERE identifier = $1";
        for row in tx.query(sql, &[(*number).into()])? {
            let (id, name) = (row.int(0)?, row.string(2)?);
            let known = (*number, row.unsigned(1)?, name);
            if !told.remove(&known) {
                tx.execute("DELETE FROM search_names WHERE id = $1", &[id.into()])?;
                tx.execute("DELETE FROM search_text WHERE rowid = $1", &[(-id).into()])?;
                gone.insert(known.2);
            }
        }
    }
    let documents = insert_names(tx, told)?.into_iter().map(|(id, name)| (-id, name));
    let mut documents: Vec<(i64, String)> = documents.collect();
    documents.sort_unstable_by_key(|(number, _)| *number);
    insert(tx, documents)?;
    Ok(gone)
}

/// Forgets the names that were told under these numbers, and the words of everything that was deleted before.
pub(super) fn forget_names(tx: &mut dyn Tx, numbers: &[IdentifierNo]) -> Result<()> {
    for number in numbers {
        for row in tx.query("DELETE FROM search_names WHERE identifier = $1 RETURNING id", &[(*number).into()])? {
            tx.execute("DELETE FROM search_text WHERE rowid = $1", &[(-row.int(0)?).into()])?;
        }
    }
    forget_words(tx)
}

/// Forgets the words of everything that was deleted before.
pub(super) fn forget_words(tx: &mut dyn Tx) -> Result<()> {
    if tx.dialect() == Dialect::Sqlite {
        // FTS5 only marks documents as deleted; their words go when its segments become one.
        tx.execute("INSERT INTO search_text (search_text) VALUES ('optimize')", &[])?;
    }
    Ok(())
}

fn shorten(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// The name of a person and where they live, as an interaction's facts tell it: all of it in one text.
pub(super) fn name_in(interaction: &Interaction) -> Option<String> {
    let parts = interaction.facts.iter().filter(|fact| LOOKED_UP.contains(&fact.name.as_str()));
    let parts = parts.filter_map(|fact| serde_json::from_str::<String>(&fact.value).ok());
    let parts: Vec<String> = parts.filter(|name| !name.trim().is_empty() && name.len() <= 200).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What a person is called, as an interaction's facts tell it: whole names, and first names with last names.
pub(super) fn full_names_in(interaction: &Interaction) -> Vec<String> {
    const WHOLE: [&str; 4] = ["name", "full_name", "fullName", "username"];
    const PARTS: [(&str, &str); 3] =
        [("first_name", "last_name"), ("firstName", "lastName"), ("given_name", "family_name")];
    let told = |wanted: &str| {
        let fact = interaction.facts.iter().find(|fact| fact.name == wanted)?;
        serde_json::from_str::<String>(&fact.value).ok().filter(|name| name.len() <= 200)
    };
    let of_parts = PARTS.iter().filter_map(|(first, last)| Some(format!("{} {}", told(first)?, told(last)?)));
    WHOLE.iter().filter_map(|name| told(name)).chain(of_parts).collect()
}

/// What documents are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Documents {
    /// Names of people: their numbers are negative, those that were told first the highest.
    Names,
    /// What was said: their numbers are positions.
    Texts,
}

impl Documents {
    /// What all their numbers are below.
    pub(super) fn end(self) -> i64 {
        match self {
            Documents::Names => 0,
            Documents::Texts => i64::MAX,
        }
    }
}

/// The numbers of documents that hold all words, below a number, highest first; the last word may be a beginning.
pub(super) fn find(
    tx: &mut dyn Tx,
    words: &[String],
    documents: Documents,
    below: i64,
    limit: usize,
) -> Result<Vec<i64>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let (holds, query) = match tx.dialect() {
        Dialect::Sqlite => {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            ("search_text MATCH $1", quoted.join(" ") + "*")
        }
        Dialect::Postgres => {
            let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
            ("body @@ to_tsquery('simple', $1)", quoted.join(" & ") + ":*")
        }
    };
    let above = match documents {
        Documents::Names => "",
        Documents::Texts => "AND rowid >= 0",
    };
    let sql =
        format!("SELECT rowid FROM search_text WHERE {holds} AND rowid < $2 {above} ORDER BY rowid DESC LIMIT $3");
    let rows = tx.query(&sql, &[query.into(), below.into(), limit.into()])?;
    rows.iter().map(|row| row.int(0)).collect()
}

/// The name that a document holds, and under which identifier it was told; nothing where that was on another side.
pub(super) fn name_of(tx: &mut dyn Tx, number: i64, side: super::Side) -> Result<Option<(IdentifierNo, String)>> {
    let sql = "SELECT identifier, name FROM search_names WHERE id = $1 AND side = $2";
    let row = tx.query_one(sql, &[(-number).into(), i64::from(side.code()).into()])?;
    row.map(|row| Ok((IdentifierNo(row.unsigned(0)?), row.string(1)?))).transpose()
}

/// The words of a query or a text, twelve at most: lower case, split at everything that is neither letter nor digit.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).take(12).collect()
}

/// Whether a text holds all words, the last one as a beginning: what the index says of what is not indexed yet.
#[must_use]
pub fn matches(text: &str, words: &[String]) -> bool {
    let has = |wanted: &String, beginning: bool| {
        text.split(|c: char| !c.is_alphanumeric()).any(|word| {
            let word = word.to_lowercase();
            word == *wanted || beginning && word.starts_with(wanted.as_str())
        })
    };
    words.split_last().is_some_and(|(last, others)| has(last, true) && others.iter().all(|word| has(word, false)))
}
