//! Every fault gives the right words and loses nothing.

use graph_sim::{Fault, FaultPlan};
use scheduler::ErrorClass;
use units::{Level, Objective};

use crate::bed::{Bed, days, showcase, sized};

/// A synced file, the fault, one more sync: the class and code of its error, and the file as it was.
async fn after_a_sync(fault: FaultPlan) -> (ErrorClass, String) {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 12)).await;
    bed.sync().await;
    let digest = bed.ws.store.digest().unwrap();
    bed.sim.switch_on(fault);
    let error = bed.sync_days(app::sync::Days::Usual).await.unwrap_err();
    assert_eq!(bed.ws.store.digest().unwrap(), digest, "{error:?}");
    assert!(error.message.ends_with('.') && error.next_step.ends_with('.'), "{error:?}");
    (error.class, error.code)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_token_needs_a_person() {
    let outcome = after_a_sync(FaultPlan::always(Fault::ExpiredToken)).await;
    assert_eq!(outcome, (ErrorClass::NeedsPerson, "token_expired".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_right_needs_a_person() {
    let (class, code) = after_a_sync(FaultPlan::always(Fault::MissingPermission)).await;
    assert_eq!(class, ErrorClass::NeedsPerson);
    assert!(["permission_missing", "account_not_found"].contains(&code.as_str()), "{code}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_gone_needs_a_person() {
    let outcome = after_a_sync(FaultPlan::always(Fault::UnknownAccount)).await;
    assert_eq!(outcome, (ErrorClass::NeedsPerson, "account_not_found".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_version_is_said_and_not_tried_again() {
    let outcome = after_a_sync(FaultPlan::always(Fault::DeprecatedVersion)).await;
    assert_eq!(outcome, (ErrorClass::Permanent, "api_version_ended".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_stays_down_is_tried_again_later() {
    for fault in [Fault::ServiceDown, Fault::Html, Fault::PlainText, Fault::Truncated, Fault::Reset] {
        let (class, code) = after_a_sync(FaultPlan::always(fault)).await;
        assert_eq!(class, ErrorClass::Retry, "{fault:?} {code}");
        assert!(["meta_unavailable", "meta_reply_unreadable"].contains(&code.as_str()), "{fault:?} {code}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_server_is_no_network_and_waits() {
    let mut bed = Bed::new(|clock| sized(clock, 2, 6, 12)).await;
    let another = graph_sim::serve(sized(&bed.clock, 1, 1, 1)).await.unwrap();
    std::mem::replace(&mut bed.sim, another).stop();
    let run = bed.claim(units::JobType::MetaSync, app::sync::SyncParams::usual(bed.account.clone()).to_json());
    let error = bed.attempt(&run).await.unwrap_err();
    assert!(matches!(error.class, ErrorClass::WaitUntil(_)), "{error:?}");
    assert_eq!(error.code, "offline");
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_that_pass_leave_no_trace_in_the_numbers() {
    for fault in [
        Fault::ServerError,
        Fault::ServiceDown,
        Fault::Truncated,
        Fault::Html,
        Fault::PlainText,
        Fault::OkError,
        Fault::Reset,
        Fault::BadCreative,
        Fault::ForbiddenField,
    ] {
        let bed = Bed::new(showcase).await;
        bed.sim.switch_on(FaultPlan::times(fault, 2).after(3));
        bed.sync().await;
        bed.assert_truth(days(90));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_data_makes_smaller_questions_until_all_is_there() {
    for plan in [FaultPlan::always(Fault::ReduceData).amount(60), FaultPlan::always(Fault::TooLarge).amount(3)] {
        let bed = Bed::new(showcase).await;
        bed.sim.switch_on(plan.clone());
        bed.sync().await;
        bed.assert_truth(days(90));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_even_one_day_is_too_much_a_report_gives_rows_and_totals() {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 12)).await;
    bed.sim.switch_on(FaultPlan::always(Fault::TooLarge).amount(0));
    let report = bed.sync().await;
    bed.assert_truth(days(12));
    assert_eq!((report.reconciled.spend, report.warnings.len()), (Some(true), 0), "{report:?}");
    assert!(bed.sim.stats().by_kind.contains_key("insights_async"), "{:?}", bed.sim.stats());
}

#[tokio::test(flavor = "multi_thread")]
async fn failing_campaigns_leave_the_numbers_synced_and_the_objective_unknown() {
    let bed = Bed::new(|clock| sized(clock, 2, 6, 12)).await;
    bed.sim.switch_on(FaultPlan::always(Fault::CampaignsFail));
    let report = bed.sync().await;
    assert!(report.is_partly());
    assert!(report.warnings.iter().any(|warning| warning.code == "campaigns_failed"), "{:?}", report.warnings);
    assert_eq!(bed.stored(Level::Ad, days(12)), bed.truth(Level::Ad, days(12)));
    let query = store::meta::PerformanceQuery {
        account: bed.account.clone(),
        level: Level::Campaign,
        range: days(12),
        compare: None,
        campaign: None,
        ad_set: None,
        include_idle: false,
    };
    let rows = bed.ws.store.performance(&query).unwrap().rows;
    assert!(rows.iter().all(|row| row.objective.0 == Objective::UNKNOWN), "{rows:?}");

    bed.sim.clear_faults();
    assert!(!bed.sync().await.is_partly());
    bed.sim.switch_on(FaultPlan::always(Fault::CampaignsFail));
    bed.sync().await;
    let rows = bed.ws.store.performance(&query).unwrap().rows;
    assert!(rows.iter().all(|row| row.objective.0 != Objective::UNKNOWN), "what was known stays: {rows:?}");
}
