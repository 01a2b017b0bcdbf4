//! The one story that is told to the letter: six contacts, four departments, the same facts given four times,
//! and somebody in the organisation knew the answer all along.

use kernel::Identifier;
use serde_json::{Value, json};

use crate::at::At;
use crate::diary::Diary;
use crate::exports::meeting::{Meeting, Script};
use crate::exports::segment::{Out, Properties, Session};
use crate::exports::staff_notes::{self, Note};
use crate::exports::{calls, dispatch, field, shop};
use crate::facts::Fact;
use crate::life::matters::{Answers, Contact, Matter, MatterKind};
use crate::numbers::{Series, account_no, loyalty_card, numbered};
use crate::office::{Office, System};
use crate::people::Customer;
use crate::people::customer::{Browser, Contract, Held, mobile_of};
use crate::people::staff::{Employee, employee_id};
use crate::phrases::Language;
use crate::place::Place;
use crate::tables::{FIBRE, MOBILE};
use crate::trace::Trace;
use crate::truth::moment;
use crate::voice::Voice;
use crate::world::World;

/// The colleague in the NOC who knew the answer.
pub(crate) const COLLEAGUE: u32 = 172;

/// The browser from which she searches.
const BROWSER: &str = "3b9a55e0-71c4-4f0e-8a1d-c5e20f6d9b41";

/// The key of the colleague's note.
const NOTE: &str = "N172-ODY";

/// The number of her matter among hers, which makes the number of its ticket.
const SLOT: usize = 0;

/// What she is asked by everyone.
const ASKED: &[Fact] = &[Fact::Problem, Fact::DeviceModel, Fact::ProblemSince];

/// What she searches for on the web site.
const QUERY: &str = "line drops every 20 minutes";

/// The customer of the story. Everything else about her is as drawn for the first customer.
pub(crate) fn customer(world: &World) -> Customer {
    let signed_up = world.window.start.plus_days(-900).plus_hours(11);
    let phone = Held { phone: mobile_of(0, false), from: None, to: None, passed: false };
    let mut customer = Customer::draw(world, 0);
    customer.home.landline = None;
    Customer {
        first: "Margaret",
        last: "Ellison",
        voice: Voice::careful(Language::English),
        born: "1958-04-17".to_owned(),
        email: "margaret.ellison@brightmail.example".to_owned(),
        second_email: Some("m.ellison.pottery@homenet.example".to_owned()),
        phones: vec![phone],
        card: Some((loyalty_card(0), signed_up.plus_days(200))),
        handle: None,
        browsers: vec![Browser { id: BROWSER.to_owned(), logs_in: true }],
        app: None,
        contract: Contract {
            mobile: Some(MOBILE[1]),
            fibre: Some(FIBRE[1]),
            prepaid: false,
            rolling: false,
            router: "HX-200",
            handset: "Orbit 7 Mini",
        },
        signed_up,
        marketing: false,
        paper: true,
        employee: None,
        on_tablet: false,
        ..customer
    }
}

/// All identifiers by which the exports know her, in normal form.
pub(crate) fn identifiers(world: &World) -> Vec<Identifier> {
    let customer = customer(world);
    let second = customer.second_email.clone().unwrap_or_default();
    vec![
        Identifier::new("user_id", customer.user_id.as_str()),
        Identifier::new("email", customer.email.as_str()),
        Identifier::new("email", second),
        Identifier::new("phone", customer.phones[0].phone.e164()),
        Identifier::new("loyalty_card", loyalty_card(0)),
        Identifier::new("anonymous_id", BROWSER),
        Identifier::new("account", account_no(0)),
        Identifier::new("ticket", numbered(Series::Ticket, customer.no, SLOT)),
    ]
}

/// The six contacts: days after the story begins, the minute of the day, the place, and what is said.
fn contacts() -> [(i64, i64, Place, Script); 6] {
    let asks = |said, noted, result| Script { said, noted, asked: ASKED, result };
    let asks_nothing = |noted| Script { said: "", noted, asked: &[], result: "" };
    let shop = "Mrs Ellison at counter. Line goes dead every 20 min, back after 2. HX-200, since the storm. \
                Cannot test lines from here, told her to ring.";
    let care = "cust says bb drops approx every 20 min, HX-200. no notes from shop visible. took everything down, \
                cannot see line, adv to ring main no.";
    let switchboard = "took details again (system does not show prev). no fault slot free, asked to try web help.";
    let visit = "had description on the job sheet, went thru it w cust once more. line clean, levels ok. rang NOC. \
                 cust very grateful.";
    let colleague = "rang NOC: HX-200 on fw 4.2 with old line profile drops every 20 min, known for weeks. profile \
                     changed while on the phone, solved.";
    [
        (0, 10 * 60 + 40, Place::Shop, asks("", shop, "")),
        (
            1,
            9 * 60 + 15,
            Place::Care,
            asks(
                "Good morning, I was in your shop yesterday and the young lady said you could help.",
                care,
                "FOLLOWUP",
            ),
        ),
        (
            3,
            11 * 60 + 5,
            Place::Switchboard,
            asks("Hello, I have told this to two of your colleagues already, but never mind.", switchboard, "FOLLOWUP"),
        ),
        (4, 20 * 60 + 12, Place::Search, asks_nothing("")),
        (9, 13 * 60 + 30, Place::Visit, asks("", visit, "FIXED")),
        (9, 13 * 60 + 55, Place::Colleague, asks_nothing(colleague)),
    ]
}

