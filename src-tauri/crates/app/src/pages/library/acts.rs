//! Changing the library. A form says everything about its thing, so what it leaves out stays as it was only where no
//! form has a field for it.

use creative::picture::cutout::CutoutOptions;
use creative::select::Scorer;
use serde_json::{Value, json};
use store::creation::{CopyText, Hook, LibraryTable, Offer, TemplateKind, TemplateOrigin};
use units::{AccountDate, Currency, Money};

use super::reads::{changes, copy_field};
use super::{
    BrandForm, CopyForm, HookForm, LibraryChange, LibraryKind, OfferForm, PictureBox, PictureForm, ProductForm,
    TemplateForm,
};
use crate::creation::library::{self, new_id, one_act, slug};
use crate::creation::{cutouts, weights};
use crate::pages::create::{audience, category};
use crate::{AppError, Changed, ErrorCode, Workspace};

/// Stores a brand; the answer is its id.
///
/// # Errors
/// `invalid_input` with what to mend; `conflict` if the name or the code is another brand's.
pub fn save_brand(ws: &Workspace, form: BrandForm) -> Result<String, AppError> {
    let name = required(&form.name, "brand")?;
    let fresh = form.id.is_empty();
    let mut brand = if fresh { library::new_brand(ws, &unused_name(ws, name)?) } else { ws.store.brand(&form.id)? };
    if !fresh {
        name.clone_into(&mut brand.name);
        brand.slug = slug(name);
    }
    if fresh && form.wordmark.is_empty() {
        brand.wordmark = Some(brand.name.clone());
    } else {
        brand.wordmark = filled(&form.wordmark);
    }
    brand.code = code(&form.code, 4)?;
    brand.website = filled(&form.website);
    brand.locale = filled(&form.locale);
    brand.currency = filled(&form.currency).map(|text| text.to_uppercase().parse::<Currency>()).transpose()?;
    brand.voice = filled(&form.voice);
    if !brand.selection.is_object() {
        brand.selection = json!({});
    }
    brand.selection["min_asset_score"] = json!(f64::from(form.least_fit.min(100)) / 100.0);
    for scorer in Scorer::ALL {
        let typed = form.weights.iter().find(|one| one.scorer == weights::word(scorer));
        if let Some(typed) = typed {
            weights::put(&mut brand.selection, scorer, &typed.weight)?;
        }
    }
    brand.disallowed_claims = form.disallowed;
    brand.required_disclaimers = form.disclaimers;
    if !brand.colors.is_object() {
        brand.colors = json!({});
    }
    for colour in &form.colours {
        hex(&colour.hex)?;
        brand.colors[&colour.role] = Value::from(colour.hex.to_lowercase());
    }
    if !brand.fonts.is_object() {
        brand.fonts = json!({});
    }
    for (role, font) in [("display", &form.display_font), ("text", &form.text_font)] {
        if let Some(font) = filled(font) {
            brand.fonts[role] = Value::from(font);
        }
    }
    library::save_brand(ws, &brand)?;
    Ok(brand.id)
}

/// Stores a product; the answer is its id.
///
/// # Errors
/// `invalid_input` with what to mend; `conflict` if the name or the code is another product's.
pub fn save_product(ws: &Workspace, form: ProductForm) -> Result<String, AppError> {
    let name = required(&form.name, "product")?;
    let mut product =
        if form.id.is_empty() { library::new_product(ws, &form.brand, name) } else { ws.store.product(&form.id)? };
    if form.id.is_empty() {
        let taken = ws.store.products(Some(&form.brand))?;
        let mut number = 1;
        while taken.iter().any(|one| one.slug == product.slug) {
            number += 1;
            product.name = format!("{name} {number}");
            product.slug = slug(&product.name);
        }
    } else if product.name != name {
        name.clone_into(&mut product.name);
        let of_brand = ws.store.products(Some(&product.brand))?;
        let others = of_brand.iter().filter(|one| one.id != product.id).map(|one| one.slug.as_str());
        product.slug = free_slug(name, &others.collect::<Vec<_>>());
    }
    let currency = currency_of(ws, &product.brand, product.price)?;
    product.description = filled(&form.line);
    product.price = money(&form.price, currency).map_err(|error| error.at("price"))?;
    product.compare_price = money(&form.compare_price, currency).map_err(|error| error.at("comparePrice"))?;
    product.url = filled(&form.url);
    product.code = code(&form.code, 8)?;
    product.button = filled(&form.button);
    product.utm = filled(&form.utm);
    product.banned_terms = form.banned;
    product.required_disclaimers = filled(&form.disclaimer);
    library::save_product(ws, &product)?;
    Ok(product.id)
}

