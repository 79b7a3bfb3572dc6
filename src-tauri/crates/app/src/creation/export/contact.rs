//! One offline page with every ad as its placements show it, for a client. Nothing is loaded from anywhere.

use std::fs::File;
use std::io::{BufWriter, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use creative::CanvasSize;
use creative::check::cut;
use store::creation::MadeAd;

use super::Piece;
use super::names::Named;
use super::place::Part;
use crate::AppError;

/// Characters of a primary text that a phone's feed shows.
const SEEN: u32 = 125;

const STYLE: &str = include_str!("contact.css");

/// The page while it is written, ad by ad.
pub(super) struct Page<'a> {
    out: BufWriter<File>,
    part: Part,
    /// The ad whose frames are being collected.
    ad: Option<(&'a MadeAd, String)>,
}

impl<'a> Page<'a> {
    /// A page for these ads.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn begin(named: &Named, ads: &[MadeAd], part: Part) -> Result<Self, AppError> {
        let mut out = BufWriter::new(part.create()?);
        let product = |ad| named.product(ad).map(|product| product.name.as_str());
        let first = ads.first().and_then(product);
        // The page is about one product, or about ads.
        let title = first.filter(|name| ads.iter().all(|ad| product(ad) == Some(*name))).unwrap_or("Ads");
        let (title, count) = (escaped(title), ads.len());
        let word = if count == 1 { "ad" } else { "ads" };
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\
             <title>{title}</title><style>{STYLE}</style></head>\n<body><h1>{title}</h1><p class=\"count\">{count} {word}</p>\n"
        )?;
        Ok(Self { out, part, ad: None })
    }

    /// Adds a picture by its small JPEG; those of one ad come one after the other.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn add(&mut self, named: &Named, piece: &Piece<'a>, small: &[u8]) -> Result<(), AppError> {
        if self.ad.as_ref().is_some_and(|(ad, _)| ad.id != piece.ad.id) {
            self.close_ad(named)?;
        }
        let (_, frames) = self.ad.get_or_insert_with(|| (piece.ad, String::new()));
        frames.push_str(&frame(named, piece, small));
        Ok(())
    }

    /// Ends the page.
    ///
    /// # Errors
    /// As the disk fails.
    pub fn end(mut self, named: &Named) -> Result<Part, AppError> {
        self.close_ad(named)?;
        self.out.write_all(b"</body></html>\n")?;
        self.out.flush()?;
        Ok(self.part)
    }

    fn close_ad(&mut self, named: &Named) -> Result<(), AppError> {
        if let Some((ad, frames)) = self.ad.take() {
            self.out.write_all(section(named, ad, &frames).as_bytes())?;
        }
        Ok(())
    }
}

fn section(named: &Named, ad: &MadeAd, frames: &str) -> String {
    let list = |title: &str, texts: &[String]| {
        let items: String = texts.iter().map(|text| format!("<li>{}</li>", escaped(text))).collect();
        match texts {
            [] => String::new(),
            [text] => format!("<h3>{title}</h3><p>{}</p>", escaped(text)),
            _ => format!("<h3>{title}</h3><ol>{items}</ol>"),
        }
    };
    let description: Vec<String> = ad.copy.description.iter().cloned().collect();
    format!(
        "<section><h2>{}</h2><p class=\"name\">{}</p><div class=\"ad\"><div class=\"frames\">{frames}</div>\
         <div class=\"copy\">{}{}{}</div></div></section>\n",
        escaped(&ad.template_name),
        escaped(&named.base(ad)),
        list("Primary text", &ad.copy.primary_texts),
        list("Headline", &ad.copy.headlines),
        list("Description", &description),
    )
}

fn frame(named: &Named, picture: &Piece<'_>, small: &[u8]) -> String {
    let ad = picture.ad;
    let brand = filled("b", named.brand(ad).map(|brand| brand.name.as_str()));
    let image =
        format!("<img alt=\"{}\" src=\"data:image/jpeg;base64,{}\">", escaped(&picture.name), STANDARD.encode(small));
    let button = ad.copy.button.as_deref().map(button_words).unwrap_or_default();
    let act =
        |tag: &str| if button.is_empty() { String::new() } else { format!("<{tag} class=\"act\">{button}</{tag}>") };
    let who = format!("<header>{brand}<span>Sponsored</span></header>");
    let caption = format!("<figcaption>{} · {}</figcaption>", picture.size.words(), place(picture.size));
    if picture.size == CanvasSize::Story {
        return format!(
            "<figure class=\"story\">{caption}<div class=\"screen\">{image}{who}{}</div></figure>",
            act("div")
        );
    }
    let first = ad.copy.primary_texts.first().map(String::as_str).unwrap_or_default();
    let (shown, hidden) = cut(first, SEEN);
    let more = if hidden.is_empty() { "" } else { " <span class=\"more\">… more</span>" };
    let text = if shown.is_empty() { String::new() } else { format!("<p>{}{more}</p>", escaped(&shown)) };
    let site = filled("span", named.brand(ad).and_then(|brand| brand.website.as_deref()));
    let headline = filled("b", ad.copy.headlines.first().map(String::as_str));
    format!(
        "<figure class=\"feed\">{caption}<div class=\"screen\">{who}{text}{image}\
         <footer><div>{site}{headline}</div>{}</footer></div></figure>",
        act("span"),
    )
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
