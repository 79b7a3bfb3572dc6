//! The words beside an ad, changed by a person: the checks that look at them run again.

use std::collections::BTreeMap;

use creative::check::{self, Context, Specs};
use creative::name::NameParts;
use creative::tag::Tag;
use creative::{CanvasSize, Content, Drawn, Pixels};
use store::creation::{AdCopy, AdFile, CheckOutcome, CheckWeight, MadeAd, Rechecked, StoredCheck};

use super::copy::{self, Said};
use super::judge::{status, stored};
use super::{Stock, more, names, plan, review, templates};
use crate::{AppError, Changed, Workspace};

/// Changes the words beside an ad and checks them. If something fails now that did not fail before, an approval does
/// not stand any more: it was given to other words.
///
/// # Errors
/// `not_found`; `invalid_input` for more texts than Meta takes; as the file fails.
pub fn change(ws: &Workspace, ad: &str, copy: AdCopy) -> Result<(), AppError> {
    let ad = review::find(ws, ad)?;
    let copy = copy.without_empty();
    let rechecked = recheck(ws, &ad, &copy)?;
    let why = newly_failing(&ad, &rechecked).map(|title| format!("The words beside it were changed: {title} fails."));
    ws.store.set_ad_copy(&ad.id, &copy, &rechecked, why.as_deref(), ws.clock.now())?;
    ws.announce(Changed::Ads);
    Ok(())
}

/// The checks of each size with those that look at the words beside it run again.
fn recheck(ws: &Workspace, ad: &MadeAd, copy: &AdCopy) -> Result<Vec<Rechecked>, AppError> {
    let drawn: Vec<&AdFile> = ad.files.iter().filter(|file| file.sha256.is_some()).collect();
    if drawn.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Result<Vec<StoredCheck>, AppError>> = match Bench::of(ws, ad, copy) {
        Ok(bench) => drawn.iter().map(|file| bench.checks(ws, file)).collect(),
        Err(error) => drawn.iter().map(|_| Err(error.clone())).collect(),
    };
    let each = drawn.into_iter().zip(rows).map(|(file, rows)| {
        let checks = match rows {
            Ok(rows) => replaced(&file.checks, rows),
            Err(error) => open(&file.checks, &error),
        };
        Rechecked { file: file.id.clone(), status: status(&checks), checks }
    });
    Ok(each.collect())
}

/// What the words are checked with.
struct Bench {
    recipe: super::recipe::Recipe,
    specs: Specs,
    brief: creative::fill::Brief,
    parts: NameParts,
    name: String,
    copy: AdCopy,
    today: units::AccountDate,
}

impl Bench {
    fn of(ws: &Workspace, ad: &MadeAd, copy: &AdCopy) -> Result<Self, AppError> {
        let recipe = more::recipe_of(ad)?;
        let stock = Stock::load(ws, &ad.product)?;
        let template = templates::template_of(ws, &recipe)?;
        let tag = Tag::parse(&ad.tag).map_err(AppError::internal)?;
        Ok(Self {
            brief: stock.brief_for(&recipe.spec)?,
            parts: names::parts(ws, &stock, &template, &recipe.spec, &tag)?,
            recipe,
            specs: Specs::bundled(),
            name: ad.name.clone(),
            copy: copy.clone(),
            today: plan::today(ws, &stock.brand.id)?,
        })
    }

    /// The checks of one size. It is laid out again for the words that stand on it; no pixel is drawn.
    fn checks(&self, ws: &Workspace, file: &AdFile) -> Result<Vec<StoredCheck>, AppError> {
        let size: CanvasSize = file.canvas_size.parse().map_err(AppError::internal)?;
        let template = templates::template_of(ws, &self.recipe)?;
        let order = self.recipe.order(ws, template, size)?;
        let (texts, pictures) = ws.drawing.studio()?.places(&order, size)?;
        let none = || Pixels { width: 0, height: 0, rgba: Vec::new() };
        let drawn = Drawn {
            size,
            pixels: none(),
            backdrop: none(),
            texts,
            pictures,
            fonts: BTreeMap::new(),
            steps: Vec::new(),
        };
        let copy = copy::checked(&self.copy, &Said { ad: &self.name, product: &self.parts.product });
        let context = Context {
            specs: &self.specs,
            brief: &self.brief,
            content: &Content::default(),
            copy: &copy,
            today: self.today,
            file: None,
            earlier: None,
            sizes: None,
            finished: true,
        };
        Ok(check::beside(&drawn, &context).into_iter().map(stored).collect())
    }
}

/// Checks in the order they had, with new rows for those that ran again. A kind that had other rows before, such as
/// one for each field, is replaced as a whole, where its first row stood.
fn replaced(before: &[StoredCheck], new: Vec<StoredCheck>) -> Vec<StoredCheck> {
    let mut rest = new;
    let mut checks = Vec::with_capacity(before.len());
    for check in before {
        let (mine, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|row| row.code == check.code);
        rest = others;
        if !mine.is_empty() {
            checks.extend(mine);
        } else if !looks_at_copy(&check.code) {
            checks.push(check.clone());
        }
    }
    checks.extend(rest);
    checks
}

/// The same checks where those about the words could not run.
fn open(before: &[StoredCheck], error: &AppError) -> Vec<StoredCheck> {
    let row = |check: &StoredCheck| match looks_at_copy(&check.code) && check.weight != CheckWeight::Informs {
        true => StoredCheck {
            outcome: CheckOutcome::NotChecked,
            measured: None,
            words: Some(format!("The words were changed and could not be checked: {}", error.message)),
            ..check.clone()
        },
        false => check.clone(),
    };
    before.iter().map(row).collect()
}

/// Whether a check is one of [`check::beside`].
fn looks_at_copy(code: &str) -> bool {
    use check::Code;
    [
        Code::Amounts,
        Code::Banned,
        Code::Required,
        Code::CopyLength,
        Code::VisibleCut,
        Code::OfferBeforeCut,
        Code::Address,
    ]
    .iter()
    .any(|known| known.name() == code)
}

/// The first check that stands in the way now and did not before.
fn newly_failing(ad: &MadeAd, rechecked: &[Rechecked]) -> Option<String> {
    let in_the_way = |check: &StoredCheck| match check.outcome {
        CheckOutcome::Fail => check.weight != CheckWeight::Informs,
        CheckOutcome::NotChecked => check.weight == CheckWeight::Blocks,
        CheckOutcome::Pass => false,
    };
    let key = |check: &StoredCheck| (check.code.clone(), check.title.clone(), check.outcome);
    rechecked.iter().find_map(|size| {
        let before = &ad.files.iter().find(|file| file.id == size.file)?.checks;
        let was = |check: &StoredCheck| before.iter().any(|old| in_the_way(old) && key(old) == key(check));
        size.checks.iter().find(|check| in_the_way(check) && !was(check)).map(|check| check.title.clone())
    })
}
