//! What a mapping asks of a file that the file does not have, told by the names of its columns alone.

use std::collections::BTreeMap;

use super::model::{Mapping, Output, Properties};
use super::template::Template;

impl Mapping {
    /// Compares the columns that the mapping names with those of a file; returns a line for each that is missing.
    ///
    /// # Errors
    /// Where an interaction's message id or all of its identifiers hang on what is missing, or any of its consents uses
    /// it: nothing should be taken in, because it could not be told apart, would belong to nobody, or would say that
    /// people decided what they did not.
    pub fn missing_columns(&self, columns: &[String]) -> Result<Vec<String>, String> {
        let missing = |name: &String| !columns.contains(name);
        let mut uses: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut fatal = Vec::new();
        for output in &self.outputs {
            for (field, names) in named(output) {
                for name in names.into_iter().filter(missing) {
                    uses.entry(name).or_default().push(format!("interaction {:?}: {field}", output.name));
                }
            }
            let lacking = |template: &Template| template.lacks(&missing);
            if output.message_id.as_ref().is_some_and(lacking) {
                fatal.push(format!("interaction {:?} would have no message_id", output.name));
            }
            let mut consents = output.consents.iter().map(|(_, template)| template).chain(&output.tc_string);
            if consents.any(|template| template.columns().iter().any(missing)) {
                fatal.push(format!("interaction {:?} would misread consents", output.name));
            }
            let mut identifiers = output.identifiers.iter().map(|(_, template)| template).chain(&output.identifiers_of);
            if identifiers.all(lacking) {
                fatal.push(format!("interaction {:?} would have no identifier", output.name));
            }
        }
        let lines: Vec<String> = uses
            .into_iter()
            .map(|(name, fields)| format!("no column {name:?}{} ({})", similar(&name, columns), fields.join("; ")))
            .collect();
        if fatal.is_empty() { Ok(lines) } else { Err(format!("{}: {}", fatal.join(", "), lines.join(", "))) }
    }
}

/// The fields of a block that use columns, with the columns.
fn named(output: &Output) -> Vec<(String, Vec<String>)> {
    let mut named: Vec<(String, Vec<String>)> =
        output.templates().map(|(field, template)| (field, template.columns())).collect();
    if let Some(when) = &output.when {
        named.push(("when".to_owned(), when.columns().to_vec()));
    }
    if let Properties::Named(names) = &output.properties {
        named.push(("properties".to_owned(), names.clone()));
    }
    named
}

/// A column that differs from a name only in what a template's names cannot have, and how to write it.
fn similar(name: &str, columns: &[String]) -> String {
    let bare = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    match columns.iter().find(|column| bare(column) == bare(name)) {
        Some(column) => format!(", but {column:?}: {{{{ row[{column:?}] }}}}"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAPPING: &str = r#"
        channel = "{{ shop }}"
        [[interaction]]
        output = "loan"
        when = "status != 'void'"
        message_id = "{{ row['Loan ID'] }}-{{ no }}"
        name = "Loan"
        identifiers = [
          { namespace = "card", value = "{{ card or row[\"E-Mail\"] }}" },
          { namespace = "phone", value = "{{ phone }}" },
        ]
        properties = ["*", "amount"]
    "#;

    fn missing(columns: &[&str]) -> Result<Vec<String>, String> {
        let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
        Mapping::parse(MAPPING).unwrap().missing_columns(&columns)
    }

    #[test]
    fn a_column_that_is_not_there_is_named_with_what_uses_it() {
        assert_eq!(
            missing(&["Loan ID", "no", "card", "E-Mail", "phone", "status", "shop"]),
            Ok(Vec::new()),
            "`*` is whatever there is"
        );
        let said = missing(&["Loan ID", "no", "card", "Phone", "status", "Shop"]).unwrap();
        assert_eq!(said.len(), 3, "{said:?}");
        assert_eq!(said[0], "no column \"E-Mail\" (interaction \"loan\": identifier \"card\")");
        assert_eq!(
            said[1],
            "no column \"phone\", but \"Phone\": {{ row[\"Phone\"] }} (interaction \"loan\": identifier \"phone\")"
        );
        assert!(said[2].contains("channel"), "{said:?}");
    }

    #[test]
    fn what_cannot_be_told_apart_or_has_nobody_is_refused() {
        let said = missing(&["Loan_ID", "no", "card", "E-Mail", "phone", "status", "shop"]).unwrap_err();
        assert!(said.contains("no message_id") && said.contains("row[\"Loan_ID\"]"), "{said}");
        let said = missing(&["Loan ID", "no", "status", "shop"]).unwrap_err();
        assert!(said.contains("no identifier") && !said.contains("message_id"), "{said}");
        assert!(missing(&["Loan ID", "no", "E-Mail", "status", "shop"]).is_ok());
        let asking = MAPPING.replace("properties =", "consents = { marketing = \"{{ optin != 'N' }}\" }\nproperties =");
        let said = Mapping::parse(&asking).unwrap().missing_columns(&["Loan ID", "no", "card"].map(str::to_owned));
        assert!(said.unwrap_err().contains("misread consents"));
    }
}
