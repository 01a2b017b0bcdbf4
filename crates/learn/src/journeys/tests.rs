//! What holds for every function: a flag stops it, and columns that do not fit are refused.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};

use super::testing::{History, rows};
use super::{
    Again, AtMoment, AtStep, Bits, Calendar, Design, Deviation, Ends, FlowSize, Funnel, InCohort, InConformance,
    InFlow, InFollows, JourneyError, Labels, Lines, Moments, Order, Page, Part, Repeats, Retention, SessionDetail,
    Shape, Stage, Window, With, Work,
};

const PAGE: Page = Page { skip: 0, limit: 50 };

/// Asks everything; says what went wrong where something did.
fn ask_all(parts: &[Part<'_>], work: Work<'_>) -> Vec<Option<JourneyError>> {
    let one = |label: u16| Labels::from([label]);
    let funnel = Funnel {
        steps: vec![one(1), one(2)],
        window: Window::FromStart(9),
        order: Order::Loose,
        exclusions: Vec::new(),
    };
    let (shape, size) = (Shape::default(), FlowSize { depth: 1, width: 1 });
    let again = Again { within: 1, observed_until: None };
    let calendar = Calendar::new(vec![0, 10, 20]).unwrap();
    let retention = Retention { first: None, back: None, calendar };
    let (good, bad) = (one(1), one(2));
    let moments = Moments {
        ends: Ends::Labels { good: &good, bad: &bad },
        looks: None,
        channels: None,
        calendar: None,
        known: &[],
        at_least: 1,
    };
    let stage = Stage { labels: one(1), optional: false, repeatable: false };
    let design = Design { stages: vec![stage], start: Labels::default(), good: one(2), bad: one(3) };
    let arrow = InFollows::Arrow { from: 1, to: 2 };
    let at_moment = AtMoment { label: 1, with: true, good: true };
    let deviation = InConformance::Deviation(Deviation::Skipped { stage: 0 });
    vec![
        super::funnel(parts, &funnel, work).err(),
        super::funnel_people(parts, &funnel, AtStep::Reached(0), PAGE, work).err(),
        super::follows(parts, Repeats::Keep, work).err(),
        super::follows_people(parts, Repeats::Keep, arrow, PAGE, work).err(),
        super::variants(parts, &shape, 1, work).err(),
        super::variants_people(parts, &shape, &[1], PAGE, work).err(),
        super::flow(parts, &shape, size, work).err(),
        super::flow_people(parts, &shape, size, InFlow::Node { depth: 0, label: None }, PAGE, work).err(),
        super::sessions(parts, 1, SessionDetail::Each, work).err(),
        super::sessions_from(parts, 1, work).err(),
        super::sessions_people(parts, 1, (1, None), PAGE, work).err(),
        super::repeats(parts, again, work).err(),
        super::repeats_people(parts, again, 1, With::Any, PAGE, work).err(),
        super::retention(parts, &retention, work).err(),
        super::retention_people(parts, &retention, InCohort { cohort: 0, back: None }, PAGE, work).err(),
        super::moments(parts, &moments, work).err(),
        super::moments_people(parts, &moments, at_moment, PAGE, work).err(),
        super::conformance(parts, &design, &|_, _| None, work).err(),
        super::conformance_people(parts, &design, deviation, PAGE, work).err(),
    ]
}

#[test]
fn a_flag_that_is_set_stops_everything() {
    let stop = AtomicBool::new(false);
    let history = History::whole(vec![rows(&[(0, 1), (1, 2)]), rows(&[(5, 3)])]);
    let work = Work::new(NonZeroUsize::MIN, &stop);
    assert!(history.ask(|parts, _| ask_all(parts, work)).iter().all(Option::is_none));
    assert!(ask_all(&[], work).iter().all(Option::is_none), "no parts are an empty history");
    stop.store(true, Ordering::Relaxed);
    let stopped = history.ask(|parts, _| ask_all(parts, work));
    assert!(stopped.iter().all(|error| *error == Some(JourneyError::Cancelled)), "{stopped:?}");
}

#[test]
fn columns_that_do_not_fit_are_refused() {
    let (offsets, time, position) = ([0, 1, 3], [0, 1, 2], [1, 2, 3]);
    let lines = Lines::new(&offsets, &time, &position).unwrap();
    assert_eq!((lines.persons(), lines.rows()), (2, 3));
    assert!(matches!(Lines::new(&offsets, &time[1..], &position), Err(JourneyError::Length { .. })));
    assert!(matches!(Lines::new(&offsets, &time, &position[1..]), Err(JourneyError::Length { .. })));
    assert_eq!(Lines::new(&[0, 3, 2, 3], &time, &position).err(), Some(JourneyError::Offsets { person: 1 }));
    assert_eq!(Lines::new(&[1, 3], &time, &position).err(), Some(JourneyError::Offsets { person: 0 }));
    assert_eq!(Lines::new(&[], &[], &[]).unwrap().persons(), 0);
    assert!(Part::new(lines, &[1, 2]).is_err());
    let part = Part::new(lines, &[1, 2, 3]).unwrap();
    assert!(part.keep_rows(Bits::new(&[0], 2).unwrap()).is_err());
    assert!(part.keep_persons(Bits::new(&[0], 3).unwrap()).is_err());
    assert!(Bits::new(&[0], 65).is_err());
}
