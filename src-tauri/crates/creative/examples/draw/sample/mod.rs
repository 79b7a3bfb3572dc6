//! Sample words, colours and pictures. The test of all templates in all scripts uses them too.
#![allow(dead_code, reason = "the tool and the test each take what they need")]

mod words;

use std::path::Path;

use creative::template::{Category, SlotKind};
use creative::{BrandLook, CanvasSize, Content, Palette, Picture, Rgb, Slot, Template};

pub use words::Words;

type Failure = Box<dyn std::error::Error>;

/// The built-in brand, or the look of a brand's file.
pub fn look(brand: Option<&Path>) -> Result<BrandLook, Failure> {
    let mut look = BrandLook {
        name: "Saltwick".into(),
        wordmark: "SALTWICK".into(),
        palette: Palette {
            primary: "#17302B".parse()?,
            secondary: "#BFD9CE".parse()?,
            background: "#F4EFE6".parse()?,
            accent: "#FF6A3D".parse()?,
            ink: None,
        },
        display_font: "Mona Sans".into(),
        text_font: "Mona Sans".into(),
        logo: None,
        logo_on_dark: None,
        locale: "en-US".into(),
    };
    let Some(path) = brand else { return Ok(look) };
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let table: toml::Table = text.parse()?;
    let at = |keys: &[&str]| {
        let (last, groups) = keys.split_last()?;
        let table = groups.iter().try_fold(&table, |table, key| table.get(*key)?.as_table())?;
        table.get(*last)?.as_str().map(str::to_owned)
    };
    let colour = |name: &str| -> Result<Option<Rgb>, Failure> {
        Ok(at(&["look", "palette", name]).map(|text| text.parse()).transpose()?)
    };
    look.palette.primary = colour("primary")?.ok_or("the brand's file has no look.palette.primary")?;
    look.palette.secondary = colour("secondary")?.unwrap_or(look.palette.primary);
    look.palette.background = colour("background")?.unwrap_or(Rgb::WHITE);
    look.palette.accent = colour("accent")?.unwrap_or(look.palette.primary);
    look.palette.ink = colour("ink")?;
    look.name = at(&["brand", "name"]).unwrap_or(look.name);
    look.locale = at(&["brand", "locale"]).unwrap_or(look.locale);
    look.wordmark = at(&["look", "wordmark"]).unwrap_or_else(|| look.name.clone());
    look.display_font = at(&["look", "display_font"]).unwrap_or(look.display_font);
    look.text_font = at(&["look", "text_font"]).unwrap_or(look.text_font);
    let logo = |name: &str| -> Result<Option<Picture>, Failure> {
        let file = at(&["look", name]).map(|file| path.with_file_name(file)).filter(|file| file.is_file());
        file.map(|file| Picture::read(std::fs::read(file)?).map_err(Failure::from)).transpose()
    };
    look.logo = logo("logo")?;
    look.logo_on_dark = logo("logo_on_dark")?;
    Ok(look)
}

/// The look with the language of the words.
pub fn in_language(look: &BrandLook, words: Words) -> BrandLook {
    let locale = words.locale().unwrap_or(&look.locale).to_owned();
    BrandLook { locale, ..look.clone() }
}

/// Words and pictures for every slot of a size
/// (of a carousel, for one of its cards).
pub fn content(
    template: &Template,
    size: CanvasSize,
    words: Words,
    card: u32,
    brand: Option<&Path>,
) -> Result<Content, Failure> {
    let mut content = Content::default();
    let of_card = |slot: &Slot| template.category != Category::CarouselFrame || !other_card(slot, card);
    for (slot, rule) in template.slots.iter().filter(|(slot, rule)| rule.sizes.contains(&size) && of_card(slot)) {
        match rule.kind {
            SlotKind::Text => {
                let most = rule.most.get(&size).copied().unwrap_or(40) as usize;
                let typical = rule.typical.get(&size).map_or(most * 2 / 3, |typical| *typical as usize);
                content.texts.insert(slot.clone(), words.of_slot(slot.as_str(), typical, most));
            }
            SlotKind::Picture => {
                content.pictures.insert(slot.clone(), picture(slot, brand)?);
            }
            SlotKind::Logo => {}
        }
    }
    Ok(content)
}

/// Whether a slot belongs to another card.
fn other_card(slot: &Slot, card: u32) -> bool {
    let number = slot.as_str().rsplit_once('-').and_then(|(_, number)| number.parse::<u32>().ok());
    number.is_some_and(|number| number != card)
}

/// A sample picture: a scene for scenes, a bottle for everything else.
fn picture(slot: &Slot, _brand: Option<&Path>) -> Result<Picture, Failure> {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo");
    let scene = ["scene", "before", "after", "portrait", "photo", "picture"];
    let file = match scene.iter().any(|name| slot.as_str().starts_with(name)) {
        true => assets.join("scene.jpg"),
        false => assets.join("products/saltwick-bottle.png"),
    };
    Ok(Picture::read(std::fs::read(file)?)?)
}
