//! Words, numbers, marks and signs of a text, in one pass over its bytes.
//!
//! A word is known by the hash of its normal form: lower case, without accents, without the apostrophe of a
//! contraction (`don't` is `dont`); an elided article is a word of its own (`l'attente` is `l` and `attente`), and so
//! is nothing left of a possessive (`Anna's` is `anna`). Names of accounts, addresses of e-mail and of pages are
//! skipped: they say nothing of what is meant.

use crate::fold::{Folded, fold};
use crate::hash::{self, Hasher};

/// Longer texts are read up to here, in bytes.
pub(crate) const MOST: usize = 1 << 20;
/// A letter that stands so often in a row was lengthened.
const LENGTHENED: u8 = 3;
/// A word begins with so many letters.
const BEGINNING: u16 = 5;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word of letters, possibly with digits in it.
    Word,
    /// A number, possibly with letters after it (`3rd`, `45min`): each digit run is one `#`.
    Number,
    /// An emoji or emoticon.
    Sign,
    /// A comma, colon, bracket or other mark within a sentence.
    Pause,
    /// What ends a sentence, but for the two that say how.
    Stop,
    /// `!`
    Exclamation,
    /// `?`
    Question,
}

/// A word, number, sign or mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// The hash of the normal form.
    pub hash: u64,
    /// The hash of the normal form with every run of one letter as a single one: how a misspelt word is found.
    pub squeezed: u64,
    /// The hash of the first five letters of a longer word, else that of the whole.
    pub beginning: u64,
    /// Where it starts, in bytes.
    pub start: u32,
    /// Where it ends, in bytes.
    pub end: u32,
    /// How many letters it has.
    pub letters: u16,
    /// What it is.
    pub kind: Kind,
    /// A word of two letters or more in capitals only.
    pub capitals: bool,
    /// A letter was lengthened (`sooo`).
    pub lengthened: bool,
}

impl Token {
    /// What is no word; where it stands is said when it is added.
    fn plain(hash: u64, kind: Kind) -> Token {
        Token {
            hash,
            squeezed: hash,
            beginning: hash,
            start: 0,
            end: 0,
            letters: 0,
            kind,
            capitals: false,
            lengthened: false,
        }
    }
}

/// A text in its tokens.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    /// From the first to the last.
    pub all: Vec<Token>,
    /// How many letters are not Latin.
    pub foreign: usize,
}

impl Tokens {
    /// A text in its tokens.
    pub(crate) fn of(text: &str) -> Tokens {
        let text = &text[..text.floor_char_boundary(MOST)];
        let tokens = Tokens { all: Vec::with_capacity(text.len() / 4 + 4), foreign: 0 };
        let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, tokens };
        while scanner.at < scanner.bytes.len() {
            scanner.step();
        }
        scanner.tokens
    }

    /// The hash of all tokens as one phrase; zero where there is none.
    pub(crate) fn joined(&self) -> u64 {
        self.all.iter().map(|token| token.hash).reduce(hash::join).unwrap_or_default()
    }

    /// The words of the text.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Token> {
        self.all.iter().filter(|token| token.kind == Kind::Word)
    }
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    tokens: Tokens,
}

/// A word while it is read.
struct Word {
    hash: Hasher,
    squeezed: Hasher,
    beginning: Hasher,
    last: u8,
    run: u8,
    letters: u16,
    small: bool,
    lengthened: bool,
}

impl Word {
    fn new() -> Word {
        Word {
            hash: Hasher::new(),
            squeezed: Hasher::new(),
            beginning: Hasher::new(),
            last: 0,
            run: 0,
            letters: 0,
            small: false,
            lengthened: false,
        }
    }

    #[inline]
    fn letter(&mut self, letter: u8) {
        self.hash.add(letter);
        if letter == self.last {
            self.run = self.run.saturating_add(1);
            self.lengthened |= self.run >= LENGTHENED;
        } else {
            self.squeezed.add(letter);
            (self.last, self.run) = (letter, 1);
        }
        self.counted();
    }

    #[inline]
    fn counted(&mut self) {
        self.letters = self.letters.saturating_add(1);
        if self.letters <= BEGINNING {
            self.beginning = self.hash;
        }
    }

