//! The composition: a store, what keeps it up to date, and the routes over it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::thread::JoinHandle;

use ::lake::Lake;
use act::alerts::Alerts;
use act::webhooks::Webhooks;
use anyhow::{Context as _, Result};
use kernel::{Clock, HoldsPersonal, SystemClock};
use know::accounts::{Accounts, AccountsFold, AccountsHolder};
use know::identity::Namespaces;
use know::organisation::Organisation;
use know::people::People;
use know::privacy::Purposes;
use know::privacy::erasure::{self, Erasures};
use know::privacy::retention::{KnownSource, Retention};
use know::profiles::{Profiles, ProfilesFold};
use learn::Questions;
use learn::index::{Index, IndexHolder};
use learn::readings::{Readings, ReadingsHolder};
use learn::sql::Queries;
use listen::connectors::Connectors;
use listen::feedback::Feedback;
use listen::feedback::messages::Messages;
use listen::feedback::responses::ResponsesHolder;
use listen::ingest::dropped::DroppedEvents;
use listen::ingest::{Intake, SeenFold};
use listen::mails::Post;
use listen::needs::NeedsHolder;
use listen::notes::NotesHolder;
use listen::sources::Sources;
use listen::tcf::Tcf;
use store::journal::Tail;
use store::journal::fold::{Fold, Folding};
use store::runs::merge;
use store::{Db, Location, Store};
use web::access::oidc::Oidc;
use web::access::sessions::Sessions;
use web::access::users::Users;
use web::address::Network;
use web::views::Views;
use web::{Access, Audit};

use crate::background::{self, Background};
use crate::backup;
use crate::config::Config;
use crate::operations;

/// An open store with everything that works on it.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) people: People,
    pub(crate) profiles: Profiles,
    pub(crate) accounts: Accounts,
    pub(crate) organisation: Organisation,
    pub(crate) purposes: Purposes,
    pub(crate) sources: Sources,
    pub(crate) access: Access,
    pub(crate) users: Users,
    pub(crate) sessions: Sessions,
    pub(crate) oidc: Option<Oidc>,
    pub(crate) audit: Audit,
    pub(crate) views: Views,
    pub(crate) intake: Intake,
    pub(crate) feedback: Arc<Feedback>,
    pub(crate) acting: Arc<Acting>,
    pub(crate) ways: Arc<Ways>,
    pub(crate) index: Index,
    /// What is asked of it and of the lake.
    pub(crate) questions: Questions,
    /// On PostgreSQL only where it is said where its segments are.
    pub(crate) lake: Option<Lake>,
    /// What is asked of it just now.
    pub(crate) queries: Queries,
    /// Where PostgreSQL's protocol is spoken, and whether it may be without TLS.
    pub(crate) postgres: (Option<String>, bool),
    pub(crate) erasures: Erasures,
    pub(crate) retention: Retention,
    pub(crate) location: Location,
    /// Held while a backup is made.
    pub(crate) backups: Arc<tokio::sync::Mutex<()>>,
    pub(crate) trusted_proxies: Arc<[Network]>,
    /// Connections that are open.
    pub(crate) connections: Arc<AtomicU64>,
    background: Arc<Background>,
}

/// The ways to and from other servers.
pub(crate) struct Ways {
    /// What fetches from them.
    pub(crate) connectors: Connectors,
    /// What sends messages through them.
    pub(crate) messages: Messages,
}

