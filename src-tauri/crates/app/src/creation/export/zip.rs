//! A ZIP without compression: pictures are compressed already.

use chrono::{Datelike as _, Timelike as _};
use units::Timestamp;

use crate::AppError;

/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
const VERSION: u16 = 20;

/// All files in one.
///
/// # Errors
/// `invalid_input` beyond 65,535 files or 4 GB, which this form does not hold.
pub fn store(files: &[(String, Vec<u8>)], at: Timestamp) -> Result<Vec<u8>, AppError> {
    let too_large = || AppError::invalid("That is too much for one ZIP.", "Export fewer ads at once, or files.");
    let (date, time) = dos(at);
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let size = u32::try_from(bytes.len()).map_err(|_long| too_large())?;
        let length = u16::try_from(name.len()).map_err(|_long| too_large())?;
        let offset = u32::try_from(out.len()).map_err(|_long| too_large())?;
        let mut common = Vec::new();
        for half in [VERSION, UTF8, 0, time, date] {
            common.extend(half.to_le_bytes());
        }
        for word in [crc32fast::hash(bytes), size, size] {
            common.extend(word.to_le_bytes());
        }
        common.extend(length.to_le_bytes());
        common.extend([0, 0]);
        out.extend(*b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(bytes);
        directory.extend(*b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&common);
        // Comment, disk, attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).map_err(|_many| too_large())?;
    let start = u32::try_from(out.len()).map_err(|_long| too_large())?;
    let length = u32::try_from(directory.len()).map_err(|_long| too_large())?;
    out.extend(directory);
    out.extend(*b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    Ok(out)
}

/// Day and time as the format has them, in UTC.
fn dos(at: Timestamp) -> (u16, u16) {
    let at = at.to_utc();
    let year = u16::try_from(at.year() - 1980).unwrap_or(0);
    let date = (year << 9) | ((at.month() as u16) << 5) | at.day() as u16;
    let time = ((at.hour() as u16) << 11) | ((at.minute() as u16) << 5) | (at.second() as u16 / 2);
    (date, time)
}
