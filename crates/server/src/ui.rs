//! The user interface, embedded in the binary: its page for every address of its own, its assets, and nothing else.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use rust_embed::{EmbeddedFile, RustEmbed};
use web::Problem;

/// What the build made of `ui/`.
#[derive(RustEmbed)]
#[folder = "$THROUGHLINE_UI_FOLDER"]
struct Files;

/// What the page may do: its own scripts and styles, and calls to this server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// Where the hashed assets are. Their names change with what is in them.
const ASSETS: &str = "assets/";
/// Addresses that are the server's own: what is not there is a 404, never the page.
const OWN: [&str; 2] = ["api/", "v1/"];

/// Answers whatever no other route has taken.
pub(crate) async fn answer(method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let path = uri.path().trim_start_matches('/');
    let missing = || Problem::not_found("there is nothing here; see /api/v1/openapi.json").into_response();
    if ![Method::GET, Method::HEAD].contains(&method) || OWN.iter().any(|own| path.starts_with(own)) {
        return missing();
    }
    if let Some(file) = Files::get(path).filter(|_| path != "index.html") {
        return asset(path, file, &headers);
    }
    // A browser that asks for a page gets the page, which knows its own addresses.
    let wants_page =
        headers.get(header::ACCEPT).is_some_and(|accept| accept.as_bytes().windows(9).any(|it| it == b"text/html"));
    match Files::get("index.html") {
        Some(page) if wants_page && !path.starts_with(ASSETS) => asset("index.html", page, &headers),
        _ => missing(),
    }
}

fn asset(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response<Body> {
    let hash = u128::from_be_bytes(*file.metadata.sha256_hash().first_chunk().expect("a hash has 32 bytes"));
    let tag = format!("\"{hash:032x}\"");
    let kept = if path.starts_with(ASSETS) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let fresh = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let (status, body) = if fresh {
        (StatusCode::NOT_MODIFIED, Body::empty())
    } else {
        (StatusCode::OK, Body::from(file.data.into_owned()))
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).expect("it is hexadecimal"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// The type of a file that Vite makes.
fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
