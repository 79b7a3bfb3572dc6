//! `connect` and `sync`.

use std::sync::Arc;
use std::time::Duration;

use app::connect::{Connect, Connection, connect};
use app::endpoints::AtAddress;
use app::secrets::SecretPlace;
use app::sync::{Days, SyncNow, SyncParams, SyncReport, now};
use app::{AppError, ErrorCode, Workspace};
use clap::{Args, Subcommand};
use tokio_util::sync::CancellationToken;
use units::{AccountDate, AccountId, DayRange, counted};

use super::{Answer, Session};

/// Commands that talk to Meta.
#[derive(Debug, Subcommand)]
pub enum MetaCommand {
    /// Checks a token against an ad account and remembers both; the token comes from the keychain or META_ACCESS_TOKEN
    Connect(ConnectArguments),
    /// Syncs an ad account now
    Sync(SyncArguments),
}

/// What to connect.
#[derive(Debug, Args)]
pub struct ConnectArguments {
    /// The ad account, `act_` and its number
    #[arg(long, value_name = "act_N")]
    account: AccountId,
    /// A server on this machine instead of the real Graph API
    #[arg(long, value_name = "URL")]
    graph_url: Option<String>,
    /// Keep the token in this process only
    #[arg(long)]
    no_keychain: bool,
}

/// What to sync.
#[derive(Debug, Args)]
pub struct SyncArguments {
    /// The ad account; may be left out if there is only one
    #[arg(long, value_name = "act_N")]
    account: Option<AccountId>,
    /// First day to read again
    #[arg(long, value_name = "D", requires = "until", conflicts_with = "days_back")]
    since: Option<AccountDate>,
    /// Last day to read again
    #[arg(long, value_name = "D", requires = "since")]
    until: Option<AccountDate>,
    /// So many days that end today, read again
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=1123))]
    days_back: Option<u32>,
    /// A server on this machine instead of the one that is remembered
    #[arg(long, value_name = "URL")]
    graph_url: Option<String>,
    /// The longest wait to sit out if Meta orders one, such as 90s, 10m or 1h
    #[arg(long, value_name = "T", default_value = "10m", value_parser = read_duration)]
    max_wait: Duration,
}

/// Runs a command that talks to Meta.
///
/// # Errors
/// What went wrong, in its words.
pub fn run(session: &Session, command: MetaCommand) -> Result<Answer, AppError> {
    match command {
        MetaCommand::Connect(arguments) => run_connect(session, arguments),
        MetaCommand::Sync(arguments) => run_sync(session, arguments),
    }
}

fn run_connect(session: &Session, arguments: ConnectArguments) -> Result<Answer, AppError> {
    if let Some(url) = &arguments.graph_url {
        app::endpoints::check_graph_url(url)?;
    }
    let ws = session.open_or_create(arguments.no_keychain)?;
    // Whoever connects and gives a token means that one: the one that is kept may have ended.
    let token = app::secrets::token_of_environment();
    let wanted = Connect { account: arguments.account, graph_url: arguments.graph_url, token };
    let connection = session.wait_for(connect(&ws, wanted))?;
    Answer::of(&connection, words_of_connection(&connection))
}

fn words_of_connection(connection: &Connection) -> String {
    let rights: Vec<&str> =
        connection.rights.iter().filter(|right| right.granted).map(|right| right.name.as_str()).collect();
    let end = connection.expires_at.map_or_else(|| "does not end".to_owned(), |at| format!("ends {at}"));
    let kept = match connection.kept_in {
        SecretPlace::Keychain => "It is kept in the keychain.",
        SecretPlace::Process => "It is not kept: give META_ACCESS_TOKEN to every command.",
    };
    format!(
        "Connected {} ({}), {} in {}.\nThe token of {} has {} and {end}. {kept}",
        connection.account_name,
        connection.account_id,
        connection.currency,
        connection.time_zone,
        connection.person.as_deref().unwrap_or("somebody"),
        rights.join(", "),
    )
}

