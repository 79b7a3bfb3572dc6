//! The words for schedules and runs.

use scheduler::{Refusal, SchedulerError};
use units::JobType;

use super::sentence;
use crate::{AppError, ErrorCode};

impl From<SchedulerError> for AppError {
    fn from(error: SchedulerError) -> Self {
        let words = sentence(&error);
        match error {
            SchedulerError::NotCron { .. } => {
                Self::invalid(words, "Write five fields, such as 30 6 * * 1-5 for 06:30 on weekdays.")
            }
            SchedulerError::NeverFires(_) => Self::new(
                ErrorCode::ScheduleNeverFires,
                words,
                "Change the day or the month so that such a date exists.",
            ),
            SchedulerError::NotALocalTime(_) => {
                Self::invalid(words, "Write the day and the time, such as 2026-11-30T09:00.")
            }
            SchedulerError::NotAMissedPolicy(_) => Self::invalid(words, "Choose one of the three."),
            SchedulerError::Store(error) => error.into(),
            SchedulerError::Task(error) => error.into(),
        }
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        let words = sentence(&refusal);
        match refusal {
            Refusal::Unknown { works, .. } => Self::new(ErrorCode::UnknownJobType, words, choose(&works)),
            Refusal::NotAvailable { works, .. } => Self::new(ErrorCode::JobTypeNotAvailable, words, choose(&works)),
            Refusal::Scraping(_) => Self::new(
                ErrorCode::JobTypeNotAvailable,
                words,
                "Nothing can make it available: this program asks only the Graph API and what you configured.",
            ),
            Refusal::Param(_) => Self::invalid(words, "Correct the parameter; nothing was filed."),
        }
    }
}

fn choose(works: &[JobType]) -> String {
    let words: Vec<&str> = works.iter().map(|job_type| job_type.word()).collect();
    format!("Choose one of those that work: {}.", words.join(", "))
}
