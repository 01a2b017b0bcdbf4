//! CSV as it is given out: quoted by RFC 4180, with formulas defused.

use std::borrow::Cow;

/// A line of cells with its end. A cell that a spreadsheet would run as a formula gets an apostrophe before it.
#[must_use]
pub fn line(cells: &[&str]) -> String {
    let mut line = String::new();
    for (place, text) in cells.iter().enumerate() {
        if place > 0 {
            line.push(',');
        }
        line.push_str(&cell(text));
    }
    line.push_str("\r\n");
    line
}

/// A cell, quoted where it has to be.
fn cell(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let quoted = text.contains([',', '"', '\n', '\r', '\t', ';']);
    if !formula && !quoted {
        return Cow::Borrowed(text);
    }
    let apostrophe = if formula { "'" } else { "" };
    Cow::Owned(format!("\"{apostrophe}{}\"", text.replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cells_are_quoted_and_formulas_defused() {
        assert_eq!(super::line(&["a", "b c", ""]), "a,b c,\r\n");
        assert_eq!(super::line(&["a,b", "say \"x\"", "l\nm"]), "\"a,b\",\"say \"\"x\"\"\",\"l\nm\"\r\n");
        for formula in ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1"] {
            assert!(super::line(&[formula]).starts_with(&format!("\"'{formula}")), "{formula}");
        }
    }
}
