//! Ad Creator: one binary that is a desktop window, a command line and, for demos, a local Graph API.
//!
//! This crate is the shell and stays thin: it reads arguments, opens the file, shows the window, and hands every
//! question to a use case of the `app` crate. Without a command it opens the window.
#![cfg_attr(all(not(debug_assertions), target_os = "windows"), windows_subsystem = "windows")]

mod ads_manager;
mod background;
mod cli;
mod commands;
mod crash;
mod demo_file;
mod desk;
mod endpoints;
mod first_page;
mod gtk_start;
mod ipc;
mod logging;
mod media;
mod opening;
mod outside;
mod places;
mod start;
mod stories;
mod tray;
mod window;

use std::process::ExitCode;

/// Rows are allocated on the threads that read them and freed on the thread that writes them. glibc's allocator keeps
/// what is freed for the thread that asked first, which cost a third of the memory of a sync; jemalloc with two arenas
/// that give back at once does not. Its settings stand in `.cargo/config.toml`.
#[cfg(not(windows))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    match cli::read_arguments() {
        Ok(arguments) => cli::run(arguments),
        Err(ended) => ended,
    }
}
