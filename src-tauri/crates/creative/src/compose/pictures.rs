//! The pictures of a composition.

use std::collections::BTreeSet;

use super::flow::Flow;
use super::group;
use super::items::Item;
use super::over;
use crate::colour::Rgb;
use crate::colour::scheme::Scheme;
use crate::content::Slot;
use crate::drawn::{PictureBox, Rect};
use crate::error::CreativeError;
use crate::order::Order;
use crate::picture::cache::{PartKey, Pictures};
use crate::picture::{Focus, Picture, Subject};
use crate::template::layout::SlotElementRule;
use crate::template::{PictureFit, PictureRule};

/// A picture in its place.
pub(crate) struct PlacedPicture<'a> {
    /// The number of the element it stands for.
    pub element: usize,
    pub slot: Slot,
    pub picture: &'a Picture,
    /// Where it is drawn, px of the canvas.
    pub dest: Rect,
    /// What of it is drawn, shares of its sides.
    pub crop: Rect,
    pub rule: PictureRule,
    frame: Rect,
    subject: Rect,
    scale: f32,
    clear: f32,
    is_logo: bool,
}

impl PlacedPicture<'_> {
    /// What checks need to know.
    pub fn picture_box(&self) -> PictureBox {
        PictureBox {
            slot: self.slot.clone(),
            bounds: self.turned(self.dest),
            subject: self.turned(self.subject),
            frame: self.frame,
            scale: self.scale,
            clear: self.clear,
            is_logo: self.is_logo,
        }
    }

    /// Draws it smaller, with its subject's anchor where it was.
    fn shrink(&mut self, by: f32) {
        let (across, down) = self.rule.anchor;
        let fixed = (self.subject.x + self.subject.width * across, self.subject.y + self.subject.height * down);
        let shrunk = |rect: Rect| Rect {
            x: fixed.0 + (rect.x - fixed.0) * by,
            y: fixed.1 + (rect.y - fixed.1) * by,
            width: rect.width * by,
            height: rect.height * by,
        };
        (self.dest, self.subject, self.scale) = (shrunk(self.dest), shrunk(self.subject), self.scale * by);
    }

    /// The box around a turned box.
    fn turned(&self, rect: Rect) -> Rect {
        if self.rule.turn == 0.0 {
            return rect;
        }
        let (sin, cos) = self.rule.turn.to_radians().sin_cos();
        let (cx, cy) = self.pivot();
        let corners =
            [(rect.x, rect.y), (rect.right(), rect.y), (rect.x, rect.bottom()), (rect.right(), rect.bottom())];
        let turned = corners.map(|(x, y)| {
            let (dx, dy) = (x - cx, y - cy);
            (cx + dx * cos - dy * sin, cy + dx * sin + dy * cos)
        });
        let least = turned.iter().fold((f32::MAX, f32::MAX), |a, b| (a.0.min(b.0), a.1.min(b.1)));
        let most = turned.iter().fold((f32::MIN, f32::MIN), |a, b| (a.0.max(b.0), a.1.max(b.1)));
        Rect { x: least.0, y: least.1, width: most.0 - least.0, height: most.1 - least.1 }
    }

    /// The point it is turned around.
    pub fn pivot(&self) -> (f32, f32) {
        (self.frame.x + self.frame.width / 2.0, self.frame.y + self.frame.height / 2.0)
    }

    /// The part that lies under a box, coarsely; none when they do not meet.
    pub fn cutting(&self, area: &Rect, samples: u32) -> Option<(&Picture, PartKey)> {
        let (left, top) = (area.x.max(self.dest.x), area.y.max(self.dest.y));
        let (right, bottom) = (area.right().min(self.dest.right()), area.bottom().min(self.dest.bottom()));
        if right - left < 1.0 || bottom - top < 1.0 {
            return None;
        }
        let (sx, sy) = (self.crop.width / self.dest.width, self.crop.height / self.dest.height);
        let crop = Rect {
            x: self.crop.x + (left - self.dest.x) * sx,
            y: self.crop.y + (top - self.dest.y) * sy,
            width: (right - left) * sx,
            height: (bottom - top) * sy,
        };
        let per = samples as f32 / (right - left).max(bottom - top);
        // The casts are safe: both are at most `samples`.
        let size = (((right - left) * per).ceil() as u32, ((bottom - top) * per).ceil() as u32);
        Some((self.picture, PartKey::new(self.picture, crop, size, None, 1.0)))
    }
}

