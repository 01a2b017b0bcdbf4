//! The lists of words: what each says of feeling, emotion and effort, and the words that turn or strengthen others.
//!
//! A line of a list has a weight, tags and an entry, a word or a phrase of up to eight words: `-3 A furious`,
//! `2.5 JT thank you`, `-2 Aw still waiting`. Weights go from -4 to 4. Capital tags are emotions, small ones cues
//! (`Emotion::tag`, `CueKind::tag`), `x` is a word that also strengthens one that follows at once ("awfully slow"), `.`
//! is none. In place of a weight, `!` is a word that turns others round, `*1.3`
//! one that makes what follows stronger or weaker by that much, `&` one after which the real point comes, and `~` a
//! word that is only there so that the language is known. Everything after a `%` is a remark. The lists were written
//! for this program.

use std::sync::LazyLock;

use crate::cues::CueKind;
use crate::emotions::Emotion;
use crate::hash::{Table, join};
use crate::language::Language;
use crate::tokens::{self, Token};

const LISTS: [&str; 6] = [
    include_str!("words/en.txt"),
    include_str!("words/de.txt"),
    include_str!("words/fr.txt"),
    include_str!("words/es.txt"),
    include_str!("words/pt.txt"),
    include_str!("words/it.txt"),
];
/// Emoji and emoticons, which are the same in every language.
const SIGNS: &str = include_str!("words/signs.txt");
/// A word of fewer letters is not looked for in other spellings.
const LONG: u16 = 6;
/// What an entry does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Role {
    /// It says only in which language it is.
    #[default]
    Plain,
    /// It has a weight, emotions or cues.
    Telling,
    /// It turns what follows round.
    Turns,
    /// It makes what follows stronger or weaker.
    Strengthens(f32),
    /// The real point comes after it.
    Contrasts,
}

/// What is known of a word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Known {
    /// What it does.
    pub role: Role,
    /// From -4 to 4.
    pub weight: f32,
    /// A bit for each emotion.
    pub emotions: u8,
    /// What it says of effort.
    pub cue: Option<CueKind>,
    /// Whether it only strengthens when another telling word follows at once.
    pub also_strengthens: bool,
    /// How many words the longest phrase has that begins with it; it may be no entry itself.
    longest: u8,
    /// Whether it is an entry.
    is_entry: bool,
}

/// A line of a list.
pub(crate) struct Entry {
    /// The word or phrase.
    pub text: &'static str,
    known: Known,
}

/// The entries of a language.
pub(crate) fn entries(language: Language) -> impl Iterator<Item = Entry> {
    parse(LISTS[language as usize])
}

fn parse(list: &'static str) -> impl Iterator<Item = Entry> {
    list.lines().filter_map(|line| {
        let line = line.split_once('%').map_or(line, |(line, _)| line).trim();
        let (what, rest) = line.split_once(' ')?;
        let (tags, text) = rest.split_once(' ')?;
        Some(Entry { text, known: known(what, tags) })
    })
}

fn known(what: &str, tags: &str) -> Known {
    let role = match what {
        "!" => Role::Turns,
        "&" => Role::Contrasts,
        "~" => Role::Plain,
        _ if what.starts_with('*') => Role::Strengthens(what[1..].parse().expect("a test reads every list")),
        _ => Role::Telling,
    };
    let weight = if role == Role::Telling { what.parse().expect("a test reads every list") } else { 0.0 };
    let emotions = tags.chars().filter_map(Emotion::of_tag).fold(0, |bits, emotion| bits | 1 << emotion as u8);
    let cue = tags.chars().find_map(CueKind::of_tag);
    Known { role, weight, emotions, cue, also_strengthens: tags.contains('x'), longest: 1, is_entry: true }
}

/// The words of a language, ready to be looked up.
pub(crate) struct Words {
    exact: Table<Known>,
    /// By their hash without repeated letters, for words that are spelt otherwise.
    squeezed: Table<Known>,
}

