//! `app.jsonl`: what people do in the app, which is always logged in and says so every time.

use crate::exports::segment::{Out, Properties, Session};

/// Screens and events of one use.
pub(crate) fn run(session: &mut Session<'_>, out: &mut Out<'_>) -> anyhow::Result<()> {
    session.page(out, "Home", "/")?;
    match out.rng.below(6) {
        0 => session.page(out, "Usage", "/usage"),
        1 => session.page(out, "Bills", "/bills"),
        2 => session.track(out, "Data Checked", &Properties::default()).map(drop),
        3 => session.track(out, "Offer Dismissed", &Properties::default()).map(drop),
        4 => {
            session.page(out, "Profile", "/profile")?;
            session.track(out, "Notifications Changed", &Properties::default()).map(drop)
        }
        _ => Ok(()),
    }
}
