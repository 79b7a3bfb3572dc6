//! What the files of an export are called.

use std::collections::BTreeMap;

use creative::CanvasSize;
use creative::fill::Locale;
use creative::name::{FileName, NameParts, Pattern};
use creative::tag::Tag;
use store::creation::{Brand, MadeAd, Product};

use crate::creation::copy::Said;
use crate::creation::names as patterns;
use crate::{AppError, Workspace};

/// The names of an export's ads, and what they belong to.
pub struct Named {
    pattern: Pattern,
    parts: BTreeMap<String, NameParts>,
    products: BTreeMap<String, Product>,
    brands: BTreeMap<String, Brand>,
}

/// What the braces of an ad's URL pattern say.
pub struct SaidOf {
    ad: String,
    product: String,
}

impl SaidOf {
    /// As the copy asks for it.
    pub fn as_said(&self) -> Said<'_> {
        Said { ad: &self.ad, product: &self.product }
    }
}

impl Named {
    /// The names of these ads. Without words for `{campaign}` they say what was said last for all their products, and
    /// nothing if that differs.
    ///
    /// # Errors
    /// As the file fails.
    pub fn of(
        ws: &Workspace,
        ads: &[MadeAd],
        pattern: Option<&Pattern>,
        campaign: Option<&str>,
    ) -> Result<Self, AppError> {
        let pattern = match pattern {
            Some(pattern) => pattern.clone(),
            None => patterns::pattern(ws)?,
        };
        let products = ws.store.products(None)?.into_iter().map(|product| (product.id.clone(), product)).collect();
        let brands = ws.store.library_brands()?.into_iter().map(|brand| (brand.id.clone(), brand)).collect();
        let mut named = Self { pattern, parts: BTreeMap::new(), products, brands };
        let campaign = match campaign {
            Some(said) => Some(said.trim().to_owned()).filter(|said| !said.is_empty()),
            None => patterns::common_campaign(ws, ads.iter().map(|ad| ad.product.as_str()))?,
        };
        for ad in ads {
            let (product, brand) = (named.product(ad), named.brand(ad));
            let code = |code: Option<&String>, name: Option<&String>| code.or(name).cloned().unwrap_or_default();
            let parts = NameParts {
                tag: Tag::parse(&ad.tag).map_err(AppError::internal)?,
                brand: code(brand.and_then(|brand| brand.code.as_ref()), brand.map(|brand| &brand.name)),
                product: code(product.and_then(|product| product.code.as_ref()), product.map(|product| &product.name)),
                template: ad.template_name.clone(),
                version: ad.template_version,
                hook: ad.hook_text.clone(),
                colour: (ad.color_mode != "original").then(|| ad.color_mode.clone()),
                language: Locale::new(brand.and_then(|brand| brand.locale.as_deref()).unwrap_or("en-US"))
                    .tag()
                    .to_owned(),
                campaign: campaign.clone(),
            };
            named.parts.insert(ad.id.clone(), parts);
        }
        Ok(named)
    }

    /// The product of an ad, if it is still there.
    pub fn product(&self, ad: &MadeAd) -> Option<&Product> {
        self.products.get(&ad.product)
    }

    /// The brand of an ad, if it is still there.
    pub fn brand(&self, ad: &MadeAd) -> Option<&Brand> {
        self.brands.get(&self.product(ad)?.brand)
    }

    /// The name of one size.
    pub fn file(&self, ad: &MadeAd, size: CanvasSize, ending: &'static str) -> String {
        match self.parts.get(&ad.id) {
            Some(parts) => FileName::new(&self.pattern, parts, size, ending).to_string(),
            None => format!("{}_{}.{ending}", ad.tag, size.tag()),
        }
    }

    /// The name that all sizes of an ad share.
    pub fn base(&self, ad: &MadeAd) -> String {
        let base = |parts| patterns::base(&self.pattern, parts, CanvasSize::Portrait);
        self.parts.get(&ad.id).map_or_else(|| ad.tag.clone(), base)
    }

    /// What the braces of the ad's URL pattern say.
    pub fn said(&self, ad: &MadeAd) -> SaidOf {
        let product = self.parts.get(&ad.id).map(|parts| parts.product.clone()).unwrap_or_default();
        SaidOf { ad: self.base(ad), product }
    }

    /// A name for all of them together: the day, and the product if there is one.
    pub fn batch_name(&self, ws: &Workspace) -> String {
        let day = ws.clock.now().to_utc().format("%Y-%m-%d");
        let mut products: Vec<&str> = self.parts.values().map(|parts| parts.product.as_str()).collect();
        products.dedup();
        match products.as_slice() {
            [only] => format!("ads_{}_{day}", creative::name::short(only)),
            _ => format!("ads_{day}"),
        }
    }
}
