//! The command line. Every command but `serve` and `demo` calls the HTTP API: of the server that holds the store, or
//! of one in this process where nobody does.

mod backup;
mod client;
mod company;
mod demo;
mod doctor;
mod dropped;
mod erasures;
mod find;
mod import;
mod journeys;
mod keys;
mod organisation;
mod person;
mod restore;
mod scope;
mod sql;
mod staff;
mod start;
mod tour;
mod users;

use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::config::{Config, StoreArgs, secrets_on_the_command_line};
use crate::log::{self, LogFormat};
use client::ClientArgs;

/// What the exit codes mean.
const EXIT_CODES: &str = "Exit codes:
  0  done
  1  failed; of `doctor` and `restore`: a check does not hold; of `import`: a file could not be taken in
  2  wrong usage
  3  `person`, `merge`: nobody is known by what was given
  4  `person`, `merge`: what was given leads to several people, or only by name or words; they are listed

With --json the result is one JSON document on standard output (of `import`: one line a file).
Failures are said on standard error; those of code 3 and 4 as JSON too.";

/// One line through everything that happens between a person and an organisation.
#[derive(Parser)]
#[command(name = "throughline", version, about, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the sample company, take it in and serve it
    Demo(demo::DemoArgs),
    /// Serve a data directory or a PostgreSQL store
    Serve(start::ServeArgs),
    /// Import files with a mapping, and event logs without
    Import(import::ImportArgs),
    /// List what was received and not stored, and why
    Dropped(dropped::DroppedArgs),
    /// Show a person with facts, identifiers and timeline
    Person(person::PersonArgs),
    /// Ask the whole history in SQL
    Sql(sql::SqlArgs),
    /// Make two people one
    Merge(person::MergeArgs),
    /// Undo a link between two identifiers
    Unmerge(person::UnmergeArgs),
    /// Make, list and revoke keys
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Add, list and remove users, reset their passwords
    #[command(subcommand)]
    Users(users::UsersCommand),
    /// Bring in and show the organisation: its parts, who owns touchpoints, what things cost
    #[command(subcommand)]
    Organisation(organisation::OrganisationCommand),
    /// Put journeys on record as they are meant to be, and show them
    #[command(subcommand)]
    Journeys(journeys::JourneysCommand),
    /// Check every invariant that can be checked on a live store
    Doctor(doctor::DoctorArgs),
    /// Keep all of a data directory in one file, or check such a file
    Backup(backup::BackupArgs),
    /// Make a data directory of a backup
    Restore(restore::RestoreArgs),
    /// Keep the list of what was erased, and erase it again after a restore
    #[command(subcommand)]
    Erasures(erasures::ErasuresCommand),
    /// Print the configuration in force, secrets hidden
    Config(ConfigArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(clap::Args)]
struct ConfigArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The address to listen on
    #[arg(long, env = "THROUGHLINE_LISTEN", value_name = "ADDR")]
    listen: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// How results are printed.
#[derive(Clone, Copy, clap::Args)]
struct Output {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Output {
    /// Prints a value as JSON where asked, else as the text that is made of it.
    fn print(self, value: &serde_json::Value, text: impl FnOnce(&serde_json::Value) -> String) -> Result<()> {
        let page = if self.json { serde_json::to_string_pretty(value)? } else { text(value).trim_end().to_owned() };
        print_line(&page)
    }
}

/// The text of a file; `-` is standard input.
fn read_text(file: &str) -> std::io::Result<String> {
    if file == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) }
}

/// Prints a line. Whoever reads may stop reading, as `head` does: that is no failure.
fn print_line(text: &str) -> Result<()> {
    use std::io::Write as _;
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Runs the command line.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    // A server starts its own, when it knows its configuration.
    if !matches!(cli.command, Command::Serve(_) | Command::Demo(_)) {
        log::start(log::OF_COMMANDS, LogFormat::Text);
    }
    for warning in secrets_on_the_command_line(&std::env::args().collect::<Vec<_>>()) {
        eprintln!("warning: {warning}");
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: the runtime cannot be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    let result = runtime.block_on(run(cli.command));
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {}", causes(&error));
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Demo(args) => Box::pin(demo::run(args)).await?,
        Command::Serve(args) => start::run(args).await?,
        Command::Import(args) => return import::run(args).await,
        Command::Dropped(args) => dropped::run(args).await?,
        Command::Person(args) => return person::show(args).await,
        Command::Sql(args) => sql::run(args).await?,
        Command::Merge(args) => return person::merge(args).await,
        Command::Unmerge(args) => person::unmerge(args).await?,
        Command::Keys(command) => keys::run(command).await?,
        Command::Users(command) => users::run(command).await?,
        Command::Organisation(command) => organisation::run(command).await?,
        Command::Journeys(command) => journeys::run(command).await?,
        Command::Doctor(args) => return doctor::run(args).await,
        Command::Backup(args) => backup::run(args).await?,
        Command::Restore(args) => return restore::run(args).await,
        Command::Erasures(command) => erasures::run(command).await?,
        Command::Config(args) => {
            let config = Config::load(&args.store, args.listen.as_deref())?;
            config.tls()?;
            let shown = config.shown();
            let page = toml::to_string_pretty(&shown)?;
            args.output.print(&serde_json::to_value(&shown)?, |_| page)?;
        }
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "throughline", &mut std::io::stdout());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// An error with its causes. Some name theirs in their own words already.
fn causes(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if said.is_empty() {
            said = cause;
        } else if !said.ends_with(&cause) {
            said = format!("{said}: {cause}");
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    #[test]
    fn no_cause_is_said_twice() {
        let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let named = store::Error::Io("cannot use it".to_owned(), denied);
        let error = anyhow::Error::from(named).context("starting");
        assert_eq!(super::causes(&error), "starting: cannot use it: permission denied");
        let error = Err::<(), _>(anyhow::anyhow!("inner")).context("outer").unwrap_err();
        assert_eq!(super::causes(&error), "outer: inner");
    }
}
