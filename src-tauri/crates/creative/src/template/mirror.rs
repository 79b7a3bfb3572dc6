//! The composition for words that run from the right: the same one, seen in a mirror.
//!
//! Boxes of slots go to the other side, and what stands left in them stands right. Shapes are flipped. Pictures, the
//! logo and letters are not: a slot's box moves, what it holds is drawn as ever. `data-mirror` says what goes to the other
//! side without being flipped (a tick, a digit drawn as a shape), and what stays where it is.

use std::fmt::Write as _;

use resvg::usvg;

use super::layout::{Element, Layout, SlotElement, SlotElementRule};
use super::rule::{Align, Reach, Side};
use super::{PictureRule, TextRule};
use crate::drawn::Rect;

/// What becomes of an element in a mirrored composition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mirror {
    /// It is flipped with everything.
    #[default]
    Flip,
    /// It goes to the other side and is not flipped.
    Place,
    /// It stays, with everything in it.
    Stay,
}

/// Elements that are drawn only where others refer to them.
const DEFINITIONS: [&str; 8] =
    ["defs", "symbol", "mask", "clipPath", "filter", "pattern", "linearGradient", "radialGradient"];

/// The composition mirrored in a canvas of this width, px.
pub(super) fn mirrored(layout: &Layout, width: f32) -> Layout {
    let mirror = Glass { width };
    Layout::new(layout.elements.iter().map(|element| mirror.element(element)).collect())
}

struct Glass {
    width: f32,
}

impl Glass {
    fn element(&self, element: &Element) -> Element {
        if element.mirror == Mirror::Stay || element.hug.is_some() || DEFINITIONS.contains(&element.name.as_str()) {
            // What is drawn around words goes where the words go.
            return element.clone();
        }
        if element.slot.is_some() {
            return self.behind_glass(self.slot(element));
        }
        let moved = element.attributes.iter().any(|(name, _)| name == "transform");
        if !element.children.is_empty() && !moved && element.mirror == Mirror::Flip {
            let children = element.children.iter().map(|child| self.element(child)).collect();
            return self.behind_glass(Element { children, ..element.clone() });
        }
        if element.reach.is_some() && !moved {
            return transformed(&self.reach(element), &self.flip());
        }
        let transform = match element.mirror {
            Mirror::Place => middle(element).map(|x| format!("translate({} 0)", self.width - 2.0 * x)),
            Mirror::Flip | Mirror::Stay => None,
        };
        transformed(element, &transform.unwrap_or_else(|| self.flip()))
    }

    /// What points at a picture comes from the other side.
    fn reach(&self, element: &Element) -> Element {
        let reach = element.reach.map(|reach| Reach { from_left: !reach.from_left, mirror: Some(self.width), ..reach });
        Element { reach, ..element.clone() }
    }

    fn flip(&self) -> String {
        format!("matrix(-1 0 0 1 {} 0)", self.width)
    }

    /// The box on the other side. What it holds is not flipped.
    fn slot(&self, element: &Element) -> Element {
        let frame = element.frame.map(|frame| Rect { x: self.width - frame.right(), ..frame });
        let slot = element.slot.as_ref().map(|slot| SlotElement { rule: rule(&slot.rule), name: slot.name.clone() });
        Element { frame, slot, ..element.clone() }
    }

    /// A mask or a clip of something that is not flipped: it is flipped alone, by a second mirror inside the first.
    fn behind_glass(&self, element: Element) -> Element {
        let cuts = |name: &str| matches!(name, "mask" | "clip-path");
        let (cut, attributes): (Vec<_>, Vec<_>) =
            element.attributes.iter().cloned().partition(|(name, _)| cuts(name.as_str()));
        if cut.is_empty() {
            return element;
        }
        let flip = ("transform".to_owned(), self.flip());
        let inner = group(&element, vec![flip.clone()], Element { attributes, ..element.clone() });
        group(&element, [vec![flip], cut].concat(), inner)
    }
}

/// A plain group around one element.
fn group(like: &Element, attributes: Vec<(String, String)>, child: Element) -> Element {
    Element { attributes, children: vec![child], ..Element::plain(like.line) }
}

fn transformed(element: &Element, transform: &str) -> Element {
    let mut mirrored = element.clone();
    match mirrored.attributes.iter_mut().find(|(name, _)| name == "transform") {
        Some((_, own)) => *own = format!("{transform} {own}"),
        None => mirrored.attributes.push(("transform".to_owned(), transform.to_owned())),
    }
    mirrored
}

fn rule(rule: &SlotElementRule) -> SlotElementRule {
    let across = |anchor: (f32, f32)| (1.0 - anchor.0, anchor.1);
    match rule {
        SlotElementRule::Text(rule) => SlotElementRule::Text(text(rule)),
        SlotElementRule::Picture(rule) => SlotElementRule::Picture(PictureRule {
            anchor: across(rule.anchor),
            turn: -rule.turn,
            fade: rule.fade.map(|fade| super::Fade { side: other(fade.side), ..fade }),
            ..rule.clone()
        }),
        SlotElementRule::Logo(rule) => SlotElementRule::Logo(super::LogoRule {
            text: text(&rule.text),
            anchor: across(rule.anchor),
            ..rule.clone()
        }),
    }
}

/// The side is said outright: a price in figures stands where the words around it do, whatever its own script.
fn text(rule: &TextRule) -> TextRule {
    let align = match rule.align {
        Align::Start | Align::Left => Align::Right,
        Align::End | Align::Right => Align::Left,
        Align::Center => Align::Center,
    };
    TextRule { align, ..rule.clone() }
}

fn other(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
        Side::Top | Side::Bottom => side,
    }
}

/// The middle between the left and the right edge of a shape, px; none for what has no extent.
fn middle(element: &Element) -> Option<f32> {
    let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4000\" height=\"4000\">");
    write(element, &mut svg);
    svg.push_str("</svg>");
    let tree = usvg::Tree::from_str(&svg, &usvg::Options::default()).ok()?;
    let bounds = tree.root().abs_bounding_box();
    (bounds.width() > 0.0).then(|| bounds.x() + bounds.width() / 2.0)
}

/// The bare shape, filled, so that it has an extent whatever its colours are.
fn write(element: &Element, svg: &mut String) {
    // Writing into a string cannot fail.
    write!(svg, "<{} fill=\"#000\"", element.name).unwrap_or_default();
    let painted = |name: &str| name.starts_with("stroke") || matches!(name, "fill" | "filter" | "mask" | "clip-path");
    for (name, value) in element.attributes.iter().filter(|(name, _)| !painted(name) && name != "href") {
        let value = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        write!(svg, " {name}=\"{value}\"").unwrap_or_default();
    }
    svg.push('>');
    element.children.iter().for_each(|child| write(child, svg));
    write!(svg, "</{}>", element.name).unwrap_or_default();
}
