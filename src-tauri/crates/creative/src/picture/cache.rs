//! Decoded pictures, kept.
