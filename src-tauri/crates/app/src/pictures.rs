//! The `asset_download` job: pictures of synced ads, as bytes in the file.
//!
//! Every address that Meta gives for a picture is signed and expires, so addresses are asked for right before the
//! bytes are fetched and never kept. The biggest spenders come first and a run is bounded; what is missing then comes
//! with the next one. A picture that can never be had is marked so and not asked for again.

mod resolve;
mod thumbnail;

use std::collections::BTreeSet;
use std::time::Duration;

use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::{FutureExt as _, StreamExt as _};
use meta::{GraphClient, GraphError, PictureProblem};
use scheduler::{Handler, Limits, ParamError, RunContext, RunError, RunOutput};
use serde_json::{Value, json};
use store::jobs::{ItemStatus, Join, NewRun, Trigger};
use store::meta::{Account, DatasetOutcome, NewPicture, PictureRole, WantedPicture, Writing};
use units::{AccountId, JobType, RunId, Timestamp};

use crate::failure::Failure;
use crate::sync::{self, number, problem};
use crate::{AppError, Changed, Workspace};
use resolve::{Place, places};

pub use thumbnail::thumbnail;

/// Days whose spend decides which pictures come first.
pub(crate) const SPEND_DAYS: i32 = 30;
/// Runs that schedules make have 10; pictures go after them.
const PRIORITY: i32 = 20;
/// Points that are reckoned for a picture: its creative, perhaps its video, and as much for others.
const POINTS_A_PICTURE: u32 = 3;
const SMALLEST_GROUP: usize = 4;
/// Meta takes fifty ids in one request.
const LARGEST_GROUP: usize = 50;
/// Pictures on their way at once.
const LANES: usize = 4;
/// Candidates that are looked at: videos and pictures have limits of their own.
const CANDIDATES: u32 = 1_000;
/// The wait before a failed picture is tried again; it doubles with each try.
const RETRY: Duration = Duration::from_secs(60 * 60);
const LONGEST_RETRY: Duration = Duration::from_secs(24 * 60 * 60);

/// What an `asset_download` run does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureParams {
    /// The account; `None` means the only one that is connected.
    pub account: Option<AccountId>,
    /// Pictures at most.
    pub max_images: u32,
    /// Video posters at most.
    pub max_videos: u32,
    /// Whether another run follows while pictures are wanted; the limits are those of one run then.
    pub go_on: bool,
}

impl PictureParams {
    /// Reads the parameters of a job.
    ///
    /// # Errors
    /// The parameter that is wrong or unknown.
    pub fn read(params: &Value) -> Result<Self, ParamError> {
        let nothing = serde_json::Map::new();
        let fields = match params {
            Value::Null => &nothing,
            Value::Object(fields) => fields,
            _ => return Err(problem("parameters", "must be names with values")),
        };
        if let Some(unknown) =
            fields.keys().find(|name| !["account", "max_images", "max_videos", "go_on"].contains(&name.as_str()))
        {
            return Err(problem(unknown, "is not a parameter of asset_download"));
        }
        let account = match fields.get("account") {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => {
                Some(AccountId::parse(text).map_err(|error| problem("account", &error.to_string()))?)
            }
            Some(_) => return Err(problem("account", "must be text such as act_1234")),
        };
        Ok(Self {
            account,
            max_images: number(fields.get("max_images"), "max_images", 0, 500)?.unwrap_or(sync::MAX_IMAGES),
            max_videos: number(fields.get("max_videos"), "max_videos", 0, 500)?.unwrap_or(sync::MAX_VIDEOS),
            go_on: match fields.get("go_on") {
                None | Some(Value::Null) => false,
                Some(Value::Bool(go_on)) => *go_on,
                Some(_) => return Err(problem("go_on", "must be true or false")),
            },
        })
    }

    /// The parameters as a job keeps them.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let account = self.account.as_ref().map(ToString::to_string);
        json!({
            "account": account, "max_images": self.max_images, "max_videos": self.max_videos, "go_on": self.go_on,
        })
    }
}

