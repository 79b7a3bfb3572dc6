//! The application in a real window, driven over `WebDriver`.
//!
//! Each journey has a home of its own (preferences, files, logs) and a session bus of its own, so that journeys run
//! side by side although the program allows one window a session. `WebKitWebDriver` starts the application and passes
//! its environment on.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

/// How long anything in the window may take before the journey fails. Generous: the machine is shared.
const PATIENCE: Duration = Duration::from_secs(40);
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// The folder of a home whose programs are found first.
const PROGRAMS: &str = "programs";
/// So many controls a page has at most between two places.
const MOST_STOPS: usize = 60;
const TAB: &str = "\u{E004}";

/// The binary under test.
pub fn binary() -> PathBuf {
    std::env::var_os("AD_CREATOR_BINARY")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/ad-creator"), PathBuf::from)
}

/// A person's machine: preferences, files, logs and what the web view keeps. It outlives a window, so that a journey can
/// start the program again.
#[derive(Clone)]
pub struct Home {
    folder: Arc<TempDir>,
    token: Option<String>,
}

impl Home {
    /// Nothing was ever started here.
    pub fn new() -> anyhow::Result<Self> {
        Ok(Self { folder: Arc::new(tempfile::tempdir()?), token: None })
    }

    /// With a token in the environment, which stands in for the keychain: it outlives the program.
    pub fn with_token(token: &str) -> anyhow::Result<Self> {
        Ok(Self { token: Some(token.to_owned()), ..Self::new()? })
    }

