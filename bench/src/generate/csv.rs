//! Rows as CSV (RFC 4180). Texts stand in quotes; none of them holds a quote.

use std::io::{Result, Write};

use super::row::Row;

/// The names of the columns.
pub(super) const HEADER: &str = "contact_no,happened_at,customer_no,browser_id,email,city,event,area,path,title,sku,\
     product,category,brand,price,quantity,currency,coupon,session,ip,locale,referrer,user_agent,campaign,note,summary,\
     follow_up,closing";

/// Writes one row.
pub(super) fn write(out: &mut impl Write, row: &Row<'_>) -> Result<()> {
    let contact = &row.contact;
    write!(out, "{},{},{},{},{},{},", row.id, row.time, row.customer, row.browser, row.email, row.city)?;
    write!(out, "{},{},{},\"{}\",", contact.event, contact.area(), contact.path, contact.title)?;
    write!(out, "{},\"{}\",{},{},", contact.sku, contact.product, contact.category, contact.brand)?;
    write!(out, "{}.95,{},GBP,AUTUMN-2026,{},203.0.113.17,en-GB,", row.price, row.quantity, row.session)?;
    write!(out, "https://www.example.com/shop?from=newsletter,\"{}\",autumn,", contact.user_agent)?;
    writeln!(out, "\"{}\",\"{}\",\"{}\",\"{}\"", row.note, row.kept[0], row.kept[1], row.kept[2])
}
