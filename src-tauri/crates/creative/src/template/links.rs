//! What the parts of a template say about each other.

use std::collections::{BTreeMap, BTreeSet};

use super::colours::RoleRule;
use super::fault::Faults;
use super::layout::{Element, Layout, SlotElementRule};
use super::nearest::suggestion;
use super::rule::{SlotKind, SlotRule};
use crate::content::Slot;
use crate::size::CanvasSize;

/// Checks that roles and slots exist, that declared slots are drawn, and that nothing is placed in a circle.
pub(super) fn check(
    layout: &Layout,
    size: CanvasSize,
    slots: &BTreeMap<Slot, SlotRule>,
    colours: &[(String, RoleRule)],
    faults: &mut Faults,
) {
    let mut drawn = BTreeSet::new();
    let mut edges: BTreeMap<String, Vec<String>> = BTreeMap::new();
    layout.walk(&mut |element, around| {
        if let Some(slot) = &element.slot {
            drawn.insert(slot.name.clone());
            let own = element.flow.references().chain(around.iter().flat_map(|group| group.flow.references()));
            edges.insert(slot.name.clone(), own.map(str::to_owned).collect());
        }
    });
    layout.walk(&mut |element, _| {
        check_roles(element, colours, faults);
        check_slots(element, &drawn, slots, faults);
    });
    for (slot, rule) in slots.iter().filter(|(_, rule)| rule.sizes.contains(&size)) {
        if !drawn.contains(slot.as_str()) {
            let what = format!("the {} slot `{slot}` is not drawn", kind_words(rule.kind));
            faults.add(None, what, format!("add <rect data-slot=\"{slot}\" …>, or leave {size} out of its sizes"));
        }
    }
    if let Some(circle) = circle(&edges) {
        faults.add(
            None,
            format!("`{circle}` is placed by itself, in a circle"),
            "let one of the slots stand on its own",
        );
    }
}

fn kind_words(kind: SlotKind) -> &'static str {
    match kind {
        SlotKind::Text => "text",
        SlotKind::Picture => "picture",
        SlotKind::Logo => "logo",
    }
}

fn check_roles(element: &Element, colours: &[(String, RoleRule)], faults: &mut Faults) {
    let mut roles: Vec<&str> = element.role.iter().chain(&element.stroke_role).map(String::as_str).collect();
    if let Some(rule) = element.slot.as_ref().and_then(|slot| slot.text_rule()) {
        roles.push(&rule.role);
        roles.extend(rule.stop_role.as_deref());
        roles.extend(rule.over.as_ref().map(|over| over.role.as_str()));
        // The default mark colour is used only where words are marked.
        if rule.mark_role != "accent" {
            roles.push(&rule.mark_role);
        }
    }
    roles.dedup();
    for role in roles.into_iter().filter(|role| !colours.iter().any(|(known, _)| known == role)) {
        let known = colours.iter().map(|(role, _)| role.as_str());
        faults.add(Some(element.line), format!("there is no role `{role}`"), suggestion(role, known));
    }
}

fn check_slots(element: &Element, drawn: &BTreeSet<String>, slots: &BTreeMap<Slot, SlotRule>, faults: &mut Faults) {
    let declared = element.when.iter().chain(&element.unless).map(String::as_str);
    for slot in declared.filter(|slot| !slots.contains_key(*slot)) {
        let known = slots.keys().map(Slot::as_str);
        faults.add(Some(element.line), format!("there is no slot `{slot}`"), suggestion(slot, known));
    }
    let over = element.slot.as_ref().and_then(|slot| match &slot.rule {
        SlotElementRule::Text(rule) => rule.over.as_ref().map(|over| over.picture.as_str()),
        _ => None,
    });
    let placed = element.flow.references().chain(element.hug.as_ref().map(|hug| hug.slot.as_str())).chain(over);
    for slot in placed.filter(|slot| !drawn.contains(*slot)) {
        let known = drawn.iter().map(String::as_str);
        faults.add(Some(element.line), format!("this size draws no slot `{slot}`"), suggestion(slot, known));
    }
    if let Some(hug) = element.hug.as_ref().filter(|_| element.name != "rect") {
        faults.add(
            Some(element.line),
            format!("a <{}> cannot go around `{}`", element.name, hug.slot),
            "draw a <rect>",
        );
    }
}

/// A slot that depends on itself.
fn circle(edges: &BTreeMap<String, Vec<String>>) -> Option<String> {
    let mut done = BTreeSet::new();
    loop {
        let next = edges
            .iter()
            .find(|(slot, needs)| {
                !done.contains(*slot) && needs.iter().all(|need| done.contains(need) || !edges.contains_key(need))
            })
            .map(|(slot, _)| slot.clone());
        match next {
            Some(slot) => done.insert(slot),
            None => return edges.keys().find(|slot| !done.contains(*slot)).cloned(),
        };
    }
}
