//! The colours of one ad: a template's roles filled from a brand's palette.

use std::collections::BTreeMap;

use super::{ColourMode, Oklch, Palette, Rgb};
use crate::template::{RoleRule, Source};

/// The colour of every role of a template.
pub(crate) type Scheme = BTreeMap<String, Rgb>;

/// Fills the roles. `rules` come in the order that their references ask for (see `template::colours`).
///
/// `edges` gives the colours along the outlines of the cut-outs that stand free, one list for each. It is asked only
/// where the ground is so vivid that one of its own colour would vanish in it; then another of the brand's colours
/// becomes the ground and takes its place among the others.
///
/// # Errors
/// Those of `edges`.
pub(crate) fn scheme<E>(
    rules: &[(String, RoleRule)],
    palette: &Palette,
    mode: ColourMode,
    edges: impl FnOnce() -> Result<Vec<Vec<Rgb>>, E>,
) -> Result<Scheme, E> {
    let lead = rules.iter().find(|(name, _)| name == "ground").map(|(_, rule)| rule.from);
    let mut colours = Colours { palette, mode, lead, instead: None };
    if let Some(lead) = lead.filter(|lead| is_vivid(colours.of(*lead))) {
        let edges = edges()?;
        let stands_out = |other: Option<Source>| {
            let ground = Colours { instead: other, ..colours }.of(lead);
            !edges.iter().any(|edge| vanishes(edge, ground))
        };
        if !stands_out(None) {
            let mut others = [Source::Primary, Source::Secondary, Source::Background].into_iter();
            let instead = others.find(|other| *other != lead && stands_out(Some(*other)));
            colours.instead = instead;
        }
    }
    Ok(filled(rules, &colours))
}

/// Chroma from which a ground swallows what has its colour. On quiet grounds a shadow tells a thing of their colour.
const VIVID: f64 = 0.1;
/// Colours nearer than this are one to the eye in passing.
const ALIKE: f64 = 0.11;
/// The share of an outline that may be lost.
const LOST: f64 = 0.2;

fn is_vivid(colour: Rgb) -> bool {
    Oklch::from(colour).c > VIVID
}

/// Whether a cut-out with these colours along its outline vanishes in a ground.
fn vanishes(edge: &[Rgb], ground: Rgb) -> bool {
    let ground_seen = Oklch::from(ground);
    let lost = edge.iter().filter(|colour| Oklch::from(**colour).distance(ground_seen) < ALIKE).count();
    is_vivid(ground) && lost as f64 > edge.len() as f64 * LOST
}

fn filled(rules: &[(String, RoleRule)], colours: &Colours<'_>) -> Scheme {
    let mut scheme = Scheme::new();
    for (name, rule) in rules {
        let mut colour = colours.of(rule.from);
        if let Some((with, share)) = &rule.mix
            && let Some(other) = scheme.get(with)
        {
            colour = mixed(colour, *other, *share);
        }
        if let Some((on, contrast)) = &rule.on
            && let Some(ground) = scheme.get(on)
        {
            colour = readable(colour, *ground, *contrast, colours);
        }
        scheme.insert(name.clone(), colour);
    }
    scheme
}

/// The brand's colours as a mode sees them.
#[derive(Clone, Copy)]
struct Colours<'a> {
    palette: &'a Palette,
    mode: ColourMode,
    /// What the template's ground is made of.
    lead: Option<Source>,
    /// What the ground is made of instead; the two change places.
    instead: Option<Source>,
}

