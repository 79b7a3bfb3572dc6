//! Simulators in this process: one for each story that a demo account tells, started when it is first needed.

use std::collections::HashMap;
use std::sync::Arc;

use app::creation::demo::{StoryAd, StoryPictures};
use app::demo::DemoStory;
use app::endpoints::GraphEndpoint;
use app::{AppError, ErrorCode};
use creative::CanvasSize;
use graph_sim::{PictureWanted, Pictures, Running, SimConfig, Story, serve};
use secrecy::SecretString;
use tokio::runtime::Runtime;
use tokio::sync::Mutex;
use units::{AccountId, Clock};

/// The stories that are being told.
#[derive(Debug)]
pub struct Stories {
    clock: Arc<dyn Clock>,
    pictures: Arc<DrawnHere>,
    told: Mutex<HashMap<String, Arc<Told>>>,
}

/// A simulator with the threads it runs on: its own, because a command's runtime ends with the command.
#[derive(Debug)]
pub struct Told {
    simulator: Running,
    runtime: Option<Runtime>,
}

/// The pictures of the stories' ads, drawn by the renderer that makes all other ads.
#[derive(Debug, Default)]
pub struct DrawnHere(StoryPictures);

impl Pictures for DrawnHere {
    fn jpeg(&self, wanted: &PictureWanted<'_>) -> Option<Vec<u8>> {
        let (width, height) = (wanted.width, wanted.height);
        let size = CanvasSize::ALL.into_iter().find(|size| size.pixels() == (width, height))?;
        let saltwick = !wanted.composition.starts_with("de-");
        let ad = StoryAd { composition: wanted.composition, saltwick, size };
        self.0.jpeg(ad).map(|bytes| bytes.to_vec())
    }
}

impl Stories {
    /// None yet; a story's today comes from `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, pictures: Arc::default(), told: Mutex::default() }
    }

    /// The simulator that tells this story.
    ///
    /// # Errors
    /// If there is no such story or no port.
    pub async fn tell(&self, story: &DemoStory) -> Result<Arc<Told>, AppError> {
        let mut told = self.told.lock().await;
        let key = story.to_string();
        if let Some(running) = told.get(&key) {
            running.simulator.follow_clock();
            return Ok(Arc::clone(running));
        }
        let started = Arc::new(self.start(story).await?);
        told.insert(key, Arc::clone(&started));
        Ok(started)
    }

    async fn start(&self, story: &DemoStory) -> Result<Told, AppError> {
        let config = SimConfig {
            story: story.story.parse::<Story>().map_err(cannot_tell)?,
            seed: story.seed,
            anchor: Some(story.told_from),
            pictures: Some(Arc::clone(&self.pictures) as _),
            ..SimConfig::new(Arc::clone(&self.clock))
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let simulator = runtime.spawn(serve(config)).await?.map_err(cannot_tell)?;
        Ok(Told { simulator, runtime: Some(runtime) })
    }
}

impl Told {
    /// Where it answers.
    pub fn endpoint(&self) -> GraphEndpoint {
        let token = SecretString::from(self.simulator.token.clone());
        GraphEndpoint { base_url: self.simulator.url.clone(), token }
    }

    /// Its accounts, the main one first.
    pub fn accounts(&self) -> Vec<AccountId> {
        self.simulator.accounts.iter().map(|account| account.id.clone()).collect()
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        // Waiting for threads is not allowed on a thread that runs asynchronous work, and there is nothing to wait for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn cannot_tell(error: graph_sim::SimError) -> AppError {
    AppError::new(
        ErrorCode::Io,
        format!("The demo's simulator did not start: {error}."),
        "Try again; if it stays so, start the program anew.",
    )
}
