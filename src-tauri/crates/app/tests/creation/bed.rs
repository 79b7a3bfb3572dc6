//! A file with the library of one invented brand, and a runner.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::creation::params::{Choice, Wanted};
use app::creation::{brand_file, now};
use app::endpoints::{GraphEndpoint, GraphEndpoints};
use app::handlers::handlers;
use app::secrets::InProcess;
use app::{AppError, ErrorCode, Workspace};
use creative::CanvasSize;
use futures::future::{BoxFuture, FutureExt as _};
use scheduler::{Runner, RunnerSettings, Until};
use store::creation::{AdFilter, MadeAd, Product};
use store::jobs::Run;
use store::testing::INSTALLATION;
use store::{OpenOptions, Store};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use units::{AccountId, Clock, IdSource, RunId, SeededIds, ShiftedClock, Timestamp};

/// There is no account, and nobody asks for one.
#[derive(Debug)]
struct Nobody;

impl GraphEndpoints for Nobody {
    fn endpoint<'a>(
        &'a self,
        account: &'a AccountId,
        _url: Option<&'a str>,
    ) -> BoxFuture<'a, Result<GraphEndpoint, AppError>> {
        let error = AppError::new(ErrorCode::AccountNotConnected, format!("{account} was asked for"), "Do not.");
        futures::future::ready(Err(error)).boxed()
    }
}

pub struct Bed {
    pub folder: TempDir,
    pub ws: Workspace,
}

/// The demo's brand file.
pub fn saltwick() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/demo/brands/saltwick/brand.toml")
}

impl Bed {
    /// Saltwick's library in a new file, two days before its offer ends.
    pub fn new() -> Self {
        let bed = Self::empty();
        brand_file::import_path(&bed.ws, &saltwick()).unwrap();
        bed
    }

    pub fn empty() -> Self {
        let start = Timestamp::parse("2026-11-27T12:00:00Z").unwrap();
        let clock: Arc<dyn Clock> = Arc::new(ShiftedClock::starting_at(start));
        let ids: Arc<dyn IdSource> = Arc::new(SeededIds::new(1));
        let folder = TempDir::new().unwrap();
        let options = OpenOptions::new(Arc::clone(&clock), Arc::clone(&ids), INSTALLATION);
        let store = Store::create(&folder.path().join("test.adcreator"), &options).unwrap().store;
        let ws = Workspace::new(store, clock, ids, Arc::new(InProcess::new()), Arc::new(Nobody));
        Self { folder, ws }
    }

    pub fn product(&self) -> Product {
        app::creation::library::find_product(&self.ws, "starter-set").unwrap()
    }

    /// Two small ads: words only and the product, in two sizes.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            choice: Choice::Manual(vec!["statement".into(), "product-hero".into()]),
            sizes: vec![CanvasSize::Portrait, CanvasSize::Square],
            ..Wanted::of(self.product().id)
        }
    }

    /// Files what is wanted and runs it to its end.
    pub async fn make(&self, wanted: &Wanted) -> Run {
        let runs = now::file(&self.ws, wanted).unwrap();
        self.run_all().await;
        self.run(runs[0])
    }

    /// A template of one's own under this id: the bundled statement.
    pub fn import_statement_as(&self, id: &str) {
        let folder = self.folder.path().join(id);
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/templates/statement");
        std::fs::create_dir_all(&folder).unwrap();
        for entry in std::fs::read_dir(source).unwrap() {
            let entry = entry.unwrap();
            let mut text = std::fs::read_to_string(entry.path()).unwrap();
            if entry.file_name() == "template.toml" {
                text = text.replacen("id = \"statement\"", &format!("id = \"{id}\""), 1);
            }
            std::fs::write(folder.join(entry.file_name()), text).unwrap();
        }
        app::creation::templates::import_folder(&self.ws, &folder).unwrap();
    }

    pub fn run(&self, id: RunId) -> Run {
        self.ws.store.run(id).unwrap()
    }

    pub async fn run_all(&self) {
        run_all_of(&self.ws).await;
    }

    pub fn ads(&self) -> Vec<MadeAd> {
        self.ws.store.made_ads(&AdFilter::default()).unwrap()
    }

    pub fn ads_of(&self, run: &Run) -> Vec<MadeAd> {
        self.ws.store.made_ads(&AdFilter { batch: Some(run.id.to_string()), ..AdFilter::default() }).unwrap()
    }
}

/// Runs everything that is due by the clock of a workspace.
pub async fn run_all_of(ws: &Workspace) {
    let (store, clock, ids) = (ws.store.clone(), Arc::clone(&ws.clock), Arc::clone(&ws.ids));
    let listener = Arc::new(|_event| {});
    let runner = Runner::new(store, clock, ids, handlers(ws), RunnerSettings::default(), listener).unwrap();
    runner.run(Until::Idle, CancellationToken::new()).await.unwrap();
}
