//! Words of many lengths and languages for any slot.

use creative::fill::plain_length;

/// How long the words are, or of which language: then they are as long as a slot takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    Short,
    Typical,
    Most,
    German,
    Finnish,
    Arabic,
    Hebrew,
    Japanese,
    Chinese,
    Korean,
}

/// What slots hold that are figures and names rather than sentences, in a language.
struct Figures {
    price: &'static str,
    was: &'static str,
    total: &'static str,
    unit_price: &'static str,
    deadline: &'static str,
    author: &'static str,
}

impl Words {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Short,
        Self::Typical,
        Self::Most,
        Self::German,
        Self::Finnish,
        Self::Arabic,
        Self::Hebrew,
        Self::Japanese,
        Self::Chinese,
        Self::Korean,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Typical => "typical",
            Self::Most => "most",
            Self::German => "german",
            Self::Finnish => "finnish",
            Self::Arabic => "arabic",
            Self::Hebrew => "hebrew",
            Self::Japanese => "japanese",
            Self::Chinese => "chinese",
            Self::Korean => "korean",
        }
    }

    /// The language; nothing for the brand's own.
    pub fn locale(self) -> Option<&'static str> {
        match self {
            Self::Short | Self::Typical | Self::Most => None,
            Self::German => Some("de-DE"),
            Self::Finnish => Some("fi-FI"),
            Self::Arabic => Some("ar"),
            Self::Hebrew => Some("he-IL"),
            Self::Japanese => Some("ja-JP"),
            Self::Chinese => Some("zh-CN"),
            Self::Korean => Some("ko-KR"),
        }
    }

    /// What a slot holds.
    pub fn of_slot(self, slot: &str, typical: usize, most: usize) -> String {
        if let Some(fixed) = self.fixed(slot) {
            return fixed.to_owned();
        }
        if let Some(text) = self.running() {
            // Slots with a number begin elsewhere, so that a list does not say one thing five times.
            let number = slot.rsplit_once('-').and_then(|(_, number)| number.parse::<usize>().ok()).unwrap_or(0);
            return as_long_as(text, number, most);
        }
        let aim = match self {
            Self::Short => typical / 2,
            Self::Typical => typical,
            _ => most,
        };
        let length = |sentence: &&&str| sentence.chars().count();
        let fitting = ENGLISH.iter().filter(|sentence| length(sentence) <= most.max(5));
        (*fitting.min_by_key(|sentence| length(sentence).abs_diff(aim)).unwrap_or(&ENGLISH[0])).to_owned()
    }

    /// Sentences that are cut to length at a space or, where a script has none, at a bar.
    fn running(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Short | Self::Typical | Self::Most => None,
            Self::German => Some(&GERMAN),
            Self::Finnish => Some(&FINNISH),
            Self::Arabic => Some(&ARABIC),
            Self::Hebrew => Some(&HEBREW),
            Self::Japanese => Some(&JAPANESE),
            Self::Chinese => Some(&CHINESE),
            Self::Korean => Some(&KOREAN),
        }
    }

    fn fixed(self, slot: &str) -> Option<&'static str> {
        let figures = self.figures();
        Some(match slot.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-') {
            "offer" | "price" | "item-value" | "variant-price" => figures.price,
            "total" => figures.total,
            "compare-price" => figures.was,
            "rating" => "★★★★★",
            "index" => "1/4",
            "number" => "94 %",
            "unit-price" | "variant-unit-price" => figures.unit_price,
            "author" => figures.author,
            "deadline" => figures.deadline,
            "our-name" => "Saltwick",
            _ => return None,
        })
    }

    fn figures(self) -> Figures {
        let [price, was, total, unit_price, deadline, author] = match self {
            Self::Short | Self::Typical | Self::Most => {
                ["$24", "Was ~$31~", "Separately $31", "$9.60/oz", "Through Sunday, Nov 29", "Dana R."]
            }
            Self::German => [
                "14,90 €",
                "Statt ~31,00 €~",
                "Einzeln 131,40 €",
                "59,60 €/kg",
                "Noch bis Sonntag, 29. November",
                "Annegret Weiß",
            ],
            Self::Finnish => [
                "14,90 €",
                "Ennen ~31,00 €~",
                "Erikseen 131,40 €",
                "59,60 €/kg",
                "Sunnuntaihin 29. marraskuuta asti",
                "Päivi Öhman",
            ],
            Self::Arabic => ["24 US$", "كان ~31 US$~", "منفصلة 31 US$", "59 US$/kg", "حتى الأحد 29 نوفمبر", "دانة ر."],
            Self::Hebrew => ["89 ₪", "במקום ~129 ₪~", "בנפרד 129 ₪", "59 ₪ לק״ג", "עד יום ראשון, 29 בנובמבר", "דנה ר."],
            Self::Japanese => {
                ["3,480円", "通常 ~4,980円~", "単品合計 6,480円", "100g 149円", "11月29日（日）まで", "佐藤 恵さん"]
            }
            Self::Chinese => ["168元", "原价 ~238元~", "单买共计 238元", "59元/千克", "截至11月29日（周日）", "王小姐"],
            Self::Korean => {
                ["32,000원", "정가 ~45,000원~", "따로 사면 45,000원", "100g당 320원", "11월 29일(일)까지", "김서연 님"]
            }
        };
        Figures { price, was, total, unit_price, deadline, author }
    }
}

