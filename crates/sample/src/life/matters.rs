//! What people get in touch about, and the way that each matter takes through the departments.

use crate::at::At;
use crate::causes::{CONFUSING_CALLS, CONFUSING_DAYS, LATE_CONTACTS};
use crate::facts::Fact;
use crate::life::Life;
use crate::people::Customer;
use crate::people::household::Household;
use crate::people::passed::Passed;
use crate::place::Place;
use crate::rng::Rng;
use crate::tables::streets;
use crate::world::World;

/// The kinds of matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MatterKind {
    /// The fibre line has a fault.
    Fibre,
    /// The mobile service or the telephone has one.
    Mobile,
    /// A bill is not understood.
    Bill,
    /// A parcel is late.
    Delivery,
    /// They move house.
    Move,
    /// A SIM card is lost, new or does not work.
    Sim,
    /// They want to know something.
    General,
    /// They want something better.
    Upgrade,
    /// They want to leave.
    Leave,
}

impl MatterKind {
    /// The word for it in the phrases and in truth.
    pub(crate) fn name(self) -> &'static str {
        match self {
            MatterKind::Fibre => "fibre",
            MatterKind::Mobile => "mobile",
            MatterKind::Bill => "bill",
            MatterKind::Delivery => "delivery",
            MatterKind::Move => "move",
            MatterKind::Sim => "sim",
            MatterKind::General => "general",
            MatterKind::Upgrade => "upgrade",
            MatterKind::Leave => "leave",
        }
    }

    /// The topics that matters of this kind have in the phrases.
    fn topics(self) -> &'static [&'static str] {
        match self {
            MatterKind::Fibre => &["drops", "drops", "dead", "slow", "wifi"],
            MatterKind::Mobile => &["signal", "calls", "data", "handset"],
            // What makes people ring about bills is mostly the confusing ones.
            MatterKind::Bill => &["unclear", "unclear", "high", "unknown", "double", "credit"],
            MatterKind::Delivery => &["late", "late", "missed"],
            MatterKind::Move => &["home", "home", "address"],
            MatterKind::Sim => &["lost", "new", "esim"],
            MatterKind::General => &["roaming", "shop", "account", "app"],
            MatterKind::Upgrade => &["renew", "price", "extra"],
            MatterKind::Leave => &["leave"],
        }
    }

    /// Whether it is about something that does not work.
    pub(crate) fn is_fault(self) -> bool {
        matches!(self, MatterKind::Fibre | MatterKind::Mobile)
    }

    /// What has to be known to settle it.
    pub(crate) fn needs(self) -> &'static [Fact] {
        match self {
            MatterKind::Fibre | MatterKind::Mobile => &[Fact::Problem, Fact::DeviceModel, Fact::ProblemSince],
            MatterKind::Move => &[Fact::Problem, Fact::NewAddress, Fact::MovingDate],
            MatterKind::Leave => &[Fact::Problem, Fact::LeavingReason],
            _ => &[Fact::Problem],
        }
    }

    /// The desk that the telephone menu leads to.
    fn desk(self) -> Place {
        match self {
            MatterKind::Fibre | MatterKind::Mobile => Place::Faults,
            MatterKind::Bill => Place::BillingDesk,
            MatterKind::Leave => Place::Retention,
            _ => Place::Care,
        }
    }
}

/// What somebody answers when they are asked about a matter.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    /// What it is about.
    pub(crate) problem: String,
    /// The device in question.
    pub(crate) device: String,
    /// Since when.
    pub(crate) since: String,
    /// Where they move.
    pub(crate) new_address: String,
    /// When they move.
    pub(crate) moving_date: String,
    /// Why they leave.
    pub(crate) reason: String,
}

/// One contact about a matter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact {
    /// When.
    pub(crate) at: At,
    /// Where.
    pub(crate) place: Place,
    /// The contact's place among all contacts of the customer.
    pub(crate) slot: usize,
    /// The part of the call: 2 after the switchboard, otherwise 1.
    pub(crate) leg: u8,
    /// Whether it is the first contact about the matter.
    pub(crate) first: bool,
}

