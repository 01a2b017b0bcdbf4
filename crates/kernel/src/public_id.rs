//! Public ids: what the outside sees instead of inner numbers.
//!
//! An id is the number, its kind and eight bytes of zeroes, encrypted as one AES-128 block with a secret of the store,
//! in Crockford's base 32. So it looks random, needs no table, cannot be counted through, and a guessed one is
//! recognised as such (one in 2^64 would pass).

use aes::Aes128;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};

/// What an id names. It is part of the encrypted block, so that an id of one kind is never taken for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A person, by the number of their first identifier.
    Person,
    /// An interaction, by its position.
    Interaction,
    /// A link, by its two identifiers.
    Link,
    /// An identifier, by its number.
    Identifier,
    /// An account, by the hash of its id.
    Account,
    /// Where a list goes on, by a number of its own.
    Cursor,
    /// A key, by its number.
    Key,
    /// A user, by its number.
    User,
    /// A row of the audit, by its number.
    AuditRow,
    /// A dropped event, by its number.
    Dropped,
    /// A hold, by its number.
    Hold,
    /// A privacy request, by its number.
    Request,
    /// An erasure, by its number.
    Erasure,
    /// A run of retention, by its number.
    RetentionRun,
    /// A saved view, by its number.
    View,
    /// An invitation to a survey, by its number: whoever has the id was invited.
    Invitation,
    /// A response to a survey that is open to everybody, by its number.
    Response,
    /// A run that learns from texts, by its number.
    ReadingRun,
    /// An alert, by its number.
    Alert,
    /// A message to a webhook or an address, by its number.
    Delivery,
    /// A message about an invitation, by the invitation's number: who answers it was invited.
    Message,
    /// A note of an employee, by its number.
    Note,
    /// What employees need, by its number.
    Need,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 23] = [
        Kind::Person,
        Kind::Interaction,
        Kind::Link,
        Kind::Identifier,
        Kind::Account,
        Kind::Cursor,
        Kind::Key,
        Kind::User,
        Kind::AuditRow,
        Kind::Dropped,
        Kind::Hold,
        Kind::Request,
        Kind::Erasure,
        Kind::RetentionRun,
        Kind::View,
        Kind::Invitation,
        Kind::Response,
        Kind::ReadingRun,
        Kind::Alert,
        Kind::Delivery,
        Kind::Message,
        Kind::Note,
        Kind::Need,
    ];

    /// The byte in the block, and the beginning of the id. No two kinds share either.
    fn tag(self) -> (u8, &'static str) {
        match self {
            Kind::Person => (1, "p_"),
            Kind::Interaction => (2, "i_"),
            Kind::Link => (3, "l_"),
            Kind::Identifier => (4, "n_"),
            Kind::Cursor => (5, "c_"),
            Kind::Account => (6, "a_"),
            Kind::Key => (7, "k_"),
            Kind::User => (8, "u_"),
            Kind::AuditRow => (9, "t_"),
            Kind::Dropped => (10, "d_"),
            Kind::Hold => (11, "h_"),
            Kind::Request => (12, "q_"),
            Kind::Erasure => (13, "e_"),
            Kind::RetentionRun => (14, "r_"),
            Kind::View => (15, "v_"),
            Kind::Invitation => (16, "w_"),
            Kind::Response => (17, "y_"),
            Kind::ReadingRun => (20, "g_"),
            Kind::Alert => (30, "z_"),
            Kind::Delivery => (31, "f_"),
            Kind::Message => (40, "j_"),
            Kind::Note => (18, "o_"),
            Kind::Need => (19, "m_"),
        }
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;

/// Turns inner numbers into public ids and back.
#[derive(Clone)]
pub struct PublicIds {
    cipher: Aes128,
}

impl PublicIds {
    /// With the store's secret.
    #[must_use]
    pub fn new(secret: [u8; 16]) -> PublicIds {
        PublicIds { cipher: Aes128::new(&secret.into()) }
    }

    /// The public id of a number.
    #[must_use]
    pub fn encode(&self, kind: Kind, number: u64) -> String {
        let (tag, prefix) = kind.tag();
        let mut block = [0_u8; 16];
        block[0] = tag;
        block[8..].copy_from_slice(&number.to_be_bytes());
        let mut block = block.into();
        self.cipher.encrypt_block(&mut block);
        let mut bits = u128::from_be_bytes(block.into());
        let mut text = [0_u8; LENGTH];
        for place in text.iter_mut().rev() {
            *place = ALPHABET[(bits & 31) as usize];
            bits >>= 5;
        }
        let mut id = String::with_capacity(prefix.len() + LENGTH);
        id.push_str(prefix);
        id.extend(text.iter().map(|byte| char::from(*byte)));
        id
    }

    /// The number of a public id of this kind; nothing where it is none of ours.
    #[must_use]
    pub fn decode(&self, kind: Kind, id: &str) -> Option<u64> {
        let (tag, prefix) = kind.tag();
        let text = id.strip_prefix(prefix)?.as_bytes();
        if text.len() != LENGTH {
            return None;
        }
        let mut bits = 0_u128;
        for (place, byte) in text.iter().enumerate() {
            let digit = ALPHABET.iter().position(|letter| letter == byte)? as u128;
            // 26 digits of 5 bits are 130 bits: the first one may only use its lower three.
            if place == 0 && digit > 7 {
                return None;
            }
            bits = bits << 5 | digit;
        }
        let mut block = bits.to_be_bytes().into();
        self.cipher.decrypt_block(&mut block);
        let block: [u8; 16] = block.into();
        if block[0] != tag || block[1..8] != [0; 7] {
            return None;
        }
        Some(u64::from_be_bytes(block[8..].try_into().expect("half of 16 bytes is 8 bytes")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_one_kind_is_none_of_another() {
        let ids = PublicIds::new([7; 16]);
        for kind in Kind::ALL {
            let id = ids.encode(kind, 1);
            for other in Kind::ALL.into_iter().filter(|other| *other != kind) {
                let (_, prefix) = other.tag();
                assert_ne!(kind.tag().1, prefix);
                let renamed = format!("{prefix}{}", id.split_once('_').unwrap().1);
                assert_eq!((ids.decode(other, &id), ids.decode(other, &renamed)), (None, None), "{kind:?} {other:?}");
            }
        }
    }

    #[test]
    fn ids_come_back_and_others_do_not() {
        let ids = PublicIds::new([7; 16]);
        for number in [0, 1, 255, u64::from(u32::MAX), u64::MAX] {
            let id = ids.encode(Kind::Person, number);
            assert_eq!(ids.decode(Kind::Person, &id), Some(number));
            assert_eq!(ids.decode(Kind::Link, &id), None);
            assert_eq!(ids.decode(Kind::Link, &id.replace("p_", "l_")), None);
            assert_eq!(PublicIds::new([8; 16]).decode(Kind::Person, &id), None);
        }
        for text in ["", "p_", "p_zzzzzzzzzzzzzzzzzzzzzzzzzz", "p_00000000000000000000000000", "p_ä"] {
            assert_eq!(ids.decode(Kind::Person, text), None, "{text}");
        }
    }
}
