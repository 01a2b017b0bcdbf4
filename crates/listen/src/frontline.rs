//! What notes and needs of employees have in common: what they are about, who answers for that, and what the answer says.

use kernel::Timestamp;
use know::organisation::{Record, UnitKind, checked_name};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Principal, Role, Scope};

/// What something is about: places of the organisation, by their names. Either may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The touchpoint.
    pub touchpoint: Option<String>,
    /// The department.
    pub department: Option<String>,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FrontlineStatus)]
pub enum Status {
    /// Nobody has decided yet.
    #[default]
    Open,
    /// It is being mended, or on its way.
    UnderWay,
    /// It is mended, or there.
    Done,
    /// It stays as it is, for a reason.
    WillNot,
}

/// What whoever answers for it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How far it is.
    pub status: Status,
    /// What they say; a reason where it stays as it is.
    pub said: Option<String>,
    /// Who, as the audit names them.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// The most characters of a text.
const LONGEST: usize = 2000;

impl Status {
    const ALL: [Status; 4] = [Status::Open, Status::UnderWay, Status::Done, Status::WillNot];

    /// The name on the wire and in tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Open => "open",
            Status::UnderWay => "under_way",
            Status::Done => "done",
            Status::WillNot => "will_not",
        }
    }

    /// The status of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

impl Place {
    /// Reads a place as somebody typed it.
    ///
    /// # Errors
    /// What is wrong with it, and with which field.
    pub(crate) fn read(touchpoint: Option<&str>, department: Option<&str>) -> Result<Place, String> {
        Ok(Place { touchpoint: name("touchpoint", touchpoint)?, department: name("department", department)? })
    }

    /// The department that it is about: its own, else that of its touchpoint.
    #[must_use]
    pub fn department_of<'a>(&'a self, record: &'a Record, now: Timestamp) -> Option<&'a str> {
        let touchpoint = || record.units.belongs(UnitKind::Touchpoints, self.touchpoint.as_deref()?, now)?.department;
        self.department.as_deref().or_else(touchpoint)
    }
}

/// A name as interactions carry it, where one is said.
///
/// # Errors
/// What is wrong with it, and with which field.
pub(crate) fn name(field: &str, text: Option<&str>) -> Result<Option<String>, String> {
    let said = text.filter(|text| !text.trim().is_empty());
    said.map(|text| checked_name(text).map_err(|said| format!("`{field}`: {said}"))).transpose()
}

/// A text of some lines.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn text(field: &str, text: &str) -> Result<String, String> {
    let text = text.trim();
    let odd = |c: char| c.is_control() && c != '\n';
    if text.is_empty() || text.chars().count() > LONGEST || text.contains(odd) {
        return Err(format!("`{field}` has 1 to {LONGEST} characters, none of them a control character but new lines"));
    }
    Ok(text.to_owned())
}

/// What an answer says; whoever leaves something as it is says why.
///
/// # Errors
/// What is missing or wrong.
pub(crate) fn answer(status: Status, said: Option<&str>, by: &Principal, at: Timestamp) -> Result<Answer, String> {
    let said = said.filter(|said| !said.trim().is_empty()).map(|said| text("answer", said)).transpose()?;
    if status == Status::WillNot && said.is_none() {
        return Err("`answer`: say why it stays as it is".to_owned());
    }
    Ok(Answer { status, said, by: by.name.clone(), at })
}

/// Whether somebody answers for a place: the user who is on record as owner of its touchpoint; of its department, team
/// leads and owners of touchpoints whose scope it lies in; and administrators for all.
#[must_use]
pub fn answers_for(who: &Principal, place: &Place, record: &Record, now: Timestamp) -> bool {
    let touchpoint = place.touchpoint.as_deref();
    let owner = touchpoint.and_then(|name| record.units.belongs(UnitKind::Touchpoints, name, now)?.owner);
    let signed_in = who.name.strip_prefix("user:");
    if owner.zip(signed_in).is_some_and(|(owner, name)| owner.eq_ignore_ascii_case(name)) {
        return true;
    }
    if !matches!(who.role, Role::Admin | Role::TeamLead | Role::TouchpointOwner) {
        return false;
    }
    let department = place.department_of(record, now);
    match &who.scope {
        Scope::All => true,
        Scope::Department(names) => department.is_some_and(|name| names.contains(name)),
        Scope::Brand(names) => {
            let brand = department.and_then(|name| record.units.belongs(UnitKind::Departments, name, now)?.brand);
            brand.is_some_and(|name| names.contains(name))
        }
        Scope::Team(_) | Scope::Location(_) => false,
    }
}

/// Whom the audit names where nobody is to be known: that something was changed is in it, by whom is nowhere.
pub(crate) fn somebody() -> Principal {
    Principal { name: "an employee".to_owned(), role: Role::Employee, scope: Scope::All, address: None }
}

/// The beginning of a day: what says no more of when something was written than that.
pub(crate) fn day(at: Timestamp) -> Timestamp {
    Timestamp(at.0 - at.0.rem_euclid(kernel::clock::DAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who(name: &str, role: Role, scope: &str) -> Principal {
        Principal { name: name.to_owned(), role, scope: Scope::parse(scope).expect("a scope"), address: None }
    }

    #[test]
    fn departments_are_answered_for_by_those_who_have_them() {
        let (record, now) = (Record::default(), Timestamp(0));
        let billing = Place { department: Some("Billing".to_owned()), ..Place::default() };
        let answers = |who: &Principal| answers_for(who, &billing, &record, now);
        assert!(answers(&who("user:ana", Role::TeamLead, "department:Billing")));
        assert!(answers(&who("user:root", Role::Admin, "all")));
        assert!(!answers(&who("user:ana", Role::TeamLead, "department:Retail")));
        assert!(!answers(&who("user:ana", Role::TeamLead, "team:Red")));
        assert!(!answers(&who("user:ana", Role::Agent, "all")));
        assert!(!answers_for(&who("user:ana", Role::TeamLead, "department:Billing"), &Place::default(), &record, now));
    }

    #[test]
    fn whoever_leaves_it_as_it_is_says_why() {
        let ana = who("user:ana", Role::TeamLead, "all");
        assert!(answer(Status::WillNot, Some(" "), &ana, Timestamp(1)).is_err());
        assert!(answer(Status::Done, None, &ana, Timestamp(1)).is_ok());
        assert!(text("text", "a\nb").is_ok() && text("text", "a\u{7}").is_err() && text("text", " ").is_err());
        assert_eq!(day(Timestamp(kernel::clock::DAY * 3 + 5)), Timestamp(kernel::clock::DAY * 3));
    }
}
