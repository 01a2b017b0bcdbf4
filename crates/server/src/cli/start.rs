//! `throughline serve`

use anyhow::Result;

use super::print_line;
use crate::app::App;
use crate::config::{Config, StoreArgs};
use crate::log::{self, LogFormat};
use crate::serve::{bind, serve};

#[derive(clap::Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The address to listen on [default: 127.0.0.1:7070]
    #[arg(long, env = "THROUGHLINE_LISTEN", value_name = "ADDR")]
    listen: Option<String>,
    /// The form of the log [default: text]
    #[arg(long, env = "THROUGHLINE_LOG_FORMAT", value_name = "FORM")]
    log_format: Option<LogFormat>,
}

pub(super) async fn run(args: ServeArgs) -> Result<()> {
    let config = Config::load(&args.store, args.listen.as_deref())?;
    log::start(log::OF_SERVERS, args.log_format.unwrap_or(config.log_format));
    config.location()?;
    let tls = config.tls()?;
    let address = bind(config.address()).await?;
    let app = tokio::task::spawn_blocking(move || App::open(&config)).await??;
    let started = |url: &str, warning: Option<&str>| {
        println!("listening on {url}");
        // Whoever waits for the first line only may have gone by now.
        let _ = warning.map(|warning| print_line(&format!("warning: {warning}")));
    };
    serve(app, address, tls, started).await
}
