//! The HTTP API of identity: merge, links and their undo, conflicts, blocked identifiers.

use std::collections::BTreeSet;

use axum::extract::State;
use kernel::{Clock, Identifier, IdentifierNo, Kind, Pair, PublicIds, Timestamp};
use serde::{Deserialize, Serialize};
use store::blocking;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query, reason};
use web::paging::{List, Paging, number_cursor};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::decide::{Identity, Proposed, Refused};
use super::graph::{Groups, PersonNo, Relatedness};
use super::model::{Link, LinkState};
use crate::log::{self, Verdict};
use crate::profiles::{Profiles, Side, Sight};

/// What the handlers work with.
#[derive(Clone)]
pub struct IdentityState {
    /// Takes the decisions.
    pub identity: Identity,
    /// Finds people and values.
    pub profiles: Profiles,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: std::sync::Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", path: "/api/v1/people/merge", right: Right::JoinPeople },
    Operation { method: "POST", path: "/api/v1/people/preview", right: Right::JoinPeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/links", right: Right::SeeLinks },
    Operation { method: "GET", path: "/api/v1/people/{id}/related", right: Right::SeeLinks },
    Operation { method: "POST", path: "/api/v1/links/{id}/undo", right: Right::JoinPeople },
    Operation { method: "POST", path: "/api/v1/links/{id}/decide", right: Right::JoinPeople },
    Operation { method: "GET", path: "/api/v1/conflicts", right: Right::SeeLinks },
    Operation { method: "GET", path: "/api/v1/decisions", right: Right::SeeLinks },
    Operation { method: "POST", path: "/api/v1/identifiers/block", right: Right::JoinPeople },
];

/// The routes.
pub fn routes(state: IdentityState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(merge))
        .routes(routes!(preview))
        .routes(routes!(list_links))
        .routes(routes!(list_related))
        .routes(routes!(undo_link))
        .routes(routes!(decide_link))
        .routes(routes!(list_conflicts))
        .routes(routes!(list_decisions))
        .routes(routes!(block_identifier))
        .with_state(state)
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Problem {
        match refused {
            Refused::Missing(_) => Problem::not_found(refused.to_string()),
            Refused::AlreadyOne
            | Refused::MarkedApart
            | Refused::WouldLose
            | Refused::NoName
            | Refused::Changed(_)
            | Refused::NothingToUndo => Problem::conflict(refused.to_string()),
            Refused::Store(error) => error.into(),
        }
    }
}

