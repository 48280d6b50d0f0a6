//! The `/unlock` command, from the request to the result.

use std::time::Duration;

use jiff::SignedDuration;

use super::{Scenario, must};
use crate::world::{World, WorldSettings};
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::{Activity, Actor};

/// The key of an account that a colleague has blocked.
const HANNA: &str = "blocked-by-a-colleague";
/// The sign-in name of that account, as the audit shows it.
const HANNA_UPN: &str = "hanna.visser@contoso.example";

pub(super) static SCENARIOS: [Scenario; 7] = [
    Scenario {
        name: "unlock",
        about: "Anna asks to unlock Hanna, Bram approves, and Hanna can sign in again.",
        prepare: |_| {},
        play: |world| Box::pin(approved(world)),
    },
    Scenario {
        name: "denied",
        about: "Anna asks to unlock Hanna; Bram says no, and why.",
        prepare: |_| {},
        play: |world| Box::pin(denied(world)),
    },
    Scenario {
        name: "expired",
        about: "Anna asks to unlock Hanna, and nobody decides in time.",
        prepare: |_| {},
        play: |world| Box::pin(expired(world)),
    },
    Scenario {
        name: "no-role",
        about: "Dana, who has no role, tries; so does Finn, for someone whom nobody here reaches.",
        prepare: |settings| settings.linked.push("finn"),
        play: |world| Box::pin(no_role(world)),
    },
    Scenario {
        name: "changed",
        about: "Bram approves, and in that moment security blocks Hanna again: the approval no longer counts.",
        prepare: |_| {},
        play: |world| Box::pin(changed_after_the_approval(world)),
    },
    Scenario {
        name: "throttled",
        about: "Microsoft asks for patience, with and without saying how much.",
        prepare: |_| {},
        play: |world| Box::pin(throttled(world)),
    },
    Scenario {
        name: "restart",
        about: "The power goes between the approval and the first step.",
        prepare: |settings: &mut WorldSettings| settings.verify_pauses = vec![Duration::from_millis(100); 5],
        play: |world| Box::pin(killed_and_restarted(world)),
    },
];

async fn approved(world: &World) -> anyhow::Result<()> {
    let options = [("user", HANNA_UPN), ("reason", "Back from leave, called from her desk"), ("ticket", "SD-1042")];
    world.open_unlock_case("anna", &options).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}

async fn denied(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.deny("bram", "She left the company last week.").await?;
    world.wait_for_card_text("She left the company last week.").await?;
    must(!world.tenant.account(HANNA).enabled, "Hanna is still blocked")
}

async fn expired(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    world.advance_time(SignedDuration::from_mins(31)).await?;
    world.wait_for_card_text("Not decided in time").await?;
    must(!world.tenant.account(HANNA).enabled, "Hanna is still blocked")
}

async fn no_role(world: &World) -> anyhow::Result<()> {
    world.expect_rejection("dana", HANNA_UPN, "for members with the role").await?;
    world
        .expect_rejection(
            "finn",
            world.tenant.account("blocked-global-administrator").user_principal_name.as_str(),
            "nobody else here who does",
        )
        .await?;
    must(world.tenant.writes().is_empty(), "nothing was changed")
}

async fn changed_after_the_approval(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    // The next readings of the directory audit are slow, so that there is time for something to happen before them: that
    // before the first step, and after a power cut that of a command that was typed again.
    world.tenant_faults.add("GET /v1.0/auditLogs/directoryAudits", 2, Fault::Slow(Duration::from_secs(3)));
    let press = world.press_button("bram", "Approve").await?;
    // A power cut may lose the message that his approval counted.
    let _ = world.wait_until_within(Duration::from_millis(400), |_| press.private_message()).await;
    let security = Actor::Application {
        display_name: "Contoso Incident Response".to_owned(),
        service_principal_id: "10a3d6b2-aa05-411a-b271-5945795e8229".to_owned(),
    };
    world.tenant.change_as(HANNA, &security, Activity::DisableAccount, |account| account.enabled = false);
    world.wait_for_card_text("so that no longer counts").await?;
    world.deny("bram", "Security is on it.").await?;
    world.wait_for_card_text("Security is on it.").await?;
    must(!world.tenant.account(HANNA).enabled, "Hanna is still blocked")
}

async fn throttled(world: &World) -> anyhow::Result<()> {
    let faults = &world.tenant_faults;
    faults.add("POST /v1.0/$batch", 1, Fault::Status { status: 429, retry_after: Some(1) });
    faults.add("GET /v1.0/auditLogs/directoryAudits", 1, Fault::Status { status: 429, retry_after: Some(1) });
    faults.add("GET /v1.0/auditLogs/signIns", 1, Fault::Status { status: 503, retry_after: None });
    faults.add("PATCH /v1.0/users/", 1, Fault::Status { status: 429, retry_after: None });
    approved(world).await
}

async fn killed_and_restarted(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    let hanna = world.tenant.account(HANNA);
    world.tenant_faults.add(
        &format!("GET /v1.0/users/{}?", hanna.object_id),
        1,
        Fault::Slow(Duration::from_millis(800)),
    );
    let press = world.press_button("bram", "Approve").await?;
    let _ = world.wait_until_within(Duration::from_millis(400), |_| press.private_message()).await;
    world.cycle_power().await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(HANNA).enabled, "Hanna can sign in")
}
