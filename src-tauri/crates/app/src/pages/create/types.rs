//! What the board and the core tell each other.

use creative::{CanvasSize, ColourMode};
use serde::{Deserialize, Serialize};
use specta::Type;
use units::{Money, Timestamp};

use crate::pages::{library, schedule};

/// A size of an ad, as it is written in file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
pub enum AdSize {
    /// 1080 × 1350, the feed.
    #[serde(rename = "4x5")]
    Portrait,
    /// 1080 × 1920, Stories and Reels.
    #[serde(rename = "9x16")]
    Story,
    /// 1080 × 1080, feed and right column.
    #[serde(rename = "1x1")]
    Square,
    /// 1200 × 628, links.
    #[serde(rename = "1.91x1")]
    Landscape,
}

/// How an ad is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AdColour {
    /// As the template has it, in the brand's roles.
    Original,
    /// The hues turned.
    Complementary,
    /// The brand's first colour leads.
    Brand,
}

/// What there is to make ads of.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreatePage {
    /// Every product that is not put away, by brand and name.
    pub products: Vec<BoardProduct>,
    /// Every template that can be drawn.
    pub templates: Vec<BoardTemplate>,
    /// How much each placement shows of the words beside the picture.
    pub limits: Vec<VisibleLimit>,
}

/// How much of a text a placement shows before it writes "more".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VisibleLimit {
    /// Where: `feed`, `desktop-feed`, `story`, `reels`, `right-column`, `carousel`.
    pub placement: String,
    /// Which text.
    pub field: VisibleField,
    /// Characters as a reader counts them.
    pub characters: u32,
}

/// A text beside the picture that placements cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum VisibleField {
    /// Above the picture.
    Primary,
    /// Below it.
    Headline,
    /// Below the headline.
    Description,
}

/// A product to make ads for.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardProduct {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is in a few words.
    pub line: Option<String>,
    /// The brand.
    pub brand_id: String,
    /// The brand's name.
    pub brand: String,
    /// Where its ads lead.
    pub url: Option<String>,
    /// Meta's button of its ads.
    pub button: Option<String>,
    /// What is put behind the address.
    pub utm: Option<String>,
    /// Its offers, the default one first.
    pub offers: Vec<BoardOffer>,
    /// Its hooks, in the order of the library.
    pub hooks: Vec<BoardHook>,
    /// Its pictures, the main one first.
    pub pictures: Vec<BoardPicture>,
    /// Texts to stand beside the picture.
    pub copy: Vec<CopyLine>,
}

/// An offer of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardOffer {
    /// Which.
    pub id: String,
    /// As a person calls it.
    pub name: String,
    /// The price.
    pub price: Option<Money>,
    /// The price before.
    pub was: Option<Money>,
    /// When it ends, as it is written on an ad.
    pub ends: Option<String>,
    /// Where its ads lead, if not where the product's do.
    pub url: Option<String>,
}

/// A hook of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardHook {
    /// Which.
    pub id: String,
    /// The words.
    pub text: String,
    /// 1 unaware … 5 most aware.
    pub awareness: Option<u32>,
}

/// A picture of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardPicture {
    /// Which, in the library.
    pub id: String,
    /// The hash of the bytes that ads show: the cut-out's, if it is taken.
    pub hash: String,
    /// The hash of the file as it came.
    pub photo: String,
    /// The product without its backdrop, if it was cut out.
    pub cutout: Option<PictureCutout>,
    /// Why it was not cut out, if that was tried.
    pub not_cut_out: Option<String>,
    /// Whether the file itself has a transparent background; nothing if nobody looked.
    pub transparent: Option<bool>,
    /// Its file's name.
    pub name: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What it shows: `product`, `scene`, `detail`, `portrait`, `before`, `after`.
    pub role: String,
    /// What it shows, for templates that ask: `product:bottle`.
    pub tags: Vec<String>,
    /// The point to keep when it is cut.
    pub focus: Option<library::PicturePoint>,
    /// The box around what must not be cut.
    pub subject: Option<library::PictureBox>,
    /// How tall the thing is in millimetres.
    pub height_mm: Option<f64>,
}

