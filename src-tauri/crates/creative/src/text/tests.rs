mod joining;

use std::sync::OnceLock;

use proptest::prelude::*;

use super::engine::{Engine, Face};
use super::fit::{Fit, Limits, fit};
use super::marks::marked;
use super::set::{Block, Side, set};
use super::shaped::Shaped;
use super::spacing::LEAST_GAP;
use crate::content::Slot;
use crate::error::CreativeError;
use crate::font::Fonts;

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::bundled().unwrap())
}

fn shape_in(text: &str, family: &str, locale: &str) -> Result<Shaped, CreativeError> {
    let families = fonts().stack(family, locale);
    let face = Face {
        families: &families,
        weight: 620.0,
        width: 92.0,
        optical: 96.0,
        tracking: -0.03,
        features: &[],
        locale,
        from_the_right: false,
    };
    Engine::new(fonts()).shape(&Slot::from("headline"), &marked(text, false, false), &face)
}

fn shape(text: &str) -> Shaped {
    shape_in(text, "Mona Sans", "en-US").unwrap()
}

fn limits(width: f32, height: f32, max_px: f32, max_lines: usize) -> Limits {
    Limits { width, height, min_px: 20.0, max_px, max_lines, leading: 0.95, hangs: true }
}

fn placed(shaped: &mut Shaped, fit: &Fit, width: f32, side: Side) -> Block {
    set(shaped, fit, 0.95, side, true, (100.0, 50.0, width)).unwrap()
}

fn lines(text: &str, limits: &Limits) -> Vec<String> {
    let mut shaped = shape(text);
    let fit = fit(&shaped, limits);
    placed(&mut shaped, &fit, limits.width, Side::Left).lines
}

#[test]
fn lines_are_even_and_the_last_is_no_orphan() {
    let even = lines("The spray bottle you don’t hide when people come over.", &limits(700.0, 300.0, 64.0, 4));
    assert_eq!(even, ["The spray bottle", "you don’t hide when", "people come over."]);
    let pair = lines("Buy the bottle only once.", &limits(460.0, 200.0, 60.0, 3));
    assert!(pair.last().unwrap().contains(' '), "an orphan in {pair:?}");
}

#[test]
fn of_two_ways_as_even_the_one_without_an_article_at_the_end_is_taken() {
    assert_eq!(lines("Rinse all the jars now.", &limits(420.0, 200.0, 60.0, 2)), ["Rinse all", "the jars now."]);
}

#[test]
fn letters_stand_at_the_edge_of_the_box_by_their_ink() {
    for text in ["Nine", "Take", "over", "“One”"] {
        let mut shaped = shape(text);
        let fit = fit(&shaped, &limits(900.0, 300.0, 200.0, 1));
        let block = placed(&mut shaped, &fit, 900.0, Side::Left);
        let hang = if text.starts_with('“') { block.bounds.x } else { 100.0 };
        assert!((block.bounds.x - hang).abs() < 0.01, "{text}: {:?}", block.bounds);
        assert!((block.optical.y - 50.0).abs() < 0.01);
    }
}

#[test]
fn an_opening_quotation_mark_hangs_outside_the_box() {
    let mut shaped = shape("“I kept the nice one.”");
    let fit = fit(&shaped, &limits(900.0, 300.0, 100.0, 1));
    let block = placed(&mut shaped, &fit, 900.0, Side::Left);
    assert!(block.bounds.x < 90.0, "{:?}", block.bounds);
}

#[test]
fn a_quotation_mark_that_does_not_hang_counts_as_wide() {
    let limits = Limits { hangs: false, ..limits(500.0, 300.0, 200.0, 1) };
    for text in ["“Carried out to the last rivet.”", "„Vier Tage alt.“"] {
        let mut shaped = shape(text);
        let fit = fit(&shaped, &limits);
        let block = set(&mut shaped, &fit, 0.95, Side::Left, limits.hangs, (100.0, 50.0, 500.0)).unwrap();
        assert!(block.bounds.x > 99.0 && block.bounds.right() < 601.0, "{text}: {:?}", block.bounds);
    }
}

#[test]
fn a_right_aligned_line_ends_at_the_right_edge() {
    let mut shaped = shape("once and for all");
    let fit = fit(&shaped, &limits(600.0, 300.0, 60.0, 1));
    let block = placed(&mut shaped, &fit, 600.0, Side::Right);
    assert!((block.bounds.right() - 700.0).abs() < 0.01, "{:?}", block.bounds);
}

