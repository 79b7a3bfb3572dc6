//! The one error that the window and the command line see.
//!
//! Every crate below has its own enum. Here each of their cases gets its words: what happened and why
//! (`message`), what a person can do now (`next_step`), and whether anything they had is gone (`lost`).
//! The window chooses icon and buttons by `code`, the command line its exit code; nobody matches on the words.

mod graph;
mod schedule;

use serde::{Deserialize, Serialize};
use store::StoreError;
use store::creation::LibraryTable;

use crate::secrets::SecretError;

/// What kind of thing went wrong. Only kinds that the window or the command line treats differently have a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The command or the request was put wrongly.
    WrongUsage,
    /// A value that was typed in cannot be used.
    InvalidInput,
    /// The thing asked for is not there.
    NotFound,
    /// It is there already.
    AlreadyExists,
    /// Another change came first.
    Conflict,
    /// The run is over, so there is nothing to cancel or to try again.
    AlreadyEnded,
    /// There is no such kind of work.
    UnknownJobType,
    /// No such kind of work can be filed now.
    JobTypeNotAvailable,
    /// The rule of a schedule has no due time.
    ScheduleNeverFires,
    /// The workspace file was made by a newer version.
    FileNewer,
    /// Another program holds the workspace file.
    FileLocked,
    /// The workspace file cannot be read.
    FileDamaged,
    /// The file is something else.
    NotAWorkspace,
    /// The file or its folder may not be written.
    FileReadOnly,
    /// The file belongs to another installation and is open for reading only.
    OpenedReadOnly,
    /// No space left.
    DiskFull,
    /// Reading or writing a file beside the workspace failed.
    Io,
    /// The system's keychain is not there or refused.
    KeychainUnavailable,
    /// No access token is stored or given.
    TokenMissing,
    /// Meta does not accept the token any more.
    TokenExpired,
    /// Meta does not accept the token.
    TokenInvalid,
    /// The token may not do this.
    PermissionMissing,
    /// The token does not see this ad account.
    AccountNotFound,
    /// The account is not connected to this file.
    AccountNotConnected,
    /// Meta blocked the person or the app.
    AccountBlocked,
    /// Currency or time zone of the account is not what it was.
    AccountChanged,
    /// Meta asked us to wait.
    RateLimited,
    /// No network.
    Offline,
    /// Meta did not answer as it should, for now.
    MetaUnavailable,
    /// Meta's answer could not be understood.
    MetaReplyUnreadable,
    /// Meta refused the request.
    MetaRefused,
    /// The version of the Graph API has ended.
    ApiVersionEnded,
    /// The run went to somebody else.
    LeaseLost,
    /// A person stopped it.
    Cancelled,
    /// A defect in this program.
    Internal,
}

/// What went wrong, for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct AppError {
    /// What kind of thing.
    pub code: ErrorCode,
    /// What happened, and why as far as it is known.
    pub message: String,
    /// What to do now.
    pub next_step: String,
    /// Whether something that was stored before is gone.
    pub lost: bool,
    /// The field of a form that cannot be used, by the form's own name for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[specta(optional)]
    pub field: Option<String>,
}

impl AppError {
    /// An error that lost nothing.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self { code, message: message.into(), next_step: next_step.into(), lost: false, field: None }
    }

    /// The same error, said of a field of the form.
    #[must_use]
    pub fn at(self, field: &str) -> Self {
        Self { field: Some(field.to_owned()), ..self }
    }

    /// A value that a person gave cannot be used.
    #[must_use]
    pub fn invalid(message: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidInput, message, next_step)
    }

    /// The thing asked for is not in the file.
    #[must_use]
    pub fn not_found(kind: &str, id: &str) -> Self {
        Self::new(
            ErrorCode::NotFound,
            format!("There is no {kind} {id} in this file."),
            "Refresh the page or list what is there, then try again.",
        )
    }

    /// A person stopped it; what was stored until then stays.
    #[must_use]
    pub fn cancelled() -> Self {
        Self::new(
            ErrorCode::Cancelled,
            "Stopped because you cancelled it.",
            "What was stored until then is kept. Start it again when you like.",
        )
    }

    /// A defect of ours, in words that help to report it.
    #[must_use]
    pub fn internal(what: impl std::fmt::Display) -> Self {
        Self::new(
            ErrorCode::Internal,
            format!("The program met a state that should not exist: {what}"),
            "Nothing was changed. Try again; if it comes back, report it with the log of this run.",
        )
    }

    /// The exit code of the command line.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        self.code.exit_code()
    }
}

