//! Situations that people who run tenants have reported, where the obvious answer is the wrong one.

use std::time::Duration;

use anyhow::Context as _;
use jiff::SignedDuration;
use serde_json::json;

use super::locks::{advised, with_gita};
use super::rules::unlock_handing_out;
use super::{Scenario, must};
use crate::world::{World, WorldSettings};
use grendel_simulator::canned::{CallPattern, CannedAnswer};
use grendel_simulator::discord::{Channel, SERVICEDESK_ID};
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::{Activity, Licence, MailContact};

const HANNA_UPN: &str = "hanna.visser@contoso.example";
const THREAD: &str = "cannot-sign-in";
const THREAD_ID: u64 = 1_142_019_877_230_514_201;
const CONTACT: &str = "Accountant";
const CONTACTS_ADDRESS: &str = "accountant@webmail.example";
/// The time that a person waits before they type a command again.
const PATIENCE: Duration = Duration::from_secs(4);
/// The most times that they type it.
const TRIES_MAX: usize = 3;

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

pub(super) static ADVISED: [Scenario; 5] = [
    advised!(
        "laptop-kept-out",
        "A policy keeps Yara's laptop out; that her phone signed in since does not mean that it is over.",
        "laptop-kept-out",
        ["Require managed device"]
    ),
    advised!(
        "code-without-a-name",
        "Bas is kept out with a code that is in no list; the record of the sign-in names the policy.",
        "code-without-a-name",
        ["Require managed device"]
    ),
    advised!(
        "password-spray",
        "Twenty addresses abroad try Fleur's password; she signs in as ever, so there is nothing to unlock.",
        "sprayed",
        ["Password spray"]
    ),
    advised!(
        "external-member",
        "Zita is a member here, but signs in at Adatum: nothing of hers is ours to reset.",
        "external-member",
        ["adatum.example"]
    ),
    Scenario {
        name: "second-administrator",
        about: "Yusuf's second account has no mailbox, as it should be; that is not why he called.",
        prepare: |_| {},
        play: |world| Box::pin(side_fact(world)),
    },
];

pub(super) static PLAYED: [Scenario; 12] = [
    Scenario {
        name: "shared-mailbox",
        about: "Sign-in of a shared mailbox is blocked on purpose; Anna hears how people get at its mail instead.",
        prepare: |_| {},
        play: |world| Box::pin(stays_blocked(world)),
    },
    Scenario {
        name: "blocked-just-now",
        about: "Sem was blocked a moment ago, and the audit does not say by whom yet: until it does, security has a say.",
        prepare: |settings| settings.tenant.audit_delay = SignedDuration::from_mins(15),
        play: |world| Box::pin(blocked_just_now(world)),
    },
    Scenario {
        name: "no-premium-licence",
        about: "The tenant has no Entra ID P2, and nobody told Grendel: what that licence has is left out, the rest works.",
        prepare: |settings: &mut WorldSettings| settings.tenant.licence = Licence::P1,
        play: |world| Box::pin(unlocked(world, HANNA_UPN)),
    },
    Scenario {
        name: "directory-role-missing",
        about: "Grendel has the permission to reset passwords, but not the directory role: both are named.",
        prepare: |settings: &mut WorldSettings| {
            settings.tenant.application_roles.clear();
            settings.commands = vec![unlock_handing_out("\"temporary_password\"")];
        },
        play: |world| Box::pin(refused(world, "a directory role")),
    },
    Scenario {
        name: "password-refused",
        about: "The tenant's rules refuse the password that was made: the card says so in words, and what to do.",
        prepare: |settings| settings.commands = vec![unlock_handing_out("\"temporary_password\"")],
        play: |world| Box::pin(refused_password(world)),
    },
    Scenario {
        name: "pasted-name",
        about: "Anna pastes the name as her mail shows it, and the account is found.",
        prepare: |_| {},
        play: |world| Box::pin(unlocked(world, "Hanna Visser <hanna.visser@contoso.example>;")),
    },
    Scenario {
        name: "typed-in-a-thread",
        about: "Anna types the command in a thread of the channel; the card comes in the channel.",
        prepare: |settings| {
            settings.discord.channels.push(Channel::thread(THREAD, THREAD_ID, SERVICEDESK_ID));
        },
        play: |world| Box::pin(typed_in_a_thread(world)),
    },
    Scenario {
        name: "blocked-again",
        about: "The incident response blocks Teun each time that somebody allows it: Eva sees that it did so before.",
        prepare: |_| {},
        play: |world| Box::pin(looked_at(world, "blocked-again", "It did the same before")),
    },
    Scenario {
        name: "forwarded-to-a-contact",
        about: "Sem's mail goes to a contact of the directory, and the contact is somebody outside.",
        prepare: |settings: &mut WorldSettings| {
            let (name, address) = (CONTACT.to_owned(), CONTACTS_ADDRESS.to_owned());
            settings.tenant.contacts.push(MailContact { name, address });
        },
        play: |world| Box::pin(forwarded_to_a_contact(world)),
    },
    Scenario {
        name: "pass-not-usable",
        about: "Microsoft makes a pass that nobody can sign in with: the card says that it is there, and worth nothing.",
        prepare: with_gita,
        play: |world| Box::pin(pass_is_not_usable(world)),
    },
    Scenario {
        name: "contain-step-refused",
        about: "Exchange refuses one step of a containment: the account is closed all the same, and the card says what is left.",
        prepare: with_gita,
        play: |world| Box::pin(contained_but_for_one_step(world)),
    },
    Scenario {
        name: "asked-to-wait",
        about: "Microsoft asks for two and a half minutes between two steps: the case waits, through a power cut, and goes on.",
        prepare: |_| {},
        play: |world| Box::pin(asked_to_wait(world)),
    },
];

