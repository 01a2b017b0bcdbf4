//! Requests that this server makes itself: with a deadline, no redirects followed, and only to where they may go.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, Response};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::rt::TokioExecutor;
use tower::Service;

use crate::address::Network;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Makes requests. Cheap to clone.
#[derive(Clone)]
pub struct Outgoing {
    client: Way,
    /// For what is not encrypted.
    clear: Way,
    reach: Reach,
}

type Way = Client<HttpsConnector<HttpConnector<Resolver>>, Full<Bytes>>;

/// Where requests may go.
#[derive(Clone)]
enum Reach {
    /// Wherever who runs this server says.
    Anywhere,
    /// To the public internet, and to these networks. What is not encrypted goes to these networks only.
    Public(Arc<[Network]>),
    /// To these networks.
    Networks(Arc<[Network]>),
}

/// What can go wrong on the way.
#[derive(Debug, thiserror::Error)]
pub enum OutgoingError {
    /// The address is one to which nothing is sent.
    #[error("{0}")]
    Refused(&'static str),
    /// There is no connection, or it broke.
    #[error(transparent)]
    Client(#[from] hyper_util::client::legacy::Error),
    /// The answer broke off or is too long.
    #[error(transparent)]
    Body(#[from] Box<dyn std::error::Error + Send + Sync>),
    /// Nobody can be trusted.
    #[error("no certificates to trust were found: {0}")]
    Roots(#[from] io::Error),
    /// It took too long.
    #[error("it took too long")]
    TooLong,
}

/// Why nothing is sent to an address of the organisation's own networks.
const PRIVATE: &str = "the address lies in a private network: `webhook_networks` would have to allow it";
/// Why nothing is sent in the clear.
const CLEAR: &str = "the address must begin with https://: `webhook_networks` says to which networks http:// may go";

impl Outgoing {
    /// To addresses that who runs this server has configured.
    ///
    /// # Errors
    /// Where no certificates are found that can be trusted.
    pub fn anywhere() -> Result<Outgoing, OutgoingError> {
        Outgoing::new(Reach::Anywhere)
    }

    /// To addresses that users have given: on the public internet, or in these networks.
    ///
    /// # Errors
    /// Where no certificates are found that can be trusted.
    pub fn public(but: &[Network]) -> Result<Outgoing, OutgoingError> {
        Outgoing::new(Reach::Public(but.into()))
    }

    fn new(reach: Reach) -> Result<Outgoing, OutgoingError> {
        let clear = match &reach {
            Reach::Public(but) => Reach::Networks(but.clone()),
            other => other.clone(),
        };
        Ok(Outgoing { client: way(reach.clone())?, clear: way(clear)?, reach })
    }

    /// Asks. Redirects are not followed: who is asked says where the answer is, not where to ask next. An answer of more
    /// than `longest` bytes is none.
    ///
    /// # Errors
    /// What went wrong on the way.
    pub async fn ask(&self, request: Request<Bytes>, longest: usize) -> Result<Response<Bytes>, OutgoingError> {
        self.reach.check(request.uri()).map_err(OutgoingError::Refused)?;
        let client = if request.uri().scheme_str() == Some("https") { &self.client } else { &self.clear };
        let asked = async {
            let response = client.request(request.map(Full::new)).await?;
            let (head, body) = response.into_parts();
            let body = Limited::new(body, longest).collect().await?.to_bytes();
            Ok(Response::from_parts(head, body))
        };
        tokio::time::timeout(PATIENCE, asked).await.map_err(|_| OutgoingError::TooLong)?
    }
}

fn way(reach: Reach) -> Result<Way, OutgoingError> {
    let mut http = HttpConnector::new_with_resolver(Resolver(reach));
    http.enforce_http(false);
    let https = HttpsConnectorBuilder::new().with_native_roots()?.https_or_http().enable_http1();
    Ok(Client::builder(TokioExecutor::new()).build(https.wrap_connector(http)))
}

/// Looks whether an address that users give may be asked, as far as that can be said without looking up its host.
///
/// # Errors
/// Why not.
pub fn check_public(uri: &axum::http::Uri, but: &[Network]) -> Result<(), &'static str> {
    Reach::Public(but.into()).check(uri)
}

impl Reach {
    fn check(&self, uri: &axum::http::Uri) -> Result<(), &'static str> {
        let Reach::Public(but) = self else { return Ok(()) };
        if uri.scheme_str() != Some("https") && but.is_empty() {
            return Err(CLEAR);
        }
        let host = uri.host().unwrap_or_default();
        // The resolver is not asked about addresses that are written as numbers.
        match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(address) if !self.allows(address) => Err(PRIVATE),
            Ok(address) if uri.scheme_str() != Some("https") && !self.names(address) => Err(CLEAR),
            _ => Ok(()),
        }
    }

    fn names(&self, address: IpAddr) -> bool {
        match self {
            Reach::Anywhere => true,
            Reach::Public(but) | Reach::Networks(but) => {
                but.iter().any(|network| network.holds(address.to_canonical()))
            }
        }
    }

    fn allows(&self, address: IpAddr) -> bool {
        self.names(address) || (matches!(self, Reach::Public(_)) && is_public(address))
    }
}

/// Finds the addresses of a host and leaves those to which nothing may go out: so a name that means another address at
/// the second look leads nowhere else.
#[derive(Clone)]
struct Resolver(Reach);

type Found = Pin<Box<dyn Future<Output = io::Result<std::vec::IntoIter<SocketAddr>>> + Send>>;

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Found;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Found {
        let reach = self.0.clone();
        Box::pin(async move {
            let found = tokio::task::spawn_blocking(move || (name.as_str(), 0).to_socket_addrs());
            let found = found.await.map_err(io::Error::other)??;
            let allowed: Vec<SocketAddr> = found.filter(|found| reach.allows(found.ip())).collect();
            if allowed.is_empty() { Err(io::Error::other(PRIVATE)) } else { Ok(allowed.into_iter()) }
        })
    }
}

