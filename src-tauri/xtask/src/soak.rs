//! `cargo xtask soak`: the same tests over and over. Every round draws other random histories (recurrences, queues,
//! ledgers, packed days) and kills processes at other moments, so what fails once in a thousand tries has its chance.

use clap::Args;

use crate::repository::Repository;
use crate::{build, shell};

#[derive(Debug, Args)]
pub struct SoakArguments {
    /// How often everything is repeated
    #[arg(long, default_value_t = 20)]
    rounds: u32,
}

/// Repeats the tests and the journeys on the command line; ends at the first failure.
pub fn soak(repository: &Repository, arguments: &SoakArguments) -> anyhow::Result<()> {
    let binary = build::debug(repository)?;
    for round in 1..=arguments.rounds {
        println!("Round {round} of {}", arguments.rounds);
        let mut run = shell::command(repository.root(), "cargo", &["nextest", "run", "--locked", "--workspace"]);
        // Windows are slow to open and draw nothing at random.
        run.args(["--filterset", "not test(/^window::/)"]).env("AD_CREATOR_BINARY", &binary);
        shell::must_run(run)?;
    }
    Ok(())
}
