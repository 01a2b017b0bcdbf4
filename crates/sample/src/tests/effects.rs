//! Planted effects are seen by direct counts, without any model.

use std::collections::{HashMap, HashSet};

use super::{Row, day, halden, local_day, mean, share};
use crate::causes::{ASKED_AGAIN_DAYS, ASKED_AGAIN_LEAVES, CAMPAIGN_LIFT, CONFUSING_CALLS, LATE_SHARE, LEAVES};

fn close(what: &str, found: f64, planted: f64, tolerance: f64) {
    assert!((found - planted).abs() < tolerance, "{what}: found {found:.4}, planted {planted}");
}

#[test]
fn late_deliveries_lower_the_score_by_two() {
    let late = |row: &Row| (row["SHIPPER_REF"].clone(), row["DELIVERED"] > row["PROMISED"]);
    let delivered = halden().rows("exports/deliveries.csv").iter().filter(|row| !row["DELIVERED"].is_empty());
    let late: HashMap<_, _> = delivered.map(late).collect();
    close("share of late parcels", share(late.values().copied()), LATE_SHARE, 0.03);
    let mut scores = [Vec::new(), Vec::new()];
    for row in halden().rows("exports/surveys.csv") {
        if row["Survey"] == "NPS_DELIVERY" && !row["Q1"].is_empty() {
            scores[usize::from(late[&row["ExternalRef"]])].push(row["Q1"].parse().unwrap());
        }
    }
    close("score", mean(&scores[1]) - mean(&scores[0]), -2.0, 0.7);
}

#[test]
fn the_billing_desk_is_mended() {
    let key = |row: &Row| format!("{}-{}", row["CallRef"], row["Leg"]);
    let queues: HashMap<_, _> =
        halden().rows("exports/calls.csv").iter().map(|row| (key(row), row["Queue"].as_str())).collect();
    let mended = day("2026-08-01T00:00:00Z").unwrap();
    let mut scores: HashMap<(bool, bool), Vec<f64>> = HashMap::new();
    for row in halden().rows("exports/surveys.csv") {
        if row["Survey"] == "CSAT_CALL" && !row["Q1"].is_empty() {
            let at = local_day("%m/%d/%Y %I:%M %p", &row["Sent"]);
            let of = (queues[&row["ExternalRef"]] == "BILLING", at > mended + 1.0);
            scores.entry(of).or_default().push(row["Q1"].parse().unwrap());
        }
    }
    let moved = |billing| mean(&scores[&(billing, true)]) - mean(&scores[&(billing, false)]);
    // Of every twelve answers one is the lowest already, and cannot fall.
    close("after less before, less the same of others", moved(true) - moved(false), 0.92, 0.5);
}

#[test]
fn ratings_move_the_score_as_planted() {
    let rows = || halden().rows("exports/surveys.csv").iter().filter(|row| !row["Rate_Network"].is_empty());
    assert!(rows().all(|row| row["Survey"] == "NPS_RELATION" && !row["Q1"].is_empty()) && rows().count() > 400);
    let number = |row: &Row, name: &str| -> i64 { row[name].parse().unwrap() };
    let side = |rating: i64| if rating <= 2 { 0 } else { usize::from(rating >= 4) + 1 };
    for row in rows() {
        let of = |name: &str, effects: [i64; 3]| effects[side(number(row, name))];
        let effects = of("Rate_Network", [-3, 0, 0]) + of("Rate_Bill", [-2, 0, 2]) + of("Rate_App", [0, 0, 1]);
        assert!((number(row, "Q1") - 7 - effects).abs() <= 1, "{row:?}");
    }
    for name in ["Rate_Network", "Rate_Bill", "Rate_App", "Rate_Shop"] {
        let poor = share(rows().map(|row| number(row, name) <= 2));
        assert!((0.2..0.5).contains(&poor), "{name}: {poor}");
    }
}

