//! The HTTP API of keys.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use futures_util::future::BoxFuture;
use kernel::{Kind, PublicIds, SourceNo};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Access, Key, KeyHolder, Operation, Principal, Right, Role, Scope, SourceKeyKind};
use crate::audit::Audit;
use crate::extract::{Json, Path};
use crate::paging::List;
use crate::problem::{Problem, Result};

/// Finds a source by name, making it where needed; and names one by number. Sources live in another room.
#[derive(Clone)]
pub struct SourceNames {
    /// The number of a name.
    pub ensure: Arc<dyn Fn(String) -> BoxFuture<'static, store::Result<SourceNo>> + Send + Sync>,
    /// The name of a number.
    pub name: Arc<dyn Fn(SourceNo) -> String + Send + Sync>,
}

/// What the handlers work with.
#[derive(Clone)]
pub struct KeysState {
    /// The keys.
    pub access: Access,
    /// The sources.
    pub sources: SourceNames,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/keys", right: Right::ManageAccess },
    Operation { method: "POST", path: "/api/v1/keys", right: Right::ManageAccess },
    Operation { method: "DELETE", path: "/api/v1/keys/{id}", right: Right::ManageAccess },
];

/// The routes.
pub fn routes(state: KeysState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list_keys, create_key)).routes(routes!(revoke_key)).with_state(state)
}

/// A key, without its token.
#[derive(Serialize, ToSchema)]
struct WireKey {
    id: String,
    name: String,
    /// The role; absent for the write key of a source.
    role: Option<Role>,
    /// Of which part of the organisation; absent for the write key of a source.
    scope: Option<Scope>,
    /// The source that it writes for.
    source: Option<String>,
    /// How far the source is believed.
    kind: Option<SourceKeyKind>,
    created_at: String,
    revoked_at: Option<String>,
}

impl KeysState {
    fn wire(&self, key: &Key) -> WireKey {
        let (role, scope, source, kind) = match &key.holder {
            KeyHolder::Role { role, scope, .. } => (Some(*role), Some(scope.clone()), None, None),
            KeyHolder::Source { source, kind } => (None, None, Some((self.sources.name)(*source)), Some(*kind)),
        };
        WireKey {
            id: self.ids.encode(Kind::Key, key.id.unsigned_abs()),
            name: key.name.clone(),
            role,
            scope,
            source,
            kind,
            created_at: key.created_at.to_string(),
            revoked_at: key.revoked_at.map(|at| at.to_string()),
        }
    }
}

/// All keys, newest first.
#[utoipa::path(get, path = "/api/v1/keys", responses((status = 200, body = List<WireKey>)))]
async fn list_keys(State(state): State<KeysState>) -> Result<Json<List<WireKey>>> {
    let keys = state.access.list().await?;
    Ok(Json(List::whole(keys.iter().map(|key| state.wire(key)).collect())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Create {
    /// What it is for, to tell it from others.
    name: String,
    /// The role, for a key that calls this API.
    role: Option<Role>,
    /// Of which part of the organisation the key sees interactions; the whole unless told.
    #[serde(default)]
    scope: Scope,
    /// The source, for a key that sends interactions; a source that does not exist yet is made.
    source: Option<String>,
    /// How far the source is believed: `secret` (unless told) for systems, `public` for browsers and apps.
    kind: Option<SourceKeyKind>,
}

/// A new key. The token is shown this once.
#[derive(Serialize, ToSchema)]
struct Created {
    /// The token.
    key: String,
    #[serde(flatten)]
    about: WireKey,
}

/// Makes a key with a role, or a write key for a source.
#[utoipa::path(post, path = "/api/v1/keys", request_body = Create, responses((status = 201, body = Created)))]
async fn create_key(
    State(state): State<KeysState>,
    who: Principal,
    Json(create): Json<Create>,
) -> Result<(StatusCode, Json<Created>)> {
    let name = create.name.trim().to_owned();
    if name.is_empty() || name.len() > 100 {
        return Err(Problem::bad_request("`name` must have 1 to 100 characters"));
    }
    let holder = match (create.role, create.source) {
        (Some(role), None) => {
            let scope = create.scope.check().map_err(Problem::bad_request)?;
            KeyHolder::Role { role, name: name.clone(), scope }
        }
        (None, Some(_)) if !create.scope.is_all() => {
            return Err(Problem::bad_request("a write key sees nothing: it has no `scope`"));
        }
        (None, Some(source)) if is_source_name(&source) => {
            let source = (state.sources.ensure)(source).await?;
            KeyHolder::Source { source, kind: create.kind.unwrap_or(SourceKeyKind::Secret) }
        }
        (None, Some(_)) => {
            return Err(Problem::bad_request(
                "a source's name has 1 to 64 letters, digits, dots, dashes or underscores",
            ));
        }
        _ => return Err(Problem::bad_request("give either `role` or `source`")),
    };
    let new = state.access.create(name, holder).await?;
    let about = state.wire(&new.key);
    state.audit.change(&who, "keys.create", &about.id, "").await?;
    Ok((StatusCode::CREATED, Json(Created { key: new.token, about })))
}

/// Whether a source may have this name: it stands in paths and in message keys.
#[must_use]
pub fn is_source_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    (1..=64).contains(&name.len()) && name.chars().all(allowed) && name.chars().any(|c| c.is_ascii_alphanumeric())
}

/// Revokes a key.
#[utoipa::path(delete, path = "/api/v1/keys/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn revoke_key(State(state): State<KeysState>, who: Principal, Path(id): Path<String>) -> Result<StatusCode> {
    let number = crate::ids::read(&state.ids, Kind::Key, &id)?;
    if !state.access.revoke(i64::try_from(number).unwrap_or(-1)).await? {
        return Err(Problem::not_found("there is no such active key"));
    }
    state.audit.change(&who, "keys.revoke", &id, "").await?;
    Ok(StatusCode::NO_CONTENT)
}
