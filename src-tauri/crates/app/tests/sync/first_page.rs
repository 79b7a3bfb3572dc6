//! What the window is handed before its page asks for anything.

use app::pages::figures::{Days, Scope};
use app::pages::overview::overview;
use app::pages::read_ahead;
use units::DayRange;

use crate::bed::{Bed, showcase, today};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_page_is_what_it_would_be_told_if_it_asked() {
    let bed = Bed::new(showcase).await;
    let before = read_ahead(&bed.ws).unwrap();
    assert_eq!(before.frame.accounts.len(), 1);
    assert_eq!(before.overview, None, "no day is stored, so there is nothing to show ahead");
    bed.sync().await;
    let ahead = read_ahead(&bed.ws).unwrap().overview.unwrap();
    let week = DayRange::ending(today().plus_days(-1), 7);
    let asked = Scope {
        account: bed.ws.store.accounts().unwrap().remove(0).id,
        days: Days::from(week),
        compare: Some(Days::from(week.previous())),
    };
    assert_eq!(ahead.scope, asked, "the usual seven complete days against the seven before");
    assert_eq!(ahead.page, overview(&bed.ws, &asked).unwrap());
}
