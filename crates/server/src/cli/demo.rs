//! `throughline demo`

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::json;

use super::client::Client;
use super::import::import_here;
use crate::app::App;
use crate::config::Config;
use crate::serve::{bind, serve};

#[derive(clap::Args)]
pub(super) struct DemoArgs {
    /// How many customers the sample company has
    #[arg(long, default_value_t = 20_000)]
    customers: u32,
    /// How many months of its life
    #[arg(long, default_value_t = 12)]
    months: u32,
    /// The seed: the same makes the same company
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// The data directory
    #[arg(long, default_value = "throughline-demo", value_name = "DIR")]
    data: PathBuf,
    /// The address to listen on
    #[arg(long, default_value = crate::config::USUAL_ADDRESS, value_name = "ADDR")]
    listen: String,
    /// Only make and take in, do not serve
    #[arg(long)]
    no_serve: bool,
}

/// Says, within the data directory, that the company is all there, and who is worth a look.
const DONE: &str = "demo.json";

pub(super) async fn run(args: DemoArgs) -> Result<()> {
    let config = Config { data: Some(args.data.clone()), phone_region: Some("GB".to_owned()), ..Config::default() };
    config.location()?;
    let address = bind(&args.listen).await?;
    let app = tokio::task::spawn_blocking(move || App::open(&config)).await??;
    let done = args.data.join(DONE);
    if !done.exists() {
        make(&app, &args).await?;
    }
    let about: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&done)?)?;
    if args.no_serve {
        tokio::task::spawn_blocking(move || app.close()).await?;
        println!("the sample company is in {}", args.data.display());
        return Ok(());
    }
    let client = Client::here(app.clone());
    let key = client.post("/api/v1/keys", &json!({"name": "demo", "role": "admin"})).await?;
    let key = key["key"].as_str().unwrap_or_default().to_owned();
    serve(app, address, |address| welcome(address, &key, &args, &about)).await
}

async fn make(app: &App, args: &DemoArgs) -> Result<()> {
    let plan = sample::Plan { customers: args.customers, months: args.months, seed: args.seed };
    let directory = args.data.join("sample");
    eprintln!("making the sample company: {} customers, {} months, seed {}", args.customers, args.months, args.seed);
    let (target, started) = (directory.clone(), std::time::Instant::now());
    let company = tokio::task::spawn_blocking(move || sample::write(&plan, &target)).await??;
    eprintln!("made in {:.1} s; taking it in", started.elapsed().as_secs_f64());
    let (started, mut received) = (std::time::Instant::now(), 0);
    for export in &company.exports {
        let mapping = sample::MAPPINGS.iter().find(|(name, _)| *name == export.mapping);
        let (_, mapping) = mapping.with_context(|| format!("there is no mapping {}", export.mapping))?;
        let source = listen::mapping::Mapping::parse(mapping)
            .map_err(|error| anyhow::anyhow!("the mapping {}: {error}", export.mapping))?
            .source
            .with_context(|| format!("the mapping {} names no source", export.mapping))?;
        let file = directory.join("exports").join(&export.file);
        let import = import_here(app, &source, mapping, &file.to_string_lossy(), false).await?;
        received += import.received;
        eprintln!("  {:<24} {:>9} rows, {:>9} interactions", export.file.display(), import.rows, import.stored);
    }
    eprintln!("took in {received} interactions in {:.1} s", started.elapsed().as_secs_f64());
    let odyssey: Vec<String> = company.odyssey.iter().map(ToString::to_string).collect();
    std::fs::write(args.data.join(DONE), serde_json::to_string_pretty(&json!({"odyssey": odyssey}))?)?;
    Ok(())
}

fn welcome(address: std::net::SocketAddr, key: &str, args: &DemoArgs, about: &serde_json::Value) {
    let odyssey = about["odyssey"][0].as_str().unwrap_or_default();
    let data = args.data.display();
    println!("listening on http://{address}");
    println!("key: {key}");
    println!();
    println!("Three things to look at:");
    println!("  1. Six contacts, four departments, the same facts asked again and again:");
    println!("       throughline person --data {data} {odyssey}");
    println!("  2. The same over HTTP:");
    println!("       curl -H 'Authorization: Bearer {key}' 'http://{address}/api/v1/people?identifier={odyssey}'");
    println!("  3. Where everything that was received went:");
    println!("       curl -H 'Authorization: Bearer {key}' http://{address}/api/v1/ledger");
}
