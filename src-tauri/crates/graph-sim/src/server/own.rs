//! Questions to the simulator itself: what is true, what was asked, which faults, which day.

use serde_json::json;
use units::{AccountDate, DayRange};

use super::State;
use crate::call::{Call, Reply};
use crate::{FaultPlan, Story, Truth};

/// Answers what follows `/__sim/`.
pub(super) fn answer(state: &State, question: &str, post: bool, body: &[u8]) -> Reply {
    let call = Call::parse(question, post, body, None);
    let bad = |text: String| Reply { status: 400, ..Reply::json(&json!({ "error": text })) };
    match (call.path.first().map(String::as_str), post) {
        (Some("truth"), _) => {
            let (since, until) =
                (call.param("since").map(AccountDate::parse), call.param("until").map(AccountDate::parse));
            let (Some(Ok(since)), Some(Ok(until))) = (since, until) else {
                return bad("since and until are days: YYYY-MM-DD".to_owned());
            };
            let account = call.param("account").map(|id| id.trim_start_matches("act_"));
            written(&Truth::of(&state.world(), since, until, account))
        }
        (Some("stats"), false) => written(&state.counter.read()),
        (Some("stats"), true) => {
            state.counter.reset();
            state.usage.reset();
            written(&state.counter.read())
        }
        (Some("faults"), true) => match String::from_utf8_lossy(body)
            .split_whitespace()
            .map(str::parse::<FaultPlan>)
            .collect::<Result<Vec<_>, _>>()
        {
            Ok(plans) => {
                state.faults.set(plans);
                Reply::json(&json!({"success": true}))
            }
            Err(error) => bad(error.to_string()),
        },
        (Some("today"), true) => match AccountDate::parse(&String::from_utf8_lossy(body)) {
            Ok(today) => {
                state.set_today(today);
                Reply::json(&json!({"success": true}))
            }
            Err(error) => bad(error.to_string()),
        },
        (Some("restate"), true) => match read_restatement(&String::from_utf8_lossy(body)) {
            Some((range, percent)) => {
                state.restate(range, percent);
                Reply::json(&json!({"success": true}))
            }
            None => bad("write SINCE UNTIL PERCENT".to_owned()),
        },
        (Some("stories"), false) => written(&Story::ALL.map(Story::name)),
        _ => Reply {
            status: 404,
            ..Reply::json(&json!({"error": "ask truth, stats, faults, today, restate or stories"}))
        },
    }
}

fn read_restatement(text: &str) -> Option<(DayRange, u32)> {
    let mut words = text.split_whitespace();
    let (since, until) = (AccountDate::parse(words.next()?).ok()?, AccountDate::parse(words.next()?).ok()?);
    Some((DayRange::new(since, until).ok()?, words.next()?.parse().ok()?))
}

fn written(value: &impl serde::Serialize) -> Reply {
    Reply::bytes(serde_json::to_vec(value).expect("BUG: the simulator's own replies are plain values"))
}
