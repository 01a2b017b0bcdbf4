//! What can be a design.

use std::collections::HashMap;

use know::organisation::checked_name;

use super::model::Definition;

/// The most stages of a design, and the most names of a stage or an end.
const MOST: usize = 64;
/// The most characters of the customer's job.
const LONGEST_JOB: usize = 1000;

impl Definition {
    /// The definition, unless it cannot be one.
    ///
    /// # Errors
    /// What is wrong with it, and with which field.
    pub fn checked(self) -> Result<Definition, String> {
        let job = self.job.trim();
        if job.is_empty() || job.chars().count() > LONGEST_JOB {
            return Err(format!("`job` must say what the journey is for, in 1 to {LONGEST_JOB} characters"));
        }
        if self.stages.is_empty() || self.stages.len() > MOST {
            return Err(format!("`stages`: a design has 1 to {MOST} stages"));
        }
        let mut stage_of: HashMap<&str, &str> = HashMap::new();
        for (place, stage) in self.stages.iter().enumerate() {
            let name = &stage.name;
            checked_name(name).map_err(|said| format!("`stages`: stage {}: {said}", place + 1))?;
            if self.stages[..place].iter().any(|other| other.name == *name) {
                return Err(format!("`stages`: two are called {name:?}; give one another name"));
            }
            if stage.names.is_empty() {
                return Err(format!("`stages`: {name:?} names no interaction; name at least one"));
            }
            names(&format!("the stage {name:?}"), &stage.names)?;
            for one in &stage.names {
                if let Some(other) = stage_of.insert(one, name) {
                    return Err(format!("`stages`: {one:?} is in {other:?} and in {name:?}; leave it in one"));
                }
            }
        }
        for (field, of) in [("start", &self.start), ("good", &self.good), ("bad", &self.bad)] {
            names(&format!("`{field}`"), of)?;
        }
        if let Some(both) = self.good.iter().find(|name| self.bad.contains(name)) {
            return Err(format!("{both:?} cannot be a good end and a bad one; leave it in one of `good` and `bad`"));
        }
        Ok(self)
    }
}

/// Checks names of interactions. An empty one stands for those that have none.
fn names(what: &str, names: &[String]) -> Result<(), String> {
    if names.len() > MOST {
        return Err(format!("{what} has {} names; {MOST} is the most", names.len()));
    }
    for (place, name) in names.iter().enumerate() {
        if !name.is_empty() && checked_name(name)? != *name {
            return Err(format!("{what}: {name:?} begins or ends with a blank; write it as interactions do"));
        }
        if names[..place].contains(name) {
            return Err(format!("{what}: {name:?} comes twice; leave it once"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::designs::DesignStage;

    fn stage(name: &str, of: &[&str]) -> DesignStage {
        let names = of.iter().map(|name| (*name).to_owned()).collect();
        DesignStage { name: name.to_owned(), names, optional: false, repeatable: false }
    }

    fn definition() -> Definition {
        Definition {
            job: "get a line".to_owned(),
            stages: vec![stage("order", &["placed"]), stage("use", &["activated"])],
            good: vec!["activated".to_owned()],
            ..Definition::default()
        }
    }

    #[test]
    fn what_is_no_design_is_told_where() {
        let wrong = |said: &str, change: &dyn Fn(&mut Definition)| {
            let mut wrong = definition();
            change(&mut wrong);
            let told = wrong.checked().expect_err(said);
            assert!(told.contains(said), "{told}");
        };
        assert!(definition().checked().is_ok());
        wrong("`job`", &|one| one.job = "  ".to_owned());
        wrong("1 to 64 stages", &|one| one.stages.clear());
        wrong("stage 2: a name has", &|one| one.stages[1].name.clear());
        wrong("two are called \"order\"", &|one| one.stages[1].name = "order".to_owned());
        wrong("\"use\" names no interaction", &|one| one.stages[1].names.clear());
        wrong("in \"order\" and in \"use\"", &|one| one.stages[1].names = vec!["placed".to_owned()]);
        wrong("comes twice", &|one| one.start = vec!["placed".to_owned(); 2]);
        wrong("begins or ends with a blank", &|one| one.start = vec!["placed ".to_owned()]);
        wrong("a good end and a bad one", &|one| one.bad = vec!["activated".to_owned()]);
        wrong("64 is the most", &|one| one.good = (0..65).map(|number| number.to_string()).collect());
    }
}
