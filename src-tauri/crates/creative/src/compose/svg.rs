//! Writing the composition as plain SVG.

use std::fmt::Write as _;

use super::Composition;
use super::items::shown;
use super::pictures::PlacedPicture;
use super::reach;
use super::scrim::Scrim;
use super::words::SetWords;
use crate::drawn::Rect;
use crate::picture::Picture;
use crate::picture::cache::PartKey;
use crate::template::HugRule;
use crate::template::layout::Element;

/// What to draw of a composition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    /// Pixels of the picture for one of the canvas.
    pub scale: f32,
    /// Whether words are drawn.
    pub words: bool,
}

/// A plain SVG, and the pictures it refers to as `#0`, `#1` … by number.
pub(crate) struct Written<'a> {
    pub svg: String,
    pub pictures: Vec<(&'a Picture, PartKey)>,
    pub width: u32,
    pub height: u32,
}

/// Writes a composition.
pub(crate) fn write<'a>(composition: &'a Composition<'_>, view: View) -> Written<'a> {
    let (canvas_width, canvas_height) = composition.size.pixels();
    // The casts are safe: canvases are a few thousand px.
    let device = |side: u32| ((side as f32 * view.scale).round() as u32).max(1);
    let (width, height) = (device(canvas_width), device(canvas_height));
    let mut writer =
        Writer { composition, view, svg: String::with_capacity(64 << 10), pictures: Vec::new(), veils: 0, moved: 0.0 };
    writer.line(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {canvas_width} {canvas_height}\" \
         preserveAspectRatio=\"none\">"
    ));
    for element in &composition.layout.elements {
        writer.element(element);
    }
    writer.line(format_args!("</svg>"));
    Written { svg: writer.svg, pictures: writer.pictures, width, height }
}

struct Writer<'a, 'c> {
    composition: &'a Composition<'c>,
    view: View,
    svg: String,
    pictures: Vec<(&'a Picture, PartKey)>,
    veils: usize,
    /// How far the groups around what is being written have moved down. Slots know their place already; shapes are
    /// moved one by one.
    moved: f32,
}

impl<'a> Writer<'a, '_> {
    fn line(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing into a string cannot fail.
        self.svg.write_fmt(text).unwrap_or_default();
        self.svg.push('\n');
    }

    fn element(&mut self, element: &Element) {
        if !shown(self.composition.order, element) {
            return;
        }
        if element.slot.is_some() {
            return self.slot(element);
        }
        if let Some(hug) = &element.hug {
            return self.hug(element, hug);
        }
        let before = self.moved;
        self.moved += self.composition.shifts.get(&element.index).copied().unwrap_or(0.0);
        if self.moved != 0.0 && element.children.is_empty() {
            let moved = self.moved;
            write!(self.svg, "<g transform=\"translate(0 {moved:.2})\">").unwrap_or_default();
            self.plain(element, None);
            self.line(format_args!("</g>"));
        } else {
            self.plain(element, None);
        }
        self.moved = before;
    }

    /// An element as the template has it, with its roles' colours.
    fn plain(&mut self, element: &Element, frame: Option<Rect>) {
        write!(self.svg, "<{}", element.name).unwrap_or_default();
        let ends = self.composition.ends.get(&element.index);
        for (name, value) in &element.attributes {
            let replaced = (ends.is_some() && name == reach::end_of(element))
                || (element.role.is_some() && name == fill_of(element))
                || (element.stroke_role.is_some() && name == "stroke")
                || (frame.is_some() && matches!(name.as_str(), "x" | "y" | "width" | "height"));
            if !replaced {
                self.attribute(name, value);
            }
        }
        self.roles(element);
        if let Some(x) = ends {
            self.attribute(reach::end_of(element), &format!("{x:.2}"));
        }
        if let Some(frame) = frame {
            self.box_of(frame);
        }
        if element.children.is_empty() {
            self.line(format_args!("/>"));
            return;
        }
        self.line(format_args!(">"));
        for child in &element.children {
            self.element(child);
        }
        self.line(format_args!("</{}>", element.name));
    }

