//! Moments of truth over HTTP: what separates journeys that end well from those that do not.

use axum::extract::State;
use kernel::Timestamp;
use know::profiles::Side;
use know::profiles::http::people::WirePerson;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Problem, Result};

use super::JourneysState;
use super::asking::{About, WirePage};
use super::filter::{Filter, code, codes};
use super::known::known;
use crate::By;
use crate::index::Label;
use crate::journeys::{self, AtMoment, Calendar, End, Ends, Labels, Looks, Moments, MomentsFound, Part, Period};
use crate::questions::{Asking, Question};
use crate::shown::{WireDifference, WireShare};

/// So many people on either side are asked for unless told otherwise.
const AT_LEAST: u64 = 30;
/// Days before a look in which what one had counts, unless told.
const BEFORE: u32 = 30;
/// Days behind a look in which an end is taken to have been decided before, unless told.
const GUARD: u32 = 14;
/// Days from then on in which a bad end counts, unless told.
const WITHIN: u32 = 30;
/// None of these is longer, nor are looks further apart.
const DAYS: u32 = 366;
/// Milliseconds.
const DAY: i64 = 86_400_000;

/// Which names go with a good end, and which still do when everything else is the same.
///
/// People are looked at again and again: what they had had in the days before a look, and whether a bad end came in the
/// days after it, but not so soon that it had been decided before. `as_of` and `whole` compare otherwise.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskMoments {
    /// By what interactions are called.
    #[serde(default)]
    by: By,
    /// Which interactions count.
    #[serde(default)]
    filter: Filter,
    /// By what ends are called; what happened, unless told.
    #[serde(default = "by_name")]
    ends_by: By,
    /// A journey ends well with its first interaction of any of these names, whether the filter lets it through or not.
    /// Where nothing is named, every journey that does not end badly ends well, with its last interaction.
    #[serde(default)]
    good: Vec<String>,
    /// A journey ends badly with its first interaction of any of these names, whether the filter lets it through or not.
    bad: Vec<String>,
    /// Days before a look in which what people had counts, 1 to 366; 30 unless told. Who had nothing then is not in the
    /// look.
    before_days: Option<u32>,
    /// Days behind a look in which nobody may end, 0 to 366; 14 unless told. What people do shortly before an end is often
    /// part of it, such as saying that they leave, and leads to nothing.
    guard_days: Option<u32>,
    /// Days from then on in which a bad end counts, and from look to look, 1 to 366; 30 unless told. The 24 newest looks
    /// count that the time of the interactions has room for.
    within_days: Option<u32>,
    /// Compares people as they stood at this moment, RFC 3339: of those who had come by then and not ended yet, with
    /// what they had had by then, whether they ended well afterwards, whenever that was.
    as_of: Option<String>,
    /// Compares whole journeys, each up to its end: for journeys that are over in days. Who ends early has had less time
    /// to have anything, and what belongs to an end is taken to lead to it.
    #[serde(default)]
    whole: bool,
    /// Facts that differences are adjusted for too, 8 at most: of each person the newest value before the end.
    #[serde(default)]
    adjust_for: Vec<String>,
    /// Only names that at least so many people have, and as many do not; 30 unless told.
    at_least: Option<u64>,
}

