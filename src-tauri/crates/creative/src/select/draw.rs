//! Drawing without replacement, each template as likely as its score.

use super::{Ask, Candidate, Scorer};
use crate::chance;

/// A template that was drawn.
pub(super) struct Drawn<'a> {
    pub candidate: &'a Candidate,
    /// The weighted mean of its scores.
    pub composite: f64,
    /// Its chance to be drawn first.
    pub probability: f64,
    /// Its place by score, from 1.
    pub rank: u32,
    /// Among how many.
    pub of: u32,
}

/// Draws.
///
/// Every template waits a random time that is shorter the higher its score is (an exponential clock), and the first
/// `count` win. That is the same as drawing one after the other (Efraimidis and Spirakis, 2006), and a template's time
/// hangs on the seed and its id alone: neither the order of the list nor other templates change it.
pub(super) fn draw<'a>(open: &[&'a Candidate], ask: &Ask) -> Vec<Drawn<'a>> {
    let composites: Vec<f64> =
        open.iter().map(|candidate| ask.weights.mean(&Scorer::all(candidate, &ask.wanted))).collect();
    let sum: f64 = composites.iter().sum();
    // Where no template scores at all, all are the same.
    let uniform = sum <= 0.0;
    let chance_of = |composite: f64| if uniform { 1.0 / open.len() as f64 } else { composite / sum };
    let mut waits: Vec<(f64, usize)> = composites
        .iter()
        .enumerate()
        .map(|(at, composite)| (at, chance_of(*composite)))
        .filter(|(_, chance)| *chance > 0.0)
        .map(|(at, chance)| (-chance::unit(ask.seed, &open[at].template).ln() / chance, at))
        .collect();
    waits.sort_unstable_by(|one, other| {
        one.0.total_cmp(&other.0).then_with(|| open[one.1].template.cmp(&open[other.1].template))
    });
    waits.truncate(ask.count as usize);
    waits
        .into_iter()
        .map(|(_, at)| Drawn {
            candidate: open[at],
            composite: composites[at],
            probability: chance_of(composites[at]),
            rank: super::count(composites.iter().filter(|other| **other > composites[at]).count()).saturating_add(1),
            of: super::count(open.len()),
        })
        .collect()
}
