//! How often somebody may call: token buckets by key and by address, in memory of a fixed size.
//!
//! A bucket is one number, the moment at which it is full again (the generic cell rate algorithm, as ITU-T I.371 has
//! it), beside a few bits of whose it is. Buckets stand in a table of atomics: taking from one neither locks nor
//! allocates. Where a place is wanted, the fullest bucket of eight goes: its owner has nothing to lose but a full one.

use std::hash::{BuildHasher as _, Hash, RandomState};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::problem::{Problem, Result};

/// Requests a minute that are let through; 0 is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerMinute {
    /// With one key of a role, or as one user.
    pub key: u32,
    /// With one write key.
    pub write_key: u32,
    /// From one address.
    pub address: u32,
}

/// The most requests a minute that a limit can say.
pub const MOST: u32 = 6_000_000;
/// Ticks a minute: a tick is ten microseconds, so that a moment fits into [`MOMENT`] for five years of running.
const MINUTE: u64 = 6_000_000;
/// The bits of a bucket that say when it is full again; those above say whose it is.
const MOMENT: u64 = (1 << 44) - 1;
/// Buckets among which an owner's is looked for.
const SET: usize = 8;
/// Buckets of keys, and of addresses.
const KEYS: usize = 1 << 13;
const ADDRESSES: usize = 1 << 16;

/// The buckets of a server.
pub struct Paces {
    keys: Pace,
    write_keys: Pace,
    addresses: Pace,
}

impl Paces {
    /// Full buckets.
    #[must_use]
    pub fn new(limits: PerMinute) -> Paces {
        Paces {
            keys: Pace::new(limits.key, KEYS),
            write_keys: Pace::new(limits.write_key, KEYS),
            addresses: Pace::new(limits.address, ADDRESSES),
        }
    }

    /// Lets a request with a key of a role through, or of a user.
    ///
    /// # Errors
    /// 429 with how long to wait.
    pub fn key(&self, key: &str) -> Result<()> {
        self.keys.take(key, "with this key")
    }

    /// Lets a request with a write key through.
    ///
    /// # Errors
    /// 429 with how long to wait.
    pub fn write_key(&self, key: &str) -> Result<()> {
        self.write_keys.take(key, "with this write key")
    }

    /// Lets a request from an address through. What comes over the socket has none, and is not counted.
    ///
    /// # Errors
    /// 429 with how long to wait.
    pub fn address(&self, address: Option<IpAddr>) -> Result<()> {
        address.map_or(Ok(()), |address| self.addresses.take(network(address), "from this address"))
    }

    /// How many requests were refused so far, by what was taken too much of.
    #[must_use]
    pub fn refused(&self) -> [(&'static str, u64); 3] {
        [("key", &self.keys), ("write_key", &self.write_keys), ("address", &self.addresses)]
            .map(|(by, pace)| (by, pace.refused.load(Ordering::Relaxed)))
    }
}

/// Whoever has one address of IPv6 has the 2^64 around it.
fn network(address: IpAddr) -> u64 {
    match address {
        IpAddr::V4(address) => u64::from(u32::from(address)),
        IpAddr::V6(address) => (u128::from(address) >> 64) as u64 | 1 << 63,
    }
}

/// The buckets of one kind. Each holds a minute's requests.
struct Pace {
    slots: Box<[AtomicU64]>,
    hasher: RandomState,
    per_minute: u32,
    began: Instant,
    refused: AtomicU64,
}

impl Pace {
    fn new(per_minute: u32, slots: usize) -> Pace {
        let slots = if per_minute == 0 { 0 } else { slots };
        Pace {
            slots: (0..slots).map(|_| AtomicU64::new(0)).collect(),
            hasher: RandomState::new(),
            per_minute,
            began: Instant::now(),
            refused: AtomicU64::new(0),
        }
    }