impl IdentityState {
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&IdentityState) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T> {
        let state = self.clone();
        Ok(blocking(move || {
            state.profiles.catch_up()?;
            work(&state)
        })
        .await?)
    }

    /// A person by id, or by an identifier in any form. Blocks.
    fn find(&self, text: &str, who: &Principal) -> Result<PersonNo> {
        let missing =
            || Problem::not_found("there is no such person: give an id or an identifier such as email:ana@example.com");
        if let Some(number) = self.ids.decode(Kind::Person, text).map(PersonNo) {
            return if self.is_shown(number, who)? { Ok(number) } else { Err(missing()) };
        }
        let identifier = Identifier::parse(text).ok_or_else(missing)?;
        let (namespace, at) = (Some(identifier.namespace.as_str()), Timestamp(i64::MAX));
        let found = self.profiles.find_identifier(namespace, &identifier.value, at, &Sight::whole(Side::Customer))?;
        found.first().copied().ok_or_else(missing)
    }

    /// Whether a caller sees anything of a person: whoever is nothing but an employee is not shown to everybody.
    fn is_shown(&self, person: PersonNo, who: &Principal) -> store::Result<bool> {
        Ok(who.may(Right::SeeEmployees) || self.profiles.person(person, &Sight::whole(Side::Customer))?.is_some())
    }

    /// Whether a caller sees that there is such an identifier.
    fn is_identifier_shown(&self, identifier: IdentifierNo, who: &Principal) -> store::Result<bool> {
        let seen = || self.profiles.sees_identifier(identifier, &Sight::whole(Side::Customer));
        Ok(who.may(Right::SeeEmployees) || seen()?)
    }

    /// An identifier as it is written, where the caller sees that there is one. Blocks.
    fn number(&self, text: &str, who: &Principal) -> Result<(IdentifierNo, Identifier)> {
        let missing = || Problem::not_found("there is no such identifier");
        let identifier = Identifier::parse(text).ok_or_else(missing)?;
        let number = {
            let people = self.identity.people();
            let now = people.now();
            let value = now.graph.namespaces().normal(&identifier.namespace, &identifier.value);
            let key = people.hasher().identifier(&identifier.namespace, &value);
            now.graph.find(&key).ok_or_else(missing)?
        };
        if self.is_identifier_shown(number, who)? { Ok((number, identifier)) } else { Err(missing()) }
    }

    fn link_pair(&self, id: &str) -> Result<Pair> {
        web::ids::read(&self.ids, Kind::Link, id).map(Pair::unpack)
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Merge {
    /// A person, by id or by an identifier such as `email:ana@example.com`.
    a: String,
    /// The other one.
    b: String,
    /// Why they are one.
    reason: String,
}

#[derive(Serialize, ToSchema)]
struct Merged {
    /// The link that now joins them, and can be undone.
    link: String,
    /// The person.
    person: String,
}

/// Makes two people one.
#[utoipa::path(post, path = "/api/v1/people/merge", request_body = Merge, responses((status = 200, body = Merged)))]
async fn merge(State(state): State<IdentityState>, who: Principal, Json(merge): Json<Merge>) -> Result<Json<Merged>> {
    let why = reason(&merge.reason)?;
    let (by, said, now) = (who.name.clone(), why.clone(), state.clock.now());
    let (found, caller) = (state.clone(), who.clone());
    let find = move |text: &str| found.find(text, &caller);
    let (a, b) = blocking(move || Ok::<_, Problem>((find(&merge.a)?, find(&merge.b)?))).await?;
    let (pair, person) = state.with(move |state| state.identity.merge(a, b, &by, &said, now)).await?;
    let link = state.ids.encode(Kind::Link, pair.packed());
    state.audit.change(&who, "people.merge", &link, &why).await?;
    Ok(Json(Merged { link, person: state.ids.encode(Kind::Person, person.0) }))
}

/// A decision that somebody thinks of.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum WhatIf {
    /// Two people are one: each by id or by an identifier.
    Merge { a: String, b: String },
    /// The link with this id is undone.
    Undo(String),
    /// The ends of a link are one person, or are marked apart.
    Decide { link: String, joined: bool },
    /// An identifier is blocked, or used again.
    Block { identifier: String, blocked: bool },
}

/// The people whom a decision would concern.
#[derive(Serialize, ToSchema)]
struct WhatWouldBe {
    /// As they are.
    before: Vec<WireConcerned>,
    /// As they would be.
    after: Vec<WireConcerned>,
}

/// Everything that belongs to one person.
#[derive(Serialize, ToSchema)]
struct WireConcerned {
    /// The id that they have or would have.
    id: String,
    identifiers: Vec<String>,
    /// What they did and said as customers. What a blocked identifier stood for goes to others only when it is blocked.
    interactions: u64,
}

impl IdentityState {
    fn proposed(&self, preview: &WhatIf, who: &Principal) -> Result<Proposed> {
        Ok(match preview {
            WhatIf::Merge { a, b } => Proposed::Merge(self.find(a, who)?, self.find(b, who)?),
            WhatIf::Undo(link) => Proposed::Undo(self.link_pair(link)?),
            WhatIf::Decide { link, joined } => Proposed::Decide { pair: self.link_pair(link)?, joined: *joined },
            WhatIf::Block { identifier, blocked } => {
                Proposed::Block { identifier: self.number(identifier, who)?.0, blocked: *blocked }
            }
        })
    }

    fn wholes(&self, groups: Groups, who: &Principal) -> Result<Vec<WireConcerned>, Refused> {
        let mut wholes = Vec::new();
        for parts in groups {
            let mut ends: Vec<IdentifierNo> = parts.iter().map(|part| part.identifier).collect();
            ends.dedup();
            let ends = self.seen_by(ends, who)?;
            // Whoever is nothing but an employee is not among those whom the caller sees.
            if ends.is_empty() && !who.may(Right::SeeEmployees) {
                continue;
            }
            let values = self.profiles.identifiers(&ends)?;
            let named = self.identity.people().now().graph.name_of(&parts);
            wholes.push(WireConcerned {
                id: self.ids.encode(Kind::Person, named.0),
                identifiers: ends.iter().filter_map(|end| values.get(end)).map(ToString::to_string).collect(),
                interactions: self.profiles.count_on(&parts, Side::Customer)?,
            });
        }
        Ok(wholes)
    }
}

/// Shows what a decision would change, and changes nothing.
#[utoipa::path(post, path = "/api/v1/people/preview", request_body = WhatIf,
    responses((status = 200, body = WhatWouldBe)))]
