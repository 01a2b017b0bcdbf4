//! How fast event logs are read: from memory to rows, without mapping or storing them.

mod made;

use std::fs::File;
use std::io::{BufWriter, Cursor, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use listen::import::{Item, built_in, event_log, open};
use listen::mapping::Mapping;

use crate::marks::as_f64;

/// Options of `event-log`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The event log: XES or OCEL 2.0, plain, gz or zst.
    file: PathBuf,
    /// How often it is read; the fastest counts.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// First write the file, with so many made-up events in XES.
    #[arg(long)]
    generate: Option<u64>,
}

/// Carries out `event-log`.
pub(crate) fn command(args: &Args) -> Result<()> {
    let name = args.file.display().to_string();
    if let Some(events) = args.generate {
        let file = File::create(&args.file).with_context(|| format!("making {name}"))?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        made::write(events, &mut out).and_then(|()| out.flush()).with_context(|| format!("writing {name}"))?;
    }
    let bytes = std::fs::read(&args.file).with_context(|| format!("reading {name}"))?;
    let format = event_log(Cursor::new(bytes.clone()), &name)?.context("it is no event log")?;
    let mapping = built_in(format).context("it is no event log")?;
    let mapping = Mapping::parse(mapping).map_err(anyhow::Error::msg)?;
    let (mut events, mut best) = (0, f64::INFINITY);
    for _ in 0..args.rounds {
        let copy = bytes.clone();
        let start = Instant::now();
        events = 0;
        for placed in open(Cursor::new(copy), &name, &mapping)? {
            let (place, item) = placed?;
            ensure!(matches!(item, Item::Row(_)), "an event cannot be taken: {place}");
            events += 1;
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{name}: {events} events, read at {:.0}/s ({:.1} ms)", as_f64(events) / best, best * 1000.0);
    Ok(())
}
