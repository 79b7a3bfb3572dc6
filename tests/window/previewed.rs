//! What was seen of ads before they were exported, and whether the files are exactly that.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use serde_json::Value;

use super::harness::Window;
use super::pixels::Pixels;

/// The sizes that the board makes unless it is told otherwise, with the keys that show them.
const SIZES: [(&str, (usize, usize)); 3] = [("1", (1080, 1350)), ("2", (1080, 1920)), ("3", (1080, 1080))];
/// The frame that the page draws on a picture's edge.
const EDGE: usize = 3;
/// A drawing of its own at the board's width and the file made smaller differ at the edges of letters, by so much of 255 in
/// the mean at most.
const SAME: f64 = 4.0;
/// Of two different ads even the closest differ by so many times as much.
const TOLD_APART: f64 = 2.0;
const MOST_LOOKS: usize = 20;

/// A part of a picture as it was on screen.
#[derive(Debug, PartialEq)]
pub struct Seen {
    ad: String,
    /// Of the whole picture.
    size: (usize, usize),
    /// How large the whole picture was shown.
    shown: (usize, usize),
    /// Where in it the part begins.
    at: (usize, usize),
    pixels: Pixels,
}

/// The ads that are kept, in each size, once the checks have run and their repairs are drawn.
pub async fn on_the_board(window: &Window, ads: usize) -> anyhow::Result<Vec<Seen>> {
    let mut seen = Vec::new();
    for (key, size) in SIZES {
        window.keys(key).await?;
        let script = format!("const [wide, high] = [{}, {}];{KEPT}", size.0, size.1);
        let mut here = Vec::new();
        // What the page says and what is on screen come by ways of their own: two looks must agree.
        for _look in 0..MOST_LOOKS {
            let places = window.answer("the ads that are kept, checked and drawn", &script).await?;
            let screen = Pixels::of(&window.screen().await?)?;
            let before = here;
            let places = places.as_array().context("a list")?;
            here = places.iter().map(|place| part(&screen, place, size)).collect::<anyhow::Result<Vec<Seen>>>()?;
            if here == before {
                break;
            }
        }
        seen.append(&mut here);
        window.picture(&format!("create-kept-{key}")).await?;
    }
    window.keys("1").await?;
    ensure!(seen.len() == ads * SIZES.len(), "{} of {ads} ads in {} sizes", seen.len(), SIZES.len());
    Ok(seen)
}

/// The first size of the ad that is reviewed, at 100 % and with nothing around it.
pub async fn at_full_size(window: &Window) -> anyhow::Result<Seen> {
    window.keys("pis").await?;
    let place = window.answer("an ad at its own size", FULL).await?;
    let screen = Pixels::of(&window.screen().await?)?;
    window.picture("review-pixels").await?;
    window.keys("pis").await?;
    part(&screen, &place, SIZES[0].1)
}

/// Each file is one of the ads that were seen, in its own size and no other ad; and what was seen at full size is in one of
/// them, pixel by pixel.
pub fn are_exported(previews: &[Seen], at_full_size: &Seen, files: &[PathBuf]) -> anyhow::Result<()> {
    let files: Vec<(&PathBuf, Pixels)> =
        files.iter().map(|file| Ok((file, Pixels::of_file(file)?))).collect::<anyhow::Result<_>>()?;
    let mut ads: BTreeMap<(&str, (usize, usize)), u32> = BTreeMap::new();
    for (path, file) in &files {
        let size = (file.width, file.height);
        let mut apart: Vec<(f64, &Seen)> =
            previews.iter().filter(|seen| seen.size == size).map(|seen| (seen.apart(file), seen)).collect();
        apart.sort_by(|a, b| a.0.total_cmp(&b.0));
        let [(nearest, seen), (next, _), ..] = apart[..] else {
            anyhow::bail!("{} has {size:?} pixels, a size that was not asked for", path.display());
        };
        let told = format!("{} is {nearest:.2} apart from {}, {next:.2} from the next", path.display(), seen.ad);
        ensure!(nearest < SAME && next > nearest * TOLD_APART, "{told}");
        *ads.entry((&seen.ad, size)).or_default() += 1;
    }
    ensure!(ads.len() == 6 && ads.values().all(|files| *files == 1), "{ads:?}");
    let (at, shown) = (at_full_size.at, &at_full_size.pixels);
    let parts = files.iter().map(|(_, file)| file).filter(|file| (file.width, file.height) == at_full_size.size);
    let apart: Vec<f64> = parts.map(|file| file.part(at, (shown.width, shown.height)).apart(shown)).collect();
    // The picture on screen is no drawing of its own: nothing at all may differ.
    ensure!(
        apart.contains(&0.0),
        "no file has exactly the pixels that {} showed in review: {apart:?}",
        at_full_size.ad
    );
    Ok(())
}

