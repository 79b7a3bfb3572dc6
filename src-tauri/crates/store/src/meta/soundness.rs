//! Whether the rows are the ones that were stored, and the aggregates the ones that follow from them.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use units::AccountDate;

use super::metric::Added;
use super::{derive, pack, rows};
use crate::StoreError;

/// Checks every day of every account: the number of rows, their checksum, and the day's aggregates. Returns how many
/// days were checked and what is wrong, in words.
pub(crate) fn unsound_days(conn: &Connection) -> Result<(u64, Vec<String>), StoreError> {
    let mut statement = conn.prepare(
        "SELECT s.account, a.graph_id, s.day, s.rows, s.checksum, p.pack, p.version FROM synced_days s \
         JOIN ad_accounts a ON a.key = s.account LEFT JOIN derived_packed_days p ON p.account = s.account AND p.day = s.day \
         ORDER BY s.account, s.day",
    )?;
    let mut days = statement.query([])?;
    let (mut checked, mut problems) = (0, Vec::new());
    while let Some(row) = days.next()? {
        let (account, digits, day): (i64, String, i32) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (count, checksum): (i64, i64) = (row.get(3)?, row.get(4)?);
        let stored = rows::load_day(conn, account, day)?;
        let mut say =
            |what: &str| problems.push(format!("{} of account {digits}: {what}", AccountDate::from_number(day)));
        if stored.len() as i64 != count {
            say(&format!("{} rows where {count} were stored", stored.len()));
        } else if rows::checksum(stored.iter()) != checksum {
            say("the rows are not the ones that were stored");
        }
        let by_ad: BTreeMap<i64, Added> = stored.iter().map(|row| (row.ad, Added::of(&row.values))).collect();
        // A pack of another version is rebuilt when its day changes, and until then not read.
        if row.get::<_, Option<i64>>(6)? == Some(pack::VERSION)
            && unpacked(&row.get::<_, Vec<u8>>(5)?, &by_ad) != Some(())
        {
            say("the packed ads do not follow from the rows");
        }
        let mut total = Added::default();
        by_ad.values().for_each(|added| total.add(added));
        if account_day(conn, account, day)? != Some(total) {
            say("the sum of the day does not follow from the rows");
        }
        checked += 1;
    }
    Ok((checked, problems))
}

/// Nothing unless the pack holds exactly these ads.
fn unpacked(packed: &[u8], by_ad: &BTreeMap<i64, Added>) -> Option<()> {
    let (first, last) = (by_ad.keys().next().copied().unwrap_or(0), by_ad.keys().last().copied().unwrap_or(0));
    let mut sums = vec![None; usize::try_from(last - first + 1).ok()?];
    pack::add_into(packed, first, &mut sums, &mut Vec::new()).ok()?;
    let packed = sums.into_iter().zip(first..).filter_map(|(sum, key)| sum.map(|added| (key, added)));
    packed.eq(by_ad.iter().map(|(key, added)| (*key, *added))).then_some(())
}

fn account_day(conn: &Connection, account: i64, day: i32) -> Result<Option<Added>, StoreError> {
    let mut statement = conn.prepare_cached(&derive::READ_ACCOUNT_DAYS)?;
    let mut rows = statement.query(params![account, day, day])?;
    rows.next()?.map(|row| derive::added_at(row, 1)).transpose()
}
