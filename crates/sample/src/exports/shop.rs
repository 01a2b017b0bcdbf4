//! `shop_visits.csv`: what the shops' tablets record. A tablet serves everybody who comes in.

use serde::Serialize;

use crate::at::At;
use crate::diary::Diary;
use crate::exports::meeting::Meeting;
use crate::facts::Fact;
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::people::staff::employee_id;
use crate::rng::Rng;
use crate::tables::TOWNS;
use crate::trace::Mark;

/// The tablet that is used by two hundred people, and the shop in which it stands.
pub(crate) const TABLET: &str = "HT-LDS-BRG-07";

/// A row of the shop log.
#[derive(Default, Serialize)]
struct Row<'a> {
    #[serde(rename = "Visit_ID")]
    visit: &'a str,
    #[serde(rename = "Date_Time")]
    time: String,
    #[serde(rename = "Store")]
    store: &'a str,
    #[serde(rename = "Terminal")]
    terminal: &'a str,
    #[serde(rename = "Staff")]
    staff: String,
    #[serde(rename = "Card")]
    card: &'a str,
    #[serde(rename = "Phone")]
    phone: String,
    #[serde(rename = "Mail")]
    mail: &'a str,
    #[serde(rename = "Reason")]
    reason: &'a str,
    #[serde(rename = "Asked")]
    asked: String,
    #[serde(rename = "Problem")]
    problem: String,
    #[serde(rename = "Device")]
    device: String,
    #[serde(rename = "Since")]
    since: String,
    #[serde(rename = "New_Address")]
    new_address: String,
    #[serde(rename = "Moving_On")]
    moving: String,
    #[serde(rename = "Note")]
    note: String,
}

/// How a visitor is known: what is typed or swiped, and the identifiers in it.
struct Known<'a> {
    card: &'a str,
    phone: String,
    mail: &'a str,
    marks: Vec<Mark<'a>>,
}

/// Writes a visit about a matter. Returns what was asked again, and the row's key.
pub(crate) fn write(diary: &mut Diary<'_>, mut meeting: Meeting<'_>) -> anyhow::Result<(usize, String)> {
    let customer = diary.customer;
    let contact = meeting.contact;
    let number = numbered(Series::Contact, customer.no, contact.slot);
    let store = customer.home.town.shop;
    let known = if meeting.script.is_some() { by_card(diary) } else { known(diary, &mut meeting.rng, contact.at) };
    let tablet = tablet_of(store);
    let row = Row {
        visit: &number,
        time: time(contact.at),
        store,
        terminal: &tablet,
        staff: employee_id(meeting.agent),
        card: known.card,
        phone: known.phone,
        mail: known.mail,
        reason: if meeting.matter.kind.is_fault() { "FAULT" } else { "QUESTION" },
        asked: meeting.questions_json(),
        problem: meeting.answer(diary, Fact::Problem),
        device: meeting.answer(diary, Fact::DeviceModel),
        since: meeting.answer(diary, Fact::ProblemSince),
        new_address: meeting.answer(diary, Fact::NewAddress),
        moving: meeting.answer(diary, Fact::MovingDate),
        note: meeting.note(diary, "note.shop"),
    };
    let mut marks = known.marks;
    marks.push(Mark::shared("device", &tablet));
    diary.put(System::Shop, contact.at, &marks, &row, 1)?;
    Ok((meeting.settle(diary, System::Shop, &number)?, number))
}

/// Writes a visit without a matter: somebody looks around, pays, or logs in on the tablet.
pub(crate) fn write_passing(diary: &mut Diary<'_>, slot: usize, at: At, tablet: Option<&str>) -> anyhow::Result<()> {
    let customer = diary.customer;
    let place = u32::try_from(slot).unwrap_or(255);
    let mut rng = diary.world.rng("passing", customer.no * 256 + place);
    let number = format!("{}P", numbered(Series::Contact, customer.no, slot));
    let store = if tablet.is_some() { TOWNS[0].shop } else { customer.home.town.shop };
    let own = tablet_of(store);
    let tablet = tablet.unwrap_or(&own);
    let mut known = known(diary, &mut rng, at);
    let junk = known.marks.is_empty();
    known.marks.push(Mark::shared("device", tablet));
    let row = Row {
        visit: &number,
        time: time(at),
        store,
        terminal: tablet,
        staff: employee_id(rng.below(60)),
        card: if junk && rng.chance(0.5) { "guest" } else { known.card },
        phone: known.phone,
        mail: known.mail,
        reason: rng.weighted(&[(4, "BROWSE"), (3, "PURCHASE"), (2, "PAYMENT"), (1, "DEMO")]),
        ..Row::default()
    };
    diary.put(System::Shop, at, &known.marks, &row, 1)
}

/// How a customer makes themselves known: by card, by telephone number, by e-mail address, or by more than one of them.
fn known<'a>(diary: &Diary<'a>, rng: &mut Rng, at: At) -> Known<'a> {
    let customer = diary.customer;
    let mut known = Known { card: "", phone: String::new(), mail: "", marks: Vec::new() };
    if let Some(card) = customer.card_at(at).filter(|_| rng.chance(0.75)) {
        known.card = card;
        known.marks.push(Mark::own("loyalty_card", card));
    }
    if known.card.is_empty() || rng.chance(0.15) {
        let held = customer.held_at(at);
        known.phone = held.phone.written(rng);
        known.marks.push(Mark::mobile(held));
    }
    if rng.chance(0.1) {
        known.mail = customer.any_email(rng);
        known.marks.push(Mark::own("email", known.mail));
    }
    known
}

/// The customer of the story hands over her card.
fn by_card<'a>(diary: &Diary<'a>) -> Known<'a> {
    let card = diary.customer.card.as_ref().map_or("", |(card, _)| card);
    Known { card, phone: String::new(), mail: "", marks: vec![Mark::own("loyalty_card", card)] }
}

/// The tablet on the counter of a shop.
fn tablet_of(store: &str) -> String {
    format!("HT-{store}-01")
}

fn time(at: At) -> String {
    at.local("%d/%m/%Y %H:%M")
}
