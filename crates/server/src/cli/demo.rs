//! `throughline demo`: the sample company in a data directory of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use axum::body::Body;
use axum::http::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::client::{Client, escaped, program, quoted};
use super::company;
use super::import::import_here;
use super::staff;
use super::tour;
use crate::app::App;
use crate::config::{Config, STORE_FILE, StoreArgs};
use crate::log;
use crate::serve::{bind, serve};

#[derive(clap::Args)]
pub(super) struct DemoArgs {
    /// How many customers the sample company has [default: 20000]
    #[arg(long)]
    customers: Option<u32>,
    /// How many months of its life [default: 12]
    #[arg(long)]
    months: Option<u32>,
    /// The seed: the same makes the same company [default: 7]
    #[arg(long)]
    seed: Option<u64>,
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

/// The file in the data directory that says that it is a demo's, and what is in it.
const DEMO_FILE: &str = "demo.json";
/// The name of the key that each start makes in place of the one before.
const KEY: &str = "demo";
/// The region of the sample company's phone numbers.
const REGION: &str = "# Where phone numbers without a country are read.\nphone_region = \"GB\"\n";

/// What a demo's directory holds.
#[derive(Debug, Serialize, Deserialize)]
struct Demo {
    customers: u32,
    months: u32,
    seed: u64,
    /// Whether all of it was taken in: making it can be broken off.
    whole: bool,
    /// The identifiers of the customer who is worth a look.
    odyssey: Vec<String>,
    /// Whether there is something to mend in it: only where it was served.
    #[serde(default)]
    to_mend: bool,
}

pub(super) async fn run(args: DemoArgs) -> Result<()> {
    let mut demo = Demo::find(&args)?;
    let address = if args.no_serve { None } else { Some(bind(&args.listen).await?) };
    demo.prepare(&args.data)?;
    let config = Config::load(&StoreArgs { data: Some(args.data.clone()), ..StoreArgs::default() }, None)?;
    log::start(log::OF_SERVERS, config.log_format);
    let tls = config.tls()?;
    let app = tokio::task::spawn_blocking(move || App::open(&config)).await??;
    if !demo.whole {
        demo.make(&app, &args.data).await?;
    }
    let Some(address) = address else {
        tokio::task::spawn_blocking(move || app.close()).await?;
        println!("the sample company is in {}", args.data.display());
        return Ok(());
    };
    let client = Client::here(app.clone(), None);
    let key = fresh_key(&client).await?;
    let user = tour::sign_in(&client).await?;
    if !demo.to_mend {
        tour::prepare(&app, &client, &args.data, &demo.odyssey).await?;
        demo.to_mend = true;
        demo.save(&args.data)?;
    }
    drop(client);
    serve(app, address, tls, |url, _| welcome(url, (&key, user), &args.data, &demo)).await
}

impl Demo {
    /// What is in the directory, or is to be made there. Nothing is written yet.
    ///
    /// # Errors
    /// Where the directory is no demo's, or holds another company than the one that is asked for.
    fn find(args: &DemoArgs) -> Result<Demo> {
        let directory = args.data.display();
        let location = Config { data: Some(args.data.clone()), ..Config::default() }.location()?;
        let file = args.data.join(DEMO_FILE);
        if !file.exists() {
            if location.holds_store() {
                bail!("{directory} holds a store that is not the demo's: name another directory with --data");
            }
            let usual = sample::Plan::default();
            let plan = sample::Plan {
                customers: args.customers.unwrap_or(usual.customers),
                months: args.months.unwrap_or(usual.months),
                seed: args.seed.unwrap_or(usual.seed),
            };
            plan.check()?;
            let sample::Plan { customers, months, seed } = plan;
            return Ok(Demo { customers, months, seed, whole: false, odyssey: Vec::new(), to_mend: false });
        }
        let text = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let demo: Demo = serde_json::from_str(&text).with_context(|| {
            format!("{} is not of this version: remove the directory, and the demo is made anew", file.display())
        })?;
        let same = args.customers.is_none_or(|customers| customers == demo.customers)
            && args.months.is_none_or(|months| months == demo.months)
            && args.seed.is_none_or(|seed| seed == demo.seed);
        if !same {
            bail!(
                "the company in {directory} was made with --customers {} --months {} --seed {}: leave these out, or \
                 name another directory with --data",
                demo.customers,
                demo.months,
                demo.seed
            );
        }
        Ok(demo)
    }

    /// Makes the directory and says in it what it is for, before there is a store in it.
    fn prepare(&self, directory: &Path) -> Result<()> {
        use std::os::unix::fs::DirBuilderExt as _;
        let failed = || format!("cannot use the data directory {}", directory.display());
        if !directory.exists() {
            if let Some(parent) = directory.parent() {
                std::fs::create_dir_all(parent).with_context(failed)?;
            }
            std::fs::DirBuilder::new().mode(0o700).create(directory).with_context(failed)?;
        }
        let region = directory.join(STORE_FILE);
        if !region.exists() {
            std::fs::write(region, REGION).with_context(failed)?;
        }
        self.save(directory).with_context(failed)
    }

