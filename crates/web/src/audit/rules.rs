//! The chain: how a row hangs on the one before, how the head is sealed, and what a walk along the chain accepts.

use std::collections::BTreeSet;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use super::model::{AuditRow, Hash, Head, Misfit};

/// The hash of a row on top of the hash of the row before. Every part has its length before it, so that two rows have
/// the same encoding only if they are the same.
pub(super) fn link(before: &Hash, row: &AuditRow) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(b"throughline audit row 1");
    hasher.update(before);
    hasher.update(row.id.to_be_bytes());
    hasher.update(row.at.0.to_be_bytes());
    for part in [&row.who, &row.address, &row.action, &row.subject] {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(row.digest.unwrap_or_default());
    hasher.finalize().into()
}

/// What stands for a row's reason in the chain: HMAC-SHA-256, so that nobody can try whether a reason was this or that.
pub(super) fn digest(key: &Hash, row: &AuditRow) -> Hash {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(b"throughline audit reason 1");
    mac.update(&row.id.to_be_bytes());
    mac.update(row.reason.as_bytes());
    mac.finalize().into_bytes().into()
}

/// The seal of a head: HMAC-SHA-256 over where the chain begins and ends.
pub(super) fn seal(key: &Hash, head: &Head) -> Vec<u8> {
    sealed(key, head).finalize().into_bytes().to_vec()
}

fn sealed(key: &Hash, head: &Head) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(b"throughline audit head 1");
    mac.update(&head.first.to_be_bytes());
    mac.update(&head.last.to_be_bytes());
    mac.update(&head.hash);
    mac
}

/// Whether a head is as this store left it. One without a seal is, as long as there is no row to be sealed.
pub(super) fn is_ours(key: &Hash, head: &Head) -> bool {
    match &head.seal {
        None => head.last < head.first,
        Some(seal) => sealed(key, head).verify_slice(seal).is_ok(),
    }
}

/// Numbers a new row and chains it. The head's seal is not made here: one is enough for many rows.
pub(super) fn append(key: &Hash, head: &mut Head, mut row: AuditRow) -> AuditRow {
    head.last += 1;
    row.id = head.last;
    row.digest = Some(digest(key, &row));
    head.hash = link(&head.hash, &row);
    row.hash = Some(head.hash);
    row
}

/// A walk along the chain, row by row.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    /// The number that the next row must have.
    pub(super) next: i64,
    /// The hash that it must hang on.
    pub(super) hash: Hash,
    key: Hash,
    /// The rows whose reasons were erased: what stands there now is not what was digested.
    erased: BTreeSet<i64>,
}

impl Walk {
    /// A walk that begins where the head says.
    pub(super) fn from(head: &Head, key: Hash, erased: BTreeSet<i64>) -> Walk {
        Walk { next: head.first, hash: [0; 32], key, erased }
    }

    /// Takes the next row of the chain.
    pub(super) fn step(&mut self, row: &AuditRow) -> Result<(), Misfit> {
        if row.id != self.next {
            return Err(Misfit::Missing(self.next));
        }
        let hash = link(&self.hash, row);
        let reason_fits = self.erased.contains(&row.id) || row.digest == Some(digest(&self.key, row));
        if row.hash != Some(hash) || !reason_fits {
            return Err(Misfit::Altered(row.id));
        }
        (self.next, self.hash) = (row.id + 1, hash);
        Ok(())
    }

    /// Ends the walk at the head's last row.
    pub(super) fn end(&self, head: &Head) -> Result<(), Misfit> {
        if self.next <= head.last {
            return Err(Misfit::Missing(self.next));
        }
        if self.hash == head.hash { Ok(()) } else { Err(Misfit::Altered(head.last)) }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;
    use proptest::prelude::*;

    use super::*;

    const KEY: Hash = [7; 32];

    fn row(parts: &[String; 5]) -> AuditRow {
        let [who, address, action, subject, reason] = parts.clone();
        AuditRow { id: 0, at: Timestamp(1), who, address, action, subject, reason, digest: None, hash: None }
    }

    fn chain(rows: &[[String; 5]]) -> (Vec<AuditRow>, Head) {
        let mut head = Head { first: 5, last: 4, hash: [0; 32], seal: None };
        let rows = rows.iter().map(|parts| append(&KEY, &mut head, row(parts))).collect();
        head.seal = Some(seal(&KEY, &head));
        (rows, head)
    }

    fn walked(rows: &[AuditRow], head: &Head) -> Result<(), Misfit> {
        let mut walk = Walk::from(head, KEY, BTreeSet::new());
        rows.iter().try_for_each(|row| walk.step(row))?;
        walk.end(head)
    }

    fn texts() -> impl Strategy<Value = Vec<[String; 5]>> {
        let part = "[ab]{0,2}";
        prop::collection::vec([part, part, part, part, part], 2..8)
    }

    proptest! {
        #[test]
        fn whatever_is_done_to_a_chain_is_seen(texts in texts(), at in any::<prop::sample::Index>(), what in 0..5) {
            let (mut rows, head) = chain(&texts);
            prop_assert_eq!(walked(&rows, &head), Ok(()));
            prop_assert!(is_ours(&KEY, &head));
            let at = at.index(rows.len());
            let id = rows[at].id;
            match what {
                0 => rows[at].reason.push('x'),
                // Whoever makes the hash anew breaks the next row, or the head.
                1 => {
                    let before = if at == 0 { [0; 32] } else { rows[at - 1].hash.unwrap_or_default() };
                    rows[at].who.insert(0, 'a');
                    rows[at].hash = Some(link(&before, &rows[at]));
                }
                2 => drop(rows.remove(at)),
                3 => rows.truncate(at),
                _ => {
                    let other = (at + 1) % rows.len();
                    rows.swap(at, other);
                    let (a, b) = (rows[at].id, rows[other].id);
                    (rows[at].id, rows[other].id) = (b, a);
                }
            }
            let misfit = walked(&rows, &head).unwrap_err();
            match what {
                1 => prop_assert_eq!(misfit, Misfit::Altered((id + 1).min(head.last))),
                2 | 3 => prop_assert_eq!(misfit, Misfit::Missing(id)),
                4 => prop_assert!(matches!(misfit, Misfit::Altered(_))),
                _ => prop_assert_eq!(misfit, Misfit::Altered(id)),
            }
        }
    }

    #[test]
    fn two_rows_have_one_encoding_only_if_they_are_the_same() {
        let of = |who: &str, address: &str| link(&[0; 32], &row(&[who, address, "", "", ""].map(str::to_owned)));
        assert_ne!(of("ab", "c"), of("a", "bc"));
        assert_ne!(of("ab", ""), of("", "ab"));
    }

    #[test]
    fn a_head_that_was_set_back_or_made_by_others_is_not_ours() {
        let (_, head) = chain(&[Default::default(), Default::default()]);
        assert!(!is_ours(&KEY, &Head { last: head.last - 1, ..head.clone() }));
        assert!(!is_ours(&KEY, &Head { first: head.first - 1, ..head.clone() }));
        assert!(!is_ours(&KEY, &Head { seal: None, ..head.clone() }));
        assert!(!is_ours(&[8; 32], &head));
        assert!(is_ours(&KEY, &Head { first: 5, last: 4, hash: [0; 32], seal: None }));
    }
}
