//! Meta's error bodies and what their codes mean.
//!
//! Codes decide, never texts: the texts come in the language of the token's owner.

use secrecy::SecretString;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{PermissionProblem, TokenProblem};
use crate::redact::scrub;

/// An error that Meta answered, with the token scrubbed out of its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphFault {
    /// HTTP status; Meta sends throttling as 400 and some errors as 200.
    pub http_status: u16,
    /// Main code; `None` for a bare "Call was not successful".
    pub code: Option<i64>,
    /// Finer code.
    pub subcode: Option<i64>,
    /// `OAuthException`, `GraphMethodException`, `GraphBatchException`; may be absent.
    pub kind: Option<String>,
    /// Meta's text for developers.
    pub message: String,
    /// Meta's title for people, in the token owner's language.
    pub user_title: Option<String>,
    /// Meta's text for people, in the token owner's language.
    pub user_message: Option<String>,
    /// What Meta thinks; wrong for throttling.
    pub is_transient: Option<bool>,
    /// For Meta's support.
    pub trace_id: Option<String>,
    /// Fields that Meta blames.
    pub blamed: Vec<String>,
}

impl std::fmt::Display for GraphFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        match (self.code, self.subcode) {
            (Some(code), Some(subcode)) => write!(f, " (code {code}/{subcode})"),
            (Some(code), None) => write!(f, " (code {code})"),
            (None, _) => write!(f, " (HTTP {})", self.http_status),
        }
    }
}

/// What a fault means for the request that met it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Try again after a pause.
    Transient,
    /// Try again once: a random fault, or the mark of a field that cannot be read.
    Odd,
    /// Try again after a pause, with smaller pages.
    Unknown,
    /// Too much was asked for: smaller pages.
    TooMuch,
    /// Far too much was asked for: a shorter period.
    TooLarge,
    /// Wait, as long as the headers say.
    Throttled(Throttle),
    /// A report that is not ready.
    NotReady,
    /// One field spoils the request.
    Field,
    /// The token.
    Token(TokenProblem),
    /// A right.
    Permission(PermissionProblem),
    /// The object is gone, or was never visible.
    Gone,
    /// The period starts before what Meta keeps.
    BeforeRetention,
    /// The API version has ended.
    Deprecated,
    /// The request is wrong and stays wrong.
    BadRequest,
}

/// Whose budget is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Throttle {
    /// The ad account's score.
    Account,
    /// The app's, or a business use case.
    UseCase,
    /// Writes of one kind, for an hour.
    Hour,
}

impl GraphFault {
    /// Reads an error out of a body, if it is one.
    pub(crate) fn read(http_status: u16, body: &[u8], token: &SecretString) -> Option<Self> {
        let body: Body<'_> = serde_json::from_slice(body).ok()?;
        let fault = match (body.error, body.error_type, body.error_message) {
            (Some(error), ..) => error.into_fault(http_status),
            // The OAuth endpoints' own form: their 400 is no code of the Graph API.
            (None, Some(kind), message) => Self {
                kind: Some(kind),
                code: Some(190),
                message: message.unwrap_or_default(),
                ..Self::bare(http_status)
            },
            (None, None, _) => return None,
        };
        Some(fault.scrubbed(token))
    }

    fn bare(http_status: u16) -> Self {
        Self {
            http_status,
            code: None,
            subcode: None,
            kind: None,
            message: String::new(),
            user_title: None,
            user_message: None,
            is_transient: None,
            trace_id: None,
            blamed: Vec::new(),
        }
    }

    fn scrubbed(mut self, token: &SecretString) -> Self {
        self.message = scrub(&self.message, token);
        self.user_title = self.user_title.map(|text| scrub(&text, token));
        self.user_message = self.user_message.map(|text| scrub(&text, token));
        self.blamed = self.blamed.iter().map(|text| scrub(text, token)).collect();
        self
    }

    /// What the codes mean (facts: Meta's error table).
    pub(crate) fn verdict(&self) -> Verdict {
        let Some(code) = self.code else {
            return if self.http_status >= 500 || self.is_transient == Some(true) {
                Verdict::Transient
            } else {
                Verdict::BadRequest
            };
        };
        match (code, self.subcode) {
            (1, None) => Verdict::TooMuch,
            (1, Some(99)) => Verdict::Unknown,
            (2, _) => Verdict::Transient,
            (17, Some(1_885_172)) | (1 | 368, _) => self.stop(code),
            (613, Some(1_487_632)) => Verdict::Throttled(Throttle::Hour),
            (17, _) | (613, Some(1_487_742)) => Verdict::Throttled(Throttle::Account),
            (4 | 32 | 341 | 613 | 80_000..=80_014, _) => Verdict::Throttled(Throttle::UseCase),
            (100, subcode) => self.parameter(subcode),
            (10 | 200..=299, _) => Verdict::Permission(self.permission(code)),
            (102 | 190, _) => self.token(),
            (104, _) => Verdict::Odd,
            (960, _) => Verdict::TooMuch,
            (2635, _) => Verdict::Deprecated,
            (2601, _) => Verdict::NotReady,
            (3018, _) => Verdict::BeforeRetention,
            _ if self.is_transient == Some(true) || self.http_status == 503 => Verdict::Transient,
            _ => Verdict::BadRequest,
        }
    }