    fn save(&self, directory: &Path) -> Result<()> {
        Ok(std::fs::write(directory.join(DEMO_FILE), serde_json::to_string_pretty(self)?)?)
    }

    /// Makes the company and takes it in. What was taken in before it was broken off is not taken in again.
    async fn make(&mut self, app: &App, data: &Path) -> Result<()> {
        let plan = plan_of(self);
        let directory = data.join("sample");
        eprintln!(
            "making the sample company: {} customers, {} months, seed {}",
            self.customers, self.months, self.seed
        );
        let (target, started, written) = (directory.clone(), std::time::Instant::now(), plan.clone());
        let company = tokio::task::spawn_blocking(move || sample::write(&written, &target)).await??;
        eprintln!("made in {:.1} s; taking it in", started.elapsed().as_secs_f64());
        company::put_on_record(&Client::here(app.clone(), None), &plan_of(self).mended_on()).await?;
        let started = std::time::Instant::now();
        let (mut stored, mut before, mut dropped) = (0, 0, BTreeMap::<String, u64>::new());
        for export in &company.exports {
            let mapping = sample::MAPPINGS.iter().find(|(name, _)| *name == export.mapping);
            let (_, mapping) = mapping.with_context(|| format!("there is no mapping {}", export.mapping))?;
            let source = listen::mapping::Mapping::parse(mapping)
                .map_err(|error| anyhow::anyhow!("the mapping {}: {error}", export.mapping))?
                .source
                .with_context(|| format!("the mapping {} names no source", export.mapping))?;
            let file = directory.join("exports").join(&export.file);
            let import = import_here(app, &source, mapping, &file.to_string_lossy(), false).await?;
            stored += import.stored;
            before += import.duplicate;
            let (file, rows) = (export.file.display(), import.rows);
            eprintln!("  {file:<24} {rows:>9} rows, {:>9} stored{}", import.stored, by_reason(&import.dropped));
            for (reason, count) in import.dropped {
                *dropped.entry(reason).or_default() += count;
            }
        }
        let again = if before == 0 { String::new() } else { format!(", {before} stored before") };
        let seconds = started.elapsed().as_secs_f64();
        eprintln!("stored {stored} interactions in {seconds:.1} s{again}{}", by_reason(&dropped));
        staff::put_on_record(app, &Client::here(app.clone(), None), &plan).await?;
        self.odyssey = company.odyssey.iter().map(ToString::to_string).collect();
        self.whole = true;
        self.save(data)
    }
}

fn plan_of(demo: &Demo) -> sample::Plan {
    sample::Plan { customers: demo.customers, months: demo.months, seed: demo.seed }
}

fn by_reason(dropped: &BTreeMap<String, u64>) -> String {
    let mut said = String::new();
    for (reason, count) in dropped {
        // Writing to a string cannot fail.
        let _ = write!(said, ", {count} dropped as {reason}");
    }
    said
}

/// A key for this start. The one of the start before is nobody's any more: it was only ever on the terminal.
async fn fresh_key(client: &Client) -> Result<String> {
    let keys = client.get("/api/v1/keys").await?;
    for key in keys["items"].as_array().into_iter().flatten() {
        if key["name"] == KEY && key["role"] == "admin" && key["revoked_at"].is_null() {
            let path = format!("/api/v1/keys/{}", escaped(key["id"].as_str().unwrap_or_default()));
            client.send(Method::DELETE, &path, Body::empty(), "application/json").await?;
        }
    }
    let made = client.post("/api/v1/keys", &json!({"name": KEY, "role": "admin"})).await?;
    Ok(made["key"].as_str().unwrap_or_default().to_owned())
}

fn welcome(url: &str, (key, (user, password)): (&str, (&str, String)), data: &Path, demo: &Demo) {
    let (program, data) = (program(), quoted(&data.display().to_string()));
    let (first, others) = demo.odyssey.split_first().map_or(("", &[][..]), |(first, others)| (first.as_str(), others));
    let page = format!(
        "listening on {url}
user: {user}   password: {password}   (open {url} and sign in; each start makes another password)
key: {key}   (for programs; it replaces the one of the start before)

Three things to do in the browser:
  1. Find +44 7700 900000. Margaret Ellison: six contacts, four departments, the same facts asked again and again.
  2. Somebody made two people of one name one. Undo it: Data & privacy, Identity.
  3. Returns were dropped, because a mapping reads their dates wrongly. Mend it and replay them: Data & privacy, Dropped.

The same elsewhere:
       {program} person --data {data} {first}
     Any of her identifiers leads there: {}
       curl -H 'Authorization: Bearer {key}' '{url}/api/v1/people?identifier={first}'
       curl -H 'Authorization: Bearer {key}' {url}/api/v1/ledger",
        others.join(" ")
    );
    // Where nobody reads it, the server serves all the same.
    let _ = super::print_line(&page);
}
