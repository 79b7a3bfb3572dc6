//! Fonts: those that come with the app, and those a person added. Never the system's, or the same order would give
//! other pixels on another machine.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use parley::FontContext;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use sha2::{Digest as _, Sha256};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, Tag};

use crate::bundle::FONTS;
use crate::error::CreativeError;

/// Families that step in, in this order, for characters that a brand's own font lacks.
const FALLBACKS: [&str; 4] = ["Mona Sans", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew"];
const JAPANESE: &str = "Noto Sans JP";
const CHINESE: &str = "Noto Sans SC";
const KOREAN: &str = "Noto Sans KR";
const EMOJI: &str = "Noto Emoji";

/// The fonts that drawing may use.
#[derive(Clone)]
pub struct Fonts {
    context: FontContext,
    /// Families added by a person, in order.
    added: Vec<String>,
    files: Vec<Arc<FontFile>>,
}

/// A file that letters come from.
struct FontFile {
    name: String,
    bytes: Blob<u8>,
    /// Worked out when somebody asks: most files are never drawn with.
    sha256: OnceLock<String>,
}

impl FontFile {
    fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| Sha256::digest(self.bytes.data()).iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Fonts").field(&self.families()).finish()
    }
}

impl Fonts {
    /// The fonts that come with the app.
    ///
    /// # Errors
    /// [`CreativeError::BadFont`]: none in a build that passed its tests.
    pub fn bundled() -> Result<Self, CreativeError> {
        let collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        let mut fonts = Self {
            context: FontContext { collection, source_cache: SourceCache::default() },
            added: vec![],
            files: vec![],
        };
        for (name, bytes) in FONTS {
            fonts.register(name, Blob::new(Arc::new(*bytes)))?;
        }
        Ok(fonts)
    }

    /// Adds a font file (TTF, OTF or TTC; variable fonts welcome) and says which families it has.
    ///
    /// # Errors
    /// [`CreativeError::BadFont`].
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<Vec<String>, CreativeError> {
        let families = self.register(name, Blob::from(bytes))?;
        for family in &families {
            if !self.added.contains(family) {
                self.added.push(family.clone());
            }
        }
        Ok(families)
    }

    fn register(&mut self, name: &str, blob: Blob<u8>) -> Result<Vec<String>, CreativeError> {
        let plain = family_of(blob.data());
        let renamed =
            plain.as_ref().map(|family| FontInfoOverride { family_name: Some(family), ..FontInfoOverride::default() });
        let file = FontFile { name: name.to_owned(), bytes: blob.clone(), sha256: OnceLock::new() };
        let registered = self.context.collection.register_fonts(blob, renamed);
        let mut families: Vec<String> = registered
            .iter()
            .filter(|(_, fonts)| !fonts.is_empty())
            .filter_map(|(id, _)| self.context.collection.family_name(*id).map(str::to_owned))
            .collect();
        families.dedup();
        if families.is_empty() {
            let why = "it is no TTF, OTF or TTC file".to_owned();
            return Err(CreativeError::BadFont { name: name.to_owned(), why });
        }
        self.files.push(Arc::new(file));
        Ok(families)
    }

    /// The SHA-256 of the font files of a name, lower-case hex: none if there is no such file, several if a person
    /// added two that are called the same.
    pub fn sha256(&self, name: &str) -> Vec<&str> {
        self.files.iter().filter(|file| file.name == name).map(|file| file.sha256()).collect()
    }

    /// The names and SHA-256 of these files.
    pub(crate) fn hashes(&self, ids: impl Iterator<Item = u64>) -> BTreeMap<String, String> {
        ids.filter_map(|id| self.files.iter().find(|file| file.bytes.id() == id))
            .map(|file| (file.name.clone(), file.sha256().to_owned()))
            .collect()
    }

    /// The families, by name.
    pub fn families(&self) -> Vec<String> {
        let mut families: Vec<String> = self.context.collection.clone().family_names().map(str::to_owned).collect();
        families.sort();
        families.dedup();
        families
    }

    /// Whether there is a family of that name.
    pub fn has(&self, family: &str) -> bool {
        self.context.collection.clone().family_id(family).is_some()
    }

    /// What shaping works with.
    pub(crate) fn context(&self) -> FontContext {
        self.context.clone()
    }

    /// The families to try for words of a family in a language, best first.
    pub(crate) fn stack<'a>(&'a self, family: &'a str, locale: &str) -> Vec<&'a str> {
        // The three share punctuation and Chinese characters, each in its country's shapes.
        let han = match locale.split('-').next() {
            Some("zh") => [CHINESE, JAPANESE, KOREAN],
            Some("ko") => [KOREAN, JAPANESE, CHINESE],
            _ => [JAPANESE, CHINESE, KOREAN],
        };
        let added = self.added.iter().map(String::as_str);
        let mut stack: Vec<&str> =
            std::iter::once(family).chain(FALLBACKS).chain(han).chain(added).chain([EMOJI]).collect();
        let mut seen = std::collections::BTreeSet::new();
        stack.retain(|name| seen.insert(*name));
        stack
    }
}

/// The family of a variable font that calls itself by its thinnest cut: `Mona Sans ExtraLight` is `Mona Sans`.
fn family_of(bytes: &[u8]) -> Option<String> {
    const WEIGHTS: [&str; 11] = [
        "Thin",
        "ExtraLight",
        "UltraLight",
        "Light",
        "Regular",
        "Medium",
        "SemiBold",
        "DemiBold",
        "Bold",
        "ExtraBold",
        "Black",
    ];
    let font = FontRef::new(bytes).ok()?;
    let name = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
    if name(StringId::TYPOGRAPHIC_FAMILY_NAME).is_some() || font.axes().get_by_tag(Tag::new(b"wght")).is_none() {
        return None;
    }
    let full = name(StringId::FAMILY_NAME)?;
    let (family, weight) = full.rsplit_once(' ')?;
    WEIGHTS.contains(&weight).then(|| family.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fallback_family_is_bundled() {
        let fonts = Fonts::bundled().unwrap();
        for family in FALLBACKS.into_iter().chain([JAPANESE, CHINESE, KOREAN, EMOJI]) {
            assert!(fonts.has(family), "{family} is not among {:?}", fonts.families());
        }
    }

    #[test]
    fn a_file_of_a_name_has_its_hash() {
        let mut fonts = Fonts::bundled().unwrap();
        let bundled = fonts.sha256("mona-sans.ttf")[0].to_owned();
        assert_eq!((bundled.len(), fonts.sha256("none.ttf").len()), (64, 0));
        let (_, bytes) = FONTS.iter().find(|(name, _)| *name == "noto-emoji.ttf").unwrap();
        fonts.add("own.ttf", bytes.to_vec()).unwrap();
        assert_eq!(fonts.sha256("own.ttf"), fonts.sha256("noto-emoji.ttf"));
        assert_ne!(fonts.sha256("own.ttf"), [bundled.as_str()]);
    }

    #[test]
    fn a_file_that_is_no_font_is_refused() {
        let error = Fonts::bundled().unwrap().add("note.ttf", b"hello".to_vec()).unwrap_err();
        assert!(matches!(error, CreativeError::BadFont { .. }), "{error}");
    }
}
