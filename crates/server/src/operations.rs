//! The routes of the HTTP API, what each asks for, and its OpenAPI document.

use std::sync::Arc;

use act::alerts::http::{self as alerts, AlertsState};
use act::improvements::Improvements;
use act::improvements::http::{self as improvements, ImprovementsState};
use act::webhooks::http::{self as webhooks, WebhooksState};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use futures_util::future::BoxFuture;
use kernel::SourceNo;
use know::accounts::http::{self as accounts, AccountsState};
use know::identity::Identity;
use know::identity::http::{self as identity, IdentityState};
use know::organisation::http::{self as organisation, OrganisationState};
use know::privacy::erasure::http::{self as erasure, ErasureState};
use know::privacy::http::{self as privacy, PrivacyState};
use know::privacy::http_preferences as preferences;
use know::privacy::requests::http::{self as requests, RequestsState};
use know::privacy::retention::http::{self as retention, RetentionState};
use know::profiles::http::{self as people, DepartmentsOf, PeopleState};
use learn::answers::http::{self as answers, AnswersState};
use learn::categories::Categories;
use learn::categories::http::{self as categories, CategoriesState};
use learn::designs::Designs;
use learn::designs::http::{self as designs, DesignsState};
use learn::drivers::http::{self as drivers, DriversState};
use learn::effort::http::{self as effort, EffortState};
use learn::joined::http::{self as joined, JoinedState};
use learn::journeys::http::{self as journeys, JourneysState};
use learn::pulses::Pulses;
use learn::pulses::http as pulses;
use learn::scores::http::{self as scores, ScoresState};
use learn::sql::http::{self as sql, SqlState};
use learn::themes::http::{self as themes, ThemesState};
use learn::verbatims::http::{self as verbatims, VerbatimsState};
use listen::connectors::http::{self as connectors, ConnectorsState};
use listen::feedback::asking::http::{self as asking, AskingState};
use listen::feedback::invitations::http::{self as invitations, InvitationsState};
use listen::feedback::messages::http::{self as messages, MessagesState};
use listen::feedback::responses;
use listen::feedback::responses::http::ResponsesState;
use listen::feedback::surveys::http::{self as surveys, SurveysState};
use listen::feedback::waves::http::{self as waves, WavesState};
use listen::feedback::widget;
use listen::import::http::{self as import, ImportState};
use listen::ingest::http::{IntakeParts, IntakeState};
use listen::ingest::http_ledger::{self as ledger, LedgerState};
use listen::needs::Needs;
use listen::needs::http::{self as needs, NeedsState};
use listen::notes::Notes;
use listen::notes::http::{self as notes, NotesState};
use listen::sources::http::{self as sources, SourcesState};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use web::access::Operations;
use web::access::http::{self as keys, KeysState, SourceNames};
use web::access::oidc::http::{self as oidc, OidcState};
use web::access::second_factor::http as second_factor;
use web::access::sessions::http::{self as sessions, SessionsState};
use web::access::users::http::{self as users, UsersState};
use web::audit::http::{self as audit, AuditState};
use web::views::http::{self as views, ViewsState};
use web::{Operation, Problem};

use crate::app::App;
use crate::backup::http as backups;
use crate::observe::{self, Requests};
use crate::{openapi, settings, ui};

/// The rights of all operations.
pub(crate) fn all() -> Vec<Operation> {
    let slices = [
        people::OPERATIONS,
        accounts::OPERATIONS,
        effort::OPERATIONS,
        journeys::OPERATIONS,
        scores::OPERATIONS,
        drivers::OPERATIONS,
        verbatims::OPERATIONS,
        themes::OPERATIONS,
        categories::OPERATIONS,
        designs::OPERATIONS,
        identity::OPERATIONS,
        privacy::OPERATIONS,
        erasure::OPERATIONS,
        requests::OPERATIONS,
        retention::OPERATIONS,
        organisation::OPERATIONS,
        sources::OPERATIONS,
        connectors::OPERATIONS,
        messages::OPERATIONS,
        ledger::OPERATIONS,
        import::OPERATIONS,
        surveys::OPERATIONS,
        answers::OPERATIONS,
        responses::preview::OPERATIONS,
        responses::http::OPERATIONS,
        invitations::OPERATIONS,
        asking::OPERATIONS,
        waves::OPERATIONS,
        alerts::OPERATIONS,
        improvements::OPERATIONS,
        webhooks::OPERATIONS,
        pulses::OPERATIONS,
        joined::OPERATIONS,
        notes::OPERATIONS,
        needs::OPERATIONS,
        sql::OPERATIONS,
        keys::OPERATIONS,
        users::OPERATIONS,
        sessions::OPERATIONS,
        second_factor::OPERATIONS,
        audit::OPERATIONS,
        views::OPERATIONS,
        observe::OPERATIONS,
        backups::OPERATIONS,
        settings::OPERATIONS,
    ];
    slices.into_iter().flatten().copied().collect()
}

