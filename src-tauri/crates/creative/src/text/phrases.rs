//! Where phrases end in scripts that put no spaces between words.
//!
//! A line may end after almost any character there, and would tear words apart. For Japanese and Chinese a small learned
//! model (`data/phrases`) says where a phrase ends: it adds up what the three letters before and the three behind a place
//! speak for. Chinese words that lean on a neighbour (的, 个, 不) are bound to it besides. Korean has spaces and breaks
//! at them. In all other scripts only web addresses are kept whole.

use std::collections::HashMap;
use std::sync::OnceLock;

/// How closely the letters before and behind a place belong together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bond {
    /// A phrase ends here, or a word of a script with spaces.
    #[default]
    Free,
    /// A word ends here, but leans on its neighbour.
    Phrase,
    /// It is inside a word, as at a soft hyphen.
    Word,
}

/// The bonds at these places, byte offsets into the text.
pub(crate) fn bonds(text: &str, locale: &str, places: &[usize]) -> Vec<Bond> {
    if !text.chars().any(|letter| is_han_or_kana(letter) || is_hangul(letter)) {
        let bond = |place: &usize| if is_in_address(text, *place) { Bond::Word } else { Bond::Free };
        return places.iter().map(bond).collect();
    }
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let ends = phrase_ends(&letters, model(text, locale));
    let words = Words { letters: &letters, ends: &ends, chinese: is_chinese(text, locale) };
    let bond = |place: &usize| words.bond(letters.partition_point(|(byte, _)| byte < place));
    places.iter().map(bond).collect()
}

/// Whether a place is inside a web address, as behind the hyphen of `fuchs-foehre.de`.
fn is_in_address(text: &str, place: usize) -> bool {
    let Some((before, behind)) = text.split_at_checked(place) else { return false };
    let before = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let behind = behind.split(char::is_whitespace).next().unwrap_or_default();
    // A name of a site ends with a dot and letters: `.de`, but not the full stop of a sentence.
    let site = behind.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let ending = site.rsplit_once('.').map(|(_, ending)| ending);
    !before.is_empty() && ending.is_some_and(|ending| ending.len() > 1 && ending.chars().all(char::is_alphabetic))
}

struct Words<'a> {
    letters: &'a [(usize, char)],
    /// Whether a phrase ends before each letter.
    ends: &'a [bool],
    chinese: bool,
}

impl Words<'_> {
    /// The bond before the letter of this number.
    fn bond(&self, at: usize) -> Bond {
        let (Some(before), Some(behind)) = (at.checked_sub(1).and_then(|at| self.letter(at)), self.letter(at)) else {
            return Bond::Free;
        };
        let within = before.is_alphanumeric() && behind.is_alphanumeric();
        if !within {
            // Where punctuation may end or begin a line is the line breaker's to know. A particle stays with what was
            // said in quotation marks.
            let quoted = matches!(before, '」' | '』' | '）' | '”') && behind.is_alphanumeric() && !self.ends[at];
            return if quoted || joins(before) || joins(behind) { Bond::Word } else { Bond::Free };
        }
        if is_hangul(before) || is_hangul(behind) || (before.is_ascii_digit() && is_han_or_kana(behind)) {
            return Bond::Word;
        }
        if !is_han_or_kana(before) && !is_han_or_kana(behind) {
            return Bond::Free;
        }
        match (self.ends[at], self.chinese) {
            (false, _) => Bond::Word,
            (true, true) if self.leans(at) => Bond::Phrase,
            (true, _) => Bond::Free,
        }
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|(_, letter)| *letter)
    }

    /// Whether one of the words on both sides leans on the other.
    fn leans(&self, at: usize) -> bool {
        let start = (0..at).rev().find(|at| *at == 0 || self.ends[*at]).unwrap_or(0);
        let end = (at + 1..self.letters.len()).find(|at| self.ends[*at]).unwrap_or(self.letters.len());
        let one_behind = self.letters[at..end].iter().filter(|(_, letter)| letter.is_alphanumeric()).count() == 1;
        let one_before = at - start == 1;
        let (before, behind) = (self.letters[at - 1].1, self.letters[at].1);
        (one_before && (LEAN_FORWARD.contains(before) || one_behind)) || LEAN_BACK.contains(behind)
    }
}

/// Chinese words of one letter that belong to the next one: pronouns, adverbs, prepositions, numbers.
const LEAN_FORWARD: &str = "你我他她它您不很就也还還只在把被比从從对對为為和与與或给給向让讓用太更最没沒别別再都有是一二两兩三四五六七八九十百千万萬几幾每这這那第";
/// Chinese words that belong to the one before: particles, measures, places.
const LEAN_BACK: &str = "的地得了着著过過们們吗嗎呢吧啊呀上下里裡中内內外后後前个個只瓶张張杯次块塊";

/// Marks that hold two words together: the middle dot of foreign names, the dash of a range.
fn joins(letter: char) -> bool {
    matches!(letter, '・' | '·' | '〜')
}

fn is_chinese(text: &str, locale: &str) -> bool {
    !locale.starts_with("ja") && !text.chars().any(is_kana)
}

fn is_kana(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

fn is_han_or_kana(letter: char) -> bool {
    is_kana(letter)
        || matches!(letter, '\u{3005}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}')
}

/// What speaks for the end of a phrase: by the place of letters around it, then by the letters.
struct Model {
    weights: HashMap<String, HashMap<String, i32>>,
    total: i32,
}

/// The model for a text; none for a language without one.
fn model(text: &str, locale: &str) -> Option<&'static Model> {
    static JAPANESE: OnceLock<Option<Model>> = OnceLock::new();
    static SHORT: OnceLock<Option<Model>> = OnceLock::new();
    static LONG: OnceLock<Option<Model>> = OnceLock::new();
    let is_long = ["Hant", "TW", "HK", "MO"].iter().any(|part| locale.contains(part));
    let (kept, file) = if !is_chinese(text, locale) {
        (&JAPANESE, include_str!("../../data/phrases/ja.json"))
    } else if is_long {
        (&LONG, include_str!("../../data/phrases/zh-hant.json"))
    } else {
        (&SHORT, include_str!("../../data/phrases/zh-hans.json"))
    };
    kept.get_or_init(|| Model::read(file)).as_ref()
}

