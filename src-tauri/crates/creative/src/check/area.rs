//! Where words and logo stand, and how much they cover.

use super::{Check, Code, Field, Spec, Specs, row};
use crate::content::Slot;
use crate::drawn::{Drawn, Rect};
use crate::size::CanvasSize;

/// Words and logo with their place. Bounds are of ink, so a descender of a pixel is a pixel.
pub(super) fn inked(drawn: &Drawn) -> impl Iterator<Item = (&Slot, &Rect)> {
    let texts = drawn.texts.iter().filter(|text| !text.lines.is_empty()).map(|text| (&text.slot, &text.bounds));
    let logos = drawn.pictures.iter().filter(|picture| picture.is_logo).map(|picture| (&picture.slot, &picture.bounds));
    texts.chain(logos)
}

/// Half a pixel of antialiasing is no breach.
const SLACK: f64 = 0.75;

pub(super) fn safe(drawn: &Drawn, specs: &Specs) -> Check {
    let row = row(Code::SafeArea, format!("Safe area, {}", drawn.size.words()));
    let side = specs.for_size(drawn.size, Field::SafeSide);
    let (top, bottom) = (specs.for_size(drawn.size, Field::SafeTop), specs.for_size(drawn.size, Field::SafeBottom));
    let Some(side) = side else {
        if drawn.size == CanvasSize::Story {
            return row.no_limit();
        }
        return row.does_not_apply("No interface is drawn over this size.");
    };
    let (width, height) = drawn.size.pixels();
    let edge = |spec: Option<&Spec>| spec.unwrap_or(side).pixels(width, height);
    let sides = side.pixels(width, width);
    let zone = match (top, bottom) {
        (Some(top), Some(bottom)) => format!("{} % top, {} % bottom, {} % sides", top.value, bottom.value, side.value),
        _ => format!("≥ {:.0} px from every edge", sides.ceil()),
    };
    let mut tightest: Option<Gap<'_>> = None;
    for (slot, bounds) in inked(drawn) {
        for (gap, asked, edge) in [
            (f64::from(bounds.y), edge(top), "top"),
            (f64::from(height) - f64::from(bounds.bottom()), edge(bottom), "bottom"),
            (f64::from(bounds.x), sides, "left"),
            (f64::from(width) - f64::from(bounds.right()), sides, "right"),
        ] {
            let gap = Gap { gap, asked, edge, slot };
            if tightest.as_ref().is_none_or(|least| gap.room() < least.room()) {
                tightest = Some(gap);
            }
        }
    }
    let Some(gap) = tightest else { return row.limit(zone).does_not_apply("There are no words and no logo.") };
    let words = if gap.is_clear() {
        "Words and logo are clear of the app's own buttons.".to_owned()
    } else {
        format!("“{}” reaches {:.0} px into what the app covers at the {}.", gap.slot, -gap.room(), gap.edge)
    };
    row.measured(gap.room(), gap.shown()).limit(gap.limit()).about(Some(gap.slot.clone())).ends(
        gap.is_clear(),
        side.weight(),
        words,
    )
}

/// How far something is from an edge of the picture, and how far it has to be.
struct Gap<'a> {
    gap: f64,
    asked: f64,
    edge: &'static str,
    slot: &'a Slot,
}

impl Gap<'_> {
    fn room(&self) -> f64 {
        self.gap - self.asked
    }

    fn is_clear(&self) -> bool {
        self.room() >= -SLACK
    }

    /// Rounded away from the limit, so that the two figures say the same as the outcome.
    fn shown(&self) -> String {
        let gap = if self.is_clear() { self.gap.max(self.asked).ceil() } else { self.gap.floor() };
        let where_to = if gap < 0.0 { "beyond" } else { "from" };
        format!("{:.0} px {where_to} the {} edge", gap.abs(), self.edge)
    }

    fn limit(&self) -> String {
        format!("≥ {:.0} px", self.asked.ceil())
    }
}

/// Cells of this many pixels are counted for the share of words.
const CELL: f32 = 4.0;

pub(super) fn share(drawn: &Drawn, specs: &Specs) -> Check {
    let row = row(Code::TextArea, format!("Text area, {}", drawn.size.words()));
    let Some(spec) = specs.for_size(drawn.size, Field::TextArea) else { return row.no_limit() };
    let (width, height) = drawn.size.pixels();
    let columns = (width as f32 / CELL).ceil() as usize;
    let rows = (height as f32 / CELL).ceil() as usize;
    let mut covered = vec![false; columns * rows];
    // Counted on a grid, so that boxes that touch are not counted twice.
    for bounds in drawn.texts.iter().flat_map(|text| &text.line_bounds) {
        let (left, right) = cells(bounds.x, bounds.right(), columns);
        let (top, bottom) = cells(bounds.y, bounds.bottom(), rows);
        for line in top..bottom {
            covered[line * columns + left..line * columns + right.max(left)].fill(true);
        }
    }
    let share = covered.iter().filter(|cell| **cell).count() as f64 / covered.len() as f64 * 100.0;
    let words = if share <= spec.value {
        "Words leave room for the picture."
    } else {
        "More words than Meta recommends; it is no longer a reason to be refused."
    };
    row.measured(share, shown(share, spec.value)).limit(format!("≤ {} %", spec.value)).ends(
        share <= spec.value,
        spec.weight(),
        words,
    )
}

/// Whole per cent, rounded away from the limit where both would read the same, so that the figures say what the outcome
/// says.
fn shown(share: f64, limit: f64) -> String {
    let whole = match share.round() {
        above if share <= limit && above > limit => share.floor(),
        below if share > limit && below <= limit => share.ceil(),
        whole => whole,
    };
    format!("{whole:.0} %")
}

fn cells(from: f32, to: f32, most: usize) -> (usize, usize) {
    let cell = |at: f32| ((at / CELL).round().max(0.0) as usize).min(most);
    (cell(from), cell(to))
}
