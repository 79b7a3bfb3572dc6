//! A view as CSV: the columns as shown, every matching row, and what the figures are made of in the header.

use units::{Count, Level, Money, Quantity, Ratio};

use super::base::Base;
use super::types::{Column, PerformanceRow};
use super::view::Computed;
use crate::AppError;

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
    head.extend(shown.iter().map(|column| title(*column, &currency)));
    head.extend(
        ["Reporting starts", "Reporting ends", "Time zone", "Attribution setting", "Fetched at"].map(str::to_owned),
    );
    writer.write_record(&head).map_err(broken)?;
    let end = [
        base.range.since().to_string(),
        base.range.until().to_string(),
        base.account.zone.name().to_owned(),
        computed.view.attribution.clone().unwrap_or_default(),
        computed.view.data_as_of.map(|at| at.to_string()).unwrap_or_default(),
    ];
    for row in &computed.rows {
        let mut cells = vec![text(&row.name), row.id.to_string()];
        if level != Level::Campaign {
            cells.push(text(row.campaign.as_ref().map_or("", |choice| &choice.name)));
        }
        if level == Level::Ad {
            cells.push(text(row.ad_set.as_ref().map_or("", |choice| &choice.name)));
        }
        cells.extend(shown.iter().map(|column| cell(row, *column)));
        cells.extend(end.iter().cloned());
        writer.write_record(&cells).map_err(broken)?;
    }
    writer.into_inner().map_err(|error| AppError::internal(error.error()))
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

/// Plain figures without separators: decimals for money, fractions for rates, nothing where nothing is known.
fn cell(row: &PerformanceRow, column: Column) -> String {
    let figures = &row.figures;
    let money = |amount: Option<Money>| amount.map(Money::amount).unwrap_or_default();
    let ratio = |ratio: Option<Ratio>| ratio.map(|ratio| format!("{:.6}", ratio.fraction())).unwrap_or_default();
    let quantity = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
    let count = |count: Count| count.to_string();
    match column {
        Column::Name => row.name.clone(),
        Column::Delivery => row.delivery.as_ref().map(|delivery| delivery.as_str().to_owned()).unwrap_or_default(),
        Column::Spend => money(Some(figures.spend)),
        Column::Results => quantity(figures.results),
        Column::CostPerResult => money(figures.cost_per_result),
        Column::PurchaseRoas => ratio(figures.purchase_roas),
        Column::PurchaseValue => money(figures.purchase_value),
        Column::CtrLink => ratio(figures.ctr_link),
        Column::CtrAll => ratio(figures.ctr_all),
        Column::CpcLink => money(figures.cpc_link),
        Column::Cpm => money(figures.cpm),
        Column::Impressions => count(figures.impressions),
        Column::LinkClicks => count(figures.link_clicks),
        Column::ConversionRate => ratio(figures.conversion_rate),
        Column::Frequency => ratio(row.frequency),
        Column::HookRate => ratio(figures.hook_rate),
        Column::HoldRate => ratio(figures.hold_rate),
        Column::Trend => String::new(),
        Column::Age => row.age.map(|age| age.to_string()).unwrap_or_default(),
    }
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
