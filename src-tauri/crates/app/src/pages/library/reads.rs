//! Reading the library.

use creative::select::{Scorer, Weights};
use store::creation::{
    self as stored, Brand, CopyField, FactOwner, Hook, LibraryImage, Offer, Product, TemplateKind, Undone,
};
use units::Money;

use super::{
    BrandForm, CopyForm, HookForm, LibraryBrand, LibraryChange, LibraryPage, LibraryProduct, LibraryProductRow,
    OfferForm, ProductForm, ReferenceTemplate, RoleColour, ScorerWeight, TemplateAway, TemplateForm, TemplateUnusable,
};
use super::{facts, fonts};
use crate::creation::{self, weights};
use crate::pages::create::{board_templates, picture_of};
use crate::{AppError, Workspace};

/// The roles of a brand's colours, in the order they are shown.
const ROLES: [&str; 4] = ["primary", "secondary", "background", "accent"];
/// What a brand without fonts of its own is set in.
const DEFAULT_FONT: &str = "Mona Sans";

/// Everything the page lists.
///
/// # Errors
/// If the file cannot be read.
pub fn library_page(ws: &Workspace) -> Result<LibraryPage, AppError> {
    let products = ws.store.products(None)?;
    let mut brands = Vec::new();
    for brand in ws.store.library_brands()? {
        let mut rows = Vec::new();
        for product in products.iter().filter(|product| product.brand == brand.id) {
            rows.push(product_row(ws, product)?);
        }
        rows.sort_by_key(|row| !row.active);
        let logo = ws.store.brand_assets(&brand.id)?.into_iter().find(|asset| asset.active && !asset.sha256.is_empty());
        brands.push(LibraryBrand {
            logo: logo.map(|asset| asset.sha256),
            active: brand.active,
            facts: facts::forms(ws.store.facts(&FactOwner::Brand(brand.id.clone()))?),
            form: brand_form(brand),
            products: rows,
        });
    }
    brands.sort_by_key(|brand| !brand.active);
    let (all, rows) = creation::templates::all_with_rows(ws)?;
    let templates = board_templates(&all.usable, &rows);
    let (used, away): (Vec<_>, Vec<_>) = rows.into_iter().partition(|one| one.active);
    let references = used.into_iter().filter(|one| one.kind == TemplateKind::Reference);
    Ok(LibraryPage {
        brands,
        templates,
        templates_unusable: all
            .unusable
            .into_iter()
            .map(|one| TemplateUnusable { id: one.id, name: one.name, why: one.why })
            .collect(),
        templates_away: away
            .into_iter()
            .map(|one| TemplateAway { id: one.id, name: one.name, picture: one.sha256 })
            .collect(),
        references: references
            .map(|one| ReferenceTemplate {
                id: one.id.clone(),
                name: one.name.clone(),
                picture: one.sha256.clone(),
                form: template_form(one),
            })
            .collect(),
        fonts: fonts::families(ws)?,
        undo: ws.store.next_library_undo()?.as_ref().map(changes),
    })
}

/// What is said of a template.
fn template_form(row: stored::Template) -> TemplateForm {
    TemplateForm {
        id: row.id,
        name: row.name,
        category: row.category.unwrap_or_default(),
        awareness: row.awareness_from.zip(row.awareness_to).map(|(from, to)| (u32::from(from), u32::from(to))),
        audience: row.audience.unwrap_or_default(),
        niche: row.niche.unwrap_or_default(),
        source_brand: row.source_brand.unwrap_or_default(),
    }
}

/// What an act did, the rows of one kind together.
pub(super) fn changes(undone: &Undone) -> Vec<LibraryChange> {
    let mut all: Vec<LibraryChange> = Vec::new();
    for (table, what) in &undone.changes {
        match all.iter_mut().find(|one| one.kind == table.noun() && one.what == *what) {
            Some(same) => same.count += 1,
            None => all.push(LibraryChange { kind: table.noun().to_owned(), what: what.clone(), count: 1 }),
        }
    }
    all
}

fn product_row(ws: &Workspace, product: &Product) -> Result<LibraryProductRow, AppError> {
    let pictures: Vec<LibraryImage> = used(ws.store.library_images(&product.id)?);
    let hooks: Vec<Hook> = ws.store.hooks(&product.id)?.into_iter().filter(|hook| hook.active).collect();
    let offers: Vec<Offer> = ws.store.offers(&product.id)?.into_iter().filter(|offer| offer.active).collect();
    let copy = ws.store.copy_bank(&product.id)?;
    let words = hooks.iter().map(|hook| hook.text.as_str()).chain(offers.iter().map(|offer| offer.name.as_str()));
    let words = words.chain(copy.iter().filter(|text| text.active).map(|text| text.text.as_str()));
    Ok(LibraryProductRow {
        words: words.collect::<Vec<_>>().join("\n"),
        id: product.id.clone(),
        name: product.name.clone(),
        picture: pictures.first().map(|picture| picture.shown().to_owned()),
        pictures: count(pictures.len()),
        hooks: count(hooks.len()),
        offers: count(offers.len()),
        active: product.active,
    })
}

