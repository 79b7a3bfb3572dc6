//! The program in a window that `WebKitWebDriver` opened: keys go in as a person's do, scripts look at the page.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use super::demo::Home;
use super::http;
use super::window::{Display, Running, dress};

/// Longest wait for anything in the window.
const PATIENCE: Duration = Duration::from_secs(120);
const LOOK: Duration = Duration::from_millis(50);

/// The window; it ends with this.
pub struct Page {
    server: String,
    session: String,
    _driver: Running,
}

impl Page {
    /// Opens the program on a home's file. Nothing where there is no driver.
    pub fn open(binary: &Path, display: &Display, home: &Home) -> anyhow::Result<Option<Self>> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new("dbus-run-session");
        command.args(["--", "WebKitWebDriver", &format!("--port={port}")]);
        dress(&mut command, display);
        command
            .env("AD_CREATOR_HOME", home.folder())
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .stdout(Stdio::null());
        let Ok(driver) = command.spawn().map(Running) else { return Ok(None) };
        wait("the driver", || Ok(TcpStream::connect(("127.0.0.1", port)).is_ok()))?;
        let server = format!("http://127.0.0.1:{port}");
        let options = json!({ "binary": binary.canonicalize()?, "args": ["--workspace", home.file()] });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let answer = http::ask(&server, "/session", Some(&wanted.to_string()))?;
        let session = answer["value"]["sessionId"].as_str().context("a session")?.to_owned();
        Ok(Some(Self { server, session, _driver: driver }))
    }

    /// Types keys at whatever has the focus.
    pub fn keys(&self, keys: &str) -> anyhow::Result<()> {
        let presses =
            keys.chars().flat_map(|key| ["keyDown", "keyUp"].map(|what| json!({ "type": what, "value": key })));
        self.act(&presses.collect::<Vec<_>>())
    }

    /// Presses Ctrl and a letter.
    pub fn chord(&self, letter: char) -> anyhow::Result<()> {
        let press = |what, value| json!({ "type": what, "value": value });
        let (control, letter) = ("\u{E009}", letter.to_string());
        self.act(&[
            press("keyDown", control),
            press("keyDown", &letter),
            press("keyUp", &letter),
            press("keyUp", control),
        ])
    }

    /// Runs a script in the page and gives what it returns.
    pub fn script(&self, script: &str) -> anyhow::Result<Value> {
        let answer = self.ask("execute/sync", &json!({ "script": script, "args": [] }))?;
        Ok(answer["value"].clone())
    }

    /// Waits until a script answers something that is not null or false, and gives it.
    pub fn answer(&self, wanted: &str, script: &str) -> anyhow::Result<Value> {
        let mut found = Value::Null;
        wait(wanted, || {
            found = self.script(script)?;
            Ok(!found.is_null() && found != json!(false))
        })?;
        Ok(found)
    }

    fn act(&self, actions: &[Value]) -> anyhow::Result<()> {
        let keyboard = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] });
        self.ask("actions", &keyboard).map(drop)
    }

    fn ask(&self, what: &str, body: &Value) -> anyhow::Result<Value> {
        http::ask(&self.server, &format!("/session/{}/{what}", self.session), Some(&body.to_string()))
    }
}

fn wait(wanted: &str, mut holds: impl FnMut() -> anyhow::Result<bool>) -> anyhow::Result<()> {
    let begun = now();
    while !holds()? {
        if begun.elapsed() > PATIENCE {
            bail!("never saw {wanted}");
        }
        pause(LOOK);
    }
    Ok(())
}

/// Lets the page be for a while, as a person does who thinks.
#[expect(clippy::disallowed_methods, reason = "this tool looks at another process")]
pub fn pause(time: Duration) {
    std::thread::sleep(time);
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch; there is no clock to be given")]
fn now() -> Instant {
    Instant::now()
}
