//! Whether an ad looks like another one: by 64 bits that near-twins nearly share.

use std::collections::BTreeSet;

use creative::check::{self, Specs};
use creative::near::Nearest;
use creative::{CanvasSize, Template, fill};
use store::creation::{CheckOutcome, KnownFingerprint, NewFile, StoredCheck};

use super::judge::{status, stored};
use super::plan::{Plan, PlannedAd};
use super::spec::AdSpec;

/// The ideas of a plan that an ad may look like: its own in other colours, and the other cards of its carousel.
pub(super) fn own_ideas(plan: &Plan, planned: &PlannedAd, template: Option<&Template>) -> BTreeSet<u32> {
    let same_set = |other: &AdSpec| template.is_some_and(|template| one_carousel(template, &planned.spec, other));
    let others = plan.ads.iter().filter(|ad| same_set(&ad.spec)).map(|ad| ad.index);
    std::iter::once(planned.index).chain(others).collect()
}

/// The same for an ad that was made before, by the plan of its batch.
pub(super) fn ideas_of(plan: &Plan, index: u32, template: &Template) -> BTreeSet<u32> {
    let planned = plan.ads.iter().find(|ad| ad.index == index);
    planned.map_or_else(|| BTreeSet::from([index]), |planned| own_ideas(plan, planned, Some(template)))
}

/// Whether two ads are cards of one carousel: they share its frame on purpose. The same card twice is a twin.
pub(super) fn one_carousel(template: &Template, one: &AdSpec, other: &AdSpec) -> bool {
    let cards = fill::seeds(template, one.seed);
    cards.len() > 1
        && one.template == other.template
        && one.hook == other.hook
        && one.offer == other.offer
        && one.seed != other.seed
        && cards.contains(&other.seed)
}

/// Everything that ads are compared with. It is made once: what an ad may look like is left out while it is searched.
pub type Prints = Nearest<KnownFingerprint>;

/// Synced pictures that nothing is compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uncompared {
    /// Not measured yet.
    pub unmeasured: u64,
    /// They cannot be read, or show nothing but one colour.
    pub unreadable: u64,
}

impl Uncompared {
    /// How many there are now.
    ///
    /// # Errors
    /// As the file fails.
    pub fn of(store: &store::Store) -> Result<Self, store::StoreError> {
        Ok(Self { unmeasured: store.unmeasured_count()?, unreadable: store.incomparable_count()? })
    }

    /// What is said of an ad that looks like none of the others.
    fn words(self) -> Option<String> {
        let unmeasured = match self.unmeasured {
            0 => None,
            1 => Some("1 synced picture is not measured yet; the next run measures it.".to_owned()),
            many => Some(format!("{many} synced pictures are not measured yet; the next run measures more of them.")),
        };
        let unreadable = match self.unreadable {
            0 => None,
            1 => Some(
                "1 synced picture cannot be read or is one flat colour, so nothing is compared with it.".to_owned(),
            ),
            many => Some(format!(
                "{many} synced pictures cannot be read or are one flat colour, so nothing is compared with them."
            )),
        };
        match (unmeasured, unreadable) {
            (Some(unmeasured), Some(unreadable)) => Some(format!("{unmeasured} {unreadable}")),
            (one, other) => one.or(other),
        }
    }
}

/// What is known, to be searched.
#[must_use]
pub fn prints(known: Vec<KnownFingerprint>) -> Prints {
    known
        .into_iter()
        .map(|print| {
            let bits = print.bits;
            (print, bits)
        })
        .collect()
}

/// Puts the result of the comparison with all but what `is_own` names among the checks of a size. Without all synced
/// pictures nothing is known to be unlike them, so that is said instead of a pass.
pub(super) fn judge(
    file: &mut NewFile,
    specs: &Specs,
    all: &Prints,
    is_own: impl Fn(&KnownFingerprint) -> bool,
    uncompared: Uncompared,
) {
    let (Some(bits), Ok(size)) = (file.fingerprint, file.canvas_size.parse::<CanvasSize>()) else { return };
    let nearest = all.nearest_but(bits, is_own);
    let nearest = nearest.as_ref().map(|nearest| (nearest.what.name.as_str(), nearest.distance));
    let mut found = stored(check::unlike(size, specs, nearest));
    if let Some(words) = uncompared.words().filter(|_| found.outcome != CheckOutcome::Fail) {
        found = StoredCheck { outcome: CheckOutcome::NotChecked, words: Some(words), ..found };
    }
    if let Some(row) = file.checks.iter_mut().find(|row| row.code == found.code) {
        *row = found;
    }
    file.status = status(&file.checks);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(bits: u64) -> NewFile {
        let specs = Specs::bundled();
        let row = stored(check::unlike(CanvasSize::Square, &specs, None));
        NewFile {
            id: "a".into(),
            canvas_size: CanvasSize::Square.stored().into(),
            sha256: None,
            pixels: None,
            fingerprint: Some(bits),
            status: store::creation::AdStatus::Approved,
            render_ms: 0,
            steps: Vec::new(),
            error: None,
            checks: vec![row],
        }
    }

    fn other(bits: u64) -> Prints {
        let print = KnownFingerprint { bits, name: "other".into(), made_ad: None, idea: None, canvas_size: None };
        prints(vec![print])
    }

    #[test]
    fn eight_bits_apart_is_unlike_and_seven_is_not() {
        for (bits, outcome) in [(0xFF, CheckOutcome::Pass), (0x7F, CheckOutcome::Fail)] {
            let mut file = size(bits);
            judge(&mut file, &Specs::bundled(), &other(0), |_| false, Uncompared::default());
            assert_eq!(file.checks[0].outcome, outcome, "{:?}", file.checks);
        }
    }

    #[test]
    fn what_was_not_measured_is_not_passed() {
        let all = other(u64::MAX);
        let mut file = size(0);
        let three = Uncompared { unmeasured: 3, unreadable: 0 };
        judge(&mut file, &Specs::bundled(), &all, |_| false, three);
        assert_eq!(file.checks[0].outcome, CheckOutcome::NotChecked);
        assert!(file.checks[0].words.as_ref().is_some_and(|words| words.starts_with("3 synced pictures")));
        let mut file = size(0);
        judge(&mut file, &Specs::bundled(), &all, |_| false, Uncompared { unmeasured: 0, unreadable: 1 });
        assert_eq!(file.checks[0].outcome, CheckOutcome::NotChecked, "what cannot be read was not compared");
        assert!(
            file.checks[0].words.as_ref().is_some_and(|words| words.starts_with("1 synced picture cannot be read"))
        );
        let mut twin = size(u64::MAX);
        judge(&mut twin, &Specs::bundled(), &all, |_| false, three);
        assert_eq!(twin.checks[0].outcome, CheckOutcome::Fail, "a twin that is known is one");
        assert_eq!(twin.status, store::creation::AdStatus::Flagged);
    }
}
