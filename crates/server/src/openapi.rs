//! The OpenAPI document: what all operations share is said once, here.

use know::organisation::UnitKind;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{OpenApi, PartialSchema, ToSchema};
use web::Problem;

/// The document before the slices add their operations.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Throughline",
        description = "One line through everything that happens between a person and an organisation."
    ),
    // Of the types of parameters only this one is no plain text.
    components(schemas(UnitKind))
)]
pub(crate) struct Beginning;

/// The name of the scheme for programs.
const KEY: &str = "key";
/// The name of the scheme for users, whose unsafe requests also carry `X-CSRF-Token`.
const SESSION: &str = "session";

/// Adds to every operation that is not open that it needs a key or session, the right that it asks for, and how it fails.
pub(crate) fn complete(document: &mut Document, rights: &[web::Operation], open: &[(&str, &str)]) {
    let components = document.components.get_or_insert_default();
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    let scheme = SecurityScheme::Http(Http::builder().scheme(HttpAuthScheme::Bearer).build());
    components.add_security_scheme(KEY, scheme);
    let cookie = ApiKey::Cookie(ApiKeyValue::new("__Host-throughline"));
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(cookie));
    let either = [KEY, SESSION].map(|scheme| SecurityRequirement::new::<_, [&str; 0], &str>(scheme, []));
    document.security = Some(either.into());
    for (path, item) in &mut document.paths.paths {
        let operations = [
            ("GET", &mut item.get),
            ("POST", &mut item.post),
            ("PUT", &mut item.put),
            ("DELETE", &mut item.delete),
            ("PATCH", &mut item.patch),
        ];
        for (method, operation) in operations {
            let Some(operation) = operation else { continue };
            add_failures(operation);
            operation.operation_id = Some(name(method, path));
            if open.contains(&(method, path.as_str())) {
                operation.security = Some(Vec::new());
            }
            let row = rights.iter().find(|row| row.method == method && row.path == path);
            if let Some(row) = row {
                let right = format!("{:?}", row.right);
                operation.extensions.get_or_insert_default().insert("x-right".to_owned(), right.into());
            }
        }
    }
}

/// The name of an operation, as clients are generated with it: slices know nothing of each other's handlers.
fn name(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_alphanumeric()).filter(|word| !["", "api", "v1"].contains(word));
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    format!("{}_{}", method.to_lowercase(), words.join("_"))
}

fn add_failures(operation: &mut Operation) {
    let failures = [
        ("400", "The request cannot be understood; `detail` says what and where."),
        ("401", "No key or session, or one that is unknown, revoked or ended."),
        ("403", "The role may not do this."),
        ("default", "Any other failure."),
    ];
    for (status, description) in failures {
        let failure = RefOr::T(problem(description));
        operation.responses.responses.entry(status.to_owned()).or_insert(failure);
    }
}

fn problem(description: &str) -> Response {
    let schema = Ref::from_schema_name(Problem::name());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(description).content("application/problem+json", content).build()
}
