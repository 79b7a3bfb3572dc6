//! What comes with the app: made by `build.rs` from `src-tauri/assets`.

include!(concat!(env!("OUT_DIR"), "/bundle.rs"));
