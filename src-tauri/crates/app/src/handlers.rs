//! The job types that work.

use std::sync::Arc;

use scheduler::{Handler, Handlers};

use crate::Workspace;
use crate::creation::AdCreation;
use crate::pictures::AssetDownload;
use crate::scorecard::ScorecardHandler;
use crate::sync::MetaSync;

/// One handler for each job type that works, on this workspace. A type without one is refused when it is filed.
#[must_use]
pub fn handlers(ws: &Workspace) -> Handlers {
    let all: [Arc<dyn Handler>; 5] = [
        Arc::new(MetaSync::new(ws.clone())),
        Arc::new(AssetDownload::new(ws.clone())),
        Arc::new(ScorecardHandler::new(ws.clone())),
        Arc::new(AdCreation::first(ws.clone())),
        Arc::new(AdCreation::second(ws.clone())),
    ];
    all.into_iter().collect::<Handlers>().redacting(meta::redact::scrub_unknown)
}