async fn preview(
    State(state): State<IdentityState>,
    who: Principal,
    Json(preview): Json<WhatIf>,
) -> Result<Json<WhatWouldBe>> {
    let (found, caller) = (state.clone(), who.clone());
    let asking = who.clone();
    let proposed = blocking(move || found.proposed(&preview, &asking)).await?;
    let shown = state
        .with(move |state| {
            let (before, after) = state.identity.preview(proposed)?;
            Ok(WhatWouldBe { before: state.wholes(before, &caller)?, after: state.wholes(after, &caller)? })
        })
        .await?;
    state.audit.read(&who, "people.preview", shown.before.first().map_or("", |one| &one.id)).await?;
    Ok(Json(shown))
}

/// What holds two identifiers together, or keeps them apart.
#[derive(Serialize, ToSchema)]
struct WireLink {
    id: String,
    identifiers: Vec<String>,
    /// Whose these identifiers are today, one by one.
    people: Vec<String>,
    /// active, conflict, apart, idle
    state: &'static str,
    evidence: WireEvidence,
    decisions: Vec<WireDecision>,
}

#[derive(Serialize, ToSchema)]
struct WireEvidence {
    /// When a sender first saw the two together.
    first_seen: Option<String>,
    /// The interaction that first brought them together.
    interaction: Option<String>,
    /// Whether only public sources say so.
    only_public: bool,
    /// Whether a trusted source said that they are one and the same.
    asserted: bool,
}

#[derive(Serialize, ToSchema)]
struct WireDecision {
    /// joined, apart, undecided
    verdict: &'static str,
    who: String,
    reason: String,
    at: String,
}

impl IdentityState {
    /// Which ends of a link a caller may see.
    fn visible_ends(&self, link: &Link, who: &Principal) -> store::Result<Vec<IdentifierNo>> {
        self.seen_by(vec![link.pair.low(), link.pair.high()], who)
    }

    /// Those identifiers that a caller may see: an employee's are not shown to everybody.
    fn seen_by(&self, mut ends: Vec<IdentifierNo>, who: &Principal) -> store::Result<Vec<IdentifierNo>> {
        for end in std::mem::take(&mut ends) {
            ends.extend(self.is_identifier_shown(end, who)?.then_some(end));
        }
        Ok(ends)
    }

    /// The conflicts that a caller does not see: an end of theirs is an employee's alone.
    fn hidden_conflicts(&self, who: &Principal) -> store::Result<BTreeSet<u64>> {
        let mut hidden = BTreeSet::new();
        if who.may(Right::SeeEmployees) {
            return Ok(hidden);
        }
        for pair in self.identity.conflicts_among(&self.profiles.employee_identifiers()?) {
            for end in [pair.low(), pair.high()] {
                if !self.is_identifier_shown(end, who)? {
                    hidden.insert(pair.packed());
                }
            }
        }
        Ok(hidden)
    }

    fn wire(&self, link: &Link, who: &Principal) -> store::Result<WireLink> {
        let ends = self.visible_ends(link, who)?;
        let values = self.profiles.identifiers(&ends)?;
        let seen = link.first_seen();
        // What somebody said as an employee is not shown with the customer.
        let opened = self.profiles.open(link.edge.seen_in)?;
        let seen_in = opened.filter(|opened| Side::of(&opened.interaction) == Side::Customer);
        let decisions = link.decisions.iter().map(|decision: &log::Decision| WireDecision {
            verdict: match decision.verdict {
                Verdict::Joined => "joined",
                Verdict::Apart => "apart",
                Verdict::Undecided => "undecided",
            },
            who: decision.by.clone(),
            reason: decision.reason.clone(),
            at: decision.at.to_string(),
        });
        Ok(WireLink {
            id: self.ids.encode(Kind::Link, link.pair.packed()),
            identifiers: ends.iter().filter_map(|end| values.get(end)).map(ToString::to_string).collect(),
            people: {
                let (known, at) = (self.identity.people().now(), seen.map_or(i64::MAX, |at| at.0));
                let shown = ends.iter().filter(|end| values.contains_key(end));
                shown.map(|end| self.ids.encode(Kind::Person, known.graph.person_at(*end, at).0)).collect()
            },
            state: link.state.as_str(),
            evidence: WireEvidence {
                first_seen: seen.map(|at| at.to_string()),
                interaction: seen_in
                    .filter(|_| seen.is_some())
                    .map(|one| self.ids.encode(Kind::Interaction, one.position.0)),
                only_public: link.edge.only_public(),
                asserted: link.edge.asserted,
            },
            decisions: decisions.collect(),
        })
    }
}