async fn side_fact(world: &World) -> anyhow::Result<()> {
    advised(world, "second-administrator", &["Yusuf Demirci"]).await?;
    let card = world.newest_card()?.to_text();
    must(!card.contains("can neither send nor receive"), "what nobody asked for is not the verdict")
}

async fn stays_blocked(world: &World) -> anyhow::Result<()> {
    let scenario = "shared-mailbox";
    advised(world, scenario, &["Klachten en retouren"]).await?;
    must(!world.tenant.account(scenario).enabled, "the sign-in of a shared mailbox stays blocked")
}

async fn blocked_just_now(world: &World) -> anyhow::Result<()> {
    let scenario = "nothing-wrong";
    let chidi = world.tenant.person("chidi");
    world.tenant.change_as(scenario, &chidi, Activity::DisableAccount, |account| account.enabled = false);
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.expect_details("bram", "not in the directory audit yet").await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("Approved by Bram Bakker").await?;
    must(world.tenant.writes().is_empty(), "unknown is not harmless: a lead alone does not undo it")?;
    world.press_button("eva", "Approve").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account(scenario).enabled, "Sem can sign in")
}

async fn unlocked(world: &World, typed: &str) -> anyhow::Result<()> {
    world.open_unlock_case("anna", &[("user", typed)]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account("blocked-by-a-colleague").enabled, "Hanna can sign in")
}

async fn refused(world: &World, says: &str) -> anyhow::Result<()> {
    let els = world.tenant.account("password-forgotten");
    world.open_unlock_case("anna", &[("user", &els.user_principal_name)]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_end(says).await?;
    let has_set =
        world.tenant.writes().iter().any(|write| write.took_effect && write.body.get("passwordProfile").is_some());
    must(!has_set, "no password was set")
}

async fn refused_password(world: &World) -> anyhow::Result<()> {
    let refusal = json!({ "error": {
        "code": "Request_BadRequest",
        "message": "The specified password does not comply with password complexity requirements. Please provide a different \
            password.",
    }});
    let pattern = CallPattern::line("^PATCH /v1.0/users/")?.and_body("passwordProfile")?;
    world.tenant_faults.add_like(pattern, None, Fault::Answer(CannedAnswer::json(400, refusal)));
    refused(world, "password complexity").await
}

async fn typed_in_a_thread(world: &World) -> anyhow::Result<()> {
    let anna = world.discord.member("anna")?.in_channel(THREAD);
    for _ in 0..TRIES_MAX {
        let attempt = anna.type_command("/unlock", &[("user", HANNA_UPN)]).await?;
        if world.wait_until_within(PATIENCE, |world| world.newest_card().ok()).await.is_ok() {
            world.expect_answer_unless_crashed(&attempt, "").await?;
            break;
        }
    }
    let card = world.newest_card().context("no card came of it")?;
    must(card.channel_id == SERVICEDESK_ID, "the card is in the channel, where those who decide look")?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account("blocked-by-a-colleague").enabled, "Hanna can sign in")
}

