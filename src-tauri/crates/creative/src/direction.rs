//! Which way an ad reads.

use crate::order::Order;
use crate::template::SlotKind;

/// Languages written from the right.
const FROM_THE_RIGHT: [&str; 9] = ["ar", "he", "iw", "fa", "ur", "ps", "yi", "dv", "ckb"];

/// Whether an ad reads from the right: most letters of its words do. Where no word has a letter (a price alone), the
/// brand's language decides. An Arabic brand may make an English ad.
pub(crate) fn from_the_right(order: &Order) -> bool {
    let slots = order.template.slots.iter().filter(|(_, rule)| rule.kind == SlotKind::Text);
    let (mut right, mut left) = (0_usize, 0_usize);
    for letter in slots.filter_map(|(slot, _)| order.text(slot.as_str())).flat_map(str::chars) {
        if is_from_the_right(letter) {
            right += 1;
        } else if letter.is_alphabetic() {
            left += 1;
        }
    }
    match (right, left) {
        (0, 0) => FROM_THE_RIGHT.contains(&order.look.locale.split('-').next().unwrap_or_default()),
        _ => right > left,
    }
}

/// Whether a letter is of a script written from the right: Hebrew, Arabic, Syriac, Thaana, N’Ko and their kin.
pub(crate) fn is_from_the_right(letter: char) -> bool {
    letter.is_alphabetic()
        && matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}
