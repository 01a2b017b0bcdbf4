//! The pages that people answer on: HTML without scripts, cookies or anything from elsewhere, under 10 KB.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base64::Engine as _;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::model::Answers;
use super::words::{Mistake, Words, is_right_to_left};
use crate::feedback::surveys::{Answer, Choice, OTHER, Question, Survey};

/// A page with questions.
pub(super) struct Page<'a> {
    pub(super) survey: &'a Survey,
    pub(super) language: &'a str,
    /// The questions on it that are asked, with their texts.
    pub(super) questions: Vec<Shown<'a>>,
    pub(super) title: String,
    /// What is said above the first page.
    pub(super) welcome: String,
    pub(super) answers: &'a Answers,
    pub(super) mistakes: &'a BTreeMap<String, Mistake>,
    /// Its number and how many there are, as far as that is known.
    pub(super) number: usize,
    pub(super) of: usize,
    pub(super) is_first: bool,
    pub(super) is_last: bool,
    /// What the form sends besides.
    pub(super) carried: Vec<(String, String)>,
    /// The address without its query, where other languages are chosen.
    pub(super) path: &'a str,
    pub(super) embedded: bool,
}

/// A question with its texts as this person reads them.
pub(super) struct Shown<'a> {
    pub(super) question: &'a Question,
    pub(super) text: String,
    pub(super) help: String,
}

/// A page that says something and asks nothing.
pub(super) struct Notice<'a> {
    pub(super) language: &'a str,
    pub(super) title: &'a str,
    pub(super) text: &'a str,
    /// Whether the page around this one is told that the survey is over.
    pub(super) tells: bool,
    /// Where it begins anew after some seconds: on a device that stands in a shop.
    pub(super) again: Option<&'a str>,
}

const STYLE: &str = ":root{color-scheme:light dark}*{box-sizing:border-box}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;\
padding:1.5rem 1rem 3rem;color:#161b22;background:#fff}body.embed{padding:.75rem}h1{font-size:1.5rem;line-height:1.25;\
margin:0 0 .75rem}fieldset{border:0;margin:0 0 2rem;padding:0;min-width:0}legend{font-weight:600;padding:0;\
margin-bottom:.5rem}small{font-weight:400;color:#566070}.help{margin:-.25rem 0 .5rem;color:#566070}\
label.o{display:flex;align-items:center;gap:.75rem;min-height:44px;padding:.25rem .75rem;border:1px solid #767f8c;\
border-radius:.5rem;margin-bottom:.5rem}label.o:has(:checked){border-color:#0b62c4;background:#e9f2fd}\
.s{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);gap:.25rem}.s label{display:flex;\
flex-direction:column;align-items:center;justify-content:center;min-height:56px;min-width:0;padding:.4rem 0;border:1px solid #767f8c;\
border-radius:.5rem;font-variant-numeric:tabular-nums}.s label:has(:checked){border-color:#0b62c4;background:#e9f2fd;\
font-weight:700}.s.e{grid-auto-flow:row;grid-template-columns:repeat(6,minmax(0,1fr))}.s .f{font-size:1.6rem}\
.s svg{width:2rem;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;margin-top:.25rem}\
fieldset fieldset{margin:0 0 1rem}.c{display:flex;flex-wrap:wrap;gap:.5rem}.c label.o{flex:1 1 6.5rem;margin:0}\
@media(min-width:34rem){.s.e{grid-template-columns:repeat(11,minmax(0,1fr))}}.ends{display:flex;\
justify-content:space-between;gap:1rem;font-size:.9rem;color:#566070;margin-top:.25rem}input,select,textarea{font:inherit}\
input[type=radio],input[type=checkbox]{width:1.3rem;height:1.3rem;flex:none;margin:0;accent-color:#0b62c4}\
input[type=text],input[type=date],select,textarea{width:100%;min-height:44px;padding:.5rem .75rem;\
border:1px solid #767f8c;border-radius:.5rem;color:inherit;background:inherit}textarea{min-height:7rem}\
.row{display:grid;grid-template-columns:1fr 6rem;align-items:center;gap:.75rem;margin-bottom:.5rem}\
nav{display:flex;gap:.75rem;flex-wrap:wrap;margin-bottom:1rem}nav a{min-height:44px;display:inline-flex;\
align-items:center;color:#0b62c4}.b small{white-space:nowrap}.b{display:flex;flex-direction:row-reverse;justify-content:space-between;gap:1rem;\
align-items:center}button{font:inherit;min-height:44px;padding:0 1.25rem;border-radius:.5rem;border:1px solid #0b62c4;\
background:#0b62c4;color:#fff}button.q{background:none;color:inherit;border-color:#767f8c}.x,.m{border-inline-start:4px \
solid #b3401b;padding-inline-start:.75rem;color:#b3401b}:focus-visible{outline:3px solid #8a5a00;outline-offset:2px}\
@media(prefers-color-scheme:dark){body{color:#e7ebf0;background:#0f1318}small,.help,.ends{color:#a2adbb}\
label.o:has(:checked),.s label:has(:checked){background:#12304f;border-color:#6cb2ff}nav a{color:#6cb2ff}\
button{background:#6cb2ff;border-color:#6cb2ff;color:#0f1318}.x,.m{color:#ff9468;border-color:#ff9468}}";

