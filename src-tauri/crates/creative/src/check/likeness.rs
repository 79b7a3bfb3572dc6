//! Whether an ad looks like an earlier one.

use super::{Check, Code, Context, Field, Weight, row};
use crate::drawn::Drawn;
use crate::near::fingerprint;

pub(super) fn check(drawn: &Drawn, context: &Context<'_>) -> Check {
    let row = row(Code::Unlike, "Unlike earlier ads");
    let Some(spec) = context.specs.for_size(drawn.size, Field::UnlikeEarlier) else { return row.no_limit() };
    let row = row.limit(format!("≥ {} of 64", spec.value));
    let Some(earlier) = context.earlier else {
        return row.cannot(context.finished, Weight::Looks, "Earlier ads were not looked at.");
    };
    let own = |name: &str| !earlier.own.is_empty() && name.starts_with(earlier.own);
    let Some(nearest) = earlier.all.nearest_but(fingerprint(&drawn.pixels), own) else {
        return row.does_not_apply("There are no earlier ads.");
    };
    let apart = f64::from(nearest.distance);
    let pass = apart >= spec.value;
    let words = if pass { format!("The nearest is {}.", nearest.name) } else { format!("Close to {}.", nearest.name) };
    row.measured(apart, format!("{} of 64", nearest.distance)).ends(pass, spec.weight(), words)
}
