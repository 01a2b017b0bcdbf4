//! What an operator watches: Prometheus metrics, and the doctor that checks invariants on the live store.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Timestamp;
use know::privacy::requests::Waiting;
use know::privacy::retention;
use listen::ingest::{Intake, ledger};
use parking_lot::RwLock;
use serde::Serialize;
use store::blocking;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::Json;
use web::{Operation, Problem, Result, Right};

use crate::app::App;
use crate::machine::{Disk, Process, disk, store_bytes};
use crate::{backup, doctor};

/// The rights that the operations ask for.
pub(crate) const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/metrics", right: Right::SeeIntake },
    Operation { method: "GET", path: "/api/v1/doctor", right: Right::SeeIntake },
];

/// The routes.
pub(crate) fn routes(app: App, requests: Requests) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(metrics)).routes(routes!(get_doctor)).with_state(ObserveState { app, requests })
}

/// What the handlers work with.
#[derive(Clone)]
pub(crate) struct ObserveState {
    app: App,
    requests: Requests,
}

/// Requests by method, route template and status, with the time they took. Never a path as it was sent: identifiers
/// may be in it.
#[derive(Clone, Default)]
pub(crate) struct Requests(Arc<RwLock<ByRoute>>);

/// By route template, then by method and status.
type ByRoute = BTreeMap<String, HashMap<(Method, u16), Arc<Taken>>>;

#[derive(Default)]
struct Taken {
    requests: AtomicU64,
    microseconds: AtomicU64,
}

