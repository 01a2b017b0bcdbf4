//! `crm_customers.csv`: the customer master. It makes the secret links between a person's identifiers.

use serde::Serialize;

use crate::at::At;
use crate::diary::Diary;
use crate::life::Life;
use crate::office::System;
use crate::people::Customer;
use crate::phone::Phone;
use crate::rng::Rng;
use crate::trace::Mark;
use crate::voice::slip;

/// A row, with the columns of the master's own report.
#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Row<'a> {
    cust_no: &'a str,
    first_nm: &'a str,
    last_nm: String,
    dob: &'a str,
    #[serde(rename = "EMAIL_1")]
    email_1: &'a str,
    #[serde(rename = "EMAIL_2")]
    email_2: &'a str,
    tel_mob: String,
    tel_home: String,
    addr_line: &'a str,
    town: &'a str,
    pcode: &'a str,
    lang: &'a str,
    contract: &'a str,
    acct_no: &'a str,
    paper_bill: &'a str,
    signed_up: String,
    last_chg: String,
    left_on: String,
    left_rsn: String,
}

/// The form of the master's times.
const TIME: &str = "%Y-%m-%d %H:%M:%S";

/// Writes a customer's row: they signed up, their record was changed, and perhaps they left.
pub(crate) fn write(diary: &mut Diary<'_>, life: &Life) -> anyhow::Result<()> {
    let customer = diary.customer;
    let mut rng = diary.world.rng("crm", customer.no);
    let changed = changed(customer, &mut rng, life.end);
    let held = customer.held_at(changed);
    let reason = if rng.chance(0.5) { diary.world.note(&mut rng, "reason.leave", &[]) } else { String::new() };
    let row = Row {
        cust_no: &customer.user_id,
        first_nm: customer.first,
        last_nm: if rng.chance(0.03) { mistyped(&mut rng, customer.last) } else { customer.last.to_owned() },
        dob: &customer.born,
        email_1: &customer.email,
        email_2: customer.second_email.as_deref().unwrap_or_default(),
        tel_mob: held.phone.written(&mut rng),
        tel_home: customer.home.landline.map(Phone::national).unwrap_or_default(),
        addr_line: &customer.home.street,
        town: customer.home.town.name,
        pcode: &customer.home.postcode,
        lang: customer.language().code(),
        contract: if customer.contract.rolling { "ROLLING" } else { "TERM24" },
        acct_no: &customer.account,
        paper_bill: if customer.paper { "Y" } else { "N" },
        signed_up: customer.signed_up.local(TIME),
        last_chg: changed.local(TIME),
        left_on: life.left.map(|at| at.local(TIME)).unwrap_or_default(),
        left_rsn: life.left.map(|_| reason).unwrap_or_default(),
    };
    let mut marks = vec![
        Mark::own("user_id", &customer.user_id),
        Mark::own("email", &customer.email),
        Mark::mobile(held),
        Mark::own("account", &customer.account),
    ];
    marks.extend(customer.second_email.as_deref().map(|email| Mark::own("email", email)));
    marks.extend(customer.home.landline.map(Mark::landline));
    diary.put(System::Crm, changed, &marks, &row, 2 + u64::from(life.left.is_some()))
}

/// When the record was changed last: whenever their number was, otherwise within a year after they signed up.
fn changed(customer: &Customer, rng: &mut Rng, end: At) -> At {
    let number = customer.phones.last().and_then(|held| held.from).filter(|at| *at < end.plus_days(-1));
    let other = customer.signed_up.plus_days(rng.between(1, 300)).in_hours(rng, 9, 18);
    let at = number.map_or(other, |at| at.in_hours(rng, 9, 18)).max(customer.signed_up.plus_minutes(30));
    at.min(end.plus_minutes(-20))
}

fn mistyped(rng: &mut Rng, name: &str) -> String {
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    format!("{first}{}", slip(rng, rest))
}
