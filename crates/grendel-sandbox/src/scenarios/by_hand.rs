//! Accounts that Active Directory masters: Grendel does its part in the cloud, and people do theirs on premises.

use jiff::SignedDuration;

use super::{Scenario, must};
use crate::world::{World, WorldSettings};
use grendel_simulator::tenant::{DirectoryWork, SyncedWrites};

/// The key of a synced account that another person controls.
const FEMKE: &str = "synced-and-compromised";
/// The key of an account that was disabled in Active Directory.
const QUINTEN: &str = "blocked-by-sync";
/// The key of a synced account that wrong passwords have locked.
const UMUT: &str = "synced-and-locked";
/// The time that a colleague needs for the work in Active Directory.
const AT_WORK: SignedDuration = SignedDuration::from_mins(10);
/// The time after which the bot has looked for the work once more.
const NEXT_LOOK: SignedDuration = SignedDuration::from_mins(6);
/// The title of a containment that waits for people.
const WAITS: &str = "not contained yet";

pub(super) static SCENARIOS: [Scenario; 6] = [
    Scenario {
        name: "synced-contained",
        about: "Somebody else has Femke's account, which Active Directory masters: Bram does there what Grendel cannot, and says so.",
        prepare: |_| {},
        play: |world| Box::pin(contained(world)),
    },
    Scenario {
        name: "synced-contained-seen",
        about: "A colleague does the work in Active Directory and presses no button: the sync shows it, and the case goes on.",
        prepare: |_| {},
        play: |world| Box::pin(contained_without_a_word(world)),
    },
    Scenario {
        name: "synced-contained-late",
        about: "Nobody does the work in Active Directory: the sync undoes the block, and the card says that nothing is contained.",
        prepare: |_| {},
        play: |world| Box::pin(never_contained(world)),
    },
    Scenario {
        name: "synced-unblocked",
        about: "Quinten was disabled in Active Directory: Bram enables him there and says so, and he can sign in before the sync.",
        prepare: |_| {},
        play: |world| Box::pin(unblocked(world)),
    },
    Scenario {
        name: "synced",
        about: "Microsoft leaves Quinten's sign-in to Active Directory: once he is enabled there, the sync is what lets him in.",
        prepare: |settings: &mut WorldSettings| settings.tenant.synced_writes = SyncedWrites::Refused,
        play: |world| Box::pin(unblocked_by_the_sync(world)),
    },
    Scenario {
        name: "synced-and-locked",
        about: "Wrong passwords have locked Umut, whom Active Directory masters: Bram sets a new password there.",
        prepare: |_| {},
        play: |world| Box::pin(password_is_set(world)),
    },
];

/// Lets Anna ask for a containment and Eva approve it, up to where people are waited for.
async fn asks_for_work(world: &World) -> anyhow::Result<()> {
    world.open_case("anna", "/contain", &[("user", &world.tenant.account(FEMKE).user_principal_name)]).await?;
    world.press_button("eva", "Approve").await?;
    world.wait_for_mention(&["lead", "security"], "something has to be done in Active Directory").await?;
    world.wait_for_card_text(WAITS).await?;
    must(!world.tenant.account(FEMKE).enabled, "the block is in Entra at once, for as long as the sync leaves it")
}

/// Does what the card asks for in Active Directory: the password is set twice.
async fn works(world: &World) -> anyhow::Result<()> {
    for work in [DirectoryWork::Disable, DirectoryWork::ResetPassword, DirectoryWork::ResetPassword] {
        world.tenant.in_active_directory(FEMKE, work);
    }
    world.advance_time(AT_WORK).await
}

async fn contained(world: &World) -> anyhow::Result<()> {
    asks_for_work(world).await?;
    world.expect_details("bram", "Disable-ADAccount").await?;
    works(world).await?;
    world.press_button("bram", "Disabled in AD").await?;
    world.press_button("bram", "Password set twice in AD").await?;
    world.wait_for_card_text("Grendel looks until").await?;
    world.tenant.sync();
    ends_contained(world).await
}

async fn contained_without_a_word(world: &World) -> anyhow::Result<()> {
    asks_for_work(world).await?;
    works(world).await?;
    world.tenant.sync();
    ends_contained(world).await
}

async fn ends_contained(world: &World) -> anyhow::Result<()> {
    world.wait_as_time_passes(NEXT_LOOK, "Contained: nobody can get in").await?;
    world.tenant.sync();
    let femke = world.tenant.account(FEMKE);
    must(!femke.enabled, "the account stays blocked after one more sync")?;
    must(femke.sessions_valid_from > femke.last_password_change, "nobody is signed in with the old password")
}

async fn never_contained(world: &World) -> anyhow::Result<()> {
    asks_for_work(world).await?;
    world.advance_time(SignedDuration::from_mins(20)).await?;
    world.tenant.sync();
    must(world.tenant.account(FEMKE).enabled, "the sync undoes what is in Entra alone")?;
    world.advance_time(SignedDuration::from_mins(11)).await?;
    world.wait_for_mention(&["lead", "security"], "still waits for work").await?;
    world.advance_time(SignedDuration::from_hours(8)).await?;
    world.wait_for_card_text("/contain · not contained\n").await?;
    must(world.tenant.account(FEMKE).enabled, "nobody has contained the account, and the card says so")
}

/// Lets Anna ask for Quinten and Bram approve it, and enables him in Active Directory.
async fn enables(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", &world.tenant.account(QUINTEN).user_principal_name)]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_mention(&["lead"], "something has to be done in Active Directory").await?;
    world.wait_for_card_text("waits for Active Directory").await?;
    world.expect_details("bram", "Enable-ADAccount").await?;
    world.tenant.in_active_directory(QUINTEN, DirectoryWork::Enable);
    world.advance_time(AT_WORK).await?;
    must(!world.tenant.account(QUINTEN).enabled, "Grendel does not enable what Active Directory has disabled")
}

async fn unblocked(world: &World) -> anyhow::Result<()> {
    enables(world).await?;
    world.press_button("bram", "Enabled in AD").await?;
    world.wait_until(|world| world.tenant.account(QUINTEN).enabled.then_some(())).await?;
    world.tenant.sync();
    world.wait_as_time_passes(NEXT_LOOK, "can sign in again").await?;
    must(world.tenant.account(QUINTEN).enabled, "Quinten can sign in, and the sync leaves it so")
}

async fn unblocked_by_the_sync(world: &World) -> anyhow::Result<()> {
    enables(world).await?;
    world.tenant.sync();
    world.wait_as_time_passes(NEXT_LOOK, "/unlock · done").await?;
    must(world.tenant.account(QUINTEN).enabled, "Quinten can sign in")
}

async fn password_is_set(world: &World) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", &world.tenant.account(UMUT).user_principal_name)]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("waits for Active Directory").await?;
    world.expect_details("bram", "Set-ADAccountPassword").await?;
    world.tenant.in_active_directory(UMUT, DirectoryWork::ResetPassword);
    world.advance_time(AT_WORK).await?;
    world.press_button("bram", "New password set in AD").await?;
    world.wait_for_card_text("Grendel looks until").await?;
    world.tenant.sync();
    world.wait_as_time_passes(NEXT_LOOK, "/unlock · done").await?;
    must(!world.tenant.account(UMUT).credentials.locked_out, "the new password has ended the lockout")?;
    must(world.tenant.writes().is_empty(), "nothing was changed in the cloud")
}
