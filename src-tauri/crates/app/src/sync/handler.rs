//! The job type `meta_sync`.

use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use scheduler::{Handler, Limits, ParamError, RunContext, RunError, RunOutput, RunWarning};
use serde_json::Value;
use units::JobType;

use super::{SyncParams, SyncReport, work};
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

    async fn attempt(&self, cx: &RunContext) -> Result<SyncReport, Failure> {
        let params = SyncParams::read(&cx.params).map_err(|error| {
            crate::AppError::invalid(error.to_string(), "Edit the schedule and correct the parameter.")
        })?;
        work::sync(&self.ws, cx, &params).await
    }
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
        async move {
            let report = match handler.attempt(&cx).await {
                Ok(report) => report,
                Err(failure) => return Err(failure.into_run_error(cx.clock.now())),
            };
            let partly = report.is_partly();
            let warnings = report
                .warnings
                .iter()
                .map(|warning| RunWarning { code: warning.code.clone(), message: warning.message.clone() })
                .collect();
            let metadata = serde_json::to_value(&report)
                .map_err(|error| Failure::Said(crate::AppError::internal(error)).into_run_error(cx.clock.now()))?;
            Ok(RunOutput { metadata, warnings, partly })
        }
        .boxed()
    }
}
