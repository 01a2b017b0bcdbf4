//! Customers: their names, their ways of writing, and everything by which the departments know them.

use crate::at::At;
use crate::numbers::{account_no, customer_no, loyalty_card, uuid};
use crate::people::household::Household;
use crate::people::mail;
use crate::people::passed::Passed;
use crate::people::staff;
use crate::phone::Phone;
use crate::phrases::Language;
use crate::rng::Rng;
use crate::tables::{FIBRE, HANDSETS, MOBILE, Priced, first_names, mail_domains, routers, surnames};
use crate::voice::Voice;
use crate::world::World;

/// The first customers, every third of whom uses the tablet that is shared by two hundred people.
const TABLET_USERS: u32 = 600;

/// A browser that somebody uses.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    /// The anonymous id that the site gave it.
    pub(crate) id: String,
    /// Whether its user ever logs in with it.
    pub(crate) logs_in: bool,
}

/// A mobile number and the time in which somebody has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    /// The number.
    pub(crate) phone: Phone,
    /// Since when; nothing if since before all records.
    pub(crate) from: Option<At>,
    /// Until when; nothing if they have it still.
    pub(crate) to: Option<At>,
    /// Whether it passes to a stranger, or came from one.
    pub(crate) passed: bool,
}

/// What somebody buys from Halden.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contract {
    /// Their mobile tariff.
    pub(crate) mobile: Option<Priced>,
    /// Their fibre tariff.
    pub(crate) fibre: Option<Priced>,
    /// They top up instead of getting bills.
    pub(crate) prepaid: bool,
    /// The contract runs by the month. It is behind both ends of the planted confounder.
    pub(crate) rolling: bool,
    /// The router that they were given.
    pub(crate) router: &'static str,
    /// The telephone that they bought.
    pub(crate) handset: &'static str,
}

/// A person with a customer number.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    /// Their place among the customers, from 0.
    pub(crate) no: u32,
    /// Where and with whom they live.
    pub(crate) home: Household,
    /// First name.
    pub(crate) first: &'static str,
    /// Surname.
    pub(crate) last: &'static str,
    /// How they write.
    pub(crate) voice: Voice,
    /// Date of birth.
    pub(crate) born: String,
    /// Customer number: the user id of web and app.
    pub(crate) user_id: String,
    /// Account.
    pub(crate) account: String,
    /// First e-mail address.
    pub(crate) email: String,
    /// Second e-mail address.
    pub(crate) second_email: Option<String>,
    /// Mobile numbers, the oldest first.
    pub(crate) phones: Vec<Held>,
    /// Loyalty card and when they got it.
    pub(crate) card: Option<(String, At)>,
    /// Name on social networks.
    pub(crate) handle: Option<String>,
    /// Browsers.
    pub(crate) browsers: Vec<Browser>,
    /// The anonymous id of the app on their telephone.
    pub(crate) app: Option<String>,
    /// What they buy.
    pub(crate) contract: Contract,
    /// When they became a customer.
    pub(crate) signed_up: At,
    /// Whether they get marketing.
    pub(crate) marketing: bool,
    /// Whether they get bills on paper.
    pub(crate) paper: bool,
    /// Whether they work for Halden: their place in the staff.
    pub(crate) employee: Option<u32>,
    /// Whether they use the tablet that two hundred people share.
    pub(crate) on_tablet: bool,
}

/// The mobile number that a customer has to begin with, or the one that they had before.
pub(crate) fn mobile_of(customer: u32, former: bool) -> Phone {
    Phone::mobile(customer * 2 + u32::from(former))
}

impl Customer {
    /// The customer of this number.
    pub(crate) fn draw(world: &World, no: u32) -> Customer {
        let mut rng = world.rng("customer", no);
        let home = Household::of(world, no);
        let language = home.language;
        let first = rng.pick(first_names(language));
        let last = if home.size > 1 && rng.chance(0.75) { home.surname } else { rng.pick(surnames(language)) };
        let (email, second_email) = addresses(&mut rng, language, first, last, no);
        let signed_up = signed_up(world, &mut rng, no);
        Customer {
            no,
            first,
            last,
            voice: Voice::draw(&mut rng, language),
            born: format!("{}-{:02}-{:02}", rng.between(1942, 2006), rng.between(1, 12), rng.between(1, 28)),
            user_id: customer_no(no),
            account: account_no(no),
            email,
            second_email,
            phones: phones(world, &mut rng, no),
            card: rng.chance(0.55).then(|| (loyalty_card(no), enrolled(world, &mut rng, signed_up))),
            handle: rng.chance(0.12).then(|| mail::handle(&mut rng, first, last, no)),
            browsers: browsers(&mut rng),
            app: rng.chance(0.55).then(|| uuid(&mut rng)),
            contract: contract(&mut rng),
            signed_up,
            marketing: rng.chance(0.75),
            paper: rng.chance(0.2),
            employee: staff::employee_of(no),
            on_tablet: no < TABLET_USERS && no % 3 == 1,
            home,
        }
    }

    /// How truth names this person.
    pub(crate) fn person(&self) -> String {
        format!("P{:07}", self.no)
    }