impl std::str::FromStr for Words {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|words| words.name() == text).ok_or(format!("`{text}` is no kind of words"))
    }
}

/// As much of the sentences, from the one of a number on, as a slot of so many characters takes.
fn as_long_as(sentences: &[&str], number: usize, most: usize) -> String {
    let mut text = String::new();
    let from_there = sentences.iter().cycle().skip(number % sentences.len()).take(sentences.len());
    for sentence in from_there {
        let bars = sentence.contains('|');
        for word in sentence.split(if bars { '|' } else { ' ' }) {
            let space = if bars || text.is_empty() { "" } else { " " };
            let longer = format!("{text}{space}{word}");
            if plain_length(&longer) as usize <= most {
                text = longer;
            } else if !text.is_empty() {
                return text;
            }
        }
    }
    text
}

const ENGLISH: [&str; 11] = [
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
    "In 2021 I carried a case of cleaner up four flights of stairs. It was ninety-four percent water. We have water \
     upstairs. So we took the water out and made a bottle worth keeping. You fill it. We send the rest.",
];

const GERMAN: [&str; 5] = [
    "Röstfrische Kaffeebohnen versandkostenfrei nach Hause geliefert.",
    "Jederzeit kündbar, ohne Vertragslaufzeit und ohne Kleingedrucktes.",
    "Montags läuft die Trommelröstmaschine, nachmittags verschicken wir.",
    "Kaffeevollautomaten mögen das ebenso wie Espressokocher.",
    "Geschmackserlebnis statt Gewohnheitsgetränk: Das merkt auch die Schwiegermutter.",
];

const FINNISH: [&str; 5] = [
    "Suihkepullo kestää vuosikymmeniä keittiönkaapissa.",
    "Puhdistusainetabletteja postitetaan kuukausittain kotiosoitteeseesi.",
    "Vesijohtovedellä täytettävä alumiinipullo säästää kierrätysmuovia.",
    "Keittiönpöydän puhdistamiseen riittää yksinkertainen pyyhkäisy.",
    "Tyytyväisyystakuu kolmekymmentäyksi päivää, palautusoikeus ilman perusteluja.",
];

const ARABIC: [&str; 5] = [
    "زجاجة ألمنيوم تملأها من الصنبور مرة بعد مرة.",
    "التعبئة بثلاثة دولارات وتصلك بلا ماء.",
    "تخلصت من سبع زجاجات بلاستيكية واحتفظت بالجميلة وحدها.",
    "المطبخ يبدو كأن أحدًا لا ينظفه أبدًا.",
    "مجموعة البداية تحتوي على زجاجة وثلاثة أقراص وعلبة معدنية.",
];

const HEBREW: [&str; 5] = [
    "בקבוק אלומיניום שממלאים מהברז שוב ושוב.",
    "מילוי בשלושה דולרים שמגיע בלי מים.",
    "זרקתי שבעה בקבוקי פלסטיק ושמרתי רק את היפה.",
    "המטבח נראה כאילו אף אחד לא מנקה אותו.",
    "ערכת ההתחלה כוללת בקבוק, שלוש טבליות וקופסת מתכת.",
];

const JAPANESE: [&str; 5] = [
    "ボトルを|買うのは|一度だけ。",
    "あとは|水道水を|注ぐだけで、|台所が|すっきり|片づきます。",
    "七本の|プラスチック容器を|捨てて、|きれいな|一本を|残しました。",
    "来客が|あっても|隠さなくて|いい|スプレーボトルです。",
    "タブレットは|三粒入り、|詰め替えは|三百円から。",
];

const CHINESE: [&str; 5] = [
    "瓶子|只买|一次，|以后|接上|自来水|就能用。",
    "我扔掉了|七个塑料瓶，|只留下|好看的|那一个。",
    "客人来|也不用|藏起来，|厨房台面|干干净净。",
    "三片清洁片|配一个|金属罐，|装在|一个|小盒里。",
    "补充装|只要|三美元，|寄来时|不带|一滴水。",
];

const KOREAN: [&str; 5] = [
    "병은 한 번만 사고 수돗물을 채워 쓰세요.",
    "플라스틱 병 일곱 개를 버리고 예쁜 하나만 남겼습니다.",
    "손님이 와도 숨길 필요 없는 스프레이 병입니다.",
    "세정 알약 세 개와 금속 통이 들어 있는 스타터 세트입니다.",
    "리필은 삼천 원부터, 물 없이 배송됩니다.",
];
