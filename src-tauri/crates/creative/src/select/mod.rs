//! Which templates an ad is made with.
//!
//! Three ways: by hand, Shuffle (mostly what was not used lately), Best match (what suits the product, its pictures and
//! the hook). The last two score every template, drop what the gate of assets drops, and draw without replacement, each
//! as likely as its score. The draw follows from a seed, so a preview with that seed is the run.
//!
//! Nothing is relaxed in silence: what the gate dropped, whether it was switched off, and what would help stands in the
//! [`Selection`]. A premium gate is never switched off.

mod ask;
mod candidate;
mod draw;
mod explain;
mod filter;
mod gate;
mod scorer;
mod selection;
mod weights;

pub use ask::{Ask, Mode, Strictness, Wanted};
pub use candidate::{Candidate, Use, owns};
pub use filter::{Filter, Sort};
pub use gate::{Fallback, Gate};
pub use scorer::{Score, Scorer};
pub use selection::{Choice, Empty, Help, LeftOut, Selection};
pub use weights::{BadWeight, Weights};

use std::collections::HashMap;

use gate::Passed;

/// Chooses templates.
#[must_use]
pub fn choose(candidates: &[Candidate], ask: &Ask) -> Selection {
    match &ask.mode {
        Mode::Manual(ids) => by_hand(candidates, ids, ask),
        Mode::Shuffle | Mode::BestMatch => by_draw(candidates, ask),
    }
}

fn by_hand(candidates: &[Candidate], ids: &[String], ask: &Ask) -> Selection {
    let mut selection =
        Selection { of: count(candidates.len()), gate_before: count(ids.len()), ..Selection::default() };
    let by_id: HashMap<&str, &Candidate> =
        candidates.iter().rev().map(|candidate| (candidate.template.as_str(), candidate)).collect();
    for id in ids {
        match by_id.get(id.as_str()).copied() {
            None => selection.left_out.push(LeftOut { template: id.clone(), why: "There is no such template.".into() }),
            Some(candidate) if !candidate.lacks.is_empty() => selection.left_out.push(explain::lacking(candidate)),
            Some(candidate) => selection.chosen.push(explain::chosen_by_hand(candidate, ask)),
        }
    }
    selection.gate_after = count(selection.chosen.len());
    if selection.chosen.is_empty() {
        selection.reason_if_empty = Some(explain::empty_by_hand(&selection.left_out, ids.len()));
    }
    selection
}

fn by_draw(candidates: &[Candidate], ask: &Ask) -> Selection {
    let passed = gate::pass(candidates, ask);
    let drawn = draw::draw(&passed.open, ask);
    let chosen: Vec<Choice> = drawn.into_iter().map(|drawn| explain::choice(drawn, ask)).collect();
    let reason_if_empty = chosen.is_empty().then(|| explain::empty(candidates, &passed, ask));
    let hints = explain::helps(candidates, &passed, ask);
    let Passed { open: _, before, after, fallback, left_out, gate } = passed;
    Selection {
        of: count(candidates.len()),
        chosen,
        reason_if_empty,
        gate,
        gate_before: before,
        gate_after: after,
        fallback,
        left_out,
        hints,
    }
}

pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
