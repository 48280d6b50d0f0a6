//! Accounts that somebody else may have: contained, looked at, cleaned and given back; and secrets that nobody gets.

use jiff::SignedDuration;

use super::locks::with_gita;
use super::{Story, must};
use crate::world::Stage;

pub(super) static STORIES: [Story; 8] = [
    Story {
        name: "contain",
        about: "Nadia's account sends invoices that are not hers: Anna has it contained, and what was found is kept.",
        prepare: with_gita,
        play: |stage| Box::pin(contained(stage)),
    },
    Story {
        name: "contained-and-given-back",
        about: "Grendel itself has blocked Aisha; to give her account back takes those who guard the tenant.",
        prepare: |_| {},
        play: |stage| Box::pin(given_back(stage)),
    },
    Story {
        name: "diagnose",
        about: "Eva looks at the same account with /diagnose, which changes nothing and asks nobody.",
        prepare: |_| {},
        play: |stage| Box::pin(diagnosed(stage)),
    },
    Story {
        name: "prompt-denied",
        about: "Hind said no to a second factor that she had not asked for: her password is changed before anything else.",
        prepare: with_gita,
        play: |stage| Box::pin(denied_prompt(stage)),
    },
    Story {
        name: "sending-restricted-and-compromised",
        about: "Petra may not send, and somebody else is in her account: all of it is cleaned before she is released.",
        prepare: with_gita,
        play: |stage| Box::pin(cleaned_and_released(stage)),
    },
    Story {
        name: "waived",
        about: "Maud let an application in to her mail; Bram says why that is no sign, and only then she may send again.",
        prepare: |settings| settings.tenant.permissions.push(crate::world::config::READS_CONSENTS.to_owned()),
        play: |stage| Box::pin(waived(stage)),
    },
    Story {
        name: "secret-expired",
        about: "Nobody asks to see the password that was made, and after ten minutes it is gone.",
        prepare: |settings| settings.commands = vec![super::rules::unlock_handing_out("\"temporary_password\"")],
        play: |stage| Box::pin(secret_expires(stage)),
    },
    Story {
        name: "secret-lost",
        about: "The power goes before anybody has seen the password, and with the power the password.",
        prepare: |settings| settings.commands = vec![super::rules::unlock_handing_out("\"temporary_password\"")],
        play: |stage| Box::pin(secret_is_lost(stage)),
    },
];

async fn contained(stage: &Stage) -> anyhow::Result<()> {
    let story = "compromised";
    stage.asks("anna", "/contain", &[("user", &stage.tenant.account(story).user_principal_name)]).await?;
    stage.presses("gita", "Approve").await?;
    stage.ends("Nobody gets to see it").await?;
    let nadia = stage.tenant.account(story);
    let mailbox = nadia.mailbox.clone().unwrap_or_default();
    let is_closed =
        !nadia.enabled && mailbox.rules.iter().all(|rule| rule.disabled) && mailbox.forwarding_smtp_address.is_none();
    must(stage.stopped_short() || is_closed, "the account is closed, and nothing of it goes elsewhere")
}

async fn given_back(stage: &Stage) -> anyhow::Result<()> {
    let story = "sign-in-blocked-by-containment";
    stage.unlocks("anna", &[("user", &stage.tenant.account(story).user_principal_name)]).await?;
    stage.presses("bram", "Approve").await?;
    stage.card_says("Approved by Bram Bakker").await?;
    must(stage.tenant.writes().is_empty(), "a lead alone does not undo it")?;
    stage.presses("eva", "Approve").await?;
    stage.card_says("can sign in again").await?;
    must(stage.tenant.account(story).enabled, "Aisha can sign in")
}

async fn diagnosed(stage: &Stage) -> anyhow::Result<()> {
    let nadia = stage.tenant.account("compromised");
    stage.asks("eva", "/diagnose", &[("user", &nadia.user_principal_name)]).await?;
    stage.card_says("nadia.ferrara@webmail.example").await?;
    must(stage.tenant.writes().is_empty(), "nothing was changed")
}

async fn denied_prompt(stage: &Stage) -> anyhow::Result<()> {
    let story = "prompt-denied";
    stage.unlocks("anna", &[("user", &stage.tenant.account(story).user_principal_name)]).await?;
    stage.approved_by(&["gita", "eva"]).await?;
    stage.secret_is_shown_to("anna", story).await?;
    let writes = stage.tenant.writes();
    let first = writes.first().map_or("", |write| write.path.as_str());
    must(!first.contains("temporaryAccessPass"), "whoever asked for the second factor is thrown out first")
}

async fn cleaned_and_released(stage: &Stage) -> anyhow::Result<()> {
    let story = "sending-restricted-and-compromised";
    stage.unlocks("anna", &[("user", &stage.tenant.account(story).user_principal_name)]).await?;
    stage.approved_by(&["gita", "eva"]).await?;
    stage.secret_is_shown_to("anna", story).await?;
    let petra = stage.tenant.account(story);
    must(stage.stopped_short() || petra.restriction.is_none(), "Petra may send again")
}

async fn waived(stage: &Stage) -> anyhow::Result<()> {
    let story = "consented-app";
    let restricted = stage.tenant.account("sending-restricted").restriction;
    stage.tenant.change(story, |account| account.restriction = restricted);
    stage.unlocks("anna", &[("user", &stage.tenant.account(story).user_principal_name)]).await?;
    stage.fills_in("bram", "Waive the signs…", "She uses it to plan her campaigns.").await?;
    stage.card_says("She uses it to plan her campaigns.").await?;
    stage.card_says("needs an approval of its own").await?;
    must(stage.tenant.writes().is_empty(), "to waive is not to approve")?;
    stage.approved_by(&["bram", "eva"]).await?;
    stage.secret_is_shown_to("anna", story).await?;
    must(stage.stopped_short() || stage.tenant.account(story).restriction.is_none(), "Maud may send again")
}

async fn secret_expires(stage: &Stage) -> anyhow::Result<()> {
    let story = "password-forgotten";
    stage.unlocks("anna", &[("user", &stage.tenant.account(story).user_principal_name)]).await?;
    stage.presses("bram", "Approve").await?;
    stage.offers_secret().await?;
    stage.time_passes(SignedDuration::from_mins(11)).await?;
    stage.no_secret_is_left().await
}

async fn secret_is_lost(stage: &Stage) -> anyhow::Result<()> {
    let story = "password-forgotten";
    stage.unlocks("anna", &[("user", &stage.tenant.account(story).user_principal_name)]).await?;
    stage.presses("bram", "Approve").await?;
    stage.offers_secret().await?;
    stage.power_fails().await?;
    stage.no_secret_is_left().await
}
