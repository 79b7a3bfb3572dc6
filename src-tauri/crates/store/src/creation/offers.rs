//! Offers of a product.

use rusqlite::{Row, Transaction};
use units::{AccountDate, Money, Timestamp};

use super::act;
use super::library::{self, LibraryTable, Save};
use super::rows::{collect, currency, day, list, money, texts};
use crate::{Priority, Store, StoreError};

/// An offer.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// A uuid as text.
    pub id: String,
    /// Whose.
    pub product: String,
    /// As a person calls it.
    pub name: String,
    /// Unique in its product.
    pub slug: String,
    /// Where its ads lead; the product's own address if empty.
    pub url: String,
    /// The price.
    pub price: Option<Money>,
    /// The price before.
    pub compare_price: Option<Money>,
    /// The lowest price of the 30 days before.
    pub lowest_price: Option<Money>,
    /// Per cent off.
    pub percent_off: Option<u8>,
    /// First day.
    pub starts_on: Option<AccountDate>,
    /// Last day.
    pub ends_on: Option<AccountDate>,
    /// The small print.
    pub terms: Option<String>,
    /// Claims that its ads must not make.
    pub disallowed_claims: Vec<String>,
    /// What its ads must say, a disclaimer a line.
    pub required_disclaimers: Option<String>,
    /// What stands on a chip.
    pub chip: Option<String>,
    /// The one that is taken if none is named.
    pub is_default: bool,
    /// Its place in the list.
    pub position: u32,
    /// Not put away.
    pub active: bool,
}

impl Store {
    /// The offers of a product, the default one first, those put away too.
    ///
    /// # Errors
    /// Those of reading.
    pub fn offers(&self, product: &str) -> Result<Vec<Offer>, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM product_offer_variants WHERE product_id = ?1
                       ORDER BY is_default DESC, display_order, created_at, id";
            collect(conn.prepare_cached(sql)?.query([product])?, read)
        })
    }

    /// One offer.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn offer(&self, id: &str) -> Result<Offer, StoreError> {
        self.read(|conn| {
            let sql = "SELECT * FROM product_offer_variants WHERE id = ?1";
            let found = collect(conn.prepare_cached(sql)?.query([id])?, read)?.pop();
            found.ok_or_else(|| StoreError::NoSuchRow { kind: LibraryTable::Offers.noun(), id: id.to_owned() })
        })
    }

    /// Stores an offer, new or changed. As the default one it takes that place from another.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] if the slug is another offer's of the product.
    pub fn save_offer(&self, offer: &Offer, now: Timestamp) -> Result<(), StoreError> {
        self.write(Priority::Bulk, |tx| act::together(tx, || put_offer(tx, offer, library::save, now)))
    }
}

fn read(row: &Row<'_>) -> Result<Offer, StoreError> {
    let currency = currency(row, "currency")?;
    Ok(Offer {
        id: row.get("id")?,
        product: row.get("product_id")?,
        name: row.get("name")?,
        slug: row.get("slug")?,
        url: row.get("landing_page_url")?,
        price: money(row, "price_micros", currency)?,
        compare_price: money(row, "compare_price_micros", currency)?,
        lowest_price: money(row, "lowest_price_micros", currency)?,
        percent_off: row.get("percent_off")?,
        starts_on: day(row, "starts_on")?,
        ends_on: day(row, "ends_on")?,
        terms: row.get("terms")?,
        disallowed_claims: list(row, "disallowed_claims")?,
        required_disclaimers: row.get("required_disclaimers")?,
        chip: row.get("chip")?,
        is_default: row.get("is_default")?,
        position: row.get("display_order")?,
        active: row.get("is_active")?,
    })
}

/// Writes an offer.
pub(super) fn put_offer(tx: &Transaction<'_>, offer: &Offer, save: Save, now: Timestamp) -> Result<(), StoreError> {
    let price = offer.price.or(offer.compare_price).or(offer.lowest_price);
    let currency = price.map(|money| money.currency().code().to_owned());

    if offer.is_default {
        let others = "SELECT id FROM product_offer_variants WHERE product_id = ?1 AND id <> ?2 AND is_default = 1";
        library::give_way(tx, LibraryTable::Offers, others, &offer.product, &offer.id, now)?;
    }
    save(
        tx,
        LibraryTable::Offers,
        &offer.id,
        &[
            ("product_id", &offer.product),
            ("name", &offer.name),
            ("slug", &offer.slug),
            ("landing_page_url", &offer.url),
            ("currency", &currency),
            ("price_micros", &offer.price.map(Money::micros)),
            ("compare_price_micros", &offer.compare_price.map(Money::micros)),
            ("lowest_price_micros", &offer.lowest_price.map(Money::micros)),
            ("percent_off", &offer.percent_off),
            ("starts_on", &offer.starts_on.map(AccountDate::number)),
            ("ends_on", &offer.ends_on.map(AccountDate::number)),
            ("terms", &offer.terms),
            ("disallowed_claims", &texts(&offer.disallowed_claims)),
            ("required_disclaimers", &offer.required_disclaimers),
            ("chip", &offer.chip),
            ("is_default", &offer.is_default),
            ("display_order", &offer.position),
            ("is_active", &offer.active),
        ],
        now,
    )
}
