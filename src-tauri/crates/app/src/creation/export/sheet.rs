//! A sheet for the bulk import of Ads Manager.
//!
//! Its columns change and differ by account and language, so they are not guessed: a person exports any ad once, and
//! that file's columns are filled for ours. Campaign and ad set come from its first line; what would overwrite an ad
//! that is there (ids) stays empty. The columns are remembered.

use std::path::Path;

use creative::CanvasSize;
use serde::{Deserialize, Serialize};

use super::Picture;
use super::names::Named;
use crate::creation::copy::address;
use crate::{AppError, Workspace};

/// The setting that remembers the columns.
const SETTING: &str = "creation.ads_manager_sheet";

/// What the sheet holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetReport {
    /// The file's name.
    pub name: String,
    /// Its lines: one an ad.
    pub rows: u32,
    /// Columns that were filled.
    pub filled: Vec<String>,
    /// Columns that nothing here belongs in.
    pub empty: Vec<String>,
}

/// A sheet that was exported once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    columns: Vec<String>,
    /// Its first line, for campaign and ad set.
    first: Vec<String>,
}

/// The filled sheet with its report; `None` if no sheet was ever given.
///
/// # Errors
/// `invalid_input` for a file that is no such sheet; as the disk fails.
pub fn fill(
    ws: &Workspace,
    exported: Option<&Path>,
    named: &Named,
    pictures: &[Picture<'_>],
) -> Result<Option<(Vec<u8>, SheetReport)>, AppError> {
    let known = match exported {
        Some(path) => {
            let known = read(&std::fs::read(path)?)?;
            if !ws.store.is_read_only() {
                ws.store.set_setting(SETTING, &known, ws.clock.now())?;
            }
            known
        }
        None => match ws.store.setting(SETTING)? {
            Some(known) => known,
            None => return Ok(None),
        },
    };
    let mut rows = Vec::new();
    for picture in one_each(pictures) {
        rows.push(
            known
                .columns
                .iter()
                .enumerate()
                .map(|(at, column)| value(&known, at, column, named, picture))
                .collect::<Vec<_>>(),
        );
    }
    let is_filled = |at: usize| rows.iter().any(|row: &Vec<String>| !row[at].is_empty());
    let (filled, empty): (Vec<_>, Vec<_>) = (0..known.columns.len()).partition(|at| is_filled(*at));
    let titles = |places: Vec<usize>| places.into_iter().map(|at| known.columns[at].clone()).collect();
    let report = SheetReport {
        name: "ads-manager-import.csv".to_owned(),
        rows: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        filled: titles(filled),
        empty: titles(empty),
    };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    writer.write_record(&known.columns).map_err(AppError::internal)?;
    for row in rows {
        writer.write_record(row).map_err(AppError::internal)?;
    }
    Ok(Some((writer.into_inner().map_err(AppError::internal)?, report)))
}

/// One picture an ad: the feed's, else the square one, else the first.
fn one_each<'a>(pictures: &'a [Picture<'a>]) -> Vec<&'a Picture<'a>> {
    let order = |size: CanvasSize| match size {
        CanvasSize::Portrait => 0,
        CanvasSize::Square => 1,
        CanvasSize::Landscape => 2,
        CanvasSize::Story => 3,
    };
    let mut chosen: Vec<&Picture<'_>> = Vec::new();
    for picture in pictures {
        match chosen.iter_mut().find(|other| other.ad.id == picture.ad.id) {
            Some(other) if order(picture.size) < order(other.size) => *other = picture,
            Some(_) => {}
            None => chosen.push(picture),
        }
    }
    chosen
}

fn value(known: &Known, at: usize, column: &str, named: &Named, picture: &Picture<'_>) -> String {
    let ad = picture.ad;
    let name = column.trim().to_lowercase();
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let numbered = |texts: &[String], prefix: &str| {
        // "Title", "Title 2", "Title Option 3": the number says which.
        let number = name.trim_start_matches(prefix).trim_matches(|letter: char| !letter.is_ascii_digit());
        texts.get(number.parse::<usize>().map_or(0, |number| number.saturating_sub(1))).cloned().unwrap_or_default()
    };
    match name.as_str() {
        "ad name" => named.base(ad),
        "ad status" => "PAUSED".to_owned(),
        "link" | "website url" => text(ad.copy.url.as_ref()),
        "url tags" | "url parameters" => text(ad.copy.utm.as_ref()),
        "display link" => named.brand(ad).and_then(|brand| brand.website.clone()).unwrap_or_default(),
        "call to action" => text(ad.copy.button.as_ref()),
        "link description" | "description" => text(ad.copy.description.as_ref()),
        "image file name" | "image" => picture.name.clone(),
        "creative type" => "Link Page Post Ad".to_owned(),
        "preview link" | "permalink" => String::new(),
        "final url" => address(&ad.copy).unwrap_or_default(),
        _ if name.starts_with("primary text") => numbered(&ad.copy.primary_texts, "primary text"),
        _ if name.starts_with("body") => numbered(&ad.copy.primary_texts, "body"),
        _ if name.starts_with("headline") => numbered(&ad.copy.headlines, "headline"),
        _ if name.starts_with("title") => numbered(&ad.copy.headlines, "title"),
        _ if name.starts_with("campaign") || name.starts_with("ad set") => {
            known.first.get(at).cloned().unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// Reads what Ads Manager exports: commas or tabs, UTF-8 or UTF-16.
fn read(bytes: &[u8]) -> Result<Known, AppError> {
    let wrong = |why: &str| {
        AppError::invalid(
            format!("This is no sheet of Ads Manager: {why}."),
            "In Ads Manager choose an ad, Export, \"Export selected\", as CSV, and give that file.",
        )
    };
    let text = decoded(bytes).ok_or_else(|| wrong("it is no text"))?;
    let first_line = text.lines().next().unwrap_or_default();
    let delimiter = if first_line.contains('\t') { b'\t' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut records = reader.records();
    let mut next = || records.next().transpose().map_err(|error| wrong(&error.to_string()));
    let columns: Vec<String> = next()?.iter().flatten().map(|name| name.trim().to_owned()).collect();
    if !columns.iter().any(|name| name.eq_ignore_ascii_case("ad name")) {
        return Err(wrong("it has no column \"Ad Name\""));
    }
    let first = next()?.iter().flatten().map(str::to_owned).collect();
    Ok(Known { columns, first })
}

fn decoded(bytes: &[u8]) -> Option<String> {
    let wide = |bytes: &[u8], from: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_and_tabs_and_both_widths_are_read() {
        let comma = "Campaign Name,Ad Name,Title\r\nC,A,T\r\n";
        let wide: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("Campaign Name\tAd Name\tTitle\nC\tA\tT\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let known = read(comma.as_bytes()).unwrap();
        assert_eq!(known.columns, ["Campaign Name", "Ad Name", "Title"]);
        assert_eq!(known, read(&wide).unwrap());
    }

    #[test]
    fn something_else_is_refused_with_what_to_do() {
        for bytes in [&b"a,b\n1,2\n"[..], b"", &[0, 159, 146, 150]] {
            assert!(read(bytes).unwrap_err().next_step.contains("Export"));
        }
    }
}
