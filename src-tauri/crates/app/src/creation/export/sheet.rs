//! A sheet for the bulk import of Ads Manager.
//!
//! Its columns change and differ by account and language, so they are not guessed: a person exports any ad once, and
//! that file's columns are filled for ours. Name and id of campaign and ad set come from its first line; what would
//! overwrite an ad that is there (its id) or a campaign's own settings (status, budget, dates) stays empty. The columns
//! are remembered.
//!
//! All sizes of an ad are one line. Where the sheet has columns for further pictures by the names of their files, each
//! size goes to its placements; columns that take a picture by Meta's own hash stay empty, for nobody has that hash
//! before the picture is uploaded.

use std::path::{Path, PathBuf};

use creative::CanvasSize;
use serde::{Deserialize, Serialize};

use super::Picture;
use super::names::Named;
use crate::creation::copy::{address, parameters};
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
    /// Pictures that were given to placements of their own.
    pub placed: u32,
    /// Further sizes that the sheet has no columns for: they are assigned by hand in Ads Manager.
    pub unplaced: u32,
}

/// Where the columns come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum SheetChoice {
    /// No sheet is wanted.
    Off,
    /// From the sheet that is remembered, if there is one.
    #[default]
    IfKnown,
    /// From a sheet that Ads Manager exported; its columns are remembered.
    File(PathBuf),
}

/// A sheet that is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSheet {
    /// How many columns it has.
    pub columns: u32,
    /// The campaign that its ads go to.
    pub campaign: Option<String>,
    /// The ad set that its ads go to.
    pub ad_set: Option<String>,
    /// How many further pictures of an ad it can give to placements.
    pub pictures: u32,
}

/// The sheet that is remembered.
///
/// # Errors
/// As the file fails.
pub fn known(ws: &Workspace) -> Result<Option<KnownSheet>, AppError> {
    Ok(ws.store.setting::<Known>(SETTING)?.as_ref().map(KnownSheet::of))
}

/// Remembers the columns of a sheet that Ads Manager exported.
///
/// # Errors
/// `invalid_input` for a file that is no such sheet; as the disk fails.
pub fn remember(ws: &Workspace, exported: &Path) -> Result<KnownSheet, AppError> {
    let known = read(&std::fs::read(exported)?)?;
    if !ws.store.is_read_only() {
        ws.store.set_setting(SETTING, &known, ws.clock.now())?;
    }
    Ok(KnownSheet::of(&known))
}

/// A sheet that was exported once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    columns: Vec<String>,
    /// Its first line, for campaign and ad set.
    first: Vec<String>,
}

impl KnownSheet {
    fn of(known: &Known) -> Self {
        let value = |column: &str| {
            let at = known.columns.iter().position(|name| name.eq_ignore_ascii_case(column))?;
            known.first.get(at).filter(|value| !value.is_empty()).cloned()
        };
        Self {
            columns: u32::try_from(known.columns.len()).unwrap_or(u32::MAX),
            campaign: value("campaign name"),
            ad_set: value("ad set name"),
            pictures: u32::try_from(known.further()).unwrap_or(u32::MAX),
        }
    }
}

impl Known {
    /// How many further pictures it takes by the names of their files.
    fn further(&self) -> usize {
        let takes = |number: usize| self.columns.iter().any(|name| further(name) == Some((number, "file name")));
        (1..=MOST_FURTHER).take_while(|number| takes(*number)).count()
    }
}

