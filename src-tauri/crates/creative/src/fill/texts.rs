//! What a text slot holds, by its name.

use units::Money;

use super::cards::Shown;
use super::cast::Cast;
use super::{Locale, Price};
use crate::template::{Category, Template};

/// The words for slots of one base.
pub(super) enum Words {
    /// Different words for the same thing, the longest first.
    One(Vec<String>),
    /// Different things, of which any may be shown: what is too long is passed over.
    Free(Vec<String>),
    /// Different things, one for each number, in step with other lists.
    List(Vec<String>),
    /// The same, and all of them or none: a box is shown with everything in it.
    Whole(Vec<String>),
}

/// What a slot holds, for a sentence on what is missing.
pub(super) struct Noun {
    pub one: &'static str,
    pub many: &'static str,
}

/// A quote in the quotation marks of its language.
pub(super) fn quoted(locale: &Locale, quote: &str) -> String {
    let quote = quote.trim();
    if quote.is_empty() || quote.starts_with(['“', '„', '«', '"', '「', '”']) {
        return quote.to_owned();
    }
    match locale.language().as_str() {
        "de" | "cs" => format!("„{quote}“"),
        "fr" => format!("«\u{202f}{quote}\u{202f}»"),
        "es" | "it" | "pt" | "nb" | "uk" => format!("«{quote}»"),
        "sv" | "fi" => format!("”{quote}”"),
        "pl" => format!("„{quote}”"),
        "ja" | "zh" => format!("「{quote}」"),
        _ => format!("“{quote}”"),
    }
}

/// All bases that are filled, for a check of templates.
#[must_use]
pub fn known_words() -> &'static [&'static str] {
    &BASES
}

const BASES: [&str; 49] = [
    "headline",
    "subline",
    "kicker",
    "body",
    "signature",
    "author",
    "source",
    "rating",
    "quote",
    "benefit",
    "row",
    "reason",
    "line",
    "item",
    "item-value",
    "variant",
    "variant-price",
    "variant-unit-price",
    "variant-contents",
    "question",
    "answer",
    "comment",
    "claim",
    "number",
    "our-name",
    "their-name",
    "offer-chip",
    "offer",
    "offer-name",
    "price",
    "compare-price",
    "unit-price",
    "unit",
    "comparison",
    "quantity",
    "total",
    "saving",
    "deadline",
    "terms",
    "disclaimer",
    "product-name",
    "contents",
    "label",
    "caption",
    "title",
    "index",
    "site",
    "brand-name",
    "part",
];

