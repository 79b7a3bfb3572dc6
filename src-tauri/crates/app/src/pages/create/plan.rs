//! Which ads a board proposes, and making them.

use std::collections::BTreeSet;
use std::sync::Arc;

use creative::select::{self, Fallback, Score, Strictness};
use creative::{Template, fill};
use store::creation::Hook;
use units::RunId;

use super::choosing;
use super::previews::spec_of;
use super::{
    BoardFallback, BoardHookInput, BoardPlan, BoardQuery, BoardStrictness, BoardSum, ChoiceMode, LeftOut, MakeInput,
    Previews, ProposedAd, ScoreLine,
};
use crate::creation::params::{Choice, Hooks, OfferChoice, OverCap};
use crate::creation::templates::Templates;
use crate::creation::{self, Stock, Wanted, plan};
use crate::{AppError, Workspace};

/// Ads that a board may have.
const MOST: u32 = 100;

/// What the board's mode proposes. The same board with the same throw of the dice is the same proposal.
///
/// # Errors
/// `not_found`; if the file cannot be read.
pub fn plan_board(ws: &Workspace, previews: &Previews, query: &BoardQuery) -> Result<BoardPlan, AppError> {
    let setting = previews.setting(ws, &query.product)?;
    let (stock, templates) = (&setting.stock, &setting.templates.usable);
    let hooks = hooks(stock, &query.hooks);
    let candidates = plan::candidates(ws, stock, templates, &hooks, query.offer.as_deref())?;
    let wanted = wanted(query)?;
    let mut ask = plan::ask(&wanted, stock, &hooks)?;
    ask.without = query.besides.iter().cloned().collect::<BTreeSet<_>>();
    let selection = select::choose(&candidates, &ask);
    let lacking = candidates.iter().filter(|candidate| !candidate.lacks.is_empty()).count();
    let (file_ms, file_bytes) = plan::file_speed(ws)?;
    let file_ms = file_ms / crate::creation::cores::at_once() as f64;
    let by_id = plan::by_id(templates);
    let name = |id: &str| by_id.get(id).map_or_else(|| id.to_owned(), |one| one.name.clone());
    Ok(BoardPlan {
        ads: proposals(stock, templates, &hooks, &plan::best_first(&selection, &wanted.choice), query.offer.as_deref()),
        left_out: selection
            .left_out
            .iter()
            .map(|one| LeftOut { template: one.template.clone(), name: name(&one.template), why: one.why.clone() })
            .chain(unusable(&setting.templates))
            .collect(),
        fit: selection.of.saturating_sub(u32::try_from(lacking).unwrap_or(u32::MAX)),
        of: selection.of,
        nothing: selection.reason_if_empty.as_ref().map(|empty| {
            let helps = empty.helps.iter().map(|help| help.words.as_str());
            std::iter::once(empty.why.as_str()).chain(helps).collect::<Vec<_>>().join(" ")
        }),
        fallback: selection.fallback.map(|given_up| match given_up {
            Fallback::GateOff => BoardFallback::PicturesNeedNotSuit,
            Fallback::CategoryOff => BoardFallback::AnyCategory,
        }),
        file_ms,
        file_bytes,
        cap: plan::cap(ws)?,
    })
}

/// Each chosen template with the hook that suits it best; among equals the hooks take turns.
fn proposals(
    stock: &Stock,
    templates: &[Arc<Template>],
    hooks: &[Hook],
    chosen: &[(usize, &select::Choice)],
    offer: Option<&str>,
) -> Vec<ProposedAd> {
    let by_id = plan::by_id(templates);
    let mut ads = Vec::new();
    for (turn, choice) in chosen {
        let Some(template) = by_id.get(choice.template.as_str()) else { continue };
        let by_fit = plan::best_hooks(hooks, template, hooks.len(), *turn);
        let fitting = by_fit.into_iter().find(|hook| plan::fits(stock, template, Some(hook), offer));
        let place = fitting.and_then(|hook| hooks.iter().position(|one| one.text == hook.text)).unwrap_or_default();
        ads.push(ProposedAd {
            template: choice.template.clone(),
            name: choice.name.clone(),
            hook: u32::try_from(place).unwrap_or_default(),
            cards: u32::try_from(fill::seeds(template, 0).len()).unwrap_or(1),
            place: choice.rank,
            scores: score_lines(&choice.scores),
        });
    }
    ads
}

/// What scorers say, for the window.
pub(crate) fn score_lines(scores: &[Score]) -> Vec<ScoreLine> {
    scores
        .iter()
        .map(|score| ScoreLine {
            scorer: score.scorer.words().to_owned(),
            score: score.score,
            weight: score.weight,
            words: score.words.clone(),
        })
        .collect()
}

