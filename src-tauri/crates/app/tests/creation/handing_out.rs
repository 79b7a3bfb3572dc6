//! What leaves the program.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use app::ErrorCode;
use app::creation::export::{self, ExportFormat, ExportWanted, SheetChoice};
use app::creation::params::{Choice, OfferChoice};
use app::creation::{Wanted, library, names, review};
use app::linking::{KnownAds, NameMatch, recognise};
use creative::{Cancel, CanvasSize};
use sha2::{Digest as _, Sha256};
use store::creation::Product;

use crate::bed::Bed;

fn wanted(bed: &Bed, folder: &str) -> ExportWanted {
    ExportWanted {
        ads: bed.ads().into_iter().map(|ad| ad.id).collect(),
        format: ExportFormat::Png,
        zip: false,
        smaller: false,
        to: bed.folder.path().join(folder),
        pattern: None,
        campaign: None,
        sheet: SheetChoice::IfKnown,
        contact_sheet: false,
    }
}

#[tokio::test]
async fn the_files_are_the_reviewed_pictures_named_so_that_a_sync_knows_them() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let report = export::export(&bed.ws, &wanted(&bed, "out")).unwrap();
    assert_eq!((report.ads, report.files.len()), (2, 4));
    let stored: Vec<String> =
        bed.ads().iter().flat_map(|ad| &ad.files).filter_map(|file| file.sha256.clone()).collect();
    for file in &report.files {
        let bytes = std::fs::read(&file.path).unwrap();
        let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sha256, file.sha256);
        assert!(stored.contains(&sha256), "d21: {} is what was reviewed", file.name);
        assert!(file.name.contains(&file.tag) && file.name.ends_with(&format!("_{}.png", file.size)), "{}", file.name);
    }
    let manifest = std::fs::read_to_string(&report.manifest).unwrap();
    assert_eq!(manifest.lines().count(), 5);
    let texts = std::fs::read_dir(bed.folder.path().join("out"))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|ending| ending == "txt"))
        .count();
    assert_eq!(texts, 2, "copy lies beside the pictures");
    // Once more into the same folder is the same.
    assert_eq!(export::export(&bed.ws, &wanted(&bed, "out")).unwrap().files, report.files);
}

#[tokio::test]
async fn an_offer_that_does_not_hold_on_the_day_is_said_with_what_was_written() {
    let bed = Bed::new();
    let offer = bed.ws.store.offers(&bed.product().id).unwrap().remove(0);
    bed.make(&Wanted { offer: OfferChoice::This(offer.id.clone()), ..bed.wanted() }).await;
    assert!(export::export(&bed.ws, &wanted(&bed, "holds")).unwrap().not_holding.is_empty());
    let day = |day: &str| Some(units::AccountDate::parse(day).unwrap());
    let now = |starts, ends, folder: &str| {
        let offer = store::creation::Offer { starts_on: starts, ends_on: ends, ..offer.clone() };
        library::save_offer(&bed.ws, &offer).unwrap();
        let report = export::export(&bed.ws, &wanted(&bed, folder)).unwrap();
        assert_eq!((report.files.len(), report.not_holding.len()), (4, 2), "{report:?}");
        report.not_holding[0].clone()
    };
    let ended = now(None, day("2026-11-26"), "ended");
    assert!(ended.contains("the offer ended on November") && ended.contains(&bed.ads()[0].name), "{ended}");
    let begins = now(day("2026-11-28"), None, "begins");
    assert!(begins.contains("the offer begins on November"), "{begins}");
}

#[tokio::test]
async fn a_carousel_is_handed_out_as_a_set_and_says_what_is_missing() {
    let bed = Bed::new();
    let choice = Choice::Manual(vec!["carousel-set".into(), "statement".into()]);
    bed.make(&Wanted { choice, ..bed.wanted() }).await;
    let whole = export::export(&bed.ws, &wanted(&bed, "whole")).unwrap();
    assert_eq!(whole.torn_sets, Vec::<String>::new());
    let rows = |manifest: &str| {
        let mut reader = csv::Reader::from_path(manifest).unwrap();
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
        rows.into_iter().map(|row| (row["carousel"].clone(), row["card"].clone())).collect::<BTreeSet<_>>()
    };
    let all = rows(&whole.manifest);
    let sets: BTreeSet<&str> = all.iter().map(|(set, _)| set.as_str()).filter(|set| !set.is_empty()).collect();
    assert_eq!(sets.len(), 1, "{all:?}");
    let cards: Vec<&str> = all.iter().map(|(_, card)| card.as_str()).collect();
    assert_eq!(cards, ["", "1/4", "2/4", "3/4", "4/4"], "the statement stands alone");

    let second = bed.ads().into_iter().find(|ad| ad.recipe["texts"]["index"] == "2/4").unwrap();
    let rest = bed.ads().into_iter().map(|ad| ad.id).filter(|id| *id != second.id).collect();
    let torn = export::export(&bed.ws, &ExportWanted { ads: rest, ..wanted(&bed, "torn") }).unwrap();
    assert_eq!(torn.torn_sets, ["Carousel of four: card 2/4 is not among them."]);
}

