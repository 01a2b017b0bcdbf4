//! What somebody wrote themselves in a mail: without what they quote, and without their signature.

/// Beginnings of the line that mail programs put above what they quote, and what it ends with, in small letters.
const QUOTES: [(&str, &str); 9] = [
    ("on ", "wrote:"),
    ("am ", "schrieb:"),
    ("am ", ":"),
    ("le ", "écrit :"),
    ("le ", "écrit:"),
    ("el ", "escribió:"),
    ("em ", "escreveu:"),
    ("il ", "scritto:"),
    ("op ", "schreef:"),
];
/// First words of the block of headers that other mail programs put there, in small letters.
const HEADERS: [&str; 7] = ["from:", "von:", "de:", "de :", "da:", "van:", "*from:"];
/// What follows them within a few lines, in small letters.
const SECOND: [&str; 14] = [
    "sent:",
    "date:",
    "to:",
    "subject:",
    "gesendet:",
    "an:",
    "betreff:",
    "envoyé",
    "enviado",
    "asunto:",
    "assunto:",
    "inviato:",
    "oggetto:",
    "verzonden:",
];
/// How the line begins that phones put below, in small letters.
const PHONES: [&str; 9] = [
    "sent from my ",
    "get outlook for ",
    "von meinem ",
    "gesendet von ",
    "envoyé de ",
    "enviado desde ",
    "enviado do ",
    "inviato da ",
    "verzonden vanaf ",
];

/// What somebody wrote themselves.
#[must_use]
pub(super) fn own_words(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let end = (0..lines.len()).find(|place| ends_at(&lines, *place)).unwrap_or(lines.len());
    let own = kept(&lines[..end]);
    // Who answers below what they quote has written behind it.
    if own.is_empty() { kept(&lines) } else { own }
}

/// The lines that are no quotes, as one text.
fn kept(lines: &[&str]) -> String {
    let mut own: Vec<&str> = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        if *line == "--" || is_of_phone(line) {
            break;
        }
        let is_blank_again = line.is_empty() && own.last().is_none_or(|before| before.is_empty());
        if !line.trim_start().starts_with('>') && !is_blank_again && !introduces(lines, place) {
            own.push(line);
        }
    }
    own.join("\n").trim().to_owned()
}

/// Whether what was written ends before a line.
fn ends_at(lines: &[&str], place: usize) -> bool {
    let line = lines[place].trim();
    let small = line.to_lowercase();
    let is_rule = line.len() >= 20 && line.chars().all(|letter| letter == '_');
    let is_divider = small.starts_with("-----") && small.ends_with("-----");
    let quotes_on = |place: usize| lines[place..].iter().skip(1).find(|line| !line.is_empty());
    let is_quote = introduces(lines, place) && quotes_on(place).is_none_or(|next| !next.starts_with(">")) || {
        // A quote that nobody writes behind goes to the end.
        line.starts_with('>') && lines[place..].iter().all(|line| line.is_empty() || line.trim().starts_with('>'))
    };
    let is_header = HEADERS.iter().any(|first| small.starts_with(first))
        && lines[place + 1..].iter().take(4).any(|line| {
            let small = line.trim().trim_start_matches('*').to_lowercase();
            SECOND.iter().any(|second| small.starts_with(second))
        });
    line == "--" || is_rule || is_divider || is_quote || is_header || is_of_phone(line)
}

/// Whether a line, alone or with the one behind it, says who wrote what is quoted below.
fn introduces(lines: &[&str], place: usize) -> bool {
    let one = lines[place].trim().to_lowercase();
    let two = lines.get(place + 1).map(|next| format!("{one} {}", next.trim().to_lowercase()));
    let says = |line: &str| {
        let dated = line.chars().any(|letter| letter.is_ascii_digit());
        dated && QUOTES.iter().any(|(first, last)| line.starts_with(first) && line.ends_with(last) && line.len() > 12)
    };
    says(&one) || two.is_some_and(|two| !one.is_empty() && says(&two))
}

fn is_of_phone(line: &str) -> bool {
    let small = line.trim().to_lowercase();
    small.len() < 80 && PHONES.iter().any(|first| small.starts_with(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_signatures_are_cut_off() {
        for (text, own) in [
            (
                "9\n\nGreat service.\n\nOn Mon, 2 Nov 2026 at 10:00, Halden <a@example.com> wrote:\n> Would you?\n",
                "9\n\nGreat service.",
            ),
            ("9\n\nOn Mon, 2 Nov 2026 at 10:00, Halden\n<a@example.com> wrote:\n\n> Would you?\n> 1 2 3", "9"),
            ("Sehr gut\r\n\r\nAm 02.11.2026 um 10:00 schrieb Halden:\r\n> Frage\r\n", "Sehr gut"),
            ("Bad.\n-- \nAna\nHead of things", "Bad."),
            ("Bad.\n\nSent from my iPhone", "Bad."),
            ("Late\n\n-----Original Message-----\nFrom: x\n", "Late"),
            ("Late\n\n________________________________\nFrom: x\nSent: y", "Late"),
            ("Late\n\nFrom: Halden <a@example.com>\nSent: Monday\nTo: Ana\nSubject: x\n\nold", "Late"),
            ("> Would you?\n\nYes, I would.\n", "Yes, I would."),
            ("On Mon, 2 Nov 2026, Halden wrote:\n> first?\nYes.\n> second?\nNo.", "Yes.\nNo."),
            ("From what I saw:\nit is fine", "From what I saw:\nit is fine"),
            ("On the whole I am happy:\n2 stars", "On the whole I am happy:\n2 stars"),
            ("", ""),
        ] {
            assert_eq!(own_words(text), own, "{text:?}");
        }
    }
}
