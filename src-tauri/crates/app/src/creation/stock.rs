//! Everything that is known about a product, read once: what its ads can say and show.

use std::sync::Arc;

use creative::fill::{self, Brief, BriefPicture, Locale, PictureRole};
use creative::picture::Keeper;
use creative::{BrandLook, CanvasSize, Content, Focus, Order, Palette, Picture, Slot, Subject, Template};
use serde_json::{Map, Value, json};
use store::Store;
use store::creation::{Brand, CopyField, CopyText, Fact, FactOwner, Hook, LibraryImage, Offer, Product};

use super::measures;
use super::personas::{self, PERSONAS, Persona};
use super::spec::{AdSpec, HookSpec};
use crate::{AppError, Workspace};

/// Everything about a product.
#[derive(Debug, Clone)]
pub struct Stock {
    /// The brand.
    pub brand: Brand,
    /// The product.
    pub product: Product,
    /// Hooks in use, in their order.
    pub hooks: Vec<Hook>,
    /// Offers in use, the default one first.
    pub offers: Vec<Offer>,
    /// The copy bank in use.
    pub copy: Vec<CopyText>,
    /// Whom it is for, the most important first.
    pub personas: Vec<Persona>,
    /// How the brand looks.
    pub look: Arc<BrandLook>,
    /// What its ads can say and show, without a hook and an offer.
    pub brief: Brief,
    /// Its pictures with their names in the file.
    pub pictures: Vec<Picture>,
    /// What templates lack for it, as far as that was asked.
    pub(crate) lacks: Arc<fill::Lacks<Said>>,
}

/// What an ad says of the product: the id and the words of its hook, and its offer.
pub(crate) type Said = (Option<(String, String)>, Option<String>);

impl Stock {
    /// Reads a product with its brand, pictures and words.
    ///
    /// # Errors
    /// `not_found`; `invalid_input` if what the library holds cannot be used, in words that say what to mend.
    pub fn load(ws: &Workspace, product: &str) -> Result<Self, AppError> {
        let store = &ws.store;
        let product = store.product(product)?;
        let brand = store.brand(&product.brand)?;
        let brand_facts = active(store.facts(&FactOwner::Brand(brand.id.clone()))?);
        let facts = active(store.facts(&FactOwner::Product(product.id.clone()))?);
        let facts: Vec<Fact> = facts.into_iter().filter(|fact| fact.kind != PERSONAS).collect();
        let images: Vec<LibraryImage> = store
            .library_images(&product.id)?
            .into_iter()
            .filter(|image| image.active && !image.sha256.is_empty())
            .collect();
        let mut pictures = Vec::new();
        let mut shown = Vec::new();
        for image in &images {
            let picture = picture(ws, image)?;
            shown.push(BriefPicture {
                name: image.name.clone(),
                role: role(&image.role),
                tags: image.tags.clone(),
                picture: picture.clone(),
            });
            pictures.push(picture);
        }
        let brief = Brief {
            brand: brand_of(&brand, &brand_facts)?,
            product: product_of(&product, &facts)?,
            hook: None,
            offer: None,
            pictures: shown,
        };
        Ok(Self {
            personas: personas::of_product(store, &product.id)?,
            look: Arc::new(look_of(ws, &brand)?),
            hooks: store.hooks(&product.id)?.into_iter().filter(|hook| hook.active).collect(),
            offers: store.offers(&product.id)?.into_iter().filter(|offer| offer.active).collect(),
            copy: store.copy_bank(&product.id)?.into_iter().filter(|text| text.active).collect(),
            brand,
            product,
            brief,
            pictures,
            lacks: Arc::default(),
        })
    }

    /// What one ad can say: the product with the hook and the offer of the ad.
    ///
    /// # Errors
    /// `not_found` for an offer that the product does not have.
    pub fn brief_for(&self, spec: &AdSpec) -> Result<Brief, AppError> {
        let offer = match &spec.offer {
            None => None,
            Some(id) => Some(self.offer(id)?),
        };
        Ok(Brief {
            hook: spec.hook.as_ref().map(|hook| self.hook(hook)),
            offer: offer.map(offer_of),
            ..self.brief.clone()
        })
    }

    /// The order for a studio: the template filled for this ad, with what a person changed on top.
    ///
    /// # Errors
    /// `not_found`; `invalid_input` with what the product lacks for the template.
    pub fn order(&self, template: &Arc<Template>, spec: &AdSpec, sizes: &[CanvasSize]) -> Result<Order, AppError> {
        let brief = self.brief_for(spec)?;
        let mut content = fill::fill(template, &brief, spec.seed).map_err(|missing| {
            AppError::invalid(
                crate::error::sentence(&missing),
                "Add it to the product in the Library, or choose another template.",
            )
        })?;
        self.override_content(&mut content, template, spec)?;
        Ok(Order {
            template: Arc::clone(template),
            look: Arc::clone(&self.look),
            content,
            colour: spec.colour,
            sizes: sizes.to_vec(),
            mends: Vec::new(),
        })
    }

