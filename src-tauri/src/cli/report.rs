//! `report` and `diagnose`.

use app::AppError;
use app::accounts::the_account;
use app::diagnose::{Diagnosed, DiagnosedFile};
use app::report::{Report, ReportQuery, report, to_csv, to_table};
use clap::{Args, Subcommand, ValueEnum};
use insights::{Finding, Metric};
use units::{AccountDate, AccountId, DayRange, Level, counted};

use super::{Answer, Session};

/// Commands that read numbers and say what they mean.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// The numbers that the Performance page shows
    Report(ReportArguments),
    /// What is wrong, what could not be checked, and what to do
    Diagnose(DiagnoseArguments),
}

/// Which numbers.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// account, campaign, adset or ad
    #[arg(long)]
    level: Level,
    /// First day, in the account's zone
    #[arg(long, value_name = "D")]
    since: AccountDate,
    /// Last day, in the account's zone
    #[arg(long, value_name = "D")]
    until: AccountDate,
    /// The ad account; may be left out if there is only one
    #[arg(long, value_name = "act_N")]
    account: Option<AccountId>,
    /// Beside each figure that of the same number of days before; not where today is among the days
    #[arg(long)]
    compare: Option<Compare>,
    /// One row for each day
    #[arg(long)]
    by: Option<By>,
    /// Sort by a metric, highest first: spend, purchases, cost_per_result, purchase_roas, ctr_link, …
    #[arg(long, value_name = "METRIC", value_parser = metric_of)]
    sort: Option<Metric>,
    /// At most so many rows; totals cover all
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// How it is written; without it a table, or JSON with --json
    #[arg(long)]
    format: Option<Format>,
}

/// What to compare with.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Compare {
    /// The same number of days before
    Previous,
}

/// What to split by.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    /// One row a day
    Day,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading
    Table,
    /// One document
    Json,
    /// For a spreadsheet
    Csv,
}

/// Which days to judge.
#[derive(Debug, Args)]
pub struct DiagnoseArguments {
    /// First day; without it the last 30 complete days that are stored
    #[arg(long, value_name = "D", requires = "until")]
    since: Option<AccountDate>,
    /// Last day
    #[arg(long, value_name = "D", requires = "since")]
    until: Option<AccountDate>,
    /// One ad account; without it all of the file
    #[arg(long, value_name = "act_N")]
    account: Option<AccountId>,
}

fn metric_of(word: &str) -> Result<Metric, String> {
    Metric::of_word(word).ok_or_else(|| {
        let known: Vec<_> = Metric::ALL.into_iter().map(Metric::word).collect();
        format!("`{word}` is not a metric; there are {}", known.join(", "))
    })
}

/// Runs a command that reads numbers.
///
/// # Errors
/// What went wrong, in its words.
pub fn run(session: &Session, command: ReportCommand) -> Result<Answer, AppError> {
    match command {
        ReportCommand::Report(arguments) => run_report(session, arguments),
        ReportCommand::Diagnose(arguments) => run_diagnose(session, arguments),
    }
}

fn run_report(session: &Session, arguments: ReportArguments) -> Result<Answer, AppError> {
    let range = DayRange::new(arguments.since, arguments.until)?;
    let ws = session.open()?;
    let query = ReportQuery {
        account: arguments.account,
        level: arguments.level,
        range,
        compare_previous: matches!(arguments.compare, Some(Compare::Previous)),
        by_day: matches!(arguments.by, Some(By::Day)),
        sort: arguments.sort,
        limit: arguments.limit,
    };
    let report = report(&ws, &query)?;
    match arguments.format {
        None => Answer::of(&report, to_table(&report)),
        Some(Format::Table) => Ok(Answer::verbatim(to_table(&report))),
        Some(Format::Csv) => Ok(Answer::verbatim(to_csv(&report)?)),
        Some(Format::Json) => as_json(&report),
    }
}

fn as_json(report: &Report) -> Result<Answer, AppError> {
    let text = serde_json::to_string(report).map_err(|error| AppError::internal(format!("no JSON: {error}")))?;
    Ok(Answer::verbatim(text))
}

fn run_diagnose(session: &Session, arguments: DiagnoseArguments) -> Result<Answer, AppError> {
    let range = match (arguments.since, arguments.until) {
        (Some(since), Some(until)) => Some(DayRange::new(since, until)?),
        _ => None,
    };
    let ws = session.open()?;
    let accounts = ws.store.accounts()?;
    if arguments.account.is_none() && accounts.len() > 1 {
        let (judged, not) = app::diagnose::diagnose_all(&ws, range)?;
        let mut texts: Vec<String> = judged.iter().map(words).collect();
        texts.extend(not.iter().map(|one| format!("{}: {}\n", one.account_id, one.why)));
        return Answer::of(&DiagnosedFile::of(judged, not), texts.join("\n"));
    }
    let account = the_account(&ws.store, arguments.account.as_ref())?;
    let diagnosed = app::diagnose::diagnose(&ws, &account, range)?;
    Answer::of(&diagnosed, words(&diagnosed))
}

fn words(diagnosed: &Diagnosed) -> String {
    let Diagnosed { account_id, since, until, diagnosis } = diagnosed;
    let mut text = format!("{account_id}, {since} to {until}\n");
    if diagnosis.findings.is_empty() {
        text.push_str("Nothing found.\n");
    }
    for finding in &diagnosis.findings {
        text.push_str(&format!("{}\n", line(finding)));
    }
    for recommendation in &diagnosis.recommendations {
        text.push_str(&format!("→ [{}] {}\n", recommendation.priority, recommendation.summary));
    }
    for skipped in &diagnosis.skipped {
        let ads =
            if skipped.ads == 0 { String::new() } else { format!(" for {}", counted(skipped.ads.into(), "ad", "ads")) };
        text.push_str(&format!("not checked: {}{ads}: {}\n", skipped.rule, skipped.why));
    }
    if let Some(share) = diagnosis.judged_spend_share {
        text.push_str(&format!("{:.0} % of the spend could be judged.\n", share.fraction() * 100.0));
    }
    text
}

fn line(finding: &Finding) -> String {
    let who = finding.name.as_deref().or(finding.ad.as_ref().map(units::GraphId::as_str)).unwrap_or("account");
    let severity = match finding.severity {
        insights::Severity::Info => "info",
        insights::Severity::Warning => "warning",
        insights::Severity::Critical => "critical",
        insights::Severity::Chance => "chance",
    };
    format!("{severity}: {} · {who} · {} spent", finding.rule, finding.spend)
}