    fn roles(&mut self, element: &Element) {
        let scheme = &self.composition.scheme;
        let fill =
            element.role.as_ref().and_then(|role| scheme.get(role)).map(|rgb| (fill_of(element), rgb.to_string()));
        let stroke =
            element.stroke_role.as_ref().and_then(|role| scheme.get(role)).map(|rgb| ("stroke", rgb.to_string()));
        for (name, value) in fill.into_iter().chain(stroke) {
            self.attribute(name, &value);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        // Links are written with their old prefix, which every reader knows.
        let name = if name == "href" { "xlink:href" } else { name };
        let value = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        write!(self.svg, " {name}=\"{value}\"").unwrap_or_default();
    }

    fn box_of(&mut self, frame: Rect) {
        let Rect { x, y, width, height } = frame;
        write!(self.svg, " x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"").unwrap_or_default();
    }

    /// A rectangle around words, or one around each line.
    fn hug(&mut self, element: &Element, hug: &HugRule) {
        let Some(words) = self.composition.words.iter().find(|words| words.slot.as_str() == hug.slot) else { return };
        let boxes = if hug.by_line { words.block.line_optical.clone() } else { vec![words.block.optical] };
        for Rect { x, y, width, height } in boxes {
            let (pad_x, pad_y) = hug.pad;
            let frame = Rect { x: x - pad_x, y: y - pad_y, width: width + 2.0 * pad_x, height: height + 2.0 * pad_y };
            self.plain(element, Some(frame));
        }
    }

    fn slot(&mut self, element: &Element) {
        let composition = self.composition;
        for placed in composition.pictures.iter().filter(|placed| placed.element == element.index) {
            self.picture(element, placed);
        }
        if let Some(words) = composition.words.iter().find(|words| words.element == element.index) {
            self.words(element, words);
        }
    }

    fn words(&mut self, element: &Element, words: &SetWords) {
        if let Some(scrim) = &words.scrim {
            self.scrim(scrim);
        }
        if !self.view.words {
            return;
        }
        for (ink, path) in &words.block.paths {
            let (slot, fill) = (&words.slot, words.colour(*ink));
            write!(self.svg, "<path aria-label=\"{slot}\" fill=\"{fill}\"").unwrap_or_default();
            self.effects(element);
            self.line(format_args!(" d=\"{path}\"/>"));
        }
    }

    /// What a slot's rect says about how its content is drawn.
    fn effects(&mut self, element: &Element) {
        for (name, value) in &element.attributes {
            if matches!(name.as_str(), "filter" | "opacity" | "mask" | "clip-path") {
                self.attribute(name, value);
            }
        }
    }

    fn picture(&mut self, element: &Element, placed: &'a PlacedPicture<'_>) {
        let scale = self.view.scale;
        // Pictures stand on whole pixels: they are drawn as they were scaled, not a second time in between.
        let snapped = |from: f32, to: f32| {
            let (from, to) = ((from * scale).round(), (to * scale).round());
            (from, (to - from).max(1.0))
        };
        let (x, width) = snapped(placed.dest.x, placed.dest.right());
        let (y, height) = snapped(placed.dest.y, placed.dest.bottom());
        // The casts are safe: both were rounded and are at least 1.
        let size = (width as u32, height as u32);
        let key = PartKey::new(placed.picture, placed.crop, size, placed.rule.fade, scale);
        let number = self.pictures.len();
        self.pictures.push((placed.picture, key));
        let dest = Rect { x: x / scale, y: y / scale, width: width / scale, height: height / scale };
        let rounded = placed.rule.radius > 0.0;
        if rounded {
            let radius = placed.rule.radius;
            self.line(format_args!("<clipPath id=\"picture-{number}\"><rect rx=\"{radius}\""));
            self.box_of(dest);
            self.line(format_args!("/></clipPath>"));
        }
        // Effects are around the clip, so that a shadow is not cut off with the corners.
        self.svg.push_str("<g");
        self.effects(element);
        if placed.rule.turn != 0.0 {
            let ((cx, cy), turn) = (placed.pivot(), placed.rule.turn);
            write!(self.svg, " transform=\"rotate({turn} {cx} {cy})\"").unwrap_or_default();
        }
        self.svg.push('>');
        self.svg.push_str("<image preserveAspectRatio=\"none\"");
        self.box_of(dest);
        if rounded {
            write!(self.svg, " clip-path=\"url(#picture-{number})\"").unwrap_or_default();
        }
        self.line(format_args!(" xlink:href=\"picture:{number}\"/></g>"));
    }

    fn scrim(&mut self, scrim: &Scrim) {
        let (canvas_width, _) = self.composition.size.pixels();
        let number = self.veils;
        self.veils += 1;
        let Scrim { colour, opacity, top, bottom, fade } = scrim;
        let (from, to) = (top - fade, bottom + fade);
        let (start, end) = (fade / (to - from), 1.0 - fade / (to - from));
        self.line(format_args!(
            "<linearGradient id=\"veil-{number}\" gradientUnits=\"userSpaceOnUse\" x1=\"0\" x2=\"0\" y1=\"{from}\" y2=\"{to}\">\
             <stop offset=\"0\" stop-color=\"{colour}\" stop-opacity=\"0\"/>\
             <stop offset=\"{start}\" stop-color=\"{colour}\" stop-opacity=\"{opacity}\"/>\
             <stop offset=\"{end}\" stop-color=\"{colour}\" stop-opacity=\"{opacity}\"/>\
             <stop offset=\"1\" stop-color=\"{colour}\" stop-opacity=\"0\"/></linearGradient>\
             <rect x=\"0\" y=\"{from}\" width=\"{canvas_width}\" height=\"{}\" fill=\"url(#veil-{number})\"/>",
            to - from
        ));
    }
}

/// The attribute that a role sets.
fn fill_of(element: &Element) -> &'static str {
    match element.name.as_str() {
        "stop" => "stop-color",
        "feFlood" | "feDropShadow" => "flood-color",
        _ => "fill",
    }
}
