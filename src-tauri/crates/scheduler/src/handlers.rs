//! The job types that this program can do.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use store::jobs::TypeLimit;
use units::JobType;

use crate::{Handler, ParamError};

/// One handler for each job type that works.
#[derive(Clone, Default)]
pub struct Handlers(BTreeMap<JobType, Arc<dyn Handler>>);

/// Why a job of a type cannot be filed or run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such type.
    #[error("`{0}` is not a job type")]
    Unknown(String),
    /// Known, and nothing here does it.
    #[error("`{0}` is not available in this version")]
    NotAvailable(JobType),
    /// Known, and never done here.
    #[error("`{0}` would read other people's sites, which this program does not do")]
    Scraping(JobType),
    /// A parameter is wrong.
    #[error(transparent)]
    Param(#[from] ParamError),
}

impl Refusal {
    /// A stable word for programs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown_job_type",
            Self::NotAvailable(_) | Self::Scraping(_) => "job_type_not_available",
            Self::Param(_) => "invalid_parameter",
        }
    }
}

impl std::fmt::Debug for Handlers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl FromIterator<Arc<dyn Handler>> for Handlers {
    fn from_iter<T: IntoIterator<Item = Arc<dyn Handler>>>(handlers: T) -> Self {
        Self(handlers.into_iter().map(|handler| (handler.job_type(), handler)).collect())
    }
}

impl Handlers {
    /// The handler of a type, by its word.
    ///
    /// # Errors
    /// [`Refusal`] with the reason why there is none.
    pub fn find(&self, word: &str) -> Result<&Arc<dyn Handler>, Refusal> {
        let job_type: JobType = word.parse().map_err(|error: units::UnknownJobType| Refusal::Unknown(error.0))?;
        let refusal =
            if job_type.is_scraping() { Refusal::Scraping(job_type) } else { Refusal::NotAvailable(job_type) };
        self.0.get(&job_type).ok_or(refusal)
    }

    /// The handler of a type, if these parameters suit it.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn accept(&self, word: &str, params: &Value) -> Result<&Arc<dyn Handler>, Refusal> {
        let handler = self.find(word)?;
        handler.check_params(params)?;
        Ok(handler)
    }

    /// The types that can be filed.
    pub fn job_types(&self) -> impl Iterator<Item = JobType> {
        self.0.keys().copied()
    }

    /// What may run side by side, for the claim.
    #[must_use]
    pub fn type_limits(&self) -> Vec<TypeLimit> {
        let limit = |(job_type, handler): (&JobType, &Arc<dyn Handler>)| {
            let limits = handler.limits();
            TypeLimit { job_type: *job_type, concurrent: limits.concurrent, per_key: limits.concurrent_per_key }
        };
        self.0.iter().map(limit).collect()
    }
}
