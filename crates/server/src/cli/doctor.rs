//! `throughline doctor`

use std::process::ExitCode;

use anyhow::Result;
use serde_json::Value;

use super::client::{Client, NoStore};
use super::{ClientArgs, Output};

#[derive(clap::Args)]
pub(super) struct DoctorArgs {
    #[command(flatten)]
    client: ClientArgs,
    #[command(flatten)]
    output: Output,
}

pub(super) async fn run(args: DoctorArgs) -> Result<ExitCode> {
    let client = Client::connect(&args.client, NoStore::Refuse).await?;
    let report = client.get("/api/v1/doctor").await;
    client.finish().await?;
    let report = report?;
    args.output.print(&report, page)?;
    Ok(if report["healthy"] == true { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(super) fn page(report: &Value) -> String {
    let mut lines = Vec::new();
    for check in report["checks"].as_array().into_iter().flatten() {
        let text = |field: &str| check[field].as_str().unwrap_or_default();
        let mark = if check["holds"] == true { "ok  " } else { "FAIL" };
        lines.push(format!("{mark} {}: {}", text("name"), text("said")));
    }
    lines.push(match report["last_backup"].as_str() {
        Some(at) => format!("     the last backup holds everything up to {at}"),
        None => "     no backup was made with `throughline backup`".to_owned(),
    });
    let requests = &report["privacy_requests"];
    let count = |field: &str| requests[field].as_u64().unwrap_or(0);
    if count("pending") > 0 {
        let (pending, overdue, soon) = (count("pending"), count("overdue"), count("due_soon"));
        lines.push(format!("     {pending} privacy requests wait: {overdue} overdue, {soon} due within seven days"));
    }
    lines.join("\n")
}
