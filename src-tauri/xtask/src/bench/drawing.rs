//! Ads a second, one ad, its file and memory; choosing and comparing: the renderer's own example measures them.

use anyhow::Context as _;
use serde_json::Value;

use super::figures::{Figures, Goal};
use crate::repository::Repository;
use crate::shell;

/// What sharp's PNG of the same picture takes, and the share of it that ours may take more.
const SHARPS_PNG_KB: f64 = 1345.0;
const AT_MOST: f64 = 1.05;

/// Builds the example and runs it.
pub fn measure(repository: &Repository, rounds: u32, figures: &mut Figures) -> anyhow::Result<()> {
    let build = ["build", "--locked", "--release", "--package", "creative", "--example", "drawing_bench"];
    shell::must(repository.root(), "cargo", &build)?;
    let program = repository.target().join("release/examples/drawing_bench");
    for _ in 0..rounds {
        let said = shell::output(program.to_str().context("the target folder is plain text")?, &[])
            .context("drawing_bench failed")?;
        let json: Value = serde_json::from_str(&said).with_context(|| said.clone())?;
        read(&json, figures);
    }
    Ok(())
}

fn read(json: &Value, figures: &mut Figures) {
    let names: [(&str, &'static str, &'static str, Option<Goal>); 12] = [
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
        ("best_match_5000_ms", "best match over 5,000 templates", "ms", Some(Goal::AtMost(5.0))),
        ("nearest_50000_ms", "nearest of 50,000 pictures", "ms", Some(Goal::AtMost(2.0))),
    ];
    for (key, name, unit, goal) in names {
        if let Some(value) = json[key].as_f64() {
            figures.add(name, unit, goal, value);
        }
    }
}
