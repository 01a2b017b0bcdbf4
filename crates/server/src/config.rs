//! Configuration: what a flag does not say, an environment variable may; what neither says, a TOML file; what that
//! does not say, the file in the data directory.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use kernel::Identifier;
use know::identity::{Namespace, Namespaces};
use learn::sql::SqlSettings;
use listen::ingest::Limits;
use listen::mails::{MailSettings, public_host};
use listen::tcf::TcfSettings;
use serde::{Deserialize, Serialize};
use store::Location;
use web::access::oidc::OidcConfig;
use web::access::sessions::SignIn;
use web::address::Network;

use crate::log::LogFormat;
use crate::serve::SOCKET;
use crate::tls::{Tls, check_private};

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
    /// A file that holds `database_url`.
    pub(crate) database_url_file: Option<PathBuf>,
    /// Where a server on PostgreSQL writes down what was erased, to be done again after a restore.
    pub(crate) erasures_file: Option<PathBuf>,
    /// Where the lake keeps its segments, a directory or a URL such as `s3://bucket/prefix`: unless told `lake` in the
    /// data directory, and nowhere on PostgreSQL.
    pub(crate) lake: Option<String>,
    /// The address on which PostgreSQL's protocol is spoken; nowhere unless told.
    pub(crate) postgres_address: Option<String>,
    /// Whether it may be spoken without TLS where other machines can listen.
    pub(crate) postgres_without_tls: bool,
    /// After how many seconds what arrived becomes a segment, however little it is; 60 unless told.
    pub(crate) lake_delay_seconds: Option<u64>,
    /// The address to listen on.
    pub(crate) listen: Option<String>,
    /// The region in which phone numbers without a country are read, such as `GB`.
    pub(crate) phone_region: Option<String>,
    /// The form of the server's log.
    pub(crate) log_format: LogFormat,
    /// The certificate with its chain, a PEM file; with it the server speaks TLS only.
    pub(crate) tls_certificate: Option<PathBuf>,
    /// The certificate's private key, a PEM file.
    pub(crate) tls_key: Option<PathBuf>,
    /// Where people reach this server, as `https://feedback.example.com`: the beginning of addresses in messages.
    pub(crate) public_url: Option<String>,
    /// The server that takes mails.
    pub(crate) mail: Option<MailSettings>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub(crate) trusted_proxies: Vec<Network>,
    /// Networks of ours into which webhooks may go and from which may be fetched, also unencrypted; else only the public
    /// internet, encrypted.
    pub(crate) webhook_networks: Vec<Network>,
    /// What intake takes at most.
    pub(crate) limits: Limits,
    /// How consent strings are read.
    pub(crate) tcf: TcfSettings,
    /// How much queries may use.
    pub(crate) sql: SqlSettings,
    /// How users sign in.
    pub(crate) sign_in: SignIn,
    /// The provider through which users sign in.
    pub(crate) oidc: Option<OidcConfig>,
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
    /// A file that holds the URL, so that its password is neither in the list of processes nor in the environment
    #[arg(long, env = "THROUGHLINE_DATABASE_URL_FILE", value_name = "FILE", conflicts_with_all = ["data", "database_url"])]
    pub(crate) database_url_file: Option<PathBuf>,
    /// A TOML file with what is not given otherwise
    #[arg(long, env = "THROUGHLINE_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// The file in a data directory that says how what is in it is to be read.
pub(crate) const STORE_FILE: &str = "throughline.toml";
/// How many bytes the path of a socket may have.
const SOCKET_PATH: usize = 107;

impl Config {
    /// The configuration in force: the file in the data directory, the file that was named over it, and flags and
    /// environment over both. It has been checked; only that it names a store has not.
    pub(crate) fn load(args: &StoreArgs, listen: Option<&str>) -> Result<Config> {
        let named = args.config.as_deref().map(read).transpose()?;
        let mut config: Config = named.clone().unwrap_or_default().try_into()?;
        config.find_store(args);
        if let Some(directory) = &config.data {
            let file = directory.join(STORE_FILE);
            if file.exists() {
                let mut table = read(&file)?;
                if ["data", "database_url", "database_url_file"].iter().any(|key| table.contains_key(*key)) {
                    bail!("{} cannot say where the store is: it is beside it", file.display());
                }
                lay_over(&mut table, named.unwrap_or_default());
                config = table.try_into()?;
                config.find_store(args);
            }
        }
        if let Some(address) = listen {
            config.listen = Some(address.to_owned());
        }
        config.read_secrets()?;
        config.check()?;
        Ok(config)
    }

