//! `sim`: the simulator by itself.

use std::sync::Arc;
use std::time::Duration;

use app::{AppError, ErrorCode};
use clap::{Args, Subcommand};
use graph_sim::{Fault, FaultPlan, SimConfig, SimError, Size, Story, serve};
use serde_json::json;
use units::AccountDate;

use super::{Answer, Session};
use crate::stories::DrawnHere;

/// Commands of the simulator.
#[derive(Debug, Subcommand)]
pub enum SimCommand {
    /// A Graph API server on this machine, with invented accounts
    Sim(SimArguments),
}

/// How the simulator is set.
#[derive(Debug, Args)]
pub struct SimArguments {
    /// Port on the loopback address; any free one if left out
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// showcase, healthy, fatigue, tracking-break, seasonal-dip or starved-winner
    #[arg(long, default_value = "showcase", value_parser = |name: &str| name.parse::<Story>())]
    story: Story,
    /// Chance follows from it
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Today in the accounts' zones; data end the day before
    #[arg(long, value_name = "D")]
    today: Option<AccountDate>,
    /// A generated account with so many campaigns …
    #[arg(long, value_name = "N", requires = "ads")]
    campaigns: Option<u32>,
    /// … so many ads …
    #[arg(long, value_name = "N", requires = "campaigns")]
    ads: Option<u32>,
    /// … and so many days
    #[arg(long, value_name = "N", default_value_t = 90)]
    days: u32,
    /// Purchases are reported at once, so that no day moves any more
    #[arg(long)]
    settled: bool,
    /// Waiting time of every reply
    #[arg(long, value_name = "N", default_value_t = 0)]
    latency_ms: u64,
    /// NAME[=AMOUNT][+SKIP][*TIMES][@KIND]; `--fault list` names them
    #[arg(long = "fault", value_name = "NAME")]
    faults: Vec<String>,
}

/// Runs a command of the simulator.
///
/// # Errors
/// For a fault that does not exist, a size of nothing or a port that is taken.
pub fn run(session: &Session, command: SimCommand) -> Result<Answer, AppError> {
    let SimCommand::Sim(arguments) = command;
    if arguments.faults.iter().any(|name| name == "list") {
        return list();
    }
    let config = config(session, &arguments).map_err(said)?;
    session.wait_for(async {
        let sim = serve(config).await.map_err(said)?;
        let accounts: Vec<_> = sim
            .accounts
            .iter()
            .map(|a| json!({"id": a.id, "name": a.name, "currency": a.currency, "time_zone": a.zone, "today": a.today}))
            .collect();
        session.print_now(
            &json!({"url": sim.url, "accounts": accounts, "token": sim.token, "today": sim.today}).to_string(),
        )?;
        tokio::signal::ctrl_c().await?;
        sim.stop();
        Ok(Answer::said())
    })
}

fn list() -> Result<Answer, AppError> {
    let all: Vec<_> = Fault::ALL.iter().map(|f| json!({"name": f.name(), "does": f.description()})).collect();
    let text: String = Fault::ALL.iter().map(|f| format!("{:20} {}\n", f.name(), f.description())).collect();
    Answer::of(&all, text)
}

fn config(session: &Session, arguments: &SimArguments) -> Result<SimConfig, SimError> {
    let size = arguments.campaigns.zip(arguments.ads);
    Ok(SimConfig {
        port: arguments.port,
        story: arguments.story,
        seed: arguments.seed,
        today: arguments.today,
        size: size.map(|(campaigns, ads)| Size { campaigns, ads, days: arguments.days }),
        settled: arguments.settled,
        latency: Duration::from_millis(arguments.latency_ms),
        faults: arguments.faults.iter().map(|text| text.parse::<FaultPlan>()).collect::<Result<_, _>>()?,
        pictures: Some(Arc::new(DrawnHere::default())),
        ..SimConfig::new(Arc::clone(&session.clock))
    })
}

fn said(error: SimError) -> AppError {
    let code = match error {
        SimError::Listen { .. } => ErrorCode::Io,
        SimError::UnknownStory(_) | SimError::UnknownFault(_) | SimError::EmptySize => ErrorCode::InvalidInput,
    };
    AppError::new(code, error.to_string(), "See `ad-creator sim --help`.")
}
