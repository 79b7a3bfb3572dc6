//! Sample words, colours and pictures.

use std::path::Path;

use creative::template::{Category, SlotKind};
use creative::{BrandLook, CanvasSize, Content, Palette, Picture, Rgb, Slot, Template};

use crate::Failure;

/// How long the words are, or of which language.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Words {
    Short,
    Typical,
    Most,
    German,
    Arabic,
    Cjk,
}

impl Words {
    const ALL: [Self; 6] = [Self::Short, Self::Typical, Self::Most, Self::German, Self::Arabic, Self::Cjk];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Typical => "typical",
            Self::Most => "most",
            Self::German => "german",
            Self::Arabic => "arabic",
            Self::Cjk => "cjk",
        }
    }

    fn sentences(self) -> &'static [&'static str] {
        match self {
            Self::Short | Self::Typical | Self::Most => &[
                "New.",
                "Wipe once.",
                "Buy the bottle once.",
                "You were paying for water.",
                "$24 once. $3 after that.",
                "Nine bottles under the sink.",
                "Nine bottles under the sink. You need one.",
                "The spray bottle you don’t hide when people come over.",
                "I threw out seven bottles and kept the nice one. My kitchen looks like nobody cleans it.",
                "In 2021 I carried a case of cleaner up four flights of stairs. It was mostly water. We have water upstairs.",
                "In 2021 I carried a case of cleaner up four flights of stairs. It was ninety-four percent water. We have \
                 water upstairs. So we took the water out and made a bottle worth keeping. You fill it. We send the rest.",
            ],
            Self::German => &[
                "Neu.",
                "Frisch geröstet.",
                "Bitter ist kein Aroma.",
                "Montag geröstet. Donnerstag bei dir.",
                "Dein Kaffee ist älter als deine Milch.",
                "14,90 € klingt viel. Sind *75 Cent* pro Tasse.",
                "Probierset: versandkostenfrei und jederzeit kündbar",
                "Röstfrische Spezialitätenkaffees ohne Mindestvertragslaufzeit",
                "„Ich habe sieben Kaffeesorten durchprobiert und bin bei dieser Röstung hängen geblieben.“",
                "2019 haben wir die Trommelröstmaschine in der alten Schlosserei aufgestellt. Seitdem rösten wir montags \
                 und verschicken am selben Nachmittag. Mehr Geheimnis ist nicht dabei. Den Rest machen Bohnen und Zeit.",
            ],
            Self::Arabic => &[
                "جديد.",
                "املأها من الصنبور.",
                "اشترِ الزجاجة مرة واحدة.",
                "كنت تدفع ثمن الماء فقط.",
                "24 دولارًا مرة واحدة، ثم 3 دولارات للتعبئة.",
                "تسع زجاجات تحت الحوض، وأنت تحتاج واحدة من Saltwick.",
                "تخلصت من سبع زجاجات واحتفظت بالجميلة، والمطبخ يبدو كأن أحدًا لا ينظفه.",
            ],
            Self::Cjk => &[
                "新发布。",
                "瓶子只买一次。",
                "你一直在为水付钱。",
                "水槽下有九个瓶子，你只需要一个。",
                "客人来时也不用藏起来的喷雾瓶，放在台面上就很好看。",
                "我扔掉了七个瓶子，只留下了好看的那一个，厨房里再也没有杂乱的塑料瓶。",
            ],
        }
    }

    /// The sentence that is nearest to a length and not longer than the most.
    fn sentence(self, typical: usize, most: usize) -> &'static str {
        let aim = match self {
            Self::Short => typical / 2,
            Self::Typical => typical,
            Self::Most | Self::German => most,
            // These say the same with fewer characters.
            Self::Arabic => most * 4 / 5,
            Self::Cjk => most * 2 / 5,
        };
        let length = |sentence: &&&str| sentence.chars().count();
        let fitting = self.sentences().iter().filter(|sentence| length(sentence) <= most.max(5));
        fitting.min_by_key(|sentence| length(sentence).abs_diff(aim)).copied().unwrap_or(self.sentences()[0])
    }
}

impl std::str::FromStr for Words {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|words| words.name() == text).ok_or(format!("`{text}` is no kind of words"))
    }
}

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
    let locale = match words {
        Words::Short | Words::Typical | Words::Most => look.locale.as_str(),
        Words::German => "de-DE",
        Words::Arabic => "ar",
        Words::Cjk => "zh-Hans",
    };
    BrandLook { locale: locale.to_owned(), ..look.clone() }
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
                let text = fixed(slot).map_or_else(|| words.sentence(typical, most).to_owned(), str::to_owned);
                content.texts.insert(slot.clone(), text);
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

/// Slots that hold figures and names rather than sentences.
fn fixed(slot: &Slot) -> Option<&'static str> {
    let stem = slot.as_str().trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    Some(match stem {
        "offer" | "price" | "total" => "$24",
        "compare-price" => "Was ~$31~",
        "item-value" => "$9",
        "rating" => "★★★★★",
        "index" => "1/4",
        "number" => "94 %",
        "unit-price" => "59,60 €/kg",
        "author" => "Dana R.",
        "deadline" => "Through Sunday, Nov 29",
        "our-name" => "Saltwick",
        "their-name" => "Store-bought",
        _ => return None,
    })
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
