//! The least that each question costs: loops written for this one log and this one answer, with nothing checked.

use std::collections::HashMap;
use std::ops::Range;

use super::log::{Log, TOUCHPOINTS};

/// Codes up to 60 need a table of 64.
const CODES: usize = 64;
const NEVER: i64 = i64::MIN / 2;
const DAY: i64 = 86_400_000;

fn spread<R: Send>(count: usize, threads: usize, job: impl Fn(Range<usize>) -> R + Sync) -> Vec<R> {
    std::thread::scope(|scope| {
        let job = &job;
        let range = |thread| count * thread / threads..count * (thread + 1) / threads;
        let all: Vec<_> = (0..threads).map(|thread| scope.spawn(move || job(range(thread)))).collect();
        all.into_iter().map(|thread| thread.join().expect("a bare loop does not panic")).collect()
    })
}

fn line(log: &Log, person: usize) -> (&[i64], &[u16]) {
    let rows = log.offsets[person] as usize..log.offsets[person + 1] as usize;
    (&log.time[rows.clone()], &log.touchpoint[rows])
}

/// Five steps, labels 1 to 5, 14 days: how many people stopped at each.
pub(crate) fn funnel(log: &Log, threads: usize) -> [u64; 6] {
    let all = spread(log.people(), threads, |people| {
        let mut furthest = [0_u64; 6];
        for person in people {
            let (times, labels) = line(log, person);
            let (mut began, mut most) = ([NEVER; 5], 0);
            for (&time, &label) in times.iter().zip(labels) {
                let step = usize::from(label).wrapping_sub(1);
                if step < 5 {
                    if step == 0 {
                        began[0] = time;
                        most = most.max(1);
                    } else if time - began[step - 1] <= 14 * DAY {
                        began[step] = began[step].max(began[step - 1]);
                        most = most.max(step + 1);
                    }
                }
            }
            furthest[most] += 1;
        }
        furthest
    });
    let mut sums = [0; 6];
    for furthest in all {
        sums.iter_mut().zip(furthest).for_each(|(sum, count)| *sum += count);
    }
    sums
}

/// Pairs with their counts and exact medians: a histogram, a scatter, a selection.
pub(crate) fn follows(log: &Log, threads: usize) -> Vec<(usize, usize, i64)> {
    let pair = |labels: &[u16]| usize::from(labels[0]) << 6 | usize::from(labels[1]);
    let made = spread(log.people(), threads, |people| {
        let mut ends = vec![0_usize; CODES * CODES + 1];
        for person in people.clone() {
            for labels in line(log, person).1.windows(2) {
                ends[pair(labels) + 1] += 1;
            }
        }
        for pair in 0..CODES * CODES {
            ends[pair + 1] += ends[pair];
        }
        let (mut next, mut gaps) = (ends.clone(), vec![0_i64; ends[CODES * CODES]]);
        for person in people {
            let (times, labels) = line(log, person);
            for (times, labels) in times.windows(2).zip(labels.windows(2)) {
                let place = &mut next[pair(labels)];
                gaps[*place] = times[1] - times[0];
                *place += 1;
            }
        }
        (ends, gaps)
    });
    let pairs = spread(CODES * CODES, threads, |pairs| {
        let (mut room, mut found) = (Vec::new(), Vec::new());
        for pair in pairs {
            room.clear();
            for (ends, gaps) in &made {
                room.extend_from_slice(&gaps[ends[pair]..ends[pair + 1]]);
            }
            if !room.is_empty() {
                let middle = (room.len() - 1) / 2;
                let median = *room.select_nth_unstable(middle).1;
                found.push((pair, room.len(), median));
            }
        }
        found
    });
    let mut pairs = pairs.concat();
    pairs.sort_unstable_by_key(|pair| std::cmp::Reverse(pair.1));
    pairs
}

