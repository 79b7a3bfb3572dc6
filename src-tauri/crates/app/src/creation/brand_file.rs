//! A brand's file into the library: `brand.toml` with the pictures it names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use creative::Picture;
use creative::fill::{BrandFile, PictureRole, ProductFile};
use creative::picture::cutout::CutoutOptions;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use store::creation::{
    Brand, BrandAsset, BrandImport, CopyField, CopyText, Fact, FactOwner, Hook, LibraryImage, NewMedia, Offer, Product,
    ProductImport,
};
use units::{Currency, Timestamp};

use super::cutouts;
use super::library::{measured, read_picture, slug};
use super::measures;
use super::offers;
use super::stock::SINGLE;
use crate::{AppError, Changed, Workspace};

/// What an import of a brand brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BrandReport {
    /// The brand's id.
    pub brand: String,
    /// The ids of its products, in the order of the file.
    pub products: Vec<String>,
    /// Pictures that the file names and nobody has.
    pub missing_pictures: Vec<String>,
}

/// What the file says about the brand besides what drawing needs.
#[derive(Debug, Default, Deserialize)]
struct Besides {
    #[serde(default)]
    brand: BrandBesides,
}

#[derive(Debug, Default, Deserialize)]
struct BrandBesides {
    voice: Option<String>,
    currency: Option<String>,
}

/// Imports the file at `path`. Its pictures lie beside it, in `pictures` beside it, or in `products` two folders up.
///
/// # Errors
/// `invalid_input` with the line of the file, or with an offer whose price is not below the price before;
/// `already_exists` if two offers of a product are equal; `not_found`; as the disk fails.
pub fn import_path(ws: &Workspace, path: &Path) -> Result<BrandReport, AppError> {
    let text = std::fs::read_to_string(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let places = [folder.to_path_buf(), folder.join("pictures"), folder.join("../../products")];
    let bytes = |name: &str| {
        // A name of the file, never a way out of its folders.
        let name = Path::new(name).file_name()?;
        places.iter().find_map(|place| read_picture(&place.join(name)).ok())
    };
    import(ws, &text, bytes)
}

/// Imports the text of a file; `bytes` gives its pictures by their names. Imported again, it brings the brand up to date.
///
/// # Errors
/// As [`import_path`].
pub fn import(ws: &Workspace, text: &str, bytes: impl Fn(&str) -> Option<Vec<u8>>) -> Result<BrandReport, AppError> {
    let wrong = |error: &dyn std::fmt::Display| {
        AppError::invalid(crate::error::sentence(&error.to_string()), "Correct the file, then import it again.")
    };
    let file = BrandFile::read(text).map_err(|error| wrong(&error))?;
    let besides: Besides = toml::from_str(text).map_err(|error| wrong(&error))?;
    let pictures = measure_all(&file, &bytes)?;
    let import =
        Import { ws, file: &file, bytes: &bytes, pictures, now: ws.clock.now(), brand: slug(&file.brand.name) };
    let mut missing = Vec::new();
    let mut brand = import.brand(besides.brand)?;
    let mut products = Vec::new();
    for product in &file.products {
        let (product, gone) = import.product(product, &brand.brand, &mut missing)?;
        brand.gone.extend(gone);
        products.push(product);
    }
    missing.sort();
    missing.dedup();
    let whole = BrandImport { products, ..brand };
    ws.store.import_brand(&whole, import.now)?;
    ws.announce(Changed::Library);
    Ok(BrandReport {
        brand: whole.brand.id,
        products: whole.products.into_iter().map(|product| product.product.id).collect(),
        missing_pictures: missing,
    })
}

/// The pictures of all products by their names, each measured once, on all processors: looking at a picture of some
/// million pixels takes longer than all else of an import.
fn measure_all(
    file: &BrandFile,
    bytes: &impl Fn(&str) -> Option<Vec<u8>>,
) -> Result<BTreeMap<String, NewMedia>, AppError> {
    let names: BTreeSet<&str> =
        file.products.iter().flat_map(|product| &product.pictures).map(|picture| picture.file.as_str()).collect();
    let mut found: Vec<(String, Vec<u8>)> =
        names.into_iter().filter_map(|name| Some((name.to_owned(), bytes(name)?))).collect();
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(found.len()).max(1);
    let share = found.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let mut workers = Vec::new();
        while !found.is_empty() {
            let part: Vec<_> = found.drain(..share.min(found.len())).collect();
            workers.push(scope.spawn(move || {
                part.into_iter().map(|(name, bytes)| Ok((name, measured(bytes)?))).collect::<Result<Vec<_>, AppError>>()
            }));
        }
        let mut all = BTreeMap::new();
        for worker in workers {
            all.extend(worker.join().map_err(|_panicked| AppError::internal("measuring a picture panicked"))??);
        }
        Ok(all)
    })
}

