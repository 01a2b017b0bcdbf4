//! The mappings by which the files are imported.

use super::Format;

/// The mapping of a format.
pub(super) fn of(format: Format) -> &'static str {
    match format {
        Format::Csv => include_str!("csv.mapping.toml"),
        Format::Jsonl => include_str!("jsonl.mapping.toml"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, of};

    /// The expressions inside `{{ }}` anywhere in the mapping.
    fn expressions(mapping: &str) -> Vec<&str> {
        mapping.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).map(str::trim).collect()
    }

    fn properties(mapping: &str) -> Vec<String> {
        let table: toml::Table = mapping.parse().expect("the mapping is TOML");
        let list = table["interaction"][0]["properties"].as_array().expect("a list");
        list.iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
    }

    #[test]
    fn the_csv_mapping_names_columns_that_are_there() {
        let mapping = of(Format::Csv);
        let columns: Vec<&str> = super::super::csv::HEADER.split(',').collect();
        let named = expressions(mapping).into_iter().map(str::to_owned).chain(properties(mapping));
        for name in named {
            assert!(columns.contains(&name.as_str()), "{name} is no column");
        }
    }

    #[test]
    fn the_jsonl_mapping_names_fields_that_are_there() {
        let mut out = Vec::new();
        let mut rows = super::super::row::Rows::new(10, 1);
        for _ in 0..200 {
            super::super::jsonl::write(&mut out, &rows.next()).expect("writing to memory");
        }
        let text = String::from_utf8(out).expect("text");
        let parsed: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let mapping = of(Format::Jsonl);
        for name in expressions(mapping).into_iter().map(str::to_owned).chain(properties(mapping)) {
            let pointer = format!("/{}", name.replace('.', "/"));
            assert!(parsed.iter().any(|row| row.pointer(&pointer).is_some()), "{name} is no field");
        }
    }
}
