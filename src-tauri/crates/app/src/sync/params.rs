//! The parameters of a `meta_sync` job.
//!
//! The names are the origin's, so that its schedules can be brought over; what they would switch on and is not there
//! is refused instead of ignored.

use scheduler::ParamError;
use serde_json::Value;
use units::{AccountDate, AccountId, DayRange};

/// Which days a sync is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// What a marketer needs: the first time 90 days, newest first; later the newest three and every day of the last
    /// 28 whose numbers moved.
    Usual,
    /// This many days that end today in the account's zone, read again whatever is known.
    Back(u32),
    /// These days, read again whatever is known.
    Between(DayRange),
    /// Whatever is missing back to 37 months.
    History,
}

/// What a `meta_sync` run does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncParams {
    /// The account; `None` means the only one that is connected.
    pub account: Option<AccountId>,
    /// The days.
    pub days: Days,
    /// How many pictures the picture job that follows may fetch.
    pub max_images: u32,
    /// How many video posters it may fetch.
    pub max_videos: u32,
}

/// Pictures a picture job fetches if nothing else is said.
pub const MAX_IMAGES: u32 = 40;
/// Video posters a picture job fetches if nothing else is said.
pub const MAX_VIDEOS: u32 = 20;
const MAX_DAYS_BACK: u32 = 1_123;

/// Parameters that are the origin's and mean nothing here, whatever their value: they limited work that is not
/// limited any more.
const WITHOUT_EFFECT: [&str; 7] = [
    "include_inactive",
    "destination_limit",
    "classify_max_new",
    "classify_max_video",
    "classify_days_back",
    "skip_demographics",
    "brand_id",
];

impl SyncParams {
    /// Everything as usual for the only account there is.
    #[must_use]
    pub fn of_any() -> Self {
        Self { account: None, days: Days::Usual, max_images: MAX_IMAGES, max_videos: MAX_VIDEOS }
    }

    /// Everything as usual for one account.
    #[must_use]
    pub fn usual(account: AccountId) -> Self {
        Self { account: Some(account), ..Self::of_any() }
    }

    /// Reads the parameters of a job.
    ///
    /// # Errors
    /// The parameter that is wrong, unknown, or asks for something that is not there.
    pub fn read(params: &Value) -> Result<Self, ParamError> {
        let nothing = serde_json::Map::new();
        let fields = match params {
            Value::Null => &nothing,
            Value::Object(fields) => fields,
            _ => return Err(problem("parameters", "must be names with values")),
        };
        for (name, value) in fields {
            check_name(name, value)?;
        }
        Ok(Self {
            account: account(fields.get("account"))?,
            days: days(fields)?,
            max_images: number(fields.get("download_max_images"), "download_max_images", 0, 500)?.unwrap_or(MAX_IMAGES),
            max_videos: number(fields.get("download_max_videos"), "download_max_videos", 0, 500)?.unwrap_or(MAX_VIDEOS),
        })
    }

    /// The parameters as a job keeps them.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut fields = serde_json::Map::new();
        if let Some(account) = &self.account {
            fields.insert("account".into(), account.to_string().into());
        }
        match self.days {
            Days::Usual => {}
            Days::Back(days) => {
                fields.insert("days_back".into(), days.into());
            }
            Days::Between(range) => {
                fields.insert("since".into(), range.since().to_string().into());
                fields.insert("until".into(), range.until().to_string().into());
            }
            Days::History => {
                fields.insert("history".into(), true.into());
            }
        }
        if self.max_images != MAX_IMAGES {
            fields.insert("download_max_images".into(), self.max_images.into());
        }
        if self.max_videos != MAX_VIDEOS {
            fields.insert("download_max_videos".into(), self.max_videos.into());
        }
        Value::Object(fields)
    }
}

fn check_name(name: &str, value: &Value) -> Result<(), ParamError> {
    match name {
        "account" | "days_back" | "since" | "until" | "history" | "download_max_images" | "download_max_videos" => {
            Ok(())
        }
        "auto_classify" if truth(value) == Some(false) => Ok(()),
        "auto_classify" => Err(problem(name, "classifying ads is not part of this version; leave it out")),
        "scrape_missing_lp" if truth(value) == Some(false) => Ok(()),
        "scrape_missing_lp" => Err(problem(name, "landing pages are never read; leave it out")),
        name if WITHOUT_EFFECT.contains(&name) => Ok(()),
        name => Err(problem(name, "is not a parameter of meta_sync")),
    }
}

