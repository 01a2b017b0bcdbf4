//! A word of warning where a scope names what nobody knows: it is spelt wrongly, or too early.

use std::collections::BTreeSet;

use web::Scope;

use super::client::Client;

/// Says on standard error which names of a scope neither the organisation nor any interaction knows.
///
/// It is only advice: where the names cannot be read, nothing is said.
pub(super) async fn warn_of_unknown(client: &Client, scope: &Scope) {
    let (one, path, list, names) = match scope {
        Scope::All => return,
        Scope::Brand(names) => ("brand", "organisation", "brands", names),
        Scope::Department(names) => ("department", "departments", "items", names),
        Scope::Team(names) => ("team", "teams", "items", names),
        Scope::Location(names) => ("location", "locations", "items", names),
    };
    let Ok(answer) = client.get(&format!("/api/v1/{path}")).await else { return };
    let items = answer[list].as_array().into_iter().flatten();
    let known: BTreeSet<&str> = items.filter_map(|item| item["name"].as_str()).collect();
    for name in names.iter().filter(|name| !known.contains(name.as_str())) {
        eprintln!("warning: no {one} is called {name:?} yet: with this scope nothing of it is seen until one is");
    }
}
