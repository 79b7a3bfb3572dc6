//! Puts the demo's brands and the pictures of their products into the program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let crate_dir = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let demo = crate_dir.join("../../assets/demo");
    let mut code = String::from("/// Files of the demo's brands: the folder, the name, the bytes.\n");
    code.push_str("static FILES: &[(&str, &str, &[u8])] = &[\n");
    folder("products", &demo.join("products"), &mut code)?;
    for brand in names(&demo.join("brands"))? {
        let path = demo.join("brands").join(&brand);
        if path.is_dir() {
            folder(&brand, &path, &mut code)?;
        }
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    fs::write(out.join("demo_files.rs"), code)
}

/// The names in a folder, sorted; the folder is watched.
fn names(dir: &Path) -> io::Result<Vec<String>> {
    println!("cargo:rerun-if-changed={}", dir.display());
    let mut names = fs::read_dir(dir)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

fn folder(label: &str, dir: &Path, code: &mut String) -> io::Result<()> {
    let wanted = |name: &&String| [".toml", ".png", ".jpg"].iter().any(|ending| name.ends_with(ending));
    for name in names(dir)?.iter().filter(wanted) {
        let path = dir.join(name).canonicalize()?;
        println!("cargo:rerun-if-changed={}", path.display());
        writeln!(code, "    ({label:?}, {name:?}, include_bytes!({path:?})),").map_err(io::Error::other)?;
    }
    Ok(())
}