impl Colours<'_> {
    fn of(&self, source: Source) -> Rgb {
        let source = match (self.lead, self.instead) {
            (Some(lead), Some(instead)) if source == lead => instead,
            (Some(lead), Some(instead)) if source == instead => lead,
            _ => source,
        };
        match self.mode {
            ColourMode::Original => self.plain(source),
            ColourMode::Complementary => Oklch::from(self.plain(source)).turned(180.0).to_rgb(),
            ColourMode::Brand => self.plain(self.swapped(source)),
        }
    }

    /// Primary and the ground's colour change places.
    fn swapped(&self, source: Source) -> Source {
        match self.lead {
            Some(lead) if source == lead => Source::Primary,
            Some(lead) if source == Source::Primary => lead,
            // A brand's ink is mostly its primary: on a primary ground it takes the place that the ground left.
            Some(lead) if source == Source::Ink => lead,
            _ => source,
        }
    }

    fn plain(&self, source: Source) -> Rgb {
        match source {
            Source::Primary => self.palette.primary,
            Source::Secondary => self.palette.secondary,
            Source::Background => self.palette.background,
            Source::Accent => self.palette.accent,
            Source::Ink => self.palette.ink.unwrap_or(self.palette.primary),
            Source::White => Rgb::WHITE,
            Source::Black => Rgb::BLACK,
        }
    }
}

/// The colour if it reads on the ground; else the brand's colour that reads best; else the colour, lighter or darker.
fn readable(colour: Rgb, ground: Rgb, contrast: f64, colours: &Colours<'_>) -> Rgb {
    if colour.contrast(ground) >= contrast {
        return colour;
    }
    let others = [Source::Ink, Source::Primary, Source::Background, Source::Secondary].map(|source| colours.of(source));
    let vivid = Oklch::from(colour).c > 0.08;
    // A vivid colour is meant to be vivid: its own lightness is moved before a quiet colour takes its place.
    let moved = moved_until_readable(colour, ground, contrast);
    if vivid
        && let Some(moved) = moved
        && (Oklch::from(moved).l - Oklch::from(colour).l).abs() < 0.2
    {
        return moved;
    }
    others
        .into_iter()
        .filter(|other| other.contrast(ground) >= contrast)
        .max_by(|a, b| a.contrast(ground).total_cmp(&b.contrast(ground)))
        .or(moved)
        .unwrap_or_else(|| more_contrast(ground))
}

/// The colour with its lightness moved as little as the contrast asks for; none if even black and white fall short.
fn moved_until_readable(colour: Rgb, ground: Rgb, contrast: f64) -> Option<Rgb> {
    let start = Oklch::from(colour);
    (1..=100)
        .flat_map(|step| [f64::from(step) / 100.0, f64::from(step) / -100.0])
        .map(|by| start.l + by)
        .filter(|l| (0.0..=1.0).contains(l))
        .map(|l| Oklch { l, ..start }.to_rgb())
        .find(|moved| moved.contrast(ground) >= contrast)
}

fn more_contrast(ground: Rgb) -> Rgb {
    if ground.contrast(Rgb::WHITE) >= ground.contrast(Rgb::BLACK) { Rgb::WHITE } else { Rgb::BLACK }
}

