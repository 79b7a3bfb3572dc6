//! The command line: the same use cases as the window, on the same file, with or without the window open.
//!
//! Each group of commands has a module with its arguments and a `run` that returns an [`Answer`]. `--json` prints one
//! document on standard output; progress and logs go to standard error. Exit codes are those of `AppError`.
//!
//! To add a group: a module here, a variant of [`Command`] with `#[command(flatten)]`, and one arm in [`dispatch`].
#![allow(clippy::doc_markdown, reason = "these words are read in a terminal, where backticks are noise")]

mod ads;
mod answer;
mod create;
mod demo;
mod file;
mod import;
mod jobs;
mod meta;
mod report;
mod session;
mod sim;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use units::Timestamp;

pub use answer::Answer;
pub use session::Session;

use crate::places::Places;
use crate::window;

/// Ad Creator: make ads, sync Meta campaigns and see what performs, on this computer.
#[derive(Debug, Parser)]
#[command(name = "ad-creator", version, about, propagate_version = true)]
pub struct Arguments {
    /// The workspace file; without it the one opened last
    #[arg(long, global = true, value_name = "FILE")]
    pub workspace: Option<PathBuf>,
    /// Print one JSON document
    #[arg(long, global = true)]
    pub json: bool,
    /// No progress on standard error
    #[arg(long, global = true)]
    pub quiet: bool,
    /// The instant that the clock of runner and jobs starts from (RFC 3339)
    #[arg(long, global = true, value_name = "T")]
    pub now: Option<Timestamp>,
    /// What to do; without it the window opens
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Everything the command line can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The file itself
    #[command(flatten)]
    File(file::FileCommand),
    /// Ad accounts
    #[command(flatten)]
    Meta(meta::MetaCommand),
    /// Numbers and what they mean
    #[command(flatten)]
    Report(report::ReportCommand),
    /// Schedules and the runner
    #[command(flatten)]
    Jobs(jobs::JobsCommand),
    /// Making ads
    #[command(flatten)]
    Create(create::CreateCommand),
    /// Bringing things in
    #[command(flatten)]
    Import(import::ImportCommand),
    /// Ads that were made
    #[command(flatten)]
    Ads(ads::AdsCommand),
    /// The simulator
    #[command(flatten)]
    Sim(sim::SimCommand),
    /// The demo
    #[command(flatten)]
    Demo(demo::DemoCommand),
}

/// Reads the arguments of this call. Words that make no sense are an error like any other: with `--json` one document
/// on standard output.
///
/// # Errors
/// The exit code, after help, version or the error was printed.
pub fn read_arguments() -> Result<Arguments, ExitCode> {
    Arguments::try_parse().map_err(|error| {
        let as_json = std::env::args_os().any(|argument| argument == "--json");
        if as_json && error.use_stderr() {
            let words = error.render().to_string();
            // The first paragraph: what is missing stands in lines of its own below the sentence.
            let sentence: Vec<_> = words.lines().map(str::trim).take_while(|line| !line.is_empty()).collect();
            let first = sentence.join(" ").trim_start_matches("error: ").to_owned();
            let next_step = "Look at `ad-creator --help`, or `ad-creator COMMAND --help`.";
            return session::complain(&app::AppError::new(app::ErrorCode::WrongUsage, first, next_step), true);
        }
        error.exit()
    })
}

/// The file whose window a start with these arguments is about; `None` if any open one will do.
#[must_use]
pub fn file_meant(arguments: &[String], places: &Places) -> Option<PathBuf> {
    let arguments = Arguments::try_parse_from(arguments).ok()?;
    match arguments.command {
        Some(Command::Demo(demo)) => Some(demo.file(places)),
        _ => arguments.workspace,
    }
}

/// Does what the arguments say and gives the exit code.
pub fn run(arguments: Arguments) -> ExitCode {
    let session = match Session::new(&arguments) {
        Ok(session) => session,
        Err(error) => return session::complain(&error, arguments.json),
    };
    match arguments.command {
        None => session.finish(open_window(&session, arguments.workspace)),
        Some(command) => session.finish(dispatch(&session, command)),
    }
}

fn dispatch(session: &Session, command: Command) -> Result<Answer, app::AppError> {
    match command {
        Command::File(command) => file::run(session, command),
        Command::Meta(command) => meta::run(session, command),
        Command::Report(command) => report::run(session, command),
        Command::Jobs(command) => jobs::run(session, command),
        Command::Create(command) => create::run(session, command),
        Command::Import(command) => import::run(session, command),
        Command::Ads(command) => ads::run(session, command),
        Command::Sim(command) => sim::run(session, command),
        Command::Demo(command) => demo::run(session, command),
    }
}

/// Opens the window; it stays until a person quits.
///
/// # Errors
/// If there is no display or no web view.
pub fn open_window(session: &Session, file: Option<PathBuf>) -> Result<Answer, app::AppError> {
    window::open(session.places.clone(), Arc::clone(&session.clock), Arc::clone(&session.ids), file)?;
    Ok(Answer::said())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_start_says_which_file_it_is_about() {
        let places = Places::find().unwrap();
        let meant = |words: &str| {
            let arguments: Vec<String> = format!("ad-creator {words}").split_whitespace().map(str::to_owned).collect();
            file_meant(&arguments, &places)
        };
        assert_eq!(meant(""), None);
        assert_eq!(meant("--workspace a.adcreator"), Some("a.adcreator".into()));
        assert_eq!(meant("--workspace=a.adcreator"), Some("a.adcreator".into()));
        assert_eq!(meant("demo b.adcreator --seed 2"), Some("b.adcreator".into()));
        assert_eq!(meant("demo"), Some(places.demo_file()));
        assert_eq!(meant("no-such-command"), None);
    }
}
