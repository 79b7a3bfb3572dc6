//! Puts the bundled templates and fonts into the program.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let crate_dir = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let assets = crate_dir.join("../../assets");
    let mut code = String::new();
    templates(&assets.join("templates"), &mut code)?;
    fonts(&assets.join("fonts"), &mut code)?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    fs::write(out.join("bundle.rs"), code)
}

/// The names in a folder, sorted; the folder and what is in it are watched.
fn names(dir: &Path) -> io::Result<Vec<String>> {
    println!("cargo:rerun-if-changed={}", dir.display());
    let mut names = fs::read_dir(dir)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}

fn templates(dir: &Path, code: &mut String) -> io::Result<()> {
    code.push_str("/// Templates: id, and the names and texts of its files.\n");
    code.push_str("pub(crate) static TEMPLATES: &[(&str, &[(&str, &str)])] = &[\n");
    for id in names(dir)? {
        let folder = dir.join(&id);
        if !folder.join("template.toml").is_file() {
            continue;
        }
        let _ = writeln!(code, "    ({id:?}, &[");
        for name in names(&folder)?.iter().filter(|name| name.ends_with(".svg") || name.ends_with(".toml")) {
            let path = folder.join(name).canonicalize()?;
            println!("cargo:rerun-if-changed={}", path.display());
            let _ = writeln!(code, "        ({name:?}, include_str!({path:?})),");
        }
        code.push_str("    ]),\n");
    }
    code.push_str("];\n");
    Ok(())
}

fn fonts(dir: &Path, code: &mut String) -> io::Result<()> {
    code.push_str("/// Fonts: the names and bytes of their files.\n");
    code.push_str("pub(crate) static FONTS: &[(&str, &[u8])] = &[\n");
    let mut files = names(dir)?;
    files.retain(|name| name.ends_with(".ttf") || name.ends_with(".otf"));
    // A family's main file comes before those with its further letters, whose accents would serve its letters too.
    files.sort_by_key(|name| name.rsplit_once('.').map(|(stem, _)| stem.to_owned()));
    for name in &files {
        let path = dir.join(name).canonicalize()?;
        println!("cargo:rerun-if-changed={}", path.display());
        let _ = writeln!(code, "    ({name:?}, include_bytes!({path:?})),");
    }
    code.push_str("];\n");
    Ok(())
}
