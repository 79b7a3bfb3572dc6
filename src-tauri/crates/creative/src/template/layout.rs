//! One composition: the SVG as a tree that knows its slots.

use super::mirror::Mirror;
use super::places;
use super::rule::{Fit, Flow, HugRule, LogoRule, PictureRule, Reach, TextRule};
use crate::drawn::Rect;

/// One composition of a template.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// What `<svg>` holds, in all places.
    pub elements: Vec<Element>,
    /// The composition with its words in each of their places, the preferred one first; none where they have one place.
    pub places: Vec<(String, Layout)>,
}

/// An element of the SVG, with its `data-…` attributes understood and taken off.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Element>,
    /// Its line in the file, from 1.
    pub line: u32,
    /// Its number in the file, outermost first.
    pub index: usize,
    /// Drawn only when all of these are filled.
    pub when: Vec<String>,
    /// Drawn only when all of these are empty.
    pub unless: Vec<String>,
    /// The role its fill comes from.
    pub role: Option<String>,
    /// The role its stroke comes from.
    pub stroke_role: Option<String>,
    pub flow: Flow,
    pub hug: Option<HugRule>,
    /// Where the end of a line, or a dot, is put on the picture that the group around it points at.
    pub reach: Option<Reach>,
    pub slot: Option<SlotElement>,
    /// The box of a `<rect>`.
    pub frame: Option<Rect>,
    /// What becomes of it where words run from the right.
    pub mirror: Mirror,
    /// The place of the words that it belongs to; without one it is drawn whatever their place is.
    pub place: Option<String>,
}

impl Element {
    /// A group that says nothing.
    pub fn plain(line: u32) -> Self {
        Self {
            name: "g".to_owned(),
            attributes: Vec::new(),
            children: Vec::new(),
            line,
            index: 0,
            when: Vec::new(),
            unless: Vec::new(),
            role: None,
            stroke_role: None,
            flow: Flow::default(),
            hug: None,
            reach: None,
            slot: None,
            frame: None,
            mirror: Mirror::default(),
            place: None,
        }
    }
}

/// A slot on the canvas.
#[derive(Clone, Debug)]
pub(crate) struct SlotElement {
    pub name: String,
    pub rule: SlotElementRule,
}

/// How a slot is filled.
#[derive(Clone, Debug)]
pub(crate) enum SlotElementRule {
    Text(TextRule),
    Picture(PictureRule),
    Logo(LogoRule),
}

impl SlotElement {
    /// How its words are set, if it may hold words.
    pub fn text_rule(&self) -> Option<&TextRule> {
        match &self.rule {
            SlotElementRule::Text(rule) => Some(rule),
            SlotElementRule::Logo(rule) => Some(&rule.text),
            SlotElementRule::Picture(_) => None,
        }
    }
}

impl Layout {
    /// A layout of these elements, which are numbered here.
    pub fn new(mut elements: Vec<Element>) -> Self {
        fn number(elements: &mut [Element], next: &mut usize) {
            for element in elements {
                element.index = *next;
                *next += 1;
                number(&mut element.children, next);
            }
        }
        number(&mut elements, &mut 0);
        let names = places::names(&elements);
        let places = names.into_iter().map(|name| {
            let only = Self { elements: places::only(&elements, &name), places: Vec::new() };
            (name, only)
        });
        Self { places: places.collect(), elements }
    }

    /// The composition with its words in a place; in the preferred one where there is none of that name.
    pub fn at(&self, place: Option<&str>) -> &Self {
        let named = self.places.iter().find(|(name, _)| Some(name.as_str()) == place);
        named.or_else(|| self.places.first()).map_or(self, |(_, layout)| layout)
    }

    /// The composition as it is drawn, in each place of its words.
    pub fn variants(&self) -> impl Iterator<Item = &Self> {
        let alone = self.places.is_empty().then_some(self);
        alone.into_iter().chain(self.places.iter().map(|(_, layout)| layout))
    }

    /// Calls back for every element, outermost first, with the groups around it.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Element, &[&'a Element])) {
        fn each<'a>(
            elements: &'a [Element],
            around: &mut Vec<&'a Element>,
            visit: &mut impl FnMut(&'a Element, &[&'a Element]),
        ) {
            for element in elements {
                visit(element, around);
                around.push(element);
                each(&element.children, around, visit);
                around.pop();
            }
        }
        each(&self.elements, &mut Vec::new(), visit);
    }

    /// Whether a slot shows the subject of a picture alone.
    pub fn stands_free(&self, slot: &str) -> bool {
        let mut free = false;
        self.walk(&mut |element, _| {
            let own = element.slot.as_ref().filter(|own| own.name == slot);
            if let Some(SlotElementRule::Picture(rule)) = own.map(|own| &own.rule) {
                free |= rule.fit == Fit::Subject;
            }
        });
        free
    }

    /// Whether something is placed at a height of the picture in a slot.
    pub fn points_at(&self, slot: &str) -> bool {
        let mut points = false;
        self.walk(&mut |element, _| points |= element.flow.at.as_ref().is_some_and(|(at, _)| at == slot));
        points
    }

    /// How wide the box of a slot is, by its height, before anything flows.
    pub fn aspect(&self, slot: &str) -> Option<f32> {
        let mut found = None;
        self.walk(&mut |element, _| {
            if element.slot.as_ref().is_some_and(|own| own.name == slot) {
                found = element.frame.map(|frame| frame.width / frame.height.max(1.0));
            }
        });
        found
    }

    /// How the words of a slot are set.
    pub fn text_rule(&self, slot: &str) -> Option<&TextRule> {
        let mut found = None;
        self.walk(&mut |element, _| {
            if let Some(own) = element.slot.as_ref().filter(|own| own.name == slot) {
                found = found.or_else(|| own.text_rule());
            }
        });
        found
    }
}