/// A cut-out of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PictureCutout {
    /// The hash of its bytes.
    pub hash: String,
    /// Whether ads show it; else the photo.
    pub taken: bool,
    /// Whether its soft shadow stayed; nothing if the file does not say.
    pub shadow: Option<bool>,
    /// Whether holes in the product were cut; nothing if the file does not say.
    pub holes: Option<bool>,
}

/// A text of the copy bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyLine {
    /// Which.
    pub id: String,
    /// `primary_text`, `headline`, `description`.
    pub field: String,
    /// The words.
    pub text: String,
}

/// A template, as the board and the library list it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardTemplate {
    /// Which.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// One of the nine categories.
    pub category: String,
    /// The least and the most awareness it suits.
    pub awareness: (u32, u32),
    /// Whom it suits.
    pub audience: String,
    /// What it cannot do without.
    pub needs: Vec<String>,
    /// Whether its ads say the hook that they are given.
    pub says_hook: bool,
    /// How often ads were made with it.
    pub used: u32,
    /// The industry it comes from, if somebody said.
    pub niche: Option<String>,
    /// The brand it was taken from, if somebody said.
    pub source_brand: Option<String>,
    /// It comes with the program: what is said of it stands in its folder.
    pub bundled: bool,
}

/// How templates are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ChoiceMode {
    /// The best by every scorer that has data.
    BestMatch,
    /// Drawn by lot among those that fit.
    Shuffle,
    /// By hand.
    Choose,
}

/// How well pictures must suit a template.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BoardStrictness {
    /// As the brand says.
    #[default]
    Brand,
    /// At least 0.3 of what a template needs.
    Growth,
    /// At least 0.8, whatever happens.
    Premium,
}

/// What the board asks templates for.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardQuery {
    /// The product.
    pub product: String,
    /// The offer; `None` is none.
    pub offer: Option<String>,
    /// The hooks that are on, in order.
    pub hooks: Vec<BoardHookInput>,
    /// The sizes that are on.
    pub sizes: Vec<AdSize>,
    /// How templates are chosen.
    pub mode: ChoiceMode,
    /// Templates chosen by hand; only for [`ChoiceMode::Choose`].
    pub templates: Vec<String>,
    /// Templates that are on the board already and stay there.
    pub besides: Vec<String>,
    /// How many ads to propose.
    pub count: u32,
    /// The throw of the dice: the same number gives the same board.
    pub seed: u32,
    /// Only this kind of ad; `None` is any.
    pub category: Option<String>,
    /// Whom the ads speak to; `None` is anyone.
    pub audience: Option<String>,
    /// How well the pictures must suit.
    pub strictness: BoardStrictness,
}

/// A hook as the board has it: of the library, changed or new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardHookInput {
    /// Which, if it is one of the library.
    pub id: Option<String>,
    /// The words.
    pub text: String,
}

/// What a mode proposes.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardPlan {
    /// The ads, best first.
    pub ads: Vec<ProposedAd>,
    /// Templates that do not fit this product, and why.
    pub left_out: Vec<LeftOut>,
    /// How many templates fit.
    pub fit: u32,
    /// Of how many.
    pub of: u32,
    /// Why nothing is proposed and what would help.
    pub nothing: Option<String>,
    /// What was given up because too little passed.
    pub fallback: Option<BoardFallback>,
    /// What a file takes by what was made here, in milliseconds with several drawn at once; a guess before there was
    /// one.
    pub file_ms: f64,
    /// Its bytes.
    pub file_bytes: f64,
    /// Files that one run makes; more are made by several.
    pub cap: u32,
}

/// What a selection gives up when too little passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BoardFallback {
    /// Pictures need not suit.
    PicturesNeedNotSuit,
    /// Nor need the kind of ad.
    AnyCategory,
}