/// A picture and where its subject is, to ask where that stands in a box.
pub(super) struct Shape<'a> {
    picture: &'a Picture,
    rule: &'a PictureRule,
    subject: Subject,
    /// The widths of what stands behind it, by their heights.
    behind: Vec<f32>,
}

impl Shape<'_> {
    /// The subject on the canvas when the picture is fitted into this box.
    pub fn subject_in(&self, frame: Rect) -> Rect {
        if !self.behind.is_empty() {
            let aspects: Vec<f32> =
                std::iter::once(aspect(self.picture, self.subject)).chain(self.behind.clone()).collect();
            let frames = group::frames(frame, &aspects, self.rule.anchor);
            return frames.into_iter().reduce(|all, one| all.union(&one)).unwrap_or(frame);
        }
        fitted(self.picture, self.rule, frame, self.subject).subject
    }
}

/// The pictures that are shown, by item.
pub(super) fn shapes<'a>(
    order: &'a Order,
    items: &[Item<'a>],
    pictures: &Pictures,
) -> Result<Vec<Option<Shape<'a>>>, CreativeError> {
    let shape = |item: &Item<'a>| {
        let SlotElementRule::Picture(rule) = &item.slot.rule else { return Ok(None) };
        let Some(picture) = order.content.pictures.get(item.slot.name.as_str()) else { return Ok(None) };
        let behind = group::others(order, &item.slot.name);
        let behind = behind.into_iter().map(|(_, other)| Ok(aspect(other, subject(other, pictures)?)));
        let behind = behind.collect::<Result<_, CreativeError>>()?;
        Ok(Some(Shape { picture, rule, subject: subject(picture, pictures)?, behind }))
    };
    items.iter().map(shape).collect()
}

/// The colours along the outlines of the cut-outs that stand free, one list for each.
pub(super) fn edges(order: &Order, items: &[Item<'_>], pictures: &Pictures) -> Result<Vec<Vec<Rgb>>, CreativeError> {
    let free = items.iter().filter(|item| {
        item.shown && matches!(&item.slot.rule, SlotElementRule::Picture(rule) if rule.fit == PictureFit::Subject)
    });
    let names = free.map(|item| item.slot.name.as_str());
    let all = names.flat_map(|name| {
        let first = order.content.pictures.get(name);
        first.into_iter().chain(group::others(order, name).into_iter().map(|(_, picture)| picture))
    });
    all.filter(|picture| picture.transparent).map(|picture| Ok(pictures.decoded(picture)?.edge.clone())).collect()
}

/// How wide a subject is, by its height.
fn aspect(picture: &Picture, subject: Subject) -> f32 {
    let (width, height) = (subject.width * picture.width as f32, subject.height * picture.height as f32);
    width / height.max(1.0)
}

/// Places all pictures shown.
pub(super) fn place<'a>(
    order: &'a Order,
    items: &[Item<'_>],
    flow: &Flow,
    scheme: &Scheme,
    pictures: &Pictures,
) -> Result<Vec<PlacedPicture<'a>>, CreativeError> {
    let mut placed = Vec::new();
    for (item, placement) in items.iter().zip(&flow.placements) {
        let Some(placement) = placement.as_ref().filter(|placement| placement.fit.is_none()) else { continue };
        let (picture, rule, clear, is_logo) = match &item.slot.rule {
            SlotElementRule::Picture(rule) => {
                let Some(picture) = order.content.pictures.get(item.slot.name.as_str()) else { continue };
                (picture, rule.clone(), 0.0, false)
            }
            SlotElementRule::Logo(rule) => {
                let on_picture = match &rule.text.over {
                    Some(over) => over::is_dark(over, &placement.frame, &placed, pictures)?,
                    None => None,
                };
                let dark = on_picture.unwrap_or_else(|| has_dark_ground(scheme));
                let Some(picture) = logo(order, dark) else { continue };
                let rule = PictureRule {
                    fit: PictureFit::Subject,
                    anchor: rule.anchor,
                    turn: 0.0,
                    radius: 0.0,
                    fade: None,
                    scale: None,
                };
                (picture, rule, item_clear(item), true)
            }
            SlotElementRule::Text(_) => continue,
        };
        let mut things = vec![(Slot::new(item.slot.name.clone()), picture, subject(picture, pictures)?)];
        if !is_logo {
            for (slot, other) in group::others(order, &item.slot.name) {
                things.push((slot, other, subject(other, pictures)?));
            }
        }
        let aspects: Vec<f32> = things.iter().map(|(_, picture, subject)| aspect(picture, *subject)).collect();
        let frames = match &things[..] {
            [_alone] => vec![placement.frame],
            _several => group::frames(placement.frame, &aspects, rule.anchor),
        };
        // What stands behind is painted first.
        for ((slot, picture, subject), frame) in things.into_iter().zip(frames).rev() {
            let fitted = fitted(picture, &rule, frame, subject);
            placed.push(PlacedPicture {
                element: item.element.index,
                slot,
                picture,
                dest: fitted.dest,
                crop: fitted.crop,
                subject: fitted.subject,
                scale: fitted.scale,
                rule: rule.clone(),
                frame,
                clear,
                is_logo,
            });
        }
    }
    to_scale(&mut placed);
    Ok(placed)
}

