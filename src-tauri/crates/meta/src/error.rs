//! What can go wrong, and what to do about it.

use units::{AccountId, Timestamp};

use crate::fault::{GraphFault, Verdict};

/// A call that did not give what was asked for. No text in here holds a token.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GraphError {
    /// Meta answered an error.
    #[error("Meta refused the request: {0}")]
    Fault(Box<GraphFault>),
    /// A budget is used up, Meta's or, before it comes to that, our own count of it.
    #[error("the request budget is used up until {until}")]
    Throttled {
        /// When requests may go on.
        until: Timestamp,
        /// Meta's answer; `None` if we stopped before Meta did.
        fault: Option<Box<GraphFault>>,
    },
    /// Even the smallest pages were too much: ask for a shorter period.
    #[error("Meta cannot answer this much at once: {0}")]
    TooMuchData(Box<GraphFault>),
    /// An asynchronous report failed twice, or did not end in time: ask for a shorter period.
    #[error("the report could not be made: {0}")]
    ReportFailed(String),
    /// The account does not exist, or the token does not see it.
    #[error("the token does not see {account}: {fault}")]
    AccountNotVisible {
        /// The account asked for.
        account: AccountId,
        /// Meta's answer.
        fault: Box<GraphFault>,
    },
    /// A reply says something else than agreed.
    #[error("Meta's reply cannot be read at `{field}`: {problem}")]
    Unreadable {
        /// Where in the reply.
        field: String,
        /// What is wrong there.
        problem: String,
    },
    /// A reply is not JSON: a gateway's page, a cut reply.
    #[error("the reply (HTTP {status}) is not one of the Graph API: {beginning}")]
    NotJson {
        /// HTTP status.
        status: u16,
        /// How it begins.
        beginning: String,
    },
    /// The server cannot be reached.
    #[error("no connection to {host}: {problem}")]
    Unreachable {
        /// The host.
        host: String,
        /// What the system says.
        problem: String,
    },
    /// The connection broke, or the reply did not come in time.
    #[error("the connection to {host} broke: {problem}")]
    Interrupted {
        /// The host.
        host: String,
        /// What the system says.
        problem: String,
    },
    /// A picture that will not be fetched or is none.
    #[error("the picture cannot be fetched: {0}")]
    Picture(#[from] PictureProblem),
    /// A token is only ever sent to the Graph API or to this machine.
    #[error("`{0}` is not the Graph API and not on this machine")]
    ForeignAddress(String),
    /// The client could not be made.
    #[error("the network client cannot start: {0}")]
    Setup(String),
    /// It was asked to stop.
    #[error("cancelled")]
    Cancelled,
}

/// Why a picture was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// Not https, or a host that Meta's pictures do not come from.
    #[error("`{0}` is not one of Meta's picture hosts")]
    ForeignHost(String),
    /// The link has expired or the picture was removed: ask for a new link.
    #[error("the link has expired (HTTP {0})")]
    Expired(u16),
    /// Too many bytes.
    #[error("it is larger than {0} bytes")]
    TooLarge(u64),
    /// The bytes are no picture.
    #[error("the bytes are not a picture")]
    NotAPicture,
    /// The host answered something else.
    #[error("HTTP {0}")]
    Status(u16),
}

/// What to do about an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorClass {
    /// The same later; the client already tried for about two minutes.
    Retry,
    /// Ask for less in one request.
    Shrink,
    /// Ask for a shorter period or a lower level.
    Split,
    /// Ask again without these fields (empty: Meta does not say which).
    DropField(Vec<String>),
    /// Ask again at this time; nothing before it.
    WaitUntil(Timestamp),
    /// The person must connect again.
    Token(TokenProblem),
    /// The person must give a right.
    Permission(PermissionProblem),
    /// The object is gone.
    Gone,
    /// Start later: Meta keeps 37 months.
    ClipStart,
    /// This program is too old for the Graph API.
    Deprecated,
    /// A mistake of ours.
    BadRequest,
    /// Meta's reply cannot be understood.
    BadReply,
    /// There is no network.
    Offline,
    /// It was asked to stop.
    Cancelled,
}

