//! Buttons pressed in the wrong place or by the wrong member.

use grendel_sandbox::world::WorldSettings;

use super::super::harness::{HANNA, HANNA_UPN, Table, asks, converse_unrecorded, presses, presses_stale, told};

#[tokio::test(flavor = "multi_thread")]
async fn the_right_button_in_the_wrong_place() {
    let mut table = Table::default();
    let settings =
        WorldSettings { northwind: Some(vec![("bram", "nora"), ("chidi", "nils")]), ..WorldSettings::default() };
    let over = converse_unrecorded(settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let bram = world.discord.member("bram")?;
        for (what, where_) in [
            ("in the channel of the other tenant", bram.in_channel("northwind")),
            ("in another guild", bram.in_guild(1_097_862_530_412_150_785)),
            ("in a direct message", bram.in_direct_message()),
        ] {
            for button in ["v1:approve:", "v1:deny:", "v1:withdraw:"] {
                let attempt = where_.press(&card, button).await?;
                table.row(&format!("Bram presses {button} {what}"), &told(world, &attempt).await?);
            }
            let attempt = where_.type_command("/unlock", &[("user", HANNA_UPN)]).await?;
            table.row(&format!("Bram types /unlock {what}"), &told(world, &attempt).await?);
            let attempt = where_.type_command("/case", &[("number", "1")]).await?;
            table.row(&format!("Bram types /case 1 {what}"), &told(world, &attempt).await?);
        }
        assert!(!world.tenant.account(HANNA).enabled);
        let entries = world.journal_length();
        presses(world, "anna", &card, "withdraw").await?;
        // Withdrawn, closed, and shown: from then on the case is at rest, and no longer hears a press itself.
        world.wait_until(|world| (world.journal_length() >= entries + 3).then_some(())).await?;
        let elsewhere = bram.in_channel("northwind").press_stale(&card, "v1:approve:").await?;
        table.row("Bram presses it in the other channel when it is over", &told(world, &elsewhere).await?);
        table.row("and where it was", &presses_stale(world, "bram", &card, "approve").await?);
        Ok(())
    });
    let over = over.await;
    assert_eq!(over.world.tenant.writes(), []);
    table.row("the journal", &over.journal().join("\n"));
    insta::assert_snapshot!(table.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_that_are_none_of_theirs() {
    let mut table = Table::default();
    let settings =
        WorldSettings { northwind: Some(vec![("bram", "nora"), ("chidi", "nils")]), ..WorldSettings::default() };
    let over = converse_unrecorded(settings, async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        for number in ["1", "#1", "01", "+1", "-1", "1.0", "１", "١", "18446744073709551616", "0", "1 ", "1\u{200b}"]
        {
            for channel in ["servicedesk", "northwind"] {
                let who = world.discord.member("chidi")?.in_channel(channel);
                let heard = told(world, &who.type_command_unchecked("/case", &[("number", number)]).await?).await?;
                let first = heard.lines().next().unwrap_or_default();
                table.row(&format!("/case {} in #{channel}", number.escape_debug()), first);
            }
        }
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    over.await;
    insta::assert_snapshot!(table.0);
}
