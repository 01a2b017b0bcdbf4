//! Where a request comes from: the address of the connection, or what a trusted proxy says.

use std::net::IpAddr;

/// The remote address of a request; an extension of it. What comes over the socket of the data directory has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemoteAddress(pub IpAddr);

impl RemoteAddress {
    /// The address of a connection. An IPv4 address in IPv6's clothes is one of IPv4.
    #[must_use]
    pub fn of(address: IpAddr) -> RemoteAddress {
        RemoteAddress(address.to_canonical())
    }
}
