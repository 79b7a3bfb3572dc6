//! Reading one SVG of a template.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::attributes::{Attributes, Holds};
use super::fault::Faults;
use super::layout::{Element, Layout, SlotElement, SlotElementRule};
use super::nearest::suggestion;
use super::nesting;
use super::rule::{SlotKind, SlotRule};
use crate::content::Slot;
use crate::drawn::Rect;
use crate::size::CanvasSize;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that a template may have.
const ELEMENTS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "path",
    "linearGradient",
    "radialGradient",
    "stop",
    "pattern",
    "mask",
    "clipPath",
    "filter",
    "feGaussianBlur",
    "feOffset",
    "feFlood",
    "feComposite",
    "feMerge",
    "feMergeNode",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feFuncR",
    "feFuncG",
    "feFuncB",
    "feFuncA",
    "feDropShadow",
    "feTurbulence",
    "feDisplacementMap",
    "feMorphology",
    "feTile",
];
/// The most that a step of a filter may be told: element, attribute, number.
const FILTER_LIMITS: &[(&str, &str, f32)] = &[
    ("feTurbulence", "numOctaves", 8.0),
    ("feGaussianBlur", "stdDeviation", 200.0),
    ("feDropShadow", "stdDeviation", 200.0),
    ("feMorphology", "radius", 40.0),
];
/// Elements that say something about the drawing and are not drawn.
const ASIDES: &[&str] = &["title", "desc", "metadata"];

/// Reads the SVG of a size.
pub(super) fn layout(
    text: &str,
    size: CanvasSize,
    slots: &BTreeMap<Slot, SlotRule>,
    faults: &mut Faults,
) -> Option<Layout> {
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            faults.add(Some(error.pos().row), format!("this is no XML: {error}"), "mend the file in an editor");
            return None;
        }
    };
    if !nesting::check(&document, faults) {
        return None;
    }
    let root = document.root_element();
    let mut reader =
        Reader { document: &document, size, slots, faults, ids: BTreeSet::new(), seen: Vec::new(), place: None };
    reader.canvas(root);
    reader.collect_ids(root);
    let elements = reader.children(root, false);
    Some(Layout::new(elements))
}

struct Reader<'a, 'input> {
    document: &'a Document<'input>,
    size: CanvasSize,
    slots: &'a BTreeMap<Slot, SlotRule>,
    faults: &'a mut Faults,
    /// The ids of the file.
    ids: BTreeSet<String>,
    /// The slots met so far, each with the place of words that it is in.
    seen: Vec<(Option<String>, String)>,
    /// The place that is being read.
    place: Option<String>,
}

