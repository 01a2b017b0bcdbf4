//! What makes a new version.

use super::{Change, Version};

/// The version that a change makes of what was there before.
///
/// # Errors
/// The newest version where it says the same.
pub(super) fn next<D: PartialEq>(
    before: Option<Version<D>>,
    definition: Option<D>,
    change: Change,
) -> Result<Version<D>, Box<Version<D>>> {
    let number = match before {
        Some(before) if before.definition == definition => return Err(Box::new(before)),
        Some(before) => before.number + 1,
        None => 1,
    };
    let Change { by: changed_by, at: changed_at, reason } = change;
    Ok(Version { number, definition, changed_by, changed_at, reason })
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;

    use super::*;

    #[test]
    fn only_what_says_something_else_is_a_version() {
        let change = |reason: &str| Change { by: "local".to_owned(), at: Timestamp(5), reason: reason.to_owned() };
        let first = next(None, Some("a"), change("first")).expect("there was none");
        assert_eq!(first.number, 1);
        let same = next(Some(first.clone()), Some("a"), change("again")).expect_err("it says the same");
        assert_eq!(*same, first);
        let end = next(Some(first), None, change("over")).expect("an end is a version");
        assert_eq!((end.number, end.definition.is_none()), (2, true));
        let anew = next(Some(end), Some("a"), change("anew")).expect("it had ended");
        assert_eq!((anew.number, anew.reason.as_str()), (3, "anew"));
    }
}
