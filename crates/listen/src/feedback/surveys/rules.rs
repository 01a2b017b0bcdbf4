//! What can be a survey.

use std::collections::HashSet;

use know::organisation::checked_name;

use super::model::{Answer, Choice, Condition, Question, Survey, Texts};

/// The most questions of a survey.
const MOST_QUESTIONS: usize = 100;
/// The most options of a question, and rows or columns of a matrix.
const MOST_OPTIONS: usize = 50;
/// The most languages of a survey.
const MOST_LANGUAGES: usize = 20;
/// The most sites that show it within their pages.
const MOST_SITES: usize = 20;
/// The most characters of a text that is shown.
const LONGEST: usize = 2000;
/// The most characters that an answer in words may have.
const LONGEST_ANSWER: u32 = 20_000;
/// The most days that a fact can be fresh or hold.
const MOST_DAYS: u32 = 36_500;

impl Texts {
    /// The text in a language, else in that of its first part (`pt` for `pt-BR`), else in the fallback; empty where
    /// there is none.
    #[must_use]
    pub fn text(&self, language: &str, fallback: &str) -> &str {
        let first = language.split('-').next().unwrap_or_default();
        [language, first, fallback].iter().find_map(|tag| self.0.get(*tag)).map_or("", String::as_str)
    }
}

impl Survey {
    /// The language for those who read none of the others.
    #[must_use]
    pub fn fallback(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// The definition, unless it cannot be one.
    ///
    /// # Errors
    /// What is wrong with it, and with which field.
    pub fn checked(self) -> Result<Survey, String> {
        self.check_languages()?;
        self.check_texts("`title`", &self.title, true)?;
        self.check_texts("`welcome`", &self.welcome, false)?;
        self.check_texts("`thanks`", &self.thanks, true)?;
        for (field, name) in [("about", &self.about), ("department", &self.department)] {
            if let Some(name) = name {
                checked_name(name).map_err(|said| format!("`{field}`: {said}"))?;
            }
        }
        if self.embedded_on.len() > MOST_SITES {
            return Err(format!("`embedded_on` has {} sites; {MOST_SITES} is the most", self.embedded_on.len()));
        }
        self.embedded_on.iter().try_for_each(|site| check_site(site))?;
        if self.questions.is_empty() || self.questions.len() > MOST_QUESTIONS {
            return Err(format!("`questions`: a survey has 1 to {MOST_QUESTIONS} questions"));
        }
        for (place, question) in self.questions.iter().enumerate() {
            let at = |said: String| format!("question {} ({:?}): {said}", place + 1, question.id);
            check_id(&question.id).map_err(at)?;
            let earlier = &self.questions[..place];
            if earlier.iter().any(|other| other.id == question.id) {
                return Err(at("two questions have this `id`; give one another".to_owned()));
            }
            self.check_question(question, earlier).map_err(at)?;
            if self.anonymous && (question.fact.is_some() || matches!(question.answer, Answer::Consent { .. })) {
                return Err(at(
                    "`anonymous`: a fact or a consent is somebody's; ask for it in another survey".to_owned()
                ));
            }
        }
        Ok(self)
    }

    fn check_languages(&self) -> Result<(), String> {
        if self.languages.is_empty() || self.languages.len() > MOST_LANGUAGES {
            return Err(format!("`languages`: a survey is in 1 to {MOST_LANGUAGES} languages"));
        }
        for (place, tag) in self.languages.iter().enumerate() {
            if !is_language(tag) {
                return Err(format!("`languages`: {tag:?} is no language tag such as \"en\" or \"pt-BR\""));
            }
            if self.languages[..place].contains(tag) {
                return Err(format!("`languages`: {tag:?} comes twice; leave it once"));
            }
        }
        Ok(())
    }

    fn check_question(&self, question: &Question, earlier: &[Question]) -> Result<(), String> {
        self.check_texts("`text`", &question.text, true)?;
        self.check_texts("`help`", &question.help, false)?;
        self.check_answer(&question.answer)?;
        for condition in &question.show_if {
            check_condition(condition, earlier).map_err(|said| format!("`show_if`: {said}"))?;
        }
        if let Some(fact) = &question.fact {
            checked_name(&fact.name).map_err(|said| format!("`fact`: {said}"))?;
            for (field, days) in [("fresh_days", fact.fresh_days), ("valid_days", fact.valid_days)] {
                if days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
                    return Err(format!("`fact`: `{field}` is 1 to {MOST_DAYS}"));
                }
            }
            if matches!(question.answer, Answer::Matrix { .. } | Answer::Consent { .. }) {
                return Err("`fact`: a matrix or a consent is no fact; ask for it in another way".to_owned());
            }
        }
        Ok(())
    }

