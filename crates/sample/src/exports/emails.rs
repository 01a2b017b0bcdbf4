//! `emails.csv`: the mailbox of customer care, with the letters' own line breaks.

use serde::Serialize;

use crate::diary::Diary;
use crate::exports::meeting::Meeting;
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::people::staff::employee_id;
use crate::trace::Mark;

/// A row of the mailbox's archive.
#[derive(Serialize)]
struct Row<'a> {
    message_id: &'a str,
    date: String,
    mailbox: &'a str,
    from: &'a str,
    from_name: String,
    subject: String,
    body: String,
    ticket: &'a str,
    handled_by: String,
    minutes_to_reply: i64,
}

/// Writes a customer's e-mail. Returns what was asked again, which is nothing, and the row's key.
pub(crate) fn write(diary: &mut Diary<'_>, mut meeting: Meeting<'_>) -> anyhow::Result<(usize, String)> {
    let customer = diary.customer;
    let contact = meeting.contact;
    let number = format!("<{}@mail.halden.example>", numbered(Series::Contact, customer.no, contact.slot));
    let from = customer.any_email(&mut meeting.rng);
    let ticket = if meeting.rng.chance(0.7) { meeting.ticket.clone() } else { String::new() };
    let subject = meeting.about(diary, "subject");
    let row = Row {
        message_id: &number,
        date: contact.at.utc("%a, %d %b %Y %H:%M:%S +0000"),
        mailbox: "help@halden.example",
        from,
        from_name: customer.name(),
        subject: match (contact.first, ticket.is_empty()) {
            (true, _) => subject,
            (false, true) => format!("Re: {subject}"),
            (false, false) => format!("Re: {subject} [{ticket}]"),
        },
        body: meeting.types(diary, "mail"),
        ticket: &ticket,
        handled_by: employee_id(meeting.agent),
        minutes_to_reply: meeting.rng.between(20, 2800),
    };
    let mut marks = vec![Mark::own("email", from)];
    if !ticket.is_empty() {
        marks.push(Mark::own("ticket", &ticket));
    }
    diary.put(System::Emails, contact.at, &marks, &row, 1)?;
    Ok((meeting.settle(diary, System::Emails, &number)?, number))
}
