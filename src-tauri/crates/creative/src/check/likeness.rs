//! Whether an ad looks like an earlier one.

use super::{Check, Code, Context, Field, Row, Spec, Specs, Weight, row};
use crate::drawn::Drawn;
use crate::near::fingerprint;
use crate::size::CanvasSize;

pub(super) fn check(drawn: &Drawn, context: &Context<'_>) -> Check {
    match (context.earlier, limit(drawn.size, context.specs)) {
        (Some(earlier), _) => {
            let own = |name: &String| !earlier.own.is_empty() && name.starts_with(earlier.own);
            let nearest = earlier.all.nearest_but(fingerprint(&drawn.pixels), own);
            let nearest = nearest.as_ref().map(|nearest| (nearest.what.as_str(), nearest.distance));
            unlike(drawn.size, context.specs, nearest)
        }
        (None, None) => begun().no_limit(),
        (None, Some((row, _))) => row.cannot(context.finished, Weight::Looks, "Earlier ads were not looked at."),
    }
}

/// The check of a drawing by its nearest neighbour, its name and in how many bits it differs, which outlives its pixels.
#[must_use]
pub fn unlike(size: CanvasSize, specs: &Specs, nearest: Option<(&str, u32)>) -> Check {
    let Some((row, spec)) = limit(size, specs) else { return begun().no_limit() };
    let Some((name, distance)) = nearest else {
        return row.does_not_apply("There are no earlier ads.");
    };
    let pass = !alike(size, specs, distance);
    let words = if pass { format!("The nearest is {name}.") } else { format!("Close to {name}.") };
    row.measured(f64::from(distance), format!("{distance} of 64")).ends(pass, spec.weight(), words)
}

/// Whether two pictures that differ in so many bits are twins. All that counts ideas or warns of twins goes by this.
#[must_use]
pub fn alike(size: CanvasSize, specs: &Specs, distance: u32) -> bool {
    limit(size, specs).is_some_and(|(_, spec)| f64::from(distance) < spec.value)
}

fn begun() -> Row {
    row(Code::Unlike, "Unlike earlier ads")
}

fn limit(size: CanvasSize, specs: &Specs) -> Option<(Row, &Spec)> {
    let spec = specs.for_size(size, Field::UnlikeEarlier)?;
    Some((begun().limit(format!("≥ {} of 64", spec.value)), spec))
}
