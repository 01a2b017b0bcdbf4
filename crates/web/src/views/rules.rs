//! Who sees a view, who changes it, and in which order views are listed.

use kernel::Timestamp;

use super::model::{Change, Refusal, View};
use crate::access::{Principal, Right};

/// How many views somebody keeps at most.
pub(super) const MOST: u64 = 500;

/// Whether a view is somebody's own.
pub(super) fn is_own(who: &Principal, view: &View) -> bool {
    view.owner.as_ref() == Some(&who.name)
}

/// Whether somebody may change a view that they see.
pub(super) fn may_change(who: &Principal, view: &View) -> bool {
    is_own(who, view) || who.may(Right::ManageAccess)
}

/// The view that somebody wants to change, if they may. What they do not see is not there for them.
pub(super) fn to_change(who: &Principal, view: Option<View>) -> Result<View, Refusal> {
    let view = view.filter(|view| view.shared || is_own(who, view)).ok_or(Refusal::Missing)?;
    if may_change(who, &view) { Ok(view) } else { Err(Refusal::NotTheirs) }
}

/// A view as a change leaves it.
pub(super) fn changed(view: View, change: Change, now: Timestamp) -> View {
    View {
        name: change.name.unwrap_or(view.name),
        address: change.address.unwrap_or(view.address),
        shared: change.shared.unwrap_or(view.shared),
        changed_at: now,
        ..view
    }
}

/// Where a view stands in the list of somebody: their own first, each by name in any case.
pub(super) fn order(who: &Principal, view: &View) -> (bool, String, i64) {
    (!is_own(who, view), view.name.as_str().to_lowercase(), view.id)
}

#[cfg(test)]
mod tests {
    use super::super::model::{Address, ViewName};
    use super::*;
    use crate::access::{Role, Scope};

    fn who(name: &str, role: Role) -> Principal {
        Principal { name: name.to_owned(), role, scope: Scope::All, address: None }
    }

    fn view(owner: Option<&str>, shared: bool) -> View {
        View {
            id: 1,
            name: ViewName::parse("Returns").expect("a name"),
            address: Address::parse("/journeys/paths?by=channel").expect("an address"),
            owner: owner.map(str::to_owned),
            shared,
            created_at: Timestamp(0),
            changed_at: Timestamp(0),
        }
    }

    #[test]
    fn only_its_owner_or_an_administrator_changes_a_view() {
        let (ana, bob, root) = (who("ana", Role::Analyst), who("bob", Role::Analyst), who("root", Role::Admin));
        for (who, owner, shared, expected) in [
            (&ana, Some("ana"), false, None),
            (&ana, Some("ana"), true, None),
            (&bob, Some("ana"), false, Some(Refusal::Missing)),
            (&bob, Some("ana"), true, Some(Refusal::NotTheirs)),
            (&root, Some("ana"), false, Some(Refusal::Missing)),
            (&root, Some("ana"), true, None),
            (&bob, None, true, Some(Refusal::NotTheirs)),
            (&root, None, true, None),
        ] {
            let got = to_change(who, Some(view(owner, shared))).err();
            assert_eq!(got, expected, "{} changes a view of {owner:?}, shared: {shared}", who.name);
        }
        assert_eq!(to_change(&root, None).err(), Some(Refusal::Missing));
    }

    #[test]
    fn an_address_is_that_of_a_page_here() {
        for good in ["/journeys", "/journeys/paths", "/journeys/funnel?steps=%5B%5B%22a%22%5D%5D&b.time=30d"] {
            assert_eq!(Address::parse(good).expect("an address").as_str(), good);
        }
        for bad in [
            "",
            "journeys",
            "//evil.example/journeys",
            "https://evil.example/journeys",
            "/journeysx",
            "/journeys/../settings",
            "/journeys//evil.example",
            "/settings/users",
            "/journeys?a=b c",
            "/journeys?a=é",
            "/journeys?a=b#c",
            "/journeys\\evil",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
        assert!(Address::parse(&format!("/journeys?{}", "x".repeat(8000))).is_err());
        assert!(ViewName::parse(" ").is_err() && ViewName::parse(&"é".repeat(101)).is_err());
        assert_eq!(ViewName::parse(&format!(" {} ", "é".repeat(100))).map(|name| name.as_str().len()), Ok(200));
    }
}
