//! `dispatch_log.csv`: engineers ring colleagues from the site. Nobody but the two of them knows what was said.

use serde::Serialize;

use crate::diary::Diary;
use crate::exports::field::{job_no, time};
use crate::exports::meeting::Meeting;
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::people::staff::{self, employee_id};
use crate::place::Department;
use crate::scenes::odyssey;
use crate::trace::Mark;

/// A row of the log.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
struct Row<'a> {
    log_no: &'a str,
    when: String,
    engineer: String,
    rang: String,
    rang_dept: &'a str,
    mins: i64,
    job: String,
    cust: &'a str,
    tkt: &'a str,
    memo: String,
}

/// Writes a call to a colleague. Returns what the customer was asked again, which is nothing, and the row's key.
pub(crate) fn write(diary: &mut Diary<'_>, mut meeting: Meeting<'_>) -> anyhow::Result<(usize, String)> {
    let customer = diary.customer;
    let contact = meeting.contact;
    let number = numbered(Series::Call, customer.no, contact.slot);
    let ticket = meeting.ticket.clone();
    let (colleague, mins) = match meeting.script {
        Some(_) => (odyssey::COLLEAGUE, 3),
        None => (staff::anyone(&mut meeting.rng, Department::TechnicalSupport), meeting.rng.between(1, 14)),
    };
    let row = Row {
        log_no: &number,
        when: time(contact.at),
        engineer: employee_id(meeting.agent),
        rang: employee_id(colleague),
        rang_dept: Department::TechnicalSupport.name(),
        mins,
        // The visit is the contact before.
        job: job_no(customer.no, contact.slot - 1),
        cust: &customer.user_id,
        tkt: &ticket,
        memo: meeting.note(diary, "colleague"),
    };
    let marks = [Mark::own("user_id", &customer.user_id), Mark::own("ticket", &ticket)];
    diary.put(System::Dispatch, contact.at, &marks, &row, 1)?;
    Ok((meeting.settle(diary, System::Dispatch, &number)?, number))
}
