//! A tenant that is frozen: by people who see an attack, and by Grendel at the limit on passwords and passes.

use super::rules::unlock_handing_out;
use super::who_may::newcomer;
use super::{Scenario, must};
use crate::world::{World, WorldSettings};
use grendel_simulator::discord::{LEAD_ID, SECURITY_ID};

const HANNA: &str = "blocked-by-a-colleague";

pub(super) static SCENARIOS: [Scenario; 2] = [
    Scenario {
        name: "frozen",
        about: "Eva sees that something is wrong and freezes the tenant; what gives access waits until Gita agrees to lift it.",
        prepare: with_two_guards,
        play: |world| Box::pin(frozen(world)),
    },
    Scenario {
        name: "too-many-secrets",
        about: "More passwords are asked for than a team needs: Grendel freezes the tenant for them and calls the guards.",
        prepare: |settings| {
            with_two_guards(settings);
            settings.secrets_per_hour = Some([9, 9, 1]);
            let of_file = |name, text: &str| (name, text.to_owned());
            settings.commands = vec![
                unlock_handing_out("\"temporary_password\""),
                of_file("freeze.toml", include_str!("../../../../commands/freeze.toml")),
                of_file("unfreeze.toml", include_str!("../../../../commands/unfreeze.toml")),
            ];
        },
        play: |world| Box::pin(too_many_secrets(world)),
    },
];

/// Adds Gita, who guards the tenant as Eva does, and whose role reaches every account.
fn with_two_guards(settings: &mut WorldSettings) {
    newcomer(settings, "gita", "Gita Patel", 633_104_585_127_198_730, &[LEAD_ID, SECURITY_ID]);
}

async fn frozen(world: &World) -> anyhow::Result<()> {
    world.control("eva", "/freeze", "Somebody misuses the account of a colleague.").await?;
    world.wait_for_mention(&["security"], "Somebody misuses").await?;
    world.open_unlock_case("anna", &[("user", "hanna.visser@contoso.example")]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("goes on by itself afterwards").await?;
    must(!world.tenant.account(HANNA).enabled, "sign-in stays blocked in a frozen tenant")?;
    world.control("eva", "/unfreeze", "The account is contained.").await?;
    must(!world.tenant.account(HANNA).enabled, "one person does not lift a freeze")?;
    world.control("gita", "/unfreeze", "I have looked too.").await?;
    world.wait_for_card_text("can sign in again").await.map(drop)
}

async fn too_many_secrets(world: &World) -> anyhow::Result<()> {
    for key in ["password-forgotten", "password-expired"] {
        let user = world.tenant.account(key).user_principal_name;
        world.open_unlock_case("anna", &[("user", &user)]).await?;
        world.press_button("bram", "Approve").await?;
        if key == "password-forgotten" {
            world.reveal_secret_to("anna", key).await?;
        }
    }
    world.wait_for_card_text("Frozen since").await?;
    world.control("eva", "/unfreeze", "It was a busy morning.").await?;
    world.control("gita", "/unfreeze", "I have counted them.").await?;
    world.reveal_secret_to("anna", "password-expired").await
}
