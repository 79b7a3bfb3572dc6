//! Reading a folder.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use super::fault::Faults;
use super::{Folder, Template, TemplateFault, TemplateFaults, links, manifest, mirror, places, svg};
use crate::size::CanvasSize;

const MANIFEST: &str = "template.toml";
/// A drawing beyond this is none that a person drew as shapes.
const MOST_BYTES: usize = 1 << 20;

impl Template {
    /// Reads a template's folder.
    ///
    /// # Errors
    /// Everything that is wrong with it, at once.
    pub fn read(dir: &Path) -> Result<Self, TemplateFaults> {
        Self::from_files(&name_of(dir), &Self::files(dir)?)
    }

    /// The files of a folder that are the template: its `template.toml` and its SVG files. Sources of other programs that
    /// lie beside them are left alone.
    ///
    /// # Errors
    /// Every file that cannot be read, or is larger than a template's file may be.
    pub fn files(dir: &Path) -> Result<Folder, TemplateFaults> {
        let id = name_of(dir);
        let unreadable = |file: &str, error: &std::io::Error| TemplateFault {
            file: file.to_owned(),
            line: None,
            what: format!("the file cannot be read: {error}"),
            mend: "check that the folder is there and may be read".to_owned(),
        };
        let names = std::fs::read_dir(dir)
            .and_then(|entries| {
                entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<Vec<_>, _>>()
            })
            .map_err(|error| TemplateFaults(vec![unreadable(&id, &error)]))?;
        let (mut files, mut faults) = (BTreeMap::new(), Vec::new());
        for name in names.iter().map(|name| name.to_string_lossy().into_owned()).filter(|name| is_ours(name)) {
            let path = dir.join(&name);
            let length = std::fs::metadata(&path).map_or(0, |about| about.len());
            if length > MOST_BYTES as u64 {
                faults.push(too_large(&name, length));
                continue;
            }
            match std::fs::read_to_string(path) {
                Ok(text) => {
                    files.insert(name, Cow::Owned(text));
                }
                Err(error) => faults.push(unreadable(&name, &error)),
            }
        }
        if faults.is_empty() { Ok(files) } else { Err(TemplateFaults(faults)) }
    }

    /// Reads a template from the names and texts of its files, as [`Template::read`] does from a folder called `id`.
    ///
    /// # Errors
    /// Everything that is wrong with it, at once.
    pub fn from_files(id: &str, files: &BTreeMap<String, Cow<'_, str>>) -> Result<Self, TemplateFaults> {
        let large = files.iter().filter(|(_, text)| text.len() > MOST_BYTES);
        let large: Vec<_> = large.map(|(name, text)| too_large(name, text.len() as u64)).collect();
        if !large.is_empty() {
            return Err(TemplateFaults(large));
        }
        let mut faults = Faults::of(MANIFEST);
        let manifest = match files.get(MANIFEST) {
            Some(text) => manifest::manifest(text, id, &mut faults),
            None => {
                faults.add(None, "the file is missing", "write it as docs/templates.md shows");
                None
            }
        };
        let mut found = faults.done();
        let Some(manifest) = manifest else { return Err(TemplateFaults(found)) };
        let mut layouts = BTreeMap::new();
        for size in &manifest.sizes {
            let name = format!("{}.svg", size.tag());
            let mut faults = Faults::of(&name);
            match files.get(&name) {
                Some(text) => {
                    if let Some(layout) = svg::layout(text, *size, &manifest.slots, &mut faults) {
                        for variant in layout.variants() {
                            links::check(variant, *size, &manifest.slots, &manifest.colours, &mut faults);
                        }
                        places::check(&layout, &mut faults);
                        layouts.insert(*size, layout);
                    }
                }
                None => faults.add(None, "the file is missing", format!("draw it, or take {size} out of `sizes`")),
            }
            found.extend(faults.done());
        }
        found.extend(extra_files(&manifest.sizes, files));
        if !found.is_empty() {
            found.sort();
            found.dedup();
            return Err(TemplateFaults(found));
        }
        let mirrored = match manifest.mirror {
            true => layouts.iter().map(|(size, layout)| (*size, mirror::mirrored(layout, width(*size)))).collect(),
            false => BTreeMap::new(),
        };
        Ok(Self {
            id: manifest.id,
            version: manifest.version,
            name: manifest.name,
            idea: manifest.idea,
            category: manifest.category,
            awareness: manifest.awareness,
            audience: manifest.audience,
            required_assets: manifest.required_assets,
            optional_assets: manifest.optional_assets,
            slots: manifest.slots,
            colours: manifest.colours,
            layouts,
            mirrored,
        })
    }
}

fn name_of(dir: &Path) -> String {
    dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The fault of a file that is not read.
fn too_large(file: &str, length: u64) -> TemplateFault {
    TemplateFault {
        file: file.to_owned(),
        line: Some(1),
        what: format!("the file has {} kB; at most {} kB are read", length >> 10, MOST_BYTES >> 10),
        mend: "draw it plainer: pictures and words come through slots".to_owned(),
    }
}

/// The width of a size, px.
fn width(size: CanvasSize) -> f32 {
    // The cast is exact: canvases are a few thousand px.
    size.pixels().0 as f32
}

fn is_ours(name: &str) -> bool {
    name == MANIFEST || name.ends_with(".svg")
}

/// SVG files that no size asks for: mostly a size whose name was mistyped.
fn extra_files(sizes: &[CanvasSize], files: &BTreeMap<String, Cow<'_, str>>) -> Vec<TemplateFault> {
    let wanted: Vec<String> = sizes.iter().map(|size| format!("{}.svg", size.tag())).collect();
    files
        .keys()
        .filter(|name| name.ends_with(".svg") && !wanted.contains(name))
        .map(|name| TemplateFault {
            file: name.clone(),
            line: None,
            what: "no size of the template is called so".to_owned(),
            mend: "name it after its size (4x5, 9x16, 1x1, 1.91x1), or add the size to `sizes`".to_owned(),
        })
        .collect()
}