/// The addresses of a host to which something may go out by another protocol than HTTP: those on the public internet, and
/// those in these networks.
///
/// # Errors
/// Where there is no such host, or where nothing may go there.
pub async fn addresses(host: &str, port: u16, but: &[Network]) -> io::Result<Vec<SocketAddr>> {
    let reach = Reach::Public(but.into());
    let found = tokio::net::lookup_host((host, port)).await?;
    let allowed: Vec<SocketAddr> = found.filter(|found| reach.allows(found.ip())).collect();
    if allowed.is_empty() { Err(io::Error::other(PRIVATE)) } else { Ok(allowed) }
}

/// Whether an address is on the public internet: none of the special ones of RFC 6890 and its registries.
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || a == 0
        // Multicast, and what is reserved behind it.
        || a >= 224
        // Addresses behind a carrier's NAT.
        || (a == 100 && (64..128).contains(&b))
        // Protocol assignments, and the old relays of IPv6.
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        // Tests of networks.
        || (a == 198 && (b == 18 || b == 19));
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    // Only 2000::/3 is given out; in it 2001::/23 and 2001:db8::/32 are special, and 2002::/16 holds addresses of IPv4.
    first & 0xe000 == 0x2000 && first != 0x2002 && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
}

/// An error with its causes.
#[must_use]
pub fn causes(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(one) = cause {
        said = format!("{said}: {one}");
        cause = one.source();
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        for address in ["8.8.8.8", "193.0.6.139", "2606:4700:4700::1111", "::ffff:8.8.8.8", "100.63.0.1", "172.32.0.1"]
        {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.8.8.8",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "2002:7f00:1::",
        ] {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn an_address_is_refused_where_it_can_be_seen_already() {
        let networks: [Network; 1] = ["127.0.0.0/8".parse().expect("a network")];
        let check = |url: &str, but: &[Network]| check_public(&url.parse().expect("a URL"), but);
        assert_eq!(check("https://hooks.example.com/x", &[]), Ok(()));
        assert_eq!(check("http://hooks.example.com/x", &[]), Err(CLEAR));
        assert_eq!(check("https://127.0.0.1/x", &[]), Err(PRIVATE));
        assert_eq!(check("https://[::1]:8443/x", &networks), Err(PRIVATE));
        assert_eq!(check("https://[::ffff:169.254.169.254]/x", &networks), Err(PRIVATE));
        assert_eq!(check("http://127.0.0.1:80/x", &networks), Ok(()));
        assert_eq!(check("http://8.8.8.8/x", &networks), Err(CLEAR));
    }
}
