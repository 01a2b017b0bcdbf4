//! What Throughline is compared with, measured in the same run on the same events.

pub(crate) mod axum;
mod database;
pub(crate) mod events;
pub(crate) mod pipeline;
pub(crate) mod postgres;
pub(crate) mod serve;
pub(crate) mod sqlite;
pub(crate) mod wire;

use std::fmt;

use crate::marks::{Marks, as_f64};

/// The result of a writer that is measured without HTTP.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) events: u64,
    pub(crate) seconds: f64,
    /// Processor seconds, those of the database's processes with them when they are known.
    pub(crate) cpu: Option<f64>,
    pub(crate) marks: Marks,
}

impl Written {
    /// Events a second.
    pub(crate) fn rate(&self) -> f64 {
        as_f64(self.events) / self.seconds.max(1e-9)
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} events in {:.1} s: {:.0}/s", self.events, self.seconds, self.rate())?;
        match self.cpu {
            Some(cpu) => write!(f, " ({:.0} a processor second)", as_f64(self.events) / cpu.max(1e-9)),
            None => Ok(()),
        }
    }
}
