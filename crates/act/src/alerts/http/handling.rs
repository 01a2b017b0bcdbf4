//! Alerts over HTTP: which there are, what each is about, and what becomes of it.

use ::store::blocking;
use axum::extract::State;
use kernel::{Kind, Position, Timestamp};
use know::organisation::checked_name;
use know::profiles::{Opened, Profiles};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::access::hidden;
use web::extract::{Json, Path, Query};
use web::paging::{List, Paging, place_cursor};
use web::{Principal, Problem, Result, Scope};

use super::super::model::{Alert, AlertFilter, AlertState, Within};
use super::super::{rules, store};
use super::{AlertsState, masked};

/// The most characters of a note.
const LONGEST_NOTE: usize = 2000;

/// An alert.
#[derive(Serialize, ToSchema)]
pub(super) struct WireAlert {
    id: String,
    state: AlertState,
    /// Whether it should have been done by now.
    late: bool,
    /// By when it is to be done.
    due_at: String,
    /// The user who sees to it: the owner of the touchpoint, else the rule's.
    owner: String,
    /// The rule that opened it, and its version.
    rule: String,
    version: u32,
    /// Why, in words.
    reasons: Vec<String>,
    /// What was written, as far as the reader's role sees it; absent where there is no text.
    text: Option<String>,
    /// Whose interaction it was, as of today: /api/v1/people/{id}/timeline has their last contacts, /facts what is known.
    person: String,
    interaction: String,
    occurred_at: String,
    made_at: String,
    touchpoint: String,
    channel: String,
    department: Option<String>,
    /// What was done, or why it was reopened.
    note: Option<String>,
    /// Who changed it last, and when.
    changed_by: Option<String>,
    changed_at: Option<String>,
}

impl AlertsState {
    /// Alerts as somebody is shown them, with what was said.
    async fn wire(&self, who: &Principal, alerts: Vec<Alert>) -> Result<Vec<WireAlert>> {
        let profiles = self.people.profiles.clone();
        let opened = blocking(move || {
            profiles.catch_up()?;
            let open = |alert: Alert| Ok((profiles.open(alert.position)?, alert));
            alerts.into_iter().map(open).collect::<::store::Result<Vec<(Option<Opened>, Alert)>>>()
        });
        let (now, profiles) = (self.people.clock.now(), &self.people.profiles);
        Ok(opened.await?.into_iter().map(|(opened, alert)| self.one(who, (opened, alert), profiles, now)).collect())
    }

    fn one(
        &self,
        who: &Principal,
        (opened, alert): (Option<Opened>, Alert),
        profiles: &Profiles,
        now: Timestamp,
    ) -> WireAlert {
        let (hidden, ids) = (hidden(who.role), &self.people.ids);
        let text = opened.as_ref().and_then(|opened| opened.interaction.text.as_deref());
        let reason = |why: &_| {
            let words = text.and_then(|text| rules::words(why, text)).map(|words| masked(words, hidden));
            rules::said(why, words.as_deref())
        };
        // Who that is today the interaction says better than its identifier of then, which may be blocked by now.
        let of_identifier = || profiles.people().now().graph.person_at(alert.identifier, alert.occurred_at.0);
        let person = opened.as_ref().map_or_else(of_identifier, |opened| opened.person);
        WireAlert {
            id: ids.encode(Kind::Alert, alert.number),
            state: alert.state,
            late: alert.state != AlertState::Done && alert.due_at < now,
            due_at: alert.due_at.to_string(),
            rule: alert.rule,
            version: alert.version,
            reasons: alert.reasons.iter().map(reason).collect(),
            text: text.map(|text| masked(text, hidden)),
            person: ids.encode(Kind::Person, person.0),
            interaction: ids.encode(Kind::Interaction, alert.position.0),
            occurred_at: alert.occurred_at.to_string(),
            made_at: alert.made_at.to_string(),
            touchpoint: alert.at.touchpoint,
            channel: alert.at.channel,
            department: alert.at.department,
            owner: alert.owner,
            note: alert.note.as_deref().map(|note| masked(note, hidden)),
            changed_by: alert.changed_by,
            changed_at: alert.changed_at.map(|at| at.to_string()),
        }
    }

