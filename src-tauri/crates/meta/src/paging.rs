//! Pages, read to their proven end.
//!
//! Only the absence of `paging.next` ends a list: a page may be short or even empty and have a next one, and the last
//! page still has a cursor. Rows may repeat when the data changes meanwhile; the caller keeps one of each id.

use std::borrow::Cow;
use std::marker::PhantomData;

use bytes::Bytes;
use futures::Stream;
use serde::Deserialize;
use serde_json::value::RawValue;
use url::Url;

use crate::call::{Call, Params};
use crate::client::GraphClient;
use crate::error::GraphError;
use crate::fault::Verdict;
use crate::fields::FieldChoice;
use crate::retry::Tries;
use crate::transport::Reply;

/// Below this, smaller pages do not help.
const SMALLEST_PAGE: u32 = 25;
/// Where to look for the end of the rows; links are long.
const LONGEST_PAGING: usize = 16 * 1024;

/// One page of objects.
#[derive(Debug)]
pub struct Page<T> {
    /// Its rows; may be empty with more pages to come.
    pub rows: Vec<T>,
    /// Fields that were left out because Meta refuses or fails on them. What is known of them stays as it is.
    pub dropped_fields: Vec<String>,
}

/// Pages of objects.
#[derive(Debug)]
pub struct Pages<T> {
    raw: RawPages,
    rows: PhantomData<fn() -> T>,
}

impl<T: serde::de::DeserializeOwned> Pages<T> {
    pub(crate) fn new(raw: RawPages) -> Self {
        Self { raw, rows: PhantomData }
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// [`GraphError`]; the list was not read to its end then.
    pub async fn next(&mut self) -> Result<Option<Page<T>>, GraphError> {
        let Some(page) = self.raw.next().await? else { return Ok(None) };
        let rows = serde_json::from_slice(&page.data).map_err(|_error| self.raw.client.drift::<Vec<T>>(&page.data))?;
        Ok(Some(Page { rows, dropped_fields: self.raw.choice.dropped() }))
    }

    /// The rows of all pages.
    ///
    /// # Errors
    /// As [`Self::next`].
    pub async fn all(mut self) -> Result<Page<T>, GraphError> {
        let mut rows = Vec::new();
        while let Some(page) = self.next().await? {
            rows.extend(page.rows);
        }
        Ok(Page { rows, dropped_fields: self.raw.choice.dropped() })
    }

    /// The pages as a stream.
    pub fn stream(self) -> impl Stream<Item = Result<Page<T>, GraphError>> {
        futures::stream::try_unfold(self, |mut pages| async move { Ok(pages.next().await?.map(|page| (page, pages))) })
    }
}

/// A page whose rows were not read yet.
#[derive(Debug)]
pub(crate) struct RawPage {
    /// The list of rows, as JSON. The rest of the reply, which holds the token, is out of reach.
    pub data: Bytes,
    /// What leads to the next page.
    next: Option<Params>,
}

/// What is different about some lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edge {
    /// Objects or insights: fields may be left out.
    Usual(&'static str),
    /// Rows of a report, whose fields were fixed when it was made. Code 100 without a subcode is a passing fault
    /// there.
    Report,
}

/// Walks over the pages of one list.
#[derive(Debug)]
pub(crate) struct RawPages {
    pub client: GraphClient,
    pub choice: FieldChoice,
    call: Call,
    edge: Edge,
    limit: u32,
    place: Option<Params>,
    first: Option<RawPage>,
}

impl RawPages {
    pub fn new(client: GraphClient, call: Call, edge: Edge, choice: FieldChoice) -> Self {
        let limit = client.config().page_limit.max(1);
        Self { client, choice, call, edge, limit, place: Some(Vec::new()), first: None }
    }

    /// Gives a page back, to be the next one.
    pub fn put_back(&mut self, page: RawPage) {
        self.first = Some(page);
    }

    pub async fn next(&mut self) -> Result<Option<RawPage>, GraphError> {
        if let Some(page) = self.first.take() {
            return Ok(Some(page));
        }
        let Some(place) = self.place.clone() else { return Ok(None) };
        let page = self.fetch(&place).await?;
        if page.next.as_ref() == Some(&place) {
            return Err(GraphError::unreadable("paging.cursors.after", "the next page would be this one again"));
        }
        self.place.clone_from(&page.next);
        Ok(Some(page))
    }

