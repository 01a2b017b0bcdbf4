//! Designs had a table of their own once.

use store::Migration;

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::new(
        "designs_1",
        "CREATE TABLE designs_versions (name TEXT NOT NULL, version BIGINT NOT NULL, definition TEXT,
            changed_by TEXT NOT NULL, changed_at BIGINT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (name, version))",
    ),
    Migration::new(
        "designs_2",
        "INSERT INTO versions (kind, name, version, definition, changed_by, changed_at, reason)
            SELECT 'designs', name, version, definition, changed_by, changed_at, reason FROM designs_versions;
         DROP TABLE designs_versions",
    ),
];
