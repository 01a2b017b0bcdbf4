//! Prospects and visitors: their cards, sessions and mailings.

use crate::at::At;
use crate::exports::leads;
use crate::exports::marketing::{self, Mailing};
use crate::exports::segment::{Out, Session};
use crate::exports::web::{self, Errand};
use crate::numbers::uuid;
use crate::office::{Office, System};
use crate::people::mail::mistyped;
use crate::people::stranger::Prospect;
use crate::rng::Rng;
use crate::scenes::routine::newsletters;
use crate::tables::{FIBRE, streets};
use crate::trace::Trace;
use crate::truth::Person;
use crate::world::World;

/// Writes the prospect of this number.
pub(crate) fn prospect(world: &World, office: &mut Office, number: u32) -> anyhow::Result<()> {
    let prospect = Prospect::draw(world, number);
    let mut rng = world.rng("prospect's doings", number);
    let mut trace = Trace::default();
    let mut out = Out { office, trace: &mut trace, rng: &mut rng };
    let met = world.window.any_day(out.rng).in_hours(out.rng, 9, 18);
    if out.rng.chance(0.65) {
        card(world, &mut out, &prospect, met)?;
        if prospect.mailings {
            mailings(world, &mut out, &prospect, met)?;
        }
    }
    let email = prospect.other_email.as_ref().unwrap_or(&prospect.email);
    for visit in 0..out.rng.between(1, 3) {
        let at = met.plus_days(visit * 3).in_hours(out.rng, 19, 23);
        if !world.window.holds(at.plus_hours(1)) {
            break;
        }
        let mut session = Session::new(out.rng, System::Web, &prospect.browser, at);
        web::run(&mut session, &mut out, Errand::Browse, "")?;
        if out.rng.chance(0.35) {
            session.leave_address(&mut out, email)?;
        }
    }
    settle(office, "prospect", &prospect.person(), &trace)
}

fn card(world: &World, out: &mut Out<'_>, prospect: &Prospect, met: At) -> anyhow::Result<()> {
    let wrong = out.rng.chance(0.06).then(|| mistyped(out.rng, &prospect.email));
    let slots = [("town", prospect.town), ("tariff", out.rng.pick(FIBRE).0), ("street", out.rng.pick(streets()))];
    let remark = world.note(out.rng, "lead", &slots);
    leads::write(out, prospect, met, wrong.as_deref().unwrap_or(&prospect.email), &remark)
}

fn mailings(world: &World, out: &mut Out<'_>, prospect: &Prospect, met: At) -> anyhow::Result<()> {
    for (slot, (at, code, subject)) in newsletters(world.window).into_iter().enumerate() {
        if met < at && out.rng.chance(0.6) {
            let mailing = Mailing { slot, code: &code, subject, at, control: false };
            marketing::write_to(out, mailing, prospect.no, &prospect.email, world.window.end)?;
        }
    }
    Ok(())
}

/// Writes the visitor of this number, of whom nothing is known but a browser or two.
pub(crate) fn visitor(world: &World, office: &mut Office, number: u32) -> anyhow::Result<()> {
    let mut rng: Rng = world.rng("visitor", number);
    let mut trace = Trace::default();
    for _ in 0..rng.between(1, 2) {
        let browser = uuid(&mut rng);
        let day = world.window.any_day(&mut rng);
        for _ in 0..rng.between(1, 2) {
            let at = day.in_hours(&mut rng, 7, 23);
            let mut session = Session::new(&mut rng, System::Web, &browser, at);
            let errand = web::any_errand(&mut rng, false);
            let mut out = Out { office, trace: &mut trace, rng: &mut rng };
            web::run(&mut session, &mut out, errand, "contact number")?;
        }
    }
    settle(office, "visitor", &format!("V{number:07}"), &trace)
}

fn settle(office: &mut Office, kind: &'static str, person: &str, trace: &Trace) -> anyhow::Result<()> {
    let person = Person {
        name: person,
        kind,
        customer_no: "",
        employee_id: "",
        household: String::new(),
        language: "en",
        left_at: String::new(),
        repeated_requests: 0,
        first_repeated_at: String::new(),
        islands: trace.islands(),
    };
    office.truth.person(&person, trace)
}
