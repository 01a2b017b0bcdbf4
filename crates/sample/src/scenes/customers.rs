//! All rows of one customer, and what truth says of them.

use crate::causes::CAMPAIGN_DAYS;
use crate::diary::Diary;
use crate::exports::{billing, crm, deliveries, field, loyalty, orders, payments};
use crate::life::Life;
use crate::life::orders::{BOOST, Line, Order, campaign_day};
use crate::office::Office;
use crate::people::Customer;
use crate::people::staff::employee_id;
use crate::scenes::{contacts, odyssey, routine};
use crate::truth::{Person, moment};
use crate::world::World;

/// Writes the customer of this number.
pub(crate) fn write(world: &World, office: &mut Office, no: u32) -> anyhow::Result<()> {
    let customer = if no == 0 { odyssey::customer(world) } else { Customer::draw(world, no) };
    let life = Life::draw(world, &customer);
    let mut diary = Diary::open(world, office, &customer);
    crm::write(&mut diary, &life)?;
    loyalty::write(&mut diary)?;
    for bill in &life.bills {
        if !bill.top_up && world.window.holds(bill.at) {
            billing::write(&mut diary, bill)?;
        }
        payments::write(&mut diary, bill)?;
    }
    for order in &life.orders {
        write_order(&mut diary, order)?;
    }
    if no == 0 {
        odyssey::write(&mut diary)?;
    } else {
        let surveys = contacts::write(&mut diary, &life)?;
        routine::write(&mut diary, &life, surveys)?;
    }
    settle(&mut diary, &life)
}

fn write_order(diary: &mut Diary<'_>, order: &Order) -> anyhow::Result<()> {
    orders::write(diary, order)?;
    if let Some(parcel) = &order.parcel {
        deliveries::write(diary, order, parcel)?;
    }
    if let Some((Line::Visits { survey, install }, _)) = order.line {
        let number = orders::order_no(diary.customer.no, order);
        for (kind, at) in [("SURVEY", survey), ("INSTALL", install)] {
            if diary.world.window.holds(at) {
                field::write_line(diary, order.slot, &number, kind, at)?;
            }
        }
    }
    Ok(())
}

/// Writes what truth says of the customer.
fn settle(diary: &mut Diary<'_>, life: &Life) -> anyhow::Result<()> {
    let customer = diary.customer;
    let truth = &mut diary.office.truth;
    if let Some(treated) = life.treated {
        let day = campaign_day(diary.world.window);
        let counts = |order: &&Order| order.what == BOOST && order.at < day.plus_days(CAMPAIGN_DAYS);
        let converted = life.orders.iter().any(|order| counts(&order));
        truth.campaign(&diary.person, &customer.user_id, treated, converted)?;
    }
    truth.confounder(&diary.person, customer.contract.rolling, life.compared, life.left)?;
    let person = Person {
        name: &diary.person,
        kind: "customer",
        customer_no: &customer.user_id,
        employee_id: &customer.employee.map(employee_id).unwrap_or_default(),
        household: format!("F{:07}", customer.home.no),
        language: customer.language().code(),
        left_at: moment(life.left),
        repeated_requests: diary.repeated.len(),
        first_repeated_at: moment(diary.repeated.iter().min().copied()),
        islands: diary.trace.islands(),
    };
    truth.person(&person, &diary.trace)
}
