//! What the HTTP APIs of everything that is kept in versions share.

use kernel::Clock;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Change, Definition, Outcome, Version, Versions};
use crate::audit::Audit;
use crate::extract::reason;
use crate::{Principal, Problem, Result};

/// Which version is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// The number of a version; the newest unless told.
    pub version: Option<u32>,
}

/// Why something is changed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// Why it is changed, in 1 to 1000 characters. It is kept with the version and in the audit: no personal data.
    pub reason: String,
}

/// A version, as it is shown.
#[derive(Serialize, ToSchema)]
pub struct Shown<D> {
    name: String,
    /// Its number, from 1.
    version: u32,
    #[serde(flatten)]
    definition: D,
    /// Who made it, as the audit names them.
    changed_by: String,
    changed_at: String,
    /// Why.
    reason: String,
}

/// A version, and which other ones there are.
#[derive(Serialize, ToSchema)]
pub struct ShownOfMany<D> {
    #[serde(flatten)]
    shown: Shown<D>,
    /// All versions, the oldest first.
    versions: Vec<OneVersion>,
}

/// That there is a version.
#[derive(Serialize, ToSchema)]
pub struct OneVersion {
    version: u32,
    /// Whether it ended with it.
    ended: bool,
    changed_by: String,
    changed_at: String,
    reason: String,
}

impl<D> Shown<D> {
    /// A version as it is shown; nothing where it is an end.
    pub fn of(name: String, version: Version<D>) -> Option<Shown<D>> {
        Some(Shown {
            name,
            version: version.number,
            definition: version.definition?,
            changed_by: version.changed_by,
            changed_at: version.changed_at.to_string(),
            reason: version.reason,
        })
    }
}

impl<D> ShownOfMany<D> {
    /// One of all versions, which says something.
    ///
    /// # Panics
    /// Where it is an end.
    pub fn of(name: String, mut all: Vec<Version<D>>, place: usize) -> ShownOfMany<D> {
        let versions = all.iter().map(OneVersion::of).collect();
        let shown = Shown::of(name, all.swap_remove(place)).expect("one that says something is wanted");
        ShownOfMany { shown, versions }
    }
}

impl OneVersion {
    /// That there is this version.
    #[must_use]
    pub fn of<D>(version: &Version<D>) -> OneVersion {
        OneVersion {
            version: version.number,
            ended: version.definition.is_none(),
            changed_by: version.changed_by.clone(),
            changed_at: version.changed_at.to_string(),
            reason: version.reason.clone(),
        }
    }
}

impl<D: Definition> Versions<D> {
    /// All versions of one, and the place of the one that is wanted, which says something: the newest unless told.
    ///
    /// # Errors
    /// 404 where there is none, or it has ended with it.
    pub async fn wanted(&self, name: &str, version: Option<u32>) -> Result<(Vec<Version<D>>, usize)> {
        let (one, kind) = (D::ONE, D::KIND);
        let versions = self.all(name.to_owned()).await?;
        let Some(newest) = versions.last() else {
            return Err(Problem::not_found(format!("there is no {one} {name:?}; GET /api/v1/{kind} lists them")));
        };
        let number = version.unwrap_or(newest.number);
        let found = versions.iter().position(|one| one.number == number);
        let place = found.ok_or_else(|| {
            Problem::not_found(format!("the {one} {name:?} has the versions 1 to {}, not {number}", newest.number))
        })?;
        if versions[place].definition.is_none() {
            return Err(Problem::not_found(format!(
                "the {one} {name:?} ended with version {number}: ask for `version` {} or an older one",
                number.saturating_sub(1)
            )));
        }
        Ok((versions, place))
    }

    /// Makes a version for somebody, with its row in the audit: `designs.put`, or `designs.end` where there is no
    /// definition.
    ///
    /// # Errors
    /// 400 where the reason is none, 404 where there is nothing to end, 409 where somebody was faster.
    pub async fn change_for(
        &self,
        (who, audit, clock): (&Principal, &Audit, &dyn Clock),
        name: &str,
        definition: Option<D>,
        why: &Why,
    ) -> Result<Version<D>> {
        let one = D::ONE;
        // PostgreSQL keeps no NUL.
        let reason = reason(&why.reason)?.replace('\0', "\u{fffd}");
        let action = format!("{}.{}", D::KIND, if definition.is_some() { "put" } else { "end" });
        let change = Change { by: who.name.clone(), at: clock.now(), reason: reason.clone() };
        let version = match self.change(name.to_owned(), definition, change).await? {
            Outcome::Newest(version) => *version,
            Outcome::Overtaken => {
                return Err(Problem::conflict(format!(
                    "somebody changed this {one} at the same moment: look at it again"
                )));
            }
            Outcome::Missing => {
                return Err(Problem::not_found(format!("there is no {one} {name:?} that could end")));
            }
        };
        audit.change(who, &action, name, &reason).await?;
        Ok(version)
    }
}
