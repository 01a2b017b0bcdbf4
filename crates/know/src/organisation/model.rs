//! What the organisation is made of: brands, departments, teams, locations, partners and touchpoints.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a unit of the organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Brands.
    Brands,
    /// Departments.
    Departments,
    /// Teams within departments.
    Teams,
    /// Shops, branches, regions.
    Locations,
    /// Dealers, subcontractors, suppliers.
    Partners,
    /// Named places of contact.
    Touchpoints,
}

impl UnitKind {
    /// All kinds; what others refer to comes before them.
    pub const ALL: [UnitKind; 6] = [
        UnitKind::Brands,
        UnitKind::Departments,
        UnitKind::Teams,
        UnitKind::Locations,
        UnitKind::Partners,
        UnitKind::Touchpoints,
    ];

    /// The name on the wire and in the table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            UnitKind::Brands => "brands",
            UnitKind::Departments => "departments",
            UnitKind::Teams => "teams",
            UnitKind::Locations => "locations",
            UnitKind::Partners => "partners",
            UnitKind::Touchpoints => "touchpoints",
        }
    }

    /// The kind of a name on the wire.
    #[must_use]
    pub fn parse(name: &str) -> Option<UnitKind> {
        UnitKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// What may be said of one, beside its name: the fields of its body and the columns of its file.
    #[must_use]
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            UnitKind::Brands => &["legal_entity"],
            UnitKind::Departments => &["brand"],
            UnitKind::Teams => &["department"],
            UnitKind::Locations => &["brand", "department", "time_zone", "address"],
            UnitKind::Partners => &["kind"],
            UnitKind::Touchpoints => &["channel", "department", "owner", "stage", "moment"],
        }
    }

    /// One of them, for messages.
    pub(super) fn one(self) -> &'static str {
        let plural = self.as_str();
        plural.strip_suffix('s').unwrap_or(plural)
    }
}

/// When in a relationship a touchpoint is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// What makes somebody look: an advertisement, a recommendation.
    Stimulus,
    /// Looking around before deciding: reviews, comparisons.
    Zero,
    /// Meeting the product and deciding: the shelf, the checkout.
    First,
    /// Using it.
    Second,
    /// Telling others.
    Ultimate,
}

/// A brand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Brand {
    /// The company behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_entity: Option<String>,
}

/// A department.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Department {
    /// The brand that it works for; absent where it works for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Its department.
    pub department: String,
}

/// A location: of a brand, of a department, or of neither.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Its brand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// Its department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Its time zone, an IANA name such as `Europe/London`.
    pub time_zone: String,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// A partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// What it does for us: `dealer`, `subcontractor`, `supplier`, ...
    pub kind: String,
}

/// A touchpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Touchpoint {
    /// Its channel. Interactions that do not say theirs get it.
    pub channel: String,
    /// The department that owns it. Interactions that do not say theirs get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The user who answers for it, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The stage of the journey at which it is met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// When in the relationship it is met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<Moment>,
}

/// What is said of a unit, by its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum About {
    /// Of a brand.
    Brand(Brand),
    /// Of a department.
    Department(Department),
    /// Of a team.
    Team(Team),
    /// Of a location.
    Location(Location),
    /// Of a partner.
    Partner(Partner),
    /// Of a touchpoint.
    Touchpoint(Touchpoint),
}

/// The most characters of a name; as many as of those that interactions carry.
const LONGEST: usize = 200;

/// A name as interactions carry it.
///
/// # Errors
/// What is wrong with it.
pub fn checked_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        return Err(format!("a name has 1 to {LONGEST} characters, none of them a control character"));
    }
    Ok(name.to_owned())
}

impl About {
    /// Reads what is said of a unit of a kind, and checks it.
    ///
    /// # Errors
    /// What is wrong with it, and with which field.
    pub fn read(kind: UnitKind, said: serde_json::Value) -> Result<About, String> {
        fn of<T: DeserializeOwned>(said: serde_json::Value) -> Result<T, String> {
            serde_json::from_value(said).map_err(|error| error.to_string())
        }
        let about = match kind {
            UnitKind::Brands => About::Brand(of(said)?),
            UnitKind::Departments => About::Department(of(said)?),
            UnitKind::Teams => About::Team(of(said)?),
            UnitKind::Locations => About::Location(of(said)?),
            UnitKind::Partners => About::Partner(of(said)?),
            UnitKind::Touchpoints => About::Touchpoint(of(said)?),
        };
        about.checked()
    }

    /// With blanks around its texts taken away, and texts that are blank left out.
    fn checked(mut self) -> Result<About, String> {
        let required = |field: &str, text: &mut String| {
            *text = checked_name(text).map_err(|said| format!("`{field}`: {said}"))?;
            Ok::<(), String>(())
        };
        let optional = |field: &str, text: &mut Option<String>| {
            let said = text.take().filter(|text| !text.trim().is_empty());
            *text = said.map(|text| checked_name(&text).map_err(|said| format!("`{field}`: {said}"))).transpose()?;
            Ok::<(), String>(())
        };
        match &mut self {
            About::Brand(brand) => optional("legal_entity", &mut brand.legal_entity)?,
            About::Department(department) => optional("brand", &mut department.brand)?,
            About::Team(team) => required("department", &mut team.department)?,
            About::Location(location) => {
                optional("brand", &mut location.brand)?;
                optional("department", &mut location.department)?;
                optional("address", &mut location.address)?;
                if location.brand.is_some() && location.department.is_some() {
                    return Err("a location belongs to a `brand` or to a `department`, not to both".to_owned());
                }
                location.time_zone = location.time_zone.trim().to_owned();
                if jiff::tz::TimeZone::get(&location.time_zone).is_err() {
                    let zone = &location.time_zone;
                    return Err(format!("`time_zone`: {zone:?} is no time zone; say one such as Europe/London"));
                }
            }
            About::Partner(partner) => required("kind", &mut partner.kind)?,
            About::Touchpoint(touchpoint) => {
                required("channel", &mut touchpoint.channel)?;
                optional("department", &mut touchpoint.department)?;
                optional("owner", &mut touchpoint.owner)?;
                optional("stage", &mut touchpoint.stage)?;
            }
        }
        Ok(self)
    }

    /// The brand that it names.
    #[must_use]
    pub fn brand(&self) -> Option<&str> {
        match self {
            About::Department(department) => department.brand.as_deref(),
            About::Location(location) => location.brand.as_deref(),
            _ => None,
        }
    }

    /// The department that it names.
    #[must_use]
    pub fn department(&self) -> Option<&str> {
        match self {
            About::Team(team) => Some(&team.department),
            About::Location(location) => location.department.as_deref(),
            About::Touchpoint(touchpoint) => touchpoint.department.as_deref(),
            _ => None,
        }
    }

    /// The channel that it names.
    #[must_use]
    pub fn channel(&self) -> Option<&str> {
        match self {
            About::Touchpoint(touchpoint) => Some(&touchpoint.channel),
            _ => None,
        }
    }

    /// The units that it names.
    pub(super) fn names(&self) -> impl Iterator<Item = (UnitKind, &str)> {
        let brand = self.brand().map(|name| (UnitKind::Brands, name));
        brand.into_iter().chain(self.department().map(|name| (UnitKind::Departments, name)))
    }
}
