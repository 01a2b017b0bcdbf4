//! One turn: what somebody sent, what is kept of it, and what they see next.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Kind, Timestamp};
use rand::RngExt as _;

use super::model::{About, Answers, Response};
use super::page::{Page, Shown};
use super::piping::{Known, piped};
use super::words::Mistake;
use super::{Error, Responses, flow, read, store};
use crate::feedback::invitations::Invitation;
use crate::feedback::surveys::{Question, Survey, Version};
use crate::feedback::waves::Place;

/// The most fields besides answers that an address may bring, and the most characters of each.
const MOST_HIDDEN: usize = 20;
const LONGEST_HIDDEN: usize = 200;
/// Fields that are none of the person's: the page's own, and those of addresses.
const OWN: [&str; 9] = ["r", "v", "p", "back", "lang", "embed", "kiosk", "skipPrefilled", "token"];

/// What somebody sees.
pub(super) enum Seen {
    /// A page with questions, or the sentence behind the last one.
    Talk(Box<Talk>, Step),
    /// Nothing that can be answered.
    Closed(Option<Box<Survey>>, Closed),
}

/// Why nothing can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// There is no such survey or invitation.
    Missing,
    /// It has ended.
    Over,
    /// It was answered.
    Answered,
    /// It is for those who were invited.
    InvitedOnly,
}

/// Where they are.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// At a page; with what could not be taken of it.
    At(usize, BTreeMap<String, Mistake>),
    /// Through.
    Done,
}

/// A survey and what somebody has answered of it.
pub(super) struct Talk {
    pub(super) survey: Survey,
    pub(super) response: Response,
    /// The questions that need not be asked.
    pub(super) spared: BTreeSet<String>,
    known: Known,
    /// Where the answer goes of somebody who is promised anonymity.
    pub(super) place: Option<Place>,
    pub(super) embedded: bool,
    pub(super) kiosk: bool,
}

/// What comes with a request.
pub(super) struct Sent<'a> {
    pub(super) survey: &'a str,
    /// The id of the invitation, where somebody was invited.
    pub(super) invitation: Option<&'a str>,
    /// The fields of the address or of the form.
    pub(super) fields: Vec<(String, String)>,
    /// The languages that the browser asks for, the best first.
    pub(super) languages: Vec<String>,
}

impl Sent<'_> {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().rev().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    fn says(&self, name: &str) -> bool {
        matches!(self.field(name), Some("true" | "1"))
    }

    /// What came with the address besides answers.
    fn hidden(&self, survey: &Survey) -> BTreeMap<String, String> {
        let known = |name: &str| {
            let question = name.split('.').next().unwrap_or_default();
            OWN.contains(&name) || survey.questions.iter().any(|one| one.id == question)
        };
        let fits = |text: &str| text.chars().count() <= LONGEST_HIDDEN && !text.chars().any(char::is_control);
        let rest = self.fields.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix("h.").unwrap_or(name);
            let kept = !known(name) && !name.is_empty() && fits(name) && fits(value) && !value.is_empty();
            kept.then(|| (name.to_owned(), value.clone()))
        });
        rest.take(MOST_HIDDEN).collect()
    }
}

impl Responses {
    /// What somebody sees who opens a survey's address. Nothing is kept: addresses are opened by machines too.
    pub(super) async fn open(&self, sent: Sent<'_>) -> Result<Seen, Error> {
        let mut talk = match self.talk(&sent).await? {
            Ok(talk) => talk,
            Err(closed) => return Ok(closed),
        };
        let given = talk.survey.questions.iter().filter_map(|question| {
            // What an address says wrongly is as if it said nothing.
            Some((question.id.clone(), read::answer(question, &sent.fields).ok()??))
        });
        let given: Answers = given.collect();
        let mut from = 0;
        if sent.says("skipPrefilled") {
            let pages = flow::pages(&talk.survey);
            let is_given = |question: &Question| {
                given.contains_key(&question.id) || !flow::is_asked(question, &given, &talk.spared)
            };
            let all_given = |page: &std::ops::Range<usize>| talk.survey.questions[page.clone()].iter().all(is_given);
            from = pages.iter().take_while(|page| all_given(page)).count();
            // Whoever has only to confirm still does: an address that was opened is no answer.
            from = from.min(pages.len() - 1);
        }
        talk.response.answers.extend(given);
        let step = match flow::next_page(&talk.survey, from, &talk.response.answers, &talk.spared) {
            Some(page) => Step::At(page, BTreeMap::new()),
            // All of it is known: there is nothing to ask.
            None => Step::Done,
        };
        Ok(Seen::Talk(Box::new(talk), step))
    }

