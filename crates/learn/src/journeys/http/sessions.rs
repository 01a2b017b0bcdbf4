//! Sessions over HTTP: what people do in one go, by what they begin it with.

use axum::extract::State;
use kernel::clock::MINUTE;
use know::profiles::Side;
use know::profiles::http::people::WirePerson;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Result};

use super::JourneysState;
use super::asking::WirePage;
use super::filter::{Filter, code};
use crate::By;
use crate::journeys::{self, SessionDetail};
use crate::questions::{Asking, Question};
use crate::shown::{WireMean, WireRatio, WireSpread};

/// What people do in one go.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskSessions {
    /// By what interactions are called.
    #[serde(default)]
    by: By,
    /// Which interactions count.
    #[serde(default)]
    filter: Filter,
    /// After how long a silence a new session begins, in milliseconds; 30 minutes unless told.
    gap: Option<i64>,
    /// Whether interactions and sessions are only counted: without lengths, durations and names, which take most of the
    /// time.
    #[serde(default)]
    only_counts: bool,
}

impl AskSessions {
    fn gap(&self) -> i64 {
        self.gap.unwrap_or(30 * MINUTE)
    }
}

/// What sessions look like.
#[derive(Serialize, ToSchema)]
pub(super) struct WireSessions {
    /// How many interactions.
    interactions: u64,
    /// Sessions a person.
    per_person: WireMean,
    /// Interactions a session.
    length: Option<WireSpread>,
    /// Milliseconds from the first interaction of a session to its last.
    duration: Option<WireSpread>,
    /// By the name of the interaction with which they begin, the most sessions first.
    items: Vec<WireSessionsFrom>,
}

/// The sessions that begin with one name.
#[derive(Serialize, ToSchema)]
struct WireSessionsFrom {
    name: String,
    /// Those of a single interaction, out of all of them: what is counted are sessions.
    single: WireRatio,
    /// Interactions a session.
    length: WireSpread,
    /// Milliseconds from the first interaction of a session to its last.
    duration: WireSpread,
}

/// The people who have such a session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskSessionsPeople {
    /// Which sessions.
    sessions: AskSessions,
    /// With what it begins.
    name: String,
    /// Whether it has a single interaction, or several; either unless told.
    single: Option<bool>,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

impl Question for AskSessions {
    type Answer = WireSessions;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireSessions> {
        let (gap, only_counts) = (self.gap(), self.only_counts);
        let found = asking.over(self.by, self.filter, move |about, parts, work| {
            let detail = if only_counts { SessionDetail::Counts } else { SessionDetail::Each };
            let all = journeys::sessions(parts, gap, detail, work)?;
            let mut from = if only_counts { Vec::new() } else { journeys::sessions_from(parts, gap, work)? };
            from.sort_by_key(|one| std::cmp::Reverse(one.single.rows));
            let item = |one: journeys::SessionsFrom| WireSessionsFrom {
                name: about.name(one.label),
                single: (&one.single).into(),
                length: one.each.rows.into(),
                duration: one.each.duration.into(),
            };
            Ok(WireSessions {
                interactions: all.rows,
                per_person: (&all.per_person).into(),
                length: all.each.map(|each| each.rows.into()),
                duration: all.each.map(|each| each.duration.into()),
                items: from.into_iter().map(item).collect(),
            })
        });
        found.await
    }
}

/// Sessions: interactions of one person with no long silence between.
#[utoipa::path(post, path = "/api/v1/journeys/sessions", request_body = AskSessions,
    responses((status = 200, body = WireSessions)))]
pub(super) async fn ask_sessions(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskSessions>,
) -> Result<Json<WireSessions>> {
    state.answer(&who, ask).await
}

/// The people who have a session that begins with a name.
#[utoipa::path(post, path = "/api/v1/journeys/sessions/people", request_body = AskSessionsPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_sessions_people(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskSessionsPeople>,
) -> Result<Json<List<WirePerson>>> {
    let (page, gap) = (ask.page.page(), ask.sessions.gap());
    let people = state.open(&who, ask.sessions.by, ask.sessions.filter, move |about, parts, work| {
        let label = code(about.dictionary(), about.label, &ask.name)?;
        Ok(journeys::sessions_people(parts, gap, (label, ask.single), page, work)?)
    });
    Ok(Json(people.await?))
}
