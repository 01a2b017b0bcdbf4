//! The HTTP API of the audit.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kernel::{Kind, PublicIds, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::export::{self, Format};
use super::{Audit, AuditFilter, AuditRow};
use crate::access::{Operation, Principal, Right};
use crate::extract::{Json, Query};
use crate::paging::{List, Paging, number_cursor};
use crate::problem::{Problem, Result};

/// What the handlers work with.
#[derive(Clone)]
pub struct AuditState {
    /// The audit.
    pub audit: Audit,
    /// Makes and reads public ids.
    pub ids: PublicIds,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/audit", right: Right::SeeAudit },
    Operation { method: "GET", path: "/api/v1/audit/export", right: Right::SeeAudit },
];

/// The routes.
pub fn routes(state: AuditState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list_audit)).routes(routes!(export_audit)).with_state(state)
}

/// A row of the audit.
#[derive(Serialize, ToSchema)]
struct WireRow {
    id: String,
    at: String,
    who: String,
    /// From which remote address; empty for what came over the socket of the data directory.
    address: String,
    action: String,
    subject: String,
    reason: String,
    /// What chains the row to the one before, in hexadecimal; absent of rows from before there was a chain.
    hash: Option<String>,
}

impl WireRow {
    fn new(ids: &PublicIds, row: AuditRow) -> WireRow {
        WireRow {
            id: ids.encode(Kind::AuditRow, row.id.unsigned_abs()),
            at: row.at.to_string(),
            who: row.who,
            address: row.address,
            action: row.action,
            subject: row.subject,
            reason: row.reason,
            hash: row.hash.as_ref().map(export::hex),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct AuditQuery {
    /// Only of this actor, such as `key:desk`.
    who: Option<String>,
    /// Only this action, such as `people.read`.
    action: Option<String>,
    /// Only of this subject, by public id.
    subject: Option<String>,
    /// Only from this remote address.
    address: Option<String>,
    /// From this moment, RFC 3339.
    from: Option<String>,
    /// Before this moment, RFC 3339.
    to: Option<String>,
    /// How many items, 1 to 500; 50 unless told.
    limit: Option<usize>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Who read or changed what, newest first.
#[utoipa::path(get, path = "/api/v1/audit", params(AuditQuery), responses((status = 200, body = List<WireRow>)))]
async fn list_audit(State(state): State<AuditState>, Query(query): Query<AuditQuery>) -> Result<Json<List<WireRow>>> {
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    let before = paging.number(&state.ids)?.map_or(i64::MAX, |number| i64::try_from(number).unwrap_or(i64::MAX));
    let filter = AuditFilter {
        who: query.who,
        action: query.action,
        subject: query.subject,
        address: query.address,
        from: moment("from", query.from.as_deref())?,
        to: moment("to", query.to.as_deref())?,
    };
    let (rows, total) = state.audit.list(filter, before, paging.limit()).await?;
    let next = rows.last().filter(|_| rows.len() == paging.limit());
    let next = next.map(|row| number_cursor(&state.ids, row.id.unsigned_abs()));
    let items = rows.into_iter().map(|row| WireRow::new(&state.ids, row)).collect();
    Ok(Json(List { items, total, next }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ExportQuery {
    /// `csv` or `jsonl`.
    #[param(inline)]
    format: Format,
    /// Only of this actor, such as `key:desk`.
    who: Option<String>,
    /// Only this action, such as `people.read`.
    action: Option<String>,
    /// Only of this subject, by public id.
    subject: Option<String>,
    /// Only from this remote address.
    address: Option<String>,
    /// From this moment, RFC 3339.
    from: Option<String>,
    /// Before this moment, RFC 3339.
    to: Option<String>,
}

/// The audit as a file, oldest first: all of it that was there when it was asked for. An export is in the audit itself.
#[utoipa::path(get, path = "/api/v1/audit/export", params(ExportQuery), responses(
    (status = 200, content((String = "text/csv"), (String = "application/x-ndjson")))))]
async fn export_audit(
    State(state): State<AuditState>,
    who: Principal,
    Query(query): Query<ExportQuery>,
) -> Result<Response> {
    let filter = AuditFilter {
        who: query.who,
        action: query.action,
        subject: query.subject,
        address: query.address,
        from: moment("from", query.from.as_deref())?,
        to: moment("to", query.to.as_deref())?,
    };
    let whole = [&filter.who, &filter.action, &filter.subject, &filter.address].iter().all(|part| part.is_none())
        && filter.from.is_none()
        && filter.to.is_none();
    state.audit.change(&who, "audit.export", if whole { "all" } else { "part" }, "").await?;
    let body = export::body(state.audit, state.ids, filter, query.format).await?;
    let headers = [
        (header::CONTENT_TYPE, query.format.content_type()),
        (header::CONTENT_DISPOSITION, query.format.disposition()),
    ];
    Ok((headers, body).into_response())
}

fn moment(name: &str, text: Option<&str>) -> Result<Option<Timestamp>> {
    let refused = |error| Problem::bad_request(format!("`{name}`: {error}"));
    text.map(Timestamp::parse).transpose().map_err(refused)
}
