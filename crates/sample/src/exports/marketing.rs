//! `marketing_sends.csv`: what the mailing tool sent, and what people did with it. Also who was left out on purpose.

use serde::Serialize;

use crate::at::At;
use crate::diary::Diary;
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::rng::Rng;
use crate::trace::Mark;

/// A row of the send report.
#[derive(Serialize)]
struct Row<'a> {
    send_id: String,
    campaign_code: &'a str,
    arm: &'a str,
    contact_email: &'a str,
    subject_line: &'a str,
    queued_at: String,
    sent_at: String,
    opened_at: String,
    clicked_at: String,
    unsub_at: String,
}

/// Whose address a mailing goes to, and what becomes of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mailing<'a> {
    /// Its place among the mailings to this address's owner.
    pub(crate) slot: usize,
    /// The campaign.
    pub(crate) code: &'a str,
    /// The subject line.
    pub(crate) subject: &'a str,
    /// When it was sent.
    pub(crate) at: At,
    /// Whether the person was left out to compare with.
    pub(crate) control: bool,
}

/// What somebody did with a mailing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reaction {
    /// When they opened it.
    opened: Option<At>,
    /// When they followed a link.
    clicked: Option<At>,
    /// When they asked for no more of them.
    pub(crate) unsubscribed: Option<At>,
}

impl Reaction {
    /// What somebody does before `end`.
    fn draw(rng: &mut Rng, sent: At, end: At) -> Reaction {
        let soon = |rng: &mut Rng, at: At| at.plus_seconds(rng.between(40, 150_000));
        let opened = rng.chance(0.3).then(|| soon(rng, sent)).filter(|at| *at < end);
        let clicked = opened.filter(|_| rng.chance(0.14)).map(|at| at.plus_seconds(rng.between(4, 240)));
        let unsubscribed = opened.filter(|_| rng.chance(0.008)).map(|at| at.plus_seconds(rng.between(5, 90)));
        Reaction { opened, clicked, unsubscribed }
    }

    fn count(self) -> u64 {
        [self.opened, self.clicked, self.unsubscribed].into_iter().map(|at| u64::from(at.is_some())).sum()
    }
}

/// Writes a mailing to a customer. Returns what they did with it.
pub(crate) fn write(diary: &mut Diary<'_>, rng: &mut Rng, mailing: Mailing<'_>) -> anyhow::Result<Reaction> {
    let customer = diary.customer;
    // Some gave the mailing list another address than the master has first.
    let second = customer.second_email.as_deref().filter(|_| customer.no.is_multiple_of(3));
    let email = second.unwrap_or(&customer.email);
    let end = diary.world.window.end;
    let (row, reaction) = row(rng, mailing, numbered(Series::Send, customer.no, mailing.slot), email, end);
    let interactions = if mailing.control { 0 } else { 1 + reaction.count() };
    let marks = [Mark::own("email", email)];
    let marks = if mailing.control { &marks[..0] } else { &marks[..] };
    diary.put(System::Marketing, mailing.at, marks, &row, interactions)?;
    Ok(reaction)
}

/// The row of a mailing, and how many interactions it makes.
fn row<'a>(rng: &mut Rng, mailing: Mailing<'a>, id: String, email: &'a str, end: At) -> (Row<'a>, Reaction) {
    let reaction = if mailing.control { Reaction::default() } else { Reaction::draw(rng, mailing.at, end) };
    let time = |at: Option<At>| at.map(|at| at.utc("%Y-%m-%dT%H:%M:%S+00:00")).unwrap_or_default();
    let row = Row {
        send_id: id,
        campaign_code: mailing.code,
        arm: if mailing.control { "HOLDOUT" } else { "SEND" },
        contact_email: email,
        subject_line: mailing.subject,
        queued_at: time(Some(mailing.at.plus_minutes(-30))),
        sent_at: time((!mailing.control).then_some(mailing.at)),
        opened_at: time(reaction.opened),
        clicked_at: time(reaction.clicked),
        unsub_at: time(reaction.unsubscribed),
    };
    (row, reaction)
}

/// Writes a mailing to somebody who is not a customer.
pub(crate) fn write_to(
    out: &mut crate::exports::segment::Out<'_>,
    mailing: Mailing<'_>,
    person: u32,
    email: &str,
    end: At,
) -> anyhow::Result<()> {
    let (row, reaction) = row(out.rng, mailing, numbered(Series::Send, person, mailing.slot), email, end);
    let marks = [Mark::own("email", email)];
    out.office.put(System::Marketing, out.trace, mailing.at, &marks, &row, 1 + reaction.count())
}
