//! In which language a text is written, or none that is read.
//!
//! Naive Bayes over whole words, and over the three-letter pieces of words that are in no list (Cavnar and Trenkle,
//! "N-gram-based text categorization", 1994, rank such pieces; here they have probabilities). The probabilities are
//! counted when the program starts, in sentences of `languages.txt` and in the lists of words. Other languages are
//! in there too, so that a text of theirs is not taken for the nearest of ours.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::fold::{Folded, fold};
use crate::hash::{Table, join};
use crate::tokens::{Token, Tokens};

/// Sentences written for this: `code|sentence`.
const SENTENCES: &str = include_str!("languages.txt");
/// How many languages there are at most, ours and others.
const MOST: usize = 24;
/// The share of every probability that is spread over all words, seen or not.
const UNSEEN: f32 = 0.05;
/// How many words, and how many pieces, that share is spread over.
const WORDS: f32 = 20_000.0;
const PIECES: f32 = 4_000.0;
/// Scores are kept in steps of this many nats.
const STEP: f32 = 0.01;
/// What a piece of a word counts beside a whole word: neighbouring pieces say the same thing again.
const OF_PIECE: f32 = 0.45;
/// What a letter with an accent counts.
const OF_LETTER: f32 = 0.5;
/// What an entry of a list of words counts beside a word in a sentence.
const OF_LIST: f32 = 0.4;
/// The words of a text are not independent: its evidence is taken for that much.
const TEMPERATURE: f32 = 0.6;
/// A language that is less sure than this is not read.
const SURE: f32 = 0.5;
/// A text of four words or more in a language of ours has at least this share of words that we have seen in it.
const KNOWN: f32 = 0.2;

/// A language that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
    /// Italian.
    Italian,
}

impl Language {
    /// All that are read.
    pub const ALL: [Language; 6] = [
        Language::English,
        Language::German,
        Language::French,
        Language::Spanish,
        Language::Portuguese,
        Language::Italian,
    ];

    /// Its code in ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::French => "fr",
            Language::Spanish => "es",
            Language::Portuguese => "pt",
            Language::Italian => "it",
        }
    }

    /// The language of a tag as in BCP 47 (`pt-BR`), where it is read.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Language> {
        let code = tag.split(['-', '_']).next()?;
        Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }
}

/// The language that a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    /// Which.
    pub language: Language,
    /// How sure that is, above .5 and up to 1. It says how far the languages known here are apart, and is not
    /// calibrated on a sample.
    pub probability: f32,
}

/// What a word or piece says for each language, in steps.
type Row = [i16; MOST];

/// Everything that is known of languages.
struct Model {
    /// Which row a word, piece or letter has, from one.
    places: Table<u32>,
    rows: Vec<Row>,
    /// How many languages there are.
    count: usize,
}

static MODEL: LazyLock<Model> = LazyLock::new(Model::count);

/// The language of a text; none where it is not one of ours, or cannot be told.
pub(crate) fn hear(text: &str, tokens: &Tokens) -> Option<Heard> {
    MODEL.hear(text, tokens)
}

/// What is counted of one kind: words, pieces or letters.
#[derive(Default)]
struct Counts {
    places: Table<u32>,
    rows: Vec<(u64, [f32; MOST])>,
    totals: [f32; MOST],
}

impl Counts {
    fn add(&mut self, hash: u64, language: usize, much: f32) {
        let place = self.places.entry(hash);
        if *place == 0 {
            self.rows.push((hash, [0.0; MOST]));
            *place = u32::try_from(self.rows.len()).expect("the lists are short");
        }
        self.rows[*place as usize - 1].1[language] += much;
        self.totals[language] += much;
    }

    /// Logarithms of probabilities, in steps, each less that of what was never seen: zero says nothing.
    fn rows(&self, kinds: f32, counts: f32) -> impl Iterator<Item = (u64, Row)> {
        self.rows.iter().map(move |(hash, row)| {
            let mut said = [0; MOST];
            for ((said, count), total) in said.iter_mut().zip(row).zip(self.totals) {
                let probability = (1.0 - UNSEEN) * count / total.max(1.0) + UNSEEN / kinds;
                #[expect(clippy::cast_possible_truncation, reason = "a logarithm is small")]
                {
                    *said = (counts * (probability * kinds / UNSEEN).ln() / STEP) as i16;
                }
            }
            (*hash, said)
        })
    }
}

/// The number of a language in the rows; ours come first.
fn number(codes: &mut Vec<String>, code: &str) -> usize {
    codes.iter().position(|known| known == code).unwrap_or_else(|| {
        codes.push(code.to_owned());
        codes.len() - 1
    })
}

