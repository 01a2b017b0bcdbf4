//! What is asked of the log, by the functions and by the bare loops.

use learn::journeys::{
    self as journeys, Again, AtMoment, AtStep, Calendar, Cut, Design, Deviation, Ends, FlowSize, Funnel, InCohort,
    InConformance, InFollows, Labels, Moments, Occurrence, Order, Page, Part, Period, Repeats, Retention,
    SessionDetail, Shape, Stage, Window, With, Work,
};
use serde_json::{Value, json};

use super::bare;
use super::log::{BEGIN, Log};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const PAGE: Page = Page { skip: 0, limit: 50 };

type Ours<'a> = Box<dyn Fn(&[Part<'_>], Work<'_>) -> anyhow::Result<Value> + 'a>;

/// A question with its answer by the function under test and by a bare loop.
pub(crate) struct Question<'a> {
    pub(crate) name: &'static str,
    pub(crate) ours: Ours<'a>,
    pub(crate) bare: Option<Box<dyn Fn() -> Value + 'a>>,
    /// How many seconds it may take over ten million rows on two threads.
    pub(crate) goal: Option<f64>,
}

impl<'a> Question<'a> {
    fn new(name: &'static str, ours: impl Fn(&[Part<'_>], Work<'_>) -> anyhow::Result<Value> + 'a) -> Question<'a> {
        Question { name, ours: Box::new(ours), bare: None, goal: None }
    }

    fn beside(mut self, bare: impl Fn() -> Value + 'a) -> Question<'a> {
        self.bare = Some(Box::new(bare));
        self
    }

    fn goal(mut self, seconds: f64) -> Question<'a> {
        self.goal = Some(seconds);
        self
    }
}

/// A funnel of so many steps, each one label from 1 on.
fn steps(count: u16) -> Funnel {
    let steps = (1..=count).map(|label| Labels::from([label])).collect();
    Funnel { steps, window: Window::FromStart(14 * DAY), order: Order::Loose, exclusions: Vec::new() }
}

/// Every question.
pub(crate) fn all(log: &Log, threads: usize) -> Vec<Question<'_>> {
    let mut all = funnels(log, threads);
    all.extend(paths(log, threads));
    all.extend(returns(log, threads));
    all.extend(findings());
    all
}

fn funnels(log: &Log, threads: usize) -> Vec<Question<'_>> {
    let reached =
        |steps: Vec<journeys::FunnelStep>| json!(steps.iter().map(|step| step.from_start.hits).collect::<Vec<_>>());
    vec![
        Question::new("funnel", move |parts, work| Ok(reached(journeys::funnel(parts, &steps(5), work)?)))
            .beside(move || json!(bare::funnel(log, threads)))
            .goal(0.05),
        Question::new("funnel_people", |parts, work| {
            let people = journeys::funnel_people(parts, &steps(5), AtStep::Stopped(1), PAGE, work)?;
            Ok(json!(people.total))
        })
        .goal(0.05),
        Question::new("funnel_64_steps", move |parts, work| Ok(reached(journeys::funnel(parts, &steps(64), work)?))),
        Question::new("funnel_previous", move |parts, work| {
            let funnel = Funnel { window: Window::FromPrevious(14 * DAY), ..steps(5) };
            Ok(reached(journeys::funnel(parts, &funnel, work)?))
        }),
        Question::new("funnel_strict", move |parts, work| {
            let funnel = Funnel { order: Order::Strict, ..steps(5) };
            Ok(reached(journeys::funnel(parts, &funnel, work)?))
        }),
    ]
}

fn paths(log: &Log, threads: usize) -> Vec<Question<'_>> {
    vec![
        Question::new("follows", |parts, work| {
            let graph = journeys::follows(parts, Repeats::Keep, work)?;
            let arrows = graph.arrows.iter().map(|arrow| json!([arrow.from, arrow.to, arrow.count, arrow.time.median]));
            Ok(arrows.collect())
        })
        .beside(move || json!(bare::follows(log, threads).len()))
        .goal(0.15),
        Question::new("follows_people", |parts, work| {
            let wanted = InFollows::Arrow { from: 1, to: 2 };
            Ok(json!(journeys::follows_people(parts, Repeats::Keep, wanted, PAGE, work)?.total))
        })
        .goal(0.05),
        Question::new("variants", |parts, work| {
            let variants = journeys::variants(parts, &Shape::default(), 100, work)?;
            let top = variants.top.iter().map(|variant| json!([variant.labels, variant.people.hits]));
            Ok(json!({ "distinct": variants.distinct, "top": top.collect::<Vec<_>>() }))
        })
        .beside(move || json!(bare::variants(log, threads)))
        .goal(0.15),
        Question::new("variants_people", |parts, work| {
            Ok(json!(journeys::variants_people(parts, &Shape::default(), &[1, 2], PAGE, work)?.total))
        })
        .goal(0.05),
        Question::new("flow", |parts, work| {
            let shape = Shape { cut: Cut::After(1, Occurrence::First), collapse: true, ..Shape::default() };
            let flow = journeys::flow(parts, &shape, FlowSize { depth: 8, width: 10 }, work)?;
            Ok(json!([flow.nodes.len(), flow.links.len()]))
        }),
    ]
}

