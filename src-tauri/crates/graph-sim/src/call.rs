//! A request as the simulator reads it, and a reply as it leaves.

use bytes::Bytes;
use serde_json::{Value, json};

/// A request: method, path without version, parameters of query and form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Call {
    pub(crate) post: bool,
    /// `v26.0`; absent where the path had none.
    pub(crate) version: Option<String>,
    /// Path without version.
    pub(crate) path: Vec<String>,
    pub(crate) params: Vec<(String, String)>,
    pub(crate) token: Option<String>,
}

impl Call {
    /// Reads a path with its query, as in a request line or a batch item.
    pub(crate) fn parse(target: &str, post: bool, body: &[u8], bearer: Option<&str>) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut path: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let version = path.first().filter(|part| is_version(part)).cloned();
        if version.is_some() {
            path.remove(0);
        }
        let mut params: Vec<(String, String)> = form(query.as_bytes());
        params.extend(form(body));
        let token = bearer
            .map(str::to_owned)
            .or_else(|| params.iter().find(|(key, _)| key == "access_token").map(|(_, v)| v.clone()));
        Self { post, version, path, params, token }
    }

    /// A parameter's text.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A list parameter, given as JSON text, as `name[]=` or as `name[0]=`.
    pub(crate) fn list(&self, name: &str) -> Option<Vec<String>> {
        let indexed: Vec<String> = self
            .params
            .iter()
            .filter(|(key, _)| key.strip_prefix(name).is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']')))
            .map(|(_, value)| value.clone())
            .collect();
        if !indexed.is_empty() {
            return Some(indexed);
        }
        let text = self.param(name)?;
        match serde_json::from_str::<Vec<Value>>(text) {
            Ok(values) => {
                Some(values.iter().map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).collect())
            }
            Err(_not_json) => Some(text.split(',').map(|part| part.trim().to_owned()).collect()),
        }
    }
}

fn is_version(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|n| n.split_once('.').is_some_and(|(a, b)| a.parse::<u32>().is_ok() && b.parse::<u32>().is_ok()))
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn form(bytes: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(bytes).into_owned().collect()
}

/// A reply before it is put on the wire.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) body: Bytes,
    pub(crate) headers: Vec<(&'static str, String)>,
    /// Insight rows in it.
    pub(crate) rows: u64,
}

impl Reply {
    pub(crate) fn json(value: &Value) -> Self {
        Self::bytes(value.to_string().into_bytes())
    }

    pub(crate) fn bytes(body: Vec<u8>) -> Self {
        Self {
            status: 200,
            content_type: "application/json; charset=UTF-8",
            body: body.into(),
            headers: Vec::new(),
            rows: 0,
        }
    }

    pub(crate) fn is_error(&self) -> bool {
        self.status >= 400
    }
}

impl From<GraphError> for Reply {
    fn from(error: GraphError) -> Self {
        Self { status: error.status, ..Self::json(&error.body()) }
    }
}

/// An error as Meta words it.
#[derive(Debug, Clone)]
pub(crate) struct GraphError {
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) subcode: Option<u32>,
    pub(crate) kind: &'static str,
    pub(crate) message: String,
    pub(crate) transient: Option<bool>,
    pub(crate) user: Option<(&'static str, String)>,
}

impl GraphError {
    pub(crate) fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            subcode: None,
            kind: "OAuthException",
            message: message.into(),
            transient: None,
            user: None,
        }
    }

    pub(crate) fn subcode(self, subcode: u32) -> Self {
        Self { subcode: Some(subcode), ..self }
    }

    pub(crate) fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }

    pub(crate) fn transient(self, transient: bool) -> Self {
        Self { transient: Some(transient), ..self }
    }

    pub(crate) fn user(self, title: &'static str, message: impl Into<String>) -> Self {
        Self { user: Some((title, message.into())), ..self }
    }

    /// 100: a parameter is wrong.
    pub(crate) fn parameter(message: impl Into<String>) -> Self {
        Self::new(400, 100, message)
    }

    /// 100/33: the object is not there or not for this token.
    pub(crate) fn missing(id: &str) -> Self {
        Self::new(
            400,
            100,
            format!(
                "Unsupported get request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api"
            ),
        )
        .subcode(33)
        .kind("GraphMethodException")
    }

    /// 1: too much was asked.
    pub(crate) fn reduce() -> Self {
        Self::new(500, 1, "Please reduce the amount of data you're asking for, then retry your request")
    }

    pub(crate) fn body(&self) -> Value {
        let mut error =
            json!({"message": self.message, "type": self.kind, "code": self.code, "fbtrace_id": "AxSimulatorTrace0"});
        let object = error.as_object_mut().expect("BUG: written as an object above");
        if let Some(subcode) = self.subcode {
            object.insert("error_subcode".to_owned(), subcode.into());
        }
        if let Some(transient) = self.transient {
            object.insert("is_transient".to_owned(), transient.into());
        }
        if let Some((title, message)) = &self.user {
            object.insert("error_user_title".to_owned(), (*title).into());
            object.insert("error_user_msg".to_owned(), message.as_str().into());
        }
        json!({ "error": error })
    }
}
