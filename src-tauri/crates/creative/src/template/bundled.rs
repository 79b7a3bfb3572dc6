//! The templates that come with the app.

use std::borrow::Cow;
use std::collections::BTreeMap;
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

/// The files of a template's folder: text by name.
pub type Folder = BTreeMap<String, Cow<'static, str>>;

/// The folders of the templates that come with the app, by id.
#[must_use]
pub fn bundled_folders() -> BTreeMap<String, Folder> {
    let folder = |files: &[(&str, &'static str)]| -> Folder {
        files.iter().map(|(name, text)| ((*name).to_owned(), Cow::Borrowed(*text))).collect()
    };
    TEMPLATES.iter().map(|(id, files)| ((*id).to_owned(), folder(files))).collect()
}
