//! How deep the elements of an SVG lie in each other, and how many are drawn, before anything reads it by recursion.
//!
//! A file decides how deep readers and rasteriser go down, and both do so on the small stacks of workers. So the depth is
//! measured first, without recursion, along children and along references: a mask of a mask is one level deeper, as is
//! what a `<use>` draws. What is drawn again by reference counts again.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::fault::Faults;

/// Levels of elements, from the root down, through references too.
const DEEPEST: u32 = 64;
/// Elements that are drawn, each time that one is.
const MOST: u32 = 10_000;
/// As how many elements a step of a filter counts: each works on all pixels of the canvas.
const FILTER_STEP: u32 = 50;

/// Whether the elements can be read by recursion; else a fault says where they cannot.
pub(super) fn check(document: &Document<'_>, faults: &mut Faults) -> bool {
    let line = |node: Node<'_, '_>| Some(document.text_pos_at(node.range().start).row);
    if let Some(node) = too_deep(document) {
        faults.add(line(node), format!("elements lie more than {DEEPEST} deep in each other"), "ungroup what is there");
        return false;
    }
    let graph = Graph::of(document);
    match graph.drawn() {
        Ok(()) => true,
        Err((at, Ends::Circle)) => {
            faults.add(
                line(graph.nodes[at]),
                "it is drawn with itself, in a circle",
                "take away the link that leads back",
            );
            false
        }
        Err((at, Ends::Deep)) => {
            let what = format!("links lead more than {DEEPEST} deep");
            faults.add(line(graph.nodes[at]), what, "draw it once, without links to links");
            false
        }
        Err((at, Ends::Many)) => {
            let what = format!("more than {MOST} elements are drawn; a step of a filter counts as {FILTER_STEP}");
            faults.add(line(graph.nodes[at]), what, "draw fewer, or join shapes into one path");
            false
        }
    }
}

/// The first element that lies too deep.
fn too_deep<'a>(document: &'a Document<'_>) -> Option<Node<'a, 'a>> {
    let mut depths: BTreeMap<usize, u32> = BTreeMap::new();
    for node in document.root_element().descendants().filter(Node::is_element) {
        let above = node.parent_element().and_then(|parent| depths.get(&parent.id().get_usize())).copied().unwrap_or(0);
        if above >= DEEPEST {
            return document.get_node(node.id());
        }
        depths.insert(node.id().get_usize(), above + 1);
    }
    None
}

/// Why the measuring ended.
enum Ends {
    Circle,
    Deep,
    Many,
}

/// What is known of an element.
#[derive(Clone, Copy)]
enum Known {
    Nothing,
    /// What is below is being measured.
    Open,
    /// Levels from here down, and elements drawn.
    Done(u32, u32),
}

/// Which element is drawn with which: its children, and what its attributes refer to.
struct Graph<'a> {
    nodes: Vec<Node<'a, 'a>>,
    below: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn of(document: &'a Document<'_>) -> Self {
        let nodes: Vec<_> = document
            .root_element()
            .descendants()
            .filter(Node::is_element)
            .filter_map(|node| document.get_node(node.id()))
            .collect();
        let places: BTreeMap<_, _> = nodes.iter().enumerate().map(|(at, node)| (node.id().get_usize(), at)).collect();
        let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            if let Some(id) = node.attribute("id") {
                ids.entry(id).or_insert(at);
            }
        }
        let below = |node: &Node<'_, '_>| {
            let children = node.children().filter_map(|child| places.get(&child.id().get_usize()).copied());
            let linked = node.attributes().flat_map(|given| links(given.name(), given.value()));
            children.chain(linked.filter_map(|id| ids.get(id).copied())).collect()
        };
        Self { below: nodes.iter().map(below).collect(), nodes }
    }

    /// Measures from the root down; an error says where it goes too far.
    fn drawn(&self) -> Result<(), (usize, Ends)> {
        let mut known = vec![Known::Nothing; self.nodes.len()];
        let mut open = vec![(0_usize, 0_usize)];
        while let Some((at, next)) = open.last_mut() {
            let at = *at;
            known[at] = Known::Open;
            if let Some(below) = self.below[at].get(*next).copied() {
                *next += 1;
                match known[below] {
                    Known::Nothing => open.push((below, 0)),
                    Known::Open => return Err((at, Ends::Circle)),
                    Known::Done(..) => {}
                }
                continue;
            }
            let (mut levels, mut drawn) = (0, self.weight(at));
            for below in &self.below[at] {
                if let Known::Done(its_levels, its_drawn) = known[*below] {
                    levels = levels.max(its_levels);
                    drawn = drawn.saturating_add(its_drawn);
                }
            }
            match (levels + 1 > DEEPEST, drawn > MOST) {
                (true, _) => return Err((at, Ends::Deep)),
                (_, true) => return Err((at, Ends::Many)),
                _ => known[at] = Known::Done(levels + 1, drawn),
            }
            open.pop();
        }
        Ok(())
    }

    fn weight(&self, at: usize) -> u32 {
        let name = self.nodes[at].tag_name().name();
        if name.starts_with("fe") { FILTER_STEP } else { 1 }
    }
}

/// The ids that an attribute refers to: `href="#id"`, and `url(#id)` however often and wherever it stands.
fn links<'v>(name: &str, value: &'v str) -> impl Iterator<Item = &'v str> {
    let whole = (name == "href").then(|| value.trim().strip_prefix('#')).flatten();
    let parts = value.split("url(").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        inside.trim().strip_prefix('#')
    });
    whole.into_iter().chain(parts)
}
