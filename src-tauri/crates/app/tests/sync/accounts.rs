//! Connecting, several accounts side by side, and removal.

use std::collections::BTreeMap;

use app::ErrorCode;
use app::sync::{Days, SyncParams};
use graph_sim::{Fault, FaultPlan};
use units::{AccountId, Level};

use crate::bed::{Bed, days, showcase};

#[tokio::test(flavor = "multi_thread")]
async fn connecting_says_who_which_account_which_rights_and_until_when() {
    let bed = Bed::unconnected(showcase).await;
    let connection = bed.connect(&bed.account).await.unwrap();
    let account = &bed.sim.accounts[0];
    assert_eq!((connection.currency, connection.time_zone), (account.currency, account.zone));
    assert_eq!(connection.account_name, account.name);
    assert!(connection.person.is_some());
    assert!(connection.rights.iter().any(|right| right.name == "ads_read" && right.granted && right.needed));
    let stored = bed.ws.store.account(&bed.account).unwrap();
    assert_eq!(stored.graph_url, bed.sim.url);
    assert!(stored.token.rights.contains(&"ads_read".to_owned()));
    let shown = app::pages::settings::accounts_page(&bed.ws).unwrap().accounts.remove(0).token;
    assert_eq!((shown.expires_at, shown.data_access_ends), (connection.expires_at, connection.data_access_expires_at));
    assert!(connection.data_access_expires_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_says_which_accounts_it_sees_before_one_is_connected() {
    let bed = Bed::unconnected(showcase).await;
    let seen = bed.look().await.unwrap();
    let names: Vec<(&str, bool)> = seen.accounts.iter().map(|one| (one.name.as_str(), one.connected)).collect();
    assert_eq!(names, [("Fuchs & Föhre DE", false), ("Saltwick US", false)]);
    assert!(seen.person.is_some());
    assert!(seen.rights.iter().any(|right| right.name == "ads_read" && right.granted));
    let first = seen.accounts.iter().find(|one| one.id == bed.account).unwrap();
    assert_eq!(first.currency.map(|currency| currency.code().to_owned()).as_deref(), Some("USD"));
    assert_eq!(bed.ws.store.accounts().unwrap().len(), 0);
    bed.connect(&bed.account).await.unwrap();
    let seen = bed.look().await.unwrap();
    let connected: Vec<_> = seen.accounts.iter().filter(|one| one.connected).map(|one| one.id.clone()).collect();
    assert_eq!(connected, std::slice::from_ref(&bed.account));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_user_sees_the_accounts_that_it_was_assigned() {
    let bed = Bed::unconnected(showcase).await;
    bed.sim.switch_on(FaultPlan::always(Fault::AssignedOnly));
    assert_eq!(bed.look().await.unwrap().accounts.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_before_an_account_is_connected_are_counted_too() {
    let bed = Bed::unconnected(showcase).await;
    bed.look().await.unwrap();
    let asked = |bed: &Bed| -> u64 {
        app::pages::settings::network_page(&bed.ws).unwrap().hosts.iter().map(|host| host.requests.get()).sum()
    };
    let looked = asked(&bed);
    assert_eq!(looked, bed.sim.stats().requests);
    bed.connect(&bed.account).await.unwrap();
    assert_eq!(asked(&bed), bed.sim.stats().requests);
    bed.sim.switch_on(FaultPlan::always(Fault::ExpiredToken));
    bed.look().await.unwrap_err();
    assert_eq!(asked(&bed), bed.sim.stats().requests, "a refused one is one too");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_that_fails_stores_nothing() {
    for (fault, code) in [
        (Fault::ExpiredToken, ErrorCode::TokenExpired),
        (Fault::MissingPermission, ErrorCode::PermissionMissing),
        (Fault::UnknownAccount, ErrorCode::AccountNotFound),
    ] {
        let bed = Bed::unconnected(showcase).await;
        bed.sim.switch_on(FaultPlan::always(fault));
        let error = bed.connect(&bed.account).await.unwrap_err();
        assert_eq!((error.code, error.exit_code()), (code, 3), "{fault:?}");
        assert_eq!(bed.ws.store.accounts().unwrap().len(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_the_token_does_not_see_is_said_so() {
    let bed = Bed::unconnected(showcase).await;
    let error = bed.connect(&AccountId::parse("act_42").unwrap()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::AccountNotFound, "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_currency_stops_the_sync_before_anything_is_mixed() {
    let bed = Bed::unconnected(showcase).await;
    let url = bed.sim.url.clone();
    let read = store::meta::AccountRead {
        name: "as it was".to_owned(),
        currency: units::Currency::parse("JPY").unwrap(),
        zone: bed.sim.accounts[0].zone,
        status: Some(1),
        amount_spent: None,
        spend_cap: None,
        created_time: None,
        business_name: None,
    };
    let was = store::meta::NewAccount { id: bed.account.clone(), read, graph_url: url, demo: None };
    bed.ws.store.connect_account(&was, bed.ws.clock.now()).unwrap();
    bed.keep_token("the good one");
    let error = bed.sync_days(app::sync::Days::Usual).await.unwrap_err();
    assert_eq!(error.code, "account_changed", "{error:?}");
    assert!(error.message.contains("JPY"), "{error:?}");
    assert_eq!(bed.ws.store.day_coverage(&bed.account).unwrap().days, 0);
    assert_eq!(bed.connect(&bed.account).await.unwrap_err().code, ErrorCode::AccountChanged);
    assert_eq!(bed.kept_token().as_deref(), Some("the good one"), "a refused token does not replace a good one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_another_installation_connects_nothing_and_asks_nobody() {
    let bed = Bed::unconnected(showcase).await.opened_elsewhere();
    let error = bed.connect(&bed.account).await.unwrap_err();
    assert_eq!((error.code, error.exit_code()), (ErrorCode::OpenedReadOnly, 4), "{error:?}");
    let input = app::pages::settings::ConnectInput {
        account: bed.account.to_string(),
        token: Some("EAABtoken".to_owned()),
        graph_url: Some(bed.sim.url.clone()),
    };
    let error = app::pages::settings::connect_account(&bed.ws, input).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::OpenedReadOnly, "{error:?}");
    assert_eq!(bed.sim.stats().requests, 0);
    assert_eq!(bed.kept_token(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wider_right_is_shown_as_the_one_that_reads() {
    let bed = Bed::new(showcase).await;
    let rights = ["ads_management", "email"].map(str::to_owned).to_vec();
    let facts = store::meta::TokenFacts { reference: None, last_four: None, owner: None, expires_at: None, rights };
    bed.ws.store.set_token_facts(&bed.account, &facts, bed.ws.clock.now()).unwrap();
    let page = app::pages::settings::accounts_page(&bed.ws).unwrap();
    let shown: Vec<_> = page.accounts[0].token.rights.iter().map(|right| (&*right.name, right.granted)).collect();
    assert_eq!(shown, [("ads_management", true)]);
}

/// Account → table → rows, of every table that knows accounts by their key.
fn rows_by_account(bed: &Bed) -> BTreeMap<i64, BTreeMap<String, i64>> {
    let raw = rusqlite::Connection::open(bed.ws.store.path()).unwrap();
    let sql = "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
               WHERE t.type = 'table' AND c.name = 'account' AND c.type = 'INTEGER'";
    let mut statement = raw.prepare(sql).unwrap();
    let tables: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    assert!(tables.len() > 15, "{tables:?}");
    let mut rows: BTreeMap<i64, BTreeMap<String, i64>> = BTreeMap::new();
    for table in tables {
        let mut statement = raw.prepare(&format!("SELECT account, count(*) FROM {table} GROUP BY 1")).unwrap();
        let counts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        for (account, count) in counts.map(Result::unwrap) {
            rows.entry(account).or_default().insert(table.clone(), count);
        }
    }
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_of_days_of_its_own_joins_none_that_is_about_other_days() {
    let bed = Bed::new(showcase).await;
    let usual = SyncParams::usual(bed.account.clone());
    let key = app::sync::key(&bed.account);
    let live = bed.claim_for(units::JobType::MetaSync, usual.to_json(), &key).lease.run;
    assert_eq!(app::sync::file(&bed.ws, usual.clone()).await.unwrap().run(), live);

    let own = SyncParams { days: Days::Between(days(90).previous()), ..usual };
    let filed = app::sync::file(&bed.ws, own.clone()).await.unwrap().run();
    assert_ne!(filed, live, "its days are not read by the one under way");
    assert_eq!(app::sync::file(&bed.ws, own).await.unwrap().run(), filed, "it waits already");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_synced_at_the_same_time_do_not_mix_and_one_can_go() {
    let bed = Bed::new(showcase).await;
    let other = bed.sim.accounts.get(1).expect("the showcase has two accounts").id.clone();
    bed.connect(&other).await.unwrap();
    let run = |account: &AccountId| {
        bed.claim(units::JobType::MetaSync, app::sync::SyncParams::usual(account.clone()).to_json())
    };
    let (one, two) = (run(&bed.account), run(&other));
    let (first, second) = futures::join!(bed.attempt(&one), bed.attempt(&two));
    first.unwrap();
    second.unwrap();
    bed.assert_truth(days(90));
    let first = bed.account.clone();
    let bed = Bed { account: other.clone(), ..bed };
    bed.assert_truth(days(90));

    let before = rows_by_account(&bed);
    app::accounts::remove(&bed.ws, &first).await.unwrap();
    bed.assert_truth(days(90));
    let after = rows_by_account(&bed);
    assert_eq!(after.len(), 1, "no table has a row of the removed account");
    assert!(after.iter().all(|(account, rows)| before[account] == *rows), "the other one has all of its rows");
    let examined = bed.ws.store.examine().unwrap();
    assert!(examined.healthy, "{examined:?}");
    assert_eq!(bed.ws.store.accounts().unwrap().len(), 1);
    let gone = Bed { account: first, ..bed };
    let left = gone.ws.store.account(&gone.account);
    assert!(matches!(left, Err(store::StoreError::NoSuchRow { .. })), "{left:?}");
    assert!(!gone.truth(Level::Ad, days(90)).is_empty(), "the simulator still has it");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_name_the_only_account_is_meant_and_several_are_asked_about() {
    let bed = Bed::unconnected(showcase).await;
    let the_account = || app::accounts::the_account(&bed.ws.store, None);
    assert_eq!(the_account().unwrap_err().code, ErrorCode::AccountNotConnected);
    bed.connect(&bed.account).await.unwrap();
    assert_eq!(the_account().unwrap(), bed.account);
    bed.connect(&bed.sim.accounts[1].id).await.unwrap();
    assert_eq!(the_account().unwrap_err().code, ErrorCode::WrongUsage);
}