/// One product with all that belongs to it.
///
/// # Errors
/// `not_found`; if the file cannot be read.
pub fn library_product(ws: &Workspace, id: &str) -> Result<LibraryProduct, AppError> {
    let product = ws.store.product(id)?;
    let hooks = ws.store.hooks(id)?.into_iter().filter(|hook| hook.active);
    let offers = ws.store.offers(id)?.into_iter().filter(|offer| offer.active);
    let copy = ws.store.copy_bank(id)?.into_iter().filter(|text| text.active);
    Ok(LibraryProduct {
        active: product.active,
        pictures: used(ws.store.library_images(id)?).iter().map(picture_of).collect(),
        hooks: hooks.map(hook_form).collect(),
        offers: offers.map(offer_form).collect(),
        copy: copy.map(|text| CopyForm { id: text.id, field: text.field.word().to_owned(), text: text.text }).collect(),
        facts: facts::forms(ws.store.facts(&FactOwner::Product(id.to_owned()))?),
        form: product_form(product),
    })
}

/// Pictures that are in use and in the file.
pub(super) fn used(images: Vec<LibraryImage>) -> Vec<LibraryImage> {
    images.into_iter().filter(|image| image.active && !image.sha256.is_empty()).collect()
}

fn brand_form(brand: Brand) -> BrandForm {
    let font = |role: &str| brand.fonts[role].as_str().unwrap_or(DEFAULT_FONT).to_owned();
    let colour = |role: &str| brand.colors[role].as_str().map(str::to_uppercase);
    BrandForm {
        colours: ROLES
            .into_iter()
            .map(|role| RoleColour { role: role.to_owned(), hex: colour(role).unwrap_or_else(|| "#808080".to_owned()) })
            .collect(),
        display_font: font("display"),
        text_font: font("text"),
        id: brand.id,
        name: brand.name,
        wordmark: brand.wordmark.unwrap_or_default(),
        code: brand.code.unwrap_or_default(),
        website: brand.website.unwrap_or_default(),
        locale: brand.locale.unwrap_or_default(),
        currency: brand.currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
        voice: brand.voice.unwrap_or_default(),
        weights: scorer_weights(&brand.selection),
        least_fit: (brand.selection["min_asset_score"].as_f64().unwrap_or(0.0).clamp(0.0, 1.0) * 100.0).round() as u32,
        disallowed: brand.disallowed_claims,
        disclaimers: brand.required_disclaimers,
    }
}

fn scorer_weights(selection: &serde_json::Value) -> Vec<ScorerWeight> {
    let usual = Weights::best_match();
    let of = |scorer| ScorerWeight {
        scorer: weights::word(scorer).to_owned(),
        weight: weights::said(selection, scorer),
        usual: usual.of(scorer).to_string(),
    };
    Scorer::ALL.map(of).to_vec()
}

fn product_form(product: Product) -> ProductForm {
    ProductForm {
        id: product.id,
        brand: product.brand,
        name: product.name,
        line: product.description.unwrap_or_default(),
        price: amount(product.price),
        compare_price: amount(product.compare_price),
        url: product.url.unwrap_or_default(),
        code: product.code.unwrap_or_default(),
        button: product.button.unwrap_or_default(),
        utm: product.utm.unwrap_or_default(),
        banned: product.banned_terms,
        disclaimer: product.required_disclaimers.unwrap_or_default(),
    }
}

fn hook_form(hook: Hook) -> HookForm {
    HookForm { id: hook.id, text: hook.text, awareness: hook.awareness.map(u32::from), shorter: hook.shorter }
}

fn offer_form(offer: Offer) -> OfferForm {
    OfferForm {
        id: offer.id,
        name: offer.name,
        price: amount(offer.price),
        compare_price: amount(offer.compare_price),
        lowest_price: amount(offer.lowest_price),
        percent_off: offer.percent_off.map(|percent| percent.to_string()).unwrap_or_default(),
        url: offer.url,
        starts: offer.starts_on.map(|day| day.to_string()).unwrap_or_default(),
        ends: offer.ends_on.map(|day| day.to_string()).unwrap_or_default(),
        terms: offer.terms.unwrap_or_default(),
        chip: offer.chip.unwrap_or_default(),
        banned: offer.disallowed_claims,
        disclaimer: offer.required_disclaimers.unwrap_or_default(),
        is_default: offer.is_default,
    }
}

/// An amount as a person writes it: whole, or with two digits where there are cents.
pub(super) fn amount(money: Option<Money>) -> String {
    let Some(money) = money else { return String::new() };
    let text = money.amount();
    match text.split_once('.') {
        Some((_, cents)) if cents.len() == 1 => format!("{text}0"),
        _ => text,
    }
}

pub(super) fn copy_field(word: &str) -> Result<CopyField, AppError> {
    word.parse().map_err(|_unknown| {
        AppError::invalid(format!("`{word}` is no text of an ad."), "Texts are primary_text, headline and description.")
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
