//! Reasons in words.

use std::collections::BTreeMap;

use super::draw::Drawn;
use super::gate::{Passed, is_of_kind, least, suits};
use super::scorer::stages_apart;
use super::{Ask, Candidate, Choice, Empty, Help, LeftOut, Mode, Scorer, Strictness, Wanted, count};

/// A template that was drawn, with its reasons.
pub(super) fn choice(drawn: Drawn<'_>, ask: &Ask) -> Choice {
    Choice {
        template: drawn.candidate.template.clone(),
        name: drawn.candidate.name.clone(),
        composite: drawn.composite,
        probability: drawn.probability,
        rank: drawn.rank,
        of: drawn.of,
        scores: Scorer::explained(drawn.candidate, ask),
    }
}

/// A template that a person chose.
pub(super) fn chosen_by_hand(candidate: &Candidate, ask: &Ask) -> Choice {
    let composite = ask.weights.mean(&Scorer::all(candidate, &ask.wanted));
    Choice {
        template: candidate.template.clone(),
        name: candidate.name.clone(),
        composite,
        probability: 1.0,
        rank: 1,
        of: 1,
        scores: Scorer::explained(candidate, ask),
    }
}

/// A template that cannot be filled.
pub(super) fn lacking(candidate: &Candidate) -> LeftOut {
    LeftOut { template: candidate.template.clone(), why: candidate.lacks.join("; ") }
}

/// What a scorer saw.
pub(super) fn words(scorer: Scorer, candidate: &Candidate, wanted: &Wanted) -> String {
    match scorer {
        Scorer::AssetMatch => assets(candidate, wanted),
        Scorer::Unused => match candidate.used_with_product {
            None => "not yet used with this product".into(),
            Some(used) => format!("last used with this product {}", ago(used.days_ago)),
        },
        Scorer::CategoryMatch => match wanted.category {
            None => "no kind asked for".into(),
            Some(category) if category == candidate.category => format!("{}, as asked", kind(category.name())),
            Some(category) => format!("{}, asked for {}", kind(candidate.category.name()), kind(category.name())),
        },
        Scorer::Awareness => match (candidate.awareness, wanted.awareness) {
            (Some(range), Some(asked)) => match stages_apart(range, asked) {
                0 => format!("made for stage {}, the hook speaks to {asked}", stages(range)),
                apart => format!("made for stage {}, the hook speaks to {asked}: {apart} apart", stages(range)),
            },
            (None, _) => "nobody said for which stage it is".into(),
            (_, None) => "the hook has no stage".into(),
        },
        Scorer::Audience => match (candidate.audience, wanted.audience) {
            (Some(made_for), Some(asked)) => format!("made for {}, asked for {}", made_for.name(), asked.name()),
            (None, _) => "nobody said for whom it is".into(),
            (Some(made_for), None) => format!("made for {}, nobody in particular asked for", made_for.name()),
        },
        Scorer::Fatigue => match (candidate.used, candidate.used_with_product) {
            (None, _) => "the brand never used it".into(),
            (Some(used), Some(pair)) if pair.times >= 3 => {
                format!("last used {}; {} times with this product", ago(used.days_ago), pair.times)
            }
            (Some(used), _) => format!("last used {}", ago(used.days_ago)),
        },
    }
}

fn assets(candidate: &Candidate, wanted: &Wanted) -> String {
    let lacking: Vec<&str> = candidate.lacking(&wanted.owned).map(String::as_str).collect();
    match (candidate.required.len(), lacking.len()) {
        (0, _) => "needs no pictures".into(),
        (_, 0) => format!("has {}", candidate.required.join(", ")),
        (all, some) => format!("{} of {all}: no {}", all - some, lacking.join(", ")),
    }
}

fn ago(days: f64) -> String {
    match days.max(0.0).floor() as u64 {
        0 => "today".into(),
        1 => "yesterday".into(),
        days => format!("{days} days ago"),
    }
}

