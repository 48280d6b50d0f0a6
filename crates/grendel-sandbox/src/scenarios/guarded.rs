//! Guards of a case against people who pretend: a voice on the telephone, and an intruder who reads along.

use grendel_simulator::discord::Channel;

use super::locks::with_gita;
use super::{Scenario, must};
use crate::world::World;

/// The id of the private channel in these scenarios.
const PRIVATE_ID: u64 = 1_142_019_877_230_514_199;

pub(super) static SCENARIOS: [Scenario; 2] = [
    Scenario {
        name: "identity-checked",
        about: "Somebody calls as Els: until Anna says how she made sure that it is her, Bram cannot approve a password.",
        prepare: |settings| settings.commands = vec![super::rules::unlock_checking_identity()],
        play: |world| Box::pin(identity_is_checked(world)),
    },
    Scenario {
        name: "contained-in-private",
        about: "The intruder in Nadia's account may read the channel, so her containment has its card where they cannot.",
        prepare: |settings| {
            with_gita(settings);
            let channel = Channel::private("security-desk", PRIVATE_ID, &["bram", "eva", "gita"]);
            settings.discord.channels.push(channel);
            settings.private_channel = Some("security-desk");
        },
        play: |world| Box::pin(contained_in_private(world)),
    },
];

async fn identity_is_checked(world: &World) -> anyhow::Result<()> {
    let scenario = "password-forgotten";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    let early = world.press_button("bram", "Approve").await?;
    world.expect_answer_unless_crashed(&early, "identity_unchecked").await?;
    must(world.tenant.writes().is_empty(), "a voice alone gets no password")?;
    world.press_button("anna", "Called back").await?;
    world.wait_for_card_text("called back on the number in the directory").await?;
    world.press_button("bram", "Approve").await?;
    world.reveal_secret_to("anna", scenario).await
}

async fn contained_in_private(world: &World) -> anyhow::Result<()> {
    let scenario = "compromised";
    world.open_case("anna", "/contain", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.press_button("gita", "Approve").await?;
    world.wait_for_end("Nobody gets to see it").await?;
    let is_hidden = world.discord.guild().public().all(|message| message.channel_id == PRIVATE_ID);
    must(is_hidden, "the ordinary channel shows nothing of it")?;
    must(world.has_stopped_early() || !world.tenant.account(scenario).enabled, "the account is closed")
}
