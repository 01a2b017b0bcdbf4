//! The mappings that take the exports in, as a careful customer would write them.

/// The mappings by name. Each is a TOML file in the product's mapping format; the name is also that of its source.
pub const MAPPINGS: &[(&str, &str)] = &[
    ("crm", include_str!("../mappings/crm.toml")),
    ("web", include_str!("../mappings/web.toml")),
    ("app", include_str!("../mappings/app.toml")),
    ("shop", include_str!("../mappings/shop.toml")),
    ("calls", include_str!("../mappings/calls.toml")),
    ("emails", include_str!("../mappings/emails.toml")),
    ("chats", include_str!("../mappings/chats.toml")),
    ("social", include_str!("../mappings/social.toml")),
    ("field", include_str!("../mappings/field.toml")),
    ("dispatch", include_str!("../mappings/dispatch.toml")),
    ("orders", include_str!("../mappings/orders.toml")),
    ("deliveries", include_str!("../mappings/deliveries.toml")),
    ("billing", include_str!("../mappings/billing.toml")),
    ("payments", include_str!("../mappings/payments.toml")),
    ("marketing", include_str!("../mappings/marketing.toml")),
    ("surveys", include_str!("../mappings/surveys.toml")),
    ("loyalty", include_str!("../mappings/loyalty.toml")),
    ("leads", include_str!("../mappings/leads.toml")),
    ("staff", include_str!("../mappings/staff.toml")),
    ("staff_notes", include_str!("../mappings/staff_notes.toml")),
];