/// Tells the page around an embedded survey how high it is, that Escape was pressed, that it is over; nothing of what is
/// said.
const TELLS: &str = "(function(){var b=document.body,t=function(w,h){parent.postMessage({type:'throughline.survey.'+w,\
height:h},'*')},s=function(){t('height',b.offsetHeight)};if(parent!==window){new ResizeObserver(s).observe(b);s();\
if(b.className.indexOf('over')>0)t('completed');addEventListener('keydown',function(e){if(e.key==='Escape')t('closed')})}})()";

fn hash(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()))
}

static HASHES: LazyLock<(String, String)> = LazyLock::new(|| (hash(STYLE), hash(TELLS)));

/// What a page may do: show its own style, send its own form, and be within pages of these sites.
pub(super) fn policy(embedded_on: &[String]) -> String {
    let (style, script) = &*HASHES;
    let sites = if embedded_on.is_empty() { "'none'".to_owned() } else { embedded_on.join(" ") };
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; form-action 'self'; \
         base-uri 'none'; frame-ancestors {sites}"
    )
}

/// By which a page that shows these pages within itself allows their style.
pub(super) fn style_source() -> String {
    format!("'sha256-{}'", HASHES.0)
}

fn whole(language: &str, title: &str, class: Option<&str>, head: &Markup, body: &Markup) -> String {
    let direction = if is_right_to_left(language) { "rtl" } else { "ltr" };
    let page = html! {
        (DOCTYPE)
        html lang=(language) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="robots" content="noindex";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
                (head)
            }
            body class=[class] {
                main { (body) }
                @if class.is_some() { script { (PreEscaped(TELLS)) } }
            }
        }
    };
    page.into_string()
}

impl Notice<'_> {
    pub(super) fn html(&self) -> String {
        let head = html! {
            @if let Some(again) = self.again { meta http-equiv="refresh" content=(format!("8;url={again}")); }
        };
        let body = html! {
            h1 { (self.title) }
            p role="status" { (self.text) }
        };
        whole(self.language, self.title, self.tells.then_some("embed over"), &head, &body)
    }
}