/// The counts of the hundred most frequent paths, as far as each thread by itself saw them twice.
pub(crate) fn variants(log: &Log, threads: usize) -> Vec<u32> {
    let path = |person: usize| line(log, person).1;
    let tables = spread(log.people(), threads, |people| {
        let slots = (people.len() * 2).next_power_of_two();
        let mut table = vec![(u32::MAX, 0_u32); slots];
        for person in people {
            let path = path(person);
            let mut hash = path.len();
            for label in path {
                hash = (hash.rotate_left(5) ^ usize::from(*label)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            }
            let mut slot = (hash ^ hash >> 29) & (slots - 1);
            loop {
                let entry = &mut table[slot];
                if entry.0 == u32::MAX {
                    *entry = (u32::try_from(person).expect("people have numbers of 32 bits"), 1);
                    break;
                }
                if line(log, entry.0 as usize).1 == path {
                    entry.1 += 1;
                    break;
                }
                slot = (slot + 1) & (slots - 1);
            }
        }
        table
    });
    let mut counts: HashMap<&[u16], u32> = HashMap::new();
    for (person, count) in tables.iter().flatten().filter(|entry| entry.1 > 1) {
        *counts.entry(path(*person as usize)).or_default() += count;
    }
    let mut counts: Vec<u32> = counts.into_values().collect();
    counts.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
    counts.truncate(100);
    counts
}

/// How many sessions with gaps of up to 30 minutes.
pub(crate) fn sessions(log: &Log, threads: usize) -> u64 {
    let counts = spread(log.people(), threads, |people| {
        let mut sessions = 0;
        for person in people {
            let times = line(log, person).0;
            sessions += 1 + times.windows(2).map(|pair| u64::from(pair[1] - pair[0] > 30 * 60_000)).sum::<u64>();
        }
        sessions
    });
    counts.iter().sum()
}

/// For each label, rows with another one of the label within 7 days, and rows.
pub(crate) fn repeats(log: &Log, threads: usize) -> Vec<[u64; 2]> {
    let all = spread(log.people(), threads, |people| {
        let (mut counts, mut last) = ([[0_u64; 2]; CODES], [NEVER; CODES]);
        for person in people {
            let (times, labels) = line(log, person);
            for (&time, &label) in times.iter().zip(labels) {
                let label = usize::from(label) % CODES;
                counts[label][0] += u64::from(time - last[label] <= 7 * DAY);
                counts[label][1] += 1;
                last[label] = time;
            }
            for label in labels {
                last[usize::from(*label) % CODES] = NEVER;
            }
        }
        counts
    });
    let sum = |label: usize, of: usize| all.iter().map(|counts| counts[label][of]).sum();
    (1..=TOUCHPOINTS).map(|label| [sum(label, 0), sum(label, 1)]).collect()
}

/// People by the week of their first row and the week: the number of cells and their sum.
pub(crate) fn retention(log: &Log, threads: usize, begin: i64) -> [u64; 2] {
    const WEEKS: usize = 512;
    let all = spread(log.people(), threads, |people| {
        let mut cells = vec![0_u32; WEEKS * WEEKS];
        for person in people {
            let times = line(log, person).0;
            let week = |time: i64| usize::try_from((time - begin) / (7 * DAY)).unwrap_or_default();
            let (cohort, mut last) = (week(times[0]), usize::MAX);
            for &time in times {
                let week = week(time);
                if week != last {
                    cells[cohort * WEEKS + week] += 1;
                    last = week;
                }
            }
        }
        cells
    });
    let sums = (0..WEEKS * WEEKS).map(|cell| all.iter().map(|cells| u64::from(cells[cell])).sum::<u64>());
    sums.fold([0, 0], |[cells, people], cell| [cells + u64::from(cell > 0), people + cell])
}

/// Copies the kept rows of everybody: what it costs to put a mask into effect before anything is asked.
pub(crate) fn compact(log: &Log, threads: usize, mask: &[u64]) -> usize {
    let kept = spread(log.people(), threads, |people| {
        let rows = log.offsets[people.start] as usize..log.offsets[people.end] as usize;
        let (mut time, mut labels) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        let mut offsets = Vec::with_capacity(people.len());
        for person in people {
            for row in log.offsets[person] as usize..log.offsets[person + 1] as usize {
                if mask[row / 64] >> (row % 64) & 1 == 1 {
                    time.push(log.time[row]);
                    labels.push(log.touchpoint[row]);
                }
            }
            offsets.push(time.len());
        }
        (time, labels, offsets)
    });
    kept.iter().map(|(time, ..)| time.len()).sum()
}
