//! Campaigns, ad sets, ads and creatives.

use futures::try_join;
use meta::GraphError;
use serde_json::json;
use tracing::Instrument as _;

use super::ledger::{Ledger, seen};
use super::objects;
use super::session::Session;
use super::source::{self, Listing};
use crate::failure::Failure;

const CAMPAIGNS: &str = "campaigns";
const AD_SETS: &str = "ad sets";
const ADS: &str = "ads";

/// A kind of data that a list brings.
#[derive(Debug)]
pub struct List {
    /// The key of the data.
    pub dataset: &'static str,
    /// The item of the ledger that its read leaves.
    pub item: &'static str,
    /// The figure of that item that counts its records.
    figure: &'static str,
}

/// All of them. Where ads lead comes with the ads.
pub const LISTS: [List; 4] = [
    List { dataset: "campaigns", item: CAMPAIGNS, figure: "seen" },
    List { dataset: "ad_sets", item: AD_SETS, figure: "seen" },
    List { dataset: "ads", item: ADS, figure: "seen" },
    List { dataset: "ad_destinations", item: ADS, figure: "destinations" },
];

impl List {
    /// The code of the warning that it could not be read.
    pub fn failed_code(&self) -> String {
        format!("{}_failed", self.item.replace(' ', "_"))
    }

    /// How many records the read brought.
    pub fn records(&self, ledger: &Ledger) -> u64 {
        ledger.result_of(self.item).and_then(|result| result.get(self.figure)?.as_u64()).unwrap_or(0)
    }
}

/// Reads all objects. Whatever fails here fails alone: figures are worth having without them, and what is known of the
/// objects stays. An objective that was never read is shown as `UNKNOWN`.
pub async fn read(session: &Session) -> Result<(), Failure> {
    let step = |name| tracing::info_span!("list", name, account = %session.account);
    try_join!(
        campaigns(session).instrument(step(CAMPAIGNS)),
        ad_sets(session).instrument(step(AD_SETS)),
        ads(session).instrument(step(ADS))
    )?;
    session.announce();
    Ok(())
}

async fn campaigns(session: &Session) -> Result<(), Failure> {
    let Some(list) = list(session, CAMPAIGNS, source::campaigns(session)).await? else { return Ok(()) };
    let (currency, complete) = (session.currency, list.complete());
    let reads: Vec<_> = list.rows.into_iter().map(|row| objects::campaign(row, currency, complete)).collect();
    let stored = session.write(move |store, account, by| store.upsert_campaigns(account, &reads, by)).await?;
    session.done(CAMPAIGNS, seen(stored.seen, stored.inserted + stored.changed)).await
}

async fn ad_sets(session: &Session) -> Result<(), Failure> {
    let Some(list) = list(session, AD_SETS, source::ad_sets(session)).await? else { return Ok(()) };
    let (currency, complete) = (session.currency, list.complete());
    let reads: Vec<_> = list.rows.into_iter().map(|row| objects::ad_set(row, currency, complete)).collect();
    let stored = session.write(move |store, account, by| store.upsert_ad_sets(account, &reads, by)).await?;
    session.done(AD_SETS, seen(stored.seen, stored.inserted + stored.changed)).await
}

async fn ads(session: &Session) -> Result<(), Failure> {
    let Some(list) = list(session, ADS, source::ads(session)).await? else { return Ok(()) };
    let complete = list.complete();
    let delivering =
        list.rows.iter().filter(|ad| ad.effective_status.as_ref().is_some_and(units::Delivery::is_active)).count();
    let (reads, creatives): (Vec<_>, Vec<_>) = list.rows.into_iter().map(|row| objects::ad(row, complete)).unzip();
    let creatives: Vec<_> = creatives.into_iter().flatten().collect();
    let destinations = creatives.iter().filter(|creative| creative.link_url.is_some()).count();
    let stored = session
        .write(move |store, account, by| {
            store.upsert_creatives(account, &creatives, by)?;
            store.upsert_ads(account, &reads, by)
        })
        .await?;
    let mut result = seen(stored.seen, stored.inserted + stored.changed);
    result["delivering"] = json!(delivering);
    result["destinations"] = json!(destinations);
    session.done(ADS, result).await
}

