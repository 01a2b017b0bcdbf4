//! The normal form of letters: lower case, Latin ones without their accents.

/// What a letter is in normal form: its bytes, at most two for Latin letters; nothing for marks that stand on letters.
#[derive(Clone, Copy)]
pub(crate) enum Folded {
    /// One Latin letter.
    One(u8),
    /// Two, as in æ and ß.
    Two(u8, u8),
    /// A letter of another script, or of a Latin that is not ours.
    Other(char),
    /// A mark that belongs to the letter before it, or nothing to be seen.
    Nothing,
    /// No letter.
    No,
}

/// The Latin letters from U+00C0 to U+017F; `.` where there is none of one letter.
const LATIN: &[u8; 192] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllllllllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// The normal form of a letter that is not ASCII.
pub(crate) fn fold(c: char) -> Folded {
    match c {
        'ß' => Folded::Two(b's', b's'),
        'æ' | 'Æ' => Folded::Two(b'a', b'e'),
        'œ' | 'Œ' => Folded::Two(b'o', b'e'),
        'þ' | 'Þ' => Folded::Two(b't', b'h'),
        'ĳ' | 'Ĳ' => Folded::Two(b'i', b'j'),
        'ª' | 'º' => Folded::No,
        '\u{c0}'..='\u{17f}' if c != '×' && c != '÷' => match LATIN[c as usize - 0xc0] {
            b'.' => Folded::Other(c),
            letter => Folded::One(letter),
        },
        // Accents that follow their letter, and what only says how the letters are to be drawn.
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' => Folded::Nothing,
        // Letters as mathematicians and people who want to be seen write them.
        '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => wide(c),
        _ if c.is_alphabetic() => Folded::Other(c.to_lowercase().next().unwrap_or(c)),
        _ => Folded::No,
    }
}

/// A full-width letter.
fn wide(c: char) -> Folded {
    let base = if c < '\u{ff41}' { 0xff21 } else { 0xff41 };
    let letter = u8::try_from(c as u32 - base).expect("there are 26 letters");
    Folded::One(b'a' + letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_their_accents() {
        let folded = |text: &str| -> String {
            text.chars()
                .map(|c| match fold(c) {
                    Folded::One(letter) => char::from(letter).to_string(),
                    Folded::Two(one, two) => [char::from(one), char::from(two)].iter().collect(),
                    Folded::Other(c) => c.to_string(),
                    Folded::Nothing => String::new(),
                    Folded::No => "-".to_owned(),
                })
                .collect()
        };
        assert_eq!(folded("ÀÉîõüÇñßœÆø"), "aeioucnssoeaeo");
        assert_eq!(folded("ŁąęśźżčřšžőűğşİĀŻŽſ"), "laeszzcrszougsiazzs");
        assert_eq!(folded("Жд中×\u{301}ＡＺａｚ"), "жд中-azaz");
    }
}