/// What is wrong with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenProblem {
    /// Its time is over.
    Expired,
    /// The owner logged out.
    LoggedOut,
    /// The owner changed the password.
    PasswordChanged,
    /// The owner removed the app.
    AppRemoved,
    /// The owner must log in at facebook.com once; the token comes back alive.
    LoginNeeded,
    /// It is not a token, or not any more.
    Invalid,
    /// Its app takes requests only with a proof made of the app's secret.
    NeedsProof,
}

/// Which right is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermissionProblem {
    /// A right for this field or object, often `ads_read`.
    Right,
    /// `ads_management`, or the app may not use it.
    AdsManagement,
    /// An app in development mode sees its own accounts only.
    DevelopmentApp,
    /// A right on a page.
    Page,
    /// The account is not among those the token sees.
    Account,
    /// Meta blocks this person or app for a policy reason; the token itself is fine.
    Blocked,
}

impl GraphError {
    /// What to do about it.
    #[must_use]
    pub fn class(&self) -> ErrorClass {
        match self {
            Self::Fault(fault) => fault_class(fault),
            Self::Throttled { until, .. } => ErrorClass::WaitUntil(*until),
            Self::TooMuchData(_) | Self::ReportFailed(_) => ErrorClass::Split,
            Self::AccountNotVisible { .. } => ErrorClass::Permission(PermissionProblem::Account),
            Self::Unreadable { .. } => ErrorClass::BadReply,
            Self::NotJson { status, .. } if *status >= 500 => ErrorClass::Retry,
            Self::NotJson { .. } => ErrorClass::BadReply,
            Self::Unreachable { .. } => ErrorClass::Offline,
            Self::Interrupted { .. } => ErrorClass::Retry,
            Self::Picture(PictureProblem::Expired(_)) => ErrorClass::Gone,
            Self::Picture(PictureProblem::Status(status)) if *status >= 500 || *status == 429 => ErrorClass::Retry,
            Self::Picture(_) => ErrorClass::BadReply,
            Self::ForeignAddress(_) | Self::Setup(_) => ErrorClass::BadRequest,
            Self::Cancelled => ErrorClass::Cancelled,
        }
    }

    /// Meta's answer, if there was one.
    #[must_use]
    pub fn fault(&self) -> Option<&GraphFault> {
        match self {
            Self::Fault(fault) | Self::TooMuchData(fault) | Self::AccountNotVisible { fault, .. } => Some(fault),
            Self::Throttled { fault, .. } => fault.as_deref(),
            _ => None,
        }
    }

    pub(crate) fn unreadable(field: &str, problem: &str) -> Self {
        Self::Unreadable { field: field.to_owned(), problem: problem.to_owned() }
    }

    pub(crate) fn verdict(&self) -> Option<Verdict> {
        match self {
            Self::Fault(fault) => Some(fault.verdict()),
            _ => None,
        }
    }

    /// Whether the very same request may succeed in a moment, whatever Meta's codes say.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Interrupted { .. } => true,
            Self::NotJson { status, .. } => *status < 300 || *status >= 500,
            _ => false,
        }
    }
}

fn fault_class(fault: &GraphFault) -> ErrorClass {
    match fault.verdict() {
        Verdict::Transient | Verdict::Unknown | Verdict::NotReady | Verdict::Throttled(_) => ErrorClass::Retry,
        Verdict::TooMuch => ErrorClass::Shrink,
        Verdict::TooLarge => ErrorClass::Split,
        // Without a token, or with a proof that does not fit it.
        Verdict::Odd if fault.code == Some(104) => ErrorClass::Token(TokenProblem::Invalid),
        Verdict::Field | Verdict::Odd => ErrorClass::DropField(fault.blamed.clone()),
        Verdict::Token(problem) => ErrorClass::Token(problem),
        Verdict::Permission(problem) => ErrorClass::Permission(problem),
        Verdict::Gone => ErrorClass::Gone,
        Verdict::BeforeRetention => ErrorClass::ClipStart,
        Verdict::Deprecated => ErrorClass::Deprecated,
        Verdict::BadRequest => ErrorClass::BadRequest,
    }
}
