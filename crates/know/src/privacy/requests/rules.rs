//! The clocks of the laws, and what may follow what.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan as _};
use kernel::Timestamp;

use super::model::{Law, Request, RequestKind, RequestState, Step, Verified};

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is over.
    #[error("this request is {0} already")]
    Over(&'static str),
    /// It was checked before.
    #[error("it was checked before who asks")]
    Verified,
    /// It was not checked who asks.
    #[error("say first how it was checked that the asker is who they say: with `verify`")]
    NotVerified,
    /// It was extended before.
    #[error("this request was extended before: a law allows that once")]
    Extended,
    /// The law allows no more time.
    #[error("this law gives no more time")]
    NoExtension,
    /// It is too late.
    #[error("they had to be told before the time was over: it is too late to extend it")]
    TooLate,
    /// It asks for something else.
    #[error("this request asks for something else: {0}")]
    OtherKind(&'static str),
}

/// Months and days that a law gives.
fn span(law: Law, days: Option<u32>, extended: bool) -> Span {
    match law {
        Law::Gdpr | Law::UkGdpr => if extended { 3 } else { 1 }.months(),
        Law::Ccpa => if extended { 90 } else { 45 }.days(),
        Law::Lgpd => 15.days(),
        Law::Other => i64::from(days.unwrap_or(0)).days(),
    }
}

/// The last millisecond of the day on which the time of a law ends, in UTC. Months are those of the calendar: where one
/// has no such day, its last one. An extension is counted from the receipt too.
pub(super) fn due(law: Law, days: Option<u32>, received_at: Timestamp, extended: bool) -> Timestamp {
    let last = || {
        let received = jiff::Timestamp::from_millisecond(received_at.0).ok()?.to_zoned(TimeZone::UTC).date();
        let next: Date = received.checked_add(span(law, days, extended)).ok()?.tomorrow().ok()?;
        Some(Timestamp(next.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond() - 1))
    };
    // Whoever asks past the end of the calendar waits for nothing.
    last().unwrap_or(received_at)
}

/// Whether it must be known who asks before a request is done: where something is handed out, changed or destroyed.
fn needs_verification(kind: RequestKind) -> bool {
    match kind {
        RequestKind::Access | RequestKind::Portability | RequestKind::Rectification | RequestKind::Erasure => true,
        RequestKind::Restriction | RequestKind::Objection | RequestKind::Withdrawal => false,
    }
}

/// Whether a request still waits past its time.
pub(super) fn is_overdue(request: &Request, now: Timestamp) -> bool {
    request.state.is_pending() && now > request.due_at
}

/// A request that an erasure served after the backup was made from which the store was restored: done, also where the
/// backup does not know yet who asked. Nothing where it is over.
pub(super) fn erased_again(request: &Request, erasure: i64, now: Timestamp) -> Option<Request> {
    if !request.state.is_pending() || request.asked.kind != RequestKind::Erasure {
        return None;
    }
    Some(Request { state: RequestState::Done, closed_at: Some(now), erasure: Some(erasure), ..request.clone() })
}

/// A request after a step.
///
/// # Errors
/// Why the step cannot be taken.
pub(super) fn after(request: &Request, step: &Step, now: Timestamp) -> Result<Request, Refusal> {
    if !request.state.is_pending() {
        return Err(Refusal::Over(request.state.as_str()));
    }
    let mut next = request.clone();
    let kind = request.asked.kind;
    let fits = match step {
        Step::Exported => matches!(kind, RequestKind::Access | RequestKind::Portability),
        Step::Erased(_) => kind == RequestKind::Erasure,
        _ => true,
    };
    if !fits {
        return Err(Refusal::OtherKind(kind.as_str()));
    }
    match step {
        Step::Verify(how) => {
            if request.verified.is_some() {
                return Err(Refusal::Verified);
            }
            next.verified = Some(Verified { at: now, how: how.clone() });
            return Ok(next);
        }
        Step::Extend(reason) => {
            let (law, days) = (request.asked.law, request.asked.days);
            let due_at = due(law, days, request.asked.received_at, true);
            if request.state == RequestState::Extended {
                return Err(Refusal::Extended);
            }
            if due_at == request.due_at {
                return Err(Refusal::NoExtension);
            }
            if now > request.due_at {
                return Err(Refusal::TooLate);
            }
            next.extended = Some((now, reason.clone()));
            (next.due_at, next.state) = (due_at, RequestState::Extended);
            return Ok(next);
        }
        Step::Refuse(reason) => (next.state, next.outcome) = (RequestState::Refused, reason.clone()),
        _ if needs_verification(kind) && request.verified.is_none() => return Err(Refusal::NotVerified),
        Step::Complete(note) => (next.state, next.outcome) = (RequestState::Done, note.clone()),
        Step::Exported => (next.state, next.exported_at) = (RequestState::Done, Some(now)),
        Step::Erased(erasure) => (next.state, next.erasure) = (RequestState::Done, Some(*erasure)),
    }
    next.closed_at = Some(now);
    Ok(next)
}

#[cfg(test)]
mod tests {
    use kernel::clock::DAY;

    use super::super::model::NewRequest;
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).expect("a time")
    }

    fn request(kind: RequestKind, law: Law, received_at: &str) -> Request {
        let asked = NewRequest {
            kind,
            law,
            days: (law == Law::Other).then_some(10),
            identifiers: Vec::new(),
            purposes: Vec::new(),
            channel: "letter".to_owned(),
            note: String::new(),
            received_at: at(received_at),
            filed_by: "me".to_owned(),
        };
        Request {
            id: 1,
            due_at: due(law, asked.days, asked.received_at, false),
            asked,
            state: RequestState::Open,
            verified: None,
            extended: None,
            closed_at: None,
            outcome: String::new(),
            exported_at: None,
            erasure: None,
            holds: Vec::new(),
        }
    }

    #[test]
    fn months_are_those_of_the_calendar_and_days_end_in_utc() {
        let due = |law, received: &str, extended| due(law, Some(10), at(received), extended).to_string();
        for (law, received, first, second) in [
            (Law::Gdpr, "2026-01-31T23:59:59.999Z", "2026-02-28", "2026-04-30"),
            (Law::Gdpr, "2028-01-31T00:00:00Z", "2028-02-29", "2028-04-30"),
            (Law::Gdpr, "2026-01-30T12:00:00Z", "2026-02-28", "2026-04-30"),
            (Law::Gdpr, "2026-02-28T12:00:00Z", "2026-03-28", "2026-05-28"),
            (Law::UkGdpr, "2026-11-30T12:00:00Z", "2026-12-30", "2027-02-28"),
            (Law::Gdpr, "2026-12-31T12:00:00Z", "2027-01-31", "2027-03-31"),
            // In the morning of 1 March in Tokyo it is 28 February in UTC.
            (Law::Gdpr, "2026-03-01T08:00:00+09:00", "2026-03-28", "2026-05-28"),
            (Law::Ccpa, "2026-01-31T12:00:00Z", "2026-03-17", "2026-05-01"),
            (Law::Ccpa, "2028-01-31T12:00:00Z", "2028-03-16", "2028-04-30"),
            (Law::Lgpd, "2026-02-20T12:00:00Z", "2026-03-07", "2026-03-07"),
            (Law::Other, "2026-12-25T12:00:00Z", "2027-01-04", "2027-01-04"),
        ] {
            assert_eq!(due(law, received, false), format!("{first}T23:59:59.999Z"), "{law:?} {received}");
            assert_eq!(due(law, received, true), format!("{second}T23:59:59.999Z"), "{law:?} {received} extended");
        }
        let end = Timestamp(i64::MAX);
        assert_eq!(super::due(Law::Gdpr, None, end, false), end);
    }

    #[test]
    fn it_is_overdue_when_its_last_day_is_over() {
        let mut one = request(RequestKind::Access, Law::Gdpr, "2026-01-31T12:00:00Z");
        assert!(!is_overdue(&one, at("2026-02-28T23:59:59.999Z")));
        assert!(is_overdue(&one, at("2026-03-01T00:00:00Z")));
        one.state = RequestState::Done;
        assert!(!is_overdue(&one, at("2026-03-01T00:00:00Z")));
    }

    #[test]
    fn it_is_extended_once_and_in_time() {
        let told = Step::Extend("many".to_owned());
        let one = request(RequestKind::Access, Law::Gdpr, "2026-01-31T12:00:00Z");
        let longer = after(&one, &told, one.due_at).expect("in time");
        assert_eq!((longer.state, longer.due_at), (RequestState::Extended, at("2026-04-30T23:59:59.999Z")));
        assert_eq!(after(&longer, &told, one.due_at).unwrap_err(), Refusal::Extended);
        assert_eq!(after(&one, &told, Timestamp(one.due_at.0 + 1)).unwrap_err(), Refusal::TooLate);
        for law in [Law::Lgpd, Law::Other] {
            let one = request(RequestKind::Access, law, "2026-01-31T12:00:00Z");
            assert_eq!(after(&one, &told, one.asked.received_at).unwrap_err(), Refusal::NoExtension);
        }
    }

    #[test]
    fn nothing_is_handed_out_before_it_is_known_who_asks_and_nothing_follows_the_end() {
        let now = at("2026-02-01T12:00:00Z");
        let note = || "so".to_owned();
        for kind in RequestKind::ALL.iter().copied() {
            let one = request(kind, Law::Gdpr, "2026-01-31T12:00:00Z");
            let verified = after(&one, &Step::Verify(note()), now).expect("it waits");
            assert_eq!(after(&verified, &Step::Verify(note()), now).unwrap_err(), Refusal::Verified);
            let (access, erasure) =
                (matches!(kind, RequestKind::Access | RequestKind::Portability), matches!(kind, RequestKind::Erasure));
            let steps = [(Step::Complete(note()), true), (Step::Exported, access), (Step::Erased(7), erasure)];
            for (step, fits) in steps {
                let done = after(&verified, &step, now);
                if !fits {
                    assert_eq!(done.unwrap_err(), Refusal::OtherKind(kind.as_str()));
                    continue;
                }
                let done = done.expect("all is there");
                assert_eq!((done.state, done.closed_at), (RequestState::Done, Some(now)));
                let before = after(&one, &step, now);
                assert_eq!(before.err(), needs_verification(kind).then_some(Refusal::NotVerified), "{kind:?}");
                for step in [Step::Verify(note()), Step::Extend(note()), Step::Refuse(note()), Step::Complete(note())] {
                    assert_eq!(after(&done, &step, now).unwrap_err(), Refusal::Over("done"));
                }
            }
            // Who is not known is refused.
            assert_eq!(after(&one, &Step::Refuse(note()), now).expect("it waits").state, RequestState::Refused);
        }
        assert!(due(Law::Gdpr, None, now, false).0 > now.0 + 27 * DAY);
    }
}
