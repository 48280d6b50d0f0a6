//! Each licence, role and permission is taken away in turn. The card says what could not be read and which permission would show it; a
//! denied step says which permission it takes. Everything else still works.

use grendel::domain::step::StepKind;
use grendel_sandbox::scenarios::rules::unlock_handing_out;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::Message;
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::{Licence, TenantSettings};

use super::harness::{Over, Table, converse, redact};

const LOST: &str = "What could not be looked at:";

/// Returns the verdict, and what could not be read.
fn said(card: &Message) -> String {
    let text = redact(&card.to_text());
    let mut lines = text.lines().map(|line| line.trim_start_matches("│ ▌ ")).skip(2);
    let verdict = lines.next().unwrap_or_default().to_owned();
    let gaps = lines.skip_while(|line| *line != LOST).skip(1).take_while(|line| line.starts_with("  "));
    std::iter::once(verdict).chain(gaps.map(str::to_owned)).collect::<Vec<_>>().join("\n")
}

/// Eva of the security team diagnoses an account whose phone keeps failing, two that are blocked, one that a policy keeps out,
/// and one that is restricted from sending.
async fn looks(name: &str, change: impl FnOnce(&mut TenantSettings)) -> String {
    let mut settings = WorldSettings::default();
    change(&mut settings.tenant);
    let mut all = String::new();
    let over = converse(format!("gaps-{name}"), settings, async |world| {
        for key in [
            "smart-lockout",
            "blocked-by-a-colleague",
            "blocked-by-policy",
            "blocked-in-rotterdam",
            "sending-restricted",
        ] {
            let account = world.tenant.account(key);
            let (_, card) = world.open_case("eva", "/diagnose", &[("user", &account.user_principal_name)]).await?;
            all += &[key, ": ", &said(&card), "\n"].concat();
        }
        Ok(())
    });
    let over: Over = over.await;
    assert_eq!(over.world.tenant.writes(), []);
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_diagnosis_without_each_permission_to_read() {
    let mut table = Table::default();
    for missing in [
        "AuditLog.Read.All",
        "GroupMember.Read.All",
        "AdministrativeUnit.Read.All",
        "Policy.Read.All",
        "Policy.Read.AuthenticationMethod",
        "UserAuthenticationMethod.Read.All",
    ] {
        let card = looks(missing, |tenant| tenant.permissions.retain(|permission| permission != missing)).await;
        assert!(card.contains(missing), "{missing} is not named:\n{card}");
        table.row(&format!("without {missing}"), &card);
    }
    insta::assert_snapshot!(table.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_diagnosis_without_a_licence_or_without_exchange() {
    let mut table = Table::default();
    table.row("with Entra ID P1 alone", &looks("p1", |tenant| tenant.licence = Licence::P1).await);
    table.row("without a licence", &looks("free", |tenant| tenant.licence = Licence::Free).await);
    let no_role = looks("exchange-role", |tenant| tenant.exchange_role = false).await;
    assert!(no_role.contains("Exchange Administrator"), "{no_role}");
    table.row("without a role in Exchange", &no_role);
    let no_permission = looks("exchange-permission", |tenant| tenant.exchange_app_role = false).await;
    assert!(no_permission.contains("Exchange.ManageAsApp"), "{no_permission}");
    table.row("without the permission of Exchange", &no_permission);
    insta::assert_snapshot!(table.0);
}

/// The permission is taken away once the card is there, so that the step is the first call to miss it.
#[tokio::test(flavor = "multi_thread")]
async fn a_step_without_its_permission_says_which_one_it_takes() {
    let cases = [
        (StepKind::EnableSignIn, "blocked-by-a-colleague", &["bram"][..]),
        (StepKind::RevokeSignInSessions, "blocked-by-a-colleague", &["bram"]),
        (StepKind::ResetPassword, "password-forgotten", &["bram"]),
        (StepKind::IssueTemporaryAccessPass, "second-factor-missing", &["gita"]),
        (StepKind::DismissRisk, "account-at-risk", &["bram", "eva"]),
        (StepKind::ClearForwarding, "mail-forwarded-outside", &["gita", "eva"]),
    ];
    for (step, key, approvers) in cases {
        let mut settings = WorldSettings::default();
        (grendel_sandbox::scenarios::scenario("second-factor-missing").unwrap().prepare)(&mut settings);
        if step == StepKind::ResetPassword {
            settings.commands = vec![unlock_handing_out("\"temporary_password\"")];
        }
        let over = converse(format!("denied-{}", step.word()), settings, async |world| {
            world.open_unlock_case("anna", &[("user", &world.tenant.account(key).user_principal_name)]).await?;
            if step == StepKind::ClearForwarding {
                // A gap before the first step would lapse the approval, so the permission is lost during the step itself.
                let denied = Fault::Status { status: 403, retry_after: None };
                world.tenant_faults.add("InvokeCommand Set-Mailbox", 1, denied);
            } else {
                world.tenant.adjust(|tenant| tenant.permissions.retain(|held| held != step.permission()));
            }
            world.approve_as(approvers).await?;
            let card = world.wait_for_card_text("Stopped at step").await?;
            assert!(card.to_text().contains(step.permission()), "{}:\n{}", step.word(), card.to_text());
            shows_the_password(world, &card, key).await
        });
        over.await;
    }
}

/// A password that was set before a step failed is still shown.
async fn shows_the_password(world: &World, card: &Message, key: &str) -> anyhow::Result<()> {
    if card.to_text().contains("[ Show it once ]") { world.reveal_secret_to("anna", key).await } else { Ok(()) }
}
