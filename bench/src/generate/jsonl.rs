//! Rows as JSON Lines: nested objects, as an application would log them. No text needs escaping.

use std::io::{Result, Write};

use super::row::Row;

/// Writes one row.
pub(super) fn write(out: &mut impl Write, row: &Row<'_>) -> Result<()> {
    let contact = &row.contact;
    write!(out, "{{\"contact_no\":\"{}\",\"happened_at\":\"{}\"", row.id, row.time)?;
    object(out, "customer", &[("no", &row.customer), ("email", &row.email), ("city", row.city)])?;
    object(out, "browser", &[("id", &row.browser), ("user_agent", contact.user_agent), ("locale", "en-GB")])?;
    write!(out, ",\"event\":\"{}\"", contact.event)?;
    object(out, "page", &[("area", contact.area()), ("path", contact.path), ("title", contact.title)])?;
    let product =
        [("sku", contact.sku), ("name", contact.product), ("category", contact.category), ("brand", contact.brand)];
    object(out, "product", &product)?;
    write!(out, ",\"price\":{}.95,\"quantity\":{},\"session\":{}", row.price, row.quantity, row.session)?;
    write!(out, ",\"currency\":\"GBP\",\"coupon\":\"AUTUMN-2026\",\"referrer\":\"https://www.example.com/shop\"")?;
    object(out, "campaign", &[("name", "autumn"), ("source", "newsletter"), ("medium", "email")])?;
    if !row.note.is_empty() {
        write!(out, ",\"note\":\"{}\"", row.note)?;
    }
    writeln!(out, ",\"summary\":\"{}\"}}", row.kept[0])
}

/// Writes a nested object without its empty members.
fn object(out: &mut impl Write, name: &str, members: &[(&str, &str)]) -> Result<()> {
    write!(out, ",\"{name}\":{{")?;
    let present = members.iter().filter(|(_, value)| !value.is_empty());
    for (index, (name, value)) in present.enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(out, "{comma}\"{name}\":\"{value}\"")?;
    }
    write!(out, "}}")
}
