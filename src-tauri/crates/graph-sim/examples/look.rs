//! tmp
use std::sync::Arc;
use units::*;
#[tokio::main]
async fn main() {
    let mut c = graph_sim::SimConfig::new(Arc::new(SystemClock::new()));
    c.today = Some(AccountDate::parse("2026-11-22").unwrap());
    if let Ok(s) = std::env::var("STORY") { c.story = s.parse().unwrap(); }
    let sim = graph_sim::serve(c).await.unwrap();
    let n: u32 = std::env::args().nth(1).unwrap().parse().unwrap();
    let end = std::env::args().nth(2).map_or(1, |s| s.parse::<i32>().unwrap());
    let t = sim.truth(DayRange::ending(sim.today.plus_days(-end), n));
    let f = |s: &str| s.parse::<f64>().unwrap();
    for (k, rows) in [("accounts", &t.accounts), ("campaigns", &t.campaigns), ("ads", &t.ads), ("days", &t.days)] {
        println!("== {k}");
        let total: f64 = t.accounts.iter().map(|r| f(&r.totals.spend)).sum();
        for r in rows {
            let x = &r.totals;
            println!("{:34} {:10} {:>10} {:5.1}% imp {:>8} p {:>5} cpa {:7.2} roas {:5.2} ctr {:.2}% cpm {:.2}", if r.name.is_empty() {&r.id} else {&r.name}, r.status, x.spend, 100.0*f(&x.spend)/total, x.impressions, x.purchases, f(&x.spend)/x.purchases as f64, f(&x.purchase_value)/f(&x.spend), 100.0*x.link_clicks as f64/x.impressions as f64, 1000.0*f(&x.spend)/x.impressions as f64);
        }
    }
}
