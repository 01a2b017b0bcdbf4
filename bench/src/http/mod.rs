//! A minimal HTTP/1.1 client over TCP: a full client would cost as much as the server that is measured.

mod address;
mod answer;
mod connection;

pub(crate) use address::Address;
pub(crate) use answer::Answer;
pub(crate) use connection::Connection;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The head of a request that posts a JSON body of this many bytes with a source's key.
pub(crate) fn post_head(address: &Address, path: &str, key: &str, length: usize) -> String {
    let credentials = STANDARD.encode(format!("{key}:"));
    format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Basic {credentials}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n",
        address.host
    )
}

/// A request that posts a JSON body with an access key.
pub(crate) fn post(address: &Address, path: &str, key: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        address.host,
        body.len()
    )
}

/// A request that gets a path with an access key.
pub(crate) fn get(address: &Address, path: &str, key: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {key}\r\nAccept: */*\r\n\r\n", address.host)
}
