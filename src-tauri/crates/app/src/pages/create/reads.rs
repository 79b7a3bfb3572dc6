//! What there is to make ads of.

use std::collections::BTreeMap;
use std::sync::Arc;

use creative::check::{Field, Spec, Specs};
use store::creation::{self as stored, LibraryImage, Product};

use super::{
    AdSize, BoardHook, BoardOffer, BoardPicture, BoardProduct, BoardTemplate, CheckOutcome, CheckRow, CheckWeight,
    CopyLine, CreatePage, PictureCutout, VisibleField, VisibleLimit,
};
use crate::creation;
use crate::pages::library::PicturePoint;
use crate::{AppError, Workspace};

/// What there is to make ads of.
///
/// # Errors
/// If the file cannot be read.
pub fn create_page(ws: &Workspace) -> Result<CreatePage, AppError> {
    let brands: BTreeMap<String, stored::Brand> = ws
        .store
        .library_brands()?
        .into_iter()
        .filter(|brand| brand.active)
        .map(|brand| (brand.id.clone(), brand))
        .collect();
    let mut products = Vec::new();
    for product in ws.store.products(None)?.into_iter().filter(|product| product.active) {
        if let Some(brand) = brands.get(&product.brand) {
            products.push(board_product(ws, brand, product)?);
        }
    }
    let (templates, rows) = creation::templates::all_with_rows(ws)?;
    let templates = board_templates(&templates.usable, &rows);
    Ok(CreatePage { products, templates, limits: visible_limits() })
}

fn board_product(ws: &Workspace, brand: &stored::Brand, product: Product) -> Result<BoardProduct, AppError> {
    let id = product.id.as_str();
    let hooks = ws.store.hooks(id)?.into_iter().filter(|hook| hook.active);
    let offers = ws.store.offers(id)?.into_iter().filter(|offer| offer.active);
    let copy = ws.store.copy_bank(id)?.into_iter().filter(|text| text.active);
    let pictures = ws.store.library_images(id)?;
    Ok(BoardProduct {
        offers: offers
            .map(|offer| BoardOffer {
                id: offer.id,
                name: offer.name,
                price: offer.price,
                was: offer.compare_price,
                ends: offer.ends_on.map(|day| day.to_string()),
                url: Some(offer.url).filter(|url| !url.is_empty()),
            })
            .collect(),
        hooks: hooks
            .map(|hook| BoardHook { id: hook.id, text: hook.text, awareness: hook.awareness.map(u32::from) })
            .collect(),
        pictures: pictures.iter().filter(|image| image.active && !image.sha256.is_empty()).map(picture_of).collect(),
        copy: copy.map(|text| CopyLine { id: text.id, field: text.field.word().to_owned(), text: text.text }).collect(),
        id: product.id,
        name: product.name,
        line: product.description,
        brand_id: brand.id.clone(),
        brand: brand.name.clone(),
        url: product.url.or_else(|| brand.website.clone()),
        button: product.button,
        utm: product.utm,
    })
}

/// How much each placement shows of the words beside the picture, by the table that the checks go by.
pub(crate) fn visible_limits() -> Vec<VisibleLimit> {
    let limit = |spec: &Spec| {
        let field = match spec.field {
            Field::PrimaryVisible => VisibleField::Primary,
            Field::HeadlineVisible => VisibleField::Headline,
            Field::DescriptionVisible => VisibleField::Description,
            _ => return None,
        };
        let placement = serde_json::to_value(spec.placement).ok()?.as_str()?.to_owned();
        Some(VisibleLimit { placement, field, characters: spec.value as u32 })
    };
    Specs::bundled().rows.iter().filter_map(limit).collect()
}

/// A picture of the library as pages show it.
pub(crate) fn picture_of(image: &LibraryImage) -> BoardPicture {
    BoardPicture {
        id: image.id.clone(),
        hash: image.shown().to_owned(),
        photo: image.sha256.clone(),
        cutout: image.cutout.as_ref().map(|cutout| {
            let options = creation::cutouts::options_of(cutout);
            PictureCutout {
                hash: cutout.sha256.clone(),
                taken: cutout.taken,
                shadow: options.map(|options| options.shadow),
                holes: options.map(|options| options.holes),
            }
        }),
        not_cut_out: image.cutout_failure.clone(),
        transparent: creation::measures::is_transparent(image),
        name: image.name.clone(),
        width: image.width.unwrap_or_default(),
        height: image.height.unwrap_or_default(),
        role: image.role.clone(),
        tags: image.tags.clone(),
        focus: image.focus.map(|(x, y)| PicturePoint { x, y }),
        // What is no box is none: files of another hand may say anything here.
        height_mm: image.analysis["height_mm"].as_f64(),
        subject: serde_json::from_value(image.analysis["subject"].clone()).ok(),
    }
}

/// Templates that can be drawn, with what the rows of the file say of them.
pub(crate) fn board_templates(usable: &[Arc<creative::Template>], rows: &[stored::Template]) -> Vec<BoardTemplate> {
    let rows: BTreeMap<&str, &stored::Template> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let row = |template: &creative::Template| rows.get(template.id.as_str());
    usable
        .iter()
        .map(|template| BoardTemplate {
            id: template.id.clone(),
            version: template.version,
            name: template.name.clone(),
            category: template.category.name().to_owned(),
            awareness: (u32::from(template.awareness.0), u32::from(template.awareness.1)),
            audience: template.audience.name().to_owned(),
            needs: template.required_assets.clone(),
            says_hook: creative::fill::says_hook(template),
            used: row(template).map_or(0, |row| row.times_used),
            niche: row(template).and_then(|row| row.niche.clone()),
            source_brand: row(template).and_then(|row| row.source_brand.clone()),
            bundled: row(template).is_none_or(|row| row.origin == stored::TemplateOrigin::Bundled),
        })
        .collect()
}

/// A check as it was stored, of one size of an ad.
pub(crate) fn check_row(check: &stored::StoredCheck, size: Option<AdSize>) -> CheckRow {
    CheckRow {
        code: check.code.clone(),
        title: check.title.clone(),
        size,
        measured: check.measured.clone(),
        limit: check.limit.clone(),
        outcome: match check.outcome {
            stored::CheckOutcome::Pass => CheckOutcome::Pass,
            stored::CheckOutcome::Fail => CheckOutcome::Fail,
            stored::CheckOutcome::NotChecked => CheckOutcome::NotChecked,
        },
        weight: match check.weight {
            stored::CheckWeight::Blocks => CheckWeight::Blocks,
            stored::CheckWeight::Looks => CheckWeight::Looks,
            stored::CheckWeight::Informs => CheckWeight::Informs,
        },
        words: check.words.clone().filter(|words| !words.is_empty()),
        slot: check.slot.clone(),
    }
}
