//! The order of a report's measurements: what is compared runs close together.

use super::figures::{Figures, Pair, failed, outcome};
use super::settings::{Group, Settings};
use super::throughline::Throughline;
use super::yardsticks::Served;
use super::{cluster, import, intake, yardsticks};

/// Measures everything that was asked for.
pub(super) fn measure(settings: &Settings) -> Figures {
    let mut figures = Figures::none();
    if settings.has(Group::Intake) {
        measure_intake(settings, &mut figures);
    }
    if settings.has(Group::Sustained) {
        measure_sustained(settings, &mut figures);
    }
    if settings.has(Group::Import) {
        figures.jsonl = outcome("import of JSON Lines", || import::jsonl(settings));
        figures.csv = outcome("import of CSV", || import::csv(settings));
    }
    if settings.has(Group::Postgres) {
        measure_postgres(settings, &mut figures);
    }
    figures
}

fn measure_intake(settings: &Settings, figures: &mut Figures) {
    figures.sqlite = outcome("yardstick: naive SQLite writer", || yardsticks::sqlite(settings));
    figures.postgres = outcome("yardstick: PostgreSQL with UNNEST", || yardsticks::postgres(settings));
    match intake::warmed(settings, None) {
        Ok(server) => {
            figures.batches = outcome("batches of 100", || intake::batches(settings, &server));
            figures.axum_single = outcome("yardstick: axum, one event a request", || yardsticks::axum(settings));
            figures.single = outcome("one event a request", || intake::single(settings, &server));
        }
        Err(error) => {
            figures.batches = outcome("batches of 100", || Err(anyhow::anyhow!("{error:#}")));
            figures.axum_single = outcome("yardstick: axum, one event a request", || yardsticks::axum(settings));
            figures.single = failed(&error);
        }
    }
}

fn measure_sustained(settings: &Settings, figures: &mut Figures) {
    let mut server = match Throughline::start(settings, None) {
        Ok(server) => server,
        Err(error) => {
            figures.sustained = outcome("from empty to the full size", || Err(anyhow::anyhow!("{error:#}")));
            (figures.beside, figures.full) = (failed(&error), failed(&error));
            return;
        }
    };
    figures.sustained = outcome("from empty to the full size", || intake::sustained(settings, &server));
    let stored = figures.sustained.as_ref().map_or(0, |summary| summary.events);
    figures.full = outcome("size on disk and start", || intake::full(&mut server, stored));
    figures.beside = outcome("people asked for beside the intake", || intake::beside(settings, &server));
}

fn measure_postgres(settings: &Settings, figures: &mut Figures) {
    figures.by_hand = match by_hand(settings) {
        Ok(pair) => pair,
        Err(error) => Pair::failed(&error),
    };
    figures.on_postgres = match on_postgres(settings) {
        Ok(pair) => pair,
        Err(error) => Pair::failed(&error),
    };
}

fn by_hand(settings: &Settings) -> anyhow::Result<Pair> {
    println!("\n== yardstick: the pipeline by hand on PostgreSQL");
    let cluster = cluster::Cluster::start(settings)?;
    let served = Served::pipeline(cluster.url())?;
    served.warm(settings)?;
    Ok(Pair {
        batches: outcome("by hand, batches of 100", || served.batches(settings)),
        single: outcome("by hand, one event a request", || served.single(settings.sizes.limit(), settings)),
    })
}

fn on_postgres(settings: &Settings) -> anyhow::Result<Pair> {
    println!("\n== the server on PostgreSQL");
    let cluster = cluster::Cluster::start(settings)?;
    let server = intake::warmed(settings, Some(cluster.url()))?;
    Ok(Pair {
        batches: outcome("on PostgreSQL, batches of 100", || intake::batches(settings, &server)),
        single: outcome("on PostgreSQL, one event a request", || intake::single(settings, &server)),
    })
}
