//! Namespaces: what kinds of identifiers there are, how strong each is, and the normal form of its values.

use std::borrow::Cow;
use std::collections::HashMap;

use kernel::Identifier;
use serde::{Deserialize, Serialize};

/// How a namespace's values are brought into their normal form. Blanks around a value always go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Normalise {
    /// Kept as it is.
    Trim,
    /// Lower case.
    Lower,
    /// An e-mail address: lower case.
    Email,
    /// A phone number: E.164, read in the default region where it carries no country.
    Phone,
}

/// The rules of one namespace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Namespace {
    /// Its name.
    pub name: String,
    /// Whether a value names a person by itself (a customer number) or only accompanies one (a browser).
    pub strong: bool,
    /// How many values one person may hold; more are a conflict. Nothing: any number.
    #[serde(default)]
    pub per_person: Option<u32>,
    /// With how many different strong identifiers a value may be seen before it joins nobody.
    #[serde(default = "default_max_strong")]
    pub max_strong: u32,
    /// Whether several people can use one value (a household's phone, a shop's tablet): such a value joins nobody once
    /// it was seen with more identifiers of a strong namespace than one person may hold.
    #[serde(default)]
    pub shared: bool,
    /// After how many days of silence the value may belong to somebody else. Nothing: never.
    #[serde(default)]
    pub changes_hands_after_days: Option<u16>,
    /// The normal form.
    #[serde(default = "default_normalise")]
    pub normalise: Normalise,
}

fn default_max_strong() -> u32 {
    20
}

fn default_normalise() -> Normalise {
    Normalise::Trim
}

impl Namespace {
    fn strong(name: &str, per_person: Option<u32>) -> Namespace {
        Namespace {
            name: name.to_owned(),
            strong: true,
            per_person,
            // Too many are a conflict of their limits long before; this only keeps the graph's neighbourhoods small.
            max_strong: 500,
            shared: false,
            changes_hands_after_days: None,
            normalise: Normalise::Trim,
        }
    }

    fn weak(name: &str) -> Namespace {
        Namespace { strong: false, shared: true, max_strong: default_max_strong(), ..Namespace::strong(name, None) }
    }
}

/// The namespaces that every organisation starts with.
fn usual() -> Vec<Namespace> {
    vec![
        Namespace::strong("user_id", Some(1)),
        Namespace { normalise: Normalise::Email, ..Namespace::strong("email", Some(5)) },
        Namespace {
            normalise: Normalise::Phone,
            shared: true,
            changes_hands_after_days: Some(120),
            ..Namespace::strong("phone", Some(5))
        },
        Namespace::strong("loyalty_card", Some(2)),
        Namespace { normalise: Normalise::Lower, ..Namespace::strong("handle", Some(5)) },
        Namespace::strong("employee_id", Some(1)),
        Namespace::weak("anonymous_id"),
        Namespace::weak("device"),
        Namespace::weak("order"),
        Namespace::weak("account"),
        Namespace::weak("ticket"),
    ]
}

/// The number of a namespace within [`Namespaces`].
pub(crate) type NamespaceNo = u16;

/// All namespaces, with those that were never described but seen: they are strong, without a limit.
#[derive(Clone, Debug)]
pub struct Namespaces {
    list: Vec<Namespace>,
    by_name: HashMap<String, NamespaceNo>,
    region: Option<phonenumber::country::Id>,
}

impl Namespaces {
    /// The usual namespaces, with `described` in place of those of the same name, and the region (such as `GB`) in
    /// which phone numbers without a country are read.
    ///
    /// # Errors
    /// A region that is none.
    pub fn new(described: &[Namespace], region: Option<&str>) -> Result<Namespaces, String> {
        let region = match region {
            None => None,
            Some(name) => {
                Some(name.parse().map_err(|_| format!("{name:?} is no region of the world such as GB or DE"))?)
            }
        };
        let mut namespaces = Namespaces { list: Vec::new(), by_name: HashMap::new(), region };
        for namespace in usual().into_iter().chain(described.iter().cloned()) {
            match namespaces.by_name.get(&namespace.name) {
                Some(number) => namespaces.list[usize::from(*number)] = namespace,
                None => {
                    namespaces.add(namespace);
                }
            }
        }
        Ok(namespaces)
    }

    fn add(&mut self, namespace: Namespace) -> NamespaceNo {
        let number = NamespaceNo::try_from(self.list.len()).unwrap_or(NamespaceNo::MAX);
        self.by_name.insert(namespace.name.clone(), number);
        self.list.push(namespace);
        number
    }

    /// The number of a name; a new name gets one.
    pub(crate) fn number(&mut self, name: &str) -> NamespaceNo {
        match self.by_name.get(name) {
            Some(number) => *number,
            // Beyond what a number can count, namespaces share the last one's rules.
            None if self.list.len() >= usize::from(NamespaceNo::MAX) => NamespaceNo::MAX - 1,
            None => self.add(Namespace::strong(name, None)),
        }
    }

