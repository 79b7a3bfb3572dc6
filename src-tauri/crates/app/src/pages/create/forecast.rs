//! What the next runs of a job that makes ads will make, as the library stands now.

use scheduler::ParamError;
use serde::{Deserialize, Serialize};
use specta::Type;
use units::{JobType, Timestamp};

use super::{AdSize, PlannedRun, Previews};
use crate::creation::plan::{self, Estimate};
use crate::creation::{Wanted, params::OverCap};
use crate::pages::schedule::{self, ParamValue};
use crate::{AppError, Workspace};

/// Which runs of which job.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ForecastAsk {
    /// The kind of work: one of the two that make ads.
    pub job_type: JobType,
    /// The parameters as the form has them.
    pub parameters: Vec<ParamValue>,
    /// When the runs are due; the first one is counted.
    pub at: Vec<Timestamp>,
    /// Whether the job repeats: then each run has a throw of the dice of its own.
    pub repeats: bool,
}

/// What they make.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdForecast {
    /// Ads of the first run.
    pub ads: u32,
    /// Its files.
    pub files: u32,
    /// Ads of it that no other one says already.
    pub ideas: u32,
    /// About how long it takes, in milliseconds.
    pub duration_ms: f64,
    /// About how many bytes its files have.
    pub bytes: f64,
    /// Runs that it takes.
    pub runs: u32,
    /// Files that one run makes at most.
    pub cap: u32,
    /// Whether it makes nothing, because it is more than one run makes and nobody agreed to several.
    pub too_much: bool,
    /// What each run makes.
    pub next: Vec<PlannedRun>,
}

/// Plans the runs without making anything.
///
/// # Errors
/// `invalid_input` for a wrong parameter, or if nothing can be made, with why; `not_found` for a product that is gone.
pub fn forecast_ads(ws: &Workspace, previews: &Previews, ask: &ForecastAsk) -> Result<AdForecast, AppError> {
    let parameters = schedule::json_of(&ask.parameters);
    let wanted = Wanted::read(ask.job_type, &parameters).map_err(wrong)?;
    let setting = previews.setting(ws, &wanted.product)?;
    let (mut first, mut next) = (None, Vec::new());
    for at in &ask.at {
        let wanted = if ask.repeats { wanted.at(*at) } else { wanted.clone() };
        let plan = plan::plan_with(ws, &wanted, &setting.stock, &setting.templates)?;
        if first.is_none() {
            first = Some(plan::estimate(ws, &plan)?);
        }
        next.push(PlannedRun { at: *at, note: None, ads: plan.ads.into_iter().map(|ad| ad.template_name).collect() });
    }
    let nothing = Estimate { ads: 0, files: 0, ideas: 0, duration_ms: 0, bytes: 0, cap: plan::cap(ws)?, runs: 0 };
    let Estimate { ads, files, ideas, duration_ms, bytes, cap, runs } = first.unwrap_or(nothing);
    Ok(AdForecast {
        ads,
        files,
        ideas,
        duration_ms: duration_ms as f64,
        bytes: bytes as f64,
        runs,
        cap,
        too_much: runs > 1 && wanted.over_cap == OverCap::Ask,
        next,
    })
}

/// The first ads of one run, to be drawn small.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunPicturesAsk {
    /// The kind of work: one of the two that make ads.
    pub job_type: JobType,
    /// The parameters of the job.
    pub parameters: Vec<ParamValue>,
    /// When the run is due.
    pub at: Timestamp,
    /// Whether the job repeats.
    pub repeats: bool,
    /// How many ads at most.
    pub most: u32,
    /// Pixels across of each picture.
    pub width: u32,
}

/// An ad that a run will make.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RunPicture {
    /// Its template's name.
    pub name: String,
    /// The size that is drawn.
    pub size: AdSize,
    /// The picture's name for the media protocol.
    pub picture: String,
}

/// Draws the first ads that a run will make, each idea once. Its throw of the dice follows from when it is due, so these
/// are the ads of the run as long as the library stays as it is.
///
/// # Errors
/// As [`forecast_ads`]; `cancelled` when newer pictures were asked for.
pub fn run_pictures(ws: &Workspace, previews: &Previews, ask: &RunPicturesAsk) -> Result<Vec<RunPicture>, AppError> {
    const PLACE: &str = "run pictures";
    let turn = previews.turn(PLACE);
    let wanted = Wanted::read(ask.job_type, &schedule::json_of(&ask.parameters)).map_err(wrong)?;
    let setting = previews.setting(ws, &wanted.product)?;
    let wanted = if ask.repeats { wanted.at(ask.at) } else { wanted };
    let plan = plan::plan_with(ws, &wanted, &setting.stock, &setting.templates)?;
    let ideas = plan.ads.iter().filter(|ad| ad.twin_of.is_none());
    let mut pictures = Vec::new();
    for ad in ideas.take(ask.most as usize) {
        let sizes = ad.spec.sizes.as_ref().unwrap_or(&plan.sizes);
        let Some(size) = sizes.iter().copied().next() else { continue };
        let template = setting.template(&ad.spec.template)?;
        let order = setting.stock.order(template, &ad.spec, &[size])?;
        let (_drawn, picture) = previews.picture_of(ws, &order, template, (size, ask.width), &turn)?;
        pictures.push(RunPicture { name: ad.template_name.clone(), size: size.into(), picture });
    }
    previews.done(PLACE, &turn);
    Ok(pictures)
}

fn wrong(error: ParamError) -> AppError {
    AppError::invalid(error.to_string(), "Change it in the form.")
}
