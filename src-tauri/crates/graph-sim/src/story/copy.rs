//! The words of the ads.

/// What stands around the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Copy {
    /// Primary text.
    pub(crate) text: &'static str,
    /// Headline.
    pub(crate) headline: &'static str,
    /// Description.
    pub(crate) description: &'static str,
    /// Where the ad leads.
    pub(crate) link: &'static str,
    /// The button, as Meta names it.
    pub(crate) button: &'static str,
}

const fn us(text: &'static str, headline: &'static str, description: &'static str, link: &'static str) -> Copy {
    Copy { text, headline, description, link, button: "SHOP_NOW" }
}

const fn de(text: &'static str, headline: &'static str, description: &'static str, link: &'static str) -> Copy {
    Copy { text, headline, description, link, button: "SHOP_NOW" }
}

const COPIES: [(&str, Copy); 15] = [
    (
        "statement-nine",
        us(
            "Nine bottles under the sink. You need one. Fill it from the tap, drop in a tablet, wait a minute. The starter set is $24 and refills are $3. The bottle stays.",
            "Nine bottles. You need one.",
            "$24 once. $3 after that.",
            "https://saltwick.example/starter",
        ),
    ),
    (
        "us-vs-them",
        us(
            "You were paying for water. Store-bought cleaner is mostly water, in a bottle you throw away. Ours is a tablet and a bottle you keep.",
            "You were paying for water.",
            "Refills for $3",
            "https://saltwick.example/compare",
        ),
    ),
    (
        "offer",
        us(
            "The starter set is $24, was $31. One aluminum bottle, three tablets, a tin for the rest. Through Sunday.",
            "Starter set, $24",
            "Was $31. Through Sunday.",
            "https://saltwick.example/starter",
        ),
    ),
    (
        "offer-home",
        us(
            "The Whole Home set is $59, was $78. Three bottles and nine tablets, which is a year of counters for most kitchens.",
            "Whole Home, $59",
            "Was $78",
            "https://saltwick.example/whole-home",
        ),
    ),
    (
        "price-math",
        us(
            "$24 once. $3 after that. You buy the bottle one time. Every refill is a tablet in a paper pouch.",
            "$24 once. $3 after that.",
            "Three refills, $9",
            "https://saltwick.example/refills",
        ),
    ),
    (
        "quote",
        us(
            "\u{201c}I threw out seven bottles and kept the nice one.\u{201d} Dana R., verified buyer. We have nothing to add.",
            "Kept the nice one.",
            "4,812 reviews",
            "https://saltwick.example/reviews",
        ),
    ),
    (
        "hero",
        us(
            "Buy the bottle once. Aluminum, 16 oz, made to be refilled a few hundred times. The tablets come in paper.",
            "Buy the bottle once.",
            "Starter set, $24",
            "https://saltwick.example/starter",
        ),
    ),
    (
        "callouts",
        us(
            "Looks simple. It is. Fill it from the tap, drop in a tablet, close it. Refills are $3 each.",
            "Looks simple. It is.",
            "Aluminum, not plastic",
            "https://saltwick.example/how",
        ),
    ),
    (
        "scene-hide",
        us(
            "The spray bottle you don\u{2019}t hide when people come over. It cleans the counter and then it stays there.",
            "Leave it out.",
            "Starter set, $24",
            "https://saltwick.example/starter",
        ),
    ),
    (
        "statement-water",
        us(
            "A bottle of cleaner is about 95 percent water. You have water. We send the other five percent, as a tablet.",
            "You have water.",
            "We send the tablet.",
            "https://saltwick.example/how",
        ),
    ),
    (
        "de-milch",
        de(
            "Dein Kaffee ist \u{e4}lter als deine Milch. Unserer wird montags ger\u{f6}stet und ist donnerstags bei dir. Das R\u{f6}stdatum steht auf der T\u{fc}te.",
            "\u{c4}lter als deine Milch.",
            "250 g f\u{fc}r 14,90 \u{20ac}",
            "https://fuchsundfoehre.example/espresso",
        ),
    ),
    (
        "de-tasse",
        de(
            "14,90 \u{20ac} klingt viel. Sind 75 Cent pro Tasse. 250 g, 20 Tassen, 59,60 \u{20ac} pro Kilo. Rechne den Caf\u{e9} an der Ecke dagegen.",
            "75 Cent pro Tasse",
            "250 g, 59,60 \u{20ac}/kg",
            "https://fuchsundfoehre.example/espresso",
        ),
    ),
    (
        "de-montag",
        de(
            "Montag ger\u{f6}stet. Donnerstag bei dir. Dazwischen liegt nur die Post.",
            "Montag ger\u{f6}stet.",
            "Donnerstag bei dir.",
            "https://fuchsundfoehre.example/frisch",
        ),
    ),
    (
        "de-bitter",
        de(
            "Bitter ist kein Aroma. Das ist nur zu dunkel ger\u{f6}stet. Wir h\u{f6}ren vorher auf.",
            "Bitter ist kein Aroma.",
            "Probier den Unterschied.",
            "https://fuchsundfoehre.example/espresso",
        ),
    ),
    (
        "de-probierset",
        de(
            "Probierset: versandkostenfrei und jederzeit k\u{fc}ndbar. Drei Sorten \u{e0} 100 g f\u{fc}r 19,90 \u{20ac}. Wenn dir keine schmeckt, war es ein kurzes Verh\u{e4}ltnis.",
            "Probierset, 19,90 \u{20ac}",
            "3 \u{d7} 100 g, 66,33 \u{20ac}/kg",
            "https://fuchsundfoehre.example/probierset",
        ),
    ),
];

const POUCH: Copy = de(
    "Unser Espresso in der 250-g-T\u{fc}te. Ger\u{f6}stet in kleinen Chargen, mit Datum, ohne Adjektive.",
    "Espresso, ganze Bohne",
    "14,90 \u{20ac}, 59,60 \u{20ac}/kg",
    "https://fuchsundfoehre.example/espresso",
);

/// The words that go with a composition.
pub(crate) fn copy_of(composition: &str) -> Copy {
    COPIES.iter().find(|(name, _)| *name == composition).map_or(POUCH, |(_, copy)| *copy)
}
