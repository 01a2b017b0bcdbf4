//! The contacts of a customer about their matters, in the order of time, and the surveys that follow them.

use crate::causes::{ASKED_AGAIN_COUNTS, ASKED_AGAIN_LOWERS_EASE, BILLING_LOWERS};
use crate::diary::Diary;
use crate::exports::meeting::Meeting;
use crate::exports::segment::{Out, Session};
use crate::exports::surveys::{Invitation, Survey};
use crate::exports::{calls, chats, dispatch, emails, field, shop, social, surveys, web};
use crate::life::Life;
use crate::life::matters::{Contact, Matter};
use crate::office::System;
use crate::people::staff;
use crate::place::Place;
use crate::pulse;

/// Writes all contacts of a customer. Returns how many surveys were sent because of them.
pub(crate) fn write(diary: &mut Diary<'_>, life: &Life) -> anyhow::Result<usize> {
    let pairs = life.matters.iter().flat_map(|matter| matter.contacts.iter().map(move |contact| (matter, *contact)));
    let mut contacts: Vec<(&Matter, Contact)> = pairs.collect();
    contacts.sort_by_key(|(_, contact)| contact.at);
    let mut again = vec![0; life.matters.iter().map(|matter| matter.slot + 1).max().unwrap_or(0)];
    let mut sent = 0;
    for (matter, contact) in contacts {
        let (repeated, key, agent) = meet(diary, matter, contact)?;
        again[matter.slot] += i64::try_from(repeated)?;
        let is_desk = contact.place.queue().is_some() && contact.place != Place::Switchboard;
        if is_desk && diary.world.rng("asks after call", diary.customer.no * 256 + sent_no(sent)).chance(0.4) {
            let at = contact.at.plus_minutes(75);
            let agent = staff::first_name(diary.world, agent);
            let (survey, reference) = (Survey::Call, key.as_str());
            let is_unmended = contact.place == Place::BillingDesk && contact.at < diary.world.window.mended();
            let lowered = if is_unmended { BILLING_LOWERS } else { 0 };
            let lowered = lowered - pulse::felt(diary.world, contact.place.department(), contact.at);
            let invitation = Invitation { survey, at, reference, lowered, reason: "comment.poor", agent };
            surveys::write(diary, sent, invitation)?;
            sent += 1;
        }
    }
    for matter in &life.matters {
        sent += usize::from(ask_for_ease(diary, matter, again[matter.slot], sent)?);
    }
    Ok(sent)
}

/// Writes one contact. Returns how many facts were asked again, the row's key, and who served.
fn meet(diary: &mut Diary<'_>, matter: &Matter, contact: Contact) -> anyhow::Result<(usize, String, u32)> {
    let meeting = Meeting::new(diary, matter, contact);
    let agent = meeting.agent;
    let (again, key) = match contact.place {
        Place::Shop => shop::write(diary, meeting)?,
        Place::Chat => chats::write(diary, meeting)?,
        Place::Email => emails::write(diary, meeting)?,
        Place::Visit => field::write(diary, meeting)?,
        Place::Colleague => dispatch::write(diary, meeting)?,
        Place::Search => search(diary, meeting)?,
        Place::Social => match &diary.customer.handle {
            Some(handle) => social::write(diary, handle, meeting)?,
            // Whoever is on no social network writes a letter instead.
            None => emails::write(diary, meeting)?,
        },
        Place::Switchboard | Place::Care | Place::BillingDesk | Place::Faults | Place::Retention => {
            calls::write(diary, meeting)?
        }
    };
    Ok((again, key, agent))
}

/// A search of the help pages, seldom with an answer.
fn search(diary: &mut Diary<'_>, mut meeting: Meeting<'_>) -> anyhow::Result<(usize, String)> {
    let query = meeting.about(diary, "search");
    let customer = diary.customer;
    let mut rng = meeting.rng.clone();
    let browser = customer.any_browser(&mut rng);
    let logs_in = browser.logs_in && rng.chance(0.5);
    let results = if rng.chance(0.6) { 0 } else { rng.between(1, 4) };
    let mut session = Session::new(&mut rng, System::Web, &browser.id, meeting.contact.at);
    let mut out = Out { office: diary.office, trace: &mut diary.trace, rng: &mut rng };
    if logs_in {
        session.log_in(&mut out, customer, &customer.email)?;
    }
    let key = web::help(&mut session, &mut out, &query, results)?;
    Ok((meeting.settle(diary, System::Web, &key)?, key))
}

/// Asks how easy a matter was, after some of them. Returns whether it did.
fn ask_for_ease(diary: &mut Diary<'_>, matter: &Matter, again: i64, sent: usize) -> anyhow::Result<bool> {
    let last = matter.contacts[matter.contacts.len() - 1];
    let mut rng = diary.world.rng("asks for ease", diary.customer.no * 256 + sent_no(matter.slot));
    let asks = rng.chance(0.5) && last.place != Place::Search && last.place != Place::Social;
    if asks {
        let lowered = again.min(ASKED_AGAIN_COUNTS) * ASKED_AGAIN_LOWERS_EASE;
        let reference = crate::numbers::numbered(crate::numbers::Series::Ticket, diary.customer.no, matter.slot);
        let at = last.at.plus_hours(rng.between(20, 50));
        let (survey, reason) = (Survey::Ease, "comment.asked");
        let invitation = Invitation { survey, at, reference: &reference, lowered, reason, agent: "" };
        surveys::write(diary, sent, invitation)?;
    }
    Ok(asks)
}

fn sent_no(sent: usize) -> u32 {
    u32::try_from(sent % 256).expect("a remainder of 256 fits 32 bits")
}
