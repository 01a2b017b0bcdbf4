//! One customer's time with Halden, drawn before any row is written: what they buy, what bothers them, when they leave.

pub(crate) mod bills;
pub(crate) mod matters;
pub(crate) mod orders;

use crate::at::At;
use crate::causes::{ASKED_AGAIN_DAYS, ASKED_AGAIN_LEAVES, COMPARES, LEAVES};
use crate::life::bills::Bill;
use crate::life::matters::{Matter, MatterKind};
use crate::life::orders::Order;
use crate::people::Customer;
use crate::place::Place;
use crate::rng::Rng;
use crate::world::World;

/// What happens to one customer within the window.
#[derive(Debug)]
pub(crate) struct Life {
    /// From when on they are a customer within the window.
    pub(crate) begin: At,
    /// Until when: they left, or the window ends.
    pub(crate) end: At,
    /// Whether they left.
    pub(crate) left: Option<At>,
    /// What they ordered.
    pub(crate) orders: Vec<Order>,
    /// What they were billed.
    pub(crate) bills: Vec<Bill>,
    /// What they got in touch about.
    pub(crate) matters: Vec<Matter>,
    /// When they compared tariffs.
    pub(crate) compared: Option<At>,
    /// The campaign: whether they are in its audience, and then whether they were treated.
    pub(crate) treated: Option<bool>,
}

impl Life {
    /// The life of a customer. The one of the story is only billed; her story is told elsewhere.
    pub(crate) fn draw(world: &World, customer: &Customer) -> Life {
        let window = world.window;
        let begin = customer.signed_up.max(window.start);
        if customer.no == 0 {
            let bills = bills::draw(world, customer, begin, window.end);
            let (orders, matters) = (Vec::new(), Vec::new());
            return Life { begin, end: window.end, left: None, orders, bills, matters, compared: None, treated: None };
        }
        let mut rng = world.rng("leaving", customer.no);
        let kind = usize::from(!customer.contract.rolling);
        let unasked = leaves_anyway(&mut rng, begin, window.end, LEAVES[kind]);
        let compared = rng.chance(COMPARES[kind]).then(|| window.any_day(&mut rng).in_hours(&mut rng, 8, 22));
        let treated = orders::treated(world, customer, unasked);
        let mut life = Life {
            begin,
            end: unasked.min(window.end),
            left: None,
            orders: orders::draw(world, customer, treated),
            bills: bills::draw(world, customer, begin, window.end),
            matters: Vec::new(),
            compared,
            treated,
        };
        life.matters = matters::draw(world, customer, &life);
        life.leave(world, customer, &mut rng);
        life
    }

    /// Settles when they leave, and drops what would have happened afterwards.
    fn leave(&mut self, world: &World, customer: &Customer, rng: &mut Rng) {
        let contacts = self.matters.iter().flat_map(|matter| &matter.contacts);
        let asked_again = contacts.filter(|contact| contact.place.asks_again()).map(|contact| contact.at).min();
        let upset = rng.chance(ASKED_AGAIN_LEAVES);
        let patience = rng.between(12, ASKED_AGAIN_DAYS - 1);
        if let Some(at) = asked_again.filter(|at| upset && *at < self.end) {
            self.end = self.end.min(at.plus_days(patience));
        }
        let end = self.end;
        self.left = (end < world.window.end).then_some(end);
        for matter in &mut self.matters {
            matter.contacts.retain(|contact| contact.at < end);
        }
        self.matters.retain(|matter| !matter.contacts.is_empty());
        self.orders.retain(|order| order.at < end);
        self.bills.retain(|bill| bill.at < end.plus_days(31));
        self.compared = self.compared.filter(|at| self.begin <= *at && *at < end);
        if self.left.is_some() && rng.chance(0.75) {
            let notice = end.plus_days(-rng.between(1, 9)).max(self.begin).in_hours(rng, 9, 18);
            let slot = self.matters.iter().map(|matter| matter.slot + 1).max().unwrap_or(0);
            if world.window.holds(notice) && notice < end {
                let place = if rng.chance(0.75) { Place::Retention } else { Place::Chat };
                self.matters.push(Matter::once(world, customer, rng, MatterKind::Leave, slot, (place, notice)));
            }
        }
    }
}

/// When somebody leaves whom nothing upsets: every day alike, so that this share leaves in a year.
fn leaves_anyway(rng: &mut Rng, begin: At, end: At, a_year: f64) -> At {
    let a_day = 1.0 - (1.0 - a_year).powf(1.0 / 365.0);
    let mut day = begin;
    while day < end && !rng.chance(a_day) {
        day = day.plus_days(1);
    }
    day.plus_days(1).in_hours(rng, 8, 20)
}
