//! What the program is made of.

use super::Licence;

/// The parts that are used directly, with the licence each of them gives. They bring others of the same kinds.
const PARTS: [(&str, &str); 34] = [
    ("Ad Creator", "MIT"),
    ("bits-ui", "MIT"),
    ("chrono and chrono-tz", "MIT OR Apache-2.0"),
    ("clap", "MIT OR Apache-2.0"),
    ("croner", "MIT"),
    ("csv", "Unlicense OR MIT"),
    ("futures", "MIT OR Apache-2.0"),
    ("hyper", "MIT"),
    ("IANA time zone database", "public domain"),
    ("image", "MIT OR Apache-2.0"),
    ("@internationalized/date", "Apache-2.0"),
    ("keyring", "MIT OR Apache-2.0"),
    ("Lucide icons", "ISC"),
    ("Mona Sans", "OFL-1.1"),
    ("refinery", "MIT"),
    ("reqwest", "MIT OR Apache-2.0"),
    ("resvg", "Apache-2.0 OR MIT"),
    ("rusqlite", "MIT"),
    ("rust_decimal", "MIT"),
    ("secrecy", "Apache-2.0 OR MIT"),
    ("serde and serde_json", "MIT OR Apache-2.0"),
    ("sha2", "MIT OR Apache-2.0"),
    ("specta and tauri-specta", "MIT"),
    ("SQLite", "public domain"),
    ("Svelte and SvelteKit", "MIT"),
    ("Tauri", "Apache-2.0 OR MIT"),
    ("thiserror", "MIT OR Apache-2.0"),
    ("tokio", "MIT"),
    ("tracing", "MIT"),
    ("url", "MIT OR Apache-2.0"),
    ("uuid", "Apache-2.0 OR MIT"),
    ("anyhow", "MIT OR Apache-2.0"),
    ("TypeScript", "Apache-2.0"),
    ("Vite", "MIT"),
];

/// The parts, by name.
#[must_use]
pub fn licences() -> Vec<Licence> {
    let mut parts = PARTS.map(|(name, licence)| Licence { name: name.to_owned(), licence: licence.to_owned() });
    parts.sort_by_key(|part| part.name.trim_start_matches('@').to_lowercase());
    parts.into()
}
