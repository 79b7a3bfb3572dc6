//! Where the things stand that checks complain about.

use creative::{CanvasSize, Rect};
use store::creation::CheckOutcome;

use super::SlotBox;
use crate::creation::{more, review, templates};
use crate::{AppError, Workspace};

/// Where the slots stand that a check of an ad does not pass, in each of its sizes. They are worked out again from the
/// ad's recipe: it is laid out as it was drawn, whatever was edited since.
///
/// # Errors
/// `not_found`; `conflict` if the ad was never drawn; if the file cannot be read.
pub fn review_boxes(ws: &Workspace, id: &str) -> Result<Vec<SlotBox>, AppError> {
    let ad = review::find(ws, id)?;
    let mut boxes = Vec::new();
    for file in &ad.files {
        let failed = file.checks.iter().filter(|check| check.outcome == CheckOutcome::Fail);
        let slots: Vec<&str> = failed.filter_map(|check| check.slot.as_deref()).collect();
        let Ok(size) = file.canvas_size.parse::<CanvasSize>() else { continue };
        if !slots.is_empty() && file.sha256.is_some() {
            boxes.extend(places(ws, id, size)?.into_iter().filter(|one| slots.contains(&one.slot.as_str())));
        }
    }
    Ok(boxes)
}

fn places(ws: &Workspace, id: &str, size: CanvasSize) -> Result<Vec<SlotBox>, AppError> {
    let recipe = more::recipe(ws, id)?;
    let template = templates::template_of(ws, &recipe)?;
    let (texts, pictures) = ws.drawing.studio()?.places(&recipe.order(ws, template, size)?, size)?;
    let texts = texts.iter().map(|text| (text.slot.as_str(), text.bounds));
    let pictures = pictures.iter().map(|picture| (picture.slot.as_str(), picture.bounds));
    Ok(texts.chain(pictures).map(|(slot, bounds)| shares(size, slot, bounds)).collect())
}

/// A box as shares of the canvas, without what lies outside of it.
fn shares(size: CanvasSize, slot: &str, bounds: Rect) -> SlotBox {
    let (width, height) = size.pixels();
    let share = |at: f32, of: u32| (f64::from(at) / f64::from(of)).clamp(0.0, 1.0);
    let (x, y) = (share(bounds.x, width), share(bounds.y, height));
    SlotBox {
        size: size.into(),
        slot: slot.to_owned(),
        width: share(bounds.right(), width) - x,
        height: share(bounds.bottom(), height) - y,
        x,
        y,
    }
}
