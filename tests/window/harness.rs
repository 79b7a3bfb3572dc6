//! The application in a real window, driven over WebDriver.
//!
//! Each journey has a home of its own (preferences, files, logs) and a session bus of its own, so that journeys run
//! side by side although the program allows one window a session. `WebKitWebDriver` starts the application and passes
//! its environment on.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::prelude::*;

/// How long anything in the window may take before the journey fails. Generous: the machine is shared.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// The binary under test.
pub fn binary() -> PathBuf {
    std::env::var_os("AD_CREATOR_BINARY").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/ad-creator"),
        PathBuf::from,
    )
}

/// The window of one journey; ends with it.
pub struct Window {
    driver: WebDriver,
    server: Child,
    /// Preferences, data and logs of this journey.
    pub home: TempDir,
}

impl Window {
    /// A first start: an empty home, no arguments.
    pub async fn first_start() -> anyhow::Result<Self> {
        Self::start(tempfile::tempdir()?, &[]).await
    }

    /// The program with `arguments` in a home that may have been used before.
    pub async fn start(home: TempDir, arguments: &[&str]) -> anyhow::Result<Self> {
        let port = free_port()?;
        let server = Command::new("dbus-run-session")
            .args(["--", "WebKitWebDriver", &format!("--port={port}")])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("AD_CREATOR_HOME", home.path())
            .env("AD_CREATOR_NO_KEYCHAIN", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("dbus-run-session and WebKitWebDriver are needed")?;
        let options = json!({ "binary": binary(), "args": arguments });
        let capabilities = serde_json::from_value::<Capabilities>(json!({ "webkitgtk:browserOptions": options }))?;
        let driver = connect(port, capabilities).await?;
        Ok(Self { driver, server, home })
    }

    /// The element with this accessible role and name, as soon as it is there and shown.
    pub async fn find(&self, role: &str, name: &str) -> anyhow::Result<WebElement> {
        let wanted = format!("{role} “{name}”");
        self.wait_for(&wanted, async || {
            let found = self.driver.execute(FIND_BY_ROLE, vec![json!(role), json!(name)]).await?;
            Ok(found.element().ok())
        })
        .await
    }

    /// Clicks the element with this role and name.
    pub async fn click(&self, role: &str, name: &str) -> anyhow::Result<()> {
        self.find(role, name).await?.click().await.with_context(|| format!("clicking {role} {name}"))
    }

    /// The first element that a CSS selector finds, as soon as there is one.
    pub async fn css(&self, selector: &str) -> anyhow::Result<WebElement> {
        self.wait_for(selector, async || Ok(self.driver.find_all(By::Css(selector)).await?.into_iter().next())).await
    }

    /// All text that is on screen.
    pub async fn text(&self) -> anyhow::Result<String> {
        Ok(self.driver.find(By::Tag("body")).await?.text().await?)
    }

    /// Waits until the text on screen satisfies a condition, and gives it.
    pub async fn text_when(&self, wanted: &str, holds: impl Fn(&str) -> bool) -> anyhow::Result<String> {
        self.wait_for(wanted, async || Ok(Some(self.text().await?).filter(|text| holds(text)))).await
    }

    /// Waits until this text is on screen.
    pub async fn see(&self, text: &str) -> anyhow::Result<String> {
        self.text_when(text, |shown| shown.contains(text)).await
    }

    /// Types keys at whatever has the focus.
    pub async fn keys(&self, keys: impl AsRef<str>) -> anyhow::Result<()> {
        let keys = keys.as_ref();
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Runs a script in the page and gives what it returns.
    pub async fn script(&self, script: &str) -> anyhow::Result<serde_json::Value> {
        Ok(self.driver.execute(script, vec![]).await?.json().clone())
    }

    /// Runs a script that calls back when it is done.
    pub async fn script_async(&self, script: &str) -> anyhow::Result<serde_json::Value> {
        Ok(self.driver.execute_async(script, vec![]).await?.json().clone())
    }

    /// Keeps a picture of the page under `tests/output`, for people.
    pub async fn picture(&self, name: &str) -> anyhow::Result<()> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("output");
        std::fs::create_dir_all(&folder)?;
        Ok(self.driver.screenshot(&folder.join(format!("{name}.png"))).await?)
    }

    /// Closes the window and gives the home back, for a second start.
    pub async fn close(mut self) -> anyhow::Result<()> {
        let quit = self.driver.clone().quit().await;
        self.server.kill()?;
        self.server.wait()?;
        Ok(quit?)
    }

    async fn wait_for<T>(&self, wanted: &str, look: impl AsyncFn() -> anyhow::Result<Option<T>>) -> anyhow::Result<T> {
        let looking = async {
            loop {
                if let Some(found) = look().await? {
                    return Ok::<T, anyhow::Error>(found);
                }
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        };
        match tokio::time::timeout(PATIENCE, looking).await {
            Ok(found) => found,
            Err(_too_long) => {
                let shown = self.text().await.unwrap_or_default();
                bail!("never saw {wanted}; on screen was:\n{shown}")
            }
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // A journey that failed leaves the window open; the driver takes it along.
        if self.server.try_wait().is_ok_and(|ended| ended.is_none()) && self.server.kill().is_ok() {
            drop(self.server.wait());
        }
    }
}

/// Finds by ARIA role (explicit or implied by the element) and accessible name (label, else text).
const FIND_BY_ROLE: &str = r#"
const [role, name] = arguments;
const implied = { button: 'button', link: 'a[href]', textbox: 'input:not([type]),input[type=text],input[type=search],input[type=password],textarea',
  row: 'tr', heading: 'h1,h2,h3', dialog: 'dialog', combobox: 'select', checkbox: 'input[type=checkbox]', radio: 'input[type=radio]', tab: '[role=tab]' };
const selector = `[role="${role}"]` + (implied[role] ? ',' + implied[role] : '');
const label = (e) => {
  const by = e.getAttribute('aria-labelledby');
  const text = by ? by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
    : e.getAttribute('aria-label') ?? (e.labels && e.labels.length ? [...e.labels].map((l) => l.textContent).join(' ') : e.textContent);
  return (text ?? '').replace(/\s+/g, ' ').trim();
};
const shown = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
const all = [...document.querySelectorAll(selector)].filter((e) => shown(e) && !e.disabled);
return all.find((e) => label(e) === name) ?? all.find((e) => label(e).startsWith(name)) ?? null;
"#;

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// The driver needs a moment before it listens.
async fn connect(port: u16, capabilities: Capabilities) -> anyhow::Result<WebDriver> {
    let address = format!("http://127.0.0.1:{port}");
    let trying = async {
        loop {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return;
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    };
    tokio::time::timeout(PATIENCE, trying).await.context("WebKitWebDriver never listened")?;
    let driver = WebDriver::new(&address, capabilities).await?;
    driver.set_script_timeout(PATIENCE).await?;
    Ok(driver)
}
