//! The Review page: what was made and waits for a person, with everything that helps to decide.
//!
//! An ad is one idea in all its sizes; a decision is about the ad. The list says little of many ads, [`review_ad`]
//! says all of one.

use serde::{Deserialize, Serialize};
use specta::Type;
use units::{RunId, Timestamp};

use super::create::{AdColour, AdSize, AdTexts, AdVerdict, CheckRow};

mod acts;
mod boxes;
mod chosen;
mod handing_out;
mod reads;

pub(crate) use acts::stored as stored_copy;
pub use acts::{
    ads_manager_sheet, change_copy, decide_ads, keep_ads_manager_sheet, make_missing_sizes, render_again, undo_decision,
};
pub use boxes::review_boxes;
pub use handing_out::{export_ads, export_folder, export_names};
pub use reads::{review_ad, review_page};

/// Which ads.
#[derive(Debug, Clone, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewQuery {
    /// Only in this state.
    pub show: ReviewShow,
    /// Only these.
    pub only: ReviewFilter,
    /// How many lists' lengths of them are wanted; 0 and 1 are one.
    pub lists: u32,
}

/// Which ads, whatever their state. What is `None` does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Type)]
#[serde(default, rename_all = "camelCase")]
pub struct ReviewFilter {
    /// Of this run.
    pub run: Option<RunId>,
    /// With a template of this name.
    pub template: Option<String>,
    /// Coloured so.
    pub colour: Option<AdColour>,
    /// With this size.
    pub size: Option<AdSize>,
    /// Of this product, by id.
    pub product: Option<String>,
    /// That open with these words.
    pub hook: Option<String>,
    /// That fail this check, by its code.
    pub fails: Option<String>,
}

/// What the list can be narrowed by: what there is in the chosen run and state, most ads first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewChoices {
    /// Templates by name.
    pub templates: Vec<ReviewChoice>,
    /// Colour modes.
    pub colours: Vec<AdColour>,
    /// Sizes.
    pub sizes: Vec<AdSize>,
    /// Products, with their brands.
    pub products: Vec<ReviewChoice>,
    /// Hooks.
    pub hooks: Vec<ReviewChoice>,
    /// Checks that fail.
    pub fails: Vec<ReviewChoice>,
}

/// A value that the list can be narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewChoice {
    /// What the filter takes.
    pub value: String,
    /// What people call it.
    pub name: String,
    /// How many ads have it.
    pub ads: u32,
}

/// How many ads match, in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewCounts {
    /// In the state that is shown.
    pub shown: u32,
    /// Approved by a person.
    pub approved: u32,
    /// Rejected by a person.
    pub rejected: u32,
    /// Not decided.
    pub waiting: u32,
}

/// Which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ReviewShow {
    /// Not decided yet.
    #[default]
    Waiting,
    /// Approved by a person.
    Approved,
    /// Rejected by a person.
    Rejected,
    /// All.
    All,
}

/// What the page shows.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewPage {
    /// The ads, newest run first, as they were made within a run; failed checks first.
    pub ads: Vec<ReviewAd>,
    /// How many match; more than are listed if there are several lists' lengths of them.
    pub counts: ReviewCounts,
    /// What the list can be narrowed by.
    pub choices: ReviewChoices,
    /// The runs that made ads, newest first.
    pub batches: Vec<ReviewBatch>,
    /// How many wait for a decision in the whole file.
    pub waiting: u32,
    /// How often people decided against the checks.
    pub overrides: Overrides,
}

/// How often people decided against the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Overrides {
    /// Decisions that stand.
    pub decided: u32,
    /// Of these against the checks.
    pub overridden: u32,
}

/// A run that made ads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewBatch {
    /// Which.
    pub run: RunId,
    /// What it is called.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// How many ads.
    pub ads: u32,
    /// How many wait.
    pub waiting: u32,
}

/// One ad in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewAd {
    /// Which.
    pub id: String,
    /// The eight digits its files carry.
    pub tag: String,
    /// The name of its files without size and ending.
    pub name: String,
    /// The template's name.
    pub template: String,
    /// The product's name.
    pub product: String,
    /// The brand's name.
    pub brand: String,
    /// The brand's shop, as a feed shows it.
    pub site: Option<String>,
    /// The hook.
    pub hook: Option<String>,
    /// How it is coloured.
    pub colour: AdColour,
    /// The run that made it.
    pub run: RunId,
    /// When.
    pub made_at: Timestamp,
    /// What the checks come to.
    pub checked: AdVerdict,
    /// What a person said.
    pub decision: Option<AdDecision>,
    /// How many checks fail.
    pub failed: u32,
    /// How many could not look.
    pub not_checked: u32,
    /// Its sizes, in the order they are shown.
    pub files: Vec<ReviewFile>,
}

/// What a person said of an ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AdDecision {
    /// It may run.
    Approved,
    /// It may not.
    Rejected,
}

/// One size of an ad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewFile {
    /// Which.
    pub id: String,
    /// Its size.
    pub size: AdSize,
    /// The hash of its picture; `None` if it could not be drawn.
    pub picture: Option<String>,
    /// Why it could not be drawn.
    pub error: Option<String>,
}

