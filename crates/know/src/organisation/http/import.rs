//! Files of the organisation over HTTP: all of a file or, where a line is wrong, nothing.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::extract::{Json, Path, Query};
use web::{Principal, Problem, Result};

use super::super::{Change, UnitKind, files};
use super::OrganisationState;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct ImportQuery {
    /// From when the lines hold that do not say it in a column `from`, RFC 3339; now unless told.
    from: Option<String>,
    /// Says what would come of it, and changes nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What came of a file.
#[derive(Serialize, ToSchema)]
pub(super) struct WireImport {
    /// How many lines there were.
    lines: u64,
    /// How many were news.
    changed: u64,
    /// How many said what held already.
    unchanged: u64,
}

/// Wrong lines that are said at once.
const SAID: usize = 20;

fn wrong(bad: &[files::BadLine]) -> Problem {
    let said = bad.iter().take(SAID).map(|(line, said)| format!("line {line}: {said}"));
    let more = bad.len().saturating_sub(SAID);
    let more = if more == 0 { String::new() } else { format!("\n... and {more} more") };
    Problem::bad_request(format!("nothing was taken in:\n{}{more}", said.collect::<Vec<_>>().join("\n")))
}

impl OrganisationState {
    async fn take_in(&self, lines: files::Lines, dry_run: bool) -> Result<WireImport> {
        let (numbers, changes): (Vec<u64>, Vec<Change>) = lines.into_iter().unzip();
        let outcome =
            if dry_run { self.organisation.try_out(changes) } else { self.organisation.change(changes).await? };
        let outcome = outcome.map_err(|refused| {
            let bad = refused.into_iter().map(|(place, refusal)| (numbers[place], refusal.to_string()));
            wrong(&bad.collect::<Vec<_>>())
        })?;
        let lines = numbers.len() as u64;
        Ok(WireImport { lines, changed: outcome.changed, unchanged: outcome.unchanged })
    }
}

/// Takes in a CSV file of units of a kind.
#[utoipa::path(post, path = "/api/v1/organisation/{kind}", params(("kind" = UnitKind, Path), ImportQuery),
    request_body(content = String, content_type = "text/csv"), responses((status = 200, body = WireImport)))]
pub(super) async fn import_units(
    State(state): State<OrganisationState>,
    who: Principal,
    Path(kind): Path<UnitKind>,
    Query(query): Query<ImportQuery>,
    text: String,
) -> Result<Json<WireImport>> {
    let from = state.moment("from", query.from.as_deref())?;
    let lines = files::units(kind, &text, from).map_err(|bad| wrong(&bad))?;
    let import = state.take_in(lines, query.dry_run).await?;
    if !query.dry_run {
        state.audit.change(&who, "organisation.import", kind.as_str(), "").await?;
    }
    Ok(Json(import))
}

/// Takes in a CSV file of cost tables.
#[utoipa::path(post, path = "/api/v1/organisation/costs", params(ImportQuery),
    request_body(content = String, content_type = "text/csv"), responses((status = 200, body = WireImport)))]
pub(super) async fn import_costs(
    State(state): State<OrganisationState>,
    who: Principal,
    Query(query): Query<ImportQuery>,
    text: String,
) -> Result<Json<WireImport>> {
    let from = state.moment("from", query.from.as_deref())?;
    let lines = files::costs(&text, from).map_err(|bad| wrong(&bad))?;
    let import = state.take_in(lines, query.dry_run).await?;
    if !query.dry_run {
        state.audit.change(&who, "organisation.import", "costs", "").await?;
    }
    Ok(Json(import))
}
