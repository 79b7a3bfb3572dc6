//! Words of every script are shaped without a complaint of the libraries below on stderr.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../examples/draw/sample/mod.rs"]
mod sample;

use std::process::Command;
use std::sync::Arc;

use creative::{Cancel, CanvasSize, ColourMode, Fonts, Order, Studio};
use sample::Words;

/// Set in the process whose stderr is looked at.
const DRAWS: &str = "DRAWS_EVERY_SCRIPT";

#[test]
fn nothing_is_written_to_stderr_whatever_the_script() {
    if std::env::var_os(DRAWS).is_some() {
        return draw();
    }
    let this = std::env::current_exe().unwrap();
    let test = "nothing_is_written_to_stderr_whatever_the_script";
    let output = Command::new(this).args(["--exact", test, "--nocapture"]).env(DRAWS, "1").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

fn draw() {
    let studio = Studio::new(Fonts::bundled().unwrap());
    let template = creative::template::bundled().unwrap().into_iter().find(|one| one.id == "statement").unwrap();
    for words in Words::ALL {
        let look = Arc::new(sample::in_language(&sample::look(None).unwrap(), words));
        let content = sample::content(&template, CanvasSize::Square, words, 1, None).unwrap();
        let order = Order {
            template: Arc::clone(&template),
            look,
            content,
            colour: ColourMode::Original,
            sizes: vec![CanvasSize::Square],
            mends: Vec::new(),
        };
        studio.preview(&order, CanvasSize::Square, 120, &Cancel::new()).unwrap();
    }
}