    /// With a browser of its own, which notes the addresses that it is asked to open.
    pub fn with_browser() -> anyhow::Result<Self> {
        let home = Self::new()?;
        std::fs::create_dir(home.file(PROGRAMS))?;
        let browser = home.file(PROGRAMS).join("xdg-open");
        std::fs::write(&browser, "#!/bin/sh\nprintf '%s\\n' \"$1\" >> \"$AD_CREATOR_HOME/opened-in-browser\"\n")?;
        std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755))?;
        Ok(home)
    }

    /// The addresses that the browser was asked to open, oldest first.
    pub fn opened_in_browser(&self) -> anyhow::Result<Vec<String>> {
        match std::fs::read_to_string(self.file("opened-in-browser")) {
            Ok(lines) => Ok(lines.lines().map(str::to_owned).collect()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }

    /// A path in this home.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Every file in this home.
    pub fn files(&self) -> anyhow::Result<Vec<PathBuf>> {
        let (mut files, mut folders) = (Vec::new(), vec![self.folder.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            let entries = match std::fs::read_dir(folder) {
                // The desktop's own file systems, which went with the session bus.
                Err(error) if matches!(error.kind(), ErrorKind::NotConnected | ErrorKind::ConnectionAborted) => {
                    continue;
                }
                entries => entries?,
            };
            for entry in entries {
                let entry = entry?;
                if entry.file_type()?.is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
            }
        }
        Ok(files)
    }

    /// Runs a command of the program with `--json` on a file and gives its document.
    pub fn run(&self, file: &Path, arguments: &[&str]) -> anyhow::Result<serde_json::Value> {
        let mut command = Command::new(binary());
        self.dress(&mut command).arg("--workspace").arg(file).arg("--json").args(arguments);
        let output = command.stdin(Stdio::null()).output()?;
        ensure!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    fn dress<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("AD_CREATOR_HOME", self.folder.path())
            .env("AD_CREATOR_NO_KEYCHAIN", "1")
            .env("XDG_DATA_HOME", self.file("xdg/data"))
            .env("XDG_CONFIG_HOME", self.file("xdg/config"))
            .env("XDG_CACHE_HOME", self.file("xdg/cache"))
            .env_remove("META_ACCESS_TOKEN");
        if let Some(token) = &self.token {
            command.env("META_ACCESS_TOKEN", token);
        }
        if self.file(PROGRAMS).exists() {
            let paths = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{}:{paths}", self.file(PROGRAMS).display()));
        }
        command
    }
}

/// The window of one journey; ends with it.
pub struct Window {
    driver: WebDriver,
    server: Child,
    /// Preferences, data and logs of this journey.
    pub home: Home,
}

impl Window {
    /// A first start: an empty home, no arguments.
    pub async fn first_start() -> anyhow::Result<Self> {
        Self::start(&Home::new()?, &[]).await
    }

    /// The program with `arguments` in a home that may have been used before.
    pub async fn start(home: &Home, arguments: &[&str]) -> anyhow::Result<Self> {
        let port = free_port()?;
        let mut command = Command::new("dbus-run-session");
        let server = home
            .dress(&mut command)
            .args(["--", "WebKitWebDriver", &format!("--port={port}")])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // One group, so that the bus, the driver, the program and its web view end together.
            .process_group(0)
            .spawn()
            .context("dbus-run-session and WebKitWebDriver are needed")?;
        let started = Started(Some(server));
        let options = json!({ "binary": binary(), "args": arguments });
        let capabilities = serde_json::from_value::<Capabilities>(json!({ "webkitgtk:browserOptions": options }))?;
        let driver = connect(port, capabilities).await?;
        Ok(Self { driver, server: started.keep(), home: home.clone() })
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

    /// Clicks the element with this role and name, as soon as nothing lies over it.
    pub async fn click(&self, role: &str, name: &str) -> anyhow::Result<()> {
        let wanted = format!("{role} “{name}” that can be clicked");
        self.wait_for(&wanted, async || {
            let found = self.driver.execute(FIND_BY_ROLE, vec![json!(role), json!(name)]).await?;
            let Ok(element) = found.element() else { return Ok(None) };
            match element.click().await {
                Ok(()) => Ok(Some(())),
                // Something still moves, or was drawn anew.
                Err(moving) if is_moving(&moving) => Ok(None),
                Err(other) => Err(other.into()),
            }
        })
        .await
    }

    /// Whether an element with this role and name is there within a few seconds.
    pub async fn soon(&self, role: &str, name: &str) -> anyhow::Result<bool> {
        match tokio::time::timeout(PATIENCE / 10, self.find(role, name)).await {
            Ok(found) => found.map(|_element| true),
            Err(_not_yet) => Ok(false),
        }
    }

    /// Writes into the field with this label, in place of what is there.
    pub async fn write(&self, label: &str, text: &str) -> anyhow::Result<()> {
        let field = self.find("textbox", label).await?;
        field.clear().await?;
        field.send_keys(text).await.with_context(|| format!("writing into {label}"))
    }

    /// From the first page into the demo, until its figures are on screen.
    pub async fn open_demo(&self) -> anyhow::Result<()> {
        self.click("button", "Open the demo").await?;
        self.find("heading", "Overview").await?;
        self.see("Amount spent").await.map(drop)
    }

    /// Waits until no run is in progress. The demo makes its own ads when it is opened, and the brand's next batch waits
    /// for them: a debug build on a busy machine needs a minute or two for that.
    pub async fn runs_are_over(&self) -> anyhow::Result<()> {
        let over = async {
            while !self.driver.find_all(By::Css("footer .run")).await?.is_empty() {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            Ok(())
        };
        tokio::time::timeout(PATIENCE * 4, over).await.context("runs are still in progress")?
    }

    /// Goes to a page by the rail.
    pub async fn go(&self, page: &str) -> anyhow::Result<()> {
        self.click("link", page).await?;
        self.find("heading", page).await.map(drop)
    }

    /// Chooses a theme on the Settings page, once its sections are filled and nothing moves any more.
    pub async fn set_theme(&self, theme: &str) -> anyhow::Result<()> {
        self.go("Settings").await?;
        self.see("Schema step").await?;
        self.see("Graph API").await?;
        self.click("radio", theme).await?;
        let set = format!("return document.documentElement.dataset.theme === '{}'", theme.to_lowercase());
        self.answer("the theme", &set).await.map(drop)
    }

    /// Waits until nothing that a CSS selector finds is there any more.
    pub async fn gone(&self, selector: &str) -> anyhow::Result<()> {
        let wanted = format!("{selector} gone");
        self.wait_for(&wanted, async || Ok(self.driver.find_all(By::Css(selector)).await?.is_empty().then_some(())))
            .await
    }

    /// Waits until a script answers something that is not null or false, and gives it.
    pub async fn answer(&self, wanted: &str, script: &str) -> anyhow::Result<serde_json::Value> {
        self.wait_for(wanted, async || {
            let answer = self.script(script).await?;
            Ok((!answer.is_null() && answer != json!(false)).then_some(answer))
        })
        .await
    }

    /// The first element that a CSS selector finds, as soon as there is one.
    pub async fn css(&self, selector: &str) -> anyhow::Result<WebElement> {
        self.wait_for(selector, async || Ok(self.driver.find_all(By::Css(selector)).await?.into_iter().next())).await
    }

    /// All text that is on screen.
    pub async fn text(&self) -> anyhow::Result<String> {
        // The driver's own way looks at every element's style and takes seconds for a table.
        let text = self.driver.execute("return document.body.innerText", vec![]).await?;
        Ok(text.json().as_str().unwrap_or_default().to_owned())
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
        Ok(self
            .driver
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO))
            .send_keys(keys)
            .perform()
            .await?)
    }

    /// Presses Tab until the control with this role and name has the focus. Every stop on the way must show that it has
    /// it, and lie in the window.
    pub async fn tab_to(&self, role: &str, name: &str) -> anyhow::Result<()> {
        let mut stops = Vec::new();
        for _press in 0..MOST_STOPS {
            self.keys(TAB).await?;
            let at = self.script(FOCUSED).await?;
            let (its_role, its_name) =
                (at["role"].as_str().unwrap_or_default(), at["name"].as_str().unwrap_or_default());
            if its_role == role && its_name.starts_with(name) {
                ensure!(at["shown"] == true, "{role} “{name}” has the focus and does not show it");
                return Ok(());
            }
            // Beyond the last control the focus leaves the page.
            ensure!(at.is_null() || at["shown"] == true, "{its_role} “{its_name}” has the focus and does not show it");
            stops.push(format!("{its_role} “{its_name}”"));
        }
        self.picture("failed").await?;
        bail!("Tab never came to {role} “{name}”, but to {}", stops.join(", "))
    }

    /// The page as it is on screen, a PNG: what was changed last is painted.
    pub async fn screen(&self) -> anyhow::Result<Vec<u8>> {
        self.script_async(PAINTED).await?;
        Ok(self.driver.screenshot_as_png().await?)
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
        Ok(std::fs::write(folder.join(format!("{name}.png")), self.screen().await?)?)
    }

    /// Closes the window by force, as the end of a journey. What the page threw and nobody caught fails it.
    pub async fn close(mut self) -> anyhow::Result<()> {
        let uncaught = self.script("return window.uncaught ?? []").await.unwrap_or_default();
        let quit = self.driver.clone().quit().await;
        end(&mut self.server)?;
        quit?;
        ensure!(uncaught.as_array().is_none_or(Vec::is_empty), "the page threw and nobody caught: {uncaught}");
        Ok(())
    }

    /// Ends the program at once, as a power cut would: nothing gets to say goodbye.
    pub fn kill(mut self) -> anyhow::Result<()> {
        end(&mut self.server)
    }

    /// Quits as a person does, by the key, and waits until the program has ended.
    pub async fn quit(self) -> anyhow::Result<()> {
        let pressed = self.chord('q').await;
        self.ended().await.with_context(|| format!("the key said {pressed:?}"))
    }

    /// Waits until the program has ended by itself.
    pub async fn ended(mut self) -> anyhow::Result<()> {
        let ending = async {
            while program_of(self.server.id())?.is_some() {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            Ok::<(), anyhow::Error>(())
        };
        let ended = tokio::time::timeout(PATIENCE, ending).await;
        end(&mut self.server)?;
        ended.context("the program did not end")?
    }

    /// The process id of the program.
    pub fn program(&self) -> anyhow::Result<u32> {
        program_of(self.server.id())?.context("the program runs")
    }

    /// Starts the program a second time in the same session, as a click on its icon does, and waits until that start
    /// has handed over and ended.
    pub async fn start_again(&self) -> anyhow::Result<()> {
        let bus = session_bus_of(self.program()?)?;
        let mut command = Command::new(binary());
        let mut second =
            self.home.dress(&mut command).env("DBUS_SESSION_BUS_ADDRESS", bus).stdin(Stdio::null()).spawn()?;
        let ending = async {
            while second.try_wait()?.is_none() {
                tokio::time::sleep(LOOK_AGAIN).await;
            }
            Ok::<(), anyhow::Error>(())
        };
        let ended = tokio::time::timeout(PATIENCE, ending).await;
        if ended.is_err() {
            second.kill()?;
        }
        ended.context("a second start must hand over to the first")?
    }

    /// Presses Ctrl and a letter.
    pub async fn chord(&self, letter: char) -> anyhow::Result<()> {
        Ok(self
            .driver
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO))
            .key_down(Key::Control)
            .send_keys(letter)
            .key_up(Key::Control)
            .perform()
            .await?)
    }

    async fn wait_for<T>(&self, wanted: &str, look: impl AsyncFn() -> anyhow::Result<Option<T>>) -> anyhow::Result<T> {
        let looking = async {
            // A page that is still loading is listened to from the next wait on.
            drop(self.script(LISTEN).await);
            loop {
                match look().await {
                    Ok(Some(found)) => return Ok::<T, anyhow::Error>(found),
                    Ok(None) => {}
                    // The page was drawn anew between finding something and looking at it.
                    Err(error) if error.to_string().contains("Element is stale") => {}
                    Err(error) => return Err(error),
                }
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        };
        match tokio::time::timeout(PATIENCE, looking).await {
            Ok(found) => found,
            Err(_too_long) => {
                let shown = self.text().await.unwrap_or_default();
                let picture =
                    self.picture("failed").await.map_or_else(|error| error.to_string(), |()| "failed.png".into());
                bail!("never saw {wanted} (picture: {picture}); on screen was:\n{shown}")
            }
        }
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // A journey that failed leaves the window open. The driver would ask a server that is gone to close it, for
        // two minutes; a window that was closed already says no, and that is fine.
        drop(self.driver.clone().leak());
        drop(end(&mut self.server));
    }
}

/// A server whose window did not appear yet: ends with the journey if it never does.
struct Started(Option<Child>);

impl Started {
    fn keep(mut self) -> Child {
        self.0.take().unwrap()
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        if let Some(server) = &mut self.0 {
            drop(end(server));
        }
    }
}

/// Kills the group that a server leads.
fn end(server: &mut Child) -> anyhow::Result<()> {
    if server.try_wait()?.is_none() {
        let group = format!("-{}", server.id());
        ensure!(Command::new("kill").args(["-KILL", "--", &group]).status()?.success(), "the window's processes stay");
        server.wait()?;
    }
    Ok(())
}

/// The program among the processes of a group.
fn program_of(group: u32) -> anyhow::Result<Option<u32>> {
    let program = binary().canonicalize()?;
    for entry in std::fs::read_dir("/proc")? {
        let process = entry?.path();
        // A process may end while it is looked at.
        let Ok(stat) = std::fs::read_to_string(process.join("stat")) else { continue };
        let Some((_name, rest)) = stat.rsplit_once(") ") else { continue };
        let its_group = rest.split(' ').nth(2).and_then(|text| text.parse::<u32>().ok());
        if its_group == Some(group) && std::fs::read_link(process.join("exe")).is_ok_and(|exe| exe == program) {
            return Ok(process.file_name().and_then(|id| id.to_str()?.parse().ok()));
        }
    }
    Ok(None)
}

/// The address of the session bus that a process was started with.
fn session_bus_of(process: u32) -> anyhow::Result<String> {
    let environment = std::fs::read(format!("/proc/{process}/environ"))?;
    let address = environment.split(|byte| *byte == 0).find_map(|one| one.strip_prefix(b"DBUS_SESSION_BUS_ADDRESS="));
    Ok(String::from_utf8(address.context("a journey has a session bus")?.to_vec())?)
}

/// Finds by ARIA role (explicit or implied by the element) and accessible name (label, else text), in an open dialog
/// first.
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
// What lies behind an open dialog cannot be reached, and what a list in it opens lies beside it.
const dialog = [...document.querySelectorAll('[role=dialog]')].filter(shown).at(-1);
const within = (root) => {
  const all = root ? [...root.querySelectorAll(selector)].filter((e) => shown(e) && !e.disabled) : [];
  return all.find((e) => label(e) === name) ?? all.find((e) => label(e).startsWith(name));
};
const found = within(dialog) ?? within(document);
// A person clicks the words of a radio button that is not drawn.
return (role === 'radio' && found?.labels?.[0]) || (found ?? null);
"#;

/// Keeps what the page throws and nobody catches. That an observer is told of a size one frame later is not an error.
const LISTEN: &str = "
if (window.uncaught) return;
window.uncaught = [];
const keep = (what) => {
  const text = String(what?.stack || what?.message || what);
  if (!text.startsWith('ResizeObserver loop')) window.uncaught.push(text);
};
addEventListener('error', (event) => keep(event.error ?? event.message));
addEventListener('unhandledrejection', (event) => keep(event.reason));";

/// Two frames after all pictures that were fetched are decoded; a hidden window draws none.
const PAINTED: &str = "
const [done] = arguments;
setTimeout(done, document.visibilityState === 'visible' ? 10000 : 500);
const pictures = [...document.images].filter((one) => one.complete && one.naturalWidth > 0);
Promise.allSettled(pictures.map((one) => one.decode()))
  .then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))));";

