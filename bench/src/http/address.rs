//! Where a server listens. Only loopback addresses are accepted: a load generator is not for other people's machines.

use std::net::{SocketAddr, ToSocketAddrs};

use anyhow::{Context, Result, bail};

/// A server on a loopback address.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    /// Host and port as they are written in the Host header.
    pub(crate) host: String,
    /// What to connect to.
    pub(crate) socket: SocketAddr,
}

impl Address {
    /// Reads `http://127.0.0.1:8080`.
    pub(crate) fn parse(url: &str) -> Result<Address> {
        let rest = url.strip_prefix("http://").with_context(|| format!("{url} does not begin with http://"))?;
        let host = rest.trim_end_matches('/');
        let named = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
        let found = named.to_socket_addrs().with_context(|| format!("{host} is no address"))?;
        match found.into_iter().find(|socket| socket.ip().is_loopback()) {
            Some(socket) => Ok(Address { host: host.to_owned(), socket }),
            None => bail!("{host} is not a loopback address, and no other is put under load"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn only_loopback_addresses_are_put_under_load() {
        assert_eq!(Address::parse("http://127.0.0.1:8080/").expect("an address").socket.port(), 8080);
        assert_eq!(Address::parse("http://127.0.0.1:8080").expect("an address").host, "127.0.0.1:8080");
        assert!(Address::parse("http://192.0.2.1:80").is_err());
        assert!(Address::parse("https://127.0.0.1").is_err());
    }
}
