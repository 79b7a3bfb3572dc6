//! The two demo brands with their real words, prices and pictures, as orders. Shared by tests and examples.
#![allow(dead_code, reason = "each test and example takes what it needs")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use creative::fill::{self, BrandFile, Brief, Missing, ProductFile};
use creative::{BrandLook, CanvasSize, ColourMode, Order, Template};

/// The folder of assets.
pub fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

/// A brand of the demo.
pub struct DemoBrand {
    /// Its folder's name.
    pub id: &'static str,
    pub file: BrandFile,
    pub look: Arc<BrandLook>,
}

/// An ad of the demo.
pub struct DemoAd {
    pub brand: &'static str,
    pub product: String,
    pub brief: Brief,
    pub order: Order,
}

/// Both brands.
pub fn brands() -> Vec<DemoBrand> {
    ["saltwick", "fuchs-foehre"].into_iter().map(brand).collect()
}

/// One brand.
pub fn brand(id: &'static str) -> DemoBrand {
    let path = assets().join("demo/brands").join(id).join("brand.toml");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = BrandFile::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let look = Arc::new(file.look());
    DemoBrand { id, file, look }
}

/// A picture of the demo, where it exists.
pub fn picture(file: &str) -> Option<Vec<u8>> {
    std::fs::read(assets().join("demo/products").join(file)).ok()
}

impl DemoBrand {
    /// A product with one of its hooks.
    pub fn brief(&self, product: &ProductFile, hook: usize) -> Brief {
        self.file.brief(product, hook, Some(0), picture).unwrap_or_else(|error| panic!("{}: {error}", product.slug))
    }

    /// An ad with a product and a hook.
    ///
    /// # Errors
    /// What the product lacks for the template.
    pub fn ad(&self, template: &Arc<Template>, product: &ProductFile, hook: usize) -> Result<DemoAd, Missing> {
        let brief = self.brief(product, hook);
        let content = fill::fill(template, &brief, 1)?;
        let order = Order {
            template: Arc::clone(template),
            look: Arc::clone(&self.look),
            content,
            colour: ColourMode::Original,
            sizes: template.sizes().collect(),
            mends: Vec::new(),
        };
        Ok(DemoAd { brand: self.id, product: product.slug.clone(), brief, order })
    }

    /// An ad with the first product and hook that fill the template. `turn` begins with another product, so that not
    /// every ad shows the same one.
    ///
    /// # Errors
    /// What the last product lacks.
    pub fn any_ad(&self, template: &Arc<Template>, turn: usize) -> Result<DemoAd, Missing> {
        let products = &self.file.products;
        let mut last = None;
        for step in 0..products.len() {
            let product = &products[(turn + step) % products.len()];
            for hook in 0..product.hooks.len().max(1) {
                match self.ad(template, product, (hook + turn) % product.hooks.len().max(1)) {
                    Ok(ad) => return Ok(ad),
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
