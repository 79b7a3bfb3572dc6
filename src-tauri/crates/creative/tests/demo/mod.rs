//! The two demo brands with their real words, prices and pictures, as orders. Shared by tests and examples.
#![allow(dead_code, reason = "each test and example takes what it needs")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use creative::fill::{self, BrandFile, Brief, Missing, ProductFile};
use creative::{BrandLook, CanvasSize, ColourMode, Order, Picture, Subject, Template};

/// The folder of assets.
pub fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

/// What chooses among several reviews and pictures.
const SEED: u64 = 1;

/// A brand of the demo.
pub struct DemoBrand {
    /// Its folder's name.
    pub id: &'static str,
    pub file: BrandFile,
    pub look: Arc<BrandLook>,
    /// Where the bytes of its pictures come from.
    bytes: fn(&str) -> Option<Vec<u8>>,
    /// Whether these are the tests' pictures, in which things stand elsewhere than the file says.
    stand_in: bool,
}

/// An ad of the demo.
pub struct DemoAd {
    pub brand: &'static str,
    pub product: String,
    /// Which card of a carousel it is, from 1.
    pub card: Option<usize>,
    pub brief: Brief,
    pub order: Order,
}

/// Both brands with the demo's own pictures, where they are made, else with those of the tests.
pub fn brands() -> Vec<DemoBrand> {
    vec![brand("saltwick"), brand("fuchs-foehre")]
}

/// One brand.
pub fn brand(id: &'static str) -> DemoBrand {
    read(id, &assets().join("demo/brands").join(id).join("brand.toml"))
}

/// A brand that speaks Arabic, with the tests' pictures.
pub fn arabic() -> DemoBrand {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/brands/arabic.toml");
    DemoBrand { bytes: steady, stand_in: true, ..read("arabic", &path) }
}

fn read(id: &'static str, path: &Path) -> DemoBrand {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = BrandFile::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let look = Arc::new(file.look());
    DemoBrand { id, file, look, bytes: |file| own(file).or_else(|| steady(file)), stand_in: false }
}

/// Both brands with the tests' small pictures only, so that what is compared does not hang on how products are
/// photographed.
pub fn steady_brands() -> Vec<DemoBrand> {
    brands().into_iter().map(|brand| DemoBrand { bytes: steady, stand_in: true, ..brand }).collect()
}

/// Both brands with the demo's own pictures, made smaller: what they show stands where it stands, and drawing every
/// template with every product takes seconds and not minutes.
pub fn small_brands() -> Vec<DemoBrand> {
    brands().into_iter().map(|brand| DemoBrand { bytes: small, ..brand }).collect()
}

/// The longer side of a small picture.
const SMALL: u32 = 640;

fn small(file: &str) -> Option<Vec<u8>> {
    static MADE: Mutex<BTreeMap<String, Option<Vec<u8>>>> = Mutex::new(BTreeMap::new());
    let make = || {
        let whole = image::load_from_memory(&own(file)?).unwrap_or_else(|error| panic!("{file}: {error}"));
        let mut bytes = std::io::Cursor::new(Vec::new());
        whole.thumbnail(SMALL, SMALL).write_to(&mut bytes, image::ImageFormat::Png).expect("a picture can be written");
        Some(bytes.into_inner())
    };
    MADE.lock().unwrap_or_else(PoisonError::into_inner).entry(file.to_owned()).or_insert_with(make).clone()
}

/// A picture of the demo, where it is made.
fn own(file: &str) -> Option<Vec<u8>> {
    std::fs::read(assets().join("demo/products").join(file)).ok()
}

/// A bottle, a pouch or a scene.
fn steady(file: &str) -> Option<Vec<u8>> {
    let name = match file {
        after if after.ends_with("-after.jpg") => "scene-after.jpg",
        scene if scene.ends_with(".jpg") => "scene.jpg",
        pouch if pouch.starts_with("fuchs") => "pouch.png",
        _ => "bottle.png",
    };
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(name)).ok()
}

/// Notes where the opaque part of a picture is, as the program does when one comes in. Each is measured once.
fn measure(picture: &mut Picture) {
    static KNOWN: Mutex<BTreeMap<String, Option<Subject>>> = Mutex::new(BTreeMap::new());
    if picture.subject.is_none() {
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let measured = || picture.clone().measured().map_or(None, |measured| measured.subject);
        picture.subject = *known.entry(picture.sha256.clone()).or_insert_with(measured);
    }
}

impl DemoBrand {
    /// A product with one of its hooks.
    pub fn brief(&self, product: &ProductFile, hook: usize) -> Brief {
        let brief = self.file.brief(product, hook, Some(0), self.bytes);
        let mut brief = brief.unwrap_or_else(|error| panic!("{}: {error}", product.slug));
        for picture in &mut brief.pictures {
            if self.stand_in {
                picture.picture.subject = None;
            }
            measure(&mut picture.picture);
        }
        brief
    }

    /// An ad with a product and a hook.
    ///
    /// # Errors
    /// What the product lacks for the template.
    pub fn ad(&self, template: &Arc<Template>, product: &ProductFile, hook: usize) -> Result<DemoAd, Missing> {
        Ok(self.set(template, product, hook)?.remove(0))
    }

    /// The ads that belong together: the cards of a carousel, for any other template one.
    ///
    /// # Errors
    /// What the product lacks for the template.
    pub fn set(&self, template: &Arc<Template>, product: &ProductFile, hook: usize) -> Result<Vec<DemoAd>, Missing> {
        let seeds = fill::seeds(template, SEED);
        let several = seeds.len() > 1;
        let ad = |(at, seed): (usize, u64)| {
            let ad = self.seeded(template, product, hook, seed)?;
            Ok(DemoAd { card: several.then_some(at + 1), ..ad })
        };
        seeds.into_iter().enumerate().map(ad).collect()
    }

    fn seeded(
        &self,
        template: &Arc<Template>,
        product: &ProductFile,
        hook: usize,
        seed: u64,
    ) -> Result<DemoAd, Missing> {
        let brief = self.brief(product, hook);
        let content = fill::fill(template, &brief, seed)?;
        let order = Order {
            template: Arc::clone(template),
            look: Arc::clone(&self.look),
            content,
            colour: ColourMode::Original,
            sizes: template.sizes().collect(),
            mends: Vec::new(),
        };
        Ok(DemoAd { brand: self.id, product: product.slug.clone(), card: None, brief, order })
    }

    /// An ad with the first product and hook that fill the template. `turn` begins with another product, so that not
    /// every ad shows the same one.
    ///
    /// # Errors
    /// What the last product lacks.
    pub fn any_ad(&self, template: &Arc<Template>, turn: usize) -> Result<DemoAd, Missing> {
        Ok(self.any_set(template, turn)?.remove(0))
    }

    /// The same with all ads that belong together.
    ///
    /// # Errors
    /// What the last product lacks.
    pub fn any_set(&self, template: &Arc<Template>, turn: usize) -> Result<Vec<DemoAd>, Missing> {
        let products = &self.file.products;
        let mut last = None;
        for step in 0..products.len() {
            let product = &products[(turn + step) % products.len()];
            for hook in 0..product.hooks.len().max(1) {
                match self.set(template, product, (hook + turn) % product.hooks.len().max(1)) {
                    Ok(ads) => return Ok(ads),
                    Err(missing) => last = Some(missing),
                }
            }
        }
        Err(last.expect("a demo brand has products"))
    }
}

/// One size of an order.
pub fn only(order: &Order, size: CanvasSize) -> Order {
    Order { sizes: vec![size], ..order.clone() }
}