fn returns(log: &Log, threads: usize) -> Vec<Question<'_>> {
    let again = Again { within: 7 * DAY, observed_until: None };
    let end = log.time.iter().copied().max().unwrap_or(BEGIN);
    let weeks = move || {
        let calendar = Calendar::of(Period::Week, BEGIN, end)?;
        anyhow::Ok(Retention { first: None, back: None, calendar })
    };
    vec![
        Question::new("sessions", |parts, work| {
            let sessions = journeys::sessions(parts, 30 * MINUTE, SessionDetail::Counts, work)?;
            Ok(json!(sessions.per_person.sum))
        })
        .beside(move || json!(bare::sessions(log, threads)))
        .goal(0.02),
        Question::new("sessions_each", |parts, work| {
            let each = journeys::sessions(parts, 30 * MINUTE, SessionDetail::Each, work)?.each;
            Ok(json!(each.map(|each| [each.rows.p90, each.duration.p90])))
        }),
        Question::new("repeats", move |parts, work| {
            let labels = journeys::repeats(parts, again, work)?;
            Ok(labels.iter().map(|one| json!([one.label, one.same.hits, one.same.rows, one.any.hits])).collect())
        })
        .beside(move || json!(bare::repeats(log, threads)))
        .goal(0.04),
        Question::new("repeats_people", move |parts, work| {
            Ok(json!(journeys::repeats_people(parts, again, 1, With::Same, PAGE, work)?.total))
        })
        .goal(0.05),
        Question::new("retention", move |parts, work| {
            let cohorts = journeys::retention(parts, &weeks()?, work)?;
            let cells = cohorts.iter().flat_map(|cohort| {
                let back = cohort.back.iter().enumerate().filter(|(_, back)| back.hits > 0);
                back.map(|(later, back)| json!([cohort.period, later, back.hits]))
            });
            Ok(cells.collect())
        })
        .beside(move || json!(bare::retention(log, threads, BEGIN)))
        .goal(0.06),
        Question::new("retention_people", move |parts, work| {
            let wanted = InCohort { cohort: 2, back: Some(4) };
            Ok(json!(journeys::retention_people(parts, &weeks()?, wanted, PAGE, work)?.total))
        })
        .goal(0.05),
    ]
}

fn findings() -> Vec<Question<'static>> {
    let compare = |parts: &[Part<'_>], work: Work<'_>, people: bool| {
        let (good, bad) = (Labels::from([5]), Labels::from([6]));
        let ends = Ends::Labels { good: &good, bad: &bad };
        let asked = Moments { ends, looks: None, channels: None, calendar: None, known: &[], at_least: 100 };
        if people {
            let wanted = AtMoment { label: 2, with: true, good: true };
            return Ok(json!(journeys::moments_people(parts, &asked, wanted, PAGE, work)?.total));
        }
        let found = journeys::moments(parts, &asked, work)?;
        let moment = |moment: &journeys::Moment| json!([moment.label, moment.adjusted.map(|one| one.difference.value)]);
        Ok(found.moments.iter().map(moment).collect())
    };
    let stage = |label: u16| Stage { labels: Labels::from([label]), optional: label == 2, repeatable: label == 1 };
    let design = move || Design {
        stages: (1..=4).map(stage).collect(),
        start: Labels::from([1]),
        good: Labels::from([5]),
        bad: Labels::from([6]),
    };
    vec![
        Question::new("moments", move |parts, work| compare(parts, work, false)),
        Question::new("moments_people", move |parts, work| compare(parts, work, true)).goal(0.05),
        Question::new("conformance", move |parts, work| {
            let found = journeys::conformance(parts, &design(), &|_, _| None, work)?;
            Ok(json!([found.good.hits, found.conforming.hits, found.fitness.sum, found.deviations.len()]))
        }),
        Question::new("conformance_people", move |parts, work| {
            let wanted = InConformance::Deviation(Deviation::Skipped { stage: 2 });
            Ok(json!(journeys::conformance_people(parts, &design(), wanted, PAGE, work)?.total))
        })
        .goal(0.05),
    ]
}
