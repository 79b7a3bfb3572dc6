//! Recognising our own ads by their names in the ad account.
//!
//! A picture leaves this program named `M5-{tag}-{brand}-{product}-{size}[-{language}].png`, its tag being eight
//! hexadecimal digits, and marketers paste file names into ad names. So a name may tell which generated ad a Meta ad
//! is. It may also hold other things that look like a tag: a date is eight hexadecimal digits, and any number of six
//! digits is six. Hence two rules: a tag counts only as a whole word, and something that reads as a date or is all
//! digits counts only right behind the marker `M5`.

use std::collections::{BTreeMap, BTreeSet};

use store::meta::{AdLink, Writing};
use store::{Store, StoreError};
use units::{AccountId, GraphId};

use crate::{AppError, Changed, Workspace};

/// The word in front of the tag in our file names.
const MARKER: &str = "m5";

/// What a name says about the generated ad it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameMatch<T> {
    /// Nothing.
    None,
    /// The tag of one generated ad: linked without asking.
    Known(T),
    /// The beginning of the id of one generated ad, in the older form of names: a person decides.
    Possible(T),
    /// Our marker with a tag that this file does not hold, perhaps made elsewhere.
    Unknown(String),
    /// Tags of several generated ads: a person decides.
    Several(Vec<T>),
}

/// The generated ads that a name is looked up in.
pub trait KnownAds {
    /// What identifies a generated ad.
    type Ad: Clone + Ord;
    /// The ad with this tag of eight lower-case hexadecimal digits.
    fn by_tag(&self, tag: &str) -> Option<Self::Ad>;
    /// The ad whose tag starts with these six lower-case hexadecimal digits, if there is exactly one.
    fn by_short_tag(&self, six: &str) -> Option<Self::Ad>;
}

/// Looks for the tag of a generated ad in the name of a Meta ad.
pub fn recognise<K: KnownAds>(name: &str, known: &K) -> NameMatch<K::Ad> {
    let words = words(name);
    let found: BTreeSet<K::Ad> = tags(&words).filter_map(|tag| known.by_tag(&tag.text)).collect();
    let mut found = found.into_iter();
    match (found.next(), found.next()) {
        (Some(only), None) => NameMatch::Known(only),
        (Some(first), Some(second)) => NameMatch::Several([first, second].into_iter().chain(found).collect()),
        (None, _) => older_form(name, &words, known)
            .map(NameMatch::Possible)
            .or_else(|| tags(&words).find(|tag| tag.marked).map(|tag| NameMatch::Unknown(tag.text)))
            .unwrap_or(NameMatch::None),
    }
}

/// How a link that a name gave is marked in the file.
const BY_NAME: &str = "auto_filename";
/// How a link that a person made is marked.
pub(crate) const BY_PERSON: &str = "manual";

/// What is known about which generated ad a Meta ad is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdLinks {
    /// Linked.
    pub linked: Vec<AdLink>,
    /// Possible by its name; a person decides. Ids of generated ads.
    pub possible: Vec<String>,
    /// The name has our marker with this tag, and no ad of this file has that.
    pub unknown_tag: Option<String>,
}

/// What is known about one Meta ad.
///
/// # Errors
/// As the store's.
pub fn links_of(store: &Store, account: &AccountId, ad: &GraphId, name: &str) -> Result<AdLinks, StoreError> {
    let linked = store.links_of_ad(account, ad)?;
    let known = FileAds::of(store)?;
    let (mut possible, unknown_tag) = match recognise(name, &known) {
        NameMatch::None => (Vec::new(), None),
        NameMatch::Known(one) | NameMatch::Possible(one) => (vec![one], None),
        NameMatch::Several(all) => (all, None),
        NameMatch::Unknown(tag) => (Vec::new(), Some(tag)),
    };
    let refused = store.refused_links(account)?;
    possible.retain(|generated| {
        !linked.iter().any(|link| link.generated == *generated)
            && !refused.contains(&(ad.as_str().to_owned(), generated.clone()))
    });
    Ok(AdLinks { linked, possible, unknown_tag })
}

/// A person says that a Meta ad is a generated ad.
///
/// # Errors
/// `conflict` if there is no such generated ad, and as writing the file fails.
pub fn link(ws: &Workspace, account: &AccountId, ad: &GraphId, generated: &str) -> Result<(), AppError> {
    let by = Writing::by_hand(ws.clock.now());
    ws.store.link_by_person(account, ad, generated, BY_PERSON, &by)?;
    ws.announce(Changed::Insights { account: account.clone() });
    Ok(())
}

