//! Decisions by the wrong person, and decisions that come too late.

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::tenant::Activity;
use jiff::SignedDuration;

use super::super::harness::{HANNA, HANNA_UPN, Over, Table, asks, comes_to_say, converse, presses, told};
use super::{begins_vote, commands, crossed, offered, signing_in_to_approve, types};

fn presses_of(over: &Over) -> String {
    let mut journal = over.journal();
    journal.retain(|sentence| [" pressed ", " approved ", "turned away"].iter().any(|word| sentence.contains(word)));
    // The time of the sign-in differs in every run.
    journal
        .iter()
        .map(|sentence| sentence.split(" (signed in for it at").next().unwrap())
        .collect::<Vec<_>>()
        .join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sign_in_of_one_approver_is_used_by_another() {
    let mut table = Table::default();
    let over = converse("attacks-vote-lent", signing_in_to_approve(&["anna", "bram", "chidi"]), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (bram, link) = begins_vote(world, "bram", &card).await?;
        table.opens(world, "Chidi signs in with Bram's link", &world.tenant.sign_in("chidi", &link)?).await?;
        table.then(world, "Bram is told", &bram).await?;

        // His browser's session is too old to count, so he is asked to sign in again.
        world.tenant.set_session("bram", SignedDuration::from_hours(1));
        let (bram, brams) = begins_vote(world, "bram", &card).await?;
        let (chidi, chidis) = begins_vote(world, "chidi", &card).await?;
        let (of_bram, of_chidi) = (world.tenant.sign_in("bram", &brams)?, world.tenant.sign_in("chidi", &chidis)?);
        table.opens(world, "Bram's code comes back with Chidi's state", &crossed(&of_bram, &of_chidi)).await?;
        table.then(world, "Chidi is told", &chidi).await?;
        table.opens(world, "Bram comes back with what is his", &of_bram).await?;
        table.then(world, "Bram is told", &bram).await?;
        comes_to_say(world, &card, "can sign in again").await?;
        table.opens(world, "Bram presses reload", &of_bram).await
    });
    let over = over.await;
    table.row("the journal", &presses_of(&over));
    insta::assert_snapshot!(table.0);
}

/// A member presses, and this happens before they have signed in.
async fn meanwhile(
    table: &mut Table,
    world: &World,
    what: &str,
    happens: impl AsyncFnOnce(&World) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let card = world.newest_card()?;
    let (bram, link) = begins_vote(world, "bram", &card).await?;
    happens(world).await?;
    table.opens(world, what, &world.tenant.sign_in("bram", &link)?).await?;
    table.then(world, "Bram is told", &bram).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_after_a_sign_in_counts_only_for_an_unchanged_plan() {
    let mut table = Table::default();
    let settings = signing_in_to_approve(&["anna", "bram", "chidi"]);
    let over = converse("attacks-vote-late", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        meanwhile(&mut table, world, "Bram has lost his role meanwhile", async |world| {
            world.discord.member("bram")?.remove_role("lead")
        })
        .await?;
        world.discord.member("bram")?.add_role("lead")?;
        meanwhile(
            &mut table,
            world,
            "the account has changed, and Chidi's approval has lapsed, meanwhile",
            async |world| {
                world.tenant.change_as(HANNA, &world.tenant.person("bram"), Activity::DisableAccount, |account| {
                    account.enabled = false;
                });
                let (chidi, link) = begins_vote(world, "chidi", &card).await?;
                world.open_and_confirm(&world.tenant.sign_in("chidi", &link)?).await?;
                super::answer_in_place_of_the_offer(world, &chidi).await?;
                comes_to_say(world, &card, "no longer counts").await.map(drop)
            },
        )
        .await?;
        meanwhile(&mut table, world, "Anna has withdrawn it meanwhile", async |world| {
            presses(world, "anna", &card, "withdraw").await.map(drop)
        })
        .await?;
        asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        world.advance_time(SignedDuration::from_mins(25)).await?;
        meanwhile(&mut table, world, "the time to decide is over meanwhile", async |world| {
            world.advance_clocks(SignedDuration::from_mins(6));
            world.wait_for_card_text("Not decided in time").await.map(drop)
        })
        .await
    });
    let over = over.await;
    assert_eq!(over.final_state.changes, Vec::<String>::new());
    table.row("the journal", &presses_of(&over));
    insta::assert_snapshot!(table.0);
}

