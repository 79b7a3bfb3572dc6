//! The access token is nowhere but in the keychain, or in the process.

use std::path::{Path, PathBuf};

use super::harness::{Machine, Sim};

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_under(&path)) } else { files.push(path) }
    }
    files
}

fn holds(contents: &[u8], token: &str) -> bool {
    contents.windows(token.len()).any(|window| window == token.as_bytes())
}

#[test]
fn the_token_is_in_no_file_no_log_and_no_message() {
    let sim = Sim::generated(2, 5, 5, &["--fault", "expired-token+12"]);
    let machine = Machine::with_token_of(&sim);
    let mut printed = String::new();
    for arguments in [
        &["connect", "--account", &sim.account, "--graph-url", &sim.url] as &[&str],
        &["sync", "--account", &sim.account, "--days-back", "5"],
        &["sync", "--account", &sim.account, "--days-back", "5"],
        &["sync", "--account", "act_999999", "--graph-url", &sim.url],
        &["doctor", "--digest"],
    ] {
        printed.push_str(&machine.run(arguments).printed);
    }
    assert!(!holds(printed.as_bytes(), &sim.token));
    let files = files_under(machine.home.path());
    assert!(files.iter().any(|file| file.to_string_lossy().contains("logs")), "there are logs to search: {files:?}");
    for file in files {
        assert!(!holds(&std::fs::read(&file).unwrap(), &sim.token), "{}", file.display());
    }
}
