//! Accounts that were picked from the list, and texts that only look like a pick.

use std::time::Duration;

use anyhow::ensure;
use grendel_sandbox::world::{World, WorldSettings};

use super::super::diagnosis::round_trips;
use super::super::harness::{HANNA, HANNA_UPN, Table, asks, converse, presses, told};
use super::{listed, offered};

/// Returns the option's value once this account was picked from the list.
async fn picked(world: &World, who: &str, text: &str) -> anyhow::Result<String> {
    let choices = offered(world, who, text).await?;
    ensure!(choices.len() == 1, "{text} finds {choices:?}");
    Ok(choices[0].1.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pick_leads_to_the_card() {
    let over = converse("completion-pick", WorldSettings::default(), async |world| {
        let value = picked(world, "anna", "visser").await?;
        let id = world.tenant.account(HANNA).object_id;
        assert_eq!(value, format!("{HANNA_UPN} {id}"));
        let card = asks(world, "anna", &[("user", &value)]).await?;
        ensure!(card.to_text().contains(&format!("Hanna Visser ({HANNA_UPN}) cannot sign in")), "{}", card.to_text());
        ensure!(!card.to_text().contains("Look twice"), "{}", card.to_text());
        presses(world, "bram", &card, "approve").await?;
        world.wait_for_card_text("can sign in again").await.map(drop)
    });
    let over = over.await;
    assert!(over.world.tenant.account(HANNA).enabled);
    let id = over.world.tenant.account(HANNA).object_id;
    let opened = over.journal().into_iter().find(|sentence| sentence.contains("typed /unlock")).unwrap();
    assert!(opened.contains(&format!("typed /unlock user:{HANNA_UPN} {id} in channel")), "{opened}");
}

/// The list already read both the account and the requester, so picking takes one round trip instead of two: the account is read beside the
/// check of the requester, and the requester's risk is cached. After a restart, picking costs as much as typing a name.
#[tokio::test(flavor = "multi_thread")]
async fn a_pick_saves_a_round_trip() {
    // Slow enough that calls made together overlap, however busy the machine is.
    let settings = WorldSettings { tenant_latency: Duration::from_millis(300), ..WorldSettings::default() };
    let over = converse("completion-round-trips", settings, async |world| {
        let asks = async |user: &str| -> anyhow::Result<usize> {
            let before = world.recorder.exchanges().len();
            let (_, card) = world.open_case("eva", "/diagnose", &[("user", user)]).await?;
            ensure!(card.to_text().contains("Tess Brouwer"), "{}", card.to_text());
            Ok(round_trips(world, before, ""))
        };
        let eva = world.discord.member("eva")?;
        let tess = world.tenant.account("wrong-passwords");
        asks(&tess.user_principal_name).await?;
        assert_eq!(asks(&tess.user_principal_name).await?, 2, "typed");
        assert_eq!(asks(&tess.object_id).await?, 2, "by object id");
        let choices = super::offered_to(&eva, world, "/diagnose", "brouwer").await?;
        assert_eq!(asks(&choices[0].1).await?, 1, "picked");
        world.cycle_power().await?;
        world.wait_for_bot().await?;
        asks(&tess.user_principal_name).await?;
        assert_eq!(asks(&choices[0].1).await?, 2, "picked, and forgotten meanwhile");
        Ok(())
    });
    over.await;
}

/// People pick the wrong entry of a list, so look-alikes are searched for as for a typed name: before the card and before the first step.
#[tokio::test(flavor = "multi_thread")]
async fn look_alikes_are_looked_for_all_the_same() {
    let over = converse("completion-look-alikes", WorldSettings::default(), async |world| {
        let both = listed(world, "anna", "schouten").await?;
        assert_eq!(
            both,
            "Noor Schouten · noor.schouten@contoso.example\nNoor Schoutens · noor.schoutens@contoso.example"
        );
        let value = offered(world, "anna", "schouten").await?.remove(0).1;
        for restarted in [false, true] {
            if restarted {
                world.cycle_power().await?;
                world.wait_for_bot().await?;
            }
            let (_, card) = world.open_unlock_case("anna", &[("user", &value)]).await?;
            let text = card.to_text();
            ensure!(text.contains("noor.schoutens@contoso.example"), "restarted: {restarted}\n{text}");
            if text.contains("[ Withdraw ]") {
                presses(world, "anna", &card, "withdraw").await?;
            }
        }
        Ok(())
    });
    over.await;
}

/// A text that looks like a pick is not trusted: the account with its id is read here and must have the name that the text says.
#[tokio::test(flavor = "multi_thread")]
async fn forged_picks() {
    let mut table = Table::default();
    let settings = WorldSettings { northwind: Some(Vec::new()), ..WorldSettings::default() };
    let over = converse("completion-forged", settings, async |world| {
        // Fills the cache, so that there is something that could be trusted.
        offered(world, "anna", "visser").await?;
        let id = |key: &str| world.tenant.account(key).object_id;
        let niels = world.northwind.as_ref().unwrap().account("niels");
        let forged = [
            ("the name of one, the id of another", format!("{HANNA_UPN} {}", id("nothing-wrong"))),
            (
                "the id of one who was offered, the name of another",
                format!("sem.vermeer@contoso.example {}", id(HANNA)),
            ),
            ("a name that seems cut, the id of another", format!("ceo@contoso.example… {}", id(HANNA))),
            ("a domain that seems cut", format!("hanna.visser@contoso.exampel… {}", id(HANNA))),
            ("a name of elsewhere", format!("hanna.visser@evil.example {}", id(HANNA))),
            ("somebody of another tenant", format!("{} {}", niels.user_principal_name, niels.object_id)),
            ("nobody", format!("{HANNA_UPN} 00000000-0000-4000-8000-000000000000")),
            ("something behind it", format!("{HANNA_UPN} {} x", id(HANNA))),
            ("anna herself", format!("anna.devries@contoso.example {}", id("anna"))),
        ];
        for (what, value) in forged {
            let attempt = world.discord.member("anna")?.type_command_unchecked("/unlock", &[("user", &value)]).await?;
            table.row(what, &told(world, &attempt).await?);
        }
        Ok(())
    });
    let over = over.await;
    assert_eq!(over.world.tenant.writes(), []);
    assert!(over.world.northwind.as_ref().unwrap().writes().is_empty());
    insta::assert_snapshot!(table.0);
}

/// A member cannot join an open case by a name that is not its account's.
#[tokio::test(flavor = "multi_thread")]
async fn a_forged_pick_joins_nothing() {
    let over = converse("completion-forged-joining", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let id = world.tenant.account(HANNA).object_id;
        for name in ["sem.vermeer@contoso.example", "ceo@contoso.example…"] {
            let attempt = world.type_unlock("bram", &[("user", &format!("{name} {id}"))]).await?;
            let answer = told(world, &attempt).await?;
            ensure!(answer.contains("target_renamed"), "{answer}");
        }
        // He did not ask, so he may still decide the case.
        presses(world, "bram", &card, "approve").await?;
        world.wait_for_card_text("can sign in again").await.map(drop)
    });
    let over = over.await;
    assert!(over.world.tenant.account(HANNA).enabled);
    assert!(over.journal().iter().all(|sentence| !sentence.contains("joined")), "{:#?}", over.journal());
}

/// A member who is offered nothing gets no further with a choice that another member was offered.
#[tokio::test(flavor = "multi_thread")]
async fn a_pick_offered_to_another_member_opens_no_case() {
    let over = converse("completion-anothers-pick", WorldSettings::default(), async |world| {
        let value = picked(world, "anna", "visser").await?;
        world.discord.member("dana")?.add_role("helpdesk")?;
        let attempt = world.type_unlock("dana", &[("user", &value)]).await?;
        ensure!(told(world, &attempt).await?.contains("lacks_directory_role"));
        let id = world.tenant.account(HANNA).object_id;
        let exchanges = world.recorder.exchanges();
        let batches = exchanges.iter().filter(|call| call.url.ends_with("/$batch") && call.request_body.contains(&id));
        assert_eq!(batches.count(), 0, "nothing was read about her on Dana's behalf but what she is called");
        Ok(())
    });
    over.await;
}

/// Whatever a directory contains, the list shows one line without control characters for each account, and each choice can be used.
#[tokio::test(flavor = "multi_thread")]
async fn wild_names_are_tame_in_a_list() {
    let over = converse("completion-wild-names", WorldSettings::default(), async |world| {
        let wild = "@everyone **bold** [x](https://evil.example) `c`\n# <@1>\u{202e}\u{200b}\u{7} visserij ".repeat(9);
        world.tenant.change(HANNA, |hanna| hanna.display_name = wild);
        let (name, value) = offered(world, "anna", "visserij").await?.remove(0);
        assert!(name.chars().count() <= 100 && name.ends_with(&format!("… · {HANNA_UPN}")), "{name}");
        assert!(name.starts_with("@everyone **bold** [x](https://evil.example) `c` # <@1> visserij"), "{name}");
        assert!(
            !name.chars().any(|letter| letter.is_control() || letter == '\u{202e}' || letter == '\u{200b}'),
            "{name:?}"
        );
        let card = asks(world, "anna", &[("user", &value)]).await?;
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    over.await;
}
