//! What the documents promise about the tests.

use std::collections::BTreeSet;
use std::path::Path;

fn test_names(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !["target", "node_modules", "output"].contains(&name.as_str()) && !name.starts_with('.') {
            test_names(&path, names);
        } else if name.ends_with(".rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let functions = source.lines().filter_map(|line| {
                line.trim_start().strip_prefix("fn ").or(line.trim_start().strip_prefix("async fn "))
            });
            names.extend(functions.filter_map(|rest| Some(rest.split_once(['(', '<'])?.0.to_owned())));
        }
    }
}

/// Every function that may be a test, in the whole repository.
pub fn all_tests() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut known = BTreeSet::new();
    test_names(&root.join("src-tauri"), &mut known);
    test_names(&root.join("tests"), &mut known);
    known
}

#[test]
fn every_test_that_the_list_of_defects_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let known = all_tests();
    let document = std::fs::read_to_string(root.join("docs/defects.md")).unwrap();
    // Test names are sentences: at least four words.
    let named = document.split('`').skip(1).step_by(2).filter(|text| text.matches('_').count() >= 3);
    let missing: Vec<&str> = named.filter(|name| !known.contains(*name)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