/// Pictures of one account are fetched by one run at a time, beside a sync of it.
#[must_use]
pub fn key(account: &AccountId) -> String {
    format!("pictures {account}")
}

/// A run that fetches pictures of an account, after what schedules make.
pub(crate) fn new_run(id: RunId, account: &Account, params: &PictureParams, now: Timestamp) -> NewRun {
    NewRun {
        id,
        job: None,
        job_type: JobType::AssetDownload,
        name: format!("Pictures of {}", account.called()),
        parameters: params.to_json(),
        trigger: Trigger::Api,
        due_at: now,
        priority: PRIORITY,
        concurrency_key: Some(key(&account.id)),
        max_attempts: 4,
        join: Join::SameKey,
    }
}

/// Fetches pictures for one workspace.
#[derive(Debug, Clone)]
pub struct AssetDownload {
    ws: Workspace,
}

impl AssetDownload {
    /// A handler for the runs of this workspace.
    #[must_use]
    pub fn new(ws: Workspace) -> Self {
        Self { ws }
    }

    async fn attempt(&self, cx: &RunContext) -> Result<RunOutput, Failure> {
        let params = PictureParams::read(&cx.params)
            .map_err(|error| AppError::invalid(error.to_string(), "Edit the schedule and correct the parameter."))?;
        let account = sync::account_of(&self.ws, params.account.as_ref()).await?;
        let client = sync::client(&self.ws, cx, &account).await?;
        let download = Download { ws: &self.ws, cx, client: &client, account: &account };
        let outcome = download.all(&params).await;
        download.note_outcome(&outcome).await;
        sync::leave(&self.ws, cx, &client, &account, outcome.as_ref().err()).await?;
        outcome
    }
}

impl Handler for AssetDownload {
    fn job_type(&self) -> JobType {
        JobType::AssetDownload
    }

    fn check_params(&self, params: &Value) -> Result<(), ParamError> {
        PictureParams::read(params).map(drop)
    }

    fn limits(&self) -> Limits {
        Limits::default()
    }

    fn concurrency_key(&self, params: &Value) -> Option<String> {
        let named = PictureParams::read(params).ok()?.account;
        let account = match named {
            Some(account) => Some(account),
            None => crate::accounts::the_account(&self.ws.store, None).ok(),
        };
        account.map(|account| key(&account))
    }

    fn run(&self, cx: RunContext) -> BoxFuture<'static, Result<RunOutput, RunError>> {
        let handler = self.clone();
        async move { handler.attempt(&cx).await.map_err(|failure| failure.into_run_error(cx.clock.now())) }.boxed()
    }
}

/// One try of one run.
struct Download<'a> {
    ws: &'a Workspace,
    cx: &'a RunContext,
    client: &'a GraphClient,
    account: &'a AccountId,
}

/// What became of one picture.
enum Outcome {
    Stored(u64),
    Later(String),
    Never(String),
}

