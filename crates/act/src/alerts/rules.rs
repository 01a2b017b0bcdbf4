//! What opens an alert, who sees to it, and what may become of it: pure decisions.

use kernel::clock::{DAY, HOUR};
use kernel::{Direction, Interaction, Relation, Timestamp};
use know::organisation::{UnitKind, Units, checked_name};
use lake::feedback::SCALES;
use text::{CueKind, Emotion, Reader, Reading};

use super::model::{AlertRule, AlertState, AlertWhen, Reason, Where};

/// The most conditions of a rule, and the most names of a kind of place.
const MOST: usize = 64;
/// The most hours and days.
const MOST_HOURS: u32 = 90 * 24;
const MOST_DAYS: u32 = 3660;
/// Under which property an answer to a survey says the touchpoint that it is about.
const ABOUT: &str = "about";
/// What employees answer is nobody's alert.
const OF_EMPLOYEES: &str = "enps";

impl AlertRule {
    /// The rule, unless it cannot be one.
    ///
    /// # Errors
    /// What is wrong with it, and with which field.
    pub fn checked(self) -> Result<AlertRule, String> {
        if self.when.is_empty() || self.when.len() > MOST {
            return Err(format!("`when`: a rule has 1 to {MOST} conditions"));
        }
        for when in &self.when {
            when.check().map_err(|said| format!("`when`: {said}"))?;
        }
        let places =
            [("touchpoints", &self.touchpoints), ("departments", &self.departments), ("channels", &self.channels)];
        for (field, names) in places {
            if names.len() > MOST {
                return Err(format!("`{field}`: at most {MOST} names"));
            }
            for name in names {
                if checked_name(name).map_err(|said| format!("`{field}`: {said}"))? != *name {
                    return Err(format!(
                        "`{field}`: {name:?} begins or ends with a blank; write it as interactions do"
                    ));
                }
            }
        }
        checked_name(&self.owner).map_err(|said| format!("`owner`: {said}"))?;
        if !(1..=MOST_HOURS).contains(&self.due_hours) {
            return Err(format!("`due_hours` must be 1 to {MOST_HOURS}"));
        }
        if !(1..=MOST_DAYS).contains(&self.within_days) {
            return Err(format!("`within_days` must be 1 to {MOST_DAYS}"));
        }
        Ok(self)
    }

    /// Whether any of its conditions is about a text.
    fn reads(&self) -> bool {
        self.when.iter().any(|when| !matches!(when, AlertWhen::Score { .. }))
    }

    fn is_at(&self, at: &Where) -> bool {
        let among = |names: &[String], name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
        among(&self.touchpoints, &at.touchpoint)
            && among(&self.departments, at.department.as_deref().unwrap_or_default())
            && among(&self.channels, &at.channel)
    }
}

impl AlertWhen {
    fn check(&self) -> Result<(), String> {
        match self {
            AlertWhen::Score { scale, at_most } => {
                let known = SCALES.iter().find(|known| known.name == *scale && known.name != OF_EMPLOYEES);
                let known = known.ok_or_else(|| format!("there are no scores {scale:?} of customers"))?;
                if !(known.lowest..=known.highest).contains(at_most) {
                    return Err(format!("`at_most` of {scale} must be {} to {}", known.lowest, known.highest));
                }
            }
            AlertWhen::Negative { at_least } if !(0.5..=1.0).contains(at_least) => {
                return Err("`at_least` of a probability must be 0.5 to 1".to_owned());
            }
            AlertWhen::Emotion { at_least, .. } if !(0.01..=1.0).contains(at_least) => {
                return Err("`at_least` of an emotion must be 0.01 to 1".to_owned());
            }
            AlertWhen::Negative { .. } | AlertWhen::Emotion { .. } | AlertWhen::Cue { .. } => {}
        }
        Ok(())
    }