/// What every answer carries: nothing of it is to be sniffed, framed, passed on or kept.
const HEADERS: [(header::HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

/// Counts requests, and gives every answer its headers.
pub(crate) async fn finish(State(counted): State<Arc<(Requests, Intake)>>, request: Request, next: Next) -> Response {
    let (requests, intake) = &*counted;
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let started = std::time::Instant::now();
    let mut response = next.run(request).await;
    let route = route.as_ref().map_or("(none)", MatchedPath::as_str);
    if route.starts_with("/v1/") {
        listen::ingest::http::finish(intake, &mut response);
    }
    requests.count(&method, route, response.status(), started.elapsed());
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
    response
}

impl Requests {
    fn count(&self, method: &Method, route: &str, status: StatusCode, took: Duration) {
        // Whoever sends a method of their own invention must not make the table grow.
        let known =
            [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::HEAD, Method::OPTIONS, Method::PATCH];
        let method = if known.contains(method) { method.clone() } else { Method::TRACE };
        let rest = (method, status.as_u16());
        let known = self.0.read().get(route).and_then(|of_route| of_route.get(&rest).cloned());
        let taken = known
            .unwrap_or_else(|| self.0.write().entry(route.to_owned()).or_default().entry(rest).or_default().clone());
        taken.requests.fetch_add(1, Ordering::Relaxed);
        taken.microseconds.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}

/// Metrics in Prometheus's text format.
#[utoipa::path(get, path = "/metrics", responses((status = 200, content_type = "text/plain")))]
async fn metrics(State(state): State<ObserveState>) -> Result<Response> {
    let ObserveState { app, requests } = state;
    let ledger = app.store.truth.read(|tx| {
        let rows =
            tx.query("SELECT outcome, CAST(sum(events) AS BIGINT) FROM ledger GROUP BY outcome ORDER BY outcome", &[])?;
        let rows = rows.iter().map(|row| Ok((row.string(0)?, row.int(1)?))).collect::<store::Result<Vec<_>>>()?;
        Ok((rows, ledger::refused(tx, None, None)?, backup::latest(tx)?, retention::latest(tx)?))
    });
    let (ledger, refused, last_backup, last_retention) = ledger.await?;
    let mut page = Metrics::default();
    for (outcome, events) in ledger {
        page.line("throughline_intake_events_total", &[("outcome", &outcome)], events);
    }
    for (status, requests) in refused {
        page.line("throughline_intake_refused_requests_total", &[("status", &status.to_string())], requests);
    }
    page.line("throughline_intake_waiting_events", &[], app.intake.waiting());
    let tail = app.profiles.tail();
    page.line("throughline_folds_waiting_interactions", &[], tail.waiting());
    let lag = tail.oldest().map_or(0, |received| (app.clock.now().0 - received.0).max(0));
    page.line("throughline_folds_lag_seconds", &[], format!("{}.{:03}", lag / 1000, lag % 1000));
    let (identifiers, conflicts) = {
        let people = app.people.now();
        (people.graph.len(), people.graph.conflicts().len())
    };
    page.line("throughline_identifiers", &[], identifiers);
    page.line("throughline_identity_conflicts", &[], conflicts);
    let asked = app.erasures.requests().clone();
    let waiting = blocking(move || asked.waiting()).await?;
    for (waits, count) in [("pending", waiting.pending), ("due_soon", waiting.due_soon), ("overdue", waiting.overdue)] {
        page.line("throughline_privacy_requests", &[("waits", waits)], count);
    }
    if let Some(at) = last_backup {
        page.line("throughline_last_backup_timestamp_seconds", &[], at.0 / 1000);
    }
    if let Some((at, interactions)) = last_retention {
        page.line("throughline_retention_last_run_timestamp_seconds", &[], at.0 / 1000);
        page.line("throughline_retention_last_run_interactions", &[], interactions);
    }
    if let Some(lake) = app.lake.clone() {
        let figures = blocking(move || lake.figures()).await;
        page.lake(&figures.map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?);
    }
    page.line("throughline_sql_running_queries", &[], app.queries.list().len());
    for (by, requests) in app.access.paces().refused() {
        page.line("throughline_limited_requests_total", &[("by", by)], requests);
    }
    page.line("throughline_open_connections", &[], app.connections.load(Ordering::Relaxed));
    let (truth, location) = (app.store.truth.clone(), app.location.clone());
    let of_machine =
        blocking(move || Ok::<_, store::Error>((Process::now(), disk(&location), store_bytes(&location, &truth)?)));
    page.machine(of_machine.await?);
    let requests = requests.0.read().clone();
    let all = || requests.iter().flat_map(|(route, taken)| taken.iter().map(move |(rest, taken)| (route, rest, taken)));
    for (route, (method, status), taken) in all() {
        let status = status.to_string();
        let labels = [("method", method.as_str()), ("route", route.as_str()), ("status", status.as_str())];
        page.line("throughline_http_requests_total", &labels, taken.requests.load(Ordering::Relaxed));
    }
    for (route, (method, status), taken) in all() {
        let status = status.to_string();
        let labels = [("method", method.as_str()), ("route", route.as_str()), ("status", status.as_str())];
        let microseconds = taken.microseconds.load(Ordering::Relaxed);
        let seconds = format!("{}.{:06}", microseconds / 1_000_000, microseconds % 1_000_000);
        page.line("throughline_http_request_seconds_total", &labels, seconds);
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], page.text).into_response())
}

#[derive(Default)]
struct Metrics {
    text: String,
    last: &'static str,
}

impl Metrics {
    fn machine(&mut self, (process, disk, store): (Process, Option<Disk>, Vec<(String, u64)>)) {
        for (file, bytes) in store {
            self.line("throughline_store_bytes", &[("file", &file)], bytes);
        }
        if let Some(disk) = disk {
            self.line("throughline_disk_free_bytes", &[], disk.free);
            self.line("throughline_disk_bytes", &[], disk.total);
        }
        // These names are Prometheus's own, for every program.
        if let Some(milliseconds) = process.cpu_milliseconds {
            let seconds = format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
            self.line("process_cpu_seconds_total", &[], seconds);
        }
        let gauges = [
            ("process_resident_memory_bytes", process.resident_bytes),
            ("process_open_fds", process.open_files),
            ("process_max_fds", process.most_open_files),
        ];
        for (name, value) in gauges {
            if let Some(value) = value {
                self.line(name, &[], value);
            }
        }
    }

    fn lake(&mut self, figures: &::lake::Figures) {
        self.line("throughline_lake_segments", &[("state", "whole")], figures.segments - figures.damaged.len());
        self.line("throughline_lake_segments", &[("state", "damaged")], figures.damaged.len());
        self.line("throughline_lake_rows", &[], figures.rows);
        self.line("throughline_lake_bytes", &[], figures.bytes);
        self.line("throughline_lake_waiting_interactions", &[], figures.waiting);
        self.line("throughline_lake_written_rows_total", &[], figures.written);
        self.line("throughline_lake_failures_total", &[], figures.failures);
    }

    fn line(&mut self, name: &'static str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        use std::fmt::Write as _;
        if self.last != name {
            let kind = if name.ends_with("_total") { "counter" } else { "gauge" };
            // Writing to a string cannot fail.
            let _ = writeln!(self.text, "# TYPE {name} {kind}");
            self.last = name;
        }
        let labels: Vec<String> = labels.iter().map(|(label, value)| format!("{label}={value:?}")).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.text, "{name}{labels} {value}");
    }
}

/// What the doctor found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Report {
    /// Whether everything holds.
    pub(crate) healthy: bool,
    /// What was checked.
    pub(crate) checks: Vec<Check>,
    /// Up to when everything is in a backup that was handed out; of PostgreSQL's own tools nothing is known.
    #[schema(value_type = Option<String>)]
    pub(crate) last_backup: Option<Timestamp>,
    /// How many privacy requests wait.
    pub(crate) privacy_requests: Waiting,
}

/// One thing that was checked.
#[derive(Serialize, ToSchema)]
pub(crate) struct Check {
    /// What should hold.
    pub(crate) name: &'static str,
    /// Whether it does.
    pub(crate) holds: bool,
    /// What was seen.
    pub(crate) said: String,
}

/// Checks every invariant that can be checked on the live store.
#[utoipa::path(get, path = "/api/v1/doctor", responses((status = 200, body = Report)))]
async fn get_doctor(State(state): State<ObserveState>) -> Result<Json<Report>> {
    Ok(Json(blocking(move || doctor::examine(&state.app)).await?))
}
