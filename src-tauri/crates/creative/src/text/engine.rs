//! Shaping, with parley.

use parley::style::{FontFeature, FontVariation, FontWeight, FontWidth, Language};
use parley::{
    BaseDirection, FontContext, FontFamily, FontFamilyName, FontFeatures, FontVariations, LayoutContext, StyleProperty,
};

use super::REFERENCE;
use super::marks::{Marked, Paint};
use super::shaped::Shaped;
use super::spacing::{LEAST_GAP, TIGHT};
use crate::content::Slot;
use crate::direction::is_from_the_right;
use crate::error::CreativeError;
use crate::font::Fonts;

/// What shaping needs beside the words. Making one is slow, so [`crate::Studio`] keeps them.
pub(crate) struct Engine {
    fonts: FontContext,
    layouts: LayoutContext<Paint>,
}

/// How letters are shaped.
#[derive(Clone, Debug)]
pub(crate) struct Face<'a> {
    /// Families, best first.
    pub families: &'a [&'a str],
    pub weight: f32,
    pub width: f32,
    /// Optical size, px.
    pub optical: f32,
    /// Em.
    pub tracking: f32,
    pub features: &'a [(String, u16)],
    pub locale: &'a str,
    /// Whether the ad reads from the right: words with letters that do begin there, even if a Latin name comes first.
    pub from_the_right: bool,
}

impl Engine {
    pub fn new(fonts: &Fonts) -> Self {
        Self { fonts: fonts.context(), layouts: LayoutContext::new() }
    }

    /// Shapes the words of a slot, with letters as close as the face asks for and its outlines allow.
    ///
    /// # Errors
    /// [`CreativeError::GlyphMissing`] when no family has a character.
    pub fn shape(&mut self, slot: &Slot, words: &Marked, face: &Face<'_>) -> Result<Shaped, CreativeError> {
        // Joined scripts would be torn apart by tracking.
        let tracking = if words.plain.chars().any(is_joined) { 0.0 } else { face.tracking };
        let mut shaped = self.tracked(slot, words, face, tracking)?;
        let short = if tracking < TIGHT { shaped.closest().map_or(0.0, |gap| LEAST_GAP - gap) } else { 0.0 };
        if short <= 0.0 {
            return Ok(shaped);
        }
        // What touches without any tracking is drawn so by the font.
        self.tracked(slot, words, face, (tracking + short).min(0.0))
    }

    /// Shapes the words with a tracking, em.
    pub(super) fn tracked(
        &mut self,
        slot: &Slot,
        words: &Marked,
        face: &Face<'_>,
        tracking: f32,
    ) -> Result<Shaped, CreativeError> {
        let families: Vec<_> = face.families.iter().map(|name| FontFamilyName::named(name)).collect();
        let features: Vec<_> = face
            .features
            .iter()
            .filter_map(|(tag, value)| Some(FontFeature::new(parley::setting::Tag::parse(tag)?, *value)))
            .collect();
        let optical = [FontVariation::new(parley::setting::Tag::new(b"opsz"), face.optical)];
        let begins_right = face.from_the_right && words.plain.chars().any(is_from_the_right);
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &words.plain, 1.0, false);
        if begins_right {
            builder.set_base_direction(BaseDirection::Rtl);
        }
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(families.into())));
        builder.push_default(StyleProperty::FontSize(REFERENCE));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(face.weight)));
        builder.push_default(StyleProperty::FontWidth(FontWidth::from_percentage(face.width)));
        builder.push_default(StyleProperty::FontVariations(FontVariations::List(optical.as_slice().into())));
        builder.push_default(StyleProperty::FontFeatures(FontFeatures::List(features.into())));
        builder.push_default(StyleProperty::LetterSpacing(tracking * REFERENCE));
        builder.push_default(StyleProperty::Locale(Language::parse(face.locale).ok()));
        for (range, paint) in &words.spans {
            builder.push(StyleProperty::Brush(*paint), range.clone());
        }
        let layout = builder.build(&words.plain);
        Shaped::new(layout, words.plain.clone(), slot, face.locale)
    }
}

/// Scripts whose letters join: Arabic, Syriac, Mongolian, N'Ko, and those that hang from a line.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{77f}' | '\u{7c0}'..='\u{7ff}' | '\u{8a0}'..='\u{97f}' | '\u{980}'..='\u{9ff}' | '\u{1800}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}
