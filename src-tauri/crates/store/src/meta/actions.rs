//! Actions: their dictionary, their stored text, and which of them counts as a purchase.
//!
//! `actions` lists overlapping names of one event: eleven purchases came as `omni_purchase` 11, `purchase` 11 and
//! `offsite_conversion.fb_pixel_purchase` 11. So one type per event is fixed for the account, and nothing is summed.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Transaction, params};
use units::{Quantity, Timestamp};

use super::metric::{Metric, Values};
use super::reads::Action;
use crate::StoreError;

/// An event that one of several overlapping action types stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its name in `account_result_types`.
    pub(crate) name: &'static str,
    /// Where its count goes.
    pub(crate) count: Metric,
    /// Where its value goes.
    pub(crate) value: Option<Metric>,
    /// The types that may stand for it, best first.
    pub(crate) types: &'static [&'static str],
}

/// Every event with a column of its own.
pub(crate) const EVENTS: [Event; 8] = [
    Event {
        name: "purchase",
        count: Metric::Purchases,
        value: Some(Metric::PurchaseValue),
        types: &[
            "omni_purchase",
            "purchase",
            "offsite_conversion.fb_pixel_purchase",
            "onsite_conversion.purchase",
            "app_custom_event.fb_mobile_purchase",
            "web_in_store_purchase",
        ],
    },
    Event {
        name: "add_to_cart",
        count: Metric::AddToCarts,
        value: None,
        types: &[
            "omni_add_to_cart",
            "add_to_cart",
            "offsite_conversion.fb_pixel_add_to_cart",
            "onsite_web_add_to_cart",
            "app_custom_event.fb_mobile_add_to_cart",
        ],
    },
    Event {
        name: "initiate_checkout",
        count: Metric::Checkouts,
        value: None,
        types: &[
            "omni_initiated_checkout",
            "initiate_checkout",
            "offsite_conversion.fb_pixel_initiate_checkout",
            "app_custom_event.fb_mobile_initiated_checkout",
        ],
    },
    Event {
        name: "view_content",
        count: Metric::ContentViews,
        value: None,
        types: &[
            "omni_view_content",
            "view_content",
            "offsite_conversion.fb_pixel_view_content",
            "app_custom_event.fb_mobile_content_view",
        ],
    },
    Event {
        name: "lead",
        count: Metric::Leads,
        value: None,
        types: &["lead", "onsite_conversion.lead_grouped", "leadgen_grouped", "offsite_conversion.fb_pixel_lead"],
    },
    Event {
        name: "complete_registration",
        count: Metric::Registrations,
        value: None,
        types: &[
            "omni_complete_registration",
            "complete_registration",
            "offsite_conversion.fb_pixel_complete_registration",
        ],
    },
    Event {
        name: "app_install",
        count: Metric::AppInstalls,
        value: None,
        types: &["omni_app_install", "mobile_app_install", "app_install"],
    },
    Event {
        name: "landing_page_view",
        count: Metric::LandingPageViews,
        value: None,
        types: &["landing_page_view", "omni_landing_page_view"],
    },
];

/// The dictionary of action types, and the types that this account's events are counted by.
#[derive(Debug)]
pub(crate) struct ActionBook {
    keys: HashMap<Arc<str>, i64>,
    names: HashMap<i64, Arc<str>>,
    next: i64,
    /// Per event of [`EVENTS`]: the place in its list of types, and the key of that type.
    locked: [Option<(usize, i64)>; EVENTS.len()],
    /// Per type key: which event it may stand for, and its place in that event's list.
    ranks: HashMap<i64, (usize, usize)>,
    video_view: i64,
    post_engagement: i64,
}

/// A better type was met after rows had been stored by a worse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Relocked {
    pub(crate) event: &'static Event,
    pub(crate) old: &'static str,
    pub(crate) new: &'static str,
}

