//! The lists of actions: overlapping names of the same event, windows beside the value, parts beside the total.

use super::super::question::Question;
use super::{entry, key, money};
use crate::json::{int, ratio};
use crate::world::{Account, Metrics};

/// The names one event of the pixel is reported under.
const PURCHASE: [&str; 3] = ["omni_purchase", "purchase", "offsite_conversion.fb_pixel_purchase"];
const ADD_TO_CART: [&str; 3] = ["omni_add_to_cart", "add_to_cart", "offsite_conversion.fb_pixel_add_to_cart"];
const CHECKOUT: [&str; 3] =
    ["omni_initiated_checkout", "initiate_checkout", "offsite_conversion.fb_pixel_initiate_checkout"];
const VIEW_CONTENT: [&str; 3] = ["omni_view_content", "view_content", "offsite_conversion.fb_pixel_view_content"];

pub(super) fn actions(out: &mut Vec<u8>, question: &Question, m: &Metrics) {
    key(out, "actions");
    let start = out.len();
    out.push(b'[');
    for (name, value) in [
        ("link_click", m.link_clicks),
        ("landing_page_view", m.landing_page_views),
        ("omni_landing_page_view", m.landing_page_views),
        ("post_reaction", m.reactions),
        ("comment", m.comments),
        ("post", m.shares),
        ("onsite_conversion.post_save", m.saves),
        ("video_view", m.plays_3s),
        ("post_engagement", m.post_engagement()),
        ("page_engagement", m.post_engagement()),
    ] {
        action(out, name, value, |o| {
            if question.windows.iter().any(|w| w == "7d_click") && name == "link_click" {
                window(o, "7d_click", |o| int(o, value));
            }
        });
        parts(out, question, name, m);
    }
    for (names, value) in
        [(VIEW_CONTENT, m.view_content), (ADD_TO_CART, m.add_to_cart), (CHECKOUT, m.initiate_checkout)]
    {
        for name in names {
            action(out, name, value, |_| {});
        }
    }
    for name in PURCHASE {
        action(out, name, m.purchases, |o| purchase_windows(o, question, m));
    }
    close(out, start);
}

/// Ends a list; an empty one is no key at all.
fn close(out: &mut Vec<u8>, start: usize) {
    if out.len() == start + 1 {
        let key = out[..start]
            .iter()
            .rposition(|&b| b == b'"')
            .and_then(|end| out[..end].iter().rposition(|&b| b == b'"'))
            .unwrap_or(start);
        out.truncate(if key > 0 && out[key - 1] == b',' { key - 1 } else { key });
    } else {
        out.push(b']');
    }
}

fn action(out: &mut Vec<u8>, name: &str, value: u64, more: impl FnOnce(&mut Vec<u8>)) {
    if value == 0 {
        return;
    }
    if out.last() != Some(&b'[') {
        out.push(b',');
    }
    entry(out, name, |o| int(o, value));
    more(out);
    out.push(b'}');
}

fn window(out: &mut Vec<u8>, name: &str, write: impl FnOnce(&mut Vec<u8>)) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":\"");
    write(out);
    out.push(b'"');
}

/// The keys of the windows asked for. 7- and 28-day views are gone since January 2026: nothing, and no error.
fn purchase_windows(out: &mut Vec<u8>, question: &Question, m: &Metrics) {
    for name in &question.windows {
        if let Some(value) =
            in_window(name, m.purchases, m.purchases_1d_view, m.purchases_1d_click, m.purchases_28d_extra)
                .filter(|v| *v > 0)
        {
            window(out, name, |o| int(o, value));
        }
    }
}

fn in_window(name: &str, all: u64, view: u64, one_day: u64, extra: u64) -> Option<u64> {
    match name {
        "1d_click" => Some(one_day),
        "7d_click" => Some(all - view),
        "28d_click" => Some(all - view + extra),
        "1d_view" => Some(view),
        _ => None,
    }
}

/// Under an action breakdown the parts stand beside the total.
fn parts(out: &mut Vec<u8>, question: &Question, name: &str, m: &Metrics) {
    let asked = |breakdown: &str| question.action_breakdowns.iter().any(|b| b == breakdown);
    let mut part = |breakdown: &str, kind: &str, value: u64| {
        action(out, name, value, |o| {
            o.extend_from_slice(format!(",\"{breakdown}\":\"{kind}\"").as_bytes());
        });
    };
    if name == "video_view" && asked("action_video_type") {
        let clicked = m.plays_3s / 12;
        part("action_video_type", "total", m.plays_3s);
        part("action_video_type", "auto_play", m.plays_3s - clicked);
        part("action_video_type", "click_to_play", clicked);
    }
    if name == "post_reaction" && asked("action_reaction") {
        part("action_reaction", "like", m.reactions - m.loves);
        part("action_reaction", "love", m.loves);
    }
}

pub(super) fn action_values(out: &mut Vec<u8>, account: &Account, question: &Question, m: &Metrics) {
    if m.purchases == 0 {
        return;
    }
    key(out, "action_values");
    out.push(b'[');
    for name in PURCHASE {
        if out.last() != Some(&b'[') {
            out.push(b',');
        }
        entry(out, name, |o| money(o, account, m.purchase_value));
        for window_name in &question.windows {
            let value = in_window(window_name, m.purchase_value, m.value_1d_view, m.value_1d_click, m.value_28d_extra);
            if let Some(value) = value.filter(|v| *v > 0) {
                window(out, window_name, |o| money(o, account, value));
            }
        }
        out.push(b'}');
    }
    out.push(b']');
}

pub(super) fn costs(out: &mut Vec<u8>, m: &Metrics, minor: u64) {
    key(out, "cost_per_action_type");
    let start = out.len();
    out.push(b'[');
    for (name, value) in [
        ("link_click", m.link_clicks),
        ("landing_page_view", m.landing_page_views),
        ("omni_purchase", m.purchases),
        ("purchase", m.purchases),
    ] {
        if value > 0 {
            if out.last() != Some(&b'[') {
                out.push(b',');
            }
            entry(out, name, |o| ratio(o, m.spend, 1, value * minor));
            out.push(b'}');
        }
    }
    close(out, start);
}
