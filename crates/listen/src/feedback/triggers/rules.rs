//! Which interactions trigger which survey, and when.

use kernel::clock::{DAY, MINUTE};
use kernel::{Interaction, Relation, Timestamp};

use crate::feedback::responses::About;
use crate::feedback::surveys::{AskedOf, Survey, Trigger};

/// How old an interaction may be when it is heard of: nobody is asked about what an import brings of last year.
const MOST_LATE: i64 = DAY;

/// The first trigger of a survey that an interaction sets off, and when people are asked; nothing where there is none.
pub(super) fn due_at<'a>(
    name: &str,
    survey: &'a Survey,
    one: &Interaction,
    now: Timestamp,
) -> Option<(&'a Trigger, Timestamp)> {
    // An answer to a survey is no reason to ask the same again.
    let is_own = one.touchpoint.strip_prefix("survey.") == Some(name);
    if is_own || now.0 - one.occurred_at.0 > MOST_LATE || !is_of(survey.asked_of, one.relation) {
        return None;
    }
    let trigger = survey.triggers.iter().find(|trigger| matches(trigger, one))?;
    Some((trigger, Timestamp(one.occurred_at.0 + i64::from(trigger.wait_minutes) * MINUTE)))
}

/// Whether an interaction is of those who are asked.
fn is_of(asked_of: AskedOf, relation: Option<Relation>) -> bool {
    match asked_of {
        AskedOf::Employees => relation == Some(Relation::Employee),
        AskedOf::Partners => relation == Some(Relation::Partner),
        AskedOf::Customers => !matches!(relation, Some(Relation::Employee | Relation::Partner)),
    }
}

/// Whether an interaction is as a trigger says, in all that it says.
fn matches(trigger: &Trigger, one: &Interaction) -> bool {
    let is = |wanted: &Option<String>, found: &str| wanted.as_deref().is_none_or(|wanted| wanted == found);
    let department = one.department.as_deref().unwrap_or_default();
    is(&trigger.name, &one.name)
        && is(&trigger.touchpoint, &one.touchpoint)
        && is(&trigger.channel, &one.channel)
        && is(&trigger.department, department)
        && trigger.relation.is_none_or(|wanted| one.relation == Some(wanted))
}

/// What people are asked about: where the interaction was, whom they met, and what it was about.
pub(super) fn about(one: &Interaction) -> About {
    About {
        touchpoint: Some(one.touchpoint.clone()).filter(|name| !name.is_empty()),
        department: one.department.clone(),
        employee: one.employee.clone(),
        location: one.location.clone(),
        subjects: one.subjects.iter().map(|subject| (subject.kind.clone(), subject.id.clone())).collect(),
    }
}

#[cfg(test)]
mod tests {
    use kernel::json::RawObject;
    use kernel::{Direction, IdentifierNo, SourceNo, Trust};
    use serde_json::json;

    use super::*;

    fn interaction(name: &str, relation: Option<Relation>) -> Interaction {
        Interaction {
            occurred_at: Timestamp(10 * DAY),
            received_at: Timestamp(10 * DAY),
            source: SourceNo(1),
            trust: Trust::Secret,
            direction: Direction::Inbound,
            relation,
            channel: "phone".to_owned(),
            touchpoint: "call_center.billing".to_owned(),
            name: name.to_owned(),
            department: Some("Billing".to_owned()),
            team: None,
            employee: None,
            location: None,
            identifiers: vec![IdentifierNo(1)],
            subjects: Vec::new(),
            questions: Vec::new(),
            facts: Vec::new(),
            text: None,
            properties: RawObject::default(),
            context: RawObject::default(),
        }
    }

    fn survey(triggers: &serde_json::Value, asked_of: &str) -> Survey {
        let title = json!({"en": "x"});
        let questions = json!([{"id": "nps", "text": title, "answer": {"kind": "nps"}}]);
        let survey = json!({"title": title, "thanks": title, "languages": ["en"], "questions": questions,
            "triggers": triggers, "asked_of": asked_of});
        serde_json::from_value(survey).expect("a survey")
    }

    #[test]
    fn all_that_a_trigger_says_must_hold() {
        let billing = json!([{"name": "Call Ended", "department": "Sales"},
            {"name": "Call Ended", "department": "Billing", "wait_minutes": 30}]);
        let one = survey(&billing, "customers");
        let now = Timestamp(10 * DAY + 1);
        let at = |survey: &Survey, interaction: &Interaction, now| {
            due_at("calls", survey, interaction, now).map(|(_, at)| at)
        };
        let ended = interaction("Call Ended", Some(Relation::Customer));
        assert_eq!(at(&one, &ended, now), Some(Timestamp(10 * DAY + 30 * MINUTE)));
        assert_eq!(at(&one, &interaction("Call Begun", None), now), None);
        assert_eq!(at(&one, &interaction("Call Ended", Some(Relation::Employee)), now), None, "another side");
        assert_eq!(at(&one, &ended, Timestamp(11 * DAY + 1)), None, "too long ago");
        let of_employees = survey(&json!([{"channel": "phone"}]), "employees");
        assert_eq!(at(&of_employees, &ended, now), None);
        assert!(at(&of_employees, &interaction("x", Some(Relation::Employee)), now).is_some());
        let own = Interaction { touchpoint: "survey.calls".to_owned(), ..ended };
        assert_eq!(at(&survey(&json!([{"channel": "phone"}]), "customers"), &own, now), None, "its own answer");
    }
}
