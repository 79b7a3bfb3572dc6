//! Reading a folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Template, TemplateFaults};

impl Template {
    /// Reads a template's folder.
    ///
    /// # Errors
    /// Everything that is wrong with it, at once.
    pub fn read(dir: &Path) -> Result<Self, TemplateFaults> {
        todo!("{dir:?}")
    }

    /// Reads a template from its files' names and bytes, as [`Template::read`] does from a folder called `id`.
    ///
    /// # Errors
    /// Everything that is wrong with it, at once.
    pub fn from_files(id: &str, files: &BTreeMap<String, Arc<[u8]>>) -> Result<Self, TemplateFaults> {
        todo!("{id} {files:?}")
    }
}