/// Something that has to be settled.
#[derive(Clone, Debug)]
pub(crate) struct Matter {
    /// Its place among the customer's matters.
    pub(crate) slot: usize,
    /// What kind it is.
    pub(crate) kind: MatterKind,
    /// What of that kind: the word for it in the phrases and in truth.
    pub(crate) topic: &'static str,
    /// What the customer answers.
    pub(crate) answers: Answers,
    /// The contacts about it, in the order of time.
    pub(crate) contacts: Vec<Contact>,
}

/// How many slots for contacts each matter has, and how many matters a customer may have at most.
const SLOTS: usize = 12;
const MOST: usize = 20;

/// All matters of a customer, should they stay.
pub(crate) fn draw(world: &World, customer: &Customer, life: &Life) -> Vec<Matter> {
    let mut rng = world.rng("matters", customer.no);
    let mut begun: Vec<(MatterKind, At)> = Vec::new();
    for (kind, a_year) in rates(customer) {
        for _ in 0..rng.count(a_year * world.window.years()) {
            begun.push((kind, world.window.any_day(&mut rng).in_hours(&mut rng, 8, 20)));
        }
    }
    for bill in life.bills.iter().filter(|bill| bill.confusing()) {
        if rng.chance(CONFUSING_CALLS) {
            let day = bill.at.plus_days(rng.between(1, CONFUSING_DAYS - 2));
            begun.push((MatterKind::Bill, day.in_hours(&mut rng, 8, 18)));
        }
    }
    for parcel in life.orders.iter().filter_map(|order| order.parcel).filter(|parcel| parcel.late) {
        if rng.chance(LATE_CONTACTS) {
            begun.push((MatterKind::Delivery, parcel.promised.plus_days(1).in_hours(&mut rng, 8, 20)));
        }
    }
    begun.retain(|(_, at)| life.begin < *at && world.window.holds(*at));
    begun.sort_by_key(|(_, at)| *at);
    let matter = |(slot, (kind, at))| Matter::draw(world, customer, &mut rng, kind, slot, at);
    let mut matters: Vec<_> = begun.into_iter().take(MOST - 2).enumerate().map(matter).collect();
    if let Some(passed) = Passed::of(world, customer.no) {
        // A call that shows whose the number was, or whose it is now.
        let day = if passed.giver == customer.no { passed.until.plus_days(-2) } else { passed.again.plus_days(2) };
        let call = (Place::Care, day.in_hours(&mut rng, 9, 18));
        matters.push(Matter::once(world, customer, &mut rng, MatterKind::General, matters.len(), call));
    }
    matters
}

/// How often a year each kind of matter comes up by itself.
fn rates(customer: &Customer) -> [(MatterKind, f64); 7] {
    let fibre = if customer.contract.fibre.is_some() { 0.55 } else { 0.0 };
    let mobile = if customer.contract.mobile.is_some() { 0.3 } else { 0.0 };
    [
        (MatterKind::Fibre, fibre),
        (MatterKind::Mobile, mobile),
        (MatterKind::Bill, if customer.contract.prepaid { 0.0 } else { 0.1 }),
        (MatterKind::Move, 0.06),
        (MatterKind::Sim, 0.09),
        (MatterKind::General, 0.5),
        (MatterKind::Upgrade, 0.2),
    ]
}

impl Matter {
    /// A matter that begins at `at`, with its whole way.
    fn draw(world: &World, customer: &Customer, rng: &mut Rng, kind: MatterKind, slot: usize, at: At) -> Matter {
        let topic = rng.pick(kind.topics());
        let answers = answers(world, customer, rng, (kind, topic), at);
        let mut matter = Matter { slot, kind, topic, answers, contacts: Vec::new() };
        matter.begin(rng, at);
        matter.go_on(rng);
        matter.contacts.retain(|contact| world.window.holds(contact.at));
        matter
    }

