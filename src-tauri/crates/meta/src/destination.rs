//! Where a click on an ad goes, and what the ad says.

use url::Url;

use crate::picture_source::link_of;
use crate::rows::{CallToAction, Creative, FeedText};

/// The words of an ad.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copy {
    /// Primary text.
    pub text: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// Text under the headline.
    pub description: Option<String>,
    /// Button, e.g. `SHOP_NOW`.
    pub button: Option<String>,
}

impl Creative {
    /// Where a click goes, as written: the creative's own link, the post's link, its button, the video's button, the
    /// first card, the first link of an asset feed.
    #[must_use]
    pub fn destination(&self) -> Option<&str> {
        let story = self.object_story_spec.as_ref();
        let link = story.and_then(link_of);
        let video = story.and_then(|story| story.video_data.as_ref());
        let cards = link.and_then(|link| link.child_attachments.as_deref()).unwrap_or_default();
        let feed = self.asset_feed_spec.as_ref();
        [
            self.link_url.as_deref(),
            link.and_then(|link| link.link.as_deref()),
            link.and_then(|link| target(link.call_to_action.as_ref())),
            video.and_then(|video| target(video.call_to_action.as_ref())),
            cards.iter().find_map(|card| card.link.as_deref()),
            feed.and_then(|feed| feed.link_urls.iter().find_map(|link| link.website_url.as_deref())),
        ]
        .into_iter()
        .flatten()
        .find(|address| !address.is_empty())
    }

    /// The words of the ad.
    #[must_use]
    pub fn copy(&self) -> Copy {
        let story = self.object_story_spec.as_ref();
        let link = story.and_then(link_of);
        let video = story.and_then(|story| story.video_data.as_ref());
        let photo = story.and_then(|story| story.photo_data.as_ref());
        let feed = self.asset_feed_spec.as_ref();
        let button = |action: Option<&CallToAction>| action.and_then(|action| action.kind.clone());
        Copy {
            text: first([
                self.body.clone(),
                link.and_then(|link| link.message.clone()),
                video.and_then(|video| video.message.clone()),
                photo.and_then(|photo| photo.caption.clone()),
                feed.and_then(|feed| words(&feed.bodies)),
            ]),
            headline: first([
                self.title.clone(),
                link.and_then(|link| link.name.clone()),
                video.and_then(|video| video.title.clone()),
                feed.and_then(|feed| words(&feed.titles)),
            ]),
            description: first([
                link.and_then(|link| link.description.clone()),
                video.and_then(|video| video.link_description.clone()),
                feed.and_then(|feed| words(&feed.descriptions)),
            ]),
            button: first([
                self.call_to_action_type.clone(),
                button(link.and_then(|link| link.call_to_action.as_ref())),
                button(video.and_then(|video| video.call_to_action.as_ref())),
                feed.and_then(|feed| feed.call_to_action_types.first().cloned()),
            ]),
        }
    }
}

fn target(action: Option<&CallToAction>) -> Option<&str> {
    action?.value.as_ref()?.link.as_deref()
}

fn words(texts: &[FeedText]) -> Option<String> {
    texts.iter().find_map(|text| text.text.clone())
}

fn first<const N: usize>(candidates: [Option<String>; N]) -> Option<String> {
    candidates.into_iter().flatten().find(|text| !text.is_empty())
}

/// The address without what differs between ads that lead to the same page: scheme, `www.`, query, fragment, the
/// slash at the end; the host in small letters. `None` for what is no web address, such as an app link.
#[must_use]
pub fn canonical_destination(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    Some(format!("{host}{port}{}", url.path().trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_same_page_become_equal() {
        for address in [
            "https://www.Example.com/Shop/?utm_source=fb&x=1",
            "http://example.com/Shop#top",
            "https://EXAMPLE.com/Shop/",
        ] {
            assert_eq!(canonical_destination(address).as_deref(), Some("example.com/Shop"), "{address}");
        }
        assert_eq!(canonical_destination("https://example.com/").as_deref(), Some("example.com"));
        assert_eq!(canonical_destination("https://example.com:8443/a").as_deref(), Some("example.com:8443/a"));
        assert_eq!(canonical_destination("fb://page/1"), None);
        assert_eq!(canonical_destination("not an address"), None);
    }

    #[test]
    fn the_link_of_a_video_is_in_its_button() {
        let video: Creative = serde_json::from_str(
            r#"{"id":"1","object_story_spec":{"video_data":{"title":"Run faster","message":"New season",
               "call_to_action":{"type":"SHOP_NOW","value":{"link":"https://example.com/run"}}}}}"#,
        )
        .unwrap();
        assert_eq!(video.destination(), Some("https://example.com/run"));
        let copy = video.copy();
        assert_eq!((copy.headline.as_deref(), copy.button.as_deref()), (Some("Run faster"), Some("SHOP_NOW")));
    }

    #[test]
    fn an_asset_feed_gives_its_first_link_and_words() {
        let feed: Creative = serde_json::from_str(
            r#"{"id":"1","asset_feed_spec":{"bodies":[{"text":"One"},{"text":"Two"}],"titles":[{"text":"T"}],
               "link_urls":[{"website_url":"https://example.com/feed"}],"call_to_action_types":["LEARN_MORE"]}}"#,
        )
        .unwrap();
        assert_eq!(feed.destination(), Some("https://example.com/feed"));
        assert_eq!(feed.copy().text.as_deref(), Some("One"));
    }
}