    /// What the command line and the environment say of the store goes before the files.
    fn find_store(&mut self, args: &StoreArgs) {
        if args.data.is_some() {
            (self.data, self.database_url, self.database_url_file) = (args.data.clone(), None, None);
        }
        if args.database_url.is_some() {
            (self.data, self.database_url, self.database_url_file) = (None, args.database_url.clone(), None);
        }
        if args.database_url_file.is_some() {
            (self.data, self.database_url, self.database_url_file) = (None, None, args.database_url_file.clone());
        }
    }

    /// Reads what stands in files of its own.
    fn read_secrets(&mut self) -> Result<()> {
        let Some(file) = &self.database_url_file else { return Ok(()) };
        if self.database_url.is_some() {
            bail!("`database_url` and `database_url_file` exclude each other: give one of them");
        }
        self.database_url = Some(read_secret(file)?);
        Ok(())
    }

    /// Refuses what no store could be opened with.
    fn check(&self) -> Result<()> {
        if self.data.is_some() || self.database_url.is_some() {
            self.location()?;
        }
        if self.data.is_some() && self.erasures_file.is_some() {
            bail!("`erasures_file` is for PostgreSQL: beside a data directory it is erasures.jsonl in it");
        }
        let refused = |said: String| anyhow::anyhow!("the configuration: {said}");
        Namespaces::new(&self.namespaces, self.phone_region.as_deref()).map_err(refused)?;
        for namespace in &self.namespaces {
            if Identifier::parse(&format!("{}:x", namespace.name)).is_none() {
                let said = "is no name of a namespace: letters, digits, dots, dashes and underscores";
                bail!("the configuration: {:?} {said}", namespace.name);
            }
        }
        if let Some(oidc) = &self.oidc {
            oidc.check().map_err(refused)?;
        }
        self.tcf.check().map_err(refused)?;
        self.public_url.as_deref().map(public_host).transpose().map_err(refused)?;
        if let Some(mail) = &self.mail {
            mail.check().map_err(refused)?;
            if self.public_url.is_none() {
                bail!("the configuration: [mail] needs `public_url`, so that mails can lead to this server");
            }
        }
        let limits = &self.limits;
        let at_least_one = [
            ("event_bytes", limits.event_bytes),
            ("request_bytes", limits.request_bytes),
            ("events_per_request", limits.events_per_request),
            ("properties", limits.properties),
            ("depth", limits.depth),
            ("identifiers", limits.identifiers),
            ("identifier_length", limits.identifier_length),
            ("past_days", limits.past_days as usize),
            ("waiting_to_be_folded", limits.waiting_to_be_folded),
        ];
        if let Some((name, _)) = at_least_one.iter().find(|(_, limit)| *limit == 0) {
            bail!("the configuration: the limit `{name}` must be at least 1: with 0 nothing could be taken in");
        }
        let paces = limits.per_minute();
        if [paces.key, paces.write_key, paces.address].iter().any(|limit| *limit > web::pace::MOST) {
            let most = web::pace::MOST;
            bail!("the configuration: a limit of requests a minute may be {most} at most; 0 is no limit");
        }
        Ok(())
    }

    /// Where the store is.
    pub(crate) fn location(&self) -> Result<Location> {
        match (&self.data, &self.database_url) {
            (Some(_), Some(_)) => bail!("`data` and `database_url` exclude each other: give one of them"),
            (Some(directory), None) => {
                let length = directory.join(SOCKET).as_os_str().len();
                if length > SOCKET_PATH {
                    let most = SOCKET_PATH - SOCKET.len() - 1;
                    bail!(
                        "the path of the data directory {} is too long for the socket in it: it may have {most} bytes; \
                         use a shorter or a relative path, or a symbolic link",
                        directory.display()
                    );
                }
                Ok(Location::Directory(directory.clone()))
            }
            (None, Some(url)) => {
                if !["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
                    bail!("the URL of the database must be one of PostgreSQL: postgres://USER:PASSWORD@HOST/DATABASE");
                }
                Ok(Location::Postgres(url.clone()))
            }
            (None, None) => bail!("say where the store is: --data DIR or --database-url URL"),
        }
    }