    /// First name and surname.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    /// The language they write in.
    pub(crate) fn language(&self) -> Language {
        self.voice.language
    }

    /// The mobile number that they had at a time.
    pub(crate) fn held_at(&self, at: At) -> &Held {
        let begun = |held: &&Held| held.from.is_none_or(|from| from <= at);
        self.phones.iter().rev().find(begun).expect("the first number has no beginning")
    }

    /// The loyalty card, where they had it at a time.
    pub(crate) fn card_at(&self, at: At) -> Option<&str> {
        self.card.as_ref().filter(|(_, enrolled)| *enrolled < at).map(|(card, _)| card.as_str())
    }

    /// An e-mail address that they write from, mostly the first.
    pub(crate) fn any_email(&self, rng: &mut Rng) -> &str {
        match &self.second_email {
            Some(second) if rng.chance(0.3) => second,
            _ => &self.email,
        }
    }

    /// One of their browsers.
    pub(crate) fn any_browser(&self, rng: &mut Rng) -> &Browser {
        &self.browsers[rng.index(self.browsers.len())]
    }

    /// The tariff that comes to their mind first.
    pub(crate) fn tariff(&self) -> Priced {
        self.contract.fibre.or(self.contract.mobile).unwrap_or(MOBILE[0])
    }
}

fn addresses(rng: &mut Rng, language: Language, first: &str, last: &str, no: u32) -> (String, Option<String>) {
    let domains = mail_domains(language);
    let at = rng.index(domains.len());
    let email = mail::address(rng, first, last, no, domains[at]);
    let second = mail::address(rng, first, last, no, domains[(at + 1) % domains.len()]);
    (email, rng.chance(0.28).then_some(second))
}

/// Most were customers long before; those whose number changes hands always, so that the files can show it.
fn signed_up(world: &World, rng: &mut Rng, no: u32) -> At {
    let window = world.window;
    let before = window.start.plus_days(-rng.between(20, 2600));
    let lately = window.start.plus_days(rng.between(0, (window.days() - 20).max(1)));
    let is_new = rng.chance(0.1) && Passed::of(world, no).is_none() && no != 0;
    if is_new { lately.in_hours(rng, 9, 20) } else { before.in_hours(rng, 9, 20) }
}

fn enrolled(world: &World, rng: &mut Rng, signed_up: At) -> At {
    let days = world.window.end.days_since(signed_up).max(2) / 2;
    signed_up.plus_days(rng.between(1, days)).in_hours(rng, 9, 19)
}

fn phones(world: &World, rng: &mut Rng, no: u32) -> Vec<Held> {
    let has_former = rng.chance(0.12);
    let changed = world.window.start.plus_days(rng.between(-300, world.window.days() - 10));
    let first = |phone, to, passed| Held { phone, from: None, to, passed };
    let then = |phone, from, passed| Held { phone, from: Some(from), to: None, passed };
    match Passed::of(world, no) {
        Some(p) if p.giver == no => {
            vec![first(p.phone, Some(p.until), true), then(mobile_of(no, false), p.until, false)]
        }
        Some(p) => vec![first(mobile_of(no, false), Some(p.again), false), then(p.phone, p.again, true)],
        None if has_former && no != 0 => {
            vec![first(mobile_of(no, true), Some(changed), false), then(mobile_of(no, false), changed, false)]
        }
        None => vec![first(mobile_of(no, false), None, false)],
    }
}

fn browsers(rng: &mut Rng) -> Vec<Browser> {
    let count = 1 + rng.index(2);
    let logs_in = [0.75, 0.45];
    (0..count).map(|n| Browser { id: uuid(rng), logs_in: rng.chance(logs_in[n]) }).collect()
}

fn contract(rng: &mut Rng) -> Contract {
    let (mobile, fibre) = (rng.chance(0.8), rng.chance(0.45));
    let mobile = (mobile || !fibre).then(|| rng.pick(MOBILE));
    let fibre = fibre.then(|| rng.pick(FIBRE));
    Contract {
        mobile,
        fibre,
        prepaid: fibre.is_none() && rng.chance(0.45),
        rolling: rng.chance(0.35),
        router: rng.pick(routers()),
        handset: rng.pick(HANDSETS).0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;

    #[test]
    fn the_size_of_the_company_does_not_change_a_customer() {
        let small = World::new(&Plan { customers: 500, ..Plan::default() });
        let large = World::new(&Plan::default());
        let both = [&small, &large].map(|world| format!("{:?}", Customer::draw(world, 321)));
        assert_eq!(both[0], both[1]);
    }

    #[test]
    fn households_share_address_and_landline() {
        let world = World::new(&Plan::default());
        let people: Vec<_> = (0..400).map(|no| Customer::draw(&world, no)).collect();
        let pair = people.windows(2).find(|pair| pair[0].home.no == pair[1].home.no && pair[0].home.landline.is_some());
        let pair = pair.expect("four hundred customers have a household with a landline");
        assert_eq!(pair[0].home.address(), pair[1].home.address());
        assert_eq!(pair[0].home.landline, pair[1].home.landline);
        assert_ne!(pair[0].user_id, pair[1].user_id);
    }
}
