//! Feedback: people are asked, and what they answer is an interaction of theirs like any other.

pub mod asking;
pub mod invitations;
pub mod mails;
pub mod messages;
pub mod replies;
pub mod responses;
pub mod surveys;
pub mod triggers;
pub mod waves;
pub mod widget;

use std::sync::Arc;

use kernel::Clock;
use know::privacy::Purposes;
use know::profiles::Profiles;
use store::{Migration, Store};

use crate::ingest::Intake;
use crate::mails::Post;
use crate::sources::Sources;
use asking::Asking;
use invitations::Invitations;
use mails::Mails;
use replies::Replies;
use responses::Responses;
use surveys::Surveys;
use triggers::Triggers;
use waves::Waves;

pub(crate) const MIGRATIONS: &[&[Migration]] = &[
    responses::MIGRATIONS,
    invitations::MIGRATIONS,
    waves::MIGRATIONS,
    asking::MIGRATIONS,
    mails::MIGRATIONS,
    triggers::MIGRATIONS,
    replies::MIGRATIONS,
    messages::MIGRATIONS,
];

/// Asking and answering in a store. Cheap to clone.
#[derive(Clone)]
pub struct Feedback {
    /// What is asked.
    pub surveys: Surveys,
    /// Who is asked.
    pub asking: Asking,
    /// Who was.
    pub invitations: Invitations,
    /// Who is asked without being known.
    pub waves: Waves,
    /// What they answer.
    pub responses: Responses,
    /// What they answer to a message itself.
    pub replies: Replies,
    /// What they are sent; nothing where there is no mail server.
    pub mails: Option<Mails>,
    /// After what they are; nothing where there is no mail server.
    pub triggers: Option<Triggers>,
    clock: Arc<dyn Clock>,
}

impl Feedback {
    /// Over what answers come in by.
    #[must_use]
    pub fn new(
        store: &Store,
        way_in: (&Intake, &Sources),
        (profiles, purposes): (&Profiles, &Purposes),
        clock: Arc<dyn Clock>,
    ) -> Feedback {
        let (surveys, invitations) = (Surveys::new(store), Invitations::new(store));
        let asking = Asking::new(store, profiles.people(), purposes);
        let waves = Waves::new(store, clock.clone());
        let responses = Responses::new(store, (&surveys, &invitations, &waves), way_in, profiles, clock.clone());
        let replies = Replies::new(store, (&invitations, &responses), clock.clone());
        Feedback { surveys, asking, invitations, waves, responses, replies, mails: None, triggers: None, clock }
    }

    /// The same with a mail server.
    #[must_use]
    pub fn with_mails(self, store: &Store, post: Arc<Post>, profiles: &Profiles) -> Feedback {
        let with = (&self.surveys, &self.asking, &self.responses);
        let mails = Mails::new(store, with, post, self.clock.clone());
        let (followed, by) = ((profiles.tail(), profiles.people()), (&self.surveys, &self.asking));
        let triggers = Triggers::new(store, followed, by, self.clock.clone());
        Feedback { mails: Some(mails), triggers: Some(triggers), ..self }
    }

    /// Takes in what people left before its end a day ago, and forgets what is over for long. Says whether there was
    /// anything to take in. Blocks; must be called within a tokio runtime, not on its workers.
    ///
    /// # Errors
    /// What the database says, or that intake is closed.
    pub fn tidy(&self) -> store::Result<bool> {
        self.asking.forget_old(self.clock.now())?;
        self.replies.forget_old()?;
        self.responses.take_in_left()
    }
}