/// The operations that everybody may call.
pub(crate) const OPEN: &[(&str, &str)] = &[sessions::OPEN[0], oidc::OPEN[0], oidc::OPEN[1], oidc::OPEN[2]];

/// All operations.
pub(crate) fn table() -> Operations {
    Operations { rights: all(), open: OPEN }
}

fn api(app: &App, requests: &Requests) -> OpenApiRouter {
    let ids = app.store.secrets.ids.clone();
    let (log, clock, sources) = (app.audit.clone(), app.clock.clone(), app.sources.clone());
    let name_of = move |number| sources.known(number).map_or_else(String::new, |source| source.name.clone());
    let name_of: Arc<dyn Fn(SourceNo) -> String + Send + Sync> = Arc::new(name_of);
    let sources = app.sources.clone();
    let ensure = move |name: String| {
        let sources = sources.clone();
        Box::pin(async move { Ok(sources.ensure(&name).await?.number) }) as BoxFuture<'static, _>
    };
    let (owners, now) = (app.organisation.clone(), app.clock.clone());
    let departments_of: DepartmentsOf = Arc::new(move |brands| owners.now().units.departments_of(brands, now.now()));
    let people_state = PeopleState {
        profiles: app.profiles.clone(),
        ids: ids.clone(),
        sources: name_of.clone(),
        departments_of: departments_of.clone(),
        organisation: app.organisation.clone(),
        audit: log.clone(),
        clock: clock.clone(),
    };
    let accounts_state = AccountsState { accounts: app.accounts.clone(), people: people_state.clone() };
    let identity_state = IdentityState {
        identity: Identity::new(&app.store, app.people.clone()),
        profiles: app.profiles.clone(),
        ids: ids.clone(),
        audit: log.clone(),
        clock: clock.clone(),
    };
    let privacy_state = PrivacyState { departments_of, ..privacy_state(app) };
    let erasure_state = ErasureState { erasures: app.erasures.clone(), ids: ids.clone(), audit: log.clone() };
    let requests_state =
        RequestsState { requests: app.erasures.requests().clone(), ids: ids.clone(), audit: log.clone() };
    let retention_state = RetentionState { retention: app.retention.clone(), ids: ids.clone(), audit: log.clone() };
    let organisation_state = OrganisationState { organisation: app.organisation.clone(), audit: log.clone(), clock };
    let ledger_state =
        LedgerState { intake: app.intake.clone(), sources: app.sources.clone(), ids: ids.clone(), audit: log.clone() };
    let keys_state = KeysState {
        access: app.access.clone(),
        sources: SourceNames { ensure: Arc::new(ensure), name: name_of },
        ids: ids.clone(),
        audit: log.clone(),
    };
    let users_state = UsersState { users: app.users.clone(), ids: ids.clone(), audit: log.clone() };
    let sessions_state = SessionsState { sessions: app.sessions.clone(), ids: ids.clone(), audit: log.clone() };
    let sql_state =
        SqlState { lake: app.lake.clone(), queries: app.queries.clone(), audit: log.clone(), clock: app.clock.clone() };
    OpenApiRouter::with_openapi(openapi::Beginning::openapi())
        .merge(learning(app, &people_state))
        .merge(acting(app, &people_state))
        .merge(people::routes(people_state))
        .merge(accounts::routes(accounts_state))
        .merge(identity::routes(identity_state))
        .merge(privacy::routes(privacy_state))
        .merge(erasure::routes(erasure_state))
        .merge(requests::routes(requests_state))
        .merge(retention::routes(retention_state))
        .merge(organisation::routes(organisation_state))
        .merge(sources::routes(SourcesState { sources: app.sources.clone(), audit: log.clone() }))
        .merge(connectors::routes(ConnectorsState { connectors: app.ways.connectors.clone(), audit: log.clone() }))
        .merge(ledger::routes(ledger_state))
        .merge(import::routes(ImportState::new(app.intake.clone(), app.sources.clone(), log.clone())))
        .merge(feedback(app))
        .merge(frontline(app))
        .merge(sql::routes(sql_state))
        .merge(keys::routes(keys_state))
        .merge(users::routes(users_state))
        .merge(second_factor::routes(sessions_state.clone()))
        .merge(oidc::routes(OidcState { oidc: app.oidc.clone(), sessions: sessions_state.clone() }))
        .merge(sessions::routes(sessions_state))
        .merge(views::routes(ViewsState { views: app.views.clone(), ids: ids.clone(), audit: log.clone() }))
        .merge(audit::routes(AuditState { audit: log, ids }))
        .merge(observe::routes(app.clone(), requests.clone()))
        .merge(backups::routes(app.clone()))
        .merge(settings::routes(app.clone()))
}

