//! `import`: what others made, into the library.

use std::path::PathBuf;

use app::AppError;
use app::creation::{brand_file, library, pictures_in, templates};
use clap::{Args, Subcommand};
use units::counted;

use super::{Answer, Session};

/// Bringing things in.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Bring brands, pictures and templates into the library
    #[command(subcommand)]
    Import(What),
}

/// What is brought in.
#[derive(Debug, Subcommand)]
pub enum What {
    /// A brand with its products: a brand.toml, with its pictures beside it
    Brand {
        /// The file
        file: PathBuf,
    },
    /// Pictures of a product: files, or folders with everything in them
    Pictures(Pictures),
    /// Words of synced ads that lead to a product, into its copy bank
    SyncedCopy {
        /// The product by its id, its code, its short name or its name
        #[arg(long, value_name = "P")]
        product: String,
    },
    /// A template's folder, or a folder of pictures for reference
    Templates {
        /// The folder
        folder: PathBuf,
    },
}

/// Pictures, and whose.
#[derive(Debug, Args)]
pub struct Pictures {
    /// The product by its id, its code, its short name or its name
    #[arg(long, value_name = "P")]
    product: String,
    /// Files or folders
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// Brings something in and says what came of it.
///
/// # Errors
/// `not_found`; `invalid_input` with what is wrong with a file.
pub fn run(session: &Session, command: ImportCommand) -> Result<Answer, AppError> {
    let ImportCommand::Import(what) = command;
    let ws = session.open()?;
    match what {
        What::Brand { file } => {
            let report = brand_file::import_path(&ws, &file)?;
            let missing = report.missing_pictures.join(", ");
            let words = format!(
                "{}.{}",
                counted(report.products.len() as u64, "product", "products"),
                if missing.is_empty() { String::new() } else { format!(" Pictures that are not there: {missing}.") }
            );
            Answer::of(&report, words)
        }
        What::Pictures(pictures) => {
            let product = library::find_product(&ws, &pictures.product)?;
            let report = pictures_in::import_pictures(&ws, &product.id, &pictures.paths, &|_done, _of| {})?;
            let words = format!(
                "{} new ({} cut out), {} there already, {} that look like another, {} unreadable.",
                report.added.len(),
                report.cut_out.len(),
                report.duplicates.len(),
                report.alike.len(),
                report.unreadable.len()
            );
            Answer::of(&report, words)
        }
        What::SyncedCopy { product } => {
            let product = library::find_product(&ws, &product)?;
            let added = library::take_synced_copy(&ws, &product.id)?;
            Answer::of(&serde_json::json!({ "added": added }), format!("{added} new texts."))
        }
        What::Templates { folder } => {
            let report = templates::import_folder(&ws, &folder)?;
            let words = format!(
                "{} new, {} changed, {} there already, {} unreadable.",
                report.added.len(),
                report.changed.len(),
                report.duplicates.len(),
                report.unreadable.len()
            );
            let words = report.unreadable.iter().fold(words, |words, one| format!("{words}\n  {one}"));
            Answer::of(&report, words)
        }
    }
}
