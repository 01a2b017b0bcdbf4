//! The planted causes, each with its size and the way to measure it.

use serde_json::{Value, json};

use crate::plan::Window;
use crate::pulse::{FELT, FELT_AFTER, FELT_POINTS};

/// Points by which a late delivery lowers the answer to the delivery survey (0 to 10).
pub(crate) const LATE_LOWERS_SCORE: i64 = 2;

/// The share of deliveries that come late, whoever the customer is.
pub(crate) const LATE_SHARE: f64 = 0.18;

/// The share of late deliveries about which people get in touch because of that.
pub(crate) const LATE_CONTACTS: f64 = 0.35;

/// By how much the first repeated request raises the probability of leaving ...
pub(crate) const ASKED_AGAIN_LEAVES: f64 = 0.12;

/// ... within so many days after it.
pub(crate) const ASKED_AGAIN_DAYS: i64 = 45;

/// Points by which each repeated request of a matter lowers the effort score (1 to 7, 7 is easy) ...
pub(crate) const ASKED_AGAIN_LOWERS_EASE: i64 = 1;

/// ... as long as they are no more than this.
pub(crate) const ASKED_AGAIN_COUNTS: i64 = 3;

/// Points by which what the billing desk does lowers the answer to the survey after a call (1 to 5), until it is mended.
pub(crate) const BILLING_LOWERS: i64 = 1;

/// The share of bills that are confusing: those with lines for part of a month.
pub(crate) const CONFUSING_SHARE: f64 = 0.04;

/// The probability that a confusing bill makes somebody ring the billing desk ...
pub(crate) const CONFUSING_CALLS: f64 = 0.30;

/// ... within so many days.
pub(crate) const CONFUSING_DAYS: i64 = 14;

/// The share of the campaign's audience that buys anyway, within [`CAMPAIGN_DAYS`].
pub(crate) const CAMPAIGN_BASE: f64 = 0.03;

/// What the campaign adds to it.
pub(crate) const CAMPAIGN_LIFT: f64 = 0.05;

/// The days in which a purchase counts.
pub(crate) const CAMPAIGN_DAYS: i64 = 21;

/// The campaign's code.
pub(crate) const CAMPAIGN: &str = "CMP-SPEEDBOOST";

/// The probability of leaving within a year by the kind of contract, all else apart: by the month, and for a term.
pub(crate) const LEAVES: [f64; 2] = [0.30, 0.06];

/// The probability of comparing tariffs within the window by the kind of contract: by the month, and for a term.
pub(crate) const COMPARES: [f64; 2] = [0.60, 0.15];

/// What the relation survey asks people to rate, from 1 to 5.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rated {
    /// What it is.
    pub(crate) name: &'static str,
    /// Points of the score that a rating of 1 or 2 takes.
    pub(crate) poor_lowers: i64,
    /// Points that a rating of 4 or 5 adds.
    pub(crate) good_raises: i64,
    /// Which factor of satisfaction that makes it.
    factor: &'static str,
}

/// What is rated, in the order of the columns.
pub(crate) const RATED: [Rated; 4] = [
    Rated { name: "Rate_Network", poor_lowers: 3, good_raises: 0, factor: "basic" },
    Rated { name: "Rate_Bill", poor_lowers: 2, good_raises: 2, factor: "performance" },
    Rated { name: "Rate_App", poor_lowers: 0, good_raises: 1, factor: "delight" },
    Rated { name: "Rate_Shop", poor_lowers: 0, good_raises: 0, factor: "indifferent" },
];

