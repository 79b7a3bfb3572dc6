//! Mending a drawing before a person sees it.
//!
//! What fails a check that a machine can mend is tried again another way: shorter words that somebody wrote, smaller
//! letters, the other ink, a veil behind the words, another place for them, an optional slot left empty. A change stays only if it helps and
//! breaks nothing else; each one that stays is recorded in [`Drawn::steps`] with what was measured before and after.
//! A size is drawn at most [`MOST_DRAWINGS`] times.
//!
//! The steps are part of what makes an ad: an order with the mends of its steps draws the same pixels again (see
//! [`with_steps`]).

mod remedy;

use units::AccountDate;

use crate::cancel::Cancel;
use crate::check::{self, Check, Code, Context, Copy, Outcome, Specs, Weight};
use crate::drawn::Drawn;
use crate::error::CreativeError;
use crate::fill::{self, Brief, plain_length};
use crate::mend::{Mend, RepairStep};
use crate::order::Order;
use crate::size::CanvasSize;
use crate::studio::Studio;

/// The most drawings of one size, the first included.
pub const MOST_DRAWINGS: u32 = 10;

/// What a drawing is held against while it is mended.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The table of limits.
    pub specs: &'a Specs,
    /// Where the words come from, and their shorter variants.
    pub brief: &'a Brief,
    /// Today in the ad account's zone.
    pub today: AccountDate,
}

/// Draws all sizes of an order and mends what can be mended.
///
/// # Errors
/// As [`Studio::draw`].
pub fn draw(studio: &Studio, order: &Order, rules: &Rules<'_>, cancel: &Cancel) -> Result<Vec<Drawn>, CreativeError> {
    let shorter: Vec<(CanvasSize, Vec<Mend>)> =
        order.sizes.iter().map(|size| (*size, tighter_words(order, rules, *size))).collect();
    // Sizes that say the same are drawn in one call, over all cores.
    let same: Vec<CanvasSize> = shorter.iter().filter(|(_, mends)| mends.is_empty()).map(|(size, _)| *size).collect();
    let mut first = match same.is_empty() {
        true => Vec::new(),
        false => studio.draw(&Order { sizes: same, ..order.clone() }, cancel)?,
    };
    let mut all = Vec::with_capacity(order.sizes.len());
    for (size, words) in shorter {
        let once = |order: &Order| one(studio.draw(order, cancel)?, order, size);
        let (start, mut order) = (first.iter().position(|drawn| drawn.size == size), for_size(order, size));
        let steps = words_steps(&order, &words);
        order.mends.extend(words);
        let drawn = match start {
            Some(at) => first.swap_remove(at),
            None => once(&order)?,
        };
        all.push(mend(drawn, order, steps, rules, once)?);
    }
    Ok(all)
}

/// The same for one size on the screen, so many pixels wide.
///
/// # Errors
/// As [`Studio::preview`].
pub fn preview(
    studio: &Studio,
    order: &Order,
    size: CanvasSize,
    width: u32,
    rules: &Rules<'_>,
    cancel: &Cancel,
) -> Result<Drawn, CreativeError> {
    let once = |order: &Order| studio.preview(order, size, width, cancel);
    let words = tighter_words(order, rules, size);
    let mut order = for_size(order, size);
    let steps = words_steps(&order, &words);
    order.mends.extend(words);
    mend(once(&order)?, order, steps, rules, once)
}

/// The order of one size with everything that repair did to it: it draws the same pixels without looking again.
#[must_use]
pub fn with_steps(order: &Order, size: CanvasSize, steps: &[RepairStep]) -> Order {
    let mut order = for_size(order, size);
    order.mends.extend(steps.iter().map(|step| step.mend.clone()));
    order
}

fn for_size(order: &Order, size: CanvasSize) -> Order {
    Order { sizes: vec![size], ..order.clone() }
}

fn one(drawn: Vec<Drawn>, order: &Order, size: CanvasSize) -> Result<Drawn, CreativeError> {
    drawn
        .into_iter()
        .find(|drawn| drawn.size == size)
        .ok_or_else(|| CreativeError::NoSuchSize { template: order.template.id.clone(), size })
}

/// Shorter words for a size that takes fewer; words that somebody changed by hand are left alone.
fn tighter_words(order: &Order, rules: &Rules<'_>, size: CanvasSize) -> Vec<Mend> {
    let by_hand = |slot: &str| {
        order.mends.iter().any(|mend| matches!(mend, Mend::Words { slot: own, .. } if own.as_str() == slot))
    };
    fill::shorter(&order.template, rules.brief, &order.content, size)
        .into_iter()
        .filter(|mend| matches!(mend, Mend::Words { slot, .. } if !by_hand(slot.as_str())))
        .collect()
}