/// A person says that a Meta ad is not a generated ad, whatever its name says.
///
/// # Errors
/// As writing the file fails.
pub fn refuse(ws: &Workspace, account: &AccountId, ad: &GraphId, generated: &str) -> Result<(), AppError> {
    ws.store.refuse_link(account, ad, generated, &Writing::by_hand(ws.clock.now()))?;
    ws.announce(Changed::Insights { account: account.clone() });
    Ok(())
}

/// Links the ads of an account that were not linked yet and whose names leave no doubt. Returns how many.
///
/// # Errors
/// As the store's.
pub fn link_account(store: &Store, account: &AccountId, by: &Writing<'_>) -> Result<u64, StoreError> {
    let known = FileAds::of(store)?;
    if known.by_tag.is_empty() {
        return Ok(0);
    }
    let links: Vec<_> = store
        .unlinked_ads(account)?
        .into_iter()
        .filter_map(|ad| match recognise(&ad.name, &known) {
            NameMatch::Known(generated) => Some((ad.ad, generated)),
            _ => None,
        })
        .collect();
    if links.is_empty() { Ok(0) } else { store.link_ads(account, &links, BY_NAME, by) }
}

/// The generated ads of a file. A tag that two of them have leaves doubt and is no tag.
struct FileAds {
    by_tag: BTreeMap<String, Option<String>>,
}

impl FileAds {
    fn of(store: &Store) -> Result<Self, StoreError> {
        let mut by_tag: BTreeMap<String, Option<String>> = BTreeMap::new();
        for ad in store.tagged_ads()? {
            by_tag.entry(ad.tag).and_modify(|other| *other = None).or_insert(Some(ad.id));
        }
        Ok(Self { by_tag })
    }
}

impl KnownAds for FileAds {
    type Ad = String;

    fn by_tag(&self, tag: &str) -> Option<String> {
        self.by_tag.get(tag).cloned().flatten()
    }

    fn by_short_tag(&self, six: &str) -> Option<String> {
        let mut hits = self.by_tag.range(six.to_owned()..).take_while(|(tag, _ad)| tag.starts_with(six));
        let (_tag, only) = hits.next()?;
        if hits.next().is_some() { None } else { only.clone() }
    }
}

struct Tag {
    text: String,
    marked: bool,
}

/// Words of letters and digits, lower case; everything else separates, the dot before `png` too.
fn words(name: &str) -> Vec<String> {
    name.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn tags(words: &[String]) -> impl Iterator<Item = Tag> + '_ {
    words.iter().enumerate().filter(|(_, word)| word.len() == 8 && is_hex(word)).filter_map(|(at, word)| {
        let marked = at > 0 && words[at - 1] == MARKER;
        (marked || !reads_as_number(word)).then(|| Tag { text: word.clone(), marked })
    })
}

fn is_hex(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// All digits: a date such as 20260213 or 13022026, or the number of anything.
fn reads_as_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Names of the older form have four parts joined by hyphens, one of them six hexadecimal digits.
fn older_form<K: KnownAds>(name: &str, words: &[String], known: &K) -> Option<K::Ad> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, ending)| if ending.len() <= 4 { stem } else { name });
    if stem.split('-').count() != 4 {
        return None;
    }
    let mut short =
        words.iter().filter(|word| word.len() == 6 && is_hex(word) && !reads_as_number(word) && has_digit(word));
    let only = short.next()?;
    if short.next().is_some() { None } else { known.by_short_tag(only) }
}