    /// The part of the organisation of which somebody sees alerts.
    fn within(&self, who: &Principal) -> Within {
        let names = |names: &std::collections::BTreeSet<String>| names.iter().cloned().collect();
        match &who.scope {
            Scope::All => Within::All,
            Scope::Brand(brands) => Within::Departments(names(&(self.people.departments_of)(brands))),
            Scope::Department(of) => Within::Departments(names(of)),
            Scope::Team(of) => Within::Teams(names(of)),
            Scope::Location(of) => Within::Locations(names(of)),
        }
    }

    /// An alert that somebody sees. To others it is not there.
    async fn seen(&self, who: &Principal, id: &str) -> Result<Alert> {
        let number = web::ids::read(&self.people.ids, Kind::Alert, id)?;
        let found = self.alerts.truth.read(move |tx| store::get(tx, number)).await?;
        let is_among = |names: &[String], name: &Option<String>| name.as_ref().is_some_and(|name| names.contains(name));
        let sees = |alert: &Alert| match self.within(who) {
            Within::All => true,
            Within::Departments(names) => is_among(&names, &alert.at.department),
            Within::Teams(names) => is_among(&names, &alert.at.team),
            Within::Locations(names) => is_among(&names, &alert.at.location),
        };
        found.filter(sees).ok_or_else(|| Problem::not_found("there is no such alert"))
    }

