//! TLS on the server's own address: a certificate and its key from files that are read again when they change hands.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::http::{HeaderValue, header};
use parking_lot::RwLock;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tower_http::set_header::SetResponseHeaderLayer;

/// For how long browsers are told to come by TLS only: a year.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// A certificate with its key, as the files had them last.
#[derive(Clone)]
pub(crate) struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    current: Arc<RwLock<Arc<ServerConfig>>>,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    /// Where they cannot be read, do not belong together, or the key can be read by others.
    pub(crate) fn open(certificate: &Path, key: &Path) -> Result<Tls> {
        let current = Arc::new(RwLock::new(Arc::new(read(certificate, key)?)));
        Ok(Tls { certificate: certificate.to_owned(), key: key.to_owned(), current })
    }

    /// Reads the files again, for connections that come from now on. Where they are not in order, what was read before
    /// stays: a server with an old certificate is better than none.
    pub(crate) fn read_again(&self) {
        match read(&self.certificate, &self.key) {
            Ok(config) => {
                *self.current.write() = Arc::new(config);
                tracing::info!("the certificate was read again");
            }
            Err(error) => tracing::error!(error = format!("{error:#}"), "the certificate stays as it was"),
        }
    }

    /// What takes the next connection.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.current.read().clone())
    }

    /// Routes that tell browsers to stay with TLS.
    pub(crate) fn strict(routes: Router) -> Router {
        routes.layer(SetResponseHeaderLayer::overriding(header::STRICT_TRANSPORT_SECURITY, HSTS))
    }
}

fn read(certificate: &Path, key: &Path) -> Result<ServerConfig> {
    let in_certificate = || format!("the certificate {}", certificate.display());
    let chain: Vec<CertificateDer<'_>> =
        CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect).with_context(in_certificate)?;
    if chain.is_empty() {
        bail!("{} holds no certificate in PEM", certificate.display());
    }
    check_private(key)?;
    let private = PrivateKeyDer::from_pem_file(key).with_context(|| format!("the private key {}", key.display()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .with_context(|| format!("{} and {} do not belong together", certificate.display(), key.display()))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// Refuses a secret's file that others than its owner can read; where root owns it, its group may.
///
/// # Errors
/// What to do about it, or what the file system says.
pub(crate) fn check_private(file: &Path) -> Result<()> {
    let about = std::fs::metadata(file).with_context(|| format!("reading {}", file.display()))?;
    let allowed = if about.uid() == 0 { 0o640 } else { 0o600 };
    if about.mode() & 0o777 & !allowed & 0o077 != 0 {
        bail!(
            "{} can be read by others (mode {:o}): give it mode 600 (`chmod 600 {}`)",
            file.display(),
            about.mode() & 0o777,
            file.display()
        );
    }
    Ok(())
}
