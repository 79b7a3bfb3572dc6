//! What must not be said, and what must be.

use icu_normalizer::ComposingNormalizer;

use super::truth::everything;
use super::{Check, Code, Context, Weight, row};
use crate::drawn::Drawn;

pub(super) fn banned(drawn: &Drawn, context: &Context<'_>) -> Check {
    let row = row(Code::Banned, "No banned words").limit("none");
    let list: Vec<&String> = context.brief.banned().filter(|word| !word.trim().is_empty()).collect();
    if list.is_empty() {
        return row.does_not_apply("The brand bans no words.");
    }
    let texts: Vec<Vec<String>> = everything(drawn, context).iter().map(|text| words_of(text)).collect();
    let said: Vec<&str> = list
        .iter()
        .filter(|phrase| texts.iter().any(|text| holds(text, &words_of(phrase))))
        .map(|phrase| phrase.as_str())
        .collect();
    let words = match said.first() {
        None => format!("None of {} banned words is said.", list.len()),
        Some(phrase) => format!("The brand does not say “{phrase}”."),
    };
    let shown = if said.is_empty() { "none".to_owned() } else { said.join(", ") };
    row.measured(said.len() as f64, shown).ends(said.is_empty(), Weight::Blocks, words)
}

pub(super) fn required(drawn: &Drawn, context: &Context<'_>) -> Check {
    let row = row(Code::Required, "Required words");
    let list: Vec<&String> = context.brief.required().filter(|word| !word.trim().is_empty()).collect();
    if list.is_empty() {
        return row.does_not_apply("No words are required.");
    }
    let on_it: Vec<String> = drawn.texts.iter().flat_map(|text| words_of(&text.words)).collect();
    let beside: Vec<Vec<String>> = context.copy.primary.iter().map(|text| words_of(text)).collect();
    // On the picture, or in whichever primary text is shown: every one of them.
    let is_said = |phrase: &Vec<String>| {
        holds(&on_it, phrase) || (!beside.is_empty() && beside.iter().all(|text| holds(text, phrase)))
    };
    let missing: Vec<&str> =
        list.iter().filter(|phrase| !is_said(&words_of(phrase))).map(|phrase| phrase.as_str()).collect();
    let said = list.len() - missing.len();
    let words = match missing.first() {
        None => "All required words are on the picture or in every primary text.".to_owned(),
        Some(phrase) => format!("“{phrase}” is neither on the picture nor in every primary text."),
    };
    row.measured(said as f64, format!("{said} of {}", list.len())).limit("all").ends(
        missing.is_empty(),
        Weight::Blocks,
        words,
    )
}

/// Words in small letters. A sign of percent is a word: "100% natural" is not "natural". So is every letter of a script
/// that puts no spaces between words, or particles behind them: "最高の品質" says "最高". What looks alike is alike:
/// letters of full width, accents of their own, capitals without ß; and what nobody sees is not there.
fn words_of(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in ComposingNormalizer::new_nfkc().normalize(text).chars().flat_map(char::to_lowercase) {
        match letter {
            '%' => words.extend(["%".to_owned(), String::new()]),
            'ß' => words.last_mut().expect("there is always a last word").push_str("ss"),
            letter if is_unseen(letter) || matches!(letter, '’' | '\'') => {}
            letter if !letter.is_alphanumeric() => words.push(String::new()),
            letter if stands_alone(letter) => words.extend([letter.to_string(), String::new()]),
            letter => {
                let last = words.last_mut().expect("there is always a last word");
                match last.chars().next_back() {
                    Some(before) if is_katakana(before) != is_katakana(letter) => words.push(letter.to_string()),
                    _ => last.push(letter),
                }
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Soft hyphens, joiners, marks of direction; and the dot that a capital İ leaves behind as a small letter.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{307}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Katakana, in which Japanese writes whole foreign words: `ガン` is no part of `エレガント`. Other letters end them.
fn is_katakana(letter: char) -> bool {
    matches!(letter, '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}')
}

/// Letters of scripts in which a word does not end with a space: Thai, Lao, Tibetan, Burmese, Khmer, Chinese, Japanese
/// and Korean, which hangs particles on its words.
fn stands_alone(letter: char) -> bool {
    !is_katakana(letter)
        && matches!(
            letter,
            '\u{e00}'..='\u{109f}'
                | '\u{1100}'..='\u{11ff}'
                | '\u{1780}'..='\u{17ff}'
                | '\u{1950}'..='\u{19df}'
                | '\u{1a20}'..='\u{1aaf}'
                | '\u{2e80}'..='\u{a4cf}'
                | '\u{a960}'..='\u{a97f}'
                | '\u{ac00}'..='\u{d7ff}'
                | '\u{f900}'..='\u{faff}'
                | '\u{20000}'..='\u{3fffd}'
        )
}

/// Whether a phrase stands in a text, word for word.
fn holds(text: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && text.windows(phrase.len()).any(|window| window == phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str, phrase: &str) -> bool {
        holds(&words_of(text), &words_of(phrase))
    }

    #[test]
    fn katakana_words_are_whole_words() {
        assert!(says("これはガンの薬", "ガン") && says("Proガン", "ガン") && says("コーヒー豆", "コーヒー"));
        assert!(!says("エレガントな朝", "ガン") && !says("ブランドの豆", "ラン"));
    }

    #[test]
    fn a_phrase_is_found_as_words_and_not_inside_them() {
        assert!(says("It is the BEST one.", "best"));
        assert!(!says("Bestimmt montags.", "best"));
        assert!(says("Non-toxic, we think", "non-toxic"));
        assert!(says("non toxic", "non-toxic"));
        assert!(says("100 % natural", "100% natural"));
        assert!(!says("natural", "100% natural"));
        assert!(says("Don't wait", "don’t"));
        assert!(!says("anything", ""));
    }

    #[test]
    fn a_phrase_of_a_script_without_spaces_is_found_inside_the_text() {
        assert!(says("最高の品質を毎日。", "最高"));
        assert!(says("毎日、 最 高の品質", "最高"));
        assert!(!says("最近の品質、高い", "最高"));
        assert!(says("全国第一品牌", "第一"));
        assert!(says("최고의 품질", "최고"));
        assert!(says("ดีที่สุดในโลก", "ดีที่สุด"));
        assert!(says("Nr. 1位です", "1位") && !says("11位です", "1位"));
        assert!(says("NO1のカフェ", "no1"));
        assert!(says("効果には個人差があります。", "個人差があります"));
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        assert!(says("be\u{ad}st", "best") && says("be\u{200b}st", "best"));
        assert!(says("ＢＥＳＴ", "best") && says("１００％ natural", "100% natural"));
        assert!(says("fu\u{308}r immer", "für immer") && says("für immer", "fu\u{308}r immer"));
        assert!(says("HEISS", "heiß") && says("heiß", "HEISS"));
        assert!(says("İYİ", "iyi"));
    }
}
