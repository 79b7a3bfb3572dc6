//! The templates that come with the app.

use std::sync::Arc;

use super::{Template, TemplateFaults};

/// The templates that come with the app, by id.
///
/// # Errors
/// None in a build that passed its tests: they read every bundled folder.
pub fn bundled() -> Result<Vec<Arc<Template>>, TemplateFaults> {
    todo!()
}
