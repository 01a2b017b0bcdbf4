//! `staff.csv`: the personnel office's list. Whoever is a customer, too, shows it by the address at home.

use serde::Serialize;

use crate::at::At;
use crate::office::{Office, System};
use crate::people::staff::Employee;
use crate::trace::{Mark, Trace};

/// A row of the list.
#[derive(Serialize)]
struct Row<'a> {
    pers_no: &'a str,
    vorname: &'a str,
    nachname: &'a str,
    work_mail: &'a str,
    private_mail: &'a str,
    dept: &'a str,
    team: &'a str,
    site: &'a str,
    hired: String,
}

/// Writes an employee.
pub(crate) fn write(office: &mut Office, trace: &mut Trace, employee: &Employee, hired: At) -> anyhow::Result<()> {
    let id = employee.id();
    let row = Row {
        pers_no: &id,
        vorname: employee.first,
        nachname: employee.last,
        work_mail: &employee.work_email,
        private_mail: &employee.private_email,
        dept: employee.department.name(),
        team: &employee.team,
        site: employee.site,
        hired: hired.local("%Y-%m-%d %H:%M"),
    };
    let marks = [
        Mark::own("employee_id", &id),
        Mark::own("email", &employee.work_email),
        Mark::own("email", &employee.private_email),
    ];
    office.put(System::Staff, trace, hired, &marks, &row, 1)
}
