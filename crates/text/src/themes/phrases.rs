//! What a theme is called: the words and pairs of words that tell its texts from the others.
//!
//! How much more often a phrase stands in the texts of the theme, by the logarithm of its odds over its deviation, where
//! all texts together are what is expected (Monroe, Colaresi and Quinn, "Fightin' Words", 2008).

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{FEWEST_PEOPLE, Written, real, words};
use crate::hash::join;
use crate::tokens::Tokens;

/// So many phrases are kept of a theme.
const KEPT: usize = 8;
/// A word in more than one of so many texts says nothing by itself.
const EVERYWHERE: u32 = 4;
/// Words of six languages that say nothing by themselves.
const DULL: &str = include_str!("dull.txt");
/// A shorter word says nothing by itself.
const SHORT: u16 = 3;
/// What all texts say counts as so many texts of the theme.
const EXPECTED: f32 = 50.0;
/// A pair of words says more than one of them, but for one with a word that says nothing.
const PAIR: f32 = 1.15;
const HALF: f32 = 0.8;

/// What is known of a phrase.
struct Phrase {
    /// As it was written first, in lower case.
    written: String,
    /// The hashes of its words: the same twice for one word.
    words: (u64, u64),
    /// In how many texts it is, and of those in how many of a theme, and by how many people.
    texts: u32,
    of_theme: BTreeMap<u32, Uses>,
}

#[derive(Default)]
struct Uses {
    texts: u32,
    people: u32,
    last: Option<u64>,
}

/// The phrases of some themes, where each text, sorted by who wrote it, is about one or none.
pub(super) fn name(texts: &[Written<'_>], themes: &[Option<u32>], numbers: &[u32]) -> Vec<Vec<String>> {
    let mut phrases: HashMap<u64, Phrase> = HashMap::new();
    for (one, theme) in texts.iter().zip(themes) {
        gather(&mut phrases, one, *theme);
    }
    let everywhere = u32::try_from(texts.len()).unwrap_or(u32::MAX) / EVERYWHERE;
    let dull: HashSet<u64> = phrases
        .iter()
        .filter(|(_, phrase)| phrase.texts > everywhere && phrase.words.0 == phrase.words.1)
        .map(|(hash, _)| *hash)
        .chain(Tokens::of(DULL).words().map(|token| token.hash))
        .collect();
    let whole = texts.len();
    let size = |number: u32| themes.iter().filter(|theme| **theme == Some(number)).count();
    numbers.iter().map(|number| telling(&phrases, &dull, *number, (size(*number), whole))).collect()
}

/// Counts the phrases of a text, each once.
fn gather(phrases: &mut HashMap<u64, Phrase>, one: &Written<'_>, theme: Option<u32>) {
    let tokens = Tokens::of(one.text);
    let mut met: HashSet<u64> = HashSet::new();
    let mut before: Option<(u64, u32, u32)> = None;
    for token in words(&tokens) {
        let mut add = |hash: u64, words: (u64, u64), from: u32, long: bool| {
            if !met.insert(hash) {
                return;
            }
            let phrase = phrases.entry(hash).or_insert_with(|| Phrase {
                written: if long { one.text[from as usize..token.end as usize].to_lowercase() } else { String::new() },
                words,
                texts: 0,
                of_theme: BTreeMap::new(),
            });
            phrase.texts += 1;
            let Some(theme) = theme else { return };
            let uses = phrase.of_theme.entry(theme).or_default();
            uses.texts += 1;
            if uses.last != Some(one.who) {
                (uses.people, uses.last) = (uses.people + 1, Some(one.who));
            }
        };
        add(token.hash, (token.hash, token.hash), token.start, token.letters >= SHORT);
        // Only words that nothing stands between are a pair.
        if let Some((hash, start, end)) = before
            && one.text[end as usize..token.start as usize].chars().all(|between| between == ' ')
        {
            add(join(hash, token.hash), (hash, token.hash), start, true);
        }
        before = Some((token.hash, token.start, token.end));
    }
}

/// The most telling phrases of a theme, none of which has a word of another.
fn telling(
    phrases: &HashMap<u64, Phrase>,
    dull: &HashSet<u64>,
    theme: u32,
    (size, whole): (usize, usize),
) -> Vec<String> {
    let score = |phrase: &Phrase| {
        let uses = phrase.of_theme.get(&theme).filter(|uses| uses.people >= FEWEST_PEOPLE)?;
        let (first, second) = phrase.words;
        if phrase.written.is_empty() || dull.contains(&first) && dull.contains(&second) {
            return None;
        }
        let (own, all) = (real(uses.texts as usize), real(phrase.texts as usize));
        let expected = EXPECTED * all / real(whole);
        let odds = |with: f32, of: f32| ((with + expected) / (of + EXPECTED - with - expected).max(0.5)).ln();
        let more = odds(own, real(size)) - odds(all - own, real(whole - size));
        let deviation = (1.0 / (own + expected) + 1.0 / (all - own + expected)).sqrt();
        let weight = match (first == second, dull.contains(&first) || dull.contains(&second)) {
            (true, _) => 1.0,
            (false, false) => PAIR,
            (false, true) => HALF,
        };
        Some(weight * more / deviation).filter(|score| *score > 2.0)
    };
    let mut ranked: Vec<(f32, &Phrase)> =
        phrases.values().filter_map(|phrase| Some((score(phrase)?, phrase))).collect();
    ranked.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.written.cmp(&other.1.written)));
    let mut used: HashSet<u64> = HashSet::new();
    let mut kept = Vec::new();
    for (_, phrase) in ranked {
        let (first, second) = phrase.words;
        if used.contains(&first) || used.contains(&second) {
            continue;
        }
        used.extend([first, second].into_iter().filter(|word| !dull.contains(word)));
        kept.push(phrase.written.clone());
        if kept.len() == KEPT {
            break;
        }
    }
    kept
}
