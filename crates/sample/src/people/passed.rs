//! Telephone numbers that pass to a stranger after a long silence.

use crate::at::At;
use crate::people::customer::mobile_of;
use crate::phone::Phone;
use crate::world::World;

/// How many customers share two numbers that change hands.
const BLOCK: u32 = 100;

/// The places in a block of those who give a number up and those who get it.
const PAIRS: [(u32, u32); 2] = [(13, 57), (31, 88)];

/// The shortest silence between the two holders, in days. The rule of the product asks for more than 180.
pub(crate) const SILENCE: i64 = 190;

/// A number that changes hands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passed {
    /// The number.
    pub(crate) phone: Phone,
    /// The customer who had it first.
    pub(crate) giver: u32,
    /// When the first holder stopped using it.
    pub(crate) until: At,
    /// When the second one began.
    pub(crate) again: At,
}

impl Passed {
    /// The number that this customer gave up or got, where the plan is long enough for it and has both people.
    pub(crate) fn of(world: &World, customer: u32) -> Option<Passed> {
        let (block, place) = (customer / BLOCK * BLOCK, customer % BLOCK);
        let &(giver, taker) = PAIRS.iter().find(|(giver, taker)| place == *giver || place == *taker)?;
        let (giver, taker) = (block + giver, block + taker);
        let window = world.window;
        let mut rng = world.rng("passed", giver);
        let until = window.start.plus_days(rng.between(15, 100));
        let again = until.plus_days(SILENCE + rng.between(1, 40));
        let fits = again < window.end.plus_days(-15) && taker < world.plan.customers;
        fits.then(|| Passed { phone: mobile_of(giver, true), giver, until, again })
    }
}
