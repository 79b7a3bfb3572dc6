//! Draws every bundled template in every size with both demo brands, as single ads and on sheets to be looked at. The
//! names of templates may follow the folder to draw only those.
//!
//! `cargo xtask contact-sheet` runs this. It says which checks fail, and writes into its folder:
//! `ads/<template>/<brand>_<size>.png` at full size, `sheet-<n>.png` with four templates each, and `index.html`.
#![allow(clippy::print_stdout, reason = "a command-line tool talks on standard output")]

#[path = "../../tests/demo/mod.rs"]
mod demo;
mod page;
mod sheet;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use creative::check::{self, Check, Context, Copy, Outcome, Specs, Weight};
use creative::encode::{self, Stamp};
use creative::repair::{self, Rules};
use creative::{Cancel, ColourMode, Drawn, Fonts, Studio, Template};
use units::AccountDate;

type Failure = Box<dyn std::error::Error>;

/// Templates on one sheet.
const ON_A_SHEET: usize = 4;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().map_or_else(|| PathBuf::from("target/contact-sheet"), PathBuf::from);
    let only: Vec<String> = arguments.collect();
    match run(&out, &only) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(out: &Path, only: &[String]) -> Result<(), Failure> {
    let templates = templates()?;
    let (studio, specs, brands) = (Studio::new(Fonts::bundled()?), Specs::bundled(), demo::brands());
    if out.exists() && only.is_empty() {
        std::fs::remove_dir_all(out)?;
    }
    std::fs::create_dir_all(out)?;
    let mut page = page::Page::default();
    let mut sheets = Vec::new();
    let asked = |template: &Template| only.is_empty() || only.contains(&template.id);
    for (turn, template) in templates.iter().enumerate().filter(|(_, template)| asked(template)) {
        println!("{:>2} of {}  {}", turn + 1, templates.len(), template.id);
        let mut row = Vec::new();
        for brand in &brands {
            match brand.any_set(template, turn) {
                Ok(ads) => {
                    for ad in &ads {
                        row.extend(one(out, &studio, &specs, ad, &mut page)?);
                    }
                }
                Err(missing) => println!("      {}: {missing}", brand.id),
            }
        }
        sheets.push(row);
    }
    for (number, rows) in sheets.chunks(ON_A_SHEET).enumerate() {
        let path = out.join(format!("sheet-{}.png", number + 1));
        std::fs::write(&path, sheet::png(rows)?)?;
        println!("{}", path.display());
    }
    std::fs::write(out.join("index.html"), page.html())?;
    println!("{}", out.join("index.html").display());
    Ok(())
}

/// The templates as they lie in the folder of assets, so that a change to one is seen without building.
fn templates() -> Result<Vec<Arc<Template>>, Failure> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(demo::assets().join("templates"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    folders.retain(|folder| folder.join("template.toml").is_file());
    folders.sort();
    folders.iter().map(|folder| Ok(Arc::new(Template::read(folder)?))).collect()
}

fn one(
    out: &Path,
    studio: &Studio,
    specs: &Specs,
    ad: &demo::DemoAd,
    page: &mut page::Page,
) -> Result<Vec<Drawn>, Failure> {
    let rules = Rules { specs, brief: &ad.brief, today: AccountDate::parse("2026-11-22")? };
    let drawn = repair::draw(studio, &ad.order, &rules, &Cancel::new())?;
    let id = &ad.order.template.id;
    let folder = out.join("ads").join(id);
    std::fs::create_dir_all(&folder)?;
    for size in &drawn {
        let card = ad.card.map(|card| format!("_card{card}")).unwrap_or_default();
        let name = format!("{}{card}_{}.png", ad.brand, size.size.tag());
        let stamp =
            Stamp { ad: String::new(), tag: String::new(), template: id.clone(), version: ad.order.template.version };
        std::fs::write(folder.join(&name), encode::png(size, &stamp)?)?;
        let faults = faults(size, ad, &rules);
        for fault in &faults {
            println!("      {} {}: {fault}", ad.brand, size.size);
        }
        page.add(id, &format!("ads/{id}/{name}"), &format!("{} {} {}", ad.brand, ad.product, size.size), &faults);
    }
    debug_assert_eq!(ad.order.colour, ColourMode::Original);
    Ok(drawn)
}

/// What a person should look at, and what repair did.
fn faults(drawn: &Drawn, ad: &demo::DemoAd, rules: &Rules<'_>) -> Vec<String> {
    let context = Context {
        specs: rules.specs,
        brief: &ad.brief,
        content: &ad.order.content,
        copy: &Copy::default(),
        today: rules.today,
        file: None,
        earlier: None,
        sizes: None,
        finished: false,
    };
    let matters = |check: &Check| check.outcome == Outcome::Fail && check.weight != Weight::Informs;
    let said =
        |check: Check| format!("{} {} (limit {}): {}", check.code.name(), check.measured, check.limit, check.words);
    let steps = drawn.steps.iter().map(|step| format!("repaired {}: {:?}", step.check, step.mend));
    check::judge(drawn, &context).into_iter().filter(matters).map(said).chain(steps).collect()
}
