//! A home of its own, the binary, and a simulator for a test.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

/// How long anything may take before the test fails. Generous: the machine is shared.
const PATIENCE: Duration = Duration::from_secs(120);

/// The binary under test.
pub fn binary() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/ad-creator");
    std::env::var_os("AD_CREATOR_BINARY").map_or(built, PathBuf::from)
}

/// One person's machine: preferences, logs, and one workspace file.
pub struct Machine {
    pub home: TempDir,
    pub file: PathBuf,
    token: Option<String>,
}

/// What a command came to.
#[derive(Debug)]
pub struct Outcome {
    pub exit: i32,
    /// The document of `--json`; null if there was none.
    pub json: Value,
    /// Everything it printed.
    pub printed: String,
}

impl Machine {
    pub fn new() -> Self {
        let home = TempDir::new().unwrap();
        let file = home.path().join("work.adcreator");
        Self { home, file, token: None }
    }

    /// With the token of a simulator in the environment.
    pub fn with_token_of(sim: &Sim) -> Self {
        Self { token: Some(sim.token.clone()), ..Self::new() }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .arg("--workspace")
            .arg(&self.file)
            .args(if arguments.contains(&"--now") { &[] } else { &["--now", NOW] as &[&str] })
            .args(arguments)
            .env("AD_CREATOR_HOME", self.home.path().join("home"))
            .env("AD_CREATOR_NO_KEYCHAIN", "1")
            .env_remove("META_ACCESS_TOKEN")
            .stdin(Stdio::null());
        if let Some(token) = &self.token {
            command.env("META_ACCESS_TOKEN", token);
        }
        command
    }

    /// Runs a command with `--json` to its end.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        let all = [&["--json"], arguments].concat();
        Outcome::of(self.command(&all).output().unwrap_or_else(|error| panic!("{}: {error}", binary().display())))
    }

    /// Runs a command that must succeed, and gives its document.
    pub fn done(&self, arguments: &[&str]) -> Value {
        let outcome = self.run(arguments);
        assert_eq!(outcome.exit, 0, "{arguments:?}: {}", outcome.printed);
        outcome.json
    }

    /// Runs a command that must fail with this exit code and error code.
    pub fn fails(&self, arguments: &[&str], exit: i32, code: &str) -> Value {
        let outcome = self.run(arguments);
        assert_eq!(outcome.exit, exit, "{arguments:?}: {}", outcome.printed);
        let error = &outcome.json["error"];
        assert_eq!(error["code"], code, "{arguments:?}: {}", outcome.printed);
        assert_eq!(error["lost"], false, "{error}");
        assert!(error["message"].as_str().is_some_and(|words| words.len() > 10), "{error}");
        assert!(error["next_step"].as_str().is_some_and(|words| words.len() > 10), "{error}");
        error.clone()
    }

    pub fn sql(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(&self.file).unwrap()
    }

    pub fn count(&self, what: &str) -> i64 {
        self.sql().query_row(&format!("SELECT count(*) FROM {what}"), [], |row| row.get(0)).unwrap()
    }
}

impl Outcome {
    pub fn of(output: Output) -> Self {
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        let printed = format!("{out}{}", String::from_utf8_lossy(&output.stderr));
        let json = serde_json::from_str(&out).unwrap_or(Value::Null);
        Self { exit: output.status.code().unwrap_or(-1), json, printed }
    }
}

/// A simulator in a process of its own; ends with the test.
pub struct Sim {
    process: Child,
    pub url: String,
    pub token: String,
    pub account: String,
    /// The day that is today in the account.
    pub today: String,
}

/// Today of every simulator here, so that tests are the same tomorrow.
pub const TODAY: &str = "2026-03-02";
/// Now of every command that does not say otherwise.
const NOW: &str = "2026-03-02T18:00:00Z";

impl Sim {
    /// One generated account of `campaigns` campaigns, `ads` ads and `days` days.
    pub fn generated(campaigns: u32, ads: u32, days: u32, more: &[&str]) -> Self {
        let [campaigns, ads, days] = [campaigns, ads, days].map(|number| number.to_string());
        let mut arguments = vec!["--campaigns", &campaigns, "--ads", &ads, "--days", &days];
        arguments.extend(more);
        Self::start(&arguments)
    }

    pub fn start(arguments: &[&str]) -> Self {
        Self::launch(&[&["--today", TODAY], arguments].concat())
    }

    /// With the day that it is, for a program whose clock cannot be set.
    pub fn of_this_day(arguments: &[&str]) -> Self {
        Self::launch(arguments)
    }

    fn launch(arguments: &[&str]) -> Self {
        let home = TempDir::new().unwrap();
        let mut process = Command::new(binary())
            .arg("sim")
            .args(arguments)
            .env("AD_CREATOR_HOME", home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let line = first_line(process.stdout.take().unwrap());
        let document: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (url, token) = (text(&document["url"]), text(&document["token"]));
        let (account, today) = (text(&document["accounts"][0]["id"]), text(&document["accounts"][0]["today"]));
        Self { process, url, token, account, today }
    }

    /// What the simulator says about itself under `path`.
    pub fn ask(&self, path: &str) -> Value {
        let host = self.url.trim_start_matches("http://").split('/').next().unwrap().to_owned();
        let mut stream = TcpStream::connect(&host).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let body = reply.split_once("\r\n\r\n").unwrap().1;
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {reply}"))
    }

    /// Waits until the simulator was asked `requests` things of a kind.
    pub fn wait_for_requests(&self, kind: &str, requests: u64) {
        wait_until(&format!("{requests} requests of {kind}"), || {
            self.ask("/__sim/stats")["by_kind"][kind].as_u64().unwrap_or(0) >= requests
        });
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        self.process.kill().and_then(|()| self.process.wait()).expect("the simulator can be ended");
    }
}

/// A decimal as millionths, so that `12.5` and `12.50` are the same.
pub fn micros(value: &Value) -> i64 {
    let text = value.as_str().unwrap_or_else(|| panic!("{value} is not a decimal string"));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{part:0<6}").parse().unwrap()
}

/// Looks again every few milliseconds, up to the limit of patience.
pub fn wait_until(wanted: &str, mut holds: impl FnMut() -> bool) {
    let (_never_said, silence) = mpsc::channel::<()>();
    let pause = Duration::from_millis(20);
    let mut waited = Duration::ZERO;
    while !holds() {
        assert!(waited < PATIENCE, "waited too long for {wanted}");
        assert!(silence.recv_timeout(pause).is_err());
        waited += pause;
    }
}

fn first_line(out: impl std::io::Read + Send + 'static) -> String {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = BufReader::new(out).read_line(&mut line);
        sender.send(read.map(|_| line)).expect("the test waits for the line");
    });
    receiver.recv_timeout(PATIENCE).expect("the simulator says where it listens").unwrap()
}
