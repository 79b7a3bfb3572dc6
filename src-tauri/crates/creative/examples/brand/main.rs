//! Draws templates with what a brand's file says: the words and pictures an ad would really have.
//!
//! `cargo run -p creative --example brand -- TEMPLATES_DIR BRAND.toml PICTURES_DIR OUT_DIR [--templates a,b]
//! [--products slug,…] [--hook N] [--seed N] [--sizes 4x5,…] [--colours …]`
//!
//! Without `--hook` every template gets another hook in turn. Prints what is missing and which checks of the drawing fail.
#![allow(clippy::print_stdout, reason = "a command-line tool talks on standard output")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use creative::check::{self, Context, Copy, Outcome, Specs};
use creative::encode::{self, Stamp};
use creative::fill::{self, BrandFile, Brief};
use creative::{BrandLook, Cancel, CanvasSize, ColourMode, Drawn, Fonts, Order, Picture, Studio, Template};
use units::AccountDate;

type Failure = Box<dyn std::error::Error>;

struct Ask {
    templates: PathBuf,
    brand: PathBuf,
    pictures: PathBuf,
    out: PathBuf,
    only: BTreeSet<String>,
    products: BTreeSet<String>,
    hook: Option<usize>,
    seed: u64,
    sizes: Vec<CanvasSize>,
    colours: Vec<ColourMode>,
}

fn main() -> ExitCode {
    match ask().and_then(|ask| run(&ask)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn ask() -> Result<Ask, Failure> {
    let (mut places, mut options) = (Vec::new(), Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix("--") {
            Some(name) => options.push((name.to_owned(), arguments.next().ok_or(format!("--{name} needs a value"))?)),
            None => places.push(PathBuf::from(argument)),
        }
    }
    let [templates, brand, pictures, out] = <[PathBuf; 4]>::try_from(places).map_err(|_| "four places are needed")?;
    let mut ask = Ask {
        templates,
        brand,
        pictures,
        out,
        only: BTreeSet::new(),
        products: BTreeSet::new(),
        hook: None,
        seed: 0,
        sizes: CanvasSize::ALL.to_vec(),
        colours: vec![ColourMode::Original],
    };
    for (name, value) in options {
        let words = || value.split(',');
        match name.as_str() {
            "templates" => ask.only = words().map(str::to_owned).collect(),
            "products" => ask.products = words().map(str::to_owned).collect(),
            "hook" => ask.hook = Some(value.parse()?),
            "seed" => ask.seed = value.parse()?,
            "sizes" => ask.sizes = words().map(str::parse).collect::<Result<_, _>>()?,
            "colours" => ask.colours = words().map(str::parse).collect::<Result<_, _>>()?,
            _ => return Err(format!("--{name} is not known").into()),
        }
    }
    Ok(ask)
}

fn run(ask: &Ask) -> Result<(), Failure> {
    let file = BrandFile::read(&std::fs::read_to_string(&ask.brand)?)?;
    let look = Arc::new(look(&file, &ask.brand)?);
    let studio = Studio::new(Fonts::bundled()?);
    std::fs::create_dir_all(&ask.out)?;
    let mut ids: Vec<String> = std::fs::read_dir(&ask.templates)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_, std::io::Error>>()?;
    ids.retain(|id| ask.only.is_empty() || ask.only.contains(id));
    ids.sort();
    for product in
        file.products.iter().filter(|product| ask.products.is_empty() || ask.products.contains(&product.slug))
    {
        for (at, id) in ids.iter().enumerate() {
            let template = Arc::new(Template::read(&ask.templates.join(id))?);
            let hook = ask.hook.unwrap_or(at) % product.hooks.len().max(1);
            let offer = (!product.offers.is_empty()).then_some(0);
            let brief = file.brief(product, hook, offer, |name| std::fs::read(ask.pictures.join(name)).ok())?;
            let seeds = fill::seeds(&template, ask.seed);
            for (card, seed) in seeds.iter().enumerate() {
                let name =
                    if seeds.len() > 1 { format!("{}_card{}", product.slug, card + 1) } else { product.slug.clone() };
                if let Err(failure) = draw(ask, &studio, &template, &look, &brief, *seed, &name) {
                    println!("{id} × {}: {failure}", product.slug);
                    break;
                }
            }
        }
    }
    Ok(())
}

fn draw(
    ask: &Ask,
    studio: &Studio,
    template: &Arc<Template>,
    look: &Arc<BrandLook>,
    brief: &Brief,
    seed: u64,
    product: &str,
) -> Result<(), Failure> {
    let content = fill::fill(template, brief, seed)?;
    for colour in &ask.colours {
        for size in template.sizes().filter(|size| ask.sizes.contains(size)) {
            let order = Order {
                template: Arc::clone(template),
                look: Arc::clone(look),
                content: content.clone(),
                colour: *colour,
                sizes: vec![size],
                mends: fill::shorter(template, brief, &content, size),
            };
            for drawn in studio.draw(&order, &Cancel::new())? {
                tell(&drawn, &order, brief, product)?;
                let stamp = Stamp {
                    ad: "sample".into(),
                    tag: "00000000".into(),
                    template: template.id.clone(),
                    version: template.version,
                };
                let name = format!("{}_{product}_{colour}_{size}.png", template.id);
                std::fs::write(ask.out.join(name), encode::png(&drawn, &stamp)?)?;
            }
        }
    }
    Ok(())
}

/// Says which checks of the drawing fail.
fn tell(drawn: &Drawn, order: &Order, brief: &Brief, product: &str) -> Result<(), Failure> {
    let (specs, copy) = (Specs::bundled(), Copy::default());
    let context = Context {
        specs: &specs,
        brief,
        content: &order.content,
        copy: &copy,
        today: "2026-11-22".parse::<AccountDate>()?,
        file: None,
        earlier: None,
        sizes: None,
        finished: false,
    };
    for check in check::drawing(drawn, &context).iter().filter(|check| check.outcome == Outcome::Fail) {
        println!(
            "{} × {product} {}: {} {} ({})",
            order.template.id,
            drawn.size.tag(),
            check.title,
            check.measured,
            check.words
        );
    }
    Ok(())
}

fn look(file: &BrandFile, path: &Path) -> Result<BrandLook, Failure> {
    let picture = |name: &str| -> Result<Option<Picture>, Failure> {
        let logo = path.with_file_name(name);
        Ok(if logo.is_file() { Some(Picture::read(std::fs::read(logo)?)?) } else { None })
    };
    Ok(BrandLook { logo: picture("logo.png")?, logo_on_dark: picture("logo-on-dark.png")?, ..file.look() })
}