impl Model {
    fn count() -> Model {
        let mut codes: Vec<String> = Language::ALL.iter().map(|language| language.code().to_owned()).collect();
        let (mut words, mut pieces, mut letters) = (Counts::default(), Counts::default(), Counts::default());
        let mut learn = |text: &str, language: usize, much: f32| {
            let tokens = Tokens::of(text);
            for token in tokens.words() {
                words.add(token.hash, language, much);
                pieces_of(text, token, |piece| pieces.add(piece, language, much));
            }
            letters_of(text, |letter| letters.add(letter, language, much));
        };
        for line in SENTENCES.lines() {
            if let Some((code, sentence)) = line.split_once('|') {
                learn(sentence, number(&mut codes, code), 1.0);
            }
        }
        for (number, language) in Language::ALL.into_iter().enumerate() {
            for entry in crate::words::entries(language) {
                learn(entry.text, number, OF_LIST);
            }
        }
        assert!(codes.len() <= MOST, "a row has room for {MOST} languages");
        let mut model = Model { places: Table::with_room(20_000), rows: Vec::new(), count: codes.len() };
        let all = words.rows(WORDS, 1.0).chain(pieces.rows(PIECES, OF_PIECE)).chain(letters.rows(60.0, OF_LETTER));
        for (hash, row) in all {
            model.rows.push(row);
            *model.places.entry(hash) = u32::try_from(model.rows.len()).expect("the lists are short");
        }
        model
    }

    fn row(&self, hash: u64) -> Option<&Row> {
        self.places.get(hash).map(|place| &self.rows[place as usize - 1])
    }

    fn add(&self, scores: &mut [i32; MOST], hash: u64) {
        if let Some(row) = self.row(hash) {
            add(scores, row);
        }
    }

    fn hear(&self, text: &str, tokens: &Tokens) -> Option<Heard> {
        let (mut scores, mut known, mut words, mut letters) = ([0_i32; MOST], [0_u16; MOST], 0_u16, 0_usize);
        for token in tokens.words() {
            words = words.saturating_add(1);
            letters += usize::from(token.letters);
            if let Some(row) = self.row(token.hash) {
                add(&mut scores, row);
                for (known, said) in known.iter_mut().zip(row) {
                    *known += u16::from(*said > 0);
                }
            } else {
                pieces_of(text, token, |piece| self.add(&mut scores, piece));
            }
        }
        if words == 0 || tokens.foreign * 4 > letters {
            return None;
        }
        letters_of(text, |letter| self.add(&mut scores, letter));
        self.decide(&scores, &known, words)
    }

    fn decide(&self, scores: &[i32; MOST], known: &[u16; MOST], words: u16) -> Option<Heard> {
        let scores = &scores[..self.count];
        let ours = &scores[..Language::ALL.len()];
        let best = (0..ours.len()).max_by_key(|number| (ours[*number], usize::MAX - number))?;
        #[expect(clippy::cast_precision_loss, reason = "scores are small")]
        let against = |score: &i32| ((score - ours[best]) as f32 * STEP * TEMPERATURE).exp();
        let probability = scores.iter().map(against).sum::<f32>().recip();
        let share = f32::from(known[best]) / f32::from(words);
        let seen = known[best] > 0 && (words < 4 || share >= KNOWN);
        (probability > SURE && seen).then_some(Heard { language: Language::ALL[best], probability })
    }
}

fn add(scores: &mut [i32; MOST], row: &Row) {
    scores.iter_mut().zip(row).for_each(|(score, said)| *score += i32::from(*said));
}

/// The hashes of the three-letter pieces of a word, its two ends included.
fn pieces_of(text: &str, token: &Token, mut take: impl FnMut(u64)) {
    let mut window = u64::from(b'^');
    let mut letter = |byte: u8| {
        window = (window << 8 | u64::from(byte)) & 0xff_ffff;
        if window >> 16 != 0 {
            take(join(window, 3));
        }
    };
    for c in text[token.start as usize..token.end as usize].chars() {
        match c {
            'a'..='z' | 'A'..='Z' => letter(c.to_ascii_lowercase() as u8),
            _ => match fold(c) {
                Folded::One(one) if !c.is_ascii() => letter(one),
                Folded::Two(one, two) => {
                    letter(one);
                    letter(two);
                }
                _ => {}
            },
        }
    }
    letter(b'$');
}

/// The hashes of the letters that are not ASCII.
fn letters_of(text: &str, mut take: impl FnMut(u64)) {
    if text.is_ascii() {
        return;
    }
    for c in text.chars().filter(|c| !c.is_ascii() && !matches!(fold(*c), Folded::No | Folded::Nothing)) {
        let small = c.to_lowercase().next().unwrap_or(c);
        take(join(u64::from(small), 1));
    }
}

#[cfg(test)]
#[path = "language_tests.rs"]
mod tests;
