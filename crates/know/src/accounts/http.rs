//! The HTTP API of accounts.

use axum::extract::State;
use kernel::{Kind, Timestamp, Trust};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::access::hidden;
use web::extract::{Json, Path, Query};
use web::paging::{List, Paging, place_cursor};
use web::{Operation, Principal, Problem, Result, Right};

use super::{Account, Accounts, Held, Involved, Part};
use crate::profiles::Fact;
use crate::profiles::http::timeline::WireItem;
use crate::profiles::http::{PeopleState, gone, value};

/// What the handlers work with.
#[derive(Clone)]
pub struct AccountsState {
    /// The accounts.
    pub accounts: Accounts,
    /// The people in them, and what is shown of these.
    pub people: PeopleState,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/accounts", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/accounts/{id}", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/accounts/{id}/timeline", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/accounts", right: Right::SeePeople },
];

/// The routes.
pub fn routes(state: AccountsState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(search_accounts))
        .routes(routes!(get_account))
        .routes(routes!(get_timeline))
        .routes(routes!(list_of_person))
        .with_state(state)
}

/// An account as it is shown.
#[derive(Serialize, ToSchema)]
struct WireAccount {
    id: String,
    /// Its id in the organisation's systems.
    number: String,
    /// The newest known value of each of its facts.
    #[schema(value_type = Object)]
    traits: Map<String, Value>,
    /// What only public sources say, where nothing is known.
    #[schema(value_type = Object)]
    claimed: Map<String, Value>,
    first_seen: Option<String>,
    last_seen: Option<String>,
    interactions: u64,
    /// What it has, where one account is asked for.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    whole: Option<WireWhole>,
    /// The person's roles, in a list of their accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    roles: Option<Vec<WireRole>>,
}

/// What an account has.
#[derive(Serialize, ToSchema)]
struct WireWhole {
    subscriptions: Vec<WirePart>,
    products: Vec<WirePart>,
    orders: Vec<WirePart>,
    /// Whatever else interactions about it were about.
    others: Vec<WirePart>,
    people: Vec<WireInvolved>,
}

/// Something that belongs to an account.
#[derive(Serialize, ToSchema)]
struct WirePart {
    kind: String,
    id: String,
    first_seen: String,
    last_seen: String,
    /// Known from a trusted source; otherwise only claimed.
    known: bool,
}

/// A person who had to do with an account.
#[derive(Serialize, ToSchema)]
struct WireInvolved {
    /// The person's id.
    person: String,
    roles: Vec<WireRole>,
    first_seen: String,
    last_seen: String,
    interactions: u64,
}

/// A role in an account or in something of it.
#[derive(Serialize, ToSchema)]
struct WireRole {
    /// holder, user, payer
    role: &'static str,
    /// account, subscription, ...
    kind: String,
    /// Its id in the organisation's systems.
    id: String,
    first_said: String,
    last_said: String,
    /// Known from a trusted source; otherwise only claimed.
    known: bool,
}

/// A line of an account's timeline: an interaction, and whose it is.
#[derive(Serialize, ToSchema)]
struct WireLine {
    #[serde(flatten)]
    item: WireItem,
    /// The person's id.
    person: String,
}

impl From<&Part> for WirePart {
    fn from(part: &Part) -> WirePart {
        WirePart {
            kind: part.kind.clone(),
            id: part.id.clone(),
            first_seen: part.first_seen.to_string(),
            last_seen: part.last_seen.to_string(),
            known: part.known,
        }
    }
}

impl From<&Held> for WireRole {
    fn from(held: &Held) -> WireRole {
        WireRole {
            role: held.role.as_str(),
            kind: held.kind.clone(),
            id: held.id.clone(),
            first_said: held.first_said.to_string(),
            last_said: held.last_said.to_string(),
            known: held.known,
        }
    }
}

fn unknown() -> Problem {
    Problem::not_found("there is no such account")
}

impl AccountsState {
    fn number(&self, id: &str) -> Result<u64> {
        web::ids::read(&self.people.ids, Kind::Account, id)
    }

    fn wire(&self, account: &Account) -> WireAccount {
        let newest = account.facts.iter().filter(|fact| fact.newest);
        let (known, claimed): (Vec<&Fact>, Vec<&Fact>) = newest.partition(|fact| fact.trust == Trust::Secret);
        let traits = |facts: Vec<&Fact>| facts.iter().map(|fact| (fact.name.clone(), value(&fact.value))).collect();
        let when = |place: Option<&(Timestamp, kernel::Position)>| place.map(|(at, _)| at.to_string());
        WireAccount {
            id: self.people.ids.encode(Kind::Account, account.key),
            number: account.id.clone(),
            traits: traits(known),
            claimed: traits(claimed),
            first_seen: when(account.line.last()),
            last_seen: when(account.line.first()),
            interactions: account.line.len() as u64,
            whole: None,
            roles: None,
        }
    }

