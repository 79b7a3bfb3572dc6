//! What can be scheduled, and the fields of its form.

use creative::CanvasSize;
use units::JobType;

use super::{JobTypeInfo, ParamField, ParamKind};

/// Job types that can be filed, in the order of the form.
pub(super) const TYPES: [JobType; 5] =
    [JobType::MetaSync, JobType::AssetDownload, JobType::Scorecard, JobType::AdCreationV2, JobType::AdCreation];

/// The fields of a type. Bounds and defaults are those of its handler, which has the last word when a job is filed.
pub(super) fn info(job_type: JobType) -> JobTypeInfo {
    let makes_ads = job_type.makes_ads();
    let whom = if makes_ads { ("product_id", ParamKind::Product) } else { ("account", ParamKind::Account) };
    let mut fields = vec![ParamField { key: whom.0.into(), kind: whom.1, default: None, required: true }];
    fields.extend(match job_type {
        JobType::MetaSync => vec![
            whole("days_back", 1, 1_123, None),
            whole("download_max_images", 0, 500, Some(40)),
            whole("download_max_videos", 0, 500, Some(20)),
        ],
        JobType::AssetDownload => {
            vec![whole("max_images", 0, 500, Some(40)), whole("max_videos", 0, 500, Some(20))]
        }
        JobType::Scorecard => vec![
            whole("days_back", 1, 365, Some(7)),
            ParamField { key: "min_spend".into(), kind: ParamKind::Amount, default: None, required: false },
        ],
        // The first pipeline makes one size of each idea.
        JobType::AdCreation => vec![
            choice("template_selection_mode", &["roll_the_dice", "smart_select"]),
            whole("template_count", 1, 50, Some(3)),
            whole("num_variations", 1, 15, Some(5)),
            optional("hook_ids", ParamKind::Hooks),
            optional("offer_variant_id", ParamKind::Offer),
            optional("persona_id", ParamKind::Persona),
        ],
        JobType::AdCreationV2 => vec![
            choice("template_selection_mode", &["smart_select", "roll_the_dice"]),
            whole("template_count", 1, 50, Some(3)),
            whole("num_variations", 1, 50, Some(5)),
            optional("hook_ids", ParamKind::Hooks),
            optional("offer_variant_id", ParamKind::Offer),
            optional("persona_id", ParamKind::Persona),
            several("canvas_sizes", &CanvasSize::ALL.map(CanvasSize::stored), FEED_AND_STORY),
            several("color_modes", &["original", "brand", "complementary"], "original"),
            choice("asset_strictness", &["default", "growth", "premium"]),
            choice("over_cap", &["ask", "split"]),
        ],
        _ => Vec::new(),
    });
    JobTypeInfo { job_type, fields }
}

/// Feed, Stories and Reels, and the square that is taken everywhere.
const FEED_AND_STORY: &str = "1080x1350px,1080x1920px,1080x1080px";

fn choice(key: &str, options: &[&str]) -> ParamField {
    let options: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
    ParamField {
        key: key.into(),
        default: options.first().cloned(),
        kind: ParamKind::Choice { options },
        required: true,
    }
}

/// At least one of these words.
fn several(key: &str, options: &[&str], usual: &str) -> ParamField {
    let options = options.iter().map(|&option| option.to_owned()).collect();
    ParamField {
        key: key.into(),
        kind: ParamKind::Several { options },
        default: Some(usual.to_owned()),
        required: true,
    }
}

fn optional(key: &str, kind: ParamKind) -> ParamField {
    ParamField { key: key.into(), kind, default: None, required: false }
}

fn whole(key: &str, min: u32, max: u32, default: Option<u32>) -> ParamField {
    ParamField {
        key: key.into(),
        kind: ParamKind::Whole { min, max },
        default: default.map(|number| number.to_string()),
        required: false,
    }
}
