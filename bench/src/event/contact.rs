//! What a contact was about: drawn from the tables of words, for rows that are not Segment calls.

use super::words::{BROWSERS, CITIES, EVENTS, PRODUCTS};
use crate::rng::Rng;

/// What was done, where, about which product.
pub(crate) struct Contact {
    pub(crate) event: &'static str,
    pub(crate) path: &'static str,
    pub(crate) title: &'static str,
    pub(crate) sku: &'static str,
    pub(crate) product: &'static str,
    pub(crate) category: &'static str,
    pub(crate) brand: &'static str,
    pub(crate) user_agent: &'static str,
}

impl Contact {
    /// The part of the site: the first part of the path.
    pub(crate) fn area(&self) -> &'static str {
        self.path.split('/').nth(1).unwrap_or("home")
    }
}

/// Draws a contact.
pub(crate) fn draw(rng: &mut Rng) -> Contact {
    let (event, path, title) = rng.pick(EVENTS);
    let (sku, product, category, brand) = rng.pick(PRODUCTS);
    Contact { event, path, title, sku, product, category, brand, user_agent: rng.pick(BROWSERS) }
}

/// Draws a city.
pub(crate) fn city(rng: &mut Rng) -> &'static str {
    rng.pick(CITIES)
}
