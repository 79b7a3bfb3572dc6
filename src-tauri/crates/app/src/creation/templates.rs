//! Templates that can be drawn: those that come with the program and those a person imported.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use creative::Template;
use creative::template::{Audience, Category, Folder};
use sha2::{Digest as _, Sha256};
use store::creation::{self as stored, LibraryTable, TemplateFile, TemplateKind, TemplateOrigin, TemplateState};

use super::Drawing;
use super::library::{measured, picture_files, read_picture};
use super::recipe::Recipe;
use crate::{AppError, Changed, ErrorCode, Workspace};

/// An imported template that cannot be used: its folder was taken by another version of the program, or is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Why, in a sentence.
    pub why: String,
}

/// The templates of a file.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    /// Those that can be drawn and were not put away, by id.
    pub usable: Vec<Arc<Template>>,
    /// Those that would be used if they could be, by name.
    pub unusable: Vec<Unusable>,
}

/// Every template that can be drawn and was not put away, by id. The rows of the bundled ones are brought up to date. One
/// that cannot be used is left out: it must not keep all others from being used.
///
/// # Errors
/// As the file fails.
pub fn templates(ws: &Workspace) -> Result<Vec<Arc<Template>>, AppError> {
    Ok(all(ws)?.usable)
}

/// [`templates`] and those that cannot be used.
///
/// # Errors
/// As the file fails.
pub fn all(ws: &Workspace) -> Result<Templates, AppError> {
    Ok(all_with_rows(ws)?.0)
}

/// [`all`], and what the file says of each, also of those that were put away and of those that are only pictures.
///
/// # Errors
/// As the file fails.
pub fn all_with_rows(ws: &Workspace) -> Result<(Templates, Vec<stored::Template>), AppError> {
    let bundled = ws.drawing.bundled()?;
    if !ws.store.is_read_only() {
        let rows: Vec<_> = bundled.iter().map(|template| row(template, TemplateOrigin::Bundled)).collect();
        ws.store.keep_bundled_templates(&rows, ws.clock.now())?;
    }
    let rows = ws.store.templates()?;
    let put_away = |id: &str| rows.iter().any(|row| row.id == id && !row.active);
    let mut usable: Vec<Arc<Template>> = bundled.iter().filter(|template| !put_away(&template.id)).cloned().collect();
    let mut unusable = Vec::new();
    let layouts = rows.iter().filter(|row| row.active && row.kind == TemplateKind::Layout);
    for row in layouts.filter(|row| row.origin == TemplateOrigin::Imported) {
        match imported(ws, &row.id, row.version) {
            Ok(template) => usable.push(as_described(template, row)),
            Err(error) if is_about_the_template(&error) => {
                unusable.push(Unusable { id: row.id.clone(), name: row.name.clone(), why: error.message });
            }
            Err(error) => return Err(error),
        }
    }
    usable.sort_by(|one, other| one.id.cmp(&other.id));
    Ok((Templates { usable, unusable }, rows))
}

/// Whether it is the template that cannot be used, and not the file that cannot be read.
fn is_about_the_template(error: &AppError) -> bool {
    matches!(error.code, ErrorCode::InvalidInput | ErrorCode::NotFound)
}

/// The template that an ad was drawn with, as it was then.
///
/// # Errors
/// `not_found`; `conflict` for an ad from before templates were kept whose template is at another version now.
pub fn template_of(ws: &Workspace, recipe: &Recipe) -> Result<Arc<Template>, AppError> {
    if let Some(kept) = &recipe.template_state {
        return as_it_was(ws, recipe, kept);
    }
    let (id, version) = (&recipe.template, recipe.version);
    if let Some(bundled) = find(&ws.drawing, id)? {
        if bundled.version == version {
            return Ok(bundled);
        }
        return Err(AppError::new(
            ErrorCode::Conflict,
            format!(
                "The template {} is at version {} now; the ad was made with version {version}.",
                bundled.name, bundled.version
            ),
            "Its pictures are kept. Make a new ad with the template as it is now.",
        ));
    }
    imported(ws, id, version)
}

/// What has to be kept with an ad so that it can be drawn again: the files of its template as they are now, of one that
/// comes with the program, or as they were imported in this version. None if they are nowhere.
///
/// # Errors
/// As the file fails.
pub(super) fn state(ws: &Workspace, id: &str, version: u32) -> Result<Option<TemplateState>, AppError> {
    let files = match ws.drawing.folder(id) {
        Some(folder) => files_of(folder),
        None => ws.store.template_files(id, version)?,
    };
    Ok((!files.is_empty()).then(|| state_of(files)))
}

