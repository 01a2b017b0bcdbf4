//! `throughline sql`: a query over the whole history.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use axum::body::Body;
use clap::ValueEnum;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};

use super::client::{Client, NoStore};
use super::{ClientArgs, print_line};

#[derive(clap::Args)]
pub(super) struct SqlArgs {
    /// One statement that reads, such as "SELECT channel, count(*) FROM interactions GROUP BY channel"
    query: String,
    #[command(flatten)]
    client: ClientArgs,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// The file to write the answer to
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns side by side, for reading; the first 10000 rows
    Table,
    /// All rows, with a head
    Csv,
    /// One document with columns, rows and their number; the first 100000 rows
    Json,
    /// All rows, as a file
    Parquet,
}

/// How many rows a table has at most, and a document.
const TABLE: usize = 10_000;
const DOCUMENT: usize = 100_000;

pub(super) async fn run(args: SqlArgs) -> Result<()> {
    if args.format == Format::Parquet && args.output.is_none() {
        bail!("--format parquet is a file: say which with --output FILE");
    }
    let client = Client::connect(&args.client, NoStore::Refuse).await?;
    let answered = answer(&client, &args).await;
    client.finish().await?;
    answered
}

async fn answer(client: &Client, args: &SqlArgs) -> Result<()> {
    if matches!(args.format, Format::Csv | Format::Parquet) {
        let format = if args.format == Format::Csv { "csv" } else { "parquet" };
        let asked = json!({"query": args.query, "format": format});
        let body = client.download_of("/api/v1/sql", &asked).await?;
        return write_all(body, args).await;
    }
    let limit = if args.format == Format::Table { TABLE } else { DOCUMENT };
    let asked = json!({"query": args.query, "limit": limit});
    let answer = client.post("/api/v1/sql", &asked).await?;
    for warning in answer["warnings"].as_array().into_iter().flatten() {
        eprintln!("warning: {}", warning.as_str().unwrap_or_default());
    }
    let page = if args.format == Format::Json { serde_json::to_string_pretty(&answer)? } else { table(&answer) };
    match &args.output {
        Some(file) => std::fs::write(file, page + "\n").with_context(|| format!("cannot write {}", file.display())),
        None => print_line(&page),
    }
}

/// Writes an answer as it comes.
async fn write_all(mut body: Body, args: &SqlArgs) -> Result<()> {
    let mut to: Box<dyn std::io::Write> = match &args.output {
        Some(file) => {
            Box::new(std::fs::File::create(file).with_context(|| format!("cannot write {}", file.display()))?)
        }
        None => Box::new(std::io::stdout()),
    };
    while let Some(frame) = body.frame().await {
        let frame = frame.context("the query was broken off; what was written is not whole")?;
        if let Ok(piece) = frame.into_data() {
            match to.write_all(&piece) {
                // Whoever reads may stop reading, as `head` does.
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
                written => written?,
            }
        }
    }
    Ok(to.flush()?)
}

/// The answer as columns side by side, with how many rows there are.
fn table(answer: &Value) -> String {
    let texts = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let empty = Vec::new();
    let names = answer["columns"].as_array().unwrap_or(&empty).iter().map(|column| texts(&column["name"]));
    let mut lines: Vec<Vec<String>> = vec![names.collect()];
    let rows = answer["rows"].as_array().unwrap_or(&empty);
    lines.extend(rows.iter().map(|row| row.as_array().unwrap_or(&empty).iter().map(texts).collect()));
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..lines[0].len()).map(width).collect();
    let line = |cells: &Vec<String>| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut page: Vec<String> = lines.iter().map(line).collect();
    page.insert(1, widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("  "));
    let (shown, total) = (rows.len(), answer["total"].as_u64().unwrap_or_default());
    let all = if shown as u64 == total { String::new() } else { format!("; the first {shown} are shown") };
    page.push(format!("({total} {}{all})", if total == 1 { "row" } else { "rows" }));
    page.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn columns_stand_side_by_side() {
        let answer =
            json!({"columns": [{"name": "channel"}, {"name": "n"}], "rows": [["web", 7], [null, 12]], "total": 3});
        assert_eq!(
            super::table(&answer),
            "channel  n\n-------  --\nweb      7\n         12\n(3 rows; the first 2 are shown)"
        );
    }
}
