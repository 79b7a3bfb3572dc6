//! The words beside a picture: what a person typed, else the copy bank's.

use creative::check::Copy;
use store::creation::{AdCopy, CopyField};

use super::Stock;
use super::spec::AdSpec;

/// The words beside an ad.
#[must_use]
pub fn copy_for(stock: &Stock, spec: &AdSpec) -> AdCopy {
    let typed = spec.copy.clone().unwrap_or_else(|| AdCopy {
        primary_texts: stock.copy_of(CopyField::PrimaryText),
        headlines: stock.copy_of(CopyField::Headline),
        description: stock.copy_of(CopyField::Description).into_iter().next(),
        ..AdCopy::default()
    });
    let offer = spec.offer.as_ref().and_then(|id| stock.offer(id).ok());
    let url = offer.map(|offer| offer.url.clone()).filter(|url| !url.is_empty()).or_else(|| stock.product.url.clone());
    // A field that was emptied says nothing; it is not an empty address.
    let filled = |text: &String| !text.trim().is_empty();
    AdCopy {
        button: typed.button.or_else(|| stock.product.button.clone()).filter(filled),
        url: typed.url.or(url).filter(filled),
        utm: typed.utm.or_else(|| stock.product.utm.clone()).filter(filled),
        ..typed
    }
}

/// The address with its parameters behind it.
#[must_use]
pub fn address(copy: &AdCopy) -> Option<String> {
    let url = copy.url.as_ref().filter(|url| !url.trim().is_empty())?;
    let Some(utm) = copy.utm.as_ref().filter(|utm| !utm.is_empty()) else { return Some(url.clone()) };
    let (page, anchor) = url.split_once('#').map_or((url.as_str(), None), |(page, anchor)| (page, Some(anchor)));
    let joint = if page.contains('?') { '&' } else { '?' };
    let utm = utm.trim_start_matches(['?', '&']);
    Some(match anchor {
        Some(anchor) => format!("{page}{joint}{utm}#{anchor}"),
        None => format!("{page}{joint}{utm}"),
    })
}

/// The words as checks look at them.
#[must_use]
pub fn checked(copy: &AdCopy) -> Copy {
    let names = |utm: &String| {
        utm.trim_start_matches(['?', '&'])
            .split('&')
            .filter_map(|pair| pair.split('=').next())
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    Copy {
        primary: copy.primary_texts.clone(),
        headlines: copy.headlines.clone(),
        descriptions: copy.description.iter().cloned().collect(),
        url: address(copy),
        required_parameters: copy.utm.as_ref().map(names).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_go_behind_the_address_and_before_its_anchor() {
        let with = |url: &str| {
            let copy = AdCopy { url: Some(url.into()), utm: Some("utm_source=meta".into()), ..AdCopy::default() };
            address(&copy).unwrap()
        };
        assert_eq!(with("https://a.example/p"), "https://a.example/p?utm_source=meta");
        assert_eq!(
            address(&AdCopy { url: Some(" ".into()), ..AdCopy::default() }),
            None,
            "parameters lead nowhere alone"
        );
        assert_eq!(with("https://a.example/p?x=1#top"), "https://a.example/p?x=1&utm_source=meta#top");
    }
}
