//! Tests of what is written: the files, the planted effects by direct counts, and who is who.

mod effects;
mod files;
mod identity;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::Timestamp;

use crate::{Company, Plan, write};

/// A row of a table by the names of its columns.
type Row = HashMap<String, String>;

/// A directory that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("halden-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The tables of a company that many tests look at.
struct Halden {
    company: Company,
    tables: HashMap<&'static str, Vec<Row>>,
}

/// How many customers it has.
const CUSTOMERS: u32 = 3000;

/// The tables that tests look at.
const TABLES: [&str; 18] = [
    "exports/bills.csv",
    "exports/calls.csv",
    "exports/crm_customers.csv",
    "exports/deliveries.csv",
    "exports/dispatch_log.csv",
    "exports/field_visits.csv",
    "exports/shop_visits.csv",
    "exports/surveys.csv",
    "truth/campaign.csv",
    "truth/confounder.csv",
    "truth/episodes.csv",
    "truth/identifiers.csv",
    "truth/mood.csv",
    "truth/people.csv",
    "truth/process.csv",
    "truth/repeated_requests.csv",
    "truth/totals.csv",
    "exports/staff_notes.csv",
];

fn halden() -> &'static Halden {
    static HALDEN: OnceLock<Halden> = OnceLock::new();
    HALDEN.get_or_init(|| {
        let folder = Folder::new("shared");
        let company = write(&Plan { customers: CUSTOMERS, ..Plan::default() }, &folder.0).unwrap();
        let tables = TABLES.into_iter().map(|name| (name, table(&folder.0.join(name)))).collect();
        Halden { company, tables }
    })
}

impl Halden {
    fn rows(&self, name: &str) -> &[Row] {
        &self.tables[name]
    }
}

fn table(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// A time of the truth files, in days since 1970; nothing where it is blank.
fn day(text: &str) -> Option<f64> {
    let at: Option<Timestamp> = (!text.is_empty()).then(|| text.parse().unwrap());
    at.map(|at| at.as_duration().as_secs_f64() / 86_400.0)
}

/// A time of the exports in local form, in days since 1970.
fn local_day(form: &str, text: &str) -> f64 {
    let civil = jiff::civil::DateTime::strptime(form, text).unwrap();
    civil.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_duration().as_secs_f64() / 86_400.0
}

/// The mean; 0 of nothing.
fn mean(values: &[f64]) -> f64 {
    let count = f64::from(u32::try_from(values.len()).unwrap());
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / count }
}

/// The share of those that are true.
fn share(values: impl IntoIterator<Item = bool>) -> f64 {
    mean(&values.into_iter().map(|value| f64::from(u8::from(value))).collect::<Vec<_>>())
}