/// Everything about one ad.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewDetail {
    /// Which.
    pub id: String,
    /// Every check of every size.
    pub checks: Vec<CheckRow>,
    /// The words beside it.
    pub copy: AdTexts,
    /// Where it leads, with the URL pattern filled in and behind it.
    pub address: Option<String>,
    /// What was done to make it fit.
    pub steps: Vec<String>,
    /// Every decision, newest first, those taken back too.
    pub history: Vec<PastDecision>,
    /// The ad it grew out of.
    pub parent: Option<ReviewParent>,
    /// Sizes that its template has and it does not have yet.
    pub missing: Vec<AdSize>,
    /// Why it has its template; `None` where a person chose it.
    pub chosen: Option<TemplateChoice>,
    /// How much each placement shows of the words.
    pub limits: Vec<super::create::VisibleLimit>,
}

/// Why a template was chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateChoice {
    /// Its place by score, from 1.
    pub place: u32,
    /// Among how many that passed.
    pub of: u32,
    /// What each scorer said.
    pub scores: Vec<super::create::ScoreLine>,
}

/// Where a slot stands on one size of an ad, as shares of its width and height.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SlotBox {
    /// The size.
    pub size: AdSize,
    /// The slot.
    pub slot: String,
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A decision of the past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PastDecision {
    /// What was said.
    pub decision: AdDecision,
    /// Why, by words of [`DecideInput::reasons`].
    pub reasons: Vec<String>,
    /// What the person wrote, or why it does not stand any more.
    pub note: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether it was taken back.
    pub undone: bool,
    /// Whether the checks had said otherwise.
    pub overrides: bool,
}

/// The ad another one grew out of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviewParent {
    /// Its name.
    pub name: String,
    /// Its picture.
    pub picture: Option<String>,
}

/// A decision about some ads.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DecideInput {
    /// Which.
    pub ads: Vec<String>,
    /// What.
    pub decision: AdDecision,
    /// Why: `off_brand`, `wrong_offer`, `hard_to_read`, `weak_idea`, `picture_flawed`, `too_like_another`.
    pub reasons: Vec<String>,
    /// In words of their own; empty is none.
    pub note: String,
}

/// What was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UndoneDecision {
    /// The ads whose decision was taken back; none where nothing was decided in the run that is shown.
    pub ads: Vec<String>,
    /// The first of them; where there is none, the ad that was decided about last elsewhere.
    pub last: Option<DecidedAd>,
}

/// An ad that was decided about, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DecidedAd {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its run.
    pub run: RunId,
    /// The batch of that run by name.
    pub batch: String,
}

/// What to export and how.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportInput {
    /// Of which ads those that a person approved.
    pub only: ReviewFilter,
    /// In which form.
    pub format: ExportFormat,
    /// PNGs with the same pixels in fewer bytes, which takes longer.
    pub smaller: bool,
    /// How the files are named; kept as the pattern in use.
    pub pattern: String,
    /// What `{campaign}` says in their names; kept for their products, also if it is empty, where the pattern has it.
    pub campaign: String,
    /// Whether a page to look at without the program is put beside them.
    pub contact_sheet: bool,
    /// Whether a sheet for Ads Manager's bulk import is put beside them, with the columns that are remembered.
    pub ads_manager: bool,
    /// The folder; it is made if it is not there.
    pub to: String,
}

/// Which names are asked for.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NamesAsk {
    /// Of which ads those that a person approved.
    pub only: ReviewFilter,
    /// In which form.
    pub format: ExportFormat,
    /// The pattern as it is being typed; `None` is the one in use.
    pub pattern: Option<String>,
    /// What `{campaign}` is to say; `None` is what was said last for the products of these ads, or nothing if that is not
    /// the same for all of them.
    pub campaign: Option<String>,
}

/// The names that an export would give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportNames {
    /// The pattern they follow from.
    pub pattern: String,
    /// What `{campaign}` says in them.
    pub campaign: String,
    /// What a pattern may hold, with braces.
    pub placeholders: Vec<String>,
    /// How many ads.
    pub ads: u32,
    /// How many pictures.
    pub files: u32,
    /// The names of the first few.
    pub names: Vec<String>,
}

/// The columns of a sheet that Ads Manager exported once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdsManagerSheet {
    /// How many columns it has.
    pub columns: u32,
    /// The campaign that its ads go to.
    pub campaign: Option<String>,
    /// The ad set that its ads go to.
    pub ad_set: Option<String>,
    /// How many further pictures of an ad it can give to placements of their own.
    pub pictures: u32,
}

/// How files leave the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ExportFormat {
    /// As they were drawn.
    Png,
    /// Smaller.
    Jpeg,
    /// All in one archive.
    Zip,
}

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportResult {
    /// The folder.
    pub folder: String,
    /// The archive in it that holds them, if it is one.
    pub zip: Option<String>,
    /// How many pictures.
    pub files: u32,
    /// Ads without a picture, which were left out, by name.
    pub left_out: Vec<String>,
    /// Ads whose offer does not hold today, each with the reason. They were written.
    pub not_holding: Vec<String>,
    /// Carousels of which cards are missing, each with which.
    pub torn_sets: Vec<String>,
    /// Pictures that the sheet for Ads Manager has no columns for: they are assigned by hand.
    pub unplaced: u32,
}

/// One size of an ad that was drawn again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DrawnAgain {
    /// `4x5`.
    pub size: String,
    /// Whether the same bytes came out.
    pub same: bool,
    /// What differs and why; `None` if nothing does.
    pub why: Option<String>,
}
