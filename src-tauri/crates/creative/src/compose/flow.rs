//! Where every box stands and how large its words are.
//!
//! Slots refer to each other (`data-below` …) without circles, which the template's check makes sure of. So each is
//! solved when it is asked for, once.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::items::{Item, shown};
use super::pictures::Shape;
use super::words::Words;
use crate::drawn::Rect;
use crate::order::Order;
use crate::template::Valign;
use crate::template::layout::{Element, Layout, SlotElementRule};
use crate::text::fit::{Fit, Limits, fit};
use crate::text::set;

/// Where a slot stands.
#[derive(Clone, Debug)]
pub(super) struct Placement {
    /// Its box, after flow.
    pub frame: Rect,
    /// How its words fit; none for pictures.
    pub fit: Option<Fit>,
    /// The top edge as the eye sees it.
    pub top: f32,
    /// The height as the eye sees it.
    pub height: f32,
}

impl Placement {
    fn bottom(&self) -> f32 {
        self.top + self.height
    }
}

/// How far elements without slots move down, by their number.
pub(super) type Shifts = BTreeMap<usize, f32>;

/// Where every slot stands; none for those not shown.
pub(super) struct Flow {
    pub placements: Vec<Option<Placement>>,
    caps: BTreeMap<usize, f32>,
}

/// Solves all boxes.
pub(super) fn solve(items: &[Item<'_>], words: &[Option<Words>], shapes: &[Option<Shape<'_>>]) -> Flow {
    let first = Solver::new(items, words, shapes, BTreeMap::new()).all();
    let caps = caps(words, &first);
    if caps.is_empty() {
        return Flow { placements: first, caps };
    }
    let placements = Solver::new(items, words, shapes, caps.clone()).all();
    Flow { placements, caps }
}

/// The sizes of slots that must match a smaller one, by item.
fn caps(words: &[Option<Words>], placements: &[Option<Placement>]) -> BTreeMap<usize, f32> {
    let sized = || {
        words.iter().zip(placements).enumerate().filter_map(|(index, (words, placement))| {
            let group = words.as_ref()?.rule.same_size_as.as_deref()?;
            Some((index, group, placement.as_ref()?.fit.as_ref()?.px))
        })
    };
    let mut least: BTreeMap<&str, f32> = BTreeMap::new();
    for (_, group, px) in sized() {
        least.entry(group).and_modify(|least| *least = least.min(px)).or_insert(px);
    }
    sized().filter(|(_, group, px)| least[group] < *px).map(|(index, group, _)| (index, least[group])).collect()
}

/// How far groups and shapes move.
pub(super) fn shifts(
    layout: &Layout,
    order: &Order,
    items: &[Item<'_>],
    words: &[Option<Words>],
    shapes: &[Option<Shape<'_>>],
    flow: &Flow,
) -> Shifts {
    let solver = Solver::new(items, words, shapes, flow.caps.clone());
    let mut shifts = Shifts::new();
    layout.walk(&mut |element, around| {
        let flows = element.flow.references().next().is_some();
        if flows && element.slot.is_none() && shown(order, element) {
            let moved = solver.moved(around);
            shifts.insert(element.index, solver.own_shift(element, moved));
        }
    });
    shifts
}

struct Solver<'a> {
    items: &'a [Item<'a>],
    words: &'a [Option<Words>],
    /// Pictures by item.
    shapes: &'a [Option<Shape<'a>>],
    /// Largest sizes by item, where slots must match.
    caps: BTreeMap<usize, f32>,
    known: RefCell<Vec<Option<Placement>>>,
}