    fn stop(&self, code: i64) -> Verdict {
        if code == 368 { Verdict::Permission(PermissionProblem::Blocked) } else { Verdict::BadRequest }
    }

    fn parameter(&self, subcode: Option<i64>) -> Verdict {
        match subcode {
            // The app has "Require App Secret" on. The parameter's name is an identifier and not translated.
            _ if self.message.contains("appsecret_proof") => Verdict::Token(TokenProblem::NeedsProof),
            Some(33) => Verdict::Gone,
            Some(1_487_534) => Verdict::TooLarge,
            Some(2_446_289 | 2_446_211 | 1_443_048) => Verdict::Field,
            None if self.kind.as_deref() == Some("GraphMethodException") => Verdict::Odd,
            None if self.is_transient == Some(true) => Verdict::Transient,
            _ => Verdict::BadRequest,
        }
    }

    fn permission(&self, code: i64) -> PermissionProblem {
        match code {
            294 => PermissionProblem::AdsManagement,
            270 => PermissionProblem::DevelopmentApp,
            _ => PermissionProblem::Right,
        }
    }

    fn token(&self) -> Verdict {
        let problem = match self.subcode {
            Some(458) => TokenProblem::AppRemoved,
            Some(459 | 464) => TokenProblem::LoginNeeded,
            Some(460) => TokenProblem::PasswordChanged,
            Some(463) => TokenProblem::Expired,
            Some(467) => TokenProblem::LoggedOut,
            // The names of rights are identifiers and not translated: a page right is missing, the token lives.
            None if self.message.contains("pages_") => return Verdict::Permission(PermissionProblem::Page),
            _ => TokenProblem::Invalid,
        };
        Verdict::Token(problem)
    }
}

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(default, borrow)]
    error: Option<ErrorBody<'a>>,
    #[serde(default)]
    error_type: Option<String>,
    #[serde(default)]
    error_message: Option<String>,
}

#[derive(Deserialize)]
struct ErrorBody<'a> {
    #[serde(default, deserialize_with = "crate::wire::string")]
    message: Option<String>,
    #[serde(default, rename = "type", deserialize_with = "crate::wire::string")]
    kind: Option<String>,
    #[serde(default)]
    code: Option<i64>,
    #[serde(default)]
    error_subcode: Option<i64>,
    #[serde(default)]
    is_transient: Option<bool>,
    #[serde(default, deserialize_with = "crate::wire::string")]
    error_user_title: Option<String>,
    #[serde(default, deserialize_with = "crate::wire::string")]
    error_user_msg: Option<String>,
    #[serde(default, borrow)]
    error_data: Option<&'a RawValue>,
    #[serde(default, deserialize_with = "crate::wire::string")]
    fbtrace_id: Option<String>,
}

impl ErrorBody<'_> {
    fn into_fault(self, http_status: u16) -> GraphFault {
        GraphFault {
            http_status,
            code: self.code,
            subcode: self.error_subcode,
            kind: self.kind,
            message: self.message.unwrap_or_default(),
            user_title: self.error_user_title,
            user_message: self.error_user_msg,
            is_transient: self.is_transient,
            trace_id: self.fbtrace_id,
            blamed: self.error_data.map(blamed).unwrap_or_default(),
        }
    }
}

#[derive(Deserialize)]
struct ErrorData {
    #[serde(default)]
    blame_field_specs: Vec<Vec<String>>,
}

