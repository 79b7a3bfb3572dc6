use std::sync::{Arc, mpsc};
use std::time::Duration;

use futures::future::BoxFuture;
use scheduler::{Runner, RunnerSettings, Until};
use tokio_util::sync::CancellationToken;
use units::{AccountId, SeededIds, ShiftedClock, Timestamp};

use super::*;
use crate::creation::cores::Easels;
use crate::creation::params::{Choice, Wanted};
use crate::creation::{brand_file, now};
use crate::endpoints::{GraphEndpoint, GraphEndpoints};
use crate::secrets::InProcess;

/// Nothing here asks Meta.
#[derive(Debug)]
struct Nobody;

impl GraphEndpoints for Nobody {
    fn endpoint<'a>(
        &'a self,
        account: &'a AccountId,
        _stored_url: Option<&'a str>,
    ) -> BoxFuture<'a, Result<GraphEndpoint, AppError>> {
        Box::pin(async move { Err(AppError::not_found("account", &account.to_string())) })
    }
}

/// An ad of one size in a file of its own.
async fn an_ad(ws: &Workspace) -> String {
    let saltwick = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/demo/brands/saltwick/brand.toml");
    brand_file::import_path(ws, saltwick.as_ref()).unwrap();
    let wanted = Wanted {
        choice: Choice::Manual(vec!["statement".into()]),
        sizes: vec![CanvasSize::Square],
        ..Wanted::of(library::find_product(ws, "starter-set").unwrap().id)
    };
    now::file(ws, &wanted).unwrap();
    let (clock, ids, handlers) = (Arc::clone(&ws.clock), Arc::clone(&ws.ids), crate::handlers::handlers(ws));
    let settings = RunnerSettings::default();
    let runner = Runner::new(ws.store.clone(), clock, ids, handlers, settings, Arc::new(|_event| {})).unwrap();
    runner.run(Until::Idle, CancellationToken::new()).await.unwrap();
    ws.store.made_ads(&store::creation::AdFilter::default()).unwrap().remove(0).id
}

/// Works while it holds so many easels.
fn at_all_of(easels: &Easels, number: usize, work: &mut dyn FnMut()) {
    easels.at_one(|| if number > 1 { at_all_of(easels, number - 1, work) } else { work() });
}

#[tokio::test]
async fn a_picture_that_is_drawn_again_waits_for_an_easel_too() {
    let (_directory, store) = store::testing::temporary();
    let start = Timestamp::parse("2026-11-27T12:00:00Z").unwrap();
    let clock = Arc::new(ShiftedClock::starting_at(start));
    let ws = Workspace::new(store, clock, Arc::new(SeededIds::new(5)), Arc::new(InProcess::new()), Arc::new(Nobody));
    let ad = an_ad(&ws).await;
    let (told, drawn) = mpsc::channel();
    std::thread::scope(|scope| {
        at_all_of(ws.drawing.easels(), cores::ads_at_once().min(cores::at_once()), &mut || {
            scope.spawn(|| told.send(render_again(&ws, &ad, CanvasSize::Square, &Cancel::new()).is_ok()).unwrap());
            assert!(drawn.recv_timeout(Duration::from_secs(2)).is_err(), "drawn beside what takes all easels");
        });
        assert_eq!(drawn.recv(), Ok(true));
    });
}
