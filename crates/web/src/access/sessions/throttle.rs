//! Throttling: whoever guesses is made to wait, by name and by address, in bounded memory.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::Arc;

use kernel::clock::{MINUTE, SECOND};
use kernel::{Clock, Timestamp};
use parking_lot::Mutex;

use super::rules::network;
use crate::access::users::UserName;

/// How many tries may fail before the next one has to wait.
const FREE: u32 = 5;
/// How long somebody waits at most, in milliseconds. Longer, and whoever knows a name could lock its user out.
const LONGEST: i64 = MINUTE;
/// After how long without a try failures are forgotten, in milliseconds.
const FORGOTTEN: i64 = 15 * MINUTE;
/// How many names, and how many addresses, are remembered.
const REMEMBERED: usize = 10_000;

/// How long the next try waits after so many failures, in milliseconds.
fn delay(failures: u32) -> i64 {
    match failures.checked_sub(FREE) {
        None => 0,
        Some(over) => (SECOND << over.min(10)).min(LONGEST),
    }
}

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

/// Failures by one kind of thing.
struct Remembered<K>(HashMap<K, Failures>);

impl<K: Hash + Eq + Clone> Remembered<K> {
    /// Until when a try has to wait.
    fn until(&self, key: &K, now: Timestamp) -> Option<Timestamp> {
        let failures = self.0.get(key).filter(|failures| now.0 - failures.last.0 < FORGOTTEN)?;
        let until = Timestamp(failures.last.0 + delay(failures.count));
        (now < until).then_some(until)
    }

    fn add(&mut self, key: &K, now: Timestamp) {
        if self.0.len() >= REMEMBERED && !self.0.contains_key(key) {
            self.make_room(now);
        }
        let failures = self.0.entry(key.clone()).or_insert(Failures { count: 0, last: now });
        if now.0 - failures.last.0 >= FORGOTTEN {
            failures.count = 0;
        }
        *failures = Failures { count: failures.count.saturating_add(1), last: now };
    }

    fn take(&mut self, key: &K, count: u32) {
        if let Some(failures) = self.0.get_mut(key) {
            failures.count = failures.count.saturating_sub(count);
            if failures.count == 0 {
                self.0.remove(key);
            }
        }
    }

    fn make_room(&mut self, now: Timestamp) {
        self.0.retain(|_, failures| now.0 - failures.last.0 < FORGOTTEN);
        if self.0.len() >= REMEMBERED
            // Whoever floods the memory with new names or addresses pushes out those with few failures, not those
            // that are being guessed at.
            && let Some(key) = self.0.iter().min_by_key(|(_, one)| (one.count, one.last)).map(|(key, _)| key.clone())
        {
            self.0.remove(&key);
        }
    }
}

/// A try that was let through. It counts as failed until it is said to have succeeded, so that many at once do not
/// slip through together.
pub(super) struct Ticket {
    name: Option<String>,
    address: Option<IpAddr>,
}

/// What is remembered of failures.
pub(super) struct Throttle {
    clock: Arc<dyn Clock>,
    failures: Mutex<(Remembered<String>, Remembered<IpAddr>)>,
}

impl Throttle {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Throttle {
        Throttle { clock, failures: Mutex::new((Remembered(HashMap::new()), Remembered(HashMap::new()))) }
    }

    /// Lets a try through.
    ///
    /// # Errors
    /// In how many seconds the next one is.
    pub(super) fn begin(&self, name: Option<&UserName>, address: Option<IpAddr>) -> Result<Ticket, u32> {
        let now = self.clock.now();
        let ticket = Ticket { name: name.map(UserName::key), address: address.map(network) };
        let (names, addresses) = &mut *self.failures.lock();
        let by_name = ticket.name.as_ref().and_then(|name| names.until(name, now));
        let by_address = ticket.address.as_ref().and_then(|address| addresses.until(address, now));
        if let Some(until) = by_name.max(by_address) {
            let seconds = (until.0 - now.0 + SECOND - 1) / SECOND;
            return Err(u32::try_from(seconds).unwrap_or(1));
        }
        if let Some(name) = &ticket.name {
            names.add(name, now);
        }
        if let Some(address) = &ticket.address {
            addresses.add(address, now);
        }
        Ok(ticket)
    }

