//! Checks of a finished drawing, each a row: what was measured, what the limit is, whether it passes.
//!
//! They need no model and no network. Limits come from a dated table ([`Specs`]); what follows from a failure hangs on
//! the kind of the row there. What could not be checked says so and is never counted as passed: an ad whose hard
//! checks could not all run has failed its review.

mod address;
mod area;
mod contrast;
mod copy;
mod file;
mod letters;
mod likeness;
mod logo;
mod naming;
mod pictures;
mod size;
mod spec;
mod subject;
mod truth;
mod words;

use serde::{Deserialize, Serialize};
use units::AccountDate;

pub use copy::{Copy, cut};
pub use likeness::{alike, unlike};
pub use size::all_sizes;
pub use spec::{Field, Kind, Placement, Spec, SpecError, SpecUnit, Specs};

use crate::content::{Content, Slot};
use crate::drawn::Drawn;
use crate::fill::Brief;
use crate::name::{NameParts, Pattern};
use crate::near::Nearest;
use crate::size::CanvasSize;

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The picture has exactly the pixels of its size.
    PixelSize,
    /// Its ratio is what the placement takes.
    Ratio,
    /// Type, colour space and size of the file.
    File,
    /// Words and logo are clear of the platform's interface.
    SafeArea,
    /// Words fit their boxes.
    Fit,
    /// Words do not run into each other.
    Overlap,
    /// Letters are large enough.
    TextSize,
    /// No more lines than the template takes.
    Lines,
    /// Words can be read on what is behind them.
    Contrast,
    /// How much of the picture is words.
    TextArea,
    /// Space around the logo.
    LogoClear,
    /// The logo is large enough.
    LogoSize,
    /// Pictures are not enlarged.
    Enlarged,
    /// What a picture shows is not cut off.
    Subject,
    /// Words do not stand on what a photo shows.
    OffSubject,
    /// Prices and discounts are those of the product.
    Amounts,
    /// The offer still holds.
    OfferDate,
    /// Quotes are verbatim, with author or source; numbers have a source.
    Sources,
    /// Nothing is said that must not be.
    Banned,
    /// Everything is said that must be.
    Required,
    /// Texts beside the picture are not longer than Meta takes.
    CopyLength,
    /// What of them is seen before "more".
    VisibleCut,
    /// An offer stands before the cut.
    OfferBeforeCut,
    /// The address is complete.
    Address,
    /// The file is named by the pattern and carries the id.
    FileName,
    /// It does not look like an earlier ad.
    Unlike,
    /// All sizes are there.
    AllSizes,
}

impl Code {
    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PixelSize => "pixel_size",
            Self::Ratio => "ratio",
            Self::File => "file",
            Self::SafeArea => "safe_area",
            Self::Fit => "fit",
            Self::Overlap => "overlap",
            Self::TextSize => "text_size",
            Self::Lines => "lines",
            Self::Contrast => "contrast",
            Self::TextArea => "text_area",
            Self::LogoClear => "logo_clear",
            Self::LogoSize => "logo_size",
            Self::Enlarged => "enlarged",
            Self::Subject => "subject",
            Self::OffSubject => "off_subject",
            Self::Amounts => "amounts",
            Self::OfferDate => "offer_date",
            Self::Sources => "sources",
            Self::Banned => "banned",
            Self::Required => "required",
            Self::CopyLength => "copy_length",
            Self::VisibleCut => "visible_cut",
            Self::OfferBeforeCut => "offer_before_cut",
            Self::Address => "address",
            Self::FileName => "file_name",
            Self::Unlike => "unlike",
            Self::AllSizes => "all_sizes",
        }
    }
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Within the limit.
    Pass,
    /// Beyond it.
    Fail,
    /// It did not run; the words say why.
    NotChecked,
}

/// What follows from a check that does not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// A failure rejects the ad; without a result its review has failed.
    Blocks,
    /// A failure needs a look.
    Looks,
    /// Nothing: it is there to be read.
    Informs,
}

/// One check of one size of an ad.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// What was checked.
    pub code: Code,
    /// What it is called on screen.
    pub title: String,
    /// What was measured, as it is shown; a dash if nothing was.
    pub measured: String,
    /// The same as a number, where it is one.
    pub value: Option<f64>,
    /// The limit, as it is shown.
    pub limit: String,
    /// How it ended.
    pub outcome: Outcome,
    /// What follows if it did not pass.
    pub weight: Weight,
    /// A short sentence.
    pub words: String,
    /// The slot it is about, if it is about one.
    pub slot: Option<Slot>,
}

/// What an ad's checks come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Everything that matters passes.
    Approved,
    /// A person should look.
    Flagged,
    /// Something hard failed.
    Rejected,
    /// Something hard could not be checked.
    ReviewFailed,
}

/// What a drawing is checked against.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The table of limits.
    pub specs: &'a Specs,
    /// What the words and pictures come from.
    pub brief: &'a Brief,
    /// The words and pictures that were ordered.
    pub content: &'a Content,
    /// Texts beside the picture.
    pub copy: &'a Copy,
    /// Today in the ad account's zone, for offers that end.
    pub today: AccountDate,
    /// The file, once it is made.
    pub file: Option<Made<'a>>,
    /// Earlier ads, and which of them are other sizes of this one.
    pub earlier: Option<Earlier<'a>>,
    /// The sizes that were asked for, and those that are there.
    pub sizes: Option<Sizes<'a>>,
    /// Whether the ad is finished: then what is missing above could not be checked, before it need not be.
    pub finished: bool,
}