    /// Takes what somebody sent, and says what they see next.
    pub(super) async fn answer(&self, sent: Sent<'_>) -> Result<Seen, Error> {
        let mut talk = match self.talk(&sent).await? {
            Ok(talk) => talk,
            Err(closed) => return Ok(closed),
        };
        talk.response.changed_at = self.clock.now();
        let step = talk.turn(&sent);
        if let Some(place) = talk.place.clone() {
            let answers = flow::counting(&talk.survey, &talk.response.answers);
            let number = talk.response.number;
            // Until then nothing is kept: the form carries what was answered.
            let is_kept = step != Step::Done || answers.is_empty() || self.waves.keep(place, number, answers).await?;
            if !is_kept {
                return Ok(Seen::Closed(Some(Box::new(talk.survey)), Closed::Answered));
            }
        } else if step == Step::Done {
            talk.response.finished_at = Some(talk.response.changed_at);
            let (response, at) = (talk.response.clone(), talk.response.changed_at);
            self.take_in(response, at).await?;
        } else {
            let response = talk.response.clone();
            if !self.truth.write(move |tx| store::keep(tx, &response)).await? {
                return Ok(Seen::Closed(Some(Box::new(talk.survey)), Closed::Answered));
            }
        }
        Ok(Seen::Talk(Box::new(talk), step))
    }

    /// The survey, and what was answered of it before.
    pub(super) async fn talk(&self, sent: &Sent<'_>) -> Result<Result<Talk, Seen>, Error> {
        let closed = |survey: Option<&Survey>, why| Ok(Err(Seen::Closed(survey.cloned().map(Box::new), why)));
        let now = self.clock.now();
        let versions = self.surveys.all(sent.survey.to_owned()).await?;
        let Some(newest) = versions.last() else { return closed(None, Closed::Missing) };
        let Some(current) = &newest.definition else {
            let last = versions.iter().rev().find_map(|version| version.definition.as_ref());
            return closed(last, Closed::Over);
        };
        if current.anonymous {
            return self.secret_talk(sent, &versions, current).await;
        }
        let invitation = match sent.invitation {
            None if !current.open => return closed(Some(current), Closed::InvitedOnly),
            None => None,
            Some(id) => match self.invitation(id, sent.survey).await? {
                Some(invitation) => Some(invitation),
                None => return closed(Some(current), Closed::Missing),
            },
        };
        let is_over = |until: Option<Timestamp>| until.is_some_and(|until| until <= now);
        if is_over(current.closes_at) || is_over(invitation.as_ref().map(|one| one.until)) {
            return closed(Some(current), Closed::Over);
        }
        let number = match &invitation {
            Some(invitation) => invitation.number,
            None => sent.field("r").and_then(|id| self.ids.decode(Kind::Response, id)).unwrap_or_else(drawn),
        };
        let before = self.truth.read(move |tx| store::get(tx, number)).await?;
        if before.as_ref().is_some_and(|before| before.finished_at.is_some()) {
            return closed(Some(current), Closed::Answered);
        }
        let wanted = sent.field("v").and_then(|version| version.parse::<u32>().ok());
        let wanted = before.as_ref().map(|before| before.version).or(wanted).unwrap_or(newest.number);
        let version = versions.iter().find(|version| version.number == wanted && version.definition.is_some());
        let version = version.unwrap_or(newest);
        let survey = version.definition.clone().expect("the newest version says something");
        let mut response = before.unwrap_or_else(|| Response {
            number,
            survey: sent.survey.to_owned(),
            version: version.number,
            identifier: invitation.as_ref().map(|one| one.identifier),
            about: invitation.as_ref().map_or_else(About::default, |one| one.about.clone()),
            language: String::new(),
            hidden: BTreeMap::new(),
            answers: Answers::new(),
            spared: Vec::new(),
            begun_at: now,
            changed_at: now,
            finished_at: None,
        });
        let invited_in = invitation.as_ref().and_then(|one| one.language.as_deref());
        response.language = language(&survey, sent, &response.language, invited_in);
        response.hidden.extend(sent.hidden(&survey));
        let (known, spared) = self.known(&survey, response.identifier, &response.about).await?;
        let not_asked = survey.questions.iter().filter(|question| spared.contains(&question.id));
        response.spared = not_asked.map(|question| question.id.clone()).collect();
        let (embedded, kiosk) = (sent.says("embed"), sent.says("kiosk"));
        Ok(Ok(Talk { survey, response, spared, known, place: None, embedded, kiosk }))
    }

