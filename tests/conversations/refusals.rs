//! Every refusal as its reader sees it: one table for each language.

use std::collections::BTreeSet;
use std::time::Duration;

use grendel::domain::refusal::Refusal;
use grendel_sandbox::message_catalog::samples;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{HELPDESK_ID, LEAD_ID, Message};
use grendel_simulator::faults::Fault;
use grendel_simulator::tenant::roles::{GROUPS_ADMINISTRATOR, TENANT_SCOPE};
use grendel_simulator::tenant::{Activity, RoleAssignment};
use jiff::SignedDuration;

use super::harness::{HANNA, HANNA_UPN, Table, asks, converse, denies, member, presses, presses_stale, speak, told};

mod rules;
mod sign_ins;
mod secrets;
mod trouble;

/// Messages that no conversation leads to.
const NEVER_HEARD: [(&str, &str); 29] = [
    ("about_own_account", "it is heard by a target who wants to read: tests/attacks/reading"),
    ("account_external", "it is heard by those who would approve: tests/attacks/approvers"),
    ("account_too_new", "it is heard by those who would approve: tests/attacks/approvers"),
    ("arrived_too_late", "the chat takes no answer any more by then"),
    ("authentication_context_missing", "it is heard where a sign-in must satisfy a context: tests/attacks/contexts"),
    ("frozen", "it is heard where a tenant is frozen: tests/freezes"),
    ("frozen_already", "it is heard where a tenant is frozen: tests/freezes"),
    ("identity_unchecked", "it is heard where a check of who is calling is asked for: tests/identity"),
    ("link_disowned", "it is heard where people sign in: tests/links"),
    ("link_expired", "a link ends after ninety days: src/domain/link/tests"),
    ("link_waits", "it is heard by those who would approve: tests/attacks/approvers"),
    ("may_not_read", "it is heard where one wants to read: tests/attacks/reading"),
    ("no_work", "it is heard where people do work in Active Directory: tests/by_hand"),
    ("no_rule", "a command file whose steps no rule covers is not read"),
    ("nobody_may_see", "it is heard where a secret has no receiver: tests/attacks/receivers"),
    ("not_frozen", "it is heard where a tenant is frozen: tests/freezes"),
    ("receiver_relinked", "it is heard where a secret has no receiver: tests/attacks/receivers"),
    ("secret_limit_reached", "it is heard at the limit of an hour: tests/freezes/limits"),
    ("secret_made_recently", "it is heard by those who would approve: tests/attacks/approvers"),
    ("secret_not_alone", "it is heard by those who act alone: tests/emergencies"),
    ("secret_out_of_reach", "it is heard where a secret has no receiver: tests/attacks/receivers"),
    ("sign_in_disowned", "it is heard where people sign in: tests/links and tests/pages"),
    ("sign_in_over", "it is heard where people sign in: tests/links and tests/pages"),
    ("target_protected", "it is heard where accounts are protected: tests/targets"),
    ("target_renamed", "it is heard where accounts are picked from a list: tests/completion"),
    ("too_many_actions", "it is heard by those who send too much: tests/attacks/floods"),
    ("unfreeze_needs_another", "it is heard where a tenant is frozen: tests/freezes"),
    ("wrong_number", "it is heard where people sign in: tests/links and tests/pages"),
    ("work_not_yours", "it is heard where people do work in Active Directory: tests/by_hand"),
];

impl Table {
    /// Types `/unlock` and is refused.
    async fn types(&mut self, world: &World, who: &str, user: &str, what: &str) -> anyhow::Result<()> {
        let attempt = world.type_unlock(who, &[("user", user)]).await?;
        self.row(what, &told(world, &attempt).await?);
        Ok(())
    }
}

/// A world with leads and with every kind of member that is refused.
fn settings(locale: &str) -> WorldSettings {
    let mut settings = WorldSettings::default();
    let discord = &mut settings.discord;
    member(discord, "disabled-operator", "Joris Kok", 601_100_000_000_000_001, &[HELPDESK_ID, LEAD_ID]);
    member(discord, "hugo-of-one-unit", "Hugo Dekker", 601_100_000_000_000_002, &[HELPDESK_ID]);
    member(discord, "risky-operator", "Sanne Vos", 601_100_000_000_000_013, &[HELPDESK_ID]);
    member(discord, "only-eligible", "Leila Amrani", 601_100_000_000_000_014, &[HELPDESK_ID]);
    member(discord, "eva-lead", "Eva Lead", 601_100_000_000_000_003, &[LEAD_ID]);
    settings.linked.extend(["finn", "disabled-operator", "hugo-of-one-unit", "risky-operator", "only-eligible"]);
    speak(discord, locale);
    settings
}

