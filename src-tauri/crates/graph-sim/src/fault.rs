//! The ways to fail, each switched on by name.

use std::str::FromStr;
use std::sync::Mutex;

use crate::SimError;

macro_rules! faults {
    ($($variant:ident $name:literal $does:literal),+ $(,)?) => {
        /// One way in which the real Graph API, or the way to it, fails.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Fault { $(#[doc = $does] $variant,)+ }

        impl Fault {
            /// Every fault.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name on the command line.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// What it does, in words.
            #[must_use]
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => $does),+ }
            }
        }
    };
}

faults! {
    ExpiredToken "expired-token" "The token has expired: 190/463.",
    MissingPermission "missing-permission" "`ads_read` is not granted: 200, and `me/permissions` says declined.",
    AssignedOnly "assigned-only" "The token is a system user's: `me/adaccounts` is empty, its `assigned_ad_accounts` is not.",
    UnknownAccount "unknown-account" "The account does not exist or is not visible: 100/33.",
    Throttle "throttle" "The account is blocked: HTTP 400, 17/2446079, `is_transient` false.",
    ThrottleBusiness "throttle-business" "The business use case is blocked: 80000, AMOUNT minutes to wait (default 2).",
    LimitedTier "limited-tier" "The app is in the limited tier: a score of 60 that decays over five minutes.",
    ReduceData "reduce-data" "More than AMOUNT rows (default 100) in one page: HTTP 500 code 1, \"reduce the amount of data\".",
    TooLarge "too-large" "A query over more than AMOUNT days (default 7) is refused: 100/1487534.",
    ServerError "server-error" "HTTP 500 code 1, unknown error.",
    ServiceDown "service-down" "HTTP 503 code 2, temporarily unavailable.",
    Truncated "truncated" "The reply breaks off in the middle.",
    Html "html" "A gateway's HTML page with HTTP 502 in place of JSON.",
    PlainText "plain-text" "\"Service Unavailable\" as plain text with HTTP 200.",
    OkError "ok-error" "An error object with HTTP 200.",
    Reset "reset" "The connection is closed without a reply.",
    Slow "slow" "The reply takes AMOUNT milliseconds (default 3000).",
    AsyncRace "async-race" "A report stands at 100 % while it still runs; its rows then give 2601/1815107.",
    AsyncFail "async-fail" "A report ends as `Job Failed`.",
    AsyncLost "async-lost" "A report that was just made is not known yet: 100/33.",
    BatchNull "batch-null" "The second item of a batch comes back as null.",
    CampaignsFail "campaigns-fail" "The campaigns edge fails: code 1, not transient.",
    ForbiddenField "forbidden-field" "`business` on an account needs a right that the token lacks: 200.",
    BadCreative "bad-creative" "`object_story_spec` cannot be read: 100/1443048.",
    PicturesExpired "pictures-expired" "Picture addresses answer 403 after AMOUNT downloads (default 0).",
    LostReply "lost-reply" "A POST is done and its reply is lost: the connection is closed.",
    DeprecatedVersion "deprecated-version" "The version is not served any more: 2635.",
}

impl FromStr for Fault {
    type Err = SimError;
    fn from_str(name: &str) -> Result<Self, SimError> {
        Self::ALL.iter().copied().find(|f| f.name() == name).ok_or_else(|| SimError::UnknownFault(name.to_owned()))
    }
}

/// A fault with when and how much: `NAME[=AMOUNT][+SKIP][*TIMES][@KIND]`, for example `throttle+10*2@insights`:
/// after ten requests for insights, the next two are throttled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultPlan {
    /// Which.
    pub fault: Fault,
    /// How much; each fault has its own default.
    pub amount: Option<u32>,
    /// How many matching requests pass first.
    pub skip: u32,
    /// How many are hit; all if absent.
    pub times: Option<u32>,
    /// Only requests of this kind (as in `/__sim/stats`); every kind the fault concerns if absent.
    pub kind: Option<String>,
}

impl FaultPlan {
    /// The fault, always.
    #[must_use]
    pub fn always(fault: Fault) -> Self {
        Self { fault, amount: None, skip: 0, times: None, kind: None }
    }

