//! `calls.csv`: the telephone system of the call centre. A row is one part of a call; often all it knows is a number.

use serde::Serialize;

use crate::diary::Diary;
use crate::exports::meeting::Meeting;
use crate::facts::Fact;
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::people::passed::Passed;
use crate::people::staff::employee_id;
use crate::place::Place;
use crate::rng::Rng;
use crate::trace::Mark;

/// A row of the call log, with what the agents typed into their mask.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row<'a> {
    call_ref: &'a str,
    leg: u8,
    started: String,
    talk_secs: i64,
    #[serde(rename = "ANI")]
    ani: String,
    queue: &'a str,
    xfer_type: &'a str,
    agent_id: String,
    cust_keyed: &'a str,
    ticket: &'a str,
    asked: String,
    ans_name: String,
    ans_addr: String,
    ans_problem: String,
    ans_device: String,
    ans_since: String,
    ans_new_addr: String,
    ans_move_date: String,
    ans_reason: String,
    first_line: String,
    agent_note: String,
    dispo: &'a str,
}

/// Who is calling, as far as the telephone system knows.
struct Caller<'a> {
    ani: String,
    keyed: &'static str,
    marks: Vec<Mark<'a>>,
}

/// Writes a part of a call. Returns what was asked again, and the row's key.
pub(crate) fn write(diary: &mut Diary<'_>, mut meeting: Meeting<'_>) -> anyhow::Result<(usize, String)> {
    let customer = diary.customer;
    let (contact, leg) = (meeting.contact, meeting.contact.leg);
    let number = numbered(Series::Call, customer.no, contact.slot);
    let mut caller = caller(diary, &meeting);
    let keyed = if caller.keyed == "own" { customer.user_id.as_str() } else { caller.keyed };
    let ticket = if contact.place != Place::Switchboard && meeting.rng.chance(0.8) {
        meeting.ticket.clone()
    } else {
        String::new()
    };
    if !ticket.is_empty() {
        caller.marks.push(Mark::own("ticket", &ticket));
    }
    let switchboard = contact.place == Place::Switchboard;
    let row = Row {
        call_ref: &number,
        leg,
        started: contact.at.local("%Y-%m-%d %H:%M:%S"),
        talk_secs: if switchboard { meeting.rng.between(60, 145) } else { meeting.rng.between(120, 1500) },
        ani: caller.ani,
        queue: contact.place.queue().unwrap_or("CARE"),
        xfer_type: match leg {
            2 if meeting.rng.chance(0.88) => "COLD",
            2 => "WARM",
            _ => "",
        },
        agent_id: employee_id(meeting.agent),
        cust_keyed: keyed,
        ticket: &ticket,
        asked: meeting.questions_json(),
        ans_name: meeting.answer(diary, Fact::FullName),
        ans_addr: meeting.answer(diary, Fact::Address),
        ans_problem: meeting.answer(diary, Fact::Problem),
        ans_device: meeting.answer(diary, Fact::DeviceModel),
        ans_since: meeting.answer(diary, Fact::ProblemSince),
        ans_new_addr: meeting.answer(diary, Fact::NewAddress),
        ans_move_date: meeting.answer(diary, Fact::MovingDate),
        ans_reason: meeting.answer(diary, Fact::LeavingReason),
        first_line: meeting.says(diary, "call"),
        agent_note: meeting.note(diary, if switchboard { "note.switchboard" } else { "note.call" }),
        dispo: match meeting.script {
            Some(script) => script.result,
            None if switchboard => "XFER",
            None => meeting.rng.weighted(&[(6, "RESOLVED"), (3, "FOLLOWUP"), (1, "DROPPED")]),
        },
    };
    let key = format!("{number}-{leg}");
    diary.put(System::Calls, contact.at, &caller.marks, &row, 1)?;
    Ok((meeting.settle(diary, System::Calls, &key)?, key))
}

/// Who is calling: drawn for the call, so that its parts agree.
fn caller<'a>(diary: &Diary<'a>, meeting: &Meeting<'_>) -> Caller<'a> {
    let customer = diary.customer;
    let slot = u32::try_from(meeting.contact.slot).expect("a customer has a few hundred slots");
    let mut rng = diary.world.rng("caller", customer.no * 512 + slot);
    let passes = Passed::of(diary.world, customer.no).is_some();
    let held = customer.held_at(meeting.contact.at);
    if meeting.script.is_some() {
        return Caller { ani: held.phone.national(), keyed: "", marks: vec![Mark::mobile(held)] };
    }
    let mut marks = Vec::new();
    let keyed = if passes || rng.chance(0.3) { "own" } else { junk(&mut rng) };
    if keyed == "own" {
        marks.push(Mark::own("user_id", &customer.user_id));
    }
    let ani = match customer.home.landline {
        Some(landline) if !passes && rng.chance(0.3) => {
            marks.push(Mark::landline(landline));
            landline.written(&mut rng)
        }
        _ if !passes && rng.chance(0.04) => rng.pick(&["anonymous", "unknown", ""]).to_string(),
        _ => {
            marks.push(Mark::mobile(held));
            held.phone.written(&mut rng)
        }
    };
    Caller { ani, keyed, marks }
}

/// What agents key in where they have no customer number: mostly nothing.
fn junk(rng: &mut Rng) -> &'static str {
    rng.weighted(&[(50, ""), (1, "0"), (1, "unknown"), (1, "guest")])
}
