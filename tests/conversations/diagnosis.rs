//! Diagnoses: what the card says, how many calls to Microsoft that takes, and what happens when Microsoft refuses or does not answer.

use std::time::Duration;

use grendel::domain::outcome::Outcome;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::Licence;
use jiff::{SignedDuration, Timestamp};

use super::harness::{HANNA, HANNA_UPN, Over, Table, asks, comes_to_say, converse, member, presses, redact, told};

/// Returns the text of a card without its frame and its requester.
fn said(card: &grendel_simulator::discord::Message) -> String {
    let text = redact(&card.to_text());
    let lines = text.lines().skip(2).map(|line| line.trim_start_matches("│ ▌ "));
    let is_after = |line: &&str| ["Asked by", "Decision", "Outcome"].iter().any(|heading| line.starts_with(heading));
    lines.take_while(|line| !is_after(line)).collect::<Vec<_>>().join("\n")
}

/// Anna asks about each of these accounts. Returns the text of the cards.
async fn diagnoses(name: &str, settings: WorldSettings, keys: &[&str]) -> String {
    let mut table = Table::default();
    let over = converse(name, settings, async |world| {
        for key in keys {
            table.row(key, &diagnosis(world, key).await?);
        }
        Ok(())
    });
    assert_eq!(over.await.world.tenant.writes(), []);
    table.0
}