impl ActionBook {
    pub(crate) fn load(tx: &Transaction<'_>, account: i64) -> Result<Self, StoreError> {
        let mut keys = HashMap::new();
        let mut names = HashMap::new();
        let mut next = 1000;
        let mut statement = tx.prepare_cached("SELECT key, name FROM action_types")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let key: i64 = row.get(0)?;
            let name: Arc<str> = row.get::<_, String>(1)?.into();
            next = next.max(key + 1);
            keys.insert(Arc::clone(&name), key);
            names.insert(key, name);
        }
        let mut book = Self {
            keys,
            names,
            next,
            locked: [None; EVENTS.len()],
            ranks: HashMap::new(),
            video_view: 0,
            post_engagement: 0,
        };
        book.video_view = book.key(tx, "video_view")?;
        book.post_engagement = book.key(tx, "post_engagement")?;
        for (at, event) in EVENTS.iter().enumerate() {
            for (rank, kind) in event.types.iter().enumerate() {
                let key = book.key(tx, kind)?;
                book.ranks.insert(key, (at, rank));
            }
        }
        book.load_locks(tx, account)?;
        Ok(book)
    }

    fn load_locks(&mut self, tx: &Transaction<'_>, account: i64) -> Result<(), StoreError> {
        let mut statement =
            tx.prepare_cached("SELECT event, action_type FROM account_result_types WHERE account = ?1")?;
        let mut rows = statement.query([account])?;
        while let Some(row) = rows.next()? {
            let (event, kind): (String, String) = (row.get(0)?, row.get(1)?);
            let Some(at) = EVENTS.iter().position(|known| known.name == event) else { continue };
            let Some(rank) = EVENTS[at].types.iter().position(|known| *known == kind) else { continue };
            self.locked[at] = Some((rank, self.key(tx, &kind)?));
        }
        Ok(())
    }

    /// The small key of a type, numbering it if it was never met.
    fn key(&mut self, tx: &Transaction<'_>, kind: &str) -> Result<i64, StoreError> {
        if let Some(&key) = self.keys.get(kind) {
            return Ok(key);
        }
        let key = self.next;
        tx.prepare_cached("INSERT INTO action_types (key, name) VALUES (?1, ?2)")?.execute(params![key, kind])?;
        self.next += 1;
        let name: Arc<str> = kind.into();
        self.keys.insert(Arc::clone(&name), key);
        self.names.insert(key, name);
        Ok(key)
    }

    /// The key of a type that may stand for an event; `None` for all others.
    pub(crate) fn event_type(&self, kind: &str) -> Option<i64> {
        self.keys.get(kind).copied().filter(|key| self.ranks.contains_key(key))
    }

    /// The actions with keys instead of names, ordered by key, so that equal actions have equal text.
    pub(crate) fn keyed(&mut self, tx: &Transaction<'_>, actions: &[Action]) -> Result<Vec<KeyedAction>, StoreError> {
        let mut keyed = Vec::with_capacity(actions.len());
        for action in actions {
            keyed.push(KeyedAction {
                kind: self.key(tx, &action.kind)?,
                count: action.count.map(Quantity::micros),
                value: action.value.map(Quantity::micros),
            });
        }
        keyed.sort_unstable_by_key(|action| action.kind);
        Ok(keyed)
    }

    /// Fixes the best type of every event that these actions hold; says where that replaces a worse one.
    pub(crate) fn lock_better(&mut self, actions: &[KeyedAction], found: &mut Vec<Relocked>) {
        for action in actions {
            let Some(&(at, rank)) = self.ranks.get(&action.kind) else { continue };
            match self.locked[at] {
                Some((locked, _key)) if locked <= rank => {}
                Some((locked, _key)) => {
                    found.push(Relocked {
                        event: &EVENTS[at],
                        old: EVENTS[at].types[locked],
                        new: EVENTS[at].types[rank],
                    });
                    self.locked[at] = Some((rank, action.kind));
                }
                None => self.locked[at] = Some((rank, action.kind)),
            }
        }
    }

    /// Stores the types as they are fixed now.
    pub(crate) fn save_locks(&self, tx: &Transaction<'_>, account: i64, at: Timestamp) -> Result<(), StoreError> {
        let mut statement = tx.prepare_cached(
            "INSERT INTO account_result_types (account, event, action_type, locked_at) VALUES (?1, ?2, ?3, ?4) \
             ON CONFLICT (account, event) DO UPDATE SET action_type = excluded.action_type, locked_at = excluded.locked_at \
             WHERE action_type <> excluded.action_type",
        )?;
        for (event, locked) in EVENTS.iter().zip(self.locked) {
            if let Some((rank, _key)) = locked {
                statement.execute(params![account, event.name, event.types[rank], at.millis()])?;
            }
        }
        Ok(())
    }

    /// Fills the figures that come from actions, by the types fixed for this account.
    pub(crate) fn fill(&self, actions: &[KeyedAction], values: &mut Values) {
        let find = |key: i64| actions.binary_search_by_key(&key, |action| action.kind).ok().map(|at| &actions[at]);
        for (event, locked) in EVENTS.iter().zip(self.locked) {
            let action = locked.and_then(|(_rank, key)| find(key));
            values.set(event.count, action.and_then(|action| action.count));
            if let Some(value) = event.value {
                values.set(value, action.and_then(|action| action.value));
            }
        }
        values.set(
            Metric::Video3s,
            find(self.video_view).and_then(|action| action.count).map(|micros| micros / 1_000_000),
        );
        values.set(Metric::PostEngagements, find(self.post_engagement).and_then(|action| action.count));
    }
}