/// One proposed ad.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProposedAd {
    /// The template.
    pub template: String,
    /// Its name.
    pub name: String,
    /// Which of the asked hooks it says.
    pub hook: u32,
    /// How many ads it is: the cards of a carousel are made together, every other template makes one.
    pub cards: u32,
    /// Its place among all that fit, from 1.
    pub place: u32,
    /// What each scorer says, for the explanation.
    pub scores: Vec<ScoreLine>,
}

/// What one scorer says of a template.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScoreLine {
    /// What it looks at.
    pub scorer: String,
    /// 0 to 1.
    pub score: f64,
    /// Its weight.
    pub weight: f64,
    /// Why, in words.
    pub words: String,
}

/// A template that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    /// Which.
    pub template: String,
    /// Its name.
    pub name: String,
    /// What it lacks, in words.
    pub why: String,
}

/// One ad of the board, all that is needed to draw it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardAd {
    /// The product.
    pub product: String,
    /// The offer; `None` is none.
    pub offer: Option<String>,
    /// The template.
    pub template: String,
    /// The hook it says.
    pub hook: BoardHookInput,
    /// How it is coloured.
    pub colour: AdColour,
    /// What chance decides in it.
    pub seed: u32,
    /// Words a person changed, by slot.
    pub texts: Vec<SlotText>,
    /// A picture a person chose, by its hash.
    pub picture: Option<String>,
}

/// The words of a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SlotText {
    /// Which slot.
    pub slot: String,
    /// The words.
    pub text: String,
}

/// A drawing to make for the window.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewAsk {
    /// The place on screen it is for: a newer drawing for the same place stops this one.
    pub place: String,
    /// The ad.
    pub ad: BoardAd,
    /// The size.
    pub size: AdSize,
    /// Pixels across of the picture.
    pub width: u32,
    /// Whether it was checked and mended: then it is drawn as it was mended.
    pub mended: bool,
}

/// A drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The picture's name for the media protocol; the same pixels have the same name.
    pub picture: String,
    /// The size.
    pub size: AdSize,
    /// Every text on it.
    pub texts: Vec<PreviewText>,
    /// The picture that was put in, by its hash, if there is one.
    pub photo: Option<String>,
}

/// An ad to check in all its sizes.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JudgeAsk {
    /// The ad on the board it is for: a newer check of the same stops this one.
    pub place: String,
    /// The ad.
    pub ad: BoardAd,
    /// Its sizes.
    pub sizes: Vec<AdSize>,
    /// The words beside it.
    pub copy: AdTexts,
}

/// What the checks say of an ad, at full size.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdJudgement {
    /// Every check.
    pub checks: Vec<CheckRow>,
    /// What they come to.
    pub verdict: AdVerdict,
    /// Sixty-four bits that near-twins nearly share, as hex; of the first size.
    pub fingerprint: Option<String>,
    /// The names its files will have; the tag is given when they are made.
    pub file_names: Vec<String>,
    /// Sizes that were mended: their drawings are old.
    pub mended: Vec<AdSize>,
    /// What was done to make them fit, in words.
    pub steps: Vec<String>,
}

/// What the checks of an ad come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AdVerdict {
    /// All pass.
    Approved,
    /// Something that must not be.
    Rejected,
    /// Something a person should look at.
    Flagged,
    /// It could not be checked.
    ReviewFailed,
    /// It could not be drawn.
    GenerationFailed,
}

/// A text on a drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewText {
    /// Which slot.
    pub slot: String,
    /// The words.
    pub text: String,
    /// Left edge, as a share of the width.
    pub x: f64,
    /// Top edge, as a share of the height.
    pub y: f64,
    /// As a share of the width.
    pub width: f64,
    /// As a share of the height.
    pub height: f64,
    /// How many graphemes fit well, if the template says.
    pub limit: Option<u32>,
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckRow {
    /// Which check.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// In which size, if it is about one.
    pub size: Option<AdSize>,
    /// What was measured.
    pub measured: Option<String>,
    /// What it may be.
    pub limit: Option<String>,
    /// How it went.
    pub outcome: CheckOutcome,
    /// What a failure means for the ad.
    pub weight: CheckWeight,
    /// What was found, in words.
    pub words: Option<String>,
    /// The slot of the template it is about, if it is about one.
    pub slot: Option<String>,
}

