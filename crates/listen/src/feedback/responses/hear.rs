//! Hearing messages: a survey that is answered by mail, by SMS or on a phone's keys, question by question.

use kernel::Kind;
use serde_json::Value;

use super::turn::{Sent, Talk};
use super::{Error, Responses, flow, store, written};
use crate::feedback::invitations::Invitation;
use crate::feedback::replies::{note_heard, was_heard};
use crate::feedback::surveys::{Answer, Question};

/// How often it is tried again where two messages come at once.
const MOST_TRIES: usize = 5;
/// The most characters of a comment for which there is no question.
const LONGEST_COMMENT: usize = 200;
/// Under which name such a comment is kept.
const COMMENT: &str = "comment";

/// A message.
#[derive(Clone, Copy, Debug)]
pub(in crate::feedback) struct Message<'a> {
    /// By which it is known when it comes again.
    pub(in crate::feedback) key: [u8; 16],
    pub(in crate::feedback) text: &'a str,
    /// Whether it is all that they will say: a mail. It must begin with a line that is nothing but an answer.
    pub(in crate::feedback) is_whole: bool,
    /// The question that it answers, where that is said: what was pressed on a phone.
    pub(in crate::feedback) question: Option<&'a str>,
}

/// What came of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::feedback) enum Heard {
    /// It was taken, or nothing was said yet: this is asked next.
    Next(Asked),
    /// It is none of the question's answers: this was asked.
    Again(Asked),
    /// It was taken, and was the last: what is said behind it.
    Over(String),
    /// It was taken before, and nothing more is asked.
    Before,
    /// There is nothing to be answered, or this cannot be an answer.
    Nothing,
}

/// A question as it stands in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::feedback) struct Asked {
    /// The question's id.
    pub(in crate::feedback) id: String,
    /// What is asked, with how it is answered.
    pub(in crate::feedback) text: String,
    pub(in crate::feedback) language: String,
    /// How many digits its answer has at most, where it is a number.
    pub(in crate::feedback) digits: Option<usize>,
}

impl Responses {
    /// What is asked of somebody next, by a message; nothing where nothing can be.
    pub(in crate::feedback) async fn asked_next(
        &self,
        invitation: &Invitation,
        by_keys: bool,
    ) -> Result<Option<Asked>, Error> {
        let talk = self.talk_of(invitation).await?;
        Ok(talk.and_then(|talk| Some(talk.asked(talk.next_question(by_keys)?))))
    }

    async fn talk_of(&self, invitation: &Invitation) -> Result<Option<Talk>, Error> {
        let id = self.ids.encode(Kind::Invitation, invitation.number);
        let sent =
            Sent { survey: &invitation.survey, invitation: Some(&id), fields: Vec::new(), languages: Vec::new() };
        // Who is promised anonymity is asked where nobody knows from whom a message comes.
        Ok(self.talk(&sent).await?.ok().filter(|talk| talk.place.is_none()))
    }

    /// Takes a message as an answer to an invitation's survey.
    pub(in crate::feedback) async fn hear(
        &self,
        invitation: &Invitation,
        message: Message<'_>,
    ) -> Result<Heard, Error> {
        for _ in 0..MOST_TRIES {
            if let Some(heard) = self.try_to_hear(invitation, message).await? {
                return Ok(heard);
            }
        }
        Ok(Heard::Nothing)
    }

    /// The same; nothing where another message came between.
    async fn try_to_hear(&self, invitation: &Invitation, message: Message<'_>) -> Result<Option<Heard>, Error> {
        let key = message.key;
        let before = self.truth.read(move |tx| was_heard(tx, &key)).await?;
        let Some(mut talk) = self.talk_of(invitation).await? else {
            return Ok(Some(if before { Heard::Before } else { Heard::Nothing }));
        };
        if before {
            // It was kept when it came first; whether more was done then is not known.
            return self.go_on(talk, message).await.map(Some);
        }
        let answers = talk.response.answers.clone();
        let wanted = match message.question {
            Some(id) => talk.survey.questions.iter().find(|question| question.id == id),
            None => talk.next_question(false),
        };
        let Some(question) = wanted.cloned() else { return Ok(Some(Heard::Nothing)) };
        let said = written::answer(&question, message.text, message.is_whole, &talk.response.language, &talk.survey);
        let Some((answer, rest)) = said else { return Ok(Some(Heard::Again(talk.asked(&question)))) };
        talk.response.answers.insert(question.id.clone(), answer);
        talk.comment(&question, &rest);
        talk.response.changed_at = self.clock.now();
        let (response, now) = (talk.response.clone(), talk.response.changed_at);
        let kept = move |tx: &mut dyn ::store::Tx| {
            let is_there = store::get(tx, response.number)?;
            if is_there.is_some_and(|there| there.answers != answers) || !note_heard(tx, &key, now)? {
                return Ok(false);
            }
            store::keep(tx, &response)
        };
        if self.truth.write(kept).await? { self.go_on(talk, message).await.map(Some) } else { Ok(None) }
    }

    /// Asks what is next; where nothing is, or nothing more will be said, takes in what was answered.
    async fn go_on(&self, mut talk: Talk, message: Message<'_>) -> Result<Heard, Error> {
        if let Some(next) = talk.next_question(message.question.is_some()).filter(|_| !message.is_whole) {
            return Ok(Heard::Next(talk.asked(next)));
        }
        let at = talk.response.changed_at;
        talk.response.finished_at = Some(at);
        let (_, thanks) = talk.thanks();
        self.take_in(talk.response, at).await?;
        Ok(Heard::Over(thanks))
    }
}

impl Talk {
    /// The first question that is asked and not answered yet, of those that a message can answer.
    fn next_question(&self, by_keys: bool) -> Option<&Question> {
        let answers = &self.response.answers;
        self.survey.questions.iter().find(|question| {
            flow::is_asked(question, answers, &self.spared)
                && !answers.contains_key(&question.id)
                && written::can_answer(question, by_keys)
        })
    }

    fn asked(&self, question: &Question) -> Asked {
        let hint = written::hint(question, &self.response.language, &self.survey);
        let text = self.say(&question.text);
        Asked {
            id: question.id.clone(),
            text: if hint.is_empty() { text } else { format!("{text} {hint}") },
            language: self.response.language.clone(),
            digits: written::digits(question),
        }
    }

    /// Keeps what somebody wrote behind an answer: as the answer to the next question that asks for words, else beside
    /// the answers.
    fn comment(&mut self, behind: &Question, rest: &str) {
        if rest.is_empty() {
            return;
        }
        let place = self.survey.questions.iter().position(|question| question.id == behind.id).unwrap_or(0);
        let answers = &self.response.answers;
        let asks = |question: &&Question| {
            matches!(question.answer, Answer::Text { .. })
                && !answers.contains_key(&question.id)
                && flow::is_asked(question, answers, &self.spared)
        };
        match self.survey.questions[place + 1..].iter().find(asks) {
            Some(Question { id, answer: Answer::Text { longest }, .. }) => {
                let text: String = rest.chars().take(*longest as usize).collect();
                self.response.answers.insert(id.clone(), Value::from(text));
            }
            _ => {
                let text = rest.chars().filter(|letter| !letter.is_control()).take(LONGEST_COMMENT).collect();
                self.response.hidden.insert(COMMENT.to_owned(), text);
            }
        }
    }
}