    fn take(&self, owner: impl Hash, how: &str) -> Result<()> {
        if self.per_minute == 0 {
            return Ok(());
        }
        let now = u64::try_from(self.began.elapsed().as_micros() / 10).unwrap_or(MOMENT) & MOMENT;
        let Err(wait) = self.take_at(self.hasher.hash_one(owner), now) else { return Ok(()) };
        self.refused.fetch_add(1, Ordering::Relaxed);
        let per_minute = self.per_minute;
        let detail = format!(
            "more than {per_minute} requests a minute {how}: send the same again after the time in Retry-After"
        );
        Err(Problem::too_many(detail, u32::try_from(wait.div_ceil(MINUTE / 60)).unwrap_or(60)))
    }

    /// Takes from the bucket of a hash; how many ticks to wait where there is nothing in it.
    fn take_at(&self, hash: u64, now: u64) -> Result<(), u64> {
        let sets = self.slots.len() / SET;
        let set = usize::try_from(hash % sets as u64).expect("a remainder of a length is one") * SET;
        let set = &self.slots[set..set + SET];
        let owner = hash & !MOMENT;
        loop {
            let seen: [u64; SET] = std::array::from_fn(|place| set[place].load(Ordering::Relaxed));
            let own = seen.iter().position(|slot| slot & !MOMENT == owner);
            let place = own.unwrap_or_else(|| fullest(&seen));
            let full_at = if own.is_some() { seen[place] & MOMENT } else { 0 };
            let full_at = after_one(full_at, now, self.per_minute)?;
            let change = set[place].compare_exchange_weak(
                seen[place],
                owner | (full_at & MOMENT),
                Ordering::Relaxed,
                Ordering::Relaxed,
            );
            if change.is_ok() {
                return Ok(());
            }
        }
    }
}

/// The place of the bucket that is full first.
fn fullest(slots: &[u64; SET]) -> usize {
    (0..SET).min_by_key(|place| slots[*place] & MOMENT).unwrap_or_default()
}

/// When a bucket is full again after one request now; or how many ticks must pass until there is one in it.
fn after_one(full_at: u64, now: u64, per_minute: u32) -> Result<u64, u64> {
    let after = full_at.max(now) + (MINUTE / u64::from(per_minute)).max(1);
    let latest = now + MINUTE;
    if after <= latest { Ok(after) } else { Err(after - latest) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bucket_holds_a_minute_and_fills_evenly() {
        let pace = Pace::new(60, 64);
        let taken = |now| (0..1000).take_while(|_| pace.take_at(77 << 44, now).is_ok()).count();
        assert_eq!(taken(5), 60);
        assert_eq!(pace.take_at(77 << 44, 5), Err(MINUTE / 60));
        assert_eq!(taken(5 + 3 * MINUTE / 60), 3);
        assert_eq!(taken(5 + 10 * MINUTE), 60);
        assert_eq!(pace.take_at(78 << 44, 5 + 10 * MINUTE), Ok(()));
    }

    #[test]
    fn many_owners_take_no_more_room_and_no_limit_takes_none() {
        let pace = Pace::new(1, 64);
        for owner in 0..10_000_u64 {
            assert_eq!(pace.take_at(owner << 44 | owner, 1), Ok(()));
        }
        assert_eq!((pace.slots.len(), Pace::new(0, 64).slots.len()), (64, 0));
        assert!((0..100).all(|_| Pace::new(0, 64).take("anybody", "").is_ok()));
    }

    #[test]
    fn neighbours_of_ipv6_share_a_bucket() {
        let of = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_ne!(of("10.0.0.1"), of("10.0.0.2"));
    }

    proptest! {
        #[test]
        fn never_more_than_the_limit_and_what_had_not_been_used(
            per_minute in 1_u32..500, pauses in prop::collection::vec(0_u64..MINUTE / 10, 1..400)
        ) {
            let pace = Pace::new(per_minute, 8);
            let (mut now, mut passed) = (0, 0_u64);
            for pause in pauses {
                now += pause;
                passed += u64::from(pace.take_at(1 << 44, now).is_ok());
            }
            let interval = MINUTE / u64::from(per_minute);
            prop_assert!(passed <= (now + MINUTE) / interval + 1);
        }
    }
}
