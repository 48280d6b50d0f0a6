//! `/unlock`: what people do with it.

use std::time::Duration;

use jiff::SignedDuration;

use super::{Story, must};
use crate::world::{Settings, Stage};
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::{Activity, Actor};

/// Someone whom a colleague has blocked.
const HANNA: &str = "blocked-by-a-colleague";
/// What the audit has on it.
const HANNA_UPN: &str = "hanna.visser@contoso.example";

pub(super) static STORIES: [Story; 8] = [
    Story {
        name: "unlock",
        about: "Anna asks to unlock Hanna, Bram approves, and Hanna can sign in again.",
        prepare: |_| {},
        play: |stage| Box::pin(approved(stage)),
    },
    Story {
        name: "denied",
        about: "Anna asks to unlock Hanna; Bram says no, and why.",
        prepare: |_| {},
        play: |stage| Box::pin(denied(stage)),
    },
    Story {
        name: "expired",
        about: "Anna asks to unlock Hanna, and nobody decides in time.",
        prepare: |_| {},
        play: |stage| Box::pin(expired(stage)),
    },
    Story {
        name: "no-role",
        about: "Dana, who has no role, tries; so does Finn, for someone whom nobody here reaches.",
        prepare: |settings| settings.linked.push("finn"),
        play: |stage| Box::pin(no_role(stage)),
    },
    Story {
        name: "changed",
        about: "Bram approves, and in that moment security blocks Hanna again: the approval no longer counts.",
        prepare: |_| {},
        play: |stage| Box::pin(changed_after_the_approval(stage)),
    },
    Story {
        name: "synced",
        about: "Anna asks to unlock someone whose account is mastered in Active Directory.",
        prepare: |_| {},
        play: |stage| Box::pin(synced(stage)),
    },
    Story {
        name: "throttled",
        about: "Microsoft asks for patience, with and without saying how much.",
        prepare: |_| {},
        play: |stage| Box::pin(throttled(stage)),
    },
    Story {
        name: "restart",
        about: "The power goes between the approval and the first step.",
        prepare: |settings: &mut Settings| settings.verify_pauses = vec![Duration::from_millis(100); 5],
        play: |stage| Box::pin(killed_and_restarted(stage)),
    },
];

async fn approved(stage: &Stage) -> anyhow::Result<()> {
    let options = [("user", HANNA_UPN), ("reason", "Back from leave, called from her desk"), ("ticket", "SD-1042")];
    stage.unlocks("anna", &options).await?;
    stage.card_says("[ Approve ]").await?;
    stage.presses("bram", "Approve").await?;
    stage.card_says("can sign in again").await?;
    must(stage.tenant.account(HANNA).enabled, "Hanna can sign in")
}

async fn denied(stage: &Stage) -> anyhow::Result<()> {
    stage.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    stage.denies("bram", "She left the company last week.").await?;
    stage.card_says("She left the company last week.").await?;
    must(!stage.tenant.account(HANNA).enabled, "Hanna is still blocked")
}

async fn expired(stage: &Stage) -> anyhow::Result<()> {
    stage.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    stage.card_says("[ Approve ]").await?;
    stage.time_passes(SignedDuration::from_mins(31)).await?;
    stage.card_says("Not decided in time").await?;
    must(!stage.tenant.account(HANNA).enabled, "Hanna is still blocked")
}

async fn no_role(stage: &Stage) -> anyhow::Result<()> {
    stage.turned_away("dana", HANNA_UPN, "for members with the role").await?;
    stage
        .turned_away(
            "finn",
            stage.tenant.account("blocked-global-administrator").user_principal_name.as_str(),
            "nobody else here who does",
        )
        .await?;
    must(stage.tenant.writes().is_empty(), "nothing was changed")
}

async fn changed_after_the_approval(stage: &Stage) -> anyhow::Result<()> {
    stage.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    stage.card_says("[ Approve ]").await?;
    let hanna = stage.tenant.account(HANNA);
    // The next reading of her account takes so long that there is time for something to happen before it.
    stage.tenant_faults.add(
        &format!("GET /v1.0/users/{}?", hanna.object_id),
        1,
        Fault::Slow(Duration::from_millis(800)),
    );
    let press = stage.presses("bram", "Approve").await?;
    // The word that his approval counted may be lost with the power.
    let _ = stage.until_within(Duration::from_millis(400), |_| press.private_message()).await;
    let security = Actor::Application {
        display_name: "Contoso Incident Response".to_owned(),
        service_principal_id: "10a3d6b2-aa05-411a-b271-5945795e8229".to_owned(),
    };
    stage.tenant.change_as(HANNA, &security, Activity::DisableAccount, |account| account.enabled = false);
    stage.card_says("so that no longer counts").await?;
    stage.denies("bram", "Security is on it.").await?;
    stage.card_says("Security is on it.").await?;
    must(!stage.tenant.account(HANNA).enabled, "Hanna is still blocked")
}

async fn synced(stage: &Stage) -> anyhow::Result<()> {
    let account = stage.tenant.account("blocked-by-sync");
    stage.unlocks("anna", &[("user", &account.user_principal_name)]).await?;
    stage.card_says("Enable-ADAccount").await?;
    must(stage.tenant.writes().is_empty(), "nothing was changed")
}

async fn throttled(stage: &Stage) -> anyhow::Result<()> {
    let faults = &stage.tenant_faults;
    faults.add("POST /v1.0/$batch", 1, Fault::Status { status: 429, retry_after: Some(1) });
    faults.add("GET /v1.0/auditLogs/directoryAudits", 1, Fault::Status { status: 429, retry_after: Some(1) });
    faults.add("GET /v1.0/auditLogs/signIns", 1, Fault::Status { status: 503, retry_after: None });
    faults.add("PATCH /v1.0/users/", 1, Fault::Status { status: 429, retry_after: None });
    approved(stage).await
}

async fn killed_and_restarted(stage: &Stage) -> anyhow::Result<()> {
    stage.unlocks("anna", &[("user", HANNA_UPN)]).await?;
    stage.card_says("[ Approve ]").await?;
    let hanna = stage.tenant.account(HANNA);
    stage.tenant_faults.add(
        &format!("GET /v1.0/users/{}?", hanna.object_id),
        1,
        Fault::Slow(Duration::from_millis(800)),
    );
    let press = stage.presses("bram", "Approve").await?;
    let _ = stage.until_within(Duration::from_millis(400), |_| press.private_message()).await;
    stage.power_fails().await?;
    stage.card_says("can sign in again").await?;
    must(stage.tenant.account(HANNA).enabled, "Hanna can sign in")
}