/// Draws things that stand side by side to one scale: the largest at which each still fits its own box. Where the real
/// height of one of them is not known, each gets the room of the smallest box.
fn to_scale(placed: &mut [PlacedPicture<'_>]) {
    let groups: BTreeSet<String> = placed.iter().filter_map(|picture| picture.rule.scale.clone()).collect();
    for group in groups {
        let is_of = |picture: &PlacedPicture<'_>| picture.rule.scale.as_ref() == Some(&group);
        // Pixels a millimetre.
        let scale = |picture: &PlacedPicture<'_>| {
            let height = picture.picture.height_mm.filter(|height| *height > 0.0)?;
            Some(picture.subject.height / height)
        };
        let scales: Option<Vec<f32>> = placed.iter().filter(|picture| is_of(picture)).map(scale).collect();
        let least = scales.and_then(|scales| scales.into_iter().reduce(f32::min));
        let room = placed.iter().filter(|picture| is_of(picture)).fold((f32::MAX, f32::MAX), |room, picture| {
            (room.0.min(picture.frame.width), room.1.min(picture.frame.height))
        });
        for picture in placed.iter_mut().filter(|picture| is_of(picture)) {
            let fits = (room.0 / picture.subject.width).min(room.1 / picture.subject.height).min(1.0);
            picture.shrink(least.zip(scale(picture)).map_or(fits, |(least, own)| least / own));
        }
        let mut row: Vec<&mut PlacedPicture<'_>> = placed.iter_mut().filter(|picture| is_of(picture)).collect();
        in_a_row(&mut row);
    }
}

/// How much narrower than the widest a thing may be to count as like it.
const LIKE: f32 = 0.9;

