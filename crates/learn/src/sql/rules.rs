//! What a role sees of the history, and how answers are cut.

use std::borrow::Cow;
use std::sync::Arc;

use kernel::json::RawObject;
use know::privacy::masking::{mask, mask_object};
use lake::{Mask, Viewer};
use web::access::hidden;
use web::{Principal, Right};

/// What somebody sees of the history. Numbers of identifiers are for those who see identifiers in whole anyway.
pub(crate) fn viewer(who: &Principal) -> Viewer {
    let hidden = hidden(who.role);
    let text = move |text: &str| -> String { mask(text, hidden).into_owned() };
    let object = move |text: &str| mask_object(RawObject::from_valid(text.to_owned()), hidden).as_str().to_owned();
    let masked = hidden.cards || hidden.contacts;
    Viewer {
        identifiers: !hidden.contacts,
        employees: who.may(Right::SeeEmployees),
        mask: masked.then(|| Mask {
            text: Arc::new(move |one: &str| Cow::Owned(text(one))),
            object: Arc::new(move |one: &str| Cow::Owned(object(one))),
        }),
    }
}

#[cfg(test)]
mod tests {
    use web::{Role, Scope};

    use super::*;

    fn principal(role: Role) -> Principal {
        Principal { name: String::new(), role, scope: Scope::All, address: None }
    }

    #[test]
    fn analysts_see_neither_numbers_of_identifiers_nor_addresses_in_texts() {
        let viewer = viewer(&principal(Role::Analyst));
        assert!(!viewer.identifiers && !viewer.employees);
        let mask = viewer.mask.unwrap();
        assert_eq!((mask.text)("write to ana@example.com"), "write to [e-mail]");
        assert_eq!((mask.object)(r#"{"mail":"ana@example.com"}"#), r#"{"mail":"[e-mail]"}"#);
    }

    #[test]
    fn privacy_officers_see_all_of_it() {
        let viewer = viewer(&principal(Role::PrivacyOfficer));
        assert!(viewer.identifiers && viewer.employees && viewer.mask.is_none());
        let agent = super::viewer(&principal(Role::Agent));
        assert!(agent.identifiers && !agent.employees && agent.mask.is_some());
    }
}