impl ErrorCode {
    /// The exit code: 1 failed and nothing lost, 2 wrong usage or input, 3 needs a person, 4 the file, 130 cancelled.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::WrongUsage
            | Self::InvalidInput
            | Self::NotFound
            | Self::AlreadyExists
            | Self::AlreadyEnded
            | Self::UnknownJobType
            | Self::JobTypeNotAvailable
            | Self::ScheduleNeverFires
            | Self::AccountNotConnected => 2,
            Self::KeychainUnavailable
            | Self::TokenMissing
            | Self::TokenExpired
            | Self::TokenInvalid
            | Self::PermissionMissing
            | Self::AccountNotFound
            | Self::AccountBlocked
            | Self::AccountChanged => 3,
            Self::FileNewer
            | Self::FileLocked
            | Self::FileDamaged
            | Self::NotAWorkspace
            | Self::FileReadOnly
            | Self::OpenedReadOnly => 4,
            Self::Conflict
            | Self::DiskFull
            | Self::Io
            | Self::RateLimited
            | Self::Offline
            | Self::MetaUnavailable
            | Self::MetaReplyUnreadable
            | Self::MetaRefused
            | Self::ApiVersionEnded
            | Self::LeaseLost
            | Self::Internal => 1,
            Self::Cancelled => 130,
        }
    }

    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(word)) => word,
            Ok(_) | Err(_) => "internal".to_owned(),
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        use ErrorCode as Code;
        let what = error.to_string();
        match error {
            StoreError::NotFound(path) => Self::new(
                Code::NotFound,
                format!("There is no file {}.", path.display()),
                "Check the name, or make a new file with `init`.",
            ),
            StoreError::AlreadyExists(path) => Self::new(
                Code::AlreadyExists,
                format!("{} exists already and was not touched.", path.display()),
                "Choose another name, or open that file.",
            ),
            StoreError::NotAWorkspace(path) => Self::new(
                Code::NotAWorkspace,
                format!("{} is not an Ad Creator file.", path.display()),
                "Choose a file that ends in .adcreator.",
            ),
            StoreError::Newer { found, known } => Self::new(
                Code::FileNewer,
                format!("This file was made by a newer version of Ad Creator (step {found}; this one knows {known})."),
                "Install the newer version. The file was not touched.",
            ),
            StoreError::Locked => Self::new(
                Code::FileLocked,
                "Another program is using this file.",
                "Close the other program or wait for it to finish, then try again.",
            ),
            StoreError::OpenUnderAnotherName(path) => Self::new(
                Code::FileLocked,
                format!("This file is still open under its former name, {}.", path.display()),
                "Quit Ad Creator there first: two programs on one file by two names would damage it.",
            ),
            StoreError::Damaged(_) => Self::new(
                Code::FileDamaged,
                format!(
                    "The file is damaged: {}.",
                    what.trim_start_matches("the file is damaged: ").trim_end_matches('.')
                ),
                "Keep a copy of it, then bring back a backup with `restore`.",
            ),
            StoreError::DiskFull => Self::new(
                Code::DiskFull,
                "The disk is full, so the last step was not stored. Everything before it is safe.",
                "Free some space and try again; it goes on where it stopped.",
            ),
            StoreError::ReadOnly => Self::new(
                Code::FileReadOnly,
                "The file, or the folder it is in, may not be written. It can be read.",
                "Change its permissions or copy it to a folder of yours, then try again.",
            ),
            StoreError::OpenedReadOnly => Self::new(
                Code::OpenedReadOnly,
                "This file belongs to another installation and is open for reading only.",
                "Take it over with `ad-creator take-over`, or in the window under Settings, File, \"Run it here\"; then try again.",
            ),
            StoreError::LeaseLost => Self::new(
                Code::LeaseLost,
                "This run was taken over by another process, so its last step was not stored.",
                "Look at the newest try of this run; it goes on from what was stored.",
            ),
            StoreError::NoSuchRow { kind, id } => Self::not_found(kind, &id),
            StoreError::Constraint(refused) => constraint(&refused),
            StoreError::SchemaDiffers(_) | StoreError::Migration(_) => Self::new(
                Code::FileDamaged,
                format!("The file could not be brought up to date: {what}."),
                "It is as it was before; a copy lies beside it. Report this with the message.",
            ),
            StoreError::Io(error) => Self::from(error),
            StoreError::Unreadable { .. } | StoreError::Sqlite(_) => Self::internal(what),
            #[expect(
                unreachable_patterns,
                reason = "the store may name more cases than this version gives own words to"
            )]
            _ => Self::internal(what),
        }
    }
}

