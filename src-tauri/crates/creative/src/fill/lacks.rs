//! What templates lack for a product, worked out once.

use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Brief, fill};
use crate::template::Template;

/// What is said with so many different hooks and offers is kept; beyond it, everything is forgotten: somebody types.
const SAID_MOST: usize = 32;

/// So few templates are filled on the thread that asks.
const ALONE: usize = 64;

/// What templates lack for one product, by what is said of it (`S`: its hook and offer). To know that, a template has to
/// be filled, which takes some ten microseconds: a choice among thousands would wait for it each time.
#[derive(Debug)]
pub struct Lacks<S>(Mutex<HashMap<S, Known>>);

/// By a template's id and version.
type Known = HashMap<String, (u32, Arc<[String]>)>;

impl<S> Default for Lacks<S> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<S: Eq + Hash> Lacks<S> {
    /// What each of these templates lacks when `brief`, which says `said`, fills it.
    pub fn of(&self, said: S, brief: &Brief, templates: &[&Template]) -> Vec<Arc<[String]>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= SAID_MOST && !all.contains_key(&said) {
            all.clear();
        }
        let known = all.entry(said).or_default();
        let is_new =
            |template: &&&Template| known.get(&template.id).is_none_or(|(version, _)| *version != template.version);
        let new: Vec<&Template> = templates.iter().filter(is_new).copied().collect();
        for (template, lacks) in new.iter().zip(lacks(&new, brief)) {
            known.insert(template.id.clone(), (template.version, lacks));
        }
        let of = |template: &&Template| known.get(&template.id).map(|(_, lacks)| Arc::clone(lacks));
        templates.iter().map(|template| of(template).unwrap_or_default()).collect()
    }
}

/// Fills templates, many of them over all cores.
fn lacks(templates: &[&Template], brief: &Brief) -> Vec<Arc<[String]>> {
    let one = |template: &&Template| fill(template, brief, 0).err().map(|missing| missing.lacks.into());
    let some = |part: &[&Template]| part.iter().map(|template| one(template).unwrap_or_default()).collect::<Vec<_>>();
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if templates.len() <= ALONE || cores == 1 {
        return some(templates);
    }
    std::thread::scope(|scope| {
        let parts = templates.chunks(templates.len().div_ceil(cores));
        let working: Vec<_> = parts.map(|part| (part, scope.spawn(move || some(part)))).collect();
        working.into_iter().flat_map(|(part, working)| working.join().unwrap_or_else(|_panic| some(part))).collect()
    })
}
