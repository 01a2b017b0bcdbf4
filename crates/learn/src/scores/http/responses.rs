//! How many of those who were invited to answer did, and who did not.

use axum::extract::State;
use know::profiles::Side;
use know::profiles::http::people::WirePerson;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::extract::{Json, Query};
use web::paging::List;
use web::{Principal, Result};

use super::super::invitations::{Responses, Surveys, responses};
use super::ScoresState;
use super::asking::{ANY, GroupAt, GroupBy, Groups};
use crate::behind::{WirePage, newest, shown};
use crate::index::{Code, Label};
use crate::journeys::http::{Filter, code};
use crate::questions::{Asking, Question};
use crate::shown::WireRatio;
use crate::statistics::Ratio;

/// Asks how many invitations were answered.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AskResponses {
    /// Invitations from when on, RFC 3339.
    from: Option<String>,
    /// Until when, not included, RFC 3339.
    until: Option<String>,
    /// Also by the newest value of this fact of the people who were invited.
    fact: Option<String>,
}

/// How many invitations were answered: within 60 days, before the next one to the same survey.
#[derive(Serialize, ToSchema)]
pub(super) struct WireResponses {
    /// All surveys together.
    whole: WireRatio,
    /// By survey, those with the most invitations first.
    surveys: Vec<WireResponse>,
    /// By the value of the fact, where one was asked for; the empty name is of people of whom it is not known.
    groups: Vec<WireResponse>,
}

/// How many invitations with a name were answered.
#[derive(Serialize, ToSchema)]
struct WireResponse {
    /// The touchpoint of the survey, or the value.
    name: String,
    answered: WireRatio,
}

impl Question for AskResponses {
    type Answer = WireResponses;

    fn side(&self) -> Side {
        Side::Customer
    }

    async fn answer(self, asking: &Asking) -> Result<WireResponses> {
        let by = if self.fact.is_some() { GroupBy::Fact } else { GroupBy::Touchpoint };
        let groups = Groups { by, at: GroupAt::Answer, fact: self.fact };
        let has_groups = groups.fact.is_some();
        let filter = Filter::in_time(Side::Customer, self.from, self.until);
        let prepare = async move || groups.values(asking).await;
        let answer = asking.over_with(ANY, filter, prepare, move |about, values, parts, work| {
            let group = |person: u64| has_groups.then(|| values.groups().get(&person).copied().unwrap_or(0));
            let Responses { whole, surveys, groups } =
                responses(about, parts, |somebody| group(somebody.person.0), work)?;
            let touchpoint = |code| about.dictionary().names(Label::Touchpoint).name(code).to_owned();
            let listed = |of: std::collections::BTreeMap<Code, Ratio>, name: &dyn Fn(Code) -> String| {
                let mut of: Vec<(Code, Ratio)> = of.into_iter().collect();
                of.sort_by_key(|(code, ratio)| (std::cmp::Reverse(ratio.rows), *code));
                of.iter().map(|(code, ratio)| WireResponse { name: name(*code), answered: ratio.into() }).collect()
            };
            Ok(WireResponses {
                whole: (&whole).into(),
                surveys: listed(surveys, &touchpoint),
                groups: listed(groups, &|code| values.name(code)),
            })
        });
        answer.await
    }
}

/// How many of those who were invited to answer a survey did, by survey and by a fact of theirs.
#[utoipa::path(get, path = "/api/v1/scores/responses", params(AskResponses),
    responses((status = 200, body = WireResponses)))]
pub(super) async fn get_responses(
    State(state): State<ScoresState>,
    who: Principal,
    Query(ask): Query<AskResponses>,
) -> Result<Json<WireResponses>> {
    Ok(Json(state.questions.of(&who).answer(ask).await?))
}

/// The people who were invited to answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskResponsePeople {
    /// Which invitations count.
    #[serde(default)]
    filter: Filter,
    /// The touchpoint of the survey; any unless told.
    survey: Option<String>,
    /// Whether those are meant who answered; else those who did not.
    #[serde(default)]
    answered: bool,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

/// The people whose invitation was not answered, or was, those who were invited last first.
#[utoipa::path(post, path = "/api/v1/scores/responses/people", request_body = AskResponsePeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_response_people(
    State(state): State<ScoresState>,
    who: Principal,
    Json(ask): Json<AskResponsePeople>,
) -> Result<Json<List<WirePerson>>> {
    let sight = state.people.sight(&who, Some(ask.filter.side))?;
    super::of_customers("nps", None, &ask.filter)?;
    let page = ask.page.page();
    let asking = state.questions.of(&who);
    let found = asking.over(ANY, ask.filter, move |about, parts, work| {
        let dictionary = about.dictionary();
        let survey = ask.survey.as_ref().map(|name| code(dictionary, Label::Touchpoint, name)).transpose()?;
        let surveys = Surveys::of(dictionary);
        let people = about.each_person(parts, work, |found: &mut Vec<_>, somebody| {
            let rows = &somebody.sorted.rows;
            let invitations = surveys.invitations(somebody).into_iter();
            let mut of = invitations.filter(|(row, answered)| {
                *answered == ask.answered && survey.is_none_or(|survey| rows.label(Label::Touchpoint)[*row] == survey)
            });
            if let Some((row, _)) = of.next_back() {
                found.push((rows.time[row], rows.position[row], somebody.person));
            }
        })?;
        Ok(newest(people.concat(), page))
    });
    let found = found.await?;
    Ok(Json(shown(&state.people, &who, sight, "scores.responses.people", found).await?))
}
