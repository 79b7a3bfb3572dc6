//! Templates that can be drawn: those that come with the program and those a person imported.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use creative::Template;
use creative::template::{Audience, Category};
use sha2::{Digest as _, Sha256};
use store::creation::{self as stored, TemplateFile, TemplateKind, TemplateOrigin, TemplateState};

use super::Drawing;
use super::recipe::Recipe;
use crate::{AppError, Changed, Workspace};

/// Every template that can be drawn and was not put away, by id. The rows of the bundled ones are brought up to date.
///
/// # Errors
/// As the file fails.
pub fn templates(ws: &Workspace) -> Result<Vec<Arc<Template>>, AppError> {
    let bundled = ws.drawing.bundled()?;
    if !ws.store.is_read_only() {
        let rows: Vec<_> = bundled.iter().map(|template| row(template, TemplateOrigin::Bundled)).collect();
        ws.store.keep_bundled_templates(&rows, ws.clock.now())?;
    }
    let rows = ws.store.templates()?;
    let put_away = |id: &str| rows.iter().any(|row| row.id == id && !row.active);
    let mut all: Vec<Arc<Template>> = bundled.iter().filter(|template| !put_away(&template.id)).cloned().collect();
    for row in rows.iter().filter(|row| row.active && row.kind == TemplateKind::Layout) {
        if row.origin == TemplateOrigin::Imported {
            all.push(Arc::new(as_described(imported(ws, &row.id, row.version)?, row)));
        }
    }
    all.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(all)
}

/// The template that an ad was drawn with, as it was then.
///
/// # Errors
/// `not_found`; `conflict` for an ad from before templates were kept whose template is at another version now.
pub fn template_of(ws: &Workspace, recipe: &Recipe) -> Result<Arc<Template>, AppError> {
    if let Some(kept) = &recipe.template_state {
        return as_it_was(ws, &recipe.template, kept);
    }
    let (id, version) = (&recipe.template, recipe.version);
    if let Some(bundled) = find(&ws.drawing, id)? {
        if bundled.version == version {
            return Ok(bundled);
        }
        return Err(AppError::new(
            crate::ErrorCode::Conflict,
            format!(
                "The template {} is at version {} now; the ad was made with version {version}.",
                bundled.name, bundled.version
            ),
            "Its pictures are kept. Make a new ad with the template as it is now.",
        ));
    }
    imported(ws, id, version).map(Arc::new)
}

/// What has to be kept with an ad so that it can be drawn again: the files of a template that comes with the program,
/// as they are now. Those of imported ones are kept by version already.
pub(super) fn state(drawing: &Drawing, id: &str) -> Option<TemplateState> {
    let folder = drawing.folder(id)?;
    let mut hash = Sha256::new();
    for (path, text) in folder {
        for part in [path.as_bytes(), text.as_bytes()] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    let file =
        |(path, text): (&String, &Cow<'_, str>)| TemplateFile { path: path.clone(), data: text.as_bytes().to_vec() };
    Some(TemplateState { sha256: hex(&hash.finalize()), files: folder.iter().map(file).collect() })
}

fn as_it_was(ws: &Workspace, id: &str, kept: &str) -> Result<Arc<Template>, AppError> {
    if let Some(bundled) = find(&ws.drawing, id)?
        && state(&ws.drawing, id).is_some_and(|now| now.sha256 == kept)
    {
        return Ok(bundled);
    }
    read(id, ws.store.template_state(kept)?).map(Arc::new)
}

fn read(id: &str, files: Vec<TemplateFile>) -> Result<Template, AppError> {
    let text = |file: TemplateFile| (file.path, Cow::Owned(String::from_utf8_lossy(&file.data).into_owned()));
    let files: BTreeMap<String, Cow<'_, str>> = files.into_iter().map(text).collect();
    if files.is_empty() {
        return Err(AppError::not_found("template", id));
    }
    Ok(Template::from_files(id, &files).map_err(creative::CreativeError::from)?)
}

fn find(drawing: &Drawing, id: &str) -> Result<Option<Arc<Template>>, AppError> {
    Ok(drawing.bundled()?.iter().find(|template| template.id == id).cloned())
}

fn imported(ws: &Workspace, id: &str, version: u32) -> Result<Template, AppError> {
    let mut template = read(id, ws.store.template_files(id, version)?)?;
    template.version = version;
    Ok(template)
}

/// A template with what the library says of it, which a person may have changed since its folder was imported.
fn as_described(mut template: Template, row: &stored::Template) -> Template {
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
    template
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
    /// Files that are no pictures, with the reason.
    pub unreadable: Vec<String>,
}

/// Imports a folder: one with a `template.toml` is a template of its own, one with such folders in it is several, any
/// other folder is searched for pictures, which become references. A picture that is there already is not stored twice.
///
/// # Errors
/// `invalid_input` with every fault of a template's folder, or as the disk fails.
pub fn import_folder(ws: &Workspace, folder: &Path) -> Result<Imported, AppError> {
    let mut imported = Imported::default();
    let layouts = layouts_in(folder)?;
    for layout in &layouts {
        let one = import_layout(ws, layout)?;
        imported.added.extend(one.added);
        imported.changed.extend(one.changed);
        imported.duplicates.extend(one.duplicates);
    }
    if layouts.is_empty() {
        imported = import_references(ws, folder)?;
    }
    ws.announce(Changed::Library);
    Ok(imported)
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

fn import_layout(ws: &Workspace, folder: &Path) -> Result<Imported, AppError> {
    let mut template = Template::read(folder).map_err(creative::CreativeError::from)?;
    if find(&ws.drawing, &template.id)?.is_some() {
        return Err(AppError::invalid(
            format!("A template called {} comes with the program.", template.id),
            "Give the folder another name, then import it again.",
        ));
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(TemplateFile {
                path: entry.file_name().to_string_lossy().into_owned(),
                data: std::fs::read(entry.path())?,
            });
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let mut report = Imported::default();
    let old = ws.store.templates()?.into_iter().find(|row| row.id == template.id);
    match &old {
        Some(old) if ws.store.template_files(&old.id, old.version)? == files => {
            report.duplicates.push(template.name.clone());
            return Ok(report);
        }
        Some(old) => {
            template.version = old.version + 1;
            report.changed.push(template.name.clone());
        }
        None => {
            template.version = 1;
            report.added.push(template.name.clone());
        }
    }
    let mut fresh = row(&template, TemplateOrigin::Imported);
    if let Some(old) = &old {
        let before = imported(ws, &old.id, old.version)?;
        kept_words(&mut fresh, old, &row(&before, TemplateOrigin::Imported));
    }
    ws.store.save_template(&fresh, &files, ws.clock.now())?;
    Ok(report)
}

fn import_references(ws: &Workspace, folder: &Path) -> Result<Imported, AppError> {
    let mut report = Imported::default();
    for path in super::library::picture_files(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = std::fs::read(&path)?;
        let media = match super::library::measured(bytes) {
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
        ws.store.save_template(&reference(&ws.ids.uuid(now).to_string(), &name, &sha256), &[], now)?;
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
