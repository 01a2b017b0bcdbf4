//! The HTTP API of the audit.

use axum::extract::State;
use kernel::{Kind, PublicIds};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Audit, AuditFilter};
use crate::access::{Operation, Right};
use crate::extract::{Json, Query};
use crate::paging::{List, Paging, number_cursor};
use crate::problem::Result;

/// What the handlers work with.
#[derive(Clone)]
pub struct AuditState {
    /// The audit.
    pub audit: Audit,
    /// Makes and reads public ids.
    pub ids: PublicIds,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[Operation { method: "GET", path: "/api/v1/audit", right: Right::SeeAudit }];

/// The routes.
pub fn routes(state: AuditState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list_audit)).with_state(state)
}

/// A row of the audit.
#[derive(Serialize, ToSchema)]
struct WireRow {
    id: String,
    at: String,
    who: String,
    action: String,
    subject: String,
    reason: String,
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
    /// How many items, 1 to 500; 50 unless told.
    limit: Option<usize>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Who read or changed what, newest first.
#[utoipa::path(get, path = "/api/v1/audit", params(AuditQuery), responses((status = 200, body = List<WireRow>)))]
async fn list_audit(State(state): State<AuditState>, Query(query): Query<AuditQuery>) -> Result<Json<List<WireRow>>> {
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    let before = paging.number(&state.ids)?.map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let filter = AuditFilter { who: query.who, action: query.action, subject: query.subject, before };
    let (rows, total) = state.audit.list(filter, paging.limit()).await?;
    let next = rows.last().filter(|_| rows.len() == paging.limit());
    let next = next.map(|row| number_cursor(&state.ids, row.id.unsigned_abs()));
    let items = rows.into_iter().map(|row| WireRow {
        id: state.ids.encode(Kind::Row, row.id.unsigned_abs()),
        at: row.at.to_string(),
        who: row.who,
        action: row.action,
        subject: row.subject,
        reason: row.reason,
    });
    Ok(Json(List { items: items.collect(), total, next }))
}