    /// The fault for the next `times` requests it concerns.
    #[must_use]
    pub fn times(fault: Fault, times: u32) -> Self {
        Self { times: Some(times), ..Self::always(fault) }
    }

    /// Only after so many matching requests.
    #[must_use]
    pub fn after(self, skip: u32) -> Self {
        Self { skip, ..self }
    }

    /// Only for requests of this kind, such as `insights`.
    #[must_use]
    pub fn on(self, kind: &str) -> Self {
        Self { kind: Some(kind.to_owned()), ..self }
    }

    /// With this amount.
    #[must_use]
    pub fn amount(self, amount: u32) -> Self {
        Self { amount: Some(amount), ..self }
    }
}

impl FromStr for FaultPlan {
    type Err = SimError;

    fn from_str(text: &str) -> Result<Self, SimError> {
        let unknown = || SimError::UnknownFault(text.chars().take(60).collect());
        let (rest, kind) = text.split_once('@').map_or((text, None), |(rest, kind)| (rest, Some(kind.to_owned())));
        let name_end = rest.find(['=', '+', '*']).unwrap_or(rest.len());
        let mut plan = Self { kind, ..Self::always(rest[..name_end].parse::<Fault>().map_err(|_unknown| unknown())?) };
        let mut left = &rest[name_end..];
        while let Some(sign) = left.chars().next() {
            let end = left[1..].find(['=', '+', '*']).map_or(left.len(), |at| at + 1);
            let number: u32 = left[1..end].parse().map_err(|_not_a_number| unknown())?;
            match sign {
                '=' => plan.amount = Some(number),
                '+' => plan.skip = number,
                _ => plan.times = Some(number),
            }
            left = &left[end..];
        }
        Ok(plan)
    }
}

/// The faults switched on now.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<FaultPlan>>);

impl Faults {
    pub(crate) fn new(plans: Vec<FaultPlan>) -> Self {
        Self(Mutex::new(plans))
    }

    pub(crate) fn set(&self, plans: Vec<FaultPlan>) {
        *self.lock() = plans;
    }

    pub(crate) fn add(&self, plan: FaultPlan) {
        self.lock().push(plan);
    }

    /// Whether the fault strikes this request; uses one of its times up. Gives the amount, or `default`.
    pub(crate) fn strikes(&self, fault: Fault, kind: &str, default: u32) -> Option<u32> {
        let mut plans = self.lock();
        for plan in plans.iter_mut().filter(|p| p.fault == fault && p.kind.as_deref().is_none_or(|k| k == kind)) {
            if plan.skip > 0 {
                plan.skip -= 1;
                continue;
            }
            match &mut plan.times {
                Some(0) => continue,
                Some(left) => *left -= 1,
                None => {}
            }
            return Some(plan.amount.unwrap_or(default));
        }
        None
    }

    /// Whether the fault is on, without using it up: for faults that are a state and not an event.
    pub(crate) fn holds(&self, fault: Fault, default: u32) -> Option<u32> {
        let plans = self.lock();
        plans.iter().find(|p| p.fault == fault && p.times != Some(0)).map(|p| p.amount.unwrap_or(default))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<FaultPlan>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_reads_amount_skip_times_and_kind() {
        let plan: FaultPlan = "throttle-business=5+10*2@insights".parse().unwrap();
        assert_eq!(plan, FaultPlan::times(Fault::ThrottleBusiness, 2).after(10).on("insights").amount(5));
    }

    #[test]
    fn nonsense_is_refused() {
        assert!("trottle".parse::<FaultPlan>().is_err(), "a misspelt name");
        assert!("throttle*x".parse::<FaultPlan>().is_err(), "a number that is none");
    }

    #[test]
    fn a_fault_skips_strikes_and_is_used_up() {
        let faults = Faults::new(vec![FaultPlan::times(Fault::Throttle, 1).after(1).on("ads")]);
        assert_eq!(faults.strikes(Fault::Throttle, "insights", 0), None, "another kind");
        assert_eq!(faults.strikes(Fault::Throttle, "ads", 0), None, "skipped");
        assert_eq!(faults.strikes(Fault::Throttle, "ads", 7), Some(7), "struck");
        assert_eq!(faults.strikes(Fault::Throttle, "ads", 7), None, "used up");
    }
}
