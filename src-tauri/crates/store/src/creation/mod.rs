//! Making ads: the library they are made from, the batches that make them, what people decide about them.
//!
//! An ad is one idea (template, hook, offer) in one colour mode and in all its sizes: one row of `made_ads`, with a row
//! of `generated_ads` for each size. A batch is one row of `ad_runs` and has the id of the run that makes it, so that
//! a run which is taken up again finds what it has made already; its plan is written before the first ad, so that what
//! was previewed is what is made, whatever is edited meanwhile.
//!
//! Edits of the library are logged with the row as it was, and the last one can be taken back.

pub(crate) mod act;
mod ads;
mod batches;
mod changes;
mod copy;
mod decisions;
mod drafts;
mod exports;
mod facts;
mod fingerprints;
mod fonts;
mod images;
mod imports;
mod library;
mod listing;
mod offers;
mod personas;
mod products;
mod rows;
mod templates;
#[cfg(test)]
mod tests;
mod usage;
mod words;

pub use ads::{AdFile, MadeAd, NewAd, NewFile, StoredCheck};
pub use batches::{Batch, BatchCounts, NewBatch};
pub use changes::Rechecked;
pub use copy::{AdCopy, CopyText, SyncedCopy};
pub use decisions::{Decided, Decision, NewDecision, Overrides};
pub use drafts::Draft;
pub use exports::NewExport;
pub use facts::{Fact, FactOwner};
pub use fingerprints::{KnownFingerprint, UnmeasuredPicture};
pub use fonts::FontFile;
pub use images::{BrandAsset, LibraryImage, NewMedia, StoredCutout};
pub use imports::{BrandImport, ProductImport};
pub use library::{LibraryTable, Undone};
pub use listing::{AdFacets, AdFilter};
pub use offers::Offer;
pub use personas::StoredPersona;
pub use products::{Brand, Hook, Product};
pub use templates::{Template, TemplateFile, TemplateState};
pub use usage::{BrandUse, RenderSpeed, TemplateMarks, TemplateUse};
pub use words::{AdStatus, CheckOutcome, CheckWeight, CopyField, Decisive, TemplateKind, TemplateOrigin};
