//! The parts of a creative: posts, carousels and asset feeds.

use serde::Deserialize;

/// The post that a creative makes.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct StorySpec {
    /// The page that publishes it.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub page_id: Option<String>,
    /// The Instagram account that publishes it.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub instagram_user_id: Option<String>,
    /// A link with a picture, or a carousel.
    #[serde(default)]
    pub link_data: Option<LinkData>,
    /// A video.
    #[serde(default)]
    pub video_data: Option<VideoData>,
    /// A picture without a link.
    #[serde(default)]
    pub photo_data: Option<PhotoData>,
    /// A catalogue ad; has the shape of a link.
    #[serde(default)]
    pub template_data: Option<LinkData>,
}

/// A link with a picture; with `child_attachments` a carousel.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct LinkData {
    /// Where a click goes.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub link: Option<String>,
    /// Primary text.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub message: Option<String>,
    /// Headline.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub name: Option<String>,
    /// Text under the headline.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub description: Option<String>,
    /// Domain shown.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub caption: Option<String>,
    /// Picture by address.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub picture: Option<String>,
    /// Picture by hash.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub image_hash: Option<String>,
    /// Button.
    #[serde(default)]
    pub call_to_action: Option<CallToAction>,
    /// Cards of a carousel.
    #[serde(default)]
    pub child_attachments: Option<Vec<Card>>,
}

/// A card of a carousel.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct Card {
    /// Where a click goes.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub link: Option<String>,
    /// Headline.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub name: Option<String>,
    /// Text under it.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub description: Option<String>,
    /// Picture by hash.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub image_hash: Option<String>,
    /// Picture by address.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub picture: Option<String>,
    /// Video instead of a picture.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub video_id: Option<String>,
    /// Button.
    #[serde(default)]
    pub call_to_action: Option<CallToAction>,
}

/// A video post.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct VideoData {
    /// The video.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub video_id: Option<String>,
    /// Its poster by hash.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub image_hash: Option<String>,
    /// Its poster by address.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub image_url: Option<String>,
    /// Headline.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub title: Option<String>,
    /// Primary text.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub message: Option<String>,
    /// Text under the headline.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub link_description: Option<String>,
    /// Button, which holds the link.
    #[serde(default)]
    pub call_to_action: Option<CallToAction>,
}

/// A picture post.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct PhotoData {
    /// Picture by hash.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub image_hash: Option<String>,
    /// Picture by address.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub url: Option<String>,
    /// Primary text.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub caption: Option<String>,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct CallToAction {
    /// E.g. `SHOP_NOW`.
    #[serde(default, rename = "type", deserialize_with = "crate::wire::string")]
    pub kind: Option<String>,
    /// What it does.
    #[serde(default)]
    pub value: Option<CallToActionValue>,
}

/// What a button does.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct CallToActionValue {
    /// Where it goes.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub link: Option<String>,
}

/// Pictures and texts that Meta combines itself (dynamic creative, Advantage+).
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct AssetFeed {
    /// Pictures.
    #[serde(default)]
    pub images: Vec<FeedImage>,
    /// Videos.
    #[serde(default)]
    pub videos: Vec<FeedVideo>,
    /// Primary texts.
    #[serde(default)]
    pub bodies: Vec<FeedText>,
    /// Headlines.
    #[serde(default)]
    pub titles: Vec<FeedText>,
    /// Texts under the headline.
    #[serde(default)]
    pub descriptions: Vec<FeedText>,
    /// Where clicks go.
    #[serde(default)]
    pub link_urls: Vec<FeedLink>,
    /// Buttons.
    #[serde(default)]
    pub call_to_action_types: Vec<String>,
}

/// A picture of a feed.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct FeedImage {
    /// By hash.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub hash: Option<String>,
    /// By address.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub url: Option<String>,
}

/// A video of a feed.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct FeedVideo {
    /// The video.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub video_id: Option<String>,
    /// Its poster by hash.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub thumbnail_hash: Option<String>,
    /// Its poster by address.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub thumbnail_url: Option<String>,
}

/// A text of a feed.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct FeedText {
    /// The text.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub text: Option<String>,
}

/// A link of a feed.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub struct FeedLink {
    /// Where a click goes.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub website_url: Option<String>,
    /// What is shown.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub display_url: Option<String>,
}
