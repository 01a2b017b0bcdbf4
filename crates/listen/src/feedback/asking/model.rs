//! What the rules of asking say, and why somebody is not asked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How often people are asked: over all surveys and channels together.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskingRules {
    /// For how many days nobody is asked again, 0 to 3650; 30 unless told. 0 is no such rule.
    #[serde(default = "usual_days")]
    pub days_between: u32,
    /// How often at most within some days.
    #[serde(default)]
    pub at_most: Option<AtMost>,
    /// When nobody is written to. Mails wait until it is over; over other channels nobody is asked meanwhile.
    #[serde(default)]
    pub quiet_hours: Option<QuietHours>,
    /// What holds for one survey besides, by its name.
    #[serde(default)]
    pub surveys: BTreeMap<String, OfSurvey>,
}

fn usual_days() -> u32 {
    30
}

impl Default for AskingRules {
    fn default() -> AskingRules {
        AskingRules { days_between: usual_days(), at_most: None, quiet_hours: None, surveys: BTreeMap::new() }
    }
}

/// So many times within so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AtMost {
    /// How often, 1 to 1000.
    pub times: u32,
    /// Within how many days, 1 to 3650.
    pub days: u32,
}

/// Hours of the day, in the organisation's time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// When they begin, as `21:00`.
    pub from: String,
    /// When they end, as `08:00`: on the next day where that is earlier.
    pub until: String,
    /// The time zone, as `Europe/Berlin`.
    pub time_zone: String,
}

/// What holds for one survey.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AskingRulesOfSurvey)]
pub struct OfSurvey {
    /// The share of those who could be asked that is asked, above 0 to 1. Lots are drawn by identifier: whoever drew a blank
    /// has drawn it for this survey.
    #[serde(default)]
    pub rate: Option<f64>,
    /// How many are asked at most.
    #[serde(default)]
    pub quota: Option<Quota>,
}

/// How many invitations to a survey within some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AskingQuota)]
pub struct Quota {
    /// How many, 1 to 10 million.
    pub invitations: u32,
    /// Within how many days, 1 to 3650.
    pub days: u32,
    /// Of what each has so many; of the whole survey unless told.
    #[serde(default)]
    pub each: Option<QuotaGroup>,
}

/// By what invitations are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = AskingGroup)]
pub enum QuotaGroup {
    /// The touchpoint that is asked about.
    Touchpoint,
    /// The department that was met.
    Department,
    /// The employee who was met.
    Employee,
    /// The shop, branch or region.
    Location,
}

impl QuotaGroup {
    /// The name of the field in what an invitation is about.
    pub(super) fn field(self) -> &'static str {
        match self {
            QuotaGroup::Touchpoint => "touchpoint",
            QuotaGroup::Department => "department",
            QuotaGroup::Employee => "employee",
            QuotaGroup::Location => "location",
        }
    }
}

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// Why somebody is not asked. Everybody who is not has exactly one reason.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
        pub enum NotAsked { $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+ }

        impl NotAsked {
            /// Every reason there is.
            pub const ALL: &[NotAsked] = &[$(NotAsked::$variant,)+];

            /// The name in the ledger and on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(NotAsked::$variant => $name,)+ }
            }
        }
    };
}

reasons! {
    /// Nobody has this identifier.
    Unknown = "unknown",
    /// They have refused the purpose `surveys`, or have not said yes where that is needed.
    NotPermitted = "not_permitted",
    /// A hold keeps them from being written to: a case of theirs is open, they are in mourning.
    Held = "held",
    /// They have no address for this channel.
    NoAddress = "no_address",
    /// The survey is over.
    Over = "over",
    /// The lot did not fall on them.
    NotDrawn = "not_drawn",
    /// It is night.
    QuietHours = "quiet_hours",
    /// They were asked a short time ago.
    AskedRecently = "asked_recently",
    /// They were asked as often as anybody may be.
    AskedOften = "asked_often",
    /// As many were asked as are wanted.
    QuotaFull = "quota_full",
}

impl NotAsked {
    /// The reason of a name in the ledger.
    pub(super) fn parse(name: &str) -> Option<NotAsked> {
        NotAsked::ALL.iter().copied().find(|reason| reason.as_str() == name)
    }
}
