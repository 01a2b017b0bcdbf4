//! The ground truth, which only tests and benchmarks read: its files and their columns.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;

use crate::at::At;
use crate::trace::Trace;

/// A table of truth.
type Table = csv::Writer<BufWriter<File>>;

/// The truth files that grow person by person.
pub(crate) struct Truth {
    dir: PathBuf,
    people: Table,
    identifiers: Table,
    repeated: Table,
    episodes: Table,
    campaign: Table,
    confounder: Table,
    process: Table,
    totals: Table,
}

/// Somebody, as `people.csv` has them.
#[derive(Serialize)]
pub(crate) struct Person<'a> {
    /// The name by which all truth files call this person.
    #[serde(rename = "person")]
    pub(crate) name: &'a str,
    /// `customer`, `prospect`, `visitor` or `employee`. Employees who are customers stand here once, as customers.
    pub(crate) kind: &'static str,
    /// Customer number, if any.
    pub(crate) customer_no: &'a str,
    /// Employee number, if any.
    pub(crate) employee_id: &'a str,
    /// The household, equal for those who live together.
    pub(crate) household: String,
    /// The language in which they write.
    pub(crate) language: &'static str,
    /// When they left, if they did within the window.
    pub(crate) left_at: String,
    /// How many repeated requests they met.
    pub(crate) repeated_requests: usize,
    /// When they met the first of them.
    pub(crate) first_repeated_at: String,
    /// How many groups of their identifiers no row ties together; 1 where rows alone show one person.
    pub(crate) islands: usize,
}

/// One of the moments at which a product or test may compare: ISO 8601 in UTC, blank for nothing.
pub(crate) fn moment(at: Option<At>) -> String {
    at.map(|at| at.utc("%Y-%m-%dT%H:%M:%SZ")).unwrap_or_default()
}

impl Truth {
    /// Opens the tables, each with its heading.
    pub(crate) fn create(dir: &Path) -> anyhow::Result<Truth> {
        let open = |name: &str, columns: &[&str]| -> anyhow::Result<Table> {
            let path = dir.join(name);
            let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
            let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(BufWriter::new(file));
            table.write_record(columns)?;
            Ok(table)
        };
        let people = [
            "person",
            "kind",
            "customer_no",
            "employee_id",
            "household",
            "language",
            "left_at",
            "repeated_requests",
            "first_repeated_at",
            "islands",
        ];
        let identifiers = ["namespace", "value", "person", "from", "to", "kind", "first_seen", "last_seen"];
        Ok(Truth {
            dir: dir.to_owned(),
            people: open("people.csv", &people)?,
            identifiers: open("identifiers.csv", &identifiers)?,
            repeated: open("repeated_requests.csv", &["touchpoint", "person", "fact", "time"])?,
            episodes: open("episodes.csv", &["episode", "kind", "topic", "person", "source", "row", "time"])?,
            campaign: open("campaign.csv", &["person", "customer_no", "treated", "converted"])?,
            confounder: open("confounder.csv", &["person", "rolling_contract", "compared_at", "left_at"])?,
            process: open("process.csv", &["person", "order", "ordered_at", "process", "activated_at"])?,
            totals: open("totals.csv", &["file", "rows", "interactions"])?,
        })
    }

    /// A person, and everything by which they were seen.
    pub(crate) fn person(&mut self, person: &Person<'_>, trace: &Trace) -> anyhow::Result<()> {
        self.people.serialize(person)?;
        self.identifiers(person.name, trace)
    }

    /// More by which a person was seen who stands in `people.csv` already.
    pub(crate) fn identifiers(&mut self, person: &str, trace: &Trace) -> anyhow::Result<()> {
        for seen in &trace.seen {
            let (from, to) = (moment(seen.from), moment(seen.to));
            let (first, last) = (moment(Some(seen.first)), moment(Some(seen.last)));
            let row = [seen.namespace, &seen.value, person, &from, &to, seen.kind.name(), &first, &last];
            self.identifiers.write_record(row)?;
        }
        Ok(())
    }

    /// A question that somebody met although the answer was a valid fact.
    pub(crate) fn repeated(&mut self, touchpoint: &str, person: &str, fact: &str, at: At) -> anyhow::Result<()> {
        Ok(self.repeated.write_record([touchpoint, person, fact, &moment(Some(at))])?)
    }

    /// A row that belongs to an episode. `row` is the message id that the source's mapping makes.
    pub(crate) fn episode(&mut self, episode: &Episode<'_>, source: &str, row: &str, at: At) -> anyhow::Result<()> {
        let Episode { name, kind, topic, person } = episode;
        Ok(self.episodes.write_record([name, kind, topic, person, source, row, &moment(Some(at))])?)
    }

    /// Somebody of the campaign's audience.
    pub(crate) fn campaign(&mut self, person: &str, no: &str, treated: bool, converted: bool) -> anyhow::Result<()> {
        Ok(self.campaign.write_record([person, no, yes(treated), yes(converted)])?)
    }

    /// Both ends of the confounder, and what is behind them.
    pub(crate) fn confounder(
        &mut self,
        person: &str,
        rolling: bool,
        compared: Option<At>,
        left: Option<At>,
    ) -> anyhow::Result<()> {
        Ok(self.confounder.write_record([person, yes(rolling), &moment(compared), &moment(left)])?)
    }

    /// A fibre order and the process that it went through.
    pub(crate) fn process(
        &mut self,
        person: &str,
        order: &str,
        ordered: At,
        process: &str,
        activated: Option<At>,
    ) -> anyhow::Result<()> {
        let (ordered, activated) = (moment(Some(ordered)), moment(activated));
        Ok(self.process.write_record([person, order, &ordered, process, &activated])?)
    }

    /// How big an export became.
    pub(crate) fn total(&mut self, file: &str, rows: u64, interactions: u64) -> anyhow::Result<()> {
        Ok(self.totals.write_record([file, &rows.to_string(), &interactions.to_string()])?)
    }

    /// The mood of each department by month.
    pub(crate) fn moods(&self, moods: &[(&str, String, i64)]) -> anyhow::Result<()> {
        let path = self.dir.join("mood.csv");
        let mut table = csv::Writer::from_path(&path).with_context(|| format!("cannot write {}", path.display()))?;
        table.write_record(["department", "month", "mood"])?;
        for (department, month, mood) in moods {
            table.write_record([department, month.as_str(), &mood.to_string()])?;
        }
        Ok(table.flush()?)
    }

    /// A document beside the tables.
    pub(crate) fn document(&self, name: &str, document: &impl Serialize) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(document)? + "\n";
        let path = self.dir.join(name);
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Writes what is left.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        let tables = [
            &mut self.people,
            &mut self.identifiers,
            &mut self.repeated,
            &mut self.episodes,
            &mut self.campaign,
            &mut self.confounder,
            &mut self.process,
            &mut self.totals,
        ];
        for table in tables {
            table.flush()?;
        }
        Ok(())
    }
}

/// The episode to which rows belong.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Episode<'a> {
    /// Its name in truth.
    pub(crate) name: &'a str,
    /// What kind of matter it is.
    pub(crate) kind: &'a str,
    /// What of that kind, where there are several.
    pub(crate) topic: &'a str,
    /// Whose it is.
    pub(crate) person: &'a str,
}

fn yes(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}
