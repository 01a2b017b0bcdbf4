//! How somebody writes: their capitals, their marks, and how often their fingers slip.

use crate::phrases::Language;
use crate::rng::Rng;

/// One person's way of writing.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    /// The language they write in.
    pub(crate) language: Language,
    /// They write without capitals.
    lower: bool,
    /// They write with three marks instead of one.
    loud: bool,
    /// The share of words in which a finger slips.
    slips: f64,
}

impl Voice {
    /// Somebody's voice.
    pub(crate) fn draw(rng: &mut Rng, language: Language) -> Voice {
        let slips = rng.weighted(&[(5, 0), (3, 1), (2, 4)]);
        Voice { language, lower: rng.chance(0.12), loud: rng.chance(0.1), slips: f64::from(slips) / 100.0 }
    }

    /// Somebody who writes as the books want it.
    pub(crate) fn careful(language: Language) -> Voice {
        Voice { language, lower: false, loud: false, slips: 0.0 }
    }

    /// What they type where they mean to write `text`.
    pub(crate) fn write(&self, rng: &mut Rng, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 4);
        for piece in text.split_inclusive([' ', '\n']) {
            if self.slips > 0.0 && rng.chance(self.slips) {
                out.push_str(&slip(rng, piece));
            } else {
                out.push_str(piece);
            }
        }
        if self.loud {
            out = out.replace('!', "!!!").replace('?', "??");
        }
        if self.lower { out.to_lowercase() } else { out }
    }
}

/// A word of letters with two of them swapped, one dropped or one doubled; other words as they are.
pub(crate) fn slip(rng: &mut Rng, word: &str) -> String {
    let letters = word.bytes().take_while(u8::is_ascii_lowercase).count();
    if letters < 4 {
        return word.to_owned();
    }
    let at = 1 + rng.index(letters - 2);
    let (before, after) = word.split_at(at);
    let (first, second, rest) = (&after[..1], &after[1..2], &after[2..]);
    match rng.below(3) {
        0 if first != second => format!("{before}{second}{first}{rest}"),
        1 => format!("{before}{second}{rest}"),
        _ => format!("{before}{first}{first}{second}{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_changes_a_word_and_spares_numbers() {
        let mut rng = Rng::of(1, "slip", 0);
        assert!((0..100).all(|_| slip(&mut rng, "broadband") != "broadband"));
        assert_eq!(slip(&mut rng, "HO-0012"), "HO-0012");
        assert_eq!(slip(&mut rng, "an"), "an");
    }

    #[test]
    fn a_careful_voice_leaves_the_text_alone() {
        let mut rng = Rng::of(1, "voice", 0);
        let text = "Hello, where is my order? Regards, Ann";
        assert_eq!(Voice::careful(Language::English).write(&mut rng, text), text);
    }
}
