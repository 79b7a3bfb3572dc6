//! Creatives.

use serde::Deserialize;

use super::story::{AssetFeed, StorySpec};
use super::{Fields, GraphRow};

/// A creative: pictures, texts, button and link of an ad. Never changed later; a new text is a new creative.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Creative {
    /// Graph id.
    pub id: String,
    /// Internal name.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub name: Option<String>,
    /// Headline.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub title: Option<String>,
    /// Primary text.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub body: Option<String>,
    /// `SHARE`, `VIDEO`, `PHOTO`, …; carousels were seen as `INVALID`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub object_type: Option<String>,
    /// 32 hex digits; the same for the same picture.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub image_hash: Option<String>,
    /// Signed, expires.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub image_url: Option<String>,
    /// Signed, expires; 1080 × 1080 was asked for, 64 × 64 may come.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub thumbnail_url: Option<String>,
    /// Its video.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub video_id: Option<String>,
    /// Where a click goes, for old link ads.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub link_url: Option<String>,
    /// Appended to the link.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub url_tags: Option<String>,
    /// Button, e.g. `SHOP_NOW`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub call_to_action_type: Option<String>,
    /// `<page>_<post>`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub effective_object_story_id: Option<String>,
    /// The Instagram post.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub instagram_permalink_url: Option<String>,
    /// The post it makes.
    #[serde(default)]
    pub object_story_spec: Option<StorySpec>,
    /// Several pictures and texts that Meta combines.
    #[serde(default)]
    pub asset_feed_spec: Option<AssetFeed>,
}

impl Creative {
    /// How an ad brings its creative along. The thumbnail's size is asked for in the expansion: without it Meta
    /// answers 64 × 64. One malformed story fails the whole read, so the second step leaves stories out.
    pub(crate) const EXPANSIONS: &'static [&'static str] = &[
        "creative.thumbnail_width(1080).thumbnail_height(1080)\
         {id,name,title,body,object_type,image_hash,image_url,thumbnail_url,video_id,link_url,url_tags,\
         call_to_action_type,effective_object_story_id,instagram_permalink_url,object_story_spec,asset_feed_spec}",
        "creative.thumbnail_width(1080).thumbnail_height(1080)\
         {id,name,title,body,object_type,image_hash,image_url,thumbnail_url,video_id,link_url,url_tags,\
         call_to_action_type,effective_object_story_id,instagram_permalink_url}",
        "creative{id}",
    ];
}

impl GraphRow for Creative {
    const KIND: &'static str = "creative";
    const FIELDS: Fields = Fields {
        core: &[
            "id",
            "name",
            "title",
            "body",
            "object_type",
            "image_hash",
            "image_url",
            "thumbnail_url",
            "video_id",
            "link_url",
            "call_to_action_type",
        ],
        // One malformed story fails the whole read (100/2446211, 100/1443048).
        optional: &["url_tags", "effective_object_story_id", "instagram_permalink_url", "asset_feed_spec"],
        ladder: &["object_story_spec"],
    };

    fn id(&self) -> &str {
        &self.id
    }
}
