//! The job types that this program can do.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;
use store::jobs::TypeLimit;
use units::JobType;

use crate::{Handler, ParamError};

/// Makes a text of unknown content fit to be stored.
pub type Redact = fn(&str) -> String;

/// One handler for each job type that works.
#[derive(Clone)]
pub struct Handlers {
    by_type: BTreeMap<JobType, Arc<dyn Handler>>,
    redact: Redact,
}

impl Default for Handlers {
    fn default() -> Self {
        Self { by_type: BTreeMap::new(), redact: str::to_owned }
    }
}

/// Why a job of a type cannot be filed or run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such type.
    #[error("`{word}` is not a job type")]
    Unknown {
        /// What was written.
        word: String,
        /// Those that work.
        works: Vec<JobType>,
    },
    /// Known, and nothing here does it.
    #[error("`{job_type}` is not available in this version")]
    NotAvailable {
        /// Which.
        job_type: JobType,
        /// Those that work.
        works: Vec<JobType>,
    },
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
            Self::Unknown { .. } => "unknown_job_type",
            Self::NotAvailable { .. } | Self::Scraping(_) => "job_type_not_available",
            Self::Param(_) => "invalid_parameter",
        }
    }
}

impl std::fmt::Debug for Handlers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.by_type.keys()).finish()
    }
}

impl FromIterator<Arc<dyn Handler>> for Handlers {
    fn from_iter<T: IntoIterator<Item = Arc<dyn Handler>>>(handlers: T) -> Self {
        let by_type = handlers.into_iter().map(|handler| (handler.job_type(), handler)).collect();
        Self { by_type, ..Self::default() }
    }
}

impl Handlers {
    /// The same handlers. What one of them panics with goes through `redact` before it is stored or logged: nobody chose
    /// those words.
    #[must_use]
    pub fn redacting(self, redact: Redact) -> Self {
        Self { redact, ..self }
    }

    pub(crate) fn redact(&self, words: &str) -> String {
        (self.redact)(words)
    }

    /// The handler of a type, by its word.
    ///
    /// # Errors
    /// [`Refusal`] with the reason why there is none.
    pub fn find(&self, word: &str) -> Result<&Arc<dyn Handler>, Refusal> {
        let works = || self.job_types().collect();
        let job_type: JobType =
            word.parse().map_err(|error: units::UnknownJobType| Refusal::Unknown { word: error.0, works: works() })?;
        self.by_type.get(&job_type).ok_or_else(|| match job_type {
            _ if job_type.is_scraping() => Refusal::Scraping(job_type),
            _ => Refusal::NotAvailable { job_type, works: works() },
        })
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
        self.by_type.keys().copied()
    }

    /// What may run side by side, for the claim.
    #[must_use]
    pub fn type_limits(&self) -> Vec<TypeLimit> {
        let limit = |(job_type, handler): (&JobType, &Arc<dyn Handler>)| {
            let limits = handler.limits();
            TypeLimit { job_type: *job_type, concurrent: limits.concurrent, per_key: limits.concurrent_per_key }
        };
        self.by_type.iter().map(limit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_of_a_panic_goes_through_the_redaction_that_was_given() {
        assert_eq!(Handlers::default().redact("as it is"), "as it is");
        let hides = Handlers::default().redacting(|words| words.replace("secret", "…"));
        assert_eq!(hides.redact("a secret"), "a …");
    }
}
