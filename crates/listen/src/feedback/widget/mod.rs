//! The widget: one script tag by which a site shows a survey within its pages.

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::get;

/// The script, as it is sent: what it does and which attributes it reads stands above it.
const SCRIPT: &str = include_str!("survey.js");

/// What the script is sent with: any site may load it, and keeps it for a day.
const HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
    (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400, stale-while-revalidate=604800")),
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
];

/// The script's address.
pub fn routes() -> Router {
    Router::new().route("/survey.js", get(|| async { (HEADERS, SCRIPT) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_small_and_sets_no_cookie_and_no_style_attribute() {
        assert!(SCRIPT.len() < 10_000, "{} bytes", SCRIPT.len());
        for never in ["document.cookie", "sessionStorage", "innerHTML", "setAttribute('style'", "cssText", "eval("] {
            assert!(!SCRIPT.contains(never), "{never}");
        }
    }
}
