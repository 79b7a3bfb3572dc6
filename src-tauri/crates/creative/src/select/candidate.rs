//! A template as a selection sees it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::template::{Audience, Category};

/// A template with what the file knows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its id.
    pub template: String,
    /// Its name.
    pub name: String,
    /// What kind of ad it makes.
    pub category: Category,
    /// First and last stage of awareness it suits; nothing if nobody said.
    pub awareness: Option<(u8, u8)>,
    /// Whom it speaks to; nothing if nobody said.
    pub audience: Option<Audience>,
    /// Tags of pictures it needs.
    pub required: Arc<[String]>,
    /// Whether its pictures and texts are known. A picture template that was never analysed does not pass a gate.
    pub analysed: bool,
    /// When this brand used it last; nothing if never.
    pub used: Option<Use>,
    /// When it was last used with this product; nothing if never.
    pub used_with_product: Option<Use>,
    /// What the product data lack to fill it, in words, as "2 of 3 reviews". With any of these it is not drawn.
    pub lacks: Vec<String>,
    /// The industry it comes from, as the origin kept it.
    pub niche: Option<String>,
    /// The brand it was taken from.
    pub source_brand: Option<String>,
    /// When it came into the library, in days since 1970.
    pub added: Option<i32>,
}

/// When and how often something was used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Use {
    /// Days since the last time.
    pub days_ago: f64,
    /// How many times.
    pub times: u32,
}

impl Candidate {
    /// A template that nothing is known of but its id and kind.
    #[must_use]
    pub fn new(template: impl Into<String>, category: Category) -> Self {
        let template = template.into();
        Self {
            name: template.clone(),
            template,
            category,
            awareness: None,
            audience: None,
            required: Arc::from([]),
            analysed: true,
            used: None,
            used_with_product: None,
            lacks: Vec::new(),
            niche: None,
            source_brand: None,
            added: None,
        }
    }

    /// Tags it needs that are not owned.
    pub(super) fn lacking<'a>(&'a self, owned: &'a BTreeSet<String>) -> impl Iterator<Item = &'a String> {
        self.required.iter().filter(|tag| !owns(owned, tag))
    }
}

/// Whether a tag is owned: itself, or a closer one. `product:bottle` is a `product`; a `product` may be no bottle.
#[must_use]
pub fn owns(owned: &BTreeSet<String>, tag: &str) -> bool {
    owned.contains(tag)
        || (!tag.contains(':')
            && owned
                .range(format!("{tag}:")..)
                .next()
                .is_some_and(|next| next.starts_with(tag) && next[tag.len()..].starts_with(':')))
}
