//! How much one run makes at most, and a plan of more as several.

use std::ops::RangeInclusive;

use creative::CanvasSize;

use super::{Plan, PlannedAd};
use crate::creation::params::OverCap;
use crate::creation::spec::AdSpec;
use crate::{AppError, Changed, Workspace};

/// Files that one run may try. Attempts count, not what is approved, so a bad day ends too.
pub const CAP: u32 = 200;
/// The setting that changes [`CAP`].
pub const CAP_SETTING: &str = "creation.cap";
/// What it may be: from one idea in all its sizes and colours, so that no run tears it apart.
pub const CAPS: RangeInclusive<u32> = 12..=5_000;

impl Plan {
    /// The ads of each run that it takes, as plans of their own, none of more files than the cap. The cards of a carousel
    /// stay together, unless the cap is less than they are; so do an idea's colours, and an ad's sizes.
    #[must_use]
    pub fn split(self, cap: u32) -> Vec<Self> {
        let empty = Self { ads: Vec::new(), ..self.clone() };
        let mut parts: Vec<Self> = Vec::new();
        for set in self.ads.chunk_by(|one, next| one.belongs() == next.belongs()) {
            for piece in empty.pieces(set, cap.max(1)) {
                match parts.last_mut().filter(|part| part.files() + piece.files() <= cap) {
                    Some(part) => part.ads.extend(piece.ads),
                    None => parts.push(piece),
                }
            }
        }
        parts
    }

    /// Cards of a carousel, or one idea, as plans of at most so many files: whole if they fit, else by the ideas, else by
    /// the ads of an idea, else by the sizes of an ad.
    fn pieces(&self, set: &[PlannedAd], cap: u32) -> Vec<Self> {
        let of = |ads: &[PlannedAd]| Self { ads: ads.to_vec(), ..self.clone() };
        let fits = |ads: &[PlannedAd]| of(ads).files() <= cap;
        let by_sizes = |ad: &PlannedAd| -> Vec<Self> {
            let some = |sizes: &[CanvasSize]| {
                let spec = AdSpec { sizes: Some(sizes.to_vec()), ..ad.spec.clone() };
                of(&[PlannedAd { spec, ..ad.clone() }])
            };
            self.sizes_of(ad).chunks(cap as usize).map(some).collect()
        };
        let by_ads = |ad: &PlannedAd| {
            let ad = std::slice::from_ref(ad);
            if fits(ad) { vec![of(ad)] } else { by_sizes(&ad[0]) }
        };
        if fits(set) {
            return vec![of(set)];
        }
        let ideas = set.chunk_by(|one, next| one.index == next.index);
        ideas
            .flat_map(|idea| if fits(idea) { vec![of(idea)] } else { idea.iter().flat_map(by_ads).collect() })
            .collect()
    }
}

impl PlannedAd {
    /// What it must not be torn from: the cards of its carousel, or the colours of its idea.
    fn belongs(&self) -> u32 {
        self.set.unwrap_or(self.index)
    }
}

/// Files that one run may try.
///
/// # Errors
/// As the file fails.
pub fn cap(ws: &Workspace) -> Result<u32, AppError> {
    Ok(ws.store.setting::<u32>(CAP_SETTING)?.filter(|cap| *cap > 0).unwrap_or(CAP))
}

/// Changes how many files one run may try.
///
/// # Errors
/// `invalid_input` for a number that is out of bounds; as the file fails.
pub fn set_cap(ws: &Workspace, cap: u32) -> Result<(), AppError> {
    if !CAPS.contains(&cap) {
        return Err(AppError::invalid(
            format!("A run cannot be limited to {cap} files."),
            format!("Choose a number from {} to {}.", CAPS.start(), CAPS.end()),
        ));
    }
    ws.store.set_setting(CAP_SETTING, &cap, ws.clock.now())?;
    ws.announce(Changed::Settings);
    Ok(())
}

/// The plans of the runs that it takes: one, or several if that was agreed to.
///
/// # Errors
/// `invalid_input` for a plan over the cap that nobody agreed to split.
pub fn runs(plan: Plan, over_cap: OverCap, cap: u32) -> Result<Vec<Plan>, AppError> {
    let files = plan.files();
    if files <= cap {
        return Ok(vec![plan]);
    }
    match over_cap {
        OverCap::Split => Ok(plan.split(cap)),
        OverCap::Ask => {
            let parts = plan.split(cap).len();
            Err(AppError::invalid(
                format!("This would be {files} files; one run makes at most {cap}."),
                format!(
                    "Choose fewer templates, hooks, sizes or colours, or allow that {parts} runs make it (on the command line: --split)."
                ),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use creative::ColourMode;
    use proptest::prelude::*;

    use super::*;

    fn ad(index: u32, colour: ColourMode) -> PlannedAd {
        let spec = AdSpec { colour, ..spec_of(index) };
        PlannedAd { index, set: None, spec, template_name: "Statement".into(), twin_of: None }
    }

    fn spec_of(index: u32) -> AdSpec {
        AdSpec {
            template: format!("template-{index}"),
            hook: None,
            offer: None,
            colour: ColourMode::Original,
            seed: 0,
            texts: BTreeMap::new(),
            picture: None,
            copy: None,
            sizes: None,
            parent: None,
        }
    }

    /// Ideas with so many colours each; of those that come as a set, each is the cards of one carousel.
    fn plan_of(sets: &[Vec<usize>], sizes: usize) -> Plan {
        let (mut index, mut ads) = (0, Vec::new());
        for cards in sets {
            let first = index + 1;
            for colours in cards {
                index += 1;
                let set = (cards.len() > 1).then_some(first);
                ads.extend(ColourMode::ALL[..*colours].iter().map(|colour| PlannedAd { set, ..ad(index, *colour) }));
            }
        }
        Plan {
            product: "p".into(),
            name: "n".into(),
            seed: 1,
            sizes: CanvasSize::ALL[..sizes].to_vec(),
            ads,
            url: None,
            selection: None,
            behind: Vec::new(),
        }
    }

    fn files(plan: &Plan) -> Vec<(u32, ColourMode, CanvasSize)> {
        let of = |ad: &PlannedAd| {
            let (index, colour) = (ad.index, ad.spec.colour);
            plan.sizes_of(ad).iter().map(move |size| (index, colour, *size)).collect::<Vec<_>>()
        };
        plan.ads.iter().flat_map(of).collect()
    }

    proptest! {
        #[test]
        fn no_part_is_larger_than_the_cap_and_together_they_are_the_plan(
            sets in prop::collection::vec(prop::collection::vec(1_usize..=3, 1..=4), 0..12),
            sizes in 1_usize..=4,
            cap in 1_u32..=60,
        ) {
            let plan = plan_of(&sets, sizes);
            let parts = plan.clone().split(cap);
            for part in &parts {
                prop_assert!(part.files() <= cap, "{} of {cap}", part.files());
                prop_assert!(!part.ads.is_empty());
            }
            prop_assert_eq!(parts.iter().flat_map(files).collect::<Vec<_>>(), files(&plan));
            // Nothing is torn apart that need not be: no idea, and no carousel that one run can make.
            let of_set = |set: u32| plan.ads.iter().filter(|ad| ad.belongs() == set).count() * sizes;
            for pair in parts.windows(2) {
                let (Some(last), Some(next)) = (pair[0].ads.last(), pair[1].ads.first()) else { continue };
                prop_assert!(cap < 12 || last.index != next.index);
                prop_assert!(last.belongs() != next.belongs() || of_set(last.belongs()) > cap as usize);
            }
        }
    }
}
