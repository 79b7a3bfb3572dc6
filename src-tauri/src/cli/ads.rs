//! `ads`: what was made, deciding about it, and handing it out.

use std::path::PathBuf;

use app::AppError;
use app::creation::export::{self, ExportFormat, ExportReport, ExportWanted, SheetChoice};
use app::creation::{more, review};
use clap::{Args, Subcommand, ValueEnum};
use creative::{Cancel, CanvasSize};
use serde::Serialize;
use store::creation::{AdFilter, AdStatus, Decisive, MadeAd};
use units::{RunId, counted};

use super::{Answer, Session};

/// Ads that were made.
#[derive(Debug, Subcommand)]
pub enum AdsCommand {
    /// What was made, deciding about it, and handing it out
    #[command(subcommand)]
    Ads(AdsAct),
}

/// What can be done with ads. AD is an id or the eight digits of a file's name.
#[derive(Debug, Subcommand)]
pub enum AdsAct {
    /// Ads, newest batch first
    List(ListArguments),
    /// Approve ads
    Approve {
        /// Which
        #[arg(required = true)]
        ads: Vec<String>,
    },
    /// Reject ads
    Reject {
        /// Which
        #[arg(required = true)]
        ads: Vec<String>,
        /// off_brand, wrong_offer, hard_to_read, weak_idea, picture_flawed, too_like_another
        #[arg(long, value_name = "R,…", value_delimiter = ',')]
        reason: Vec<String>,
        /// In your own words
        #[arg(long)]
        note: Option<String>,
    },
    /// Take the last decision back
    Undo,
    /// Make the sizes an ad does not have, of those its template has, and add them to it
    MissingSizes {
        /// Which
        ad: String,
    },
    /// Draw an ad again in all its sizes and say whether it is the same bytes
    RenderAgain {
        /// Which
        ad: String,
    },
    /// Write files, with copy texts and a manifest beside them
    Export(ExportArguments),
}

/// Which ads are listed.
#[derive(Debug, Args)]
pub struct ListArguments {
    /// Of this run
    #[arg(long)]
    run: Option<RunId>,
    /// approved, flagged, rejected, review_failed or generation_failed. What a person decided counts; an ad that nobody
    /// decided on is what its checks say, so it is approved if they all pass
    #[arg(long, value_delimiter = ',')]
    status: Vec<AdStatus>,
    /// What a person decided, whatever the checks say: approved, rejected, or none for ads that wait for a decision
    #[arg(long, value_enum, conflicts_with_all = ["status", "undecided"])]
    decision: Option<Said>,
    /// Only those that nobody decided on
    #[arg(long)]
    undecided: bool,
    /// At most so many
    #[arg(long, default_value_t = 0)]
    limit: u32,
}

/// What a person said of an ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Said {
    /// It may be used
    Approved,
    /// It may not
    Rejected,
    /// Nothing yet
    None,
}

impl Said {
    /// The ads of which it was said, as the file counts them.
    fn filter(self) -> (Option<bool>, Vec<AdStatus>) {
        match self {
            Self::Approved => (Some(true), vec![AdStatus::Approved]),
            Self::Rejected => (Some(true), vec![AdStatus::Rejected]),
            Self::None => (Some(false), Vec::new()),
        }
    }
}

/// What is written, and where.
#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Every approved ad: those that a person approved, and those that nobody decided on and whose checks all pass
    #[arg(long, conflicts_with_all = ["run", "ads"])]
    all: bool,
    /// The approved ads of this run, as with --all
    #[arg(long, conflicts_with = "ads")]
    run: Option<RunId>,
    /// These ads, approved or not
    ads: Vec<String>,
    /// How
    #[arg(long, value_enum, default_value_t = Format::Png)]
    format: Format,
    /// The folder. What lies there stays: a second manifest, ZIP, sheet or page is numbered, as manifest_2.csv
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// How files are named, such as {brand}_{product}_{id}_{size}; without it as they were made
    #[arg(long, value_name = "PATTERN")]
    name: Option<String>,
    /// A sheet that Ads Manager exported once: its columns are filled for a bulk import
    #[arg(long, value_name = "FILE")]
    ads_manager_sheet: Option<PathBuf>,
    /// One offline HTML page with every ad as its placements show it
    #[arg(long)]
    contact_sheet: bool,
    /// PNGs with the same pixels in fewer bytes; it takes longer
    #[arg(long)]
    smaller: bool,
    /// What {campaign} says in the names; without it what was said last for their products, if it is the same for all
    #[arg(long, value_name = "WORDS")]
    campaign: Option<String>,
}

/// The form of the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// PNG files
    Png,
    /// JPEG files
    Jpeg,
    /// One ZIP with PNG files
    Zip,
}