impl App {
    /// Opens a store and starts what works on it. Blocks; must be called within a tokio runtime, not on its workers.
    pub(crate) fn open(config: &Config) -> Result<App> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let location = config.location()?;
        let folds = [know::FOLD_MIGRATIONS.concat().as_slice(), &[::lake::FOLD_MIGRATIONS]].concat();
        let store = Store::open(&location, &truth_steps(), &folds, clock.now())?;
        let namespaces = Namespaces::new(&config.namespaces, config.phone_region.as_deref())
            .map_err(|error| anyhow::anyhow!("the configuration: {error}"))?;
        let people = People::load(&store, namespaces).context("reading who is who")?;
        let tail = Arc::new(Tail::default());
        let profiles = Profiles::new(&store, people.clone(), tail.clone());
        let accounts = Accounts::new(&profiles);
        let organisation = Organisation::load(&store).context("reading the organisation")?;
        let purposes = Purposes::load(&store).context("reading what data may be used for")?;
        let tcf = Tcf::new(config.tcf.clone(), purposes.clone());
        let intake = Intake::start(
            &store,
            &people,
            organisation.clone(),
            tcf,
            tail.clone(),
            clock.clone(),
            config.limits.clone(),
        )?;
        let folding = fold(&store, &tail, (&intake, &profiles, &accounts), &clock)?;
        let stop = Arc::new(AtomicBool::new(false));
        let indexes = [profiles.runs().to_vec(), accounts.runs().to_vec(), vec![intake.seen().runs()]].concat();
        let sources = Sources::load(&store, clock.clone())?;
        let index = Index::new(&store, tail.clone(), &people, index_directory(&location));
        let readings = Readings::new(&store, tail.clone(), &people, clock.clone());
        let questions = Questions::new(&store, (&index, &readings), (&profiles, &organisation), clock.clone());
        let rooms = (&profiles, &organisation, &sources, &questions);
        let lake = crate::lake::open(config, &location, &store, rooms, &clock)?;
        let questions = questions.with(lake.clone());
        let beside = ((&intake, &sources), (&profiles, &purposes));
        let post = open_post(config)?;
        let feedback = open_feedback(post.clone(), &store, beside, clock.clone());
        let acting = Acting::open(config, &store, (post, &profiles, &organisation), &clock)?;
        let ways = open_ways(config, &store, (&intake, &sources), &feedback, &clock)?;
        let (audit, views) = (Audit::new(&store, clock.clone()), Views::new(&store, clock.clone()));
        let in_lake = in_the_lake(lake.as_ref(), &store, &clock);
        let holders = holders((&index, &readings, &accounts, &audit, &views, &acting), in_lake, &store, &clock);
        let names = names_of(sources.clone());
        let erasures =
            Erasures::new(&store, &profiles, clock.clone(), erasures_file(config, &location), names, holders);
        let retention = Retention::new(&erasures, known_sources(sources.clone()));
        let mut threads = vec![
            background::merging(&store, indexes, clock.clone(), stop.clone())?,
            background::erasing(erasures.clone(), stop.clone())?,
            background::retaining(retention.clone(), stop.clone())?,
            background::indexing(index.clone(), stop.clone())?,
            background::reading(readings.clone(), stop.clone())?,
        ];
        threads.extend(hearing(&feedback, &ways, &acting, &stop)?);
        threads.extend(lake.clone().map(|lake| background::compacting(lake, stop.clone())).transpose()?);
        let users = Users::new(&store, clock.clone()).with(&[listen::notes::leave]);
        let sessions = Sessions::new(&store, clock.clone(), users.clone(), config.sign_in.clone());
        let oidc = config.oidc.clone().map(|oidc| Oidc::new(&store, clock.clone(), sessions.clone(), oidc));
        Ok(App {
            sources,
            access: Access::new(
                &store,
                clock.clone(),
                sessions.clone(),
                &operations::table(),
                config.limits.per_minute(),
            ),
            users,
            sessions,
            oidc,
            audit,
            views,
            store,
            clock,
            people,
            profiles,
            accounts,
            organisation,
            purposes,
            intake,
            feedback,
            acting,
            ways,
            index,
            questions,
            lake,
            queries: Queries::default(),
            postgres: (config.postgres_address.clone(), config.postgres_without_tls),
            erasures,
            retention,
            location,
            backups: Arc::default(),
            connections: Arc::default(),
            trusted_proxies: config.trusted_proxies.clone().into(),
            background: Arc::new(Background::new(folding, threads, stop)),
        })
    }

    /// Finishes what was acknowledged and closes the store. Blocks.
    pub(crate) fn close(&self) {
        self.intake.stop();
        self.background.begin_to_stop();
        self.retention.wake();
        self.background.wait();
        self.store.close();
    }
}

/// What is done about what was heard.
pub(crate) struct Acting {
    pub(crate) alerts: Alerts,
    pub(crate) webhooks: Webhooks,
}

impl Acting {
    fn open(
        config: &Config,
        store: &Store,
        (post, profiles, organisation): (Option<Arc<Post>>, &Profiles, &Organisation),
        clock: &Arc<dyn Clock>,
    ) -> Result<Arc<Acting>> {
        let webhooks = Webhooks::new(store, (post, &config.webhook_networks), clock.clone());
        let webhooks = webhooks.map_err(|said| anyhow::anyhow!("webhooks: {said}"))?;
        let alerts = Alerts::open(store, (profiles, organisation), clock.clone())?;
        Ok(Arc::new(Acting { alerts, webhooks }))
    }
}

/// The threads that ask people and see to what they say.
fn hearing(
    feedback: &Arc<Feedback>,
    ways: &Ways,
    acting: &Acting,
    stop: &Arc<AtomicBool>,
) -> Result<Vec<JoinHandle<()>>> {
    let mut threads = vec![
        background::gathering(feedback.clone(), stop.clone())?,
        background::fetching(ways.connectors.clone(), stop.clone())?,
        background::messaging(ways.messages.clone(), stop.clone())?,
        background::alerting(acting.alerts.clone(), stop.clone())?,
        background::delivering(acting.webhooks.clone(), stop.clone())?,
    ];
    threads.extend(feedback.mails.clone().map(|mails| background::mailing(mails, stop.clone())).transpose()?);
    threads.extend(feedback.triggers.clone().map(|one| background::triggering(one, stop.clone())).transpose()?);
    Ok(threads)
}

/// Starts to fold what comes in.
fn fold(
    store: &Store,
    tail: &Arc<Tail>,
    (intake, profiles, accounts): (&Intake, &Profiles, &Accounts),
    clock: &Arc<dyn Clock>,
) -> Result<Folding> {
    let folds: Vec<Box<dyn Fold>> = vec![
        Box::new(SeenFold::new(intake.seen(), clock.clone())),
        Box::new(ProfilesFold::new(profiles, clock.clone())),
        Box::new(AccountsFold::new(accounts, clock.clone())),
    ];
    if matches!(store.folds, Db::Sqlite(_)) {
        merge::give_up_unfinished(&store.folds)?;
    }
    Ok(Folding::start(store, tail.clone(), folds)?)
}