/// "facade" and "decade" are six hexadecimal digits and words.
fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Ads(&'static [&'static str]);

    impl KnownAds for Ads {
        type Ad = &'static str;
        fn by_tag(&self, tag: &str) -> Option<&'static str> {
            self.0.iter().find(|known| **known == tag).copied()
        }
        fn by_short_tag(&self, six: &str) -> Option<&'static str> {
            let mut hits = self.0.iter().filter(|known| known.starts_with(six));
            hits.next().filter(|_| hits.next().is_none()).copied()
        }
    }

    const ADS: Ads = Ads(&["d4e5f6a7", "20260213", "12345678", "d4ffffff"]);

    #[test]
    fn a_tag_is_found_wherever_it_stands_as_a_word() {
        for name in [
            "d4e5f6a7-UvT-NineBottles",
            "M5-d4e5f6a7-SW-Starter-SQ.png",
            "M5-d4e5f6a7-SW-Starter-SQ-DE",
            "US_Prosp_ASC_Purch | M5-D4E5F6A7-SW-Starter-PT",
            "NineBottles_4x5_v2_d4e5f6a7",
            "copy of (d4e5f6a7) 2",
        ] {
            assert_eq!(recognise(name, &ADS), NameMatch::Known("d4e5f6a7"), "{name}");
        }
    }

    #[test]
    fn a_name_without_any_suffix_is_found() {
        assert_eq!(recognise("M5-d4e5f6a7.png", &ADS), NameMatch::Known("d4e5f6a7"));
        assert_eq!(recognise("d4e5f6a7", &ADS), NameMatch::Known("d4e5f6a7"));
    }

    #[test]
    fn a_date_is_not_a_tag_even_if_an_ad_had_it() {
        assert_eq!(recognise("20260213_Launch_NineBottles", &ADS), NameMatch::None);
        assert_eq!(recognise("Launch 12345678", &ADS), NameMatch::None);
    }

    #[test]
    fn digits_behind_our_marker_are_a_tag() {
        assert_eq!(recognise("20260213_M5-12345678-SW-Starter-SQ", &ADS), NameMatch::Known("12345678"));
    }

    #[test]
    fn a_leading_date_does_not_hide_the_tag_behind_it() {
        assert_eq!(recognise("20260213-d4e5f6a7-SQ", &ADS), NameMatch::Known("d4e5f6a7"));
    }

    #[test]
    fn six_digits_are_never_a_link() {
        for name in ["A-123456-B-C", "Sale-250000-steps-DE", "a-b-c-240213"] {
            assert_eq!(recognise(name, &ADS), NameMatch::None, "{name}");
        }
    }

    #[test]
    fn the_older_form_of_four_parts_is_left_to_a_person() {
        assert_eq!(recognise("SW-C3-d4e5f6-SQ.png", &ADS), NameMatch::Possible("d4e5f6a7"));
        assert_eq!(recognise("SW-C3-d4e5f6-SQ-extra-part", &ADS), NameMatch::None);
        assert_eq!(recognise("new-facade-decade-SQ", &ADS), NameMatch::None);
    }

    #[test]
    fn eight_hex_digits_inside_a_longer_word_are_not_a_tag() {
        assert_eq!(recognise("xd4e5f6a7", &ADS), NameMatch::None);
        assert_eq!(recognise("d4e5f6a70", &ADS), NameMatch::None);
    }

    #[test]
    fn an_unknown_tag_counts_only_behind_our_marker() {
        assert_eq!(recognise("M5-0badf00d-SW-Starter-SQ", &ADS), NameMatch::Unknown("0badf00d".into()));
        assert_eq!(recognise("Spring 0badf00d", &ADS), NameMatch::None);
    }

    #[test]
    fn two_known_tags_are_left_to_a_person() {
        assert_eq!(recognise("d4e5f6a7 vs d4ffffff", &ADS), NameMatch::Several(vec!["d4e5f6a7", "d4ffffff"]));
    }

    #[test]
    fn the_names_that_files_are_given_lead_back_to_their_ad_in_every_size() {
        use creative::name::{FileName, NameParts, Pattern};
        let parts = NameParts {
            tag: creative::tag::Tag::parse("d4e5f6a7").unwrap(),
            brand: "SW".into(),
            product: "Starter set".into(),
            template: "Offer first".into(),
            version: 2,
            hook: Some("$24 once. $3 after that.".into()),
            colour: None,
            language: "en-US".into(),
            campaign: Some("20260213_US_Prosp".into()),
        };
        for pattern in
            ["{campaign}_{brand}_{product}_{hook}_{id}_{size}", "M5-{id}-{brand}-{product}_{size}-{language}"]
        {
            for size in creative::CanvasSize::ALL {
                let name = FileName::new(&Pattern::parse(pattern).unwrap(), &parts, size, "png").to_string();
                assert_eq!(recognise(&name, &ADS), NameMatch::Known("d4e5f6a7"), "{name}");
            }
        }
    }
}
