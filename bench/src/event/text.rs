//! Notes of exactly 200 characters for the full text, made once and copied into the events.

use super::words::NOTE;
use crate::rng::Rng;

/// The bytes of a note.
pub(crate) const WIDTH: usize = 200;
/// How many different notes there are.
const NOTES: usize = 4_096;

/// A supply of notes.
pub(crate) struct Texts(String);

impl Texts {
    /// Makes the notes, always the same ones.
    pub(crate) fn new() -> Texts {
        let mut rng = Rng::seeded(11);
        let mut all = String::with_capacity(NOTES * WIDTH);
        for _ in 0..NOTES {
            all.push_str(&note(&mut rng));
        }
        Texts(all)
    }

    /// One of the notes.
    pub(crate) fn pick(&self, rng: &mut Rng) -> &str {
        let index = rng.place(NOTES);
        &self.0[index * WIDTH..][..WIDTH]
    }
}

/// A note with a reference that few others have, as notes of agents do.
fn note(rng: &mut Rng) -> String {
    let mut text = format!("Ref {:06}:", rng.below(1_000_000));
    while text.len() < WIDTH {
        text.push(' ');
        text.push_str(word(rng));
    }
    text.truncate(WIDTH - 1);
    text.push('.');
    text
}

/// Half of the words come from the first eighth of the list.
fn word(rng: &mut Rng) -> &'static str {
    let common = rng.below(2) == 0;
    rng.pick(if common { &NOTE[..NOTE.len() / 8] } else { NOTE })
}

#[cfg(test)]
mod tests {
    use super::{Texts, WIDTH};
    use crate::rng::Rng;

    #[test]
    fn notes_are_plain_text_of_one_width() {
        let texts = Texts::new();
        let mut rng = Rng::seeded(1);
        for _ in 0..100 {
            let text = texts.pick(&mut rng);
            assert_eq!(text.len(), WIDTH);
            assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || " :.".contains(c)));
        }
    }
}