#[test]
fn being_asked_again_makes_people_leave() {
    let rolling: HashSet<_> = rolling();
    let end = day("2026-11-01T00:00:00Z").unwrap();
    let days = f64::from(u8::try_from(ASKED_AGAIN_DAYS).unwrap());
    let (mut left, mut anyway) = (Vec::new(), Vec::new());
    for person in halden().rows("truth/people.csv") {
        let Some(asked) = day(&person["first_repeated_at"]).filter(|asked| asked + days <= end) else { continue };
        left.push(day(&person["left_at"]).is_some_and(|at| at <= asked + days));
        let a_year = LEAVES[usize::from(!rolling.contains(&person["person"]))];
        anyway.push(1.0 - (1.0 - a_year).powf(days / 365.0));
    }
    assert!(left.len() > 400, "only {} people were asked again", left.len());
    close("leaving", share(left) - mean(&anyway), ASKED_AGAIN_LEAVES, 0.05);
}

fn rolling() -> HashSet<String> {
    let rows = halden().rows("truth/confounder.csv").iter().filter(|row| row["rolling_contract"] == "yes");
    rows.map(|row| row["person"].clone()).collect()
}

#[test]
fn confusing_bills_make_calls() {
    let person: HashMap<_, _> = halden()
        .rows("truth/people.csv")
        .iter()
        .map(|row| (row["customer_no"].as_str(), row["person"].as_str()))
        .collect();
    let billing = halden().rows("exports/calls.csv").iter().filter(|row| row["Queue"] == "BILLING");
    let calls: HashMap<_, _> = billing
        .map(|row| (format!("{}-{}", row["CallRef"], row["Leg"]), local_day("%Y-%m-%d %H:%M:%S", &row["Started"])))
        .collect();
    let mut called: HashMap<&str, Vec<f64>> = HashMap::new();
    for row in halden().rows("truth/episodes.csv").iter().filter(|row| row["source"] == "calls") {
        if let Some(at) = calls.get(&row["row"]) {
            called.entry(&row["person"]).or_default().push(*at);
        }
    }
    let mut follows = [Vec::new(), Vec::new()];
    for bill in halden().rows("exports/bills.csv") {
        let at = local_day("%Y%m%d%H%M%S", &bill["ERSTELLT"]);
        let customer_no = format!("H{}", &bill["KUNDE"][..8]);
        let times = called.get(person[customer_no.as_str()]).map(Vec::as_slice).unwrap_or_default();
        if bill["ERSTELLT"].as_str() < "20261018" {
            let follow = times.iter().any(|call| at < *call && *call <= at + 14.0);
            follows[usize::from(bill["ANTEILIG"] != "0")].push(follow);
        }
    }
    let [plain, confusing] = follows.map(share);
    close("calls", confusing - plain, CONFUSING_CALLS, 0.06);
}

#[test]
fn the_campaign_has_its_lift() {
    let arm = |name: &str| {
        let rows = halden().rows("truth/campaign.csv").iter().filter(|row| row["treated"] == name);
        share(rows.map(|row| row["converted"] == "yes"))
    };
    close("lift", arm("yes") - arm("no"), CAMPAIGN_LIFT, 0.03);
}

#[test]
fn the_confounder_is_no_cause() {
    let middle = day("2026-05-02T00:00:00Z").unwrap();
    let leaves = |wanted: &dyn Fn(&Row) -> bool, compared: bool| {
        let rows = halden().rows("truth/confounder.csv").iter().filter(|row| wanted(row));
        let rows = rows.filter(|row| day(&row["left_at"]).is_none_or(|left| left >= middle));
        let rows = rows.filter(|row| day(&row["compared_at"]).is_some_and(|at| at < middle) == compared);
        share(rows.map(|row| !row["left_at"].is_empty()))
    };
    let apart = |wanted: &dyn Fn(&Row) -> bool| leaves(wanted, true) - leaves(wanted, false);
    assert!(apart(&|_| true) > 0.02, "comparing must look like a cause: {}", apart(&|_| true));
    close("by the month", apart(&|row| row["rolling_contract"] == "yes"), 0.0, 0.08);
    close("for a term", apart(&|row| row["rolling_contract"] == "no"), 0.0, 0.05);
}

