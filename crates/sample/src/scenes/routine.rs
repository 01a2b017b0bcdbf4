//! What happens to a customer without a matter: sessions, mailings, looking in at the shop, posts, surveys.

use crate::at::At;
use crate::causes::{CAMPAIGN, LATE_LOWERS_SCORE};
use crate::diary::{Diary, SMALL_TALK, Words};
use crate::exports::marketing::{self, Mailing};
use crate::exports::orders::order_no;
use crate::exports::segment::{Out, Session};
use crate::exports::shop::{self, TABLET};
use crate::exports::surveys::{self, Invitation, Survey};
use crate::exports::web::{self, Errand};
use crate::exports::{app, social};
use crate::life::Life;
use crate::life::orders::{Channel, Order, campaign_day};
use crate::office::System;
use crate::plan::Window;
use crate::rng::Rng;

/// The anonymous id of the browser on the tablet that two hundred people share.
pub(crate) const TABLET_BROWSER: &str = "7d1f3c52-0a86-4be9-9d47-6c2e58f01b3a";

/// How often a year customers do what they do.
const SITE_VISITS: f64 = 2.4;
const APP_USES: f64 = 3.8;
const LOOKS_IN: f64 = 0.9;
const POSTS: f64 = 0.9;

/// Writes a customer's routine. `surveys` were sent to them already.
pub(crate) fn write(diary: &mut Diary<'_>, life: &Life, surveys: usize) -> anyhow::Result<()> {
    site_visits(diary, life)?;
    compared(diary, life)?;
    check_outs(diary, life)?;
    app_uses(diary, life)?;
    mailings(diary, life)?;
    looks_in(diary, life)?;
    posts(diary, life)?;
    ask(diary, life, surveys)
}

/// The moments of something that happens `a_year` times while somebody is a customer.
fn moments(rng: &mut Rng, life: &Life, a_year: f64) -> Vec<At> {
    let days = life.end.days_since(life.begin).max(1);
    let years = f64::from(i32::try_from(days).expect("the window is at most five years")) / 365.0;
    let mut moments: Vec<_> = (0..rng.count(a_year * years))
        .map(|_| life.begin.plus_days(rng.between(0, days - 1)).in_hours(rng, 7, 23))
        .filter(|at| life.begin < *at && *at < life.end)
        .collect();
    moments.sort();
    moments
}

fn site_visits(diary: &mut Diary<'_>, life: &Life) -> anyhow::Result<()> {
    let (customer, world) = (diary.customer, diary.world);
    let mut rng = world.rng("site", customer.no);
    let mut visits: Vec<_> = moments(&mut rng, life, SITE_VISITS).into_iter().map(|at| (at, true)).collect();
    if world.window.holds(customer.signed_up) && rng.chance(0.7) {
        // Before they became customers they looked around, and nobody knew who they were.
        let before = customer.signed_up.plus_days(-rng.between(1, 9));
        visits.extend([(before, false), (before.plus_hours(rng.between(1, 20)), false)]);
    }
    for (at, known) in visits.into_iter().filter(|(at, _)| world.window.holds(*at)) {
        let browser = customer.any_browser(&mut rng);
        let logs_in = known && browser.logs_in && rng.chance(0.6);
        let errand = web::any_errand(&mut rng, logs_in);
        let words = Words::new(&mut rng, customer, SMALL_TALK, customer.contract.handset, "", "");
        let query = world.phrases.raw(&mut rng, customer.language(), "search.general", &words.slots());
        let mut session = Session::new(&mut rng, System::Web, &browser.id, at);
        let mut out = Out { office: diary.office, trace: &mut diary.trace, rng: &mut rng };
        if logs_in {
            let email = customer.any_email(out.rng);
            session.log_in(&mut out, customer, email)?;
        }
        let errand = if known { errand } else { Errand::Browse };
        web::run(&mut session, &mut out, errand, &query)?;
    }
    Ok(())
}

fn compared(diary: &mut Diary<'_>, life: &Life) -> anyhow::Result<()> {
    let Some(at) = life.compared else { return Ok(()) };
    let customer = diary.customer;
    let mut rng = diary.world.rng("compares", customer.no);
    let mut session = Session::new(&mut rng, System::Web, &customer.browsers[0].id, at);
    let mut out = Out { office: diary.office, trace: &mut diary.trace, rng: &mut rng };
    session.log_in(&mut out, customer, &customer.email)?;
    web::compare(&mut session, &mut out)
}

fn check_outs(diary: &mut Diary<'_>, life: &Life) -> anyhow::Result<()> {
    let customer = diary.customer;
    let mut rng = diary.world.rng("check out", customer.no);
    let on_web = |order: &&Order| order.channel == Channel::Web;
    for order in life.orders.iter().filter(on_web) {
        let number = order_no(customer.no, order);
        let begun = order.at.plus_minutes(-2).max(diary.world.window.start);
        let mut session = Session::new(&mut rng, System::Web, &customer.browsers[0].id, begun);
        let mut out = Out { office: diary.office, trace: &mut diary.trace, rng: &mut rng };
        if !order.first {
            session.log_in(&mut out, customer, &customer.email)?;
        }
        web::check_out(&mut session, &mut out, &number, order.what.0, order.what.1)?;
    }
    Ok(())
}

