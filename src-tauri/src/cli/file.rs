//! `init`, `audit`, `cleanup`, `backup`, `restore`, `doctor`: the file itself.

use std::fmt::Write as _;
use std::path::PathBuf;

use app::{AppError, ErrorCode, upkeep};
use clap::Subcommand;
use serde::Serialize;
use store::{Change, Cleanup, Examination, OpenOptions, Outcome, Store};

use super::{Answer, Session};

/// What can be done with the file itself.
#[derive(Debug, Subcommand)]
pub enum FileCommand {
    /// Make an empty workspace
    Init {
        /// Where; without it the file of --workspace
        file: Option<PathBuf>,
        /// Stop at this step of the schema's history: a number, or the step's name (with V13__ before it or not)
        #[arg(long, value_name = "STEP")]
        up_to: Option<String>,
    },
    /// Show what the back-fill of template ids left open
    Audit,
    /// Settle what the audit shows; a dry run unless --live
    Cleanup {
        /// Make the changes
        #[arg(long)]
        live: bool,
    },
    /// Copy the workspace while it is in use
    Backup {
        /// The new copy
        file: PathBuf,
    },
    /// Bring a copy back; what the workspace holds now is kept beside it
    Restore {
        /// The copy
        file: PathBuf,
    },
    /// Run the file here: this installation takes it over from the one that runs it now
    TakeOver,
    /// Check everything about the file
    Doctor {
        /// Also one value for everything the file holds, to compare two files
        #[arg(long)]
        digest: bool,
    },
}

/// Does what was asked for.
///
/// # Errors
/// As the use cases; exit codes are theirs.
pub fn run(session: &Session, command: FileCommand) -> Result<Answer, AppError> {
    match command {
        FileCommand::Init { file, up_to } => init(session, file, up_to.as_deref()),
        FileCommand::Audit => audit(session),
        FileCommand::Cleanup { live } => cleanup(session, live),
        FileCommand::Backup { file } => backup(session, file),
        FileCommand::Restore { file } => restore(session, file),
        FileCommand::TakeOver => take_over(session),
        FileCommand::Doctor { digest } => doctor(session, digest),
    }
}

#[derive(Serialize)]
struct Made {
    file: PathBuf,
    step: i32,
    latest_step: i32,
}

fn init(session: &Session, file: Option<PathBuf>, up_to: Option<&str>) -> Result<Answer, AppError> {
    let file = match file {
        Some(file) => file,
        None => session.file()?,
    };
    let up_to = up_to.map(step).transpose()?;
    let options = OpenOptions { up_to, ..session.opening(false)?.options().clone() };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let made = Store::create(&file, &options)?;
    let made = Made { file, step: made.step, latest_step: store::latest_step() };
    Answer::of(&made, format!("Made {} at step {}.", made.file.display(), made.step))
}

/// `12`, `V12`, the step's name, or the name of its file: `V12__name`, `V12__name.sql`.
fn step(text: &str) -> Result<i32, AppError> {
    let steps = store::steps();
    let stem = text.strip_suffix(".sql").unwrap_or(text);
    let number: Option<i32> = stem.trim_start_matches(['v', 'V']).parse().ok();
    let known = steps.iter().find(|(version, name)| {
        Some(*version) == number || name == stem || stem.eq_ignore_ascii_case(&format!("V{version}__{name}"))
    });
    known.map(|(version, _)| *version).ok_or_else(|| {
        let names: Vec<String> = steps.iter().map(|(version, name)| format!("{version} {name}")).collect();
        AppError::new(
            ErrorCode::WrongUsage,
            format!("There is no step `{text}`."),
            format!("Choose one of: {}.", names.join(", ")),
        )
    })
}

fn audit(session: &Session) -> Result<Answer, AppError> {
    let audit = upkeep::audit(&session.open()?)?;
    answer_cleanup(&Cleanup { audit, changes: Vec::new(), live: false })
}

fn cleanup(session: &Session, live: bool) -> Result<Answer, AppError> {
    answer_cleanup(&upkeep::clean_up(&session.open()?, live)?)
}