fn state_of(files: Vec<TemplateFile>) -> TemplateState {
    let mut hash = Sha256::new();
    for file in &files {
        for part in [file.path.as_bytes(), &file.data] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    TemplateState { sha256: hex(&hash.finalize()), files }
}

/// The files of a folder, by name.
fn files_of(folder: &Folder) -> Vec<TemplateFile> {
    let file = |(path, text): (&String, &Cow<'static, str>)| TemplateFile {
        path: path.clone(),
        data: text.as_bytes().to_vec(),
    };
    folder.iter().map(file).collect()
}

fn as_it_was(ws: &Workspace, recipe: &Recipe, kept: &str) -> Result<Arc<Template>, AppError> {
    let id = &recipe.template;
    if let Some(bundled) = find(&ws.drawing, id)?
        && state(ws, id, bundled.version)?.is_some_and(|now| now.sha256 == kept)
    {
        return Ok(bundled);
    }
    read(id, recipe.version, ws.store.template_state(kept)?).map(Arc::new)
}

/// A template from its files, in the version that the file of the workspace counts.
fn read(id: &str, version: u32, files: Vec<TemplateFile>) -> Result<Template, AppError> {
    let text = |file: TemplateFile| (file.path, Cow::Owned(String::from_utf8_lossy(&file.data).into_owned()));
    let files: BTreeMap<String, Cow<'_, str>> = files.into_iter().map(text).collect();
    if files.is_empty() {
        return Err(AppError::not_found("template", id));
    }
    let mut template = Template::from_files(id, &files).map_err(creative::CreativeError::from)?;
    template.version = version;
    Ok(template)
}

fn find(drawing: &Drawing, id: &str) -> Result<Option<Arc<Template>>, AppError> {
    Ok(drawing.bundled()?.iter().find(|template| template.id == id).cloned())
}

fn imported(ws: &Workspace, id: &str, version: u32) -> Result<Arc<Template>, AppError> {
    ws.drawing.imported(id, version, || {
        let files = ws.store.template_files(id, version)?;
        Ok(read(id, version, files))
    })
}

/// A template with what the library says of it, which a person may have changed since its folder was imported.
fn as_described(template: Arc<Template>, row: &stored::Template) -> Arc<Template> {
    let from_folder = self::row(&template, TemplateOrigin::Imported);
    if (&from_folder.name, &from_folder.category, &from_folder.audience) == (&row.name, &row.category, &row.audience)
        && (from_folder.awareness_from, from_folder.awareness_to) == (row.awareness_from, row.awareness_to)
    {
        return template;
    }
    let mut template = Template::clone(&template);
    template.name.clone_from(&row.name);
    if let Some(category) = Category::ALL.into_iter().find(|one| Some(one.name()) == row.category.as_deref()) {
        template.category = category;
    }
    if let Some(audience) = Audience::ALL.into_iter().find(|one| Some(one.name()) == row.audience.as_deref()) {
        template.audience = audience;
    }
    if let (Some(from), Some(to)) = (row.awareness_from, row.awareness_to) {
        template.awareness = (from, to);
    }
    Arc::new(template)
}

/// What a changed folder says, but for what a person said otherwise of the version before.
fn kept_words(fresh: &mut stored::Template, row: &stored::Template, before: &stored::Template) {
    if row.name != before.name {
        fresh.name.clone_from(&row.name);
    }
    if row.category != before.category {
        fresh.category.clone_from(&row.category);
    }
    if row.audience != before.audience {
        fresh.audience.clone_from(&row.audience);
    }
    if (row.awareness_from, row.awareness_to) != (before.awareness_from, before.awareness_to) {
        (fresh.awareness_from, fresh.awareness_to) = (row.awareness_from, row.awareness_to);
    }
    fresh.niche.clone_from(&row.niche);
    fresh.source_brand.clone_from(&row.source_brand);
}

/// What an import of templates did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Imported {
    /// New ones, by name.
    pub added: Vec<String>,
    /// Ones that changed, by name.
    pub changed: Vec<String>,
    /// Pictures that are templates already, by the name of the file.
    pub duplicates: Vec<String>,
    /// Files that are no pictures and folders that are no templates, with the reason.
    pub unreadable: Vec<String>,
}

/// Imports a folder: one with a `template.toml` is a template of its own, one with such folders in it is several, any
/// other folder is searched for pictures, which become references. A picture that is there already is not stored twice.
/// Of several templates those without a fault are taken; what is wrong with the others is in the report.
///
/// # Errors
/// `invalid_input` with every fault of a template's folder, if it is the only one; as the disk or the file fails.
pub fn import_folder(ws: &Workspace, folder: &Path) -> Result<Imported, AppError> {
    let layouts = layouts_in(folder)?;
    let report = match &layouts[..] {
        [] => import_references(ws, folder),
        [only] => {
            let mut report = Imported::default();
            import_layout(ws, only, &mut report).map(|()| report)
        }
        several => import_layouts(ws, several),
    };
    // What came in before something failed is there.
    ws.announce(Changed::Library);
    report
}