impl Model {
    fn read(file: &str) -> Option<Self> {
        let weights: HashMap<String, HashMap<String, i32>> = serde_json::from_str(file).ok()?;
        let total = weights.values().flat_map(HashMap::values).sum();
        Some(Self { weights, total })
    }

    /// Twice what speaks for an end before this letter: above 0, a phrase ends.
    fn score(&self, letters: &[(usize, char)], at: usize) -> i32 {
        /// The windows: their name, and from where to where they look.
        const WINDOWS: [(&str, isize, isize); 13] = [
            ("UW1", -3, -2),
            ("UW2", -2, -1),
            ("UW3", -1, 0),
            ("UW4", 0, 1),
            ("UW5", 1, 2),
            ("UW6", 2, 3),
            ("BW1", -2, 0),
            ("BW2", -1, 1),
            ("BW3", 0, 2),
            ("TW1", -3, 0),
            ("TW2", -2, 1),
            ("TW3", -1, 2),
            ("TW4", 0, 3),
        ];
        let seen = WINDOWS.iter().filter_map(|(name, from, to)| {
            let (from, to) = (at.checked_add_signed(*from)?, at.checked_add_signed(*to)?);
            let window: String = letters.get(from..to)?.iter().map(|(_, letter)| letter).collect();
            self.weights.get(*name)?.get(&window)
        });
        2 * seen.sum::<i32>() - self.total
    }
}

/// Whether a phrase ends before each letter.
fn phrase_ends(letters: &[(usize, char)], model: Option<&Model>) -> Vec<bool> {
    let ends = |at: usize| at > 0 && model.is_none_or(|model| model.score(letters, at) > 0);
    (0..letters.len()).map(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` where a line may well end and `'` where a word ends that leans on its neighbour.
    fn cut(text: &str, locale: &str) -> String {
        let places: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        let mut cut = String::new();
        for (letter, bond) in text.chars().zip(bonds(text, locale, &places)) {
            // No line begins with these, whatever is between phrases.
            let closes = "。、，！？」, ".contains(letter);
            match bond {
                _ if closes || cut.is_empty() => {}
                Bond::Free => cut.push('|'),
                Bond::Phrase => cut.push('\''),
                Bond::Word => {}
            }
            cut.push(letter);
        }
        cut
    }

    #[test]
    fn every_model_is_read() {
        for (text, locale) in [("水", "ja"), ("水", "zh-Hans"), ("水", "zh-TW")] {
            assert!(model(text, locale).is_some(), "{locale}");
        }
    }

    #[test]
    fn japanese_particles_and_endings_stay_with_their_word() {
        for (text, expected) in [
            ("お客様が来ても隠さなくていいスプレーボトル。", "お客様が|来ても|隠さなくて|いい|スプレーボトル。"),
            ("シンクの下に九本のボトル。必要なのは一本だけ。", "シンクの|下に|九本の|ボトル。|必要なのは|一本だけ。"),
            ("あなたは水にお金を払っていました。", "あなたは|水に|お金を|払っていました。"),
            ("その後は3ドル。", "その後は|3ドル。"),
            ("「もう隠さない」と決めた", "「|もう|隠さない」と|決めた"),
            ("山田太郎・花子のキッチン", "山田太郎・花子の|キッチン"),
        ] {
            assert_eq!(cut(text, "ja"), expected);
        }
    }

    #[test]
    fn a_particle_stays_with_a_latin_name() {
        let text = "Saltwickのボトル";
        assert_eq!(bonds(text, "ja", &[8, 11]), [Bond::Word, Bond::Free]);
    }

    #[test]
    fn chinese_words_are_whole_and_the_small_ones_lean() {
        for (text, expected) in [
            ("水槽下有九个瓶子，你只需要一个。", "水槽'下'有'九'个'瓶子，|你'只'需要|一'个。"),
            ("客人来时也不用藏起来的喷雾瓶", "客'人|来时|也'不'用'藏|起来'的|喷雾'瓶"),
            ("我扔掉了七个瓶子", "我'扔掉'了'七'个'瓶子"),
            ("只要24美元", "只要|24美元"),
        ] {
            let cut = cut(text, "zh-Hans").replace("2|4", "24");
            assert_eq!(cut, expected);
        }
        assert_eq!(cut("客人來時也不用藏起來的噴霧瓶。", "zh-TW"), "客'人|來時|也'不用|藏|起來'的|噴霧瓶。");
    }

    #[test]
    fn korean_ends_lines_at_spaces() {
        assert_eq!(cut("필요한 건 하나뿐, 3개", "ko"), "필요한 |건 |하나뿐, |3개");
    }

    #[test]
    fn a_web_address_is_one_word() {
        let text = "Silke W., fuchs-foehre.de, 28. Mai";
        assert_eq!(bonds(text, "de-DE", &[10, 16, 27]), [Bond::Free, Bond::Word, Bond::Free]);
        assert_eq!(bonds("Store-bought.", "en-US", &[6]), [Bond::Free], "a full stop is no address");
    }

    #[test]
    fn scripts_with_spaces_are_free_wherever_the_line_breaker_lets_them() {
        let places = [6, 13];
        assert_eq!(bonds("Store-bought thing", "en-US", &places), [Bond::Free; 2]);
    }
}