/// The document `causes.json`.
pub(crate) fn document(window: Window) -> Value {
    json!({
        "causes": [
            {
                "cause": "late delivery", "effect": "score of the delivery survey", "size": -LATE_LOWERS_SCORE,
                "measure": "mean Q1 of answered surveys with Survey = NPS_DELIVERY in surveys.csv, parcels late \
                            (DELIVERED after PROMISED in deliveries.csv, joined by the order number in ExternalRef) \
                            minus parcels on time; lateness is random, so the plain difference is the effect"
            },
            {
                "cause": "late delivery", "effect": "contact about the delivery", "size": LATE_CONTACTS,
                "measure": "share of late parcels with an episode of kind delivery (episodes.csv) within 3 days after \
                            PROMISED; parcels on time have none"
            },
            {
                "cause": "first repeated request", "effect": "leaving within 45 days", "size": ASKED_AGAIN_LEAVES,
                "measure": "customers whose first_repeated_at (people.csv) is at least 45 days before the end: share \
                            with left_at within 45 days after it, minus what their contract makes leave in 45 days \
                            (see leaving below)"
            },
            {
                "cause": "repeated requests in a matter", "effect": "ease (CES, 1 to 7) at its end",
                "size": -ASKED_AGAIN_LOWERS_EASE, "at_most": -ASKED_AGAIN_LOWERS_EASE * ASKED_AGAIN_COUNTS,
                "measure": "mean Q1 of answered surveys with Survey = CES by the number of repeated requests; \
                            they fall by one point each up to three"
            },
            {
                "cause": "confusing bill", "effect": "call to the billing desk within 14 days", "size": CONFUSING_CALLS,
                "measure": "bills with ANTEILIG > 0 in bills.csv: share of those followed by a call of the same person \
                            with Queue = BILLING within 14 days, minus the same share for other bills; bills of the \
                            last 14 days do not count"
            },
        ],
        "campaign": {
            "code": CAMPAIGN, "base": CAMPAIGN_BASE, "lift": CAMPAIGN_LIFT, "days": CAMPAIGN_DAYS,
            "measure": "campaign.csv: share converted among treated minus share converted among the others; \
                        who was treated is random"
        },
        "ratings": {
            "rated": RATED.map(|one| json!({
                "rating": one.name, "poor": -one.poor_lowers, "good": one.good_raises, "factor": one.factor
            })),
            "measure": "mean Q1 of answered surveys with Survey = NPS_RELATION in surveys.csv by a rating of 1 or 2, of 3, \
                        and of 4 or 5, the other ratings being the same; ratings go together a little, so a plain \
                        difference is more than the effect",
            "order_of_importance": ["Rate_Bill", "Rate_Network", "Rate_App", "Rate_Shop"],
        },
        "mood": {
            "of": "employees of a department in a month, -1, 0 or 1 (mood.csv); their anonymous pulse shows it",
            "effect": "score after a call to the department (CSAT, 1 to 5)", "size": FELT_POINTS,
            "months_later": FELT_AFTER, "felt_by_customers_of": FELT.map(crate::place::Department::name),
            "measure": "mean Q1 of answered surveys with Survey = CSAT_CALL in surveys.csv, joined with calls.csv by \
                        ExternalRef, by the mood of the department in the month before: after a good one higher than after a \
                        bad one by up to twice the size, less what the ends of the scale take; level in all other departments"
        },
        "confounder": {
            "looks_like_a_cause": "comparing tariffs (event Tariffs Compared in web.jsonl)",
            "of": "leaving", "behind_both": "contract by the month (CONTRACT = ROLLING in crm_customers.csv)",
            "true_size": 0.0,
            "measure": "confounder.csv: among those who are customers at the middle of the window, share that leaves \
                        after it, by whether they compared before it: apart over all, level within each contract"
        },
        "leaving": { "a_year_rolling": LEAVES[0], "a_year_term": LEAVES[1] },
        "asks_everyone_again": ["call_center.switchboard", "field.visit"],
        "looks_like_asking_again_and_is_not": [
            "verification questions at call_center.care, .billing, .faults and .retention",
            "traits that web and app SDKs send again with every identify",
        ],
        "window": { "start": window.start.iso_millis(), "end": window.end.iso_millis() },
    })
}

/// The document `fix.json`.
pub(crate) fn fix(window: Window) -> Value {
    json!({
        "touchpoint": "call_center.billing", "mended_at": window.mended().iso_millis(),
        "lowers_until_then": -BILLING_LOWERS,
        "measure": "mean Q1 of answered surveys with Survey = CSAT_CALL in surveys.csv, of calls with Queue = BILLING \
                    after less before, less the same of the other desks; no answer is below 1, so the lowest fall less"
    })
}

/// The document `process_change.json`.
pub(crate) fn process_change(window: Window) -> Value {
    json!({
        "process": "fibre order", "changed_at": window.half().iso_millis(),
        "before": ["Order Placed", "Survey Visit", "Installation Visit", "Service Activated"],
        "after": ["Order Placed", "Parcel Dispatched", "Parcel Delivered", "Service Activated"],
        "days_from_order_to_activation": { "before": [9, 22], "after": [2, 10] },
        "measure": "process.csv has every fibre order with its process; the time of the order decides"
    })
}
