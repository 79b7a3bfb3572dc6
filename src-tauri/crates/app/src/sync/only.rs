//! A runner that begins one certain run and nothing else.
//!
//! Whoever syncs from the command line waits for that sync, not for the pictures and the history that follow it; those
//! are for the window or for `runner`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::FutureExt as _;
use futures::future::BoxFuture;
use scheduler::{ErrorClass, Handler, Handlers, Limits, ParamError, RunContext, RunError, RunOutput};
use serde_json::Value;
use units::{JobType, RunId};

/// A handler that lets nothing but one run begin.
struct Only {
    inner: Arc<dyn Handler>,
    run: RunId,
    /// The type of that run.
    wanted: bool,
    /// It was begun, and does not wait to be begun again.
    begun: Arc<AtomicBool>,
}

/// The same handlers, which let only `run`, a run of `job_type`, begin.
pub fn only(handlers: &Handlers, run: RunId, job_type: JobType) -> Handlers {
    let begun = Arc::new(AtomicBool::new(false));
    let types: Vec<JobType> = handlers.job_types().collect();
    types
        .into_iter()
        .filter_map(|kind| handlers.find(kind.word()).ok().map(|inner| (kind, Arc::clone(inner))))
        .map(|(kind, inner)| {
            Arc::new(Only { inner, run, wanted: kind == job_type, begun: Arc::clone(&begun) }) as Arc<dyn Handler>
        })
        .collect::<Handlers>()
        .redacting(meta::redact::scrub_unknown)
}

impl Handler for Only {
    fn job_type(&self) -> JobType {
        self.inner.job_type()
    }

    fn check_params(&self, params: &Value) -> Result<(), ParamError> {
        self.inner.check_params(params)
    }

    fn limits(&self) -> Limits {
        let open = self.wanted && !self.begun.load(Ordering::SeqCst);
        let limits = self.inner.limits();
        // Without room for a run of this type nothing of it is claimed.
        if open { limits } else { Limits { concurrent: 0, ..limits } }
    }

    fn concurrency_key(&self, params: &Value) -> Option<String> {
        self.inner.concurrency_key(params)
    }

    fn run(&self, cx: RunContext) -> BoxFuture<'static, Result<RunOutput, RunError>> {
        let is_it = cx.run == self.run;
        let (begun, inner) = (Arc::clone(&self.begun), self.inner.run(cx));
        if is_it {
            begun.store(true, Ordering::SeqCst);
        }
        async move {
            let outcome = inner.await;
            let waits = matches!(&outcome, Err(error) if matches!(error.class, ErrorClass::WaitUntil(_)));
            if is_it && waits {
                begun.store(false, Ordering::SeqCst);
            }
            outcome
        }
        .boxed()
    }
}