static WORDS: LazyLock<[Words; 6]> = LazyLock::new(|| Language::ALL.map(Words::of));
static SIGN_WORDS: LazyLock<Table<Known>> = LazyLock::new(|| Words::new(parse(SIGNS)).exact);

impl Words {
    /// Those of a language.
    pub(crate) fn of_language(language: Language) -> &'static Words {
        &WORDS[language as usize]
    }

    fn of(language: Language) -> Words {
        Words::new(entries(language))
    }

    fn new(entries: impl Iterator<Item = Entry>) -> Words {
        let mut words = Words { exact: Table::with_room(8192), squeezed: Table::with_room(4096) };
        for entry in entries {
            let phrase = tokens::Tokens::of(entry.text);
            let tokens = &phrase.all;
            let known = words.exact.entry(phrase.joined());
            *known = Known { longest: known.longest.max(1), ..entry.known };
            let first = words.exact.entry(tokens[0].hash);
            first.longest = first.longest.max(u8::try_from(tokens.len()).expect("phrases are short"));
            let misspelt = words.squeezed.entry(tokens[0].squeezed);
            if tokens.len() == 1 && (!misspelt.is_entry || misspelt.weight.abs() < entry.known.weight.abs()) {
                *misspelt = entry.known;
            }
        }
        words
    }

    /// What is known of the words that begin the tokens, and how many of them that takes: the longest phrase.
    #[inline]
    pub(crate) fn look_up(&self, tokens: &[Token]) -> Option<(Known, usize)> {
        let first = &tokens[0];
        let Some(known) = self.exact.get(first.hash) else {
            let other = first.letters >= LONG || first.lengthened;
            return other
                .then(|| self.squeezed.get(first.squeezed))
                .flatten()
                .filter(|known| known.is_entry)
                .map(|known| (known, 1));
        };
        let mut found = known.is_entry.then_some((known, 1));
        let mut hash = first.hash;
        for (at, next) in tokens.iter().enumerate().take(usize::from(known.longest)).skip(1) {
            hash = join(hash, next.hash);
            if let Some(phrase) = self.exact.get(hash).filter(|phrase| phrase.is_entry) {
                found = Some((phrase, at + 1));
            }
        }
        found
    }
}

/// What is known of an emoji or emoticon.
pub(crate) fn sign(token: &Token) -> Option<Known> {
    SIGN_WORDS.get(token.hash)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A phrase has no more words.
    const PHRASE: usize = 8;

    #[test]
    fn every_list_can_be_read() {
        for (list, at_least) in LISTS.into_iter().chain([SIGNS]).zip([3000, 800, 800, 800, 800, 800, 150]) {
            let mut seen = BTreeMap::new();
            for entry in parse(list) {
                let length = tokens::Tokens::of(entry.text).all.len();
                assert!((1..=PHRASE).contains(&length), "{} has {length} words", entry.text);
                assert!(entry.known.weight.abs() <= 4.0, "the weight of {}", entry.text);
                let other = seen.insert(tokens::Tokens::of(entry.text).joined(), entry.text);
                assert!(other.is_none(), "{} and {other:?} are one entry", entry.text);
            }
            let lines = list.lines().filter(|line| !line.starts_with('%')).count();
            assert_eq!(seen.len(), lines, "a line is no entry");
            assert!(seen.len() >= at_least, "only {} entries", seen.len());
        }
    }

    #[test]
    fn the_longest_phrase_is_found_and_other_spellings_are() {
        let words = Words::of_language(Language::English);
        let found =
            |text: &str| words.look_up(&tokens::Tokens::of(text).all).map(|(known, length)| (known.weight, length));
        assert_eq!(found("thank you so much for this").map(|(_, length)| length), Some(4));
        assert_eq!(found("dissapointed"), found("disappointed"));
        assert_eq!(found("loooove"), found("love"));
        assert_eq!(found("qwertyuiop"), None);
    }
}
