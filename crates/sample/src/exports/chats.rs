//! `chats.jsonl`: chats with people of customer care. Some visitors are logged in, others type an address.

use serde::Serialize;

use crate::diary::Diary;
use crate::exports::meeting::Meeting;
use crate::facts::Fact;
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::people::mail::mistyped;
use crate::people::staff::employee_id;
use crate::trace::Mark;

/// A chat, as the chat tool's interface hands it out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    chat_id: &'a str,
    started_ms: i64,
    visitor: Visitor<'a>,
    agent: Agent,
    topic: &'static str,
    questions: Vec<Asked>,
    form: Form,
    opening: String,
    turns: i64,
}

/// Who chats.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Visitor<'a> {
    cookie: Option<&'a str>,
    account_user: Option<&'a str>,
    email: Option<&'a str>,
    lang: &'a str,
}

/// Who answers.
#[derive(Serialize)]
struct Agent {
    id: String,
}

/// A question that the agent asked.
#[derive(Serialize)]
struct Asked {
    fact: &'static str,
    purpose: crate::facts::Purpose,
}

/// What the visitor answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Form {
    problem: String,
    device: String,
    since: String,
    new_address: String,
    moving_date: String,
    leaving_reason: String,
}

/// Writes a chat. Returns what was asked again, and the row's key.
pub(crate) fn write(diary: &mut Diary<'_>, mut meeting: Meeting<'_>) -> anyhow::Result<(usize, String)> {
    let customer = diary.customer;
    let contact = meeting.contact;
    let number = numbered(Series::Contact, customer.no, contact.slot);
    let browser = customer.any_browser(&mut meeting.rng);
    let cookie = meeting.rng.chance(0.85).then_some(browser.id.as_str());
    let logged_in = browser.logs_in && meeting.rng.chance(0.7);
    let right = customer.any_email(&mut meeting.rng);
    let wrong = meeting.rng.chance(0.03).then(|| mistyped(&mut meeting.rng, right));
    let mut marks = Vec::new();
    if logged_in {
        marks.push(Mark::own("user_id", &customer.user_id));
    } else {
        marks.push(wrong.as_deref().map_or_else(|| Mark::own("email", right), Mark::typo));
    }
    marks.extend(cookie.map(|cookie| Mark::own("anonymous_id", cookie)));
    let guest = meeting.rng.chance(0.3).then_some("guest");
    let asked = |(fact, purpose): &(Fact, _)| Asked { fact: fact.name(), purpose: *purpose };
    let row = Row {
        chat_id: &number,
        started_ms: contact.at.millis(),
        visitor: Visitor {
            cookie,
            account_user: if logged_in { Some(&customer.user_id) } else { guest },
            email: (!logged_in).then_some(wrong.as_deref().unwrap_or(right)),
            lang: customer.language().code(),
        },
        agent: Agent { id: employee_id(meeting.agent) },
        topic: meeting.matter.kind.name(),
        questions: meeting.questions.iter().map(asked).collect(),
        form: form(diary, &meeting),
        opening: meeting.types(diary, "chat"),
        turns: meeting.rng.between(4, 30),
    };
    diary.put(System::Chats, contact.at, &marks, &row, 1)?;
    Ok((meeting.settle(diary, System::Chats, &number)?, number))
}

fn form(diary: &Diary<'_>, meeting: &Meeting<'_>) -> Form {
    Form {
        problem: meeting.answer(diary, Fact::Problem),
        device: meeting.answer(diary, Fact::DeviceModel),
        since: meeting.answer(diary, Fact::ProblemSince),
        new_address: meeting.answer(diary, Fact::NewAddress),
        moving_date: meeting.answer(diary, Fact::MovingDate),
        leaving_reason: meeting.answer(diary, Fact::LeavingReason),
    }
}
