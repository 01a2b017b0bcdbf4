//! `payments.csv`: what the bank and the top-up machine report. It knows accounts and nothing else.

use serde::Serialize;

use crate::diary::Diary;
use crate::exports::billing::bill_no;
use crate::life::bills::Bill;
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::trace::Mark;

/// A row of the payment report.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row<'a> {
    pay_id: String,
    booked: String,
    acct: &'a str,
    pence: u32,
    method: &'a str,
    bill_ref: String,
}

/// Writes the payment of a bill, or a top-up, if it came in before the report was made.
pub(crate) fn write(diary: &mut Diary<'_>, bill: &Bill) -> anyhow::Result<()> {
    if !diary.world.window.holds(bill.paid) {
        return Ok(());
    }
    let customer = diary.customer;
    let row = Row {
        pay_id: numbered(Series::Payment, customer.no, bill.slot),
        booked: bill.paid.local("%d.%m.%Y %H:%M:%S"),
        acct: &customer.account,
        pence: bill.pence,
        method: if bill.top_up {
            "TOPUP"
        } else if customer.paper {
            "TRANSFER"
        } else {
            "DD"
        },
        bill_ref: if bill.top_up { String::new() } else { bill_no(customer.no, bill) },
    };
    diary.put(System::Payments, bill.paid, &[Mark::own("account", &customer.account)], &row, 1)
}
