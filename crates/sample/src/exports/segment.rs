//! Sessions of web and app in Segment's form: one API call a line, anonymous until somebody logs in.

use serde::Serialize;

use crate::at::At;
use crate::numbers::uuid;
use crate::office::{Office, System};
use crate::people::Customer;
use crate::phrases::Language;
use crate::place::Department;
use crate::rng::Rng;
use crate::trace::{Mark, Trace};

/// A line: a call of the Segment HTTP API.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    r#type: &'static str,
    message_id: &'a str,
    anonymous_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'static str>,
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<&'a Properties<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    traits: Option<Traits<'a>>,
    context: Context<'a>,
}

/// What an event is about.
#[derive(Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) struct Properties<'a> {
    /// What was searched for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) query: Option<&'a str>,
    /// How much was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) results: Option<i64>,
    /// A tariff or device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) product: Option<&'a str>,
    /// An order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order_id: Option<&'a str>,
    /// Its total in pounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) revenue: Option<f64>,
    /// A bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bill_no: Option<&'a str>,
}

/// What the SDK knows of the user, sent again with every identify.
#[derive(Serialize)]
struct Traits<'a> {
    email: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<&'a str>,
}

/// The surroundings of a call.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Context<'a> {
    library: Library,
    locale: &'a str,
    user_agent: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<Page>,
    interaction: Interaction,
}

/// The page on which something happens.
#[derive(Serialize)]
struct Page {
    path: &'static str,
    url: String,
}

/// What the front end was taught to say, because Segment has no field for it.
#[derive(Serialize)]
struct Interaction {
    department: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    touchpoint: Option<String>,
}

/// The SDK.
#[derive(Serialize)]
struct Library {
    name: &'static str,
    version: &'static str,
}

/// What a line calls.
enum Call<'a> {
    Identify(Traits<'a>),
    Page(&'a str),
    Track(&'a str, &'a Properties<'a>),
}

/// Browsers as they name themselves.
const AGENTS: [&str; 5] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Firefox/143.0",
];

/// Where a session's lines go.
pub(crate) struct Out<'a> {
    /// The exports.
    pub(crate) office: &'a mut Office,
    /// The trace of whose session it is.
    pub(crate) trace: &'a mut Trace,
    /// Random numbers of the session.
    pub(crate) rng: &'a mut Rng,
}

/// One session of a browser or an app.
pub(crate) struct Session<'a> {
    system: System,
    anonymous_id: &'a str,
    shared: bool,
    user: Option<&'a Customer>,
    /// A user id that an error in the front end sends where nobody is logged in.
    broken_user_id: Option<&'static str>,
    at: At,
    /// The path of the page or screen that is shown.
    path: &'static str,
    locale: &'static str,
    agent: &'static str,
}

impl<'a> Session<'a> {
    /// A session that begins at `at`, with nobody logged in.
    pub(crate) fn new(rng: &mut Rng, system: System, anonymous_id: &'a str, at: At) -> Session<'a> {
        let broken_user_id = rng.chance(0.006).then(|| rng.pick(&["undefined", "null", "0"]));
        // A browser keeps its name: the id decides which it is.
        let browser = AGENTS[usize::from(anonymous_id.as_bytes()[0]) % AGENTS.len()];
        let agent = if system == System::App { "Halden/7.4 (app)" } else { browser };
        Session {
            system,
            anonymous_id,
            shared: false,
            user: None,
            broken_user_id,
            at,
            path: "/",
            locale: "en-GB",
            agent,
        }
    }

    /// The session runs on a device that many people use.
    pub(crate) fn on_shared_device(mut self) -> Session<'a> {
        self.shared = true;
        self
    }

    /// The session begins on another page than the first.
    pub(crate) fn at_path(mut self, path: &'static str) -> Session<'a> {
        self.path = path;
        self
    }

    /// Somebody logs in. The SDK sends what it knows of them, whether or not it did so before.
    pub(crate) fn log_in(&mut self, out: &mut Out<'_>, customer: &'a Customer, email: &str) -> anyhow::Result<()> {
        self.user = Some(customer);
        self.locale = match customer.language() {
            Language::English => "en-GB",
            Language::German => "de-DE",
            Language::Spanish => "es-ES",
        };
        let traits = Traits { email, name: Some(customer.name()), plan: Some(customer.tariff().0) };
        // A browser's word ties no address to a customer number: the address was seen, and that is all.
        out.trace.row(self.at, &[Mark::own("email", email)]);
        self.call(out, Call::Identify(traits)).map(drop)
    }

    /// Somebody who has no login leaves an address for the newsletter.
    pub(crate) fn leave_address(&mut self, out: &mut Out<'_>, email: &str) -> anyhow::Result<()> {
        out.trace.row(self.at, &[Mark::own("anonymous_id", self.anonymous_id), Mark::own("email", email)]);
        self.call(out, Call::Identify(Traits { email, name: None, plan: None })).map(drop)
    }

    /// A page or a screen is shown.
    pub(crate) fn page(&mut self, out: &mut Out<'_>, title: &str, path: &'static str) -> anyhow::Result<()> {
        self.path = path;
        self.call(out, Call::Page(title)).map(drop)
    }

    /// Something is done. Returns the line's message id.
    pub(crate) fn track(&mut self, out: &mut Out<'_>, event: &str, about: &Properties<'_>) -> anyhow::Result<String> {
        self.call(out, Call::Track(event, about))
    }

    fn call(&mut self, out: &mut Out<'_>, call: Call<'_>) -> anyhow::Result<String> {
        let at = self.at;
        self.at = at.plus_millis(out.rng.between(900, 70_000));
        let user_id = self.user.map(|customer| customer.user_id.as_str());
        let message_id = uuid(out.rng);
        let app = self.system == System::App;
        let mut line = Line {
            r#type: "identify",
            message_id: &message_id,
            anonymous_id: self.anonymous_id,
            user_id: user_id.or(self.broken_user_id),
            channel: app.then_some("mobile"),
            timestamp: at.iso_millis(),
            name: None,
            event: None,
            properties: None,
            traits: None,
            context: self.context(),
        };
        match call {
            Call::Identify(traits) => line.traits = Some(traits),
            Call::Page(title) => (line.r#type, line.name) = (if app { "screen" } else { "page" }, Some(title)),
            Call::Track(event, about) => {
                (line.r#type, line.event, line.properties) = ("track", Some(event), Some(about));
            }
        }
        let anonymous = if self.shared { Mark::shared } else { Mark::own };
        let mut marks = vec![anonymous("anonymous_id", self.anonymous_id)];
        marks.extend(user_id.map(|user_id| Mark::own("user_id", user_id)));
        out.office.put(self.system, out.trace, at, &marks, &line, 1)?;
        Ok(message_id)
    }

    /// The site says where it is by its pages; the app has to be told the name of its touchpoints.
    fn context(&self) -> Context<'a> {
        let app = self.system == System::App;
        let screen = self.path.trim_start_matches('/');
        let touchpoint = app.then(|| format!("app.{}", if screen.is_empty() { "home" } else { screen }));
        let page = Page { path: self.path, url: format!("https://www.halden.example{}", self.path) };
        Context {
            library: self.library(),
            locale: self.locale,
            user_agent: self.agent,
            page: (!app).then_some(page),
            interaction: Interaction { department: Department::Digital.name(), touchpoint },
        }
    }

    fn library(&self) -> Library {
        match self.system {
            System::App => Library { name: "analytics-kotlin", version: "1.19.2" },
            _ => Library { name: "analytics.js", version: "2.11.1" },
        }
    }
}