    fn other(&mut self, c: char) {
        self.hash.add_char(c);
        self.squeezed.add_char(c);
        (self.last, self.run) = (0, 0);
        self.counted();
    }
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or_default()
    }

    fn char(&self) -> char {
        self.text[self.at..].chars().next().unwrap_or_default()
    }

    fn step(&mut self) {
        match self.peek(0) {
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            b'0'..=b'9' => self.number(),
            b'!' => self.mark(Kind::Exclamation, 1),
            b'?' => self.mark(Kind::Question, 1),
            b'@' if self.is_name(1) => self.name(),
            b':' | b';' | b'=' | b'<' => self.emoticon(),
            b'.' | b'\n' => self.mark(Kind::Stop, 1),
            b',' | b'(' | b')' | b'"' | b'-' | b'/' => self.mark(Kind::Pause, 1),
            0..=127 => self.at += 1,
            _ => self.beyond_ascii(),
        }
    }

    fn mark(&mut self, kind: Kind, length: usize) {
        let hash = match kind {
            Kind::Exclamation => u64::from(b'!'),
            Kind::Question => u64::from(b'?'),
            _ => u64::from(b'.'),
        };
        self.push(Token::plain(hash, kind), length);
    }

    /// Adds a token that starts here and has so many bytes.
    fn push(&mut self, token: Token, length: usize) {
        let start = self.at;
        self.at += length;
        let place = |at: usize| u32::try_from(at).expect("texts are read up to a mebibyte");
        self.tokens.all.push(Token { start: place(start), end: place(self.at), ..token });
    }

    /// Whether a name of an account or a host goes on here.
    fn is_name(&self, ahead: usize) -> bool {
        let byte = self.peek(ahead);
        byte.is_ascii_alphanumeric() || byte == b'_'
    }

    /// Skips what follows an `@`.
    fn name(&mut self) {
        self.at += 1;
        while self.is_name(0) || matches!(self.peek(0), b'.' | b'-') && self.is_name(1) {
            self.at += 1;
        }
    }

    fn word(&mut self) {
        let start = self.at;
        let mut word = Word::new();
        loop {
            match self.peek(0) {
                byte @ (b'a'..=b'z' | b'0'..=b'9') => {
                    word.small |= byte.is_ascii_lowercase();
                    word.letter(byte);
                    self.at += 1;
                }
                byte @ b'A'..=b'Z' => {
                    word.letter(byte | 0x20);
                    self.at += 1;
                }
                b'\'' | b'`' if self.apostrophe(1) => {}
                128.. if self.wide_letter(&mut word) => {}
                _ => break,
            }
        }
        let address = self.bytes[self.at..].starts_with(b"://")
            || &self.bytes[start..self.at] == b"www" && self.peek(0) == b'.'
            || self.peek(0) == b'@' && self.is_name(1);
        if address {
            while self.at < self.bytes.len() && !self.peek(0).is_ascii_whitespace() {
                self.at += 1;
            }
            return;
        }
        if word.letters == 0 {
            return;
        }
        let length = self.at - start;
        self.at = start;
        self.push(
            Token {
                squeezed: word.squeezed.finish(),
                beginning: word.beginning.finish(),
                letters: word.letters,
                capitals: !word.small && word.letters >= 2,
                lengthened: word.lengthened,
                ..Token::plain(word.hash.finish(), Kind::Word)
            },
            length,
        );
    }

    /// A letter beyond ASCII; whether it was one.
    fn wide_letter(&mut self, word: &mut Word) -> bool {
        let c = self.char();
        if c == '’' {
            return self.apostrophe(c.len_utf8());
        }
        match fold(c) {
            Folded::No => return false,
            Folded::Nothing => {}
            Folded::One(letter) => word.letter(letter),
            Folded::Two(one, two) => {
                word.letter(one);
                word.letter(two);
            }
            Folded::Other(c) => {
                self.tokens.foreign += 1;
                word.other(c);
            }
        }
        word.small |= !c.is_uppercase();
        self.at += c.len_utf8();
        true
    }

    /// At an apostrophe within a word: whether the word goes on behind it. Skips a possessive `s`.
    fn apostrophe(&mut self, length: usize) -> bool {
        let rest = &self.bytes[self.at + length..];
        let letters = rest.iter().take(3).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let mut ending = [0; 3];
        ending[..letters].copy_from_slice(&rest[..letters]);
        ending.make_ascii_lowercase();
        match &ending[..letters] {
            b"t" | b"re" | b"ve" | b"ll" | b"d" | b"m" => {
                self.at += length;
                true
            }
            b"s" => {
                self.at += length + 1;
                false
            }
            _ => false,
        }
    }

    fn number(&mut self) {
        let start = self.at;
        let mut hash = Hasher::new();
        hash.add(b'#');
        while self.peek(0).is_ascii_digit()
            || matches!(self.peek(0), b'.' | b',' | b':') && self.peek(1).is_ascii_digit()
        {
            self.at += 1;
        }
        while self.peek(0).is_ascii_alphabetic() {
            hash.add(self.peek(0) | 0x20);
            self.at += 1;
        }
        let length = self.at - start;
        self.at = start;
        self.push(Token::plain(hash.finish(), Kind::Number), length);
    }

    /// `:-)` and its like: eyes, perhaps a tear and a nose, a mouth that may be repeated. `<3` is a heart.
    fn emoticon(&mut self) {
        let eyes = self.peek(0);
        if eyes == b'<' {
            match (self.peek(1), self.peek(2)) {
                (b'3', _) => self.sign(b"<3", 2),
                (b'/', b'3') => self.sign(b"</3", 3),
                _ => self.at += 1,
            }
            return;
        }
        let mut ahead = 1;
        let tear = self.peek(ahead) == b'\'';
        ahead += usize::from(tear);
        ahead += usize::from(
            matches!(self.peek(ahead), b'-' | b'^' | b'o') && !self.peek(ahead + 1).is_ascii_alphanumeric(),
        );
        let mouth = self.peek(ahead);
        let same = self.bytes[self.at + ahead..].iter().take_while(|byte| **byte == mouth).count();
        let end = ahead + same;
        let alone = !self.peek(end).is_ascii_alphanumeric();
        let known: &[u8] = match mouth {
            b')' | b']' | b'}' if tear => b":')",
            b'(' | b'[' | b'{' if tear => b":'(",
            b')' | b']' | b'}' => b":)",
            b'(' | b'[' | b'{' => b":(",
            b'D' if alone => b":d",
            b'P' | b'p' if alone => b":p",
            b'/' | b'\\' if alone && eyes != b';' => b":/",
            b'|' => b":|",
            b'*' => b":*",
            b'O' | b'o' | b'0' if alone && ahead > 0 => b":o",
            b'@' if alone => b":@",
            _ => {
                self.mark(Kind::Pause, 1);
                return;
            }
        };
        self.sign(known, end);
    }

    fn sign(&mut self, known: &[u8], length: usize) {
        self.push(Token::plain(hash::of(known), Kind::Sign), length);
    }

    fn beyond_ascii(&mut self) {
        let c = self.char();
        match c {
            '…' | '。' | '•' => self.mark(Kind::Stop, c.len_utf8()),
            '！' | '¡' => self.mark(Kind::Exclamation, c.len_utf8()),
            '？' | '¿' => self.mark(Kind::Question, c.len_utf8()),
            '’' | '‘' | '´' => self.at += c.len_utf8(),
            '«' | '»' | '“' | '”' | '„' | '–' | '—' => self.mark(Kind::Pause, c.len_utf8()),
            _ => match fold(c) {
                // What only changes the sign before it, a colour of skin for instance, is not one.
                Folded::No if is_pictured(c) => {
                    self.sign(c.encode_utf8(&mut [0; 4]).as_bytes(), c.len_utf8());
                }
                Folded::No | Folded::Nothing => self.at += c.len_utf8(),
                _ => self.word(),
            },
        }
    }
}

