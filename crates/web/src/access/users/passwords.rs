//! Passwords: hashing and checking them, a few at a time, and what is refused as one.

use std::sync::Arc;

use ::store::{Error, Result, blocking};
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::access::rules::random_letters;

/// Memory in KiB, passes and lanes of Argon2id, as OWASP's cheat sheet on storing passwords has them.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// How many are hashed at once: each takes 19 MiB and a processor, and neither may be missing elsewhere.
const AT_ONCE: usize = 2;
/// Verified where there is no such user, so that nobody can tell by the time it takes. No password is known for it.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// How many characters a password has at least.
const SHORTEST: usize = 12;
/// How many bytes a password has at most.
const LONGEST: usize = 256;
/// The commonest passwords that are long enough, in lower case; the trivial ones are found by rule.
const COMMON: &str = "password1234 password12345 passwordpassword mypassword123 password123456 password123! p@ssw0rd1234 \
    123456789012 1234567890123 1234567890abc qwertyuiop12 qwertyuiop123 qwertyuiop[] qwerty123456 1qaz2wsx3edc \
    1q2w3e4r5t6y 1q2w3e4r5t6y7u zaq12wsxcde3 qazwsxedcrfv asdfghjkl123 abcdefghijkl abcd12345678 abc123abc123 \
    iloveyou1234 iloveyou123! iloveyouforever changeme1234 changemeplease letmeinplease letmein12345 welcome12345 \
    welcome123456 administrator administrator1 admin1234567 adminadminadmin administrador superadmin123 \
    unbelievable thisismypassword correcthorsebatterystaple throughline1 throughline123 trustno1trustno1 \
    football1234 baseball1234 sunshine1234 princess1234 dragon123456 monkey123456 q1w2e3r4t5y6 0123456789ab";

/// Hashes and checks passwords.
#[derive(Clone)]
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
    #[cfg(test)]
    verified: Arc<std::sync::atomic::AtomicUsize>,
}

impl Default for Passwords {
    fn default() -> Passwords {
        Passwords {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            #[cfg(test)]
            verified: Arc::default(),
        }
    }
}

impl Passwords {
    /// What is kept of a password, as a PHC string.
    ///
    /// # Errors
    /// When the process is going down.
    pub(crate) async fn hash(&self, password: String) -> Result<String> {
        self.in_turn(move || {
            let hash = argon2().hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|error| Error::Unexpected(format!("hashing a password: {error}")))
        })
        .await
    }

    /// Whether a password is the one of which this was kept. Where nothing was kept it takes as long, and is not.
    ///
    /// # Errors
    /// When the process is going down.
    pub(crate) async fn verify(&self, kept: Option<String>, password: String) -> Result<bool> {
        #[cfg(test)]
        let counter = self.verified.clone();
        let there = kept.is_some();
        let kept = kept.unwrap_or_else(|| NOBODYS.to_owned());
        // What is longer was never set, but must not cost more than what is right.
        let fits = move || {
            #[cfg(test)]
            counter.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            Ok(argon2().verify_password(shortened(&password).as_bytes(), kept.as_str()).is_ok())
        };
        Ok(self.in_turn(fits).await? && there)
    }

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let turn = self.turns.clone().acquire_owned().await.map_err(|_| Error::Closed)?;
        blocking(move || {
            // The turn lasts as long as the work, even where nobody waits for it any more.
            let _turn = turn;
            work()
        })
        .await
    }

    /// How often a password was verified.
    #[cfg(test)]
    pub(crate) fn verified(&self) -> usize {
        self.verified.load(std::sync::atomic::Ordering::SeqCst)
    }
}

fn argon2() -> Argon2<'static> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).expect("the parameters are within Argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn shortened(password: &str) -> &str {
    if password.len() > LONGEST { "" } else { password }
}

/// Refuses what is easily guessed as the password of a user of this name.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn check_password(password: &str, name: &str) -> std::result::Result<(), &'static str> {
    if password.chars().count() < SHORTEST {
        return Err("a password has at least 12 characters");
    }
    if password.len() > LONGEST {
        return Err("a password has at most 256 bytes");
    }
    let lower = password.to_lowercase();
    if lower == name.to_lowercase() {
        return Err("the password must not be the name");
    }
    let distinct: std::collections::BTreeSet<char> = lower.chars().collect();
    if distinct.len() < 4 || is_a_run(&lower) || COMMON.split_whitespace().any(|common| common == lower) {
        return Err("this password is among the first that are tried: choose another, such as four unrelated words");
    }
    Ok(())
}

/// Whether each character follows on the one before it, up or down.
fn is_a_run(text: &str) -> bool {
    let codes: Vec<i64> = text.chars().map(|letter| i64::from(u32::from(letter))).collect();
    [1, -1].iter().any(|step| codes.windows(2).all(|pair| pair[1] - pair[0] == *step))
}

/// A password nobody has thought of: 120 random bits.
pub(crate) fn random_password() -> String {
    std::array::from_fn::<String, 4, _>(|_| random_letters(6)).join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_are_tried_are_refused() {
        for refused in
            ["", "short", "aaaaaaaaaaaaaa", "PasswordPassword", "abcdefghijklmn", "ana@example.org", "1qaz2wsx3edc"]
        {
            assert!(check_password(refused, "Ana@example.org").is_err(), "{refused}");
        }
        assert!(check_password(&"x1y2".repeat(100), "ana").is_err());
        assert_eq!(check_password("lamp otter seven quay", "ana"), Ok(()));
        assert_eq!(check_password(&random_password(), "ana"), Ok(()));
        assert_ne!(random_password(), random_password());
    }

    #[tokio::test]
    async fn a_password_is_kept_as_owasp_says_and_nobodys_costs_the_same() {
        let passwords = Passwords::default();
        let kept = passwords.hash("lamp otter seven quay".to_owned()).await.expect("a hash");
        let cost = |kept: &str| kept.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(cost(&kept), ["", "argon2id", "v=19", "m=19456,t=2,p=1"]);
        assert_eq!(cost(&kept), cost(NOBODYS));
        assert_eq!(kept.len(), NOBODYS.len());
        let verify =
            |kept: Option<&str>, password: &str| passwords.verify(kept.map(str::to_owned), password.to_owned());
        assert!(verify(Some(&kept), "lamp otter seven quay").await.expect("a check"));
        assert!(!verify(Some(&kept), "lamp otter seven quays").await.expect("a check"));
        assert!(!verify(None, "").await.expect("a check"));
        // The dummy must be one that can be verified: an unreadable one would be refused at once.
        assert!(argon2::password_hash::phc::PasswordHash::new(NOBODYS).is_ok());
        let started = std::time::Instant::now();
        assert!(argon2().verify_password(b"x", NOBODYS).is_err());
        assert!(started.elapsed() > std::time::Duration::from_millis(2), "the dummy is not hashed");
        assert_eq!(passwords.verified(), 3);
    }
}