/// Stores the hooks of a product in this order. A hook whose words were emptied is put away.
///
/// # Errors
/// `not_found`; `conflict` if two say the same.
pub fn save_hooks(ws: &Workspace, product: &str, hooks: Vec<HookForm>) -> Result<(), AppError> {
    one_act(ws, |ws| put_hooks(ws, product, hooks))
}

fn put_hooks(ws: &Workspace, product: &str, hooks: Vec<HookForm>) -> Result<(), AppError> {
    let mut said = std::collections::BTreeSet::new();
    if let Some(twice) = hooks.iter().map(|hook| hook.text.trim()).find(|text| !text.is_empty() && !said.insert(*text))
    {
        return Err(AppError::new(
            ErrorCode::AlreadyExists,
            format!("The product has this hook already: {twice}"),
            "Write it in other words.",
        ));
    }
    let known = ws.store.hooks(product)?;
    for (place, form) in hooks.into_iter().enumerate() {
        let old = known.iter().find(|hook| hook.id == form.id);
        if form.text.trim().is_empty() {
            if let Some(old) = old {
                library::put_away(ws, LibraryTable::Hooks, &old.id)?;
            }
            continue;
        }
        let hook = Hook {
            id: old.map_or_else(|| new_id(ws), |old| old.id.clone()),
            product: product.to_owned(),
            // Shorter ways to say it belong to the words they shorten: they go with them, unless they were changed too.
            shorter: if old.is_some_and(|old| old.text != form.text && old.shorter == form.shorter) {
                Vec::new()
            } else {
                form.shorter.iter().filter_map(|text| filled(text)).collect()
            },
            awareness: form.awareness.and_then(|level| u8::try_from(level).ok()),
            position: u32::try_from(place).unwrap_or(u32::MAX),
            text: form.text,
            active: true,
        };
        if old != Some(&hook) {
            library::save_hook(ws, &hook)?;
        }
    }
    Ok(())
}

/// Stores an offer; the answer is its id.
///
/// # Errors
/// `invalid_input` with what to mend; `already_exists` if the product has an equal one; `not_found`; `conflict`.
pub fn save_offer(ws: &Workspace, product: &str, form: OfferForm) -> Result<String, AppError> {
    let name = required(&form.name, "offer")?.to_owned();
    let owner = ws.store.product(product)?;
    let known = ws.store.offers(product)?;
    let old = known.iter().find(|offer| offer.id == form.id).cloned();
    let currency = currency_of(ws, &owner.brand, owner.price)?;
    let day = |text: &str, field: &str| {
        let day = filled(text).map(|text| text.parse::<AccountDate>()).transpose();
        day.map_err(|error| AppError::from(error).at(field))
    };
    let (starts, ends) = (day(&form.starts, "starts")?, day(&form.ends, "ends")?);
    if starts.zip(ends).is_some_and(|(first, last)| last < first) {
        return Err(
            AppError::invalid("The offer ends before it begins.", "Change its first or its last day.").at("ends")
        );
    }
    let offer = Offer {
        id: old.as_ref().map_or_else(|| new_id(ws), |old| old.id.clone()),
        product: product.to_owned(),
        slug: old.as_ref().map_or_else(
            || free_slug(&name, &known.iter().map(|offer| offer.slug.as_str()).collect::<Vec<_>>()),
            |old| old.slug.clone(),
        ),
        url: form.url.trim().to_owned(),
        price: money(&form.price, currency).map_err(|error| error.at("price"))?,
        compare_price: money(&form.compare_price, currency).map_err(|error| error.at("comparePrice"))?,
        lowest_price: money(&form.lowest_price, currency).map_err(|error| error.at("lowestPrice"))?,
        percent_off: percent(&form.percent_off).map_err(|error| error.at("percentOff"))?,
        starts_on: starts,
        ends_on: ends,
        terms: filled(&form.terms),
        disallowed_claims: form.banned,
        required_disclaimers: filled(&form.disclaimer),
        chip: filled(&form.chip),
        is_default: form.is_default,
        position: old.as_ref().map_or_else(|| u32::try_from(known.len()).unwrap_or(u32::MAX), |old| old.position),
        active: true,
        name,
    };
    library::save_offer(ws, &offer)?;
    Ok(offer.id)
}

