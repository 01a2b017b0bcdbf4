//! The HTTP API of designs.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use kernel::Clock;
use know::organisation::checked_name;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query, reason};
use web::paging::List;
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::{Change, Definition, Designs, Outcome, Version};

/// What the handlers work with.
#[derive(Clone)]
pub struct DesignsState {
    /// The designs.
    pub designs: Designs,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/designs", right: Right::SeeJourneys },
    Operation { method: "GET", path: "/api/v1/designs/{name}", right: Right::SeeJourneys },
    Operation { method: "PUT", path: "/api/v1/designs/{name}", right: Right::ChangeOrganisation },
    Operation { method: "DELETE", path: "/api/v1/designs/{name}", right: Right::ChangeOrganisation },
];

/// The routes.
pub fn routes(state: DesignsState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_designs))
        .routes(routes!(get_design, put_design, end_design))
        .with_state(state)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Which {
    /// The number of a version; the newest unless told.
    version: Option<u32>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Why {
    /// Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data.
    reason: String,
}

/// A version of a design.
#[derive(Serialize, ToSchema)]
struct WireDesign {
    name: String,
    /// Its number, from 1.
    version: u32,
    #[serde(flatten)]
    definition: Definition,
    /// Who made it, as the audit names them.
    changed_by: String,
    changed_at: String,
    /// Why.
    reason: String,
}

/// A version of a design, and which other ones there are.
#[derive(Serialize, ToSchema)]
struct WireDesignOfMany {
    #[serde(flatten)]
    design: WireDesign,
    /// All versions, the oldest first.
    versions: Vec<WireDesignVersion>,
}

/// That there is a version.
#[derive(Serialize, ToSchema)]
struct WireDesignVersion {
    version: u32,
    /// Whether the design ended with it.
    ended: bool,
    changed_by: String,
    changed_at: String,
    reason: String,
}

impl WireDesign {
    /// A version as it is shown; nothing where the design ended with it.
    fn of(name: String, version: Version) -> Option<WireDesign> {
        Some(WireDesign {
            name,
            version: version.number,
            definition: version.definition?,
            changed_by: version.changed_by,
            changed_at: version.changed_at.to_string(),
            reason: version.reason,
        })
    }
}

impl WireDesignVersion {
    fn of(version: &Version) -> WireDesignVersion {
        WireDesignVersion {
            version: version.number,
            ended: version.definition.is_none(),
            changed_by: version.changed_by.clone(),
            changed_at: version.changed_at.to_string(),
            reason: version.reason.clone(),
        }
    }
}

impl Designs {
    /// All versions of a design, and the place of the one that is wanted, which says something: the newest unless told.
    ///
    /// # Errors
    /// 404 where there is none, or the design has ended with it.
    pub(crate) async fn wanted(&self, name: &str, version: Option<u32>) -> Result<(Vec<Version>, usize)> {
        let versions = self.versions(name.to_owned()).await?;
        let Some(newest) = versions.last() else {
            return Err(Problem::not_found(format!("there is no design {name:?}; GET /api/v1/designs lists them")));
        };
        let number = version.unwrap_or(newest.number);
        let found = versions.iter().position(|one| one.number == number);
        let place = found.ok_or_else(|| {
            Problem::not_found(format!("the design {name:?} has the versions 1 to {}, not {number}", newest.number))
        })?;
        if versions[place].definition.is_none() {
            return Err(Problem::not_found(format!(
                "the design {name:?} ended with version {number}: ask for `version` {} or an older one",
                number.saturating_sub(1)
            )));
        }
        Ok((versions, place))
    }
}

/// The newest version of each design that has not ended, by name.
#[utoipa::path(get, path = "/api/v1/designs", responses((status = 200, body = List<WireDesign>)))]
async fn list_designs(State(state): State<DesignsState>) -> Result<Json<List<WireDesign>>> {
    let designs = state.designs.list().await?.into_iter();
    Ok(Json(List::whole(designs.filter_map(|(name, version)| WireDesign::of(name, version)).collect())))
}

/// A design: its newest version, or the one that is asked for, with the list of all.
#[utoipa::path(get, path = "/api/v1/designs/{name}", params(("name" = String, Path), Which),
    responses((status = 200, body = WireDesignOfMany)))]
async fn get_design(
    State(state): State<DesignsState>,
    Path(name): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<WireDesignOfMany>> {
    let (mut all, place) = state.designs.wanted(&name, which.version).await?;
    let versions = all.iter().map(WireDesignVersion::of).collect();
    let design = WireDesign::of(name, all.swap_remove(place)).expect("one that says something is wanted");
    Ok(Json(WireDesignOfMany { design, versions }))
}

/// Makes the next version of a design, or its first one. What says the same as the newest changes nothing.
#[utoipa::path(put, path = "/api/v1/designs/{name}", params(("name" = String, Path), Why), request_body = Definition,
    responses((status = 200, body = WireDesign)))]
async fn put_design(
    State(state): State<DesignsState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
    Json(definition): Json<Definition>,
) -> Result<Json<WireDesign>> {
    let name = checked_name(&name).map_err(Problem::bad_request)?;
    let definition = definition.checked().map_err(Problem::bad_request)?;
    let version = state.change(&who, "designs.put", &name, Some(definition), &why).await?;
    Ok(Json(WireDesign::of(name, version).expect("a design that was just put says something")))
}

/// Ends a design. Its versions can still be read by their numbers.
#[utoipa::path(delete, path = "/api/v1/designs/{name}", params(("name" = String, Path), Why),
    responses((status = 204)))]
async fn end_design(
    State(state): State<DesignsState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
) -> Result<StatusCode> {
    state.change(&who, "designs.end", &name, None, &why).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl DesignsState {
    async fn change(
        &self,
        who: &Principal,
        action: &str,
        name: &str,
        definition: Option<Definition>,
        why: &Why,
    ) -> Result<Version> {
        // PostgreSQL keeps no NUL.
        let reason = reason(&why.reason)?.replace('\0', "\u{fffd}");
        let change = Change { by: who.name.clone(), at: self.clock.now(), reason: reason.clone() };
        let version = match self.designs.change(name.to_owned(), definition, change).await? {
            Outcome::Newest(version) => *version,
            Outcome::Overtaken => {
                return Err(Problem::conflict("somebody changed this design at the same moment: look at it again"));
            }
            Outcome::Missing => {
                return Err(Problem::not_found(format!("there is no design {name:?} that could end")));
            }
        };
        self.audit.change(who, action, name, &reason).await?;
        Ok(version)
    }
}
