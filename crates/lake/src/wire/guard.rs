//! The guard: which statements are passed on, which are only acknowledged, and which are refused.

use datafusion::sql::sqlparser::ast::{Set, Statement};

/// What becomes of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passage {
    /// It asks the history.
    Asks,
    /// It is about the session.
    Session,
    /// Clients say it and expect that it is accepted; it changes nothing.
    Accepted,
    /// It is refused.
    Refused,
}

/// What may be set: all of it is about the form of answers.
const SETTINGS: [&str; 8] = [
    "statement_timeout",
    "datestyle",
    "bytea_output",
    "intervalstyle",
    "application_name",
    "extra_float_digits",
    "search_path",
    "timezone",
];

/// What is to become of a statement.
pub(super) fn passage(statement: &Statement) -> Passage {
    match statement {
        Statement::Query(_) | Statement::ExplainTable { .. } => Passage::Asks,
        Statement::Explain { statement, .. } => match passage(statement) {
            Passage::Asks => Passage::Asks,
            _ => Passage::Refused,
        },
        Statement::Set(Set::SingleAssignment { variable, .. }) => {
            let name = variable.to_string().to_lowercase();
            if SETTINGS.contains(&name.as_str()) {
                Passage::Session
            } else if name.contains('.') {
                Passage::Refused
            } else {
                Passage::Accepted
            }
        }
        Statement::Set(Set::SetTimeZone { .. })
        | Statement::ShowVariable { .. }
        | Statement::ShowStatus { .. }
        | Statement::StartTransaction { .. }
        | Statement::Commit { .. }
        | Statement::Rollback { .. } => Passage::Session,
        Statement::Set(_) | Statement::Discard { .. } | Statement::Deallocate { .. } => Passage::Accepted,
        _ => Passage::Refused,
    }
}

#[cfg(test)]
mod tests {
    use datafusion_postgres::datafusion_pg_catalog::sql::PostgresCompatibilityParser;

    use super::*;

    #[test]
    fn only_what_reads_passes() {
        let of = |sql: &str| passage(&PostgresCompatibilityParser::new().parse(sql).unwrap()[0]);
        for asks in ["SELECT 1", "EXPLAIN SELECT 1", "WITH a AS (SELECT 1) SELECT * FROM a", "VALUES (1)"] {
            assert_eq!(of(asks), Passage::Asks, "{asks}");
        }
        for session in ["BEGIN", "COMMIT", "ROLLBACK", "SET datestyle = 'ISO'", "SHOW server_version"] {
            assert_eq!(of(session), Passage::Session, "{session}");
        }
        for accepted in ["SET client_min_messages = warning", "DISCARD ALL", "DEALLOCATE ALL"] {
            assert_eq!(of(accepted), Passage::Accepted, "{accepted}");
        }
        for refused in [
            "CREATE TABLE t (a INT)",
            "COPY (SELECT 1) TO '/tmp/x'",
            "INSERT INTO interactions VALUES (1)",
            "DROP TABLE interactions",
            "SET datafusion.execution.batch_size = 1",
            "PREPARE p AS SELECT 1",
            "EXPLAIN DELETE FROM interactions",
        ] {
            assert_eq!(of(refused), Passage::Refused, "{refused}");
        }
    }
}
