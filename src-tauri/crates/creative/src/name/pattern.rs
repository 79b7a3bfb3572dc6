//! Patterns of file names, such as `{brand}_{product}_{template}_{hook}_{id}_{size}`.

use serde::{Deserialize, Serialize};

use super::NameParts;
use super::words::{kept, short};
use crate::size::CanvasSize;

/// The longest name without extension; Meta takes more for an ad, but drives and people do not.
const LONGEST: usize = 120;

/// A part of a name that differs from file to file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// `{id}`: the ad's tag.
    Id,
    /// `{size}`: the placement tag.
    Size,
    /// `{brand}`.
    Brand,
    /// `{product}`.
    Product,
    /// `{template}`.
    Template,
    /// `{version}`: `v2`.
    Version,
    /// `{hook}`: its first words.
    Hook,
    /// `{colour}`: nothing for the original colours.
    Colour,
    /// `{language}`.
    Language,
    /// `{campaign}`: words of the person's own.
    Campaign,
}

impl Part {
    /// All parts with how they are written, for a menu.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Id, "id"),
        (Self::Size, "size"),
        (Self::Brand, "brand"),
        (Self::Product, "product"),
        (Self::Template, "template"),
        (Self::Version, "version"),
        (Self::Hook, "hook"),
        (Self::Colour, "colour"),
        (Self::Language, "language"),
        (Self::Campaign, "campaign"),
    ];

    fn parse(word: &str) -> Option<Self> {
        let word = if word == "color" { "colour" } else { word };
        Self::ALL.into_iter().find(|(_, name)| *name == word).map(|(part, _)| part)
    }
}

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// A part that does not exist.
    #[error(
        "`{{{0}}}` is no part of a name; there are {{id}}, {{size}}, {{brand}}, {{product}}, {{template}}, {{version}}, {{hook}}, {{colour}}, {{language}} and {{campaign}}"
    )]
    UnknownPart(String),
    /// A brace without its other half.
    #[error("a brace is not closed: write parts like {{brand}}")]
    OpenBrace,
    /// Something that no file may be called.
    #[error("`{0}` cannot be in the name of a file")]
    Forbidden(char),
    /// Nothing to recognise the ad by.
    #[error("the name needs {{id}}, or a later sync cannot tell which ad it is")]
    WithoutId,
    /// Nothing to tell the sizes apart.
    #[error("the name needs {{size}}, or the sizes of an ad would have the same name")]
    WithoutSize,
    /// A part runs into the next, so that nobody can find it.
    #[error("{{{0}}} must stand alone: put an underscore before it, and nothing or a separator behind it")]
    NotAlone(&'static str),
}

/// A pattern that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Part(Part),
}

impl Default for Pattern {
    fn default() -> Self {
        Self::parse("{campaign}_{brand}_{product}_{template}_{hook}_{colour}_{id}_{size}")
            .expect("the bundled pattern is one that `parse` takes; a test reads it")
    }
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// [`PatternError`], in words for the person who types it.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let text = text.trim();
        let pieces = pieces(text)?;
        let has = |part: Part| pieces.contains(&Piece::Part(part));
        if !has(Part::Id) {
            return Err(PatternError::WithoutId);
        }
        if !has(Part::Size) {
            return Err(PatternError::WithoutSize);
        }
        for (at, piece) in pieces.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &pieces[before]);
            match piece {
                Piece::Part(Part::Id) if !separate(before, Some("_- ")) || !separated(pieces.get(at + 1)) => {
                    return Err(PatternError::NotAlone("id"));
                }
                Piece::Part(Part::Size) if !underscore(before) || !separated(pieces.get(at + 1)) => {
                    return Err(PatternError::NotAlone("size"));
                }
                _ => {}
            }
        }
        Ok(Self { text: text.to_owned(), pieces })
    }

    /// Whether names have this part.
    #[must_use]
    pub fn has(&self, part: Part) -> bool {
        self.pieces.contains(&Piece::Part(part))
    }

    /// As it was typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A name without extension. Parts that say nothing leave no gap; the hook, then the template, then the product
    /// are shortened when the name would be too long.
    #[must_use]
    pub fn fill(&self, parts: &NameParts, size: CanvasSize) -> String {
        [48, 16, 10, 6]
            .into_iter()
            .map(|room| self.filled(parts, size, room))
            .find(|name| name.chars().count() <= LONGEST)
            .unwrap_or_else(|| self.only_what_is_needed(parts, size))
    }

    fn filled(&self, parts: &NameParts, size: CanvasSize, room: usize) -> String {
        let mut name = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => name.push_str(text),
                Piece::Part(part) => name.push_str(&value(*part, parts, size, room)),
            }
        }
        tidy(&name)
    }

    /// The tag and the size: what is left of a name that nothing else fits into.
    fn only_what_is_needed(&self, parts: &NameParts, size: CanvasSize) -> String {
        format!("{}_{}", parts.tag, size.tag())
    }
}

