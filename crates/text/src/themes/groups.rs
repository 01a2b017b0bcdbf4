//! Points that lie close together: spherical k-means (Dhillon and Modha, 2001), begun where groups were before.

use serde::{Deserialize, Serialize};

use super::linear::dot;
use super::space::{DIMENSIONS, Point, random, unit};
use super::{MOST, ThemesError, real};

/// So often points are dealt out anew at most: at first, and when groups are known.
const ROUNDS: usize = 25;
const AGAIN: usize = 1;
/// Fewer points are no group that was not there before.
const FEWEST: usize = 10;
/// A point that is less like its group than the others by so many of their deviations is in none.
const BEYOND: f32 = 2.0;
/// A new group is of points that are so much as alike as those of the groups that are known, and no more like one of those
/// than so much of that.
const ALIKE: f32 = 0.7;
const APART: f32 = 0.75;

/// The middle of a group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Centre {
    /// The theme to which it belongs.
    pub(super) theme: u32,
    /// Where it is, of length 1.
    point: Vec<f32>,
    /// How like it its own texts are, on average.
    likeness: f32,
    /// Texts that are less like it are none of its own.
    pub(super) reach: f32,
}

impl Centre {
    /// Texts that are less like it lie at its edge: they may be of something else.
    fn edge(&self) -> f32 {
        f32::midpoint(self.likeness, self.reach)
    }
}

/// Groups, and of each point the one that it is in.
pub(super) struct Groups {
    pub(super) centres: Vec<Centre>,
    pub(super) of: Vec<Option<usize>>,
}

type Watch<'a> = &'a dyn Fn(f32) -> Result<(), ThemesError>;

/// Finds groups among points: about so many, where none were known before; else those of before (`was` says in which
/// each point would have been) and new ones among points that are in none. The first new one has the number `next`.
pub(super) fn find(
    points: &[Point],
    (old, was): (&[Centre], &[Option<usize>]),
    (many, next): (usize, u32),
    watch: Watch<'_>,
) -> Result<Groups, ThemesError> {
    let mut centres = renewed(points, old, was);
    if centres.is_empty() {
        let all: Vec<usize> = (0..points.len()).collect();
        centres = begin(points, &all, many, watch)?;
        number(&mut centres, next);
        settle(points, &mut centres, 1);
    } else {
        watch(0.3)?;
        let is_far =
            |point: &Point| nearest(&centres, point).is_none_or(|(centre, likeness)| likeness < centres[centre].edge());
        let rest: Vec<usize> = (0..points.len()).filter(|point| is_far(&points[*point])).collect();
        let mut new = begin(points, &rest, super::themes_of(rest.len()).min(many), watch)?;
        let alike = median(centres.iter().map(|centre| centre.likeness).collect());
        new.retain(|centre| {
            let own = rest.iter().filter(|point| dot(&points[**point], &centre.point) >= centre.reach).count();
            let near = centres.iter().map(|known| dot(&known.point, &centre.point)).fold(-1.0, f32::max);
            own >= FEWEST && own * 1000 >= points.len() && centre.likeness >= ALIKE * alike && near <= APART * alike
        });
        new.truncate(MOST.saturating_sub(centres.len()));
        number(&mut new, next);
        centres.extend(new);
        settle(points, &mut centres, AGAIN);
    }
    let of = dealt(points, &centres);
    Ok(Groups { centres, of })
}

/// The nearest centre and how near it is; nothing where there are none.
pub(super) fn nearest(centres: &[Centre], point: &Point) -> Option<(usize, f32)> {
    let all = centres.iter().enumerate().map(|(at, centre)| (at, dot(&centre.point, point)));
    all.reduce(|one, other| if other.1 > one.1 { other } else { one })
}

/// Of each point the centre that it is in, within its reach.
fn dealt(points: &[Point], centres: &[Centre]) -> Vec<Option<usize>> {
    let within = |(centre, likeness): (usize, f32)| (likeness >= centres[centre].reach).then_some(centre);
    points.iter().map(|point| nearest(centres, point).and_then(within)).collect()
}

/// The centres of before, where their points are now. Where nobody writes about one any more it ends.
fn renewed(points: &[Point], old: &[Centre], was: &[Option<usize>]) -> Vec<Centre> {
    let groups = old.iter().enumerate().filter_map(|(at, centre)| {
        let own: Vec<usize> = (0..points.len()).filter(|point| was[*point] == Some(at)).collect();
        middle(points, &own).map(|mut now| {
            now.theme = centre.theme;
            now
        })
    });
    groups.collect()
}