    /// Counts a try as none: it was right as far as it went.
    pub(super) fn taken_back(&self, ticket: &Ticket) {
        let (names, addresses) = &mut *self.failures.lock();
        if let Some(name) = &ticket.name {
            names.take(name, 1);
        }
        if let Some(address) = &ticket.address {
            addresses.take(address, 1);
        }
    }

    /// Forgets the failures of the name, here and at the address: those of other names stay, so that whoever has an
    /// account cannot guess at others between two sign-ins of their own.
    pub(super) fn succeeded(&self, ticket: &Ticket) {
        let (names, addresses) = &mut *self.failures.lock();
        let of_name = ticket.name.as_ref().and_then(|name| names.0.remove(name)).map_or(1, |failures| failures.count);
        if let Some(address) = &ticket.address {
            addresses.take(address, of_name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::ManualClock;

    fn name(text: &str) -> UserName {
        UserName::parse(text).expect("a name")
    }

    fn throttle() -> (Arc<ManualClock>, Throttle) {
        let clock = Arc::new(ManualClock::at(Timestamp(0)));
        (clock.clone(), Throttle::new(clock))
    }

    #[test]
    fn guessing_gets_slower_and_success_resets_it() {
        let (clock, throttle) = throttle();
        let ana = name("ana");
        for _ in 0..5 {
            assert!(throttle.begin(Some(&ana), None).is_ok());
        }
        let mut waits = Vec::new();
        for _ in 0..9 {
            let wait = throttle.begin(Some(&name("ANA")), None).err().expect("too soon");
            waits.push(wait);
            clock.set(Timestamp(clock.now().0 + i64::from(wait) * SECOND));
            assert!(throttle.begin(Some(&ana), None).is_ok(), "after the wait the next try is heard");
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert!(throttle.begin(Some(&name("bob")), None).is_ok());
        clock.set(Timestamp(clock.now().0 + MINUTE));
        let ticket = throttle.begin(Some(&ana), None).expect("a try");
        throttle.succeeded(&ticket);
        for _ in 0..5 {
            assert!(throttle.begin(Some(&ana), None).is_ok());
        }
        assert!(throttle.begin(Some(&ana), None).is_err());
        clock.set(Timestamp(clock.now().0 + FORGOTTEN));
        for _ in 0..5 {
            assert!(throttle.begin(Some(&ana), None).is_ok(), "what is long ago is forgotten");
        }
    }

    #[test]
    fn an_address_that_tries_many_names_waits_and_success_frees_only_its_own() {
        let (_, throttle) = throttle();
        let here: IpAddr = "203.0.113.7".parse().expect("an address");
        let own = name("own");
        for guess in 0..4 {
            assert!(throttle.begin(Some(&name(&format!("u{guess}"))), Some(here)).is_ok());
        }
        let ticket = throttle.begin(Some(&own), Some(here)).expect("a try");
        throttle.succeeded(&ticket);
        assert!(throttle.begin(Some(&name("u5")), Some(here)).is_ok());
        assert_eq!(throttle.begin(Some(&name("u6")), Some(here)).err(), Some(1));
        assert!(throttle.begin(Some(&name("u6")), None).is_ok());
    }

    #[test]
    fn memory_is_bounded_and_a_flood_does_not_free_who_is_guessed_at() {
        let (_, throttle) = throttle();
        for _ in 0..5 {
            assert!(throttle.begin(Some(&name("ana")), None).is_ok());
        }
        for guess in 0..REMEMBERED + 50 {
            assert!(throttle.begin(Some(&name(&format!("u{guess}"))), None).is_ok());
        }
        assert_eq!(throttle.failures.lock().0.0.len(), REMEMBERED);
        assert!(throttle.begin(Some(&name("ana")), None).is_err());
    }
}
