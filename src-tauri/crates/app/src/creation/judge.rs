//! One size of an ad: drawn, mended, checked, ready to be stored.

use std::collections::BTreeMap;

use creative::check::{self, Context, Made, Sizes, Specs};
use creative::fill::Brief;
use creative::name::{FileName, NameParts, Pattern};
use creative::repair::{self, Rules};
use creative::tag::Tag;
use creative::{Cancel, CanvasSize, Drawn, Mend, Order, encode, near};
use store::creation::{AdCopy, AdStatus, CheckOutcome, CheckWeight, NewFile, NewMedia, StoredCheck};

use super::copy::{self, Said};
use super::names;
use super::recipe::{Recipe, stamp};
use crate::{AppError, Workspace};

/// What the sizes of an ad are drawn from and checked against.
pub(super) struct Judge<'a> {
    pub ws: &'a Workspace,
    pub specs: &'a Specs,
    pub pattern: &'a Pattern,
    pub order: &'a Order,
    pub brief: &'a Brief,
    pub copy: AdCopy,
    pub parts: NameParts,
    /// The ad's id.
    pub ad: &'a str,
    pub tag: &'a Tag,
}

/// One size of an ad, and what its recipe keeps of it.
pub(super) struct Judged {
    pub size: CanvasSize,
    pub file: NewFile,
    pub picture: NewMedia,
    /// What repair changed.
    pub mends: Vec<Mend>,
    /// The font files its letters came from.
    pub fonts: BTreeMap<String, String>,
}

impl Judged {
    /// Notes in the recipe what drawing this size again takes.
    pub fn note(&self, recipe: &mut Recipe) {
        recipe.mends.insert(self.size, self.mends.clone());
        recipe.fonts.extend(self.fonts.clone());
    }
}

impl Judge<'_> {
    /// Draws and checks one size. Whether it looks like another ad is left open.
    ///
    /// # Errors
    /// `cancelled`; what the ad lacks; as drawing fails.
    pub fn draw(&self, size: CanvasSize, rules: &Rules<'_>, cancel: &Cancel) -> Result<Judged, AppError> {
        self.ws.drawing.easels().at_one(|| self.draw_alone(size, rules, cancel))
    }

    fn draw_alone(&self, size: CanvasSize, rules: &Rules<'_>, cancel: &Cancel) -> Result<Judged, AppError> {
        let started = self.ws.clock.monotonic();
        let order = Order { sizes: vec![size], ..self.order.clone() };
        let drawn = repair::draw(&*self.ws.drawing.studio()?, &order, rules, cancel)?;
        let drawn = drawn.first().ok_or_else(|| AppError::internal("a drawing of no size"))?;
        let render_ms = u32::try_from(self.ws.clock.monotonic().since(started).as_millis()).unwrap_or(u32::MAX);
        let (file, picture) = self.file(drawn, render_ms, rules)?;
        let mends = drawn.steps.iter().map(|step| step.mend.clone()).collect();
        Ok(Judged { size, file, picture, mends, fonts: drawn.fonts.clone() })
    }

    fn file(&self, drawn: &Drawn, render_ms: u32, rules: &Rules<'_>) -> Result<(NewFile, NewMedia), AppError> {
        let bytes = encode::png(drawn, &stamp(self.ad, self.tag.as_str(), &self.order.template))?;
        let name = FileName::new(self.pattern, &self.parts, drawn.size, "png").to_string();
        let base = names::base(self.pattern, &self.parts, drawn.size);
        let copy = copy::checked(&self.copy, &Said { ad: &base, product: &self.parts.product });
        let context = Context {
            specs: self.specs,
            brief: self.brief,
            content: &self.order.content,
            copy: &copy,
            today: rules.today,
            file: Some(Made { bytes: &bytes, name: &name, pattern: self.pattern, parts: &self.parts }),
            earlier: None,
            // Which sizes there are is known when the last one was tried: see `all_sizes`.
            sizes: None,
            finished: true,
        };
        let checks: Vec<StoredCheck> = check::judge(drawn, &context).into_iter().map(stored).collect();
        let (width, height) = drawn.size.pixels();
        let fingerprint = near::fingerprint(&drawn.pixels);
        let picture = NewMedia {
            mime: "image/png".to_owned(),
            width,
            height,
            source: "rendered",
            fingerprint: Some(fingerprint),
            data: bytes,
        };
        let file = NewFile {
            id: self.tag.row_id(drawn.size.tag()).to_string(),
            canvas_size: drawn.size.stored().to_owned(),
            sha256: Some(picture.sha256()),
            pixels: Some((width, height)),
            fingerprint: Some(fingerprint),
            status: status(&checks),
            render_ms,
            steps: drawn.steps.iter().map(step_words).collect(),
            error: None,
            checks,
        };
        Ok((file, picture))
    }
}

