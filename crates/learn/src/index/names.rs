//! Names of touchpoints, channels, departments and events as small numbers.

use std::collections::HashMap;
use std::sync::Arc;

/// The number of a name, dense: 0 is no name, [`OTHER`] any of those for which there was no number left.
pub type Code = u16;

/// Of more names than there are numbers the later ones share this one.
pub const OTHER: Code = Code::MAX;

/// Names in the order of their numbers. Numbers are never given anew.
#[derive(Clone, Debug)]
pub struct Names {
    codes: HashMap<Arc<str>, Code>,
    names: Vec<Arc<str>>,
}

impl Default for Names {
    fn default() -> Names {
        Names { codes: HashMap::new(), names: vec!["".into()] }
    }
}

impl Names {
    /// The number of a name, a new one where it has none yet.
    pub fn code(&mut self, name: &str) -> Code {
        if name.is_empty() {
            return 0;
        }
        if let Some(code) = self.codes.get(name) {
            return *code;
        }
        let Some(code) = Code::try_from(self.names.len()).ok().filter(|code| *code < OTHER) else { return OTHER };
        let name: Arc<str> = name.into();
        self.names.push(name.clone());
        self.codes.insert(name, code);
        code
    }

    /// The number of a name that was seen.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Code> {
        self.codes.get(name).copied()
    }

    /// The name of a number; empty for 0, `(other)` for those that share one.
    #[must_use]
    pub fn name(&self, code: Code) -> &str {
        if code == OTHER { "(other)" } else { self.names.get(usize::from(code)).map_or("", |name| name) }
    }

    /// How many numbers there are, that of no name included. [`OTHER`] is not among them.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether no name was seen yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.len() == 1
    }

    /// All names with their numbers.
    pub fn all(&self) -> impl Iterator<Item = (Code, &str)> {
        (1..).zip(self.names.iter().skip(1)).map(|(code, name)| (code, &**name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_numbers_and_the_last_ones_share_one() {
        let mut names = Names::default();
        assert_eq!((names.code("a"), names.code(""), names.code("b"), names.code("a")), (1, 0, 2, 1));
        assert_eq!((names.find("b"), names.find("c"), names.name(2)), (Some(2), None, "b"));
        for number in 0..70_000 {
            names.code(&number.to_string());
        }
        assert_eq!((names.code("the last"), names.name(OTHER), names.len()), (OTHER, "(other)", usize::from(OTHER)));
    }
}