struct Import<'a, B> {
    ws: &'a Workspace,
    file: &'a BrandFile,
    bytes: &'a B,
    pictures: BTreeMap<String, NewMedia>,
    now: Timestamp,
    brand: String,
}

impl<B: Fn(&str) -> Option<Vec<u8>>> Import<'_, B> {
    /// The same thing of the same file has the same id, so that importing twice changes and does not double.
    fn id(&self, parts: &[&str]) -> String {
        let mut hash = Sha256::new();
        for part in ["brand file", self.brand.as_str()].iter().chain(parts) {
            hash.update(part);
            hash.update([0]);
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.finalize()[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
    }

    fn brand(&self, besides: BrandBesides) -> Result<BrandImport, AppError> {
        let (brand, look) = (&self.file.brand, &self.file.look);
        // A brand of this name that a person made is this brand.
        let known = self.ws.store.library_brands()?.into_iter().find(|known| known.slug == self.brand);
        let id = known.as_ref().map_or_else(|| self.id(&[]), |known| known.id.clone());
        let priced = self.file.products.iter().find_map(|product| product.product.price.as_ref());
        let currency = match besides.currency {
            Some(code) => Some(Currency::parse(&code)?),
            None => priced.map(|price| price.amount.currency()),
        };
        let row = Brand {
            id: id.clone(),
            name: brand.name.clone(),
            slug: self.brand.clone(),
            website: brand.site.clone(),
            colors: to_json(&look.palette)?,
            fonts: json!({ "display": look.display_font, "text": look.text_font }),
            voice: besides.voice,
            code: (!brand.code.is_empty()).then(|| brand.code.clone()),
            locale: Some(brand.locale.tag().to_owned()),
            currency,
            disallowed_claims: brand.banned.clone(),
            wordmark: Some(look.wordmark.clone()),
            required_disclaimers: brand.required.clone(),
            selection: known.map_or(Value::Null, |known| known.selection),
            active: true,
        };
        let (facts, gone) =
            self.facts(&to_json(brand)?, &["letter", "press"], &FactOwner::Brand(id.clone()), "brand")?;
        Ok(BrandImport { assets: self.logos(&id)?, brand: row, facts, gone, products: Vec::new() })
    }

    fn logos(&self, brand: &str) -> Result<Vec<BrandAsset>, AppError> {
        let mut logos = Vec::new();
        for (name, kind) in [("logo", "logo"), ("logo-on-dark", "logo_on_dark")] {
            let Some(bytes) =
                (self.bytes)(&format!("{}/{name}.png", self.brand)).or_else(|| (self.bytes)(&format!("{name}.png")))
            else {
                continue;
            };
            let sha256 = self.ws.store.keep_media(&measured(bytes)?, None, self.now)?;
            logos.push(BrandAsset {
                id: self.id(&["logo", kind]),
                brand: brand.to_owned(),
                sha256,
                kind: kind.to_owned(),
                is_primary: kind == "logo",
                active: true,
            });
        }
        Ok(logos)
    }

    /// A product with all that belongs to it, and the ids of its facts that the file does not say any more.
    fn product(
        &self,
        file: &ProductFile,
        brand: &Brand,
        missing: &mut Vec<String>,
    ) -> Result<(ProductImport, Vec<String>), AppError> {
        let known = self.ws.store.products(Some(&brand.id))?.into_iter().find(|known| known.slug == file.slug);
        let id = known.map_or_else(|| self.id(&[&file.slug]), |known| known.id);
        let data = &file.product;
        let price = data.price.as_ref();
        let product = Product {
            id: id.clone(),
            brand: brand.id.clone(),
            name: data.name.clone(),
            slug: file.slug.clone(),
            description: data.contents.clone(),
            target_audience: None,
            price: price.map(|price| price.amount),
            compare_price: price.and_then(|price| price.compare_at),
            url: data.url.clone(),
            code: (!data.code.is_empty()).then(|| data.code.chars().take(8).collect()),
            banned_terms: data.banned.clone(),
            prohibited_claims: Vec::new(),
            required_disclaimers: (!data.required.is_empty()).then(|| data.required.join("\n")),
            button: Some("SHOP_NOW".to_owned()),
            utm: Some(UTM.to_owned()),
            active: true,
        };
        offers::refuse_price_of(&product, None)?;
        let mut body = to_json(data)?;
        if let Some(price) = body["price"].as_object_mut() {
            // The amounts are the product's own columns.
            price.remove("amount");
            price.remove("compare_at");
        }
        let (facts, gone) = self.facts(&body, &PRODUCT_FACTS, &FactOwner::Product(id.clone()), &file.slug)?;
        let import = ProductImport {
            facts,
            hooks: self.hooks(file, &id),
            offers: self.offers(file, &id)?,
            images: self.images(file, &id, missing)?,
            copy: self.copy(file, &id),
            product,
        };
        Ok((import, gone))
    }

    /// The facts of an owner, and the ids of those that an earlier import brought and the file does not say any more.
    fn facts(
        &self,
        body: &Value,
        kinds: &[&str],
        owner: &FactOwner,
        of: &str,
    ) -> Result<(Vec<Fact>, Vec<String>), AppError> {
        let known = self.ws.store.facts(owner)?;
        let (mut facts, mut gone): (Vec<Fact>, Vec<String>) = (Vec::new(), Vec::new());
        for kind in kinds {
            let items = match &body[*kind] {
                Value::Null => Vec::new(),
                whole if SINGLE.contains(kind) => vec![whole.clone()],
                Value::Array(items) => items.clone(),
                one => vec![one.clone()],
            };
            let ours = |position: usize| self.id(&[of, kind, &position.to_string()]);
            let same = |fact: &&Fact| fact.kind == *kind && fact.active;
            let (said, all) = (items.len(), known.iter().filter(|fact| fact.kind == *kind).count());
            let stale: BTreeSet<String> = (said..said + all).map(ours).collect();
            gone.extend(known.iter().filter(same).filter(|fact| stale.contains(&fact.id)).map(|fact| fact.id.clone()));
            // Of what there is one of, the one that is there says the new thing.
            let only = known.iter().find(same).filter(|_| SINGLE.contains(kind)).map(|fact| fact.id.clone());
            for (position, body) in items.into_iter().enumerate() {
                facts.push(Fact {
                    id: only.clone().unwrap_or_else(|| ours(position)),
                    owner: owner.clone(),
                    kind: (*kind).to_owned(),
                    position: position as u32,
                    body,
                    active: true,
                });
            }
        }
        Ok((facts, gone))
    }

    fn hooks(&self, file: &ProductFile, product: &str) -> Vec<Hook> {
        let hook = |(position, hook): (usize, &creative::fill::Hook)| Hook {
            id: self.id(&[&file.slug, "hook", if hook.id.is_empty() { &hook.text } else { &hook.id }]),
            product: product.to_owned(),
            text: hook.text.clone(),
            shorter: hook.shorter.clone(),
            awareness: hook.awareness,
            position: position as u32,
            active: true,
        };
        file.hooks.iter().enumerate().map(hook).collect()
    }

    fn offers(&self, file: &ProductFile, product: &str) -> Result<Vec<Offer>, AppError> {
        let known = self.ws.store.offers(product)?;
        let said = |(position, offer): (usize, &creative::fill::Offer)| Offer {
            id: self.id(&[&file.slug, "offer", if offer.id.is_empty() { &offer.name } else { &offer.id }]),
            product: product.to_owned(),
            name: offer.name.clone(),
            slug: if offer.id.is_empty() { slug(&offer.name) } else { offer.id.clone() },
            url: file.product.url.clone().unwrap_or_default(),
            price: offer.price,
            compare_price: offer.compare_at,
            lowest_price: file.product.price.as_ref().and_then(|price| price.lowest_30_days),
            percent_off: offer.percent,
            starts_on: offer.starts,
            ends_on: offer.ends,
            terms: offer.terms.clone(),
            disallowed_claims: offer.banned.clone(),
            required_disclaimers: (!offer.required.is_empty()).then(|| offer.required.join("\n")),
            chip: offer.chip.clone(),
            is_default: position == 0,
            position: position as u32,
            active: true,
        };
        let said: Vec<Offer> = file.offers.iter().enumerate().map(said).collect();
        let entered = |old: &&Offer| !said.iter().any(|offer| offer.id == old.id);
        let (mut taken, mut twins): (Vec<Offer>, Vec<Offer>) = (Vec::new(), Vec::new());
        for mut offer in said.iter().cloned() {
            offers::refuse(&offer, &taken)?;
            let is_there = known.iter().any(|old| old.active && old.id == offer.id);
            let mut equal = known.iter().filter(entered).filter(|old| offers::doubles(old, &offer)).collect::<Vec<_>>();
            // One that a person entered already is this one, unless the file brought it before.
            if !is_there && !equal.is_empty() {
                let old = equal.remove(0);
                (offer.id, offer.slug, offer.is_default) = (old.id.clone(), old.slug.clone(), old.is_default);
            }
            offer.is_default |= equal.iter().any(|twin| twin.is_default);
            twins.extend(equal.into_iter().map(|twin| Offer { active: false, is_default: false, ..twin.clone() }));
            taken.push(offer);
        }
        // Those put away come first, so that the one which stays can be the default.
        Ok(twins.into_iter().chain(taken).collect())
    }

    fn images(
        &self,
        file: &ProductFile,
        product: &str,
        missing: &mut Vec<String>,
    ) -> Result<Vec<LibraryImage>, AppError> {
        let mut images: Vec<LibraryImage> = Vec::new();
        let known = self.ws.store.library_images(product)?;
        for (position, picture) in file.pictures.iter().enumerate() {
            let Some(media) = self.pictures.get(&picture.file) else {
                missing.push(picture.file.clone());
                continue;
            };
            let sha256 = self.ws.store.keep_media(media, None, self.now)?;
            if images.iter().any(|image| image.sha256 == sha256) {
                continue;
            }
            let mut image = LibraryImage {
                id: self.id(&[&file.slug, "picture", &picture.file]),
                product: product.to_owned(),
                sha256,
                name: picture.file.clone(),
                role: role_word(picture.role).to_owned(),
                is_main: picture.main,
                position: position as u32,
                tags: picture.tags.clone(),
                focus: picture.focus.map(|focus| (f64::from(focus.x), f64::from(focus.y))),
                analysis: json!({ "subject": picture.subject, "height_mm": picture.height_mm }),
                width: Some(media.width),
                height: Some(media.height),
                cutout: None,
                cutout_failure: None,
                active: true,
            };
            self.cut_out(&mut image, media, &known)?;
            if let Some(old) = known.iter().find(|old| old.id == image.id) {
                image.analysis["opaque"] = old.analysis["opaque"].clone();
            }
            measures::note(self.ws, &mut image)?;
            images.push(image);
        }
        Ok(images)
    }

    /// Looks at a photo of the product alone. One that is there already keeps what was found out and decided then.
    fn cut_out(&self, image: &mut LibraryImage, media: &NewMedia, known: &[LibraryImage]) -> Result<(), AppError> {
        if let Some(old) = known.iter().find(|old| old.id == image.id && old.sha256 == image.sha256) {
            image.cutout.clone_from(&old.cutout);
            image.cutout_failure.clone_from(&old.cutout_failure);
            if let Some(transparent) = old.analysis["transparent"].as_bool() {
                cutouts::note_transparent(image, transparent);
            }
            return Ok(());
        }
        let alone = matches!(image.role.as_str(), "product" | "detail");
        if alone && !Picture::read(media.data.clone())?.transparent {
            let options = CutoutOptions::default();
            cutouts::note(self.ws, image, cutouts::look(&media.data, options)?, options)?;
        }
        Ok(())
    }

    fn copy(&self, file: &ProductFile, product: &str) -> Vec<CopyText> {
        let description: Vec<String> = file.copy.description.iter().cloned().collect();
        let fields = [
            (CopyField::PrimaryText, &file.copy.primary),
            (CopyField::Headline, &file.copy.headlines),
            (CopyField::Description, &description),
        ];
        let mut all = Vec::new();
        for (field, texts) in fields {
            for (position, text) in texts.iter().enumerate() {
                all.push(CopyText {
                    id: self.id(&[&file.slug, field.word(), text]),
                    product: product.to_owned(),
                    field,
                    position: position as u32,
                    text: text.clone(),
                    source: "brand_file".to_owned(),
                    active: true,
                });
            }
        }
        all
    }
}

/// What a link of an ad carries if nobody said otherwise; Meta fills the double braces.
const UTM: &str = "utm_source=meta&utm_medium=paid&utm_campaign={{campaign.name}}&utm_content={{ad.name}}";

/// Fields of a product that are facts; the others have columns.
const PRODUCT_FACTS: [&str; 17] = [
    "price",
    "amounts",
    "benefits",
    "reasons",
    "parts",
    "kit",
    "variants",
    "comparison",
    "reviews",
    "questions",
    "figures",
    "notes",
    "news",
    "before_after",
    "expectation",
    "captions",
    "cards",
];

fn role_word(role: PictureRole) -> &'static str {
    match role {
        PictureRole::Product => "product",
        PictureRole::Scene => "scene",
        PictureRole::Detail => "detail",
        PictureRole::Portrait => "portrait",
        PictureRole::Before => "before",
        PictureRole::After => "after",
    }
}

fn to_json(value: &impl Serialize) -> Result<Value, AppError> {
    serde_json::to_value(value).map_err(AppError::internal)
}
