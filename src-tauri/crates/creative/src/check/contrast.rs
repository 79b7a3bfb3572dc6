//! Whether words can be read on what is really drawn behind them.
//!
//! An average hides the bright corner that swallows a word. So each line of words is divided into tiles, each tile's
//! brightness is taken from the drawing without words, and the 5th percentile of the contrasts counts: a twentieth of
//! the tiles may be worse, which is a speck of light and not a letter.

use std::sync::LazyLock;

use super::{Check, Code, Field, Specs, row, set_words};
use crate::colour::Rgb;
use crate::drawn::{Drawn, Pixels, Rect, TextBox};

/// The side of a tile in pixels of the picture.
const TILE: f32 = 24.0;

pub(super) fn check(drawn: &Drawn, specs: &Specs) -> Check {
    let row = row(Code::Contrast, format!("Contrast, worst tile, {}", drawn.size.words()));
    let spec = |field| specs.for_size(drawn.size, field);
    let (Some(small), Some(large), Some(from), Some(bold)) =
        (spec(Field::Contrast), spec(Field::ContrastLarge), spec(Field::LargeTextSize), spec(Field::LargeBoldTextSize))
    else {
        return row.no_limit();
    };
    let (width, _) = drawn.size.pixels();
    let is_large = |text: &TextBox| {
        let px = f64::from(text.px);
        px >= from.pixels(width, width) || (text.weight >= 700.0 && px >= bold.pixels(width, width))
    };
    let least = |text: &TextBox| if is_large(text) { large.value } else { small.value };
    // Logotypes are exempt from the rule.
    let worst = drawn
        .texts
        .iter()
        .filter(|text| !text.is_logo)
        .filter_map(|text| worst_tile(text, drawn).map(|contrast| (text, contrast)))
        .min_by(|one, other| (one.1 / least(one.0)).total_cmp(&(other.1 / least(other.0))));
    let Some((text, contrast)) = worst else { return row.does_not_apply("There are no words.") };
    let least = least(text);
    let pass = contrast >= least;
    let words = if pass {
        "Every word stands out from what is behind it.".to_owned()
    } else {
        format!("“{}” is hard to read on what is behind it.", set_words(text))
    };
    row.measured(contrast, format!("{:.1}:1", (contrast * 10.0).floor() / 10.0))
        .limit(format!("≥ {least}:1"))
        .about(Some(text.slot.clone()))
        .ends(pass, small.weight(), words)
}

/// The 5th percentile of the contrasts of a box's tiles; nothing for a box without words.
pub(crate) fn worst_tile(text: &TextBox, drawn: &Drawn) -> Option<f64> {
    let step = drawn.size.pixels().0 as f32 / drawn.backdrop.width.max(1) as f32;
    let letters = text.fill.luminance();
    let mut contrasts: Vec<f64> = text
        .line_bounds
        .iter()
        .flat_map(tiles)
        .map(|tile| ratio(letters, luminance(&drawn.backdrop, &tile, step)))
        .collect();
    contrasts.sort_by(f64::total_cmp);
    contrasts.get((contrasts.len() as f64 * 0.05) as usize).copied()
}

/// A line as tiles; the last ones are as wide and high as what is left.
fn tiles(line: &Rect) -> impl Iterator<Item = Rect> + '_ {
    let count = |length: f32| (length / TILE).ceil().max(1.0) as u32;
    (0..count(line.height)).flat_map(move |row| {
        (0..count(line.width)).map(move |column| {
            let (x, y) = (line.x + column as f32 * TILE, line.y + row as f32 * TILE);
            Rect { x, y, width: TILE.min(line.right() - x), height: TILE.min(line.bottom() - y) }
        })
    })
}

/// Mean relative luminance of a tile.
fn luminance(backdrop: &Pixels, tile: &Rect, step: f32) -> f64 {
    let at = |edge: f32| (edge / step).max(0.0) as u32;
    let (left, top) = (at(tile.x), at(tile.y));
    let (right, bottom) = (at(tile.right()).max(left + 1), at(tile.bottom()).max(top + 1));
    let pixels = (top..bottom).flat_map(|y| (left..right).map(move |x| luminance_of(backdrop.at(x, y))));
    let count = f64::from((right - left) * (bottom - top));
    pixels.sum::<f64>() / count
}

/// Linear light of every byte: a picture has too many pixels for a power each.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    std::array::from_fn(|byte| u8::try_from(byte).map_or(1.0, |v| Rgb { r: v, g: v, b: v }.luminance()))
});

fn luminance_of(colour: Rgb) -> f64 {
    let linear = &*LINEAR;
    0.2126 * linear[usize::from(colour.r)]
        + 0.7152 * linear[usize::from(colour.g)]
        + 0.0722 * linear[usize::from(colour.b)]
}

/// WCAG's ratio of two relative luminances.
fn ratio(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(level: u8) -> f64 {
        Rgb { r: level, g: level, b: level }.luminance()
    }

    #[test]
    fn the_ratio_is_that_of_the_published_vectors() {
        let cases = [(0x00, 21.0), (0x76, 4.54), (0x77, 4.48), (0x94, 3.03)];
        for (level, expected) in cases {
            let ratio = ratio(1.0, grey(level));
            assert!((ratio - expected).abs() < 0.005, "{level:#x}: {ratio}");
        }
    }

    #[test]
    fn tiles_cover_a_line_without_gap() {
        let line = Rect { x: 72.0, y: 100.0, width: 250.0, height: 50.0 };
        let area: f32 = tiles(&line).map(|tile| tile.width * tile.height).sum();
        assert!((area - 250.0 * 50.0).abs() < 0.5, "{area}");
    }
}