    async fn fetch(&mut self, place: &Params) -> Result<RawPage, GraphError> {
        let mut tries = Tries::up_to(self.client.config().repeats);
        loop {
            let call = self.request(place, self.choice.text());
            let error = match self.client.once(&call, |reply| page_of(&self.client, reply)).await {
                Ok(page) => return Ok(page),
                Err(error) => error,
            };
            self.adapt(place, error, &mut tries).await?;
        }
    }

    fn request(&self, place: &Params, fields: String) -> Call {
        let call = self.call.clone().with("limit", self.limit.to_string()).and(place);
        if fields.is_empty() { call } else { call.with("fields", fields) }
    }

    /// Changes the request, or waits, so that the next try has a chance.
    async fn adapt(&mut self, place: &Params, error: GraphError, tries: &mut Tries) -> Result<(), GraphError> {
        match error.verdict() {
            Some(Verdict::TooMuch) => return self.shrink(error),
            Some(Verdict::Unknown) => self.limit = self.smaller().unwrap_or(self.limit),
            Some(Verdict::BadRequest) if self.is_passing_report_fault(&error) => {
                let pause = tries.next_pause(self.client.ids()).ok_or(error)?;
                return self.client.pause(pause).await;
            }
            _ => {}
        }
        match (tries.pause_after(&error, self.client.ids()), self.edge) {
            (Some(pause), _) => self.client.pause(pause).await,
            (None, Edge::Report) => Err(error),
            (None, Edge::Usual(kind)) => {
                let mut choice = self.choice.clone();
                let request = |fields| self.request(place, fields);
                self.client.without_bad_fields(&mut choice, error, &request).await?;
                self.client.fields().keep(kind, &choice);
                self.choice = choice;
                Ok(())
            }
        }
    }

    fn is_passing_report_fault(&self, error: &GraphError) -> bool {
        self.edge == Edge::Report
            && error.fault().is_some_and(|fault| fault.code == Some(100) && fault.subcode.is_none())
    }

    fn smaller(&self) -> Option<u32> {
        (self.limit > SMALLEST_PAGE).then(|| (self.limit / 2).max(SMALLEST_PAGE))
    }

    fn shrink(&mut self, error: GraphError) -> Result<(), GraphError> {
        match (self.smaller(), error) {
            (Some(limit), _) => {
                tracing::debug!(limit, "smaller pages");
                self.limit = limit;
                Ok(())
            }
            (None, GraphError::Fault(fault)) => Err(GraphError::TooMuchData(fault)),
            (None, error) => Err(error),
        }
    }
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    data: &'a RawValue,
    #[serde(default, borrow)]
    paging: Option<Paging<'a>>,
}

#[derive(Deserialize)]
struct Paging<'a> {
    #[serde(default, borrow)]
    cursors: Option<Cursors<'a>>,
    #[serde(default, borrow, deserialize_with = "crate::wire::text")]
    next: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Cursors<'a> {
    #[serde(default, borrow, deserialize_with = "crate::wire::text")]
    after: Option<Cow<'a, str>>,
}

fn page_of(client: &GraphClient, reply: &Reply) -> Result<RawPage, GraphError> {
    let (data, paging) = match split(&reply.body) {
        Some((data, paging)) => (data, Some(paging)),
        None => {
            let envelope: Envelope<'_> = client.read_json(reply)?;
            (envelope.data.get().as_bytes(), envelope.paging)
        }
    };
    let next = match paging {
        Some(Paging { next: Some(next), cursors }) => Some(next_place(&next, cursors)?),
        _ => None,
    };
    Ok(RawPage { data: reply.body.slice_ref(data), next })
}

/// Finds the rows of a page in Meta's usual form, `{"data":[…],"paging":{…}}`, without walking over all of them: in
/// a large page that would take half as long again as reading the rows. Between the two keys stands what cannot stand
/// inside a text (a quote there would be escaped), and what follows must be JSON to the last byte, so a page that ends
/// in a nested list is not mistaken for one. `None` sends the page the long way.
fn split(body: &[u8]) -> Option<(&[u8], Paging<'_>)> {
    const HEAD: &[u8] = b"{\"data\":";
    const SEAM: &[u8] = b"],\"paging\":";
    let rest = body.strip_prefix(HEAD)?;
    let tail = rest.len().saturating_sub(LONGEST_PAGING);
    let at = tail + rest[tail..].windows(SEAM.len()).rposition(|window| window == SEAM)?;
    let paging = rest[at + SEAM.len()..].trim_ascii_end().strip_suffix(b"}")?;
    let paging = serde_json::from_slice(paging).ok()?;
    rest.starts_with(b"[").then(|| (&rest[..=at], paging))
}