fn account(value: Option<&Value>) -> Result<Option<AccountId>, ParamError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => {
            AccountId::parse(text).map(Some).map_err(|error| problem("account", &error.to_string()))
        }
        Some(_) => Err(problem("account", "must be text such as act_1234")),
    }
}

fn days(fields: &serde_json::Map<String, Value>) -> Result<Days, ParamError> {
    let back = number(fields.get("days_back"), "days_back", 1, MAX_DAYS_BACK)?;
    let since = day(fields.get("since"), "since")?;
    let until = day(fields.get("until"), "until")?;
    let history = match fields.get("history") {
        None | Some(Value::Null) => false,
        Some(value) => truth(value).ok_or_else(|| problem("history", "must be true or false"))?,
    };
    match (back, since, until, history) {
        (None, None, None, false) => Ok(Days::Usual),
        (None, None, None, true) => Ok(Days::History),
        (Some(days), None, None, false) => Ok(Days::Back(days)),
        (None, Some(since), Some(until), false) => {
            DayRange::new(since, until).map(Days::Between).map_err(|error| problem("until", &error.to_string()))
        }
        (None, Some(_), None, false) => Err(problem("until", "is missing: a range needs its last day too")),
        (None, None, Some(_), false) => Err(problem("since", "is missing: a range needs its first day too")),
        _ => Err(problem("days_back", "give days_back, or since and until, or history, and only one of them")),
    }
}

fn day(value: Option<&Value>, name: &str) -> Result<Option<AccountDate>, ParamError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => {
            AccountDate::parse(text).map(Some).map_err(|error| problem(name, &error.to_string()))
        }
        Some(_) => Err(problem(name, "must be a day such as 2026-02-16")),
    }
}

/// A whole number, also written as text, as `--param k=v` gives it.
pub(crate) fn number(value: Option<&Value>, name: &str, least: u32, most: u32) -> Result<Option<u32>, ParamError> {
    let given = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Number(number)) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(_) => None,
    };
    given
        .filter(|number| (least..=most).contains(number))
        .map(Some)
        .ok_or_else(|| problem(name, &format!("must be a whole number from {least} to {most}")))
}

/// True or false, also written as text.
pub(crate) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

pub(crate) fn problem(name: &str, problem: &str) -> ParamError {
    ParamError { name: name.to_owned(), problem: problem.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_given_is_the_usual_sync() {
        let params = SyncParams::read(&Value::Null).unwrap();
        assert_eq!((params.account, params.days), (None, Days::Usual));
        assert_eq!((params.max_images, params.max_videos), (40, 20));
    }

    #[test]
    fn the_origins_parameters_are_taken_as_numbers_and_as_text() {
        let params =
            SyncParams::read(&json!({"days_back": "7", "download_max_images": 10, "scrape_missing_lp": false}))
                .unwrap();
        assert_eq!((params.days, params.max_images), (Days::Back(7), 10));
    }

    #[test]
    fn what_is_not_there_is_refused_by_name() {
        for (params, name) in [
            (json!({"auto_classify": true}), "auto_classify"),
            (json!({"scrape_missing_lp": true}), "scrape_missing_lp"),
            (json!({"days_bakc": 7}), "days_bakc"),
            (json!({"days_back": 0}), "days_back"),
            (json!({"days_back": 7, "history": true}), "days_back"),
            (json!({"since": "2026-01-01"}), "until"),
            (json!({"since": "2026-01-02", "until": "2026-01-01"}), "until"),
            (json!({"account": "acme"}), "account"),
        ] {
            assert_eq!(SyncParams::read(&params).unwrap_err().name, name, "{params}");
        }
    }

    #[test]
    fn parameters_survive_being_stored() {
        let range = DayRange::ending(AccountDate::parse("2026-02-16").unwrap(), 3);
        for days in [Days::Usual, Days::Back(3), Days::Between(range), Days::History] {
            let params = SyncParams { days, max_images: 3, ..SyncParams::usual(AccountId::parse("1").unwrap()) };
            assert_eq!(SyncParams::read(&params.to_json()).unwrap(), params);
        }
    }
}
