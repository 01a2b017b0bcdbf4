//! `deliveries.csv`: what the carrier reports. One row is several interactions, one for each time that it holds.

use serde::Serialize;

use crate::at::At;
use crate::diary::Diary;
use crate::exports::orders::order_no;
use crate::life::orders::{Order, Parcel};
use crate::numbers::{Series, numbered};
use crate::office::System;
use crate::trace::Mark;

/// A row of the carrier's report.
#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
struct Row<'a> {
    consignment: &'a str,
    shipper_ref: String,
    recip_email: &'a str,
    recip_tel: String,
    pcode: &'a str,
    promised: String,
    dispatched: String,
    out_for_delivery: String,
    delivered: String,
    late: &'static str,
    attempts: i64,
    left_with: &'a str,
}

/// Writes a parcel with what had happened to it when the report was made.
pub(crate) fn write(diary: &mut Diary<'_>, order: &Order, parcel: &Parcel) -> anyhow::Result<()> {
    let (customer, window) = (diary.customer, diary.world.window);
    if !window.holds(parcel.dispatched) {
        return Ok(());
    }
    let mut rng = diary.world.rng("parcel", customer.no * 256 + u32::try_from(order.slot).unwrap_or(255));
    let number = numbered(Series::Parcel, customer.no, order.slot);
    let reference = order_no(customer.no, order);
    let held = customer.held_at(order.at);
    let happened = |at: At| if window.holds(at) { at.local("%Y-%m-%d %H:%M") } else { String::new() };
    let row = Row {
        consignment: &number,
        shipper_ref: reference.clone(),
        recip_email: &customer.email,
        recip_tel: held.phone.written(&mut rng),
        pcode: &customer.home.postcode,
        promised: parcel.promised.local("%Y-%m-%d %H:%M"),
        dispatched: happened(parcel.dispatched),
        out_for_delivery: happened(parcel.out),
        delivered: happened(parcel.delivered),
        late: if window.holds(parcel.delivered) && parcel.delivered > parcel.promised { "Y" } else { "" },
        attempts: parcel.attempts,
        left_with: rng.weighted(&[(6, "ADDRESSEE"), (3, "NEIGHBOUR"), (1, "SAFE PLACE")]),
    };
    let times = [parcel.dispatched, parcel.out, parcel.delivered];
    let interactions = times.into_iter().filter(|at| window.holds(*at)).count();
    let marks = [Mark::own("order", &reference), Mark::own("email", &customer.email), Mark::mobile(held)];
    diary.put(System::Deliveries, parcel.dispatched, &marks, &row, interactions.try_into()?)?;
    if order.line.is_some() {
        let episode = format!("L{reference}");
        for (step, at) in ["dispatched", "out", "delivered"].into_iter().zip(times).take(interactions) {
            diary.episode(&episode, ("fibre_order", ""), System::Deliveries, &format!("{number}-{step}"), at)?;
        }
    }
    Ok(())
}
