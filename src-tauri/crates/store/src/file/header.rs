//! The first hundred bytes: enough to tell one of our files from anything else without SQLite touching it.

use std::io::Read;
use std::path::Path;

use crate::StoreError;

/// `AdCr` in the header of every file of ours, so that `file` and we ourselves recognise it.
pub const APPLICATION_ID: i32 = i32::from_be_bytes(*b"AdCr");

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// # Errors
/// [`StoreError::NotFound`] and [`StoreError::NotAWorkspace`].
pub(crate) fn refuse_foreign(path: &Path) -> Result<(), StoreError> {
    let mut file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::NotFound(path.to_owned()));
        }
        Err(error) => return Err(super::from_io(error)),
    };
    if file.metadata()?.is_dir() {
        return Err(StoreError::NotAWorkspace(path.to_owned()));
    }
    let mut header = [0_u8; 100];
    match file.read_exact(&mut header) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            return Err(StoreError::NotAWorkspace(path.to_owned()));
        }
        Err(error) => return Err(super::from_io(error)),
    }
    let application = i32::from_be_bytes([header[68], header[69], header[70], header[71]]);
    if &header[..16] != MAGIC || application != APPLICATION_ID {
        return Err(StoreError::NotAWorkspace(path.to_owned()));
    }
    Ok(())
}
