//! Choosing templates by hand: the grid of all that can be drawn, filtered and ordered for one product.

use creative::fill;
use creative::select::{Candidate, Filter, Sort, Wanted};
use creative::template::{Audience, Category};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{BoardHookInput, Previews};
use crate::creation::plan;
use crate::{AppError, Workspace};

/// What the grid shows, and in which order.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChooseQuery {
    /// The product.
    pub product: String,
    /// The offer; `None` is none.
    pub offer: Option<String>,
    /// The hooks that are on.
    pub hooks: Vec<BoardHookInput>,
    /// Only this kind of ad.
    pub category: Option<String>,
    /// Only what suits this stage of awareness, 1–5.
    pub awareness: Option<u32>,
    /// Only what speaks to these.
    pub audience: Option<String>,
    /// Only what comes from this industry.
    pub niche: Option<String>,
    /// Only what was taken from this brand.
    pub source_brand: Option<String>,
    /// Words of the name.
    pub search: String,
    /// Only what was not used with this product.
    pub unused: bool,
    /// Only what this product can fill.
    pub fits: bool,
    /// The order.
    pub sort: ChooseSort,
}

/// The order of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ChooseSort {
    /// What suits the product's pictures best first.
    Match,
    /// What was used most first.
    MostUsed,
    /// What was not used, or longest ago, first.
    LeastUsed,
    /// By name.
    Name,
}

/// A template of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChooseTemplate {
    /// Which.
    pub template: String,
    /// What the product lacks for it, in words.
    pub lacks: Option<String>,
}

/// The templates that the filters show, those that the product can fill first.
///
/// # Errors
/// `not_found`; `invalid_input` for a kind or an audience that is none; if the file cannot be read.
pub fn choose_templates(
    ws: &Workspace,
    previews: &Previews,
    query: &ChooseQuery,
) -> Result<Vec<ChooseTemplate>, AppError> {
    let setting = previews.setting(ws, &query.product)?;
    let hooks = super::plan::hooks(&setting.stock, &query.hooks);
    let candidates = plan::candidates(ws, &setting.stock, &setting.templates.usable, &hooks, query.offer.as_deref())?;
    let filter = Filter {
        category: category(query.category.as_deref())?,
        awareness: query.awareness.and_then(|stage| u8::try_from(stage).ok()),
        audience: audience(query.audience.as_deref())?,
        niche: query.niche.clone(),
        source_brand: query.source_brand.clone(),
        search: Some(query.search.clone()).filter(|words| !words.trim().is_empty()),
        unused: query.unused,
        fits: query.fits,
    };
    let sort = match query.sort {
        ChooseSort::Match => Sort::Match,
        ChooseSort::MostUsed => Sort::MostUsed,
        ChooseSort::LeastUsed => Sort::LeastUsed,
        ChooseSort::Name => Sort::Name,
    };
    let wanted = Wanted { owned: fill::owned_tags(&setting.stock.brief), ..Wanted::default() };
    let mut shown: Vec<&Candidate> = filter.apply(&candidates, sort, &wanted);
    shown.sort_by_key(|candidate| !candidate.lacks.is_empty());
    let row = |candidate: &Candidate| ChooseTemplate {
        template: candidate.template.clone(),
        lacks: (!candidate.lacks.is_empty()).then(|| candidate.lacks.join("; ")),
    };
    Ok(shown.into_iter().map(row).collect())
}

/// A kind of ad by its name.
pub(crate) fn category(name: Option<&str>) -> Result<Option<Category>, AppError> {
    named("kind of ad", name, &Category::ALL, Category::name)
}

/// An audience by its name.
pub(crate) fn audience(name: Option<&str>) -> Result<Option<Audience>, AppError> {
    named("audience", name, &Audience::ALL, Audience::name)
}

fn named<T: Copy>(
    what: &str,
    name: Option<&str>,
    all: &[T],
    name_of: fn(T) -> &'static str,
) -> Result<Option<T>, AppError> {
    let Some(name) = name else { return Ok(None) };
    let found = all.iter().copied().find(|one| name_of(*one) == name);
    found.map(Some).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|one| name_of(*one)).collect();
        AppError::invalid(format!("“{name}” is no {what}."), format!("Choose one of {}.", known.join(", ")))
    })
}
