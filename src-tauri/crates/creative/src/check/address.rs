//! The address an ad leads to.

use url::Url;

use super::{Check, Code, Context, Weight, row};

pub(super) fn check(context: &Context<'_>) -> Check {
    let row = row(Code::Address, "Address complete");
    let copy = context.copy;
    let Some(text) = copy.url.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
        return row.cannot(context.finished, Weight::Looks, "No address is given.");
    };
    let faults = faults(text, &copy.required_parameters);
    let asked = copy.required_parameters.len();
    let words = faults.first().cloned().unwrap_or_else(|| match asked {
        0 => "The address can be opened.".to_owned(),
        _ => "The address carries every parameter.".to_owned(),
    });
    let shown = if faults.is_empty() { format!("{asked} of {asked}") } else { format!("{} to mend", faults.len()) };
    row.measured(faults.len() as f64, shown).limit(format!("{asked} parameters")).ends(
        faults.is_empty(),
        Weight::Looks,
        words,
    )
}

/// What is wrong with an address. Meta fills `{{ad.name}}` and its like in itself, so those are values.
fn faults(text: &str, required: &[String]) -> Vec<String> {
    let Ok(url) = Url::parse(text) else { return vec![format!("“{text}” is no address.")] };
    let mut faults = Vec::new();
    if url.scheme() != "https" {
        faults.push("The address does not begin with https.".to_owned());
    }
    if !url.host_str().is_some_and(|host| host.contains('.')) {
        faults.push("The address has no host.".to_owned());
    }
    for name in required {
        match url.query_pairs().find(|(key, _)| key == name.as_str()) {
            None => faults.push(format!("{name} is missing.")),
            Some((_, value)) if value.trim().is_empty() => faults.push(format!("{name} is empty.")),
            Some(_) => {}
        }
    }
    for (name, value) in url.query_pairs() {
        let placeholder = value.contains('{') && !(value.contains("{{") && value.contains("}}"));
        if placeholder {
            faults.push(format!("{name} still has the placeholder {value}."));
        }
    }
    let mut names: Vec<_> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    names.sort();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        faults.push(format!("{} stands twice.", twice[0]));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_complete_or_says_what_is_not() {
        let asked = ["utm_source".to_owned(), "utm_campaign".to_owned()];
        let whole = "https://saltwick.com/starter?utm_source=meta&utm_campaign={{campaign.name}}";
        assert!(faults(whole, &asked).is_empty(), "{:?}", faults(whole, &asked));
        for (address, says) in [
            ("https://saltwick.com/starter?utm_source=meta", "utm_campaign is missing"),
            ("https://saltwick.com/?utm_source=&utm_campaign=x", "utm_source is empty"),
            ("http://saltwick.com/?utm_source=a&utm_campaign=b", "https"),
            ("https://saltwick.com/?utm_source=a&utm_campaign={tag}", "placeholder {tag}"),
            ("https://saltwick.com/?utm_source=a&utm_campaign=b&utm_source=c", "twice"),
            ("saltwick.com/starter", "no address"),
            ("https://saltwick/?utm_source=a&utm_campaign=b", "no host"),
        ] {
            assert!(
                faults(address, &asked).iter().any(|fault| fault.contains(says)),
                "{address}: {:?}",
                faults(address, &asked)
            );
        }
    }
}
