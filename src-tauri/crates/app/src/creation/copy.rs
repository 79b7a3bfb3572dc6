//! The words beside a picture: what a person typed, else the copy bank's.

use creative::check::Copy;
use store::creation::{AdCopy, CopyField};

use super::Stock;
use super::spec::AdSpec;

/// The words beside an ad; `url` is where all ads of its plan lead, if that was said. A field that nobody spoke of says
/// what the library says; one that was emptied stays empty.
#[must_use]
pub fn copy_for(stock: &Stock, spec: &AdSpec, url: Option<&str>) -> AdCopy {
    let typed = spec.copy.clone().unwrap_or_else(|| AdCopy {
        primary_texts: stock.copy_of(CopyField::PrimaryText),
        headlines: stock.copy_of(CopyField::Headline),
        description: stock.copy_of(CopyField::Description).into_iter().next(),
        ..AdCopy::default()
    });
    let product = &stock.product;
    let offer = spec.offer.as_ref().and_then(|id| stock.offer(id).ok());
    AdCopy {
        button: typed.button.or_else(|| product.button.clone()),
        url: typed
            .url
            .or_else(|| url.map(str::to_owned))
            .or_else(|| page_of(offer.map(|offer| offer.url.as_str()), product.url.as_deref())),
        utm: typed.utm.or_else(|| product.utm.clone()),
        ..typed
    }
    .without_empty()
}

/// Where an ad leads for which nobody said it: to the offer's page, else to the product's.
fn page_of(offer: Option<&str>, product: Option<&str>) -> Option<String> {
    offer.map(str::trim).filter(|url| !url.is_empty()).or(product).map(str::to_owned)
}

/// What the braces of a URL pattern say.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// `{ad}`: the ad's name.
    pub ad: &'a str,
    /// `{product}`: the product's code, or its name.
    pub product: &'a str,
}

/// What is put behind the address, with its braces filled.
#[must_use]
pub fn parameters(copy: &AdCopy, said: &Said<'_>) -> Option<String> {
    let pattern = copy.utm.as_deref().map(|utm| utm.trim().trim_start_matches(['?', '&']))?;
    let filled = [("{ad}", said.ad), ("{product}", said.product)]
        .into_iter()
        .fold(pattern.to_owned(), |text, (brace, value)| filled(&text, brace, &encoded(value)));
    Some(filled).filter(|filled| !filled.is_empty())
}

/// `{ad}` with its value; `{{ad.name}}` and its like are Meta's to fill, and so is what stands in two braces.
fn filled(text: &str, brace: &str, value: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(brace) {
        let (before, after) = (&rest[..at], &rest[at + brace.len()..]);
        let double = (before.ends_with('{') || (before.is_empty() && out.ends_with('{'))) && after.starts_with('}');
        out.push_str(before);
        out.push_str(if double { brace } else { value });
        rest = after;
    }
    out + rest
}

/// A value as an address takes it.
fn encoded(value: &str) -> String {
    let one = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    value.bytes().map(one).collect()
}

/// The address with its parameters behind it, as the ad is to be set up with.
#[must_use]
pub fn address(copy: &AdCopy, said: &Said<'_>) -> Option<String> {
    let url = copy.url.as_ref().filter(|url| !url.trim().is_empty())?;
    let Some(parameters) = parameters(copy, said) else { return Some(url.clone()) };
    let (page, anchor) = url.split_once('#').map_or((url.as_str(), None), |(page, anchor)| (page, Some(anchor)));
    let joint = if page.contains('?') { '&' } else { '?' };
    Some(match anchor {
        Some(anchor) => format!("{page}{joint}{parameters}#{anchor}"),
        None => format!("{page}{joint}{parameters}"),
    })
}

/// The words as checks look at them.
#[must_use]
pub fn checked(copy: &AdCopy, said: &Said<'_>) -> Copy {
    Copy {
        primary: copy.primary_texts.clone(),
        headlines: copy.headlines.clone(),
        descriptions: copy.description.iter().cloned().collect(),
        url: address(copy, said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: Said<'_> = Said { ad: "PH_1 ä", product: "SET" };

    fn with(url: &str, utm: &str) -> Option<String> {
        address(&AdCopy { url: Some(url.into()), utm: Some(utm.into()), ..AdCopy::default() }, &SAID)
    }

    #[test]
    fn parameters_go_behind_the_address_and_before_its_anchor() {
        let with = |url: &str| with(url, "?utm_source=meta").unwrap_or_default();
        assert_eq!(with("https://a.example/p"), "https://a.example/p?utm_source=meta");
        assert_eq!(with(" "), "", "parameters lead nowhere alone");
        assert_eq!(with("https://a.example/p?x=1#top"), "https://a.example/p?x=1&utm_source=meta#top");
        assert_eq!(
            self::with("https://a.example/p", " ").as_deref(),
            Some("https://a.example/p"),
            "an empty pattern adds nothing"
        );
    }

    #[test]
    fn braces_are_filled_and_those_of_meta_are_left() {
        assert_eq!(
            with("https://a.example/", "utm_content={ad}&utm_term={product}&c={{campaign.name}}&d={{ad}}").unwrap(),
            "https://a.example/?utm_content=PH_1%20%C3%A4&utm_term=SET&c={{campaign.name}}&d={{ad}}"
        );
        let copy = AdCopy { url: Some("https://a.example/".into()), utm: Some("x={ad}".into()), ..AdCopy::default() };
        assert_eq!(checked(&copy, &SAID).url, address(&copy, &SAID), "what is checked is what is handed out");
    }

    #[test]
    fn an_ad_leads_to_its_offer_else_to_its_product() {
        assert_eq!(page_of(Some("offer"), Some("product")).as_deref(), Some("offer"));
        assert_eq!(page_of(Some(" "), Some("product")).as_deref(), Some("product"));
        assert_eq!(page_of(None, None), None);
    }
}