    fn override_content(&self, content: &mut Content, template: &Template, spec: &AdSpec) -> Result<(), AppError> {
        for (slot, text) in &spec.texts {
            let slot = Slot::new(slot);
            // Without it there would be no ad: emptied, it says what the template says by itself.
            if !(text.trim().is_empty() && fill::is_needed(template, &slot)) {
                content.texts.insert(slot, text.clone());
            }
        }
        if let Some(sha256) = &spec.picture {
            let chosen = self.pictures.iter().find(|picture| picture.sha256 == *sha256);
            let chosen = chosen.ok_or_else(|| AppError::not_found("picture", sha256))?;
            let place = ["product", "scene", "photo"].into_iter().find(|slot| content.pictures.contains_key(*slot));
            if let Some(place) = place {
                // What stood with the other picture goes with it.
                content.pictures.retain(|slot, _| !slot.as_str().starts_with(&format!("{place}+")));
                content.pictures.insert(Slot::new(place), chosen.clone());
            }
        }
        Ok(())
    }

    /// The offer with this id.
    ///
    /// # Errors
    /// `not_found`.
    pub fn offer(&self, id: &str) -> Result<&Offer, AppError> {
        self.offers.iter().find(|offer| offer.id == id).ok_or_else(|| AppError::not_found("offer", id))
    }

    fn hook(&self, hook: &HookSpec) -> fill::Hook {
        let known = self.hooks.iter().find(|known| hook.id.as_ref() == Some(&known.id));
        fill::Hook {
            id: hook.id.clone().unwrap_or_default(),
            text: hook.text.clone(),
            // Shorter ways to say it belong to the words of the library, not to changed ones.
            shorter: known
                .filter(|known| known.text == hook.text)
                .map(|known| known.shorter.clone())
                .unwrap_or_default(),
            awareness: known.and_then(|known| known.awareness),
        }
    }

    /// Texts of the copy bank for one field, in their order.
    #[must_use]
    pub fn copy_of(&self, field: CopyField) -> Vec<String> {
        self.copy.iter().filter(|text| text.field == field).take(field.most()).map(|text| text.text.clone()).collect()
    }
}

fn active(facts: Vec<Fact>) -> Vec<Fact> {
    facts.into_iter().filter(|fact| fact.active).collect()
}

/// Kinds of facts of which there is one.
pub(super) const SINGLE: [&str; 7] =
    ["comparison", "news", "before_after", "expectation", "letter", "price", "contents"];

/// Facts as the fields of a brief: a list for each kind, or the only one.
fn fields(facts: &[Fact]) -> Map<String, Value> {
    let mut fields = Map::new();
    for fact in facts {
        if SINGLE.contains(&fact.kind.as_str()) {
            fields.insert(fact.kind.clone(), fact.body.clone());
        } else if let Value::Array(list) = fields.entry(fact.kind.clone()).or_insert_with(|| Value::Array(Vec::new())) {
            list.push(fact.body.clone());
        }
    }
    fields
}

fn unreadable(what: &str, error: &serde_json::Error) -> AppError {
    AppError::invalid(
        format!("A fact of {what} cannot be used: {error}."),
        "Correct it in the Library, or import the brand's file again.",
    )
}

fn brand_of(brand: &Brand, facts: &[Fact]) -> Result<fill::Brand, AppError> {
    let mut fields = fields(facts);
    fields.insert("name".into(), brand.name.clone().into());
    fields.insert("code".into(), brand.code.clone().unwrap_or_default().into());
    fields.insert("locale".into(), brand.locale.clone().unwrap_or_else(|| "en-US".to_owned()).into());
    fields.insert("site".into(), brand.website.clone().into());
    fields.insert("banned".into(), brand.disallowed_claims.clone().into());
    fields.insert("required".into(), brand.required_disclaimers.clone().into());
    serde_json::from_value(Value::Object(fields)).map_err(|error| unreadable(&brand.name, &error))
}