/// The links of a person, with their evidence.
#[utoipa::path(get, path = "/api/v1/people/{id}/links", params(("id" = String, Path)), responses((status = 200, body = List<WireLink>)))]
async fn list_links(
    State(state): State<IdentityState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<List<WireLink>>> {
    let number = PersonNo(web::ids::read(&state.ids, Kind::Person, &id)?);
    let caller = who.clone();
    let links = state
        .with(move |state| {
            let mut links = Vec::new();
            if !state.is_shown(number, &caller)? {
                return Err(Refused::Missing("person"));
            }
            for link in state.identity.links(number)?.ok_or(Refused::Missing("person"))? {
                if state.visible_ends(&link, &caller)?.len() == 2 {
                    links.push(state.wire(&link, &caller)?);
                }
            }
            Ok(links)
        })
        .await?;
    state.audit.read(&who, "people.links", &id).await?;
    Ok(Json(List::whole(links)))
}

/// Somebody else who has to do with a person.
#[derive(Serialize, ToSchema)]
struct WireRelated {
    /// Their id.
    person: String,
    /// By which identifier.
    via: String,
    /// `shared`: both use it, and it joins nobody. `conflict`: they could be one, and it waits for a decision. `apart`:
    /// they are marked apart. `passed_on`: it was the one's before it was the other's.
    how: &'static str,
}

/// Others who have to do with a person: those who share an identifier with them, could be them, or had their number.
#[utoipa::path(get, path = "/api/v1/people/{id}/related", params(("id" = String, Path)), responses((status = 200, body = List<WireRelated>)))]
async fn list_related(
    State(state): State<IdentityState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<List<WireRelated>>> {
    let number = PersonNo(web::ids::read(&state.ids, Kind::Person, &id)?);
    let caller = who.clone();
    let related = state
        .with(move |state| {
            if !state.is_shown(number, &caller)? {
                return Err(Refused::Missing("person"));
            }
            let found = {
                let people = state.identity.people().now();
                let person = people.graph.resolve(number).ok_or(Refused::Missing("person"))?;
                people.graph.related(person)
            };
            let via = state.seen_by(found.iter().map(|(_, via, _)| *via).collect(), &caller)?;
            let (values, sight) = (state.profiles.identifiers(&via)?, Sight::whole(Side::Customer));
            let mut related = Vec::new();
            for (person, via, how) in found {
                let (Some(via), Some(person)) = (values.get(&via), state.profiles.person(person, &sight)?) else {
                    continue;
                };
                related.push(WireRelated {
                    person: state.ids.encode(Kind::Person, person.number.0),
                    via: via.to_string(),
                    how: match how {
                        Relatedness::Shared => "shared",
                        Relatedness::Conflict => "conflict",
                        Relatedness::Apart => "apart",
                        Relatedness::PassedOn => "passed_on",
                    },
                });
            }
            Ok(related)
        })
        .await?;
    state.audit.read(&who, "people.related", &id).await?;
    Ok(Json(List::whole(related)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Undo {
    /// Why.
    reason: String,
    /// The state in which the link was seen: 409 where it has another by now, so that a retry changes nothing.
    #[schema(value_type = Option<String>)]
    state: Option<LinkState>,
}

/// Undoes a link: a decision is taken back, evidence is marked apart, a mark is taken away.
#[utoipa::path(post, path = "/api/v1/links/{id}/undo", params(("id" = String, Path)), request_body = Undo,
    responses((status = 200, body = WireLink)))]
async fn undo_link(
    State(state): State<IdentityState>,
    who: Principal,
    Path(id): Path<String>,
    Json(undo): Json<Undo>,
) -> Result<Json<WireLink>> {
    let (pair, why, seen) = (state.link_pair(&id)?, reason(&undo.reason)?, undo.state);
    let (by, said, now) = (who.name.clone(), why.clone(), state.clock.now());
    let caller = who.clone();
    let link = state
        .with(move |state| {
            let link = state.identity.undo(pair, seen, &by, &said, now)?;
            Ok(state.wire(&link, &caller)?)
        })
        .await?;
    state.audit.change(&who, "links.undo", &id, &why).await?;
    Ok(Json(link))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Decide {
    /// Whether the two are one person.
    joined: bool,
    /// Why.
    reason: String,
}

/// Decides a conflict: its ends are one person, or are marked apart.
#[utoipa::path(post, path = "/api/v1/links/{id}/decide", params(("id" = String, Path)), request_body = Decide,
    responses((status = 200, body = WireLink)))]
async fn decide_link(
    State(state): State<IdentityState>,
    who: Principal,
    Path(id): Path<String>,
    Json(decide): Json<Decide>,
) -> Result<Json<WireLink>> {
    let (pair, why) = (state.link_pair(&id)?, reason(&decide.reason)?);
    let (by, said, now) = (who.name.clone(), why.clone(), state.clock.now());
    let caller = who.clone();
    let link = state
        .with(move |state| {
            let link = state.identity.decide(pair, decide.joined, &by, &said, now)?;
            Ok(state.wire(&link, &caller)?)
        })
        .await?;
    state.audit.change(&who, "links.decide", &id, &why).await?;
    Ok(Json(link))
}

/// Links that were refused and wait for a decision.
#[utoipa::path(get, path = "/api/v1/conflicts", params(Paging), responses((status = 200, body = List<WireLink>)))]
async fn list_conflicts(
    State(state): State<IdentityState>,
    who: Principal,
    Query(paging): Query<Paging>,
) -> Result<Json<List<WireLink>>> {
    let (after, limit) = (paging.number(&state.ids)?, paging.limit());
    let caller = who.clone();
    let (links, total, last) = state
        .with(move |state| {
            let hidden = state.hidden_conflicts(&caller)?;
            let (links, total) = state.identity.conflicts(after, limit, &hidden)?;
            let last = links.last().filter(|_| links.len() == limit).map(|link| link.pair.packed());
            let links = links.iter().map(|link| state.wire(link, &caller)).collect::<store::Result<Vec<_>>>()?;
            Ok((links, total, last))
        })
        .await?;
    state.audit.read(&who, "conflicts.list", "").await?;
    Ok(Json(List { items: links, total, next: last.map(|pair| number_cursor(&state.ids, pair)) }))
}

/// Links about which employees have decided, those of the newest decisions first.
#[utoipa::path(get, path = "/api/v1/decisions", params(Paging), responses((status = 200, body = List<WireLink>)))]
async fn list_decisions(
    State(state): State<IdentityState>,
    who: Principal,
    Query(paging): Query<Paging>,
) -> Result<Json<List<WireLink>>> {
    let (after, limit) = (paging.number(&state.ids)?, paging.limit());
    let caller = who.clone();
    let (links, total, next) = state
        .with(move |state| {
            let mut decided = state.identity.decided()?;
            for (number, pair) in std::mem::take(&mut decided) {
                if state.seen_by(vec![pair.low(), pair.high()], &caller)?.len() == 2 {
                    decided.push((number, pair));
                }
            }
            let total = decided.len() as u64;
            decided.retain(|(number, _)| after.is_none_or(|after| *number < after));
            let next =
                decided.get(limit.saturating_sub(1)).filter(|_| decided.len() > limit).map(|(number, _)| *number);
            let mut links = Vec::new();
            for (_, pair) in decided.into_iter().take(limit) {
                if let Some(link) = state.identity.link(pair)? {
                    links.push(state.wire(&link, &caller)?);
                }
            }
            Ok((links, total, next))
        })
        .await?;
    state.audit.read(&who, "decisions.list", "").await?;
    Ok(Json(List { items: links, total, next: next.map(|number| number_cursor(&state.ids, number)) }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Block {
    /// The identifier, such as `phone:+442079460018`.
    identifier: String,
    /// Blocked, or used again.
    blocked: bool,
    /// Why.
    reason: String,
}

#[derive(Serialize, ToSchema)]
struct Blocked {
    identifier: String,
    blocked: bool,
}

/// Blocks an identifier: its links go, and people split again. Or lets it be used again.
#[utoipa::path(post, path = "/api/v1/identifiers/block", request_body = Block, responses((status = 200, body = Blocked)))]
async fn block_identifier(
    State(state): State<IdentityState>,
    who: Principal,
    Json(block): Json<Block>,
) -> Result<Json<Blocked>> {
    let why = reason(&block.reason)?;
    let (found, caller) = (state.clone(), who.clone());
    let (number, identifier) = blocking(move || found.number(&block.identifier, &caller)).await?;
    let wait = move |state: &IdentityState| -> Result<(), Refused> {
        state.identity.block(number, block.blocked)?;
        if block.blocked {
            state.profiles.await_stand_ins(number)?;
        }
        Ok(())
    };
    state.with(wait).await?;
    let subject = state.ids.encode(Kind::Identifier, u64::from(number.0));
    state
        .audit
        .change(&who, if block.blocked { "identifiers.block" } else { "identifiers.unblock" }, &subject, &why)
        .await?;
    Ok(Json(Blocked { identifier: identifier.to_string(), blocked: block.blocked }))
}
