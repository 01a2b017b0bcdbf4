//! The places that interactions name, as the lake asks for them: the registry, with what the organisation has on record.

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::Clock;
use know::organisation::{Organisation, UnitKind};
use know::profiles::{Profiles, RegistryKind, Side, Sight};
use lake::{NamedPlace, Registry};

/// The places of a store.
pub struct Places {
    /// What interactions have named.
    pub profiles: Profiles,
    /// What is on record.
    pub organisation: Organisation,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

impl Places {
    fn all(&self, kind: RegistryKind, unit: UnitKind, employees: bool) -> store::Result<Vec<NamedPlace>> {
        let now = self.clock.now();
        self.profiles.catch_up()?;
        let named = self.profiles.registry(kind, &Sight::whole(Side::Customer), employees)?;
        let record = self.organisation.now();
        let on_record = |name: String| {
            let belongs = record.units.belongs(unit, &name, now).unwrap_or_default();
            let text = |text: Option<&str>| text.map(str::to_owned);
            let moment = serde_json::to_value(belongs.moment).ok();
            NamedPlace {
                name,
                brand: text(belongs.brand),
                department: text(belongs.department),
                owner: text(belongs.owner),
                stage: text(belongs.stage),
                moment: moment.and_then(|moment| moment.as_str().map(str::to_owned)),
                ..NamedPlace::default()
            }
        };
        let seen: BTreeSet<String> = named.iter().map(|one| one.name.clone()).collect();
        let mut places: Vec<NamedPlace> = Vec::with_capacity(named.len());
        for one in named {
            places.push(NamedPlace {
                channel: one.channel,
                interactions: one.interactions,
                first_seen: Some(one.first_seen.0),
                last_seen: Some(one.last_seen.0),
                ..on_record(one.name)
            });
        }
        let unseen = record.units.all(unit, now).into_iter().filter(|(name, _)| !seen.contains(*name));
        places.extend(unseen.map(|(name, row)| {
            let channel = row.said.channel().unwrap_or_default().to_owned();
            NamedPlace { channel, ..on_record(name.to_owned()) }
        }));
        Ok(places)
    }
}

impl Registry for Places {
    fn touchpoints(&self, employees: bool) -> store::Result<Vec<NamedPlace>> {
        self.all(RegistryKind::Touchpoint, UnitKind::Touchpoints, employees)
    }

    fn departments(&self, employees: bool) -> store::Result<Vec<NamedPlace>> {
        self.all(RegistryKind::Department, UnitKind::Departments, employees)
    }
}
