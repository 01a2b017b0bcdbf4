//! The lake of a store, with what it needs to know of the other rooms.

use std::sync::Arc;
use std::time::Duration;

use ::lake::{Lake, Naming, Place, PublicNames, Settings};
use anyhow::{Context as _, Result};
use kernel::{Clock, Kind};
use know::organisation::Organisation;
use know::profiles::Profiles;
use learn::Questions;
use learn::sql::{Places, Whoever};
use listen::sources::Sources;
use store::{Location, Store};

use crate::config::Config;

/// The name of the lake's directory in a data directory.
const LAKE: &str = "lake";

/// After how many seconds few rows become a segment too, unless told.
const LAKE_DELAY: u64 = 60;

/// Opens the lake where there is a place for its segments.
pub(crate) fn open(
    config: &Config,
    location: &Location,
    store: &Store,
    (profiles, organisation, sources, questions): (&Profiles, &Organisation, &Sources, &Questions),
    clock: &Arc<dyn Clock>,
) -> Result<Option<Lake>> {
    let beside = match location {
        Location::Directory(directory) => Some(directory.join(LAKE)),
        Location::Postgres(_) => None,
    };
    let configured = config.lake.as_deref().map(Place::parse);
    let Some(place) = configured.or_else(|| beside.clone().map(Place::Directory)) else { return Ok(None) };
    let (known, ids) = (sources.clone(), store.secrets.ids.clone());
    let id_of = move |kind| -> Naming {
        let ids = ids.clone();
        Arc::new(move |number| ids.encode(kind, number))
    };
    let registry = Places { profiles: profiles.clone(), organisation: organisation.clone(), clock: clock.clone() };
    let settings = Settings {
        names: PublicNames { person: id_of(Kind::Person), interaction: id_of(Kind::Interaction) },
        registry: Arc::new(registry),
        functions: learn::sql::functions(questions),
        place,
        temp: beside.unwrap_or_else(|| std::env::temp_dir().join("throughline-lake")).join("tmp"),
        people: Arc::new(Whoever::new(store, profiles.people().clone())),
        sources: Arc::new(move |number| {
            known.known(number).map_or_else(|| number.0.to_string(), |source| source.name.clone())
        }),
        clock: clock.clone(),
        delay: Duration::from_secs(config.lake_delay_seconds.unwrap_or(LAKE_DELAY)),
        limits: config.sql.limits(),
    };
    Ok(Some(Lake::open(store, settings).context("opening the lake")?))
}
