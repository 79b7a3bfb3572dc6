//! One request, before it is sent.

use std::borrow::Cow;

use reqwest::Method;
use url::Url;

use crate::budget::Points;

/// Names and values of a query or a form.
pub(crate) type Params = Vec<(Cow<'static, str>, String)>;

/// A request to the Graph API. Its address is always built here: what Meta offers to follow (`paging.next`) holds the
/// token and may name another version.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub method: Method,
    pub path: Vec<String>,
    pub query: Params,
    pub form: Params,
    pub cost: Points,
}

impl Call {
    pub fn get(path: &[&str]) -> Self {
        Self {
            method: Method::GET,
            path: path.iter().map(|part| (*part).to_owned()).collect(),
            query: Vec::new(),
            form: Vec::new(),
            cost: Points::READ,
        }
    }

    pub fn post(path: &[&str], form: Params) -> Self {
        Self { method: Method::POST, form, cost: Points::WRITE, ..Self::get(path) }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((Cow::Borrowed(name), value.into()));
        self
    }

    /// Adds parameters; one of the same name is replaced.
    pub fn and(mut self, params: &[(Cow<'static, str>, String)]) -> Self {
        self.query.retain(|(name, _)| params.iter().all(|(new, _)| new != name));
        self.query.extend_from_slice(params);
        self
    }

    pub fn costing(mut self, points: usize) -> Self {
        self.cost = Points(u32::try_from(points).unwrap_or(u32::MAX));
        self
    }

    pub fn url(&self, base: &Url, version: &str) -> Url {
        let mut url = base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push(version).extend(&self.path);
        }
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        url
    }

    /// What a batch writes for this request: path and query without the server.
    pub fn relative_url(&self, version: &str) -> String {
        let base = Url::parse("http://batch/").expect("a constant address");
        let url = self.url(&base, version);
        let path = url.path().trim_start_matches('/');
        url.query().map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"))
    }

    /// For logs: no parameters.
    pub fn label(&self) -> String {
        self.path.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_built_from_parts_that_cannot_break_out() {
        let base = Url::parse("https://graph.facebook.com").unwrap();
        let call = Call::get(&["act_1", "ads"]).with("fields", "id,name").with("after", "a+b=&x");
        assert_eq!(
            call.url(&base, "v26.0").as_str(),
            "https://graph.facebook.com/v26.0/act_1/ads?fields=id%2Cname&after=a%2Bb%3D%26x"
        );
        let odd = Call::get(&["../me?x=1", "ads"]);
        assert_eq!(odd.url(&base, "v26.0").as_str(), "https://graph.facebook.com/v26.0/..%2Fme%3Fx=1/ads");
    }

    #[test]
    fn a_batch_item_is_the_same_address_without_the_server() {
        let call = Call::get(&["1"]).with("fields", "id");
        assert_eq!(call.relative_url("v26.0"), "v26.0/1?fields=id");
        assert_eq!(Call::get(&["me"]).relative_url("v26.0"), "v26.0/me");
    }
}
