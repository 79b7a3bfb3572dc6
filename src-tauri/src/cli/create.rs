//! `create`: ads from a product and templates, without the window.

use app::creation::params::{Choice, HOOKS, Hooks, OfferChoice, OverCap, Wanted};
use app::creation::plan::{self, Estimate, Plan};
use app::creation::templates::Templates;
use app::creation::{library, now};
use app::{AppError, Workspace};
use clap::{Args, Subcommand};
use creative::select::Strictness;
use creative::template::Category;
use creative::{CanvasSize, ColourMode};
use serde::Serialize;
use tokio_util::sync::CancellationToken;
use units::counted;

use super::{Answer, Session};

/// Making ads.
#[derive(Debug, Subcommand)]
pub enum CreateCommand {
    /// Make ads of a product
    Create(CreateArguments),
}

/// What to make.
#[derive(Debug, Args)]
pub struct CreateArguments {
    /// A product by its id, its code, its short name or its name
    #[arg(long, value_name = "P")]
    product: String,
    /// manual:ID,… · roll:N (Shuffle) · smart:N (Best match)
    #[arg(long, value_name = "MODE", default_value = "smart:3", value_parser = templates)]
    templates: Choice,
    /// Sizes, such as 4x5,9x16,1x1,1.91x1
    #[arg(long, value_name = "S,…", value_delimiter = ',', default_value = "4x5,9x16,1x1")]
    sizes: Vec<CanvasSize>,
    /// Colour modes: original, complementary, brand; each is an ad of its own
    #[arg(long, visible_alias = "colours", value_name = "C,…", value_delimiter = ',', default_value = "original")]
    colors: Vec<ColourMode>,
    /// Hooks for each template: a number from 1 to 50 (the best ones), `all`, or hooks by id or words, with commas between
    #[arg(long, value_name = "H", default_value = "1")]
    hooks: String,
    /// A hook by its id or its words, which may have commas; repeat it for more of them
    #[arg(long = "hook", value_name = "WORDS", conflicts_with = "hooks")]
    named_hooks: Vec<String>,
    /// An offer by its id or short name, or `none`; without it the product's own
    #[arg(long, value_name = "O")]
    offer: Option<String>,
    /// Only this kind of ad
    #[arg(long, value_name = "KIND", value_parser = category)]
    category: Option<Category>,
    /// How well pictures must suit a template: default, growth, premium
    #[arg(long, default_value = "default", value_parser = strictness)]
    strictness: Strictness,
    /// What chance follows from: the same number gives the same ads
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Let several runs make a plan that is too large for one
    #[arg(long)]
    split: bool,
    /// Say what would be made, and make nothing
    #[arg(long)]
    dry_run: bool,
}

/// What would be made.
#[derive(Debug, Serialize)]
struct DryRun {
    dry_run: bool,
    planned: u32,
    #[serde(flatten)]
    estimate: Estimate,
    seed: u64,
    /// What of the choice could not be followed.
    warnings: Vec<String>,
    plan: Plan,
}

/// Makes ads, or says what would be made.
///
/// # Errors
/// `invalid_input` with why nothing can be made and what would help; what failed the run.
pub fn run(session: &Session, command: CreateCommand) -> Result<Answer, AppError> {
    let CreateCommand::Create(arguments) = command;
    let ws = session.open()?;
    let wanted = wanted(&ws, &arguments)?;
    if arguments.dry_run {
        let plan = plan::plan(&ws, &wanted)?;
        let estimate = plan::estimate(&ws, &plan)?;
        let (words, warnings) = (words_of_plan(&plan, &estimate), plan.shortfall(&wanted.choice));
        warnings.iter().for_each(|warning| session.progress(warning));
        let dry_run = DryRun { dry_run: true, planned: estimate.ads, estimate, seed: plan.seed, warnings, plan };
        return Answer::of(&dry_run, words);
    }
    let report = session.wait_for(async {
        let cancel = CancellationToken::new();
        let interrupted = cancel.clone();
        let listening = tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                interrupted.cancel();
            }
        });
        let report = now::make(&ws, wanted, cancel, |progress| {
            let total = progress.total.map_or_else(String::new, |total| format!(" of {total}"));
            session.progress(&format!("Ads, {}{total}: {}", progress.done, progress.message));
        })
        .await;
        listening.abort();
        report
    })?;
    report.warnings.iter().for_each(|warning| session.progress(warning));
    let words = format!(
        "{} in {}. All checks passed: {}. Needs a look: {}. Failed a check: {}. No picture: {}.\n\
         Nobody has approved them yet: look at them with `ad-creator ads list --run {}`, or in the window under Review.",
        counted(report.attempted.into(), "ad", "ads"),
        counted(report.files.into(), "file", "files"),
        report.approved,
        report.flagged,
        report.rejected,
        report.failed,
        report.run_id
    );
    Ok(Answer::of(&report, words)?.partly(report.failed > 0 || !report.failed_runs.is_empty()))
}