/// A file with the name it has.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its name.
    pub name: &'a str,
    /// The pattern it is named by.
    pub pattern: &'a Pattern,
    /// What the parts of the name say.
    pub parts: &'a NameParts,
}

/// Earlier ads.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// Their fingerprints.
    pub all: &'a Nearest,
    /// Names in it that begin so are this ad's own other sizes and colours.
    pub own: &'a str,
}

/// The sizes of one ad.
#[derive(Clone, Copy, Debug)]
pub struct Sizes<'a> {
    /// Those that were asked for.
    pub wanted: &'a [CanvasSize],
    /// Those that are there.
    pub made: &'a [CanvasSize],
}

/// All checks of one size of an ad, in the order they are shown.
#[must_use]
pub fn judge(drawn: &Drawn, context: &Context<'_>) -> Vec<Check> {
    let mut checks = drawing(drawn, context);
    checks.push(file::check(drawn, context));
    checks.extend([truth::amounts(drawn, context), truth::offer_date(context), truth::sources(context)]);
    checks.extend([words::banned(drawn, context), words::required(drawn, context)]);
    checks.extend(copy::checks(context));
    checks.extend([
        address::check(context),
        naming::check(drawn, context),
        likeness::check(drawn, context),
        size::all(context),
    ]);
    checks
}

/// The checks that hang on the words beside the picture. Of the drawing they look at the words alone, so one without
/// pixels will do: what is run again when somebody changes those words.
#[must_use]
pub fn beside(drawn: &Drawn, context: &Context<'_>) -> Vec<Check> {
    let mut checks =
        vec![truth::amounts(drawn, context), words::banned(drawn, context), words::required(drawn, context)];
    checks.extend(copy::checks(context));
    checks.push(address::check(context));
    checks
}

/// The checks that hang on the drawing alone: what repair looks at.
#[must_use]
pub fn drawing(drawn: &Drawn, context: &Context<'_>) -> Vec<Check> {
    vec![
        size::pixels(drawn),
        size::ratio(drawn, context.specs),
        area::safe(drawn, context.specs),
        letters::fit(drawn),
        letters::overlap(drawn),
        letters::size(drawn, context.specs),
        letters::lines(drawn),
        subject::check(drawn, context),
        contrast::check(drawn, context.specs),
        area::share(drawn, context.specs),
        logo::clear(drawn, context.specs),
        logo::size(drawn, context.specs),
        pictures::enlarged(drawn, context.specs),
        pictures::subject(drawn, context),
    ]
}

/// What the checks come to.
#[must_use]
pub fn status(checks: &[Check]) -> Status {
    let any = |outcome, weight| checks.iter().any(|check| check.outcome == outcome && check.weight == weight);
    if checks.is_empty() {
        return Status::ReviewFailed;
    }
    if any(Outcome::Fail, Weight::Blocks) {
        Status::Rejected
    } else if any(Outcome::NotChecked, Weight::Blocks) {
        Status::ReviewFailed
    } else if any(Outcome::Fail, Weight::Looks) {
        Status::Flagged
    } else {
        Status::Approved
    }
}

/// Begins a row.
fn row(code: Code, title: impl Into<String>) -> Row {
    Row { code, title: title.into(), measured: "–".into(), value: None, limit: "–".into(), slot: None }
}

/// A row that has no outcome yet.
struct Row {
    code: Code,
    title: String,
    measured: String,
    value: Option<f64>,
    limit: String,
    slot: Option<Slot>,
}

impl Row {
    fn measured(mut self, value: f64, shown: impl Into<String>) -> Self {
        self.value = Some(value);
        self.measured = shown.into();
        self
    }

    fn shown(mut self, shown: impl Into<String>) -> Self {
        self.measured = shown.into();
        self
    }

    fn limit(mut self, limit: impl Into<String>) -> Self {
        self.limit = limit.into();
        self
    }

    fn about(mut self, slot: Option<Slot>) -> Self {
        self.slot = slot;
        self
    }

    fn ends(self, pass: bool, weight: Weight, words: impl Into<String>) -> Check {
        self.with(if pass { Outcome::Pass } else { Outcome::Fail }, weight, words)
    }

    /// It does not apply: nothing follows from that.
    fn does_not_apply(self, why: impl Into<String>) -> Check {
        self.with(Outcome::NotChecked, Weight::Informs, why)
    }

    /// What it needs is not there. In a finished ad that is as bad as the check is hard.
    fn cannot(self, finished: bool, weight: Weight, why: impl Into<String>) -> Check {
        self.with(Outcome::NotChecked, if finished { weight } else { Weight::Informs }, why)
    }

    /// The table has no limit: a check without a limit has not run.
    fn no_limit(self) -> Check {
        self.with(Outcome::NotChecked, Weight::Blocks, "The table of specifications has no limit for this.")
    }

    fn with(self, outcome: Outcome, weight: Weight, words: impl Into<String>) -> Check {
        let Self { code, title, measured, value, limit, slot } = self;
        Check { code, title, measured, value, limit, outcome, weight, words: words.into(), slot }
    }
}

/// The words of a box as a message quotes them: as they were set.
fn set_words(text: &crate::drawn::TextBox) -> String {
    text.lines.join(" ")
}

#[cfg(test)]
mod tests;
