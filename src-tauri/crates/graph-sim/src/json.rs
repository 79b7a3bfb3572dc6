//! JSON written straight into bytes: an insights page is hundreds of rows of text, and building a tree of values
//! first costs five times as much as the text itself.

/// Appends a whole number.
pub(crate) fn int(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Appends `value / 10^places` as Meta writes it: trailing zeros cut, no sign.
pub(crate) fn decimal(out: &mut Vec<u8>, value: u64, places: u32) {
    let scale = 10_u64.pow(places);
    int(out, value / scale);
    let mut rest = value % scale;
    if rest == 0 {
        return;
    }
    out.push(b'.');
    let mut unit = scale / 10;
    while rest > 0 {
        out.push(b'0' + (rest / unit) as u8);
        rest %= unit;
        unit /= 10;
    }
}

/// Appends `part * scale / whole` with at most six decimals, half up.
pub(crate) fn ratio(out: &mut Vec<u8>, part: u64, scale: u64, whole: u64) {
    let millionths =
        (u128::from(part) * u128::from(scale) * 1_000_000 + u128::from(whole) / 2) / u128::from(whole.max(1));
    decimal(out, u64::try_from(millionths).unwrap_or(u64::MAX), 6);
}

/// A text as a JSON string with its quotes; beyond ASCII as `\uXXXX`, which is what Meta sends.
pub(crate) fn quoted(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 2);
    out.push(b'"');
    for unit in text.encode_utf16() {
        match unit {
            0x22 => out.extend_from_slice(b"\\\""),
            0x5C => out.extend_from_slice(b"\\\\"),
            0x20..=0x7E => out.push(unit as u8),
            _ => out.extend_from_slice(format!("\\u{unit:04x}").as_bytes()),
        }
    }
    out.push(b'"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn decimals_lose_their_trailing_zeros() {
        assert_eq!(written(|o| decimal(o, 1435, 2)), "14.35");
        assert_eq!(written(|o| decimal(o, 50, 2)), "0.5");
        assert_eq!(written(|o| decimal(o, 0, 2)), "0");
        assert_eq!(written(|o| decimal(o, 1_000_001, 6)), "1.000001");
    }

    #[test]
    fn ratios_have_six_decimals_at_most() {
        assert_eq!(written(|o| ratio(o, 1, 100, 3)), "33.333333");
        assert_eq!(written(|o| ratio(o, 1, 1, 2)), "0.5");
    }

    #[test]
    fn umlauts_are_escaped_like_metas() {
        assert_eq!(quoted("Fö\"h"), b"\"F\\u00f6\\\"h\"");
    }
}
