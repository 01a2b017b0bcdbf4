//! Configuration: what a flag does not say, an environment variable may; what neither says, a TOML file.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use know::identity::Namespace;
use listen::ingest::Limits;
use serde::{Deserialize, Serialize};
use store::Location;

/// Where a server listens unless told.
pub(crate) const USUAL_ADDRESS: &str = "127.0.0.1:7070";

/// Everything that can be set.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// The data directory.
    pub(crate) data: Option<PathBuf>,
    /// The PostgreSQL server, in place of a data directory.
    pub(crate) database_url: Option<String>,
    /// The address to listen on.
    pub(crate) listen: Option<String>,
    /// The region in which phone numbers without a country are read, such as `GB`.
    pub(crate) phone_region: Option<String>,
    /// What intake takes at most.
    pub(crate) limits: Limits,
    /// Namespaces beyond or in place of the usual ones.
    #[serde(rename = "namespace")]
    pub(crate) namespaces: Vec<Namespace>,
}

/// What a command line or the environment says of a store.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct StoreArgs {
    /// The data directory
    #[arg(long, env = "THROUGHLINE_DATA", value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// A PostgreSQL server in place of a data directory
    #[arg(long, env = "THROUGHLINE_DATABASE_URL", value_name = "URL", conflicts_with = "data", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// A TOML file with what is not given otherwise
    #[arg(long, env = "THROUGHLINE_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

impl Config {
    /// The configuration in force: the file, with flags and environment over it.
    pub(crate) fn load(args: &StoreArgs, listen: Option<&str>) -> Result<Config> {
        let mut config = match &args.config {
            None => Config::default(),
            Some(file) => {
                let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
                toml::from_str(&text).with_context(|| format!("the configuration {}", file.display()))?
            }
        };
        if args.data.is_some() {
            (config.data, config.database_url) = (args.data.clone(), None);
        }
        if args.database_url.is_some() {
            (config.data, config.database_url) = (None, args.database_url.clone());
        }
        if let Some(address) = listen {
            config.listen = Some(address.to_owned());
        }
        Ok(config)
    }

    /// Where the store is.
    pub(crate) fn location(&self) -> Result<Location> {
        match (&self.data, &self.database_url) {
            (Some(_), Some(_)) => bail!("`data` and `database_url` exclude each other: give one of them"),
            (Some(directory), None) => Ok(Location::Directory(directory.clone())),
            (None, Some(url)) => Ok(Location::Postgres(url.clone())),
            (None, None) => bail!("say where the store is: --data DIR or --database-url URL"),
        }
    }

    /// The address to listen on.
    pub(crate) fn address(&self) -> &str {
        self.listen.as_deref().unwrap_or(USUAL_ADDRESS)
    }

    /// The configuration as text, with secrets hidden.
    pub(crate) fn shown(&self) -> Result<String> {
        let mut shown = self.clone();
        shown.listen = Some(self.address().to_owned());
        if let Some(url) = &shown.database_url {
            shown.database_url = Some(without_password(url));
        }
        Ok(toml::to_string_pretty(&shown)?)
    }
}

/// A URL whose password, if it has one, is hidden.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "(hidden)".to_owned() };
    let Some((user, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    let name = user.split(':').next().unwrap_or_default();
    format!("{scheme}://{name}:(hidden)@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(without_password("postgres://ana:s3c@ret@db/x"), "postgres://ana:(hidden)@db/x");
        assert_eq!(without_password("postgres://db/x"), "postgres://db/x");
    }
}
