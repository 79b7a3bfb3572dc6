//! Words as parts of a file's name.

/// Words that begin a line and say nothing.
const EMPTY: [&str; 12] = ["the", "a", "an", "der", "die", "das", "ein", "eine", "dein", "your", "our", "unser"];

/// The most letters that a part of several words takes.
const LONGEST: usize = 24;

/// A line as one word in capitals and small letters: "Nine bottles under the sink." is `NineBottlesUnderThe`.
///
/// Letters with marks become plain ones, since some launchers and drives cannot carry them; other scripts stay as
/// they are.
#[must_use]
pub fn short(line: &str) -> String {
    // Amounts stay recognisable: 14,90 is one word, and don't too.
    let plain: String = line.chars().filter(|letter| !['\'', '’'].contains(letter)).flat_map(plain).collect();
    let mut words = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    if let Some(first) = words.peek()
        && EMPTY.contains(&first.to_lowercase().as_str())
        && words.clone().count() > 1
    {
        words.next();
    }
    let mut short = String::new();
    for word in words {
        if !short.is_empty() && short.chars().count() + word.chars().count() > LONGEST {
            break;
        }
        short.extend(capitalised(word));
    }
    short.chars().take(2 * LONGEST).collect()
}

/// Text that a person typed for names, such as a campaign's: kept as it is, but for what files cannot be called.
pub(super) fn kept(text: &str) -> String {
    text.chars()
        .flat_map(plain)
        .map(|letter| if letter.is_alphanumeric() || "_-.+".contains(letter) { letter } else { '-' })
        .collect()
}

fn capitalised(word: &str) -> impl Iterator<Item = char> + '_ {
    let mut letters = word.chars();
    let first = letters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(letters)
}

/// A letter without its marks.
fn plain(letter: char) -> Vec<char> {
    let text = match letter {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' | 'œ' => "oe",
        'ü' => "ue",
        'Ä' | 'Æ' => "Ae",
        'Ö' | 'Ø' | 'Œ' => "Oe",
        'Ü' => "Ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'À' | 'Á' | 'Â' | 'Ã' | 'Å' => "A",
        'ç' | 'č' | 'ć' => "c",
        'Ç' | 'Č' | 'Ć' => "C",
        'è' | 'é' | 'ê' | 'ë' | 'ě' | 'ę' => "e",
        'È' | 'É' | 'Ê' | 'Ë' => "E",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'Ì' | 'Í' | 'Î' | 'Ï' => "I",
        'ñ' | 'ń' | 'ň' => "n",
        'Ñ' => "N",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'Ò' | 'Ó' | 'Ô' | 'Õ' => "O",
        'ù' | 'ú' | 'û' | 'ů' => "u",
        'Ù' | 'Ú' | 'Û' => "U",
        'š' | 'ś' => "s",
        'Š' | 'Ś' => "S",
        'ž' | 'ź' | 'ż' => "z",
        'Ž' | 'Ź' | 'Ż' => "Z",
        'ł' => "l",
        'Ł' => "L",
        'ř' => "r",
        'ý' | 'ÿ' => "y",
        _ => return vec![letter],
    };
    text.chars().collect()
}
