//! The OpenAPI document: what all operations share is said once, here.

use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi as Document, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{OpenApi, PartialSchema, ToSchema};
use web::Problem;

/// The document before the slices add their operations.
#[derive(OpenApi)]
#[openapi(info(
    title = "Throughline",
    description = "One line through everything that happens between a person and an organisation."
))]
pub(crate) struct Beginning;

/// The name of the scheme by which operations are authorised.
const KEY: &str = "key";

/// Adds to every operation that it needs a key, the right that it asks for, and how it fails.
pub(crate) fn complete(document: &mut Document, rights: &[web::Operation]) {
    let components = document.components.get_or_insert_default();
    components.schemas.insert(Problem::name().into_owned(), Problem::schema());
    let scheme = SecurityScheme::Http(Http::builder().scheme(HttpAuthScheme::Bearer).build());
    components.add_security_scheme(KEY, scheme);
    document.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(KEY, [])]);
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
            let row = rights.iter().find(|row| row.method == method && row.path == path);
            if let Some(row) = row {
                let right = format!("{:?}", row.right);
                operation.extensions.get_or_insert_default().insert("x-right".to_owned(), right.into());
            }
        }
    }
}

fn add_failures(operation: &mut Operation) {
    let failures = [
        ("400", "The request cannot be understood; `detail` says what and where."),
        ("401", "No key, or one that is unknown or revoked."),
        ("403", "The key's role may not do this."),
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
