//! Why somebody cannot sign in, or cannot send mail, and what becomes of it: a story for every finding.

use super::who_may::newcomer;
use super::{Story, must};
use crate::world::{World, WorldSettings};
use grendel_simulator::discord::LEAD_ID;

/// A story in which there is nothing to do but to know: the account, and what the card says.
macro_rules! advised {
    ($name:literal, $about:literal, $account:literal, $says:expr) => {
        Story { name: $name, about: $about, prepare: |_| {}, play: |world| Box::pin(advised(world, $account, &$says)) }
    };
}

pub(super) static ADVISED: [Story; 6] = [
    advised!(
        "hostile-address",
        "Somebody tries from an address that is known for attacks: nothing is unlocked for them.",
        "hostile-address",
        ["AADSTS50053", "198.51.100.231"]
    ),
    advised!(
        "blocked-by-policy",
        "A policy keeps Ilse out: the card names it, and whose it is.",
        "blocked-by-policy",
        ["Block sign-in from outside Europe", "Conditional Access Administrator"]
    ),
    advised!(
        "account-deleted",
        "The account was deleted last week: the card says until when it can be brought back, and by whom.",
        "account-deleted",
        ["deleted", "User Administrator"]
    ),
    advised!("guest", "A guest forgot a password that is not ours to reset.", "guest-not-blocked", ["guest"]),
    advised!("mailbox-missing", "Somebody has no mailbox, so no mail leaves it.", "mailbox-missing", ["mailbox"]),
    advised!(
        "nothing-found",
        "Nothing is wrong with Sem's account: the card says what was looked at and what to ask him.",
        "nothing-wrong",
        ["Sem Vermeer"]
    ),
];

pub(super) static MENDED: [Story; 12] = [
    Story {
        name: "smart-lockout",
        about: "An old phone has locked Umar out; he is told how to reset the password himself.",
        prepare: |_| {},
        play: |world| Box::pin(pointed_to_self_service(world)),
    },
    Story {
        name: "synced-and-locked",
        about: "Wrong passwords have locked an account that Active Directory masters: what helps is not in the cloud.",
        prepare: |_| {},
        play: |world| Box::pin(helped_by_words(world, "synced-and-locked", "Unlock-ADAccount")),
    },
    Story {
        name: "managed-elsewhere",
        about: "Only those who manage a restricted unit can change Willem's account, but anybody can tell him what to do.",
        prepare: |_| {},
        play: |world| Box::pin(helped_by_words(world, "managed-elsewhere", "Management")),
    },
    Story {
        name: "password-expired",
        about: "Carmen's password is too old and she cannot reset it alone; Anna gets a pass for her, once.",
        prepare: with_gita,
        play: |world| Box::pin(gets_a_pass(world, "password-expired")),
    },
    Story {
        name: "password-unusable",
        about: "The directory has no password for Dirk: he gets a pass.",
        prepare: with_gita,
        play: |world| Box::pin(gets_a_pass(world, "password-unusable")),
    },
    Story {
        name: "password-forgotten",
        about: "Els has forgotten her password, and the tenant has no passes: Anna gets a password for her, once.",
        prepare: |settings: &mut WorldSettings| {
            settings.tenant.pass_policy.enabled = false;
            settings.commands =
                vec![super::rules::unlock_handing_out("\"temporary_access_pass\", \"temporary_password\"")];
        },
        play: |world| Box::pin(gets_a_password(world)),
    },
    Story {
        name: "second-factor-missing",
        about: "Floor started on Monday and has nothing to prove who she is with: she gets a pass to register.",
        prepare: with_gita,
        play: |world| Box::pin(gets_a_pass(world, "second-factor-missing")),
    },
    Story {
        name: "second-factor-failing",
        about: "Goran has a new phone, and the old one was his second factor.",
        prepare: with_gita,
        play: |world| Box::pin(gets_a_pass(world, "second-factor-failing")),
    },
    Story {
        name: "account-at-risk",
        about: "Somebody else knows Jamila's password: it is reset, everybody is thrown out, and only then the risk is dismissed.",
        prepare: |_| {},
        play: |world| Box::pin(risk_is_dismissed(world)),
    },
    Story {
        name: "sending-restricted",
        about: "Microsoft has stopped Olaf from sending: his password is reset before he may again.",
        prepare: |_| {},
        play: |world| Box::pin(sender_is_released(world)),
    },
    Story {
        name: "mail-forwarded-outside",
        about: "All of Rik's mail goes to another organisation, and nobody knows since when.",
        prepare: with_gita,
        play: |world| Box::pin(forwarding_is_cleared(world)),
    },
    Story {
        name: "suspicious-inbox-rules",
        about: "Two rules of Saskia's inbox do what those do who read along; one of them is hidden.",
        prepare: with_gita,
        play: |world| Box::pin(rules_are_disabled(world)),
    },
];