/// What the whole history says.
fn learning(app: &App, people: &PeopleState) -> OpenApiRouter {
    let (questions, people) = (app.questions.clone(), people.clone());
    let (audit, clock) = (app.audit.clone(), app.clock.clone());
    let designs = Designs::new(&app.store);
    let categories = Categories::new(&app.store);
    let verbatims = VerbatimsState { questions: questions.clone(), people: people.clone() };
    let themes = ThemesState { questions: questions.clone(), people: people.clone() };
    OpenApiRouter::new()
        .merge(journeys::routes(JourneysState { questions: questions.clone(), people: people.clone() }))
        .merge(scores::routes(ScoresState { questions: questions.clone(), people: people.clone() }))
        .merge(drivers::routes(DriversState { questions: questions.clone(), people: people.clone() }))
        .merge(effort::routes(EffortState { questions, people }))
        .merge(verbatims::routes(verbatims))
        .merge(themes::routes(themes))
        .merge(categories::routes(CategoriesState { categories, audit: audit.clone(), clock: clock.clone() }))
        .merge(designs::routes(DesignsState { designs, audit, clock }))
}

/// What is done about what was heard.
fn acting(app: &App, people: &PeopleState) -> OpenApiRouter {
    let (alerts, webhooks) = (app.acting.alerts.clone(), app.acting.webhooks.clone());
    let improvements = ImprovementsState {
        improvements: Improvements::new(&app.store),
        questions: app.questions.clone(),
        audit: app.audit.clone(),
        clock: app.clock.clone(),
    };
    OpenApiRouter::new()
        .merge(alerts::routes(AlertsState { alerts, webhooks: webhooks.clone(), people: people.clone() }))
        .merge(webhooks::routes(WebhooksState { webhooks, audit: app.audit.clone() }))
        .merge(improvements::routes(improvements))
}

