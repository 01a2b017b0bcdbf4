//! The fuzzing corpus, replayed as it is and with some thousand small changes to each of its files.

use crate::harness::root;
use crate::parsers;

fn replay(name: &str, parser: fn(&[u8])) {
    let directory = root().join("fuzz/corpus").join(name);
    let mut files = 0;
    for entry in std::fs::read_dir(&directory).unwrap() {
        let seed = std::fs::read(entry.unwrap().path()).unwrap();
        files += 1;
        parser(&seed);
        let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ seed.len() as u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % below.max(1)
        };
        for _ in 0..1500 {
            let mut changed = seed.clone();
            for _ in 0..=next(4) {
                let place = next(changed.len());
                match next(4) {
                    0 => changed[place] = u8::try_from(next(256)).unwrap(),
                    1 => drop(changed.remove(place)),
                    2 => changed.insert(place, b"{}[]\",:\\0-eEu\0\xff"[next(15)]),
                    _ => {
                        let part = changed[place..changed.len().min(place + next(40))].to_vec();
                        changed.splice(place..place, part);
                    }
                }
                if changed.is_empty() {
                    changed.push(b'{');
                }
            }
            parser(&changed);
        }
    }
    assert!(files > 0, "no corpus in {}", directory.display());
}

#[test]
fn segment_calls() {
    replay("segment", parsers::segment);
}

#[test]
fn cloud_events() {
    replay("cloudevent", parsers::cloudevent);
}

#[test]
fn mappings() {
    replay("mapping", parsers::mapping);
}

#[test]
fn rows() {
    replay("row", parsers::row);
}

#[test]
fn consent_strings() {
    replay("tcf", parsers::tcf);
}

#[test]
fn texts() {
    replay("text", parsers::text);
}

#[test]
fn event_logs_in_xes() {
    replay("xes", parsers::xes);
}

#[test]
fn event_logs_in_ocel() {
    replay("ocel", parsers::ocel);
}
