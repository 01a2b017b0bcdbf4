//! Files of the organisation: CSV with plain headers, a line for each unit or cost table.
//!
//! The mappings of intake do not fit: they say who was there and when, and make interactions. Here a column is a field.

use std::collections::BTreeMap;

use kernel::Timestamp;
use serde_json::{Map, Value};

use super::Change;
use super::costs::{CostTable, Currency};
use super::model::{About, UnitKind, checked_name};

/// A line that cannot be taken, and why.
pub(super) type BadLine = (u64, String);

/// The changes of a file, each with its line.
pub(super) type Lines = Vec<(u64, Change)>;

/// The column that says from when a line holds.
const FROM: &str = "from";
/// What the headers of costs of contacts begin with; the channel follows.
const CONTACT: &str = "contact.";
const MONEY: [&str; 3] = ["visit", "agent_minute", "customer_minute"];

/// Reads a file of units of a kind. A line without a time of its own holds from `from`.
pub(super) fn units(kind: UnitKind, text: &str, from: Timestamp) -> Result<Lines, Vec<BadLine>> {
    let known = |header: &str| header == "name" || kind.fields().contains(&header);
    let expected = format!("name, {}, {FROM}", kind.fields().join(", "));
    read(text, &["name"], &known, &expected, from, |mut row, from| {
        let name = checked_name(&row.remove("name").unwrap_or_default()).map_err(|said| format!("`name`: {said}"))?;
        let said: Map<String, Value> = row.into_iter().map(|(field, text)| (field, text.into())).collect();
        let about = About::read(kind, Value::Object(said))?;
        Ok(Change::Put { kind, name, about, from })
    })
}

/// Reads a file of cost tables, one a line.
pub(super) fn costs(text: &str, from: Timestamp) -> Result<Lines, Vec<BadLine>> {
    let known = |header: &str| {
        let channel = header.strip_prefix(CONTACT).is_some_and(|channel| !channel.is_empty());
        header == "currency" || channel || MONEY.contains(&header)
    };
    let expected = format!("currency, {}, {CONTACT}CHANNEL, {FROM}", MONEY.join(", "));
    read(text, &["currency"], &known, &expected, from, |mut row, from| {
        let currency = Currency::parse(&row.remove("currency").unwrap_or_default())?;
        let mut amounts: BTreeMap<String, i64> = BTreeMap::new();
        for (field, text) in row {
            let amount = text.parse().map_err(|_| {
                format!("`{field}`: {text:?} is no whole number; amounts are in minor units, 12.50 is 1250")
            })?;
            amounts.insert(field, amount);
        }
        let [visit, agent_minute, customer_minute] = MONEY.map(|field| amounts.remove(field));
        let channel = |(field, amount): (String, i64)| (field[CONTACT.len()..].to_owned(), amount);
        let contacts = amounts.into_iter().map(channel).collect();
        let table = CostTable { currency, contacts, visit, agent_minute, customer_minute }.checked()?;
        Ok(Change::Costs { table, from })
    })
}

/// Reads a file line by line. What is blank is left out of a row.
fn read(
    text: &str,
    required: &[&str],
    known: &dyn Fn(&str) -> bool,
    expected: &str,
    from: Timestamp,
    change: impl Fn(BTreeMap<String, String>, Timestamp) -> Result<Change, String>,
) -> Result<Lines, Vec<BadLine>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| vec![(1, error.to_string())])?.clone();
    for (place, header) in headers.iter().enumerate() {
        let twice = headers.iter().take(place).any(|other| other == header);
        if twice || header != FROM && !known(header) {
            let what = if twice { "comes twice" } else { "is none that is known" };
            return Err(vec![(1, format!("the column {header:?} {what}; there are {expected}"))]);
        }
    }
    if let Some(missing) = required.iter().find(|wanted| headers.iter().all(|header| header != **wanted)) {
        return Err(vec![(1, format!("there is no column {missing:?}; there are {expected}"))]);
    }
    let (mut lines, mut bad) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                bad.push((error.position().map_or(0, csv::Position::line), reading(&error)));
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let fields = headers.iter().zip(record.iter()).filter(|(_, text)| !text.is_empty());
        let mut row: BTreeMap<String, String> = fields.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let from = match row.remove(FROM) {
            None => Ok(from),
            Some(text) => Timestamp::parse(&text).map_err(|said| format!("`{FROM}`: {said}")),
        };
        match from.and_then(|from| change(row, from)) {
            Ok(change) => lines.push((line, change)),
            Err(said) => bad.push((line, said)),
        }
    }
    if bad.is_empty() { Ok(lines) } else { Err(bad) }
}

/// What is wrong with a line that cannot be read at all.
fn reading(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("it has {len} columns, the header {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "it is not UTF-8".to_owned(),
        _ => "it cannot be read".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_line_is_named() {
        let text =
            "name,channel,moment,from\nweb.shop,web,first,2026-01-01\nweb.help,,second,\ncall,phone,third,\nx,y\n";
        let bad = units(UnitKind::Touchpoints, text, Timestamp(5)).expect_err("three lines are bad");
        assert_eq!(bad.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 4, 5], "{bad:?}");
        assert!(
            bad[0].1.contains("channel") && bad[1].1.contains("third") && bad[2].1.contains("2 columns"),
            "{bad:?}"
        );
        let bad = units(UnitKind::Teams, "name,departement\nRed,Care\n", Timestamp(5)).expect_err("a wrong header");
        assert!(bad[0].1.contains("departement") && bad[0].1.contains("department"), "{bad:?}");
    }

    #[test]
    fn lines_hold_from_their_own_time_or_the_files() {
        let text = "\u{feff}name, department,from\nRed,Care,\nBlue,Care,2026-01-01\n";
        let lines = units(UnitKind::Teams, text, Timestamp(5)).expect("both lines are good");
        let from = |line: &(u64, Change)| match line.1 {
            Change::Put { from, .. } => from.0,
            _ => 0,
        };
        assert_eq!(lines.iter().map(from).collect::<Vec<_>>(), [5, 1_767_225_600_000]);
    }

    #[test]
    fn costs_are_whole_minor_units() {
        let lines = costs("currency,visit,contact.phone\nGBP,9000,450\n", Timestamp(0)).expect("good");
        let Change::Costs { table, .. } = &lines[0].1 else { panic!("no costs") };
        assert_eq!((table.visit, table.agent_minute, table.contacts["phone"]), (Some(9000), None, 450));
        let bad = costs("currency,visit\nGBP,90.00\n", Timestamp(0)).expect_err("not whole");
        assert!(bad[0].1.contains("minor units"), "{bad:?}");
    }
}