#[test]
fn two_touchpoints_ask_everyone_again() {
    let touchpoints: HashSet<_> =
        halden().rows("truth/repeated_requests.csv").iter().map(|row| row["touchpoint"].as_str()).collect();
    let story = "call_center.care";
    assert_eq!(touchpoints, HashSet::from(["call_center.switchboard", "field.visit", story]));
    let again = |touchpoint: &str| {
        let rows = halden().rows("truth/repeated_requests.csv").iter().filter(|row| row["touchpoint"] == touchpoint);
        rows.map(|row| (row["person"].clone(), row["time"].clone())).collect::<HashSet<_>>().len()
    };
    let calls = halden().rows("exports/calls.csv").iter().filter(|row| row["Queue"] == "SWITCHBOARD").count();
    let visits = halden().rows("exports/field_visits.csv").iter().filter(|row| row["JobType"] == "FAULT").count();
    assert_eq!([again("call_center.switchboard"), again("field.visit"), again(story)], [calls, visits, 1]);
    let asked = halden().rows("exports/calls.csv").iter().filter(|row| row["Asked"].contains("verification")).count();
    assert!(asked > calls, "callers are verified, which is not asking again");
}

#[test]
fn the_process_changes_half_way() {
    let middle = day("2026-05-02T00:00:00Z").unwrap();
    let mut days = HashMap::from([("before", Vec::new()), ("after", Vec::new())]);
    for row in halden().rows("truth/process.csv") {
        let ordered = day(&row["ordered_at"]).unwrap();
        assert_eq!(row["process"] == "before", ordered < middle);
        if let Some(activated) = day(&row["activated_at"]) {
            days.get_mut(row["process"].as_str()).unwrap().push(activated - ordered);
        }
    }
    assert!(days.values().all(|days| days.len() > 50));
    assert!(mean(&days["before"]) > mean(&days["after"]) + 7.0);
}

#[test]
fn customers_feel_the_mood_of_two_departments_a_month_later() {
    let month = |text: &str| -> i64 {
        let (year, month) = text.split_once('-').unwrap();
        year.parse::<i64>().unwrap() * 12 + month.parse::<i64>().unwrap()
    };
    let moods: HashMap<(&str, i64), i64> = halden()
        .rows("truth/mood.csv")
        .iter()
        .map(|row| ((row["department"].as_str(), month(&row["month"])), row["mood"].parse().unwrap()))
        .collect();
    let queues: HashMap<String, &str> = halden()
        .rows("exports/calls.csv")
        .iter()
        .map(|row| (format!("{}-{}", row["CallRef"], row["Leg"]), row["Queue"].as_str()))
        .collect();
    let felt = |of: &[(&str, &str)], later: i64| {
        let mut scores = [Vec::new(), Vec::new(), Vec::new()];
        for row in halden().rows("exports/surveys.csv") {
            if row["Survey"] != "CSAT_CALL" || row["Q1"].is_empty() {
                continue;
            }
            let queue = queues.get(&row["ExternalRef"]);
            let Some((_, department)) = of.iter().find(|(one, _)| queue == Some(one)) else { continue };
            let (sent, _) = row["Sent"].split_once(' ').unwrap();
            let (sent, year) = sent.rsplit_once('/').unwrap();
            let sent = month(&format!("{year}-{}", sent.split_once('/').unwrap().0));
            if let Some(mood) = moods.get(&(department, sent - later)) {
                scores[usize::try_from(mood + 1).unwrap()].push(row["Q1"].parse().unwrap());
            }
        }
        assert!(scores[0].len() > 9 && scores[2].len() > 9, "{of:?}: {scores:?}");
        mean(&scores[2]) - mean(&scores[0])
    };
    let desks = [("BILLING", "Billing"), ("FAULTS", "Technical Support")];
    close("a month later", felt(&desks, 1), 1.6, 0.6);
    close("of care", felt(&[("CARE", "Customer Care")], 1), 0.0, 0.7);
}
