//! `throughline serve`

use anyhow::Result;

use crate::app::App;
use crate::config::{Config, StoreArgs};
use crate::serve::{bind, serve};

#[derive(clap::Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The address to listen on [default: 127.0.0.1:7070]
    #[arg(long, env = "THROUGHLINE_LISTEN", value_name = "ADDR")]
    listen: Option<String>,
}

pub(super) async fn run(args: ServeArgs) -> Result<()> {
    let config = Config::load(&args.store, args.listen.as_deref())?;
    config.location()?;
    let tls = config.tls()?;
    let address = bind(config.address()).await?;
    let app = tokio::task::spawn_blocking(move || App::open(&config)).await??;
    serve(app, address, tls, |url| println!("listening on {url}")).await
}