#[test]
fn capitals_reach_the_top_of_the_box_whatever_follows() {
    let height = |text: &str| shape(text).rise;
    assert!((height("Hxg") - height("H")).abs() < 1e-6, "descenders do not count");
    assert!((height("Ähre") - height("Here")).abs() < 1e-6, "accents stand outside");
    assert_eq!(shape("Ähre Größe").cuts.len(), 1, "umlauts come out of the same file as their neighbours");
}

#[test]
fn arabic_runs_from_the_right_and_its_letters_stay_joined() {
    let mut shaped = shape_in("اشترِ الزجاجة مرة واحدة", "Mona Sans", "ar").unwrap();
    assert!(shaped.rtl && shaped.tall);
    let limits = limits(420.0, 400.0, 90.0, 3);
    let fit = fit(&shaped, &limits);
    let block = placed(&mut shaped, &fit, limits.width, Side::Right);
    assert!(!fit.overflows && block.lines.len() > 1);
    for line in &block.line_bounds {
        assert!((line.right() - 520.0).abs() < 0.01, "{line:?}");
        assert!(line.width <= limits.width + 1.0, "{line:?}");
    }
}

#[test]
fn latin_words_inside_arabic_keep_their_direction() {
    let mut shaped = shape_in("زجاجة Saltwick الجديدة", "Mona Sans", "ar").unwrap();
    let fit = fit(&shaped, &limits(2000.0, 200.0, 100.0, 1));
    let glyphs = shaped.lines(&fit.lines).remove(0);
    let latin: Vec<usize> = glyphs
        .iter()
        .map(|glyph| glyph.byte)
        .filter(|byte| shaped.text[*byte..].starts_with(|c: char| c.is_ascii_alphabetic()))
        .collect();
    assert!(latin.is_sorted(), "{latin:?}");
    assert_eq!(latin.len(), "Saltwick".len());
}

#[test]
fn chinese_breaks_between_characters_but_not_before_a_comma() {
    let mut shaped = shape_in("水槽下有九个瓶子，你只需要一个。", "Mona Sans", "zh-Hans").unwrap();
    let fit = fit(&shaped, &limits(500.0, 600.0, 110.0, 6));
    let block = placed(&mut shaped, &fit, 500.0, Side::Left);
    assert!(block.lines.len() > 2);
    for line in &block.lines {
        assert!(!line.starts_with(['，', '。']), "{:?}", block.lines);
    }
}

/// The lines of a headline in a box of this width, as large as they fit, and how large that is.
fn headline(text: &str, locale: &str, width: f32, max_lines: usize) -> (Vec<String>, f32) {
    let mut shaped = shape_in(text, "Mona Sans", locale).unwrap();
    let fit = fit(&shaped, &Limits { leading: 1.15, ..limits(width, 600.0, 110.0, max_lines) });
    assert!(!fit.overflows, "{text}");
    (placed(&mut shaped, &fit, width, Side::Left).lines, fit.px)
}

#[test]
fn a_japanese_line_ends_with_a_whole_phrase() {
    for (phrases, width, count) in [
        ("お客様が|来ても|隠さなくて|いい|スプレーボトル。", 700.0, 3),
        ("お客様が|来ても|隠さなくて|いい|スプレーボトル。", 420.0, 5),
        ("シンクの|下に|九本の|ボトル。|必要なのは|一本だけ。", 640.0, 4),
        ("シンクの|下に|九本の|ボトル。|必要なのは|一本だけ。", 936.0, 2),
        ("あなたは|水に|お金を|払っていました。", 480.0, 3),
        ("Saltwickの|ボトルは|捨てません。", 500.0, 3),
    ] {
        let (lines, px) = headline(&phrases.replace('|', ""), "ja", width, count);
        assert!(lines.len() > 1, "{lines:?}");
        let mut rest: Vec<&str> = phrases.split('|').collect();
        for line in &lines {
            let taken = (1..=rest.len()).find(|taken| rest[..*taken].concat() == *line);
            let taken = taken.unwrap_or_else(|| panic!("{line} of {lines:?} at {px} px ends inside a phrase"));
            rest.drain(..taken);
        }
    }
}