fn answer_cleanup(cleanup: &Cleanup) -> Result<Answer, AppError> {
    let audit = &cleanup.audit;
    let mut text = format!(
        "{} storage paths have more than one active template, {} usage rows match no template.\n",
        audit.ambiguous_paths.len(),
        audit.unmapped_usage.len()
    );
    for change in &cleanup.changes {
        let line = match change {
            Change::DeactivateTemplate { id, storage_path, kept } => {
                format!("deactivate template {id}: {storage_path} belongs to the newer {kept}")
            }
            Change::MapUsage { id, template_storage_name, template_id } => {
                format!("map usage {id} of {template_storage_name} to template {template_id}")
            }
            Change::RemoveUsage { id, template_storage_name, .. } => {
                format!("remove usage {id}: nothing is called {template_storage_name}")
            }
        };
        text.push_str(&line);
        text.push('\n');
    }
    if cleanup.live {
        text.push_str(&format!("{} changes were made.\n", cleanup.changes.len()));
    } else if !cleanup.changes.is_empty() {
        text.push_str("Nothing was changed. `cleanup --live` makes these changes.\n");
    }
    Answer::of(cleanup, text)
}

fn backup(session: &Session, file: PathBuf) -> Result<Answer, AppError> {
    let copied = upkeep::back_up(&session.open()?, &file)?;
    Answer::of(&copied, format!("Copied to {} ({} bytes).", copied.path.display(), copied.bytes))
}

fn restore(session: &Session, from: PathBuf) -> Result<Answer, AppError> {
    let opening = session.opening(false)?;
    let restored = upkeep::restore(&from, &session.file()?, opening.options())?;
    let mut text = format!("{} holds what {} held.", restored.path.display(), from.display());
    if let Some(kept) = &restored.kept {
        text.push_str(&format!(" Its former contents are in {}.", kept.display()));
    }
    Answer::of(&restored, text)
}

#[derive(Serialize)]
struct TakenOver {
    file: PathBuf,
    /// Whether another installation, or nobody, ran it before.
    taken_over: bool,
}

/// For a file that is ours already there is nothing to do.
fn take_over(session: &Session) -> Result<Answer, AppError> {
    let (opening, file) = (session.opening(false)?, session.file()?);
    let taken_over = opening.open(&file)?.store.is_read_only();
    drop(opening.take_over(&file)?);
    let words = if taken_over { "This installation runs" } else { "This installation ran already" };
    let text = format!("{words} {}.", file.display());
    Answer::of(&TakenOver { file, taken_over }, text)
}

#[derive(Serialize)]
struct Doctored<'a> {
    #[serde(flatten)]
    examination: &'a Examination,
    #[serde(skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
}

fn doctor(session: &Session, digest: bool) -> Result<Answer, AppError> {
    let workspace = session.open()?;
    let examination = upkeep::examine(&workspace)?;
    if !examination.healthy {
        return Err(unhealthy(&examination));
    }
    let digest = digest.then(|| upkeep::digest(&workspace)).transpose()?;
    let text = match &digest {
        Some(digest) => digest.clone(),
        None => in_words(&examination),
    };
    Answer::of(&Doctored { examination: &examination, digest }, text)
}

fn in_words(examination: &Examination) -> String {
    let mut text = String::new();
    for check in &examination.checks {
        let outcome = match check.outcome {
            Outcome::Ok => "ok",
            Outcome::Problem => "PROBLEM",
            Outcome::NotChecked => "not checked",
        };
        writeln!(text, "{}: {outcome}, {}", check.name, check.detail).expect("writing to a string does not fail");
    }
    text
}

/// A damaged file is an error; a file in use or a nearly full disk is one that goes away.
fn unhealthy(examination: &Examination) -> AppError {
    let problems = examination.checks.iter().filter(|check| check.outcome == Outcome::Problem);
    let lines: Vec<String> = problems.clone().map(|check| format!("{}: {}", check.name, check.detail)).collect();
    let (code, next_step) = match problems.map(|check| check.name).next() {
        Some("lock") => (ErrorCode::FileLocked, "Wait for the other program to finish, then try again."),
        Some("disk") => (ErrorCode::DiskFull, "Free some space, then try again."),
        _ => (ErrorCode::FileDamaged, "Keep a copy of the file, then bring back a backup with `restore`."),
    };
    AppError::new(code, format!("Not everything is as it should be. {}", lines.join(". ")), next_step)
}
