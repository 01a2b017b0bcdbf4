//! What may be changed about users.

use kernel::Timestamp;

use super::model::{Change, Refusal, User};
use crate::access::rules::may;
use crate::access::{Principal, Right};

/// The user after a change.
pub(super) fn changed(user: &User, change: &Change, now: Timestamp) -> User {
    let mut after = user.clone();
    if let Some(display_name) = &change.display_name {
        after.display_name.clone_from(display_name);
    }
    if let Some(role) = change.role {
        after.role = role;
    }
    if let Some(scope) = &change.scope {
        after.scope = scope.clone();
    }
    after.disabled_at = match change.disabled {
        Some(true) => user.disabled_at.or(Some(now)),
        Some(false) => None,
        None => user.disabled_at,
    };
    after.changed_at = now;
    after
}

/// Whether a user manages access today.
pub(super) fn manages(user: &User) -> bool {
    user.disabled_at.is_none() && may(user.role, &user.scope, Right::ManageAccess)
}

/// Refuses a change (or, without `after`, a removal) that would leave nobody of those who manage access.
pub(super) fn keeps_an_admin(before: &User, after: Option<&User>, others: usize) -> Result<(), Refusal> {
    let lost = manages(before) && !after.is_some_and(manages);
    if lost && others == 0 { Err(Refusal::LastAdmin) } else { Ok(()) }
}

/// Whether somebody would change what they themselves may do.
pub(super) fn is_about_oneself(who: &Principal, user: &User, change: &Change) -> bool {
    let own_rights = change.role.is_some_and(|role| role != user.role)
        || change.scope.as_ref().is_some_and(|scope| *scope != user.scope);
    who.name == user.actor() && own_rights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::users::{Origin, UserName};
    use crate::access::{Role, Scope};

    fn user(role: Role, disabled: bool) -> User {
        User {
            id: 1,
            name: UserName::parse("ana").expect("a name"),
            display_name: "Ana".to_owned(),
            role,
            scope: Scope::All,
            origin: Origin::Local,
            second_factor: false,
            disabled_at: disabled.then_some(Timestamp(1)),
            created_at: Timestamp(0),
            changed_at: Timestamp(0),
        }
    }

    #[test]
    fn the_last_administrator_stays_one() {
        let admin = user(Role::Admin, false);
        let part = Scope::parse("team:Red").expect("a scope");
        let changes = [
            Change { role: Some(Role::Agent), ..Change::default() },
            Change { disabled: Some(true), ..Change::default() },
            Change { scope: Some(part), ..Change::default() },
        ];
        for change in &changes {
            let after = changed(&admin, change, Timestamp(5));
            assert_eq!(keeps_an_admin(&admin, Some(&after), 0), Err(Refusal::LastAdmin), "{change:?}");
            assert_eq!(keeps_an_admin(&admin, Some(&after), 1), Ok(()));
        }
        assert_eq!(keeps_an_admin(&admin, None, 0), Err(Refusal::LastAdmin));
        let renamed =
            changed(&admin, &Change { display_name: Some("A".to_owned()), ..Change::default() }, Timestamp(5));
        assert_eq!(keeps_an_admin(&admin, Some(&renamed), 0), Ok(()));
        // Whoever was none before takes nothing away.
        assert_eq!(keeps_an_admin(&user(Role::Admin, true), None, 0), Ok(()));
        assert_eq!(keeps_an_admin(&user(Role::Agent, false), None, 0), Ok(()));
    }

    #[test]
    fn nobody_raises_themselves() {
        let ana = user(Role::Agent, false);
        let who = Principal { name: "user:ana".to_owned(), role: ana.role, scope: ana.scope.clone(), address: None };
        let raise = Change { role: Some(Role::Admin), ..Change::default() };
        assert!(is_about_oneself(&who, &ana, &raise));
        let same = Change { role: Some(Role::Agent), display_name: Some("A".to_owned()), ..Change::default() };
        assert!(!is_about_oneself(&who, &ana, &same));
        assert!(!is_about_oneself(&Principal { name: "key:ana".to_owned(), ..who }, &ana, &raise));
    }
}
