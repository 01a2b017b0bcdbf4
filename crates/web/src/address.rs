//! Where a request comes from: the address of the connection, or what a trusted proxy says.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::http::{Extensions, HeaderMap};
use serde::{Deserialize, Serialize};

/// The remote address of a request; an extension of it. What comes over the socket of the data directory has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemoteAddress(pub IpAddr);

impl RemoteAddress {
    /// The address among the extensions of a request.
    #[must_use]
    pub fn among(extensions: &Extensions) -> Option<IpAddr> {
        extensions.get::<RemoteAddress>().map(|address| address.0)
    }

    /// The address of a request that came over a connection from `peer`. Only where that is a trusted proxy is
    /// `X-Forwarded-For` believed, from its right end up to the first address that is none. What stands left of it
    /// anybody may have written.
    #[must_use]
    pub fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> RemoteAddress {
        // An IPv4 address in IPv6's clothes is one of IPv4.
        let mut last = peer.to_canonical();
        let is_trusted = |address| trusted.iter().any(|network| network.holds(address));
        if !is_trusted(last) {
            return RemoteAddress(last);
        }
        let lines: Vec<&str> =
            headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
        for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            // What is no address was not written by a proxy of ours.
            let Some(address) = address(hop.trim()) else { break };
            last = address;
            if !is_trusted(last) {
                break;
            }
        }
        RemoteAddress(last)
    }
}

/// An address as proxies write it, some with a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().ok().or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// A network, such as `10.0.0.0/8`, or a single address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    first: IpAddr,
    bits: u8,
}

impl Network {
    /// Whether an address belongs to the network.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let differs = u32::from(first) ^ u32::from(address);
                differs.checked_shr(32 - u32::from(self.bits)).unwrap_or(0) == 0
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let differs = u128::from(first) ^ u128::from(address);
                differs.checked_shr(128 - u32::from(self.bits)).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Network, String> {
        let refused = || format!("{text:?} is no network, such as 10.0.0.0/8 or 2001:db8::/32, and no address");
        let (first, bits) = text.split_once('/').map_or((text, None), |(first, bits)| (first, Some(bits)));
        let first: IpAddr = first.parse().map_err(|_| refused())?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| refused())?;
        if bits > most { Err(refused()) } else { Ok(Network { first, bits }) }
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Network, String> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> String {
        format!("{}/{}", network.first, network.bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(peer: &str, lines: &[&str], trusted: &[&str]) -> String {
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().expect("a network")).collect();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().expect("a header"));
        }
        RemoteAddress::of(peer.parse().expect("an address"), &headers, &trusted).0.to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(of("9.9.9.9", &["1.2.3.4"], &[]), "9.9.9.9");
        assert_eq!(of("9.9.9.9", &["1.2.3.4"], &["10.0.0.0/8"]), "9.9.9.9");
        assert_eq!(of("10.0.0.1", &["1.2.3.4"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(of("10.0.0.1", &[], &["10.0.0.0/8"]), "10.0.0.1");
        assert_eq!(of("::ffff:10.0.0.1", &["1.2.3.4"], &["10.0.0.0/8"]), "1.2.3.4");
    }

    #[test]
    fn what_the_client_wrote_itself_is_not_believed() {
        assert_eq!(of("10.0.0.1", &["6.6.6.6, 1.2.3.4, 10.0.0.2"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(of("10.0.0.1", &["6.6.6.6", "1.2.3.4", "10.0.0.2"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(of("10.0.0.1", &["6.6.6.6, nonsense, 10.0.0.2"], &["10.0.0.0/8"]), "10.0.0.2");
        assert_eq!(of("10.0.0.1", &["10.0.0.3, 10.0.0.2"], &["10.0.0.0/8"]), "10.0.0.3");
        assert_eq!(of("10.0.0.1", &["1.2.3.4:4711"], &["10.0.0.0/8"]), "1.2.3.4");
        assert_eq!(of("2001:db8::1", &["[2001:db9::5]:443"], &["2001:db8::/32"]), "2001:db9::5");
    }

    #[test]
    fn networks_are_read_and_written() {
        for text in ["10.0.0.0/8", "0.0.0.0/0", "::1/128", "2001:db8::/32"] {
            assert_eq!(String::from(text.parse::<Network>().expect("a network")), text);
        }
        assert!("0.0.0.0/0".parse::<Network>().expect("a network").holds([1, 2, 3, 4].into()));
        assert!(!"1.2.3.4".parse::<Network>().expect("a network").holds([1, 2, 3, 5].into()));
        for text in ["", "10.0.0.0/33", "ten", "10.0.0.0/", "::/129"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
