//! Bills by the month, or top-ups where somebody pays in advance. Some bills are confusing.

use crate::at::At;
use crate::causes::CONFUSING_SHARE;
use crate::people::Customer;
use crate::world::World;

/// A bill, or a top-up, which is a payment without one.
#[derive(Clone, Debug)]
pub(crate) struct Bill {
    /// Its place among the customer's bills.
    pub(crate) slot: usize,
    /// When it was made.
    pub(crate) at: At,
    /// The total in pence.
    pub(crate) pence: u32,
    /// How many lines it has.
    pub(crate) lines: u32,
    /// How many of them are for part of a month. More than none makes a bill confusing.
    pub(crate) part_lines: u32,
    /// Whether there is a bill at all.
    pub(crate) top_up: bool,
    /// When it was paid.
    pub(crate) paid: At,
}

impl Bill {
    /// Whether people ring because of it.
    pub(crate) fn confusing(&self) -> bool {
        self.part_lines > 0
    }
}

/// All bills or top-ups of a customer between two moments.
pub(crate) fn draw(world: &World, customer: &Customer, begin: At, end: At) -> Vec<Bill> {
    let mut rng = world.rng("bills", customer.no);
    let tariffs = [customer.contract.mobile, customer.contract.fibre];
    let monthly: u32 = tariffs.iter().flatten().map(|(_, pence)| pence).sum();
    let mut bills = Vec::new();
    let mut at = begin.plus_days(rng.between(0, 29));
    while at < end {
        let bill = if customer.contract.prepaid {
            let pence = rng.pick(&[500, 1000, 1000, 1500, 2000, 3000]);
            let paid = at.in_hours(&mut rng, 7, 23);
            Bill { slot: bills.len(), at: paid, pence, lines: 0, part_lines: 0, top_up: true, paid }
        } else {
            let part_lines = if rng.chance(CONFUSING_SHARE) { rng.below(3) + 2 } else { 0 };
            let extra = if rng.chance(0.15) { rng.below(1500) } else { 0 };
            let pence = monthly + extra + part_lines * monthly / 5;
            let made = at.in_hours(&mut rng, 4, 7);
            let paid =
                made.plus_days(if rng.chance(0.93) { 10 } else { rng.between(11, 40) }).in_hours(&mut rng, 9, 17);
            Bill { slot: bills.len(), at: made, pence, lines: 2 + part_lines, part_lines, top_up: false, paid }
        };
        bills.push(bill);
        at = at.plus_days(if customer.contract.prepaid { rng.between(18, 45) } else { 30 });
    }
    bills
}