/// What a constraint of the file refused. SQLite says it in the names of tables and columns, which are nobody's words.
fn constraint(refused: &str) -> AppError {
    let Some((kind, columns)) = refused.split_once(" constraint failed") else {
        return AppError::new(
            ErrorCode::Conflict,
            format!("This cannot be stored: {refused}."),
            "Refresh and check the values, then try again.",
        );
    };
    if !kind.ends_with("UNIQUE") {
        return AppError::new(
            ErrorCode::Conflict,
            "This cannot be stored: it does not fit what is in the file by now.",
            "Refresh and check the values, then try again.",
        );
    }
    let columns = columns.trim_start_matches(':').trim();
    let owner = columns.split('.').next().unwrap_or_default();
    let noun = LibraryTable::named(owner).map_or("entry", LibraryTable::noun);
    let what = if columns.contains("code") {
        "this code"
    } else if columns.contains("text") {
        "these words"
    } else if columns.contains("sha256") {
        "this picture"
    } else if columns.contains("name") || columns.contains("slug") {
        "this name"
    } else {
        "the same values"
    };
    AppError::new(
        ErrorCode::AlreadyExists,
        format!("There is another {noun} with {what}, in use or put away."),
        "Choose another one, or use the one that is there.",
    )
}

impl From<std::io::Error> for AppError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => StoreError::DiskFull.into(),
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => StoreError::ReadOnly.into(),
            Kind::NotFound => Self::new(
                ErrorCode::NotFound,
                format!("A file or folder is missing: {error}."),
                "Check the path and try again.",
            ),
            Kind::AlreadyExists => {
                Self::new(ErrorCode::AlreadyExists, format!("It exists already: {error}."), "Choose another name.")
            }
            _ => Self::new(
                ErrorCode::Io,
                format!("Reading or writing failed: {error}."),
                "Check the disk and the path, then try again.",
            ),
        }
    }
}

impl From<SecretError> for AppError {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::Unavailable(why) => Self::new(
                ErrorCode::KeychainUnavailable,
                format!("The system keychain cannot be used: {why}."),
                "Unlock it, or start with AD_CREATOR_NO_KEYCHAIN=1 and the token in META_ACCESS_TOKEN; it is then kept in memory only.",
            ),
            SecretError::Stopped => Self::internal("the keychain did not answer because the program is stopping"),
        }
    }
}

impl From<units::DayError> for AppError {
    fn from(error: units::DayError) -> Self {
        Self::invalid(sentence(&error), "Write days like 2026-02-16, the first one first.")
    }
}

impl From<units::AccountIdError> for AppError {
    fn from(error: units::AccountIdError) -> Self {
        Self::invalid(sentence(&error), "You find the number in Ads Manager, in the list of accounts.")
    }
}

impl From<units::ZoneError> for AppError {
    fn from(error: units::ZoneError) -> Self {
        Self::invalid(sentence(&error), "Choose a zone such as Europe/Berlin or America/Los_Angeles.")
    }
}

impl From<units::TimestampError> for AppError {
    fn from(error: units::TimestampError) -> Self {
        Self::invalid(sentence(&error), "Write an instant like 2026-02-16T07:00:00Z.")
    }
}

impl From<units::CurrencyError> for AppError {
    fn from(error: units::CurrencyError) -> Self {
        Self::invalid(sentence(&error), "Write a currency by its three letters, like EUR.")
    }
}

