//! A ZIP without compression: pictures are compressed already. It is written file by file.

use std::io::Write;

use chrono::{Datelike as _, Timelike as _};
use units::Timestamp;

use crate::AppError;

/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
const VERSION: u16 = 20;

/// A ZIP that is being written.
pub(super) struct Zip<W> {
    out: W,
    written: u64,
    directory: Vec<u8>,
    files: usize,
    stamp: (u16, u16),
}

impl<W: Write> Zip<W> {
    /// An empty one; all its files carry this time.
    pub fn new(out: W, at: Timestamp) -> Self {
        Self { out, written: 0, directory: Vec::new(), files: 0, stamp: dos(at) }
    }

    /// Puts a file in.
    ///
    /// # Errors
    /// `invalid_input` beyond 65,535 files or 4 GB, which this form does not hold; as the disk fails.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), AppError> {
        let size = u32::try_from(bytes.len()).map_err(|_long| too_large())?;
        let length = u16::try_from(name.len()).map_err(|_long| too_large())?;
        let offset = u32::try_from(self.written).map_err(|_long| too_large())?;
        let (date, time) = self.stamp;
        let mut common = Vec::new();
        for half in [VERSION, UTF8, 0, time, date] {
            common.extend(half.to_le_bytes());
        }
        for word in [crc32fast::hash(bytes), size, size] {
            common.extend(word.to_le_bytes());
        }
        common.extend(length.to_le_bytes());
        common.extend([0, 0]);
        for part in [b"PK\x03\x04", common.as_slice(), name.as_bytes(), bytes] {
            self.write(part)?;
        }
        self.directory.extend(*b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&common);
        // Comment, disk, attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.files += 1;
        Ok(())
    }

    /// Writes what stands at the end, and gives back where it was written to.
    ///
    /// # Errors
    /// As [`Zip::add`].
    pub fn end(mut self) -> Result<W, AppError> {
        let count = u16::try_from(self.files).map_err(|_many| too_large())?;
        let start = u32::try_from(self.written).map_err(|_long| too_large())?;
        let length = u32::try_from(self.directory.len()).map_err(|_long| too_large())?;
        let directory = std::mem::take(&mut self.directory);
        self.write(&directory)?;
        let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
        end.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
        end.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
        end.extend([0, 0]);
        self.write(&end)?;
        Ok(self.out)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        self.out.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }
}

fn too_large() -> AppError {
    AppError::invalid("That is too much for one ZIP.", "Export fewer ads at once, or files.")
}

/// Day and time as the format has them, in UTC.
fn dos(at: Timestamp) -> (u16, u16) {
    let at = at.to_utc();
    let year = u16::try_from(at.year() - 1980).unwrap_or(0);
    let date = (year << 9) | ((at.month() as u16) << 5) | at.day() as u16;
    let time = ((at.hour() as u16) << 11) | ((at.minute() as u16) << 5) | (at.second() as u16 / 2);
    (date, time)
}
