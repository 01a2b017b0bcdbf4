//! Phrases as people write them: templates of `phrases/*.txt`, filled in at random.

use std::collections::HashMap;

use crate::rng::Rng;

/// The languages in which Halden's customers write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// English, the company's own.
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
}

impl Language {
    /// The code that the systems store.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::Spanish => "es",
        }
    }
}

/// What may stand in braces: a name and the words for it, which may hold braces again.
pub(crate) type Slot<'a> = (&'a str, &'a str);

/// The sections of a file: its lines by the headings above them.
pub(crate) type Sections = HashMap<&'static str, Vec<&'static str>>;

/// All phrases.
pub(crate) struct Phrases {
    english: Sections,
    german: Sections,
    spanish: Sections,
}

impl Phrases {
    /// The phrases that ship with the simulator.
    pub(crate) fn new() -> Phrases {
        Phrases {
            english: sections(include_str!("../phrases/en.txt")),
            german: sections(include_str!("../phrases/de.txt")),
            spanish: sections(include_str!("../phrases/es.txt")),
        }
    }

    /// A phrase of a section, tidied: first letters are capitals, blanks are single.
    pub(crate) fn say(&self, rng: &mut Rng, language: Language, section: &str, slots: &[Slot<'_>]) -> String {
        tidy(&self.raw(rng, language, section, slots))
    }

    /// A phrase of a section as it stands there, for what is not a sentence: search words, notes, facts.
    pub(crate) fn raw(&self, rng: &mut Rng, language: Language, section: &str, slots: &[Slot<'_>]) -> String {
        let mut out = String::new();
        let mut filler = Filler { sections: self.of(language), slots, rng };
        filler.slot(section, &mut out);
        single_blanks(&out)
    }

    fn of(&self, language: Language) -> &Sections {
        match language {
            Language::English => &self.english,
            Language::German => &self.german,
            Language::Spanish => &self.spanish,
        }
    }
}

/// Reads `[section]` headings and the lines below them, but for remarks and blank lines.
/// A blank line directly below a heading counts: it stands for saying nothing.
pub(crate) fn sections(text: &'static str) -> Sections {
    let mut sections = Sections::new();
    let mut name = "";
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(heading) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            name = heading;
            sections.insert(name, Vec::new());
        } else if let Some(lines) = sections.get_mut(name)
            && (!line.is_empty() || lines.is_empty())
        {
            lines.push(line);
        }
    }
    sections
}

/// Fills templates in.
struct Filler<'a> {
    sections: &'a Sections,
    slots: &'a [Slot<'a>],
    rng: &'a mut Rng,
}

impl Filler<'_> {
    /// Writes what a slot stands for: a variable, or a random line of a section.
    fn slot(&mut self, name: &str, out: &mut String) {
        if let Some((_, words)) = self.slots.iter().find(|(slot, _)| *slot == name) {
            self.template(words, out);
        } else if let Some(lines) = self.sections.get(name) {
            let line = self.rng.pick(lines);
            self.template(line, out);
        } else {
            debug_assert!(false, "no phrase and no variable is called {name}");
        }
    }

    /// Writes a template with its slots and choices filled in.
    fn template(&mut self, template: &str, out: &mut String) {
        let mut rest = template;
        while let Some(at) = rest.find(['{', '(']) {
            out.push_str(&rest[..at]);
            let inner = bracketed(&rest[at..]);
            if rest[at..].starts_with('{') {
                self.slot(inner, out);
            } else {
                let choices = alternatives(inner);
                let choice = self.rng.pick(&choices);
                self.template(choice, out);
            }
            rest = &rest[at + inner.len() + 2..];
        }
        out.push_str(rest);
    }
}

/// What stands between the bracket with which `text` begins and its partner.
fn bracketed(text: &str) -> &str {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' | '(' => depth += 1,
            '}' | ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[1..at];
        }
    }
    panic!("a bracket is not closed in {text:?}")
}

/// The wordings between the bars that are not inside inner brackets.
fn alternatives(text: &str) -> Vec<&str> {
    let mut depth = 0;
    text.split(|c| {
        match c {
            '{' | '(' => depth += 1,
            '}' | ')' => depth -= 1,
            _ => {}
        }
        c == '|' && depth == 0
    })
    .collect()
}

/// Where a letter's next line begins.
const LINE_BREAK: &str = "¶";

/// The text with single blanks and its line breaks, and no blanks before a mark or at the ends.
fn single_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if word == LINE_BREAK {
            out.push('\n');
            continue;
        }
        if !out.is_empty() && !out.ends_with('\n') && !matches!(word, "." | "," | "?" | "!" | ";" | ":") {
            out.push(' ');
        }
        out.push_str(word);
    }
    while out.contains(" ,") || out.contains("..") && !out.contains("...") {
        out = out.replace(" ,", ",").replace("..", ".");
    }
    out
}

/// The text with a capital at the beginning of each sentence.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut sentence_begins = true;
    for c in text.chars() {
        if sentence_begins && c.is_alphabetic() {
            out.extend(c.to_uppercase());
            sentence_begins = false;
        } else {
            out.push(c);
            sentence_begins =
                matches!(c, '.' | '?' | '!' | '\n') || sentence_begins && !c.is_alphanumeric() && c != '@';
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// The variables that the simulator fills in.
    const VARIABLES: &str = "agent amount day device first item last m mobile n name p ref shop street tariff town";

    #[test]
    fn every_slot_is_a_section_or_a_variable() {
        let phrases = Phrases::new();
        for language in [Language::English, Language::German, Language::Spanish] {
            let sections = phrases.of(language);
            for (section, lines) in sections {
                assert!(!lines.is_empty(), "{section} is empty");
                for slot in lines.iter().flat_map(|line| line.split('{').skip(1)) {
                    let slot = slot.split('}').next().unwrap();
                    assert!(
                        VARIABLES.split(' ').any(|name| name == slot) || sections.contains_key(slot),
                        "{slot} in {section}"
                    );
                }
            }
        }
    }

    #[test]
    fn customers_sections_exist_in_every_language() {
        let phrases = Phrases::new();
        let german: HashSet<_> = phrases.german.keys().collect();
        let spanish: HashSet<_> = phrases.spanish.keys().collect();
        assert_eq!(german, spanish);
        assert!(german.iter().all(|section| phrases.english.contains_key(*section)));
    }

    #[test]
    fn choices_and_slots_are_filled_in() {
        let phrases = Phrases::new();
        let mut rng = Rng::of(1, "phrases", 0);
        let slots = [
            ("p", "{p.sim.new}"),
            ("m", "{mood.ask}"),
            ("device", "Orbit 7"),
            ("name", "Ann Low"),
            ("first", "Ann"),
            ("last", "Low"),
            ("ref", "T1"),
            ("town", "Leeds"),
        ];
        let said: HashSet<_> =
            (0..200).map(|_| phrases.say(&mut rng, Language::English, "call.first", &slots)).collect();
        assert!(said.len() > 150, "only {} of 200 differ", said.len());
        assert!(said.iter().all(|text| !text.contains(['{', '(', '|', '}', ')'])), "{said:#?}");
        assert!(said.iter().all(|text| text.starts_with(|c: char| !c.is_lowercase())), "{said:#?}");
    }
}
