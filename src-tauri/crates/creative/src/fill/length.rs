//! How long words are.

use unicode_segmentation::UnicodeSegmentation as _;

/// How many characters a reader sees: graphemes, without the inline marks for colour and strike. One of full width
/// (Chinese, Japanese, Korean) takes the room of two and counts as two.
#[must_use]
pub fn plain_length(text: &str) -> u32 {
    let columns = |grapheme: &str| if grapheme.starts_with(is_wide) { 2 } else { 1 };
    plain(text).graphemes(true).map(columns).fold(0, u32::saturating_add)
}

/// The words without the inline marks.
#[must_use]
pub fn plain(text: &str) -> String {
    let paired = |mark: char| text.matches(mark).count() > 1;
    let (stars, waves) = (paired('*'), paired('~'));
    text.chars().filter(|letter| !(*letter == '*' && stars || *letter == '~' && waves)).collect()
}

/// Whether a character is as wide as high: Chinese characters, kana, Hangul, their punctuation, and full-width forms.
fn is_wide(letter: char) -> bool {
    matches!(
        letter,
        '\u{1100}'..='\u{115f}'
            | '\u{2e80}'..='\u{a4cf}'
            | '\u{a960}'..='\u{a97c}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{fe30}'..='\u{fe4f}'
            | '\u{ff01}'..='\u{ff60}'
            | '\u{ffe0}'..='\u{ffe6}'
            | '\u{20000}'..='\u{3fffd}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_for_nothing_and_wide_characters_for_two() {
        for (text, length) in
            [("Sind *75 Cent*", 12), ("Was ~$31~", 7), ("Größe", 5), ("水が、ない", 10), ("병 하나", 7), ("زجاجة", 5)]
        {
            assert_eq!(plain_length(text), length, "{text}");
        }
    }
}
