//! Letters that become one another: ligatures, joined scripts, emoji made of several characters. By the fonts' outlines.

use super::*;
use crate::text::outline;
use crate::text::shaped::Placed;

/// The glyphs of words on one line, with what they are cut from.
fn glyphs(text: &str, family: &str, locale: &str, tracking: f32) -> (Shaped, Vec<Placed>) {
    let families = fonts().stack(family, locale);
    let face = Face {
        families: &families,
        weight: 480.0,
        width: 100.0,
        optical: 40.0,
        tracking,
        features: &[],
        locale,
        from_the_right: false,
    };
    let words = marked(text, false, false);
    let mut shaped = Engine::new(fonts()).tracked(&Slot::from("body"), &words, &face, tracking).unwrap();
    let line = 0..shaped.segments.len();
    let line = shaped.lines(&[line]).remove(0);
    (shaped, line)
}

fn untracked(text: &str, family: &str) -> Vec<u32> {
    glyphs(text, family, "en-US", 0.0).1.iter().map(|glyph| glyph.id).collect()
}

#[test]
fn fi_and_ffi_are_one_glyph_in_fonts_that_have_them() {
    for family in ["Mona Sans", "Noto Sans"] {
        for (word, apart) in [("fi", ["f", "i"].as_slice()), ("ffi", &["f", "f", "i"])] {
            let together = untracked(word, family);
            assert_eq!(together.len(), 1, "{family} has a ligature for {word}");
            let letters: Vec<u32> = apart.iter().flat_map(|letter| untracked(letter, family)).collect();
            assert!(!letters.contains(&together[0]), "{family}: {word} is no single letter");
        }
    }
    assert_eq!(untracked("ffi", "Bricolage Grotesque").len(), 3, "and letters stay letters where a font has none");
}

#[test]
fn a_ligature_is_as_wide_as_its_letters_and_has_ink_across() {
    let (_, line) = glyphs("ffi", "Mona Sans", "en-US", 0.0);
    let letters: f32 = ["f", "f", "i"].iter().map(|one| glyphs(one, "Mona Sans", "en-US", 0.0).1[0].advance).sum();
    let ink = line[0].ink.unwrap();
    assert!((line[0].advance / letters - 1.0).abs() < 0.12, "{} and {letters}", line[0].advance);
    assert!(ink.right - ink.left > 0.8 * line[0].advance, "{ink:?}");
}

#[test]
fn words_with_ligatures_keep_every_letter_when_they_are_set_tight() {
    for text in ["Kaffee offline, fluffig und affin", "Find the first office"] {
        let (shaped, line) = glyphs(text, "Mona Sans", "de-DE", -0.035);
        let starts: Vec<usize> = line.iter().map(|glyph| glyph.byte).collect();
        assert!(starts.is_sorted(), "{starts:?}");
        let inked = line.iter().filter(|glyph| glyph.ink.is_some()).count();
        let letters = shaped.text.chars().filter(|c| !c.is_whitespace()).count();
        // Each ligature stands for two or three of them.
        let joined = ["ffi", "ff", "fi", "fl"].iter().map(|pair| shaped.text.matches(pair).count()).sum::<usize>();
        assert!(inked <= letters && inked + 2 * joined >= letters, "{text}: {inked} of {letters}");
    }
}

#[test]
fn arabic_letters_take_the_form_of_their_place_and_touch() {
    let (_, line) = glyphs("سسس", "Mona Sans", "ar", -0.03);
    assert_eq!(line.len(), 3);
    let alone = glyphs("س", "Mona Sans", "ar", 0.0).1[0].id;
    let mut forms: Vec<u32> = line.iter().map(|glyph| glyph.id).collect();
    assert!(!forms.contains(&alone), "none of them stands alone");
    forms.dedup();
    assert_eq!(forms.len(), 3, "a last, a middle and a first form");
    for pair in line.windows(2) {
        let (left, right) = (pair[0].ink.unwrap(), pair[1].ink.unwrap());
        let gap = pair[1].x + right.left - pair[0].x - left.right;
        assert!(gap <= 1.0, "the stroke is broken by {gap} thousandths of an em");
    }
}

#[test]
fn lam_and_alef_are_drawn_as_their_ligature() {
    let (_, line) = glyphs("لا", "Mona Sans", "ar", 0.0);
    let apart: Vec<u32> = ["ل", "ا"].iter().map(|one| glyphs(one, "Mona Sans", "ar", 0.0).1[0].id).collect();
    assert!(line.iter().all(|glyph| !apart.contains(&glyph.id)), "the forms that stand alone are not used");
    let ink: Vec<_> =
        line.iter().filter_map(|glyph| glyph.ink.map(|ink| (glyph.x + ink.left, glyph.x + ink.right))).collect();
    let (left, right) = ink.iter().fold((f32::MAX, f32::MIN), |all, ink| (all.0.min(ink.0), all.1.max(ink.1)));
    let widths: f32 = ink.iter().map(|ink| ink.1 - ink.0).sum();
    assert!(right - left <= widths + 1.0, "the two meet");
}

#[test]
fn emoji_are_drawn_each_as_one_picture_in_outlines() {
    for emoji in ["🚀", "👍🏽", "👩‍🔬", "🇩🇪", "👨‍👩‍👧", "❤️", "1️⃣"] {
        let (shaped, line) = glyphs(emoji, "Mona Sans", "en-US", 0.0);
        let inked: Vec<&Placed> = line.iter().filter(|glyph| glyph.ink.is_some()).collect();
        assert_eq!(inked.len(), 1, "{emoji} is one picture");
        let mut path = String::new();
        outline::write_path(&shaped.cuts[inked[0].cut], inked[0].id, 100.0, (0.0, 0.0), &mut path).unwrap();
        assert!(path.matches('Z').count() >= 2 && path.len() > 150, "{emoji} has an outline: {path}");
    }
}

#[test]
fn a_sequence_that_no_font_has_is_drawn_by_its_parts_and_never_as_a_box() {
    // A woman and a rocket that nobody ever joined.
    let (_, line) = glyphs("👩\u{200d}🚀\u{200d}🍵", "Mona Sans", "en-US", 0.0);
    let inked: Vec<u32> = line.iter().filter(|glyph| glyph.ink.is_some()).map(|glyph| glyph.id).collect();
    assert!(inked.len() >= 2, "{inked:?}");
    assert!(line.iter().all(|glyph| glyph.id != 0));
}
