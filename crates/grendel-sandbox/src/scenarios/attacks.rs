//! Attacks: somebody who wants more than they may get, and what they get.

use grendel_simulator::discord::{LEAD_ID, SentInteraction};
use grendel_simulator::tenant::RoleAssignment;
use grendel_simulator::tenant::roles::GLOBAL_ADMINISTRATOR;
use jiff::SignedDuration;

use super::rules::{unlock_handing_out, unlock_with};
use super::who_may::newcomer;
use super::{Scenario, must};
use crate::world::browser::secret_on;
use crate::world::{World, WorldSettings};

/// The key of an account whose owner has forgotten the password.
const ELS: &str = "password-forgotten";
/// A lead who is a Global Administrator.
const GITA_ID: u64 = 633_104_585_127_198_730;
const HANNA_UPN: &str = "hanna.visser@contoso.example";
/// The maximum number of times that the attacker tries. A power cut loses a sign-in in progress.
const TRIES_MAX: usize = 3;
const SIGNED_BY_A_LEAD: &str =
    "[[approval]]\nfrom = [\"lead\"]\nquorum = 1\nwindow = \"30m\"\nfresh_sign_in = \"15m\"\n";

pub(super) static SCENARIOS: [Scenario; 4] = [
    Scenario {
        name: "administrators-password",
        about: "Finn of the help desk asks for an administrator's password and Gita approves: it is Gita's to see, never his.",
        prepare: |settings| {
            passwords(settings);
            settings.linked.push("finn");
            newcomer(settings, "gita", "Gita Patel", GITA_ID, &[LEAD_ID]);
        },
        play: |world| Box::pin(administrators_password(world)),
    },
    Scenario {
        name: "role-lost",
        about: "Gita loses her role before she looks: nobody sees the pass, and Grendel takes it back from the account.",
        prepare: |settings| newcomer(settings, "gita", "Gita Patel", GITA_ID, &[LEAD_ID]),
        play: |world| Box::pin(role_lost(world)),
    },
    Scenario {
        name: "secret-on-page",
        about: "Finn has Anna's Discord session: the page shows him nothing. To Anna herself it shows the password once.",
        prepare: |settings| {
            passwords(settings);
            settings.sign_in = true;
        },
        play: |world| Box::pin(secret_on_page(world)),
    },
    Scenario {
        name: "stolen-session",
        about: "Somebody approves with Bram's Discord session and sends Bram the link to sign in; Bram says that it was not him.",
        prepare: |settings| {
            settings.sign_in = true;
            settings.commands = vec![unlock_with(SIGNED_BY_A_LEAD)];
        },
        play: |world| Box::pin(stolen_session(world)),
    },
];

/// Lets `/unlock` hand out passwords, and Grendel set those of administrators too.
fn passwords(settings: &mut WorldSettings) {
    settings.tenant.pass_policy.enabled = false;
    settings.tenant.application_roles = vec!["Privileged Authentication Administrator".to_owned()];
    settings.commands = vec![unlock_handing_out("\"temporary_password\"")];
}

fn upn(world: &World, key: &str) -> String {
    world.tenant.account(key).user_principal_name
}

async fn administrators_password(world: &World) -> anyhow::Result<()> {
    let all = RoleAssignment { role: GLOBAL_ADMINISTRATOR, scope: "/" };
    world.tenant.change(ELS, |account| account.roles.push(all));
    world.open_unlock_case("finn", &[("user", &upn(world, ELS))]).await?;
    world.wait_for_card_text("Shown once, to the approver").await?;
    world.press_button("gita", "Approve").await?;
    world.wait_for_secret_offer().await?;
    let refused = match world.press_button("finn", "Show it once").await {
        Ok(press) => world.expect_answer_unless_crashed(&press, "secret_not_yours").await,
        Err(error) => Err(error),
    };
    // A power cut loses the password, and then nobody is shown anything.
    must(refused.is_ok() || world.crashes_bot(), "Finn is told that it is not his to see")?;
    world.reveal_secret_to("gita", ELS).await
}

async fn role_lost(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("gita", &[("user", &upn(world, "second-factor-failing"))]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_secret_offer().await?;
    world.tenant.change("gita", |account| account.roles.clear());
    // What Grendel has read of a person is used for ten seconds at most.
    world.advance_time(SignedDuration::from_secs(11)).await?;
    let pressed = world.press_button("gita", "Show it once").await;
    must(pressed.is_ok() || world.crashes_bot(), "Gita can press")?;
    world.wait_for_secret_gone().await
}

async fn secret_on_page(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", &upn(world, ELS))]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_secret_offer().await?;
    let refused = match world.press_button("anna", "Show it once").await {
        Ok(press) => is_no_way_in_for_finn(world, &press).await,
        Err(error) => Err(error),
    };
    must(refused.is_ok() || world.crashes_bot(), "the page shows nothing to another account")?;
    world.reveal_secret_to("anna", ELS).await
}

/// Follows Anna's link and signs in as Finn. Fails if the page asks or shows anything but that this does not count.
async fn is_no_way_in_for_finn(world: &World, press: &SentInteraction) -> anyhow::Result<()> {
    let offer = world.wait_for_answer(press, "](<").await?;
    let shown = world.follow_link("finn", &offer).await?;
    must(shown.form.is_none() && secret_on(&shown.page).is_none(), "another account sees no question and no password")?;
    world.wait_for_answer(press, "signed_in_as_somebody_else").await.map(drop)
}

async fn stolen_session(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.wait_for_card_text("[ Approve ]").await?;
    let mut disowned = false;
    for _ in 0..TRIES_MAX {
        let Ok(press) = world.press_button("bram", "Approve").await else { break };
        let Ok(offer) = world.wait_for_answer(&press, "](<").await else { continue };
        let declined = world.follow_link_and_decline("bram", &offer).await;
        if declined.is_ok() && world.wait_for_answer(&press, "sign_in_disowned").await.is_ok() {
            disowned = true;
            break;
        }
    }
    must(disowned || world.crashes_bot(), "the member who pressed is told that it was not Bram")?;
    must(world.tenant.writes().is_empty(), "a Discord session alone approves nothing")?;
    world.press_button("anna", "Withdraw").await?;
    world.wait_for_card_text("Withdrawn").await.map(drop)
}
