//! Employees: a fixed staff, parted by department. Some of them are customers as well.

use crate::people::mail;
use crate::phrases::Language;
use crate::place::Department;
use crate::rng::Rng;
use crate::tables::{TOWNS, first_names, other_mail_domains, surnames};
use crate::world::World;

/// How many people work for Halden, whatever the number of its customers.
pub(crate) const STAFF: u32 = 240;

/// Every eighth employee is a customer, too.
const CUSTOMER_EVERY: u32 = 8;

/// Who works where: the department and the number of its first employee.
const DEPARTMENTS: [(Department, u32); 7] = [
    (Department::Retail, 0),
    (Department::CustomerCare, 60),
    (Department::Billing, 130),
    (Department::TechnicalSupport, 150),
    (Department::FieldService, 180),
    (Department::Digital, 212),
    (Department::Marketing, 226),
];

/// How many work in each department.
pub(crate) fn headcount() -> impl Iterator<Item = (Department, u32)> {
    let ends = DEPARTMENTS.iter().skip(1).map(|(_, first)| *first).chain([STAFF]);
    DEPARTMENTS.iter().zip(ends).map(|((department, first), end)| (*department, end - first))
}

/// An employee.
#[derive(Clone, Debug)]
pub(crate) struct Employee {
    /// Their place in the staff, from 0.
    pub(crate) no: u32,
    /// First name.
    pub(crate) first: &'static str,
    /// Surname.
    pub(crate) last: &'static str,
    /// Their department.
    pub(crate) department: Department,
    /// Their team.
    pub(crate) team: String,
    /// Their shop or site.
    pub(crate) site: &'static str,
    /// Their address at work.
    pub(crate) work_email: String,
    /// Their own address, as the personnel office has it.
    pub(crate) private_email: String,
    /// The customer that they are as well.
    pub(crate) customer: Option<u32>,
}

impl Employee {
    /// The employee of this number. Whoever is a customer too has the customer's name and first address.
    pub(crate) fn draw(world: &World, no: u32) -> Employee {
        let mut rng = world.rng("employee", no);
        let customer = customer_of(no).filter(|customer| *customer < world.plan.customers);
        let as_customer = customer.map(|customer| super::Customer::draw(world, customer));
        let (first, last) = match &as_customer {
            Some(customer) => (customer.first, customer.last),
            None => (rng.pick(first_names(Language::English)), rng.pick(surnames(Language::English))),
        };
        let domain = rng.pick(other_mail_domains());
        let private = mail::address(&mut rng, first, last, no, domain);
        let department = department_of(no);
        Employee {
            no,
            first,
            last,
            department,
            team: team(&mut rng, department),
            site: rng.pick(TOWNS).shop,
            work_email: format!("{}.{}{no}@halden.example", mail::plain(first), mail::plain(last)),
            private_email: as_customer.map_or(private, |customer| customer.email),
            customer,
        }
    }

    /// The number by which the departments' systems know them.
    pub(crate) fn id(&self) -> String {
        employee_id(self.no)
    }

    /// How truth names this person.
    pub(crate) fn person(&self) -> String {
        self.customer.map_or_else(|| format!("S{:04}", self.no), |customer| format!("P{customer:07}"))
    }
}

/// The number of an employee in the departments' systems.
pub(crate) fn employee_id(no: u32) -> String {
    format!("E{}", 4000 + no * 7)
}

/// Somebody of a department.
pub(crate) fn anyone(rng: &mut Rng, department: Department) -> u32 {
    let mut later = DEPARTMENTS.iter().skip_while(|(other, _)| *other != department).map(|(_, first)| *first);
    let first = later.next().expect("every department has its place in the staff");
    first + rng.below(later.next().unwrap_or(STAFF) - first)
}

/// The first name of an employee, as customers remember it.
pub(crate) fn first_name(world: &World, no: u32) -> &'static str {
    Employee::draw(world, no).first
}

/// The customer that an employee is as well.
fn customer_of(no: u32) -> Option<u32> {
    no.is_multiple_of(CUSTOMER_EVERY).then_some(no / CUSTOMER_EVERY * 17 + 11)
}

/// The employee that a customer is as well.
pub(crate) fn employee_of(customer: u32) -> Option<u32> {
    let no = customer.checked_sub(11)?;
    (no.is_multiple_of(17) && no / 17 * CUSTOMER_EVERY < STAFF).then_some(no / 17 * CUSTOMER_EVERY)
}

fn department_of(no: u32) -> Department {
    let begun = DEPARTMENTS.iter().rev().find(|(_, first)| *first <= no);
    begun.expect("the first department begins with the first employee").0
}

fn team(rng: &mut Rng, department: Department) -> String {
    let team = match department {
        Department::Retail => "shop floor",
        Department::CustomerCare => rng.pick(&["care early", "care late", "switchboard", "retention", "written"]),
        Department::Billing => rng.pick(&["billing desk", "collections"]),
        Department::TechnicalSupport => rng.pick(&["first line", "second line", "NOC"]),
        Department::FieldService => rng.pick(&["engineers north", "engineers south", "dispatch"]),
        Department::Digital => rng.pick(&["web", "app"]),
        Department::Marketing => rng.pick(&["campaigns", "social"]),
    };
    team.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn employee_and_customer_find_each_other() {
        for no in 0..STAFF {
            if let Some(customer) = customer_of(no) {
                assert_eq!(employee_of(customer), Some(no));
            }
        }
        assert_eq!((0..2000).filter(|customer| employee_of(*customer).is_some()).count(), 30);
    }
}
