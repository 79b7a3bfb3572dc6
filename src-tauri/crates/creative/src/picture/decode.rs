//! Decoding.

use crate::error::CreativeError;

pub(crate) struct Head {
    pub width: u32,
    pub height: u32,
    pub transparent: bool,
}

pub(crate) fn head(_bytes: &[u8]) -> Result<Head, CreativeError> {
    todo!()
}
