//! The tables that follow from `interactions`, as views in SQL.

/// One row for each person who has interactions.
pub(super) const PEOPLE: &str = "
    SELECT person, min(occurred_at) AS first_seen, max(occurred_at) AS last_seen, count(*) AS interactions,
        array_sort(array_agg(DISTINCT CAST(channel AS TEXT)) FILTER (WHERE channel IS NOT NULL)) AS channels,
        array_sort(array_agg(DISTINCT CAST(relation AS TEXT)) FILTER (WHERE relation IS NOT NULL)) AS relations
    FROM interactions GROUP BY person";

/// One row for each fact that an interaction brought. What somebody says as an employee is apart.
pub(super) const FACTS: &str = "
    SELECT person, name, value, told_at, channel, touchpoint, department, trust, relation, valid_until, position,
        row_number() OVER (PARTITION BY person, name, COALESCE(relation = 'employee', false)
            ORDER BY told_at DESC, position DESC) = 1 AS is_newest
    FROM (
        SELECT person, json_text(fact['value'], '') AS value, fact['name'] AS name, occurred_at AS told_at, channel,
            touchpoint, department, trust, relation, fact['valid_until'] AS valid_until, position
        FROM (
            SELECT person, occurred_at, channel, touchpoint, department, trust, relation, position,
                unnest(facts) AS fact
            FROM interactions WHERE facts IS NOT NULL
        )
    )";

/// One row for each score that an interaction carries, and for each comment without one.
pub(super) const FEEDBACK: &str = "
    SELECT person, occurred_at, said['kind'] AS kind, said['score'] AS score, said['lowest'] AS lowest,
        said['highest'] AS highest, said['comment'] AS comment, channel, touchpoint, department, relation, position
    FROM (
        SELECT person, occurred_at, channel, touchpoint, department, relation, position,
            unnest(feedback_of(properties, facts, text)) AS said
        FROM interactions WHERE properties IS NOT NULL OR facts IS NOT NULL
    )";
