//! Fetching pictures.
//!
//! Every address comes out of a reply of the Graph API and expires within days or weeks, so the bytes are kept and
//! never the address. The token is not sent along, and only Meta's own picture hosts are asked.

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use reqwest::header::LOCATION;
use url::Url;

use crate::client::GraphClient;
use crate::config::is_loopback;
use crate::error::{GraphError, PictureProblem};

/// Where Meta keeps pictures.
const HOSTS: [&str; 4] = ["fbcdn.net", "cdninstagram.com", "fbsbx.com", "facebook.com"];
/// More than any ad picture has.
const LARGEST: u64 = 30 * 1024 * 1024;
const REDIRECTS: usize = 3;

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Bytes,
    /// What kind of file it is, judged by its bytes.
    pub kind: PictureKind,
}

/// A kind of picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
}

impl PictureKind {
    /// Judges by the first bytes; what a server says about them is not asked.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            _ => None,
        }
    }

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
        }
    }
}

impl GraphClient {
    /// Fetches a picture.
    ///
    /// # Errors
    /// [`GraphError::Picture`]: of class `Gone` where a fresh address must be asked for, of class `Retry` for a
    /// passing fault; [`GraphError::Unreachable`] and [`GraphError::Interrupted`] of the network.
    pub async fn fetch_picture(&self, address: &str) -> Result<Picture, GraphError> {
        let mut url = self.picture_address(address)?;
        for _hop in 0..=REDIRECTS {
            let response = self.get_picture(&url).await?;
            match response.status().as_u16() {
                200 => return self.read_picture(&url, response).await,
                300..=399 => {
                    let target = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
                    let joined = target.and_then(|target| url.join(target).ok());
                    let joined = joined.ok_or(PictureProblem::Status(response.status().as_u16()))?;
                    url = self.picture_address(joined.as_str())?;
                }
                status => return Err(self.refused(&url, status)),
            }
        }
        Err(PictureProblem::Status(310).into())
    }

    fn refused(&self, url: &Url, status: u16) -> GraphError {
        self.config().counter.failed(url.host_str().unwrap_or_default());
        let problem = match status {
            403 | 404 | 410 => PictureProblem::Expired(status),
            _ => PictureProblem::Status(status),
        };
        problem.into()
    }

    fn picture_address(&self, address: &str) -> Result<Url, GraphError> {
        let foreign = |host: &str| GraphError::from(PictureProblem::ForeignHost(host.chars().take(80).collect()));
        let url = Url::parse(address).map_err(|_no_address| foreign("no address"))?;
        let host = url.host_str().unwrap_or_default();
        let local = is_loopback(&url) && is_loopback(self.base());
        if (url.scheme() == "https" && is_picture_host(host)) || local { Ok(url) } else { Err(foreign(host)) }
    }

    async fn get_picture(&self, url: &Url) -> Result<reqwest::Response, GraphError> {
        let host = url.host_str().unwrap_or_default();
        self.config().counter.sent(host);
        let request = self.http().get(url.clone()).timeout(self.config().reply_timeout);
        self.unless_cancelled(request.send()).await?.map_err(|error| {
            self.config().counter.failed(host);
            self.network_error(host, error)
        })
    }

    async fn read_picture(&self, url: &Url, response: reqwest::Response) -> Result<Picture, GraphError> {
        let host = url.host_str().unwrap_or_default();
        let mut bytes = BytesMut::new();
        let mut parts = response.bytes_stream();
        while let Some(part) = self.unless_cancelled(parts.next()).await? {
            bytes.extend_from_slice(&part.map_err(|error| self.network_error(host, error))?);
            if bytes.len() as u64 > LARGEST {
                return Err(PictureProblem::TooLarge(LARGEST).into());
            }
        }
        self.config().counter.received(host, bytes.len());
        let kind = PictureKind::of(&bytes).ok_or(PictureProblem::NotAPicture)?;
        Ok(Picture { bytes: bytes.freeze(), kind })
    }
}

fn is_picture_host(host: &str) -> bool {
    HOSTS.iter().any(|known| host == *known || host.strip_suffix(known).is_some_and(|rest| rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_metas_own_hosts_are_picture_hosts() {
        for good in
            ["scontent.xx.fbcdn.net", "scontent-fra3-1.cdninstagram.com", "lookaside.fbsbx.com", "www.facebook.com"]
        {
            assert!(is_picture_host(good), "{good}");
        }
        for bad in ["fbcdn.net.evil.example", "evilfbcdn.net", "example.com", ""] {
            assert!(!is_picture_host(bad), "{bad}");
        }
    }

    #[test]
    fn the_bytes_say_what_a_file_is() {
        assert_eq!(PictureKind::of(b"\xFF\xD8\xFF\xE0rest"), Some(PictureKind::Jpeg));
        assert_eq!(PictureKind::of(b"\x89PNG\r\n\x1a\nrest"), Some(PictureKind::Png));
        assert_eq!(PictureKind::of(b"RIFF\0\0\0\0WEBPVP8 "), Some(PictureKind::WebP));
        assert_eq!(PictureKind::of(b"GIF89a"), Some(PictureKind::Gif));
        assert_eq!(PictureKind::of(b"<html>"), None);
        assert_eq!(PictureKind::of(b""), None);
    }
}
