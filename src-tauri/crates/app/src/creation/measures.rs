//! Where the opaque part of a product's picture is: measured once, when the picture comes in.
//!
//! A cut-out has air around it, so that its file says little about how wide the product is. What is chosen by shape (an
//! upright picture for an upright box) goes by the product.

use creative::{Picture, Subject};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::creation::LibraryImage;

use super::stock::picture_of;
use crate::{AppError, Workspace};

/// A measure, and which picture was measured: a cut-out made anew has another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Opaque {
    of: String,
    subject: Subject,
}

/// Notes where the opaque part of what ads show of a picture is. What is noted already is not measured again.
///
/// # Errors
/// As the file fails.
pub(super) fn note(ws: &Workspace, image: &mut LibraryImage) -> Result<(), AppError> {
    if noted(image).is_some() {
        return Ok(());
    }
    let picture = picture_of(ws, image.shown())?.measured()?;
    if !image.analysis.is_object() {
        image.analysis = json!({});
    }
    image.analysis["opaque"] =
        picture.subject.map_or(Value::Null, |subject| json!(Opaque { of: picture.sha256.clone(), subject }));
    Ok(())
}

/// The same picture with its opaque part, if it has holes and no person told what it shows.
///
/// # Errors
/// `invalid_input` for a broken picture.
pub(super) fn measured(ws: &Workspace, image: &LibraryImage, picture: Picture) -> Result<Picture, AppError> {
    if !picture.transparent || picture.subject.is_some() {
        return Ok(picture);
    }
    match noted(image) {
        Some(subject) => Ok(picture.with_subject(subject)),
        // A file from before this was noted.
        None => ws.drawing.measured(picture),
    }
}

/// Whether a photo itself has a transparent background: as was found out when it was to be cut out, else because what
/// is opaque in it does not fill it. `None` if nobody looked.
pub(crate) fn is_transparent(image: &LibraryImage) -> Option<bool> {
    image.analysis["transparent"].as_bool().or_else(|| {
        let opaque = noted(image).filter(|_| image.shown() == image.sha256)?;
        (opaque.width < 1.0 || opaque.height < 1.0).then_some(true)
    })
}

fn noted(image: &LibraryImage) -> Option<Subject> {
    let opaque: Opaque = serde_json::from_value(image.analysis["opaque"].clone()).ok()?;
    (opaque.of == image.shown()).then_some(opaque.subject)
}