/// The filled sheet with its report; `None` if none is wanted or none was ever given.
///
/// # Errors
/// `invalid_input` for a file that is no such sheet; as the disk fails.
pub(super) fn fill(
    ws: &Workspace,
    choice: &SheetChoice,
    named: &Named,
    pictures: &[Picture<'_>],
) -> Result<Option<(Vec<u8>, SheetReport)>, AppError> {
    let known: Option<Known> = match choice {
        SheetChoice::Off => None,
        SheetChoice::IfKnown => ws.store.setting(SETTING)?,
        SheetChoice::File(path) => {
            remember(ws, path)?;
            Some(read(&std::fs::read(path)?)?)
        }
    };
    let Some(known) = known else { return Ok(None) };
    let ads = by_ad(pictures);
    let room = known.further();
    let further = |ad: &[&Picture<'_>]| ad.len().saturating_sub(1);
    let placed = ads.iter().map(|ad| further(ad).min(room)).sum::<usize>();
    let unplaced = ads.iter().map(|ad| further(ad).saturating_sub(room)).sum::<usize>();
    let rows: Vec<Vec<String>> = ads
        .iter()
        .map(|ad| {
            let cell = |(at, column): (usize, &String)| value(&known, at, column, named, ad);
            known.columns.iter().enumerate().map(cell).collect()
        })
        .collect();
    let is_filled = |at: usize| rows.iter().any(|row: &Vec<String>| !row[at].is_empty());
    let (filled, empty): (Vec<_>, Vec<_>) = (0..known.columns.len()).partition(|at| is_filled(*at));
    let titles = |places: Vec<usize>| places.into_iter().map(|at| known.columns[at].clone()).collect();
    let report = SheetReport {
        name: "ads-manager-import.csv".to_owned(),
        rows: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        filled: titles(filled),
        empty: titles(empty),
        placed: u32::try_from(placed).unwrap_or(u32::MAX),
        unplaced: u32::try_from(unplaced).unwrap_or(u32::MAX),
    };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    writer.write_record(&known.columns).map_err(AppError::internal)?;
    for row in rows {
        writer.write_record(row).map_err(AppError::internal)?;
    }
    Ok(Some((writer.into_inner().map_err(AppError::internal)?, report)))
}

/// The pictures of each ad: the one for everywhere first (the feed's, else the square one, else the first), then those
/// for placements of their own, the Story's first of them.
fn by_ad<'a>(pictures: &'a [Picture<'a>]) -> Vec<Vec<&'a Picture<'a>>> {
    let rank = |size: CanvasSize| match size {
        CanvasSize::Portrait => 0,
        CanvasSize::Square => 1,
        CanvasSize::Landscape => 2,
        CanvasSize::Story => 3,
    };
    let mut ads: Vec<Vec<&Picture<'_>>> = Vec::new();
    for picture in pictures {
        match ads.iter_mut().find(|ad| ad.first().is_some_and(|first| first.ad.id == picture.ad.id)) {
            Some(ad) => ad.push(picture),
            None => ads.push(vec![picture]),
        }
    }
    for ad in &mut ads {
        ad.sort_by_key(|picture| rank(picture.size));
        let others = ad.get_mut(1..).unwrap_or_default();
        others.sort_by_key(|picture| std::cmp::Reverse(rank(picture.size)));
    }
    ads
}

/// Further pictures that a sheet may have columns for.
const MOST_FURTHER: usize = 9;

/// "Additional Image 2 Placement": which further picture a column is about, and what of it.
fn further(column: &str) -> Option<(usize, &'static str)> {
    let name = column.trim().to_lowercase();
    let (number, what) = name.strip_prefix("additional image ")?.split_once(' ')?;
    let what = ["file name", "placement"].into_iter().find(|known| *known == what)?;
    Some((number.parse().ok()?, what))
}

/// The placements that a size is for, where another picture is shown everywhere else; in the words of the sheet.
pub(super) fn placements(size: CanvasSize) -> &'static str {
    match size {
        CanvasSize::Story => {
            "facebook facebook_reels, facebook story, instagram reels, instagram story, messenger story"
        }
        CanvasSize::Square => "facebook right_hand_column, facebook search",
        CanvasSize::Landscape => "audience_network classic",
        CanvasSize::Portrait => "facebook feed, instagram stream",
    }
}

/// What a cell of the picture columns says; nothing for other columns.
fn picture_cell(known: &Known, column: &str, ad: &[&Picture<'_>]) -> Option<String> {
    if let Some((number, what)) = further(column) {
        let picture = ad.get(number).filter(|_| number <= known.further());
        return Some(match (picture, what) {
            (Some(picture), "placement") => placements(picture.size).to_owned(),
            (Some(picture), _) => picture.name.clone(),
            (None, _) => String::new(),
        });
    }
    if !column.trim().eq_ignore_ascii_case("image placement") {
        return None;
    }
    let has_further = ad.len() > 1 && known.further() > 0;
    Some(if has_further { "Default".to_owned() } else { String::new() })
}

fn value(known: &Known, at: usize, column: &str, named: &Named, pictures: &[&Picture<'_>]) -> String {
    if let Some(cell) = picture_cell(known, column, pictures) {
        return cell;
    }
    let Some(picture) = pictures.first() else { return String::new() };
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
        "url tags" | "url parameters" => parameters(&ad.copy, &named.said(ad).as_said()).unwrap_or_default(),
        "display link" => named.brand(ad).and_then(|brand| brand.website.clone()).unwrap_or_default(),
        "call to action" => text(ad.copy.button.as_ref()),
        "link description" | "description" => text(ad.copy.description.as_ref()),
        "image file name" | "image" => picture.name.clone(),
        "creative type" => "Link Page Post Ad".to_owned(),
        "preview link" | "permalink" => String::new(),
        "final url" => address(&ad.copy, &named.said(ad).as_said()).unwrap_or_default(),
        _ if name.starts_with("primary text") => numbered(&ad.copy.primary_texts, "primary text"),
        _ if name.starts_with("body") => numbered(&ad.copy.primary_texts, "body"),
        _ if name.starts_with("headline") => numbered(&ad.copy.headlines, "headline"),
        _ if name.starts_with("title") => numbered(&ad.copy.headlines, "title"),
        // Which campaign and ad set they go to, and nothing of how those are set up: an import would set it anew.
        "campaign name" | "campaign id" | "ad set name" | "ad set id" => {
            known.first.get(at).map(|said| said.trim().to_owned()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// Reads what Ads Manager exports: commas, semicolons or tabs, UTF-8 or UTF-16.
fn read(bytes: &[u8]) -> Result<Known, AppError> {
    let wrong = |why: &str| {
        AppError::invalid(
            format!("This is no sheet of Ads Manager: {why}."),
            "In Ads Manager choose an ad, Export, \"Export selected\", as CSV, and give that file.",
        )
    };
    let text = decoded(bytes).ok_or_else(|| wrong("it is no text"))?;
    let delimiter = delimiter(text.lines().next().unwrap_or_default());
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut records = reader.records();
    let mut next = || records.next().transpose().map_err(|error| wrong(&error.to_string()));
    let columns: Vec<String> = next()?.iter().flatten().map(|name| name.trim().to_owned()).collect();
    if !columns.iter().any(|name| name.eq_ignore_ascii_case("ad name")) {
        let one = columns.iter().filter(|name| !name.is_empty()).count() < 2;
        return Err(if one { wrong("it has no columns") } else { not_in_english(&columns) });
    }
    let first = next()?.iter().flatten().map(str::to_owned).collect();
    Ok(Known { columns, first })
}

/// What stands between the columns: of the marks that programs write, the one that stands most often outside quotes.
fn delimiter(first_line: &str) -> u8 {
    let mut counts = [(b'\t', 0), (b';', 0), (b',', 0)];
    let mut quoted = false;
    for byte in first_line.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| !quoted && *mark == byte) {
            *count += 1;
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| mark)
}

/// A sheet whose columns are not named as they are in English: exported again as it was it would be the same.
fn not_in_english(columns: &[String]) -> AppError {
    let some: Vec<&str> = columns.iter().take(3).map(String::as_str).collect();
    AppError::invalid(
        format!("The sheet has no column \"Ad Name\": its columns are called {}, …", some.join(", ")),
        "If it comes from Ads Manager, set Facebook to English (US) under Settings, Language and region, choose an ad in \
         Ads Manager, Export, \"Export selected\", as CSV, and give that file; then the language can be set back. Any \
         other file is no such sheet.",
    )
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
    fn semicolons_are_read_also_where_names_have_commas() {
        let known = read("Campaign Name;\"Ad Name\";\"Title, first\"\r\nC, and more;A;T\r\n".as_bytes()).unwrap();
        assert_eq!(known.columns, ["Campaign Name", "Ad Name", "Title, first"]);
        assert_eq!(known.first, ["C, and more", "A", "T"]);
    }

    #[test]
    fn a_sheet_in_another_language_names_the_setting_and_not_the_same_export_again() {
        for sheet in ["Kampagnenname;Anzeigenname;Titel\nC;A;T\n", "Nom de la campagne,Nom de la publicité\nC,A\n"] {
            let error = read(sheet.as_bytes()).unwrap_err();
            assert!(error.next_step.contains("language") && error.next_step.contains("English"), "{error:?}");
            assert!(error.message.contains("Ad Name"), "{error:?}");
        }
    }

    #[test]
    fn columns_of_further_pictures_are_known_by_their_numbers() {
        assert_eq!(further("Additional Image 2 Placement"), Some((2, "placement")));
        assert_eq!(further("Additional Image 1 Hash"), None, "a hash is Meta's to give");
        let known = |columns: &[&str]| Known {
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            first: Vec::new(),
        };
        assert_eq!(known(&["Ad Name", "Additional Image 1 Hash", "Additional Image 1 Placement"]).further(), 0);
        assert_eq!(known(&["Additional Image 1 File Name", "Additional Image 2 File Name"]).further(), 2);
    }

    #[test]
    fn something_else_is_refused_with_what_to_do() {
        for bytes in [&b"a,b\n1,2\n"[..], b"a\n1\n", b"", &[0, 159, 146, 150]] {
            assert!(read(bytes).unwrap_err().next_step.contains("Export"));
        }
    }
}
