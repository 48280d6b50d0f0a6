//! `/help` lists exactly what its reader is allowed to type, in the channel where they ask.

mod first_use;
mod lost;

use std::collections::BTreeSet;
use std::time::Duration;

use grendel::catalog::Catalog;
use grendel::domain::wording::OptionName;
use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{HELPDESK_ID, LEAD_ID, SECURITY_ID};
use grendel_simulator::faults::Fault;

use super::harness::{Table, converse_unrecorded, member, speak, told};

/// The rules that refuse a command to a member whatever its options are.
const NOT_FOR_THEM: [&str; 6] =
    ["lacks_chat_role", "not_linked", "account_missing", "account_disabled", "account_at_risk", "lacks_directory_role"];

/// A command that only leads with the right directory role may use.
const SEAL: &str = include_str!("../../commands/contain.toml");

fn seal() -> String {
    let (before, after) = SEAL.split_once("[allow]").unwrap();
    let (_, after) = after.split_once("\n# An entry without").unwrap();
    let before = before.replace("name = \"contain\"", "name = \"seal\"");
    let allow = "[allow]\ndiscord_roles = [\"lead\"]\ndirectory_roles = [\"Authentication Administrator\"]\n";
    format!("{before}{allow}\n# An entry without{after}")
}

fn commands() -> Vec<(&'static str, String)> {
    let mut commands: Vec<(&str, String)> = Vec::new();
    for file in Catalog::built_in_files() {
        let text = std::fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        commands.push((file.strip_prefix("commands/").unwrap(), text));
    }
    commands.push(("seal.toml", seal()));
    commands
}

fn settings() -> WorldSettings {
    let mut settings = WorldSettings { commands: commands(), ..WorldSettings::default() };
    let discord = &mut settings.discord;
    member(discord, "disabled-operator", "Joris Kok", 601_100_000_000_000_001, &[HELPDESK_ID, LEAD_ID]);
    member(discord, "risky-operator", "Sanne Vos", 601_100_000_000_000_013, &[HELPDESK_ID]);
    member(discord, "only-eligible", "Leila Amrani", 601_100_000_000_000_014, &[HELPDESK_ID, SECURITY_ID]);
    member(discord, "hugo-of-one-unit", "Hugo Dekker", 601_100_000_000_000_002, &[HELPDESK_ID]);
    settings.linked.extend(["disabled-operator", "risky-operator", "only-eligible", "hugo-of-one-unit"]);
    settings
}

async fn help(world: &World, who: &str) -> anyhow::Result<String> {
    let attempt = world.discord.member(who)?.type_command("/help", &[]).await?;
    told(world, &attempt).await
}

/// Returns the commands that the answer to `/help` offers.
fn listed(words: &str) -> BTreeSet<String> {
    // A command that the reader may not use is named with its reason: "`/unlock`: …".
    let shown = words.lines().filter(|line| line.starts_with("`/") && !line.contains("`: "));
    let one = |line: &str| line[2..].split([' ', '`']).next().unwrap().to_owned();
    let rest = words.lines().find(|line| line.starts_with("And also: ") || line.starts_with("En ook: "));
    let named = rest.into_iter().flat_map(|line| line.split("`/").skip(1)).map(|name| one(&format!("`/{name}")));
    shown.map(one).chain(named).collect()
}

fn rule(words: &str) -> Option<&str> {
    words.split_once("Rule: `")?.1.split('`').next()
}

