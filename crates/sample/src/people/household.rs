//! Households: customers who share an address, often a surname, and a landline.

use crate::phone::Phone;
use crate::phrases::Language;
use crate::rng::Rng;
use crate::tables::{TOWNS, Town, streets, surnames};
use crate::world::World;

/// Customers are parted into groups of this many neighbours; a household never reaches beyond its group.
const GROUP: u32 = 4;

/// How the customers of a group live together: the sizes of its households.
const PATTERNS: &[(u32, &[u32])] = &[(30, &[1, 1, 1, 1]), (30, &[2, 1, 1]), (20, &[2, 2]), (10, &[3, 1]), (10, &[4])];

/// A household and its home.
#[derive(Clone, Debug)]
pub(crate) struct Household {
    /// Its number: that of its first customer.
    pub(crate) no: u32,
    /// How many customers live in it.
    pub(crate) size: u32,
    /// House number and street.
    pub(crate) street: String,
    /// The town.
    pub(crate) town: &'static Town,
    /// The postcode.
    pub(crate) postcode: String,
    /// The landline that they share.
    pub(crate) landline: Option<Phone>,
    /// The language spoken at home.
    pub(crate) language: Language,
    /// The surname that most of them have.
    pub(crate) surname: &'static str,
}

impl Household {
    /// The household of a customer.
    pub(crate) fn of(world: &World, customer: u32) -> Household {
        let (no, size) = place(world, customer);
        let mut rng = world.rng("household", no);
        let language = rng.weighted(&[(88, Language::English), (6, Language::German), (6, Language::Spanish)]);
        let town = Household::town(&mut rng);
        let letter = |rng: &mut Rng| rng.pick(&["AB", "DE", "HJ", "LN", "PQ", "RS", "TW", "XY"]);
        let postcode = format!("{}{} {}{}", town.postcode, rng.between(1, 28), rng.between(1, 9), letter(&mut rng));
        Household {
            no,
            size,
            street: format!("{} {}", rng.between(1, 180), rng.pick(streets())),
            town,
            postcode,
            // Households of several people begin at least two customers apart, so half their number is their own.
            landline: (size > 1 && rng.chance(0.6)).then(|| Phone::landline(no / 2)),
            language,
            surname: rng.pick(surnames(language)),
        }
    }

    /// A town, the big ones more often.
    pub(crate) fn town(rng: &mut Rng) -> &'static Town {
        let far = rng.index(TOWNS.len()).min(rng.index(TOWNS.len()));
        &TOWNS[far]
    }

    /// The address in one line.
    pub(crate) fn address(&self) -> String {
        format!("{}, {}, {}", self.street, self.town.name, self.postcode)
    }
}

/// The number and the size of a customer's household.
fn place(world: &World, customer: u32) -> (u32, u32) {
    let group = customer / GROUP;
    // The first customer is the one of the story, and she lives alone.
    let sizes = if group == 0 { PATTERNS[0].1 } else { world.rng("group", group).weighted(PATTERNS) };
    let mut first = group * GROUP;
    for &size in sizes {
        if customer < first + size {
            return (first, size);
        }
        first += size;
    }
    unreachable!("the sizes of a group's households add up to the group")
}