#[tokio::test]
async fn what_an_earlier_export_or_a_person_left_in_the_folder_stays() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let ids: Vec<String> = bed.ads().into_iter().map(|ad| ad.id).collect();
    let out = |name: &str| bed.folder.path().join("out").join(name);
    let of = |ids: &[String], zip| ExportWanted { ads: ids.to_vec(), zip, contact_sheet: true, ..wanted(&bed, "out") };
    let first = export::export(&bed.ws, &of(&ids[..1], false)).unwrap();
    std::fs::write(out("contact-sheet_2.html"), "my own").unwrap();
    let second = export::export(&bed.ws, &of(&ids, false)).unwrap();
    assert_eq!(
        (Path::new(&first.manifest), Path::new(&second.manifest)),
        (&*out("manifest.csv"), &*out("manifest_2.csv"))
    );
    assert_eq!(second.contact_sheet.as_deref(), out("contact-sheet_3.html").to_str());
    assert_eq!(std::fs::read_to_string(out("contact-sheet_2.html")).unwrap(), "my own");
    let lines = |path: &str| std::fs::read_to_string(path).unwrap().lines().count();
    assert_eq!((lines(&first.manifest), lines(&second.manifest)), (3, 5), "each says what its export wrote");
    // Two ZIPs of one day.
    let zips: Vec<String> =
        [&ids[..1], &ids[..]].map(|ids| export::export(&bed.ws, &of(ids, true)).unwrap().zip.unwrap()).into();
    assert!(zips[0] != zips[1] && zips.iter().all(|zip| Path::new(zip).exists()), "{zips:?}");
    assert_eq!(
        export::export(&bed.ws, &of(&ids[..1], true)).unwrap().zip.unwrap(),
        zips[0],
        "the same is there already"
    );
}

/// The ads of the file by their tags, as a sync looks them up.
struct Tagged(BTreeMap<String, String>);

impl KnownAds for Tagged {
    type Ad = String;

    fn by_tag(&self, tag: &str) -> Option<String> {
        self.0.get(tag).cloned()
    }

    fn by_short_tag(&self, _six: &str) -> Option<String> {
        None
    }
}

#[tokio::test]
async fn a_file_name_pasted_into_an_ads_name_is_recognised_whatever_its_size() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let known = Tagged(bed.ws.store.tagged_ads().unwrap().into_iter().map(|ad| (ad.tag, ad.id)).collect());
    for file in export::export(&bed.ws, &wanted(&bed, "out")).unwrap().files {
        let first = bed.ads().into_iter().find(|ad| ad.id == file.ad).unwrap().files.remove(0).id;
        let stem = file.name.trim_end_matches(".png");
        for name in [stem.to_owned(), file.name.clone(), format!("US_Prosp_ASC_Purch | {stem} – Copy")] {
            assert_eq!(recognise(&name, &known), NameMatch::Known(first.clone()), "{name}");
        }
    }
}

#[tokio::test]
async fn all_means_approved_and_a_person_has_the_last_word() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let ids: Vec<String> = bed.ads().into_iter().map(|ad| ad.id).collect();
    review::approve(&bed.ws, &ids[..1]).unwrap();
    review::reject(&bed.ws, &ids[1..], &["weak_idea".to_owned()], None).unwrap();
    let approved: Vec<String> = export::approved(&bed.ws, None).unwrap().into_iter().map(|ad| ad.id).collect();
    assert_eq!(approved, ids[..1]);
    assert!(review::reject(&bed.ws, &ids, &["because".to_owned()], None).is_err());
    let nothing = ExportWanted { ads: Vec::new(), ..wanted(&bed, "none") };
    assert_eq!(export::export(&bed.ws, &nothing).unwrap_err().code, ErrorCode::InvalidInput);
}

