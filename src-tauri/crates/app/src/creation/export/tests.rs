use units::Timestamp;

use super::*;
use crate::ErrorCode;

const NOW: Timestamp = Timestamp::from_millis(1_771_761_600_000);

#[test]
fn a_zip_holds_what_was_put_in() {
    let mut zip = zip::Zip::new(Vec::new(), NOW);
    zip.add("a_4x5.png", &[1, 2, 3]).unwrap();
    zip.add("größe.txt", b"text").unwrap();
    let bytes = zip.end().unwrap();
    assert_eq!(&bytes[..4], b"PK\x03\x04");
    assert_eq!(u16::from_le_bytes([bytes[bytes.len() - 12], bytes[bytes.len() - 11]]), 2, "two entries");
    let held = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(held("größe.txt".as_bytes()) && held(&[1, 2, 3]) && held(&crc32fast::hash(b"text").to_le_bytes()));
    let start = u32::from_le_bytes(bytes[bytes.len() - 6..bytes.len() - 2].try_into().unwrap()) as usize;
    assert_eq!(&bytes[start..start + 4], b"PK\x01\x02", "the directory is where the end says");
}

fn entries(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn another_picture_of_the_same_name_is_not_overwritten() {
    let folder = tempfile::TempDir::new().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let mut place = Place::begin(folder.path(), None)?;
        let name = place.put(name, bytes)?;
        place.end()?;
        Ok::<_, crate::AppError>(name)
    };
    put("a_4x5.png", b"one").unwrap();
    put("a_4x5.png", b"one").unwrap();
    assert_eq!(put("a_4x5.png", b"other").unwrap_err().code, ErrorCode::AlreadyExists);
    assert_eq!(std::fs::read(folder.path().join("a_4x5.png")).unwrap(), b"one");
    let manifests: Vec<String> =
        [b"one", b"two", b"one", b"two"].map(|bytes| put("manifest.csv", bytes).unwrap()).into();
    assert_eq!(manifests, ["manifest.csv", "manifest_2.csv", "manifest.csv", "manifest_2.csv"]);
    assert_eq!(std::fs::read(folder.path().join("manifest.csv")).unwrap(), b"one");
    assert_eq!(entries(folder.path()), ["a_4x5.png", "manifest.csv", "manifest_2.csv"], "nothing half is left");
}

#[test]
fn a_page_and_a_zip_are_numbered_beside_others_and_left_where_they_are_the_same() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("contact-sheet.html"), "mine").unwrap();
    let export = |bytes: &[u8]| {
        let mut place = Place::begin(folder.path(), Some(("ads.zip".into(), NOW))).unwrap();
        place.put("a.png", bytes).unwrap();
        let page = place.part("contact-sheet.html");
        std::io::Write::write_all(&mut page.create().unwrap(), bytes).unwrap();
        let page = place.keep(page).unwrap();
        place.seal().unwrap();
        let zip = place.path("a.png");
        place.end().unwrap();
        [page.display().to_string(), zip].map(|path| path.rsplit('/').next().unwrap_or_default().to_owned())
    };
    assert_eq!(export(b"one"), ["contact-sheet_2.html", "ads.zip"]);
    assert_eq!(export(b"two"), ["contact-sheet_3.html", "ads_2.zip"]);
    assert_eq!(export(b"one"), ["contact-sheet_2.html", "ads.zip"], "it is there already");
    assert_eq!(std::fs::read(folder.path().join("contact-sheet.html")).unwrap(), b"mine");
    let all = ["ads.zip", "ads_2.zip", "contact-sheet.html", "contact-sheet_2.html", "contact-sheet_3.html"];
    assert_eq!(entries(folder.path()), all);
}

#[test]
fn what_does_not_end_leaves_the_folder_as_it_was() {
    let parent = tempfile::TempDir::new().unwrap();
    let folder = parent.path().join("out");
    let mut place = Place::begin(&folder, None).unwrap();
    place.put("a.png", b"one").unwrap();
    let page = place.part("page.html");
    page.create().unwrap();
    drop((page, place));
    assert!(!folder.exists(), "the folder was made for it");

    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("mine.png"), b"mine").unwrap();
    let mut place = Place::begin(&folder, Some(("ads.zip".into(), NOW))).unwrap();
    place.put("a.png", b"one").unwrap();
    place.put_beside("mine.png", b"mine").unwrap();
    drop(place);
    assert_eq!(entries(&folder), ["mine.png"]);
}