impl<'a> Solver<'a> {
    fn new(
        items: &'a [Item<'a>],
        words: &'a [Option<Words>],
        shapes: &'a [Option<Shape<'a>>],
        caps: BTreeMap<usize, f32>,
    ) -> Self {
        Self { items, words, shapes, caps, known: RefCell::new(vec![None; items.len()]) }
    }

    fn all(self) -> Vec<Option<Placement>> {
        (0..self.items.len()).map(|index| self.items[index].shown.then(|| self.placement(index))).collect()
    }

    fn placement(&self, index: usize) -> Placement {
        if let Some(known) = self.known.borrow()[index].clone() {
            return known;
        }
        let item = &self.items[index];
        let frame = self.frame(item);
        let placement = match &self.words[index] {
            Some(words) => self.text(index, item, words, frame),
            None => self.picture(item, frame),
        };
        self.known.borrow_mut()[index] = Some(placement.clone());
        placement
    }

    /// The box after flow.
    fn frame(&self, item: &Item<'_>) -> Rect {
        let own = item.element.frame.unwrap_or_default();
        let mut frame = Rect { y: own.y + self.moved(&item.around), ..own };
        if let Some((slot, gap)) = &item.element.flow.below {
            let top = self.below(slot, *gap);
            frame = Rect { y: top, height: frame.bottom() - top, ..frame };
        }
        if let Some((slot, gap)) = &item.element.flow.above {
            frame.height = self.above(slot, *gap) - frame.y;
        }
        frame
    }

    fn text(&self, index: usize, item: &Item<'_>, words: &Words, frame: Rect) -> Placement {
        let rule = &words.rule;
        let max_px = self.caps.get(&index).map_or(rule.max_px, |cap| cap.min(rule.max_px));
        let limits = Limits {
            width: frame.width,
            height: frame.height,
            min_px: rule.min_px.min(max_px),
            max_px,
            // The cast is exact: templates allow at most 40 lines.
            max_lines: rule.max_lines as usize,
            leading: words.leading(),
            hangs: rule.hang,
        };
        let fit = fit(&words.shaped, &limits);
        let height = set::height(&words.shaped, &fit, words.leading());
        let top = match rule.valign {
            Valign::Top => frame.y,
            Valign::Middle => frame.y + (frame.height - height) / 2.0,
            Valign::Bottom => frame.bottom() - height,
        };
        let top = match &item.element.flow.baseline {
            Some(slot) => self.baseline(slot) - height,
            None => top,
        };
        Placement { frame, fit: Some(fit), top, height }
    }

    fn picture(&self, item: &Item<'_>, frame: Rect) -> Placement {
        let frame = match (&item.element.flow.baseline, &item.slot.rule) {
            (Some(slot), SlotElementRule::Logo(_)) => Rect { y: self.baseline(slot) - frame.height, ..frame },
            _ => frame,
        };
        Placement { frame, fit: None, top: frame.y, height: frame.height }
    }

    fn find(&self, slot: &str) -> Option<usize> {
        self.items.iter().position(|item| item.slot.name == slot)
    }

    /// The top edge of what stands below a slot.
    fn below(&self, slot: &str, gap: f32) -> f32 {
        let Some(index) = self.find(slot) else { return gap };
        let item = &self.items[index];
        if item.shown {
            return self.placement(index).bottom() + gap;
        }
        match &item.element.flow.below {
            Some((further, _)) => self.below(further, gap),
            None => item.element.frame.unwrap_or_default().y + self.moved(&item.around),
        }
    }

    /// The bottom edge of what stands above a slot.
    fn above(&self, slot: &str, gap: f32) -> f32 {
        let Some(index) = self.find(slot) else { return gap };
        let item = &self.items[index];
        if item.shown {
            return self.placement(index).top - gap;
        }
        match &item.element.flow.above {
            Some((further, _)) => self.above(further, gap),
            None => item.element.frame.unwrap_or_default().bottom() + self.moved(&item.around),
        }
    }

    fn baseline(&self, slot: &str) -> f32 {
        let Some(index) = self.find(slot) else { return 0.0 };
        if self.items[index].shown {
            return self.placement(index).bottom();
        }
        self.items[index].element.frame.unwrap_or_default().bottom() + self.moved(&self.items[index].around)
    }

    /// A height on the subject of a picture, if it is shown.
    fn at(&self, slot: &str, share: f32) -> Option<f32> {
        let index = self.find(slot).filter(|index| self.items[*index].shown)?;
        let subject = self.shapes[index].as_ref()?.subject_in(self.placement(index).frame);
        Some(subject.y + subject.height * share)
    }

    /// A height on a picture, or further down where words above it end only there: a flat product has no room for two
    /// of them between its top and its foot.
    fn pushed(&self, element: &Element, y: f32) -> f32 {
        let Some((slot, gap)) = &element.flow.below else { return y };
        let above = self.find(slot).filter(|index| self.items[*index].shown);
        above.map_or(y, |index| y.max(self.placement(index).bottom() + gap))
    }

    /// How far the groups around something move.
    fn moved(&self, around: &[&Element]) -> f32 {
        around.iter().fold(0.0, |moved, group| moved + self.own_shift(group, moved))
    }

    /// How far an element moves beyond what is around it.
    fn own_shift(&self, element: &Element, moved: f32) -> f32 {
        let (top, bottom) = edges(element);
        if let Some((slot, share)) = element.flow.at.as_ref().filter(|_| element.slot.is_none()) {
            let y = self.at(slot, *share).map(|y| self.pushed(element, y));
            return y.map_or(0.0, |y| y - top - moved);
        }
        match (&element.flow.below, &element.flow.above) {
            (Some((slot, gap)), _) if element.slot.is_none() => self.below(slot, *gap) - top - moved,
            (None, Some((slot, gap))) if element.slot.is_none() => self.above(slot, *gap) - bottom - moved,
            _ => 0.0,
        }
    }
}

/// Top and bottom edge of a shape, or what a group says of itself.
fn edges(element: &Element) -> (f32, f32) {
    let number = |name: &str| {
        let value = element.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        value.and_then(|value| value.parse::<f32>().ok()).unwrap_or(0.0)
    };
    let (top, bottom) = match (element.frame, element.name.as_str()) {
        (Some(frame), _) => (frame.y, frame.bottom()),
        (None, "circle") => (number("cy") - number("r"), number("cy") + number("r")),
        (None, "ellipse") => (number("cy") - number("ry"), number("cy") + number("ry")),
        (None, "line") => (number("y1").min(number("y2")), number("y1").max(number("y2"))),
        _ => (0.0, 0.0),
    };
    (element.flow.top.unwrap_or(top), element.flow.bottom.unwrap_or(bottom))
}
