//! Whole ways over HTTP: the most frequent ones, and where they part.

use std::num::NonZeroUsize;

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
use super::filter::{Filter, code, codes};
use crate::By;
use crate::journeys::{self, Cut, FlowSize, InFlow, Occurrence, Shape};
use crate::questions::{Asking, Question};
use crate::shown::WireShare;

/// How many paths are shown at most.
const MOST: usize = 1_000;

/// What of people's lines is their path.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct WireShape {
    /// Only from the first (or last) interaction with this name on; whoever has none has no path.
    after: Option<String>,
    /// Only up to the first (or last) interaction with this name; whoever has none has no path.
    before: Option<String>,
    /// Whether `after` and `before` mean the last interaction with that name rather than the first.
    last: bool,
    /// Whether of several in a row with one name only the first counts.
    collapse: bool,
    /// Only paths that begin with this name.
    starts: Option<String>,
    /// Only paths that end with this name.
    ends: Option<String>,
    /// Only so many steps.
    #[schema(value_type = Option<usize>, minimum = 1)]
    at_most: Option<NonZeroUsize>,
}

impl WireShape {
    fn shape(&self, about: &About) -> Result<Shape> {
        let code = |name: &String| code(about.dictionary(), about.label, name);
        let occurrence = if self.last { Occurrence::Last } else { Occurrence::First };
        let cut = match (&self.after, &self.before) {
            (None, None) => Cut::Whole,
            (Some(after), None) => Cut::After(code(after)?, occurrence),
            (None, Some(before)) => Cut::Before(code(before)?, occurrence),
            _ => return Err(Problem::bad_request("a path is cut `after` a name or `before` one, not both")),
        };
        Ok(Shape {
            cut,
            collapse: self.collapse,
            starts: self.starts.as_ref().map(code).transpose()?,
            ends: self.ends.as_ref().map(code).transpose()?,
            at_most: self.at_most,
        })
    }
}

/// The most frequent whole ways.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskPaths {
    /// By what interactions are called.
    #[serde(default)]
    by: By,
    /// Which interactions count.
    #[serde(default)]
    filter: Filter,
    /// What of people's lines is their path.
    #[serde(default)]
    shape: WireShape,
    /// How many, the most frequent first, 1 to 1000; 100 unless told.
    limit: Option<usize>,
}

/// The ways that people go.
#[derive(Serialize, ToSchema)]
pub(super) struct WirePaths {
    /// How many people have a path.
    people: u64,
    /// How many different paths there are.
    total: u64,
    /// The most frequent ones.
    paths: Vec<WirePath>,
}

/// A way that people go.
#[derive(Serialize, ToSchema)]
struct WirePath {
    steps: Vec<String>,
    /// Out of all who have a path.
    people: WireShare,
}

/// The people who go one way.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskPathsPeople {
    /// Of which paths it is one.
    paths: AskPaths,
    /// Its steps.
    steps: Vec<String>,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

impl Question for AskPaths {
    type Answer = WirePaths;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WirePaths> {
        let limit = self.limit.unwrap_or(100).clamp(1, MOST);
        let answer = asking.over(self.by, self.filter.clone(), move |about, parts, work| {
            let found = journeys::variants(parts, &self.shape.shape(about)?, limit, work)?;
            let path = |one: journeys::Variant| WirePath {
                steps: one.labels.iter().map(|label| about.name(*label)).collect(),
                people: one.people.into(),
            };
            let paths = found.top.into_iter().map(path).collect();
            Ok(WirePaths { people: found.people, total: found.distinct, paths })
        });
        answer.await
    }
}

/// The most frequent whole ways that people go.
#[utoipa::path(post, path = "/api/v1/journeys/paths", request_body = AskPaths,
    responses((status = 200, body = WirePaths)))]
pub(super) async fn ask_paths(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskPaths>,
) -> Result<Json<WirePaths>> {
    state.answer(&who, ask).await
}

/// The people who go one way.
#[utoipa::path(post, path = "/api/v1/journeys/paths/people", request_body = AskPathsPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_paths_people(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskPathsPeople>,
) -> Result<Json<List<WirePerson>>> {
    let page = ask.page.page();
    let people = state.open(&who, ask.paths.by, ask.paths.filter.clone(), move |about, parts, work| {
        let steps = codes(about.dictionary(), about.label, &ask.steps)?;
        Ok(journeys::variants_people(parts, &ask.paths.shape.shape(about)?, &steps, page, work)?)
    });
    Ok(Json(people.await?))
}