/// Puts among the checks of each size whether all are there: those that were `wanted`, made now or there `before`.
pub(super) fn all_sizes(files: &mut [NewFile], wanted: &[CanvasSize], before: &[CanvasSize]) {
    let new = files.iter().filter(|file| file.sha256.is_some()).filter_map(|file| file.canvas_size.parse().ok());
    let made: Vec<CanvasSize> = before.iter().copied().chain(new).collect();
    let found = stored(check::all_sizes(Sizes { wanted, made: &made }));
    for file in files {
        if let Some(row) = file.checks.iter_mut().find(|row| row.code == found.code) {
            *row = found.clone();
        }
        file.status = status(&file.checks);
    }
}

/// What the checks of a size come to, by their stored rows.
pub(super) fn status(checks: &[StoredCheck]) -> AdStatus {
    let any = |outcome, weight| checks.iter().any(|check| check.outcome == outcome && check.weight == weight);
    if any(CheckOutcome::Fail, CheckWeight::Blocks) {
        AdStatus::Rejected
    } else if checks.is_empty() || any(CheckOutcome::NotChecked, CheckWeight::Blocks) {
        AdStatus::ReviewFailed
    } else if any(CheckOutcome::Fail, CheckWeight::Looks) {
        AdStatus::Flagged
    } else {
        AdStatus::Approved
    }
}

/// A check as it is kept.
pub(super) fn stored(check: check::Check) -> StoredCheck {
    let dash = |text: String| Some(text).filter(|text| text != "–" && !text.is_empty());
    StoredCheck {
        code: check.code.name().to_owned(),
        title: check.title,
        measured: dash(check.measured),
        limit: dash(check.limit),
        outcome: match check.outcome {
            check::Outcome::Pass => CheckOutcome::Pass,
            check::Outcome::Fail => CheckOutcome::Fail,
            check::Outcome::NotChecked => CheckOutcome::NotChecked,
        },
        weight: match check.weight {
            check::Weight::Blocks => CheckWeight::Blocks,
            check::Weight::Looks => CheckWeight::Looks,
            check::Weight::Informs => CheckWeight::Informs,
        },
        words: Some(check.words).filter(|words| !words.is_empty()),
        slot: check.slot.map(|slot| slot.to_string()),
    }
}

/// A step of repair in words.
fn step_words(step: &creative::RepairStep) -> String {
    match &step.mend {
        Mend::Shrink { slot, max_px } => format!("{slot}: letters of {max_px:.0} px at most"),
        Mend::Scrim { slot, opacity } => format!("{slot}: a veil of {:.0} % behind the words", opacity * 100.0),
        Mend::Words { slot, text } if text.is_empty() => format!("{slot}: left empty"),
        Mend::Words { slot, text } => format!("{slot}: shorter words, “{}”", creative::fill::plain(text)),
        Mend::OtherPlace { place } => format!("the words stand at their other place, {place}"),
        Mend::OtherInk { slot } => format!("{slot}: the other of its two inks"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(size: CanvasSize, drawn: bool) -> NewFile {
        let row = stored(check::all_sizes(Sizes { wanted: &[], made: &[] }));
        NewFile {
            id: size.tag().into(),
            canvas_size: size.stored().into(),
            sha256: drawn.then(|| "a".into()),
            pixels: None,
            fingerprint: None,
            status: AdStatus::Approved,
            render_ms: 0,
            steps: Vec::new(),
            error: None,
            checks: vec![row],
        }
    }

    #[test]
    fn a_size_that_was_wanted_and_not_drawn_is_missing() {
        let wanted = [CanvasSize::Portrait, CanvasSize::Square, CanvasSize::Story];
        let mut files = vec![file(CanvasSize::Portrait, true), file(CanvasSize::Square, false)];
        all_sizes(&mut files, &wanted, &[]);
        let row = &files[0].checks[0];
        assert_eq!((row.outcome, files[0].status), (CheckOutcome::Fail, AdStatus::Flagged));
        assert_eq!(row.words.as_deref(), Some("Not there: 1:1, 9:16."));
        assert_eq!((row.measured.as_deref(), row.limit.as_deref()), (Some("1"), Some("3")));
        let mut files = vec![file(CanvasSize::Square, true)];
        all_sizes(&mut files, &wanted, &[CanvasSize::Portrait, CanvasSize::Story]);
        assert_eq!((files[0].checks[0].outcome, files[0].status), (CheckOutcome::Pass, AdStatus::Approved));
    }
}
