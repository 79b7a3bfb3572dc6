//! What the clocks do around a run, in a sentence.

use chrono::{Duration, NaiveDateTime};
use units::{Timestamp, Zone};

use super::local::{self, Change};

/// For a rule that means a time of day. `moved_from` tells which time of the rule lies in the hole of a change.
pub(super) fn fixed(
    zone: Zone,
    at: Timestamp,
    moved_from: impl Fn(&Change) -> Option<NaiveDateTime>,
) -> Option<String> {
    let change = change_of_that_night(zone, at)?;
    let start = sentence(&change);
    let moved = if at == change.at && change.is_forward() { moved_from(&change) } else { None };
    let end = match moved {
        Some(missing) => format!("{} does not exist, so it runs at {}.", clock(missing), clock(change.after)),
        None if at < change.at => {
            format!("It runs once, the first time it is {}.", clock(zone.local(at).naive_local()))
        }
        None => {
            let old = local::offset(zone, change.at.minus(std::time::Duration::from_millis(1)));
            let without_change = local::instant(zone.local(at).naive_local(), old);
            format!("It runs once, {} UTC instead of {}.", utc(at), utc(without_change))
        }
    };
    Some(format!("{start} {end}"))
}

/// For a rule that means elapsed time: only the repeated times need a word.
pub(super) fn repeated(zone: Zone, at: Timestamp) -> Option<String> {
    let civil = zone.local(at).naive_local();
    let change = change_of_that_night(zone, at)?;
    local::is_second_copy(zone, civil, at)
        .then(|| format!("{} This is the second {}.", sentence(&change), clock(civil)))
}

/// A change on the same local day as the run, at or before it; or after it, if the run's time comes again.
fn change_of_that_night(zone: Zone, at: Timestamp) -> Option<Change> {
    let local = zone.local(at).naive_local();
    let day = std::time::Duration::from_secs(86_400);
    local::changes(zone, at.minus(day), at.plus(day)).find(|change| {
        let same_day = change.at <= at && change.after.date() == local.date();
        let comes_again = change.at > at && change.after <= local && local < change.before;
        !change.skips_a_day() && (same_day || comes_again)
    })
}

fn sentence(change: &Change) -> String {
    let direction = if change.is_forward() { "forward" } else { "back" };
    let last = change.before - Duration::minutes(1);
    format!("Clocks go {direction} that night: {} follows {}.", clock(change.after), clock(last))
}

fn clock(local: NaiveDateTime) -> String {
    local.format("%H:%M").to_string()
}

fn utc(at: Timestamp) -> String {
    at.to_utc().format("%H:%M").to_string()
}