/// Where ways part, level by level.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskFlow {
    /// By what interactions are called.
    #[serde(default)]
    by: By,
    /// Which interactions count.
    #[serde(default)]
    filter: Filter,
    /// What of people's lines is their path.
    #[serde(default)]
    shape: WireShape,
    /// How many steps deep, 1 to 64; 5 unless told.
    depth: Option<usize>,
    /// How many names a depth, 1 to 255; 8 unless told. The rest is one node.
    width: Option<usize>,
}

impl AskFlow {
    fn size(&self) -> FlowSize {
        FlowSize { depth: self.depth.unwrap_or(5), width: self.width.unwrap_or(8) }
    }
}

/// The tree of ways. A name that is absent stands for all that are not among the most frequent of their depth.
#[derive(Serialize, ToSchema)]
pub(super) struct WireFlow {
    nodes: Vec<WireFlowNode>,
    links: Vec<WireFlowLink>,
}

/// People whose step at a depth has a name.
#[derive(Serialize, ToSchema)]
struct WireFlowNode {
    /// From 0. Where paths are cut before a name, it is at depth 0 and depth goes back in time.
    depth: usize,
    name: Option<String>,
    people: u64,
    /// How many of them have no further step.
    ended: u64,
}

/// People who go from a node to one a step deeper.
#[derive(Serialize, ToSchema)]
struct WireFlowLink {
    /// The depth of the node that they come from.
    depth: usize,
    from: Option<String>,
    to: Option<String>,
    people: u64,
}

/// The people at a node of the tree, or with `to` on a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskFlowPeople {
    /// The tree.
    flow: AskFlow,
    /// The depth of the node.
    depth: usize,
    /// Its name; absent for the node of all that are not among the most frequent of the depth.
    name: Option<String>,
    /// The name of the node a step deeper to which they go.
    to: Option<String>,
    /// Whether they go to the node of all that are not among the most frequent there, in place of `to`.
    #[serde(default)]
    to_others: bool,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

impl Question for AskFlow {
    type Answer = WireFlow;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireFlow> {
        let size = self.size();
        let answer = asking.over(self.by, self.filter.clone(), move |about, parts, work| {
            let found = journeys::flow(parts, &self.shape.shape(about)?, size, work)?;
            let name = |label: Option<u16>| label.map(|label| about.name(label));
            let node = |one: journeys::FlowNode| WireFlowNode {
                depth: one.depth,
                name: name(one.label),
                people: one.people,
                ended: one.ended,
            };
            let link = |one: journeys::FlowLink| WireFlowLink {
                depth: one.depth,
                from: name(one.from),
                to: name(one.to),
                people: one.people,
            };
            Ok(WireFlow {
                nodes: found.nodes.into_iter().map(node).collect(),
                links: found.links.into_iter().map(link).collect(),
            })
        });
        answer.await
    }
}

/// Where the ways of people part: how many stand where at each depth, and where they go.
#[utoipa::path(post, path = "/api/v1/journeys/flow", request_body = AskFlow,
    responses((status = 200, body = WireFlow)))]
pub(super) async fn ask_flow(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskFlow>,
) -> Result<Json<WireFlow>> {
    state.answer(&who, ask).await
}

/// The people at a node or on a link of the tree of ways.
#[utoipa::path(post, path = "/api/v1/journeys/flow/people", request_body = AskFlowPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_flow_people(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskFlowPeople>,
) -> Result<Json<List<WirePerson>>> {
    let page = ask.page.page();
    let people = state.open(&who, ask.flow.by, ask.flow.filter.clone(), move |about, parts, work| {
        let code =
            |name: &Option<String>| name.as_ref().map(|name| code(about.dictionary(), about.label, name)).transpose();
        let (depth, label) = (ask.depth, code(&ask.name)?);
        let wanted = match (&ask.to, ask.to_others) {
            (None, false) => InFlow::Node { depth, label },
            (to, others) if to.is_none() == others => InFlow::Link { depth, from: label, to: code(to)? },
            _ => return Err(Problem::bad_request("they go `to` a name or `to_others`, not both")),
        };
        Ok(journeys::flow_people(parts, &ask.flow.shape.shape(about)?, ask.flow.size(), wanted, page, work)?)
    });
    Ok(Json(people.await?))
}