fn import_layouts(ws: &Workspace, folders: &[PathBuf]) -> Result<Imported, AppError> {
    let mut report = Imported::default();
    for folder in folders {
        match import_layout(ws, folder, &mut report) {
            Err(error) if is_about_the_template(&error) => {
                let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                report.unreadable.push(format!("{name}: {}", error.message));
            }
            done => done?,
        }
    }
    Ok(report)
}

/// Whether a folder is a template, or holds folders that are.
#[must_use]
pub fn holds_templates(folder: &Path) -> bool {
    folder.is_dir() && layouts_in(folder).is_ok_and(|layouts| !layouts.is_empty())
}

/// The folders of templates: this one, or those right in it, by name.
fn layouts_in(folder: &Path) -> Result<Vec<PathBuf>, AppError> {
    const MANIFEST: &str = "template.toml";
    if folder.join(MANIFEST).is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.join(MANIFEST).is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn import_layout(ws: &Workspace, folder: &Path, report: &mut Imported) -> Result<(), AppError> {
    let id = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let files = Template::files(folder).map_err(creative::CreativeError::from)?;
    let template = Template::from_files(&id, &files).map_err(creative::CreativeError::from)?;
    if find(&ws.drawing, &template.id)?.is_some() {
        return Err(AppError::invalid(
            format!("A template called {} comes with the program.", template.id),
            "Give the folder another name, then import it again.",
        ));
    }
    let files = files_of(&files);
    let mut fresh = row(&template, TemplateOrigin::Imported);
    let old = ws.store.templates()?.into_iter().find(|row| row.id == template.id);
    if let Some(old) = &old {
        if has_files(ws, old, &files)? {
            if old.active {
                report.duplicates.push(old.name.clone());
            } else {
                ws.store.set_library_active(LibraryTable::Templates, &old.id, true, ws.clock.now())?;
                report.added.push(old.name.clone());
            }
            return Ok(());
        }
        match imported(ws, &old.id, old.version) {
            Ok(before) => kept_words(&mut fresh, old, &row(&before, TemplateOrigin::Imported)),
            // What it said before cannot be told from what a person said: the folder says it anew.
            Err(error) if is_about_the_template(&error) => {}
            Err(error) => return Err(error),
        }
    }
    ws.store.import_template(&fresh, &files, ws.clock.now())?;
    let list = if old.is_some() { &mut report.changed } else { &mut report.added };
    list.push(fresh.name);
    Ok(())
}

/// Whether a template has these very files. What else was once kept of its folder does not count.
fn has_files(ws: &Workspace, row: &stored::Template, files: &[TemplateFile]) -> Result<bool, AppError> {
    let kept = ws.store.template_files(&row.id, row.version)?;
    let ours = |file: &&TemplateFile| files.iter().any(|one| one.path == file.path) || file.path.ends_with(".svg");
    Ok(kept.iter().filter(ours).eq(files))
}

fn import_references(ws: &Workspace, folder: &Path) -> Result<Imported, AppError> {
    let mut report = Imported::default();
    for path in picture_files(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let media = match read_picture(&path).and_then(measured) {
            Ok(media) => media,
            Err(error) => {
                report.unreadable.push(format!("{name}: {}", error.message));
                continue;
            }
        };
        let sha256 = media.sha256();
        if ws.store.template_with_picture(&sha256)?.is_some() {
            report.duplicates.push(name);
            continue;
        }
        let now = ws.clock.now();
        ws.store.keep_media(&media, None, now)?;
        ws.store.save_template(&reference(&ws.ids.uuid(now).to_string(), &name, &sha256), now)?;
        report.added.push(name);
    }
    Ok(report)
}

fn reference(id: &str, name: &str, sha256: &str) -> stored::Template {
    stored::Template {
        id: id.to_owned(),
        kind: TemplateKind::Reference,
        origin: TemplateOrigin::Imported,
        version: 1,
        name: name.rsplit_once('.').map_or(name, |(stem, _ending)| stem).to_owned(),
        category: None,
        awareness_from: None,
        awareness_to: None,
        audience: None,
        niche: None,
        source_brand: None,
        required: Vec::new(),
        sha256: Some(sha256.to_owned()),
        path: sha256.to_owned(),
        last_used_at: None,
        times_used: 0,
        active: true,
    }
}

fn row(template: &Template, origin: TemplateOrigin) -> stored::Template {
    stored::Template {
        id: template.id.clone(),
        kind: TemplateKind::Layout,
        origin,
        version: template.version,
        name: template.name.clone(),
        category: Some(template.category.name().to_owned()),
        awareness_from: Some(template.awareness.0),
        awareness_to: Some(template.awareness.1),
        audience: Some(template.audience.name().to_owned()),
        niche: None,
        source_brand: None,
        required: template.required_assets.clone(),
        sha256: None,
        path: format!("layout/{}", template.id),
        last_used_at: None,
        times_used: 0,
        active: true,
    }
}

/// SHA-256 in hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