impl Download<'_> {
    async fn all(&self, params: &PictureParams) -> Result<RunOutput, Failure> {
        let shared = self.write(|store, account, by| store.share_pictures(account, by)).await?;
        let wanted = self.wanted(params).await?;
        let total = wanted.len() as u64;
        self.cx.progress.set(0, Some(total), "pictures", "Asking for addresses");
        let (mut stored, mut bytes, mut later, mut never) = (0_u64, 0_u64, 0_u64, 0_u64);
        let mut fetched: BTreeSet<&str> = BTreeSet::new();
        // One of each picture first: what shares its hash gets the same bytes afterwards.
        let (first, repeats): (Vec<_>, Vec<_>) =
            wanted.iter().partition(|picture| picture.image_hash.as_deref().is_none_or(|hash| fetched.insert(hash)));
        let mut left = first.as_slice();
        while !left.is_empty() {
            let (group, after) = left.split_at(self.group_size().min(left.len()));
            left = after;
            let places = places(self.client, self.account, group).await?;
            let mut open = group.iter().copied();
            let mut flying = FuturesUnordered::new();
            loop {
                while flying.len() < LANES {
                    let Some(picture) = open.next() else { break };
                    let known = places.of(&picture.creative);
                    flying.push(async move { (picture, self.one(picture, known).await) });
                }
                let Some((picture, outcome)) = flying.next().await else { break };
                match self.note(picture, outcome?).await? {
                    Outcome::Stored(size) => (stored, bytes) = (stored + 1, bytes + size),
                    Outcome::Later(_) => later += 1,
                    Outcome::Never(_) => never += 1,
                }
                self.cx.progress.set(stored + later + never, Some(total), "pictures", "Fetching pictures");
            }
        }
        let shared = shared + self.write(|store, account, by| store.share_pictures(account, by)).await?;
        for repeat in repeats {
            self.mark(repeat, ItemStatus::Done, json!({ "shared": true })).await?;
        }
        self.ws.announce(Changed::Pictures);
        self.cx
            .log
            .info(format!("{stored} pictures stored, {shared} shared, {later} to try again, {never} not to be had."));
        let metadata = json!({
            "account_id": self.account, "wanted": total, "stored": stored, "shared": shared, "bytes": bytes,
            "failed": later, "not_downloadable": never,
        });
        if params.go_on {
            self.file_the_rest(params).await?;
        }
        Ok(RunOutput { metadata, warnings: Vec::new(), partly: later > 0 })
    }

    /// Files another run while pictures are wanted that it may fetch now. What could not be had has a time of its own
    /// or is given up, so each run leaves fewer and the last one files none.
    async fn file_the_rest(&self, params: &PictureParams) -> Result<(), Failure> {
        let (store, account, now) = (self.cx.store.clone(), self.account.clone(), self.cx.clock.now());
        let (account, wanted) = crate::spawn_blocking(move || {
            let account = store.account(&account)?;
            let since = account.zone.day_of(now).plus_days(-SPEND_DAYS);
            let wanted = store.wanted_pictures(&account.id, since, now, CANDIDATES)?;
            Ok::<_, store::StoreError>((account, wanted))
        })
        .await??;
        let left = bounded(wanted, params).len();
        if left == 0 {
            return Ok(());
        }
        self.cx.log.info("More pictures are wanted; they follow in a run of their own.");
        let run = new_run(RunId(self.cx.ids.uuid(now)), &account, params, now);
        let store = self.cx.store.clone();
        // Not joined with this one, which is still under way under the same key.
        let filed = crate::spawn_blocking(move || store.file_run(&NewRun { join: Join::Never, ..run }, now)).await??;
        self.ws.announce(Changed::Runs { ids: vec![filed.run()] });
        Ok(())
    }

    /// Notes how fresh the pictures are. What the end of the run depends on is decided already, so a note that cannot
    /// be written is only logged.
    async fn note_outcome(&self, outcome: &Result<RunOutput, Failure>) {
        let noted = match outcome {
            Ok(output) => {
                let count = |name: &str| output.metadata[name].as_u64().unwrap_or(0);
                DatasetOutcome::Completed { records: count("stored") + count("shared") }
            }
            Err(failure) if failure.is_of_the_data() => DatasetOutcome::Failed { message: failure.to_string() },
            Err(_waits_or_cancelled) => return,
        };
        let written = self.write(move |store, account, by| store.note_dataset(account, "ad_assets", &noted, by)).await;
        if let Err(error) = written {
            tracing::warn!(%error, "how fresh the pictures are was not noted");
        }
    }

    /// How many pictures are asked about and fetched before the next ones are asked about. Addresses that were asked for
    /// are lost with a wait, so a group must fit into what the account's budget still has, and leave some of it to a sync
    /// that goes on beside this run.
    fn group_size(&self) -> usize {
        let budget = self.client.budget();
        let free = budget.allowed.saturating_sub(budget.spent);
        usize::try_from(free / POINTS_A_PICTURE).unwrap_or(LARGEST_GROUP).clamp(SMALLEST_GROUP, LARGEST_GROUP)
    }

    /// The pictures of this run: chosen by the first try, kept for the others.
    async fn wanted(&self, params: &PictureParams) -> Result<Vec<WantedPicture>, Failure> {
        let (store, account, run, now) =
            (self.cx.store.clone(), self.account.clone(), self.cx.run, self.cx.clock.now());
        let (candidates, planned) = crate::spawn_blocking(move || {
            let since = store.account(&account)?.zone.day_of(now).plus_days(-SPEND_DAYS);
            let planned: BTreeSet<String> = store.run_items(run)?.into_iter().map(|item| item.item).collect();
            Ok::<_, store::StoreError>((store.wanted_pictures(&account, since, now, CANDIDATES)?, planned))
        })
        .await??;
        let chosen: Vec<WantedPicture> = if planned.is_empty() {
            bounded(candidates, params)
        } else {
            candidates.into_iter().filter(|picture| planned.contains(&picture.creative.0)).collect()
        };
        let (store, lease) = (self.cx.store.clone(), self.cx.lease);
        let items: Vec<String> = chosen.iter().map(|picture| picture.creative.0.clone()).collect();
        crate::spawn_blocking(move || store.plan_items(&lease, &items)).await??;
        Ok(chosen)
    }

    /// Fetches one picture from the first place that has it. Places whose links have expired are asked for once more.
    async fn one(
        &self,
        picture: &WantedPicture,
        known: &[Place],
    ) -> Result<Result<(Place, meta::Picture), Outcome>, Failure> {
        let mut asked_again = Vec::new();
        let mut places = known;
        let mut reason = "Meta gives no address for it".to_owned();
        for round in 0..2 {
            let mut expired = false;
            for place in places {
                match self.client.fetch_picture(&place.address).await {
                    Ok(bytes) => return Ok(Ok((place.clone(), bytes))),
                    Err(GraphError::Picture(PictureProblem::Expired(status))) => {
                        (expired, reason) = (true, format!("its address answers HTTP {status}"));
                    }
                    Err(GraphError::Picture(PictureProblem::Status(status))) if status >= 500 || status == 429 => {
                        return Ok(Err(Outcome::Later(format!("its address answers HTTP {status}"))));
                    }
                    Err(GraphError::Picture(problem)) => reason = problem.to_string(),
                    Err(error @ (GraphError::Interrupted { .. } | GraphError::Unreachable { .. })) => {
                        return Ok(Err(Outcome::Later(error.to_string())));
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            if !expired || round > 0 {
                break;
            }
            asked_again
                .extend_from_slice(resolve::places(self.client, self.account, &[picture]).await?.of(&picture.creative));
            places = &asked_again;
        }
        Ok(Err(Outcome::Never(reason)))
    }

    async fn note(
        &self,
        picture: &WantedPicture,
        fetched: Result<(Place, meta::Picture), Outcome>,
    ) -> Result<Outcome, Failure> {
        let creative = picture.creative.clone();
        let outcome = match fetched {
            Ok((place, bytes)) => {
                let size = bytes.bytes.len() as u64;
                let new = NewPicture {
                    creative,
                    role: place.role,
                    mime: bytes.kind.media_type().to_owned(),
                    width: place.size.map(|(width, _height)| width),
                    height: place.size.map(|(_width, height)| height),
                    image_hash: place.image_hash.clone(),
                    data: bytes.bytes.to_vec(),
                };
                let sha256 = self.write(move |store, account, by| store.store_picture(account, &new, by)).await?;
                self.mark(picture, ItemStatus::Done, json!({ "sha256": sha256, "bytes": size })).await?;
                return Ok(Outcome::Stored(size));
            }
            Err(outcome) => outcome,
        };
        let (reason, retry_at) = match &outcome {
            Outcome::Later(reason) => (reason.clone(), Some(retry_at(self.cx.clock.now(), picture.attempts))),
            Outcome::Never(reason) => (reason.clone(), None),
            Outcome::Stored(_) => return Ok(outcome),
        };
        self.cx.log.warn(format!("The picture of creative {creative} could not be had: {reason}."));
        let role = if picture.is_video == Some(true) { PictureRole::VideoPoster } else { PictureRole::Image };
        let why = reason.clone();
        self.write(move |store, account, by| store.picture_failed(account, &creative, role, &why, retry_at, by))
            .await?;
        self.mark(picture, ItemStatus::Failed, json!({ "reason": reason })).await?;
        Ok(outcome)
    }

    async fn mark(&self, picture: &WantedPicture, status: ItemStatus, detail: Value) -> Result<(), Failure> {
        let (store, lease, item, now) =
            (self.cx.store.clone(), self.cx.lease, picture.creative.0.clone(), self.cx.clock.now());
        Ok(crate::spawn_blocking(move || store.mark_item(&lease, &item, status, &detail, now)).await??)
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&store::Store, &AccountId, &Writing<'_>) -> Result<T, store::StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        let (store, account, lease, at) =
            (self.cx.store.clone(), self.account.clone(), self.cx.lease, self.cx.clock.now());
        Ok(crate::spawn_blocking(move || work(&store, &account, &Writing { at, fence: Some(&lease) })).await??)
    }
}

/// The biggest spenders, pictures and posters each up to their limit.
fn bounded(candidates: Vec<WantedPicture>, params: &PictureParams) -> Vec<WantedPicture> {
    let (mut images, mut videos) = (params.max_images, params.max_videos);
    let fits = |picture: &WantedPicture| {
        let left = if picture.is_video == Some(true) { &mut videos } else { &mut images };
        let fits = *left > 0;
        *left = left.saturating_sub(1);
        fits
    };
    candidates.into_iter().filter(fits).collect()
}

fn retry_at(now: Timestamp, attempts: u32) -> Timestamp {
    now.plus(RETRY.saturating_mul(1 << attempts.min(6)).min(LONGEST_RETRY))
}

#[cfg(test)]
mod tests {
    use units::{Currency, GraphId, Money};

    use super::*;

    fn picture(id: &str, is_video: bool) -> WantedPicture {
        WantedPicture {
            creative: GraphId::from(id),
            image_hash: None,
            video_id: None,
            is_video: Some(is_video),
            spend: Money::zero(Currency::USD),
            attempts: 0,
        }
    }

    #[test]
    fn pictures_and_posters_have_limits_of_their_own() {
        let params = PictureParams { account: None, max_images: 2, max_videos: 1, go_on: false };
        let all = ["v1", "i1", "v2", "i2", "i3"].map(|id| picture(id, id.starts_with('v'))).to_vec();
        let chosen: Vec<String> = bounded(all, &params).into_iter().map(|picture| picture.creative.0).collect();
        assert_eq!(chosen, ["v1", "i1", "i2"]);
    }

    #[test]
    fn the_wait_before_another_try_doubles_up_to_a_day() {
        let now = Timestamp::from_millis(0);
        assert_eq!(retry_at(now, 0), now.plus(Duration::from_secs(3_600)));
        assert_eq!(retry_at(now, 2), now.plus(Duration::from_secs(4 * 3_600)));
        assert_eq!(retry_at(now, 30), now.plus(Duration::from_secs(24 * 3_600)));
    }

    #[test]
    fn parameters_survive_being_stored_and_strange_ones_are_named() {
        let params = PictureParams { account: AccountId::parse("1").ok(), max_images: 3, max_videos: 0, go_on: true };
        assert_eq!(PictureParams::read(&params.to_json()).unwrap(), params);
        assert_eq!(PictureParams::read(&json!({ "max_pictures": 1 })).unwrap_err().name, "max_pictures");
    }
}
