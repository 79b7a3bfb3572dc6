//! Insights: a question is read once, answered as a list of sums, kept for its further pages, and written as text.

mod question;
mod sums;
mod write;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use serde_json::Value;

pub(super) use question::{Question, conditions, statuses_of_delivery};
use sums::Line;

use super::fields::Field;
use super::{Graph, edge};
use crate::call::{Call, GraphError, Reply};
use crate::world::{Node, World};

/// How many answers are kept for their further pages.
const KEPT: usize = 6;

/// Answers to recent questions.
#[derive(Debug, Default)]
pub(crate) struct Results(Mutex<VecDeque<(String, Arc<Vec<Line>>)>>);

impl Results {
    /// Forgets all answers: the world changed.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn of(&self, world: &World, question: &Question) -> Arc<Vec<Line>> {
        let key = question.key();
        let kept = self.lock().iter().find(|(known, _)| *known == key).map(|(_, lines)| Arc::clone(lines));
        kept.unwrap_or_else(|| {
            let lines = Arc::new(sums::lines(world, question));
            let mut all = self.lock();
            if all.len() == KEPT {
                all.pop_front();
            }
            all.push_back((key, Arc::clone(&lines)));
            lines
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<(String, Arc<Vec<Line>>)>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Answers a synchronous call.
pub(super) fn answer(graph: &Graph, call: &Call, node: Node) -> Result<Reply, GraphError> {
    let question = Question::read(graph, call, node)?;
    question.check_size(graph)?;
    page(graph, call, &question, "insights")
}

/// A page of the answer.
pub(super) fn page(graph: &Graph, call: &Call, question: &Question, kind: &str) -> Result<Reply, GraphError> {
    let lines = graph.results.of(&graph.world, question);
    let page = edge::Page::of(graph, call, kind, lines.len())?;
    let shown = &lines[page.from..page.to];
    let mut out = Vec::with_capacity(256 + shown.len() * 900);
    out.extend_from_slice(b"{\"data\":[");
    write::lines(&mut out, &graph.world, question, shown);
    out.push(b']');
    if let Some(paging) = page.paging(graph, call) {
        out.extend_from_slice(b",\"paging\":");
        out.extend_from_slice(paging.to_string().as_bytes());
    }
    if question.summary {
        out.extend_from_slice(b",\"summary\":");
        write::summary(&mut out, &graph.world, question, &lines);
    }
    out.push(b'}');
    Ok(Reply { rows: shown.len() as u64, ..Reply::bytes(out) })
}

/// The same as a value, for where it is part of a larger reply.
pub(super) fn value(graph: &Graph, call: &Call, node: Node) -> Result<Value, GraphError> {
    let reply = answer(graph, call, node)?;
    Ok(serde_json::from_slice(&reply.body).expect("BUG: the simulator writes JSON"))
}

/// `insights.date_preset(last_7d){spend}` inside a row; an absent key where there are no rows.
pub(super) fn inside(graph: &Graph, node: Node, field: &Field) -> Result<Option<Value>, GraphError> {
    let names: Vec<String> = field.children.iter().map(|f| f.name.clone()).collect();
    let mut call = Call { path: vec!["-".to_owned(), "insights".to_owned()], ..Call::default() };
    call.params.extend(field.arguments.iter().cloned());
    call.params.push(("fields".to_owned(), names.join(",")));
    let list = value(graph, &call, node)?;
    let rows = list.get("data").and_then(Value::as_array).map_or(0, Vec::len);
    Ok((rows > 0).then_some(list))
}
