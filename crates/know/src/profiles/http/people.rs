//! People over HTTP: by identifier, name or words; one with traits; their identifiers.

use axum::extract::State;
use kernel::{Identifier, Kind, Relation, Timestamp, Trust};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::access::hidden;
use web::extract::{Json, Path, Query};
use web::paging::List;
use web::{Principal, Problem, Result};

use super::super::model::HeldIdentifier;
use super::super::{Fact, Person, Profiles, Side, Sight};
use super::facts::WireFact;
use super::{OfSide, PeopleState, gone, moment, value};
use crate::identity::PersonNo;
use crate::privacy::masking::mask;

/// An identifier as it is shown.
#[derive(Serialize, ToSchema)]
pub(super) struct WireIdentifier {
    namespace: String,
    value: String,
    /// When a sender first saw it.
    first_seen: Option<String>,
    /// From when it was this person's, where it has changed hands.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// Until when it was this person's, where it has changed hands.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// Blocked values join nobody.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    blocked: bool,
    /// Seen with so many people that it joins nobody.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    shared: bool,
}

impl From<&HeldIdentifier> for WireIdentifier {
    fn from(held: &HeldIdentifier) -> WireIdentifier {
        WireIdentifier {
            namespace: held.identifier.namespace.clone(),
            value: held.identifier.value.clone(),
            first_seen: Some(held.first_seen.to_string()),
            from: held.from.map(|at| at.to_string()),
            until: held.until.map(|at| at.to_string()),
            blocked: held.blocked,
            shared: held.shared,
        }
    }
}

/// A person as they are shown.
#[derive(Serialize, ToSchema)]
pub struct WirePerson {
    id: String,
    /// prospect, customer, `former_customer`, employee, partner
    relations: Vec<&'static str>,
    identifiers: Vec<WireIdentifier>,
    first_seen: Option<String>,
    last_seen: Option<String>,
    interactions: u64,
    channels: Vec<WireChannel>,
    /// What matched, in a search.
    #[serde(skip_serializing_if = "Option::is_none")]
    matched: Option<String>,
    /// The newest known value of each fact, where one person is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    traits: Option<serde_json::Map<String, serde_json::Value>>,
    /// What only public sources say, where nothing is known: never to be prefilled.
    #[serde(skip_serializing_if = "Option::is_none")]
    claimed: Option<serde_json::Map<String, serde_json::Value>>,
    /// What they told us, where it was asked for: the newest value of each fact, with where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<Vec<WireFact>>,
}

fn traits(facts: Vec<Fact>) -> serde_json::Map<String, serde_json::Value> {
    facts.into_iter().map(|fact| (fact.name, value(&fact.value))).collect()
}

#[derive(Serialize, ToSchema)]
pub(super) struct WireChannel {
    name: String,
    interactions: u64,
}

impl PeopleState {
    /// Several people, in this order, as a reader sees them; those of whom they see nothing are left out.
    ///
    /// # Errors
    /// What the database says.
    pub async fn cards(&self, numbers: Vec<PersonNo>, sight: Sight) -> Result<Vec<WirePerson>> {
        let people = self.with(move |profiles| {
            numbers.into_iter().filter_map(|number| profiles.person(number, &sight).transpose()).collect()
        });
        let people: Vec<Person> = people.await?;
        Ok(people.iter().map(|person| self.person(person)).collect())
    }