/// An action with its type as a small key; numbers in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyedAction {
    pub(crate) kind: i64,
    pub(crate) count: Option<i64>,
    pub(crate) value: Option<i64>,
}

/// The stored text: `type:count/value`, separated by spaces; `None` for no actions.
pub(crate) fn to_text(actions: &[KeyedAction]) -> Option<String> {
    if actions.is_empty() {
        return None;
    }
    let mut text = String::with_capacity(actions.len() * 8);
    for action in actions {
        if !text.is_empty() {
            text.push(' ');
        }
        push_integer(&mut text, action.kind);
        text.push(':');
        if let Some(count) = action.count {
            push_decimal(&mut text, count);
        }
        if let Some(value) = action.value {
            text.push('/');
            push_decimal(&mut text, value);
        }
    }
    Some(text)
}

/// By hand: formatting machinery is a third of the time of a first insert.
fn push_integer(text: &mut String, value: i64) {
    if value < 0 {
        text.push('-');
    }
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    let mut left = value.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    digits[at..].iter().for_each(|digit| text.push(char::from(*digit)));
}

fn push_decimal(text: &mut String, micros: i64) {
    if micros % 1_000_000 == 0 {
        push_integer(text, micros / 1_000_000);
    } else {
        text.push_str(&Quantity::from_micros(micros).to_string());
    }
}

/// Reads the stored text back.
pub(crate) fn from_text(text: &str) -> Result<Vec<KeyedAction>, StoreError> {
    let wrong = || StoreError::Unreadable { column: "insight_rows.actions", value: text.chars().take(80).collect() };
    let micros = |number: &str| -> Result<Option<i64>, StoreError> {
        if number.is_empty() {
            return Ok(None);
        }
        match number.parse::<i64>() {
            Ok(whole) => whole.checked_mul(1_000_000).map(Some).ok_or_else(wrong),
            Err(_not_whole) => Quantity::parse(number).map(|q| Some(q.micros())).map_err(|_bad| wrong()),
        }
    };
    text.split_ascii_whitespace()
        .map(|entry| {
            let (kind, rest) = entry.split_once(':').ok_or_else(wrong)?;
            let (count, value) = rest.split_once('/').unwrap_or((rest, ""));
            Ok(KeyedAction {
                kind: kind.parse().map_err(|_bad| wrong())?,
                count: micros(count)?,
                value: micros(value)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_text_of_actions_reads_back(raw in proptest::collection::btree_map(1_i64..2000, (proptest::option::of(-5_000_000_i64..9_000_000_000_000), proptest::option::of(0_i64..9_000_000_000_000)), 0..20)) {
            let actions: Vec<_> = raw.into_iter().map(|(kind, (count, value))| KeyedAction { kind, count, value }).collect();
            let text = to_text(&actions);
            let back = text.as_deref().map_or(Ok(Vec::new()), from_text).unwrap();
            prop_assert_eq!(back, actions);
        }
    }

    #[test]
    fn damaged_text_is_an_error_and_not_a_zero() {
        assert!(from_text("12:3 x").is_err());
        assert!(from_text("12:three").is_err());
    }
}