/// For each member and each command: it is listed if, and only if, this member is not refused when they type it.
#[tokio::test(flavor = "multi_thread")]
async fn help_lists_exactly_what_may_be_typed() {
    let mut settings = settings();
    speak(&mut settings.discord, "en-US");
    let sources = commands();
    let catalog = Catalog::from_sources(sources.iter().map(|(file, text)| (*file, text.as_str()))).unwrap();
    let over = converse_unrecorded(settings, async |world| {
        let members: Vec<String> = world.discord.settings().members.iter().map(|one| one.key.clone()).collect();
        let (mut may, mut may_not) = (0, 0);
        for who in &members {
            let words = help(world, who).await?;
            let listed = listed(&words);
            for command in catalog.commands() {
                let Some(_) = command.allow() else {
                    assert!(listed.contains(&command.name), "{who} may type /{}:\n{words}", command.name);
                    continue;
                };
                let slash = format!("/{}", command.name);
                // Without a reason, a command about the whole tenant does nothing but say so, once its member may.
                let takes_user = command.options.iter().any(|option| option.name == OptionName::User);
                let user: &[(&str, &str)] = if takes_user { &[("user", "nobody@contoso.example")] } else { &[] };
                let typed = world.discord.member(who)?.type_command_unchecked(&slash, user).await?;
                let heard = told(world, &typed).await?;
                let is_for_them = !NOT_FOR_THEM.contains(&rule(&heard).unwrap_or_default());
                assert_eq!(listed.contains(&command.name), is_for_them, "{who} types {slash}: {heard}\n\n{words}");
                *(if is_for_them { &mut may } else { &mut may_not }) += 1;
            }
        }
        assert!(may >= 10 && may_not >= 10, "{may} may, {may_not} may not");
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn help_as_each_member_reads_it() {
    let mut table = Table::default();
    for locale in ["en-US", "nl"] {
        let mut settings = settings();
        settings.commands.clear();
        speak(&mut settings.discord, locale);
        let over = converse_unrecorded(settings, async |world| {
            for (who, what) in [
                ("anna", "Anna, of the help desk"),
                ("bram", "Bram, a lead"),
                ("eva", "Eva, who guards the tenant"),
                ("dana", "Dana, who has no role in the chat"),
                ("finn", "Finn, whose account is not known"),
                ("disabled-operator", "Joris, who is blocked himself"),
                ("only-eligible", "Leila, who could activate a role"),
            ] {
                table.row(&format!("{what} ({locale})"), &help(world, who).await?);
            }
            world.tenant.change("anna", |account| account.roles.clear());
            table.row(&format!("Anna, whose role was taken away ({locale})"), &help(world, "anna").await?);
            world.tenant_faults.add("/v1.0/", 100, Fault::Status { status: 403, retry_after: None });
            table
                .row(&format!("Chidi, when Microsoft will not say who he is ({locale})"), &help(world, "chidi").await?);
            table.row(&format!("Dana, when it does not matter to her ({locale})"), &help(world, "dana").await?);
            world.tenant_faults.clear();
            Ok(())
        });
        let over = over.await;
        assert_eq!(over.world.discord.guild().public().count(), 0, "what somebody may is between two");
    }
    insta::assert_snapshot!(table.0);
}

/// A member who is shown commands is looked up once in the directory; a member who can be shown none is not looked up.
#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_asked_once_if_at_all() {
    let over = converse_unrecorded(settings(), async |world| {
        // The very first look-up also fetches a token.
        help(world, "bram").await?;
        let before = world.tenant.calls();
        help(world, "bram").await?;
        let once = world.tenant.calls();
        assert_eq!((once.batches - before.batches, once.exchange - before.exchange), (1, 0));
        assert!(once.graph - before.graph <= 1, "the risk is asked beside: {before:?} {once:?}");
        help(world, "dana").await?;
        help(world, "eva").await?;
        assert_eq!(world.tenant.calls().batches, once.batches + 1, "Eva is looked up, and Dana is not");
        Ok(())
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_help_is_acknowledged_first() {
    let over = converse_unrecorded(settings(), async |world| {
        world.tenant_faults.add("$batch", 1, Fault::Slow(Duration::from_millis(800)));
        let attempt = world.discord.member("anna")?.type_command("/help", &[]).await?;
        attempt.wait_for_acknowledgement(Duration::from_millis(500)).await?;
        assert!(attempt.private_message().is_none_or(|answer| answer.content.is_empty()), "it was answered at once");
        told(world, &attempt).await.map(drop)
    });
    over.await;
}

/// Rights in one channel do not show in another, and a channel without a tenant says where to go.
#[tokio::test(flavor = "multi_thread")]
async fn each_channel_has_its_own_list() {
    let mut table = Table::default();
    let settings = WorldSettings { northwind: Some(vec![("bram", "nora")]), ..settings() };
    let over = converse_unrecorded(settings, async |world| {
        for who in ["anna", "bram"] {
            let there = world.discord.member(who)?.in_channel("northwind").type_command("/help", &[]).await?;
            let words = told(world, &there).await?;
            let may: Vec<String> = listed(&words).into_iter().collect();
            table.row(&format!("{who}, in the channel of the other tenant, may type"), &may.join(" "));
        }
        assert!(world.tenant.calls().batches == 0, "the tenant of another channel was asked");
        let elsewhere = world.discord.member("bram")?.in_guild(1_097_862_530_412_150_785);
        table.row("Bram, in another guild", &told(world, &elsewhere.type_command("/help", &[]).await?).await?);
        Ok(())
    });
    over.await;
    let alone = converse_unrecorded(self::settings(), async |world| {
        let elsewhere = world.discord.member("anna")?.in_channel("northwind");
        for command in ["/help", "/whoami"] {
            let heard = told(world, &elsewhere.type_command(command, &[]).await?).await?;
            table.row(&format!("Anna types {command} in a channel that belongs to nobody"), &heard);
        }
        assert_eq!(world.tenant.calls().batches, 0);
        Ok(())
    });
    alone.await;
    insta::assert_snapshot!(table.0);
}
