//! The attributes of one element, read with faults.

use super::fault::Faults;
use super::mirror::Mirror;
use super::nearest::suggestion;
use super::rule::{
    Align, Fade, Fit, Flow, FontRole, HugRule, LogoRule, Over, PictureRule, Reach, Side, TextRule, Valign,
};

/// Attributes that any element may have.
const ANYWHERE: &[&str] = &["data-role", "data-stroke-role", "data-when", "data-unless", "data-mirror"];
/// Attributes of groups.
const GROUP: &[&str] = &["data-place"];
/// Attributes of elements that move with words.
const FLOW: &[&str] = &["data-below", "data-above", "data-gap", "data-baseline", "data-at", "data-top", "data-bottom"];
/// Attributes of lines and dots that point at a picture.
const REACH: &[&str] = &["data-reach"];
/// Attributes of rectangles around words.
const HUG: &[&str] = &["data-hug", "data-hug-by", "data-pad"];
/// Attributes of words.
const TEXT: &[&str] = &[
    "data-slot",
    "data-min",
    "data-max",
    "data-lines",
    "data-align",
    "data-valign",
    "data-font",
    "data-weight",
    "data-width",
    "data-tracking",
    "data-leading",
    "data-mark-role",
    "data-stop-role",
    "data-case",
    "data-features",
    "data-hang",
    "data-match",
    "data-over",
    "data-over-role",
];
/// Attributes of pictures.
const PICTURE: &[&str] = &["data-slot", "data-fit", "data-anchor", "data-turn", "data-fade", "data-scale"];
/// Attributes of the logo, beside those of words.
const LOGO: &[&str] = &["data-anchor", "data-clear"];

/// What an element is, for what its attributes may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Shape,
    Text,
    Picture,
    Logo,
}

/// One element's attributes.
pub(super) struct Attributes<'a> {
    pub given: Vec<(&'a str, &'a str)>,
    pub line: u32,
    pub faults: &'a mut Faults,
}