    /// The certificate and its key, where the server is to speak TLS.
    ///
    /// # Errors
    /// What is wrong with the files.
    pub(crate) fn tls(&self) -> Result<Option<Tls>> {
        match (&self.tls_certificate, &self.tls_key) {
            (None, None) => Ok(None),
            (Some(certificate), Some(key)) => Tls::open(certificate, key).map(Some),
            _ => bail!("the configuration: `tls_certificate` and `tls_key` go together: give both or neither"),
        }
    }

    /// The server that takes mails, with its password, and where people reach this one.
    ///
    /// # Errors
    /// Where the file with the password cannot be read.
    pub(crate) fn mails(&self) -> Result<Option<(MailSettings, &str)>> {
        let (Some(mail), Some(public_url)) = (&self.mail, &self.public_url) else { return Ok(None) };
        let password = mail.password_file.as_deref().map(read_secret).transpose()?;
        let password = password.or_else(|| mail.password.clone());
        Ok(Some((MailSettings { password, password_file: None, ..mail.clone() }, public_url)))
    }

    /// The address to listen on.
    pub(crate) fn address(&self) -> &str {
        self.listen.as_deref().unwrap_or(USUAL_ADDRESS)
    }

    /// The configuration with secrets hidden, as it is shown.
    pub(crate) fn shown(&self) -> Config {
        let mut shown = self.clone();
        shown.listen = Some(self.address().to_owned());
        // What a file says is said by naming the file.
        let url = shown.database_url.take().filter(|_| self.database_url_file.is_none());
        shown.database_url = url.as_deref().map(without_password);
        if let Some(password) = shown.mail.as_mut().and_then(|mail| mail.password.as_mut()) {
            "(hidden)".clone_into(password);
        }
        shown
    }
}

/// A file of configuration. What is wrong with it is said with its name and line.
fn read(file: &Path) -> Result<toml::Table> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let wrong = || format!("the configuration {}", file.display());
    toml::from_str::<Config>(&text).with_context(wrong)?;
    toml::from_str(&text).with_context(wrong)
}

/// A secret that stands in a file of its own, without the blanks and line ends around it.
///
/// # Errors
/// Where it cannot be read or is empty.
pub(crate) fn read_secret(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    if let Err(error) = check_private(file) {
        eprintln!("warning: {error:#}");
    }
    match text.trim() {
        "" => bail!("{} is empty: it should hold a secret", file.display()),
        secret => Ok(secret.to_owned()),
    }
}

/// Lays a table over another: of what both say, the upper one's holds, and tables are laid over each other in turn.
fn lay_over(lower: &mut toml::Table, upper: toml::Table) {
    for (key, value) in upper {
        match (lower.get_mut(&key), value) {
            (Some(toml::Value::Table(below)), toml::Value::Table(above)) => lay_over(below, above),
            (_, value) => drop(lower.insert(key, value)),
        }
    }
}

/// A URL whose password, if it has one, is hidden: before the host, or among the parameters.
pub(crate) fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return "(hidden)".to_owned() };
    let (place, parameters) = match rest.rsplit_once('?') {
        // A question mark before the host belongs to a password.
        Some((place, parameters)) if !parameters.contains('@') => (place, Some(parameters)),
        _ => (rest, None),
    };
    let place = match place.rsplit_once('@') {
        Some((user, host)) if user.contains(':') => {
            format!("{}:(hidden)@{host}", user.split(':').next().unwrap_or_default())
        }
        _ => place.to_owned(),
    };
    let hide = |parameter: &str| match parameter.split_once('=') {
        Some((name, _)) if name.to_lowercase().contains("pass") => format!("{name}=(hidden)"),
        _ => parameter.to_owned(),
    };
    let parameters = parameters.map(|all| format!("?{}", all.split('&').map(hide).collect::<Vec<_>>().join("&")));
    format!("{scheme}://{place}{}", parameters.unwrap_or_default())
}

