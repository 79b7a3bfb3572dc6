//! Draws a template's folder in all its sizes with sample content, and says what is wrong with it.
//!
//! `cargo run -p creative --example draw -- TEMPLATE_DIR [BRAND.toml] OUT_DIR [--colours …] [--words …] [--sizes …]`
//! (`docs/templates.md`).

#![expect(clippy::print_stdout, reason = "a tool for the terminal")]

mod sample;
mod sheet;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use creative::encode::{self, Stamp};
use creative::{Cancel, CanvasSize, ColourMode, Fonts, Order, Studio, Template};

type Failure = Box<dyn std::error::Error>;

/// What was asked for.
struct Ask {
    template: PathBuf,
    brand: Option<PathBuf>,
    out: PathBuf,
    colours: Vec<ColourMode>,
    words: Vec<sample::Words>,
    sizes: Vec<CanvasSize>,
    /// Of a carousel.
    card: u32,
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
    let (template, brand, out) = match places.as_slice() {
        [template, out] => (template.clone(), None, out.clone()),
        [template, brand, out] => (template.clone(), Some(brand.clone()), out.clone()),
        _ => return Err("draw TEMPLATE_DIR [BRAND.toml] OUT_DIR [--colours …] [--words …] [--sizes …]".into()),
    };
    let mut ask = Ask {
        template,
        brand,
        out,
        colours: vec![ColourMode::Original],
        words: vec![sample::Words::Typical],
        sizes: CanvasSize::ALL.to_vec(),
        card: 1,
    };
    for (name, value) in options {
        match name.as_str() {
            "colours" => ask.colours = value.split(',').map(str::parse).collect::<Result<_, _>>()?,
            "words" => ask.words = value.split(',').map(str::parse).collect::<Result<_, _>>()?,
            "sizes" => ask.sizes = value.split(',').map(str::parse).collect::<Result<_, _>>()?,
            "card" => ask.card = value.parse()?,
            _ => return Err(format!("--{name} is not known").into()),
        }
    }
    Ok(ask)
}

fn run(ask: &Ask) -> Result<(), Failure> {
    let template = Arc::new(Template::read(&ask.template)?);
    let look = Arc::new(sample::look(ask.brand.as_deref())?);
    let studio = Studio::new(Fonts::bundled()?);
    std::fs::create_dir_all(&ask.out)?;
    let mut sheet = sheet::Sheet::default();
    for words in &ask.words {
        for colour in &ask.colours {
            let mut drawn_row = Vec::new();
            for size in template.sizes().filter(|size| ask.sizes.contains(size)) {
                let content = sample::content(&template, size, *words, ask.card, ask.brand.as_deref())?;
                let look = Arc::new(sample::in_language(&look, *words));
                let template = Arc::clone(&template);
                let order = Order { template, look, content, colour: *colour, sizes: vec![size], mends: Vec::new() };
                drawn_row.extend(studio.draw(&order, &Cancel::new())?);
            }
            let name = |size: CanvasSize| format!("{}_{}_{colour}_{size}.png", template.id, words.name());
            for drawn in &drawn_row {
                let stamp = Stamp {
                    ad: "sample".into(),
                    tag: "00000000".into(),
                    template: template.id.clone(),
                    version: template.version,
                };
                write(&ask.out.join(name(drawn.size)), &encode::png(drawn, &stamp)?)?;
                for text in &drawn.texts {
                    let over = if text.overflows { "  DOES NOT FIT" } else { "" };
                    println!(
                        "{:>7} {:<14} {:>5} px  {}{over}",
                        drawn.size.tag(),
                        text.slot,
                        text.px,
                        text.lines.join(" / ")
                    );
                }
            }
            sheet.add(drawn_row);
        }
    }
    write(&ask.out.join("sheet.png"), &sheet.png()?)?;
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()).into())
}
