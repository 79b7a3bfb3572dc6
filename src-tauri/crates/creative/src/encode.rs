//! Files: PNG and JPEG with who made them inside.

mod icc;
mod jpeg;
mod optimised;
mod png;

pub use jpeg::jpeg;
pub use optimised::optimised;
pub use png::png;

/// What a file says about its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The ad's id.
    pub ad: String,
    /// Its 8-hex tag.
    pub tag: String,
    /// The template's id.
    pub template: String,
    /// The template's version.
    pub version: u32,
}

impl Stamp {
    /// The stamp as the comment of a file: `Ad Creator ad=… tag=… template=statement@1 `. It ends with a space, so that
    /// the version stays readable whatever follows.
    fn comment(&self) -> String {
        format!("{MARK}{} tag={} template={}@{} ", self.ad, self.tag, self.template, self.version)
    }

    /// Reads the stamp of a PNG or JPEG that we wrote; none for other files.
    pub fn read(file: &[u8]) -> Option<Self> {
        // Both formats carry the comment as plain bytes among their first chunks.
        let head = &file[..file.len().min(16 << 10)];
        let start = head.windows(MARK.len()).position(|window| window == MARK.as_bytes())? + MARK.len();
        let line = head[start..].split(|byte| !(0x20..0x7f).contains(byte)).next()?;
        let mut parts = std::str::from_utf8(line).ok()?.split(' ');
        let ad = parts.next()?.to_owned();
        let tag = parts.next()?.strip_prefix("tag=")?.to_owned();
        let (template, version) = parts.next()?.strip_prefix("template=")?.rsplit_once('@')?;
        Some(Self { ad, tag, template: template.to_owned(), version: version.parse().ok()? })
    }
}

/// How the comment starts.
const MARK: &str = "Ad Creator ad=";

/// The pixels without their alpha, which is always 255.
fn rgb(pixels: &crate::drawn::Pixels) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(pixels.rgba.len() / 4 * 3);
    for pixel in pixels.rgba.chunks_exact(4) {
        rgb.extend_from_slice(&pixel[..3]);
    }
    rgb
}