    fn check_answer(&self, answer: &Answer) -> Result<(), String> {
        match answer {
            Answer::Single { options, .. } | Answer::Ranking { options } => self.check_options("options", options, 2),
            Answer::Multiple { options, most, .. } => {
                if *most == Some(0) {
                    return Err("`answer`: `most` is at least 1".to_owned());
                }
                self.check_options("options", options, 1)
            }
            Answer::Matrix { rows, columns } => {
                self.check_options("rows", rows, 1)?;
                self.check_options("columns", columns, 2)
            }
            Answer::Text { longest } if !(1..=LONGEST_ANSWER).contains(longest) => {
                Err(format!("`answer`: `longest` is 1 to {LONGEST_ANSWER}"))
            }
            Answer::Number { least: Some(least), most: Some(most) } if least > most => {
                Err("`answer`: `least` is not more than `most`".to_owned())
            }
            Answer::Consent { purpose } => {
                checked_name(purpose).map(drop).map_err(|said| format!("`answer`: `purpose`: {said}"))
            }
            _ => Ok(()),
        }
    }

    fn check_options(&self, field: &str, options: &[Choice], least: usize) -> Result<(), String> {
        if !(least..=MOST_OPTIONS).contains(&options.len()) {
            return Err(format!("`answer`: `{field}` has {least} to {MOST_OPTIONS} of them"));
        }
        for (place, option) in options.iter().enumerate() {
            check_id(&option.id).map_err(|said| format!("`answer`: `{field}`: {said}"))?;
            if options[..place].iter().any(|other| other.id == option.id) || option.id == OTHER {
                return Err(format!("`answer`: `{field}`: the `id` {:?} is taken; give another", option.id));
            }
            self.check_texts(&format!("`answer`: `{field}`: {:?}", option.id), &option.text, true)?;
        }
        Ok(())
    }

    /// Checks texts: in languages of the survey, and in the first of them where there must be one.
    fn check_texts(&self, what: &str, texts: &Texts, must_be: bool) -> Result<(), String> {
        for (tag, text) in &texts.0 {
            if !self.languages.contains(tag) {
                return Err(format!("{what}: {tag:?} is none of `languages`"));
            }
            if text.trim().is_empty() || text.chars().count() > LONGEST || text.contains('\0') {
                return Err(format!("{what}: a text has 1 to {LONGEST} characters"));
            }
        }
        if (must_be || !texts.0.is_empty()) && !texts.0.contains_key(self.fallback()) {
            return Err(format!("{what}: it lacks a text in {:?}, the first of `languages`", self.fallback()));
        }
        Ok(())
    }
}

/// How answers name what is not among the options.
pub(in crate::feedback) const OTHER: &str = "other";

/// Whether a text is a language tag as far as surveys go: `en`, `pt-BR`, `zh-Hans`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let is_part = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_lowercase()) && parts.all(is_part)
}

fn check_id(id: &str) -> Result<(), String> {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if (1..=40).contains(&id.len()) && id.bytes().all(fits) {
        return Ok(());
    }
    Err(format!("{id:?} is no `id`: it has 1 to 40 small letters, digits and underscores"))
}

/// A site as a browser names the origin of its pages.
fn check_site(site: &str) -> Result<(), String> {
    let whole = url::Url::parse(site).ok().filter(|url| {
        matches!(url.scheme(), "https" | "http") && url.has_host() && url.origin().ascii_serialization() == site
    });
    whole.map(drop).ok_or_else(|| format!("`embedded_on`: {site:?} is no site such as https://www.example.com"))
}

fn check_condition(condition: &Condition, earlier: &[Question]) -> Result<(), String> {
    let id = &condition.question;
    let asked = earlier.iter().find(|question| question.id == *id);
    let asked = asked.ok_or_else(|| format!("{id:?} is no earlier question"))?;
    let Condition { is, at_least, at_most, answered, .. } = condition;
    if is.is_empty() && at_least.is_none() && at_most.is_none() && answered.is_none() {
        return Err(format!("nothing is said of {id:?}: give `is`, `at_least`, `at_most` or `answered`"));
    }
    if (at_least.is_some() || at_most.is_some()) && !asked.answer.is_number() {
        return Err(format!("{id:?} is answered with no number"));
    }
    let options: HashSet<&str> = match &asked.answer {
        Answer::Single { options, .. } | Answer::Multiple { options, .. } => {
            options.iter().map(|option| option.id.as_str()).chain([OTHER]).collect()
        }
        Answer::Consent { .. } => HashSet::from(["yes", "no"]),
        _ if is.is_empty() => return Ok(()),
        _ => return Err(format!("{id:?} has no options for `is`")),
    };
    match is.iter().find(|one| !options.contains(one.as_str())) {
        Some(one) => Err(format!("{one:?} is no option of {id:?}")),
        None => Ok(()),
    }
}

