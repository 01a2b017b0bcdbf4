//! The preference centre: a page behind a signed link on which somebody says what they allow. No script, no cookie.

use std::sync::LazyLock;

use base64::Engine as _;
use kernel::{IdentifierNo, KeyHasher, Kind, PublicIds, Timestamp};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::identity::PersonNo;

/// A link: whose preferences, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The identifier under which decisions are recorded.
    pub(super) identifier: IdentifierNo,
    /// Whose it was when the link was made.
    pub(super) person: PersonNo,
    /// When it ends.
    pub(super) until: Timestamp,
}

/// Signs and reads links.
#[derive(Clone)]
pub(super) struct Links {
    ids: PublicIds,
    hasher: KeyHasher,
}

impl Links {
    pub(super) fn new(ids: PublicIds, hasher: KeyHasher) -> Links {
        Links { ids, hasher }
    }

    /// The last part of a link's path.
    pub(super) fn token(&self, link: Link) -> String {
        let identifier = self.ids.encode(Kind::Identifier, u64::from(link.identifier.0));
        let person = self.ids.encode(Kind::Person, link.person.0);
        let said = format!("{identifier}.{person}.{}", link.until.0);
        let seal = self.seal(&said);
        format!("{said}.{seal}")
    }

    /// The link of a token, unless it is none of ours or has ended.
    pub(super) fn read(&self, token: &str, now: Timestamp) -> Option<Link> {
        let (said, seal) = token.rsplit_once('.')?;
        if !bool::from(self.seal(said).as_bytes().ct_eq(seal.as_bytes())) {
            return None;
        }
        let (id, rest) = said.split_once('.')?;
        let (person, until) = rest.split_once('.')?;
        let person = PersonNo(self.ids.decode(Kind::Person, person)?);
        let identifier = u32::try_from(self.ids.decode(Kind::Identifier, id)?).ok().map(IdentifierNo)?;
        let until = Timestamp(until.parse().ok()?);
        (now < until).then_some(Link { identifier, person, until })
    }

    fn seal(&self, said: &str) -> String {
        format!("{:032x}", u128::from_be_bytes(self.hasher.message("preference links", said.as_bytes()).0))
    }
}

/// The path of a link to the preference centre, for an identifier and whose it is: for messages that lead there.
#[must_use]
pub fn preference_path(
    (ids, hasher): (&PublicIds, &KeyHasher),
    (identifier, person): (IdentifierNo, PersonNo),
    until: Timestamp,
) -> String {
    let token = Links::new(ids.clone(), hasher.clone()).token(Link { identifier, person, until });
    format!("/preferences/{token}")
}

/// A purpose on the page, and what counts for it now.
pub(super) struct Choice {
    pub(super) purpose: String,
    /// What was said under this link's identifier; nothing where nothing was.
    pub(super) said: Option<bool>,
    /// Whether it is in force, with everything that the person has said.
    pub(super) granted: bool,
}

const STYLE: &str = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;\
color:#1a1a1a;background:#fff}fieldset{border:1px solid #767676;border-radius:.5rem;margin:1rem 0;padding:1rem}\
legend{font-weight:600}legend::first-letter{text-transform:uppercase}label{display:inline-flex;align-items:center;gap:.5rem;min-height:44px;margin-right:1.5rem}\
input{width:1.4rem;height:1.4rem}button{font:inherit;min-height:44px;padding:0 1.5rem;border-radius:.5rem;border:0;\
background:#0b5cad;color:#fff}button:focus-visible,input:focus-visible{outline:3px solid #f2a900;outline-offset:2px}\
p[role=status]{border-left:4px solid #1e7b34;padding-left:1rem}\
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}button{background:#7cc0ff;color:#000}}";

/// What the page may do: show its own style, and send its own form.
pub(super) static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
});

/// The page.
pub(super) fn page(choices: &[Choice], saved: bool) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <title>Your preferences</title><style>{STYLE}</style></head><body><main><h1>Your preferences</h1>"
    );
    if saved {
        page.push_str("<p role=\"status\">Saved. It counts from now on.</p>");
    }
    page.push_str("<p>Say for what your data may be used. You can change it at any time.</p><form method=\"post\">");
    for choice in choices {
        let name = super::export::escaped(&choice.purpose);
        let title = name.replace('_', " ");
        page.extend(["<fieldset><legend>", &title, "</legend>"]);
        for (value, label, granted) in [("yes", "Yes, you may", true), ("no", "No", false)] {
            let checked = if choice.said.unwrap_or(choice.granted) == granted { " checked" } else { "" };
            page.extend(["<label><input type=\"radio\" name=\"", &name, "\" value=\"", value, "\"", checked]);
            page.extend(["> ", label, "</label>"]);
        }
        if choice.said == Some(true) && !choice.granted {
            page.push_str("<p>It stays off, because you have said no elsewhere, under another address or number.</p>");
        }
        page.push_str("</fieldset>");
    }
    page.push_str("<button>Save</button></form></main></body></html>");
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_ours_unchanged_and_not_over() {
        let links = Links::new(PublicIds::new([1; 16]), KeyHasher::new([2; 16]));
        let link = Link { identifier: IdentifierNo(7), person: PersonNo(3), until: Timestamp(1000) };
        let token = links.token(link);
        assert_eq!(links.read(&token, Timestamp(999)), Some(link));
        assert_eq!(links.read(&token, Timestamp(1000)), None);
        assert_eq!(links.read(&token.replace(".1000.", ".9000."), Timestamp(1)), None);
        let others = Links::new(PublicIds::new([1; 16]), KeyHasher::new([3; 16]));
        assert_eq!(others.read(&token, Timestamp(1)), None);
        assert_eq!(links.read("", Timestamp(1)), None);
    }

    #[test]
    fn the_page_is_small_and_nothing_in_it_becomes_markup() {
        let choice = |purpose: &str| Choice { purpose: purpose.to_owned(), said: None, granted: false };
        let choices: Vec<Choice> = (0..12).map(|n| choice(&format!("purpose_{n}"))).collect();
        assert!(page(&choices, true).len() < 10_000);
        assert!(!page(&[choice("\"><script>x</script>")], false).contains("<script>"));
    }
}