impl From<units::MoneyError> for AppError {
    fn from(error: units::MoneyError) -> Self {
        Self::invalid(sentence(&error), "Write an amount like 28 or 28.50.")
    }
}

impl From<tokio::task::JoinError> for AppError {
    fn from(error: tokio::task::JoinError) -> Self {
        if error.is_cancelled() { Self::cancelled() } else { Self::internal("a part of the work stopped by a panic") }
    }
}

/// The words of a lower error as a sentence: capital first letter, full stop.
pub(crate) fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let capital: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let rest = letters.as_str();
    let stop = if rest.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{capital}{rest}{stop}")
}

pub(crate) use graph::rate_limited;

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_json_is_camel_case_with_a_snake_case_code() {
        let json = serde_json::to_value(AppError::from(StoreError::DiskFull)).unwrap();
        assert_eq!(json["code"], "disk_full");
        assert_eq!(json["lost"], false);
        assert!(json["nextStep"].as_str().is_some_and(|words| words.starts_with("Free some space")));
    }

    #[test]
    fn every_case_of_the_store_has_words_and_an_exit_code() {
        let cases = [
            (StoreError::NotFound(PathBuf::from("a")), 2),
            (StoreError::AlreadyExists(PathBuf::from("a")), 2),
            (StoreError::NotAWorkspace(PathBuf::from("a")), 4),
            (StoreError::Newer { found: 9, known: 8 }, 4),
            (StoreError::Locked, 4),
            (StoreError::OpenUnderAnotherName(PathBuf::from("a")), 4),
            (StoreError::Damaged("page 3".into()), 4),
            (StoreError::DiskFull, 1),
            (StoreError::ReadOnly, 4),
            (StoreError::OpenedReadOnly, 4),
            (StoreError::LeaseLost, 1),
            (StoreError::NoSuchRow { kind: "job", id: "7".into() }, 2),
            (StoreError::Unreadable { column: "a.b", value: "x".into() }, 1),
            (StoreError::Constraint("unique".into()), 1),
            (StoreError::SchemaDiffers("a".into()), 4),
            (StoreError::Migration("a".into()), 4),
        ];
        for (case, exit) in cases {
            let words = case.to_string();
            let error = AppError::from(case);
            assert_eq!(error.exit_code(), exit, "{words}");
            assert!(!error.lost, "{words}");
            assert!(error.message.len() > 12 && error.next_step.ends_with(['.', '`']), "{error:?}");
        }
    }

    #[test]
    fn a_constraint_never_speaks_in_the_words_of_the_database() {
        let cases = [
            ("UNIQUE constraint failed: products.brand_id, products.slug", "another product with this name"),
            ("UNIQUE constraint failed: brands.name", "another brand with this name"),
            ("UNIQUE constraint failed: brands.brand_code", "another brand with this code"),
            (
                "UNIQUE constraint failed: product_offer_variants.product_id, product_offer_variants.slug",
                "another offer with this name",
            ),
            ("UNIQUE constraint failed: hooks.product_id, hooks.text", "another hook with these words"),
            ("UNIQUE constraint failed: index 'something_once'", "another entry"),
            ("CHECK constraint failed: length(short_code) <= 8", "does not fit"),
            ("FOREIGN KEY constraint failed", "does not fit"),
            ("NOT NULL constraint failed: products.name", "does not fit"),
        ];
        for (refused, said) in cases {
            let error = AppError::from(StoreError::Constraint(refused.into()));
            assert!(error.message.contains(said), "{error:?}");
            let words = format!("{} {}", error.message, error.next_step);
            for word in ["constraint", "UNIQUE", "FOREIGN", "NULL", "CHECK", "_", "products.", "brands."] {
                assert!(!words.contains(word), "{word}: {words}");
            }
        }
        let own = AppError::from(StoreError::Constraint("ad 7 has no picture to approve".into()));
        assert_eq!(own.message, "This cannot be stored: ad 7 has no picture to approve.");
    }

    #[test]
    fn a_lower_error_becomes_a_sentence() {
        assert_eq!(sentence(&"the range ends"), "The range ends.");
    }
}
