//! Funnels over HTTP.

use axum::extract::State;
use know::profiles::Side;
use know::profiles::http::people::WirePerson;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Problem, Result};

use super::JourneysState;
use super::asking::{About, WirePage};
use super::filter::{Filter, codes};
use crate::By;
use crate::journeys::{self, AtStep, Exclusion, Funnel, Labels, Order, Window};
use crate::questions::{Asking, Question};
use crate::shown::{WireShare, WireSpread};

/// How many people take these steps in this order within a window.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskFunnel {
    /// By what interactions are called.
    #[serde(default)]
    by: By,
    /// Which interactions count.
    #[serde(default)]
    filter: Filter,
    /// The steps: of each the names of which any is the step.
    steps: Vec<Vec<String>>,
    /// How long it may take from the first step to the last, in milliseconds; the end belongs to it.
    window: i64,
    /// Whether the window is from step to step rather than from the first one.
    #[serde(default)]
    window_from_previous: bool,
    /// Whether nothing else may come between.
    #[serde(default)]
    strict: bool,
    /// What must not come between.
    #[serde(default)]
    exclusions: Vec<WireExclusion>,
}

/// What must not come between two steps.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WireExclusion {
    /// The names.
    names: Vec<String>,
    /// From behind this step on, from 0.
    after: usize,
    /// Until this step.
    before: usize,
}

/// How far people got.
#[derive(Serialize, ToSchema)]
pub(super) struct WireFunnel {
    steps: Vec<WireFunnelStep>,
}

/// People who reached a step.
#[derive(Serialize, ToSchema)]
struct WireFunnelStep {
    /// The names of the step.
    names: Vec<String>,
    /// Out of those who began.
    from_start: WireShare,
    /// Out of those who reached the step before.
    from_previous: WireShare,
    /// Milliseconds from the step before.
    time: Option<WireSpread>,
}

/// The people who got to a step of a funnel.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskFunnelPeople {
    /// The funnel.
    funnel: AskFunnel,
    /// The step, from 0.
    step: usize,
    /// Whether only those who got no further are meant.
    #[serde(default)]
    stopped: bool,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

impl AskFunnel {
    fn funnel(&self, about: &About) -> Result<Funnel> {
        let labels = |names: &[String]| -> Result<Labels> {
            Ok(codes(about.dictionary(), about.label, names)?.into_iter().collect())
        };
        let exclusion = |one: &WireExclusion| -> Result<Exclusion> {
            Ok(Exclusion { labels: labels(&one.names)?, after: one.after, before: one.before })
        };
        Ok(Funnel {
            steps: self.steps.iter().map(|names| labels(names)).collect::<Result<_>>()?,
            window: if self.window_from_previous {
                Window::FromPrevious(self.window)
            } else {
                Window::FromStart(self.window)
            },
            order: if self.strict { Order::Strict } else { Order::Loose },
            exclusions: self.exclusions.iter().map(exclusion).collect::<Result<_>>()?,
        })
    }
}

impl Question for AskFunnel {
    type Answer = WireFunnel;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireFunnel> {
        let names = self.steps.clone();
        let steps = asking.over(self.by, self.filter.clone(), move |about, parts, work| {
            journeys::funnel(parts, &self.funnel(about)?, work).map_err(Problem::from)
        });
        let steps = steps.await?.into_iter().zip(names).map(|(step, names)| WireFunnelStep {
            names,
            from_start: step.from_start.into(),
            from_previous: step.from_previous.into(),
            time: step.time.map(WireSpread::from),
        });
        Ok(WireFunnel { steps: steps.collect() })
    }
}

/// How far people get on a way of several steps, with the time between.
#[utoipa::path(post, path = "/api/v1/journeys/funnel", request_body = AskFunnel,
    responses((status = 200, body = WireFunnel)))]
pub(super) async fn ask_funnel(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskFunnel>,
) -> Result<Json<WireFunnel>> {
    state.answer(&who, ask).await
}

/// The people who got to a step of a funnel, or to it and no further.
#[utoipa::path(post, path = "/api/v1/journeys/funnel/people", request_body = AskFunnelPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_funnel_people(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskFunnelPeople>,
) -> Result<Json<List<WirePerson>>> {
    let at = if ask.stopped { AtStep::Stopped(ask.step) } else { AtStep::Reached(ask.step) };
    let (funnel, page) = (ask.funnel, ask.page.page());
    let people = state.open(&who, funnel.by, funnel.filter.clone(), move |about, parts, work| {
        Ok(journeys::funnel_people(parts, &funnel.funnel(about)?, at, page, work)?)
    });
    Ok(Json(people.await?))
}
