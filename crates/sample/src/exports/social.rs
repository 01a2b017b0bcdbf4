//! `social.jsonl`: what people write about Halden in public. It knows handles; sometimes somebody looked up the rest.

use serde::Serialize;

use crate::at::At;
use crate::diary::{Diary, SMALL_TALK, Words};
use crate::exports::meeting::Meeting;
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::rng::Rng;
use crate::trace::Mark;

/// A post, as the listening tool exports it.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    created_at: String,
    network: &'a str,
    author: Author<'a>,
    text: &'a str,
    lang: &'a str,
    crm: Crm<'a>,
    followers: i64,
}

/// Who wrote it.
#[derive(Serialize)]
struct Author<'a> {
    handle: &'a str,
}

/// What the social team looked up.
#[derive(Serialize)]
struct Crm<'a> {
    customer_no: Option<&'a str>,
}

/// Writes a post about a matter. Returns what was asked again, which is nothing, and the row's key.
pub(crate) fn write(diary: &mut Diary<'_>, handle: &str, mut meeting: Meeting<'_>) -> anyhow::Result<(usize, String)> {
    let number = numbered(Series::Contact, diary.customer.no, meeting.contact.slot);
    let text = meeting.types(diary, "post");
    let at = meeting.contact.at;
    post(diary, &mut meeting.rng, (handle, &number), at, &text)?;
    Ok((meeting.settle(diary, System::Social, &number)?, number))
}

/// Writes a post about nothing in particular: praise or a grumble.
pub(crate) fn write_mood(diary: &mut Diary<'_>, handle: &str, slot: usize, at: At) -> anyhow::Result<()> {
    let customer = diary.customer;
    let mut rng = diary.world.rng("post", customer.no * 256 + u32::try_from(slot).unwrap_or(255));
    let number = format!("{}S", numbered(Series::Contact, customer.no, slot));
    let words = Words::new(&mut rng, customer, SMALL_TALK, customer.contract.handset, "", "");
    let section = if rng.chance(0.45) { "post.good" } else { "post.poor" };
    let text = diary.world.phrases.say(&mut rng, customer.language(), section, &words.slots());
    let text = customer.voice.write(&mut rng, &text);
    post(diary, &mut rng, (handle, &number), at, &text)
}

fn post(diary: &mut Diary<'_>, rng: &mut Rng, (handle, id): (&str, &str), at: At, text: &str) -> anyhow::Result<()> {
    let customer = diary.customer;
    // Two in five people are never looked up: what they post stays apart from the rest of what they do.
    let looked_up = diary.world.rng("looked up", customer.no).chance(0.6) && rng.chance(0.7);
    let row = Row {
        id,
        created_at: at.iso_millis(),
        network: rng.pick(&["chirp", "chirp", "mosaic"]),
        author: Author { handle },
        text,
        lang: customer.language().code(),
        crm: Crm { customer_no: looked_up.then_some(&customer.user_id) },
        followers: rng.between(3, 900),
    };
    let mut marks = vec![Mark::own("handle", handle)];
    if looked_up {
        marks.push(Mark::own("user_id", &customer.user_id));
    }
    diary.put(System::Social, at, &marks, &row, 1)
}