    fn holds(&self, scores: &[(usize, f64)], reading: Option<&Reading>) -> Option<Reason> {
        match self {
            AlertWhen::Score { scale, at_most } => {
                let mut of_scale = scores.iter().filter(|(place, _)| SCALES[*place].name == scale);
                let (_, score) = of_scale.find(|(_, score)| score <= at_most)?;
                Some(Reason::Score { scale: scale.clone(), score: *score })
            }
            AlertWhen::Negative { at_least } => {
                let probability = reading?.sentiment?.negative;
                (f64::from(probability) >= *at_least).then_some(Reason::Negative { probability })
            }
            AlertWhen::Emotion { emotion, at_least } => {
                let strength = reading?.emotions?.strength(*emotion);
                (f64::from(strength) >= *at_least).then_some(Reason::Emotion { emotion: *emotion, strength })
            }
            AlertWhen::Cue { cue } => {
                let found = reading?.cues.iter().find(|found| found.kind == *cue)?;
                Some(Reason::Cue { cue: *cue, from: found.place.start, until: found.place.end })
            }
        }
    }
}

/// Where an interaction was; an answer to a survey was where the contact was that it is about.
pub(super) fn place(one: &Interaction) -> Where {
    let about = one.touchpoint.starts_with("survey.").then(|| one.properties.to_value());
    let about = about.as_ref().and_then(|properties| properties[ABOUT].as_str());
    Where {
        touchpoint: about.unwrap_or(&one.touchpoint).to_owned(),
        channel: one.channel.clone(),
        department: one.department.clone(),
        team: one.team.clone(),
        location: one.location.clone(),
    }
}

/// Which rules open an alert because of an interaction, each by its place in `rules`, with the reasons.
pub(super) fn opened<'a>(
    rules: impl Iterator<Item = &'a AlertRule>,
    (one, at): (&Interaction, &Where),
    reader: &Reader,
    now: Timestamp,
) -> Vec<(usize, Vec<Reason>)> {
    // What employees say as employees is no customer's; and what we wrote ourselves, nobody said.
    if one.relation == Some(Relation::Employee) || one.direction != Direction::Inbound || one.is_erased() {
        return Vec::new();
    }
    let wanted = rules
        .enumerate()
        .filter(|(_, rule)| now.0 - one.occurred_at.0 <= i64::from(rule.within_days) * DAY && rule.is_at(at));
    let wanted: Vec<(usize, &AlertRule)> = wanted.collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let facts = one.facts.iter().map(|fact| (fact.name.as_str(), fact.value.as_str()));
    let scores: Vec<(usize, f64)> = lake::feedback::scores(Some(one.properties.as_str()), facts).collect();
    let reads = wanted.iter().any(|(_, rule)| rule.reads());
    let reading = one.text.as_deref().filter(|_| reads).map(|text| reader.read(text));
    let reasons = |rule: &AlertRule| -> Vec<Reason> {
        rule.when.iter().filter_map(|when| when.holds(&scores, reading.as_ref())).collect()
    };
    let found = wanted.into_iter().map(|(place, rule)| (place, reasons(rule)));
    found.filter(|(_, reasons)| !reasons.is_empty()).collect()
}

/// Who sees to it: the owner of the touchpoint where there is one on record, else who the rule says.
pub(super) fn owner(rule: &AlertRule, at: &Where, units: &Units, now: Timestamp) -> String {
    let of_touchpoint = units.belongs(UnitKind::Touchpoints, &at.touchpoint, now).and_then(|belongs| belongs.owner);
    of_touchpoint.unwrap_or(&rule.owner).to_owned()
}

/// By when it is to be done.
pub(super) fn due_at(rule: &AlertRule, opened_at: Timestamp) -> Timestamp {
    Timestamp(opened_at.0 + i64::from(rule.due_hours) * HOUR)
}

/// Whether an alert may become this.
///
/// # Errors
/// Why not.
pub(super) fn may_become(before: AlertState, after: AlertState, note: Option<&str>) -> Result<(), &'static str> {
    use AlertState::{Done, Open, Reopened, Seen};
    match (before, after) {
        (_, Open) => Err("an alert is open until somebody has seen it; one that was done can be `reopened`"),
        (Done, Done) => Err("the alert is done already"),
        (Done, Seen) => Err("the alert is done: it can be `reopened`"),
        (Done, Reopened) | (Open | Reopened | Seen, Done) if note.is_none() => {
            Err("`note`: say what was done, or why it is opened again")
        }
        (_, Reopened) if before != Done => Err("only an alert that is done can be reopened"),
        _ => Ok(()),
    }
}