/// Whether a character is an emoji or a picture by itself.
fn is_pictured(c: char) -> bool {
    match c {
        '\u{1f3fb}'..='\u{1f3ff}' | '\u{1f1e6}'..='\u{1f1ff}' => false,
        '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn said(text: &str) -> Vec<&str> {
        Tokens::of(text).all.iter().map(|token| &text[token.start as usize..token.end as usize]).collect()
    }

    #[test]
    fn words_numbers_marks_and_signs_are_told_apart() {
        assert_eq!(said("Don't l'attente 3rd, 10:30! ok"), ["Don't", "l", "attente", "3rd", ",", "10:30", "!", "ok"]);
        assert_eq!(said("@delta.air see https://a.b/c?d mail a.b@c.com now"), ["see", "mail", "a", ".", "now"]);
        assert_eq!(
            said("great :-)) :'( <3 10:1 http: 😡👍🏽"),
            ["great", ":-))", ":'(", "<3", "10:1", "http", ":", "😡", "👍"]
        );
        assert_eq!(said("¿Qué? L’été…"), ["¿", "Qué", "?", "L", "été", "…"]);
    }

    #[test]
    fn forms_of_one_word_are_one_word() {
        let hash = |text: &str| Tokens::of(text).joined();
        assert_eq!(hash("NÃO"), hash("nao"));
        assert_eq!(hash("don’t"), hash("dont"));
        assert_eq!(hash("Anna's"), hash("anna"));
        assert_eq!(hash("3rd"), hash("23rd"));
        assert_ne!(hash("on hold"), hash("hold on"));
        let squeezed = |text: &str| Tokens::of(text).all[0].squeezed;
        assert_eq!(squeezed("dissapointed"), squeezed("disappointed"));
        assert!(Tokens::of("sooo").all[0].lengthened && !Tokens::of("soo").all[0].lengthened);
        assert!(Tokens::of("NOW").all[0].capitals && !Tokens::of("I").all[0].capitals);
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_between_characters(text in any::<String>()) {
            let mut last = 0;
            for token in Tokens::of(&text).all {
                prop_assert!(token.start >= last && token.end > token.start);
                prop_assert!(text.get(token.start as usize..token.end as usize).is_some());
                last = token.end;
            }
        }
    }
}
