//! The templates that come with the app.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Template, TemplateFaults};
use crate::bundle::TEMPLATES;

/// The templates that come with the app, by id.
///
/// # Errors
/// None in a build that passed its tests: they read every bundled folder.
pub fn bundled() -> Result<Vec<Arc<Template>>, TemplateFaults> {
    TEMPLATES
        .iter()
        .map(|(id, files)| {
            let files = files.iter().map(|(name, text)| ((*name).to_owned(), Cow::Borrowed(*text))).collect();
            Template::from_files(id, &files).map(Arc::new)
        })
        .collect()
}
