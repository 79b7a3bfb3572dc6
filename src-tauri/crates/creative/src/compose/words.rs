//! The words of a composition.

use super::flow::Flow;
use super::items::Item;
use super::over;
use super::pictures::PlacedPicture;
use super::{Tools, scrim};
use crate::colour::Rgb;
use crate::colour::scheme::Scheme;
use crate::content::Slot;
use crate::drawn::{Rect, TextBox};
use crate::error::CreativeError;
use crate::mend::Mend;
use crate::order::Order;
use crate::picture::cache::Pictures;
use crate::template::layout::SlotElementRule;
use crate::template::{Align, FontRole, TextRule};
use crate::text::REFERENCE;
use crate::text::engine::Face;
use crate::text::hyphens::hyphenated;
use crate::text::marks::{Ink, marked};
use crate::text::set::{Block, Side, set as set_lines};
use crate::text::shaped::Shaped;

/// Least leading of scripts without capitals, em.
const TALL_LEADING: f32 = 1.15;

/// The shaped words of a slot.
pub(super) struct Words {
    /// How they are set, after mends.
    pub rule: TextRule,
    pub shaped: Shaped,
    /// The words before they are broken, hyphenated or set in capitals.
    plain: String,
    /// The smallest size the template allows.
    template_min: f32,
    is_logo: bool,
}

impl Words {
    /// Baseline to baseline, em.
    pub fn leading(&self) -> f32 {
        if self.shaped.tall { self.rule.leading.max(TALL_LEADING) } else { self.rule.leading }
    }
}

/// Words in their place and colours.
pub(crate) struct SetWords {
    /// The number of the element they stand for.
    pub element: usize,
    pub slot: Slot,
    plain: String,
    pub block: Block,
    pub inks: Vec<(Ink, Rgb)>,
    pub scrim: Option<scrim::Scrim>,
    frame: Rect,
    px: f32,
    min_px: f32,
    max_lines: u32,
    weight: f32,
    overflows: bool,
    is_logo: bool,
}

impl SetWords {
    /// The colour of letters.
    pub fn colour(&self, ink: Ink) -> Rgb {
        self.inks.iter().find(|(known, _)| *known == ink).or(self.inks.first()).map_or(Rgb::BLACK, |(_, rgb)| *rgb)
    }

    /// What checks need to know.
    pub fn text_box(&self) -> TextBox {
        TextBox {
            slot: self.slot.clone(),
            bounds: self.block.bounds,
            frame: self.frame,
            px: self.px,
            min_px: self.min_px,
            words: self.plain.clone(),
            lines: self.block.lines.clone(),
            line_bounds: self.block.line_bounds.clone(),
            max_lines: self.max_lines,
            baseline: self.block.baseline,
            fill: self.colour(Ink::Plain),
            weight: self.weight,
            overflows: self.overflows,
            is_logo: self.is_logo,
        }
    }
}