#[tokio::test]
async fn jpeg_zip_and_the_page_for_a_client_are_whole() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let report = export::export(
        &bed.ws,
        &ExportWanted { format: ExportFormat::Jpeg, contact_sheet: true, ..wanted(&bed, "jpeg") },
    )
    .unwrap();
    let picture = image::open(&report.files[0].path).unwrap();
    assert_eq!((picture.width(), picture.height()), (report.files[0].width, report.files[0].height));
    let page = std::fs::read_to_string(report.contact_sheet.unwrap()).unwrap();
    assert!(page.matches("<figure").count() == 4 && page.contains("Sponsored"));
    for outside in ["src=\"http", "href=", "<script", "@import", "url("] {
        assert!(!page.contains(outside), "nothing is loaded: {outside}");
    }
    let report = export::export(&bed.ws, &ExportWanted { zip: true, ..wanted(&bed, "zip") }).unwrap();
    let zip = std::fs::read(report.zip.unwrap()).unwrap();
    assert!(report.files.iter().all(|file| zip.windows(file.name.len()).any(|part| part == file.name.as_bytes())));
}

#[tokio::test]
async fn a_sheet_of_ads_manager_is_filled_by_its_own_columns() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let exported = bed.folder.path().join("export.csv");
    std::fs::write(
        &exported,
        "Campaign ID,Campaign Name,Ad Set Name,Ad ID,Ad Name,Title,Title Option 2,Body,Link,Image File Name,Mystery\r\n\
         c:1,Prospecting,US,a:9,Old ad,Old,,Old,https://x.example,old.png,?\r\n",
    )
    .unwrap();
    let report =
        export::export(&bed.ws, &ExportWanted { sheet: SheetChoice::File(exported), ..wanted(&bed, "sheet") }).unwrap();
    let sheet = report.sheet.unwrap();
    assert_eq!((sheet.rows, sheet.empty), (2, vec!["Ad ID".to_owned(), "Mystery".to_owned()]));
    let text = std::fs::read_to_string(bed.folder.path().join("sheet").join(&sheet.name)).unwrap();
    let first = text.lines().nth(1).unwrap();
    assert!(
        first.starts_with("c:1,Prospecting,US,,") && first.contains("_4x5.png") && !first.contains("Old"),
        "{first}"
    );
    // The columns are remembered.
    assert!(export::export(&bed.ws, &wanted(&bed, "later")).unwrap().sheet.is_some());
    let without = ExportWanted { sheet: SheetChoice::Off, ..wanted(&bed, "without") };
    assert!(export::export(&bed.ws, &without).unwrap().sheet.is_none(), "nobody asked for it");
}

#[tokio::test]
async fn a_sheet_says_which_campaign_and_ad_set_and_nothing_of_how_they_are_set_up() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let exported = bed.folder.path().join("export.csv");
    std::fs::write(
        &exported,
        "Campaign ID;Campaign Name;Campaign Status;Campaign Daily Budget;Campaign Start Time;Ad Set ID;Ad Set Name;\
         Ad Set Run Status;Ad Set Lifetime Budget;Ad Set Time Start;Ad Set Time Stop;Ad Name\r\n\
         c:1;Prospecting, EU;ACTIVE;50;01/02/2026;s:2;Broad;ACTIVE;900;01/02/2026;02/02/2026;Old\r\n",
    )
    .unwrap();
    let report =
        export::export(&bed.ws, &ExportWanted { sheet: SheetChoice::File(exported), ..wanted(&bed, "ids") }).unwrap();
    let sheet = report.sheet.unwrap();
    assert_eq!(sheet.filled, ["Campaign ID", "Campaign Name", "Ad Set ID", "Ad Set Name", "Ad Name"]);
    let text = std::fs::read_to_string(bed.folder.path().join("ids").join(&sheet.name)).unwrap();
    assert!(text.lines().nth(1).unwrap().starts_with("c:1,\"Prospecting, EU\",,,,s:2,Broad,,,,,"), "{text}");
}