/// Every refusal is read in one of the conversations, in both languages.
#[test]
fn every_refusal_is_heard() {
    let all = samples::refusals();
    let rules: BTreeSet<&str> = all.iter().map(Refusal::rule).collect();
    assert!(rules.len() > 40, "there are more: {rules:?}");
    let tables = [
        include_str!("snapshots/conversations__refusals__english.snap"),
        include_str!("snapshots/conversations__refusals__dutch.snap"),
    ];
    for rule in rules {
        let is_heard = tables.iter().all(|table| table.contains(&format!("`{rule}`")));
        let never = NEVER_HEARD.iter().any(|(name, _)| *name == rule);
        assert!(is_heard != never, "{rule}: heard {is_heard}, and never heard {never}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_english() {
    insta::assert_snapshot!("english", refusals("en-US").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn in_dutch() {
    insta::assert_snapshot!("dutch", refusals("nl").await);
}

async fn refusals(locale: &str) -> String {
    let mut table = Table::default();
    let over = converse(format!("refusals-{locale}"), settings(locale), async |world| {
        requesters(world, &mut table).await?;
        targets(world, &mut table).await?;
        assert_eq!(world.discord.guild().public().count(), 0, "what is refused at once is between two");
        deciders(world, &mut table).await?;
        the_target(world, &mut table).await?;
        when_it_is_over(world, &mut table).await?;
        when_it_has_changed(world, &mut table).await?;
        too_many(world, &mut table).await
    });
    over.await;
    nobody_can_approve(locale, &mut table).await;
    rules::heard(locale, &mut table).await;
    sign_ins::heard(locale, &mut table).await;
    trouble::heard(locale, &mut table).await;
    secrets::heard(locale, &mut table).await;
    table.0
}

async fn requesters(world: &World, table: &mut Table) -> anyhow::Result<()> {
    table.types(world, "dana", HANNA_UPN, "Dana, who has no role in the chat, types").await?;
    world.discord.member("dana")?.add_role("helpdesk")?;
    table.types(world, "dana", HANNA_UPN, "Dana, who has no role in the directory, types").await?;
    table.types(world, "only-eligible", HANNA_UPN, "Leila, who could activate a role, types").await?;
    table.types(world, "risky-operator", HANNA_UPN, "Sanne, whose account is at risk, types").await?;
    table.types(world, "eva-lead", HANNA_UPN, "Eva, whose account is not known, types").await?;
    world
        .tenant
        .change("hugo-of-one-unit", |account| account.object_id = "0b0b0b0b-0000-4000-8000-000000000001".into());
    table.types(world, "hugo-of-one-unit", HANNA_UPN, "Hugo, whose account was deleted, types").await?;
    table.types(world, "disabled-operator", HANNA_UPN, "Joris, who is blocked himself, types").await?;
    let attempt =
        world.discord.member("anna")?.in_channel("northwind").type_command("/unlock", &[("user", HANNA_UPN)]).await?;
    table.row("Anna types in a channel that belongs to nobody", &told(world, &attempt).await?);
    // Her own account is found blocked only if that happens after she was checked.
    let anna = world.tenant.account("anna");
    world.tenant_faults.add("GET /v1.0/users/anna.devries", 1, Fault::Slow(Duration::from_millis(600)));
    let attempt = world.type_unlock("anna", &[("user", &anna.user_principal_name)]).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    world.tenant.change("anna", |account| account.enabled = false);
    table.row("Anna types her own name", &told(world, &attempt).await?);
    world.tenant.change("anna", |account| account.enabled = true);
    Ok(())
}

async fn targets(world: &World, table: &mut Table) -> anyhow::Result<()> {
    for (user, what) in [
        ("Hanna", "Anna types a name that is no address"),
        ("hanna@contoso.example", "Anna types an address that nobody has"),
        ("sales@contoso.example", "Anna types an address that two have"),
    ] {
        table.types(world, "anna", user, what).await?;
    }
    for (who, key, what) in [
        ("chidi", "blocked-global-administrator", "Chidi, an Authentication Administrator, a Global Administrator's"),
        ("anna", "member-of-a-role-assignable-group", "Anna, a member's of a group that gives roles"),
        ("anna", "owner-of-a-role-assignable-group", "Anna, an owner's of such a group"),
        ("anna", "restricted-management", "Anna, someone's under restricted management"),
    ] {
        table.types(world, who, &world.tenant.account(key).user_principal_name, what).await?;
    }
    // An account that holds a role and is under restricted management is out of everyone's reach.
    let groups = RoleAssignment { role: GROUPS_ADMINISTRATOR, scope: TENANT_SCOPE };
    world.tenant.change("restricted-management", |account| account.roles.push(groups));
    let pien = world.tenant.account("restricted-management").user_principal_name;
    table.types(world, "anna", &pien, "Anna, someone's under restricted management who holds a role").await
}

async fn deciders(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    table.row("Anna approves her own case", &presses(world, "anna", &card, "approve").await?);
    table.row("Anna denies her own case", &denies(world, "anna", &card, "Never mind").await?);
    table.row("Dana, who is no lead, approves", &presses(world, "dana", &card, "approve").await?);
    table.row("Dana denies", &denies(world, "dana", &card, "No").await?);
    table.row("Eva, a lead whose account is not known, approves", &presses(world, "eva-lead", &card, "approve").await?);
    table.row("Joris, a blocked lead, approves", &presses(world, "disabled-operator", &card, "approve").await?);
    table.row("Bram withdraws Anna's case", &presses(world, "bram", &card, "withdraw").await?);
    world.discord.member("chidi")?.remove_role("lead")?;
    table.row("Chidi, a lead until a second ago, approves", &presses(world, "chidi", &card, "approve").await?);
    world.discord.member("chidi")?.add_role("lead")?;
    world.tenant_faults.add("/v1.0/", 100, Fault::Status { status: 403, retry_after: None });
    table.row("Bram approves, and Microsoft will not say who he is", &presses(world, "bram", &card, "approve").await?);
    world.tenant_faults.clear();
    denies(world, "bram", &card, "She is on leave").await?;
    table.row("Bram approves after he has denied", &presses_stale(world, "bram", &card, "approve").await?);
    Ok(())
}

async fn the_target(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let chidi = world.tenant.account("chidi");
    world.tenant.change("chidi", |account| account.enabled = false);
    // Acting on his role takes more than Anna holds.
    world.tenant.change("chidi", |account| account.roles.clear());
    let card = asks(world, "anna", &[("user", &chidi.user_principal_name)]).await?;
    table.row("Chidi approves about himself, who is blocked", &presses(world, "chidi", &card, "approve").await?);
    world.tenant.change("chidi", |account| account.enabled = true);
    table.row("Chidi approves about himself", &presses(world, "chidi", &card, "approve").await?);
    presses(world, "anna", &card, "withdraw").await?;
    table.row("Bram approves what is withdrawn", &presses_stale(world, "bram", &card, "approve").await?);
    Ok(())
}

async fn when_it_is_over(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    world.advance_time(SignedDuration::from_mins(31)).await?;
    world.wait_until(|world| is_over(world, &card).then_some(())).await?;
    table.row("Bram approves what has expired", &presses_stale(world, "bram", &card, "approve").await?);
    table.row("Anna withdraws what has expired", &presses_stale(world, "anna", &card, "withdraw").await?);
    Ok(())
}

fn is_over(world: &World, card: &Message) -> bool {
    let ends = ["Outcome", "Hoe het is afgelopen"];
    world.discord.guild().message(card.id).is_some_and(|card| ends.iter().any(|end| card.to_text().contains(end)))
}

/// Returns true if the card's buttons are for another plan than before.
fn has_buttons_for_another_plan(now: &Message, before: &Message) -> bool {
    secrets::has_button(now, "approve") && now.components != before.components
}

async fn when_it_has_changed(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
    let bram = world.tenant.person("bram");
    world.tenant.change_as(HANNA, &bram, Activity::DisableAccount, |account| account.enabled = false);
    presses(world, "bram", &card, "approve").await?;
    let anew = |world: &World| {
        world.discord.guild().message(card.id).filter(|now| has_buttons_for_another_plan(now, &card)).cloned()
    };
    let renewed = world.wait_until(anew).await?;
    table.row("Bram approves the plan as it was", &presses_stale(world, "bram", &card, "approve").await?);
    let hanna = world.tenant.account(HANNA).object_id;
    let slow = Fault::Slow(Duration::from_millis(900));
    world.tenant_faults.add(&format!("GET /v1.0/users/{hanna}?"), 1, slow);
    presses(world, "bram", &renewed, "approve").await?;
    table.row("Chidi approves once more", &presses_stale(world, "chidi", &renewed, "approve").await?);
    world.wait_until(|world| world.tenant.account(HANNA).enabled.then_some(())).await?;
    world.wait_until(|world| is_over(world, &card).then_some(())).await?;
    Ok(())
}

async fn too_many(world: &World, table: &mut Table) -> anyhow::Result<()> {
    let mut cards = Vec::new();
    for key in ["blocked-by-a-security-app", "blocked-long-ago", "guest", "apostrophe", "dollar"] {
        cards.push(asks(world, "anna", &[("user", &world.tenant.account(key).object_id)]).await?);
    }
    table
        .types(world, "anna", &world.tenant.account("percent").object_id, "Anna, who has five cases open, types")
        .await?;
    for card in cards {
        presses(world, "anna", &card, "withdraw").await?;
    }
    Ok(())
}

/// If only the requester is known, no one else could approve: they hear it at once and in private.
async fn nobody_can_approve(locale: &str, table: &mut Table) {
    let mut settings = settings(locale);
    settings.linked = vec!["anna", "disabled-operator"];
    let over = converse(format!("refusals-nobody-{locale}"), settings, async |world| {
        table.types(world, "anna", HANNA_UPN, "Anna types where no lead but a blocked one is known").await
    });
    assert_eq!(over.await.world.discord.guild().public().count(), 0);
}