fn product_of(product: &Product, facts: &[Fact]) -> Result<fill::Product, AppError> {
    let mut fields = fields(facts);
    fields.insert("name".into(), product.name.clone().into());
    fields.insert("code".into(), product.code.clone().unwrap_or_default().into());
    fields.insert("contents".into(), product.description.clone().into());
    fields.insert("url".into(), product.url.clone().into());
    let banned: Vec<String> = product.banned_terms.iter().chain(&product.prohibited_claims).cloned().collect();
    fields.insert("banned".into(), banned.into());
    fields.insert("required".into(), lines(product.required_disclaimers.as_deref()).into());
    let mut price = match fields.remove("price") {
        Some(Value::Object(rest)) => rest,
        _ => Map::new(),
    };
    if let Some(amount) = product.price {
        price.insert("amount".into(), json!(amount));
        price.insert("compare_at".into(), json!(product.compare_price));
        fields.insert("price".into(), Value::Object(price));
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| unreadable(&product.name, &error))
}

/// Disclaimers, one a line.
fn lines(text: Option<&str>) -> Vec<String> {
    text.into_iter().flat_map(str::lines).map(str::to_owned).collect()
}

fn offer_of(offer: &Offer) -> fill::Offer {
    fill::Offer {
        id: offer.id.clone(),
        name: offer.name.clone(),
        price: offer.price,
        compare_at: offer.compare_price,
        percent: offer.percent_off,
        chip: offer.chip.clone(),
        starts: offer.starts_on,
        ends: offer.ends_on,
        terms: offer.terms.clone(),
        banned: offer.disallowed_claims.clone(),
        required: lines(offer.required_disclaimers.as_deref()),
    }
}

fn role(word: &str) -> PictureRole {
    match word {
        "scene" => PictureRole::Scene,
        "detail" => PictureRole::Detail,
        "portrait" => PictureRole::Portrait,
        "before" => PictureRole::Before,
        "after" => PictureRole::After,
        _ => PictureRole::Product,
    }
}

fn picture(ws: &Workspace, image: &LibraryImage) -> Result<Picture, AppError> {
    let mut picture = picture_of(ws, image.shown())?;
    // A file may have an alpha channel and no hole: then its backdrop is as much in the way as that of a photo.
    if image.analysis["transparent"] == Value::Bool(false) && image.shown() == image.sha256 {
        picture.transparent = false;
    }
    if let Some((x, y)) = image.focus {
        picture = picture.with_focus(Focus { x: x as f32, y: y as f32 });
    }
    if let Ok(subject) = serde_json::from_value::<Subject>(image.analysis["subject"].clone()) {
        picture = picture.with_subject(subject);
    }
    picture.height_mm = image.analysis["height_mm"].as_f64().map(|height| height as f32).filter(|height| *height > 0.0);
    measures::measured(ws, image, picture)
}

/// A picture of the file by its SHA-256. Its bytes stay in the file until it is drawn: those of all photos of a product may
/// be more than there is memory, and what was decoded is kept anyway.
pub(super) fn picture_of(ws: &Workspace, sha256: &str) -> Result<Picture, AppError> {
    let stored = ws.store.picture(sha256)?.ok_or_else(|| AppError::not_found("picture", sha256))?;
    Ok(Picture::read(stored.data)?.kept_by(Arc::new(InFile(ws.store.clone()))))
}

/// The file as the one who keeps the bytes of pictures.
struct InFile(Store);

impl Keeper for InFile {
    fn bytes(&self, sha256: &str) -> Result<Vec<u8>, String> {
        match self.0.picture(sha256) {
            Ok(Some(stored)) => Ok(stored.data),
            Ok(None) => Err("it is no longer in the file".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn look_of(ws: &Workspace, brand: &Brand) -> Result<BrandLook, AppError> {
    let assets = ws.store.brand_assets(&brand.id)?;
    let logo = |kinds: &[&str]| {
        let asset = assets
            .iter()
            .find(|asset| asset.active && !asset.sha256.is_empty() && kinds.contains(&asset.kind.as_str()));
        asset.map(|asset| picture_of(ws, &asset.sha256)).transpose()
    };
    let palette: Palette = serde_json::from_value(brand.colors.clone()).map_err(|error| {
        AppError::invalid(
            format!("The colours of {} are not complete: {error}.", brand.name),
            "Give the brand a first and second colour, a background and an accent in the Library.",
        )
    })?;
    let font = |role: &str| brand.fonts[role].as_str().map_or_else(|| DEFAULT_FONT.to_owned(), str::to_owned);
    Ok(BrandLook {
        name: brand.name.clone(),
        wordmark: brand.wordmark.clone().unwrap_or_else(|| brand.name.clone()),
        palette,
        display_font: font("display"),
        text_font: font("text"),
        logo: logo(&["logo", "logo_dark"])?,
        logo_on_dark: logo(&["logo_white", "logo_on_dark"])?,
        locale: brand.locale.clone().unwrap_or_else(|| Locale::default().tag().to_owned()),
    })
}

/// What a brand without fonts of its own is set in.
const DEFAULT_FONT: &str = "Mona Sans";