fn value(part: Part, parts: &NameParts, size: CanvasSize, room: usize) -> String {
    let cut = |text: String| text.chars().take(room).collect::<String>();
    match part {
        Part::Id => parts.tag.to_string(),
        Part::Size => size.tag().to_owned(),
        Part::Brand => cut(short(&parts.brand)),
        Part::Product => cut(short(&parts.product)),
        Part::Template => cut(short(&parts.template)),
        Part::Version => format!("v{}", parts.version),
        Part::Hook => parts.hook.as_deref().map(short).map(cut).unwrap_or_default(),
        Part::Colour => parts.colour.as_deref().map(short).unwrap_or_default(),
        Part::Language => kept(&parts.language),
        Part::Campaign => parts.campaign.as_deref().map(kept).unwrap_or_default(),
    }
}

fn pieces(text: &str) -> Result<Vec<Piece>, PatternError> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        literal(&rest[..open], &mut pieces)?;
        let close = rest[open..].find('}').ok_or(PatternError::OpenBrace)? + open;
        let word = &rest[open + 1..close];
        pieces.push(Piece::Part(Part::parse(word).ok_or_else(|| PatternError::UnknownPart(word.to_owned()))?));
        rest = &rest[close + 1..];
    }
    literal(rest, &mut pieces)?;
    Ok(pieces)
}

fn literal(text: &str, pieces: &mut Vec<Piece>) -> Result<(), PatternError> {
    if text.contains('}') {
        return Err(PatternError::OpenBrace);
    }
    if let Some(wrong) = text.chars().find(|letter| letter.is_control() || "/\\:*?\"<>|".contains(*letter)) {
        return Err(PatternError::Forbidden(wrong));
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
    Ok(())
}

/// Whether nothing, or a text that ends with one of these, stands before.
fn separate(before: Option<&Piece>, separators: Option<&str>) -> bool {
    match before {
        None => true,
        Some(Piece::Text(text)) => text.chars().next_back().is_some_and(|last| {
            separators.is_none_or(|separators| separators.contains(last)) && !last.is_alphanumeric()
        }),
        Some(Piece::Part(_)) => false,
    }
}

fn underscore(before: Option<&Piece>) -> bool {
    matches!(before, Some(Piece::Text(text)) if text.ends_with('_'))
}

fn separated(after: Option<&Piece>) -> bool {
    match after {
        None => true,
        Some(Piece::Text(text)) => text.starts_with(['_', '-', ' ']),
        Some(Piece::Part(_)) => false,
    }
}

/// Without the gaps that empty parts leave: one separator between words, none at the ends.
fn tidy(name: &str) -> String {
    let mut tidy = String::new();
    let separator = |letter: char| matches!(letter, '_' | '-' | ' ' | '.');
    for letter in name.chars() {
        let last = tidy.chars().next_back();
        match last {
            None if separator(letter) => {}
            // The stronger of two separators stays, so that the size keeps its underscore.
            Some(last) if separator(last) && separator(letter) => {
                if letter == '_' && last != '_' {
                    tidy.pop();
                    tidy.push('_');
                }
            }
            _ => tidy.push(letter),
        }
    }
    tidy.trim_end_matches(separator).to_owned()
}

impl std::fmt::Display for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Pattern {
    type Error = PatternError;
    fn try_from(text: String) -> Result<Self, PatternError> {
        Self::parse(&text)
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.text
    }
}