fn wanted(ws: &Workspace, arguments: &CreateArguments) -> Result<Wanted, AppError> {
    check_templates(ws, &arguments.templates)?;
    let product = library::find_product(ws, &arguments.product)?;
    let mut sizes = Vec::new();
    for size in &arguments.sizes {
        if !sizes.contains(size) {
            sizes.push(*size);
        }
    }
    let mut colours = Vec::new();
    for colour in &arguments.colors {
        if !colours.contains(colour) {
            colours.push(*colour);
        }
    }
    Ok(Wanted {
        choice: arguments.templates.clone(),
        category: arguments.category,
        strictness: arguments.strictness,
        hooks: match arguments.named_hooks.as_slice() {
            [] => hooks(ws, &product.id, &arguments.hooks)?,
            named => Hooks::These(found(ws, &product.id, named.iter().map(String::as_str))?),
        },
        offer: match arguments.offer.as_deref() {
            None => OfferChoice::Default,
            Some("none") => OfferChoice::None,
            Some(word) => OfferChoice::This(library::find_offer(ws, &product.id, word)?.id),
        },
        sizes,
        colours,
        seed: arguments.seed,
        over_cap: if arguments.split { OverCap::Split } else { OverCap::Ask },
        ..Wanted::of(product.id)
    })
}

fn hooks(ws: &Workspace, product: &str, text: &str) -> Result<Hooks, AppError> {
    if text == "all" {
        return Ok(Hooks::All);
    }
    if let Ok(count) = text.parse::<u32>() {
        return if HOOKS.contains(&count) {
            Ok(Hooks::Best(count))
        } else {
            Err(AppError::invalid(
                format!("{count} hooks for each template cannot be made."),
                format!("Write a number from {} to {}, `all`, or hooks by id.", HOOKS.start(), HOOKS.end()),
            ))
        };
    }
    found(ws, product, text.split(',').map(str::trim).filter(|word| !word.is_empty())).map(Hooks::These)
}

/// The ids of hooks that are named by id or words.
fn found<'a>(ws: &Workspace, product: &str, words: impl Iterator<Item = &'a str>) -> Result<Vec<String>, AppError> {
    words.map(|word| library::find_hook(ws, product, word).map(|hook| hook.id)).collect()
}

/// Templates that are named must be there: what was misspelt must not be missing from the ads unnoticed.
fn check_templates(ws: &Workspace, choice: &Choice) -> Result<(), AppError> {
    let Choice::Manual(ids) = choice else { return Ok(()) };
    let Templates { usable: known, unusable } = app::creation::templates::all(ws)?;
    // One that cannot be used is known: the plan says why it is left out.
    let is_known = |id: &str| known.iter().any(|one| one.id == id) || unusable.iter().any(|one| one.id == id);
    let unknown: Vec<&str> = ids.iter().map(String::as_str).filter(|id| !is_known(id)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let all: Vec<&str> = known.iter().map(|one| one.id.as_str()).collect();
    Err(AppError::invalid(
        format!("There is no template {} to make ads with.", unknown.join(", ")),
        format!("Name templates of these: {}.", all.join(", ")),
    ))
}

fn templates(text: &str) -> Result<Choice, String> {
    let wrong = || "write manual:ID,… or roll:N or smart:N".to_owned();
    let (mode, rest) = text.split_once(':').ok_or_else(wrong)?;
    let count = || match rest.parse() {
        Ok(count) if (1..=500).contains(&count) => Ok(count),
        _ => Err("N is a number from 1 to 500".to_owned()),
    };
    match mode {
        "manual" => {
            let ids: Vec<String> =
                rest.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
            if ids.is_empty() { Err(wrong()) } else { Ok(Choice::Manual(ids)) }
        }
        "roll" => Ok(Choice::Shuffle(count()?)),
        "smart" => Ok(Choice::BestMatch(count()?)),
        _ => Err(wrong()),
    }
}

fn category(text: &str) -> Result<Category, String> {
    let words = Category::ALL.map(Category::name).join(", ");
    Category::ALL.into_iter().find(|kind| kind.name() == text).ok_or_else(|| format!("kinds are {words}"))
}

fn strictness(text: &str) -> Result<Strictness, String> {
    match text {
        "default" => Ok(Strictness::Default),
        "growth" => Ok(Strictness::Growth),
        "premium" => Ok(Strictness::Premium),
        _ => Err("write default, growth or premium".to_owned()),
    }
}

fn words_of_plan(plan: &Plan, estimate: &Estimate) -> String {
    let mut text = format!(
        "{}, {}, {}; about {:.0} s and {:.1} MB.\n",
        counted(estimate.ads.into(), "ad", "ads"),
        counted(estimate.files.into(), "file", "files"),
        counted(estimate.ideas.into(), "distinct idea", "distinct ideas"),
        estimate.duration_ms as f64 / 1000.0,
        estimate.bytes as f64 / 1e6
    );
    if estimate.runs > 1 {
        text.push_str(&format!(
            "More than one run makes ({} files): it takes {} runs, with --split.\n",
            estimate.cap, estimate.runs
        ));
    }
    for (place, ad) in plan.ads.iter().enumerate() {
        let hook = ad.spec.hook.as_ref().map_or("–", |hook| hook.text.as_str());
        let twin = ad.twin_of.map_or_else(String::new, |twin| format!("  (looks like {twin})"));
        text.push_str(&format!("{:3}  {}  {}  {hook}{twin}\n", place + 1, ad.template_name, ad.spec.colour));
    }
    text
}
