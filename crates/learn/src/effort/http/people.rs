//! The people behind the figures of effort.

use axum::extract::State;
use kernel::Timestamp;
use know::profiles::Side;
use know::profiles::http::people::WirePerson;
use serde::Deserialize;
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Problem, Result};

use super::super::model::Passage;
use super::super::people::{Figure, people};
use super::super::totals::week;
use super::EffortState;
use crate::By;
use crate::behind::{WirePage, shown};
use crate::index::{Code, Dictionary, Label};
use crate::questions::between;

/// The people behind a figure of effort.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskEffortPeople {
    /// Contacts from when on, RFC 3339.
    from: Option<String>,
    /// Until when, not included, RFC 3339.
    until: Option<String>,
    /// The side: `customer` (unless told) or `employee`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    side: Side,
    /// The figure.
    figure: WireFigure,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

/// A figure of effort. Names are those that interactions carry; an empty one stands for those that have none.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum WireFigure {
    /// Contacts of episodes with a name: with a department, at a touchpoint.
    Contacts {
        /// By what contacts are called; touchpoint unless told.
        #[serde(default)]
        by: By,
        /// The name.
        name: String,
    },
    /// Those in which something was asked again.
    AskedAgain {
        /// By what contacts are called; touchpoint unless told.
        #[serde(default)]
        by: By,
        /// The name.
        name: String,
    },
    /// Episodes whose last contact of the time was in a week.
    Ended {
        /// Any moment of the week, RFC 3339. Weeks begin on Mondays, at midnight UTC.
        week: String,
    },
    /// Passages of episodes from one department to another.
    Transfers {
        /// The department of the contact before.
        from: String,
        /// The department of the next one.
        to: String,
        /// How it passed; in any way unless told.
        how: Option<WirePassage>,
    },
}

/// How an episode passed from one department to another.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum WirePassage {
    /// The next department asked nothing again.
    Warm,
    /// The next department asked again for what had been told.
    Cold,
    /// It could not be observed what the next department asked.
    Unknown,
}

impl WireFigure {
    fn figure(&self, dictionary: &Dictionary) -> Result<Figure> {
        Ok(match self {
            WireFigure::Contacts { by, name } => {
                let label = Label::from(*by);
                Figure::Contacts(label, code(dictionary, label, name)?)
            }
            WireFigure::AskedAgain { by, name } => {
                let label = Label::from(*by);
                Figure::AskedAgain(label, code(dictionary, label, name)?)
            }
            WireFigure::Ended { week: moment } => {
                let at = Timestamp::parse(moment);
                Figure::Ended(week(at.map_err(|error| Problem::bad_request(format!("`week`: {error}")))?.0))
            }
            WireFigure::Transfers { from, to, how } => Figure::Transfers {
                from: code(dictionary, Label::Department, from)?,
                to: code(dictionary, Label::Department, to)?,
                how: how.map(|how| match how {
                    WirePassage::Warm => Passage::Warm,
                    WirePassage::Cold => Passage::Cold,
                    WirePassage::Unknown => Passage::Unknown,
                }),
            },
        })
    }
}

/// The number of a name; 0 for the empty one.
fn code(dictionary: &Dictionary, label: Label, name: &str) -> Result<Code> {
    let found = if name.is_empty() { Some(0) } else { dictionary.names(label).find(name) };
    found.ok_or_else(|| {
        let what = label.as_str();
        Problem::bad_request(format!("no interaction has the {what} {name:?}: write it as interactions do"))
    })
}

/// The people behind a figure of the silo map or of what episodes cost altogether, those of whom it was true last first.
#[utoipa::path(post, path = "/api/v1/effort/people", request_body = AskEffortPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_effort_people(
    State(state): State<EffortState>,
    who: Principal,
    Json(ask): Json<AskEffortPeople>,
) -> Result<Json<List<WirePerson>>> {
    let sight = state.people.sight(&who, Some(ask.side))?;
    let (from, until) = between(ask.from.as_deref(), ask.until.as_deref())?;
    let times = (from.unwrap_or(i64::MIN), until.unwrap_or(i64::MAX));
    let found = state.questions.ask(move |snapshot, work| {
        let figure = ask.figure.figure(&snapshot.dictionary)?;
        Ok(people(&snapshot, (ask.side, figure), times, ask.page.page(), work)?)
    });
    let found = found.await?;
    Ok(Json(shown(&state.people, &who, sight, "effort.people", found).await?))
}
