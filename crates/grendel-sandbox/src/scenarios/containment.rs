//! Accounts that another person may control: contained, checked, cleaned and given back. Also secrets that no one
//! receives.

use jiff::SignedDuration;

use super::locks::with_gita;
use super::{Scenario, must};
use crate::world::World;

pub(super) static SCENARIOS: [Scenario; 8] = [
    Scenario {
        name: "contain",
        about: "Nadia's account sends invoices that are not hers: Anna has it contained, and what was found is kept.",
        prepare: with_gita,
        play: |world| Box::pin(contained(world)),
    },
    Scenario {
        name: "contained-and-given-back",
        about: "Grendel itself has blocked Aisha; to give her account back takes those who guard the tenant.",
        prepare: |_| {},
        play: |world| Box::pin(given_back(world)),
    },
    Scenario {
        name: "diagnose",
        about: "Eva looks at the same account with /diagnose, which changes nothing and asks nobody.",
        prepare: |_| {},
        play: |world| Box::pin(diagnosed(world)),
    },
    Scenario {
        name: "prompt-denied",
        about: "Hind said no to a second factor that she had not asked for: her password is changed before anything else.",
        prepare: with_gita,
        play: |world| Box::pin(denied_prompt(world)),
    },
    Scenario {
        name: "sending-restricted-and-compromised",
        about: "Petra may not send, and somebody else is in her account: all of it is cleaned before she is released.",
        prepare: with_gita,
        play: |world| Box::pin(cleaned_and_released(world)),
    },
    Scenario {
        name: "waived",
        about: "Maud let an application in to her mail; Bram says why that is no sign, and only then she may send again.",
        prepare: |settings| settings.tenant.permissions.push(crate::world::config::READS_CONSENTS.to_owned()),
        play: |world| Box::pin(waived(world)),
    },
    Scenario {
        name: "secret-expired",
        about: "Nobody asks to see the password that was made, and after ten minutes it is gone.",
        prepare: |settings| settings.commands = vec![super::rules::unlock_handing_out("\"temporary_password\"")],
        play: |world| Box::pin(secret_expires(world)),
    },
    Scenario {
        name: "secret-lost",
        about: "The power goes before anybody has seen the password, and with the power the password.",
        prepare: |settings| settings.commands = vec![super::rules::unlock_handing_out("\"temporary_password\"")],
        play: |world| Box::pin(secret_is_lost(world)),
    },
];

async fn contained(world: &World) -> anyhow::Result<()> {
    let scenario = "compromised";
    world.open_case("anna", "/contain", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.press_button("gita", "Approve").await?;
    world.wait_for_end("Nobody gets to see it").await?;
    let nadia = world.tenant.account(scenario);
    let mailbox = nadia.mailbox.clone().unwrap_or_default();
    let is_closed =
        !nadia.enabled && mailbox.rules.iter().all(|rule| rule.disabled) && mailbox.forwarding_smtp_address.is_none();
    must(world.has_stopped_early() || is_closed, "the account is closed, and nothing of it goes elsewhere")
}

async fn given_back(world: &World) -> anyhow::Result<()> {
    let scenario = "sign-in-blocked-by-containment";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("Approved by Bram Bakker").await?;
    must(world.tenant.writes().is_empty(), "a lead alone does not undo it")?;
    world.press_button("eva", "Approve").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(scenario).enabled, "Aisha can sign in")
}

async fn diagnosed(world: &World) -> anyhow::Result<()> {
    let nadia = world.tenant.account("compromised");
    world.open_case("eva", "/diagnose", &[("user", &nadia.user_principal_name)]).await?;
    world.wait_for_card_text("nadia.ferrara@webmail.example").await?;
    must(world.tenant.writes().is_empty(), "nothing was changed")
}

async fn denied_prompt(world: &World) -> anyhow::Result<()> {
    let scenario = "prompt-denied";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.approve_as(&["gita", "eva"]).await?;
    world.reveal_secret_to("anna", scenario).await?;
    let writes = world.tenant.writes();
    let first = writes.first().map_or("", |write| write.path.as_str());
    must(!first.contains("temporaryAccessPass"), "whoever asked for the second factor is thrown out first")
}

async fn cleaned_and_released(world: &World) -> anyhow::Result<()> {
    let scenario = "sending-restricted-and-compromised";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.approve_as(&["gita", "eva"]).await?;
    world.reveal_secret_to("anna", scenario).await?;
    let petra = world.tenant.account(scenario);
    must(world.has_stopped_early() || petra.restriction.is_none(), "Petra may send again")
}

async fn waived(world: &World) -> anyhow::Result<()> {
    let scenario = "consented-app";
    let restricted = world.tenant.account("sending-restricted").restriction;
    world.tenant.change(scenario, |account| account.restriction = restricted);
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.submit_form("bram", "Waive the signs…", "She uses it to plan her campaigns.").await?;
    world.wait_for_card_text("She uses it to plan her campaigns.").await?;
    world.wait_for_card_text("Bram Bakker waived one").await?;
    must(world.tenant.writes().is_empty(), "to waive is not to approve")?;
    world.approve_as(&["bram", "eva"]).await?;
    world.reveal_secret_to("anna", scenario).await?;
    must(world.has_stopped_early() || world.tenant.account(scenario).restriction.is_none(), "Maud may send again")
}

async fn secret_expires(world: &World) -> anyhow::Result<()> {
    let scenario = "password-forgotten";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_secret_offer().await?;
    world.advance_time(SignedDuration::from_mins(11)).await?;
    world.wait_for_secret_gone().await
}

async fn secret_is_lost(world: &World) -> anyhow::Result<()> {
    let scenario = "password-forgotten";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_secret_offer().await?;
    world.cycle_power().await?;
    world.wait_for_secret_gone().await
}
