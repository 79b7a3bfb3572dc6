//! What every command works with.

use std::future::Future;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use app::{AppError, Workspace};
use units::{Clock, IdSource, ShiftedClock, SystemClock, SystemIds};

use super::{Answer, Arguments};
use crate::logging::{self, Logging};
use crate::opening::Opening;
use crate::places::Places;

/// One call of the command line.
#[derive(Debug)]
pub struct Session {
    workspace: Option<PathBuf>,
    json: bool,
    quiet: bool,
    /// Time, as `--now` set it.
    pub clock: Arc<dyn Clock>,
    /// Ids and chance.
    pub ids: Arc<dyn IdSource>,
    /// Folders of this user.
    pub places: Places,
    _logging: Logging,
}

impl Session {
    /// Reads what concerns every command.
    ///
    /// # Errors
    /// If this user has no home folder.
    pub fn new(arguments: &Arguments) -> Result<Self, AppError> {
        let places = Places::find()?;
        let logging = logging::start(places.logs(), !arguments.quiet);
        crate::crash::log_panics();
        let clock: Arc<dyn Clock> = match arguments.now {
            Some(start) => Arc::new(ShiftedClock::starting_at(start)),
            None => Arc::new(SystemClock::new()),
        };
        Ok(Self {
            workspace: arguments.workspace.clone(),
            json: arguments.json,
            quiet: arguments.quiet,
            clock,
            ids: Arc::new(SystemIds),
            places,
            _logging: logging,
        })
    }

    /// The workspace file that is meant: `--workspace`, else the one opened last, else this user's own.
    ///
    /// # Errors
    /// If what was opened last cannot be read.
    pub fn file(&self) -> Result<PathBuf, AppError> {
        if let Some(named) = &self.workspace {
            return Ok(named.clone());
        }
        let last = self.places.preferences()?.recent.into_iter().next();
        Ok(last.unwrap_or_else(|| self.places.default_file()))
    }

    /// How files are opened in this call.
    ///
    /// # Errors
    /// If the id of this installation cannot be read or made.
    pub fn opening(&self, no_keychain: bool) -> Result<Opening, AppError> {
        Opening::new(&self.places, Arc::clone(&self.clock), Arc::clone(&self.ids), no_keychain)
    }

    /// Opens the file that is meant, and says if it is open for reading only.
    ///
    /// # Errors
    /// As opening a file fails.
    pub fn open(&self) -> Result<Workspace, AppError> {
        let workspace = self.opening(false)?.open(&self.file()?)?;
        if let Err(refusal) = workspace.store.check_writable() {
            self.progress(&AppError::from(refusal).message);
        }
        Ok(workspace)
    }

    /// Opens the file that is meant, making it first if it is not there.
    ///
    /// # Errors
    /// As opening or making a file fails.
    pub fn open_or_create(&self, no_keychain: bool) -> Result<Workspace, AppError> {
        let opening = self.opening(no_keychain)?;
        let file = self.file()?;
        if file.exists() { opening.open(&file) } else { opening.create(&file) }
    }

    /// Runs asynchronous work to its end.
    ///
    /// # Errors
    /// Those of the work, or of the system if it gives no threads.
    pub fn wait_for<T>(&self, work: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
        tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
    }

    /// A line about progress, on standard error.
    pub fn progress(&self, line: &str) {
        if !self.quiet {
            // Nobody reading progress is no reason to stop the work.
            if writeln!(std::io::stderr(), "{line}").is_err() {
                tracing::debug!("standard error is closed");
            }
        }
    }

    /// Prints a line at once, for servers that go on after it.
    ///
    /// # Errors
    /// If standard output is closed.
    pub fn print_now(&self, line: &str) -> Result<(), AppError> {
        let mut out = std::io::stdout();
        writeln!(out, "{line}")?;
        Ok(out.flush()?)
    }

    /// Prints the answer or the error and gives the exit code.
    pub fn finish(&self, result: Result<Answer, AppError>) -> ExitCode {
        match result {
            Ok(answer) => {
                let (text, exit) = answer.print(self.json);
                match std::io::stdout().write_all(text.as_bytes()) {
                    Ok(()) => ExitCode::from(exit),
                    Err(_closed) => ExitCode::FAILURE,
                }
            }
            Err(error) => complain(&error, self.json),
        }
    }
}

/// Prints an error where it belongs: a document on standard output with `--json`, else words on standard error.
pub fn complain(error: &AppError, as_json: bool) -> ExitCode {
    let written = if as_json {
        let document = serde_json::json!({ "error": {
            "code": error.code, "message": error.message, "next_step": error.next_step, "lost": error.lost,
        }});
        writeln!(std::io::stdout(), "{document}")
    } else {
        let safe = if error.lost { "Something was lost." } else { "Nothing was lost." };
        writeln!(std::io::stderr(), "{}\n{} {safe}", error.message, error.next_step)
    };
    match written {
        Ok(()) => ExitCode::from(error.exit_code()),
        Err(_closed) => ExitCode::FAILURE,
    }
}
