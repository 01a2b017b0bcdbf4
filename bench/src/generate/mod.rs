//! Files for the import benchmark: contacts as JSON Lines or CSV, about 1 KB each, with their mapping beside them.

mod csv;
mod jsonl;
mod mapping;
mod row;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use row::Rows;

/// Options of `generate`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The format of the file.
    #[arg(long, value_enum)]
    format: Format,
    /// How many rows, each of which makes one interaction.
    #[arg(long, default_value_t = 1_000_000)]
    events: u64,
    /// The file to write; the mapping goes to the same name with `.mapping.toml` after it.
    #[arg(long)]
    out: PathBuf,
    /// How many people the rows are about.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    people: u32,
    /// Another seed gives other rows.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What the file is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a header.
    Csv,
}

/// What to write.
pub(crate) struct Plan {
    pub(crate) format: Format,
    pub(crate) events: u64,
    pub(crate) people: u32,
    pub(crate) seed: u64,
}

/// Carries out `generate`.
pub(crate) fn command(args: &Args) -> Result<()> {
    let plan = Plan { format: args.format, events: args.events, people: args.people, seed: args.seed };
    let mapping = write(&plan, &args.out)?;
    println!("{} rows in {}, mapping in {}", plan.events, args.out.display(), mapping.display());
    Ok(())
}

/// Writes the file and its mapping, and says where the mapping is.
pub(crate) fn write(plan: &Plan, out: &Path) -> Result<PathBuf> {
    let file = File::create(out).with_context(|| format!("making {}", out.display()))?;
    let mut writer = BufWriter::with_capacity(1 << 20, file);
    write_rows(plan, &mut writer)
        .and_then(|()| writer.flush())
        .with_context(|| format!("writing {}", out.display()))?;
    let mut beside = out.as_os_str().to_owned();
    beside.push(".mapping.toml");
    let beside = PathBuf::from(beside);
    std::fs::write(&beside, mapping::of(plan.format)).with_context(|| format!("writing {}", beside.display()))?;
    Ok(beside)
}

fn write_rows(plan: &Plan, out: &mut impl Write) -> std::io::Result<()> {
    if plan.format == Format::Csv {
        writeln!(out, "{}", csv::HEADER)?;
    }
    let mut rows = Rows::new(plan.people, plan.seed);
    for _ in 0..plan.events {
        let row = rows.next();
        match plan.format {
            Format::Csv => csv::write(out, &row)?,
            Format::Jsonl => jsonl::write(out, &row)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Format, Plan, write_rows};

    fn rows(format: Format) -> String {
        let mut out = Vec::new();
        let plan = Plan { format, events: 1_000, people: 500, seed: 1 };
        write_rows(&plan, &mut out).expect("writing to memory");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_row_has_about_a_kilobyte() {
        for format in [Format::Jsonl, Format::Csv] {
            let bytes = rows(format).len() / 1_000;
            assert!((900..1_100).contains(&bytes), "{bytes} bytes a row of {format:?}");
        }
    }

    #[test]
    fn a_seed_names_its_file_but_for_the_times() {
        let ids = || rows(Format::Csv).lines().map(|line| line[..36.min(line.len())].to_owned()).collect::<Vec<_>>();
        assert_eq!(ids(), ids());
    }

    #[test]
    fn json_lines_are_json() {
        for line in rows(Format::Jsonl).lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("an object");
            assert!(row["customer"]["no"].is_string() || row["browser"]["id"].is_string());
        }
    }

    #[test]
    fn csv_rows_have_all_columns() {
        let text = rows(Format::Csv);
        let columns = super::csv::HEADER.split(',').count();
        for line in text.lines().skip(1) {
            // Every second piece between quotes is a text, whose commas divide nothing.
            let outside: String = line.split('"').step_by(2).collect();
            assert_eq!(outside.matches(',').count() + 1, columns, "{line}");
        }
    }
}