    /// The same where anonymity is promised: nothing is known of who it is, and nothing was kept before.
    async fn secret_talk(
        &self,
        sent: &Sent<'_>,
        versions: &[Version],
        current: &Survey,
    ) -> Result<Result<Talk, Seen>, Error> {
        let closed = |why| Ok(Err(Seen::Closed(Some(Box::new(current.clone())), why)));
        if sent.invitation.is_none() && !current.open {
            return closed(Closed::InvitedOnly);
        }
        let number = sent.field("r").and_then(|id| self.ids.decode(Kind::Response, id));
        let Some(place) = self.waves.place(sent.survey, sent.invitation).await? else {
            let sent_again = match number {
                Some(number) => self.waves.has(sent.survey, number).await?,
                None => false,
            };
            return closed(if sent_again { Closed::Answered } else { Closed::Over });
        };
        let version = versions.iter().find(|version| version.number == place.wave.version);
        let survey = version.and_then(|version| version.definition.clone()).unwrap_or_else(|| current.clone());
        let now = self.clock.now();
        let response = Response {
            number: number.unwrap_or_else(drawn),
            survey: sent.survey.to_owned(),
            version: place.wave.version,
            identifier: None,
            about: About::default(),
            language: language(&survey, sent, "", None),
            // What came with an address could say who it was sent to.
            hidden: BTreeMap::new(),
            answers: Answers::new(),
            spared: Vec::new(),
            begun_at: now,
            changed_at: now,
            finished_at: None,
        };
        let (embedded, kiosk) = (sent.says("embed"), sent.says("kiosk"));
        let (known, spared) = (Known::default(), BTreeSet::new());
        Ok(Ok(Talk { survey, response, spared, known, place: Some(place), embedded, kiosk }))
    }

    async fn invitation(&self, id: &str, survey: &str) -> Result<Option<Invitation>, Error> {
        let Some(number) = self.ids.decode(Kind::Invitation, id) else { return Ok(None) };
        Ok(self.invitations.get(number).await?.filter(|one| one.survey == survey))
    }
}

/// A number for a response: nobody guesses one that is in use.
fn drawn() -> u64 {
    rand::rng().random::<u64>() >> 1
}

/// The language in which somebody reads: the one they chose, else that of their invitation, else the best that their
/// browser asks for.
fn language(survey: &Survey, sent: &Sent<'_>, before: &str, invited_in: Option<&str>) -> String {
    let wanted = sent.field("lang").into_iter().chain([before]).chain(invited_in);
    first_language(survey, wanted.chain(sent.languages.iter().map(String::as_str)))
}

/// The first of these languages in which a survey is, else the one for everybody else.
pub(super) fn first_language<'a>(survey: &Survey, mut wanted: impl Iterator<Item = &'a str>) -> String {
    let there_is = |wanted: &str| {
        let first = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let exact = survey.languages.iter().find(|tag| tag.eq_ignore_ascii_case(wanted));
        exact.or_else(|| survey.languages.iter().find(|tag| first(tag) == first(wanted))).cloned()
    };
    // No language at all is no wish.
    wanted.find_map(|tag| there_is(tag).filter(|_| !tag.is_empty())).unwrap_or_else(|| survey.fallback().to_owned())
}

impl Talk {
    /// A survey that is being written, as somebody would see it of whom nothing is known.
    pub(super) fn tried(survey: Survey, answers: Answers, language: Option<&str>, now: Timestamp) -> Talk {
        let language = language.filter(|tag| survey.languages.iter().any(|one| one == tag));
        let language = language.unwrap_or(survey.fallback()).to_owned();
        let response = Response {
            number: 0,
            survey: String::new(),
            version: 0,
            identifier: None,
            about: About::default(),
            language,
            hidden: BTreeMap::new(),
            answers,
            spared: Vec::new(),
            begun_at: now,
            changed_at: now,
            finished_at: None,
        };
        let (spared, known) = (BTreeSet::new(), Known::default());
        Talk { survey, response, spared, known, place: None, embedded: false, kiosk: false }
    }

    /// The page on which a question is asked; where it is not, the next one that asks something.
    pub(super) fn page_of(&self, question: Option<&str>) -> Step {
        let pages = flow::pages(&self.survey);
        let place = self.survey.questions.iter().position(|one| Some(one.id.as_str()) == question);
        let page = place.and_then(|place| pages.iter().position(|page| page.contains(&place))).unwrap_or(0);
        let next = flow::next_page(&self.survey, page, &self.response.answers, &self.spared);
        next.map_or(Step::Done, |next| Step::At(next, BTreeMap::new()))
    }