#[tokio::test]
async fn the_sizes_of_an_ad_go_to_their_placements_where_the_sheet_can_say_so() {
    let bed = Bed::new();
    let sizes = vec![CanvasSize::Story, CanvasSize::Portrait, CanvasSize::Square];
    bed.make(&Wanted { sizes, ..bed.wanted() }).await;
    let exported = bed.folder.path().join("export.csv");
    let sheet = |columns: &str| std::fs::write(&exported, format!("{columns}\r\nP,US,Old\r\n")).unwrap();
    sheet(
        "Campaign Name,Ad Set Name,Ad Name,Image File Name,Image Placement,Additional Image 1 File Name,\
           Additional Image 1 Placement",
    );
    let with = |folder: &str| ExportWanted { sheet: SheetChoice::File(exported.clone()), ..wanted(&bed, folder) };
    let report = export::export(&bed.ws, &with("placed")).unwrap().sheet.unwrap();
    assert_eq!((report.rows, report.placed, report.unplaced), (2, 2, 2), "three sizes, room for one more picture");
    let text = std::fs::read_to_string(bed.folder.path().join("placed").join(&report.name)).unwrap();
    let line = text.lines().nth(1).unwrap();
    let main = line.find("_4x5.png,Default,").expect("the feed's picture is the one for everywhere");
    assert!(line[main..].contains("_9x16.png") && line.contains("instagram story"), "{line}");

    sheet("Campaign Name,Ad Set Name,Ad Name,Image File Name,Additional Image 1 Hash,Additional Image 1 Placement");
    let report = export::export(&bed.ws, &with("hashes")).unwrap().sheet.unwrap();
    assert_eq!((report.placed, report.unplaced), (0, 4), "nobody has Meta's hash before the upload");
    let text = std::fs::read_to_string(bed.folder.path().join("hashes").join(&report.name)).unwrap();
    assert!(!text.contains("instagram story"), "a placement without its picture would be refused");
}

#[tokio::test]
async fn what_is_empty_is_left_out_of_what_is_handed_out() {
    let bed = Bed::new();
    let mut brand = bed.ws.store.brand(&bed.product().brand).unwrap();
    brand.website = None;
    library::save_brand(&bed.ws, &brand).unwrap();
    library::save_product(&bed.ws, &Product { url: Some(String::new()), ..bed.product() }).unwrap();
    // An offer has an address of its own.
    bed.make(&Wanted { offer: OfferChoice::None, ..bed.wanted() }).await;
    let report = export::export(&bed.ws, &ExportWanted { contact_sheet: true, ..wanted(&bed, "empty") }).unwrap();
    let page = std::fs::read_to_string(report.contact_sheet.unwrap()).unwrap();
    assert!(!page.contains("<span></span>") && !page.contains("<b></b>"), "an empty place is no place");
    for ad in bed.ads() {
        assert_eq!(ad.copy.url, None);
    }
    for entry in std::fs::read_dir(bed.folder.path().join("empty")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(!text.contains("Address") && text.contains("Primary text"), "{text}");
        }
    }
}

#[tokio::test]
async fn smaller_files_have_the_same_pixels_and_are_the_same_bytes_each_time() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let plain = export::export(&bed.ws, &wanted(&bed, "out")).unwrap();
    let before: Vec<Vec<u8>> = plain.files.iter().map(|file| std::fs::read(&file.path).unwrap()).collect();
    let smaller = |folder: &str| ExportWanted { smaller: true, ..wanted(&bed, folder) };
    // Into the same folder: the same ads, packed another way.
    let packed = export::export(&bed.ws, &smaller("out")).unwrap();
    for (file, before) in packed.files.iter().zip(&before) {
        let now = std::fs::read(&file.path).unwrap();
        assert!(now.len() < before.len(), "{} of {}", now.len(), before.len());
        let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_rgba8().into_raw();
        assert_eq!(pixels(&now), pixels(before));
        assert_eq!(creative::encode::Stamp::read(&now), creative::encode::Stamp::read(before));
    }
    let again = export::export(&bed.ws, &smaller("again")).unwrap();
    let hashes =
        |report: &export::ExportReport| report.files.iter().map(|file| file.sha256.clone()).collect::<Vec<_>>();
    assert_eq!(hashes(&packed), hashes(&again));
}

#[tokio::test]
async fn the_same_ads_make_the_same_zip() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let zip = |folder: &str| {
        let report = export::export(&bed.ws, &ExportWanted { zip: true, ..wanted(&bed, folder) }).unwrap();
        std::fs::read(report.zip.unwrap()).unwrap()
    };
    assert!(zip("one") == zip("two"));
}

#[tokio::test]
async fn an_export_tells_how_far_it_is_and_one_that_is_stopped_leaves_nothing() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let mut told = Vec::new();
    export::export_watched(&bed.ws, &wanted(&bed, "out"), &Cancel::new(), |done, of| told.push((done, of))).unwrap();
    assert_eq!(told, [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]);
    for zip in [false, true] {
        let cancel = Cancel::new();
        let stopped = ExportWanted { zip, contact_sheet: true, ..wanted(&bed, "stopped") };
        let after_two = |done, _of| {
            if done == 2 {
                cancel.cancel();
            }
        };
        let error = export::export_watched(&bed.ws, &stopped, &cancel, after_two).unwrap_err();
        assert_eq!(error.code, ErrorCode::Cancelled);
        assert!(!bed.folder.path().join("stopped").exists(), "zip: {zip}");
    }
}