/// What has the focus, and whether that can be seen: on itself, beside it where the control itself is not drawn, or around
/// it.
const FOCUSED: &str = r#"
const at = document.activeElement;
if (!at || at === document.body) return null;
const kinds = { A: 'link', BUTTON: 'button', TEXTAREA: 'textbox', SELECT: 'combobox' };
const types = { checkbox: 'checkbox', radio: 'radio' };
const role = at.getAttribute('role') ?? (at.tagName === 'INPUT' ? types[at.type] ?? 'textbox' : kinds[at.tagName] ?? at.tagName);
const by = at.getAttribute('aria-labelledby');
const name = by ? by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
  : at.getAttribute('aria-label') ?? (at.labels?.length ? [...at.labels].map((l) => l.textContent).join(' ') : at.textContent);
const outlined = (e) => {
  const style = e && getComputedStyle(e);
  return !!style && style.opacity !== '0' && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
};
const framed = (e) => getComputedStyle(e).opacity !== '0' && getComputedStyle(e).boxShadow !== 'none';
const box = at.getBoundingClientRect();
const inside = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
const around = at.parentElement;
const shown = inside && [at, at.nextElementSibling, around, around?.parentElement].some(outlined) || inside && framed(at);
return { role, name: (name ?? '').replace(/\s+/g, ' ').trim(), shown };
"#;

fn is_moving(error: &WebDriverError) -> bool {
    matches!(
        **error,
        WebDriverErrorInner::ElementClickIntercepted(_)
            | WebDriverErrorInner::ElementNotInteractable(_)
            | WebDriverErrorInner::StaleElementReference(_)
    )
}

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