/// A list, `None` if an earlier try read it or it cannot be read now.
async fn list<T>(
    session: &Session,
    what: &str,
    read: impl Future<Output = Result<Listing<T>, GraphError>>,
) -> Result<Option<Listing<T>>, Failure> {
    if session.ledger.is_done(what) {
        return Ok(None);
    }
    match read.await.map_err(Failure::from) {
        Ok(list) => {
            if !list.dropped_fields.is_empty() {
                session.warn(
                    "fields_left_out",
                    format!("Meta does not give some fields of {what}: {}.", list.dropped_fields.join(", ")),
                );
            }
            session.cx.log.info(format!("{} {what} read.", list.rows.len()));
            tracing::info!(objects = list.rows.len(), "list read");
            Ok(Some(list))
        }
        Err(failure) if failure.spares_the_rest() => {
            let code = format!("{}_failed", what.replace(' ', "_"));
            session.warn(&code, format!("The {what} could not be read, so what was known of them stays: {failure}."));
            Ok(None)
        }
        Err(failure) => Err(failure),
    }
}

/// How many ads there are that may deliver today: a first guess at how many rows a day has.
pub fn ads_delivering(session: &Session) -> Option<u32> {
    let delivering = session.ledger.result_of(ADS)?.get("delivering")?.as_u64()?;
    u32::try_from(delivering).ok()
}

/// How many campaigns, ad sets and ads were read.
pub fn counts(session: &Session) -> (u64, u64, u64) {
    let [campaigns, ad_sets, ads, _destinations] = &LISTS;
    (campaigns.records(&session.ledger), ad_sets.records(&session.ledger), ads.records(&session.ledger))
}

/// Objects that insights rows name and no list returned: removed ones stay readable by their ids.
pub async fn read_missing(session: &Session) -> Result<(), Failure> {
    let mut missing = session.read(|store, account| store.unread_objects(account)).await?;
    if !session.ledger.is_done(CAMPAIGNS) {
        // The campaign step failed and said so: asking hundreds of times by id would only repeat that.
        missing.campaigns.clear();
    }
    if missing.campaigns.is_empty() && missing.ad_sets.is_empty() && missing.ads.is_empty() {
        return Ok(());
    }
    let found = async {
        Ok::<_, GraphError>((
            source::by_id::<meta::rows::Campaign>(session, &missing.campaigns).await?,
            source::by_id::<meta::rows::AdSet>(session, &missing.ad_sets).await?,
            source::by_id::<meta::rows::Ad>(session, &missing.ads).await?,
        ))
    };
    let (campaigns, ad_sets, ads) = match found.await.map_err(Failure::from) {
        Ok(found) => found,
        Err(failure) if failure.spares_the_rest() => {
            session.warn(
                "removed_objects_failed",
                format!("Objects that are not listed any more could not be read: {failure}."),
            );
            return Ok(());
        }
        Err(failure) => return Err(failure),
    };
    let currency = session.currency;
    let campaigns: Vec<_> = campaigns.into_iter().map(|row| objects::campaign(row, currency, false)).collect();
    let ad_sets: Vec<_> = ad_sets.into_iter().map(|row| objects::ad_set(row, currency, false)).collect();
    let (ads, creatives): (Vec<_>, Vec<_>) = ads.into_iter().map(|row| objects::ad(row, false)).unzip();
    let creatives: Vec<_> = creatives.into_iter().flatten().collect();
    session.cx.log.info(format!(
        "{} removed ads, {} ad sets and {} campaigns read by id.",
        ads.len(),
        ad_sets.len(),
        campaigns.len()
    ));
    session
        .write(move |store, account, by| {
            store.upsert_campaigns(account, &campaigns, by)?;
            store.upsert_ad_sets(account, &ad_sets, by)?;
            store.upsert_creatives(account, &creatives, by)?;
            store.upsert_ads(account, &ads, by)
        })
        .await?;
    Ok(())
}