/// Puts what stands between the outermost of like things at equal distances. Unlike ones stay where they are composed: a
/// carton behind a bottle and a pouch is not their middle.
fn in_a_row(row: &mut [&mut PlacedPicture<'_>]) {
    row.sort_by(|one, other| one.subject.x.total_cmp(&other.subject.x));
    let widest = row.iter().map(|picture| picture.subject.width).fold(0.0, f32::max);
    let [first, between @ .., last] = row else { return };
    let alike = |picture: &PlacedPicture<'_>| picture.subject.width >= widest * LIKE;
    if between.is_empty() || !alike(first) || !alike(last) || !between.iter().all(|picture| alike(picture)) {
        return;
    }
    let middle = |picture: &PlacedPicture<'_>| picture.subject.x + picture.subject.width / 2.0;
    let (from, step) = (middle(first), (middle(last) - middle(first)) / (between.len() + 1) as f32);
    // What has room beside the others is not behind them.
    let ground = (step >= widest).then(|| last.subject.bottom());
    for (at, picture) in between.iter_mut().enumerate() {
        let across = from + step * (at + 1) as f32 - middle(picture);
        let down = ground.map_or(0.0, |ground| ground - picture.subject.bottom());
        for rect in [&mut picture.dest, &mut picture.subject] {
            (rect.x, rect.y) = (rect.x + across, rect.y + down);
        }
    }
}

fn item_clear(item: &Item<'_>) -> f32 {
    match &item.slot.rule {
        SlotElementRule::Logo(rule) => rule.clear,
        SlotElementRule::Text(_) | SlotElementRule::Picture(_) => 0.0,
    }
}

fn has_dark_ground(scheme: &Scheme) -> bool {
    scheme.get("ground").is_some_and(|ground| ground.contrast(Rgb::WHITE) > ground.contrast(Rgb::BLACK))
}

/// The logo for what it stands on.
fn logo(order: &Order, dark: bool) -> Option<&Picture> {
    let (light, on_dark) = (order.look.logo.as_ref(), order.look.logo_on_dark.as_ref());
    if dark { on_dark.or(light) } else { light.or(on_dark) }
}

/// Where the subject of a picture is: told, or its opaque part.
fn subject(picture: &Picture, pictures: &Pictures) -> Result<Subject, CreativeError> {
    match picture.subject {
        Some(subject) => Ok(subject),
        None if picture.transparent => Ok(pictures.decoded(picture)?.solid),
        None => Ok(Subject { x: 0.0, y: 0.0, width: 1.0, height: 1.0 }),
    }
}

struct Fitted {
    dest: Rect,
    crop: Rect,
    subject: Rect,
    scale: f32,
}

const WHOLE: Rect = Rect { x: 0.0, y: 0.0, width: 1.0, height: 1.0 };

fn fitted(picture: &Picture, rule: &PictureRule, frame: Rect, subject: Subject) -> Fitted {
    let (width, height) = (picture.width as f32, picture.height as f32);
    let fitted = match rule.fit {
        PictureFit::Cover => return covered(picture, frame, subject),
        PictureFit::Contain => Rect { x: 0.0, y: 0.0, width, height },
        PictureFit::Subject => Rect {
            x: subject.x * width,
            y: subject.y * height,
            width: subject.width * width,
            height: subject.height * height,
        },
    };
    let scale = (frame.width / fitted.width.max(1.0)).min(frame.height / fitted.height.max(1.0));
    let left = frame.x + (frame.width - fitted.width * scale) * rule.anchor.0;
    let top = frame.y + (frame.height - fitted.height * scale) * rule.anchor.1;
    let dest =
        Rect { x: left - fitted.x * scale, y: top - fitted.y * scale, width: width * scale, height: height * scale };
    Fitted { dest, crop: WHOLE, subject: within(dest, WHOLE, subject), scale }
}

/// Fills the frame, with the focus as near to its middle as the picture allows.
fn covered(picture: &Picture, frame: Rect, subject: Subject) -> Fitted {
    let (width, height) = (picture.width as f32, picture.height as f32);
    let scale = (frame.width / width).max(frame.height / height);
    let (share_x, share_y) = ((frame.width / (width * scale)).min(1.0), (frame.height / (height * scale)).min(1.0));
    let middle = Focus { x: subject.x + subject.width / 2.0, y: subject.y + subject.height / 2.0 };
    let focus = picture.focus.unwrap_or(middle);
    let crop = Rect {
        x: (focus.x - share_x / 2.0).clamp(0.0, 1.0 - share_x),
        y: (focus.y - share_y / 2.0).clamp(0.0, 1.0 - share_y),
        width: share_x,
        height: share_y,
    };
    Fitted { dest: frame, crop, subject: within(frame, crop, subject), scale }
}

/// The subject on the canvas, when this part of the picture is drawn there.
fn within(dest: Rect, crop: Rect, subject: Subject) -> Rect {
    let (sx, sy) = (dest.width / crop.width, dest.height / crop.height);
    Rect {
        x: dest.x + (subject.x - crop.x) * sx,
        y: dest.y + (subject.y - crop.y) * sy,
        width: subject.width * sx,
        height: subject.height * sy,
    }
}
