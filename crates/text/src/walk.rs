//! The walk over the tokens of a text: which words weigh how much, where, after what turns and strengthens them.

use crate::cues::{Cue, CueKind};
use crate::emotions::{Emotion, Emotions};
use crate::language::Language;
use crate::tokens::{Kind, Token, Tokens};
use crate::words::{Known, Role, Words, sign};

/// A word turns those round that follow it at most so far.
const REACH: usize = 4;
/// In some languages it stands behind the verb that it turns, at most so far.
const REACH_BACK: usize = 3;
/// A strengthening word holds for what follows it at most so far.
const STRENGTH_REACH: usize = 3;
/// What is left of a good word that is turned round; it becomes bad.
const TURNED_GOOD: f32 = -0.8;
/// What is left of a bad word that is turned round: "not bad" is hardly praise.
const TURNED_BAD: f32 = -0.3;
/// What a word in capitals counts in a text that is not all capitals.
const SHOUTED: f32 = 1.3;
/// What a lengthened word counts.
const LENGTHENED: f32 = 1.2;
/// What counts before a "but", and behind it.
const BEFORE_CONTRAST: f32 = 0.6;
const AFTER_CONTRAST: f32 = 1.3;
/// What a word counts behind one that has a weight of its own and strengthens: "awfully slow", "pretty good".
const STRENGTHENED: f32 = 1.3;
/// No word counts more.
const STRONGEST: f32 = 5.0;

/// A word with a weight.
struct Hit {
    value: f32,
    /// Which token it ends with.
    at: usize,
    turned: bool,
    /// Whether it only strengthens what follows at once.
    also_strengthens: bool,
    emotions: u8,
}

/// What the words of a text say, before it is made a probability.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    /// The sum of good words, each up to 5.
    pub good: f32,
    /// The sum of bad words, as a positive number.
    pub bad: f32,
    /// What the last word with a weight says.
    pub last: f32,
    /// The strongest single word, with its sign.
    pub strongest: f32,
    /// How many words that turn others round had nothing to turn.
    pub denials: u8,
    /// How many questions are asked.
    pub questions: u8,
    /// How many exclamation marks.
    pub exclamations: u8,
    /// How many words there are.
    pub words: u16,
    /// Whether most words are in capitals.
    pub shouted: bool,
    /// How many words have a weight.
    pub hits: u16,
    pub emotions: Emotions,
    pub cues: Vec<Cue>,
}

/// Where the walk stands.
struct Walk<'a> {
    tokens: &'a [Token],
    words: Option<&'static Words>,
    /// Whether a word may turn what stands before it.
    turns_back: bool,
    hits: Vec<Hit>,
    /// Where the last word stands that turns others round, and whether it has done so.
    turn: Option<(usize, bool)>,
    strength: Option<(usize, f32)>,
    /// How many hits stand before the last "but".
    contrast: usize,
    done: Walked,
}

/// Walks over a text in a language; without one only emoji are read.
pub(crate) fn walk(tokens: &Tokens, language: Option<Language>) -> Walked {
    let loud = tokens.words().filter(|token| token.capitals).count();
    let count = tokens.words().count();
    let shouted = count > 2 && loud * 2 > count;
    let mut walk = Walk {
        tokens: &tokens.all,
        words: language.map(Words::of_language),
        turns_back: matches!(language, Some(Language::German | Language::French)),
        hits: Vec::with_capacity(16),
        turn: None,
        strength: None,
        contrast: 0,
        done: Walked { words: u16::try_from(count).unwrap_or(u16::MAX), shouted, ..Walked::default() },
    };
    let mut at = 0;
    while at < walk.tokens.len() {
        at += walk.step(at);
    }
    walk.finish()
}

