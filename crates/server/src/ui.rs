//! The user interface, held by the binary: its files, and its page for every address that is not a file or an operation.

use std::sync::{LazyLock, OnceLock};

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};
use web::Problem;

/// All files by their path, with those that were packed beside them.
static FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/ui_files.rs"));

/// The page that shows every address of the interface.
const PAGE: &str = "index.html";
/// Where files lie whose names change with their content.
const ASSETS: &str = "assets/";
/// Addresses of machines: what is missing there is never answered with the page.
const MACHINES: [&str; 5] = ["api/", "assets/", "v1/", "metrics", "healthz"];

/// Nothing but what this server sends itself: no inline script, nothing of another origin, and no inline style but that
/// of the pages of surveys, which are shown within a page while they are written.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' {}; img-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        listen::feedback::responses::pages::style_source()
    );
    HeaderValue::try_from(policy).expect("a hash in base64 is ASCII")
});

/// Answers what no operation answers: a file, the page, or that there is nothing.
pub(crate) async fn fallback(request: Request) -> Response {
    answer(request.method(), request.uri().path(), request.headers())
}

fn answer(method: &Method, path: &str, headers: &HeaderMap) -> Response {
    let path = path.trim_start_matches('/');
    let reading = method == Method::GET || method == Method::HEAD;
    if reading && file(path).is_some() && path != PAGE {
        return send(path, headers);
    }
    let for_machines = MACHINES.iter().any(|beginning| path.starts_with(beginning)) || path == "api" || path == "v1";
    if reading && !for_machines && (path.is_empty() || accepts(headers, header::ACCEPT, "text/html")) {
        return send(PAGE, headers);
    }
    Problem::not_found("there is nothing here; see /api/v1/openapi.json").into_response()
}

fn file(path: &str) -> Option<&'static [u8]> {
    FILES.binary_search_by_key(&path, |(name, _)| name).ok().map(|at| FILES[at].1)
}

/// Sends a file, packed where that is understood.
fn send(path: &str, asked: &HeaderMap) -> Response {
    let whole = file(path).unwrap_or_default();
    let packed = file(&format!("{path}.gz")).filter(|_| accepts(asked, header::ACCEPT_ENCODING, "gzip"));
    let mut answer = HeaderMap::new();
    answer.insert(header::CONTENT_TYPE, kind(path));
    answer.insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if path.starts_with(ASSETS) {
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    } else {
        // The page names its files: it is asked for anew each time, and sent only where it has changed.
        let tag = tag();
        answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        answer.insert(header::ETAG, tag.clone());
        if asked.get(header::IF_NONE_MATCH) == Some(tag) {
            return (StatusCode::NOT_MODIFIED, answer).into_response();
        }
    }
    if packed.is_some() {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    (answer, packed.unwrap_or(whole)).into_response()
}

/// What the page is known again by: it names all other files by their content.
fn tag() -> &'static HeaderValue {
    static TAG: OnceLock<HeaderValue> = OnceLock::new();
    TAG.get_or_init(|| {
        let hash = Sha256::digest(file(PAGE).unwrap_or_default());
        let number = u64::from_be_bytes(*hash.first_chunk().expect("a hash has 32 bytes"));
        HeaderValue::from_str(&format!("\"{number:016x}\"")).expect("hexadecimal digits are a header's signs")
    })
}

fn accepts(headers: &HeaderMap, name: HeaderName, wanted: &str) -> bool {
    headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(wanted))
}

fn kind(path: &str) -> HeaderValue {
    let ending = path.rsplit('.').next().unwrap_or_default();
    HeaderValue::from_static(match ending {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(path: &str, headers: &[(HeaderName, &'static str)]) -> Response {
        let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect();
        answer(&Method::GET, path, &headers)
    }

    #[test]
    fn the_page_is_there_for_people_and_never_for_machines() {
        let html = [(header::ACCEPT, "text/html,*/*")];
        for path in ["/", "/customers", "/customers/p_1", "/data/live"] {
            let page = get(path, &html);
            assert_eq!(page.status(), StatusCode::OK, "{path}");
            assert_eq!(page.headers()[header::CACHE_CONTROL], "no-cache");
            assert!(!page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("unsafe"));
        }
        for path in ["/api/v1/nothing", "/assets/nothing.js", "/v1/nothing", "/api", "/metricsx"] {
            assert_eq!(get(path, &html).status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(get("/customers", &[]).status(), StatusCode::NOT_FOUND);
        assert_eq!(answer(&Method::POST, "/", &HeaderMap::new()).status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn files_are_kept_for_ever_and_the_page_is_known_again() {
        let (name, _) = FILES.iter().find(|(name, _)| name.starts_with(ASSETS) && kind(name) == kind("x.js")).unwrap();
        let packed = get(&format!("/{name}"), &[(header::ACCEPT_ENCODING, "gzip, br")]);
        assert!(packed.headers()[header::CACHE_CONTROL].to_str().unwrap().ends_with("immutable"));
        assert_eq!(packed.headers()[header::CONTENT_ENCODING], "gzip");
        assert!(get(&format!("/{name}"), &[]).headers().get(header::CONTENT_ENCODING).is_none());
        let tag = get("/", &[]).headers()[header::ETAG].clone();
        let again = answer(&Method::GET, "/", &HeaderMap::from_iter([(header::IF_NONE_MATCH, tag)]));
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    }
}
