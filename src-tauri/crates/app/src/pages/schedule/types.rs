//! What can be scheduled, and the fields of its form.

use units::JobType;

use super::{JobTypeInfo, ParamField, ParamKind};

/// Job types that can be filed, in the order of the form.
pub(super) const TYPES: [JobType; 3] = [JobType::MetaSync, JobType::AssetDownload, JobType::Scorecard];

/// The fields of a type. Bounds and defaults are those of its handler, which has the last word when a job is filed.
pub(super) fn info(job_type: JobType) -> JobTypeInfo {
    let mut fields =
        vec![ParamField { key: "account".into(), kind: ParamKind::Account, default: None, required: true }];
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
        _ => Vec::new(),
    });
    JobTypeInfo { job_type, fields }
}

fn whole(key: &str, min: u32, max: u32, default: Option<u32>) -> ParamField {
    ParamField {
        key: key.into(),
        kind: ParamKind::Whole { min, max },
        default: default.map(|number| number.to_string()),
        required: false,
    }
}
