//! Choosing among many templates, and comparing with many pictures.

use std::sync::Arc;
use std::time::Duration;

use creative::near::Nearest;
use creative::select::{self, Ask, Candidate, Strictness, Use, Wanted};
use creative::template::{Audience, Category};
use units::{IdSource as _, SeededIds, SystemClock};

use crate::{median, timed};

const TEMPLATES: usize = 5_000;
const PICTURES: usize = 50_000;
const TIMES: usize = 31;

/// The median time of a best match over a library of 5,000 templates with uses, ranges and tags.
pub fn choosing(clock: &SystemClock) -> Duration {
    let tags = ["product:bottle", "logo", "person:vet", "scene", "product"];
    let library: Vec<Candidate> = (0..TEMPLATES)
        .map(|at| Candidate {
            awareness: Some((1 + (at % 3) as u8, 3 + (at % 3) as u8)),
            audience: Some(Audience::ALL[at % 3]),
            required: Arc::from(vec![tags[at % 5].to_owned(), tags[at % 3].to_owned()]),
            used: (at % 4 == 0).then_some(Use { days_ago: (at % 90) as f64, times: 4 }),
            used_with_product: (at % 7 == 0).then_some(Use { days_ago: (at % 60) as f64, times: 3 }),
            ..Candidate::new(format!("template-{at}"), Category::ALL[at % Category::ALL.len()])
        })
        .collect();
    let wanted = Wanted {
        owned: ["product:bottle", "logo", "scene"].map(str::to_owned).into(),
        awareness: Some(3),
        audience: Some(Audience::Female),
        category: None,
    };
    median(TIMES, |seed| {
        let ask = Ask { strictness: Strictness::Growth, ..Ask::best_match(12, seed as u64, wanted.clone()) };
        timed(clock, || std::hint::black_box(select::choose(&library, &ask)).chosen.len()).0
    })
}

/// The median time of finding the nearest of 50,000 fingerprints.
pub fn comparing(clock: &SystemClock) -> Duration {
    let chance = SeededIds::new(7);
    let all: Nearest = (0..PICTURES).map(|at| (format!("ad-{at}"), chance.random())).collect();
    median(TIMES, |_| {
        let print = chance.random();
        timed(clock, || std::hint::black_box(all.nearest(std::hint::black_box(print))).map(|found| found.distance)).0
    })
}
