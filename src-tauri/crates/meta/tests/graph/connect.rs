//! Who, which account, which rights.

use std::time::Duration;

use graph_sim::Fault;
use meta::{ErrorClass, GraphClient, GraphError, PermissionProblem, ReadingRight, TokenProblem, reading_right};
use secrecy::SecretString;
use units::{AccountId, Clock as _};

use crate::support::{World, client_config};

#[tokio::test]
async fn the_check_says_who_which_account_which_rights_and_until_when() {
    let world = World::showcase().await;
    assert_eq!(world.client.me().await.unwrap().name.as_deref(), Some("Maya Okafor"));
    assert_eq!(reading_right(&world.client.permissions().await.unwrap()), ReadingRight::Granted);
    let info = world.client.token_info().await.unwrap();
    assert!(info.is_valid && !info.excludes(&world.account));
    let left = info.expires_at.unwrap().since(world.clock.now());
    assert_eq!(left, Duration::from_secs(41 * 86_400));
    let accounts = world.client.accounts().all().await.unwrap().rows;
    assert_eq!(accounts.len(), world.sim.accounts.len());
    let account = world.client.account(&world.account).await.unwrap();
    assert_eq!(account.currency().unwrap(), world.sim.accounts[0].currency);
    assert_eq!(account.zone().unwrap(), world.sim.accounts[0].zone);
    assert!(account.is_active());
}

#[tokio::test]
async fn an_account_that_is_not_there_is_named() {
    let world = World::new().await;
    let other = AccountId::parse("act_999999999").unwrap();
    let error = world.client.account(&other).await.unwrap_err();
    assert!(matches!(&error, GraphError::AccountNotVisible { account, .. } if *account == other), "{error}");
    assert_eq!(error.class(), ErrorClass::Permission(PermissionProblem::Account));
}

#[tokio::test]
async fn a_missing_right_is_seen_before_and_during_a_sync() {
    let world = World::new().await;
    world.always(Fault::MissingPermission);
    assert_eq!(reading_right(&world.client.permissions().await.unwrap()), ReadingRight::Declined);
    let error = world.client.campaigns(&world.account).all().await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Permission(PermissionProblem::Right));
}

#[tokio::test]
async fn a_dead_token_needs_a_person() {
    let world = World::new().await;
    let mut config = client_config(&world.sim, &world.clock);
    config.token = SecretString::from("EAAwrong");
    let error = GraphClient::new(config).unwrap().me().await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Token(TokenProblem::Invalid));
    world.always(Fault::ExpiredToken);
    let error = world.client.me().await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Token(TokenProblem::Expired));
    assert!(world.clock.pauses().is_empty(), "a dead token is not tried again");
}

#[tokio::test]
async fn a_field_that_needs_another_right_is_left_out() {
    let world = World::new().await;
    world.always(Fault::ForbiddenField);
    let account = world.client.account(&world.account).await.unwrap();
    assert_eq!(account.business, None);
    assert!(account.amount_spent.is_some(), "the fields beside it stay");
    let before = world.asked("account");
    world.client.account(&world.account).await.unwrap();
    assert_eq!(world.asked("account"), before + 1, "what was found out is remembered");
    let accounts = world.client.accounts().all().await.unwrap();
    assert_eq!(accounts.dropped_fields, ["business"]);
}

#[tokio::test]
async fn a_token_goes_to_the_graph_api_or_this_machine_only() {
    let world = World::new().await;
    for foreign in ["https://graph.facebook.com.evil.example", "http://graph.facebook.com", "http://10.0.0.1:80", "x"] {
        let mut config = client_config(&world.sim, &world.clock);
        config.base_url = foreign.to_owned();
        assert!(matches!(GraphClient::new(config), Err(GraphError::ForeignAddress(_))), "{foreign}");
    }
}

#[tokio::test]
async fn without_a_server_there_is_no_connection() {
    let world = World::new().await;
    let World { sim, client, .. } = world;
    sim.stop();
    tokio::task::yield_now().await;
    let error = client.me().await.unwrap_err();
    assert!(matches!(error.class(), ErrorClass::Offline | ErrorClass::Retry), "{error}");
}

#[tokio::test]
async fn an_ended_version_is_told_apart() {
    let world = World::of(|_sim| {}, |config| config.version = "v24.0".to_owned()).await;
    let error = world.client.me().await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Deprecated);
    let world = World::new().await;
    world.client.me().await.unwrap();
    assert_eq!(world.client.served_by_another_version(), None);
}
