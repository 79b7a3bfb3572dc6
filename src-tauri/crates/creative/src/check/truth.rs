//! Whether what is said is what is known: amounts, dates, quotes, sources.

use super::{Check, Code, Context, Weight, row};
use crate::drawn::Drawn;
use crate::fill::{Known, said};

/// Every text of an ad, on the picture and beside it. Those on it as they were ordered: where a line ends inside a word,
/// the lines are no longer what is said.
pub(super) fn everything(drawn: &Drawn, context: &Context<'_>) -> Vec<String> {
    let on_it = drawn.texts.iter().map(|text| text.words.clone());
    let copy = context.copy;
    let beside = copy.primary.iter().chain(&copy.headlines).chain(&copy.descriptions).cloned();
    on_it.chain(beside).collect()
}

pub(super) fn amounts(drawn: &Drawn, context: &Context<'_>) -> Check {
    let row = row(Code::Amounts, "Price as in product data");
    let known = Known::of(context.brief);
    let all: Vec<_> = everything(drawn, context).iter().flat_map(|text| said(text)).collect();
    let mut wrong: Vec<String> =
        all.iter().filter(|amount| !known.holds(amount)).map(|amount| amount.text.clone()).collect();
    wrong.sort();
    wrong.dedup();
    if all.is_empty() {
        return row.shown("no amount").does_not_apply("The ad names no price and no discount.");
    }
    let words = match &wrong[..] {
        [] => "Every amount is in the product data.".to_owned(),
        [one] => format!("{one} is not in the product data."),
        many => format!("Not in the product data: {}.", many.join(", ")),
    };
    let shown = if wrong.is_empty() { first_few(&all) } else { wrong.join(", ") };
    row.measured(wrong.len() as f64, shown).limit("product data").ends(wrong.is_empty(), Weight::Blocks, words)
}

fn first_few(all: &[crate::fill::Amount]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for amount in all {
        if !texts.contains(&amount.text.as_str()) {
            texts.push(&amount.text);
        }
    }
    texts.truncate(3);
    texts.join(", ")
}

pub(super) fn offer_date(context: &Context<'_>) -> Check {
    let row = row(Code::OfferDate, "Offer still holds");
    let Some(offer) = &context.brief.offer else { return row.does_not_apply("The ad makes no offer.") };
    let locale = &context.brief.brand.locale;
    if let Some(starts) = offer.starts.filter(|starts| context.today < *starts) {
        // It may be made ahead of time, and must not run before: a person has to know.
        let days = starts.number() - context.today.number();
        let words = format!("The offer begins on {}.", locale.date(starts));
        let shown = format!("begins in {days} {}", if days == 1 { "day" } else { "days" });
        return row.measured(f64::from(days), shown).limit("begun").ends(false, Weight::Looks, words);
    }
    let Some(ends) = offer.ends else { return row.does_not_apply("The offer has no last day.") };
    let left = ends.number() - context.today.number();
    let words = match left {
        ..0 => format!("The offer ended on {}.", locale.date(ends)),
        0 => "The offer ends today.".to_owned(),
        1 => "The offer ends tomorrow.".to_owned(),
        days => format!("The offer holds for {days} more days."),
    };
    let days = if left.abs() == 1 { "day" } else { "days" };
    row.measured(f64::from(left), format!("{left} {days} left")).limit("≥ 0 days").ends(
        left >= 0,
        Weight::Blocks,
        words,
    )
}

pub(super) fn sources(context: &Context<'_>) -> Check {
    let row = row(Code::Sources, "Claims have a source");
    let texts = &context.content.texts;
    let brief = context.brief;
    let reviews = brief.product.reviews.iter().flat_map(|review| std::iter::once(&review.quote).chain(&review.answer));
    let data: Vec<String> =
        reviews.chain(brief.brand.press.iter().map(|press| &press.quote)).map(|quote| bare(quote)).collect();
    let (mut claims, mut faults) = (0_u32, Vec::new());
    for (slot, text) in texts.iter().filter(|(_, text)| !text.trim().is_empty()) {
        let (base, number) = slot.as_str().split_once('-').unwrap_or((slot.as_str(), ""));
        let beside = |name: &str| {
            let numbered = if number.is_empty() { name.to_owned() } else { format!("{name}-{number}") };
            context.content.text(&numbered).or_else(|| context.content.text(name)).is_some()
        };
        match base {
            "quote" | "comment" => {
                claims += 1;
                if !data.contains(&bare(text)) {
                    faults.push(format!("{} is not what a review says word for word.", quoted(text)));
                } else if base == "quote" && !beside("author") && !beside("source") {
                    faults.push(format!("{} has neither author nor source.", quoted(text)));
                }
            }
            "rating" => {
                claims += 1;
                let given = beside_text(context, number, "quote").and_then(|quote| rating_of(context, quote));
                let stars = text.chars().filter(|letter| *letter == '★').count();
                if given.map(usize::from) != Some(stars) {
                    faults.push(match given {
                        Some(given) => format!("The picture shows {stars} stars, the review gave {given}."),
                        None => "The stars belong to no review.".to_owned(),
                    });
                }
            }
            "number" => {
                claims += 1;
                if !beside("source") {
                    faults.push(format!("{} has no source.", quoted(text)));
                }
            }
            _ => {}
        }
    }
    if claims == 0 {
        return row.shown("no claim").does_not_apply("The ad quotes nobody and states no figure.");
    }
    let good = claims as usize - faults.len();
    let words =
        faults.first().cloned().unwrap_or_else(|| "Quotes are word for word, and every claim has its source.".into());
    row.measured(good as f64, format!("{good} of {claims}")).limit("all").ends(faults.is_empty(), Weight::Blocks, words)
}

/// What a slot of the same number says.
fn beside_text<'a>(context: &'a Context<'_>, number: &str, name: &str) -> Option<&'a str> {
    let numbered = if number.is_empty() { name.to_owned() } else { format!("{name}-{number}") };
    context.content.text(&numbered)
}

/// The stars that a quoted review gave.
fn rating_of(context: &Context<'_>, quote: &str) -> Option<u8> {
    context.brief.product.reviews.iter().find(|review| bare(&review.quote) == bare(quote))?.rating
}

/// A quote without its quotation marks, inline marks and spaces around.
fn bare(quote: &str) -> String {
    let plain = crate::fill::plain(quote);
    let trimmed = plain.trim().trim_matches(|letter: char| "“”„«»\"「」\u{202f} ".contains(letter));
    trimmed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn quoted(text: &str) -> String {
    let short: String = bare(text).chars().take(40).collect();
    format!("“{short}”")
}