/// The words for a base; nothing if no slot is called that.
pub(super) fn words(base: &str, cast: &Cast<'_>) -> Option<Words> {
    let (brief, product, brand) = (cast.brief, &cast.brief.product, &cast.brief.brand);
    let locale = &brand.locale;
    let say = locale.words();
    let one = |text: Option<String>| Words::One(text.into_iter().filter(|text| !text.is_empty()).collect());
    let list = |texts: Vec<String>| Words::List(texts);
    let offer = brief.offer.as_ref();
    let price = offer.and_then(|offer| offer.price).or(product.price.as_ref().map(|price| price.amount));
    Some(match base {
        "headline" => headline(cast),
        "kicker" => one(news(cast).map(|(kicker, _)| kicker)),
        "subline" | "contents" => one(product.contents.clone()),
        "body" => match cast.card {
            Some(shown) => list(shown.alone(product.cards.iter().map(|card| card.body.clone()))),
            None => one(brand.letter.as_ref().map(|letter| letter.body.trim().to_owned())),
        },
        "signature" => one(brand.letter.as_ref().map(|letter| letter.signature.clone())),
        "quote" | "author" | "rating" => quote(base, cast),
        "source" => source(cast),
        "benefit" => Words::Free(product.benefits.clone()),
        "row" => Words::Free(product.comparison.as_ref().map(|held| held.rows.clone()).unwrap_or_default()),
        "our-name" => {
            let ours = product.comparison.as_ref().map(|held| held.ours.clone()).filter(|ours| !ours.is_empty());
            one(ours.or_else(|| Some(brand.name.clone())))
        }
        "their-name" => one(product.comparison.as_ref().map(|held| held.theirs.clone())),
        "reason" => Words::Free(product.reasons.clone()),
        "line" if cast.has_title => list(cast.note.map(|note| note.lines.clone()).unwrap_or_default()),
        "line" => list(product.captions.clone()),
        "title" => match cast.card {
            Some(shown) => list(shown.alone(product.cards.iter().map(|card| card.title.clone()))),
            None => one(cast.note.map(|note| note.title.clone())),
        },
        "index" => one(cast.card.map(Shown::index)),
        "item" => items(cast),
        "item-value" => list(
            product.kit.iter().map(|item| item.value.map(|value| locale.price(value)).unwrap_or_default()).collect(),
        ),
        "part" => Words::Free(product.parts.clone()),
        "total" => Words::One(total(cast).map_or_else(Vec::new, |total| {
            let total = locale.price(total);
            vec![format!("{} {total}", say.separately), total]
        })),
        "variant" => list(product.variants.iter().map(|variant| variant.name.clone()).collect()),
        "variant-contents" => {
            list(product.variants.iter().map(|variant| variant.contents.clone().unwrap_or_default()).collect())
        }
        "variant-price" => list(
            product
                .variants
                .iter()
                .map(|variant| variant.price.as_ref().map(|price| locale.price(price.amount)).unwrap_or_default())
                .collect(),
        ),
        "variant-unit-price" => list(
            product
                .variants
                .iter()
                .map(|variant| per_unit(variant.price.as_ref(), locale).unwrap_or_default())
                .collect(),
        ),
        "question" => one(cast.question.map(|asked| asked.question.clone())),
        "answer" => one(match cast.category {
            Category::UgcStyle => cast.comment.and_then(|comment| comment.answer.clone()),
            _ => cast.question.map(|asked| asked.answer.clone()),
        }),
        "comment" => one(cast.comment.map(|comment| comment.quote.clone())),
        "number" => one(cast.figure.map(|figure| figure.number.clone())),
        "claim" => one(cast.figure.map(|figure| figure.claim.clone())),
        "offer" => one(offer.and_then(|offer| match (offer.percent, offer.price) {
            (Some(percent), _) => Some(format!("−{}", locale.percent(percent))),
            (None, price) => price.map(|price| locale.price(price)),
        })),
        "offer-name" => one(offer.map(|offer| offer.name.clone())),
        "offer-chip" => one(offer.and_then(|offer| offer.chip.clone())),
        "price" => one(price.map(|price| locale.price(price))),
        "compare-price" => one(usual_price(cast).map(|usual| format!("{} ~{}~", say.was, locale.price(usual)))),
        "saving" => one(saving(cast).map(|saved| format!("{} {}", say.save, locale.price(saved)))),
        "unit-price" => one(per_unit(product.price.as_ref(), locale)),
        "quantity" => one(product.price.as_ref().and_then(|price| {
            Some(format!("{} {} {}", locale.price(price.amount), say.quantity, price.quantity.as_ref()?))
        })),
        "unit" => one(product.amounts.first().map(|amount| format!("{} {}", locale.price(amount.amount), amount.name))),
        "comparison" => one(product.amounts.first().and_then(|amount| amount.basis.clone())),
        "deadline" => one(offer.and_then(|offer| offer.ends).map(|day| format!("{} {}", say.through, locale.day(day)))),
        "terms" => one(offer.and_then(|offer| offer.terms.clone())),
        "disclaimer" => {
            let all: Vec<&str> = brief.required().map(String::as_str).collect();
            one(Some(all.join(" ")))
        }
        "product-name" => one(Some(
            offer
                .map(|offer| offer.name.clone())
                .filter(|name| !name.is_empty())
                .unwrap_or_else(|| product.name.clone()),
        )),
        "label" => {
            let (before, after) = product
                .before_after
                .clone()
                .unwrap_or_else(|| (say.before_after.0.to_owned(), say.before_after.1.to_owned()));
            list(vec![before, after])
        }
        "caption" => list(match (&product.expectation, cast.category) {
            (Some((expected, real)), Category::Meme) => vec![expected.clone(), real.clone()],
            (None, Category::Meme) => Vec::new(),
            _ => product.captions.clone(),
        }),
        "site" => one(brand.site.clone()),
        "brand-name" => one(Some(brand.name.clone())),
        _ => return None,
    })
}

/// Whether ads of a template say the hook that they are given. One without a headline does not, nor one whose headline
/// is the product's news.
#[must_use]
pub fn says_hook(template: &Template) -> bool {
    let has = |base: &str, required: bool| {
        template.slots.iter().any(|(slot, rule)| slot.as_str() == base && (rule.required || !required))
    };
    has("headline", false) && !has("kicker", true)
}

fn headline(cast: &Cast<'_>) -> Words {
    if let Some((_, headline)) = cast.is_news.then(|| news(cast)).flatten() {
        return Words::One(vec![headline]);
    }
    let Some(hook) = &cast.brief.hook else { return Words::One(Vec::new()) };
    Words::One(
        std::iter::once(&hook.text).chain(&hook.shorter).filter(|text| !text.trim().is_empty()).cloned().collect(),
    )
}

/// "New: a spray head you can take apart" as what stands above and what stands large.
fn news(cast: &Cast<'_>) -> Option<(String, String)> {
    let (kicker, headline) = cast.brief.product.news.as_deref()?.split_once(':')?;
    let headline = headline.trim();
    let mut letters = headline.chars();
    let first = letters.next()?;
    Some((kicker.trim().to_owned(), first.to_uppercase().chain(letters).collect()))
}

fn quote(base: &str, cast: &Cast<'_>) -> Words {
    let locale = &cast.brief.brand.locale;
    if cast.quotes_press {
        return Words::List(cast.press.iter().map(|press| quoted(locale, &press.quote)).collect());
    }
    Words::List(
        cast.reviews
            .iter()
            .map(|review| match base {
                "quote" => quoted(locale, &review.quote),
                "author" => review.author.clone(),
                _ => review.rating.map(|stars| locale.rating(stars)).unwrap_or_default(),
            })
            .collect(),
    )
}