impl Walk<'_> {
    /// Reads what stands at a place. Returns how many tokens that was.
    fn step(&mut self, at: usize) -> usize {
        let token = &self.tokens[at];
        match token.kind {
            Kind::Word | Kind::Number => {
                let Some((known, length)) = self.words.and_then(|words| words.look_up(&self.tokens[at..])) else {
                    return 1;
                };
                self.word(known, at, length);
                return length;
            }
            Kind::Sign => {
                if let Some(known) = sign(token) {
                    self.hit(known, known.weight, at, false);
                }
            }
            Kind::Exclamation => self.done.exclamations = self.done.exclamations.saturating_add(1),
            Kind::Question => self.done.questions = self.done.questions.saturating_add(1),
            Kind::Pause | Kind::Stop => {}
        }
        if token.kind != Kind::Sign && !self.within_word(at) {
            self.settle_turn();
            self.strength = None;
        }
        1
    }

    /// Whether a mark only joins two parts of one word, as a hyphen does.
    fn within_word(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let touches =
            |other: Option<&Token>, edge: fn(&Token, &Token) -> bool| other.is_some_and(|other| edge(other, token));
        token.kind == Kind::Pause
            && touches(at.checked_sub(1).and_then(|before| self.tokens.get(before)), |before, token| {
                before.end == token.start
            })
            && touches(self.tokens.get(at + 1), |after, token| after.start == token.end)
    }

    fn word(&mut self, known: Known, at: usize, length: usize) {
        let (first, last) = (&self.tokens[at], &self.tokens[at + length - 1]);
        if let Some(kind) = known.cue {
            self.done.cues.push(Cue { kind, place: first.start as usize..last.end as usize });
        }
        match known.role {
            Role::Plain => {}
            Role::Turns => self.turn(at),
            Role::Strengthens(much) => {
                let before =
                    self.strength.filter(|(since, _)| at - since < STRENGTH_REACH).map_or(1.0, |(_, much)| much);
                self.strength = Some((at, before * much));
            }
            Role::Contrasts => {
                self.settle_turn();
                self.contrast = self.hits.len();
            }
            Role::Telling if known.weight == 0.0 => self.hit(known, 0.0, at + length - 1, false),
            Role::Telling => self.telling(known, at, length),
        }
    }

    fn telling(&mut self, known: Known, at: usize, length: usize) {
        let token = &self.tokens[at];
        let mut value = known.weight;
        if let Some((_, much)) = self.strength.take().filter(|(since, _)| at - since <= STRENGTH_REACH) {
            value *= much;
        }
        if let Some(before) = self.hits.last_mut().filter(|hit| hit.also_strengthens && hit.at + 1 == at) {
            before.value = 0.0;
            value *= STRENGTHENED;
        }
        if token.capitals && token.letters > 2 && !self.done.shouted {
            value *= SHOUTED;
        }
        if token.lengthened {
            value *= LENGTHENED;
        }
        let mut turned = false;
        if let Some((since, used)) = self.turn.as_mut().filter(|(since, _)| at - *since <= REACH) {
            turned = true;
            *used = true;
            // A reach is counted from word to word: "not good or friendly".
            *since = at;
        }
        self.hit(known, if turned { turn(value) } else { value }, at + length - 1, turned);
    }

    fn hit(&mut self, known: Known, value: f32, at: usize, turned: bool) {
        let value = value.clamp(-STRONGEST, STRONGEST);
        self.hits.push(Hit { value, at, turned, also_strengthens: known.also_strengthens, emotions: known.emotions });
    }

    /// A word that turns others round.
    fn turn(&mut self, at: usize) {
        let back = self.hits.last_mut().filter(|hit| {
            self.turns_back && !hit.turned && hit.value > 0.0 && at - hit.at <= REACH_BACK && {
                self.tokens[hit.at..at].iter().all(|token| token.kind == Kind::Word)
            }
        });
        let used = back.is_some();
        if let Some(hit) = back {
            hit.value = turn(hit.value);
            hit.turned = true;
        }
        // "Never ... not" is one denial.
        let before = self.turn.take().is_some_and(|(since, used)| used || at - since <= 3);
        self.turn = Some((at, used || before && self.turns_back));
    }

    /// What turned nothing round stands for itself.
    fn settle_turn(&mut self) {
        if self.turn.take().is_some_and(|(_, used)| !used) {
            self.done.denials = self.done.denials.saturating_add(1);
        }
    }

    fn finish(mut self) -> Walked {
        self.settle_turn();
        let contrast = self.contrast;
        let many = self.hits.len();
        let mut done = self.done;
        for (number, hit) in self.hits.iter().enumerate() {
            // A "but" with nothing behind it, or nothing before, contrasts nothing.
            let value = match number {
                _ if contrast == 0 || contrast == many => hit.value,
                _ if number < contrast => hit.value * BEFORE_CONTRAST,
                _ => hit.value * AFTER_CONTRAST,
            };
            if value > 0.0 {
                done.good += value;
            } else {
                done.bad -= value;
            }
            if value != 0.0 {
                done.last = value;
                done.hits = done.hits.saturating_add(1);
            }
            if value.abs() > done.strongest.abs() {
                done.strongest = value;
            }
            feel(&mut done.emotions, hit);
        }
        // Effort without a word of anger is frustration all the same.
        for cue in &done.cues {
            if !matches!(cue.kind, CueKind::Effort) {
                done.emotions.add(Emotion::Anger, 0.15);
            }
        }
        done
    }
}

fn turn(value: f32) -> f32 {
    value * if value > 0.0 { TURNED_GOOD } else { TURNED_BAD }
}

/// The emotions of a word, as strong as it is. One that is turned round takes pleasant ones away: "not happy" is sad.
fn feel(emotions: &mut Emotions, hit: &Hit) {
    if hit.emotions == 0 {
        return;
    }
    let strength = 0.15 + hit.value.abs() * 0.17;
    for emotion in Emotion::ALL {
        if hit.emotions & 1 << emotion as u8 == 0 {
            continue;
        }
        match (hit.turned, emotion.is_pleasant()) {
            (false, _) => emotions.add(emotion, strength),
            (true, true) => emotions.add(Emotion::Sadness, strength * 0.5),
            (true, false) => {}
        }
    }
}
