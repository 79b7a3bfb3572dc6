//! What the window can ask and be told: the one list of commands and events, from which the TypeScript bindings are
//! generated.

use app::{AppError, Changed};
use serde::{Deserialize, Serialize};
use tauri_specta::{Builder, Event, collect_commands, collect_events};
use units::Count;

use crate::commands;
use crate::desk::Unopened;

/// Something in the file changed; the window asks again for what it shows of it.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct FileChanged(pub Changed);

/// The window fell behind with changes, or another file was opened: ask for everything again.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct EverythingChanged;

/// A file that was passed to a second start of the program could not be opened.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct CouldNotOpen(pub Unopened);

/// Something that was asked for outside of the page, in the tray's menu, was not done.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct Refused(pub AppError);

/// The window is about to be hidden to the tray for the first time: explain it.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
pub struct HidingToTray;

/// A person wants to quit while runs are in progress: ask.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct QuitAsked {
    /// How many runs are in progress.
    pub running: u32,
}

/// How far the making of the demo is.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct DemoProgress {
    /// How many are done.
    pub done: Count,
    /// Of how many, if that is known.
    pub total: Option<Count>,
    /// What is counted.
    pub unit: String,
    /// What is being done now.
    pub message: String,
}

/// How many pictures were taken into the library.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct PicturesProgress {
    /// How many are done.
    pub done: u32,
    /// Of how many.
    pub of: u32,
}

/// How far an export is.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct ExportProgress {
    /// How many pictures are written.
    pub done: u32,
    /// Of how many.
    pub of: u32,
}

/// Every command and event. Commands of a page are listed together.
pub fn builder() -> Builder<tauri::Wry> {
    Builder::<tauri::Wry>::new()
        .commands(collect_commands![
            commands::desk::window_state,
            commands::desk::first_page_drawn,
            commands::desk::page_listens,
            commands::desk::window_looks,
            commands::desk::quit,
            commands::desk::hide_window,
            commands::desk::open_in_ads_manager,
            commands::frame::frame,
            commands::overview::overview,
            commands::performance::performance_view,
            commands::performance::performance_rows,
            commands::performance::performance_place,
            commands::performance::performance_detail,
            commands::performance::performance_export,
            commands::performance::find_ads,
            commands::performance::link_ad,
            commands::performance::refuse_ad_link,
            commands::create::create_page,
            commands::create::plan_board,
            commands::create::choose_templates,
            commands::create::preview_ad,
            commands::create::judge_ad,
            commands::create::make_ads,
            commands::create::sum_board,
            commands::create::preview_board_schedule,
            commands::create::schedule_board,
            commands::create::forecast_ads,
            commands::create::run_pictures,
            commands::create::board_draft,
            commands::create::keep_board_draft,
            commands::review::review_page,
            commands::review::review_ad,
            commands::review::review_boxes,
            commands::review::decide_ads,
            commands::review::undo_decision,
            commands::review::change_ad_copy,
            commands::review::make_missing_sizes,
            commands::review::render_ad_again,
            commands::review::export_names,
            commands::review::export_ads,
            commands::review::cancel_export,
            commands::review::ads_manager_sheet,
            commands::review::keep_ads_manager_sheet,
            commands::review::choose_sheet,
            commands::review::export_folder,
            commands::review::choose_folder,
            commands::review::show_folder,
            commands::library::library_page,
            commands::library::library_product,
            commands::library::save_brand,
            commands::library::save_product,
            commands::library::save_hooks,
            commands::library::save_offer,
            commands::library::save_copy_line,
            commands::library::save_picture,
            commands::library::save_template,
            commands::library::cut_out_picture,
            commands::library::take_cutout,
            commands::library::save_facts,
            commands::library::take_synced_copy,
            commands::library::set_in_library,
            commands::library::undo_library,
            commands::library::add_pictures,
            commands::library::draft_brand,
            commands::library::choose_pictures,
            commands::library::import_templates,
            commands::library::add_fonts,
            commands::library::remove_font,
            commands::schedule::schedule_page,
            commands::schedule::schedule_job,
            commands::schedule::preview_rule,
            commands::schedule::equal_jobs,
            commands::schedule::create_job,
            commands::schedule::change_job,
            commands::schedule::run_job_now,
            commands::schedule::pause_job,
            commands::schedule::resume_job,
            commands::schedule::archive_job,
            commands::schedule::restore_job,
            commands::schedule::pause_all_jobs,
            commands::schedule::resume_all_jobs,
            commands::runs::runs_page,
            commands::runs::run_detail,
            commands::runs::run_log,
            commands::runs::cancel_run,
            commands::runs::retry_run,
            commands::settings::accounts_page,
            commands::settings::file_page,
            commands::settings::check_file,
            commands::settings::network_page,
            commands::settings::targets_page,
            commands::settings::break_even,
            commands::settings::set_goals,
            commands::settings::clear_campaign_goals,
            commands::settings::sync_account_now,
            commands::settings::accounts_of_token,
            commands::settings::connect_account,
            commands::settings::remove_account,
            commands::settings::link_brand,
            commands::settings::set_reads_windows,
            commands::settings::making_page,
            commands::settings::set_creation_cap,
            commands::settings::take_over_file,
            commands::settings::back_up_file,
            commands::settings::choose_backup,
            commands::settings::restore_file,
            commands::settings::show_file,
            commands::settings::show_logs,
            commands::settings::about_page,
            commands::welcome::welcome_page,
            commands::welcome::unopened_file,
            commands::welcome::open_file,
            commands::welcome::choose_file,
            commands::welcome::new_file,
            commands::welcome::forget_file,
            commands::welcome::open_demo,
        ])
        // Our types look the same in both directions; one name each is enough.
        .disable_serde_phases()
        .typ::<app::pages::schedule::JobInput>()
        .typ::<app::pages::settings::AccountsPage>()
        .typ::<app::pages::settings::ConnectInput>()
        .typ::<app::pages::settings::ConnectResult>()
        .typ::<app::pages::settings::TargetsPage>()
        .typ::<app::pages::settings::BreakEven>()
        .typ::<app::pages::settings::FilePage>()
        .typ::<app::pages::settings::DoctorPage>()
        .typ::<app::pages::settings::NetworkPage>()
        .typ::<app::pages::settings::AboutPage>()
        .typ::<app::pages::welcome::WelcomePage>()
        .typ::<crate::start::Start>()
        .events(collect_events![
            FileChanged,
            EverythingChanged,
            CouldNotOpen,
            Refused,
            HidingToTray,
            QuitAsked,
            DemoProgress,
            PicturesProgress,
            ExportProgress
        ])
}

#[cfg(test)]
mod tests {
    use super::builder;

    /// Writes the bindings where `AD_CREATOR_WRITE_BINDINGS` says; without it only checks that they can be made.
    #[test]
    fn export_bindings() {
        let language = specta_typescript::Typescript::default()
            .header("// Generated from Rust by `cargo xtask bindings`. Do not edit.\n/* eslint-disable */\n");
        let folder = tempfile::tempdir().unwrap();
        let target = std::env::var_os("AD_CREATOR_WRITE_BINDINGS")
            .map_or_else(|| folder.path().join("bindings.ts"), std::path::PathBuf::from);
        builder().export(language, &target).unwrap();
        assert!(std::fs::read_to_string(target).unwrap().contains("windowState"));
    }
}
