//! Tests of synced accounts: work in Active Directory, the sync, and writes to the cloud that the sync undoes.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::TestClient;
use crate::tenant::{DirectoryWork, SyncedWrites};

const ROSA: &str = "synced-and-enabled";
const SELECT: &str = "accountEnabled,lastPasswordChangeDateTime,onPremisesLastSyncDateTime,onPremisesSyncEnabled,\
    signInSessionsValidFromDateTime";

/// Returns what Graph shows of an account.
async fn seen(sandbox: &TestClient, key: &str) -> Value {
    let id = sandbox.tenant.account(key).object_id;
    sandbox.get(&format!("/users/{id}?$select={SELECT}")).await.ok().clone()
}

fn instant(of: &Value, name: &str) -> Timestamp {
    of[name].as_str().unwrap().parse().unwrap()
}

async fn block(sandbox: &TestClient, key: &str) -> u16 {
    let answer = sandbox.patch(&sandbox.tenant.account(key), json!({ "accountEnabled": false })).await;
    answer.status.as_u16()
}

#[tokio::test]
async fn the_last_sync_stays_as_it_is_while_time_passes() {
    let sandbox = TestClient::start().await;
    let before = seen(&sandbox, ROSA).await;
    assert_eq!(before["onPremisesSyncEnabled"], true);
    sandbox.clock.advance(SignedDuration::from_mins(40));
    assert_eq!(seen(&sandbox, ROSA).await, before);
    let ago = sandbox.clock.now().duration_since(instant(&before, "onPremisesLastSyncDateTime"));
    assert!(ago.as_mins() >= 40, "{ago:?}");
    sandbox.tenant.sync();
    assert_eq!(seen(&sandbox, ROSA).await, before, "the sync writes only what was changed");
}

#[tokio::test]
async fn a_block_that_entra_takes_stands_until_the_next_sync() {
    let sandbox = TestClient::start().await;
    assert_eq!(block(&sandbox, ROSA).await, 204);
    assert_eq!(seen(&sandbox, ROSA).await["accountEnabled"], false);
    sandbox.tenant.sync();
    let undone = seen(&sandbox, ROSA).await;
    assert_eq!(undone["accountEnabled"], true);
    let ago = sandbox.clock.now().duration_since(instant(&undone, "onPremisesLastSyncDateTime"));
    assert!(ago < SignedDuration::from_mins(1), "{ago}");
    let audits = sandbox.tenant.audits_of(&sandbox.tenant.account(ROSA).object_id);
    let by = |audit: &Value| audit["initiatedBy"]["user"]["userPrincipalName"].as_str().unwrap_or("").to_owned();
    let names: Vec<&str> = audits.iter().filter_map(|audit| audit["activityDisplayName"].as_str()).collect();
    assert_eq!(names, ["Disable account", "Enable account"]);
    assert!(by(&audits[0]).is_empty() && by(&audits[1]).starts_with("Sync_"), "{audits:?}");
    sandbox.tenant.adjust(|settings| settings.synced_writes = SyncedWrites::Refused);
    assert_eq!(block(&sandbox, ROSA).await, 400);
    assert!(sandbox.tenant.account(ROSA).enabled);
    sandbox.save("active-directory-undone");
}

#[tokio::test]
async fn an_account_that_is_disabled_in_active_directory_is_blocked_by_the_sync() {
    let sandbox = TestClient::start().await;
    sandbox.tenant.in_active_directory(ROSA, DirectoryWork::Disable);
    assert_eq!(seen(&sandbox, ROSA).await["accountEnabled"], true, "the cloud does not know yet");
    sandbox.tenant.sync();
    assert_eq!(seen(&sandbox, ROSA).await["accountEnabled"], false);
    let id = sandbox.tenant.account(ROSA).object_id;
    let filter = format!("activityDisplayName eq 'Disable account' and targetResources/any(t:t/id eq '{id}')");
    let answer = sandbox.get(&format!("/auditLogs/directoryAudits?$filter={filter}")).await;
    let by = answer.values()[0]["initiatedBy"]["user"]["userPrincipalName"].as_str().unwrap();
    assert!(by.starts_with("Sync_"), "{by}");
    assert_eq!(sandbox.enable(ROSA).await.status, 204);
    sandbox.tenant.sync();
    assert!(!sandbox.tenant.account(ROSA).enabled, "Active Directory is the master");
    sandbox.tenant.in_active_directory(ROSA, DirectoryWork::Enable);
    sandbox.tenant.sync();
    assert!(sandbox.tenant.account(ROSA).enabled);
    sandbox.save("active-directory-disabled");
}

