//! Rows woven in steps against all of them sorted at once, in memory and in files, and files that were damaged.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use know::identity::PersonNo;
use know::profiles::Side;
use proptest::collection::vec;
use proptest::prelude::*;
use store::journal::Cursor;

use super::files::{Made, Shelf};
use super::rows::{Dictionary, Rows};
use super::sorted::{Sorted, Whose};
use super::weave::{Kept, Place, Threads};
use crate::effort::Meaning;
use crate::index::rows::testing::row;

/// A row: whose it is, when it happened, and how many identifiers and details it has.
type Said = (u8, i64, u16, u16);

fn said() -> impl Strategy<Value = Vec<Said>> {
    vec((0_u8..12, 0_i64..20, 1_u16..4, 0_u16..4), 0..80)
}

fn whose(person: u8) -> Whose {
    let side = if person < 9 { Side::Customer } else { Side::Employee };
    Whose { side, person: PersonNo(u64::from(person % 9)) }
}

fn rows(said: &[Said], first: u64) -> Rows {
    let mut rows = Rows::default();
    for (position, (person, at, identifiers, details)) in (first..).zip(said) {
        row(&mut rows, position, *at, (0..*identifiers).map(|one| u32::from(*person) * 4 + u32::from(one)), *details);
    }
    rows
}

fn places(rows: &Rows, said: &[Said], from: usize) -> Vec<Place> {
    let mut places: Vec<Place> =
        said.iter().enumerate().map(|(row, (person, ..))| Place::new(whose(*person), rows, from, row)).collect();
    places.sort_unstable();
    places
}

fn woven(layers: &[&Sorted], from: &[&Rows], kept: Vec<Kept>, places: &[Place], shelf: Option<&Shelf>) -> Sorted {
    let threads = Threads { layers, from, blocked: &BTreeSet::new(), meaning: &Meaning::of(&Dictionary::default()) };
    let files = shelf.map(|shelf| shelf.begin(Made::new(Cursor::default(), 7, &Dictionary::default())).unwrap());
    let (sorted, folder) = threads.weave(kept.into_iter(), places, files).unwrap();
    if let (Some(shelf), Some(folder)) = (shelf, folder) {
        shelf.publish(&folder).unwrap();
    }
    sorted
}

/// Everything that can be asked of it.
fn told(sorted: &Sorted) -> Vec<impl PartialEq + std::fmt::Debug + use<>> {
    assert!(sorted.is_whole());
    let run = |run: usize| {
        let whose = sorted.whose(run);
        assert_eq!(sorted.find(whose), Some(run));
        let told = |row: usize| {
            let identifiers: Vec<_> = sorted.rows.identifiers(row).collect();
            assert!(sorted.runs_with(identifiers[0]).any(|other| other == run));
            let details: Vec<_> = sorted.rows.told(row).collect();
            (sorted.rows.position[row], sorted.rows.time[row], identifiers, details)
        };
        (whose, sorted.rows_of(run).map(told).collect::<Vec<_>>(), sorted.episode[sorted.rows_of(run)].to_vec())
    };
    (0..sorted.len()).map(run).collect()
}

fn all_runs(sorted: &Sorted, layer: usize) -> Vec<Kept> {
    (0..sorted.len()).map(|run| Kept { whose: sorted.whose(run), layer, run }).collect()
}

proptest! {
    #[test]
    fn rows_woven_in_steps_are_those_sorted_at_once(first in said(), second in said()) {
        let (early, late) = (rows(&first, 1), rows(&second, 1000));
        let both: Vec<Said> = first.iter().chain(&second).copied().collect();
        let mut at_once = places(&early, &first, 0);
        at_once.extend(places(&late, &second, 1));
        at_once.sort_unstable();
        let expected = woven(&[], &[&early, &late], Vec::new(), &at_once, None);
        let base = woven(&[], &[&early], Vec::new(), &places(&early, &first, 0), None);
        let (from, of_late) = ([&base.rows, &late], places(&late, &second, 1));
        let grown = woven(&[&base], &from, all_runs(&base, 0), &of_late, None);
        prop_assert_eq!(told(&grown), told(&expected));
        let mut by_person: BTreeMap<Whose, usize> = BTreeMap::new();
        for (person, ..) in &both {
            *by_person.entry(whose(*person)).or_default() += 1;
        }
        prop_assert_eq!(grown.len(), by_person.len());
        // Those of whom there is news as a layer on top, and then both as one.
        let news: BTreeSet<Whose> = second.iter().map(|(person, ..)| whose(*person)).collect();
        let kept = all_runs(&base, 0).into_iter().filter(|kept| news.contains(&kept.whose)).collect();
        let on_top = woven(&[&base], &from, kept, &of_late, None);
        let mut kept: Vec<Kept> = all_runs(&base, 0).into_iter().filter(|kept| !news.contains(&kept.whose)).collect();
        kept.extend(all_runs(&on_top, 1));
        kept.sort_unstable();
        prop_assert_eq!(told(&woven(&[&base, &on_top], &[], kept, &[], None)), told(&expected));
    }
}

#[test]
fn what_is_written_in_pieces_is_read_as_it_was_and_damage_is_seen() {
    let directory = tempfile::tempdir().unwrap();
    let small = |number: i64| u16::try_from(number).unwrap();
    let one = |number: i64| {
        let person = u8::try_from(number % 12).unwrap();
        (person, number * 7 % 1000, 1 + small(number % 3), small(number % 4))
    };
    let said: Vec<Said> = (0..200_000).map(one).collect();
    let all = rows(&said, 1);
    let places = places(&all, &said, 0);
    let expected = woven(&[], &[&all], Vec::new(), &places, None);
    let shelf = Shelf::new(directory.path().join("index"));
    for _ in 0..2 {
        let written = woven(&[], &[&all], Vec::new(), &places, Some(&shelf));
        assert_eq!(told(&written), told(&expected));
    }
    let newest = || Shelf::new(directory.path().join("index")).newest();
    let (found, made) = newest().unwrap();
    assert_eq!((told(&found), made.seal), (told(&expected), 7));
    let left =
        || fs::read_dir(directory.path().join("index")).unwrap().flatten().map(|one| one.path()).collect::<Vec<_>>();
    assert_eq!(left().len(), 1, "what was superseded is gone");
    let column = left()[0].join("time");
    let mut bytes = fs::read(&column).unwrap();
    bytes[4321] ^= 1;
    fs::write(&column, bytes).unwrap();
    assert!(newest().is_none());
    assert!(left().is_empty());
}