fn run_sync(session: &Session, arguments: SyncArguments) -> Result<Answer, AppError> {
    let days = days_of(&arguments)?;
    let mut ws = session.open()?;
    if let Some(url) = &arguments.graph_url {
        ws.graph = Arc::new(AtAddress::new(Arc::clone(&ws.graph), url)?);
    }
    let max_wait = arguments.max_wait;
    let report = session.wait_for(async {
        connect_if_new(session, &ws, &arguments).await?;
        let wanted = SyncNow {
            params: SyncParams { account: arguments.account.clone(), days, ..SyncParams::of_any() },
            max_wait,
        };
        let cancel = cancelled_by_keyboard();
        now(&ws, wanted, cancel, |progress| session.progress(&words_of_progress(progress))).await
    })?;
    let partly = report.is_partly();
    Ok(Answer::of(&report, words_of_report(&report))?.partly(partly))
}

/// An account that is named and new is connected first, so that one command is enough.
async fn connect_if_new(session: &Session, ws: &Workspace, arguments: &SyncArguments) -> Result<(), AppError> {
    let Some(account) = &arguments.account else { return Ok(()) };
    let id = account.clone();
    match ws.blocking(move |store| app::accounts::the_account(store, Some(&id))).await {
        Err(error) if error.code == ErrorCode::AccountNotConnected => {
            let wanted = Connect { account: account.clone(), graph_url: arguments.graph_url.clone(), token: None };
            let connection = connect(ws, wanted).await?;
            session.progress(&format!("Connected {}.", connection.account_name));
            Ok(())
        }
        known => known.map(drop),
    }
}

/// Cancelled by the first Ctrl-C; the run then ends as cancelled, and what it stored stays.
fn cancelled_by_keyboard() -> CancellationToken {
    let cancel = CancellationToken::new();
    let pressed = cancel.clone();
    tokio::spawn(async move {
        match tokio::signal::ctrl_c().await {
            Ok(()) => pressed.cancel(),
            Err(error) => tracing::warn!(%error, "Ctrl-C cannot be heard"),
        }
    });
    cancel
}

fn days_of(arguments: &SyncArguments) -> Result<Days, AppError> {
    Ok(match (arguments.since, arguments.until, arguments.days_back) {
        (Some(since), Some(until), _) => Days::Between(DayRange::new(since, until)?),
        (_, _, Some(days)) => Days::Back(days),
        _ => Days::Usual,
    })
}

fn words_of_progress(progress: &store::jobs::ProgressReport) -> String {
    match progress.total {
        Some(total) if total > 0 => format!("{} ({} of {total} {})", progress.message, progress.done, progress.unit),
        _ => progress.message.clone(),
    }
}

fn words_of_report(report: &SyncReport) -> String {
    if let Some(until) = report.waiting_until {
        return format!(
            "Meta asked to wait until {until}. {} rows are stored; the sync goes on by itself after that.",
            report.insight_rows
        );
    }
    let days = match (report.since, report.until) {
        (Some(since), Some(until)) => format!(" from {since} to {until}"),
        _ => String::new(),
    };
    let mut words = format!(
        "Synced {}{days}: {}, {}, {}, {} ({} changed), {}, {:.1} s.",
        report.account_id,
        counted(report.campaigns, "campaign", "campaigns"),
        counted(report.ad_sets, "ad set", "ad sets"),
        counted(report.ads, "ad", "ads"),
        counted(report.insight_rows, "daily row", "daily rows"),
        report.changed_rows,
        counted(report.requests, "request", "requests"),
        Duration::from_millis(report.duration_ms).as_secs_f64(),
    );
    for warning in &report.warnings {
        words.push('\n');
        words.push_str(&warning.message);
    }
    words
}

/// Reads `90s`, `10m`, `1h` or plain seconds.
pub(super) fn read_duration(text: &str) -> Result<Duration, AppError> {
    let wrong = || AppError::invalid(format!("`{text}` is not a length of time."), "Write it like 90s, 10m or 1h.");
    let (number, unit) = match text.trim().find(|letter: char| !letter.is_ascii_digit()) {
        Some(at) => text.trim().split_at(at),
        None => (text.trim(), "s"),
    };
    let seconds: u64 = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_no_number| wrong())?;
    number.checked_mul(seconds).map(Duration::from_secs).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_with_their_unit() {
        assert_eq!(read_duration("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(read_duration("10m"), Ok(Duration::from_secs(600)));
        assert_eq!(read_duration("0"), Ok(Duration::ZERO));
        for bad in ["", "m", "10d", "-1s", "99999999999999999999h"] {
            assert!(read_duration(bad).is_err(), "{bad}");
        }
    }
}
