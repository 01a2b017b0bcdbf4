//! Feedback: people are asked, and what they answer is an interaction of theirs like any other.

pub mod invitations;
pub mod responses;
pub mod surveys;
pub mod waves;
pub mod widget;

use std::sync::Arc;

use kernel::Clock;
use know::profiles::Profiles;
use store::{Migration, Store};

use crate::ingest::Intake;
use crate::sources::Sources;
use invitations::Invitations;
use responses::Responses;
use surveys::Surveys;
use waves::Waves;

pub(crate) const MIGRATIONS: &[&[Migration]] = &[responses::MIGRATIONS, invitations::MIGRATIONS, waves::MIGRATIONS];

/// Asking and answering in a store. Cheap to clone.
#[derive(Clone)]
pub struct Feedback {
    /// What is asked.
    pub surveys: Surveys,
    /// Who is asked.
    pub invitations: Invitations,
    /// Who is asked without being known.
    pub waves: Waves,
    /// What they answer.
    pub responses: Responses,
}

impl Feedback {
    /// Over what answers come in by.
    #[must_use]
    pub fn new(store: &Store, way_in: (&Intake, &Sources), profiles: &Profiles, clock: Arc<dyn Clock>) -> Feedback {
        let (surveys, invitations) = (Surveys::new(store), Invitations::new(store));
        let waves = Waves::new(store, clock.clone());
        let responses = Responses::new(store, (&surveys, &invitations, &waves), way_in, profiles, clock);
        Feedback { surveys, invitations, waves, responses }
    }
}
