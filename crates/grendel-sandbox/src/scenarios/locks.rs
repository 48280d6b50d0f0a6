//! The causes that keep a person from signing in or sending mail, with a scenario for every finding.

use super::who_may::newcomer;
use super::{Scenario, must};
use crate::world::{World, WorldSettings};
use grendel_simulator::discord::LEAD_ID;

/// Defines a scenario in which the bot only gives advice: the account, and the text of the card.
macro_rules! advised {
    ($name:literal, $about:literal, $account:literal, $says:expr) => {
        Scenario {
            name: $name,
            about: $about,
            prepare: |_| {},
            play: |world| Box::pin(advised(world, $account, &$says)),
        }
    };
}

pub(super) static ADVISED: [Scenario; 6] = [
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
    advised!(
        "guest",
        "A guest forgot a password that is not ours to reset.",
        "guest-not-blocked",
        ["signs in at another organisation"]
    ),
    advised!("mailbox-missing", "Somebody has no mailbox, so no mail leaves it.", "mailbox-missing", ["mailbox"]),
    advised!(
        "nothing-found",
        "Nothing is wrong with Sem's account: the card says what was looked at and what to ask him.",
        "nothing-wrong",
        ["Sem Vermeer"]
    ),
];

pub(super) static MENDED: [Scenario; 11] = [
    Scenario {
        name: "smart-lockout",
        about: "An old phone has locked Umar out; he is told how to reset the password himself.",
        prepare: |_| {},
        play: |world| Box::pin(pointed_to_self_service(world)),
    },
    Scenario {
        name: "managed-elsewhere",
        about: "Only those who manage a restricted unit can change Willem's account, but anybody can tell him what to do.",
        prepare: |_| {},
        play: |world| Box::pin(helped_by_words(world, "managed-elsewhere", "Management")),
    },
    Scenario {
        name: "password-expired",
        about: "Carmen's password is too old and she cannot reset it alone; Gita approves a pass for her, and gets to see it.",
        prepare: with_gita,
        play: |world| Box::pin(gets_a_pass(world, "password-expired")),
    },
    Scenario {
        name: "password-unusable",
        about: "The directory has no password for Dirk: he gets a pass.",
        prepare: with_gita,
        play: |world| Box::pin(gets_a_pass(world, "password-unusable")),
    },
    Scenario {
        name: "password-forgotten",
        about: "Els has forgotten her password, and the tenant has no passes: Anna gets a password for her, once.",
        prepare: |settings: &mut WorldSettings| {
            settings.tenant.pass_policy.enabled = false;
            settings.commands =
                vec![super::rules::unlock_handing_out("\"temporary_access_pass\", \"temporary_password\"")];
        },
        play: |world| Box::pin(gets_a_password(world)),
    },
    Scenario {
        name: "second-factor-missing",
        about: "Floor started on Monday and has nothing to prove who she is with: she gets a pass to register.",
        prepare: with_gita,
        play: |world| Box::pin(gets_a_pass(world, "second-factor-missing")),
    },
    Scenario {
        name: "second-factor-failing",
        about: "Goran has a new phone, and the old one was his second factor.",
        prepare: with_gita,
        play: |world| Box::pin(gets_a_pass(world, "second-factor-failing")),
    },
    Scenario {
        name: "account-at-risk",
        about: "Somebody else knows Jamila's password: it is reset, everybody is thrown out, and only then the risk is dismissed.",
        prepare: |_| {},
        play: |world| Box::pin(risk_is_dismissed(world)),
    },
    Scenario {
        name: "sending-restricted",
        about: "Microsoft has stopped Olaf from sending: his password is reset before he may again.",
        prepare: |_| {},
        play: |world| Box::pin(sender_is_released(world)),
    },
    Scenario {
        name: "mail-forwarded-outside",
        about: "All of Rik's mail goes to another organisation, and nobody knows since when.",
        prepare: with_gita,
        play: |world| Box::pin(forwarding_is_cleared(world)),
    },
    Scenario {
        name: "suspicious-inbox-rules",
        about: "Two rules of Saskia's inbox do what those do who read along; one of them is hidden.",
        prepare: with_gita,
        play: |world| Box::pin(rules_are_disabled(world)),
    },
];

/// Adds Gita, whose role reaches every account.
pub(super) fn with_gita(settings: &mut WorldSettings) {
    newcomer(settings, "gita", "Gita Patel", 633_104_585_127_198_730, &[LEAD_ID]);
}

/// Plays a scenario in which Anna asks about the account and reads the advice.
pub(super) async fn advised(world: &World, scenario: &str, says: &[&str]) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    for words in says {
        world.wait_for_card_text(words).await?;
    }
    must(world.tenant.writes().is_empty(), "nothing was changed")
}

async fn pointed_to_self_service(world: &World) -> anyhow::Result<()> {
    let umar = world.tenant.account("smart-lockout");
    world.open_unlock_case("anna", &[("user", &umar.user_principal_name)]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("aka.ms/sspr").await?;
    must(world.tenant.writes().is_empty(), "nothing was changed")
}

/// Plays a scenario in which the bot can change nothing. The card says what people can do elsewhere.
async fn helped_by_words(world: &World, scenario: &str, says: &str) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.expect_details("bram", says).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("Agreed").await?;
    must(world.tenant.writes().is_empty(), "nothing was changed")
}

/// Plays a scenario in which Gita, whose role carries the step, gets a pass that works, and no one else sees it. After a
/// power cut, a person may have to look.
async fn gets_a_pass(world: &World, scenario: &str) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.press_button("gita", "Approve").await?;
    world.reveal_secret_to("gita", scenario).await
}

async fn gets_a_password(world: &World) -> anyhow::Result<()> {
    let scenario = "password-forgotten";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.press_button("bram", "Approve").await?;
    world.reveal_secret_to("anna", scenario).await
}

async fn risk_is_dismissed(world: &World) -> anyhow::Result<()> {
    let scenario = "account-at-risk";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.approve_as(&["bram", "eva"]).await?;
    world.reveal_secret_to("anna", scenario).await?;
    let risk = world.tenant.account(scenario).risk;
    must(world.has_stopped_early() || risk.is_none_or(|risk| risk.state == "dismissed"), "the risk is dismissed")
}

async fn sender_is_released(world: &World) -> anyhow::Result<()> {
    let scenario = "sending-restricted";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.approve_as(&["bram", "eva"]).await?;
    world.reveal_secret_to("anna", scenario).await?;
    must(world.has_stopped_early() || world.tenant.account(scenario).restriction.is_none(), "Olaf may send again")
}

async fn forwarding_is_cleared(world: &World) -> anyhow::Result<()> {
    let scenario = "mail-forwarded-outside";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.approve_as(&["gita", "eva"]).await?;
    world.reveal_secret_to("anna", scenario).await?;
    let mailbox = world.tenant.account(scenario).mailbox;
    let forwards = mailbox.is_some_and(|mailbox| mailbox.forwarding_smtp_address.is_some());
    must(world.has_stopped_early() || !forwards, "Rik's mail stays here")
}

async fn rules_are_disabled(world: &World) -> anyhow::Result<()> {
    let scenario = "suspicious-inbox-rules";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.approve_as(&["gita", "eva"]).await?;
    world.reveal_secret_to("anna", scenario).await?;
    let rules = world.tenant.account(scenario).mailbox.map(|mailbox| mailbox.rules).unwrap_or_default();
    let off: Vec<&str> = rules.iter().filter(|rule| rule.disabled).map(|rule| rule.name.as_str()).collect();
    must(world.has_stopped_early() || off == ["copy", ","], "the two rules are off, and only they")
}
