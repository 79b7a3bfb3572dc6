//! Addresses of pictures: signed-looking, with an end.

use super::Graph;
use crate::roll::draw;

/// A picture as its address names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) hash: String,
    /// Width and height of a scaled copy.
    pub(crate) size: Option<(u32, u32)>,
    /// Unix seconds.
    pub(crate) expires: i64,
}

/// The address of a picture, good for a day.
pub(crate) fn write(graph: &Graph, hash: &str, size: Option<(u32, u32)>) -> String {
    let expires = graph.clock.now().millis() / 1000 + 86_400;
    let scale = size.map_or_else(|| "dst-jpg_p1080".to_owned(), |(w, h)| format!("dst-jpg_p{w}x{h}"));
    format!(
        "{}/scontent/v/t45.1600-4/{hash}_n.jpg?stp={scale}&_nc_cat=101&ccb=1-7&_nc_sid=c0a1f7&oh=00_{:016x}&oe={expires:X}",
        graph.base,
        signature(hash, expires)
    )
}

/// Reads an address; nothing if it is not one, or its signature is wrong.
pub(crate) fn read(path: &[String], params: &[(String, String)]) -> Option<Address> {
    let [root, _, _, name] = path else { return None };
    let hash = name.strip_suffix("_n.jpg")?;
    let param = |key: &str| params.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
    let expires = i64::from_str_radix(param("oe")?, 16).ok()?;
    let signed = param("oh")?.strip_prefix("00_")? == format!("{:016x}", signature(hash, expires));
    let size = param("stp").and_then(|stp| stp.strip_prefix("dst-jpg_p")).and_then(|size| size.split_once('x'));
    let size = size.and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    (root == "scontent" && signed).then(|| Address { hash: hash.to_owned(), size, expires })
}

fn signature(hash: &str, expires: i64) -> u64 {
    let name = hash.bytes().fold(17_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    draw(name, 61, expires as u64, 0)
}
