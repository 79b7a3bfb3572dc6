//! Why a handler stopped, with what it takes to decide whether the runner tries again.

use std::time::Duration;

use meta::{ErrorClass as GraphClass, GraphError};
use scheduler::{ErrorClass, RunError};
use store::StoreError;
use units::Timestamp;

use crate::secrets::SecretError;
use crate::{AppError, ErrorCode};

/// A run that finds no network looks again after this time.
const OFFLINE_PAUSE: Duration = Duration::from_secs(5 * 60);

/// What stopped a handler.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Meta, or the way to it.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something that has its words already.
    #[error(transparent)]
    Said(#[from] AppError),
    /// Meta asked to wait; the wait is in the file.
    #[error("waiting until {0}")]
    Wait(Timestamp),
}

impl From<SecretError> for Failure {
    fn from(error: SecretError) -> Self {
        Self::Said(error.into())
    }
}

impl From<tokio::task::JoinError> for Failure {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Said(error.into())
    }
}

impl Failure {
    /// Whether the rest of the work can go on without the step that failed: not when the token is dead, requests are
    /// used up, the network is gone, the file refuses or a person cancelled.
    pub(crate) fn spares_the_rest(&self) -> bool {
        let Self::Graph(error) = self else { return false };
        !matches!(
            error.class(),
            GraphClass::Token(_)
                | GraphClass::WaitUntil(_)
                | GraphClass::Offline
                | GraphClass::Cancelled
                | GraphClass::Deprecated
        )
    }

    /// Whether something is wrong, as opposed to a wait, a missing network, a person's word or another process: what the
    /// freshness of data should tell.
    pub(crate) fn is_of_the_data(&self) -> bool {
        let code = match self {
            Self::Wait(_) | Self::Store(StoreError::LeaseLost) => return false,
            Self::Graph(error) => {
                return !matches!(
                    error.class(),
                    GraphClass::WaitUntil(_) | GraphClass::Offline | GraphClass::Cancelled
                );
            }
            Self::Store(_) => return true,
            Self::Said(error) => error.code,
        };
        !matches!(code, ErrorCode::Cancelled | ErrorCode::LeaseLost | ErrorCode::RateLimited | ErrorCode::Offline)
    }

    /// The instant that Meta asked to wait for.
    pub(crate) fn waits_until(&self) -> Option<Timestamp> {
        match self {
            Self::Wait(until) => Some(*until),
            Self::Graph(error) => match error.class() {
                GraphClass::WaitUntil(until) => Some(until),
                _ => None,
            },
            _ => None,
        }
    }

    /// The error in its words.
    pub(crate) fn into_app(self) -> AppError {
        match self {
            Self::Graph(error) => error.into(),
            Self::Store(error) => error.into(),
            Self::Said(error) => error,
            Self::Wait(until) => crate::error::rate_limited(until),
        }
    }

    /// For the runner: the class decides whether and when the run is tried again.
    pub(crate) fn into_run_error(self, now: Timestamp) -> RunError {
        let class = match &self {
            Self::Wait(until) => ErrorClass::WaitUntil(*until),
            Self::Graph(error) => class_of_graph(&error.class(), now),
            Self::Store(error) => class_of_store(error),
            Self::Said(error) => class_of_code(error.code),
        };
        let error = self.into_app();
        RunError { class, code: error.code.word(), message: error.message, next_step: error.next_step }
    }
}

fn class_of_graph(class: &GraphClass, now: Timestamp) -> ErrorClass {
    match class {
        GraphClass::Retry | GraphClass::BadReply | GraphClass::Shrink | GraphClass::Split => ErrorClass::Retry,
        GraphClass::WaitUntil(until) => ErrorClass::WaitUntil(*until),
        GraphClass::Offline => ErrorClass::WaitUntil(now.plus(OFFLINE_PAUSE)),
        GraphClass::Token(_) | GraphClass::Permission(_) => ErrorClass::NeedsPerson,
        GraphClass::Cancelled => ErrorClass::Cancelled,
        GraphClass::DropField(_)
        | GraphClass::Gone
        | GraphClass::ClipStart
        | GraphClass::Deprecated
        | GraphClass::BadRequest => ErrorClass::Permanent,
    }
}

fn class_of_store(error: &StoreError) -> ErrorClass {
    match error {
        StoreError::LeaseLost => ErrorClass::LeaseLost,
        StoreError::Locked | StoreError::Sqlite(_) => ErrorClass::Retry,
        StoreError::DiskFull
        | StoreError::ReadOnly
        | StoreError::OpenedReadOnly
        | StoreError::Damaged(_)
        | StoreError::Io(_) => ErrorClass::NeedsPerson,
        _ => ErrorClass::Permanent,
    }
}

fn class_of_code(code: ErrorCode) -> ErrorClass {
    match code {
        ErrorCode::Cancelled => ErrorClass::Cancelled,
        ErrorCode::LeaseLost => ErrorClass::LeaseLost,
        _ if code.exit_code() == 3 || code.exit_code() == 4 || code == ErrorCode::DiskFull => ErrorClass::NeedsPerson,
        ErrorCode::Internal | ErrorCode::Io | ErrorCode::MetaUnavailable | ErrorCode::Conflict => ErrorClass::Retry,
        _ => ErrorClass::Permanent,
    }
}

impl From<Failure> for AppError {
    fn from(failure: Failure) -> Self {
        failure.into_app()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_771_200_000_000);

    #[test]
    fn waits_and_missing_network_give_the_attempt_back() {
        let until = NOW.plus(Duration::from_secs(60));
        assert_eq!(Failure::Wait(until).into_run_error(NOW).class, ErrorClass::WaitUntil(until));
        let offline = GraphError::Unreachable { host: "graph.facebook.com".into(), problem: "dns".into() };
        let error = Failure::Graph(offline).into_run_error(NOW);
        assert_eq!(error.class, ErrorClass::WaitUntil(NOW.plus(OFFLINE_PAUSE)));
        assert_eq!(error.code, "offline");
    }

    #[test]
    fn what_a_person_must_do_is_not_tried_again() {
        for failure in [
            Failure::Store(StoreError::DiskFull),
            Failure::Said(AppError::new(ErrorCode::TokenMissing, "m", "n")),
            Failure::Said(AppError::new(ErrorCode::AccountChanged, "m", "n")),
        ] {
            assert_eq!(failure.into_run_error(NOW).class, ErrorClass::NeedsPerson);
        }
    }

    #[test]
    fn a_lost_lease_and_a_cancel_stay_what_they_are() {
        assert_eq!(Failure::Store(StoreError::LeaseLost).into_run_error(NOW).class, ErrorClass::LeaseLost);
        assert_eq!(Failure::Graph(GraphError::Cancelled).into_run_error(NOW).class, ErrorClass::Cancelled);
    }
}