/// Asking people.
fn feedback(app: &App) -> OpenApiRouter {
    let (feedback, audit, clock) = (&app.feedback, &app.audit, &app.clock);
    let (surveys, sends) = (&feedback.surveys, feedback.mails.is_some());
    let invitations_state = InvitationsState {
        asking: feedback.asking.clone(),
        surveys: surveys.clone(),
        sends,
        messages: app.ways.messages.clone(),
        ids: app.store.secrets.ids.clone(),
        audit: audit.clone(),
        clock: clock.clone(),
    };
    let asking_state = AskingState {
        asking: feedback.asking.clone(),
        surveys: surveys.clone(),
        people: app.people.clone(),
        ids: app.store.secrets.ids.clone(),
        audit: audit.clone(),
        clock: clock.clone(),
    };
    let waves = feedback.waves.clone();
    let pulses_state = Pulses { waves: waves.clone(), surveys: surveys.clone() };
    let waves_state = WavesState { waves, surveys: surveys.clone(), audit: audit.clone(), clock: clock.clone() };
    let answers_state = AnswersState { lake: app.lake.clone(), surveys: surveys.clone(), audit: audit.clone() };
    let taken_state = ResponsesState { responses: feedback.responses.clone(), audit: audit.clone() };
    let surveys_state = SurveysState { surveys: surveys.clone(), sends, audit: audit.clone(), clock: clock.clone() };
    surveys::routes(surveys_state)
        .merge(responses::preview::routes(clock.clone()))
        .merge(responses::http::routes(taken_state))
        .merge(answers::routes(answers_state))
        .merge(invitations::routes(invitations_state))
        .merge(messages::routes(MessagesState { messages: app.ways.messages.clone(), audit: audit.clone() }))
        .merge(asking::routes(asking_state))
        .merge(waves::routes(waves_state))
        .merge(pulses::routes(pulses_state))
}

/// What stands in the way of employees, and what they need.
fn frontline(app: &App) -> OpenApiRouter {
    let (organisation, audit, clock) = (&app.organisation, &app.audit, &app.clock);
    let ids = app.store.secrets.ids.clone();
    let (notes, needs) = (Notes::new(&app.store), Needs::new(&app.store));
    notes::routes(NotesState {
        notes: notes.clone(),
        organisation: organisation.clone(),
        ids: ids.clone(),
        audit: audit.clone(),
        clock: clock.clone(),
    })
    .merge(joined::routes(JoinedState {
        questions: app.questions.clone(),
        pulses: Pulses { waves: app.feedback.waves.clone(), surveys: app.feedback.surveys.clone() },
        notes,
        needs: needs.clone(),
    }))
    .merge(needs::routes(NeedsState {
        needs,
        organisation: organisation.clone(),
        ids,
        audit: audit.clone(),
        clock: clock.clone(),
    }))
}

/// What the handlers of privacy work with; without the departments of brands.
fn privacy_state(app: &App) -> PrivacyState {
    PrivacyState {
        truth: app.store.truth.clone(),
        purposes: app.purposes.clone(),
        people: app.people.clone(),
        profiles: app.profiles.clone(),
        departments_of: Arc::new(|_| std::collections::BTreeSet::new()),
        ids: app.store.secrets.ids.clone(),
        audit: app.audit.clone(),
        clock: app.clock.clone(),
    }
}

/// All routes.
pub(crate) fn router(app: &App) -> Router {
    let requests = Requests::default();
    let (api, mut document) = api(app, &requests).split_for_parts();
    openapi::complete(&mut document, &all(), OPEN);
    let document: Arc<str> = document.to_json().unwrap_or_default().into();
    let api = api.route_layer(from_fn_with_state(app.access.clone(), web::access::authorise));
    let intake = IntakeState::new(IntakeParts {
        intake: app.intake.clone(),
        access: app.access.clone(),
        sources: app.sources.clone(),
    });
    let open = Router::new()
        .route("/api/v1/openapi.json", get(move || std::future::ready(as_json(&document))))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .with_state(app.clone());
    Router::new()
        .merge(api)
        .merge(listen::ingest::http::routes(intake))
        .merge(preferences::pages(privacy_state(app)))
        .merge(listen::feedback::messages::incoming(app.ways.messages.clone()))
        .merge(responses::pages::pages(app.feedback.responses.clone()))
        .merge(widget::routes())
        .merge(open)
        .fallback(ui::fallback)
        .method_not_allowed_fallback(|| async { Problem::new(StatusCode::METHOD_NOT_ALLOWED, "not by this method") })
        .layer(from_fn_with_state(Arc::new((requests, app.intake.clone())), observe::finish))
        .layer(CatchPanicLayer::new())
}

fn as_json(document: &str) -> impl axum::response::IntoResponse + use<> {
    ([(header::CONTENT_TYPE, "application/json")], document.to_owned())
}

/// Ready when the store answers.
async fn ready(State(app): State<App>) -> web::Result<&'static str> {
    app.store.truth.read(|tx| tx.query_int("SELECT 1", &[])).await?;
    Ok("ready")
}