/// A reason in words; `words` are those of the text where it stands.
pub(super) fn said(reason: &Reason, words: Option<&str>) -> String {
    match reason {
        Reason::Score { scale, score } => {
            let name =
                if matches!(scale.as_str(), "nps" | "csat" | "ces") { scale.to_uppercase() } else { scale.clone() };
            format!("said {score} on {name}")
        }
        Reason::Negative { probability } => format!("discontent ({:.0} % sure)", 100.0 * probability),
        Reason::Emotion { emotion, strength } => format!("{} ({strength:.1} of 1)", emotion_name(*emotion)),
        Reason::Cue { cue, .. } => match words {
            Some(words) => format!("“{words}” in the text ({})", cue_name(*cue)),
            None => format!("{} (in the text)", cue_name(*cue)),
        },
    }
}

/// The words of a text at which a reason stands, where it still says so.
pub(super) fn words<'a>(reason: &Reason, text: &'a str) -> Option<&'a str> {
    let Reason::Cue { from, until, .. } = reason else { return None };
    text.get(*from..*until).map(str::trim).filter(|words| !words.is_empty())
}

fn emotion_name(emotion: Emotion) -> &'static str {
    match emotion {
        Emotion::Joy => "joy",
        Emotion::Trust => "trust",
        Emotion::Fear => "fear",
        Emotion::Surprise => "surprise",
        Emotion::Sadness => "sadness",
        Emotion::Disgust => "disgust",
        Emotion::Anger => "anger",
        Emotion::Anticipation => "anticipation",
    }
}

fn cue_name(cue: CueKind) -> &'static str {
    match cue {
        CueKind::Repeated => "it happened before",
        CueKind::ToldBefore => "they said it before",
        CueKind::Waiting => "they wait",
        CueKind::Leaving => "they leave",
        CueKind::NoAnswer => "nobody answers",
        CueKind::PassedOn => "they were sent on",
        CueKind::Effort => "it costs them work",
        CueKind::BrokenPromise => "a promise was broken",
        CueKind::Escalation => "they go further",
        CueKind::Unresolved => "it is not solved",
    }
}

#[cfg(test)]
mod tests {
    use kernel::json::RawObject;
    use kernel::{IdentifierNo, SourceNo, Trust};
    use serde_json::json;

    use super::*;

    fn interaction(text: &str, properties: &serde_json::Value) -> Interaction {
        Interaction {
            occurred_at: Timestamp(100 * DAY),
            received_at: Timestamp(100 * DAY),
            source: SourceNo(1),
            trust: Trust::Secret,
            direction: Direction::Inbound,
            relation: None,
            channel: "phone".to_owned(),
            touchpoint: "call_center.billing".to_owned(),
            name: "Call Ended".to_owned(),
            department: Some("Billing".to_owned()),
            team: None,
            employee: None,
            location: None,
            identifiers: vec![IdentifierNo(1)],
            subjects: Vec::new(),
            questions: Vec::new(),
            facts: Vec::new(),
            text: Some(text.to_owned()),
            properties: RawObject::from_valid(properties.to_string()),
            context: RawObject::default(),
        }
    }

    fn rule(more: &serde_json::Value) -> AlertRule {
        let mut rule =
            json!({"owner": "mo", "due_hours": 4, "when": [{"kind": "score", "scale": "nps", "at_most": 6}]});
        rule.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        serde_json::from_value(rule).expect("a rule")
    }

    fn reasons(rule: &AlertRule, one: &Interaction) -> Vec<Reason> {
        let now = Timestamp(101 * DAY);
        opened([rule].into_iter(), (one, &place(one)), &Reader::new(), now)
            .pop()
            .map(|(_, why)| why)
            .unwrap_or_default()
    }