impl Page<'_> {
    pub(super) fn html(&self) -> String {
        let words = Words::of(self.language);
        let progress =
            words.page_of.replacen("{}", &self.number.to_string(), 1).replacen("{}", &self.of.to_string(), 1);
        let body = html! {
            @if self.survey.languages.len() > 1 && self.is_first {
                nav { @for tag in self.survey.languages.iter().filter(|tag| *tag != self.language) {
                    a href=(format!("{}?lang={tag}", self.path)) lang=(tag) hreflang=(tag) { (tag.to_uppercase()) }
                } }
            }
            h1 { (self.title) }
            @if self.is_first && !self.welcome.is_empty() { p { (self.welcome) } }
            @if !self.mistakes.is_empty() {
                div.x role="alert" {
                    p { (words.look_again) }
                    ul { @for shown in &self.questions { @if self.mistakes.contains_key(&shown.question.id) {
                        li { a href=(format!("#{}", shown.question.id)) { (shown.text) } }
                    } } }
                }
            }
            form method="post" action=(self.path) {
                @for (name, value) in &self.carried { input type="hidden" name=(name) value=(value); }
                @for shown in &self.questions { (self.question(shown, words)) }
                div.b {
                    button { (if self.is_last { words.send } else { words.next }) }
                    @if self.of > 1 { small { (progress) } }
                    @if !self.is_first { button.q name="back" value="1" formnovalidate { (words.back) } }
                }
            }
        };
        whole(self.language, &self.title, self.embedded.then_some("embed"), &html! {}, &body)
    }

    fn question(&self, shown: &Shown<'_>, words: &Words) -> Markup {
        let question = shown.question;
        let id = question.id.as_str();
        let given = self.answers.get(id);
        let help = (!shown.help.is_empty()).then(|| format!("{id}-help"));
        let mistake = self.mistakes.get(id);
        html! {
            fieldset id=(id) aria-describedby=[help.as_deref()] aria-invalid=[mistake.map(|_| "true")] {
                legend { (shown.text) @if !question.required { " " small { "(" (words.optional) ")" } } }
                @if let Some(help) = &help { p.help id=(help) { (shown.help) } }
                @if let Some(mistake) = mistake { p.m { (words.of_mistake(*mistake)) } }
                (self.field(question, given, words, &shown.text))
            }
        }
    }

    fn field(&self, question: &Question, given: Option<&Value>, words: &Words, text: &str) -> Markup {
        let (id, required) = (question.id.as_str(), question.required);
        let number = given.and_then(Value::as_f64);
        match &question.answer {
            Answer::Nps | Answer::Enps => scale(id, required, (0, 10), number, words.recommend),
            Answer::Csat => scale(id, required, (1, 5), number, words.satisfied),
            Answer::Ces => scale(id, required, (1, 7), number, words.easy),
            Answer::Stars => stars(id, required, number, words),
            Answer::Smileys => faces(id, required, number, words),
            Answer::Single { options, other } => self.options(question, options, *other, given, "radio", words),
            Answer::Multiple { options, other, .. } => {
                self.options(question, options, *other, given, "checkbox", words)
            }
            Answer::Matrix { rows, columns } => html! {
                @for row in rows {
                    @let chosen = given.and_then(|given| given.get(&row.id)).and_then(Value::as_str);
                    fieldset {
                        legend { (self.text_of(row)) }
                        div.c { @for column in columns {
                            (option("radio", &format!("{id}.{}", row.id), &column.id, self.text_of(column),
                                chosen == Some(&column.id), required))
                        } }
                    }
                }
            },
            Answer::Ranking { options } => html! {
                @for option in options {
                    @let place = given.and_then(Value::as_array)
                        .and_then(|ranked| ranked.iter().position(|one| one == option.id.as_str()));
                    @let name = format!("{id}.{}", option.id);
                    div.row {
                        label for=(name) { (self.text_of(option)) }
                        select id=(name) name=(name) aria-label=(format!("{}: {}", self.text_of(option), words.place)) {
                            option value="" { "–" }
                            @for at in 1..=options.len() {
                                option value=(at) selected[place == Some(at - 1)] { (at) }
                            }
                        }
                    }
                }
            },
            Answer::Text { longest } => html! {
                textarea name=(id) aria-label=(text) maxlength=(longest) required[required] {
                    (given.and_then(Value::as_str).unwrap_or_default())
                }
            },
            Answer::Number { .. } => html! {
                input type="text" inputmode="decimal" name=(id) aria-label=(text) required[required]
                    value=[number.map(|number| number.to_string())];
            },
            Answer::Date => html! {
                input type="date" name=(id) aria-label=(text) required[required] value=[given.and_then(Value::as_str)];
            },
            Answer::Consent { .. } => html! {
                @for (value, said, yes) in [("yes", words.yes, true), ("no", words.no, false)] {
                    (option("radio", id, value, said, given == Some(&Value::Bool(yes)), required))
                }
            },
        }
    }

    fn text_of<'a>(&self, choice: &'a Choice) -> &'a str {
        choice.text.text(self.language, self.survey.fallback())
    }

    fn options(
        &self,
        question: &Question,
        options: &[Choice],
        other: bool,
        given: Option<&Value>,
        kind: &str,
        words: &Words,
    ) -> Markup {
        let id = question.id.as_str();
        let all: Vec<&Value> = match given {
            Some(Value::Array(all)) => all.iter().collect(),
            one => one.into_iter().collect(),
        };
        let written = all.iter().find_map(|one| one.get(OTHER)).and_then(Value::as_str);
        let required = question.required && kind == "radio";
        html! {
            @for choice in options {
                (option(kind, id, &choice.id, self.text_of(choice), all.iter().any(|one| *one == choice.id.as_str()),
                    required))
            }
            @if other {
                (option(kind, id, OTHER, words.other, written.is_some(), required))
                input type="text" name=(format!("{id}.{OTHER}")) aria-label=(words.other) maxlength="200" value=[written];
            }
        }
    }
}

fn option(kind: &str, name: &str, value: &str, text: &str, chosen: bool, required: bool) -> Markup {
    html! {
        label.o { input type=(kind) name=(name) value=(value) checked[chosen] required[required]; span { (text) } }
    }
}

fn scale(id: &str, required: bool, (lowest, highest): (u8, u8), given: Option<f64>, ends: [&str; 2]) -> Markup {
    html! {
        div.s.e[highest > 7] { @for score in lowest..=highest {
            label {
                input type="radio" name=(id) value=(score) checked[given == Some(f64::from(score))] required[required];
                (score)
            }
        } }
        div.ends { span { (lowest) " = " (ends[0]) } span { (highest) " = " (ends[1]) } }
    }
}

fn stars(id: &str, required: bool, given: Option<f64>, words: &Words) -> Markup {
    html! {
        div.s { @for score in 1_u8..=5 {
            @let said = format!("{score} {}", words.star[usize::from(score > 1)]);
            label {
                input type="radio" name=(id) value=(score) aria-label=(said) checked[given == Some(f64::from(score))]
                    required[required];
                span.f aria-hidden="true" { "★" } span aria-hidden="true" { (score) }
            }
        } }
    }
}

/// How deep the mouths of the five faces hang, from very sad to very happy.
const MOUTHS: [i8; 5] = [-6, -3, 0, 3, 6];

/// Faces are drawn: not every device has them among its letters.
fn faces(id: &str, required: bool, given: Option<f64>, words: &Words) -> Markup {
    html! {
        div.s { @for (mouth, (score, said)) in MOUTHS.into_iter().zip((1_u8..).zip(words.faces)) {
            label title=(said) {
                input type="radio" name=(id) value=(score) aria-label=(said) checked[given == Some(f64::from(score))]
                    required[required];
                svg viewBox="0 0 24 24" aria-hidden="true" {
                    path d=(format!("M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M8 8v2M16 8v2M7 {}q5 {mouth} 10 0", 16 - mouth / 3)) {}
                }
            }
        } }
    }
}
