//! Licences of everything that is linked in, checked offline from what Cargo and npm have on disk.
//!
//! Advisories need a database from the network: where `cargo-deny` is installed and has fetched one, it is asked too.
//! Where not, that is said: what was not checked must not look as if it had passed.

use anyhow::{Context as _, bail};
use serde::Deserialize;

use crate::repository::Repository;
use crate::shell;

/// Licences under which a dependency may be part of the binary or the UI. Weak copyleft per file (MPL-2.0) is fine:
/// we change none of those files.
const ALLOWED: [&str; 23] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "IJG",
    "Zlib",
    "0BSD",
    "Unlicense",
    "CC0-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "MPL-2.0",
    "BSL-1.0",
    "CDLA-Permissive-2.0",
    "OFL-1.1",
    "MIT-0",
    "NCSA",
    "BlueOak-1.0.0",
    "Python-2.0",
    "CC-BY-4.0",
];

/// Packages whose manifest names no licence, each looked at by hand.
const LOOKED_AT: [(&str, &str); 1] = [("node_modules/svelte-toolbelt", "MIT, as its LICENSE file says")];

#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
}

#[derive(Debug, Deserialize)]
struct NpmLock {
    packages: std::collections::BTreeMap<String, NpmPackage>,
}

#[derive(Debug, Deserialize)]
struct NpmPackage {
    license: Option<String>,
}

/// Fails with a list of dependencies whose licence is not allowed or not known.
pub fn check(repository: &Repository) -> anyhow::Result<()> {
    let mut refused = cargo_refused(repository)?;
    refused.extend(npm_refused(repository)?);
    if !refused.is_empty() {
        bail!("licences to look at:\n  {}", refused.join("\n  "));
    }
    deny(repository)
}

fn deny(repository: &Repository) -> anyhow::Result<()> {
    if !shell::exists("cargo-deny") {
        println!("Advisories: not checked, because cargo-deny is not installed.");
        return Ok(());
    }
    let mut words = vec!["deny", "--offline", "check", "bans", "sources"];
    if has_advisories() {
        words.push("advisories");
    } else {
        println!("Advisories: not checked, because cargo-deny has no database yet (`cargo deny fetch`).");
    }
    shell::must(repository.root(), "cargo", &words)
}

/// Where cargo-deny keeps what it fetched.
fn has_advisories() -> bool {
    let home = std::env::var_os("CARGO_HOME").map(std::path::PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let kept = home.and_then(|home| std::fs::read_dir(home.join("advisory-dbs")).ok());
    kept.is_some_and(|mut entries| entries.next().is_some())
}

fn cargo_refused(repository: &Repository) -> anyhow::Result<Vec<String>> {
    let manifest = repository.root().join("Cargo.toml");
    let json = shell::output(
        "cargo",
        &["metadata", "--format-version", "1", "--locked", "--manifest-path", &manifest.to_string_lossy()],
    )
    .context("cargo metadata failed")?;
    let metadata: Metadata = serde_json::from_str(&json)?;
    Ok(metadata
        .packages
        .into_iter()
        .filter(|package| package.source.is_some())
        .filter(|package| !package.license.as_deref().is_some_and(is_allowed))
        .map(|package| {
            format!("{} {}: {}", package.name, package.version, package.license.unwrap_or_else(|| "none".to_owned()))
        })
        .collect())
}

fn npm_refused(repository: &Repository) -> anyhow::Result<Vec<String>> {
    let lock: NpmLock = serde_json::from_slice(&std::fs::read(repository.ui().join("package-lock.json"))?)?;
    Ok(lock
        .packages
        .into_iter()
        .filter(|(path, _package)| !path.is_empty() && !LOOKED_AT.iter().any(|(known, _licence)| known == path))
        .filter(|(_path, package)| !package.license.as_deref().is_some_and(is_allowed))
        .map(|(path, package)| format!("{path}: {}", package.license.unwrap_or_else(|| "none".to_owned())))
        .collect())
}

/// Whether an SPDX expression can be satisfied with allowed licences: every part of an `AND`, any part of an `OR`.
/// Parentheses group in the common form `(A OR B) AND C`; the old `A/B` means `A OR B`.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    split_top(&expression, " AND ").iter().all(|part| {
        let part = part.trim();
        let inner = part.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(part);
        let choices = split_top(inner, " OR ");
        if choices.len() == 1 && inner == expression.trim() {
            ALLOWED.contains(&inner)
        } else {
            choices.iter().any(|choice| is_allowed(choice.trim()))
        }
    })
}

/// Splits outside parentheses.
fn split_top<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && at >= start && text[at..].starts_with(separator) => {
                parts.push(&text[start..at]);
                start = at + separator.len();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn an_expression_is_allowed_if_it_can_be_satisfied() {
        for fine in [
            "MIT",
            "MIT OR GPL-3.0",
            "MIT/Apache-2.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(is_allowed(fine), "{fine}");
        }
        for refused in ["GPL-3.0", "MIT AND GPL-3.0", "(GPL-2.0 OR AGPL-3.0) AND MIT", ""] {
            assert!(!is_allowed(refused), "{refused}");
        }
    }
}
