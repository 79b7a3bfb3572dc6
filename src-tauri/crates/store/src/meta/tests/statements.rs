//! What a page asks the file costs the same number of statements whatever the number of ads.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use units::{DayRange, GraphId, Level};

use super::{by, connected, day, id, one_day, query, row};
use crate::meta::PerformanceQuery;

/// Listens to the statements of readers and counts them.
#[derive(Clone, Default)]
struct Counter(Arc<AtomicUsize>);

impl Counter {
    fn during(&self, work: impl FnOnce()) -> usize {
        let before = self.0.load(Ordering::SeqCst);
        work();
        self.0.load(Ordering::SeqCst) - before
    }
}

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "store::sql"
    }

    fn event(&self, _event: &Event<'_>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    fn new_span(&self, _attributes: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

/// What Performance and Overview ask, on a file with so many ads, and how many statements each question takes.
fn asked_with(ads: u32) -> Vec<(&'static str, usize)> {
    let counter = Counter::default();
    let _listening = tracing::subscriber::set_default(counter.clone());
    let (_directory, store) = connected();
    let rows = (0..ads).map(|ad| row(1000 + ad, "12.5", ad % 3)).collect();
    store.apply_slice(&id(), &one_day(rows), &by()).unwrap();
    let range = DayRange::ending(day(10), 7);
    let every_ad: Vec<GraphId> = (0..ads).map(|ad| GraphId(format!("30{}", 1000 + ad))).collect();
    let mut asked = Vec::new();
    let mut note = |what, work: &dyn Fn()| asked.push((what, counter.during(work)));
    for (what, level) in [("campaigns", Level::Campaign), ("ad sets", Level::Adset), ("ads", Level::Ad)] {
        let question = PerformanceQuery { compare: Some(range.previous()), include_idle: true, ..query(level, range) };
        note(what, &|| {
            let found = store.performance(&question).unwrap();
            assert!(level != Level::Ad || found.rows.len() == ads as usize);
        });
    }
    note("days", &|| drop(store.account_series(&id(), range).unwrap()));
    note("days of a selection", &|| drop(store.series_of_ads(&id(), range, &every_ad).unwrap()));
    note("trends", &|| drop(store.daily_sums(&id(), Level::Ad, range, None).unwrap()));
    note("reconciliation", &|| assert!(store.reconcile(&id(), range).unwrap().is_none(), "no totals are stored"));
    note("coverage", &|| assert_eq!(store.day_coverage(&id()).unwrap().days, 1));
    note("first delivery", &|| assert!(store.first_delivery(&id()).unwrap().is_some()));
    note("attribution", &|| drop(store.attribution_settings(&id(), range).unwrap()));
    asked
}

#[test]
fn a_page_of_ten_ads_and_one_of_a_thousand_execute_the_same_number_of_statements() {
    let (few, many) = (asked_with(10), asked_with(1_000));
    assert_eq!(few, many);
    assert!(few.iter().all(|(_what, statements)| *statements > 0), "they were counted: {few:?}");
    assert!(few.iter().map(|(_what, statements)| statements).sum::<usize>() < 150, "and they are few: {few:?}");
}
