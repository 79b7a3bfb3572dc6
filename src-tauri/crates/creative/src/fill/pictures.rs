//! Which pictures go where.

use std::collections::BTreeSet;

use super::cast::Cast;
use super::{Brief, BriefPicture, Numbered, PictureRole};
use crate::chance;
use crate::compose::group;
use crate::content::Content;
use crate::drawn::Rect;
use crate::picture::Picture;
use crate::select::owns;
use crate::template::{Category, Template};

/// The tags that a product's pictures have: what each is for, and its own. A brand always has a logo, if only its
/// name set as one.
#[must_use]
pub fn owned_tags(brief: &Brief) -> BTreeSet<String> {
    let roles = brief.pictures.iter().map(|picture| role_tag(picture.role).to_owned());
    let tags = brief.pictures.iter().flat_map(|picture| picture.tags.iter().cloned());
    roles.chain(tags).chain(["logo".to_owned()]).collect()
}

fn role_tag(role: PictureRole) -> &'static str {
    match role {
        PictureRole::Product => "product",
        PictureRole::Scene => "scene",
        PictureRole::Detail => "detail",
        PictureRole::Portrait => "portrait",
        PictureRole::Before => "before",
        PictureRole::After => "after",
    }
}

/// Tags of pictures that a template cannot do without and nobody has, where no slot says it already.
pub(super) fn unmatched(template: &Template, brief: &Brief) -> Vec<String> {
    let owned = owned_tags(brief);
    let by_slot = ["product", "scene", "portrait", "before", "after"];
    template
        .required_assets
        .iter()
        // A closer tag (a bottle) is for the gate of a selection to judge; a wider one is a picture that is not there.
        .filter(|tag| !tag.contains(':') && !owns(&owned, tag) && !by_slot.contains(&tag.as_str()))
        .map(|tag| format!("a picture tagged {tag}"))
        .collect()
}

/// Fills the picture slots of one base. Where a picture stands free, only one without a backdrop will do.
pub(super) fn fill(
    template: &Template,
    base: &str,
    group: &[Numbered<'_>],
    cast: &Cast<'_>,
    content: &mut Content,
) -> Option<String> {
    if let Some(shown) = cast.card.filter(|_| base == "picture") {
        let slot = group.get(shown.at)?;
        let scenes: Vec<&Picture> = candidates("scene", 1, cast).into_iter().map(|scene| &scene.picture).collect();
        if let Some(picture) = shown.picture(&scenes, cast.brief) {
            content.pictures.insert(slot.slot.clone(), picture.clone());
        }
        return None;
    }
    if base == "picture" && cast.category == Category::Meme {
        return two_states(group, cast, content);
    }
    let product = &cast.brief.product;
    let sold_apart = product.variants.iter().any(|variant| variant.price.is_some());
    if base == "product" && group.len() > 1 && (product.kit.is_empty() || sold_apart) {
        // Side by side for one price, variants of which a customer gets one would promise all of them.
        return Some("what is in the set".to_owned());
    }
    let all = candidates(base, group.len(), cast);
    let stands_free = group.iter().any(|slot| template.needs_cutout(slot.slot.as_str()));
    let mut found: Vec<&BriefPicture> =
        all.iter().copied().filter(|picture| !stands_free || picture.picture.transparent).collect();
    let only_photos = found.is_empty() && !all.is_empty();
    let widest = group.iter().filter_map(|slot| slot.rule.widest).reduce(f32::min);
    if let [alone] = group
        && stands_free
        && base == "product"
    {
        let (slot, shows_set) = (alone.slot.as_str(), found.first().is_some_and(|first| first.is_of_all()));
        if shows_set && template.points_at(slot) {
            // Nobody says which of its things a line is about.
            return alone.rule.required.then(|| "a picture of one product alone".to_owned());
        }
        if !(shows_set && alone.rule.whole) {
            let box_aspect = template.aspect(slot);
            if let Some(parts) = box_aspect.and_then(|aspect| set_of_parts(&found, aspect)) {
                content.pictures.insert(alone.slot.clone(), parts[0].picture.clone());
                for (at, part) in parts.iter().enumerate().skip(1) {
                    content.pictures.insert(group::further(slot, at + 1), part.picture.clone());
                }
                return None;
            }
            if !cast.shows_values {
                prefer_upright(&mut found, box_aspect);
            }
        }
    }
    let cut_outs = found.len();
    found.retain(|picture| widest.is_none_or(|widest| picture.picture.aspect() <= widest));
    let only_wide = found.is_empty() && cut_outs > 0;
    let required = group.iter().filter(|slot| slot.rule.required).count();
    let some = found.len();
    for (slot, picture) in group.iter().zip(found) {
        content.pictures.insert(slot.slot.clone(), picture.picture.clone());
    }
    if some >= required {
        return None;
    }
    Some(match (required, base) {
        (1, _) if only_wide => format!("a {} picture that is not much wider than high", noun(base)),
        (1, _) if only_photos => format!("a cut-out {} picture", noun(base)),
        (_, _) if stands_free && all.len() > some => {
            format!("{some} of {required} cut-out {} pictures", noun(base))
        }
        (1, "after" | "item") => format!("an {} picture", noun(base)),
        (1, _) => format!("a {} picture", noun(base)),
        (_, _) => format!("{some} of {required} {} pictures", noun(base)),
    })
}

/// Expectation and reality are shown by the two states of a thing: two pictures that merely differ would say nothing.
fn two_states(group: &[Numbered<'_>], cast: &Cast<'_>, content: &mut Content) -> Option<String> {
    let mut lack = None;
    for (slot, (base, missing)) in group.iter().zip([("before", "a before picture"), ("after", "an after picture")]) {
        match candidates(base, 1, cast).first() {
            Some(picture) => {
                content.pictures.insert(slot.slot.clone(), picture.picture.clone());
            }
            None if slot.rule.required => lack = lack.or(Some(missing.to_owned())),
            None => {}
        }
    }
    lack
}

/// How much larger its parts must be than in the picture of a set to stand in its place.
const LARGER: f32 = 1.15;

/// The parts of a set that are alike (the same tags, the same real height), where they together fill a box better than
/// the picture of the whole set, which is a strip in it. One of them would not stand for the others.
fn set_of_parts<'a>(found: &[&'a BriefPicture], box_aspect: f32) -> Option<Vec<&'a BriefPicture>> {
    let set = found.first().filter(|first| first.is_of_all())?;
    let is_part = |picture: &&&BriefPicture| {
        !picture.is_of_all()
            && picture.picture.height_mm.is_some()
            && picture.tags.iter().any(|tag| tag.starts_with("product:"))
    };
    let parts: Vec<&BriefPicture> = found.iter().filter(is_part).copied().collect();
    let [first, others @ ..] = &parts[..] else { return None };
    let alike = |other: &&BriefPicture| other.tags == first.tags && other.picture.height_mm == first.picture.height_mm;
    if !(1..=2).contains(&others.len()) || !others.iter().all(alike) {
        return None;
    }
    // Heights of one thing in a box one high.
    let aspects: Vec<f32> = parts.iter().map(|part| part.picture.aspect()).collect();
    let of_set = (box_aspect / set.picture.aspect()).min(1.0);
    let unit = Rect { x: 0.0, y: 0.0, width: box_aspect, height: 1.0 };
    let of_parts = group::frames(unit, &aspects, (0.5, 1.0)).first().map_or(0.0, |frame| frame.height);
    (of_parts > of_set * LARGER).then_some(parts)
}

