//! A board as a schedule: the same ads each time, or new ones by the board's rules.

use units::{JobId, JobType};

use super::plan::{exactly, hooks, wanted};
use super::{AdColour, BoardQuery, BoardRepeat, BoardSchedule, PlannedRun, Previews};
use crate::creation::params::Hooks;
use crate::creation::{self, Stock, Wanted, library, plan};
use crate::pages::schedule::{self, JobInput, RuleInput};
use crate::{AppError, Workspace};

/// Saves a board as a schedule.
///
/// # Errors
/// `invalid_input`; `schedule_never_fires`; `opened_read_only`.
pub fn schedule_board(ws: &Workspace, makes: BoardRepeat, mut job: JobInput) -> Result<JobId, AppError> {
    let wanted = match makes {
        BoardRepeat::Same { ads } => exactly(ads, &creation::templates(ws)?)?,
        BoardRepeat::New { query, colours, every_hook } => {
            let hooks = named_hooks(ws, &query)?;
            by_rules(&query, &colours, every_hook, hooks)?
        }
    };
    job.job_type = JobType::AdCreationV2;
    job.parameters = schedule::parameters(&wanted.to_json());
    schedule::create_job(ws, job)
}

/// The next runs of a board as a schedule, and what each will make as the library stands now.
///
/// # Errors
/// `invalid_input`; `schedule_never_fires`.
pub fn preview_board_schedule(
    ws: &Workspace,
    previews: &Previews,
    input: BoardSchedule,
) -> Result<Vec<PlannedRun>, AppError> {
    let rule = RuleInput { rule: input.rule, zone: input.zone };
    let next = schedule::preview_rule(ws, &rule)?.next;
    let setting = previews.setting(ws, input.makes.product()?)?;
    let mut stock = setting.stock.clone();
    let wanted = match input.makes {
        BoardRepeat::Same { ads } => exactly(ads, &setting.templates.usable)?,
        BoardRepeat::New { query, colours, every_hook } => {
            let ids = as_if_kept(&mut stock, &query);
            by_rules(&query, &colours, every_hook, ids)?
        }
    };
    next.into_iter()
        .map(|run| {
            let made = plan::plan_with(ws, &wanted.at(run.at), &stock, &setting.templates)?;
            let ads = made.ads.into_iter().map(|ad| ad.template_name).collect();
            Ok(PlannedRun { at: run.at, note: run.note, ads })
        })
        .collect()
}

impl BoardRepeat {
    fn product(&self) -> Result<&str, AppError> {
        match self {
            Self::New { query, .. } => Ok(&query.product),
            Self::Same { ads } => ads
                .ads
                .first()
                .map(|made| made.ad.product.as_str())
                .ok_or_else(|| AppError::invalid("There is no ad on the board.", "Turn a hook and a size on.")),
        }
    }
}

fn by_rules(
    query: &BoardQuery,
    colours: &[AdColour],
    every_hook: bool,
    hooks: Vec<String>,
) -> Result<Wanted, AppError> {
    let colours = colours.iter().copied().map(Into::into).collect();
    let hooks = if every_hook { Hooks::These(hooks) } else { Hooks::BestOf(1, hooks) };
    Ok(Wanted { hooks, colours, ..wanted(query)? })
}

/// Hooks that were typed on the board are saved with the schedule: here they are as if they were.
fn as_if_kept(stock: &mut Stock, query: &BoardQuery) -> Vec<String> {
    stock.hooks = hooks(stock, &query.hooks);
    for (place, hook) in stock.hooks.iter_mut().enumerate().filter(|(_, hook)| hook.id.is_empty()) {
        hook.id = format!("typed-{place}");
    }
    stock.hooks.iter().map(|hook| hook.id.clone()).collect()
}

/// The board's hooks by their ids. Those that were typed on the board go into the library first: a schedule of rules
/// names hooks, it does not carry words.
fn named_hooks(ws: &Workspace, query: &BoardQuery) -> Result<Vec<String>, AppError> {
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
    let chosen =
        known.into_iter().filter(|hook| hook.active && query.hooks.iter().any(|one| one.text.trim() == hook.text));
    Ok(chosen.map(|hook| hook.id).collect())
}
