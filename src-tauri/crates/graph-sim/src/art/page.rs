//! An ad as SVG while it is composed.

use std::fmt::Write as _;

use crate::story::Shape;

/// Width of every ad.
pub(super) const WIDTH: f64 = 1080.0;
/// What the interface of a story covers at the top.
const STORY_TOP: f64 = 230.0;

/// A typeface with its spacing in ems.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face(&'static str, f64);

pub(super) const HEAD: Face = Face("Demo Head", -0.035);
pub(super) const PRICE: Face = Face("Demo Price", -0.04);
pub(super) const TEXT: Face = Face("Demo Text", -0.008);
pub(super) const MARK: Face = Face("Demo Mark", 0.035);
pub(super) const KOPF: Face = Face("Demo Kopf", -0.03);
pub(super) const BROT: Face = Face("Demo Brot", 0.0);

/// Where a text hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Left,
    Middle,
    Right,
}

/// A page that is being filled; coordinates are those of the part that stays free in every size.
#[derive(Debug)]
pub(super) struct Page {
    body: String,
    shape: Shape,
    ground: &'static str,
}

impl Page {
    pub(super) fn new(shape: Shape, ground: &'static str) -> Self {
        Self { body: String::new(), shape, ground }
    }

    pub(super) fn is_square(&self) -> bool {
        self.shape == Shape::Square
    }

    pub(super) fn is_story(&self) -> bool {
        self.shape == Shape::Story
    }

    /// Height of the part that stays free: a story is a portrait with room above and below.
    pub(super) fn height(&self) -> f64 {
        if self.is_square() { 1080.0 } else { 1350.0 }
    }

    /// One of two values: for the square, for the others.
    pub(super) fn pick(&self, square: f64, portrait: f64) -> f64 {
        if self.is_square() { square } else { portrait }
    }

    pub(super) fn raw(&mut self, svg: &str) {
        self.body.push_str(svg);
    }

    pub(super) fn rect(&mut self, (x, y, width, height): (f64, f64, f64, f64), fill: &str) {
        self.push(format_args!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#));
    }

    pub(super) fn line(&mut self, (x1, y1, x2, y2): (f64, f64, f64, f64), stroke: &str, width: f64, opacity: f64) {
        self.push(format_args!(
            r#"<path d="M{x1} {y1}L{x2} {y2}" stroke="{stroke}" stroke-width="{width}" stroke-opacity="{opacity}" fill="none"/>"#
        ));
    }

    /// A picture of the assets, 4:5, by its left top corner and width.
    pub(super) fn image(&mut self, name: &str, (x, y): (f64, f64), width: f64) {
        self.push(format_args!(r#"<image href="{name}" x="{x}" y="{y}" width="{width}" height="{}"/>"#, width * 1.25));
    }

    /// One line of text on its baseline; `markup` may hold `tspan`s.
    pub(super) fn text(&mut self, face: Face, size: f64, (x, y): (f64, f64), at: At, fill: &str, markup: &str) {
        let anchor = match at {
            At::Left => "start",
            At::Middle => "middle",
            At::Right => "end",
        };
        let spacing = face.1 * size;
        self.push(format_args!(
            r#"<text font-family="{}" font-size="{size}" x="{x}" y="{y}" text-anchor="{anchor}" letter-spacing="{spacing:.2}" fill="{fill}">{markup}</text>"#,
            face.0
        ));
    }

    /// Lines of text with a distance between their baselines.
    pub(super) fn lines(&mut self, face: Face, size: f64, (x, y): (f64, f64), lead: f64, fill: &str, lines: &[&str]) {
        for (n, line) in lines.iter().enumerate() {
            self.text(face, size, (x, y + lead * n as f64), At::Left, fill, line);
        }
    }

    /// The whole drawing.
    pub(super) fn finish(self) -> String {
        let (width, height) = self.shape.pixels();
        let shift = if self.is_story() { STORY_TOP } else { 0.0 };
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="{}"/><g transform="translate(0 {shift})">{}</g></svg>"#,
            self.ground, self.body
        )
    }

    fn push(&mut self, part: std::fmt::Arguments<'_>) {
        self.body.write_fmt(part).expect("a String takes what is written to it");
    }
}