/// Stores a text of the copy bank; one that was emptied is put away. The answer is its id.
///
/// # Errors
/// `invalid_input`; `not_found`; `conflict` if it is there already.
pub fn save_copy_line(ws: &Workspace, product: &str, form: CopyForm) -> Result<String, AppError> {
    let known = ws.store.copy_bank(product)?;
    let same = |text: &&CopyText| text.field.word() == form.field && text.text.trim() == form.text.trim();
    if let Some(twin) = known.iter().filter(|text| text.active && text.id != form.id).find(same) {
        return Err(AppError::new(
            ErrorCode::AlreadyExists,
            format!("The product has this text already: {}", twin.text),
            "Write it in other words.",
        ));
    }
    // Words that were put away come back when they are written again: the file has a text once.
    let old = known
        .iter()
        .find(|text| text.id == form.id)
        .or_else(|| known.iter().filter(|text| form.id.is_empty() && !text.active).find(same));
    if form.text.trim().is_empty() {
        if let Some(old) = old {
            library::put_away(ws, LibraryTable::Copy, &old.id)?;
        }
        return Ok(form.id);
    }
    let text = CopyText {
        id: old.map_or_else(|| new_id(ws), |old| old.id.clone()),
        product: product.to_owned(),
        field: copy_field(&form.field)?,
        position: old.map_or_else(|| u32::try_from(known.len()).unwrap_or(u32::MAX), |old| old.position),
        text: form.text,
        source: old.map_or_else(|| "manual".to_owned(), |old| old.source.clone()),
        active: true,
    };
    library::save_copy_text(ws, &text)?;
    Ok(text.id)
}

/// Cuts the product of a photo out, again if it was.
///
/// # Errors
/// `not_found`; `invalid_input` with the reason if it cannot be cut out.
pub fn cut_out_picture(ws: &Workspace, product: &str, id: &str, shadow: bool, holes: bool) -> Result<(), AppError> {
    cutouts::cut_out(ws, product, id, CutoutOptions { shadow, holes })
}

/// Has ads show the cut-out of a photo, or the photo.
///
/// # Errors
/// `not_found` if there is none.
pub fn take_cutout(ws: &Workspace, product: &str, id: &str, taken: bool) -> Result<(), AppError> {
    cutouts::take(ws, product, id, taken)
}

/// Takes the words of the brand's synced ads that lead to a product into its copy bank; the answer is how many are new.
///
/// # Errors
/// `not_found`; as the file fails.
pub fn take_synced_copy(ws: &Workspace, product: &str) -> Result<u32, AppError> {
    one_act(ws, |ws| library::take_synced_copy(ws, product))
}

/// Stores what a picture is called and shows.
///
/// # Errors
/// `not_found`; as the file fails.
pub fn save_picture(ws: &Workspace, product: &str, form: PictureForm) -> Result<(), AppError> {
    let known = ws.store.library_images(product)?;
    let old = known.iter().find(|image| image.id == form.id);
    let mut image = old.cloned().ok_or_else(|| AppError::not_found("picture", &form.id))?;
    image.name = form.name;
    image.role = form.role;
    image.is_main = form.main;
    image.tags = form.tags.iter().filter_map(|tag| filled(tag)).collect();
    image.focus = form.focus.map(|point| (share(point.x), share(point.y)));
    if !image.analysis.is_object() {
        image.analysis = json!({});
    }
    image.analysis["height_mm"] = json!(form.height_mm.filter(|height| height.is_finite() && *height > 0.0));
    image.analysis["subject"] = json!(form.subject.map(|subject| PictureBox {
        x: share(subject.x),
        y: share(subject.y),
        width: share(subject.width).max(LEAST_SIDE),
        height: share(subject.height).max(LEAST_SIDE),
    }));
    library::save_picture(ws, &image)
}

/// Stores what is said of an imported template. A layout keeps what its folder says where a field is empty: it has to
/// say something; of a reference nothing may be said.
///
/// # Errors
/// `not_found`; `invalid_input` with what to mend, and for a template that comes with the program.
pub fn save_template(ws: &Workspace, form: &TemplateForm) -> Result<(), AppError> {
    let name = required(&form.name, "template")?;
    let rows = ws.store.templates()?;
    let mut row =
        rows.into_iter().find(|row| row.id == form.id).ok_or_else(|| AppError::not_found("template", &form.id))?;
    if row.origin == TemplateOrigin::Bundled {
        return Err(AppError::invalid(
            format!("{} comes with the program; what it is for is said in its folder.", row.name),
            "Put it away if you do not want it, or import a copy of it under another name.",
        ));
    }
    let category = category(filled(&form.category).as_deref())?.map(|one| one.name().to_owned());
    let audience = audience(filled(&form.audience).as_deref())?.map(|one| one.name().to_owned());
    let awareness = form.awareness.map(stages).transpose()?;
    let must_say = row.kind == TemplateKind::Layout;
    name.clone_into(&mut row.name);
    if category.is_some() || !must_say {
        row.category = category;
    }
    if audience.is_some() || !must_say {
        row.audience = audience;
    }
    if awareness.is_some() || !must_say {
        (row.awareness_from, row.awareness_to) = awareness.unzip();
    }
    row.niche = filled(&form.niche);
    row.source_brand = filled(&form.source_brand);
    ws.store.save_template(&row, ws.clock.now())?;
    ws.announce(Changed::Library);
    Ok(())
}