#[test]
fn japanese_sentences_begin_lines() {
    let (lines, _) = headline("シンクの下に九本のボトル。必要なのは一本だけ。", "ja", 936.0, 2);
    assert_eq!(lines, ["シンクの下に九本のボトル。", "必要なのは一本だけ。"]);
}

#[test]
fn a_chinese_line_ends_with_a_whole_word() {
    let (lines, _) = headline("水槽下有九个瓶子，你只需要一个。", "zh-Hans", 700.0, 2);
    assert_eq!(lines, ["水槽下有九个瓶子，", "你只需要一个。"]);
    for (text, torn, width, count) in [
        ("客人来时也不用藏起来的喷雾瓶。", ["客|人", "喷|雾", "起|来", "来|时"], 560.0, 3),
        ("我扔掉了七个瓶子，只留下了好看的那一个。", ["扔|掉", "瓶|子", "留|下", "好|看"], 520.0, 4),
        ("你的咖啡比你的牛奶还老。", ["咖|啡", "牛|奶", "你|的", "还|老"], 420.0, 3),
    ] {
        let (lines, _) = headline(text, "zh-Hans", width, count);
        let broken = lines.join("|");
        assert!(lines.len() > 1 && !torn.iter().any(|torn| broken.contains(torn)), "{broken}");
        assert!(lines.iter().all(|line| !line.starts_with(['的', '了', '个', '，', '。'])), "{broken}");
    }
}

#[test]
fn a_word_is_torn_only_where_letters_would_become_much_smaller() {
    // One phrase of ten letters: whole, it would have to be less than six tenths as large.
    let (lines, px) = headline("プログラミング言語入門", "ja", 240.0, 4);
    assert!(lines.len() > 1 && px > 30.0, "{lines:?} at {px}");
    let whole = headline("プログラミング言語入門", "ja", 1200.0, 1);
    assert_eq!(whole.0, ["プログラミング言語入門"]);
}

#[test]
fn ligatures_and_emoji_have_glyphs() {
    for text in ["Kaffee offline fluffig", "Fill it ✓", "Ready 🚀 now", "★★★★★", "Größe Żółw Ελλάδα Привет"]
    {
        assert!(shape_in(text, "Mona Sans", "en-US").is_ok(), "{text}");
    }
}

#[test]
fn a_character_without_a_glyph_is_an_error_that_names_it() {
    let error = shape_in("ok \u{13000}", "Mona Sans", "en-US").err().unwrap();
    let CreativeError::GlyphMissing { slot, characters } = error else { panic!("{error}") };
    assert_eq!(slot.as_str(), "headline");
    assert!(characters.contains("U+13000"), "{characters}");
}

#[test]
fn a_soft_hyphen_shows_only_where_a_line_ends() {
    let whole = lines("versand\u{ad}kosten\u{ad}frei", &limits(2000.0, 200.0, 60.0, 2));
    assert_eq!(whole, ["versandkostenfrei"]);
    let narrow = lines("versand\u{ad}kosten\u{ad}frei", &Limits { min_px: 60.0, ..limits(300.0, 200.0, 60.0, 3) });
    assert_eq!(narrow.len(), 2, "{narrow:?}");
    assert!(narrow[0].ends_with('-'), "{narrow:?}");
}

#[test]
fn a_soft_hyphen_is_left_alone_where_the_whole_word_fits_in_letters_not_much_smaller() {
    let hook = "Drei Röstungen, versand\u{ad}kostenfrei.";
    assert_eq!(lines(hook, &limits(470.0, 260.0, 90.0, 3)), ["Drei Röstungen,", "versandkostenfrei."]);
    assert_eq!(lines("Wieder\u{ad}verschließbar", &limits(200.0, 200.0, 42.0, 3)).len(), 1);
}

#[test]
fn each_sentence_has_its_line_where_that_costs_little() {
    assert_eq!(lines("The whole home. One box.", &limits(780.0, 200.0, 110.0, 2)), ["The whole home.", "One box."]);
    let answer = lines("Kannst du. Bestell lieber eine Mühle.", &limits(700.0, 200.0, 80.0, 2));
    assert_eq!(answer, ["Kannst du.", "Bestell lieber eine Mühle."]);
    let price = lines("14,90 € klingt viel. Sind 75 Cent pro Tasse.", &limits(936.0, 370.0, 150.0, 3));
    assert_eq!(price[0], "14,90\u{a0}€ klingt viel.");
}