fn stages((first, last): (u8, u8)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

fn kind(name: &str) -> String {
    name.replace('_', " ")
}

/// Why a draw gave nothing.
pub(super) fn empty(candidates: &[Candidate], passed: &Passed<'_>, ask: &Ask) -> Empty {
    let fillable = candidates.iter().filter(|candidate| candidate.lacks.is_empty()).count();
    let why = if ask.count == 0 {
        "None were asked for.".into()
    } else if candidates.is_empty() {
        "There are no templates in the library.".into()
    } else if fillable == 0 {
        format!("None of {} templates can be filled with what is known of the product.", candidates.len())
    } else if fillable <= ask.without.len() && passed.before == 0 && ask.wanted.category.is_none() {
        "All templates that fit are kept already.".into()
    } else if passed.before == 0 {
        match ask.wanted.category {
            Some(category) => format!("No template that can be filled is of the kind “{}”.", kind(category.name())),
            None => "All templates that fit are kept already.".into(),
        }
    } else {
        let needed = (passed.gate.least * 100.0).round();
        let strict = if ask.strictness == Strictness::Premium { " Premium is not relaxed." } else { "" };
        format!("None of {} templates has {needed} % of the pictures it needs.{strict}", passed.before)
    };
    Empty { why, helps: helps(candidates, passed, ask) }
}

/// Why nothing chosen by hand can be made.
pub(super) fn empty_by_hand(left_out: &[LeftOut], asked: usize) -> Empty {
    let help = |left: &LeftOut| Help {
        words: format!("{}: {}", left.template, left.why),
        gains: 1,
        template: Some(left.template.clone()),
    };
    let helps = left_out.iter().map(help).collect();
    let why = match asked {
        0 => "No template was chosen.".into(),
        1 => "The chosen template cannot be used.".into(),
        many => format!("None of the {many} chosen templates can be used."),
    };
    Empty { why, helps }
}

/// The most things that are suggested.
const HELPS: usize = 5;

/// What would let more templates pass, the most first.
pub(super) fn helps(candidates: &[Candidate], passed: &Passed<'_>, ask: &Ask) -> Vec<Help> {
    if matches!(ask.mode, Mode::Manual(_)) {
        return Vec::new();
    }
    let mut helps = tags(candidates, ask);
    helps.extend(data(candidates));
    helps.extend(unanalysed(candidates, ask));
    helps.extend(softer(passed, ask));
    helps.extend(other_kind(candidates, ask));
    if candidates.is_empty() {
        helps.push(Help::new("Import templates, or take archived ones back.".into(), 0));
    }
    helps.sort_by(|one, other| other.gains.cmp(&one.gains).then_with(|| one.words.cmp(&other.words)));
    helps.truncate(HELPS);
    helps
}

/// Pictures that would open the gate, each alone.
fn tags(candidates: &[Candidate], ask: &Ask) -> Vec<Help> {
    let least = least(ask);
    if least <= 0.0 {
        return Vec::new();
    }
    let shut = |candidate: &&Candidate| {
        candidate.lacks.is_empty() && candidate.analysed && is_of_kind(candidate, ask) && !suits(candidate, ask, least)
    };
    let mut gains: BTreeMap<&str, u32> = BTreeMap::new();
    for candidate in candidates.iter().filter(shut) {
        let all = candidate.required.len() as f64;
        let lacking: Vec<&String> = candidate.lacking(&ask.wanted.owned).collect();
        if (all - lacking.len() as f64 + 1.0) / all >= least {
            lacking.into_iter().for_each(|tag| *gains.entry(tag).or_default() += 1);
        }
    }
    gains
        .into_iter()
        .map(|(tag, gains)| Help::new(format!("Add a picture tagged {tag}, or tag one so."), gains))
        .collect()
}

/// Product data that would let templates be filled.
fn data(candidates: &[Candidate]) -> Vec<Help> {
    let mut gains: BTreeMap<&str, u32> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.lacks.len() == 1) {
        *gains.entry(&candidate.lacks[0]).or_default() += 1;
    }
    gains.into_iter().map(|(lack, gains)| Help::new(format!("Product data: {lack}."), gains)).collect()
}

fn unanalysed(candidates: &[Candidate], ask: &Ask) -> Option<Help> {
    let hidden = candidates.iter().filter(|candidate| !candidate.analysed && candidate.lacks.is_empty()).count();
    (least(ask) > 0.0 && hidden > 0)
        .then(|| Help::new("Say which pictures the templates need that nobody has looked at.".into(), count(hidden)))
}

fn softer(passed: &Passed<'_>, ask: &Ask) -> Option<Help> {
    let gains = passed.before - passed.after;
    (gains > 0 && ask.strictness != Strictness::Default)
        .then(|| Help::new("Choose a less strict match of pictures.".into(), gains))
}

fn other_kind(candidates: &[Candidate], ask: &Ask) -> Option<Help> {
    let least = least(ask);
    let others = candidates
        .iter()
        .filter(|candidate| candidate.lacks.is_empty() && !is_of_kind(candidate, ask) && suits(candidate, ask, least));
    let gains = count(others.count());
    (gains > 0).then(|| Help::new("Ask for any kind of ad.".into(), gains))
}
