//! Whether an ad looks like an earlier one.

use super::{Check, Code, Context, Earlier, Field, Row, Spec, Specs, Weight, row};
use crate::drawn::Drawn;
use crate::near::fingerprint;
use crate::size::CanvasSize;

pub(super) fn check(drawn: &Drawn, context: &Context<'_>) -> Check {
    match (context.earlier, limit(drawn.size, context.specs)) {
        (Some(earlier), _) => unlike(drawn.size, fingerprint(&drawn.pixels), context.specs, earlier),
        (None, None) => begun().no_limit(),
        (None, Some((row, _))) => row.cannot(context.finished, Weight::Looks, "Earlier ads were not looked at."),
    }
}

/// The check of a drawing by its fingerprint alone, which outlives its pixels.
#[must_use]
pub fn unlike(size: CanvasSize, print: u64, specs: &Specs, earlier: Earlier<'_>) -> Check {
    let Some((row, spec)) = limit(size, specs) else { return begun().no_limit() };
    let own = |name: &str| !earlier.own.is_empty() && name.starts_with(earlier.own);
    let Some(nearest) = earlier.all.nearest_but(print, own) else {
        return row.does_not_apply("There are no earlier ads.");
    };
    let apart = f64::from(nearest.distance);
    let pass = apart >= spec.value;
    let words = if pass { format!("The nearest is {}.", nearest.name) } else { format!("Close to {}.", nearest.name) };
    row.measured(apart, format!("{} of 64", nearest.distance)).ends(pass, spec.weight(), words)
}

fn begun() -> Row {
    row(Code::Unlike, "Unlike earlier ads")
}

fn limit(size: CanvasSize, specs: &Specs) -> Option<(Row, &Spec)> {
    let spec = specs.for_size(size, Field::UnlikeEarlier)?;
    Some((begun().limit(format!("≥ {} of 64", spec.value)), spec))
}
