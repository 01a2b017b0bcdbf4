//! What can be an improvement.

use know::organisation::checked_name;

use super::model::{Improvement, ImprovementState};

/// The most characters of a sentence.
const LONGEST: usize = 1000;
/// The most characters of an address.
const LONGEST_LINK: usize = 2000;
/// The most places.
const MOST: usize = 50;

impl Improvement {
    /// The improvement, unless it cannot be one.
    ///
    /// # Errors
    /// What is wrong with it, and with which field.
    pub fn checked(self) -> Result<Improvement, String> {
        checked_name(&self.title).map_err(|said| format!("`title`: {said}"))?;
        checked_name(&self.owner).map_err(|said| format!("`owner`: {said}"))?;
        let said = self.finding.said.trim();
        if said.is_empty() || said.chars().count() > LONGEST {
            return Err(format!("`finding.said` must say what was found, in 1 to {LONGEST} characters"));
        }
        if let Some(link) = &self.finding.link {
            let is_ours =
                link.starts_with('/') && !link.starts_with("//") && link.bytes().all(|byte| byte.is_ascii_graphic());
            if !is_ours || link.len() > LONGEST_LINK || link.contains('\\') {
                return Err("`finding.link` is the path of a page of this server with its query".to_owned());
            }
        }
        let measure = &self.measure;
        measure.measured.check().map_err(|said| format!("`measure`: {said}"))?;
        if measure.places.is_empty() || measure.places.len() > MOST || measure.compared_with.len() > MOST {
            return Err(format!("`measure`: name 1 to {MOST} `places`, and at most {MOST} in `compared_with`"));
        }
        for name in measure.places.iter().chain(&measure.compared_with) {
            if checked_name(name).map_err(|said| format!("`measure`: {said}"))? != *name {
                return Err(format!("`measure`: {name:?} begins or ends with a blank; write it as interactions do"));
            }
        }
        if let Some(both) = measure.places.iter().find(|name| measure.compared_with.contains(name)) {
            return Err(format!("`measure`: {both:?} is changed and cannot be compared with itself"));
        }
        if self.expected.is_some_and(|expected| !expected.is_finite() || expected.abs() > 200.0) {
            return Err("`expected` is a difference in units of the measure, from -200 to 200".to_owned());
        }
        let is_changed = matches!(self.state, ImprovementState::Changed | ImprovementState::Kept);
        if is_changed && self.changed_on.is_none() {
            return Err("`changed_on`: say on which day it was changed, or leave the `state` at planned".to_owned());
        }
        if self.changed_on.is_some_and(|changed| changed >= self.look_again_on) {
            return Err("`look_again_on` must be later than `changed_on`".to_owned());
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn improvement(more: &Value) -> Improvement {
        let mut one = json!({"title": "Ask for the account once", "owner": "Mo Fields", "state": "planned",
            "finding": {"kind": "repeated_question", "said": "the account number is asked three times"},
            "measure": {"measured": {"of": "repeated_requests"}, "by": "touchpoint", "places": ["call_center.billing"]},
            "look_again_on": "2026-06-01"});
        one.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        serde_json::from_value(one).expect("an improvement")
    }

    #[test]
    fn what_is_no_improvement_is_told_where() {
        assert!(improvement(&json!({})).checked().is_ok());
        let measure = |more: Value| {
            let mut measure = json!({"measured": {"of": "effort"}, "by": "department", "places": ["Billing"]});
            measure.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
            json!({"measure": measure})
        };
        for (wrong, told) in [
            (json!({"title": ""}), "`title`"),
            (json!({"finding": {"kind": "other", "said": " "}}), "`finding.said`"),
            (json!({"finding": {"kind": "other", "said": "x", "link": "https://elsewhere.example"}}), "`finding.link`"),
            (json!({"finding": {"kind": "other", "said": "x", "link": "//elsewhere.example"}}), "`finding.link`"),
            (measure(json!({"measured": {"of": "score", "scale": "enps"}})), "employees"),
            (measure(json!({"places": []})), "`places`"),
            (measure(json!({"compared_with": ["Billing"]})), "with itself"),
            (json!({"state": "changed"}), "`changed_on`"),
            (json!({"changed_on": "2026-07-01"}), "`look_again_on`"),
            (json!({"expected": 1e9}), "`expected`"),
        ] {
            let said = improvement(&wrong).checked().expect_err("none");
            assert!(said.contains(told), "{said}");
        }
    }
}