    async fn shown(&self, who: &Principal, alert: Alert) -> Result<Json<WireAlert>> {
        let wire = self.wire(who, vec![alert]).await?.pop();
        Ok(Json(wire.expect("one alert makes one")))
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct AlertsQuery {
    /// Only those in this state: `open`, `seen`, `done` or `reopened`; `to_do` for all that are not done.
    state: Option<String>,
    /// Only those that should have been done by now.
    late: Option<bool>,
    /// Only those of this owner.
    owner: Option<String>,
    /// Only those of this rule.
    rule: Option<String>,
    /// Only those at this touchpoint.
    touchpoint: Option<String>,
    /// Only those with this department.
    department: Option<String>,
    /// Only those of this person.
    person: Option<String>,
    /// How many items, 1 to 500; 50 unless told.
    limit: Option<usize>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The alerts, those that are due first.
#[utoipa::path(get, path = "/api/v1/alerts", params(AlertsQuery), responses((status = 200, body = List<WireAlert>)))]
pub(super) async fn list_alerts(
    State(state): State<AlertsState>,
    who: Principal,
    Query(query): Query<AlertsQuery>,
) -> Result<Json<List<WireAlert>>> {
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    let (limit, ids) = (paging.limit(), state.people.ids.clone());
    let after = paging.place(&ids)?.map(|(due_at, place)| (due_at, place.0));
    let parts = |id: &str| {
        let number = state.people.number(id)?;
        let current = state.people.profiles.people().now();
        let person = current.graph.resolve(number).ok_or_else(|| Problem::not_found("there is no such person"))?;
        Ok::<_, Problem>(current.graph.parts(person))
    };
    let filter = AlertFilter {
        within: state.within(&who),
        states: states(query.state.as_deref())?,
        late_at: query.late.unwrap_or(false).then(|| state.people.clock.now()),
        owner: query.owner,
        rule: query.rule,
        touchpoint: query.touchpoint,
        department: query.department,
        of: query.person.as_deref().map(parts).transpose()?,
    };
    let found =
        state.alerts.truth.read(move |tx| Ok((store::page(tx, &filter, after, limit)?, store::count(tx, &filter)?)));
    let (found, total) = found.await?;
    let next = found.last().filter(|_| found.len() == limit);
    let next = next.map(|last| place_cursor(&ids, (last.due_at, Position(last.number))));
    state.people.audit.read_many(&who, "alerts.list", "", &found.len().to_string()).await?;
    Ok(Json(List { items: state.wire(&who, found).await?, total, next }))
}

fn states(named: Option<&str>) -> Result<Vec<AlertState>> {
    let Some(named) = named else { return Ok(Vec::new()) };
    if named == "to_do" {
        return Ok(vec![AlertState::Open, AlertState::Seen, AlertState::Reopened]);
    }
    let found = AlertState::ALL.into_iter().find(|state| state.as_str() == named);
    let wrong = || Problem::bad_request("`state` is open, seen, done, reopened or to_do");
    found.map(|state| vec![state]).ok_or_else(wrong)
}

/// The owners who have alerts, by name.
#[utoipa::path(get, path = "/api/v1/alerts/owners", responses((status = 200, body = List<String>)))]
pub(super) async fn list_alert_owners(State(state): State<AlertsState>, who: Principal) -> Result<Json<List<String>>> {
    let filter = AlertFilter { within: state.within(&who), ..AlertFilter::default() };
    let owners = state.alerts.truth.read(move |tx| store::owners(tx, &filter)).await?;
    Ok(Json(List::whole(owners)))
}

/// An alert.
#[utoipa::path(get, path = "/api/v1/alerts/{id}", params(("id" = String, Path)),
    responses((status = 200, body = WireAlert)))]
pub(super) async fn get_alert(
    State(state): State<AlertsState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<WireAlert>> {
    let alert = state.seen(&who, &id).await?;
    state.people.audit.read(&who, "alerts.read", &id).await?;
    state.shown(&who, alert).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeAlert {
    /// `seen`, `done` or `reopened`.
    state: Option<AlertState>,
    /// What was done, or why it is opened again, in 1 to 2000 characters.
    note: Option<String>,
    /// The user who sees to it from now on, by name.
    owner: Option<String>,
}

/// Says that an alert was seen, is done or is not done after all, or hands it to somebody else.
#[utoipa::path(patch, path = "/api/v1/alerts/{id}", params(("id" = String, Path)), request_body = ChangeAlert,
    responses((status = 200, body = WireAlert)))]
pub(super) async fn change_alert(
    State(state): State<AlertsState>,
    who: Principal,
    Path(id): Path<String>,
    Json(change): Json<ChangeAlert>,
) -> Result<Json<WireAlert>> {
    let before = state.seen(&who, &id).await?;
    let after = changed(&before, change, (&who.name, state.people.clock.now()))?;
    let written = after.clone();
    if !state.alerts.truth.write(move |tx| store::change(tx, &before, &written)).await? {
        return Err(Problem::conflict("somebody changed this alert at the same moment: look at it again"));
    }
    let said = format!("{}, {}", after.state.as_str(), after.owner);
    state.people.audit.change(&who, "alerts.change", &id, &said).await?;
    state.shown(&who, after).await
}

/// An alert after a change.
fn changed(before: &Alert, change: ChangeAlert, (by, now): (&str, Timestamp)) -> Result<Alert> {
    let note = change.note.map(|note| note.trim().replace('\0', "\u{fffd}"));
    if note.as_ref().is_some_and(|note| note.is_empty() || note.chars().count() > LONGEST_NOTE) {
        return Err(Problem::bad_request(format!("`note` has 1 to {LONGEST_NOTE} characters")));
    }
    let owner = change.owner.map(|owner| checked_name(&owner)).transpose();
    let owner = owner.map_err(|said| Problem::bad_request(format!("`owner`: {said}")))?;
    if change.state.is_none() && note.is_none() && owner.is_none() {
        return Err(Problem::bad_request("say what is to change: `state`, `note` or `owner`"));
    }
    if let Some(state) = change.state.filter(|state| *state != before.state || *state == AlertState::Done) {
        rules::may_become(before.state, state, note.as_deref()).map_err(Problem::conflict)?;
    }
    Ok(Alert {
        state: change.state.unwrap_or(before.state),
        note: note.or_else(|| before.note.clone()),
        owner: owner.unwrap_or_else(|| before.owner.clone()),
        changed_by: Some(by.to_owned()),
        changed_at: Some(now),
        ..before.clone()
    })
}