/// How much wider by its height than its box a picture may be: in a box twice as high as it would like, a product is a
/// strip.
const TOO_WIDE: f32 = 1.55;
/// How much slimmer another picture must be to be worth the change.
const SLIMMER: f32 = 0.75;

/// Puts a picture that suits an upright box before one that would be a strip in it. A picture of a whole kit gives way to
/// one of its parts; one of a single product only to another of that product, as a detail does not stand for it.
fn prefer_upright(found: &mut [&BriefPicture], aspect: Option<f32>) {
    let (Some(first), Some(box_aspect)) = (found.first(), aspect) else { return };
    let width = first.picture.aspect();
    if box_aspect >= 1.0 || width <= box_aspect * TOO_WIDE {
        return;
    }
    let is_upright = |picture: &BriefPicture| picture.picture.aspect() < (width * SLIMMER).min(1.0);
    let of_kit = first.is_of_all();
    let stands_for = |picture: &BriefPicture| {
        picture.role == PictureRole::Product || (of_kit && picture.tags.iter().any(|tag| tag.starts_with("product:")))
    };
    if let Some(at) =
        found.iter().position(|picture| is_upright(picture) && !picture.is_of_all() && stands_for(picture))
    {
        found[..=at].rotate_right(1);
    }
}

/// Two states that are one picture: a comparison would show nothing.
pub(super) fn same_states(template: &Template, content: &Content) -> Option<String> {
    let pair = match template.category {
        Category::Meme => ["picture-1", "picture-2"],
        _ => ["before", "after"],
    };
    let [before, after] = pair.map(|slot| content.pictures.get(slot));
    (before?.sha256 == after?.sha256).then(|| "an after picture that is not the before picture".to_owned())
}

fn noun(base: &str) -> &str {
    match base {
        "photo" => "scene or product",
        "item" | "part" => "detail",
        other => other.strip_suffix("-picture").unwrap_or(other),
    }
}

/// The pictures that suit a base, the best first. The product alone comes in its listed order, the main one first;
/// other pictures in an order that follows from the seed. `places`: how many of them stand side by side.
fn candidates<'a>(base: &str, places: usize, cast: &Cast<'a>) -> Vec<&'a BriefPicture> {
    use PictureRole::{After, Before, Detail, Portrait, Product, Scene};
    let roles: &[PictureRole] = match base {
        "product" | "variant-picture" => &[Product, Detail],
        // A photo of the product before its backdrop is a photo too, if there is nothing better.
        "scene" => &[Scene, Product],
        "photo" => &[Scene, Product],
        "picture" => &[Scene, Product, Detail],
        "portrait" => &[Portrait],
        "before" => &[Before],
        "after" => &[After],
        "detail" | "item-picture" | "part-picture" => &[Detail, Product],
        _ => &[],
    };
    let mut all: Vec<(usize, u64, &BriefPicture)> = cast
        .brief
        .pictures
        .iter()
        .filter(|picture| base != "scene" || picture.role == Scene || !picture.picture.transparent)
        .filter_map(|picture| roles.iter().position(|role| *role == picture.role).map(|place| (place, picture)))
        .map(|(place, picture)| {
            let seeded = !matches!(picture.role, Product | Detail);
            (place, if seeded { chance::bits(cast.seed, &picture.name) } else { 0 }, picture)
        })
        .collect();
    // Where parts are shown with their worth, a picture of all of them says more than one of the main part. Where
    // several stand side by side, it would show the others a second time.
    let (shows_all, shows_each) =
        (base == "product" && cast.shows_values, matches!(base, "product" | "variant-picture") && places > 1);
    let last = |picture: &BriefPicture| if picture.is_of_all() { shows_each } else { shows_all };
    all.sort_by_key(|(place, chance, picture)| (last(picture), *place, *chance));
    all.into_iter().map(|(_, _, picture)| picture).collect()
}
