//! `loyalty_signups.csv`: cards handed out in shops, with what people wrote on the form, slips of the pen included.

use serde::Serialize;

use crate::diary::Diary;
use crate::office::System;
use crate::people::mail::mistyped;
use crate::trace::Mark;

/// A row, as the shops' card system exports it.
#[derive(Serialize)]
struct Row<'a> {
    card_no: &'a str,
    enrolled: String,
    store_code: &'a str,
    given_name: &'a str,
    family_name: &'a str,
    mail: &'a str,
    mobile_no: String,
    birthday: String,
    sms_ok: u8,
}

/// Writes the row of a customer who has a card.
pub(crate) fn write(diary: &mut Diary<'_>) -> anyhow::Result<()> {
    let customer = diary.customer;
    let Some((card, enrolled)) = &customer.card else { return Ok(()) };
    if *enrolled >= diary.world.window.end {
        return Ok(());
    }
    let mut rng = diary.world.rng("loyalty", customer.no);
    let right = customer.any_email(&mut rng);
    let wrong = rng.chance(0.04).then(|| mistyped(&mut rng, right));
    let held = customer.held_at(*enrolled);
    let mut marks = vec![Mark::own("loyalty_card", card), Mark::mobile(held)];
    marks.push(wrong.as_deref().map_or_else(|| Mark::own("email", right), Mark::typo));
    let row = Row {
        card_no: card,
        enrolled: enrolled.local("%d.%m.%Y %H:%M"),
        store_code: customer.home.town.shop,
        given_name: customer.first,
        family_name: customer.last,
        mail: wrong.as_deref().unwrap_or(right),
        mobile_no: held.phone.written(&mut rng),
        birthday: customer.born[5..].to_owned(),
        sms_ok: u8::from(rng.chance(0.6)),
    };
    diary.put(System::Loyalty, *enrolled, &marks, &row, 1)
}