fn words_steps(order: &Order, words: &[Mend]) -> Vec<RepairStep> {
    let length = |text: Option<&str>| text.map_or(0.0, |text| f64::from(plain_length(text)));
    let step = |mend: &Mend| match mend {
        Mend::Words { slot, text } => Some(RepairStep {
            check: "text_length".into(),
            mend: mend.clone(),
            before: length(order.text(slot.as_str())),
            after: length(Some(text)),
        }),
        _ => None,
    };
    words.iter().filter_map(step).collect()
}

/// A drawing with the order that drew it and what was found.
#[derive(Clone)]
struct State {
    drawn: Drawn,
    order: Order,
    checks: Vec<Check>,
    steps: Vec<RepairStep>,
}

/// Mends one drawing until nothing that can be mended fails, or nothing helps, or it was drawn often enough. What did
/// not cure its fault in the end is undone: smaller letters that still do not fit are no help.
fn mend(
    drawn: Drawn,
    order: Order,
    steps: Vec<RepairStep>,
    rules: &Rules<'_>,
    draw: impl Fn(&Order) -> Result<Drawn, CreativeError>,
) -> Result<Drawn, CreativeError> {
    let checks = looked_at(&drawn, &order, rules);
    let mut state = State { drawn, order, checks, steps };
    let mut left = MOST_DRAWINGS - 1;
    let mut given_up: Vec<Code> = Vec::new();
    let mut before: Option<(Code, State)> = None;
    while let Some(fault) = first_fault(&state.checks, &given_up) {
        if before.as_ref().is_none_or(|(code, _)| *code != fault.code) {
            before = Some((fault.code, state.clone()));
        }
        match try_all(&state, &fault, rules, &mut left, &draw)? {
            Some(better) => state = better,
            None => {
                given_up.push(fault.code);
                state = before.take().map_or(state, |(_, state)| state);
            }
        }
    }
    let State { mut drawn, steps, .. } = state;
    drawn.steps = steps;
    Ok(drawn)
}

/// The first remedy that cures a fault, else the one that comes closest.
fn try_all(
    state: &State,
    fault: &Check,
    rules: &Rules<'_>,
    left: &mut u32,
    draw: &impl Fn(&Order) -> Result<Drawn, CreativeError>,
) -> Result<Option<State>, CreativeError> {
    let mut closest: Option<State> = None;
    for mend in remedy::remedies(fault, &state.drawn, &state.order, rules) {
        if *left == 0 {
            break;
        }
        *left -= 1;
        let mends = state.order.mends.iter().cloned().chain([mend.clone()]).collect();
        let order = Order { mends, ..state.order.clone() };
        let drawn = draw(&order)?;
        let checks = looked_at(&drawn, &order, rules);
        if !better(fault, &state.checks, &checks) {
            continue;
        }
        let measured = |checks: &[Check]| value(checks, fault.code).unwrap_or_default();
        let step = RepairStep {
            check: fault.code.name().to_owned(),
            mend,
            before: measured(&state.checks),
            after: measured(&checks),
        };
        let steps = state.steps.iter().cloned().chain([step]).collect();
        let cured = !fails(&checks, fault.code);
        if cured || closest.as_ref().is_none_or(|had| better(fault, &had.checks, &checks)) {
            closest = Some(State { drawn, order, checks, steps });
        }
        if cured {
            break;
        }
    }
    Ok(closest)
}

fn looked_at(drawn: &Drawn, order: &Order, rules: &Rules<'_>) -> Vec<Check> {
    let context = Context {
        specs: rules.specs,
        brief: rules.brief,
        content: &order.content,
        copy: &Copy::default(),
        today: rules.today,
        file: None,
        earlier: None,
        sizes: None,
        finished: false,
    };
    check::drawing(drawn, &context)
}

/// The first thing that matters, can be mended, and was not given up.
fn first_fault(checks: &[Check], given_up: &[Code]) -> Option<Check> {
    checks
        .iter()
        .find(|check| matters(check) && remedy::can_be_mended(check.code) && !given_up.contains(&check.code))
        .cloned()
}

fn matters(check: &Check) -> bool {
    check.outcome == Outcome::Fail && check.weight != Weight::Informs
}

/// Whether a change helped: the fault is gone or smaller, and nothing that was right is wrong now.
fn better(fault: &Check, before: &[Check], after: &[Check]) -> bool {
    let broke = after.iter().any(|check| matters(check) && !fails(before, check.code));
    let closer = match (value(before, fault.code), value(after, fault.code)) {
        (Some(had), Some(has)) if remedy::more_is_better(fault.code) => has > had,
        (Some(had), Some(has)) => has < had,
        _ => false,
    };
    !broke && (closer || !fails(after, fault.code))
}

fn fails(checks: &[Check], code: Code) -> bool {
    checks.iter().any(|check| check.code == code && matters(check))
}

fn value(checks: &[Check], code: Code) -> Option<f64> {
    checks.iter().find(|check| check.code == code).and_then(|check| check.value)
}

#[cfg(test)]
mod tests;
