//! Whether an ad looks like another one: by 64 bits that near-twins nearly share.

use std::collections::BTreeSet;

use creative::check::{self, Earlier, Specs};
use creative::near::Nearest;
use creative::{CanvasSize, Template, fill};
use store::creation::{CheckOutcome, NewFile, StoredCheck, Uncompared};

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
fn one_carousel(template: &Template, one: &AdSpec, other: &AdSpec) -> bool {
    let cards = fill::seeds(template, one.seed);
    cards.len() > 1
        && one.template == other.template
        && one.hook == other.hook
        && one.offer == other.offer
        && one.seed != other.seed
        && cards.contains(&other.seed)
}

/// Puts the result of the comparison among the checks of a size. Without all synced pictures nothing is known to be
/// unlike them, so that is said instead of a pass.
pub(super) fn judge(file: &mut NewFile, specs: &Specs, all: &Nearest, left: Uncompared) {
    let (Some(bits), Ok(size)) = (file.fingerprint, file.canvas_size.parse::<CanvasSize>()) else { return };
    let mut found = stored(check::unlike(size, bits, specs, Earlier { all, own: "" }));
    if left != Uncompared::default() && found.outcome != CheckOutcome::Fail {
        found = not_all(found, left);
    }
    if let Some(row) = file.checks.iter_mut().find(|row| row.code == found.code) {
        *row = found;
    }
    file.status = status(&file.checks);
}

fn not_all(found: StoredCheck, left: Uncompared) -> StoredCheck {
    let mut words = Vec::new();
    if left.unmeasured > 0 {
        words.push(format!(
            "{} not measured yet; the next run measures more of them.",
            synced(left.unmeasured)
        ));
    }
    if left.without_bits > 0 {
        words.push(format!(
            "{} not compared: the picture cannot be read here, or is one flat colour.",
            synced(left.without_bits)
        ));
    }
    StoredCheck { outcome: CheckOutcome::NotChecked, words: Some(words.join(" ")), ..found }
}

fn synced(pictures: u64) -> String {
    if pictures == 1 { "1 synced picture is".to_owned() } else { format!("{pictures} synced pictures are") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(bits: u64) -> NewFile {
        let specs = Specs::bundled();
        let none = Nearest::new();
        let row = stored(check::unlike(CanvasSize::Square, bits, &specs, Earlier { all: &none, own: "" }));
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

    #[test]
    fn eight_bits_apart_is_unlike_and_seven_is_not() {
        for (bits, outcome) in [(0xFF, CheckOutcome::Pass), (0x7F, CheckOutcome::Fail)] {
            let mut file = size(bits);
            judge(&mut file, &Specs::bundled(), &[("other", 0)].into_iter().collect(), Uncompared::default());
            assert_eq!(file.checks[0].outcome, outcome, "{:?}", file.checks);
        }
    }

    #[test]
    fn what_was_not_measured_is_not_passed() {
        let all: Nearest = [("other", u64::MAX)].into_iter().collect();
        let mut file = size(0);
        let left = Uncompared { unmeasured: 3, without_bits: 0 };
        judge(&mut file, &Specs::bundled(), &all, left);
        assert_eq!(file.checks[0].outcome, CheckOutcome::NotChecked);
        assert!(file.checks[0].words.as_ref().is_some_and(|words| words.starts_with("3 synced pictures")));
        let mut twin = size(u64::MAX);
        judge(&mut twin, &Specs::bundled(), &all, left);
        assert_eq!(twin.checks[0].outcome, CheckOutcome::Fail, "a twin that is known is one");
        assert_eq!(twin.status, store::creation::AdStatus::Flagged);
    }

    #[test]
    fn what_has_no_bits_was_not_compared_and_is_counted() {
        let all: Nearest = [("other", u64::MAX)].into_iter().collect();
        let mut file = size(0);
        judge(&mut file, &Specs::bundled(), &all, Uncompared { unmeasured: 0, without_bits: 1 });
        assert_eq!(file.checks[0].outcome, CheckOutcome::NotChecked);
        let words = file.checks[0].words.clone().unwrap();
        assert!(words.starts_with("1 synced picture is not compared"), "{words}");
        judge(&mut file, &Specs::bundled(), &all, Uncompared { unmeasured: 2, without_bits: 5 });
        let words = file.checks[0].words.clone().unwrap();
        assert!(words.starts_with("2 synced") && words.contains("5 synced pictures are not compared"), "{words}");
    }
}
