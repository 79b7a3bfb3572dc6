//! The name of the file.

use super::{Check, Code, Context, Weight, row};
use crate::drawn::Drawn;
use crate::name::{carries, size_in};

pub(super) fn check(drawn: &Drawn, context: &Context<'_>) -> Check {
    let row = row(Code::FileName, "File name");
    let Some(made) = context.file else {
        return row.cannot(context.finished, Weight::Blocks, "The file is not made yet.");
    };
    let stem = made
        .name
        .rsplit_once('.')
        .map_or(made.name, |(stem, ending)| if ending.len() <= 4 && ending != "91x1" { stem } else { made.name });
    let expected = made.pattern.fill(made.parts, drawn.size);
    let words = if !carries(stem, &made.parts.tag) {
        format!("The name does not carry {}, so a sync could not tell which ad it is.", made.parts.tag)
    } else if size_in(stem) != Some(drawn.size) {
        format!("The name does not end with _{}.", drawn.size.tag())
    } else if stem != expected {
        format!("The pattern makes {expected}.")
    } else {
        "Follows the pattern and carries the id.".to_owned()
    };
    row.shown(made.name).limit(made.pattern.as_str()).ends(
        carries(stem, &made.parts.tag) && size_in(stem) == Some(drawn.size) && stem == expected,
        Weight::Blocks,
        words,
    )
}