/// A range of awareness, 1–5.
fn stages((from, to): (u32, u32)) -> Result<(u8, u8), AppError> {
    let stage = |level: u32| u8::try_from(level).ok().filter(|level| (1..=5).contains(level));
    stage(from).zip(stage(to)).filter(|(from, to)| from <= to).ok_or_else(|| {
        AppError::invalid(
            format!("{from} to {to} is no range of awareness."),
            "Choose two stages from 1 to 5, the lesser first.",
        )
    })
}

/// Puts something away, or takes it back.
///
/// # Errors
/// `not_found`; `conflict` if something equal is there by now.
pub fn set_in_library(ws: &Workspace, kind: LibraryKind, id: &str, active: bool) -> Result<(), AppError> {
    let table = match kind {
        LibraryKind::Brand => LibraryTable::Brands,
        LibraryKind::Product => LibraryTable::Products,
        LibraryKind::Hook => LibraryTable::Hooks,
        LibraryKind::Offer => LibraryTable::Offers,
        LibraryKind::Copy => LibraryTable::Copy,
        LibraryKind::Picture => LibraryTable::Images,
        LibraryKind::Template => LibraryTable::Templates,
    };
    if active { library::bring_back(ws, table, id) } else { library::put_away(ws, table, id) }
}

/// Takes the last act back; the answer is what it was, `None` if there is none.
///
/// # Errors
/// `conflict` if what was there before contradicts what is there now.
pub fn undo_library(ws: &Workspace) -> Result<Option<Vec<LibraryChange>>, AppError> {
    Ok(library::undo(ws)?.as_ref().map(changes))
}

/// A box that is thinner is none: things are drawn to its scale.
const LEAST_SIDE: f64 = 0.02;

fn share(value: f64) -> f64 {
    if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.5 }
}

fn percent(text: &str) -> Result<Option<u8>, AppError> {
    let Some(text) = filled(text) else { return Ok(None) };
    let number = text.trim_end_matches('%').trim().parse::<u8>().ok().filter(|number| (1..100).contains(number));
    number.map(Some).ok_or_else(|| {
        AppError::invalid(format!("`{text}` is no discount."), "Write whole per cent from 1 to 99, like 20.")
    })
}

fn required<'a>(name: &'a str, kind: &str) -> Result<&'a str, AppError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(AppError::invalid(format!("A {kind} needs a name."), "Write one, then leave the field.").at("name"));
    }
    Ok(name)
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn code(text: &str, most: usize) -> Result<Option<String>, AppError> {
    let Some(code) = filled(text) else { return Ok(None) };
    if code.chars().count() > most || !code.chars().all(char::is_alphanumeric) {
        return Err(AppError::invalid(
            format!("`{code}` is no code for file names."),
            format!("Use up to {most} letters and digits."),
        ));
    }
    Ok(Some(code))
}

fn hex(text: &str) -> Result<(), AppError> {
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    Err(AppError::invalid(format!("`{text}` is no colour."), "Write it like #17302B."))
}

/// Amounts of a product are in the currency it has a price in, else in its brand's.
pub(super) fn currency_of(ws: &Workspace, brand: &str, price: Option<Money>) -> Result<Option<Currency>, AppError> {
    match price {
        Some(price) => Ok(Some(price.currency())),
        None => Ok(ws.store.brand(brand)?.currency),
    }
}

fn money(text: &str, currency: Option<Currency>) -> Result<Option<Money>, AppError> {
    let Some(text) = filled(text) else { return Ok(None) };
    let currency = currency.ok_or_else(|| {
        AppError::invalid("The brand has no currency yet.", "Give the brand its currency first, like USD or EUR.")
    })?;
    Ok(Some(Money::parse_major(&text.replace(',', "."), currency)?))
}

fn unused_name(ws: &Workspace, name: &str) -> Result<String, AppError> {
    let taken = ws.store.library_brands()?;
    let mut free = name.to_owned();
    let mut number = 1;
    while taken.iter().any(|brand| brand.name == free || brand.slug == slug(&free)) {
        number += 1;
        free = format!("{name} {number}");
    }
    Ok(free)
}

fn free_slug(name: &str, taken: &[&str]) -> String {
    let first = slug(name);
    let mut free = first.clone();
    let mut number = 1;
    while taken.contains(&free.as_str()) {
        number += 1;
        free = format!("{first}-{number}");
    }
    free
}
