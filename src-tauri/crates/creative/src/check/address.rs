//! The address an ad leads to.

use url::Url;

use super::{Check, Code, Context, Weight, row};

/// What shops and their analytics tell one ad from another by: without the first three a visit has no source. An
/// address that carries any of the five must carry these.
const REQUIRED: [&str; 3] = ["utm_source", "utm_medium", "utm_campaign"];
/// All of the kind.
const PREFIX: &str = "utm_";
/// What Meta fills in, in two braces; anything else would stand in the address as it is.
const FILLED_BY_META: [&str; 8] =
    ["campaign.id", "campaign.name", "adset.id", "adset.name", "ad.id", "ad.name", "placement", "site_source_name"];

pub(super) fn check(context: &Context<'_>) -> Check {
    let row = row(Code::Address, "Address complete");
    let copy = context.copy;
    let Some(text) = copy.url.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
        return row.cannot(context.finished, Weight::Looks, "No address is given.");
    };
    let faults = faults(text);
    let row = row.limit(REQUIRED.join(", "));
    match faults.first() {
        Some(first) => {
            let row = row.measured(faults.len() as f64, format!("{} to mend", faults.len()));
            row.ends(false, Weight::Looks, first.clone())
        }
        None if !is_tracked(text) => row.cannot(
            context.finished,
            Weight::Looks,
            "It carries no utm parameters: a visit will not say which ad it came from.",
        ),
        None => row.measured(0.0, "complete").ends(true, Weight::Looks, "The address carries every parameter."),
    }
}

/// Whether anything in the address says where a visit comes from.
fn is_tracked(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| url.query_pairs().any(|(name, _)| name.starts_with(PREFIX)))
}

/// What is wrong with an address.
fn faults(text: &str) -> Vec<String> {
    let Ok(url) = Url::parse(text) else { return vec![format!("“{text}” is no address.")] };
    let mut faults = Vec::new();
    if url.scheme() != "https" {
        faults.push("The address does not begin with https.".to_owned());
    }
    if !url.host_str().is_some_and(|host| host.contains('.')) {
        faults.push("The address has no host.".to_owned());
    }
    for name in REQUIRED.iter().filter(|_| is_tracked(text)) {
        match url.query_pairs().find(|(key, _)| key == name) {
            None => faults.push(format!("{name} is missing.")),
            Some((_, value)) if value.trim().is_empty() => faults.push(format!("{name} is empty.")),
            Some(_) => {}
        }
    }
    for (name, value) in url.query_pairs() {
        if let Some(left) = unfilled(&value) {
            faults.push(format!("{name} still has the placeholder {left}."));
        }
    }
    let mut names: Vec<_> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    names.sort();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        faults.push(format!("{} stands twice.", twice[0]));
    }
    faults
}

/// The first thing in braces that nobody fills.
fn unfilled(value: &str) -> Option<&str> {
    let from = &value[value.find('{')?..];
    let closed = from.find('}').map(|at| at + from[at..].bytes().take_while(|byte| *byte == b'}').count());
    let Some(end) = closed else { return Some(from) };
    let (braced, rest) = from.split_at(end);
    let name = braced.strip_prefix("{{").and_then(|name| name.strip_suffix("}}"));
    if name.is_some_and(|name| FILLED_BY_META.contains(&name)) { unfilled(rest) } else { Some(braced) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_complete_or_says_what_is_not() {
        let whole = "https://saltwick.com/starter?utm_source=meta&utm_medium=paid&utm_campaign={{campaign.name}}";
        assert!(faults(whole).is_empty(), "{:?}", faults(whole));
        for (address, says) in [
            ("https://saltwick.com/starter?utm_source=meta&utm_medium=paid", "utm_campaign is missing"),
            ("https://saltwick.com/starter?utm_content=ad", "utm_source is missing"),
            ("https://saltwick.com/?utm_source=&utm_medium=paid&utm_campaign=x", "utm_source is empty"),
            ("http://saltwick.com/?utm_source=a&utm_medium=c&utm_campaign=b", "https"),
            ("https://saltwick.com/?utm_source=a&utm_medium=c&utm_campaign={tag}", "placeholder {tag}"),
            ("https://saltwick.com/?x={{ad.name}}-{{ad.tag}}", "placeholder {{ad.tag}}"),
            ("https://saltwick.com/?x={{campaign.name", "placeholder {{campaign.name"),
            ("https://saltwick.com/?utm_source=a&utm_medium=c&utm_campaign=b&utm_source=c", "twice"),
            ("saltwick.com/starter", "no address"),
            ("https://saltwick/?utm_source=a&utm_medium=c&utm_campaign=b", "no host"),
        ] {
            assert!(faults(address).iter().any(|fault| fault.contains(says)), "{address}: {:?}", faults(address));
        }
    }
}