/// When the story begins: a little more than three weeks before the window ends.
fn begin(world: &World) -> At {
    world.window.end.plus_days(-24)
}

/// Writes her story, and the truth about it.
pub(crate) fn write(diary: &mut Diary<'_>) -> anyhow::Result<()> {
    log_in_once(diary)?;
    let answers = Answers {
        problem: "line drops every 20 minutes".to_owned(),
        device: "HX-200".to_owned(),
        since: "since the storm".to_owned(),
        new_address: String::new(),
        moving_date: String::new(),
        reason: String::new(),
    };
    let mut matter = Matter { slot: SLOT, kind: MatterKind::Fibre, topic: "drops", answers, contacts: Vec::new() };
    let mut told = Vec::new();
    for (slot, (days, minutes, place, script)) in contacts().into_iter().enumerate() {
        let at = begin(diary.world).plus_days(days).plus_minutes(minutes);
        let contact = Contact { at, place, slot, leg: 1, first: slot == 0 };
        matter.contacts.push(contact);
        let meeting = Meeting::scripted(diary, &matter, contact, script);
        let (system, (again, key)) = match place {
            Place::Shop => (System::Shop, shop::write(diary, meeting)?),
            Place::Visit => (System::Field, field::write(diary, meeting)?),
            Place::Colleague => (System::Dispatch, dispatch::write(diary, meeting)?),
            Place::Search => (System::Web, search(diary, &meeting)?),
            _ => (System::Calls, calls::write(diary, meeting)?),
        };
        told.push(json!({
            "time": moment(Some(at)), "touchpoint": place.touchpoint(), "department": place.department().name(),
            "source": system.mapping(), "row": key,
            "asked": script.asked.iter().map(|fact| fact.name()).collect::<Vec<_>>(), "asked_again": again,
        }));
    }
    let document = document(diary, &told);
    diary.office.truth.document("odyssey.json", &document)
}

/// A month before, she logged in with her second address. That is how her browser is known.
fn log_in_once(diary: &mut Diary<'_>) -> anyhow::Result<()> {
    let customer = diary.customer;
    let mut rng = diary.world.rng("story", 0);
    let at = begin(diary.world).plus_days(-5).plus_hours(19);
    let mut session = Session::new(&mut rng, System::Web, BROWSER, at);
    let mut out = Out { office: diary.office, trace: &mut diary.trace, rng: &mut rng };
    session.log_in(&mut out, customer, customer.second_email.as_deref().unwrap_or_default())
}

/// The search without an answer, not logged in: one event.
fn search(diary: &mut Diary<'_>, meeting: &Meeting<'_>) -> anyhow::Result<(usize, String)> {
    let mut rng = meeting.rng.clone();
    let mut session = Session::new(&mut rng, System::Web, BROWSER, meeting.contact.at).at_path("/help");
    let mut out = Out { office: diary.office, trace: &mut diary.trace, rng: &mut rng };
    let properties = Properties { query: Some(QUERY), results: Some(0), ..Properties::default() };
    let key = session.track(&mut out, "Help Searched", &properties)?;
    Ok((meeting.settle(diary, System::Web, &key)?, key))
}

/// Writes what the colleague had noted more than a week before she walked into the shop.
pub(crate) fn write_colleague(world: &World, office: &mut Office) -> anyhow::Result<()> {
    let colleague = Employee::draw(world, COLLEAGUE);
    let body = "HX-200 with firmware 4.2 on the old line profile loses sync every 20 minutes for about 2. Change the \
                profile and it is gone, takes three minutes, no visit needed. Who tells the shops and the call centre?";
    let at = known_since(world);
    // The colleague's own rows have left the same identifiers in truth.
    let note = Note { id: NOTE, kind: "idea", score: None, body, at };
    staff_notes::write(office, &mut Trace::default(), &colleague, note)
}

fn known_since(world: &World) -> At {
    begin(world).plus_days(-4).plus_hours(9)
}

/// The document `odyssey.json`.
fn document(diary: &Diary<'_>, contacts: &[Value]) -> Value {
    let customer = diary.customer;
    json!({
        "person": diary.person, "customer_no": customer.user_id, "name": customer.name(),
        "identifiers": identifiers(diary.world).iter().map(ToString::to_string).collect::<Vec<_>>(),
        "contacts": contacts,
        "departments": ["Retail", "Customer Care", "Digital", "Field Service"],
        "facts": ASKED.iter().map(|fact| fact.name()).collect::<Vec<_>>(),
        "facts_given": 4,
        "repeated_requests": diary.repeated.len(),
        "knew_all_along": {
            "employee": employee_id(COLLEAGUE), "source": System::StaffNotes.mapping(), "row": NOTE,
            "time": moment(Some(known_since(diary.world))),
        },
        "could_have_been_solved_at": 2,
    })
}