/// Gita, who reaches everybody, is there.
pub(super) fn with_gita(settings: &mut WorldSettings) {
    newcomer(settings, "gita", "Gita Patel", 633_104_585_127_198_730, &[LEAD_ID]);
}

/// Anna asks about the account, and reads what to do.
async fn advised(world: &World, story: &str, says: &[&str]) -> anyhow::Result<()> {
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    for words in says {
        world.card_says(words).await?;
    }
    must(world.tenant.writes().is_empty(), "nothing was changed")
}

async fn pointed_to_self_service(world: &World) -> anyhow::Result<()> {
    let umar = world.tenant.account("smart-lockout");
    world.unlocks("anna", &[("user", &umar.user_principal_name)]).await?;
    world.presses("bram", "Approve").await?;
    world.card_says("aka.ms/sspr").await?;
    must(world.tenant.writes().is_empty(), "nothing was changed")
}

/// What can be done here changes nothing; the card says what can be done elsewhere.
async fn helped_by_words(world: &World, story: &str, says: &str) -> anyhow::Result<()> {
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.details_say("bram", says).await?;
    world.presses("bram", "Approve").await?;
    world.card_says("Agreed").await?;
    must(world.tenant.writes().is_empty(), "nothing was changed")
}

/// Somebody gets a pass that works, and nobody else sees it. After a power cut, a person may have to look.
async fn gets_a_pass(world: &World, story: &str) -> anyhow::Result<()> {
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.presses("gita", "Approve").await?;
    world.secret_is_shown_to("anna", story).await
}

async fn gets_a_password(world: &World) -> anyhow::Result<()> {
    let story = "password-forgotten";
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.presses("bram", "Approve").await?;
    world.secret_is_shown_to("anna", story).await
}

async fn risk_is_dismissed(world: &World) -> anyhow::Result<()> {
    let story = "account-at-risk";
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.approved_by(&["bram", "eva"]).await?;
    world.secret_is_shown_to("anna", story).await?;
    let risk = world.tenant.account(story).risk;
    must(world.stopped_short() || risk.is_none_or(|risk| risk.state == "dismissed"), "the risk is dismissed")
}

async fn sender_is_released(world: &World) -> anyhow::Result<()> {
    let story = "sending-restricted";
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.approved_by(&["bram", "eva"]).await?;
    world.secret_is_shown_to("anna", story).await?;
    must(world.stopped_short() || world.tenant.account(story).restriction.is_none(), "Olaf may send again")
}

async fn forwarding_is_cleared(world: &World) -> anyhow::Result<()> {
    let story = "mail-forwarded-outside";
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.approved_by(&["gita", "eva"]).await?;
    world.secret_is_shown_to("anna", story).await?;
    let mailbox = world.tenant.account(story).mailbox;
    let forwards = mailbox.is_some_and(|mailbox| mailbox.forwarding_smtp_address.is_some());
    must(world.stopped_short() || !forwards, "Rik's mail stays here")
}

async fn rules_are_disabled(world: &World) -> anyhow::Result<()> {
    let story = "suspicious-inbox-rules";
    world.unlocks("anna", &[("user", &world.tenant.account(story).user_principal_name)]).await?;
    world.approved_by(&["gita", "eva"]).await?;
    world.secret_is_shown_to("anna", story).await?;
    let rules = world.tenant.account(story).mailbox.map(|mailbox| mailbox.rules).unwrap_or_default();
    let off: Vec<&str> = rules.iter().filter(|rule| rule.disabled).map(|rule| rule.name.as_str()).collect();
    must(world.stopped_short() || off == ["copy", ","], "the two rules are off, and only they")
}
