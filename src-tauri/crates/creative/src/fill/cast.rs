//! Which of several reviews, questions and notes an ad shows.

use super::cards::Shown;
use super::length::{plain, plain_length};
use super::texts::quoted;
use super::{Brief, Figure, Note, Press, Question, Review, roomiest, split};
use crate::chance;
use crate::template::{Category, Template};

/// The parts of a brief that one ad shows, so that a quote, its author and its date belong together.
pub(super) struct Cast<'a> {
    pub brief: &'a Brief,
    /// The kind of ad.
    pub category: Category,
    /// Reviews with a quote, in the order they are shown.
    pub reviews: Vec<&'a Review>,
    /// A publication's line; where a quote has no author, it is this.
    pub press: Option<&'a Press>,
    /// Whether quotes are a publication's.
    pub quotes_press: bool,
    /// A comment with our answer.
    pub comment: Option<&'a Review>,
    pub question: Option<&'a Question>,
    pub figure: Option<&'a Figure>,
    pub note: Option<&'a Note>,
    /// Whether the headline is the news.
    pub is_news: bool,
    /// Whether `line-1…` are the lines of a note rather than captions.
    pub has_title: bool,
    /// The card of a carousel, where `title` and `body` are those of cards.
    pub card: Option<Shown>,
    /// Whether items are shown with what they are worth.
    pub shows_values: bool,
    /// What other choices follow from.
    pub seed: u64,
}

impl<'a> Cast<'a> {
    pub fn of(template: &Template, brief: &'a Brief, seed: u64) -> Self {
        let has = |slot: &str| template.slots.contains_key(slot);
        let product = &brief.product;
        let fits = |slot: &str, text: &str| room(template, slot).is_none_or(|room| plain_length(text) <= room);
        let in_quotes = |quote: &str| quoted(&brief.brand.locale, quote);
        let needs_rating = template.slots.get("rating").is_some_and(|rule| rule.required);
        let mut reviews: Vec<&Review> = shuffled(seed, &product.reviews, |review| &review.quote)
            .filter(|review| {
                review.answer.is_none() && !review.quote.is_empty() && fits("quote", &in_quotes(&review.quote))
            })
            .filter(|review| !needs_rating || review.rating.is_some())
            .collect();
        if has("headline") {
            // The sort is stable: what the headline says already comes last.
            reviews.sort_by_key(|review| repeats(brief, &review.quote));
        }
        let comment = shuffled(seed, &product.reviews, |review| &review.quote).find(|review| {
            fits("comment", &review.quote) && review.answer.as_deref().is_some_and(|answer| fits("answer", answer))
        });
        let required = |slot: &str| template.slots.get(slot).is_some_and(|rule| rule.required);
        Self {
            brief,
            category: template.category,
            reviews,
            press: shuffled(seed, &brief.brand.press, |press| &press.quote)
                .find(|press| fits("quote", &in_quotes(&press.quote))),
            quotes_press: has("quote") && !has("author") && !has("rating"),
            comment,
            question: shuffled(seed, &product.questions, |question| &question.question)
                .find(|question| fits("question", &question.question) && fits("answer", &question.answer)),
            figure: shuffled(seed, &product.figures, |figure| &figure.number).find(|figure| {
                fits("number", &figure.number) && fits("claim", &figure.claim) && fits("source", &figure.source)
            }),
            note: shuffled(seed, &product.notes, |note| &note.title)
                .find(|note| fits("title", &note.title) && note.lines.iter().all(|line| fits("line", line))),
            is_news: required("kicker"),
            has_title: has("title"),
            card: Shown::of(template, seed),
            shows_values: template.slots.keys().any(|slot| slot.as_str().starts_with("item-value")),
            seed,
        }
    }
}

/// Whether a quote and the hook say the same in the same words.
fn repeats(brief: &Brief, quote: &str) -> bool {
    let bare = |text: &str| {
        let letters = plain(text).to_lowercase();
        let words: Vec<&str> =
            letters.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.join(" ")
    };
    let quote = bare(quote);
    let hooks = brief.hook.iter().flat_map(|hook| std::iter::once(&hook.text).chain(&hook.shorter));
    let mut said = hooks.map(|hook| bare(hook)).filter(|hook| hook.contains(' '));
    said.any(|hook| quote.contains(&hook) || hook.contains(&quote))
}

/// The most characters that all slots of a base take; nothing if there are none.
pub(super) fn room(template: &Template, base: &str) -> Option<u32> {
    let of_base = template.slots.iter().filter(|(slot, _)| split(slot.as_str()).0 == base);
    of_base.map(|(_, rule)| roomiest(rule)).min()
}

/// All of them, in an order that follows from the seed.
fn shuffled<T>(seed: u64, all: &[T], name: impl Fn(&T) -> &str) -> impl Iterator<Item = &T> {
    let mut all: Vec<(u64, &T)> = all.iter().map(|one| (chance::bits(seed, name(one)), one)).collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, one)| one)
}
