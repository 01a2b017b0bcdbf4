//! `bills.csv`: the bills, from a system that was bought in Germany long ago and still says so.

use serde::Serialize;

use crate::diary::Diary;
use crate::life::bills::Bill;
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::trace::Mark;

/// A row of the billing run.
#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Row<'a> {
    belnr: String,
    /// The customer number without its letter, a slash, and the account.
    kunde: String,
    erstellt: String,
    faellig: String,
    betrag: String,
    waers: &'a str,
    anz_pos: u32,
    /// Lines for part of a month: what makes a bill confusing.
    anteilig: u32,
    versand: &'a str,
    storno: &'a str,
}

/// The number of a bill.
pub(crate) fn bill_no(customer: u32, bill: &Bill) -> String {
    numbered(Series::Bill, customer, bill.slot)
}

/// Writes a bill.
pub(crate) fn write(diary: &mut Diary<'_>, bill: &Bill) -> anyhow::Result<()> {
    let customer = diary.customer;
    let marks = [Mark::own("user_id", &customer.user_id), Mark::own("account", &customer.account)];
    let row = Row {
        belnr: bill_no(customer.no, bill),
        kunde: format!("{}/{}", &customer.user_id[1..], customer.account),
        erstellt: bill.at.local("%Y%m%d%H%M%S"),
        faellig: bill.at.plus_days(14).local("%Y%m%d"),
        betrag: format!("{}.{:02}", bill.pence / 100, bill.pence % 100),
        waers: "GBP",
        anz_pos: bill.lines,
        anteilig: bill.part_lines,
        versand: if customer.paper { "POST" } else { "MAIL" },
        storno: "",
    };
    diary.put(System::Billing, bill.at, &marks, &row, 1)
}