    fn whole(&self, account: &Account) -> WireWhole {
        const OWN: [&str; 3] = ["subscription", "product", "order"];
        let of = |kind: &str| account.parts.iter().filter(|part| part.kind == kind).map(WirePart::from).collect();
        let [subscriptions, products, orders] = OWN.map(of);
        let others = account.parts.iter().filter(|part| !OWN.contains(&part.kind.as_str()));
        let involved = |involved: &Involved| WireInvolved {
            person: self.people.ids.encode(Kind::Person, involved.person.0),
            roles: involved.roles.iter().map(WireRole::from).collect(),
            first_seen: involved.first_seen.to_string(),
            last_seen: involved.last_seen.to_string(),
            interactions: involved.interactions,
        };
        let people = account.people.iter().map(involved).collect();
        WireWhole { subscriptions, products, orders, others: others.map(WirePart::from).collect(), people }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Search {
    /// An account's id in the organisation's systems or its beginning, or words of its name.
    q: Option<String>,
    /// How many items, 1 to 500; 50 unless told.
    limit: Option<usize>,
}

/// Accounts by id or name, or those that were seen last.
#[utoipa::path(get, path = "/api/v1/accounts", params(Search), responses((status = 200, body = List<WireAccount>)))]
async fn search_accounts(
    State(state): State<AccountsState>,
    who: Principal,
    Query(search): Query<Search>,
) -> Result<Json<List<WireAccount>>> {
    let (sight, limit) = (state.people.sight(&who, None)?, search.limit.unwrap_or(50).clamp(1, 500));
    let query = search.q.filter(|query| !query.trim().is_empty());
    let accounts = state.accounts.clone();
    let (found, total) = state.people.with(move |_| accounts.find(query.as_deref(), &sight, limit)).await?;
    state.people.audit.read(&who, "accounts.search", "").await?;
    Ok(Json(List { items: found.iter().map(|account| state.wire(account)).collect(), total, next: None }))
}

/// One account: what is known of it, its subscriptions, products and orders, and the people with their roles.
#[utoipa::path(get, path = "/api/v1/accounts/{id}", params(("id" = String, Path)),
    responses((status = 200, body = WireAccount)))]
async fn get_account(
    State(state): State<AccountsState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<WireAccount>> {
    let (key, sight, accounts) = (state.number(&id)?, state.people.sight(&who, None)?, state.accounts.clone());
    let account = state.people.with(move |_| accounts.account(key, &sight)).await?.ok_or_else(unknown)?;
    state.people.audit.read(&who, "accounts.read", &id).await?;
    Ok(Json(WireAccount { whole: Some(state.whole(&account)), ..state.wire(&account) }))
}

/// The interactions about an account and its subscriptions and orders, of all people, newest first.
#[utoipa::path(get, path = "/api/v1/accounts/{id}/timeline", params(("id" = String, Path), Paging),
    responses((status = 200, body = List<WireLine>)))]
async fn get_timeline(
    State(state): State<AccountsState>,
    who: Principal,
    Path(id): Path<String>,
    Query(paging): Query<Paging>,
) -> Result<Json<List<WireLine>>> {
    let (key, sight, accounts) = (state.number(&id)?, state.people.sight(&who, None)?, state.accounts.clone());
    let (after, limit) = (paging.place(&state.people.ids)?, paging.limit());
    let page = state.people.with(move |profiles| {
        let Some(account) = accounts.account(key, &sight)? else { return Ok(None) };
        let total = account.line.len() as u64;
        let mut rest = account.line.into_iter().filter(|place| after.is_none_or(|after| *place < after));
        let places: Vec<_> = rest.by_ref().take(limit).collect();
        let next = places.last().copied().filter(|_| rest.next().is_some());
        let items = profiles.open_lines(&places)?.into_iter();
        let items: Vec<_> = items.map(|item| (profiles.person_of(&item.interaction), item)).collect();
        Ok(Some((items, total, next)))
    });
    let (items, total, next) = page.await?.ok_or_else(unknown)?;
    state.people.audit.read(&who, "accounts.timeline", &id).await?;
    let hidden = hidden(who.role);
    let items = items.into_iter().map(|(person, item)| WireLine {
        item: state.people.item(item, hidden),
        person: state.people.ids.encode(Kind::Person, person.0),
    });
    Ok(Json(List { items: items.collect(), total, next: next.map(|place| place_cursor(&state.people.ids, place)) }))
}

/// The accounts that a person has to do with, with their roles in them.
#[utoipa::path(get, path = "/api/v1/people/{id}/accounts", params(("id" = String, Path)),
    responses((status = 200, body = List<WireAccount>)))]
async fn list_of_person(
    State(state): State<AccountsState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<List<WireAccount>>> {
    let (number, sight) = (state.people.number(&id)?, state.people.sight(&who, None)?);
    let accounts = state.accounts.clone();
    let found = state.people.with(move |_| accounts.of_person(number, &sight)).await?.ok_or_else(gone)?;
    state.people.audit.read(&who, "people.accounts", &id).await?;
    let items = found.iter().map(|(account, involved)| WireAccount {
        roles: Some(involved.roles.iter().map(WireRole::from).collect()),
        ..state.wire(account)
    });
    Ok(Json(List::whole(items.collect())))
}