#[derive(Debug, Serialize)]
struct Listed {
    ads: Vec<Row>,
    override_rate: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    tag: String,
    name: String,
    run: String,
    template: String,
    hook: Option<String>,
    color: String,
    /// The decision, or what the checks say where there is none.
    status: AdStatus,
    /// What the checks say.
    checked: AdStatus,
    /// What a person said; null while nobody has.
    decision: Option<Decisive>,
    created_at: units::Timestamp,
    files: Vec<File>,
}

#[derive(Debug, Serialize)]
struct File {
    id: String,
    size: String,
    canvas_size: String,
    sha256: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    status: AdStatus,
    failed_checks: Vec<String>,
    not_checked: Vec<String>,
    error: Option<String>,
}

/// Does what is asked.
///
/// # Errors
/// `not_found`; as deciding and writing fail.
pub fn run(session: &Session, command: AdsCommand) -> Result<Answer, AppError> {
    let AdsCommand::Ads(act) = command;
    let ws = session.open()?;
    let ids = |ads: &[String]| {
        ads.iter().map(|ad| review::find(&ws, ad).map(|found| found.id)).collect::<Result<Vec<_>, _>>()
    };
    match act {
        AdsAct::List(arguments) => list(&ws, &arguments),
        AdsAct::Approve { ads } => decided(&review::approve(&ws, &ids(&ads)?)?),
        AdsAct::Reject { ads, reason, note } => decided(&review::reject(&ws, &ids(&ads)?, &reason, note.as_deref())?),
        AdsAct::Undo => decided(&review::undo(&ws, None)?),
        AdsAct::MissingSizes { ad } => {
            let made: Vec<&str> =
                more::missing_sizes(&ws, &ad, &Cancel::new())?.into_iter().map(CanvasSize::tag).collect();
            let words = match made.as_slice() {
                [] => "It has all the sizes of its template.".to_owned(),
                sizes => format!("Added {}.", sizes.join(", ")),
            };
            Answer::of(&serde_json::json!({ "sizes": made }), words)
        }
        AdsAct::RenderAgain { ad } => drawn_again(&more::all_again(&ws, &ad, &Cancel::new())?),
        AdsAct::Export(arguments) => write(session, &ws, &arguments),
    }
}

fn list(ws: &app::Workspace, arguments: &ListArguments) -> Result<Answer, AppError> {
    let (decided, status) = match arguments.decision {
        Some(said) => said.filter(),
        None => (arguments.undecided.then_some(false), arguments.status.clone()),
    };
    let filter = AdFilter {
        batch: arguments.run.map(|run| run.to_string()),
        status,
        decided,
        limit: arguments.limit,
        ..AdFilter::default()
    };
    let ads: Vec<Row> = ws.store.made_ads(&filter)?.into_iter().map(row).collect();
    let override_rate = ws.store.overrides(None)?.rate().map(units::Ratio::fraction);
    let words = table(&ads);
    Answer::of(&Listed { ads, override_rate }, words)
}

/// What a person decided and what the checks say stand apart: an ad that passes all checks is not approved by anybody.
fn table(ads: &[Row]) -> String {
    if ads.is_empty() {
        return "No ads here. Make some with `ad-creator create`.\n".to_owned();
    }
    let line = |tag: &str, decision: &str, checks: &str, sizes: &str, name: &str| {
        format!("{tag:<8}  {decision:<9}  {checks:<12}  {sizes:<20}  {name}\n")
    };
    let mut words = line("AD", "DECISION", "CHECKS", "SIZES", "NAME");
    for ad in ads {
        let sizes: Vec<&str> = ad.files.iter().map(|file| file.size.as_str()).collect();
        let decision = ad.decision.map_or("undecided", Decisive::word);
        words.push_str(&line(&ad.tag, decision, checks_in_words(ad.checked), &sizes.join(" "), &ad.name));
    }
    words
}

/// In words that are no decision's.
const fn checks_in_words(checked: AdStatus) -> &'static str {
    match checked {
        AdStatus::Approved => "all pass",
        AdStatus::Flagged => "need a look",
        AdStatus::Rejected => "fail",
        AdStatus::ReviewFailed => "did not run",
        AdStatus::GenerationFailed => "no picture",
        AdStatus::Pending => "not made yet",
    }
}

fn row(ad: MadeAd) -> Row {
    Row {
        status: ad.status(),
        files: ad.files.iter().map(file).collect(),
        id: ad.id,
        tag: ad.tag,
        name: ad.name,
        run: ad.batch,
        template: ad.template_name,
        hook: ad.hook_text,
        color: ad.color_mode,
        checked: ad.checked,
        decision: ad.decision,
        created_at: ad.created_at,
    }
}

