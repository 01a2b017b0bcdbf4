//! The composition: a store, what keeps it up to date, and the routes over it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use ::lake::{Compactor, Lake};
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
use learn::sql::Queries;
use listen::ingest::dropped::DroppedEvents;
use listen::ingest::{Intake, SeenFold};
use listen::sources::Sources;
use listen::tcf::Tcf;
use store::journal::Tail;
use store::journal::fold::{Fold, Folding};
use store::runs::{Runs, merge};
use store::{Db, Location, Store};
use web::access::oidc::Oidc;
use web::access::sessions::Sessions;
use web::access::users::Users;
use web::address::Network;
use web::{Access, Audit};

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
    pub(crate) intake: Intake,
    pub(crate) erasures: Erasures,
    pub(crate) retention: Retention,
    /// On PostgreSQL only where it is said where its segments are.
    pub(crate) lake: Option<Lake>,
    /// What is asked of it just now.
    pub(crate) queries: Queries,
    pub(crate) location: Location,
    /// Held while a backup is made.
    pub(crate) backups: Arc<tokio::sync::Mutex<()>>,
    pub(crate) trusted_proxies: Arc<[Network]>,
    /// Connections that are open.
    pub(crate) connections: Arc<AtomicU64>,
    background: Arc<Background>,
}

/// What runs beside the requests.
struct Background {
    folding: parking_lot::Mutex<Option<Folding>>,
    merging: parking_lot::Mutex<Option<std::thread::JoinHandle<()>>>,
    erasing: parking_lot::Mutex<Option<std::thread::JoinHandle<()>>>,
    retaining: parking_lot::Mutex<Option<std::thread::JoinHandle<()>>>,
    compactor: parking_lot::Mutex<Option<Compactor>>,
    stop: Arc<AtomicBool>,
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
        let folds: Vec<Box<dyn Fold>> = vec![
            Box::new(SeenFold::new(intake.seen(), clock.clone())),
            Box::new(ProfilesFold::new(&profiles, clock.clone())),
            Box::new(AccountsFold::new(&accounts, clock.clone())),
        ];
        if matches!(store.folds, Db::Sqlite(_)) {
            merge::give_up_unfinished(&store.folds)?;
        }
        let folding = Folding::start(&store, tail, folds)?;
        let stop = Arc::new(AtomicBool::new(false));
        let indexes = [profiles.runs().to_vec(), accounts.runs().to_vec(), vec![intake.seen().runs()]].concat();
        let merging = start_merging(&store, indexes, clock.clone(), stop.clone())?;
        let audit = Audit::new(&store, clock.clone());
        let sources = Sources::load(&store, clock.clone())?;
        let lake = crate::lake::open(config, &location, &store, (&profiles, &organisation, &sources), &clock)?;
        let mut holders: Vec<Arc<dyn HoldsPersonal>> = vec![
            Arc::new(AccountsHolder::new(&accounts, clock.clone())),
            Arc::new(DroppedEvents(store.truth.clone())),
            Arc::new(audit.clone()),
        ];
        holders.extend(lake.clone().map(|lake| Arc::new(lake) as Arc<dyn HoldsPersonal>));
        let known = sources.clone();
        let names = Arc::new(move |number| known.known(number).map_or_else(String::new, |source| source.name.clone()));
        let erasures =
            Erasures::new(&store, &profiles, clock.clone(), erasures_file(config, &location), names, holders);
        let erasing = start_erasing(erasures.clone(), stop.clone())?;
        let known = sources.clone();
        let known = move || {
            let source =
                |one: listen::sources::Source| KnownSource { number: one.number, name: one.name, purpose: one.purpose };
            Ok(known.list_blocking()?.into_iter().map(source).collect())
        };
        let retention = Retention::new(&erasures, Arc::new(known));
        let retaining = start_retaining(retention.clone(), stop.clone())?;
        let compactor = lake.as_ref().map(Compactor::start).transpose().context("starting the lake")?;
        let background = Background {
            compactor: parking_lot::Mutex::new(compactor),
            retaining: parking_lot::Mutex::new(Some(retaining)),
            erasing: parking_lot::Mutex::new(Some(erasing)),
            folding: parking_lot::Mutex::new(Some(folding)),
            merging: parking_lot::Mutex::new(Some(merging)),
            stop,
        };
        let users = Users::new(&store, clock.clone());
        let sessions = Sessions::new(&store, clock.clone(), users.clone(), config.sign_in.clone());
        let oidc = config.oidc.clone();
        let oidc = oidc.map(|oidc| Oidc::new(&store, clock.clone(), sessions.clone(), oidc));
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
            store,
            clock,
            people,
            profiles,
            accounts,
            organisation,
            purposes,
            intake,
            erasures,
            retention,
            lake,
            queries: Queries::default(),
            location,
            backups: Arc::default(),
            connections: Arc::default(),
            trusted_proxies: config.trusted_proxies.clone().into(),
            background: Arc::new(background),
        })
    }

    /// Finishes what was acknowledged and closes the store. Blocks.
    pub(crate) fn close(&self) {
        self.intake.stop();
        self.background.stop.store(true, Ordering::SeqCst);
        if let Some(erasing) = self.background.erasing.lock().take() {
            erasing.thread().unpark();
            // A panic has been printed; what was not destroyed is destroyed after the next start.
            let _ = erasing.join();
        }
        if let Some(retaining) = self.background.retaining.lock().take() {
            self.retention.wake();
            // A panic has been printed; what was begun is finished after the next start.
            let _ = retaining.join();
        }
        drop(self.background.compactor.lock().take());
        drop(self.background.folding.lock().take());
        if let Some(merging) = self.background.merging.lock().take() {
            merging.thread().unpark();
            // A panic while merging has been printed; the merge is done again at the next start.
            let _ = merging.join();
        }
        self.store.close();
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

/// The steps of the slices' tables in the truth.
pub(crate) fn truth_steps() -> Vec<&'static [store::Migration]> {
    let slices = [web::MIGRATIONS, know::MIGRATIONS, listen::MIGRATIONS, backup::MIGRATIONS];
    slices.into_iter().flatten().copied().collect()
}