/// Anna asks about an account, reads the card, and withdraws if the card offers that.
async fn diagnosis(world: &World, key: &str) -> anyhow::Result<String> {
    let card = asks(world, "anna", &[("user", &world.tenant.account(key).object_id)]).await?;
    if card.to_text().contains("[ Withdraw ]") {
        presses(world, "anna", &card, "withdraw").await?;
    }
    Ok(said(&card))
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_tells_their_story() {
    let keys = [
        "nothing-wrong",
        "wrong-passwords",
        "smart-lockout",
        "synced-and-enabled",
        "blocked-by-sync",
        "blocked-by-a-security-app",
        "blocked-long-ago",
        "guest",
    ];
    insta::assert_snapshot!(diagnoses("diagnosis-stories", WorldSettings::default(), &keys).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_licence_hides() {
    let mut settings = WorldSettings::default();
    settings.tenant.licence = Licence::Free;
    let keys = [HANNA, "blocked-long-ago", "nothing-wrong"];
    insta::assert_snapshot!(diagnoses("diagnosis-no-licence", settings, &keys).await);
}

/// Each permission is missing in turn: the card says what that hides, or the private answer says why there is no card.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_permission_hides() {
    let mut table = Table::default();
    for missing in ["User.Read.All", "AuditLog.Read.All", "RoleManagement.Read.Directory", "GroupMember.Read.All"] {
        let mut settings = WorldSettings::default();
        settings.tenant.permissions.retain(|permission| permission != missing);
        let over = converse(format!("diagnosis-without-{missing}"), settings, async |world| {
            for key in [HANNA, "nothing-wrong"] {
                let before = world.discord.guild().public().count();
                let attempt = world.type_unlock("anna", &[("user", &world.tenant.account(key).object_id)]).await?;
                let answer = told(world, &attempt).await?;
                table.row(&format!("{key}, without {missing}"), &answer);
                if answer.contains("kaart") {
                    let card = world.wait_until(|world| world.discord.guild().public().nth(before).cloned()).await?;
                    table.row("the card", &said(&card));
                    withdraw_if_waiting(world).await?;
                }
            }
            Ok(())
        });
        assert_eq!(over.await.world.tenant.writes(), []);
    }
    insta::assert_snapshot!(table.0);
}

async fn withdraw_if_waiting(world: &World) -> anyhow::Result<()> {
    let card = world.newest_card()?;
    if card.to_text().contains("[ Withdraw ]") {
        presses(world, "anna", &card, "withdraw").await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_throttling_hides() {
    let mut table = Table::default();
    let over = converse("diagnosis-throttled", WorldSettings::default(), async |world| {
        for log in ["directoryAudits", "signIns"] {
            let throttled = Fault::Status { status: 429, retry_after: Some(600) };
            world.tenant_faults.add(&format!("GET /v1.0/auditLogs/{log}"), 10, throttled);
        }
        for key in [HANNA, "nothing-wrong"] {
            table.row(key, &diagnosis(world, key).await?);
        }
        Ok(())
    });
    over.await;
    insta::assert_snapshot!(table.0);
}

/// With tokens cached, the target is resolved while the requester is checked; then two batches are read beside the
/// logs, Identity Protection, the eligible roles and Exchange. So a name takes two round trips. So does an object id, because the names
/// behind it are needed to find accounts of nearly the same name.
#[tokio::test(flavor = "multi_thread")]
async fn a_diagnosis_takes_two_round_trips() {
    // Slow enough that calls made together overlap, however busy the machine is.
    let settings = WorldSettings { tenant_latency: Duration::from_millis(400), ..WorldSettings::default() };
    let over = converse("diagnosis-round-trips", settings, async |world| {
        diagnosis(world, "nothing-wrong").await?;
        assert_eq!(world.tenant.calls().tokens_issued, 2, "one for Graph, one for Exchange");
        for (typed, about_the_target) in [("wrong-passwords", 2), ("smart-lockout", 2), ("sending-restricted", 2)] {
            let account = world.tenant.account(typed);
            let before = world.recorder.exchanges().len();
            let options = [("user", account.user_principal_name.as_str())];
            let (_, card) = world.open_case("eva", "/diagnose", &options).await?;
            assert!(card.to_text().contains(&account.display_name), "{typed}");
            assert_eq!(round_trips(world, before, ""), about_the_target, "{typed} by name");
            let before = world.recorder.exchanges().len();
            world.open_case("eva", "/diagnose", &[("user", &account.object_id)]).await?;
            assert_eq!(round_trips(world, before, ""), 2, "{typed} by object id, with the requester");
            assert_eq!(round_trips(world, before, &account.object_id), 2, "{typed} by object id, its names first");
        }
        assert_eq!(world.tenant.calls().tokens_issued, 2);
        Ok(())
    });
    over.await;
}

/// Returns the longest chain of calls to Microsoft that did not overlap, among those from index `since` on that contain `naming`.
pub fn round_trips(world: &World, since: usize, naming: &str) -> usize {
    let microsoft = [world.tenant.address(), world.tenant.exchange_address()];
    let exchanges = world.recorder.exchanges();
    let calls = exchanges.iter().skip(since).filter(|exchange| {
        let is_microsofts = microsoft.iter().any(|address| exchange.url.starts_with(address));
        is_microsofts && (exchange.url.contains(naming) || exchange.request_body.contains(naming))
    });
    let mut spans: Vec<(Timestamp, Timestamp)> = calls
        .map(|call| (call.started, call.started + SignedDuration::try_from(call.took).unwrap_or_default()))
        .collect();
    spans.sort_by_key(|(_, end)| *end);
    let (mut trips, mut last_end) = (0, Timestamp::MIN);
    for (start, end) in spans {
        if start >= last_end {
            (trips, last_end) = (trips + 1, end);
        }
    }
    trips
}

/// A press checks the approver; before the first step everything is read again; before the second, only what bounds it.
#[tokio::test(flavor = "multi_thread")]
async fn between_two_steps_no_log_is_read() {
    let over = converse("diagnosis-between-steps", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let before = world.recorder.exchanges().len();
        presses(world, "bram", &card, "approve").await?;
        comes_to_say(world, &card, "can sign in again").await?;
        let exchanges = world.recorder.exchanges();
        let after = exchanges.iter().skip(before);
        let logs = after.clone().filter(|exchange| exchange.url.contains("/auditLogs/signIns")).count();
        let readings = after.filter(|exchange| exchange.request_body.contains("isManagementRestricted")).count();
        assert_eq!((logs, readings > logs), (1, true), "the logs are read before the first step only");
        Ok(())
    });
    over.await;
}

/// Microsoft fails at three places on the way: each time a private answer has everything that a support case needs, and there is no card.
#[tokio::test(flavor = "multi_thread")]
async fn microsoft_is_down() {
    let mut table = Table::default();
    let hanna = "/v1.0/users/923a7369-94e3-4f91-9a61-dbe22e44158b?";
    for (place, what) in [("/v1.0/", "everything"), ("/v1.0/users/hanna", "who is meant"), (hanna, "her account")] {
        let over =
            converse(format!("diagnosis-down-{}", what.replace(' ', "-")), WorldSettings::default(), async |world| {
                world.tenant_faults.add(place, 1_000, Fault::Status { status: 500, retry_after: None });
                let attempt = world.type_unlock("bram", &[("user", HANNA_UPN)]).await?;
                table.row(what, &told(world, &attempt).await?);
                Ok(())
            });
        assert_eq!(over.await.world.discord.guild().public().count(), 0);
    }
    insta::assert_snapshot!(table.0, @r##"
    everything
        I could not check what you may do, so I did nothing. POST /$batch failed with 500 InternalServerError: An internal server error occurred (request id …). Try again in a few minutes; if it fails again, show this to the operator of Grendel.
        -# Rule: `standing_unread`
    who is meant
        I could not look hanna.visser@contoso.example up at Microsoft, so nothing is known about the account. I could not go on: GET /users/{userPrincipalName} failed with 500 InternalServerError: An internal server error occurred (request id …). Nothing was changed. Type the command again in a few minutes; if it fails again, show this to the operator of Grendel.
    her account
        I could not look hanna.visser@contoso.example up at Microsoft, so nothing is known about the account. I could not go on: GET /users/{id} failed with 500 InternalServerError: An internal server error occurred (request id …). Nothing was changed. Type the command again in a few minutes; if it fails again, show this to the operator of Grendel.
    "##);
}

/// Anna asks about Hanna, Bram approves. Waits until the card says this.
async fn unlock(world: &World, words: &str) -> anyhow::Result<String> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    presses(world, "bram", &card, "approve").await?;
    Ok(said(&comes_to_say(world, &card, words).await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn microsoft_refuses_a_step() {
    let mut table = Table::default();
    for missing in ["User.RevokeSessions.All", "User.EnableDisableAccount.All"] {
        let mut settings = WorldSettings::default();
        settings.tenant.permissions.retain(|permission| permission != missing);
        let over = converse(format!("refused-without-{missing}"), settings, async |world| {
            table.row(&format!("without {missing}"), &unlock(world, "Stopped at step").await?);
            Ok(())
        });
        let over = over.await;
        assert!(
            matches!(over.final_state.outcomes[..], [Outcome::NeedsHuman { .. }]),
            "{:?}",
            over.final_state.outcomes
        );
        assert!(!over.world.tenant.account(HANNA).enabled);
    }
    insta::assert_snapshot!(table.0);
}

/// A Global Administrator may unlock an administrator, but Grendel's application is refused.
#[tokio::test(flavor = "multi_thread")]
async fn microsoft_refuses_the_application() {
    let mut settings = WorldSettings::default();
    member(
        &mut settings.discord,
        "gita",
        "Gita Patel",
        601_100_000_000_000_004,
        &[grendel_simulator::discord::HELPDESK_ID],
    );
    settings.linked.push("gita");
    let mut table = Table::default();
    let over = converse("refused-application", settings, async |world| {
        let target = world.tenant.account("blocked-administrator");
        let card = asks(world, "gita", &[("user", &target.user_principal_name)]).await?;
        presses(world, "bram", &card, "approve").await?;
        table.row("the card", &said(&comes_to_say(world, &card, "Stopped at step").await?));
        Ok(())
    });
    assert_eq!(over.await.final_state.changes, Vec::<String>::new());
    insta::assert_snapshot!(table.0, @r"
    the card
        Lotte Groen (lotte.groen@contoso.example) cannot sign in: sign-in was blocked by gita.patel@contoso.example <t:…:R>.
        What was found:
          • Sign-in is blocked for this account.
          • Blocked by gita.patel@contoso.example from 203.0.113.24 on <t:…:f> (<t:…:R>).
        What was done:
          1. Sign out everywhere (revoke sign-in sessions): refused by Microsoft
          2. Enable sign-in: not begun
          ↳ on the authority of Gita Patel (Global Administrator)
    ");
}

/// The two writes of the plan.
const STEPS: [&str; 2] =
    ["POST /v1.0/users/923a7369-94e3-4f91-9a61-dbe22e44158b/revokeSignInSessions", "PATCH /v1.0/users/"];

/// Returns how often each step reached the tenant. Fails unless the case completed and nothing was done twice.
fn assert_done_once(over: &Over, writes: usize) {
    assert_eq!(over.final_state.outcomes, [Outcome::Completed]);
    assert_eq!(over.final_state.changes.len(), 2, "{:?}", over.final_state.changes);
    assert_eq!(over.world.tenant.writes().len(), writes);
    assert!(over.world.tenant.account(HANNA).enabled);
}

/// A step that took effect without an answer is found by reading and not repeated.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_lost() {
    for (number, step) in STEPS.into_iter().enumerate() {
        let over = converse(format!("lost-answer-{number}"), WorldSettings::default(), async |world| {
            world.tenant_faults.add(step, 1, Fault::LostAnswer);
            unlock(world, "can sign in again").await.map(drop)
        });
        let over = over.await;
        assert_done_once(&over, 2);
        let sentences = over.journal();
        assert!(
            sentences.iter().any(|sentence| sentence.ends_with("reading shows that it took effect")),
            "{sentences:#?}"
        );
    }
}

/// A call that never arrived is found by reading and tried again under another id.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_lost() {
    for (number, step) in STEPS.into_iter().enumerate() {
        let over = converse(format!("lost-call-{number}"), WorldSettings::default(), async |world| {
            world.tenant_faults.add(step, 1, Fault::LostCall);
            unlock(world, "can sign in again").await.map(drop)
        });
        let over = over.await;
        assert_done_once(&over, 2);
        let sentences = over.journal();
        assert!(sentences.iter().any(|sentence| sentence.contains("try 2: will be called")), "{sentences:#?}");
    }
}

/// A call that never arrives, however often it is tried, leaves the case to a person.
#[tokio::test(flavor = "multi_thread")]
async fn every_call_is_lost() {
    let mut table = Table::default();
    let settings = WorldSettings { call_timeout: Duration::from_millis(400), ..WorldSettings::default() };
    let over = converse("lost-calls", settings, async |world| {
        world.tenant_faults.add("PATCH /v1.0/users/", 10, Fault::LostCall);
        unlock(world, "Microsoft does not answer as it should").await?;
        // The second try was lost too, so the case gives Microsoft time before the last one.
        world.advance_time(SignedDuration::from_secs(21)).await?;
        table.row("the card", &said(&world.wait_for_card_text("Stopped at step").await?));
        Ok(())
    });
    let over = over.await;
    assert_eq!(over.final_state.changes.len(), 1);
    insta::assert_snapshot!(table.0, @r"
    the card
        Hanna Visser (hanna.visser@contoso.example) cannot sign in: sign-in was blocked by chidi.okafor@contoso.example <t:…:R>.
        What was found:
          • Sign-in is blocked for this account.
          • Blocked by chidi.okafor@contoso.example from 203.0.113.24 on <t:…:f> (<t:…:R>).
          • 2 sign-ins were refused for that reason, the last <t:…:R> (Office 365 Exchange Online).
        What was done:
          1. Sign out everywhere (revoke sign-in sessions): done and confirmed
          2. Enable sign-in: not known whether it took effect
          ↳ on the authority of Anna de Vries (User Administrator)
    ");
}

/// A change that the directory shows only hours later is done, but not claimed to be seen.
#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_slow_to_show() {
    let mut table = Table::default();
    let mut settings = WorldSettings::default();
    settings.tenant.replication_delay = SignedDuration::from_hours(1);
    let over = converse("slow-to-show", settings, async |world| {
        table.row("the card", &unlock(world, "not every effect could be seen yet").await?);
        Ok(())
    });
    assert_done_once(&over.await, 2);
    insta::assert_snapshot!(table.0, @r"
    the card
        Hanna Visser (hanna.visser@contoso.example) cannot sign in: sign-in was blocked by chidi.okafor@contoso.example <t:…:R>.
        What was found:
          • Sign-in is blocked for this account.
          • Blocked by chidi.okafor@contoso.example from 203.0.113.24 on <t:…:f> (<t:…:R>).
          • 2 sign-ins were refused for that reason, the last <t:…:R> (Office 365 Exchange Online).
        What was done:
          1. Sign out everywhere (revoke sign-in sessions): done, but not visible yet when last looked, <t:…:R>
          2. Enable sign-in: done, but not visible yet when last looked, <t:…:R>
          ↳ on the authority of Anna de Vries (User Administrator)
    ");
}
