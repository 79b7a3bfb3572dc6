//! Pixels, ratio, and whether all sizes are there.

use super::{Check, Code, Context, Field, Row, Sizes, Specs, Weight, row};
use crate::drawn::Drawn;
use crate::size::CanvasSize;

pub(super) fn pixels(drawn: &Drawn) -> Check {
    let (width, height) = drawn.size.pixels();
    let (has_width, has_height) = (drawn.pixels.width, drawn.pixels.height);
    row(Code::PixelSize, "Exact pixels")
        .shown(format!("{has_width} × {has_height}"))
        .limit(format!("{width} × {height}"))
        .ends(
            (width, height) == (has_width, has_height)
                && drawn.pixels.rgba.len() == width as usize * height as usize * 4,
            Weight::Blocks,
            "The picture has the pixels of its size.",
        )
}

pub(super) fn ratio(drawn: &Drawn, specs: &Specs) -> Check {
    let row = row(Code::Ratio, format!("Ratio {}", drawn.size.words()));
    let Some(spec) = specs.for_size(drawn.size, Field::RatioTolerance) else { return row.no_limit() };
    let nominal = match drawn.size {
        CanvasSize::Portrait => 4.0 / 5.0,
        CanvasSize::Story => 9.0 / 16.0,
        CanvasSize::Square => 1.0,
        CanvasSize::Landscape => 1.91,
    };
    let has = f64::from(drawn.pixels.width) / f64::from(drawn.pixels.height.max(1));
    let off = (has / nominal - 1.0).abs() * 100.0;
    row.measured(off, format!("{off:.1} % off")).limit(format!("≤ {} %", spec.value)).ends(
        off <= spec.value,
        spec.weight(),
        "Nothing is cropped by the placement.",
    )
}

pub(super) fn all(context: &Context<'_>) -> Check {
    match context.sizes {
        Some(sizes) => all_sizes(sizes),
        None => begun().cannot(context.finished, Weight::Looks, "The sizes of this ad are not known yet."),
    }
}

/// The check of an ad whose sizes are all made, or not: it is run when the last one was tried.
#[must_use]
pub fn all_sizes(sizes: Sizes<'_>) -> Check {
    let row = begun();
    let missing: Vec<&str> =
        sizes.wanted.iter().filter(|size| !sizes.made.contains(size)).map(|size| size.words()).collect();
    let there = sizes.wanted.len() - missing.len();
    let words = if missing.is_empty() {
        "Every size that was asked for is there.".to_owned()
    } else {
        format!("Not there: {}.", missing.join(", "))
    };
    row.measured(there as f64, there.to_string()).limit(sizes.wanted.len().to_string()).ends(
        missing.is_empty(),
        Weight::Looks,
        words,
    )
}

fn begun() -> Row {
    row(Code::AllSizes, "All sizes there")
}