    /// A matter that is settled with one contact.
    pub(crate) fn once(
        world: &World,
        customer: &Customer,
        rng: &mut Rng,
        kind: MatterKind,
        slot: usize,
        (place, at): (Place, At),
    ) -> Matter {
        let topic = rng.pick(kind.topics());
        let answers = answers(world, customer, rng, (kind, topic), at);
        let mut matter = Matter { slot, kind, topic, answers, contacts: Vec::new() };
        matter.meet(place, at, 1);
        matter
    }

    /// The first contact. Bills and parcels are rung about; that is what their planted effects count.
    fn begin(&mut self, rng: &mut Rng, at: At) {
        let first = match self.kind {
            MatterKind::Bill => rng.weighted(&[(78, self.kind.desk()), (22, Place::Switchboard)]),
            MatterKind::Delivery => rng.weighted(&[(5, Place::Care), (3, Place::Chat), (2, Place::Email)]),
            kind => rng.weighted(&[
                (34, kind.desk()),
                (11, Place::Switchboard),
                (18, Place::Chat),
                (13, Place::Email),
                (10, Place::Shop),
                (10, Place::Search),
                (4, Place::Social),
            ]),
        };
        self.reach(rng, first, at);
    }

    /// The contacts after the first, until it is settled or given up.
    fn go_on(&mut self, rng: &mut Rng) {
        for _ in 0..4 {
            let last = *self.contacts.last().expect("a matter begins with a contact");
            let settled = if last.place == Place::Search { 0.15 } else { 0.62 };
            if rng.chance(settled) {
                return;
            }
            if self.kind == MatterKind::Fibre && rng.chance(0.35) {
                let visit = last.at.plus_days(rng.between(2, 6)).in_hours(rng, 8, 17);
                self.meet(Place::Visit, visit, 1);
                if rng.chance(0.4) {
                    self.meet(Place::Colleague, visit.plus_minutes(rng.between(15, 50)), 1);
                }
                return;
            }
            let next = rng.weighted(&[
                (42, self.kind.desk()),
                (16, Place::Switchboard),
                (15, Place::Chat),
                (12, Place::Email),
                (9, Place::Shop),
                (6, Place::Social),
            ]);
            let at = last.at.plus_days(rng.between(1, 4)).in_hours(rng, 8, 20);
            self.reach(rng, next, at);
        }
    }

    /// A contact; from the switchboard the call goes on to the desk.
    fn reach(&mut self, rng: &mut Rng, place: Place, at: At) {
        self.meet(place, at, 1);
        if place == Place::Switchboard {
            let slot = self.contacts[self.contacts.len() - 1].slot;
            self.meet(self.kind.desk(), at.plus_seconds(rng.between(150, 600)), 2);
            let leg = self.contacts.last_mut().expect("it was put there the line above");
            leg.slot = slot;
        }
    }

    fn meet(&mut self, place: Place, at: At, leg: u8) {
        let slot = self.slot * SLOTS + self.contacts.len();
        self.contacts.push(Contact { at, place, slot, leg, first: self.contacts.is_empty() });
    }
}

/// What the customer will answer throughout the matter.
fn answers(world: &World, customer: &Customer, rng: &mut Rng, (kind, topic): (MatterKind, &str), at: At) -> Answers {
    let device = if kind == MatterKind::Fibre { customer.contract.router } else { customer.contract.handset };
    let town = Household::town(rng);
    Answers {
        problem: world.note(rng, &format!("fact.{}.{topic}", kind.name()), &[]),
        device: device.to_owned(),
        since: world.note(rng, "since.fact", &[]),
        new_address: format!("{} {}, {}", rng.between(1, 180), rng.pick(streets()), town.name),
        moving_date: at.plus_days(rng.between(10, 60)).utc("%Y-%m-%d"),
        reason: world.note(rng, "reason.leave", &[]),
    }
}
