//! Facts: what is asked of people, what they answered, and so which question is a repeated request.

use serde::Serialize;

use crate::at::At;

/// Something that Halden's people ask for and write down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// First name and surname.
    FullName,
    /// The address.
    Address,
    /// The postcode alone, which callers are verified by.
    Postcode,
    /// The date of birth.
    DateOfBirth,
    /// What it is about.
    Problem,
    /// The router or telephone in question.
    DeviceModel,
    /// Since when.
    ProblemSince,
    /// Where somebody moves to.
    NewAddress,
    /// When they move.
    MovingDate,
    /// Why they leave.
    LeavingReason,
    /// Whether they would like to hear of offers.
    MarketingWish,
}

impl Fact {
    /// The fact's name in the mappings.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Fact::FullName => "full_name",
            Fact::Address => "address",
            Fact::Postcode => "postcode",
            Fact::DateOfBirth => "date_of_birth",
            Fact::Problem => "problem",
            Fact::DeviceModel => "device_model",
            Fact::ProblemSince => "problem_since",
            Fact::NewAddress => "new_address",
            Fact::MovingDate => "moving_date",
            Fact::LeavingReason => "leaving_reason",
            Fact::MarketingWish => "marketing_wish",
        }
    }

    /// How many days an answer holds, as the mappings say; nothing if it holds until it changes.
    pub(crate) fn valid_days(self) -> Option<i64> {
        match self {
            Fact::FullName | Fact::Address | Fact::Postcode | Fact::DateOfBirth | Fact::MarketingWish => None,
            Fact::Problem | Fact::ProblemSince => Some(21),
            Fact::MovingDate => Some(90),
            Fact::DeviceModel | Fact::NewAddress | Fact::LeavingReason => Some(365),
        }
    }
}

/// Why something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Purpose {
    /// To serve.
    Service,
    /// To make sure who is there.
    Verification,
    /// Because the law wants it.
    Law,
    /// To sell.
    Marketing,
}

/// A question that was put to somebody.
pub(crate) type Question = (Fact, Purpose);

/// The questions as the systems keep them: a JSON list.
pub(crate) fn questions_json(questions: &[Question]) -> String {
    #[derive(Serialize)]
    struct Asked {
        fact: &'static str,
        purpose: Purpose,
    }
    let asked: Vec<_> = questions.iter().map(|&(fact, purpose)| Asked { fact: fact.name(), purpose }).collect();
    if asked.is_empty() { String::new() } else { serde_json::to_string(&asked).expect("two names make plain JSON") }
}

/// What somebody has told Halden, and until when it holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told(Vec<(Fact, At)>);

impl Told {
    /// They told a fact.
    pub(crate) fn tell(&mut self, fact: Fact, at: At) {
        self.0.push((fact, at));
    }

    /// Whether a fact that was told before still holds.
    pub(crate) fn holds(&self, fact: Fact, now: At) -> bool {
        let valid = |told: At| fact.valid_days().is_none_or(|days| now < told.plus_days(days));
        self.0.iter().any(|&(other, told)| other == fact && told < now && valid(told))
    }

    /// The questions that are repeated requests: asked to serve, although the answer is a valid fact.
    pub(crate) fn repeated(&self, questions: &[Question], now: At) -> Vec<Fact> {
        let again = |(fact, purpose): &Question| *purpose == Purpose::Service && self.holds(*fact, now);
        questions.iter().filter(|question| again(question)).map(|(fact, _)| *fact).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_service_questions_about_valid_facts_are_repeated() {
        let day = |n| At::midnight(jiff::civil::date(2026, 3, 1)).plus_days(n);
        let mut told = Told::default();
        told.tell(Fact::Problem, day(0));
        told.tell(Fact::Postcode, day(0));
        let asked = [(Fact::Problem, Purpose::Service), (Fact::Postcode, Purpose::Verification)];
        assert_eq!(told.repeated(&asked, day(0)), [], "the answer itself is not yet known when it is asked for");
        assert_eq!(told.repeated(&asked, day(3)), [Fact::Problem]);
        assert_eq!(told.repeated(&asked, day(22)), [], "the answer has run out");
    }

    #[test]
    fn questions_are_a_json_list() {
        let json = questions_json(&[(Fact::Address, Purpose::Service)]);
        assert_eq!(json, r#"[{"fact":"address","purpose":"service"}]"#);
        assert_eq!(questions_json(&[]), "");
    }
}
