//! All exports and all truth files of one run.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::Export;
use crate::at::At;
use crate::sheet::Sheet;
use crate::trace::{Mark, Trace};
use crate::truth::Truth;
use crate::world::World;

/// The departments' systems. The name of each is the name of its mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    /// The customer master.
    Crm,
    /// The web site's events.
    Web,
    /// The app's events.
    App,
    /// Shop visits.
    Shop,
    /// The telephone system of the call centre.
    Calls,
    /// The mailbox of customer care.
    Emails,
    /// Chat.
    Chats,
    /// Social media.
    Social,
    /// Engineers' jobs.
    Field,
    /// The engineers' calls to colleagues.
    Dispatch,
    /// Orders.
    Orders,
    /// The carrier's parcels.
    Deliveries,
    /// Bills.
    Billing,
    /// Payments.
    Payments,
    /// Marketing sends.
    Marketing,
    /// Surveys.
    Surveys,
    /// Loyalty cards handed out.
    Loyalty,
    /// Cards of people who are interested.
    Leads,
    /// The personnel office's list.
    Staff,
    /// What employees note.
    StaffNotes,
}

/// The file and the mapping of each system, in the order of [`System`].
const FILES: [(&str, &str); 20] = [
    ("crm_customers.csv", "crm"),
    ("web.jsonl", "web"),
    ("app.jsonl", "app"),
    ("shop_visits.csv", "shop"),
    ("calls.csv", "calls"),
    ("emails.csv", "emails"),
    ("chats.jsonl", "chats"),
    ("social.jsonl", "social"),
    ("field_visits.csv", "field"),
    ("dispatch_log.csv", "dispatch"),
    ("orders.csv", "orders"),
    ("deliveries.csv", "deliveries"),
    ("bills.csv", "billing"),
    ("payments.csv", "payments"),
    ("marketing_sends.csv", "marketing"),
    ("surveys.csv", "surveys"),
    ("loyalty_signups.csv", "loyalty"),
    ("leads.csv", "leads"),
    ("staff.csv", "staff"),
    ("staff_notes.csv", "staff_notes"),
];

impl System {
    /// The name of its mapping, which is also that of its source.
    pub(crate) fn mapping(self) -> &'static str {
        FILES[self as usize].1
    }
}

/// Where everything is written.
pub(crate) struct Office {
    sheets: Vec<Sheet>,
    /// The truth files.
    pub(crate) truth: Truth,
}

impl Office {
    /// The empty files of a run under `dir`.
    pub(crate) fn open(world: &World, dir: &Path) -> anyhow::Result<Office> {
        let (exports, truth) = (dir.join("exports"), dir.join("truth"));
        for folder in [&exports, &truth] {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        let sheets = FILES.iter().map(|(file, _)| Sheet::new(exports.join(file), world.window)).collect();
        Ok(Office { sheets, truth: Truth::create(&truth)? })
    }

    /// Adds a row with its identifiers to a system's export. The mapping makes so many interactions of it.
    pub(crate) fn put(
        &mut self,
        system: System,
        trace: &mut Trace,
        at: At,
        marks: &[Mark<'_>],
        row: &impl serde::Serialize,
        interactions: u64,
    ) -> anyhow::Result<()> {
        trace.row(at, marks);
        self.sheets[system as usize].put(at, row, interactions)
    }

    /// Writes what is left, and says what was written.
    pub(crate) fn finish(mut self) -> anyhow::Result<Vec<Export>> {
        let mut exports = Vec::new();
        for (sheet, (file, mapping)) in self.sheets.iter_mut().zip(FILES) {
            sheet.finish()?;
            self.truth.total(file, sheet.rows, sheet.interactions)?;
            exports.push(Export { file: PathBuf::from(file), mapping, rows: sheet.rows });
        }
        self.truth.finish()?;
        Ok(exports)
    }
}
