//! What a person chose.

use store::StoreError;
use store::testing::{options, temporary};

#[test]
fn a_setting_comes_back_as_it_was_set() {
    let (_directory, store) = temporary();
    let now = options().clock.now();
    assert_eq!(store.setting::<Vec<u32>>("columns").unwrap(), None);
    store.set_setting("columns", &vec![3_u32, 1], now).unwrap();
    store.set_setting("columns", &vec![2_u32], now).unwrap();
    assert_eq!(store.setting("columns").unwrap(), Some(vec![2_u32]));
    store.clear_setting("columns").unwrap();
    assert_eq!(store.setting::<Vec<u32>>("columns").unwrap(), None);
}

#[test]
fn a_setting_of_another_type_is_an_error_and_not_a_default() {
    let (_directory, store) = temporary();
    store.set_setting("columns", &"wide", options().clock.now()).unwrap();
    assert!(matches!(store.setting::<Vec<u32>>("columns"), Err(StoreError::Unreadable { .. })));
}
