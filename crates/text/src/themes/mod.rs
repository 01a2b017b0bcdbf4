//! Themes: what many people write about, found in their texts alone.
//!
//! Words that stand together in texts are near each other as points ([`space`]), a text is where its words are, and
//! texts that lie close together are a theme ([`groups`]), called by the phrases that tell it from the others
//! ([`phrases`]). Themes that were found before are looked for first and keep their numbers; what fits none of them may
//! be a new one. Only what several people write takes part, so no theme says what one person wrote.

mod groups;
mod linear;
mod phrases;
mod space;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::tokens::{Kind, Token, Tokens};
use groups::{Centre, Groups};
use space::{Point, Space};

/// Fewer texts have no themes.
pub const FEWEST_TEXTS: usize = 50;
/// So many people have to write a word or a phrase for it to count, and about a theme for it to be one.
pub const FEWEST_PEOPLE: u32 = 5;
/// A text is about what it says in so many words.
const READ: usize = 120;
/// There are no more themes at first, and no more at any time.
const AT_FIRST: usize = 80;
const MOST: usize = 200;

/// Why no themes are found.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ThemesError {
    /// There are too few texts.
    #[error("{0} texts have no themes: at least {FEWEST_TEXTS} that can be read are needed, of several people")]
    TooFew(usize),
    /// Whoever wanted them does not any more.
    #[error("finding themes was stopped")]
    Stopped,
}

/// A text and who wrote it, as a number.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// What they wrote.
    pub text: &'a str,
    /// Who: the same number for the same person.
    pub who: u64,
}

/// A theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Its number: the same from one finding to the next, and never that of another.
    pub number: u32,
    /// What tells it from the others, the most telling first.
    pub phrases: Vec<String>,
    /// Of how many of the texts it was found in.
    pub texts: u32,
}

/// The theme of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct About {
    /// The number of the theme.
    pub theme: u32,
    /// How like the others of the theme the text is, from -1 to 1. Not a probability.
    pub likeness: f32,
}

/// Themes that were found. Kept with serde.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Themes {
    space: Space,
    centres: Vec<Centre>,
    all: Vec<Theme>,
    /// The number of the next theme that is found.
    next: u32,
}

impl Themes {
    /// Finds themes in texts: those of before, as far as anybody still writes about them, and new ones. The same texts
    /// in any order have the same themes. `watch` is told how much is done, from 0 to 1, and says whether to go on.
    ///
    /// # Errors
    /// Too few texts, or `watch` said so.
    pub fn find(
        texts: &[Written<'_>],
        before: Option<&Themes>,
        watch: &dyn Fn(f32) -> bool,
    ) -> Result<Themes, ThemesError> {
        Themes::find_many(texts, before, None, watch)
    }

    /// Finds so many themes; as many as seem right where that is not said.
    ///
    /// # Errors
    /// As those of [`Themes::find`].
    pub fn find_many(
        texts: &[Written<'_>],
        before: Option<&Themes>,
        many: Option<usize>,
        watch: &dyn Fn(f32) -> bool,
    ) -> Result<Themes, ThemesError> {
        let mut texts = texts.to_vec();
        texts.sort_unstable_by_key(|one| (one.who, one.text));
        let go_on = |done: f32| if watch(done) { Ok(()) } else { Err(ThemesError::Stopped) };
        go_on(0.0)?;
        let space = Space::of(&texts, &|done| go_on(0.6 * done))?;
        let placed: Vec<(Written<'_>, Point)> =
            texts.iter().filter_map(|one| Some((*one, space.place(one.text)?))).collect();
        if placed.len() < FEWEST_TEXTS {
            return Err(ThemesError::TooFew(placed.len()));
        }
        let was = |text: &str| before.and_then(|before| before.nearest(text)).map(|(centre, _)| centre);
        let was: Vec<Option<usize>> = placed.iter().map(|(one, _)| was(one.text)).collect();
        go_on(0.7)?;
        let points: Vec<Point> = placed.iter().map(|(_, point)| *point).collect();
        let old = before.map_or(&[][..], |before| &before.centres);
        let next = before.map_or(1, |before| before.next);
        let many = many.unwrap_or_else(|| themes_of(points.len()));
        let Groups { mut centres, of } =
            groups::find(&points, (old, &was), (many, next), &|done| go_on(0.7 + 0.2 * done))?;
        let next = centres.iter().map(|centre| centre.theme + 1).max().unwrap_or(next).max(next);
        // A theme is what several people write about.
        let people = |theme: u32| {
            let mut who: Vec<u64> = Vec::new();
            for ((one, _), centre) in placed.iter().zip(&of) {
                if centre.is_some_and(|centre| centres[centre].theme == theme) {
                    who.push(one.who);
                }
            }
            who.dedup();
            who.len()
        };
        let mut numbers: Vec<u32> = centres.iter().map(|centre| centre.theme).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.retain(|theme| people(*theme) >= FEWEST_PEOPLE as usize);
        let member = |centre: &Option<usize>| centre.map(|centre| centres[centre].theme);
        let members: Vec<Option<u32>> = of.iter().map(member).collect();
        let written: Vec<Written<'_>> = placed.iter().map(|(one, _)| *one).collect();
        let named = phrases::name(&written, &members, &numbers);
        go_on(1.0)?;
        let count = |theme: u32| members.iter().filter(|member| **member == Some(theme)).count();
        let all = numbers.iter().zip(named).map(|(number, phrases)| Theme {
            number: *number,
            phrases,
            texts: u32::try_from(count(*number)).unwrap_or(u32::MAX),
        });
        let all = all.collect();
        centres.retain(|centre| numbers.contains(&centre.theme));
        Ok(Themes { space, centres, all, next })
    }

    /// All of them, by their numbers.
    #[must_use]
    pub fn all(&self) -> &[Theme] {
        &self.all
    }

    /// What a text is about; nothing where it is about no theme.
    #[must_use]
    pub fn of(&self, text: &str) -> Option<About> {
        self.nearest(text).map(|(centre, likeness)| About { theme: self.centres[centre].theme, likeness })
    }

    /// From now on texts about one are about another. Says whether there are both.
    pub fn merge(&mut self, one: u32, into: u32) -> bool {
        let place = |number: u32| self.all.iter().position(|theme| theme.number == number);
        let (Some(one_place), Some(_)) = (place(one), place(into)) else { return false };
        if one == into {
            return false;
        }
        let gone = self.all.remove(one_place);
        for centre in self.centres.iter_mut().filter(|centre| centre.theme == one) {
            centre.theme = into;
        }
        if let Some(stays) = self.all.iter_mut().find(|theme| theme.number == into) {
            stays.texts = stays.texts.saturating_add(gone.texts);
        }
        true
    }

    /// The centre near which a text lies, and how near.
    fn nearest(&self, text: &str) -> Option<(usize, f32)> {
        let point = self.space.place(text)?;
        let (centre, likeness) = groups::nearest(&self.centres, &point)?;
        (likeness >= self.centres[centre].reach).then_some((centre, likeness))
    }
}

/// How many themes so many texts are looked at as: as many as people can look through.
fn themes_of(texts: usize) -> usize {
    (texts.isqrt() * 2 / 3).clamp(4, AT_FIRST)
}

/// The words and numbers that a text is about.
fn words(tokens: &Tokens) -> impl Iterator<Item = &Token> {
    tokens.all.iter().filter(|token| matches!(token.kind, Kind::Word | Kind::Number)).take(READ)
}

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts of texts and words are far below 2^24, or need no last digit")]
fn real(count: usize) -> f32 {
    count as f32
}
