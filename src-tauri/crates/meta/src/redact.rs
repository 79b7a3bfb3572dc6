//! The one place that takes access tokens out of text.
//!
//! Meta echoes the token in `paging.next` and in some error texts. Every text that leaves this crate in an error, a
//! log line or a `Debug` goes through [`scrub`].

use std::borrow::Cow;

use secrecy::{ExposeSecret as _, SecretString};

const MASK: &str = "[redacted]";

/// Names after which a secret follows, in a query, a form or a header.
const BEFORE_A_SECRET: [&str; 6] =
    ["access_token=", "input_token=", "appsecret_proof=", "client_secret=", "fb_exchange_token=", "Bearer "];

/// Replaces `token` wherever it occurs, and whatever stands where a token usually stands.
#[must_use]
pub fn scrub(text: &str, token: &SecretString) -> String {
    let secret = token.expose_secret();
    let mut clean = Cow::Borrowed(text);
    if !secret.is_empty() && clean.contains(secret) {
        clean = Cow::Owned(clean.replace(secret, MASK));
    }
    for name in BEFORE_A_SECRET {
        if clean.contains(name) {
            clean = Cow::Owned(mask_after(&clean, name));
        }
    }
    clean.into_owned()
}

/// Takes tokens out of a text of which nobody knows what may be in it, such as that of a panic: whatever stands where a
/// token usually stands, and every word that looks like one.
#[must_use]
pub fn scrub_unknown(text: &str) -> String {
    let clean = scrub(text, &SecretString::from(""));
    let mut masked = String::with_capacity(clean.len());
    for piece in clean.split_inclusive(|c: char| !is_of_a_token(c)) {
        let word = piece.trim_end_matches(|c: char| !is_of_a_token(c));
        masked.push_str(if looks_like_a_token(word) { MASK } else { word });
        masked.push_str(&piece[word.len()..]);
    }
    masked
}

/// Meta's access tokens begin with these letters and go on for at least as long.
const BEGIN: &str = "EAA";
const SHORTEST: usize = 20;

fn looks_like_a_token(word: &str) -> bool {
    word.find(BEGIN).is_some_and(|at| word.len() - at >= SHORTEST)
}

fn is_of_a_token(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '-'
}

fn mask_after(text: &str, name: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let (before, after) = rest.split_at(at + name.len());
        clean.push_str(before);
        clean.push_str(MASK);
        let after = after.strip_prefix(MASK).unwrap_or(after);
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || "|%_-.~".contains(c))).unwrap_or(after.len());
        rest = &after[end..];
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_goes_wherever_it_stands() {
        let token = SecretString::from("EAAB-test.token");
        let text = "Malformed access token EAAB-test.token in https://x/y?access_token=EAAB-test.token&limit=5";
        let clean = scrub(text, &token);
        assert!(!clean.contains("EAAB"), "{clean}");
        assert!(clean.ends_with("access_token=[redacted]&limit=5"), "{clean}");
    }

    #[test]
    fn somebody_elses_token_goes_too() {
        let token = SecretString::from("mine");
        assert_eq!(
            scrub("a?access_token=OTHER%7Csecret&b=1 Authorization: Bearer XYZ.1 end", &token),
            "a?access_token=[redacted]&b=1 Authorization: Bearer [redacted] end"
        );
    }

    #[test]
    fn a_token_that_nobody_named_is_known_by_its_shape() {
        let token = "EAABsbCS1234ZDZDabcdefghij";
        for text in [format!("called with {token}"), format!("\"{token}\": gone"), format!("?access_token={token}&a=b")]
        {
            let clean = scrub_unknown(&text);
            assert!(!clean.contains("EAAB") && clean.contains(MASK), "{clean}");
        }
        for plain in ["index out of bounds: the len is 3", "EAA is short", "Größe: 12 €, naïve"] {
            assert_eq!(scrub_unknown(plain), plain);
        }
    }

    #[test]
    fn text_without_secrets_stays() {
        let token = SecretString::from("");
        assert_eq!(scrub("nothing to hide", &token), "nothing to hide");
    }
}
