//! The colours of one ad: a template's roles filled from a brand's palette.

use std::collections::BTreeMap;

use super::{ColourMode, Oklch, Palette, Rgb};
use crate::template::{RoleRule, Source};

/// The colour of every role of a template.
pub(crate) type Scheme = BTreeMap<String, Rgb>;

/// Fills the roles. `rules` come in the order that their references ask for (see `template::colours`).
pub(crate) fn scheme(rules: &[(String, RoleRule)], palette: &Palette, mode: ColourMode) -> Scheme {
    let lead = rules.iter().find(|(name, _)| name == "ground").map(|(_, rule)| rule.from);
    let colours = Colours { palette, mode, lead };
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
            colour = readable(colour, *ground, *contrast, &colours);
        }
        scheme.insert(name.clone(), colour);
    }
    scheme
}

/// The brand's colours as a mode sees them.
struct Colours<'a> {
    palette: &'a Palette,
    mode: ColourMode,
    /// What the template's ground is made of.
    lead: Option<Source>,
}

impl Colours<'_> {
    fn of(&self, source: Source) -> Rgb {
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

    #[test]
    fn original_is_the_templates_own_scheme() {
        let scheme = scheme(&rules(), &saltwick(), ColourMode::Original);
        assert_eq!(scheme["ground"], saltwick().secondary);
        assert_eq!(scheme["ink"], saltwick().primary);
        assert_eq!(scheme["accent"], saltwick().accent);
    }

    #[test]
    fn in_brand_mode_the_primary_is_the_ground() {
        let scheme = scheme(&rules(), &saltwick(), ColourMode::Brand);
        assert_eq!(scheme["ground"], saltwick().primary);
        assert_eq!(scheme["ink"], saltwick().secondary);
    }

    #[test]
    fn complementary_turns_hues_and_keeps_lightness() {
        let scheme = scheme(&rules(), &saltwick(), ColourMode::Complementary);
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
                let scheme = scheme(&rules(), &palette, mode);
                prop_assert!(scheme["ink"].contrast(scheme["ground"]) >= 4.5);
                prop_assert!(scheme["price"].contrast(scheme["ground"]) >= 3.0);
            }
        }
    }
}