impl Answer {
    /// The lowest and the highest of a score.
    #[must_use]
    pub fn scale(&self) -> Option<(u8, u8)> {
        match self {
            Answer::Nps | Answer::Enps => Some((0, 10)),
            Answer::Csat | Answer::Stars | Answer::Smileys => Some((1, 5)),
            Answer::Ces => Some((1, 7)),
            _ => None,
        }
    }

    fn is_number(&self) -> bool {
        self.scale().is_some() || matches!(self, Answer::Number { .. })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn survey() -> Value {
        json!({
            "title": {"en": "Your visit", "de": "Ihr Besuch"}, "thanks": {"en": "Thank you"}, "languages": ["en", "de"],
            "questions": [
                {"id": "nps", "text": {"en": "Would you?"}, "answer": {"kind": "nps"}},
                {"id": "why", "text": {"en": "Why?"}, "answer": {"kind": "text"},
                 "show_if": [{"question": "nps", "at_most": 6}]},
                {"id": "way", "text": {"en": "Which way?"}, "answer": {"kind": "single", "options": [
                    {"id": "phone", "text": {"en": "Phone"}}, {"id": "shop", "text": {"en": "Shop"}}]}},
                {"id": "shop", "text": {"en": "Which shop?"}, "answer": {"kind": "text"},
                 "show_if": [{"question": "way", "is": ["shop", "other"]}]}],
        })
    }

    fn read(survey: Value) -> Result<Survey, String> {
        serde_json::from_value::<Survey>(survey).map_err(|error| error.to_string())?.checked()
    }

    #[test]
    fn what_is_no_survey_is_told_where() {
        let wrong = |said: &str, change: &dyn Fn(&mut Value)| {
            let mut wrong = survey();
            change(&mut wrong);
            let told = read(wrong).expect_err(said);
            assert!(told.contains(said), "{told}");
        };
        assert!(read(survey()).is_ok());
        wrong("`languages`: a survey is in", &|one| one["languages"] = json!([]));
        wrong("no language tag", &|one| one["languages"] = json!(["English"]));
        wrong("`title`: \"fr\" is none of `languages`", &|one| one["title"]["fr"] = "x".into());
        wrong("`thanks`: it lacks a text in \"en\"", &|one| one["thanks"] = json!({"de": "Danke"}));
        wrong("1 to 100 questions", &|one| one["questions"] = json!([]));
        wrong("question 2 (\"Why\"): \"Why\" is no `id`", &|one| one["questions"][1]["id"] = "Why".into());
        wrong("two questions have this `id`", &|one| one["questions"][1]["id"] = "nps".into());
        wrong("\"later\" is no earlier question", &|one| {
            one["questions"][1]["show_if"][0]["question"] = "later".into();
        });
        wrong("nothing is said of \"nps\"", &|one| one["questions"][1]["show_if"][0] = json!({"question": "nps"}));
        wrong("no number", &|one| one["questions"][3]["show_if"][0] = json!({"question": "way", "at_least": 1}));
        wrong("\"web\" is no option of \"way\"", &|one| one["questions"][3]["show_if"][0]["is"][0] = "web".into());
        wrong("`options` has 2 to 50", &|one| one["questions"][2]["answer"]["options"] = json!([]));
        wrong("\"phone\" is taken", &|one| one["questions"][2]["answer"]["options"][1]["id"] = "phone".into());
        wrong("no site such as", &|one| one["embedded_on"] = json!(["https://shop.example/path"]));
        wrong("unknown variant", &|one| one["questions"][0]["answer"]["kind"] = "stairs".into());
    }

    #[test]
    fn a_text_falls_back_to_the_language_and_then_to_the_first() {
        let texts = Texts([("en", "hello"), ("pt", "olá")].map(|(tag, text)| (tag.to_owned(), text.to_owned())).into());
        assert_eq!(texts.text("pt-BR", "en"), "olá");
        assert_eq!(texts.text("fr", "en"), "hello");
        assert_eq!(Texts::default().text("fr", "en"), "");
    }
}
