//! Why an ad has the template that it has: a batch keeps how its templates were chosen.

use store::creation::MadeAd;

use super::TemplateChoice;
use crate::creation::plan::Plan;
use crate::pages::create::score_lines;
use crate::{AppError, Workspace};

/// How the template of an ad was chosen; `None` where a person chose it.
///
/// # Errors
/// If the batch or its plan cannot be read.
pub fn chosen(ws: &Workspace, ad: &MadeAd) -> Result<Option<TemplateChoice>, AppError> {
    let plan: Plan = serde_json::from_value(ws.store.batch(&ad.batch)?.plan)
        .map_err(|error| AppError::internal(format!("the plan of a batch: {error}")))?;
    let chosen = plan.selection.map(|selection| selection.chosen).unwrap_or_default();
    let choice = chosen.into_iter().find(|choice| choice.name == ad.template_name);
    Ok(choice.map(|choice| TemplateChoice { place: choice.rank, of: choice.of, scores: score_lines(&choice.scores) }))
}
