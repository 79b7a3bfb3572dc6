//! More of an ad that is there: the sizes it lacks, and the same bytes again.

use creative::{Cancel, CanvasSize, encode};
use units::RunId;

use super::params::Wanted;
use super::recipe::{Recipe, stamp};
use super::{AdSpec, now, review, templates};
use crate::{AppError, ErrorCode, Workspace};

/// The recipe of an ad.
///
/// # Errors
/// `not_found`; `conflict` for an ad that was never drawn.
pub fn recipe(ws: &Workspace, ad: &str) -> Result<Recipe, AppError> {
    let ad = review::find(ws, ad)?;
    serde_json::from_value(ad.recipe).map_err(|_without_pixels| {
        AppError::new(
            ErrorCode::Conflict,
            "This ad was never drawn, so there is nothing to draw again.",
            "Mend what it says is missing, then make it as a new ad.",
        )
    })
}

/// Files a run that makes the sizes an ad does not have, of those its template has. The words and the picture are the
/// ad's own. `None` if it has them all.
///
/// # Errors
/// `not_found`; `conflict` for an ad that was never drawn; as filing fails.
pub fn missing_sizes(ws: &Workspace, ad: &str) -> Result<Option<RunId>, AppError> {
    let found = review::find(ws, ad)?;
    let recipe = recipe(ws, &found.id)?;
    let template = templates::template_of(ws, &recipe.template, recipe.version)?;
    let has =
        |size: CanvasSize| found.files.iter().any(|file| file.canvas_size == size.stored() && file.sha256.is_some());
    let missing: Vec<CanvasSize> = template.sizes().filter(|size| !has(*size)).collect();
    if missing.is_empty() {
        return Ok(None);
    }
    let spec = AdSpec {
        texts: recipe.texts.clone(),
        sizes: Some(missing.clone()),
        parent: Some(found.id.clone()),
        copy: Some(found.copy.clone()),
        ..recipe.spec
    };
    let name = Some(format!("Missing sizes of {}", found.name));
    let wanted = Wanted { ads: vec![spec], sizes: missing, name, ..Wanted::of(found.product) };
    Ok(now::file(ws, &wanted)?.into_iter().next())
}

/// Draws one size of an ad again from its recipe: the bytes that were stored, also after they were put out of the file.
///
/// # Errors
/// `not_found`; `conflict` if the template has changed since.
pub fn render_again(ws: &Workspace, ad: &str, size: CanvasSize, cancel: &Cancel) -> Result<Vec<u8>, AppError> {
    let found = review::find(ws, ad)?;
    let recipe = recipe(ws, &found.id)?;
    let template = templates::template_of(ws, &recipe.template, recipe.version)?;
    let order = recipe.order(ws, template.clone(), size)?;
    let drawn = ws.drawing.studio()?.draw(&order, cancel)?;
    let drawn = drawn.first().ok_or_else(|| AppError::internal("a drawing of no size"))?;
    Ok(encode::png(drawn, &stamp(&found.id, &found.tag, &template))?)
}

/// The bytes of one size of an ad: those of the file, else drawn again.
///
/// # Errors
/// As [`render_again`].
pub fn bytes(
    ws: &Workspace,
    ad: &store::creation::MadeAd,
    file: &store::creation::AdFile,
) -> Result<Vec<u8>, AppError> {
    let sha256 = file.sha256.as_deref().ok_or_else(|| AppError::not_found("picture of the ad", &ad.name))?;
    if let Some(picture) = ws.store.picture(sha256)? {
        return Ok(picture.data);
    }
    let size: CanvasSize = file.canvas_size.parse().map_err(AppError::internal)?;
    let again = render_again(ws, &ad.id, size, &Cancel::new())?;
    if templates::sha256(&again) == sha256 {
        return Ok(again);
    }
    Err(AppError::new(
        ErrorCode::Conflict,
        format!("{} cannot be drawn again exactly as it was: this version draws differently.", ad.name),
        "Make it again as a new ad.",
    ))
}
