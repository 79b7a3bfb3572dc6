//! Ads a second, one ad, its file and memory; choosing and comparing: examples of the renderer and of the core measure
//! them.

use anyhow::Context as _;
use serde_json::Value;

use super::figures::{Figures, Goal};
use crate::repository::Repository;
use crate::shell;

/// What sharp's PNG of the same picture takes, and the share of it that ours may take more.
const SHARPS_PNG_KB: f64 = 1345.0;
const AT_MOST: f64 = 1.05;

/// What an example says of itself: the key, the figure, its unit and its goal.
type Named = (&'static str, &'static str, &'static str, Option<Goal>);

/// Builds the examples and runs them.
pub fn measure(repository: &Repository, rounds: u32, figures: &mut Figures) -> anyhow::Result<()> {
    example(repository, ("creative", "drawing_bench"), rounds, &DRAWING, figures)?;
    example(repository, ("app", "choosing_bench"), rounds, &CHOOSING, figures)
}

fn example(
    repository: &Repository,
    (package, name): (&str, &str),
    rounds: u32,
    named: &[Named],
    figures: &mut Figures,
) -> anyhow::Result<()> {
    let build = ["build", "--locked", "--release", "--package", package, "--example", name];
    shell::must(repository.root(), "cargo", &build)?;
    let program = repository.target().join("release/examples").join(name);
    for _ in 0..rounds {
        let said = shell::output(program.to_str().context("the target folder is plain text")?, &[])
            .with_context(|| format!("{name} failed"))?;
        let json: Value = serde_json::from_str(&said).with_context(|| said.clone())?;
        for (key, name, unit, goal) in named {
            if let Some(value) = json[*key].as_f64() {
                figures.add(name, unit, *goal, value);
            }
        }
    }
    Ok(())
}

const DRAWING: [Named; 10] = [
    ("ads_per_second", "ads: photo, three texts, a button, 1080×1080 as PNG", "ads/s", Some(Goal::AtLeast(25.0))),
    ("ads_of_all_scenes_per_second", "the same on eight photos in turn, each decoded again", "ads/s", None),
    ("one_ad_ms", "one such ad", "ms", Some(Goal::AtMost(70.0))),
    ("first_ad_ms", "the first one, with its photo decoded", "ms", None),
    ("drawing_only_ms", "one without its PNG", "ms", None),
    ("preview_ms", "a preview 420 px wide", "ms", Some(Goal::AtMost(100.0))),
    ("png_kb", "its PNG", "kB", Some(Goal::AtMost(SHARPS_PNG_KB * AT_MOST))),
    ("largest_png_kb", "the largest PNG of eight photos", "kB", Some(Goal::AtMost(SHARPS_PNG_KB * AT_MOST))),
    ("most_of_sharps", "most of what sharp writes for the same pixels", "", Some(Goal::AtMost(AT_MOST))),
    ("peak_mb", "most memory in batches of 200", "MB", Some(Goal::AtMost(200.0))),
];

const CHOOSING: [Named; 3] = [
    ("first_best_match_ms", "the first best match over 5,000 templates", "ms", None),
    ("best_match_ms", "best match over 5,000 templates", "ms", Some(Goal::AtMost(5.0))),
    ("compare_ms", "an ad in two sizes against 50,000 pictures", "ms", Some(Goal::AtMost(2.0))),
];