/// `share` of the way from one colour to another, in `OKLab`.
fn mixed(from: Rgb, to: Rgb, share: f64) -> Rgb {
    let (a, b) = (Oklch::from(from), Oklch::from(to));
    let point = |colour: Oklch| {
        let (sin, cos) = colour.h.to_radians().sin_cos();
        (colour.l, colour.c * cos, colour.c * sin)
    };
    let ((l0, a0, b0), (l1, a1, b1)) = (point(a), point(b));
    let at = |x: f64, y: f64| x + (y - x) * share;
    let (l, a, b) = (at(l0, l1), at(a0, a1), at(b0, b1));
    Oklch { l, c: a.hypot(b), h: b.atan2(a).to_degrees().rem_euclid(360.0) }.to_rgb()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rule(from: Source, on: Option<(&str, f64)>) -> RoleRule {
        RoleRule { from, on: on.map(|(role, contrast)| (role.to_owned(), contrast)), mix: None }
    }

    fn rules() -> Vec<(String, RoleRule)> {
        vec![
            ("ground".into(), rule(Source::Secondary, None)),
            ("accent".into(), rule(Source::Accent, None)),
            ("ink".into(), rule(Source::Primary, Some(("ground", 4.5)))),
            ("price".into(), rule(Source::Accent, Some(("ground", 3.0)))),
        ]
    }

    fn saltwick() -> Palette {
        let rgb = |text: &str| text.parse().unwrap();
        Palette {
            primary: rgb("#17302B"),
            secondary: rgb("#BFD9CE"),
            background: rgb("#F4EFE6"),
            accent: rgb("#FF6A3D"),
            ink: None,
        }
    }

    /// Without cut-outs.
    fn plain(mode: ColourMode, palette: &Palette) -> Scheme {
        scheme::<()>(&rules(), palette, mode, || Ok(Vec::new())).unwrap()
    }

    /// On the brand's accent, with a cut-out of which so many of a hundred pixels of outline are near that colour.
    fn on_accent(near: usize) -> Scheme {
        let rules = [
            ("ground".to_owned(), rule(Source::Accent, None)),
            ("ink".to_owned(), rule(Source::Ink, Some(("ground", 4.5)))),
            ("accent".to_owned(), rule(Source::Primary, None)),
        ];
        let tablet = Rgb { r: 0xF4, g: 0x70, b: 0x48 };
        let edge = [vec![tablet; near], vec![Rgb::WHITE; 100 - near]].concat();
        scheme::<()>(&rules, &saltwick(), ColourMode::Original, || Ok(vec![edge])).unwrap()
    }

    #[test]
    fn what_would_vanish_in_a_vivid_ground_stands_on_another_colour_of_the_brand() {
        assert_eq!(on_accent(15)["ground"], saltwick().accent, "a spot of the ground's colour does no harm");
        let changed = on_accent(30);
        assert_eq!((changed["ground"], changed["accent"]), (saltwick().primary, saltwick().accent));
        assert!(changed["ink"].contrast(changed["ground"]) >= 4.5);
    }

    #[test]
    fn nobody_is_asked_about_outlines_on_a_quiet_ground() {
        let asked = scheme(&rules(), &saltwick(), ColourMode::Original, || Err("asked"));
        assert!(asked.is_ok());
    }

    #[test]
    fn original_is_the_templates_own_scheme() {
        let scheme = plain(ColourMode::Original, &saltwick());
        assert_eq!(scheme["ground"], saltwick().secondary);
        assert_eq!(scheme["ink"], saltwick().primary);
        assert_eq!(scheme["accent"], saltwick().accent);
    }

    #[test]
    fn in_brand_mode_the_primary_is_the_ground() {
        let scheme = plain(ColourMode::Brand, &saltwick());
        assert_eq!(scheme["ground"], saltwick().primary);
        assert_eq!(scheme["ink"], saltwick().secondary);
    }

    #[test]
    fn complementary_turns_hues_and_keeps_lightness() {
        let scheme = plain(ColourMode::Complementary, &saltwick());
        let (before, after) = (Oklch::from(saltwick().accent), Oklch::from(scheme["accent"]));
        assert!((before.l - after.l).abs() < 0.02);
        assert!(((after.h - before.h).rem_euclid(360.0) - 180.0).abs() < 6.0, "{} {}", before.h, after.h);
    }

    proptest! {
        #[test]
        fn words_can_be_read_in_every_mode_whatever_the_brand(colours: [(u8, u8, u8); 4]) {
            let [primary, secondary, background, accent] = colours.map(|(r, g, b)| Rgb { r, g, b });
            let palette = Palette { primary, secondary, background, accent, ink: None };
            for mode in ColourMode::ALL {
                let scheme = plain(mode, &palette);
                prop_assert!(scheme["ink"].contrast(scheme["ground"]) >= 4.5);
                prop_assert!(scheme["price"].contrast(scheme["ground"]) >= 3.0);
            }
        }
    }
}