/// The board's hooks as those of a library: what was typed has no identity and no shorter ways to say it.
pub(super) fn hooks(stock: &Stock, inputs: &[BoardHookInput]) -> Vec<Hook> {
    inputs
        .iter()
        .map(|input| {
            let known = stock.hooks.iter().find(|hook| input.id.as_ref() == Some(&hook.id));
            Hook {
                id: input.id.clone().unwrap_or_default(),
                product: stock.product.id.clone(),
                text: input.text.trim().to_owned(),
                shorter: known
                    .filter(|hook| hook.text == input.text)
                    .map(|hook| hook.shorter.clone())
                    .unwrap_or_default(),
                awareness: known.and_then(|hook| hook.awareness),
                position: 0,
                active: true,
            }
        })
        .collect()
}

pub(super) fn wanted(query: &BoardQuery) -> Result<Wanted, AppError> {
    let count = query.count.clamp(0, MOST);
    Ok(Wanted {
        choice: match query.mode {
            ChoiceMode::BestMatch => Choice::BestMatch(count),
            ChoiceMode::Shuffle => Choice::Shuffle(count),
            ChoiceMode::Choose => Choice::Manual(query.templates.clone()),
        },
        offer: query.offer.clone().map_or(OfferChoice::None, OfferChoice::This),
        sizes: query.sizes.iter().copied().map(Into::into).collect(),
        hooks: Hooks::Best(1),
        category: choosing::category(query.category.as_deref())?,
        audience: choosing::audience(query.audience.as_deref())?,
        strictness: match query.strictness {
            BoardStrictness::Brand => Strictness::Default,
            BoardStrictness::Growth => Strictness::Growth,
            BoardStrictness::Premium => Strictness::Premium,
        },
        seed: u64::from(query.seed),
        ..Wanted::of(query.product.clone())
    })
}

/// Makes the ads of a board now, exactly as they stand on it, a carousel with all its cards; the answer is the run, the
/// first of several for a board that is more than one run makes.
///
/// # Errors
/// `invalid_input` for an empty board; `opened_read_only`.
pub fn make_ads(ws: &Workspace, input: MakeInput) -> Result<Vec<RunId>, AppError> {
    let templates = creation::templates(ws)?;
    creation::now::file(ws, &exactly(input, &templates)?)
}

/// The ads of a board as they stand on it, with everything that a person decided about them.
pub(super) fn exactly(input: MakeInput, templates: &[Arc<Template>]) -> Result<Wanted, AppError> {
    let Some(first) = input.ads.first() else {
        return Err(AppError::invalid("There is no ad on the board.", "Turn a hook and a size on, then try again."));
    };
    let wanted = Wanted {
        sizes: input.sizes.iter().copied().map(Into::into).collect(),
        // The bar says how many runs it takes before anybody presses the button.
        over_cap: OverCap::Split,
        ..Wanted::of(first.ad.product.clone())
    };
    let ads = input.ads.into_iter().flat_map(|made| {
        let spec = creation::AdSpec { copy: Some(crate::pages::review::stored_copy(made.copy)), ..spec_of(&made.ad) };
        let template = templates.iter().find(|template| template.id == spec.template);
        let seeds = template.map_or_else(|| vec![spec.seed], |template| fill::seeds(template, spec.seed));
        seeds.into_iter().map(move |seed| creation::AdSpec { seed, ..spec.clone() })
    });
    Ok(Wanted { ads: ads.collect(), ..wanted })
}

/// Imported templates that cannot be used, whatever the product.
fn unusable(templates: &Templates) -> impl Iterator<Item = LeftOut> {
    templates.unusable.iter().map(|one| LeftOut {
        why: format!("It cannot be used: {}", one.why),
        template: one.id.clone(),
        name: one.name.clone(),
    })
}

/// What making a board comes to, by the plan that would be made.
///
/// # Errors
/// As [`make_ads`].
pub fn sum_board(ws: &Workspace, previews: &Previews, input: MakeInput) -> Result<BoardSum, AppError> {
    let product = input.ads.first().map(|made| made.ad.product.clone()).unwrap_or_default();
    let setting = previews.setting(ws, &product)?;
    let wanted = exactly(input, &setting.templates.usable)?;
    let plan = plan::plan_with(ws, &wanted, &setting.stock, &setting.templates)?;
    let plan::Estimate { ads, files, ideas, runs, .. } = plan::estimate(ws, &plan)?;
    Ok(BoardSum { ads, files, ideas, runs })
}