/// The one in the middle.
fn median(mut all: Vec<f32>) -> f32 {
    all.sort_unstable_by(f32::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}

fn number(centres: &mut [Centre], next: u32) {
    for (centre, number) in centres.iter_mut().zip(next..) {
        centre.theme = number;
    }
}

/// The middle of some points and how far they reach; nothing where they have none.
fn middle(points: &[Point], own: &[usize]) -> Option<Centre> {
    let mut sum = [0.0_f32; DIMENSIONS];
    for point in own {
        sum.iter_mut().zip(&points[*point]).for_each(|(sum, one)| *sum += one);
    }
    let point = unit(&sum)?;
    let likeness: Vec<f32> = own.iter().map(|one| dot(&points[*one], &point)).collect();
    let mean = likeness.iter().sum::<f32>() / real(own.len());
    let spread = (likeness.iter().map(|one| (one - mean).powi(2)).sum::<f32>() / real(own.len())).sqrt();
    Some(Centre { theme: 0, point: point.to_vec(), likeness: mean, reach: (mean - BEYOND * spread).max(0.0) })
}

/// Moves centres to the middle of the points that are nearest to them, some rounds.
fn settle(points: &[Point], centres: &mut Vec<Centre>, rounds: usize) {
    for _ in 0..rounds {
        let mut own: Vec<Vec<usize>> = vec![Vec::new(); centres.len()];
        for (at, point) in points.iter().enumerate() {
            // What lies beyond the reach of all of them pulls at none.
            if let Some((centre, likeness)) = nearest(centres, point)
                && likeness >= centres[centre].reach
            {
                own[centre].push(at);
            }
        }
        let moved = centres.iter().zip(&own).filter_map(|(centre, own)| {
            let mut now = middle(points, own)?;
            (now.theme, now.reach) = (centre.theme, now.reach.min(centre.reach));
            Some(now)
        });
        *centres = moved.collect();
    }
}

/// So many groups of some points, begun with points that are far from each other (k-means++: Arthur and Vassilvitskii,
/// 2007).
fn begin(points: &[Point], of: &[usize], many: usize, watch: Watch<'_>) -> Result<Vec<Centre>, ThemesError> {
    if of.len() < FEWEST {
        return Ok(Vec::new());
    }
    let mut middles = seeds(points, of, many.min(of.len()));
    let mut last: Vec<usize> = Vec::new();
    for round in 0..ROUNDS {
        watch(0.3 + 0.6 * real(round) / real(ROUNDS))?;
        let centres: Vec<Centre> =
            middles.iter().map(|point| Centre { theme: 0, point: point.to_vec(), likeness: 0.0, reach: 0.0 }).collect();
        let now: Vec<usize> =
            of.iter().map(|point| nearest(&centres, &points[*point]).map_or(0, |(centre, _)| centre)).collect();
        let mut sums = vec![[0.0_f32; DIMENSIONS]; middles.len()];
        for (point, centre) in of.iter().zip(&now) {
            sums[*centre].iter_mut().zip(&points[*point]).for_each(|(sum, one)| *sum += one);
        }
        for (own, sum) in middles.iter_mut().zip(sums) {
            *own = unit(&sum).unwrap_or(*own);
        }
        let moved = now.iter().zip(&last).filter(|(now, last)| now != last).count();
        let is_still = !last.is_empty() && moved * 1000 <= of.len();
        last = now;
        if is_still {
            break;
        }
    }
    let own = |centre: usize| -> Vec<usize> {
        of.iter().zip(&last).filter(|(_, group)| **group == centre).map(|(point, _)| *point).collect()
    };
    Ok((0..middles.len()).map(own).filter(|own| own.len() >= FEWEST).filter_map(|own| middle(points, &own)).collect())
}

/// Points far from each other: each by how unlike it is to those before.
fn seeds(points: &[Point], of: &[usize], many: usize) -> Vec<Point> {
    let mut seed = 7_u64;
    let first = points[of[of.len() / 2]];
    let mut chosen = vec![first];
    let far = |point: &Point, to: &Point| (1.0 - dot(point, to)).max(0.0);
    let mut distance: Vec<f32> = of.iter().map(|point| far(&points[*point], &first)).collect();
    while chosen.len() < many {
        let sum: f64 = distance.iter().map(|one| f64::from(*one)).sum();
        let mut left = f64::from(random(&mut seed)) * sum;
        let place = distance.iter().position(|one| {
            left -= f64::from(*one);
            left < 0.0
        });
        let Some(place) = place else { break };
        let next = points[of[place]];
        for (one, point) in distance.iter_mut().zip(of) {
            *one = one.min(far(&points[*point], &next));
        }
        chosen.push(next);
    }
    chosen
}
