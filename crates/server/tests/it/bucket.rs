//! A bucket: a small S3 server in the test's own process, with what an object store needs of one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// The server; gone when it is dropped.
pub(crate) struct Bucket {
    pub(crate) url: String,
    kept: Kept,
    _runtime: tokio::runtime::Runtime,
}

/// What is kept: objects by their keys, and parts of uploads by upload and number.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Objects>>);

#[derive(Default)]
struct Objects {
    all: BTreeMap<String, Vec<u8>>,
    parts: BTreeMap<(String, u32), Vec<u8>>,
    refuses: bool,
}

impl Bucket {
    pub(crate) fn start() -> Bucket {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let kept = Kept::default();
        let routes = Router::new().fallback(answer).with_state(kept.clone());
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(async move { axum::serve(listener, routes).await });
        Bucket { url, kept, _runtime: runtime }
    }

    /// The variables of the environment by which a server finds it.
    pub(crate) fn environment(&self) -> [(&str, &str); 5] {
        [
            ("AWS_ENDPOINT", &self.url),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_REGION", "nowhere"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
        ]
    }

    /// The keys of all objects.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.kept.0.lock().unwrap().all.keys().cloned().collect()
    }

    /// From now on it refuses what is to be written, or not any more.
    pub(crate) fn refuse(&self, refuses: bool) {
        self.kept.0.lock().unwrap().refuses = refuses;
    }

    /// Spoils an object.
    pub(crate) fn spoil(&self, key: &str) {
        let mut kept = self.kept.0.lock().unwrap();
        let bytes = kept.all.get_mut(key).unwrap();
        let end = bytes.len() / 2;
        bytes[50..end].fill(0x5a);
    }
}

async fn answer(State(kept): State<Kept>, request: Request) -> Response {
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let key = request.uri().path().trim_start_matches('/').split_once('/').map_or("", |(_, key)| key).to_owned();
    let query: BTreeMap<String, String> = request
        .uri()
        .query()
        .unwrap_or_default()
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (name.to_owned(), value.replace("%2F", "/")))
        .collect();
    let body = axum::body::to_bytes(request.into_body(), 1 << 30).await.unwrap();
    let mut kept = kept.0.lock().unwrap();
    if kept.refuses && [Method::PUT, Method::POST].contains(&method) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let has = |name: &str| query.contains_key(name);
    let part = || (query["uploadId"].clone(), query["partNumber"].parse::<u32>().unwrap());
    match method {
        Method::PUT if has("partNumber") => {
            let part = part();
            let tag = format!("\"{}\"", part.1);
            kept.parts.insert(part, body.to_vec());
            ([(header::ETAG, tag)], "").into_response()
        }
        Method::PUT => put(&mut kept, &key, &headers, &body),
        Method::POST if has("uploads") => {
            let id = format!("u{}", kept.parts.len() + kept.all.len());
            xml(&format!("<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"))
        }
        Method::POST if has("uploadId") => {
            let upload = &query["uploadId"];
            let whole = kept.parts.iter().filter(|((of, _), _)| of == upload).flat_map(|(_, part)| part.clone());
            let whole: Vec<u8> = whole.collect();
            kept.all.insert(key, whole);
            xml("<CompleteMultipartUploadResult><ETag>\"whole\"</ETag></CompleteMultipartUploadResult>")
        }
        Method::DELETE => {
            kept.all.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        Method::GET if key.is_empty() => list(&kept, query.get("prefix").map_or("", String::as_str)),
        _ => get(&kept, &key, &headers),
    }
}

fn put(kept: &mut Objects, key: &str, headers: &HeaderMap, body: &Bytes) -> Response {
    if headers.contains_key(header::IF_NONE_MATCH) && kept.all.contains_key(key) {
        return StatusCode::PRECONDITION_FAILED.into_response();
    }
    kept.all.insert(key.to_owned(), body.to_vec());
    ([(header::ETAG, "\"whole\"")], "").into_response()
}

fn get(kept: &Objects, key: &str, headers: &HeaderMap) -> Response {
    let Some(whole) = kept.all.get(key) else { return StatusCode::NOT_FOUND.into_response() };
    let about = [(header::ETAG, "\"whole\""), (header::LAST_MODIFIED, "Thu, 01 Jan 2026 00:00:00 GMT")];
    let Some(range) = headers.get(header::RANGE) else { return (about, whole.clone()).into_response() };
    let range = range.to_str().unwrap().strip_prefix("bytes=").unwrap().split_once('-').unwrap();
    let length = whole.len();
    let (start, end) = match range {
        ("", last) => (length.saturating_sub(last.parse().unwrap()), length),
        (start, "") => (start.parse().unwrap(), length),
        (start, end) => (start.parse().unwrap(), (end.parse::<usize>().unwrap() + 1).min(length)),
    };
    let said = [(header::CONTENT_RANGE, format!("bytes {start}-{}/{length}", end - 1))];
    (StatusCode::PARTIAL_CONTENT, about, said, whole[start..end].to_vec()).into_response()
}

fn list(kept: &Objects, prefix: &str) -> Response {
    let mut page = String::from("<ListBucketResult><IsTruncated>false</IsTruncated>");
    for (key, object) in kept.all.iter().filter(|(key, _)| key.starts_with(prefix)) {
        let size = object.len();
        write!(page, "<Contents><Key>{key}</Key><Size>{size}</Size><LastModified>2026-01-01T00:00:00Z</LastModified><ETag>\"whole\"</ETag></Contents>").unwrap();
    }
    xml(&(page + "</ListBucketResult>"))
}

fn xml(page: &str) -> Response {
    ([(header::CONTENT_TYPE, "application/xml")], page.to_owned()).into_response()
}