/// Plays a scenario in which Eva looks at an account, which changes nothing.
async fn looked_at(world: &World, scenario: &str, says: &str) -> anyhow::Result<()> {
    let account = world.tenant.account(scenario);
    world.open_case("eva", "/diagnose", &[("user", &account.user_principal_name)]).await?;
    world.expect_details("bram", says).await?;
    must(world.tenant.writes().is_empty(), "nothing was changed")
}

async fn forwarded_to_a_contact(world: &World) -> anyhow::Result<()> {
    let scenario = "nothing-wrong";
    world.tenant.change(scenario, |account| {
        if let Some(mailbox) = &mut account.mailbox {
            mailbox.forwarding_address = Some(CONTACT.to_owned());
        }
    });
    looked_at(world, scenario, CONTACTS_ADDRESS).await
}

async fn pass_is_not_usable(world: &World) -> anyhow::Result<()> {
    let made = json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#users('x')/authentication/temporaryAccessPassMethods/$entity",
        "id": "6f1967b7-15e8-4935-ac26-d50770ed07a7",
        "temporaryAccessPass": "+drkhTnF",
        "createdDateTime": world.clock().now().to_string(),
        "startDateTime": world.clock().now().to_string(),
        "lifetimeInMinutes": 60,
        "isUsableOnce": true,
        "isUsable": false,
        "methodUsabilityReason": "DisabledByPolicy",
    });
    let pattern = CallPattern::line("^POST /v1.0/users/[^/]+/authentication/temporaryAccessPassMethods$")?;
    world.tenant_faults.add_like(pattern, None, Fault::Answer(CannedAnswer::json(201, made)));
    let scenario = "second-factor-missing";
    world.open_unlock_case("anna", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.press_button("gita", "Approve").await?;
    world.wait_for_end("nobody can sign in with it").await
}

async fn contained_but_for_one_step(world: &World) -> anyhow::Result<()> {
    let refusal = json!({ "error": {
        "code": "BadRequest",
        "message": "Error executing cmdlet",
        "details": [{
            "code": "Client",
            "target": "",
            "message": "|System.InvalidOperationException|The mailbox is being moved, and can't be changed at the moment.",
        }],
    }});
    let pattern = CallPattern::line(r"InvokeCommand\S* Set-Mailbox$")?;
    world.tenant_faults.add_like(pattern, None, Fault::Answer(CannedAnswer::json(400, refusal)));
    let scenario = "compromised";
    world.open_case("anna", "/contain", &[("user", &world.tenant.account(scenario).user_principal_name)]).await?;
    world.press_button("gita", "Approve").await?;
    world.wait_for_end("refused by Microsoft").await?;
    must(world.has_stopped_early() || !world.tenant.account(scenario).enabled, "Nadia's account is closed")
}

async fn asked_to_wait(world: &World) -> anyhow::Result<()> {
    world.tenant_faults.add("PATCH /v1.0/users/", 1, Fault::Status { status: 429, retry_after: Some(150) });
    world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
    world.press_button("bram", "Approve").await?;
    world.wait_for_card_text("Microsoft asks to wait.").await?;
    must(!world.tenant.account("blocked-by-a-colleague").enabled, "Hanna is blocked until Microsoft takes it")?;
    world.cycle_power().await?;
    world.advance_time(SignedDuration::from_secs(151)).await?;
    world.wait_for_card_text("can sign in again").await?;
    must(world.tenant.account("blocked-by-a-colleague").enabled, "Hanna can sign in")
}
