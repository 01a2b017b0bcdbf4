//! `orders.csv`: orders from all sales channels, and when a fibre line that was ordered came to life.

use serde::Serialize;

use crate::at::At;
use crate::diary::Diary;
use crate::facts::{Fact, Purpose, questions_json};
use crate::life::orders::{Channel, Line, Order};
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::trace::Mark;

/// A row of the order book.
#[derive(Serialize)]
struct Row<'a> {
    order_no: &'a str,
    placed_at: String,
    sales_channel: &'a str,
    cust_no: &'a str,
    email: &'a str,
    visitor_id: &'a str,
    store: &'a str,
    description: &'a str,
    total_gbp: String,
    questions: String,
    full_name: String,
    address: String,
    dob: &'a str,
    activated_at: String,
}

/// The number of an order.
pub(crate) fn order_no(customer: u32, order: &Order) -> String {
    numbered(Series::Order, customer, order.slot)
}

/// What a new customer is asked. The date of birth is wanted by law.
const NEW: [(Fact, Purpose); 3] =
    [(Fact::FullName, Purpose::Service), (Fact::Address, Purpose::Service), (Fact::DateOfBirth, Purpose::Law)];

/// Writes an order.
pub(crate) fn write(diary: &mut Diary<'_>, order: &Order) -> anyhow::Result<()> {
    let customer = diary.customer;
    let number = order_no(customer.no, order);
    let asked: &[_] = if order.first { &NEW } else { &[] };
    let window = diary.world.window;
    let activated = order.line.map(|(_, at)| at).filter(|at| window.holds(*at));
    let given = |value: String| if order.first { value } else { String::new() };
    let visitor = if order.channel == Channel::Web { customer.browsers[0].id.as_str() } else { "" };
    let row = Row {
        order_no: &number,
        placed_at: iso(order.at),
        sales_channel: match order.channel {
            Channel::Web => "WEB",
            Channel::App => "APP",
            Channel::Shop => "SHOP",
            Channel::Phone => "TELESALES",
        },
        cust_no: &customer.user_id,
        email: &customer.email,
        visitor_id: visitor,
        store: if order.channel == Channel::Shop { customer.home.town.shop } else { "" },
        description: order.what.0,
        total_gbp: format!("{}.{:02}", order.what.1 / 100, order.what.1 % 100),
        questions: questions_json(asked),
        full_name: given(customer.name()),
        address: given(customer.home.address()),
        dob: if order.first { &customer.born } else { "" },
        activated_at: activated.map(iso).unwrap_or_default(),
    };
    let mut marks =
        vec![Mark::own("user_id", &customer.user_id), Mark::own("email", &customer.email), Mark::own("order", &number)];
    if !visitor.is_empty() {
        marks.push(Mark::own("anonymous_id", visitor));
    }
    diary.put(System::Orders, order.at, &marks, &row, 1 + u64::from(activated.is_some()))?;
    if let Some((line, _)) = order.line {
        process(diary, order, &number, line, activated)?;
    }
    Ok(())
}

/// Notes in truth that a fibre order went through one of the two processes.
fn process(
    diary: &mut Diary<'_>,
    order: &Order,
    number: &str,
    line: Line,
    activated: Option<At>,
) -> anyhow::Result<()> {
    let process = if matches!(line, Line::SelfInstall) { "after" } else { "before" };
    diary.office.truth.process(&diary.person, number, order.at, process, activated)?;
    let episode = format!("L{number}");
    diary.episode(&episode, ("fibre_order", ""), System::Orders, number, order.at)?;
    if let Some(at) = activated {
        diary.episode(&episode, ("fibre_order", ""), System::Orders, &format!("{number}-activated"), at)?;
    }
    Ok(())
}

fn iso(at: At) -> String {
    at.utc("%Y-%m-%dT%H:%M:%SZ")
}