/// Where a number, a quote or a comment comes from, with its day.
fn source(cast: &Cast<'_>) -> Words {
    let locale = &cast.brief.brand.locale;
    let dated = |source: &str, date: Option<units::AccountDate>| match date {
        Some(date) if !source.is_empty() => format!("{source}, {}", locale.date(date)),
        Some(date) => locale.date(date),
        None => source.to_owned(),
    };
    match (cast.category, cast.figure) {
        (Category::UgcStyle, _) => Words::List(cast.comment.iter().map(|it| dated(&it.source, it.date)).collect()),
        _ if cast.quotes_press => Words::List(cast.press.iter().map(|it| dated(&it.source, it.date)).collect()),
        (Category::Testimonial, _) | (_, None) => {
            Words::List(cast.reviews.iter().map(|it| dated(&it.source, it.date)).collect())
        }
        (_, Some(figure)) => Words::One(vec![figure.source.clone()]),
    }
}

/// What is in the box with its worth, or the parts of the product.
fn items(cast: &Cast<'_>) -> Words {
    let product = &cast.brief.product;
    if cast.shows_values {
        Words::Whole(product.kit.iter().map(|item| item.name.clone()).collect())
    } else {
        Words::Free(product.parts.clone())
    }
}

fn total(cast: &Cast<'_>) -> Option<Money> {
    let mut values = cast.brief.product.kit.iter().filter_map(|item| item.value);
    let first = values.next()?;
    values.try_fold(first, |sum, value| sum.checked_add(value).ok())
}

/// The price that may be struck through. In the European Union that is the lowest of the last 30 days, and nothing
/// else; where nobody entered it, nothing is struck.
pub(super) fn usual_price(cast: &Cast<'_>) -> Option<Money> {
    let (brief, price) = (cast.brief, cast.brief.product.price.as_ref());
    let now = brief.offer.as_ref().and_then(|offer| offer.price).or(price.map(|price| price.amount))?;
    let lowest = price.and_then(|price| price.lowest_30_days);
    let usual = if brief.brand.locale.is_in_eu() {
        lowest
    } else {
        brief.offer.as_ref().and_then(|offer| offer.compare_at).or_else(|| price.and_then(|price| price.compare_at))
    }?;
    (usual.currency() == now.currency() && usual.micros() > now.micros()).then_some(usual)
}

fn saving(cast: &Cast<'_>) -> Option<Money> {
    let now = cast.brief.offer.as_ref().and_then(|offer| offer.price).or(cast
        .brief
        .product
        .price
        .as_ref()
        .map(|price| price.amount))?;
    usual_price(cast)?.checked_sub(now).ok()
}

fn per_unit(price: Option<&Price>, locale: &Locale) -> Option<String> {
    let unit = price?.per_unit.as_ref()?;
    Some(locale.unit_price(unit.amount, &unit.per))
}

/// What a slot holds, in words for a person.
pub(super) fn noun(base: &str) -> Noun {
    let (one, many) = match base {
        "headline" => ("a hook", "hooks"),
        "kicker" => ("news, as “New: the larger bag”", "news"),
        "subline" | "contents" => ("what the product contains, in a line", "lines"),
        "body" => ("a letter", "cards"),
        "signature" => ("who signs the letter", "signatures"),
        "quote" => ("a review", "reviews"),
        "author" => ("a review with its author", "reviews with their authors"),
        "rating" => ("a review with stars", "reviews with stars"),
        "source" => ("where it comes from", "sources"),
        "benefit" => ("a benefit", "benefits"),
        "row" => ("a row of the comparison", "rows of the comparison"),
        "their-name" => ("a comparison", "comparisons"),
        "reason" => ("a reason", "reasons"),
        "line" => ("a line", "lines"),
        "title" => ("a list with a title", "cards"),
        "index" => ("a card", "cards"),
        "item" => ("a part", "parts"),
        "item-value" => ("what a part is worth", "parts with their worth"),
        "part" => ("a part", "parts"),
        "total" => ("what the parts are worth", "worths"),
        "variant" => ("a variant", "variants"),
        "variant-contents" => ("what a variant contains", "variants with contents"),
        "variant-price" => ("a variant with its price", "variants with prices"),
        "variant-unit-price" => ("a variant with its price by weight or volume", "variants with unit prices"),
        "question" | "answer" => ("a question with an answer", "questions with answers"),
        "comment" => ("a comment with our answer", "comments with answers"),
        "number" | "claim" => ("a figure with its source", "figures"),
        "offer" | "offer-name" | "offer-chip" => ("an offer", "offers"),
        "price" | "quantity" => ("a price", "prices"),
        "compare-price" | "saving" => ("a usual price", "usual prices"),
        "unit-price" => ("a price by weight or volume", "unit prices"),
        "unit" | "comparison" => ("what one use costs", "amounts"),
        "deadline" => ("an offer with its last day", "offers"),
        "terms" => ("the terms of the offer", "terms"),
        "label" | "caption" => ("a caption", "captions"),
        _ => ("words", "words"),
    };
    Noun { one, many }
}