/// What a failed check means for an ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CheckWeight {
    /// It is rejected.
    Blocks,
    /// A person should look.
    Looks,
    /// Nothing: it is there to be read.
    Informs,
}

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CheckOutcome {
    /// In order.
    Pass,
    /// Not in order.
    Fail,
    /// It could not look.
    NotChecked,
}

/// The words that stand beside an ad's picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdTexts {
    /// Up to five.
    pub primary_texts: Vec<String>,
    /// Up to five.
    pub headlines: Vec<String>,
    /// One.
    pub description: String,
    /// Meta's button, `SHOP_NOW`.
    pub button: String,
    /// Where it leads.
    pub url: String,
    /// What is put behind it.
    pub utm: String,
}

/// What is to be made of the board.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MakeInput {
    /// The ads.
    pub ads: Vec<MakeAd>,
    /// In which sizes.
    pub sizes: Vec<AdSize>,
}

/// What making a board comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardSum {
    /// Ads, the cards of carousels among them.
    pub ads: u32,
    /// Files.
    pub files: u32,
    /// Ads that no other one says already; colours of one idea are one.
    pub ideas: u32,
    /// Runs that it takes.
    pub runs: u32,
}

/// One ad to make, with its copy.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MakeAd {
    /// The ad.
    pub ad: BoardAd,
    /// Its copy.
    pub copy: AdTexts,
}

/// What each run of a board's schedule makes.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BoardRepeat {
    /// The same ads each time, exactly as they stand on the board.
    Same {
        /// The ads.
        ads: MakeInput,
    },
    /// New ones by the board's rules, each time by a throw of the dice of its own.
    New {
        /// The board.
        query: BoardQuery,
        /// How its ads are coloured; each colour is an ad of its own.
        colours: Vec<AdColour>,
        /// Whether each template says every hook that is on, instead of the one that suits it best.
        every_hook: bool,
    },
}

/// A board as a schedule, before it is saved.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardSchedule {
    /// What each run makes.
    pub makes: BoardRepeat,
    /// When it runs.
    pub rule: schedule::Rule,
    /// In which zone.
    pub zone: String,
}

/// A future run of a board, with what it will make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedRun {
    /// When.
    pub at: Timestamp,
    /// What the clocks do around it, in a sentence, where they do something.
    pub note: Option<String>,
    /// The templates of its ads by name, as they stand now.
    pub ads: Vec<String>,
}

impl From<AdSize> for CanvasSize {
    fn from(size: AdSize) -> Self {
        match size {
            AdSize::Portrait => Self::Portrait,
            AdSize::Story => Self::Story,
            AdSize::Square => Self::Square,
            AdSize::Landscape => Self::Landscape,
        }
    }
}

impl From<CanvasSize> for AdSize {
    fn from(size: CanvasSize) -> Self {
        match size {
            CanvasSize::Portrait => Self::Portrait,
            CanvasSize::Story => Self::Story,
            CanvasSize::Square => Self::Square,
            CanvasSize::Landscape => Self::Landscape,
        }
    }
}

impl From<AdColour> for ColourMode {
    fn from(colour: AdColour) -> Self {
        match colour {
            AdColour::Original => Self::Original,
            AdColour::Complementary => Self::Complementary,
            AdColour::Brand => Self::Brand,
        }
    }
}

impl From<ColourMode> for AdColour {
    fn from(colour: ColourMode) -> Self {
        match colour {
            ColourMode::Original => Self::Original,
            ColourMode::Complementary => Self::Complementary,
            ColourMode::Brand => Self::Brand,
        }
    }
}
