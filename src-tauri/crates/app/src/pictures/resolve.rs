//! Where the picture of a creative is right now.

use std::collections::{BTreeMap, BTreeSet};

use meta::rows::{AdImage, Creative, Video};
use meta::{GraphClient, GraphError, PictureSource};
use store::meta::{PictureRole, WantedPicture};
use units::{AccountId, GraphId};

/// An address that has a picture now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The address; signed, and soon worthless.
    pub address: String,
    /// What the picture is.
    pub role: PictureRole,
    /// The hash it was found by.
    pub image_hash: Option<String>,
    /// Width and height, if Meta said.
    pub size: Option<(u32, u32)>,
}

/// Places by creative, best first.
#[derive(Debug, Default)]
pub struct Places(BTreeMap<String, Vec<Place>>);

impl Places {
    /// The places of one creative; none if Meta gave none.
    pub fn of(&self, creative: &GraphId) -> &[Place] {
        self.0.get(creative.as_str()).map_or(&[], Vec::as_slice)
    }
}

/// Asks where pictures are: creatives, library pictures and videos, fifty in one request each.
pub async fn places(
    client: &GraphClient,
    account: &AccountId,
    wanted: &[&WantedPicture],
) -> Result<Places, GraphError> {
    if wanted.is_empty() {
        return Ok(Places::default());
    }
    let ids: Vec<String> = wanted.iter().map(|picture| picture.creative.0.clone()).collect();
    let creatives = client.by_ids::<Creative>(&ids).await?.rows;
    let sources: Vec<(&Creative, Vec<PictureSource>)> =
        creatives.iter().map(|creative| (creative, creative.picture_sources())).collect();
    let mut hashes: BTreeSet<&str> = BTreeSet::new();
    let mut videos: BTreeSet<&str> = BTreeSet::new();
    for source in sources.iter().flat_map(|(_creative, sources)| sources) {
        match source {
            PictureSource::Hash(hash) => drop(hashes.insert(hash)),
            PictureSource::Video(id) => drop(videos.insert(id)),
            PictureSource::Address(_) | PictureSource::Thumbnail(_) => {}
        }
    }
    let images = library(client, account, &hashes).await?;
    let posters = posters(client, &videos).await?;
    let mut places = Places::default();
    for (creative, sources) in sources {
        let found = sources.into_iter().filter_map(|source| place(source, creative.is_video(), &images, &posters));
        places.0.insert(creative.id.clone(), found.collect());
    }
    Ok(places)
}

async fn library(
    client: &GraphClient,
    account: &AccountId,
    hashes: &BTreeSet<&str>,
) -> Result<BTreeMap<String, AdImage>, GraphError> {
    let hashes: Vec<String> = hashes.iter().map(|hash| (*hash).to_owned()).collect();
    let found = if hashes.is_empty() { Vec::new() } else { client.images(account, &hashes).await? };
    Ok(found.into_iter().map(|image| (image.hash.clone(), image)).collect())
}

async fn posters(client: &GraphClient, videos: &BTreeSet<&str>) -> Result<BTreeMap<String, String>, GraphError> {
    let ids: Vec<String> = videos.iter().map(|id| (*id).to_owned()).collect();
    let found = if ids.is_empty() { Vec::new() } else { client.by_ids::<Video>(&ids).await?.rows };
    Ok(found.into_iter().filter_map(|video| Some((video.id.clone(), video.poster()?.to_owned()))).collect())
}

fn place(
    source: PictureSource,
    is_video: bool,
    images: &BTreeMap<String, AdImage>,
    posters: &BTreeMap<String, String>,
) -> Option<Place> {
    let role = if is_video { PictureRole::VideoPoster } else { PictureRole::Image };
    match source {
        PictureSource::Hash(hash) => {
            let image = images.get(&hash)?;
            Some(Place {
                address: image.url.clone()?,
                role,
                size: image.width.zip(image.height),
                image_hash: Some(hash),
            })
        }
        PictureSource::Address(address) => Some(Place { address, role, image_hash: None, size: None }),
        PictureSource::Video(id) => Some(Place {
            address: posters.get(&id)?.clone(),
            role: PictureRole::VideoPoster,
            image_hash: None,
            size: None,
        }),
        PictureSource::Thumbnail(address) => {
            Some(Place { address, role: PictureRole::Thumbnail, image_hash: None, size: None })
        }
    }
}