    /// Takes what a form says, and says where they are then.
    pub(super) fn turn(&mut self, sent: &Sent<'_>) -> Step {
        let pages = flow::pages(&self.survey);
        let page = sent.field("p").and_then(|page| page.parse::<usize>().ok()).unwrap_or(0).min(pages.len() - 1);
        let mut mistakes = self.take(sent, &pages[page]);
        let answers = &self.response.answers;
        if sent.says("back") {
            mistakes.clear();
            let before = flow::page_before(&self.survey, page, answers, &self.spared);
            Step::At(before.unwrap_or(page), mistakes)
        } else if mistakes.is_empty() {
            let next = flow::next_page(&self.survey, page + 1, answers, &self.spared);
            next.map_or(Step::Done, |next| Step::At(next, mistakes))
        } else {
            Step::At(page, mistakes)
        }
    }

    /// Takes the answers of a form: those of a page, and those that came with the address. Returns what is wrong with
    /// those of the page.
    fn take(&mut self, sent: &Sent<'_>, page: &std::ops::Range<usize>) -> BTreeMap<String, Mistake> {
        let mut mistakes = BTreeMap::new();
        for (place, question) in self.survey.questions.iter().enumerate() {
            let on_page = page.contains(&place);
            let said = read::answer(question, &sent.fields);
            let asked = on_page && flow::is_asked(question, &self.response.answers, &self.spared);
            match said {
                Ok(Some(answer)) => {
                    self.response.answers.insert(question.id.clone(), answer);
                }
                Ok(None) if on_page => {
                    self.response.answers.remove(&question.id);
                    if asked && question.required {
                        mistakes.insert(question.id.clone(), Mistake::Missing);
                    }
                }
                Err(mistake) if asked => {
                    self.response.answers.remove(&question.id);
                    mistakes.insert(question.id.clone(), mistake);
                }
                _ => {}
            }
        }
        mistakes
    }

    pub(super) fn say(&self, texts: &crate::feedback::surveys::Texts) -> String {
        let text = texts.text(&self.response.language, self.survey.fallback());
        piped(text, &self.known, &self.response.answers)
    }

    /// What is said behind the last question.
    pub(super) fn thanks(&self) -> (String, String) {
        (self.say(&self.survey.title), self.say(&self.survey.thanks))
    }

    /// A page as it is shown. `id` is that of the response where nobody was invited.
    pub(super) fn page<'a>(
        &'a self,
        page: usize,
        mistakes: &'a BTreeMap<String, Mistake>,
        id: Option<String>,
        path: &'a str,
    ) -> Page<'a> {
        let pages = flow::pages(&self.survey);
        let answers = &self.response.answers;
        let on_page = &self.survey.questions[pages[page].clone()];
        let asked = on_page.iter().filter(|question| flow::is_asked(question, answers, &self.spared));
        let questions =
            asked.map(|question| Shown { question, text: self.say(&question.text), help: self.say(&question.help) });
        let mut carried = vec![("p".to_owned(), page.to_string()), ("v".to_owned(), self.response.version.to_string())];
        carried.extend(id.map(|id| ("r".to_owned(), id)));
        carried.push(("lang".to_owned(), self.response.language.clone()));
        let own = [("embed", self.embedded), ("kiosk", self.kiosk)];
        carried.extend(own.iter().filter(|(_, on)| *on).map(|(name, _)| ((*name).to_owned(), "true".to_owned())));
        carried.extend(self.response.hidden.iter().map(|(name, value)| (format!("h.{name}"), value.clone())));
        if self.place.is_some() {
            let others = self.survey.questions.iter().filter(|other| !on_page.iter().any(|one| one.id == other.id));
            let said = others.filter_map(|other| Some(read::fields(other, answers.get(&other.id)?)));
            carried.extend(said.flatten());
        }
        let reached = |place: &usize| flow::next_page(&self.survey, *place, answers, &self.spared) == Some(*place);
        let asked_pages: Vec<usize> = (0..pages.len()).filter(reached).collect();
        Page {
            survey: &self.survey,
            language: &self.response.language,
            questions: questions.collect(),
            title: self.say(&self.survey.title),
            welcome: self.say(&self.survey.welcome),
            answers,
            mistakes,
            number: asked_pages.iter().filter(|place| **place < page).count() + 1,
            of: asked_pages.len().max(1),
            is_first: flow::page_before(&self.survey, page, answers, &self.spared).is_none(),
            // Whether a page follows may depend on what is answered here.
            is_last: page + 1 == pages.len(),
            carried,
            path,
            embedded: self.embedded,
        }
    }
}
