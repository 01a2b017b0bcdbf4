//! Orders and what follows from them: parcels, some of them late, and fibre lines, whose process changes half-way.

use crate::at::At;
use crate::causes::{CAMPAIGN_BASE, CAMPAIGN_DAYS, CAMPAIGN_LIFT, LATE_SHARE};
use crate::people::Customer;
use crate::plan::Window;
use crate::rng::Rng;
use crate::tables::{ACCESSORIES, HANDSETS, Priced};
use crate::world::World;

/// What the campaign sells.
pub(crate) const BOOST: Priced = ("Speed Boost", 600);

/// Where something was ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    /// On the web site.
    Web,
    /// In the app.
    App,
    /// In a shop.
    Shop,
    /// By telephone.
    Phone,
}

/// A parcel on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parcel {
    /// When it left the depot.
    pub(crate) dispatched: At,
    /// The evening by which it was promised.
    pub(crate) promised: At,
    /// When it went out for delivery.
    pub(crate) out: At,
    /// When it came.
    pub(crate) delivered: At,
    /// Whether that was after the promise.
    pub(crate) late: bool,
    /// How often the driver tried.
    pub(crate) attempts: i64,
}

/// How a fibre line comes into being.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Line {
    /// The process before the change: a survey, then an installation, each a visit.
    Visits {
        /// The survey visit.
        survey: At,
        /// The installation visit.
        install: At,
    },
    /// The process after it: a box comes, and the customer plugs it in.
    SelfInstall,
}

/// An order.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// Its place among the customer's orders.
    pub(crate) slot: usize,
    /// When it was placed.
    pub(crate) at: At,
    /// What was ordered.
    pub(crate) what: Priced,
    /// Where.
    pub(crate) channel: Channel,
    /// Whether it is the one with which the person became a customer.
    pub(crate) first: bool,
    /// Its parcel.
    pub(crate) parcel: Option<Parcel>,
    /// Its fibre line and when that was activated.
    pub(crate) line: Option<(Line, At)>,
}

/// The day of the campaign.
pub(crate) fn campaign_day(window: Window) -> At {
    window.start.plus_days(window.days() * 5 / 12)
}

/// Whether the campaign treats a customer; nothing if they are not in its audience. Chance alone decides between
/// the two.
pub(crate) fn treated(world: &World, customer: &Customer, leaves: At) -> Option<bool> {
    let day = campaign_day(world.window);
    let mut rng = world.rng("campaign", customer.no);
    let treated = rng.chance(0.5);
    (customer.marketing && customer.signed_up < day && day < leaves).then_some(treated)
}

/// All orders of a customer, should they stay.
pub(crate) fn draw(world: &World, customer: &Customer, treated: Option<bool>) -> Vec<Order> {
    let mut rng = world.rng("orders", customer.no);
    let window = world.window;
    let mut orders = Vec::new();
    if window.holds(customer.signed_up) {
        orders.push(first(&mut rng, window, customer));
    }
    let begin = customer.signed_up.max(window.start);
    if customer.contract.fibre.is_some() && orders.is_empty() && rng.chance(0.12 * window.years()) {
        let at = window.any_day(&mut rng).in_hours(&mut rng, 9, 21);
        orders.push(fibre(&mut rng, window, customer, at));
    }
    for _ in 0..rng.count(0.5 * window.years()) {
        let at = window.any_day(&mut rng).in_hours(&mut rng, 8, 22);
        orders.push(goods(&mut rng, at));
    }
    let buys = CAMPAIGN_BASE + if treated == Some(true) { CAMPAIGN_LIFT } else { 0.0 };
    if treated.is_some() && rng.chance(buys) {
        let day = campaign_day(window).plus_days(rng.between(1, CAMPAIGN_DAYS - 1));
        orders.push(boost(day.in_hours(&mut rng, 8, 22)));
    }
    orders.retain(|order| order.first || begin < order.at && window.holds(order.at));
    orders.sort_by_key(|order| order.at);
    for (slot, order) in orders.iter_mut().enumerate() {
        order.slot = slot;
    }
    orders
}

/// The order with which somebody became a customer, some minutes before the master data knew of them.
fn first(rng: &mut Rng, window: Window, customer: &Customer) -> Order {
    let at = customer.signed_up.plus_minutes(-rng.between(3, 9)).max(window.start);
    let mut order = match customer.contract.fibre {
        Some(_) => fibre(rng, window, customer, at),
        None => Order { what: customer.tariff(), ..goods(rng, at) },
    };
    order.first = true;
    order
}

fn goods(rng: &mut Rng, at: At) -> Order {
    let what = if rng.chance(0.55) { rng.pick(HANDSETS) } else { rng.pick(ACCESSORIES) };
    let channel = rng.weighted(&[(45, Channel::Web), (15, Channel::App), (25, Channel::Shop), (15, Channel::Phone)]);
    let parcel = (channel != Channel::Shop).then(|| parcel(rng, at));
    Order { slot: 0, at, what, channel, first: false, parcel, line: None }
}

fn boost(at: At) -> Order {
    Order { slot: 0, at, what: BOOST, channel: Channel::Web, first: false, parcel: None, line: None }
}

fn fibre(rng: &mut Rng, window: Window, customer: &Customer, at: At) -> Order {
    let what = customer.contract.fibre.unwrap_or(customer.tariff());
    let channel = rng.weighted(&[(6, Channel::Web), (2, Channel::Shop), (2, Channel::Phone)]);
    if at < window.half() {
        let survey = at.plus_days(rng.between(4, 9)).in_hours(rng, 8, 17);
        let install = survey.plus_days(rng.between(6, 11)).in_hours(rng, 8, 16);
        let activated = install.plus_hours(rng.between(2, 20));
        let line = Some((Line::Visits { survey, install }, activated));
        return Order { slot: 0, at, what, channel, first: false, parcel: None, line };
    }
    let parcel = parcel(rng, at);
    let activated = parcel.delivered.plus_days(rng.between(1, 2)).in_hours(rng, 9, 21);
    let line = Some((Line::SelfInstall, activated));
    Order { slot: 0, at, what, channel, first: false, parcel: Some(parcel), line }
}

/// A parcel that is promised for the third day. Chance alone makes it late.
fn parcel(rng: &mut Rng, ordered: At) -> Parcel {
    let dispatched = ordered.plus_days(1).in_hours(rng, 5, 9);
    let promised = ordered.plus_days(3).in_hours(rng, 20, 20).max(ordered);
    let late = rng.chance(LATE_SHARE);
    let day = if late { promised.plus_days(rng.between(1, 4)) } else { promised.plus_days(-rng.between(0, 1)) };
    let delivered = day.in_hours(rng, 9, 19);
    let out = delivered.in_hours(rng, 6, 8);
    let attempts = if late { rng.between(1, 3) } else { 1 };
    Parcel { dispatched, promised, out, delivered, late, attempts }
}