/// How long merging rests when nothing is due.
const REST: Duration = Duration::from_millis(500);

/// Starts the thread that merges runs and clears away those that were replaced.
fn start_merging(
    store: &Store,
    indexes: Vec<Arc<Runs>>,
    clock: Arc<dyn Clock>,
    stop: Arc<AtomicBool>,
) -> Result<std::thread::JoinHandle<()>> {
    let folds = store.folds.clone();
    let work = move || {
        store::yield_to_others();
        let stopping = || stop.load(Ordering::SeqCst);
        while !stopping() {
            let mut busy = false;
            for index in &indexes {
                busy |= done(index.merge_due(&folds, clock.now(), &stopping));
            }
            busy |= done(merge::clear_replaced(&folds, clock.now()));
            if !busy {
                std::thread::park_timeout(REST);
            }
        }
    };
    Ok(std::thread::Builder::new().name("merging".to_owned()).spawn(work)?)
}

/// How long erasing rests between two looks for what is hidden.
const BETWEEN_LOOKS: Duration = Duration::from_secs(30);

/// Starts the thread that destroys what is hidden.
fn start_erasing(erasures: Erasures, stop: Arc<AtomicBool>) -> Result<std::thread::JoinHandle<()>> {
    let work = move || {
        store::yield_to_others();
        while !stop.load(Ordering::SeqCst) {
            if let Err(error) = erasures.destroy_due() {
                tracing::error!(%error, "erased people could not be destroyed yet; it is tried again");
            }
            std::thread::park_timeout(BETWEEN_LOOKS);
        }
    };
    Ok(std::thread::Builder::new().name("erasing".to_owned()).spawn(work)?)
}

/// Starts the thread that destroys what has been kept as long as it may be.
fn start_retaining(retention: Retention, stop: Arc<AtomicBool>) -> Result<std::thread::JoinHandle<()>> {
    let work = move || {
        store::yield_to_others();
        let stopping = || stop.load(Ordering::SeqCst);
        while !stopping() {
            match retention.work(&stopping) {
                Err(error) if !stopping() => tracing::error!(%error, "retention could not finish; it is tried again"),
                _ => {}
            }
            if !stopping() {
                retention.rest(BETWEEN_LOOKS);
            }
        }
    };
    Ok(std::thread::Builder::new().name("retention".to_owned()).spawn(work)?)
}

fn done(result: store::Result<bool>) -> bool {
    result.unwrap_or_else(|error| {
        tracing::error!(%error, "merging failed; it is tried again");
        false
    })
}