/// `error_data` is an object or the JSON text of one.
fn blamed(data: &RawValue) -> Vec<String> {
    let json = data.get();
    let unpacked = serde_json::from_str::<String>(json);
    let data: Option<ErrorData> = serde_json::from_str(unpacked.as_deref().unwrap_or(json)).ok();
    data.map(|data| data.blame_field_specs.into_iter().map(|path| path.join(".")).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(status: u16, body: &str) -> GraphFault {
        GraphFault::read(status, body.as_bytes(), &SecretString::from("SECRET")).expect("an error body")
    }

    fn verdict(status: u16, code: i64, subcode: Option<i64>) -> Verdict {
        let subcode = subcode.map_or(String::new(), |sub| format!(",\"error_subcode\":{sub}"));
        fault(status, &format!(r#"{{"error":{{"message":"m","code":{code}{subcode}}}}}"#)).verdict()
    }

    #[test]
    fn an_app_that_wants_a_proof_is_told_from_other_wrong_parameters() {
        let body = r#"{"error":{"message":"API calls from the server require an appsecret_proof argument",
            "type":"GraphMethodException","code":100}}"#;
        assert_eq!(fault(400, body).verdict(), Verdict::Token(TokenProblem::NeedsProof));
    }

    #[test]
    fn the_table_of_codes() {
        use Verdict::*;
        let table = [
            (500, 1, None, TooMuch),
            (500, 1, Some(99), Unknown),
            (400, 1, Some(2_853_001), BadRequest),
            (400, 2, None, Transient),
            (400, 4, None, Throttled(Throttle::UseCase)),
            (400, 4, Some(1_504_022), Throttled(Throttle::UseCase)),
            (400, 17, Some(2_446_079), Throttled(Throttle::Account)),
            (400, 17, Some(1_885_172), BadRequest),
            (400, 32, None, Throttled(Throttle::UseCase)),
            (400, 341, None, Throttled(Throttle::UseCase)),
            (400, 613, None, Throttled(Throttle::UseCase)),
            (400, 613, Some(1_487_742), Throttled(Throttle::Account)),
            (400, 613, Some(1_487_632), Throttled(Throttle::Hour)),
            (400, 80_000, Some(2_446_079), Throttled(Throttle::UseCase)),
            (400, 80_004, None, Throttled(Throttle::UseCase)),
            (400, 80_014, None, Throttled(Throttle::UseCase)),
            (400, 100, Some(1_487_534), TooLarge),
            (400, 100, Some(33), Gone),
            (400, 100, Some(2_446_289), Field),
            (400, 100, Some(2_446_211), Field),
            (400, 100, Some(1_443_048), Field),
            (400, 100, None, BadRequest),
            (403, 10, None, Permission(PermissionProblem::Right)),
            (400, 200, None, Permission(PermissionProblem::Right)),
            (400, 294, None, Permission(PermissionProblem::AdsManagement)),
            (400, 270, None, Permission(PermissionProblem::DevelopmentApp)),
            (400, 102, None, Token(TokenProblem::Invalid)),
            (401, 190, Some(458), Token(TokenProblem::AppRemoved)),
            (401, 190, Some(459), Token(TokenProblem::LoginNeeded)),
            (401, 190, Some(460), Token(TokenProblem::PasswordChanged)),
            (401, 190, Some(463), Token(TokenProblem::Expired)),
            (401, 190, Some(464), Token(TokenProblem::LoginNeeded)),
            (401, 190, Some(467), Token(TokenProblem::LoggedOut)),
            (401, 190, None, Token(TokenProblem::Invalid)),
            (400, 104, None, Odd),
            (400, 368, None, Permission(PermissionProblem::Blocked)),
            (400, 960, None, TooMuch),
            (400, 2500, None, BadRequest),
            (400, 2635, None, Deprecated),
            (400, 2601, Some(1_815_107), NotReady),
            (400, 3018, None, BeforeRetention),
            (503, 12, None, Transient),
        ];
        for (status, code, subcode, expected) in table {
            assert_eq!(verdict(status, code, subcode), expected, "{code}/{subcode:?}");
        }
    }

    #[test]
    fn a_missing_page_right_is_not_a_dead_token() {
        let body = r#"{"error":{"message":"(#190) needs pages_read_engagement","code":190,"type":"OAuthException"}}"#;
        assert_eq!(fault(400, body).verdict(), Verdict::Permission(PermissionProblem::Page));
    }

    #[test]
    fn an_unsupported_get_is_odd_once() {
        let body = r#"{"error":{"message":"Unsupported request - method type: get","type":"GraphMethodException","code":100}}"#;
        assert_eq!(fault(400, body).verdict(), Verdict::Odd);
    }

    #[test]
    fn a_service_that_says_nothing_else_is_transient() {
        assert_eq!(fault(503, r#"{"error":{"message":"Call was not successful"}}"#).verdict(), Verdict::Transient);
    }

    #[test]
    fn both_forms_of_error_data_name_the_blamed_fields() {
        let object = r#"{"error":{"message":"m","code":100,"error_data":{"blame_field_specs":[["time_range"]]}}}"#;
        let text = r#"{"error":{"message":"m","code":100,"error_data":"{\"blame_field_specs\":[[\"a\",\"b\"]]}"}}"#;
        assert_eq!(fault(400, object).blamed, ["time_range"]);
        assert_eq!(fault(400, text).blamed, ["a.b"]);
    }

    #[test]
    fn texts_come_without_the_token() {
        let body = r#"{"error":{"message":"bad token SECRET","code":190,"error_user_msg":"see ?access_token=SECRET"}}"#;
        let fault = fault(400, body);
        assert!(!format!("{fault:?} {fault}").contains("SECRET"));
    }

    #[test]
    fn the_oauth_form_is_a_token_problem() {
        let body = r#"{"error_type":"OAuthException","code":400,"error_message":"Invalid platform app"}"#;
        assert_eq!(fault(400, body).verdict(), Verdict::Token(TokenProblem::Invalid));
    }

    #[test]
    fn other_bodies_are_not_errors() {
        let token = SecretString::from("");
        assert_eq!(GraphFault::read(200, br#"{"data":[]}"#, &token), None);
        assert_eq!(GraphFault::read(502, b"<html>Bad Gateway</html>", &token), None);
    }
}
