//! `field_visits.csv`: the engineers' jobs. The mask has the description of the fault; they ask all the same.

use serde::Serialize;

use crate::at::At;
use crate::diary::{Diary, Words};
use crate::exports::meeting::Meeting;
use crate::facts::Fact;
use crate::life::matters::MatterKind;
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::people::staff::{self, employee_id};
use crate::place::Department;
use crate::trace::Mark;

/// A row of the job list.
#[derive(Default, Serialize)]
struct Row<'a> {
    #[serde(rename = "JobNo")]
    job: &'a str,
    #[serde(rename = "JobType")]
    kind: &'a str,
    #[serde(rename = "Arrived")]
    arrived: String,
    #[serde(rename = "LeftSite")]
    left: String,
    #[serde(rename = "CustNo")]
    customer: &'a str,
    #[serde(rename = "ContactTel")]
    phone: String,
    #[serde(rename = "PCode")]
    postcode: &'a str,
    #[serde(rename = "Engineer")]
    engineer: String,
    #[serde(rename = "Ticket")]
    ticket: &'a str,
    #[serde(rename = "GivenDescription")]
    given: &'a str,
    #[serde(rename = "Qs")]
    asked: String,
    #[serde(rename = "A_Problem")]
    problem: String,
    #[serde(rename = "A_Device")]
    device: String,
    #[serde(rename = "A_Since")]
    since: String,
    #[serde(rename = "A_Addr")]
    address: String,
    #[serde(rename = "Result")]
    result: &'a str,
    #[serde(rename = "Notes")]
    notes: String,
}

/// The number of the job that a contact about a fault is.
pub(crate) fn job_no(customer: u32, slot: usize) -> String {
    numbered(Series::Job, customer, slot)
}

/// Writes a visit because of a fault. Returns what was asked again, and the row's key.
pub(crate) fn write(diary: &mut Diary<'_>, mut meeting: Meeting<'_>) -> anyhow::Result<(usize, String)> {
    let customer = diary.customer;
    let contact = meeting.contact;
    let job = job_no(customer.no, contact.slot);
    let held = customer.held_at(contact.at);
    let ticket = meeting.ticket.clone();
    let row = Row {
        job: &job,
        kind: "FAULT",
        arrived: time(contact.at),
        left: time(contact.at.plus_minutes(meeting.rng.between(25, 110))),
        customer: &customer.user_id,
        phone: held.phone.written(&mut meeting.rng),
        postcode: &customer.home.postcode,
        engineer: employee_id(meeting.agent),
        ticket: &ticket,
        given: &meeting.matter.answers.problem,
        asked: meeting.questions_json(),
        problem: meeting.answer(diary, Fact::Problem),
        device: meeting.answer(diary, Fact::DeviceModel),
        since: meeting.answer(diary, Fact::ProblemSince),
        address: meeting.answer(diary, Fact::Address),
        result: match meeting.script {
            Some(script) => script.result,
            None => meeting.rng.weighted(&[(8, "FIXED"), (1, "NFF"), (1, "REVISIT")]),
        },
        notes: meeting.note(diary, "note.visit"),
    };
    let marks = [Mark::own("user_id", &customer.user_id), Mark::mobile(held), Mark::own("ticket", &ticket)];
    diary.put(System::Field, contact.at, &marks, &row, 1)?;
    Ok((meeting.settle(diary, System::Field, &job)?, job))
}

/// Writes a visit for a fibre line that was ordered: `SURVEY` or `INSTALL`. Nothing is asked.
pub(crate) fn write_line(
    diary: &mut Diary<'_>,
    order_slot: usize,
    order: &str,
    kind: &'static str,
    at: At,
) -> anyhow::Result<()> {
    let customer = diary.customer;
    // Jobs about faults have the lower slots, those for orders the upper ones.
    let slot = 255 - order_slot * 2 - usize::from(kind == "INSTALL");
    let mut rng = diary.world.rng("line", customer.no * 256 + u32::try_from(slot).unwrap_or(0));
    let job = job_no(customer.no, slot);
    let held = customer.held_at(at);
    let section = if kind == "INSTALL" { "note.install" } else { "note.survey" };
    let words = Words::new(&mut rng, customer, (MatterKind::Fibre, "drops"), customer.contract.router, order, "");
    let row = Row {
        job: &job,
        kind,
        arrived: time(at),
        left: time(at.plus_minutes(rng.between(30, 140))),
        customer: &customer.user_id,
        phone: held.phone.written(&mut rng),
        postcode: &customer.home.postcode,
        engineer: employee_id(staff::anyone(&mut rng, Department::FieldService)),
        result: "DONE",
        notes: diary.world.note(&mut rng, section, &words.slots()),
        ..Row::default()
    };
    diary.put(System::Field, at, &[Mark::own("user_id", &customer.user_id), Mark::mobile(held)], &row, 1)?;
    diary.episode(&format!("L{order}"), ("fibre_order", ""), System::Field, &job, at)
}

/// The form of the job list's times.
pub(crate) fn time(at: At) -> String {
    at.local("%d-%b-%Y %H:%M")
}
