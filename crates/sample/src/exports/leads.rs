//! `leads.csv`: cards that people who are interested filled in at fairs and stands, typed in by a student.

use serde::Serialize;

use crate::at::At;
use crate::exports::segment::Out;
use crate::office::System;
use crate::people::stranger::Prospect;
use crate::trace::Mark;

/// A row of the list.
#[derive(Serialize)]
struct Row<'a> {
    no: String,
    taken: String,
    stand: &'a str,
    name: String,
    email: &'a str,
    tel: String,
    ok_to_mail: &'a str,
    remark: &'a str,
}

/// Writes the card of a prospect, with the address as it was typed.
pub(crate) fn write(out: &mut Out<'_>, prospect: &Prospect, at: At, typed: &str, remark: &str) -> anyhow::Result<()> {
    let mut marks = vec![if typed == prospect.email { Mark::own("email", typed) } else { Mark::typo(typed) }];
    marks.extend(prospect.phone.as_ref().map(Mark::mobile));
    let row = Row {
        no: format!("L{}", prospect.no),
        taken: at.local("%d/%m/%y %H:%M"),
        stand: prospect.town,
        name: format!("{} {}", prospect.first, prospect.last),
        email: typed,
        tel: prospect.phone.as_ref().map(|held| held.phone.written(out.rng)).unwrap_or_default(),
        ok_to_mail: if prospect.mailings { "y" } else { "n" },
        remark,
    };
    out.office.put(System::Leads, out.trace, at, &marks, &row, 1)
}