    pub(crate) fn rules(&self, number: NamespaceNo) -> &Namespace {
        &self.list[usize::from(number)]
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Namespace> {
        self.list.iter()
    }

    /// The normal form of a value.
    #[must_use]
    pub fn normal<'a>(&self, namespace: &str, value: &'a str) -> Cow<'a, str> {
        let value = value.trim();
        let how = self.by_name.get(namespace).map_or(Normalise::Trim, |number| self.rules(*number).normalise);
        match how {
            Normalise::Lower | Normalise::Email if value.chars().any(char::is_uppercase) => {
                Cow::Owned(value.to_lowercase())
            }
            Normalise::Trim | Normalise::Lower | Normalise::Email => Cow::Borrowed(value),
            Normalise::Phone => self.normal_phone(value),
        }
    }

    fn normal_phone<'a>(&self, value: &'a str) -> Cow<'a, str> {
        let already = value
            .strip_prefix('+')
            .is_some_and(|digits| (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()));
        // The library is slow, and what systems send is mostly in the normal form.
        if already && !value.starts_with("+440") {
            return Cow::Borrowed(value);
        }
        let international = value.strip_prefix("00").map(|rest| format!("+{rest}"));
        let text = international.as_deref().unwrap_or(value);
        match phonenumber::parse(self.region, text) {
            // Shorter ones are extensions and service numbers: the same digits mean another number elsewhere.
            Ok(number) if number.code().value() > 0 && number.national().value() >= 100_000 => {
                Cow::Owned(number.format().mode(phonenumber::Mode::E164).to_string())
            }
            Ok(_) | Err(_) => Cow::Borrowed(value),
        }
    }

    /// Other forms in which people write an identifier that is in its normal form.
    #[must_use]
    pub fn other_forms(&self, identifier: &Identifier) -> Vec<String> {
        let number = self.by_name.get(&identifier.namespace);
        if number.is_none_or(|number| self.rules(*number).normalise != Normalise::Phone) {
            return Vec::new();
        }
        let Ok(number) = phonenumber::parse(self.region, &identifier.value) else { return Vec::new() };
        let written = |mode| number.format().mode(mode).to_string();
        let (national, international) =
            (written(phonenumber::Mode::National), written(phonenumber::Mode::International));
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let (country, own) = (number.code().value(), number.national().value());
        vec![
            // As in `+44 (0)20 7946 0018`, and as spreadsheets leave it.
            format!("{country}{}", digits(&national)),
            own.to_string(),
            digits(&national),
            digits(&international),
            format!("00{}", digits(&international)),
            national,
            international,
        ]
    }

    /// Whether values of a namespace may pass to somebody else.
    #[must_use]
    pub fn changes_hands(&self, namespace: &str) -> bool {
        self.by_name.get(namespace).is_some_and(|number| self.rules(*number).changes_hands_after_days.is_some())
    }

    /// Whether a value in its normal form never passes to somebody else, although others of its namespace may: a
    /// fixed line stays with its house.
    #[must_use]
    pub fn is_lasting(&self, namespace: &str, value: &str) -> bool {
        let phone = self.by_name.get(namespace).is_some_and(|number| self.rules(*number).normalise == Normalise::Phone);
        phone
            && phonenumber::parse(self.region, value).is_ok_and(|number| {
                number.number_type(&phonenumber::metadata::DATABASE) == phonenumber::Type::FixedLine
            })
    }

    /// All namespaces in which a value that a person typed could be meant, likely ones first.
    #[must_use]
    pub fn guess(&self, typed: &str) -> Vec<&str> {
        let phone_like = typed.chars().filter(char::is_ascii_digit).count() >= 6
            && typed.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
        let mut names: Vec<&str> = self.list.iter().map(|namespace| namespace.name.as_str()).collect();
        names.sort_by_key(|name| match self.rules(self.by_name[*name]).normalise {
            Normalise::Email if typed.contains('@') => 0,
            Normalise::Phone if phone_like => 0,
            _ => 1,
        });
        names
    }
}

/// Values that never identify anybody, whatever the namespace: what systems write where they know nothing.
#[must_use]
pub fn is_blocked_value(value: &str) -> bool {
    const NEVER: [&str; 18] = [
        "",
        "-1",
        "0",
        "null",
        "nil",
        "none",
        "undefined",
        "unknown",
        "anonymous",
        "guest",
        "n/a",
        "na",
        "nan",
        "test",
        "[object object]",
        "true",
        "false",
        "(null)",
    ];
    let value = value.trim();
    if value.len() > 16 && !value.bytes().all(|byte| byte == b'0' || byte == b'-') {
        return false;
    }
    let lower = value.to_ascii_lowercase();
    NEVER.contains(&lower.as_str()) || lower.bytes().all(|byte| byte == b'0' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_get_one_form() {
        let namespaces = Namespaces::new(&[], Some("GB")).unwrap();
        assert!(namespaces.is_lasting("phone", "+442079460018") && !namespaces.is_lasting("phone", "+447400123456"));
        for typed in ["+44 20 7946 0018", "020 7946 0018", "(020) 7946-0018", "0044 20 7946 0018", "+442079460018"] {
            assert_eq!(namespaces.normal("phone", typed), "+442079460018", "{typed}");
        }
        assert_eq!(namespaces.normal("email", " Ana@Example.COM "), "ana@example.com");
        assert_eq!(namespaces.normal("user_id", " Ab1 "), "Ab1");
        assert_eq!(namespaces.normal("phone", "ext. 12"), "ext. 12");
    }

    #[test]
    fn values_that_name_nobody() {
        for value in [
            "",
            "  ",
            "0",
            "000",
            "0000-0000",
            "NaN",
            "Guest",
            "[object Object]",
            "-1",
            "00000000-0000-0000-0000-000000000000",
        ] {
            assert!(is_blocked_value(value), "{value:?}");
        }
        for value in ["1", "10", "guest1", "u0"] {
            assert!(!is_blocked_value(value), "{value:?}");
        }
    }
}
