//! A small sRGB colour profile (ICC 4), for files without a chunk that says so in one byte.

/// The profile: matrix and curve of IEC 61966-2-1, adapted to D50.
pub(super) fn srgb() -> Vec<u8> {
    let curve = para(&[2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45]);
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("No copyright")),
        (b"wtpt", xyz([0.964_2, 1.0, 0.824_9])),
        (b"rXYZ", xyz([0.436_07, 0.222_49, 0.013_92])),
        (b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_1])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = number(tags.len());
    let mut data = Vec::new();
    let start = 128 + 4 + tags.len() * 12;
    for (name, bytes) in &tags {
        table.extend_from_slice(*name);
        table.extend(number(start + data.len()));
        table.extend(number(bytes.len()));
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    [header(start + data.len()), table, data].concat()
}

fn header(size: usize) -> Vec<u8> {
    let mut header = number(size);
    header.extend([0; 4]);
    header.extend([4, 0x30, 0, 0]);
    header.extend_from_slice(b"mntrRGB XYZ ");
    header.extend([0x07, 0xea, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    header.extend_from_slice(b"acsp");
    header.resize(68, 0);
    header.extend([0.964_2, 1.0, 0.824_9].map(fixed).concat());
    header.resize(128, 0);
    header
}

fn number(value: usize) -> Vec<u8> {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes().to_vec()
}

/// A number with 16 bits behind the point.
fn fixed(value: f64) -> [u8; 4] {
    // The cast is exact: all numbers of the profile are small.
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    [b"XYZ \0\0\0\0".as_slice(), &values.map(fixed).concat()].concat()
}

fn para(values: &[f64; 5]) -> Vec<u8> {
    [b"para\0\0\0\0\0\x03\0\0".as_slice(), &values.map(fixed).concat()].concat()
}

fn text(words: &str) -> Vec<u8> {
    let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".as_slice(), &number(utf16.len()), &number(28), &utf16].concat()
}
