//! What the board shows, what a run makes and what is handed out are the same pictures.

use app::pages::create::{
    AdColour, AdSize, AdTexts, BoardAd, BoardHookInput, JudgeAsk, MakeAd, MakeInput, PreviewAsk, Previews, make_ads,
};
use creative::CanvasSize;

use crate::bed::Bed;

const SIZES: [AdSize; 2] = [AdSize::Square, AdSize::Story];
const TEMPLATES: [&str; 4] = ["product-hero", "statement", "three-reasons", "headline-on-scene"];

fn ads(bed: &Bed) -> Vec<BoardAd> {
    let product = bed.product().id;
    let hooks = bed.ws.store.hooks(&product).unwrap();
    TEMPLATES
        .iter()
        .zip(hooks.iter().cycle())
        .zip(1..)
        .map(|((template, hook), seed)| BoardAd {
            product: product.clone(),
            offer: None,
            template: (*template).into(),
            hook: BoardHookInput { id: Some(hook.id.clone()), text: hook.text.clone() },
            colour: AdColour::Original,
            seed,
            texts: Vec::new(),
            picture: None,
        })
        .collect()
}

fn pixels(png: &[u8]) -> image::RgbaImage {
    image::load_from_memory(png).unwrap().to_rgba8()
}

/// The board's drawing of an ad at full width, after its check has mended it.
fn shown(bed: &Bed, previews: &Previews, ad: &BoardAd, size: AdSize) -> image::RgbaImage {
    let ask = PreviewAsk {
        place: format!("{} {size:?}", ad.template),
        ad: ad.clone(),
        size,
        width: CanvasSize::from(size).pixels().0,
        mended: true,
    };
    let preview = previews.draw(&bed.ws, &ask).unwrap();
    pixels(&previews.picture(&preview.picture).unwrap())
}

#[tokio::test]
async fn the_files_of_a_run_are_what_the_board_showed_to_the_pixel() {
    let bed = Bed::new();
    let previews = Previews::default();
    let ads = ads(&bed);
    for ad in &ads {
        let ask =
            JudgeAsk { place: ad.template.clone(), ad: ad.clone(), sizes: SIZES.into(), copy: AdTexts::default() };
        previews.judge(&bed.ws, &ask).unwrap();
    }
    let input = MakeInput {
        ads: ads.iter().map(|ad| MakeAd { ad: ad.clone(), copy: AdTexts::default() }).collect(),
        sizes: SIZES.into(),
    };
    make_ads(&bed.ws, input).unwrap();
    bed.run_all().await;

    let made = bed.ads();
    assert_eq!(made.len(), ads.len());
    for (ad, idea) in ads.iter().zip(1..) {
        let one = made.iter().find(|one| one.prompt_index == idea).unwrap();
        for size in SIZES {
            let file = one.files.iter().find(|file| file.canvas_size == CanvasSize::from(size).stored()).unwrap();
            let stored = bed.ws.store.picture(file.sha256.as_deref().unwrap()).unwrap().unwrap();
            assert!(pixels(&stored.data) == shown(&bed, &previews, ad, size), "{} in {size:?} differs", ad.template);
        }
    }
}