    #[test]
    fn any_condition_opens_and_all_that_hold_are_reasons() {
        let both = rule(
            &json!({"when": [{"kind": "score", "scale": "nps", "at_most": 6}, {"kind": "cue", "cue": "leaving"}]}),
        );
        let text = "This is too much. I will cancel my account.";
        let found = reasons(&both, &interaction(text, &json!({"nps": 2})));
        let told: Vec<String> = found.iter().map(|why| said(why, words(why, text))).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0], "said 2 on NPS");
        assert!(told[1].contains("cancel") && told[1].ends_with("in the text (they leave)"), "{told:?}");
        assert_eq!(reasons(&both, &interaction("thank you", &json!({"nps": 2}))).len(), 1);
        assert!(reasons(&both, &interaction("thank you", &json!({"nps": 7}))).is_empty());
    }

    #[test]
    fn an_angry_text_is_one() {
        let angry = rule(&json!({"when": [{"kind": "emotion", "emotion": "anger", "at_least": 0.3}]}));
        let discontent = rule(&json!({"when": [{"kind": "negative", "at_least": 0.6}]}));
        let one = interaction("I am furious, this is a terrible and outrageous service", &json!({}));
        assert!(matches!(reasons(&angry, &one)[..], [Reason::Emotion { emotion: Emotion::Anger, .. }]));
        assert!(matches!(reasons(&discontent, &one)[..], [Reason::Negative { .. }]));
        let other = interaction("Many thanks, wonderful service", &json!({}));
        assert!(reasons(&angry, &other).is_empty() && reasons(&discontent, &other).is_empty());
    }

    #[test]
    fn only_where_and_of_whom_a_rule_says() {
        let one = interaction("", &json!({"nps": 0}));
        assert_eq!(
            reasons(&rule(&json!({"touchpoints": ["call_center.billing"], "departments": ["Billing"]})), &one).len(),
            1
        );
        for elsewhere in
            [json!({"touchpoints": ["web.checkout"]}), json!({"departments": ["Shop"]}), json!({"channels": ["web"]})]
        {
            assert!(reasons(&rule(&elsewhere), &one).is_empty(), "{elsewhere}");
        }
        let answer = Interaction {
            touchpoint: "survey.visit".to_owned(),
            ..interaction("", &json!({"nps": 0, "about": "store.desk"}))
        };
        assert_eq!(reasons(&rule(&json!({"touchpoints": ["store.desk"]})), &answer).len(), 1);
        let ours = Interaction { direction: Direction::Outbound, ..one.clone() };
        let employee = Interaction { relation: Some(Relation::Employee), ..one.clone() };
        let old = Interaction { occurred_at: Timestamp(90 * DAY), ..one };
        for other in [&ours, &employee, &old] {
            assert!(reasons(&rule(&json!({})), other).is_empty());
        }
        assert_eq!(reasons(&rule(&json!({"within_days": 30})), &old).len(), 1);
    }

    #[test]
    fn what_is_no_rule_is_told_where() {
        for (wrong, told) in [
            (json!({"when": []}), "`when`"),
            (json!({"when": [{"kind": "score", "scale": "enps", "at_most": 6}]}), "of customers"),
            (json!({"when": [{"kind": "score", "scale": "csat", "at_most": 6}]}), "1 to 5"),
            (json!({"when": [{"kind": "negative", "at_least": 0.2}]}), "0.5 to 1"),
            (json!({"owner": " "}), "`owner`"),
            (json!({"due_hours": 0}), "`due_hours`"),
            (json!({"within_days": 4000}), "`within_days`"),
            (json!({"channels": [" web"]}), "a blank"),
        ] {
            let said = rule(&wrong).checked().expect_err("no rule");
            assert!(said.contains(told), "{said}");
        }
        assert!(rule(&json!({})).checked().is_ok());
    }

    #[test]
    fn an_alert_goes_its_way() {
        use AlertState::{Done, Open, Reopened, Seen};
        for (before, after, note) in [
            (Open, Seen, None),
            (Seen, Done, Some("x")),
            (Open, Done, Some("x")),
            (Done, Reopened, Some("x")),
            (Reopened, Seen, None),
        ] {
            assert_eq!(may_become(before, after, note), Ok(()), "{before:?} {after:?}");
        }
        for (before, after, note) in [
            (Open, Done, None),
            (Done, Reopened, None),
            (Done, Seen, None),
            (Open, Reopened, Some("x")),
            (Done, Done, Some("x")),
            (Seen, Open, None),
        ] {
            assert!(may_become(before, after, note).is_err(), "{before:?} {after:?}");
        }
    }
}
