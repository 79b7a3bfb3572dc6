//! The scorecard job.

use app::scorecard::Scorecard;
use serde_json::json;
use units::{DayRange, JobType, Level};

use crate::bed::{Bed, showcase, today};

#[tokio::test(flavor = "multi_thread")]
async fn it_sums_the_complete_days_and_names_the_best_and_the_worst() {
    let bed = Bed::new(showcase).await;
    bed.sync().await;
    let run = bed.claim(JobType::Scorecard, json!({ "days_back": 7 }));
    let output = bed.attempt(&run).await.unwrap();
    assert!(!output.partly, "{output:?}");
    let card: Scorecard = serde_json::from_value(output.metadata).unwrap();
    let week = DayRange::ending(today().plus_days(-1), 7);
    assert_eq!((card.since, card.until), (week.since(), week.until()));
    assert_eq!(card.ads, bed.truth(Level::Ad, week).len());
    assert!(card.ads_counted > 0 && card.ads_counted <= card.ads, "{card:?}");
    assert!(card.top.is_sorted_by(|a, b| a.roas >= b.roas) && !card.top.is_empty(), "{card:?}");
    assert!(card.attention.iter().all(|ad| ad.roas < 1.0), "{card:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_data_it_is_done_and_says_what_is_missing() {
    let bed = Bed::new(showcase).await;
    let run = bed.claim(JobType::Scorecard, json!({}));
    let output = bed.attempt(&run).await.unwrap();
    assert!(output.partly);
    assert_eq!(output.warnings[0].code, "unsynced_days");
}
