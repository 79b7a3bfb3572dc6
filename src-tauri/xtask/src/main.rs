//! `cargo xtask`: everything a person or a build server does with this repository.
//!
//! It installs what is missing, builds, runs and tests, so that a fresh machine with Rust and Node needs one command.
#![allow(clippy::print_stdout, reason = "a command-line tool talks on standard output")]

mod bench;
mod bindings;
mod build;
mod contact_sheet;
mod licences;
mod link;
mod order;
mod repository;
mod run;
mod shell;
mod soak;
mod system;
mod test;
mod total;
mod ui;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Builds, runs and tests Ad Creator")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Installs what is missing, builds, and opens the demo workspace; without a display it syncs it and says so
    Run(run::RunArguments),
    /// Makes the one release binary, target/release/ad-creator
    Build,
    /// Installs what is missing and checks everything; ends with a total of tests
    Test(test::TestArguments),
    /// Writes the TypeScript bindings from the Rust types
    Bindings,
    /// Measures what the project promises, with the release build, and prints a table and JSON
    Bench(bench::BenchArguments),
    /// Repeats the tests with other random histories, many times
    Soak(soak::SoakArguments),
    /// Writes down which functions the window's start runs, so that the release binary keeps them together
    Order,
    /// Draws every template in every size with both demo brands, to be looked at
    ContactSheet(contact_sheet::ContactSheetArguments),
    /// Installs what is missing and stops
    Setup,
}

fn main() -> anyhow::Result<()> {
    let repository = repository::Repository::find()?;
    match Arguments::parse().task {
        Task::Run(arguments) => run::run(&repository, &arguments),
        Task::Build => build::release(&repository).map(drop),
        Task::Test(arguments) => test::test(&repository, &arguments),
        Task::Bindings => bindings::write(&repository),
        Task::Order => order::write(&repository),
        Task::Soak(arguments) => soak::soak(&repository, &arguments),
        Task::Bench(arguments) => bench::run(&repository, &arguments),
        Task::ContactSheet(arguments) => contact_sheet::make(&repository, &arguments),
        Task::Setup => {
            system::install(&system::BUILD_PACKAGES)?;
            system::install(&system::TEST_PACKAGES)?;
            ui::install(&repository)
        }
    }
}
