//! Which ads a board proposes, making them, and saving the board as a schedule.

use std::collections::BTreeSet;
use std::sync::Arc;

use creative::select::{self, Fallback, Score, Selection, Strictness};
use creative::{Template, fill};
use store::creation::Hook;
use units::{JobId, JobType, RunId};

use super::choosing;
use super::previews::spec_of;
use super::{
    AdColour, BoardFallback, BoardHookInput, BoardPlan, BoardQuery, BoardSchedule, BoardStrictness, ChoiceMode,
    LeftOut, MakeInput, PlannedRun, Previews, ProposedAd, ScoreLine,
};
use crate::creation::params::{Choice, Hooks, OfferChoice, OverCap};
use crate::creation::{self, Stock, Wanted, library, plan};
use crate::pages::schedule::{self, JobInput, RuleInput};
use crate::{AppError, Workspace};

/// Ads that a board may have.
const MOST: u32 = 100;

/// What the board's mode proposes. The same board with the same throw of the dice is the same proposal.
///
/// # Errors
/// `not_found`; if the file cannot be read.
pub fn plan_board(ws: &Workspace, previews: &Previews, query: &BoardQuery) -> Result<BoardPlan, AppError> {
    let setting = previews.setting(ws, &query.product)?;
    let (stock, templates) = (&setting.stock, &setting.templates);
    let hooks = hooks(stock, &query.hooks);
    let candidates = plan::candidates(ws, stock, templates, &hooks, query.offer.as_deref())?;
    let mut ask = plan::ask(&wanted(query)?, stock, &hooks);
    ask.without = query.besides.iter().cloned().collect::<BTreeSet<_>>();
    let selection = select::choose(&candidates, &ask);
    let lacking = candidates.iter().filter(|candidate| !candidate.lacks.is_empty()).count();
    let (file_ms, file_bytes) = plan::file_speed(ws)?;
    let file_ms = file_ms / crate::creation::cores::at_once() as f64;
    let by_id = plan::by_id(templates);
    let name = |id: &str| by_id.get(id).map_or_else(|| id.to_owned(), |one| one.name.clone());
    Ok(BoardPlan {
        ads: proposals(stock, templates, &hooks, query, &selection),
        left_out: selection
            .left_out
            .iter()
            .map(|one| LeftOut { template: one.template.clone(), name: name(&one.template), why: one.why.clone() })
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
    query: &BoardQuery,
    selection: &Selection,
) -> Vec<ProposedAd> {
    let offer = query.offer.as_deref();
    let by_id = plan::by_id(templates);
    let mut ads = Vec::new();
    for (turn, choice) in selection.chosen.iter().enumerate() {
        let Some(template) = by_id.get(choice.template.as_str()) else { continue };
        let by_fit = plan::best_hooks(hooks, template, hooks.len(), turn);
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

fn wanted(query: &BoardQuery) -> Result<Wanted, AppError> {
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
pub fn make_ads(ws: &Workspace, input: MakeInput) -> Result<RunId, AppError> {
    let Some(first) = input.ads.first() else {
        return Err(AppError::invalid("There is no ad on the board.", "Turn a hook and a size on, then try again."));
    };
    let wanted = Wanted {
        sizes: input.sizes.iter().copied().map(Into::into).collect(),
        // The bar says how many runs it takes before anybody presses the button.
        over_cap: OverCap::Split,
        ..Wanted::of(first.ad.product.clone())
    };
    let templates = creation::templates(ws)?;
    let ads = input.ads.into_iter().flat_map(|made| {
        let spec = creation::AdSpec { copy: Some(crate::pages::review::stored_copy(made.copy)), ..spec_of(&made.ad) };
        let template = templates.iter().find(|template| template.id == spec.template);
        let seeds = template.map_or_else(|| vec![spec.seed], |template| fill::seeds(template, spec.seed));
        seeds.into_iter().map(move |seed| creation::AdSpec { seed, ..spec.clone() })
    });
    let runs = creation::now::file(ws, &Wanted { ads: ads.collect(), ..wanted })?;
    runs.into_iter().next().ok_or_else(|| AppError::internal("a plan of no runs"))
}

/// Saves a board as a schedule that makes new ads by the same rules.
///
/// # Errors
/// `invalid_input`; `schedule_never_fires`; `opened_read_only`.
pub fn schedule_board(
    ws: &Workspace,
    query: &BoardQuery,
    colour: AdColour,
    mut job: JobInput,
) -> Result<JobId, AppError> {
    job.job_type = JobType::AdCreationV2;
    job.parameters = schedule::parameters(&kept(ws, query, colour)?.to_json());
    schedule::create_job(ws, job)
}

/// The next runs of a board as a schedule, and what each will make as the library stands now.
///
/// # Errors
/// `invalid_input`; `schedule_never_fires`.
pub fn preview_board_schedule(
    ws: &Workspace,
    previews: &Previews,
    input: &BoardSchedule,
) -> Result<Vec<PlannedRun>, AppError> {
    let rule = RuleInput { rule: input.rule.clone(), zone: input.zone.clone() };
    let next = schedule::preview_rule(ws, &rule)?.next;
    let setting = previews.setting(ws, &input.query.product)?;
    // Hooks that were typed on the board are saved with the schedule: here they are as if they were.
    let mut stock = setting.stock.clone();
    stock.hooks = hooks(&setting.stock, &input.query.hooks);
    for (place, hook) in stock.hooks.iter_mut().enumerate().filter(|(_, hook)| hook.id.is_empty()) {
        hook.id = format!("typed-{place}");
    }
    let ids = stock.hooks.iter().map(|hook| hook.id.clone()).collect();
    let wanted = Wanted { hooks: Hooks::BestOf(1, ids), colours: vec![input.colour.into()], ..wanted(&input.query)? };
    next.into_iter()
        .map(|run| {
            let made = plan::plan_with(ws, &wanted.at(run.at), &stock, &setting.templates)?;
            Ok(PlannedRun {
                at: run.at,
                note: run.note,
                ads: made.ads.into_iter().map(|ad| ad.template_name).collect(),
            })
        })
        .collect()
}

/// What a schedule of this board keeps. Hooks that were typed on the board go into the library first: a schedule names
/// hooks, it does not carry words.
fn kept(ws: &Workspace, query: &BoardQuery, colour: AdColour) -> Result<Wanted, AppError> {
    let wanted = wanted(query)?;
    let mut known = ws.store.hooks(&query.product)?;
    let typed: Vec<&str> = query
        .hooks
        .iter()
        .map(|hook| hook.text.trim())
        .filter(|text| !known.iter().any(|hook| hook.active && hook.text == *text))
        .collect();
    if !typed.is_empty() {
        library::paste_hooks(ws, &query.product, &typed.join("\n"))?;
        known = ws.store.hooks(&query.product)?;
    }
    let ids = known
        .iter()
        .filter(|hook| hook.active && query.hooks.iter().any(|one| one.text.trim() == hook.text))
        .map(|hook| hook.id.clone());
    Ok(Wanted { hooks: Hooks::BestOf(1, ids.collect()), colours: vec![colour.into()], ..wanted })
}
