//! Which templates a mode proposes, and why.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::AdSize;

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