fn by_name() -> By {
    By::Name
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(super) struct WireMoments {
    /// Looks that no bad end followed, out of all; good ends out of all with `as_of` or `whole`.
    good: WireShare,
    /// How many people are in it.
    people: u64,
    /// How many people are not: with no end, or nothing when they could be looked at.
    unfinished: u64,
    /// How often people were looked at; 0 with `as_of` and `whole`, or where the time has no room for a look.
    looks: u64,
    /// Of the largest difference first, by the end of its interval that is nearer to none.
    moments: Vec<WireMoment>,
    /// Why there are no adjusted differences, where there are none.
    not_adjusted: Option<&'static str>,
}

/// A name and what goes with it. That it goes with a good end does not say that it makes it good.
#[derive(Serialize, ToSchema)]
struct WireMoment {
    name: String,
    /// How many people had it.
    people: u64,
    /// Good ends of journeys that had it before their end; looks at those who had had it shortly before.
    with: WireShare,
    /// Good ends of those that did not.
    without: WireShare,
    /// The difference of the two.
    difference: WireDifference,
    /// The difference when the other names, the number of interactions, the first channel, the look (else the month of the
    /// first interaction) and the facts of `adjust_for` are the same: the average marginal effect of a logistic regression.
    adjusted: Option<WireDifference>,
    /// The probability of an adjusted difference at least as large if there were none.
    p: Option<f64>,
    /// The same for all names together (Benjamini and Hochberg).
    q: Option<f64>,
}

/// The people behind a moment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskMomentsPeople {
    /// The moments.
    moments: AskMoments,
    /// The name.
    name: String,
    /// Whether those are meant who had it before the end.
    with: bool,
    /// Whether those are meant whose end was good.
    good_end: bool,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

/// How people are compared.
enum Compared {
    Looks(Looks),
    AsOf(i64),
    Whole,
}

impl AskMoments {
    /// How people are compared over a time.
    fn compared(&self, span: Option<(i64, i64)>) -> Result<Compared> {
        let days = [
            ("before_days", self.before_days, 1, BEFORE),
            ("guard_days", self.guard_days, 0, GUARD),
            ("within_days", self.within_days, 1, WITHIN),
        ];
        for (field, days, least, _) in days {
            if days.is_some_and(|days| !(least..=DAYS).contains(&days)) {
                return Err(Problem::bad_request(format!("`{field}`: say {least} to {DAYS} days")));
            }
            if days.is_some() && (self.whole || self.as_of.is_some()) {
                let said = format!("`{field}` is of looks, and there are none with `as_of` or `whole`: leave one out");
                return Err(Problem::bad_request(said));
            }
        }
        match &self.as_of {
            Some(_) if self.whole => Err(Problem::bad_request("`as_of` and `whole`: give only one of them")),
            Some(text) => {
                let at = Timestamp::parse(text).map_err(|error| Problem::bad_request(format!("`as_of`: {error}")))?;
                Ok(Compared::AsOf(at.0))
            }
            None if self.whole => Ok(Compared::Whole),
            None => {
                let [before, guard, within] = days.map(|(_, days, _, unless)| i64::from(days.unwrap_or(unless)) * DAY);
                Ok(Compared::Looks(Looks::over(span.unwrap_or_default(), before, guard, within)))
            }
        }
    }

    /// Of each part the ends of its people.
    fn ends(&self, about: &About, parts: &[Part<'_>], compared: &Compared) -> Result<Vec<Vec<Option<End>>>> {
        let label: Label = self.ends_by.into();
        if self.bad.is_empty() {
            return Err(Problem::bad_request("`bad`: name at least one bad end"));
        }
        let named =
            |names: &[String]| -> Result<Labels> { Ok(codes(about.dictionary(), label, names)?.into_iter().collect()) };
        let (good, bad) = (named(&self.good)?, named(&self.bad)?);
        let columns = about.columns(label);
        let end = |labels: &[u16], times: &[i64]| {
            let ended = labels.iter().zip(times).find(|(label, _)| good.contains(**label) || bad.contains(**label));
            let ended = ended.map(|(label, at)| End { good: good.contains(*label), at: *at });
            // Who went on to the last row ended well where nothing else is said to be a good end.
            let went_on = || good.is_empty().then(|| times.last().map(|at| End { good: true, at: at + 1 })).flatten();
            match compared {
                Compared::Looks(_) => ended,
                Compared::Whole => ended.or_else(went_on),
                Compared::AsOf(as_of) => {
                    let had_come = times.first().is_some_and(|first| first < as_of);
                    let end = ended.or_else(went_on)?;
                    (had_come && *as_of <= end.at).then_some(End { at: *as_of, ..end })
                }
            }
        };
        let of_part = |(part, column): (&Part<'_>, &&[u16])| part.with_all_rows().each_line(column, end);
        Ok(parts.iter().zip(&columns).map(of_part).collect())
    }

    /// What is asked, with everything that it is adjusted for.
    fn with<T>(
        &self,
        about: &About,
        parts: &[Part<'_>],
        work: impl FnOnce(&Moments<'_>) -> std::result::Result<T, journeys::JourneyError>,
    ) -> Result<T> {
        let span = journeys::span(parts);
        let compared = self.compared(span)?;
        let ends = self.ends(about, parts, &compared)?;
        let looks = if let Compared::Looks(looks) = &compared { Some(looks) } else { None };
        let known = known(about, parts, (&ends, looks), &self.adjust_for)?;
        let known: Vec<Vec<&[u16]>> = known.iter().map(|of| of.iter().map(Vec::as_slice).collect()).collect();
        let ends: Vec<&[Option<End>]> = ends.iter().map(Vec::as_slice).collect();
        let channels = about.columns(Label::Channel);
        let calendar = match span {
            Some((first, last)) => Some(Calendar::of(Period::Month, first, last)?),
            None => None,
        };
        let asked = Moments {
            ends: Ends::Given(&ends),
            looks,
            channels: Some(&channels),
            calendar: calendar.as_ref(),
            known: &known,
            at_least: self.at_least.unwrap_or(AT_LEAST),
        };
        Ok(work(&asked)?)
    }
}

impl Question for AskMoments {
    type Answer = WireMoments;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireMoments> {
        let answer = asking.over(self.by, self.filter.clone(), move |about, parts, work| {
            let (found, looks): (MomentsFound, u64) = self.with(about, parts, |asked| {
                let looks = asked.looks.map_or(0, |looks| looks.at().len() as u64);
                Ok((journeys::moments(parts, asked, work)?, looks))
            })?;
            let moment = |one: journeys::Moment| WireMoment {
                name: about.name(one.label),
                people: one.people,
                with: one.with.into(),
                without: one.without.into(),
                difference: one.difference.into(),
                adjusted: one.adjusted.map(|adjusted| adjusted.difference.into()),
                p: one.adjusted.map(|adjusted| adjusted.p),
                q: one.adjusted.map(|adjusted| adjusted.q),
            };
            Ok(WireMoments {
                good: found.good.into(),
                people: found.people,
                unfinished: found.unfinished,
                looks,
                moments: found.moments.into_iter().map(moment).collect(),
                not_adjusted: found.not_adjusted,
            })
        });
        answer.await
    }
}

/// Which names separate journeys that end well from those that do not, as they are and adjusted for what else differs.
#[utoipa::path(post, path = "/api/v1/journeys/moments", request_body = AskMoments,
    responses((status = 200, body = WireMoments)))]
pub(super) async fn ask_moments(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskMoments>,
) -> Result<Json<WireMoments>> {
    state.answer(&who, ask).await
}

/// The people behind a moment: with it or without, with a good end or a bad one.
#[utoipa::path(post, path = "/api/v1/journeys/moments/people", request_body = AskMomentsPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_moments_people(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskMomentsPeople>,
) -> Result<Json<List<WirePerson>>> {
    let page = ask.page.page();
    let people = state.open(&who, ask.moments.by, ask.moments.filter.clone(), move |about, parts, work| {
        let label = code(about.dictionary(), about.label, &ask.name)?;
        let wanted = AtMoment { label, with: ask.with, good: ask.good_end };
        ask.moments.with(about, parts, |asked| journeys::moments_people(parts, asked, wanted, page, work))
    });
    Ok(Json(people.await?))
}