/// The mail server, where one is configured.
fn open_post(config: &Config) -> Result<Option<Arc<Post>>> {
    let Some((mail, url)) = config.mails()? else { return Ok(None) };
    let post = Post::new(&mail, url).map_err(|said| anyhow::anyhow!("the configuration: {said}"))?;
    Ok(Some(Arc::new(post)))
}

/// Asking and answering, with mails where there is a server for them.
fn open_feedback(
    post: Option<Arc<Post>>,
    store: &Store,
    (way_in, known): ((&Intake, &Sources), (&Profiles, &Purposes)),
    clock: Arc<dyn Clock>,
) -> Arc<Feedback> {
    let feedback = Feedback::new(store, way_in, known, clock);
    Arc::new(match post {
        Some(post) => feedback.with_mails(store, post, known.0),
        None => feedback,
    })
}

/// What fetches from elsewhere, and what sends messages there.
fn open_ways(
    config: &Config,
    store: &Store,
    way_in: (&Intake, &Sources),
    feedback: &Arc<Feedback>,
    clock: &Arc<dyn Clock>,
) -> Result<Arc<Ways>> {
    let networks = config.webhook_networks.as_slice();
    let connectors = Connectors::new(store, way_in, feedback.clone(), networks, clock.clone());
    let to = (networks, config.public_url.as_deref());
    let messages = Messages::new(store, feedback, way_in, to, clock.clone());
    Ok(Arc::new(Ways {
        connectors: connectors.context("preparing to fetch")?,
        messages: messages.context("preparing to send messages")?,
    }))
}

/// The steps of the slices' tables in the truth.
pub(crate) fn truth_steps() -> Vec<&'static [store::Migration]> {
    let slices =
        [web::MIGRATIONS, know::MIGRATIONS, listen::MIGRATIONS, learn::MIGRATIONS, act::MIGRATIONS, backup::MIGRATIONS];
    slices.into_iter().flatten().copied().collect()
}

/// Whoever keeps personal data besides profiles.
fn holders(
    (index, readings, accounts, audit, views, acting): (&Index, &Readings, &Accounts, &Audit, &Views, &Acting),
    in_lake: Arc<dyn HoldsPersonal>,
    store: &Store,
    clock: &Arc<dyn Clock>,
) -> Vec<Arc<dyn HoldsPersonal>> {
    vec![
        Arc::new(IndexHolder(index.clone())),
        Arc::new(ReadingsHolder(readings.clone())),
        Arc::new(AccountsHolder::new(accounts, clock.clone())),
        Arc::new(DroppedEvents(store.truth.clone())),
        Arc::new(audit.clone()),
        Arc::new(ResponsesHolder(store.truth.clone())),
        Arc::new(NotesHolder(store.truth.clone())),
        Arc::new(NeedsHolder(store.truth.clone())),
        Arc::new(views.clone()),
        Arc::new(acting.alerts.clone()),
        Arc::new(acting.webhooks.clone()),
        in_lake,
    ]
}

/// The history in the lake, or what is known of it where another server keeps it.
fn in_the_lake(lake: Option<&Lake>, store: &Store, clock: &Arc<dyn Clock>) -> Arc<dyn HoldsPersonal> {
    match lake {
        Some(lake) => Arc::new(lake.clone()),
        None => Arc::new(::lake::Elsewhere::new(store, clock.clone())),
    }
}

/// Where erasures are written down beside the database.
fn erasures_file(config: &Config, location: &Location) -> Option<PathBuf> {
    match (&config.erasures_file, location) {
        (Some(file), _) => Some(file.clone()),
        (None, Location::Directory(directory)) => Some(directory.join(erasure::FILE)),
        (None, Location::Postgres(_)) => None,
    }
}

/// What the directory of the journey index is called, in the data directory.
const INDEX: &str = "index";

/// Where the journey index lies, beside the database; with PostgreSQL it is kept in memory.
fn index_directory(location: &Location) -> Option<PathBuf> {
    match location {
        Location::Directory(directory) => Some(directory.join(INDEX)),
        Location::Postgres(_) => None,
    }
}

/// What sources are called, as erasures ask for it.
fn names_of(sources: Sources) -> Arc<dyn Fn(kernel::SourceNo) -> String + Send + Sync> {
    Arc::new(move |number| sources.known(number).map_or_else(String::new, |source| source.name.clone()))
}

/// The sources as retention asks for them.
fn known_sources(sources: Sources) -> Arc<dyn Fn() -> store::Result<Vec<KnownSource>> + Send + Sync> {
    let known = |one: listen::sources::Source| KnownSource { number: one.number, name: one.name, purpose: one.purpose };
    Arc::new(move || Ok(sources.list_blocking()?.into_iter().map(known).collect()))
}
