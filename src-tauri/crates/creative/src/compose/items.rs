//! The slots of a composition and whether they are filled.

use crate::order::Order;
use crate::template::SlotKind;
use crate::template::layout::{Element, Layout, SlotElement, SlotElementRule};

/// A slot on the canvas.
pub(super) struct Item<'a> {
    pub element: &'a Element,
    pub slot: &'a SlotElement,
    /// The groups around it, outermost first.
    pub around: Vec<&'a Element>,
    /// Filled, and nothing around it hides it.
    pub shown: bool,
}

/// All slots, in paint order.
pub(super) fn collect<'a>(order: &Order, layout: &'a Layout) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    layout.walk(&mut |element, around| {
        let Some(slot) = &element.slot else { return };
        let holds = match &slot.rule {
            SlotElementRule::Text(_) => order.text(&slot.name).is_some(),
            SlotElementRule::Picture(_) => order.content.pictures.contains_key(slot.name.as_str()),
            SlotElementRule::Logo(_) => has_logo(order),
        };
        let shown = holds && shown(order, element) && around.iter().all(|group| self::shown(order, group));
        items.push(Item { element, slot, around: around.to_vec(), shown });
    });
    items
}

/// Whether a slot holds anything.
pub(super) fn filled(order: &Order, slot: &str) -> bool {
    match order.template.slots.get(slot).map(|rule| rule.kind) {
        Some(SlotKind::Logo) => has_logo(order),
        Some(SlotKind::Picture) => order.content.pictures.contains_key(slot),
        Some(SlotKind::Text) | None => order.text(slot).is_some(),
    }
}

fn has_logo(order: &Order) -> bool {
    order.look.logo.is_some() || order.look.logo_on_dark.is_some() || !order.look.wordmark.trim().is_empty()
}

/// Whether an element's own conditions let it be drawn.
pub(super) fn shown(order: &Order, element: &Element) -> bool {
    element.when.iter().all(|slot| filled(order, slot)) && !element.unless.iter().any(|slot| filled(order, slot))
}