impl<'a> Reader<'a, '_> {
    fn line(&self, node: Node<'_, '_>) -> u32 {
        self.document.text_pos_at(node.range().start).row
    }

    /// The root must be an SVG of exactly the size.
    fn canvas(&mut self, root: Node<'_, '_>) {
        let line = self.line(root);
        if root.tag_name().name() != "svg" || root.tag_name().namespace() != Some(SVG) {
            self.faults.add(Some(line), "this is no SVG", format!("start with <svg xmlns=\"{SVG}\" viewBox=\"…\">"));
        }
        let (width, height) = self.size.pixels();
        let wanted = format!("0 0 {width} {height}");
        let given = root.attribute("viewBox").unwrap_or_default();
        let numbers: Vec<f32> =
            given.split(|c: char| c == ',' || c.is_whitespace()).filter_map(|part| part.parse().ok()).collect();
        if numbers != [0.0, 0.0, width as f32, height as f32] {
            self.faults.add(Some(line), format!("the viewBox is \"{given}\""), format!("write viewBox=\"{wanted}\""));
        }
    }

    fn collect_ids(&mut self, root: Node<'_, '_>) {
        for node in root.descendants() {
            if let Some(id) = node.attribute("id")
                && !self.ids.insert(id.to_owned())
            {
                let line = self.line(node);
                self.faults.add(Some(line), format!("the name `{id}` is used twice"), "give every layer its own id");
            }
        }
    }

    fn children(&mut self, parent: Node<'_, '_>, moved: bool) -> Vec<Element> {
        let nodes: Vec<_> = parent.children().filter(Node::is_element).collect();
        nodes.into_iter().filter_map(|node| self.element(node, moved)).collect()
    }

    /// Reads an element; none for what is not drawn or not allowed. `moved`: a group around it has a transform.
    fn element(&mut self, node: Node<'_, '_>, moved: bool) -> Option<Element> {
        let name = node.tag_name().name();
        // Editors keep notes of their own in other namespaces; they are not drawn.
        if node.tag_name().namespace() != Some(SVG) || ASIDES.contains(&name) {
            return None;
        }
        let line = self.line(node);
        if !ELEMENTS.contains(&name) {
            let mend = match name {
                "text" | "tspan" => "words come through slots: draw a <rect data-slot=\"…\"> instead".to_owned(),
                "image" => {
                    "pictures come through slots: draw a <rect data-slot=\"…\" data-fit=\"…\"> instead".to_owned()
                }
                "style" => "write colours as attributes, or take them from roles".to_owned(),
                "script" | "foreignObject" | "a" => "take it away".to_owned(),
                _ => suggestion(name, ELEMENTS.iter().copied()),
            };
            self.faults.add(Some(line), format!("<{name}> is not allowed"), mend);
            return None;
        }
        let attributes = self.plain_attributes(node, line);
        let moves = moved || attributes.iter().any(|(name, _)| name == "transform");
        let slot_name = node.attribute("data-slot").map(str::to_owned);
        let kind = slot_name.as_ref().and_then(|slot| self.slot_kind(slot, name, line));
        let frame = (name == "rect").then(|| self.frame(node, line)).flatten();
        if kind.is_some() && moves {
            self.faults.add(
                Some(line),
                "a slot is moved by a transform",
                "apply the transform (so that x, y, width and height are the box), or use data-turn",
            );
        }
        self.check_filter(&attributes, name, line);
        let mut given = Attributes {
            given: node.attributes().filter(|a| a.namespace().is_none()).map(|a| (a.name(), a.value())).collect(),
            line,
            faults: self.faults,
        };
        given.check_names(match kind {
            None => Holds::Shape,
            Some(SlotKind::Text) => Holds::Text,
            Some(SlotKind::Picture) => Holds::Picture,
            Some(SlotKind::Logo) => Holds::Logo,
        });
        let slot = slot_name.zip(kind).map(|(name, kind)| SlotElement {
            name,
            rule: match kind {
                SlotKind::Text => SlotElementRule::Text(given.text_rule()),
                SlotKind::Picture => SlotElementRule::Picture(given.picture_rule()),
                SlotKind::Logo => SlotElementRule::Logo(given.logo_rule(frame.map_or(0.0, |frame| frame.height))),
            },
        });
        let flow = given.flow();
        if name == "g" && (flow.below.is_some() && flow.top.is_none() || flow.above.is_some() && flow.bottom.is_none())
        {
            given.fault(
                "the group does not say which edge is placed",
                "add data-top=\"y\" (or data-bottom with data-above)",
            );
        }
        let points = node.ancestors().skip(1).any(|group| group.attribute("data-at").is_some());
        let reach = given.reach(name, points);
        if reach.is_some() && moves {
            given.fault("what points at a picture is moved by a transform", "apply the transform");
        }
        let place = given.place(name);
        let (mirror, when, unless) = (given.mirror(), given.words("data-when"), given.words("data-unless"));
        let (role, stroke_role) = (given.text("data-role"), given.text("data-stroke-role"));
        let (role, stroke_role, hug) = (role.map(str::to_owned), stroke_role.map(str::to_owned), given.hug());
        let outer = self.place.clone();
        self.place = place.clone().or(outer.clone());
        let children = self.children(node, moves);
        self.place = outer;
        let element = Element {
            mirror,
            place,
            name: name.to_owned(),
            line,
            index: 0,
            when,
            unless,
            role,
            stroke_role,
            flow,
            hug,
            reach,
            slot,
            frame,
            attributes,
            children,
        };
        Some(element)
    }

    /// Steps of filters work on every pixel: what they do at each one is bounded.
    fn check_filter(&mut self, attributes: &[(String, String)], element: &str, line: u32) {
        for (name, value) in attributes {
            let Some((_, _, most)) = FILTER_LIMITS.iter().find(|limit| limit.0 == element && limit.1 == name) else {
                continue;
            };
            let numbers = value.split(|letter: char| letter == ',' || letter.is_whitespace());
            let given = numbers.filter(|number| !number.is_empty()).map(str::parse::<f32>);
            if given
                .into_iter()
                .any(|number| number.is_err() || number.is_ok_and(|number| !(0.0..=*most).contains(&number)))
            {
                let what = format!("`{name}=\"{value}\"` is out of range");
                self.faults.add(Some(line), what, format!("write a number from 0 to {most}"));
            }
        }
    }

    /// What a slot holds; none, and a fault, when it cannot be.
    fn slot_kind(&mut self, slot: &str, element: &str, line: u32) -> Option<SlotKind> {
        if element != "rect" {
            self.faults.add(Some(line), format!("the slot `{slot}` is a <{element}>"), "draw it as a <rect>");
            return None;
        }
        // Of two places one is drawn.
        let here = &self.place;
        let again = |(place, known): &(Option<String>, String)| {
            known == slot && (place == here || place.is_none() || here.is_none())
        };
        let twice = self.seen.iter().any(again);
        self.seen.push((self.place.clone(), slot.to_owned()));
        if twice {
            self.faults.add(Some(line), format!("the slot `{slot}` is drawn twice"), "draw each slot once in a size");
        }
        let Some(rule) = self.slots.get(slot) else {
            let mend = match suggestion(slot, self.slots.keys().map(Slot::as_str)) {
                known if known.starts_with("did") => known,
                _ => format!("declare [slots.{slot}] in template.toml"),
            };
            self.faults.add(Some(line), format!("the slot `{slot}` is not declared"), mend);
            return None;
        };
        Some(rule.kind)
    }

    fn frame(&mut self, node: Node<'_, '_>, line: u32) -> Option<Rect> {
        let number = |name: &str| match node.attribute(name) {
            None => Some(0.0),
            Some(text) => text.trim().strip_suffix("px").unwrap_or(text.trim()).parse::<f32>().ok(),
        };
        let frame =
            (|| Some(Rect { x: number("x")?, y: number("y")?, width: number("width")?, height: number("height")? }))();
        let usable = frame.filter(|frame| {
            let sides = [frame.x, frame.y, frame.width, frame.height];
            sides.iter().all(|side| side.is_finite())
        });
        let slot = node.attribute("data-slot").is_some();
        if usable.is_none_or(|frame| slot && (frame.width <= 0.0 || frame.height <= 0.0)) {
            self.faults.add(Some(line), "the box has no size in px", "write x, y, width and height as plain numbers");
        }
        usable
    }

    /// The attributes that are drawn: `style` taken apart, editors' notes and `data-…` left out.
    fn plain_attributes(&mut self, node: Node<'_, '_>, line: u32) -> Vec<(String, String)> {
        let mut plain: Vec<(String, String)> = Vec::new();
        for attribute in node.attributes() {
            let name = attribute.name();
            let is_link = name == "href";
            if (attribute.namespace().is_some() && !is_link) || name.starts_with("data-") || name == "style" {
                continue;
            }
            if is_link && !attribute.value().starts_with('#') {
                self.faults.add(Some(line), "a link leads out of the file", "refer to an id of this file: href=\"#…\"");
            }
            self.check_reference(attribute.value(), is_link, line);
            set(&mut plain, name, attribute.value());
        }
        for (name, value) in
            node.attribute("style").unwrap_or_default().split(';').filter_map(|one| one.split_once(':'))
        {
            let (name, value) = (name.trim(), value.trim());
            if !name.starts_with('-') && !name.is_empty() {
                self.check_reference(value, false, line);
                set(&mut plain, name, value);
            }
        }
        plain
    }

    /// `#id` and `url(#id)` must lead somewhere.
    fn check_reference(&mut self, value: &str, is_link: bool, line: u32) {
        let id = match value.strip_prefix("url(#").and_then(|rest| rest.split_once(')')) {
            Some((id, _)) => Some(id),
            None if is_link => value.strip_prefix('#'),
            None => None,
        };
        if let Some(id) = id.filter(|id| !self.ids.contains(*id)) {
            let mend = suggestion(id, self.ids.iter().map(String::as_str));
            self.faults.add(Some(line), format!("there is no `#{id}`"), mend);
        }
    }
}

fn set(attributes: &mut Vec<(String, String)>, name: &str, value: &str) {
    match attributes.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => value.clone_into(old),
        None => attributes.push((name.to_owned(), value.to_owned())),
    }
}
