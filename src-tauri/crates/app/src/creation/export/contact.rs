//! One offline page with every ad as its placements show it, for a client. Nothing is loaded from anywhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use creative::CanvasSize;
use creative::check::cut;
use image::imageops::FilterType;
use store::creation::MadeAd;

use super::Picture;
use super::names::Named;
use crate::AppError;

/// Pixels across of the pictures on the page, at most: twice what a frame is wide.
const WIDTH: u32 = 560;
/// Characters of a primary text that a phone's feed shows.
const SEEN: u32 = 125;

const STYLE: &str = include_str!("contact.css");

/// The page.
///
/// # Errors
/// `internal` if a picture of ours cannot be read.
pub fn page(named: &Named, pictures: &[Picture<'_>]) -> Result<String, AppError> {
    let mut ads: Vec<&MadeAd> = Vec::new();
    for picture in pictures {
        if !ads.iter().any(|ad| ad.id == picture.ad.id) {
            ads.push(picture.ad);
        }
    }
    let mut body = String::new();
    for ad in &ads {
        let of_it: Vec<&Picture<'_>> = pictures.iter().filter(|picture| picture.ad.id == ad.id).collect();
        body.push_str(&section(named, ad, &of_it)?);
    }
    let title = ads.first().and_then(|ad| named.product(ad)).map(|product| product.name.as_str()).unwrap_or("Ads");
    let (title, count) = (escaped(title), ads.len());
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\
         <title>{title}</title><style>{STYLE}</style></head>\n<body><h1>{title}</h1><p class=\"count\">{count} ads</p>\n{body}</body></html>\n"
    ))
}

fn section(named: &Named, ad: &MadeAd, pictures: &[&Picture<'_>]) -> Result<String, AppError> {
    let mut frames = String::new();
    for picture in pictures {
        frames.push_str(&frame(named, picture)?);
    }
    let list = |title: &str, texts: &[String]| {
        let items: String = texts.iter().map(|text| format!("<li>{}</li>", escaped(text))).collect();
        if items.is_empty() { String::new() } else { format!("<h3>{title}</h3><ol>{items}</ol>") }
    };
    let description: Vec<String> = ad.copy.description.iter().cloned().collect();
    Ok(format!(
        "<section><h2>{}</h2><p class=\"name\">{}</p><div class=\"frames\">{frames}</div><div class=\"copy\">{}{}{}</div></section>\n",
        escaped(&ad.template_name),
        escaped(&named.base(ad)),
        list("Primary text", &ad.copy.primary_texts),
        list("Headline", &ad.copy.headlines),
        list("Description", &description),
    ))
}

fn frame(named: &Named, picture: &Picture<'_>) -> Result<String, AppError> {
    let ad = picture.ad;
    let brand = filled("b", named.brand(ad).map(|brand| brand.name.as_str()));
    let image = format!(
        "<img alt=\"{}\" src=\"data:image/jpeg;base64,{}\">",
        escaped(&picture.name),
        STANDARD.encode(small(&picture.bytes)?)
    );
    let button = ad.copy.button.as_deref().map(button_words).unwrap_or_default();
    let act =
        |tag: &str| if button.is_empty() { String::new() } else { format!("<{tag} class=\"act\">{button}</{tag}>") };
    let who = format!("<header>{brand}<span>Sponsored</span></header>");
    let caption = format!("<figcaption>{} · {}</figcaption>", picture.size.words(), place(picture.size));
    if picture.size == CanvasSize::Story {
        return Ok(format!(
            "<figure class=\"story\"><div class=\"screen\">{image}{who}{}</div>{caption}</figure>",
            act("div")
        ));
    }
    let first = ad.copy.primary_texts.first().map(String::as_str).unwrap_or_default();
    let (shown, hidden) = cut(first, SEEN);
    let more = if hidden.is_empty() { "" } else { " <span class=\"more\">… more</span>" };
    let text = if shown.is_empty() { String::new() } else { format!("<p>{}{more}</p>", escaped(&shown)) };
    let site = filled("span", named.brand(ad).and_then(|brand| brand.website.as_deref()));
    let headline = filled("b", ad.copy.headlines.first().map(String::as_str));
    Ok(format!(
        "<figure class=\"feed\"><div class=\"screen\">{who}{text}{image}\
         <footer><div>{site}{headline}</div>{}</footer></div>{caption}</figure>",
        act("span"),
    ))
}

/// A text in its element; nothing at all for one that says nothing.
fn filled(tag: &str, text: Option<&str>) -> String {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| format!("<{tag}>{}</{tag}>", escaped(text))).unwrap_or_default()
}

fn place(size: CanvasSize) -> &'static str {
    match size {
        CanvasSize::Portrait => "Feed",
        CanvasSize::Story => "Stories and Reels",
        CanvasSize::Square => "Feed and right column",
        CanvasSize::Landscape => "Links",
    }
}

/// `SHOP_NOW` as people read it.
fn button_words(button: &str) -> String {
    let words = button.to_lowercase().replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    escaped(&format!("{first}{}", letters.as_str()))
}

/// A small JPEG of a picture.
fn small(bytes: &[u8]) -> Result<Vec<u8>, AppError> {
    let picture = image::load_from_memory(bytes).map_err(AppError::internal)?.into_rgb8();
    let height = (f64::from(picture.height()) * f64::from(WIDTH) / f64::from(picture.width())).round() as u32;
    let small = image::imageops::resize(&picture, WIDTH, height.max(1), FilterType::CatmullRom);
    let mut out = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 86)
        .encode(small.as_raw(), small.width(), small.height(), image::ExtendedColorType::Rgb8)
        .map_err(AppError::internal)?;
    Ok(out)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
