//! What lies beside the pictures: a manifest of all files, and the copy of each ad as text.

use store::creation::MadeAd;

use super::Picture;
use super::names::Named;
use super::sets::{self, Card};
use crate::AppError;
use crate::creation::copy::address;

/// Columns before the texts.
const COLUMNS: [&str; 19] = [
    "file",
    "sha256",
    "ad",
    "tag",
    "size",
    "placements",
    "width",
    "height",
    "color",
    "template",
    "template_version",
    "hook",
    "carousel",
    "card",
    "product",
    "brand",
    "status",
    "button",
    "url",
];
/// Texts of one field that Meta takes.
const TEXTS: usize = 5;

/// One line a file.
pub fn csv(named: &Named, pictures: &[Picture<'_>]) -> Result<String, AppError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let numbered = |name: &str| (1..=TEXTS).map(|number| format!("{name}_{number}")).collect::<Vec<_>>();
    let mut header: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
    header.extend(numbered("primary_text"));
    header.extend(numbered("headline"));
    header.push("description".to_owned());
    let sets = sets::names(&pictures.iter().map(|picture| picture.ad).collect::<Vec<_>>());
    writer.write_record(&header).map_err(AppError::internal)?;
    for picture in pictures {
        writer.write_record(line(named, sets.get(&picture.ad.id), picture)).map_err(AppError::internal)?;
    }
    let bytes = writer.into_inner().map_err(AppError::internal)?;
    String::from_utf8(bytes).map_err(AppError::internal)
}

fn line(named: &Named, set: Option<&String>, picture: &Picture<'_>) -> Vec<String> {
    let ad = picture.ad;
    let (width, height) = picture.size.pixels();
    let padded = |texts: &[String]| (0..TEXTS).map(|at| texts.get(at).cloned().unwrap_or_default()).collect::<Vec<_>>();
    let mut line = vec![
        picture.name.clone(),
        picture.sha256.clone(),
        ad.id.clone(),
        ad.tag.clone(),
        picture.size.tag().to_owned(),
        super::sheet::placements(picture.size).to_owned(),
        width.to_string(),
        height.to_string(),
        ad.color_mode.clone(),
        ad.template_name.clone(),
        ad.template_version.to_string(),
        ad.hook_text.clone().unwrap_or_default(),
        set.cloned().unwrap_or_default(),
        Card::of(ad).map(Card::words).unwrap_or_default(),
        named.product(ad).map(|product| product.name.clone()).unwrap_or_default(),
        named.brand(ad).map(|brand| brand.name.clone()).unwrap_or_default(),
        ad.status().word().to_owned(),
        ad.copy.button.clone().unwrap_or_default(),
        address(&ad.copy, &named.said(ad).as_said()).unwrap_or_default(),
    ];
    line.extend(padded(&ad.copy.primary_texts));
    line.extend(padded(&ad.copy.headlines));
    line.push(ad.copy.description.clone().unwrap_or_default());
    // A sheet that opens the file must not take a text for a formula.
    line.into_iter()
        .map(|text| if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text })
        .collect()
}

/// The words beside an ad's picture, for pasting.
pub fn copy_text(named: &Named, ad: &MadeAd) -> String {
    let mut text = format!("{}\n", named.base(ad));
    let mut field = |title: &str, texts: &[String]| {
        let texts: Vec<&String> = texts.iter().filter(|text| !text.trim().is_empty()).collect();
        for (number, words) in texts.iter().enumerate() {
            let title = if texts.len() == 1 { title.to_owned() } else { format!("{title} {}", number + 1) };
            text.push_str(&format!("\n{title}\n{words}\n"));
        }
    };
    let optional = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    field("Primary text", &ad.copy.primary_texts);
    field("Headline", &ad.copy.headlines);
    field("Description", &optional(&ad.copy.description));
    field("Button", &optional(&ad.copy.button));
    field("Address", &optional(&address(&ad.copy, &named.said(ad).as_said())));
    text
}
