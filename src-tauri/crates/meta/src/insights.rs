//! Reading insights.

use bytes::Bytes;
use futures::Stream;
use units::AccountId;

use crate::call::Call;
use crate::client::GraphClient;
use crate::error::GraphError;
use crate::paging::{Edge, RawPage, RawPages};
use crate::query::InsightsQuery;
use crate::rows::InsightsRow;

/// A page of insights. It keeps the reply's bytes and reads rows out of them without copying, so that reading can
/// happen on another thread while the next page is on its way.
#[derive(Clone)]
pub struct InsightsPage {
    data: Bytes,
    /// Fields that were left out because Meta refuses or fails on them. What is known of them stays as it is.
    pub dropped_fields: Vec<String>,
}

impl InsightsPage {
    /// The rows. Their texts are borrowed from the page.
    ///
    /// # Errors
    /// [`GraphError::Unreadable`] naming the field.
    pub fn rows(&self) -> Result<Vec<InsightsRow<'_>>, GraphError> {
        let unreadable = |error: &dyn std::fmt::Display| GraphError::unreadable("data", &error.to_string());
        let json = std::str::from_utf8(&self.data).map_err(|error| unreadable(&error))?;
        InsightsRow::parse_list(json).map_err(|fast| {
            let mut slow = serde_json::Deserializer::from_str(json);
            match serde_path_to_error::deserialize::<_, Vec<InsightsRow<'_>>>(&mut slow) {
                Ok(_) => unreadable(&fast),
                Err(error) => GraphError::unreadable(&format!("data{}", error.path()), &error.inner().to_string()),
            }
        })
    }

    /// The rows as Meta wrote them: a JSON list, without the envelope around it.
    #[must_use]
    pub fn json(&self) -> &Bytes {
        &self.data
    }
}

impl std::fmt::Debug for InsightsPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InsightsPage").field("bytes", &self.data.len()).finish_non_exhaustive()
    }
}

/// Pages of insights.
#[derive(Debug)]
pub struct InsightsPages(pub(crate) RawPages);

impl InsightsPages {
    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// [`GraphError`]; class `Split` asks for a shorter period. The list was not read to its end then.
    pub async fn next(&mut self) -> Result<Option<InsightsPage>, GraphError> {
        Ok(self.0.next().await?.map(|page| self.page(page)))
    }

    /// The pages as a stream.
    pub fn stream(self) -> impl Stream<Item = Result<InsightsPage, GraphError>> {
        futures::stream::try_unfold(self, |mut pages| async move { Ok(pages.next().await?.map(|page| (page, pages))) })
    }

    fn page(&self, raw: RawPage) -> InsightsPage {
        InsightsPage { data: raw.data, dropped_fields: self.0.choice.dropped() }
    }
}

impl GraphClient {
    /// Insights of an account, synchronously.
    #[must_use]
    pub fn insights(&self, account: &AccountId, query: &InsightsQuery) -> InsightsPages {
        let call = Call::get(&[&account.to_string(), "insights"]).and(&query.params());
        let choice = self.fields().recall(query.kind(), &query.fields());
        InsightsPages(RawPages::new(self.clone(), call, Edge::Usual(query.kind()), choice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows_of(json: &'static str) -> Result<usize, GraphError> {
        let page = InsightsPage { data: Bytes::from_static(json.as_bytes()), dropped_fields: Vec::new() };
        page.rows().map(|rows| rows.len())
    }

    #[test]
    fn a_figure_of_the_wrong_kind_is_named_by_row_and_field() {
        assert_eq!(rows_of(r#"[{"spend":"1"},{"spend":"2"}]"#), Ok(2));
        let error = rows_of(r#"[{"spend":"1"},{"spend":"much"}]"#).unwrap_err();
        assert!(matches!(&error, GraphError::Unreadable { field, .. } if field == "data[1].spend"), "{error}");
        let nested = rows_of(r#"[{"actions":[{"action_type":"lead","value":[]}]}]"#).unwrap_err();
        assert!(
            matches!(&nested, GraphError::Unreadable { field, .. } if field.starts_with("data[0].actions[0]")),
            "{nested}"
        );
    }
}
