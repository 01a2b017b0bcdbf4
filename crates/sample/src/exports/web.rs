//! `web.jsonl`: what people do on the web site.

use crate::at::At;
use crate::exports::segment::{Out, Properties, Session};
use crate::office::System;
use crate::people::Customer;
use crate::rng::Rng;
use crate::tables::{ACCESSORIES, FIBRE, HANDSETS, MOBILE};

/// What somebody comes to the site for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    /// To look around.
    Browse,
    /// To see a bill or how much data is left.
    Account,
    /// To find help.
    Help,
}

/// Why somebody comes this time.
pub(crate) fn any_errand(rng: &mut Rng, may_log_in: bool) -> Errand {
    let account = if may_log_in { 5 } else { 0 };
    rng.weighted(&[(5, Errand::Browse), (account, Errand::Account), (2, Errand::Help)])
}

/// Pages and events of an errand.
pub(crate) fn run(session: &mut Session<'_>, out: &mut Out<'_>, errand: Errand, query: &str) -> anyhow::Result<()> {
    match errand {
        Errand::Browse => browse(session, out),
        Errand::Account => account(session, out),
        Errand::Help => {
            let results = out.rng.between(0, 6);
            help(session, out, query, results)?;
            Ok(())
        }
    }
}

fn browse(session: &mut Session<'_>, out: &mut Out<'_>) -> anyhow::Result<()> {
    session.page(out, "Home", "/")?;
    let (title, path, product) = match out.rng.below(4) {
        0 => ("Mobile tariffs", "/tariffs/mobile", out.rng.pick(MOBILE).0),
        1 => ("Fibre", "/tariffs/fibre", out.rng.pick(FIBRE).0),
        2 => ("Phones", "/phones", out.rng.pick(HANDSETS).0),
        _ => ("Accessories", "/accessories", out.rng.pick(ACCESSORIES).0),
    };
    session.page(out, title, path)?;
    for _ in 0..out.rng.between(0, 2) {
        let properties = Properties { product: Some(product), ..Properties::default() };
        session.track(out, "Product Viewed", &properties)?;
    }
    Ok(())
}

fn account(session: &mut Session<'_>, out: &mut Out<'_>) -> anyhow::Result<()> {
    session.page(out, "My Halden", "/my")?;
    match out.rng.below(3) {
        0 => session.page(out, "Bills", "/my/bills")?,
        1 => session.page(out, "Usage", "/my/usage")?,
        _ => {
            session.page(out, "Bills", "/my/bills")?;
            session.track(out, "Bill Downloaded", &Properties::default())?;
        }
    }
    Ok(())
}

/// A search of the help pages. Without results there is no answer to open. Returns the search's message id.
pub(crate) fn help(session: &mut Session<'_>, out: &mut Out<'_>, query: &str, results: i64) -> anyhow::Result<String> {
    session.page(out, "Help", "/help")?;
    let properties = Properties { query: Some(query), results: Some(results), ..Properties::default() };
    let searched = session.track(out, "Help Searched", &properties)?;
    if results > 0 {
        session.page(out, "Help article", "/help/article")?;
    }
    Ok(searched)
}

/// The comparison of tariffs: one end of the planted confounder.
pub(crate) fn compare(session: &mut Session<'_>, out: &mut Out<'_>) -> anyhow::Result<()> {
    session.page(out, "Compare tariffs", "/tariffs/compare")?;
    session.track(out, "Tariffs Compared", &Properties::default())?;
    Ok(())
}

/// The end of an order.
pub(crate) fn check_out(
    session: &mut Session<'_>,
    out: &mut Out<'_>,
    order: &str,
    product: &str,
    pence: u32,
) -> anyhow::Result<()> {
    session.page(out, "Basket", "/basket")?;
    session.page(out, "Checkout", "/checkout")?;
    let revenue = Some(f64::from(pence) / 100.0);
    let properties = Properties { order_id: Some(order), product: Some(product), revenue, ..Properties::default() };
    session.track(out, "Order Completed", &properties)?;
    Ok(())
}

/// Somebody logs in on a shop's tablet to look something up.
pub(crate) fn on_tablet(out: &mut Out<'_>, tablet: &str, customer: &Customer, at: At) -> anyhow::Result<()> {
    let mut session = Session::new(out.rng, System::Web, tablet, at).on_shared_device();
    session.page(out, "Log in", "/my/login")?;
    session.log_in(out, customer, &customer.email)?;
    session.page(out, "My Halden", "/my")
}