fn app_uses(diary: &mut Diary<'_>, life: &Life) -> anyhow::Result<()> {
    let customer = diary.customer;
    let Some(install) = &customer.app else { return Ok(()) };
    let mut rng = diary.world.rng("app", customer.no);
    for at in moments(&mut rng, life, APP_USES) {
        let mut session = Session::new(&mut rng, System::App, install, at);
        let mut out = Out { office: diary.office, trace: &mut diary.trace, rng: &mut rng };
        session.log_in(&mut out, customer, &customer.email)?;
        app::run(&mut session, &mut out)?;
    }
    Ok(())
}

/// The newsletter of each month until somebody wants no more of it, and the campaign.
fn mailings(diary: &mut Diary<'_>, life: &Life) -> anyhow::Result<()> {
    if !diary.customer.marketing {
        return Ok(());
    }
    let window = diary.world.window;
    let mut rng = diary.world.rng("mailings", diary.customer.no);
    let mut wanted_until = life.end;
    for (slot, (at, code, subject)) in newsletters(window).into_iter().enumerate() {
        let gets_it = rng.chance(0.62);
        if !gets_it || at <= life.begin || at >= wanted_until {
            continue;
        }
        let mailing = Mailing { slot, code: &code, subject, at, control: false };
        wanted_until = marketing::write(diary, &mut rng, mailing)?.unsubscribed.unwrap_or(wanted_until);
    }
    if let Some(treated) = life.treated {
        let (at, subject) = (campaign_day(window).plus_hours(10), "Twice the speed for six pounds");
        let mailing = Mailing { slot: 255, code: CAMPAIGN, subject, at, control: !treated };
        marketing::write(diary, &mut rng, mailing)?;
    }
    Ok(())
}

/// The newsletters of the window: when, which, and what about.
pub(crate) fn newsletters(window: Window) -> Vec<(At, String, &'static str)> {
    const SUBJECTS: [&str; 6] = [
        "What is new at Halden",
        "Your summer abroad, without surprises",
        "Phones we like this month",
        "Five things the app can do",
        "Is your wifi in the right corner?",
        "Bring a friend, get a month",
    ];
    let months = usize::try_from(window.days() / 30).unwrap_or(0);
    let begin = (0..months).zip(0_i64..);
    let letter = |(month, days): (usize, i64)| {
        let at = window.start.plus_days(5 + days * 30).plus_hours(9);
        (at, format!("NEWS-{}", at.utc("%Y-%m")), SUBJECTS[month % SUBJECTS.len()])
    };
    begin.map(letter).collect()
}

fn looks_in(diary: &mut Diary<'_>, life: &Life) -> anyhow::Result<()> {
    let customer = diary.customer;
    let mut rng = diary.world.rng("looks in", customer.no);
    let visits = moments(&mut rng, life, LOOKS_IN);
    for (slot, at) in visits.iter().enumerate() {
        shop::write_passing(diary, slot, *at, None)?;
    }
    if customer.on_tablet {
        let days = life.end.days_since(life.begin).max(1);
        let day = life.begin.plus_days(rng.between(0, days - 1));
        let at = day.in_hours(&mut rng, 9, 18).max(life.begin).min(life.end.plus_minutes(-20));
        shop::write_passing(diary, visits.len(), at, Some(TABLET))?;
        let mut out = Out { office: diary.office, trace: &mut diary.trace, rng: &mut rng };
        web::on_tablet(&mut out, TABLET_BROWSER, customer, at.plus_minutes(4))?;
    }
    Ok(())
}

fn posts(diary: &mut Diary<'_>, life: &Life) -> anyhow::Result<()> {
    let Some(handle) = &diary.customer.handle else { return Ok(()) };
    let mut rng = diary.world.rng("posts", diary.customer.no);
    for (slot, at) in moments(&mut rng, life, POSTS).into_iter().enumerate() {
        social::write_mood(diary, handle, slot, at)?;
    }
    Ok(())
}

/// The surveys after parcels, and the one of the year.
fn ask(diary: &mut Diary<'_>, life: &Life, mut sent: usize) -> anyhow::Result<()> {
    let customer = diary.customer;
    for order in &life.orders {
        let Some(parcel) = order.parcel else { continue };
        let lowered = if parcel.late { LATE_LOWERS_SCORE } else { 0 };
        let reference = order_no(customer.no, order);
        let at = parcel.delivered.plus_hours(26);
        let (survey, reason) = (Survey::Delivery, "comment.late");
        surveys::write(diary, sent, Invitation { survey, at, reference: &reference, lowered, reason, agent: "" })?;
        sent += 1;
    }
    let mut rng = diary.world.rng("asks once a year", customer.no);
    let mut day = diary.world.window.start.plus_days(i64::from(customer.no % 365));
    while day < life.end {
        let at = day.in_hours(&mut rng, 9, 11);
        if life.begin < at && rng.chance(0.8) {
            let (survey, reason) = (Survey::Relation, "comment.poor");
            surveys::write(diary, sent, Invitation { survey, at, reference: "", lowered: 0, reason, agent: "" })?;
            sent += 1;
        }
        day = day.plus_days(365);
    }
    Ok(())
}
