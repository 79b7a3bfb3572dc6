//! Several requests in one.

use std::borrow::Cow;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use crate::call::{Call, Params};
use crate::client::GraphClient;
use crate::error::GraphError;
use crate::fault::Verdict;
use crate::many::MOST_IDS;
use crate::retry::Tries;
use crate::rows::GraphRow;
use crate::transport::Reply;
use crate::usage::Readings;

/// One read of a batch.
#[derive(Debug, Clone)]
pub struct BatchGet(Call);

impl BatchGet {
    /// An object by id, with the fields of its kind that every token may read.
    #[must_use]
    pub fn object<T: GraphRow>(id: &str) -> Self {
        Self(Call::get(&[id]).with("fields", T::FIELDS.core.join(",")))
    }

    /// An edge of an object, e.g. `thumbnails` of a video.
    #[must_use]
    pub fn edge(id: &str, edge: &str, fields: &str) -> Self {
        Self(Call::get(&[id, edge]).with("fields", fields.to_owned()))
    }
}

/// The answer to one read of a batch.
#[derive(Debug, Clone)]
pub struct BatchAnswer {
    reply_body: Bytes,
}

impl BatchAnswer {
    /// Reads the answer.
    ///
    /// # Errors
    /// [`GraphError::Unreadable`] naming the field.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, GraphError> {
        let mut json = serde_json::Deserializer::from_slice(&self.reply_body);
        serde_path_to_error::deserialize(&mut json)
            .map_err(|error| GraphError::unreadable(&error.path().to_string(), "the value has another form"))
    }
}

#[derive(Deserialize)]
struct Item {
    code: u16,
    #[serde(default)]
    headers: Vec<Header>,
    #[serde(default)]
    body: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

impl Item {
    fn into_reply(self) -> Reply {
        let header = |wanted: &str| {
            let found = self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(wanted));
            found.map(|header| header.value.as_str())
        };
        let readings = Readings::of(header);
        Reply { status: self.code, body: Bytes::from(self.body.unwrap_or_default()), readings }
    }
}

type Answers = Vec<Result<BatchAnswer, GraphError>>;

impl GraphClient {
    /// Sends reads, fifty in one request, and gives their answers in the same order. Reads that Meta did not get to
    /// or that failed for a moment are sent again.
    ///
    /// # Errors
    /// [`GraphError`] of a whole batch; errors of single reads stand in their places.
    pub async fn batch(&self, gets: &[BatchGet]) -> Result<Answers, GraphError> {
        let mut answers: Vec<Option<Result<BatchAnswer, GraphError>>> = vec![None; gets.len()];
        let mut size = self.group_size();
        let mut tries = Tries::up_to(self.config().repeats);
        loop {
            let open: Vec<usize> = (0..gets.len()).filter(|at| answers[*at].is_none()).take(size).collect();
            if open.is_empty() {
                break;
            }
            match self.round(gets, &open).await {
                Ok(items) => {
                    let mut lacking = false;
                    for (at, answer) in open.into_iter().zip(items) {
                        lacking |= answer.is_none();
                        answers[at] = answer;
                    }
                    if lacking && !self.pause_before_next(&mut tries).await? {
                        break;
                    }
                }
                Err(error) if size > 1 && is_too_large(&error) => size = size.div_ceil(2),
                Err(error) => return Err(error),
            }
        }
        let never = || GraphError::NotJson { status: 200, beginning: "null".to_owned() };
        Ok(answers.into_iter().map(|answer| answer.unwrap_or_else(|| Err(never()))).collect())
    }

    async fn pause_before_next(&self, tries: &mut Tries) -> Result<bool, GraphError> {
        match tries.next_pause(self.ids()) {
            Some(pause) => self.pause(pause).await.map(|()| true),
            None => Ok(false),
        }
    }

    /// One request. `None` in a place means: send it again.
    async fn round(
        &self,
        gets: &[BatchGet],
        open: &[usize],
    ) -> Result<Vec<Option<Result<BatchAnswer, GraphError>>>, GraphError> {
        let version = &self.config().version;
        let list: Vec<_> = open
            .iter()
            .map(|at| json!({ "method": "GET", "relative_url": gets[*at].0.relative_url(version) }))
            .collect();
        let form: Params = vec![
            (Cow::Borrowed("batch"), json!(list).to_string()),
            (Cow::Borrowed("include_headers"), "true".to_owned()),
        ];
        let call = Call::post(&[""], form).costing(open.len());
        let items = self.ask_batch(&call, open.len()).await?;
        Ok(items.into_iter().map(|item| self.answer_of(item?)).collect())
    }

    /// Like `ask`, but "took too long" is for the caller, who makes the batch smaller.
    async fn ask_batch(&self, call: &Call, expected: usize) -> Result<Vec<Option<Item>>, GraphError> {
        let mut tries = Tries::up_to(self.config().repeats);
        loop {
            let read = |reply: &Reply| {
                let items: Vec<Option<Item>> = self.read_json(reply)?;
                if items.len() == expected {
                    return Ok(items);
                }
                Err(GraphError::unreadable("batch", &format!("{} answers to {expected} reads", items.len())))
            };
            match self.once(call, read).await {
                Ok(items) => return Ok(items),
                Err(error) => match tries.pause_after(&error, self.ids()) {
                    Some(pause) => self.pause(pause).await?,
                    None => return Err(error),
                },
            }
        }
    }

    /// `None` where the read should be sent again.
    fn answer_of(&self, item: Item) -> Option<Result<BatchAnswer, GraphError>> {
        let reply = item.into_reply();
        if (200..300).contains(&reply.status) {
            self.budget_mut().succeeded(self.clock().now(), &reply.readings);
            return Some(Ok(BatchAnswer { reply_body: reply.body }));
        }
        let error = self.failure(&reply);
        let again = error.is_passing() || matches!(error.verdict(), Some(Verdict::Transient | Verdict::Unknown));
        (!again).then_some(Err(error))
    }
}

/// 960 is a batch that took too long; a `GraphBatchException` does not say what it is, mostly the size.
fn is_too_large(error: &GraphError) -> bool {
    error.verdict() == Some(Verdict::TooMuch)
        || error.fault().is_some_and(|fault| fault.kind.as_deref() == Some("GraphBatchException"))
}

const _: () = assert!(MOST_IDS == 50, "Meta takes fifty reads in a batch");
