//! Accounts that somebody else may have: contained, looked at, cleaned and given back; and secrets that nobody gets.

use jiff::SignedDuration;

use super::locks::with_gita;
use super::{Story, must};
use crate::world::World;

pub(super) static STORIES: [Story; 8] = [
    Story {
        name: "contain",
        about: "Nadia's account sends invoices that are not hers: Anna has it contained, and what was found is kept.",
        prepare: with_gita,
        play: |world| Box::pin(contained(world)),
    },
    Story {
        name: "contained-and-given-back",
        about: "Grendel itself has blocked Aisha; to give her account back takes those who guard the tenant.",
        prepare: |_| {},
        play: |world| Box::pin(given_back(world)),
    },
    Story {
        name: "diagnose",
        about: "Eva looks at the same account with /diagnose, which changes nothing and asks nobody.",
        prepare: |_| {},
        play: |world| Box::pin(diagnosed(world)),
    },
    Story {
        name: "prompt-denied",
        about: "Hind said no to a second factor that she had not asked for: her password is changed before anything else.",
        prepare: with_gita,
        play: |world| Box::pin(denied_prompt(world)),
    },
    Story {
        name: "sending-restricted-and-compromised",
        about: "Petra may not send, and somebody else is in her account: all of it is cleaned before she is released.",
        prepare: with_gita,
        play: |world| Box::pin(cleaned_and_released(world)),
    },
    Story {
        name: "waived",
        about: "Maud let an application in to her mail; Bram says why that is no sign, and only then she may send again.",
        prepare: |settings| settings.tenant.permissions.push(crate::world::config::READS_CONSENTS.to_owned()),
        play: |world| Box::pin(waived(world)),
    },
    Story {
        name: "secret-expired",
        about: "Nobody asks to see the password that was made, and after ten minutes it is gone.",
        prepare: |settings| settings.commands = vec![super::rules::unlock_handing_out("\"temporary_password\"")],
        play: |world| Box::pin(secret_expires(world)),
    },
    Story {
        name: "secret-lost",
        about: "The power goes before anybody has seen the password, and with the power the password.",
        prepare: |settings| settings.commands = vec![super::rules::unlock_handing_out("\"temporary_password\"")],
        play: |world| Box::pin(secret_is_lost(world)),
    },
];

async fn contained(world: &World) -> anyhow::Result<()> {
    let story = "compromised";
    world.asks("anna", "/contain", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.presses("gita", "Approve").await?;
    world.ends("Nobody gets to see it").await?;
    let nadia = world.tenant.account(story);
    let mailbox = nadia.mailbox.clone().unwrap_or_default();
    let is_closed =
        !nadia.enabled && mailbox.rules.iter().all(|rule| rule.disabled) && mailbox.forwarding_smtp_address.is_none();
    must(world.stopped_short() || is_closed, "the account is closed, and nothing of it goes elsewhere")
}

async fn given_back(world: &World) -> anyhow::Result<()> {
    let story = "sign-in-blocked-by-containment";
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.presses("bram", "Approve").await?;
    world.card_says("Approved by Bram Bakker").await?;
    must(world.tenant.writes().is_empty(), "a lead alone does not undo it")?;
    world.presses("eva", "Approve").await?;
    world.card_says("can sign in again").await?;
    must(world.tenant.account(story).enabled, "Aisha can sign in")
}

async fn diagnosed(world: &World) -> anyhow::Result<()> {
    let nadia = world.tenant.account("compromised");
    world.asks("eva", "/diagnose", &[("user", &nadia.user_principal_name)]).await?;
    world.card_says("nadia.ferrara@webmail.example").await?;
    must(world.tenant.writes().is_empty(), "nothing was changed")
}

async fn denied_prompt(world: &World) -> anyhow::Result<()> {
    let story = "prompt-denied";
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.approved_by(&["gita", "eva"]).await?;
    world.secret_is_shown_to("anna", story).await?;
    let writes = world.tenant.writes();
    let first = writes.first().map_or("", |write| write.path.as_str());
    must(!first.contains("temporaryAccessPass"), "whoever asked for the second factor is thrown out first")
}

async fn cleaned_and_released(world: &World) -> anyhow::Result<()> {
    let story = "sending-restricted-and-compromised";
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.approved_by(&["gita", "eva"]).await?;
    world.secret_is_shown_to("anna", story).await?;
    let petra = world.tenant.account(story);
    must(world.stopped_short() || petra.restriction.is_none(), "Petra may send again")
}

async fn waived(world: &World) -> anyhow::Result<()> {
    let story = "consented-app";
    let restricted = world.tenant.account("sending-restricted").restriction;
    world.tenant.change(story, |account| account.restriction = restricted);
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.fills_in("bram", "Waive the signs…", "She uses it to plan her campaigns.").await?;
    world.card_says("She uses it to plan her campaigns.").await?;
    world.card_says("needs an approval of its own").await?;
    must(world.tenant.writes().is_empty(), "to waive is not to approve")?;
    world.approved_by(&["bram", "eva"]).await?;
    world.secret_is_shown_to("anna", story).await?;
    must(world.stopped_short() || world.tenant.account(story).restriction.is_none(), "Maud may send again")
}

async fn secret_expires(world: &World) -> anyhow::Result<()> {
    let story = "password-forgotten";
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.presses("bram", "Approve").await?;
    world.offers_secret().await?;
    world.time_passes(SignedDuration::from_mins(11)).await?;
    world.no_secret_is_left().await
}

async fn secret_is_lost(world: &World) -> anyhow::Result<()> {
    let story = "password-forgotten";
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.presses("bram", "Approve").await?;
    world.offers_secret().await?;
    world.power_fails().await?;
    world.no_secret_is_left().await
}
