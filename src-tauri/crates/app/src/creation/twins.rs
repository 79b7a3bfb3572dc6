//! Which ads of a plan look alike, before they are made.
//!
//! The rule is the one that made ads are checked with ([`check::alike`]), so that what is called an idea here is not
//! flagged as a twin there. To see it each ad is drawn small: a fingerprint survives that.

use std::collections::HashMap;
use std::sync::Arc;

use creative::check::{self, Specs};
use creative::{Cancel, CanvasSize, Content, Order, Template, near};

use super::plan::{Plan, by_id};
use super::{Stock, cores, likeness};
use crate::{AppError, Workspace};

/// Pixels across that an ad is drawn in to be compared.
const WIDTH: u32 = 270;

/// An ad as it would look; `None` for what cannot be drawn, which nothing is compared with.
struct Look {
    size: CanvasSize,
    order: Option<Order>,
    print: Option<u64>,
}

/// Marks each ad that looks like an earlier one. Ads that say and show the same are twins whatever their colours are; the
/// cards of a carousel share its frame on purpose and are none.
pub(super) fn mark(
    ws: &Workspace,
    plan: &mut Plan,
    stock: &Stock,
    templates: &[Arc<Template>],
) -> Result<(), AppError> {
    if plan.ads.len() < 2 {
        return Ok(());
    }
    let (specs, by_id) = (Specs::bundled(), by_id(templates));
    // The first ad of each content, and what every ad says.
    let (mut first, mut contents): (HashMap<String, usize>, Vec<usize>) = (HashMap::new(), Vec::new());
    let mut looks: Vec<(usize, Look)> = Vec::new();
    for (place, ad) in plan.ads.iter().enumerate() {
        let size = plan.sizes_of(ad).first().copied().unwrap_or(CanvasSize::Portrait);
        let template = by_id.get(ad.spec.template.as_str());
        let order = template.and_then(|template| stock.order(template, &ad.spec, &[size]).ok());
        let said = order.as_ref().map_or_else(|| ad.spec.idea(), |order| said(&ad.spec.template, &order.content));
        let at = *first.entry(said).or_insert(place);
        contents.push(at);
        if at == place {
            looks.push((place, Look { size, order, print: None }));
        }
    }
    draw(ws, &mut looks)?;
    let mut twins: HashMap<usize, usize> = HashMap::new();
    for (at, (place, look)) in looks.iter().enumerate() {
        let ad = &plan.ads[*place].spec;
        let like = |(other_place, other): &&(usize, Look)| {
            let (Some(one), Some(two)) = (look.print, other.print) else { return false };
            let other_ad = &plan.ads[*other_place].spec;
            let carousel = by_id.get(ad.template.as_str()).is_some_and(|it| likeness::one_carousel(it, ad, other_ad));
            look.size == other.size && !carousel && check::alike(look.size, &specs, near::distance(one, two))
        };
        if let Some((other, _)) = looks[..at].iter().filter(|(place, _)| !twins.contains_key(place)).find(like) {
            twins.insert(*place, *other);
        }
    }
    for (place, ad) in plan.ads.iter_mut().enumerate() {
        let same = contents[place];
        let twin = twins.get(&same).copied().or((same != place).then_some(same));
        ad.twin_of = twin.map(|twin| u32::try_from(twin + 1).unwrap_or(u32::MAX));
    }
    Ok(())
}

/// Draws what can be drawn, over the cores.
fn draw(ws: &Workspace, looks: &mut [(usize, Look)]) -> Result<(), AppError> {
    let studio = ws.drawing.studio()?;
    let mut prints = Vec::with_capacity(looks.len());
    let print = |at: usize| {
        let Look { size, order, .. } = &looks[at].1;
        let drawn = order.as_ref().and_then(|order| studio.preview(order, *size, WIDTH, &Cancel::new()).ok());
        // An empty picture is compared with nothing.
        Ok::<_, AppError>(drawn.map(|drawn| near::fingerprint(&drawn.pixels)).filter(|bits| *bits != 0))
    };
    cores::in_order(looks.len(), cores::at_once(), print, |_at, print| {
        prints.push(print);
        Ok(())
    })?;
    for ((_, look), print) in looks.iter_mut().zip(prints) {
        look.print = print;
    }
    Ok(())
}

/// Template, words and pictures in one line.
fn said(template: &str, content: &Content) -> String {
    let texts = content.texts.iter().map(|(slot, text)| format!("{slot}={text}"));
    let pictures = content.pictures.iter().map(|(slot, picture)| format!("{slot}={}", picture.sha256));
    std::iter::once(template.to_owned()).chain(texts).chain(pictures).collect::<Vec<_>>().join("\u{1e}")
}
