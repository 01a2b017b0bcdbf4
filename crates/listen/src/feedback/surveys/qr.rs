//! Codes that cameras read (QR, ISO/IEC 18004), for surveys that hang in shops.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// The side of the picture, in its own units: it is drawn at any size.
const SIDE: u32 = 240;

/// The address of a survey on a host. Only a host of this machine is spoken to without encryption.
pub(super) fn address(host: &str, survey: &str, source: &str) -> String {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let scheme = if matches!(name, "localhost" | "127.0.0.1" | "[::1]") { "http" } else { "https" };
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("source", source).finish();
    if source.is_empty() {
        format!("{scheme}://{host}/s/{survey}")
    } else {
        format!("{scheme}://{host}/s/{survey}?{query}")
    }
}

/// A code with a text, as an SVG picture. A quarter of it may be damaged.
///
/// # Errors
/// That the text is too long for a code.
pub(super) fn drawn(text: &str) -> Result<String, String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q);
    let code = code.map_err(|error| format!("no code can hold it: {error}; give a shorter `source`"))?;
    Ok(code.render::<svg::Color>().min_dimensions(SIDE, SIDE).build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_the_host_and_says_where_it_hangs() {
        assert_eq!(address("cx.example.org", "visit", ""), "https://cx.example.org/s/visit");
        assert_eq!(address("127.0.0.1:7070", "visit", "shop & co"), "http://127.0.0.1:7070/s/visit?source=shop+%26+co");
        assert_eq!(address("[::1]:7070", "visit", ""), "http://[::1]:7070/s/visit");
    }

    #[test]
    fn a_code_is_a_picture_and_another_text_another() {
        let one = drawn("https://cx.example.org/s/visit").expect("a code");
        assert!(one.starts_with("<?xml") && one.contains("<svg") && !one.contains("<script"), "{one}");
        assert_ne!(one, drawn("https://cx.example.org/s/other").expect("a code"));
        assert!(drawn(&"x".repeat(3000)).is_err());
    }
}
