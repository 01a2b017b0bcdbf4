//! The log on standard error, for people or for machines.

use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

/// The form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

/// What a server says unless `THROUGHLINE_LOG` asks for something else.
pub(crate) const OF_SERVERS: &str = "info,sqlx=warn";
/// What a command says.
pub(crate) const OF_COMMANDS: &str = "warn";

/// Who is never heard: these say what was asked, word for word, and people are named in there. Targets are meant that
/// begin like this.
const SILENT: [&str; 3] = ["datafusion", "sqlparser", "pgwire"];

/// Starts the log. Called once.
pub(crate) fn start(usual: &str, format: LogFormat) {
    let filter = EnvFilter::try_from_env("THROUGHLINE_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let off = |target: &str| format!("{target}=off").parse().expect("a target that is off");
    let filter = SILENT.iter().fold(filter, |filter, target| filter.add_directive(off(target)));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}
