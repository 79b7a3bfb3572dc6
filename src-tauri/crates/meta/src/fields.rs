//! Which fields are asked for, and which Meta does not want to give.
//!
//! One forbidden or broken field fails a whole page. Then the page is asked for without anything optional; if that
//! works the culprit is found by halving, left out from then on, and named to the caller.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::call::Call;
use crate::client::GraphClient;
use crate::error::GraphError;
use crate::fault::Verdict;
use crate::rows::Fields;

/// The fields of one request, with what may be left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldChoice {
    core: Vec<String>,
    items: Vec<Item>,
}

/// Something optional, from rich to poor; beyond the last step it is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    steps: Vec<String>,
    step: usize,
    is_ladder: bool,
}

impl FieldChoice {
    pub fn of(fields: &Fields) -> Self {
        let single = |field: &&str| Item { steps: vec![(*field).to_owned()], step: 0, is_ladder: false };
        let mut items: Vec<Item> = fields.optional.iter().map(single).collect();
        if !fields.ladder.is_empty() {
            let steps = fields.ladder.iter().map(|step| (*step).to_owned()).collect();
            items.push(Item { steps, step: 0, is_ladder: true });
        }
        Self { core: fields.core.iter().map(|field| (*field).to_owned()).collect(), items }
    }

    /// The value of `fields`.
    pub fn text(&self) -> String {
        self.text_of(|_every| true)
    }

    /// Names of what is left out.
    pub fn dropped(&self) -> Vec<String> {
        self.items.iter().filter(|item| item.step > 0).map(Item::name).collect()
    }

    fn text_of(&self, wanted: impl Fn(usize) -> bool) -> String {
        let optional = self
            .items
            .iter()
            .enumerate()
            .filter(|(at, _)| wanted(*at))
            .filter_map(|(_, item)| item.steps.get(item.step));
        self.core.iter().chain(optional).map(String::as_str).collect::<Vec<_>>().join(",")
    }

    fn active(&self) -> Vec<usize> {
        (0..self.items.len()).filter(|at| self.items[*at].step < self.items[*at].steps.len()).collect()
    }

    /// Goes down a ladder; `false` if there is none or its end is reached.
    fn step_down(&mut self) -> bool {
        match self.items.iter_mut().find(|item| item.is_ladder && item.step < item.steps.len()) {
            Some(item) => {
                item.step += 1;
                true
            }
            None => false,
        }
    }
}

impl Item {
    /// The field's own name: the expansion behind it is long.
    fn name(&self) -> String {
        let first = self.steps.first().map_or("", String::as_str);
        first.split(['.', '{']).next().unwrap_or_default().to_owned()
    }
}

/// What was found out about the fields of each kind of request, for the life of a client.
#[derive(Debug, Default)]
pub(crate) struct FieldMemory(Mutex<HashMap<&'static str, FieldChoice>>);

impl FieldMemory {
    pub fn recall(&self, kind: &'static str, fields: &Fields) -> FieldChoice {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |choice: &&FieldChoice| choice.core == fields.core;
        known.get(kind).filter(same).cloned().unwrap_or_else(|| FieldChoice::of(fields))
    }

    pub fn keep(&self, kind: &'static str, choice: &FieldChoice) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(kind, choice.clone());
    }
}

impl GraphClient {
    /// Makes `choice` smaller after `error`, so that `call` works with it.
    ///
    /// Fails with `error` itself if the fields are not to blame.
    pub(crate) async fn without_bad_fields(
        &self,
        choice: &mut FieldChoice,
        error: GraphError,
        call: &(dyn Fn(String) -> Call + Send + Sync),
    ) -> Result<(), GraphError> {
        if error.verdict() == Some(Verdict::Field) && choice.step_down() {
            return Ok(());
        }
        let suspects = choice.active();
        if !is_about_fields(&error) || suspects.is_empty() || !self.works(call(choice.text_of(|_none| false))).await? {
            return Err(error);
        }
        let bad = self.culprits(choice, suspects, call).await?;
        for at in bad {
            choice.items[at].step += 1;
        }
        tracing::warn!(dropped = choice.dropped().join(","), "fields left out: {error}");
        Ok(())
    }

    /// The fields that fail, found by halving.
    async fn culprits(
        &self,
        choice: &FieldChoice,
        suspects: Vec<usize>,
        call: &(dyn Fn(String) -> Call + Send + Sync),
    ) -> Result<Vec<usize>, GraphError> {
        let mut bad = Vec::new();
        let mut failing = vec![suspects];
        while let Some(group) = failing.pop() {
            if group.len() == 1 {
                bad.extend(group);
                continue;
            }
            let (left, right) = group.split_at(group.len() / 2);
            let mut blamed = false;
            for half in [left, right] {
                if !self.works(call(choice.text_of(|at| half.contains(&at)))).await? {
                    failing.push(half.to_vec());
                    blamed = true;
                }
            }
            if !blamed {
                bad.extend(group);
            }
        }
        Ok(bad)
    }

    /// Whether a request is answered. Only what says nothing about its fields is an error here.
    async fn works(&self, call: Call) -> Result<bool, GraphError> {
        match self.ask(&call, |_reply| Ok(())).await {
            Ok(()) => Ok(true),
            Err(error) if error.fault().is_some() && !matches!(error, GraphError::Throttled { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn is_about_fields(error: &GraphError) -> bool {
    match error.verdict() {
        Some(Verdict::Field | Verdict::Odd | Verdict::Permission(_)) => true,
        Some(Verdict::BadRequest) => error.fault().is_some_and(|fault| fault.code == Some(100)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: Fields =
        Fields { core: &["id"], optional: &["a", "b{x,y}"], ladder: &["rich.size(9){p,q}", "rich{id}"] };

    #[test]
    fn everything_is_asked_for_first() {
        assert_eq!(FieldChoice::of(&FIELDS).text(), "id,a,b{x,y},rich.size(9){p,q}");
    }

    #[test]
    fn a_ladder_goes_down_step_by_step_and_ends() {
        let mut choice = FieldChoice::of(&FIELDS);
        assert!(choice.step_down());
        assert_eq!(choice.text(), "id,a,b{x,y},rich{id}");
        assert!(choice.step_down());
        assert_eq!(choice.text(), "id,a,b{x,y}");
        assert!(!choice.step_down());
        assert_eq!(choice.dropped(), ["rich"]);
    }
}