impl Seen {
    fn apart(&self, file: &Pixels) -> f64 {
        let same_size = file.shrunk(self.shown.0, self.shown.1);
        same_size.part(self.at, (self.pixels.width, self.pixels.height)).apart(&self.pixels)
    }
}

/// What is on screen of a picture that stands here, without its edge.
fn part(screen: &Pixels, place: &Value, size: (usize, usize)) -> anyhow::Result<Seen> {
    let whole = |name: &str| -> anyhow::Result<usize> {
        let number = place[name].as_f64().with_context(|| format!("{name} of {place}"))?;
        ensure!(number >= 0.0 && number.fract() == 0.0, "{name} of {place} is no whole pixel");
        Ok(number as usize)
    };
    let (left, top) = (whole("left")?, whole("top")?);
    let (right, bottom) = (whole("right")?, whole("bottom")?);
    let shown = (whole("width")?, whole("height")?);
    let at = (left - whole("x")? + EDGE, top - whole("y")? + EDGE);
    let pixels = screen.part((left + EDGE, top + EDGE), (right - left - 2 * EDGE, bottom - top - 2 * EDGE));
    ensure!(pixels.width > 60 && pixels.height > 60, "too little is seen: {place}");
    Ok(Seen { ad: place["ad"].as_str().unwrap_or_default().to_owned(), size, shown, at, pixels })
}

/// Where the pictures of the kept ads stand, and how much of them is seen.
const KEPT: &str = "
const tiles = [...document.querySelectorAll('article[data-tile]')].filter((one) => one.querySelector('.cap input').checked);
const ready = (tile) => {
  const picture = tile.querySelector('.pic img');
  return picture?.complete && Math.abs(picture.naturalWidth / picture.naturalHeight - wide / high) < 0.02 &&
    !tile.querySelector('.drawing') && !tile.innerText.includes('Checking');
};
if (tiles.length === 0 || !tiles.every(ready)) return null;
const room = document.querySelector('section .scroll').getBoundingClientRect();
return tiles.map((tile) => {
  const box = tile.querySelector('.pic').getBoundingClientRect();
  return { ad: tile.dataset.tile, x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.width), height: Math.round(box.height),
    left: Math.round(box.left), top: Math.round(box.top), right: Math.round(Math.min(box.right, room.right)), bottom: Math.round(Math.min(box.bottom, room.bottom)) };
});";

/// The same of the first picture in review.
const FULL: &str = "
const picture = document.querySelector('.stage .frames.pixels img');
const box = picture?.getBoundingClientRect();
if (!picture?.complete || box.width !== picture.naturalWidth || document.querySelector('.stage .cta, .stage .zone')) return null;
const room = document.querySelector('.stage .frames').getBoundingClientRect();
return { ad: picture.alt, x: box.x, y: box.y, width: box.width, height: box.height, left: box.left, top: box.top,
  right: Math.floor(Math.min(box.right, room.right)) - 16, bottom: Math.floor(Math.min(box.bottom, room.bottom)) - 16 };";
