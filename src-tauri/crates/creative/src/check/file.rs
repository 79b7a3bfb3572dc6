//! The file: type, colour space, size in bytes, and that it holds the pixels it should.

use super::{Check, Code, Context, Field, Placement, Weight, row};
use crate::drawn::Drawn;

pub(super) fn check(drawn: &Drawn, context: &Context<'_>) -> Check {
    let row = row(Code::File, "File");
    let Some(spec) = context.specs.row(Placement::Any, Field::FileSize) else { return row.no_limit() };
    let row = row.limit(format!("PNG or JPEG, sRGB, ≤ {} MB", spec.value));
    let Some(made) = context.file else {
        return row.cannot(context.finished, Weight::Blocks, "The file is not made yet.");
    };
    let megabytes = made.bytes.len() as f64 / 1e6;
    let Some(head) = head(made.bytes) else {
        return row.shown("unknown").ends(false, Weight::Blocks, "The file is neither PNG nor JPEG.");
    };
    let mut faults = Vec::new();
    if !head.srgb {
        faults.push("Its colours are not marked as sRGB.".to_owned());
    }
    if (head.width, head.height) != drawn.size.pixels() {
        faults.push(format!("It holds {} × {} pixels.", head.width, head.height));
    }
    if megabytes > spec.value {
        faults.push(format!("It has {megabytes:.1} MB."));
    }
    let words = faults.first().cloned().unwrap_or_else(|| "Meta takes this file.".into());
    let size = if megabytes < 0.1 { format!("{:.0} kB", megabytes * 1000.0) } else { format!("{megabytes:.1} MB") };
    row.measured(megabytes, format!("{}, {size}", head.kind)).ends(faults.is_empty(), spec.weight(), words)
}

/// What the first bytes of a file say.
struct Head {
    kind: &'static str,
    width: u32,
    height: u32,
    srgb: bool,
}

fn head(bytes: &[u8]) -> Option<Head> {
    png(bytes).or_else(|| jpeg(bytes))
}

fn png(bytes: &[u8]) -> Option<Head> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let mut head = Head { kind: "PNG", width: 0, height: 0, srgb: false };
    while let Some((length, name, body)) = chunk(rest) {
        match name {
            b"IHDR" => (head.width, head.height) = (number(body.get(..4)?), number(body.get(4..8)?)),
            b"sRGB" => head.srgb = true,
            b"IDAT" | b"IEND" => break,
            _ => {}
        }
        rest = rest.get(12 + length..)?;
    }
    (head.width > 0).then_some(head)
}

fn chunk(rest: &[u8]) -> Option<(usize, &[u8], &[u8])> {
    let length = number(rest.get(..4)?) as usize;
    Some((length, rest.get(4..8)?, rest.get(8..8 + length)?))
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// A JPEG of three channels is read as sRGB by everything, unless a profile says otherwise.
fn jpeg(bytes: &[u8]) -> Option<Head> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut srgb = true;
    loop {
        let marker = *rest.strip_prefix(b"\xff")?.first()?;
        let length = number(rest.get(2..4)?) as usize;
        let body = rest.get(4..2 + length)?;
        match marker {
            0xC0..=0xC2 => {
                let channels = *body.get(5)?;
                let (height, width) = (number(body.get(1..3)?), number(body.get(3..5)?));
                return Some(Head { kind: "JPEG", width, height, srgb: srgb && channels == 3 });
            }
            0xE2 if body.starts_with(b"ICC_PROFILE\0") => {
                srgb = body.windows(4).any(|four| four == b"sRGB");
            }
            _ => {}
        }
        rest = rest.get(2 + length..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_or_refused() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x04\x38\0\0\x05\x46\x08\x02\0\0\0crc.\0\0\0\x01sRGB\0crc.\0\0\0\0IEND";
        let read = head(png).unwrap();
        assert_eq!((read.kind, read.width, read.height, read.srgb), ("PNG", 1080, 1350, true));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\x05\x46\x04\x38\x04...";
        let read = head(jpeg).unwrap();
        assert_eq!(
            (read.kind, read.width, read.height, read.srgb),
            ("JPEG", 1080, 1350, false),
            "four channels are not sRGB"
        );
        for broken in [&png[..20], &jpeg[..9], b"GIF89a", b""] {
            assert!(head(broken).is_none());
        }
    }
}
