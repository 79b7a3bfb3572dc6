//! The job type `meta_sync`.

use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use scheduler::{Handler, Limits, ParamError, RunContext, RunError, RunOutput, RunWarning};
use serde_json::{Value, json};
use units::{AccountId, JobType};

use super::{SyncParams, SyncReport, Warning, work};
use crate::Workspace;
use crate::failure::Failure;

/// Syncs ad accounts of one workspace.
#[derive(Debug, Clone)]
pub struct MetaSync {
    ws: Workspace,
}

impl MetaSync {
    /// A handler for the runs of this workspace.
    #[must_use]
    pub fn new(ws: Workspace) -> Self {
        Self { ws }
    }

    async fn attempt(&self, cx: &RunContext) -> Result<RunOutput, Failure> {
        let mut params = SyncParams::read(&cx.params).map_err(|error| {
            crate::AppError::invalid(error.to_string(), "Edit the schedule and correct the parameter.")
        })?;
        if params.account.is_none()
            && let Some(accounts) = accounts_of_the_brand(cx).await?
        {
            let Some(main) = accounts.into_iter().next() else {
                return Ok(nothing_to_sync(cx));
            };
            params.account = Some(main);
        }
        output(&work::sync(&self.ws, cx, &params).await?)
    }
}

/// The accounts of the brand that the schedule belongs to, main one first; `None` if it belongs to none.
async fn accounts_of_the_brand(cx: &RunContext) -> Result<Option<Vec<AccountId>>, Failure> {
    let Some(job) = cx.job else { return Ok(None) };
    let store = cx.store.clone();
    let accounts = crate::spawn_blocking(move || match store.job(job)?.brand {
        Some(brand) => store.accounts_of_brand(&brand).map(Some),
        None => Ok(None),
    });
    Ok(accounts.await??)
}

/// A brand without an ad account is nothing wrong: the run is done, and says what it did not do.
fn nothing_to_sync(cx: &RunContext) -> RunOutput {
    let message = "The brand has no ad account, so there was nothing to sync.".to_owned();
    cx.log.info(message.clone());
    RunOutput {
        metadata: json!({ "skipped": true, "reason": "brand_without_account" }),
        warnings: vec![RunWarning { code: "brand_without_account".to_owned(), message }],
        partly: false,
    }
}

fn output(report: &SyncReport) -> Result<RunOutput, Failure> {
    let warning = |warning: &Warning| RunWarning { code: warning.code.clone(), message: warning.message.clone() };
    Ok(RunOutput {
        metadata: serde_json::to_value(report).map_err(crate::AppError::internal)?,
        warnings: report.warnings.iter().map(warning).collect(),
        partly: report.is_partly(),
    })
}

impl Handler for MetaSync {
    fn job_type(&self) -> JobType {
        JobType::MetaSync
    }

    fn check_params(&self, params: &Value) -> Result<(), ParamError> {
        SyncParams::read(params).map(drop)
    }

    fn limits(&self) -> Limits {
        // A first sync on the limited tier takes hours, but each of its tries ends at the next ordered wait.
        Limits { timeout: Duration::from_secs(60 * 60), concurrent: 4, ..Limits::default() }
    }

    fn concurrency_key(&self, params: &Value) -> Option<String> {
        let named = SyncParams::read(params).ok()?.account;
        match named {
            Some(account) => Some(super::key(&account)),
            // The only account of the file, if there is one; a run without any fails by itself.
            None => crate::accounts::the_account(&self.ws.store, None).ok().map(|account| super::key(&account)),
        }
    }

    fn run(&self, cx: RunContext) -> BoxFuture<'static, Result<RunOutput, RunError>> {
        let handler = self.clone();
        async move { handler.attempt(&cx).await.map_err(|failure| failure.into_run_error(cx.clock.now())) }.boxed()
    }
}
