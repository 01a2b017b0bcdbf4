//! Connections to the PostgreSQL of a yardstick, which must be local as everything that is put under load.

use std::net::IpAddr;
use std::str::FromStr as _;

use anyhow::{Context, Result, ensure};
use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgConnection};

/// Connects to a database on a loopback address or a socket.
pub(super) async fn connect(url: &str) -> Result<PgConnection> {
    let options = PgConnectOptions::from_str(url).context("the database's address cannot be read")?;
    ensure!(is_local(&options), "{} is not a loopback address", options.get_host());
    options.connect().await.context("connecting to PostgreSQL")
}

fn is_local(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    let loopback = host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    options.get_socket().is_some() || host == "localhost" || loopback
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use sqlx::postgres::PgConnectOptions;

    #[test]
    fn only_local_databases_are_put_under_load() {
        let local = |url| super::is_local(&PgConnectOptions::from_str(url).expect("an address"));
        assert!(local("postgres://postgres@127.0.0.1:5432/postgres") && local("postgres://localhost/x"));
        assert!(!local("postgres://postgres@192.0.2.1/postgres"));
    }
}
