//! Where the picture of a creative is to be found, best first.

use crate::rows::{AssetFeed, Card, Creative, LinkData, StorySpec, VideoData};

/// One place to look.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PictureSource {
    /// In the account's library, by hash: the picture itself.
    Hash(String),
    /// At an address that expires.
    Address(String),
    /// The poster of a video.
    Video(String),
    /// A small picture of whatever it is; an address that expires.
    Thumbnail(String),
}

impl Creative {
    /// Where to look for its picture, best first and without repetition: the picture's hash, its address, the link's
    /// picture, the asset feed, the carousel's cards, the video's poster, and the thumbnail at last.
    #[must_use]
    pub fn picture_sources(&self) -> Vec<PictureSource> {
        let mut sources = Sources::default();
        sources.hash(self.image_hash.as_ref());
        let story = self.object_story_spec.as_ref();
        let link = story.and_then(link_of);
        let video = story.and_then(|story| story.video_data.as_ref());
        let photo = story.and_then(|story| story.photo_data.as_ref());
        sources.hash(link.and_then(|link| link.image_hash.as_ref()));
        sources.hash(photo.and_then(|photo| photo.image_hash.as_ref()));
        sources.hash(video.and_then(|video| video.image_hash.as_ref()));
        sources.address(self.image_url.as_ref());
        sources.address(link.and_then(|link| link.picture.as_ref()));
        sources.address(photo.and_then(|photo| photo.url.as_ref()));
        if let Some(feed) = &self.asset_feed_spec {
            sources.feed(feed);
        }
        sources.cards(link.and_then(|link| link.child_attachments.as_deref()).unwrap_or_default());
        sources.video(self.video_id.as_ref(), video);
        if let Some(thumbnail) = &self.thumbnail_url {
            sources.add(PictureSource::Thumbnail(thumbnail.clone()));
        }
        sources.0
    }

    /// Whether it is a video, by any sign.
    #[must_use]
    pub fn is_video(&self) -> bool {
        self.video_id.is_some()
            || self.object_type.as_deref() == Some("VIDEO")
            || self.object_story_spec.as_ref().is_some_and(|story| story.video_data.is_some())
            || self.asset_feed_spec.as_ref().is_some_and(|feed| !feed.videos.is_empty())
    }

    /// The id of its video.
    #[must_use]
    pub fn video(&self) -> Option<&str> {
        let story = self.object_story_spec.as_ref().and_then(|story| story.video_data.as_ref()?.video_id.as_deref());
        let feed = self.asset_feed_spec.as_ref().and_then(|feed| feed.videos.first()?.video_id.as_deref());
        self.video_id.as_deref().or(story).or(feed)
    }

    /// Whether it is a carousel.
    #[must_use]
    pub fn is_carousel(&self) -> bool {
        let link = self.object_story_spec.as_ref().and_then(link_of);
        link.and_then(|link| link.child_attachments.as_ref()).is_some_and(|cards| cards.len() > 1)
    }
}

pub(crate) fn link_of(story: &StorySpec) -> Option<&LinkData> {
    story.link_data.as_ref().or(story.template_data.as_ref())
}

#[derive(Default)]
struct Sources(Vec<PictureSource>);

impl Sources {
    fn add(&mut self, source: PictureSource) {
        if !self.0.contains(&source) {
            self.0.push(source);
        }
    }

    fn hash(&mut self, hash: Option<&String>) {
        if let Some(hash) = hash.filter(|hash| !hash.is_empty()) {
            self.add(PictureSource::Hash(hash.clone()));
        }
    }

    fn address(&mut self, address: Option<&String>) {
        if let Some(address) = address.filter(|address| !address.is_empty()) {
            self.add(PictureSource::Address(address.clone()));
        }
    }

    fn feed(&mut self, feed: &AssetFeed) {
        for image in &feed.images {
            self.hash(image.hash.as_ref());
            self.address(image.url.as_ref());
        }
        for video in &feed.videos {
            self.hash(video.thumbnail_hash.as_ref());
            self.address(video.thumbnail_url.as_ref());
        }
    }

    fn cards(&mut self, cards: &[Card]) {
        for card in cards {
            self.hash(card.image_hash.as_ref());
            self.address(card.picture.as_ref());
        }
    }

    fn video(&mut self, own: Option<&String>, data: Option<&VideoData>) {
        self.address(data.and_then(|video| video.image_url.as_ref()));
        for id in [own, data.and_then(|video| video.video_id.as_ref())].into_iter().flatten() {
            self.add(PictureSource::Video(id.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn creative(json: &str) -> Creative {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_link_ad_is_looked_for_by_hash_before_any_address() {
        let link = creative(
            r#"{"id":"1","image_url":"https://scontent.example/a","thumbnail_url":"https://scontent.example/t",
               "object_story_spec":{"link_data":{"image_hash":"abc","picture":"https://scontent.example/p"}}}"#,
        );
        assert_eq!(
            link.picture_sources(),
            [
                PictureSource::Hash("abc".into()),
                PictureSource::Address("https://scontent.example/a".into()),
                PictureSource::Address("https://scontent.example/p".into()),
                PictureSource::Thumbnail("https://scontent.example/t".into()),
            ]
        );
        assert!(!link.is_video());
    }

    #[test]
    fn a_carousel_shows_its_cards() {
        let carousel = creative(
            r#"{"id":"1","object_type":"INVALID","object_story_spec":{"link_data":{"child_attachments":[
               {"image_hash":"one"},{"image_hash":"two"},{"image_hash":"one"}]}}}"#,
        );
        assert_eq!(carousel.picture_sources(), [PictureSource::Hash("one".into()), PictureSource::Hash("two".into())]);
        assert!(carousel.is_carousel());
    }

    #[test]
    fn a_video_shows_its_poster() {
        let video = creative(
            r#"{"id":"1","video_id":"77","object_type":"VIDEO",
               "object_story_spec":{"video_data":{"video_id":"77","image_url":"https://scontent.example/poster"}}}"#,
        );
        assert_eq!(
            video.picture_sources(),
            [PictureSource::Address("https://scontent.example/poster".into()), PictureSource::Video("77".into())]
        );
        assert!(video.is_video());
        assert_eq!(video.video(), Some("77"));
    }

    #[test]
    fn an_asset_feed_shows_its_images() {
        let feed = creative(
            r#"{"id":"1","asset_feed_spec":{"images":[{"hash":"f1"},{"hash":"f2","url":"https://scontent.example/f2"}]}}"#,
        );
        assert_eq!(feed.picture_sources().first(), Some(&PictureSource::Hash("f1".into())));
        assert_eq!(feed.picture_sources().len(), 3);
    }
}
