//! Surveys for the usual programmes, to begin with.

use super::Survey;

/// What there is: a name, what it is for, and the survey.
const ALL: [(&str, &str, &str); 13] = [
    (
        "relationship-nps",
        "How likely customers are to recommend us, once or twice a year, asked of everybody.",
        include_str!("templates/relationship-nps.json"),
    ),
    ("after-purchase", "How buying went, a day after the order.", include_str!("templates/after-purchase.json")),
    (
        "after-contact",
        "How easy it was to get help, an hour after a call, chat or visit.",
        include_str!("templates/after-contact.json"),
    ),
    ("after-delivery", "How the delivery went, the evening of the day.", include_str!("templates/after-delivery.json")),
    ("onboarding", "How the first weeks went.", include_str!("templates/onboarding.json")),
    ("referral", "Whether customers told somebody, and whether they came.", include_str!("templates/referral.json")),
    (
        "partners",
        "How partners and subcontractors find working with us. They are asked as partners.",
        include_str!("templates/partners.json"),
    ),
    ("exit", "Why somebody leaves, when they have left.", include_str!("templates/exit.json")),
    (
        "employee-pulse",
        "How employees are, every month or two. Few questions, always the same.",
        include_str!("templates/employee-pulse.json"),
    ),
    (
        "employee-enps",
        "How likely employees are to recommend us as an employer, twice a year.",
        include_str!("templates/employee-enps.json"),
    ),
    ("after-shift", "What stood in the way today, in half a minute.", include_str!("templates/after-shift.json")),
    ("exit-interview", "Why an employee leaves, in their last week.", include_str!("templates/exit-interview.json")),
    (
        "what-do-you-need",
        "What employees need to serve customers better.",
        include_str!("templates/what-do-you-need.json"),
    ),
];

/// All of them: a name, what it is for, and the survey.
#[must_use]
pub fn all() -> Vec<(&'static str, &'static str, Survey)> {
    let read = |json| serde_json::from_str(json).expect("a test reads them all");
    ALL.into_iter().map(|(name, description, json)| (name, description, read(json))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_a_survey() {
        for (name, _, json) in ALL {
            let survey: Survey = serde_json::from_str(json).unwrap_or_else(|error| panic!("{name}: {error}"));
            survey.checked().unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}
