//! Videos.

use serde::Deserialize;

use super::{Fields, GraphRow};

/// A video, as far as it can be read without rights on the page that owns it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Video {
    /// Graph id.
    pub id: String,
    /// Its title.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub title: Option<String>,
    /// A poster; expires.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub picture: Option<String>,
    /// The file; often missing without page rights.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub source: Option<String>,
    /// Seconds.
    #[serde(default, deserialize_with = "crate::wire::quantity")]
    pub length: Option<units::Quantity>,
    /// Posters to choose from.
    #[serde(default)]
    thumbnails: Option<Thumbnails>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Thumbnails {
    #[serde(default)]
    data: Vec<VideoThumbnail>,
}

/// A poster of a video.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct VideoThumbnail {
    /// Signed, expires.
    pub uri: String,
    /// Pixels.
    #[serde(default)]
    pub width: Option<u32>,
    /// Pixels.
    #[serde(default)]
    pub height: Option<u32>,
    /// Whether it is the one shown.
    #[serde(default)]
    pub is_preferred: Option<bool>,
}

impl Video {
    /// Posters to choose from.
    #[must_use]
    pub fn thumbnails(&self) -> &[VideoThumbnail] {
        self.thumbnails.as_ref().map_or(&[], |list| &list.data)
    }

    /// The poster to show: the preferred one, else the widest, else `picture`.
    #[must_use]
    pub fn poster(&self) -> Option<&str> {
        let preferred = self.thumbnails().iter().find(|one| one.is_preferred == Some(true));
        preferred
            .or_else(|| self.thumbnails().iter().max_by_key(|one| one.width.unwrap_or(0)))
            .map(|one| one.uri.as_str())
            .or(self.picture.as_deref())
    }
}

impl GraphRow for Video {
    const KIND: &'static str = "video";
    const FIELDS: Fields = Fields {
        core: &["id", "title", "picture", "length", "thumbnails{uri,width,height,is_preferred}"],
        optional: &["source"],
        ladder: &[],
    };

    fn id(&self) -> &str {
        &self.id
    }
}
