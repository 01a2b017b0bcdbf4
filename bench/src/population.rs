//! The people of the benchmark: numbered from 1, each with a user id, one browser and one e-mail address.

use crate::event::uuid;
use crate::rng::mix;

/// The longest user id in bytes: `u` and ten digits.
pub(crate) const USER_ID_WIDTH: usize = 11;
/// What follows the user id in an e-mail address.
pub(crate) const EMAIL_DOMAIN: &str = "@example.com";

/// The user id of a person, such as `u123`.
pub(crate) fn user_id(person: u32) -> String {
    format!("u{person}")
}

/// The e-mail address of a person.
pub(crate) fn email(person: u32) -> String {
    format!("u{person}{EMAIL_DOMAIN}")
}

/// Writes the anonymous id of a person's browser: always the same UUID for the same person.
pub(crate) fn write_anonymous_id(out: &mut [u8], person: u32) {
    let number = u64::from(person);
    uuid::write(out, mix(number ^ 0xB5AD_4ECE_DA1C_E2A9), mix(number ^ 0x3C79_AC49_2BA7_B653));
}

/// The anonymous id of a person's browser.
pub(crate) fn anonymous_id(person: u32) -> String {
    let mut id = [0; uuid::WIDTH];
    write_anonymous_id(&mut id, person);
    String::from_utf8(id.to_vec()).expect("a UUID is ASCII")
}

#[cfg(test)]
mod tests {
    use super::{USER_ID_WIDTH, anonymous_id, user_id};

    #[test]
    fn every_person_has_a_browser_of_their_own() {
        assert_eq!(anonymous_id(5), anonymous_id(5));
        let ids: std::collections::HashSet<_> = (1..10_000).map(anonymous_id).collect();
        assert_eq!(ids.len(), 9_999);
    }

    #[test]
    fn the_width_holds_every_user_id() {
        assert_eq!(user_id(u32::MAX).len(), USER_ID_WIDTH);
    }
}
