use units::Timestamp;

use super::*;

#[test]
fn a_zip_holds_what_was_put_in() {
    let files = vec![("a_4x5.png".to_owned(), vec![1, 2, 3]), ("größe.txt".to_owned(), b"text".to_vec())];
    let bytes = zip::store(&files, Timestamp::from_millis(1_771_761_600_000)).unwrap();
    assert_eq!(&bytes[..4], b"PK\x03\x04");
    assert_eq!(u16::from_le_bytes([bytes[bytes.len() - 12], bytes[bytes.len() - 11]]), 2, "two entries");
    let held = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    assert!(held("größe.txt".as_bytes()) && held(&[1, 2, 3]) && held(&crc32fast::hash(b"text").to_le_bytes()));
}

#[test]
fn another_picture_of_the_same_name_is_not_overwritten() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("a_4x5.png");
    put(&path, b"one").unwrap();
    put(&path, b"one").unwrap();
    assert_eq!(put(&path, b"other").unwrap_err().code, ErrorCode::AlreadyExists);
    assert_eq!(std::fs::read(&path).unwrap(), b"one");
    let manifest = folder.path().join("manifest.csv");
    put(&manifest, b"one").unwrap();
    put(&manifest, b"two").unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing half is left");
}
