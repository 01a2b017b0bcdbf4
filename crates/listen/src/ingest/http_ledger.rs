//! The HTTP API of the ledger and of dropped events.

use std::collections::BTreeMap;

use axum::extract::State;
use kernel::{DropReason, Kind, PublicIds, SourceNo, Timestamp, Trust};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::paging::{List, Paging, number_cursor};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::dropped::{self, DroppedFilter, Kept};
use super::ledger::{self, LedgerFilter, Sums};
use super::{Intake, read_again};
use crate::mapping::Mapping;
use crate::sources::Sources;

/// What the handlers work with.
#[derive(Clone)]
pub struct LedgerState {
    /// The way in, for replays.
    pub intake: Intake,
    /// The sources.
    pub sources: Sources,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/ledger", right: Right::SeeIntake },
    Operation { method: "GET", path: "/api/v1/dropped", right: Right::HandleDropped },
    Operation { method: "GET", path: "/api/v1/dropped/{id}", right: Right::HandleDropped },
    Operation { method: "POST", path: "/api/v1/dropped/replay", right: Right::HandleDropped },
];

/// The routes.
pub fn routes(state: LedgerState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(get_ledger))
        .routes(routes!(list_dropped))
        .routes(routes!(get_dropped))
        .routes(routes!(replay_dropped))
        .with_state(state)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct LedgerQuery {
    /// Only this source, by name.
    source: Option<String>,
    /// From this receipt hour, RFC 3339.
    from: Option<String>,
    /// Before this receipt hour, RFC 3339.
    to: Option<String>,
}

/// What became of everything that was received: received = stored + duplicate + dropped.
#[derive(Serialize, ToSchema)]
struct WireLedger {
    received: u64,
    stored: u64,
    duplicate: u64,
    dropped: BTreeMap<&'static str, u64>,
    /// Of how many a consent string could not be read. It is no part of the sum.
    unread_consents: u64,
    /// Requests that were refused whole, by status. They are no part of the sum.
    refused_requests: BTreeMap<String, u64>,
    hours: Vec<WireHour>,
}

#[derive(Serialize, ToSchema)]
struct WireHour {
    source: String,
    hour: String,
    received: u64,
    stored: u64,
    duplicate: u64,
    dropped: BTreeMap<&'static str, u64>,
    unread_consents: u64,
}

fn by_name(dropped: &BTreeMap<DropReason, u64>) -> BTreeMap<&'static str, u64> {
    dropped.iter().map(|(reason, events)| (reason.as_str(), *events)).collect()
}

impl LedgerState {
    fn name(&self, source: SourceNo) -> String {
        self.sources.known(source).map_or_else(String::new, |source| source.name.clone())
    }

    async fn source(&self, name: Option<&str>) -> Result<Option<SourceNo>> {
        let Some(name) = name else { return Ok(None) };
        let source = self.sources.by_name(name).await?;
        source.map(|source| Some(source.number)).ok_or_else(|| Problem::not_found("there is no such source"))
    }
}

fn moment(name: &str, text: Option<&str>) -> Result<Option<Timestamp>> {
    text.map(|text| Timestamp::parse(text).map_err(|error| Problem::bad_request(format!("{name}: {error}"))))
        .transpose()
}

