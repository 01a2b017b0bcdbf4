//! Secrets that must be read again are kept encrypted, each for what it belongs to and for nothing else.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _};
use store::{Error, Result, Store};

/// Of how many bytes the number that goes before what is encrypted is, as AES-GCM has it.
const NONCE: usize = 12;

/// Seals secrets of a purpose. Cheap to clone.
#[derive(Clone)]
pub struct Sealing(Aes256Gcm);

impl Sealing {
    /// With a key of the store that is for this purpose only.
    #[must_use]
    pub fn new(store: &Store, purpose: &str) -> Sealing {
        Sealing(Aes256Gcm::new(&store.secrets.key(purpose).into()))
    }

    /// A secret as it is kept; `of` says what it belongs to.
    ///
    /// # Errors
    /// Where it cannot be encrypted.
    pub fn seal(&self, of: &[u8], secret: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = rand::random();
        let sealed = self.0.encrypt(&nonce.into(), Payload { msg: secret, aad: of });
        let sealed = sealed.map_err(|_| Error::Unexpected("a secret could not be encrypted".to_owned()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What was sealed for this, and for nothing else.
    ///
    /// # Errors
    /// Where it was not.
    pub fn open(&self, of: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
        let damaged = || Error::Damaged("a secret that is kept encrypted".to_owned());
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or_else(damaged)?;
        self.0.decrypt(&(*nonce).into(), Payload { msg: sealed, aad: of }).map_err(|_| damaged())
    }
}