/// Warnings for secrets on a command line: everybody on the machine can see them in the list of processes.
pub(crate) fn secrets_on_the_command_line(args: &[String]) -> Vec<String> {
    let is_secret = |flag: &str, value: &str| flag == "--key" || without_password(value) != value;
    let mut warnings = Vec::new();
    for (flag, what) in [("--database-url", "password"), ("--key", "key")] {
        let mut values = args.iter().enumerate().filter_map(|(place, arg)| {
            let rest = arg.strip_prefix(flag)?;
            if rest.is_empty() { args.get(place + 1).map(String::as_str) } else { rest.strip_prefix('=') }
        });
        if values.any(|value| is_secret(flag, value)) {
            let variable = format!("THROUGHLINE_{}", flag.trim_start_matches('-').to_uppercase().replace('-', "_"));
            warnings.push(format!(
                "the {what} in {flag} can be seen by everybody on this machine, in its list of processes: use \
                 {variable} or {flag}-file instead"
            ));
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(without_password("postgres://ana:s3c@ret@db/x"), "postgres://ana:(hidden)@db/x");
        for plain in ["postgres://db/x", "postgres://ana@db/x", "postgres://db/x?sslmode=disable"] {
            assert_eq!(without_password(plain), plain);
        }
        assert_eq!(
            without_password("postgres://db/x?user=ana&password=s3"),
            "postgres://db/x?user=ana&password=(hidden)"
        );
        assert_eq!(without_password("postgres://ana:what?@db/x"), "postgres://ana:(hidden)@db/x");
    }

    #[test]
    fn secrets_on_the_command_line_are_warned_of() {
        let warned = |line: &str| {
            let args: Vec<String> = line.split(' ').map(str::to_owned).collect();
            secrets_on_the_command_line(&args)
        };
        for line in ["serve --database-url postgres://a:s3@db/x", "serve --database-url=postgres://db/x?password=s3"] {
            let said = warned(line).join(" ");
            assert!(said.contains("THROUGHLINE_DATABASE_URL or --database-url-file") && !said.contains("s3"), "{said}");
        }
        assert!(warned("person x --server http://h --key tl_role_s3")[0].contains("THROUGHLINE_KEY or --key-file"));
        for line in
            ["serve --database-url postgres://a@db/x", "serve --data x", "serve --key-file x", "x --database-url"]
        {
            assert_eq!(warned(line), Vec::<String>::new(), "{line}");
        }
    }

    fn loaded(directory: &Path, beside: &str, named: &str) -> Result<Config> {
        std::fs::write(directory.join(STORE_FILE), beside).unwrap();
        let file = directory.join("named.toml");
        std::fs::write(&file, named).unwrap();
        let data = Some(directory.to_owned());
        Config::load(&StoreArgs { data, config: Some(file), ..StoreArgs::default() }, None)
    }

    #[test]
    fn the_file_in_the_directory_is_the_lowest() {
        let directory = tempfile::tempdir().unwrap();
        let beside = "phone_region = \"GB\"\nlisten = \"a:1\"\n[limits]\ndepth = 7\nproperties = 8";
        let config = loaded(directory.path(), beside, "listen = \"b:1\"\n[limits]\ndepth = 9").unwrap();
        assert_eq!((config.phone_region.as_deref(), config.address()), (Some("GB"), "b:1"));
        assert_eq!((config.limits.depth, config.limits.properties), (9, 8));
        assert!(loaded(directory.path(), "data = \"elsewhere\"", "").is_err());
    }

    #[test]
    fn what_no_store_could_be_opened_with_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let refused = |text: &str| format!("{:#}", loaded(directory.path(), "", text).unwrap_err());
        assert!(refused("phone_region = \"XX\"").contains("XX"));
        assert!(refused("[limits]\ndepth = 0").contains("depth"));
        assert!(refused("[[namespace]]\nname = \"\"\nstrong = true").contains("namespace"));
        let of = |data: Option<&str>, url: Option<&str>| {
            let config =
                Config { data: data.map(PathBuf::from), database_url: url.map(str::to_owned), ..Config::default() };
            config.check().map_err(|error| error.to_string())
        };
        assert!(of(Some("here"), Some("postgres://db/x")).unwrap_err().contains("exclude"));
        assert!(of(None, Some("mysql://db/x")).unwrap_err().contains("postgres://"));
        assert!(of(Some(&"d".repeat(91)), None).is_err() && of(Some(&"d".repeat(90)), None).is_ok());
        assert!(of(None, Some("postgresql://db/x")).is_ok());
    }
}