#[tokio::test]
async fn a_password_that_is_set_in_active_directory_works_after_the_sync() {
    let sandbox = TestClient::start().await;
    let key = "synced-and-locked";
    let (before, old) = (seen(&sandbox, key).await, sandbox.tenant.account(key).credentials.password);
    sandbox.tenant.change(key, |account| account.credentials.locked_out = false);
    sandbox.clock.advance(SignedDuration::from_mins(5));
    for _ in 0..2 {
        sandbox.tenant.in_active_directory(key, DirectoryWork::ResetPassword);
    }
    assert!(sandbox.tenant.accepts_secret(key, &old), "the old password works until the sync");
    assert_eq!(seen(&sandbox, key).await, before);
    sandbox.clock.advance(SignedDuration::from_mins(5));
    assert!(sandbox.revoke(key).await.status.is_success());
    let revoked = sandbox.tenant.account(key).sessions_valid_from;
    sandbox.tenant.sync();
    let (after, account) = (seen(&sandbox, key).await, sandbox.tenant.account(key));
    assert!(!sandbox.tenant.accepts_secret(key, &old));
    assert!(sandbox.tenant.accepts_secret(key, &account.credentials.password));
    let changed = instant(&after, "lastPasswordChangeDateTime");
    let ago = sandbox.clock.now().duration_since(changed);
    assert_eq!((ago.as_mins(), account.on_premises.unwrap().resets), (5, 2), "the time is that of the reset");
    assert_eq!(account.sessions_valid_from, revoked, "the sync does not let old sessions in again");
    assert!(instant(&after, "onPremisesLastSyncDateTime") > changed);
    sandbox.save("active-directory-password");
}

#[tokio::test]
async fn a_new_password_revokes_the_sessions_and_ends_a_lockout() {
    let sandbox = TestClient::start().await;
    let key = "synced-and-locked";
    assert!(sandbox.tenant.account(key).credentials.locked_out);
    let before = instant(&seen(&sandbox, key).await, "signInSessionsValidFromDateTime");
    sandbox.tenant.in_active_directory(key, DirectoryWork::ResetPassword);
    sandbox.tenant.sync();
    assert!(instant(&seen(&sandbox, key).await, "signInSessionsValidFromDateTime") > before);
    assert!(!sandbox.tenant.account(key).credentials.locked_out);
}

#[tokio::test]
async fn the_sync_shows_after_the_replication_delay() {
    let lag = |settings: &mut crate::tenant::TenantSettings| settings.replication_delay = SignedDuration::from_secs(30);
    let sandbox = TestClient::with(lag).await;
    let before = seen(&sandbox, ROSA).await;
    sandbox.tenant.in_active_directory(ROSA, DirectoryWork::Disable);
    sandbox.tenant.sync();
    assert_eq!(seen(&sandbox, ROSA).await, before);
    sandbox.clock.advance(SignedDuration::from_secs(31));
    assert_eq!(seen(&sandbox, ROSA).await["accountEnabled"], false);
}

#[tokio::test]
async fn work_in_active_directory_changes_no_account_of_the_cloud() {
    let sandbox = TestClient::start().await;
    sandbox.tenant.in_active_directory("nothing-wrong", DirectoryWork::Disable);
    sandbox.tenant.sync();
    assert!(sandbox.tenant.account("nothing-wrong").enabled);
}