#[test]
fn words_that_cannot_fit_say_so() {
    let shaped = shape("versandkostenfrei");
    let fit = fit(&shaped, &Limits { min_px: 200.0, ..limits(300.0, 400.0, 240.0, 2) });
    assert!(fit.overflows);
    assert!((fit.px - 200.0).abs() < f32::EPSILON);
}

const WORDS: [&str; 12] = [
    "a",
    "Nine",
    "bottles",
    "under",
    "the",
    "sink.",
    "versandkostenfrei",
    "$24",
    "„Milch“",
    "14,90 €",
    "über",
    "Mindestvertragslaufzeit",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn words_that_fit_stay_in_their_box(
        picks in prop::collection::vec(0..WORDS.len(), 1..14),
        width in 200.0..1000.0_f32,
        height in 60.0..900.0_f32,
        max_px in 24.0..300.0_f32,
        max_lines in 1..8_usize,
    ) {
        let text = picks.iter().map(|pick| WORDS[*pick]).collect::<Vec<_>>().join(" ");
        let limits = limits(width, height, max_px, max_lines);
        let mut shaped = shape(&text);
        let fit = fit(&shaped, &limits);
        prop_assert!(fit.px >= limits.min_px - 0.01 && fit.px <= limits.max_px + 0.01);
        let block = placed(&mut shaped, &fit, width, Side::Left);
        let said = block.lines.join(" ");
        let all: Vec<&str> = said.split_whitespace().collect();
        prop_assert_eq!(all, text.split_whitespace().collect::<Vec<_>>(), "no word is lost");
        if !fit.overflows {
            prop_assert!(block.lines.len() <= max_lines);
            prop_assert!(block.optical.height <= height + 1.0);
            prop_assert!(block.line_bounds.iter().all(|line| line.right() <= 100.0 + width + 1.0), "{:?}", block.line_bounds);
        }
    }

    #[test]
    fn a_line_broken_off_is_as_wide_as_it_was_measured(picks in prop::collection::vec(0..WORDS.len(), 2..10), width in 300.0..900.0_f32) {
        let text = picks.iter().map(|pick| WORDS[*pick]).collect::<Vec<_>>().join(" ");
        let mut shaped = shape(&text);
        let fit = fit(&shaped, &limits(width, 2000.0, 60.0, 40));
        let measured: Vec<f32> = {
            let widths = super::breaks::Widths::new(&shaped.segments, true);
            fit.lines.iter().map(|line| widths.of(line) * fit.px / super::REFERENCE).collect()
        };
        let block = set(&mut shaped, &fit, 0.95, Side::Left, false, (0.0, 0.0, width)).unwrap();
        for (line, measured) in block.line_bounds.iter().zip(measured) {
            // What hangs counts as ink here, but not as width.
            prop_assert!(line.width >= measured - 0.5 && line.width <= measured + fit.px * 0.6, "{} {}", line.width, measured);
        }
    }
}

#[test]
fn letters_come_as_close_as_asked_but_never_touch_nor_leave_a_hairline() {
    let slot = Slot::from("headline");
    for family in ["Mona Sans", "Bricolage Grotesque"] {
        let families = fonts().stack(family, "de-DE");
        for text in ["7 von 10", "vorn", "44,90", "gift", "Kaffee", "versandkostenfrei", "Bitter ist kein Aroma."] {
            let face = Face {
                families: &families,
                weight: 640.0,
                width: 92.0,
                optical: 130.0,
                tracking: -0.045,
                features: &[],
                locale: "de-DE",
                from_the_right: false,
            };
            let (words, mut engine) = (marked(text, false, false), Engine::new(fonts()));
            let loose = engine.tracked(&slot, &words, &face, 0.0).unwrap().closest().unwrap();
            let tight = engine.tracked(&slot, &words, &face, face.tracking).unwrap().closest().unwrap();
            let set = engine.shape(&slot, &words, &face).unwrap().closest().unwrap();
            let least = LEAST_GAP.min(loose);
            assert!(set >= least - 1e-3, "{family}, {text}: {set} of {least}");
            assert!(set <= least.max(tight) + 1e-3, "{family}, {text}: {set}, though {least} would do");
        }
    }
}
