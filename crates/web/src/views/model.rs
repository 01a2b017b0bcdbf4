//! What a saved view is.

use kernel::Timestamp;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: ViewName,
    /// What it shows.
    pub address: Address,
    /// Who made it, as the audit names them; nobody where that user is gone.
    pub owner: Option<String>,
    /// Whether everybody sees it who sees its page.
    pub shared: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub changed_at: Timestamp,
}

/// What a view is called: 1 to 100 characters, none of them a control character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewName(String);

impl ViewName {
    /// Reads a name as somebody typed it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<ViewName, &'static str> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > 100 || text.chars().any(char::is_control) {
            return Err("`name` has 1 to 100 characters, none of them a control character");
        }
        Ok(ViewName(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a view is: the path of a page and its query, as a browser writes them, in at most 8000 bytes. It leads to no
/// other server and to no other page than those that have views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

/// The pages that have views; whoever sees them holds `SeeJourneys`.
const PAGES: [&str; 1] = ["/journeys"];
/// An address is no longer, in bytes.
const LONGEST: usize = 8000;

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Address, String> {
        if text.len() > LONGEST {
            return Err(format!("`address` has {} bytes, and at most {LONGEST} are kept", text.len()));
        }
        // What a browser would write otherwise is none that it wrote.
        if !text.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'#')) {
            return Err("`address` is a path and a query with everything but ASCII percent-encoded".to_owned());
        }
        let path = text.split_once('?').map_or(text, |(path, _)| path);
        let of_page =
            |page: &&str| path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if !PAGES.iter().any(of_page) || path.contains("//") || path.contains("/.") {
            return Err(format!("`address` is the path of a page with its query: views are of {}", PAGES.join(", ")));
        }
        Ok(Address(text.to_owned()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A view that is to be saved.
#[derive(Clone, Debug)]
pub struct NewView {
    /// What it is called.
    pub name: ViewName,
    /// What it shows.
    pub address: Address,
    /// Whether everybody sees it who sees its page.
    pub shared: bool,
}

/// What is changed of a view; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What it is called.
    pub name: Option<ViewName>,
    /// What it shows.
    pub address: Option<Address>,
    /// Whether everybody sees it who sees its page.
    pub shared: Option<bool>,
}

/// Why a view is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is none that they see.
    #[error("there is no such view; GET /api/v1/views lists those that you see")]
    Missing,
    /// It is somebody else's.
    #[error("only who made a view, or an administrator, changes it: save it under a name of your own instead")]
    NotTheirs,
    /// They have very many.
    #[error("you have saved 500 views, and nobody keeps more: remove some first")]
    TooMany,
}