fn file(file: &store::creation::AdFile) -> File {
    let codes = |outcome| {
        let with = file.checks.iter().filter(move |check| check.outcome == outcome);
        with.map(|check| check.code.clone()).collect::<Vec<_>>()
    };
    File {
        id: file.id.clone(),
        size: export::size_tag(&file.canvas_size),
        canvas_size: file.canvas_size.clone(),
        sha256: file.sha256.clone(),
        width: file.width,
        height: file.height,
        status: file.checked,
        failed_checks: codes(store::creation::CheckOutcome::Fail),
        not_checked: codes(store::creation::CheckOutcome::NotChecked),
        error: file.error.clone(),
    }
}

fn decided(decided: &[store::creation::Decided]) -> Result<Answer, AppError> {
    let rows: Vec<_> = decided
        .iter()
        .map(|one| serde_json::json!({ "ad": one.ad, "before": one.before, "now": one.now, "checked": one.checked }))
        .collect();
    let words = if rows.is_empty() {
        "Nothing to take back.".to_owned()
    } else {
        format!("{}.", counted(rows.len() as u64, "ad", "ads"))
    };
    Answer::of(&serde_json::json!({ "decided": rows }), words)
}

fn drawn_again(sizes: &[more::Again]) -> Result<Answer, AppError> {
    let line = |one: &more::Again| format!("{}: {}\n", one.size, one.why.as_deref().unwrap_or("the same bytes"));
    let words: String = sizes.iter().map(line).collect();
    Answer::of(&serde_json::json!({ "same": sizes.iter().all(|one| one.same), "sizes": sizes }), words)
}

fn write(session: &Session, ws: &app::Workspace, arguments: &ExportArguments) -> Result<Answer, AppError> {
    let ads = if arguments.ads.is_empty() {
        if !arguments.all && arguments.run.is_none() {
            return Err(AppError::new(
                app::ErrorCode::WrongUsage,
                "Nothing was named to export.",
                "Name ads, or give --run ID or --all.",
            ));
        }
        export::approved(ws, arguments.run.map(|run| run.to_string()).as_deref())?
    } else {
        arguments.ads.iter().map(|ad| review::find(ws, ad)).collect::<Result<Vec<_>, _>>()?
    };
    let wanted = ExportWanted {
        ads: ads.into_iter().map(|ad| ad.id).collect(),
        format: match arguments.format {
            Format::Png | Format::Zip => ExportFormat::Png,
            Format::Jpeg => ExportFormat::Jpeg,
        },
        zip: arguments.format == Format::Zip,
        smaller: arguments.smaller,
        to: arguments.to.clone(),
        pattern: arguments.name.as_deref().map(app::creation::names::read).transpose()?,
        campaign: arguments.campaign.clone(),
        sheet: arguments.ads_manager_sheet.clone().map_or(SheetChoice::IfKnown, SheetChoice::File),
        contact_sheet: arguments.contact_sheet,
    };
    let report = stoppable(session, ws, wanted)?;
    Answer::of(&report, words(&report, arguments))
}

/// Writes ads. Ctrl-C stops it as Stop does in the window: the folder is as it was.
fn stoppable(session: &Session, ws: &app::Workspace, wanted: ExportWanted) -> Result<ExportReport, AppError> {
    let (ws, cancel) = (ws.clone(), Cancel::new());
    session.wait_for(async {
        let interrupted = cancel.clone();
        let listening = tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                interrupted.cancel();
            }
        });
        let written =
            tokio::task::spawn_blocking(move || export::export_watched(&ws, &wanted, &cancel, |_done, _of| {})).await?;
        listening.abort();
        written
    })
}

fn words(report: &ExportReport, arguments: &ExportArguments) -> String {
    let (files, ads) = (counted(report.files.len() as u64, "file", "files"), counted(report.ads.into(), "ad", "ads"));
    let mut words = format!("{files} of {ads} in {}.\n", arguments.to.display());
    match &report.zip {
        Some(zip) => words.push_str(&format!("ZIP, with the manifest: {zip}\n")),
        None => words.push_str(&format!("Manifest: {}\n", report.manifest)),
    }
    if let Some(sheet) = &report.sheet {
        words.push_str(&format!("Sheet for Ads Manager: {}\n", sheet.name));
    }
    if let Some(page) = &report.contact_sheet {
        words.push_str(&format!("Page with every ad: {page}\n"));
    }
    for ad in &report.not_holding {
        words.push_str(&format!("Should not run: {ad}\n"));
    }
    for set in &report.torn_sets {
        words.push_str(&format!("Not a whole carousel: {set}\n"));
    }
    for name in &report.left_out {
        words.push_str(&format!("Left out, as it has no picture: {name}\n"));
    }
    words
}
