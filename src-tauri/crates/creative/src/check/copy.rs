//! Texts beside the picture, and what each placement shows of them.
//!
//! Meta refuses nothing for being long: it cuts and writes "more". So what matters is what stands before the cut.
//! Characters are counted as readers see them (graphemes): a flag is one, an accented letter is one.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Check, Code, Context, Field, Placement, row};
use crate::fill::said;

/// Texts beside the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Copy {
    /// Primary texts, up to five.
    pub primary: Vec<String>,
    /// Headlines, up to five.
    pub headlines: Vec<String>,
    /// Descriptions, up to five.
    pub descriptions: Vec<String>,
    /// Where the ad leads, with its parameters.
    pub url: Option<String>,
}

/// Cuts a text behind so many characters; nothing is cut inside a word if that word can go whole.
#[must_use]
pub fn cut(text: &str, limit: u32) -> (String, String) {
    let letters: Vec<&str> = text.graphemes(true).collect();
    let limit = limit as usize;
    if letters.len() <= limit {
        return (text.to_owned(), String::new());
    }
    // Back to the last space, but not over half of what is shown: long words and scripts without spaces are cut.
    let space = letters[..=limit].iter().rposition(|letter| letter.trim().is_empty()).filter(|at| *at * 2 > limit);
    let at = space.unwrap_or(limit);
    (letters[..at].concat(), letters[at..].concat().trim_start().to_owned())
}

fn length(text: &str) -> u32 {
    u32::try_from(text.graphemes(true).count()).unwrap_or(u32::MAX)
}

/// The checks of texts beside the picture.
pub(super) fn checks(context: &Context<'_>) -> Vec<Check> {
    let mut checks = vec![lengths(context)];
    for (field, title, texts) in [
        (Field::PrimaryVisible, "Primary text seen", &context.copy.primary),
        (Field::HeadlineVisible, "Headline seen", &context.copy.headlines),
        (Field::DescriptionVisible, "Description seen", &context.copy.descriptions),
    ] {
        checks.push(seen(context, field, title, texts));
    }
    checks.push(offer(context));
    checks
}

fn lengths(context: &Context<'_>) -> Check {
    let row = row(Code::CopyLength, "Texts within Meta’s limits");
    let spec = |field| context.specs.row(Placement::Any, field);
    let (Some(primary), Some(headline), Some(description), Some(variants)) = (
        spec(Field::PrimaryLength),
        spec(Field::HeadlineLength),
        spec(Field::DescriptionLength),
        spec(Field::Variants),
    ) else {
        return row.no_limit();
    };
    let copy = context.copy;
    let fields = [
        ("primary text", &copy.primary, primary),
        ("headline", &copy.headlines, headline),
        ("description", &copy.descriptions, description),
    ];
    if fields.iter().all(|(_, texts, _)| texts.is_empty()) {
        return row.does_not_apply("No texts are given beside the picture.");
    }
    let mut faults = Vec::new();
    for (name, texts, most) in fields {
        let longest = texts.iter().map(|text| length(text)).max().unwrap_or(0);
        if f64::from(longest) > most.value {
            faults.push(format!("A {name} has {longest} characters, Meta takes {}.", most.value));
        }
        if texts.len() as f64 > variants.value {
            faults.push(format!("There are {} variants of the {name}, Meta takes {}.", texts.len(), variants.value));
        }
    }
    let longest = copy.primary.iter().map(|text| length(text)).max().unwrap_or(0);
    row.measured(f64::from(longest), longest.to_string()).limit(format!("≤ {}", primary.value)).ends(
        faults.is_empty(),
        primary.weight(),
        faults.first().cloned().unwrap_or_else(|| "Meta takes all of them.".into()),
    )
}

/// What the feed on a phone shows of the longest text.
fn seen(context: &Context<'_>, field: Field, title: &str, texts: &[String]) -> Check {
    let row = row(Code::VisibleCut, title);
    let Some(spec) = context.specs.row(Placement::Feed, field) else { return row.no_limit() };
    let Some(longest) = texts.iter().max_by_key(|text| length(text)) else {
        return row.does_not_apply("No such text is given.");
    };
    let (has, limit) = (length(longest), spec.value as u32);
    let tight: Vec<&str> = context
        .specs
        .rows
        .iter()
        .filter(|row| row.field == field && row.placement != Placement::Feed && f64::from(has) > row.value)
        .map(|row| placement_words(row.placement))
        .collect();
    let words = match (has <= limit, tight.is_empty()) {
        (true, true) => "Seen whole in every placement.".to_owned(),
        (true, false) => format!("Seen whole in the feed; cut in {}.", tight.join(", ")),
        (false, _) => {
            let (_, hidden) = cut(longest, limit);
            let start: String = hidden.graphemes(true).take(24).collect();
            format!("“{start}…” stands behind “more” on phones.")
        }
    };
    row.measured(f64::from(has), has.to_string()).limit(format!("≤ {limit}")).ends(has <= limit, spec.weight(), words)
}

fn placement_words(placement: Placement) -> &'static str {
    match placement {
        Placement::Any => "all placements",
        Placement::Feed => "the feed",
        Placement::FeedPortrait => "the feed in 4:5",
        Placement::DesktopFeed => "the feed on computers",
        Placement::Story => "Stories",
        Placement::Reels => "Reels",
        Placement::RightColumn => "the right column",
        Placement::Carousel => "carousels",
    }
}

/// An offer behind "more" is none.
fn offer(context: &Context<'_>) -> Check {
    let row = row(Code::OfferBeforeCut, "Offer before the cut");
    let Some(spec) = context.specs.row(Placement::Any, Field::OfferBy) else { return row.no_limit() };
    let placed = |text: &String| {
        let amount = said(text).into_iter().next()?;
        let before = text.find(&amount.text)?;
        Some((length(&text[..before + amount.text.len()]), amount.text))
    };
    let Some((at, amount)) = context.copy.primary.iter().filter_map(placed).max_by_key(|(at, _)| *at) else {
        return row.does_not_apply("No primary text names an amount.");
    };
    let pass = f64::from(at) <= spec.value;
    let words = if pass {
        format!("{amount} is read before “more”.")
    } else {
        format!("{amount} starts behind “more” on phones.")
    };
    row.measured(f64::from(at), format!("character {at}")).limit(format!("≤ {}", spec.value)).ends(
        pass,
        spec.weight(),
        words,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_counts_what_readers_see() {
        assert_eq!(cut("👩‍👩‍👧 e\u{301} 🇩🇪", 5), ("👩‍👩‍👧 e\u{301} 🇩🇪".into(), String::new()));
        assert_eq!(cut("🇩🇪🇩🇪🇩🇪", 2), ("🇩🇪🇩🇪".into(), "🇩🇪".into()));
    }

    #[test]
    fn a_cut_falls_between_words_where_there_are_any() {
        assert_eq!(cut("Nine bottles under the sink", 15), ("Nine bottles".into(), "under the sink".into()));
        assert_eq!(cut("Nine bottles under", 12), ("Nine bottles".into(), "under".into()));
        assert_eq!(cut("珈琲豆は月曜日に焙煎", 4), ("珈琲豆は".into(), "月曜日に焙煎".into()));
        assert_eq!(cut("Donaudampfschifffahrt", 10), ("Donaudampf".into(), "schifffahrt".into()));
    }
}
