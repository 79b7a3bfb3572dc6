//! A view as CSV: the columns as shown, each with the days before where they are compared, every matching row, and what
//! the figures are made of in the header.

use units::{Count, Level, Money, Quantity, Ratio};

use super::base::Base;
use super::types::{Column, PerformanceRow};
use super::view::Computed;
use crate::AppError;
use crate::pages::figures::Figures;

/// The file's bytes, UTF-8 with a byte order mark, which spreadsheet programs need to see the letters.
pub(super) fn csv(base: &Base, level: Level, columns: &[Column], computed: &Computed) -> Result<Vec<u8>, AppError> {
    let mut writer = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
    let currency = base.account.currency.code().to_owned();
    let mut head = vec![level_word(level).to_owned(), format!("{} ID", level_word(level))];
    if level != Level::Campaign {
        head.push("Campaign name".to_owned());
    }
    if level == Level::Ad {
        head.push("Ad set name".to_owned());
    }
    let shown: Vec<Column> =
        columns.iter().copied().filter(|column| !matches!(column, Column::Name | Column::Trend)).collect();
    for column in &shown {
        let title = title(*column, &currency);
        let before = compares(base, *column).then(|| format!("{title} before"));
        head.push(title);
        head.extend(before);
    }
    let about = about(base, computed);
    head.extend(about.iter().map(|(name, _)| (*name).to_owned()));
    writer.write_record(&head).map_err(broken)?;
    for row in &computed.rows {
        let mut cells = vec![text(&row.name), row.id.to_string()];
        if level != Level::Campaign {
            cells.push(text(row.campaign.as_ref().map_or("", |choice| &choice.name)));
        }
        if level == Level::Ad {
            cells.push(text(row.ad_set.as_ref().map_or("", |choice| &choice.name)));
        }
        for column in &shown {
            cells.push(cell(row, *column));
            if compares(base, *column) {
                cells.push(row.previous.as_ref().map(|before| figure(before, *column)).unwrap_or_default());
            }
        }
        cells.extend(about.iter().map(|(_, value)| value.clone()));
        writer.write_record(&cells).map_err(broken)?;
    }
    writer.into_inner().map_err(|error| AppError::internal(error.error()))
}

/// The last columns, which are the same in every row: what the figures are about.
fn about(base: &Base, computed: &Computed) -> Vec<(&'static str, String)> {
    let mut about =
        vec![("Reporting starts", base.range.since().to_string()), ("Reporting ends", base.range.until().to_string())];
    if let Some(before) = base.compare {
        about.push(("Before starts", before.since().to_string()));
        about.push(("Before ends", before.until().to_string()));
    }
    about.extend([
        ("Time zone", base.account.zone.name().to_owned()),
        ("Attribution setting", computed.view.attribution.clone().unwrap_or_default()),
        ("Fetched at", computed.view.data_as_of.map(|at| at.to_string()).unwrap_or_default()),
    ]);
    about
}

/// Whether a column has a second one with the days before: figures of the range do, while something is compared.
fn compares(base: &Base, column: Column) -> bool {
    let of_range = !matches!(column, Column::Name | Column::Delivery | Column::Frequency | Column::Trend | Column::Age);
    base.compare.is_some() && of_range
}

fn broken(error: csv::Error) -> AppError {
    AppError::internal(error)
}

const fn level_word(level: Level) -> &'static str {
    match level {
        Level::Account => "Account",
        Level::Campaign => "Campaign",
        Level::Adset => "Ad set",
        Level::Ad => "Ad",
    }
}

/// A name that begins like a formula would be run by a spreadsheet program; an apostrophe makes it text.
fn text(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{name}") } else { name.to_owned() }
}

fn title(column: Column, currency: &str) -> String {
    match column {
        Column::Name => "Name".to_owned(),
        Column::Delivery => "Delivery".to_owned(),
        Column::Spend => format!("Amount spent ({currency})"),
        Column::Results => "Results".to_owned(),
        Column::CostPerResult => format!("Cost per result ({currency})"),
        Column::PurchaseRoas => "Purchase ROAS".to_owned(),
        Column::PurchaseValue => format!("Purchase value ({currency})"),
        Column::CtrLink => "CTR (link click-through rate)".to_owned(),
        Column::CtrAll => "CTR (all)".to_owned(),
        Column::CpcLink => format!("CPC (cost per link click) ({currency})"),
        Column::Cpm => format!("CPM ({currency})"),
        Column::Impressions => "Impressions".to_owned(),
        Column::LinkClicks => "Link clicks".to_owned(),
        Column::ConversionRate => "Results per link click".to_owned(),
        Column::Frequency => "Frequency (7 days)".to_owned(),
        Column::HookRate => "Hook rate".to_owned(),
        Column::HoldRate => "Hold rate".to_owned(),
        Column::Trend => "Trend".to_owned(),
        Column::Age => "Age (days)".to_owned(),
    }
}

/// What a row has in a column.
fn cell(row: &PerformanceRow, column: Column) -> String {
    match column {
        Column::Name => row.name.clone(),
        Column::Delivery => row.delivery.as_ref().map(|delivery| delivery.as_str().to_owned()).unwrap_or_default(),
        Column::Frequency => rate(row.frequency),
        Column::Age => row.age.map(|age| age.to_string()).unwrap_or_default(),
        column => figure(&row.figures, column),
    }
}

/// Plain figures without separators: decimals for money, fractions for rates, nothing where nothing is known.
fn figure(figures: &Figures, column: Column) -> String {
    let money = |amount: Option<Money>| amount.map(Money::amount).unwrap_or_default();
    let quantity = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
    let count = |count: Count| count.to_string();
    match column {
        Column::Spend => money(Some(figures.spend)),
        Column::Results => quantity(figures.results),
        Column::CostPerResult => money(figures.cost_per_result),
        Column::PurchaseRoas => rate(figures.purchase_roas),
        Column::PurchaseValue => money(figures.purchase_value),
        Column::CtrLink => rate(figures.ctr_link),
        Column::CtrAll => rate(figures.ctr_all),
        Column::CpcLink => money(figures.cpc_link),
        Column::Cpm => money(figures.cpm),
        Column::Impressions => count(figures.impressions),
        Column::LinkClicks => count(figures.link_clicks),
        Column::ConversionRate => rate(figures.conversion_rate),
        Column::HookRate => rate(figures.hook_rate),
        Column::HoldRate => rate(figures.hold_rate),
        Column::Name | Column::Delivery | Column::Frequency | Column::Trend | Column::Age => String::new(),
    }
}

fn rate(ratio: Option<Ratio>) -> String {
    ratio.map(|ratio| format!("{:.6}", ratio.fraction())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_name_cannot_become_a_formula() {
        assert_eq!(text("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(text("STM_NineBottles"), "STM_NineBottles");
    }
}
