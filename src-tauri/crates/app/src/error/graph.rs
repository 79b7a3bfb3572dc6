//! The words for what went wrong between us and Meta.
//!
//! Meta's own texts come in the language of the token's owner and are made for developers, so they are quoted only
//! where nothing better is known, and always without the token (`meta` takes it out of every text it hands over).

use meta::{ErrorClass, GraphError, PermissionProblem, TokenProblem};
use units::Timestamp;

use super::{AppError, ErrorCode, sentence};

impl From<GraphError> for AppError {
    fn from(error: GraphError) -> Self {
        use ErrorCode as Code;
        match error.class() {
            ErrorClass::Token(problem) => token(problem),
            ErrorClass::Permission(problem) => permission(problem, &error),
            ErrorClass::WaitUntil(until) => rate_limited(until),
            ErrorClass::Offline => Self::new(
                Code::Offline,
                format!("There is no connection to Meta: {error}."),
                "Check the network; the next sync goes on where this one stopped.",
            ),
            ErrorClass::Retry => Self::new(
                Code::MetaUnavailable,
                format!("Meta did not answer as it should, several times: {error}."),
                "Try again in some minutes; it goes on where it stopped.",
            ),
            ErrorClass::BadReply => Self::new(
                Code::MetaReplyUnreadable,
                sentence(&error),
                "Try again; if it stays, report it with the log of this run. Nothing of the unreadable reply was stored.",
            ),
            ErrorClass::Shrink | ErrorClass::Split => Self::new(
                Code::MetaUnavailable,
                format!("Meta could not answer even for the smallest piece: {error}."),
                "Try again later; what was read before is stored.",
            ),
            ErrorClass::Gone => Self::new(
                Code::NotFound,
                format!("Meta does not have this object any more: {error}."),
                "Check the id; archived and deleted objects may be gone for good.",
            ),
            ErrorClass::ClipStart => Self::new(
                Code::InvalidInput,
                "Meta keeps daily figures for 37 months, and the range starts before that.",
                "Choose a later first day.",
            ),
            ErrorClass::Deprecated => Self::new(
                Code::ApiVersionEnded,
                "Meta has ended the version of its interface that this program uses.",
                "Install a newer version of Ad Creator. What is stored stays readable.",
            ),
            ErrorClass::DropField(_) | ErrorClass::BadRequest => Self::new(
                Code::MetaRefused,
                sentence(&error),
                "Try again; if it stays, report it with the log of this run.",
            ),
            ErrorClass::Cancelled => Self::cancelled(),
        }
    }
}

/// Meta asked to wait.
pub(crate) fn rate_limited(until: Timestamp) -> AppError {
    AppError::new(
        ErrorCode::RateLimited,
        format!("Meta asked to wait until {}, because this account's requests are used up for now.", until.in_words()),
        "Nothing to do: the next sync goes on by itself after that. Asking earlier makes the wait longer.",
    )
}

fn token(problem: TokenProblem) -> AppError {
    let (code, message, next_step) = match problem {
        TokenProblem::Expired => (
            ErrorCode::TokenExpired,
            "The access token has expired.",
            "Make a new token in Business settings and connect the account again. Everything that was synced stays.",
        ),
        TokenProblem::LoggedOut => (
            ErrorCode::TokenExpired,
            "The access token ended because its owner logged out.",
            "Make a new token and connect the account again. Everything that was synced stays.",
        ),
        TokenProblem::PasswordChanged => (
            ErrorCode::TokenExpired,
            "The access token ended because its owner changed the password.",
            "Make a new token and connect the account again. Everything that was synced stays.",
        ),
        TokenProblem::AppRemoved => (
            ErrorCode::TokenInvalid,
            "The app that made the access token was removed by its owner.",
            "Add the app again, make a new token and connect the account again.",
        ),
        TokenProblem::LoginNeeded => (
            ErrorCode::TokenInvalid,
            "Facebook wants the token's owner to log in once.",
            "Log in at facebook.com as the owner of the token, then try again with the same token.",
        ),
        TokenProblem::Invalid => (
            ErrorCode::TokenInvalid,
            "Meta does not accept the access token.",
            "Copy the whole token again, or make a new one, and connect the account again.",
        ),
        TokenProblem::NeedsProof => (
            ErrorCode::TokenInvalid,
            "The token's app wants every request signed with the app's secret, which this program does not have.",
            "Switch off Require App Secret in the app's advanced settings, or use a token of another app.",
        ),
    };
    AppError::new(code, message, next_step)
}

fn permission(problem: PermissionProblem, error: &GraphError) -> AppError {
    let (code, message, next_step) = match problem {
        PermissionProblem::Right => (
            ErrorCode::PermissionMissing,
            format!("The token lacks a right: {error}."),
            "Make a token with the right ads_read for this account, then connect again.",
        ),
        PermissionProblem::AdsManagement => (
            ErrorCode::PermissionMissing,
            "The token lacks the right ads_management, or its app may not use it.".to_owned(),
            "Make a token with that right, or use one that only needs ads_read.",
        ),
        PermissionProblem::DevelopmentApp => (
            ErrorCode::PermissionMissing,
            "The token's app is in development mode and sees its own accounts only.".to_owned(),
            "Use an account of the same business, or switch the app to live mode.",
        ),
        PermissionProblem::Page => (
            ErrorCode::PermissionMissing,
            "The token lacks a right on the page.".to_owned(),
            "Add the page to the token's system user, then try again.",
        ),
        PermissionProblem::Account => (
            ErrorCode::AccountNotFound,
            "This token does not see that ad account: the number is wrong, or the account is not assigned to the token's owner.".to_owned(),
            "Check the number in Ads Manager and assign the account to the token's owner in Business settings.",
        ),
        PermissionProblem::Blocked => (
            ErrorCode::AccountBlocked,
            "Meta blocks requests of this person or app for a policy reason; the token itself is fine.".to_owned(),
            "Look at Account quality in Business settings.",
        ),
    };
    AppError::new(code, message, next_step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_not_a_failure_of_the_person() {
        let until = Timestamp::parse("2026-02-22T13:00:00Z").unwrap();
        let error = AppError::from(GraphError::Throttled { until, fault: None });
        assert_eq!((error.code, error.exit_code()), (ErrorCode::RateLimited, 1));
        assert!(error.message.contains("22 Feb 2026, 13:00 UTC"));
    }

    #[test]
    fn every_problem_of_a_token_needs_a_person() {
        use TokenProblem as P;
        for problem in
            [P::Expired, P::LoggedOut, P::PasswordChanged, P::AppRemoved, P::LoginNeeded, P::Invalid, P::NeedsProof]
        {
            assert_eq!(token(problem).exit_code(), 3, "{problem:?}");
        }
    }

    #[test]
    fn offline_and_unreadable_lose_nothing_and_can_be_tried_again() {
        let offline = GraphError::Unreachable { host: "graph.facebook.com".into(), problem: "dns".into() };
        let cut = GraphError::NotJson { status: 200, beginning: "<html>".into() };
        for (error, code) in [(offline, ErrorCode::Offline), (cut, ErrorCode::MetaReplyUnreadable)] {
            let error = AppError::from(error);
            assert_eq!((error.code, error.exit_code(), error.lost), (code, 1, false));
        }
    }
}