const UTM: &str = "utm_source=meta&utm_medium=paid&utm_campaign={product}&utm_content={ad}";

#[tokio::test]
async fn a_url_pattern_without_what_a_visit_is_told_by_needs_a_look() {
    let bed = Bed::new();
    let product = Product { utm: Some("utm_source=meta&utm_content={ad}".into()), ..bed.product() };
    library::save_product(&bed.ws, &product).unwrap();
    bed.make(&bed.wanted()).await;
    let ads = bed.ads();
    let address = ads[0].files[0].checks.iter().find(|check| check.code == "address").unwrap();
    assert_eq!(address.outcome, store::creation::CheckOutcome::Fail, "{address:?}");
    assert!(address.words.as_ref().unwrap().contains("utm_medium is missing"), "{address:?}");
}

#[tokio::test]
async fn the_braces_of_a_url_pattern_are_filled_wherever_the_address_is_handed_out() {
    let bed = Bed::new();
    let product = Product { utm: Some(UTM.into()), ..bed.product() };
    library::save_product(&bed.ws, &product).unwrap();
    bed.make(&bed.wanted()).await;
    let ads = bed.ads();
    let address = ads[0].files[0].checks.iter().find(|check| check.code == "address").unwrap();
    assert_eq!(address.outcome, store::creation::CheckOutcome::Pass, "{address:?}");
    let sheet = bed.folder.path().join("export.csv");
    std::fs::write(&sheet, "Ad Name,Link,URL Tags\r\nOld,,\r\n").unwrap();
    let all = ExportWanted { sheet: SheetChoice::File(sheet), ..wanted(&bed, "utm") };
    let report = export::export(&bed.ws, &all).unwrap();
    let filled = format!("utm_campaign={}&utm_content={}", product.code.as_deref().unwrap(), ads[0].name);
    let read = |name: &str| std::fs::read_to_string(bed.folder.path().join("utm").join(name)).unwrap();
    for name in ["manifest.csv", "ads-manager-import.csv", &format!("{}.txt", ads[0].name)] {
        let text = read(name);
        assert!(text.contains(&filled) && !text.contains("{ad}"), "{name}: {text}");
    }
    assert_eq!(report.sheet.unwrap().rows, 2);
}

#[tokio::test]
async fn what_campaign_says_is_kept_and_stands_in_the_names() {
    let bed = Bed::new();
    bed.make(&bed.wanted()).await;
    let name = |wanted: &ExportWanted| export::export(&bed.ws, wanted).unwrap().files.remove(0).name;
    assert!(name(&ExportWanted { campaign: Some("US Prosp".into()), ..wanted(&bed, "one") }).starts_with("US-Prosp_"));
    assert!(!name(&wanted(&bed, "two")).starts_with("US"), "it was said for one export");
    let products = [bed.product().id];
    names::set_campaign(&bed.ws, &products, " Fall ").unwrap();
    assert_eq!(names::campaign(&bed.ws, &products[0]).unwrap().as_deref(), Some("Fall"));
    assert!(name(&wanted(&bed, "three")).starts_with("Fall_"));
    names::set_campaign(&bed.ws, &products, "").unwrap();
    assert_eq!(names::campaign(&bed.ws, &products[0]).unwrap(), None);
}

#[test]
fn what_campaign_said_for_all_products_at_once_holds_where_nothing_else_was_said() {
    let bed = Bed::new();
    bed.ws.store.set_setting("creation.campaign", &"Spring", bed.ws.clock.now()).unwrap();
    let (starter, refills) = (bed.product().id, library::find_product(&bed.ws, "refills").unwrap().id);
    let said = || [&starter, &refills].map(|product| names::campaign(&bed.ws, product).unwrap());
    let spring = Some("Spring".to_owned());
    assert_eq!(said(), [spring.clone(), spring.clone()]);
    names::set_campaign(&bed.ws, std::slice::from_ref(&refills), "Fall").unwrap();
    assert_eq!(said(), [spring.clone(), Some("Fall".to_owned())]);
    names::set_campaign(&bed.ws, std::slice::from_ref(&refills), "").unwrap();
    assert_eq!(said(), [spring, None]);
}