/// Removing a link cancels what its holder has begun.
#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_unlinks_during_the_sign_in_decides_nothing() {
    let mut table = Table::default();
    let settings = WorldSettings { sign_in: true, ..signing_in_to_approve(&["anna"]) };
    let over = converse("attacks-vote-unlinked", settings, async |world| {
        let bram = world.discord.member("bram")?.type_command("/link", &[]).await?;
        let (bram, link) = offered(world, bram).await?;
        world.open_and_confirm(&world.tenant.sign_in("bram", &link)?).await?;
        table.then(world, "Bram links himself", &bram).await?;
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let (bram, vote) = begins_vote(world, "bram", &card).await?;
        let denial = world.discord.member("bram")?.press(&card, "v1:deny:").await?;
        let form = world.wait_until(|_| denial.modal()).await?;
        let unlinked = types(world, "bram", "/unlink").await?;
        table.then(world, "Bram types /unlink", &unlinked).await?;
        table
            .opens(world, "Bram signs in for the vote that he had begun", &world.tenant.sign_in("bram", &vote)?)
            .await?;
        table.then(world, "Bram is told", &bram).await?;
        let answer = [(form.fields[0].custom_id.as_str(), "No")];
        let denied = world.discord.member("bram")?.submit(&form, &answer).await?;
        table.row("Bram sends the denial that he had begun", &told(world, &denied).await?);
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    let over = over.await;
    assert_eq!(over.final_state.changes, Vec::<String>::new());
    table.row("the journal", &presses_of(&over));
    insta::assert_snapshot!(table.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_only_looks_like_the_right_one_confirms_nothing() {
    let mut table = Table::default();
    let settings = WorldSettings { commands: commands("typed_confirmation = true\n", ""), ..WorldSettings::default() };
    let over = converse("attacks-confirmation", settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let forged = card.components[0]["components"][0]["custom_id"].as_str().unwrap().replace("confirm", "approve");
        let past_the_form = world.discord.member("bram")?.press_raw(&card, &forged).await?;
        table.row("Bram presses an Approve that asks for nothing", &told(world, &past_the_form).await?);
        for (what, typed) in [
            ("a Cyrillic a", "h\u{430}nna.visser@contoso.example"),
            ("full width", "\u{ff48}anna.visser@contoso.example"),
            ("a sign that is not seen", "hanna.visser@contoso.example\u{200b}"),
            ("a long s", "hanna.vi\u{17f}ser@contoso.example"),
            ("the look-alike of the account", "hanna.vissers@contoso.example"),
            ("the object id", "923a7369-94e3-4f91-9a61-dbe22e44158b"),
        ] {
            table.row(what, &confirms(world, typed).await?);
        }
        table.row("in capitals, with spaces around it", &confirms(world, " HANNA.Visser@contoso.example ").await?);
        comes_to_say(world, &card, "can sign in again").await.map(drop)
    });
    let over = over.await;
    table.row("the journal", &presses_of(&over));
    insta::assert_snapshot!(table.0);
}

async fn confirms(world: &World, typed: &str) -> anyhow::Result<String> {
    let bram = world.discord.member("bram")?;
    let press = bram.press(&world.newest_card()?, "v1:confirm:").await?;
    let form = world.wait_until(|_| press.modal()).await?;
    told(world, &bram.submit(&form, &[(&form.fields[0].custom_id, typed)]).await?).await
}
