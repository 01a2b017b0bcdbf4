//! Features of a text: what a classifier learns from.
//!
//! Words, pairs of neighbouring words and beginnings of words; a careful one also takes the pieces of two to five
//! letters of each word, which survive misspelling and inflection.

use serde::{Deserialize, Serialize};

use crate::fold::{Folded, fold};
use crate::hash::join;
use crate::tokens::{Kind, Token, Tokens};

/// The lengths of pieces, in letters; a word's two ends count as letters.
const PIECES: std::ops::RangeInclusive<usize> = 2..=5;
/// What a beginning of a word is told apart by from the word itself.
const BEGINNING: u64 = 5;
/// What pieces are told apart by from words.
const PIECE: u64 = 7;

/// How much work a classifier puts into a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Care {
    /// Words and pairs of words: about a microsecond a text.
    Fast,
    /// Pieces of words too: better with few examples, misspelling and inflected languages; some ten microseconds.
    Careful,
}

/// The features of a text in two blocks, words and pieces: which, and how often. Each block counts the same.
#[derive(Debug, Default)]
pub(super) struct Features {
    pub words: Vec<(u64, f32)>,
    pub pieces: Vec<(u64, f32)>,
    seen: Vec<u64>,
}

impl Features {
    /// Takes those of a text in place of what was there.
    pub(super) fn take(&mut self, text: &str, care: Care) {
        let tokens = Tokens::of(text);
        self.seen.clear();
        words(&tokens, &mut self.seen);
        count(&mut self.seen, &mut self.words);
        self.seen.clear();
        if care == Care::Careful {
            for token in tokens.words() {
                pieces(text, token, &mut self.seen);
            }
        }
        count(&mut self.seen, &mut self.pieces);
    }
}

/// How often each is there, by the logarithm: the third time says less than the first.
fn count(seen: &mut [u64], counted: &mut Vec<(u64, f32)>) {
    counted.clear();
    seen.sort_unstable();
    for same in seen.chunk_by(|one, other| one == other) {
        let often = u16::try_from(same.len()).unwrap_or(u16::MAX);
        let weight = if often == 1 { 1.0 } else { 1.0 + f32::from(often).ln() };
        counted.push((same[0], weight));
    }
}

fn words(tokens: &Tokens, seen: &mut Vec<u64>) {
    let mut before = None;
    for token in &tokens.all {
        match token.kind {
            Kind::Word | Kind::Number | Kind::Sign => {}
            Kind::Question | Kind::Exclamation => {
                seen.push(token.hash);
                continue;
            }
            Kind::Pause | Kind::Stop => continue,
        }
        seen.push(token.hash);
        if token.letters > 5 {
            seen.push(join(token.beginning, BEGINNING));
        }
        if let Some(before) = before.replace(token.hash) {
            seen.push(join(before, token.hash));
        }
    }
}

/// The pieces of a word: its letters in normal form, between a space on each side.
fn pieces(text: &str, token: &Token, seen: &mut Vec<u64>) {
    let mut letters: Vec<u32> = Vec::with_capacity(usize::from(token.letters) + 2);
    letters.push(u32::from(' '));
    for c in text[token.start as usize..token.end as usize].chars() {
        match fold(c) {
            _ if c.is_ascii_alphanumeric() => letters.push(u32::from(c.to_ascii_lowercase())),
            Folded::One(one) if !c.is_ascii() => letters.push(u32::from(one)),
            Folded::Two(one, two) => letters.extend([u32::from(one), u32::from(two)]),
            Folded::Other(c) if !c.is_ascii() => letters.push(u32::from(c)),
            _ => {}
        }
    }
    letters.push(u32::from(' '));
    for start in 0..letters.len() {
        let mut hash = PIECE;
        for (length, letter) in letters[start..].iter().enumerate().take(*PIECES.end()) {
            hash = join(hash, u64::from(*letter));
            if PIECES.contains(&(length + 1)) {
                seen.push(hash);
            }
        }
    }
}