/// What to add to our own address for the next page: the cursor, or, for lists that page by time or offset, the few
/// parameters of theirs that say where to go on.
fn next_place(next: &str, cursors: Option<Cursors<'_>>) -> Result<Params, GraphError> {
    if let Some(after) = cursors.and_then(|cursors| cursors.after) {
        return Ok(vec![(Cow::Borrowed("after"), after.into_owned())]);
    }
    let wrong = || GraphError::unreadable("paging.next", "it says not where to go on");
    let url = Url::parse(next).map_err(|_no_address| wrong())?;
    let place: Params = url
        .query_pairs()
        .filter_map(|(name, value)| {
            let name = ["after", "offset", "until", "__paging_token"].into_iter().find(|known| *known == name)?;
            Some((Cow::Borrowed(name), value.into_owned()))
        })
        .collect();
    if place.is_empty() { Err(wrong()) } else { Ok(place) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursors(after: &str) -> Option<Cursors<'_>> {
        Some(Cursors { after: Some(Cow::Borrowed(after)) })
    }

    fn split_text(body: &str) -> Option<(&str, Option<String>)> {
        let (data, paging) = split(body.as_bytes())?;
        Some((std::str::from_utf8(data).unwrap(), paging.next.map(Cow::into_owned)))
    }

    #[test]
    fn a_usual_page_is_split_without_reading_it() {
        let body = r#"{"data":[{"id":"1"},{"id":"2"}],"paging":{"cursors":{"after":"x"},"next":"https://n"}}"#;
        assert_eq!(split_text(body), Some((r#"[{"id":"1"},{"id":"2"}]"#, Some("https://n".into()))));
        let last = r#"{"data":[],"paging":{"cursors":{"after":"x"}}}"#;
        assert_eq!(split_text(last), Some(("[]", None)));
    }

    #[test]
    fn pages_of_any_other_form_go_the_long_way() {
        for body in [
            r#"{"data":[]}"#,
            r#"{"data":[{"ads":{"data":[{}],"paging":{"next":"inner"}}}]}"#,
            r#"{"data":[{"id":"1"}],"paging":{"next":"https://n"},"summary":{}}"#,
            r#"{"data":[{"id":"1"}],"paging":{"next":"https"#,
            r#"{"paging":{},"data":[]}"#,
        ] {
            assert_eq!(split_text(body), None, "{body}");
        }
    }

    proptest::proptest! {
        #[test]
        fn splitting_and_reading_agree(names in proptest::collection::vec(".{0,12}", 0..5), cursor in "[A-Za-z0-9]{1,9}", more in proptest::bool::ANY) {
            let rows: Vec<_> = names.iter().map(|name| serde_json::json!({ "name": name, "n": { "data": [1], "paging": {} } })).collect();
            let mut paging = serde_json::json!({ "cursors": { "after": cursor } });
            if more {
                paging["next"] = "https://x/?access_token=T".into();
            }
            let body = serde_json::json!({ "data": rows, "paging": paging }).to_string();
            let (data, read) = split(body.as_bytes()).expect("the usual form");
            let envelope: Envelope<'_> = serde_json::from_str(&body).unwrap();
            proptest::prop_assert_eq!(data, envelope.data.get().as_bytes());
            proptest::prop_assert_eq!(read.next.is_some(), more);
        }
    }

    #[test]
    fn the_cursor_leads_on_and_the_link_is_not_followed() {
        let place = next_place("https://evil.example/v19.0/x?access_token=T&after=OTHER", cursors("MjQZD")).unwrap();
        assert_eq!(place, [(Cow::Borrowed("after"), "MjQZD".to_owned())]);
    }

    #[test]
    fn a_list_paged_by_time_takes_its_place_from_the_link_and_nothing_else() {
        let next = "https://graph.facebook.com/v26.0/act_1/activities?access_token=T&limit=5&until=1771200000&__paging_token=x1";
        let place = next_place(next, None).unwrap();
        assert_eq!(
            place,
            [(Cow::Borrowed("until"), "1771200000".to_owned()), (Cow::Borrowed("__paging_token"), "x1".to_owned())]
        );
        assert!(next_place("https://graph.facebook.com/v26.0/x?access_token=T", None).is_err());
    }
}
