//! The audit as a file: CSV or JSON Lines, portion by portion, so that its length does not matter.

use std::fmt::Write as _;

use axum::body::{Body, Bytes};
use futures_util::stream;
use kernel::{Kind, PublicIds};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Audit, AuditFilter, AuditRow, Hash, PORTION, store};
use crate::csv;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// CSV with a header line. Cells that a spreadsheet would take for a formula begin with an apostrophe.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8; header=present",
            Format::Jsonl => "application/x-ndjson",
        }
    }

    pub(super) fn disposition(self) -> &'static str {
        match self {
            Format::Csv => "attachment; filename=\"audit.csv\"",
            Format::Jsonl => "attachment; filename=\"audit.jsonl\"",
        }
    }

    fn beginning(self) -> String {
        match self {
            Format::Csv => csv::line(&["id", "number", "at", "who", "address", "action", "subject", "reason", "hash"]),
            Format::Jsonl => String::new(),
        }
    }

    fn line(self, ids: &PublicIds, row: &AuditRow) -> String {
        let id = ids.encode(Kind::AuditRow, row.id.unsigned_abs());
        let (at, hash) = (row.at.to_string(), row.hash.as_ref().map(hex));
        let AuditRow { who, address, action, subject, reason, .. } = row;
        match self {
            Format::Csv => {
                let (number, hash) = (row.id.to_string(), hash.unwrap_or_default());
                csv::line(&[&id, &number, &at, who, address, action, subject, reason, &hash])
            }
            Format::Jsonl => {
                let number = row.id;
                let line = Line { id: &id, number, at: &at, who, address, action, subject, reason, hash };
                serde_json::to_string(&line).expect("texts and numbers can be written as JSON") + "\n"
            }
        }
    }
}

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    number: i64,
    at: &'a str,
    who: &'a str,
    address: &'a str,
    action: &'a str,
    subject: &'a str,
    reason: &'a str,
    hash: Option<String>,
}

/// A hash as it is written.
#[must_use]
pub fn hex(hash: &Hash) -> String {
    hash.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Where an export stands.
struct Reading {
    audit: Audit,
    ids: PublicIds,
    filter: AuditFilter,
    format: Format,
    /// The number of the last row that was read, and of the last that is wanted.
    place: (i64, i64),
    begun: bool,
}

/// Wanted rows, oldest first, up to what is there now. Each portion is read when the one before has been sent.
///
/// # Errors
/// What the database says. Later failures break the body off.
pub(super) async fn body(audit: Audit, ids: PublicIds, filter: AuditFilter, format: Format) -> ::store::Result<Body> {
    let last = audit.truth.read(store::last).await?;
    let reading = Reading { audit, ids, filter, format, place: (0, last), begun: false };
    Ok(Body::from_stream(stream::try_unfold(reading, |mut reading| async {
        let portion = reading.portion().await?;
        Ok::<_, ::store::Error>((!portion.is_empty()).then_some((portion, reading)))
    })))
}

impl Reading {
    async fn portion(&mut self) -> ::store::Result<Bytes> {
        let (filter, place) = (self.filter.clone(), self.place);
        let rows = self.audit.truth.read(move |tx| store::between(tx, &filter, place, PORTION)).await?;
        let mut text = if self.begun { String::new() } else { self.format.beginning() };
        self.begun = true;
        for row in &rows {
            self.place.0 = row.id;
            text.push_str(&self.format.line(&self.ids, row));
        }
        Ok(text.into())
    }
}