    fn person(&self, person: &Person) -> WirePerson {
        WirePerson {
            id: self.ids.encode(Kind::Person, person.number.0),
            relations: person.relations.iter().map(|relation| Relation::as_str(*relation)).collect(),
            identifiers: person.identifiers.iter().map(WireIdentifier::from).collect(),
            first_seen: person.first_seen.map(|at| at.to_string()),
            last_seen: person.last_seen.map(|at| at.to_string()),
            interactions: person.interactions,
            channels: person
                .channels
                .iter()
                .map(|(name, count)| WireChannel { name: name.clone(), interactions: *count })
                .collect(),
            matched: None,
            traits: None,
            claimed: None,
            facts: None,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Search {
    /// An identifier in any form: `email:ana@example.com`, or just what a person would type.
    identifier: Option<String>,
    /// When the identifier was theirs, RFC 3339: a phone number changes hands. Now unless told.
    at: Option<String>,
    /// A name, or words that were said.
    q: Option<String>,
    /// The side: `customer` (unless told) or `employee`.
    #[param(value_type = Option<String>)]
    side: Option<Side>,
    /// How many items, 1 to 500; 50 unless told.
    limit: Option<usize>,
    /// What each of them told us too, as from `/people/{id}/facts`.
    #[serde(default)]
    facts: bool,
}

/// People by identifier, by name or words, or the most recent ones.
#[utoipa::path(get, path = "/api/v1/people", params(Search), responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn search_people(
    State(state): State<PeopleState>,
    who: Principal,
    Query(search): Query<Search>,
) -> Result<Json<List<WirePerson>>> {
    if search.identifier.is_some() && search.q.is_some() {
        return Err(Problem::bad_request("ask by `identifier` or by `q`, not by both"));
    }
    let sight = state.sight(&who, search.side)?;
    let limit = search.limit.unwrap_or(50).clamp(1, 500);
    let recent = search.identifier.is_none() && search.q.is_none();
    let with_facts = if search.facts { " with facts" } else { "" };
    let at = moment("at", search.at.clone())?.unwrap_or(Timestamp(i64::MAX));
    let (people, total) = state
        .with(move |profiles| {
            let (found, more) = find(profiles, &search, at, &sight, limit)?;
            let all = if more { profiles.people_count(&sight)? } else { 0 };
            let total = all.max(found.len() as u64);
            let mut people = Vec::new();
            for (number, matched) in found.into_iter().take(limit) {
                let Some(person) = profiles.person(number, &sight)? else { continue };
                let facts = if search.facts { profiles.facts(number, &sight)? } else { None };
                people.push((person, matched, facts));
            }
            Ok((people, total))
        })
        .await?;
    let shown = format!("people shown: {}{with_facts}", people.len());
    state.audit.read_many(&who, "people.search", if recent { "recent" } else { "" }, &shown).await?;
    let items = people.into_iter().map(|(person, matched, facts)| {
        let facts = facts.map(|facts| state.newest_facts(facts));
        let matched = matched.map(|text| mask(&text, hidden(who.role)).into_owned());
        WirePerson { matched, facts, ..state.person(&person) }
    });
    Ok(Json(List { items: items.collect(), total, next: None }))
}

/// A person, and what of them matched.
type Matched = (PersonNo, Option<String>);

/// The people who are meant, and whether there may be more who were not looked for.
fn find(
    profiles: &Profiles,
    search: &Search,
    at: Timestamp,
    sight: &Sight,
    limit: usize,
) -> store::Result<(Vec<Matched>, bool)> {
    if let Some(typed) = &search.identifier {
        let found = by_identifier(profiles, typed, at, sight)?;
        return Ok((found.into_iter().map(|person| (person, None)).collect(), false));
    }
    if let Some(query) = &search.q {
        let exact = by_identifier(profiles, query, at, sight)?.into_iter().map(|person| (person, Some(query.clone())));
        let mut found: Vec<_> = exact.collect();
        for (person, matched) in profiles.search(query, sight)? {
            if found.iter().all(|(known, _)| *known != person) {
                found.push((person, Some(shorten(&matched))));
            }
        }
        return Ok((found, false));
    }
    let (found, more) = profiles.recent(sight, limit)?;
    Ok((found.into_iter().map(|person| (person, None)).collect(), more))
}

/// The people whom an identifier names, as it was typed, copied from a link, or printed in groups on a card.
fn by_identifier(profiles: &Profiles, typed: &str, at: Timestamp, sight: &Sight) -> store::Result<Vec<PersonNo>> {
    let typed = typed.trim();
    let typed = typed.strip_prefix("mailto:").or_else(|| typed.strip_prefix("tel:")).unwrap_or(typed);
    if let Some(Identifier { namespace, value }) = Identifier::parse(typed) {
        let found = profiles.find_identifier(Some(&namespace), &value, at, sight)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let found = profiles.find_identifier(None, typed, at, sight)?;
    if found.is_empty() && typed.contains([' ', '-']) {
        return profiles.find_identifier(None, &typed.replace([' ', '-'], ""), at, sight);
    }
    Ok(found)
}

fn shorten(text: &str) -> String {
    const SHOWN: usize = 160;
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// One person: what they are to us, their identifiers, and the newest value of each fact.
#[utoipa::path(get, path = "/api/v1/people/{id}", params(("id" = String, Path), OfSide), responses((status = 200, body = WirePerson)))]
pub(super) async fn get_person(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
    Query(OfSide { side }): Query<OfSide>,
) -> Result<Json<WirePerson>> {
    let (number, sight) = (state.number(&id)?, state.sight(&who, side)?);
    let found = state
        .with(move |profiles| {
            let Some(person) = profiles.person(number, &sight)? else { return Ok(None) };
            let facts = profiles.facts(number, &sight)?.unwrap_or_default();
            Ok(Some((person, facts)))
        })
        .await?;
    let (person, facts) = found.ok_or_else(gone)?;
    let mut wire = state.person(&person);
    state.audit.read(&who, "people.read", &wire.id).await?;
    let newest = facts.into_iter().filter(|fact| fact.newest);
    let (known, claimed): (Vec<Fact>, Vec<Fact>) = newest.partition(|fact| fact.trust == Trust::Secret);
    wire.traits = Some(traits(known));
    wire.claimed = Some(traits(claimed));
    Ok(Json(wire))
}

/// A person's identifiers with the time in which they were theirs.
#[utoipa::path(get, path = "/api/v1/people/{id}/identifiers", params(("id" = String, Path), OfSide),
    responses((status = 200, body = List<WireIdentifier>)))]
pub(super) async fn get_identifiers(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
    Query(OfSide { side }): Query<OfSide>,
) -> Result<Json<List<WireIdentifier>>> {
    let (number, sight) = (state.number(&id)?, state.sight(&who, side)?);
    let person = state.with(move |profiles| profiles.person(number, &sight)).await?.ok_or_else(gone)?;
    state.audit.read(&who, "people.identifiers", &id).await?;
    Ok(Json(List::whole(person.identifiers.iter().map(WireIdentifier::from).collect())))
}