/// Shapes the words of all slots shown; parallel to the items.
pub(super) fn shape(
    order: &Order,
    items: &[Item<'_>],
    from_the_right: bool,
    tools: &mut Tools<'_>,
) -> Result<Vec<Option<Words>>, CreativeError> {
    let shape = |item: &Item<'_>| if item.shown { shape_item(order, item, from_the_right, tools) } else { Ok(None) };
    items.iter().map(shape).collect()
}

fn shape_item(
    order: &Order,
    item: &Item<'_>,
    from_the_right: bool,
    tools: &mut Tools<'_>,
) -> Result<Option<Words>, CreativeError> {
    let look = &order.look;
    let (rule, text, is_logo) = match &item.slot.rule {
        SlotElementRule::Text(rule) => (rule, order.text(&item.slot.name).unwrap_or_default(), false),
        SlotElementRule::Logo(logo) if look.logo.is_none() && look.logo_on_dark.is_none() => {
            (&logo.text, look.wordmark.trim(), true)
        }
        SlotElementRule::Logo(_) | SlotElementRule::Picture(_) => return Ok(None),
    };
    let slot = Slot::new(item.slot.name.clone());
    let family = match rule.font {
        FontRole::Display => look.display_font.as_str(),
        FontRole::Text => look.text_font.as_str(),
    };
    if !tools.fonts.has(family) {
        return Err(CreativeError::NoSuchFont(family.to_owned()));
    }
    let families = tools.fonts.stack(family, &look.locale);
    let face = Face {
        families: &families,
        weight: rule.weight,
        width: rule.width,
        optical: rule.max_px,
        tracking: rule.tracking,
        features: &rule.features,
        locale: &look.locale,
        from_the_right,
    };
    let words = marked(text, rule.upper, rule.stop_role.is_some());
    let mut shaped = tools.engine.shape(&slot, &words, &face)?;
    // The widest that a line can be: flow moves boxes up and down, but leaves their sides alone.
    let limit = item.element.frame.map_or(f32::MAX, |frame| frame.width * REFERENCE / rule.min_px);
    if let Some(broken) = hyphenated(&words, &shaped, limit, &look.locale) {
        shaped = tools.engine.shape(&slot, &broken, &face)?;
    }
    let plain = marked(text, false, false).plain;
    let (rule, template_min) = (mended(rule, &slot, &order.mends), rule.min_px);
    Ok(Some(Words { rule, shaped, plain, template_min, is_logo }))
}

/// The rule with repair's shrinking.
fn mended(rule: &TextRule, slot: &Slot, mends: &[Mend]) -> TextRule {
    let mut rule = rule.clone();
    for mend in mends {
        if let Mend::Shrink { slot: shrunk, max_px } = mend
            && shrunk == slot
        {
            rule.max_px = rule.max_px.min(*max_px);
            rule.min_px = rule.min_px.min(*max_px);
        }
    }
    rule
}

/// Sets the words of all slots shown.
pub(super) fn set(
    order: &Order,
    items: &[Item<'_>],
    words: &mut [Option<Words>],
    flow: &Flow,
    placed: &[PlacedPicture<'_>],
    scheme: &Scheme,
    pictures: &Pictures,
) -> Result<Vec<SetWords>, CreativeError> {
    let mut all = Vec::new();
    for ((item, words), placement) in items.iter().zip(words).zip(&flow.placements) {
        let Some((words, placement)) = words.as_mut().zip(placement.as_ref()) else { continue };
        let Some(fit) = &placement.fit else { continue };
        let (side, leading, frame) = (side(&words.rule, words.shaped.rtl), words.leading(), placement.frame);
        let at = (frame.x, placement.top, frame.width);
        let block = set_lines(&mut words.shaped, fit, leading, side, words.rule.hang, at)?;
        let slot = Slot::new(item.slot.name.clone());
        let inks = inks(order, &slot, &words.rule, &block, placed, scheme, pictures)?;
        let plain = inks.first().map_or(Rgb::BLACK, |(_, rgb)| *rgb);
        all.push(SetWords {
            element: item.element.index,
            scrim: scrim::behind(order, &slot, &block, fit.px, plain, scheme),
            slot,
            plain: words.plain.clone(),
            block,
            inks,
            frame,
            px: fit.px,
            min_px: words.template_min,
            max_lines: words.rule.max_lines,
            weight: words.rule.weight,
            overflows: fit.overflows,
            is_logo: words.is_logo,
        });
    }
    Ok(all)
}

fn side(rule: &TextRule, rtl: bool) -> Side {
    match (rule.align, rtl) {
        (Align::Left, _) | (Align::Start, false) | (Align::End, true) => Side::Left,
        (Align::Right, _) | (Align::End, false) | (Align::Start, true) => Side::Right,
        (Align::Center, _) => Side::Middle,
    }
}

/// The colours of a slot's letters; the plain one first.
fn inks(
    order: &Order,
    slot: &Slot,
    rule: &TextRule,
    block: &Block,
    placed: &[PlacedPicture<'_>],
    scheme: &Scheme,
    pictures: &Pictures,
) -> Result<Vec<(Ink, Rgb)>, CreativeError> {
    let role = |name: &str| scheme.get(name).copied();
    let own = role(&rule.role).unwrap_or(Rgb::BLACK);
    let plain = match &rule.over {
        Some(over) => over::ink(order, slot, over, own, block, placed, scheme, pictures)?,
        None => own,
    };
    let mark = role(&rule.mark_role).unwrap_or(plain);
    let stop = rule.stop_role.as_deref().and_then(role).unwrap_or(plain);
    Ok(vec![(Ink::Plain, plain), (Ink::Mark, mark), (Ink::Stop, stop)])
}