impl<'a> Attributes<'a> {
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.given.iter().find(|(given, _)| *given == name).map(|(_, value)| value.trim())
    }

    pub fn fault(&mut self, what: impl Into<String>, mend: impl Into<String>) {
        self.faults.add(Some(self.line), what, mend);
    }

    /// Says which `data-…` attributes mean nothing here.
    pub fn check_names(&mut self, holds: Holds) {
        let own: &[&[&str]] = match holds {
            Holds::Shape => &[HUG, GROUP, REACH],
            Holds::Text => &[TEXT],
            Holds::Picture => &[PICTURE],
            Holds::Logo => &[TEXT, LOGO],
        };
        let all = [ANYWHERE, GROUP, FLOW, HUG, REACH, TEXT, PICTURE, LOGO].concat();
        let known = [&[ANYWHERE, FLOW], own].concat().concat();
        let given: Vec<&str> =
            self.given.iter().map(|(name, _)| *name).filter(|name| name.starts_with("data-")).collect();
        for name in given.into_iter().filter(|name| !known.contains(name)) {
            if all.contains(&name) {
                self.fault(
                    format!("`{name}` means nothing here"),
                    "take it away, or see docs/templates.md for its place",
                );
            } else {
                self.fault(format!("`{name}` is not known"), suggestion(name, known.iter().copied()));
            }
        }
    }

    pub fn number(&mut self, name: &str) -> Option<f32> {
        let text = self.text(name)?;
        let number = text.strip_suffix("px").unwrap_or(text).parse::<f32>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            self.fault(format!("`{name}=\"{text}\"` is no number"), "write a number of px, such as 72");
        }
        number
    }

    fn number_in(&mut self, name: &str, range: std::ops::RangeInclusive<f32>, default: f32) -> f32 {
        match self.number(name) {
            None => default,
            Some(number) if range.contains(&number) => number,
            Some(number) => {
                let mend = format!("write a number from {} to {}", range.start(), range.end());
                self.fault(format!("`{name}=\"{number}\"` is out of range"), mend);
                default
            }
        }
    }

    fn one_of<T: Copy>(&mut self, name: &str, words: &[(&str, T)], default: T) -> T {
        let Some(given) = self.text(name) else { return default };
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == given) {
            return *value;
        }
        let mend = suggestion(given, words.iter().map(|(word, _)| *word));
        self.fault(format!("`{name}=\"{given}\"` is not known"), mend);
        default
    }

    pub fn words(&self, name: &str) -> Vec<String> {
        self.text(name).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
    }

    fn required_number(&mut self, name: &str) -> f32 {
        if self.text(name).is_none() {
            self.fault(format!("`{name}` is missing"), format!("add {name}=\"…\""));
        }
        self.number(name).unwrap_or(10.0)
    }

    pub fn text_rule(&mut self) -> TextRule {
        let (min_px, max_px) = (self.required_number("data-min"), self.required_number("data-max"));
        if min_px > max_px || min_px <= 0.0 {
            self.fault(
                format!("letters from {min_px} to {max_px} px"),
                "`data-min` must be above 0 and at most `data-max`",
            );
        }
        self.set_text(min_px, max_px, FontRole::Text)
    }

    fn set_text(&mut self, min_px: f32, max_px: f32, font: FontRole) -> TextRule {
        TextRule {
            min_px,
            max_px,
            // The cast is exact: the range holds whole numbers up to 40.
            max_lines: self.number_in("data-lines", 1.0..=40.0, 1.0).round() as u32,
            font: self.one_of("data-font", &[("display", FontRole::Display), ("text", FontRole::Text)], font),
            weight: self.number_in("data-weight", 1.0..=1000.0, 400.0),
            width: self.number_in("data-width", 50.0..=200.0, 100.0),
            tracking: self.number_in("data-tracking", -0.2..=1.0, 0.0),
            leading: self.number_in("data-leading", 0.6..=3.0, 1.2),
            align: self.align(),
            valign: self.valign(),
            role: self.text("data-role").unwrap_or("ink").to_owned(),
            mark_role: self.text("data-mark-role").unwrap_or("accent").to_owned(),
            stop_role: self.text("data-stop-role").map(str::to_owned),
            upper: self.one_of("data-case", &[("upper", true), ("none", false)], false),
            features: self.features(),
            hang: self.one_of("data-hang", &[("quotes", true), ("none", false)], true),
            same_size_as: self.text("data-match").map(str::to_owned),
            over: self.text("data-over").map(|picture| Over {
                picture: picture.to_owned(),
                role: self.text("data-over-role").unwrap_or("ground").to_owned(),
            }),
        }
    }

    fn align(&mut self) -> Align {
        let words = [
            ("start", Align::Start),
            ("center", Align::Center),
            ("end", Align::End),
            ("left", Align::Left),
            ("right", Align::Right),
        ];
        self.one_of("data-align", &words, Align::Start)
    }

    fn valign(&mut self) -> Valign {
        let words = [("top", Valign::Top), ("middle", Valign::Middle), ("bottom", Valign::Bottom)];
        self.one_of("data-valign", &words, Valign::Top)
    }

    fn features(&mut self) -> Vec<(String, u16)> {
        let mut features = Vec::new();
        for word in self.words("data-features") {
            let (tag, value) = word.split_once('=').unwrap_or((&word, "1"));
            match value.parse::<u16>() {
                Ok(value) if tag.len() == 4 && tag.is_ascii() => features.push((tag.to_owned(), value)),
                _ => {
                    self.fault(
                        format!("`{word}` is no OpenType feature"),
                        "write a tag of four letters, or tag=number",
                    );
                }
            }
        }
        features
    }

    pub fn picture_rule(&mut self) -> PictureRule {
        if self.text("data-fit").is_none() {
            self.fault("`data-fit` is missing", "add data-fit=\"cover\", \"contain\" or \"subject\"");
        }
        let fits = [("cover", Fit::Cover), ("contain", Fit::Contain), ("subject", Fit::Subject)];
        PictureRule {
            fit: self.one_of("data-fit", &fits, Fit::Contain),
            anchor: self.anchor((0.5, 0.5)),
            turn: self.number_in("data-turn", -360.0..=360.0, 0.0),
            radius: self.number_in("rx", 0.0..=4000.0, 0.0),
            fade: self.fade(),
            scale: self.text("data-scale").map(str::to_owned),
        }
    }

    fn anchor(&mut self, default: (f32, f32)) -> (f32, f32) {
        let words = [
            ("center", (0.5, 0.5)),
            ("top", (0.5, 0.0)),
            ("bottom", (0.5, 1.0)),
            ("left", (0.0, 0.5)),
            ("right", (1.0, 0.5)),
            ("top-left", (0.0, 0.0)),
            ("top-right", (1.0, 0.0)),
            ("bottom-left", (0.0, 1.0)),
            ("bottom-right", (1.0, 1.0)),
        ];
        self.one_of("data-anchor", &words, default)
    }

    fn fade(&mut self) -> Option<Fade> {
        let given = self.text("data-fade")?;
        let sides = [("top", Side::Top), ("bottom", Side::Bottom), ("left", Side::Left), ("right", Side::Right)];
        let read = given.split_once(' ').and_then(|(side, px)| {
            let side = sides.iter().find(|(word, _)| *word == side)?.1;
            let px = px.trim().parse::<f32>().ok().filter(|px| *px > 0.0)?;
            Some(Fade { side, px })
        });
        if read.is_none() {
            self.fault(
                format!("`data-fade=\"{given}\"` is not understood"),
                "write a side and px: data-fade=\"bottom 160\"",
            );
        }
        read
    }

    pub fn logo_rule(&mut self, height: f32) -> LogoRule {
        let max_px = self.number("data-max").unwrap_or(height.max(12.0));
        let min_px = self.number("data-min").unwrap_or(max_px * 0.6);
        let mut text = self.set_text(min_px, max_px, FontRole::Display);
        if self.text("data-weight").is_none() {
            text.weight = 600.0;
        }
        let across = match text.align {
            Align::Start | Align::Left => 0.0,
            Align::Center => 0.5,
            Align::End | Align::Right => 1.0,
        };
        LogoRule { text, anchor: self.anchor((across, 1.0)), clear: self.number_in("data-clear", 0.0..=400.0, 24.0) }
    }

    fn at(&mut self) -> Option<(String, f32)> {
        let given = self.text("data-at")?;
        let read = given.split_once(' ').and_then(|(slot, share)| Some((slot.to_owned(), share.trim().parse().ok()?)));
        if read.is_none() {
            self.fault(
                format!("`data-at=\"{given}\"` is not understood"),
                "write a picture's slot and a share: data-at=\"product 0.25\"",
            );
        }
        read
    }

    pub fn flow(&mut self) -> Flow {
        let gap = self.number("data-gap").unwrap_or(0.0);
        let flow = Flow {
            below: self.text("data-below").map(|slot| (slot.to_owned(), gap)),
            above: self.text("data-above").map(|slot| (slot.to_owned(), gap)),
            baseline: self.text("data-baseline").map(str::to_owned),
            at: self.at(),
            top: self.number("data-top"),
            bottom: self.number("data-bottom"),
        };
        if self.text("data-gap").is_some() && flow.below.is_none() && flow.above.is_none() {
            self.fault("`data-gap` alone says nothing", "add data-below=\"slot\" or data-above=\"slot\"");
        }
        flow
    }

    /// Where a line or a dot ends on the picture that the group around it points at.
    pub fn reach(&mut self, element: &str, points: bool) -> Option<Reach> {
        let given = self.text("data-reach")?;
        if !matches!(element, "line" | "circle") {
            self.fault(format!("`data-reach` is on a <{element}>"), "put it on a <line> or a <circle>");
        }
        if !points {
            self.fault("`data-reach` points at nothing", "put it in a <g> with data-at=\"slot share\"");
        }
        let read = given.split_once(' ').and_then(|(side, px)| {
            let from_left = [("left", true), ("right", false)].into_iter().find(|(word, _)| *word == side)?.1;
            let inside = px.trim().parse::<f32>().ok().filter(|px| *px >= 0.0)?;
            Some(Reach { from_left, inside, mirror: None })
        });
        if read.is_none() {
            self.fault(
                format!("`data-reach=\"{given}\"` is not understood"),
                "write the side it comes from and px: data-reach=\"left 30\"",
            );
        }
        read
    }

    /// The place of the words that a group belongs to.
    pub fn place(&mut self, element: &str) -> Option<String> {
        let place = self.text("data-place")?.to_owned();
        if element != "g" {
            self.fault(format!("`data-place` is on a <{element}>"), "put it on a <g>");
        }
        if place.is_empty() || !place.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-') {
            self.fault(format!("`data-place=\"{place}\"` is no name"), "write a word such as top or bottom");
        }
        Some(place)
    }

    pub fn mirror(&mut self) -> Mirror {
        let words = [("flip", Mirror::Flip), ("place", Mirror::Place), ("stay", Mirror::Stay)];
        self.one_of("data-mirror", &words, Mirror::Flip)
    }

    pub fn hug(&mut self) -> Option<HugRule> {
        let slot = self.text("data-hug")?.to_owned();
        let pad: Vec<f32> = self.words("data-pad").iter().filter_map(|word| word.parse().ok()).collect();
        let pad = match pad[..] {
            [] => (0.0, 0.0),
            [both] => (both, both),
            [x, y, ..] => (x, y),
        };
        let by_line = self.one_of("data-hug-by", &[("block", false), ("line", true)], false);
        Some(HugRule { slot, pad, by_line })
    }
}