/// The ledger, by source and receipt hour.
#[utoipa::path(get, path = "/api/v1/ledger", params(LedgerQuery), responses((status = 200, body = WireLedger)))]
async fn get_ledger(State(state): State<LedgerState>, Query(query): Query<LedgerQuery>) -> Result<Json<WireLedger>> {
    let source = state.source(query.source.as_deref()).await?;
    let (from, to) = (moment("from", query.from.as_deref())?, moment("to", query.to.as_deref())?);
    let filter = LedgerFilter { source, from, to };
    let truth = state.intake.truth().clone();
    let (hours, refused) =
        truth.read(move |tx| Ok((ledger::read(tx, &filter)?, ledger::refused(tx, filter.from, filter.to)?))).await?;
    state.sources.refresh().await?;
    // Of a request that was refused whole nobody knows the source.
    let refused = if source.is_some() { Vec::new() } else { refused };
    let mut sums = Sums::default();
    for (_, _, hour) in &hours {
        sums.received += hour.received;
        sums.stored += hour.stored;
        sums.duplicate += hour.duplicate;
        sums.unread_consents += hour.unread_consents;
        for (reason, events) in &hour.dropped {
            *sums.dropped.entry(*reason).or_default() += events;
        }
    }
    let hours = hours.into_iter().map(|(source, hour, sums)| WireHour {
        source: state.name(source),
        hour: hour.to_string(),
        received: sums.received,
        stored: sums.stored,
        duplicate: sums.duplicate,
        dropped: by_name(&sums.dropped),
        unread_consents: sums.unread_consents,
    });
    Ok(Json(WireLedger {
        received: sums.received,
        stored: sums.stored,
        duplicate: sums.duplicate,
        dropped: by_name(&sums.dropped),
        unread_consents: sums.unread_consents,
        refused_requests: refused.into_iter().map(|(status, count)| (status.to_string(), count)).collect(),
        hours: hours.collect(),
    }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct DroppedQuery {
    /// Only of this source, by name.
    source: Option<String>,
    /// Only for this reason.
    reason: Option<String>,
    /// How many items, 1 to 500; 50 unless told.
    limit: Option<usize>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// A dropped event that is kept.
#[derive(Serialize, ToSchema)]
struct WireDropped {
    id: String,
    source: String,
    received_at: String,
    reason: &'static str,
    /// What the reason means and what to do.
    explanation: &'static str,
    /// What exactly was wrong.
    detail: String,
    /// segment, cloudevent, row
    form: &'static str,
    /// What was received.
    payload: String,
}

fn reason(text: Option<&str>) -> Result<Option<DropReason>> {
    let unknown = || Problem::bad_request("there is no such drop reason; see docs/api.md");
    text.map(|text| DropReason::parse(text).ok_or_else(unknown)).transpose()
}

/// Dropped events, newest first. The bounded store of them keeps the newest; the ledger counts all.
#[utoipa::path(get, path = "/api/v1/dropped", params(DroppedQuery), responses((status = 200, body = List<WireDropped>)))]
async fn list_dropped(
    State(state): State<LedgerState>,
    who: Principal,
    Query(query): Query<DroppedQuery>,
) -> Result<Json<List<WireDropped>>> {
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    let before = paging.number(&state.ids)?.map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let source = state.source(query.source.as_deref()).await?;
    let filter = DroppedFilter { source, reason: reason(query.reason.as_deref())?, before, ids: None };
    let limit = paging.limit();
    let (kept, total) = state.intake.truth().clone().read(move |tx| dropped::list(tx, &filter, limit)).await?;
    state.audit.read(&who, "dropped.list", query.source.as_deref().unwrap_or("all")).await?;
    let next = kept.last().filter(|_| kept.len() == limit);
    let next = next.map(|last| number_cursor(&state.ids, last.id.unsigned_abs()));
    Ok(Json(List { items: kept.into_iter().map(|kept| state.wire(kept)).collect(), total, next }))
}

/// One dropped event, as long as it is kept.
#[utoipa::path(get, path = "/api/v1/dropped/{id}", params(("id" = String, Path)),
    responses((status = 200, body = WireDropped)))]
async fn get_dropped(
    State(state): State<LedgerState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<WireDropped>> {
    let row = web::ids::read(&state.ids, Kind::Dropped, &id)?.cast_signed();
    let filter = DroppedFilter { ids: Some(vec![row]), ..DroppedFilter::default() };
    let (kept, _) = state.intake.truth().clone().read(move |tx| dropped::list(tx, &filter, 1)).await?;
    let gone = || Problem::not_found("there is no such dropped event: it was replayed, or made room for newer ones");
    let kept = kept.into_iter().next().ok_or_else(gone)?;
    state.audit.read(&who, "dropped.read", &id).await?;
    Ok(Json(state.wire(kept)))
}

impl LedgerState {
    fn wire(&self, kept: Kept) -> WireDropped {
        WireDropped {
            id: self.ids.encode(Kind::Dropped, kept.id.unsigned_abs()),
            source: self.name(kept.drop.source),
            received_at: kept.drop.received_at.to_string(),
            reason: kept.drop.dropped.reason.as_str(),
            explanation: kept.drop.dropped.reason.explanation().trim(),
            detail: kept.drop.dropped.detail,
            form: kept.drop.dropped.form.as_str(),
            payload: kept.drop.dropped.payload,
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Replay {
    /// Only of this source, by name.
    source: Option<String>,
    /// Only for this reason.
    reason: Option<String>,
    /// Only these, by id: then neither `source` nor `reason` counts.
    ids: Option<Vec<String>>,
    /// At most so many, newest first; 1000 unless told.
    limit: Option<usize>,
}

/// What came of a replay. It is a new receipt, and counted as one.
#[derive(Default, Serialize, ToSchema)]
struct Replayed {
    events: u64,
    stored: u64,
    duplicate: u64,
    /// Dropped again.
    dropped: u64,
}

/// Sends dropped events through intake again, by the mapping and rules of today.
#[utoipa::path(post, path = "/api/v1/dropped/replay", request_body = Replay, responses((status = 200, body = Replayed)))]
async fn replay_dropped(
    State(state): State<LedgerState>,
    who: Principal,
    Json(replay): Json<Replay>,
) -> Result<Json<Replayed>> {
    const MOST: usize = 10_000;
    let source = state.source(replay.source.as_deref()).await?;
    let row = |id: &String| Ok(web::ids::read(&state.ids, Kind::Dropped, id)?.cast_signed());
    let ids = replay.ids.map(|ids| ids.iter().take(MOST).map(row).collect::<Result<Vec<_>>>()).transpose()?;
    let filter = DroppedFilter { source, reason: reason(replay.reason.as_deref())?, before: None, ids };
    let limit = replay.limit.unwrap_or(1000).clamp(1, MOST);
    let truth = state.intake.truth().clone();
    let (kept, _) = truth.read(move |tx| dropped::list(tx, &filter, limit)).await?;
    let mut by_source: BTreeMap<(SourceNo, Trust), Vec<Kept>> = BTreeMap::new();
    for one in kept {
        by_source.entry((one.drop.source, one.drop.trust)).or_default().push(one);
    }
    let mut replayed = Replayed::default();
    for ((source, trust), events) in by_source {
        replay_source(&state, source, trust, events, &mut replayed).await?;
    }
    state.audit.change(&who, "dropped.replay", replay.source.as_deref().unwrap_or("all"), "").await?;
    Ok(Json(replayed))
}

async fn replay_source(
    state: &LedgerState,
    number: SourceNo,
    trust: Trust,
    events: Vec<Kept>,
    replayed: &mut Replayed,
) -> Result<()> {
    let Some(source) = state.sources.get(number).await? else { return Ok(()) };
    let mapping = source.mapping.as_deref().map(Mapping::parse).transpose();
    let mapping = mapping.map_err(|error| Problem::conflict(format!("the source's mapping: {error}")))?;
    let edge = state.intake.edge(source, trust, Vec::new());
    let ids: Vec<i64> = events.iter().map(|kept| kept.id).collect();
    let mut items = Vec::new();
    for kept in &events {
        read_again(&edge, &kept.drop.dropped, mapping.as_ref(), &mut items);
    }
    let receipt = state.intake.submit(&edge, items).await?;
    // What is dropped again is kept again under a new number: the old ones go only now, so that nothing can be lost.
    state.intake.truth().clone().write(move |tx| dropped::remove(tx, &ids)).await?;
    replayed.events += events.len() as u64;
    replayed.stored += receipt.stored;
    replayed.duplicate += receipt.duplicate;
    replayed.dropped += receipt.dropped.len() as u64;
    Ok(())
}
