//! The episodes of a person over HTTP.

use axum::extract::State;
use kernel::{Kind, Timestamp};
use know::identity::PersonNo;
use know::profiles::{RegistryKind, Side, Sight};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::extract::{Json, Path, Query};
use web::paging::List;
use web::{Principal, Problem, Result};

use super::super::{ALL, Episode, Meaning, Weights, asked_again, episodes, gather, score};
use super::EffortState;
use crate::index::{Code, Dictionary, Label, Rows, Snapshot, Whose};

/// An episode: the interactions of a person about one matter, and what it cost them.
#[derive(Serialize, ToSchema)]
pub(super) struct WireEpisode {
    /// When it began.
    began: String,
    /// When something of it happened last.
    ended: String,
    /// The interactions, in the order of time.
    interactions: Vec<String>,
    /// The channels of its contacts, in the order in which they were first met.
    channels: Vec<String>,
    /// The departments of its contacts, in the order in which they were first met.
    departments: Vec<String>,
    /// How often the person spoke with the organisation: the spoken contacts of their line.
    contacts: u32,
    /// How often the next contact was over another channel.
    channel_switches: u32,
    /// How often the next contact was with another department.
    transfers: WireTransfers,
    /// How many facts they were asked for although they had told them.
    asked_again: u32,
    /// In how many contacts it could be observed what was asked.
    observable: u32,
    /// How often they had looked for help by themselves.
    looked_for_help: u32,
    /// How many hours it took from the first contact to the last.
    waiting_hours: f64,
    /// The effort score, from 0 to 100; absent for an episode without a contact.
    score: Option<f64>,
    /// How much of the score each part makes, the largest first; those that make none are left out.
    parts: Vec<WireEffortPart>,
}

/// A part of an effort score.
#[derive(Serialize, ToSchema)]
struct WireEffortPart {
    /// The part, as `/api/v1/effort/weights` has it.
    part: &'static str,
    /// How much of the score it makes.
    points: f64,
}

/// Passages of an episode from one department to another.
#[derive(Serialize, ToSchema)]
pub(super) struct WireTransfers {
    /// The next department asked nothing again.
    pub(super) warm: u32,
    /// The next department asked again for what had been told.
    pub(super) cold: u32,
    /// It could not be observed what the next department asked.
    pub(super) unknown: u32,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct OnSide {
    /// The side: `customer` (unless told) or `employee`.
    #[param(value_type = Option<String>)]
    side: Option<Side>,
}

/// The episodes of a person, newest first: their interactions gathered by matter, with what each cost them.
#[utoipa::path(get, path = "/api/v1/people/{id}/episodes", params(("id" = String, Path), OnSide),
    responses((status = 200, body = List<WireEpisode>)))]
pub(super) async fn list_episodes(
    State(state): State<EffortState>,
    who: Principal,
    Path(id): Path<String>,
    Query(of): Query<OnSide>,
) -> Result<Json<List<WireEpisode>>> {
    let (person, sight) = (state.people.number(&id)?, state.people.sight(&who, of.side)?);
    let weights = state.questions.weighed().await?.weights();
    let found = state.questions.look(move |snapshot, profiles| {
        let (rows, gathered) = seen(&snapshot, profiles.today(person)?, &sight)?;
        Some((snapshot.dictionary, rows, gathered))
    });
    let (dictionary, rows, gathered) = found.await?.ok_or_else(|| Problem::not_found("there is no such person"))?;
    state.people.audit.read(&who, "people.episodes", &id).await?;
    let ids = |one: &Episode| -> Vec<String> {
        one.rows.iter().map(|row| state.people.ids.encode(Kind::Interaction, rows.position[*row])).collect()
    };
    let wire = |one: &Episode| WireEpisode::new(one, (&dictionary, &weights), ids(one));
    Ok(Json(List::whole(gathered.iter().rev().map(wire).collect())))
}

/// What a reader sees of a person, with its episodes; nothing where they see nothing.
fn seen(snapshot: &Snapshot, person: PersonNo, sight: &Sight) -> Option<(Rows, Vec<Episode>)> {
    let (sorted, run) = snapshot.find(Whose { side: sight.side, person })?;
    let mut rows = Rows::default();
    for row in sorted.rows_of(run) {
        let part_of = |kind: RegistryKind| {
            let label = match kind {
                RegistryKind::Department => Label::Department,
                RegistryKind::Team => Label::Team,
                RegistryKind::Location => Label::Location,
                RegistryKind::Channel | RegistryKind::Touchpoint => return None,
            };
            let code = sorted.rows.label(label)[row];
            (code != 0).then(|| snapshot.dictionary.names(label).name(code))
        };
        if sight.sees_in(sight.side, part_of) {
            rows.copy(&sorted.rows, row..row + 1);
        }
    }
    let meaning = Meaning::of(&snapshot.dictionary);
    let (numbers, again) = (episodes(&rows, 0..rows.len(), &meaning), asked_again(&rows, 0..rows.len()));
    let gathered = gather(&rows, 0..rows.len(), &numbers, &again, &meaning);
    (!rows.is_empty()).then_some((rows, gathered))
}

impl WireEpisode {
    /// An episode with the ids of its interactions.
    pub(super) fn new(
        one: &Episode,
        (dictionary, weights): (&Dictionary, &Weights),
        interactions: Vec<String>,
    ) -> WireEpisode {
        let names = |label: Label, codes: &[Code]| {
            codes.iter().map(|code| dictionary.names(label).name(*code).to_owned()).collect()
        };
        let effort = one.effort;
        let score = (effort.contacts > 0).then(|| score(&effort, weights));
        let part = |(place, points): (usize, f64)| WireEffortPart { part: ALL[place].name, points };
        let parts = score.into_iter().flat_map(|score| score.parts.into_iter().enumerate());
        let mut parts: Vec<WireEffortPart> = parts.filter(|(_, points)| *points > 0.0).map(part).collect();
        parts.sort_by(|one, other| other.points.total_cmp(&one.points));
        WireEpisode {
            began: Timestamp(one.began).to_string(),
            ended: Timestamp(one.ended).to_string(),
            interactions,
            channels: names(Label::Channel, &one.channels),
            departments: names(Label::Department, &one.departments),
            contacts: effort.contacts,
            channel_switches: effort.channel_switches,
            transfers: effort.transfers.into(),
            asked_again: effort.asked_again,
            observable: effort.observable,
            looked_for_help: effort.looked_for_help,
            #[expect(clippy::cast_precision_loss, reason = "hours are shown, not counted with")]
            waiting_hours: effort.waiting as f64 / kernel::clock::HOUR as f64,
            score: score.map(|score| score.value),
            parts,
        }
    }
}
