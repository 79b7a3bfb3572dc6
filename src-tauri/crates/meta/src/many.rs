//! Reading objects by their ids, fifty in one request.

use std::collections::HashMap;

use serde_json::value::RawValue;

use crate::call::Call;
use crate::client::GraphClient;
use crate::error::{GraphError, PermissionProblem};
use crate::fault::Verdict;
use crate::fields::FieldChoice;
use crate::rows::GraphRow;
use crate::transport::Reply;

/// Meta's own limit.
pub(crate) const MOST_IDS: usize = 50;
const FEW_POINTS: u32 = 10;
/// After so many forbidden objects and no allowed one, a right is missing and not an object.
const FEW_REFUSALS: u32 = 3;

/// Objects read by their ids.
#[derive(Debug)]
pub struct Found<T> {
    /// Those that could be read.
    pub rows: Vec<T>,
    /// Those that are gone, or that the token may not see.
    pub missing: Vec<String>,
    /// Fields that were left out because Meta refuses or fails on them.
    pub dropped_fields: Vec<String>,
}

impl GraphClient {
    /// Objects by id. One unreadable id fails a whole request; it is found by halving.
    ///
    /// # Errors
    /// [`GraphError`], but not for single objects that are gone or forbidden.
    pub async fn by_ids<T: GraphRow>(&self, ids: &[String]) -> Result<Found<T>, GraphError> {
        let mut choice = self.fields().recall(T::KIND, &T::FIELDS);
        let mut found = Found { rows: Vec::with_capacity(ids.len()), missing: Vec::new(), dropped_fields: Vec::new() };
        // Last first, so that the halves of a failed group come next and in order.
        let mut groups: Vec<&[String]> = ids.chunks(self.group_size()).rev().collect();
        let mut refused = 0;
        while let Some(group) = groups.pop() {
            let error = match self.group(group, &mut choice).await {
                Ok(rows) => {
                    found.take(group, rows);
                    continue;
                }
                Err(error) => error,
            };
            let (gone, forbidden) = (is_gone(&error), is_forbidden(&error));
            refused += u32::from(forbidden && group.len() == 1);
            let nothing_is_allowed = refused >= FEW_REFUSALS && found.rows.is_empty();
            if !(gone || forbidden) || nothing_is_allowed {
                return Err(error);
            }
            match group {
                [one] => found.missing.push(one.clone()),
                _ => {
                    let (left, right) = group.split_at(group.len() / 2);
                    groups.extend([right, left]);
                }
            }
        }
        found.dropped_fields = choice.dropped();
        Ok(found)
    }

    /// Every id counts as a call, so a group has to fit into what is left of the budget, unless next to nothing is:
    /// then it fits into the whole budget and waits for it.
    pub(crate) fn group_size(&self) -> usize {
        let now = self.clock().now();
        let (free, allowed) = {
            let mut budget = self.budget_mut();
            (budget.free(now), budget.allowed())
        };
        let points = if free < FEW_POINTS { allowed } else { free };
        usize::try_from(points).unwrap_or(MOST_IDS).clamp(1, MOST_IDS)
    }

    async fn group<T: GraphRow>(&self, ids: &[String], choice: &mut FieldChoice) -> Result<Vec<T>, GraphError> {
        let list = ids.join(",");
        let request =
            |fields: String| Call::get(&[""]).with("ids", list.clone()).with("fields", fields).costing(ids.len());
        loop {
            let error = match self.ask(&request(choice.text()), |reply| rows(self, reply)).await {
                Ok(rows) => return Ok(rows),
                Err(error) if is_gone(&error) => return Err(error),
                Err(error) => error,
            };
            self.without_bad_fields(choice, error, &request).await?;
            self.fields().keep(T::KIND, choice);
        }
    }
}

impl<T: GraphRow> Found<T> {
    fn take(&mut self, asked: &[String], rows: Vec<T>) {
        let unanswered = |id: &&String| rows.iter().all(|row| row.id() != id.trim_start_matches("act_"));
        self.missing.extend(asked.iter().filter(unanswered).cloned());
        self.rows.extend(rows);
    }
}

/// The reply is an object keyed by id; `null` stands for an object that is gone.
fn rows<T: GraphRow>(client: &GraphClient, reply: &Reply) -> Result<Vec<T>, GraphError> {
    let keyed: HashMap<String, Option<&RawValue>> = client.read_json(reply)?;
    let mut ids: Vec<&String> = keyed.keys().collect();
    ids.sort_unstable();
    let read = |json: &RawValue| {
        serde_json::from_str::<T>(json.get()).map_err(|_error| client.drift::<HashMap<String, T>>(&reply.body))
    };
    ids.into_iter().filter_map(|id| keyed[id]).map(read).collect()
}

fn is_gone(error: &GraphError) -> bool {
    matches!(error.verdict(), Some(Verdict::Gone))
}

/// Videos belong to pages, and a token may see some of them.
fn is_forbidden(error: &GraphError) -> bool {
    matches!(error.verdict(), Some(Verdict::Permission(PermissionProblem::Right | PermissionProblem::Page)))
}
