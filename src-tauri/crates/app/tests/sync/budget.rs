//! Calls are what Meta counts.

use units::DayRange;

use crate::bed::{Bed, sized, today};

/// The account of the measurements at a tenth of its size in each direction keeps pages whole: 20 campaigns, 500 ads.
#[tokio::test(flavor = "multi_thread")]
async fn full_pages_and_few_other_calls() {
    let bed = Bed::new(|clock| sized(clock, 20, 500, 30)).await;
    bed.sim.reset_stats();
    let report = bed.sync().await;
    let (rows, calls) = (bed.sim.stats().rows, bed.sim.stats().calls);
    let pages = report.insight_rows.div_ceil(500);
    assert!(calls <= pages + 45, "{calls} calls for {pages} pages of {rows} rows");

    bed.sim.reset_stats();
    bed.sync().await;
    assert!(bed.sim.stats().calls <= 45, "daily: {:?}", bed.sim.stats());

    bed.sim.restate(DayRange::ending(today().plus_days(-1), 28), 3);
    bed.sim.reset_stats();
    let moved = bed.sync().await;
    assert!(moved.changed_rows >= 28 * 400, "{moved:?}");
    assert!(bed.sim.stats().calls <= 45 + 28 + 6, "all moved: {:?}", bed.sim.stats());
}
