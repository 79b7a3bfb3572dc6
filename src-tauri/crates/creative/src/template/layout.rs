//! One composition: the SVG as a tree that knows its slots.

use super::TextRule;

/// One composition of a template.
#[derive(Clone, Debug)]
pub(crate) struct Layout {}

impl Layout {
    pub fn text_rule(&self, _slot: &str) -> Option<&TextRule> {
        todo!()
    }
}
