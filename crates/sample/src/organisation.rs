//! Halden's organisation as its head office would write it down: a file of each kind, in the product's own form.

/// The files by their kind, in an order in which what is named comes before what names it.
///
/// Some of what the exports name is on no file, as in a real company: the department of the parcels, the fairs, and who
/// answers for `web.help`.
pub const ORGANISATION: &[(&str, &str)] = &[
    ("brands", include_str!("../organisation/brands.csv")),
    ("departments", include_str!("../organisation/departments.csv")),
    ("teams", include_str!("../organisation/teams.csv")),
    ("locations", include_str!("../organisation/locations.csv")),
    ("partners", include_str!("../organisation/partners.csv")),
    ("touchpoints", include_str!("../organisation/touchpoints.csv")),
    ("costs", include_str!("../organisation/costs.csv")),
];

/// Journeys as Halden means them, in the product's own form.
pub const DESIGNS: &[&str] = &[include_str!("../designs/fibre_order.toml")];

/// When Halden wants to be told, in the product's own form: rules of alerts by name.
pub const ALERT_RULES: &[(&str, &str)] = &[
    ("angry or going further", include_str!("../acting/angry.json")),
    ("leaving", include_str!("../acting/leaving.json")),
];

/// What Halden has changed, in the product's own form but for the day, which is [`crate::Plan::mended_on`].
pub const IMPROVEMENT: (&str, &str) = ("say-what-is-owed", include_str!("../acting/say-what-is-owed.json"));

/// From when the files hold: a moment before anything that the exports tell.
pub const ORGANISATION_SINCE: &str = "2012-01-01T00:00:00Z";

/// Who works with the product: the name to sign in with, what they are called, role and scope.
pub const USERS: &[(&str, &str, &str, &str)] = &[
    ("grace.okafor", "Grace Okafor", "team-lead", "department:Customer Care"),
    ("tom.hughes", "Tom Hughes", "touchpoint-owner", "department:Retail"),
    ("priya.shah", "Priya Shah", "touchpoint-owner", "all"),
    ("nadia.rahman", "Nadia Rahman", "marketer", "all"),
    ("ines.duarte", "Ines Duarte", "privacy-officer", "all"),
    ("owen.price", "Owen Price", "executive", "all"),
];
