//! What must not be said, and what must be.

use super::truth::everything;
use super::{Check, Code, Context, Weight, row, set_words};
use crate::drawn::Drawn;

pub(super) fn banned(drawn: &Drawn, context: &Context<'_>) -> Check {
    let row = row(Code::Banned, "No banned words").limit("none");
    let brief = context.brief;
    let list: Vec<&String> =
        brief.brand.banned.iter().chain(&brief.product.banned).filter(|word| !word.trim().is_empty()).collect();
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
    let brief = context.brief;
    let list: Vec<&String> =
        brief.brand.required.iter().chain(&brief.product.required).filter(|word| !word.trim().is_empty()).collect();
    if list.is_empty() {
        return row.does_not_apply("No words are required.");
    }
    let on_it: Vec<String> = drawn.texts.iter().flat_map(|text| words_of(&set_words(text))).collect();
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

/// Words in small letters. A sign of percent is a word: "100% natural" is not "natural".
fn words_of(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            '%' => words.extend(["%".to_owned(), String::new()]),
            '’' | '\'' | '\u{ad}' => {}
            letter if letter.is_alphanumeric() => words.last_mut().expect("there is always a last word").push(letter),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
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
}
