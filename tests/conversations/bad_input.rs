//! Malformed and hostile input: a clear and private answer, no trace in the tenant, one in the audit.

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::SentInteraction;

use super::harness::{
    HANNA, HANNA_UPN, Over, Table, asks, comes_to_say, converse, converse_unrecorded, denies, presses, redact, told,
};

/// A digest of no plan.
const NO_DIGEST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Fails if anything was written to the tenant, or if anyone but the sender saw anything.
fn assert_no_trace(over: &Over) {
    assert_eq!(over.world.tenant.writes(), []);
    assert_eq!(over.world.discord.guild().public().count(), 0);
}

/// Returns the answer to each of these, and the journal.
async fn answers(name: &str, users: &[&str]) -> String {
    let mut table = Table::default();
    let over = converse(name, WorldSettings::default(), async |world| {
        for user in users {
            let attempt = world.type_unlock("bram", &[("user", user)]).await?;
            table.row(&user.escape_debug().to_string(), &told(world, &attempt).await?);
        }
        Ok(())
    });
    let over = over.await;
    assert_no_trace(&over);
    table.row("the journal", &over.journal().join("\n"));
    table.0
}

#[tokio::test(flavor = "multi_thread")]
async fn names_without_an_account() {
    let users = [
        "hanna",
        "<@284917305611157504>",
        "hanna visser@contoso.example",
        "hanna@@contoso.example",
        "923a7369-94e3-4f91-9a61",
        "' or startswith(displayName,'H') or 'a' eq '",
        "hanna.visser@contoso.example\u{0}",
        "../../groups",
        "nobody@contoso.example",
        "11111111-2222-4333-8444-555555555555",
        "hanna.visser@fabrikam.example",
        "sales@contoso.example",
    ];
    insta::assert_snapshot!(answers("bad-input-names", &users).await);
}

/// Each of these names one person, in a form that is easy to get wrong.
#[tokio::test(flavor = "multi_thread")]
async fn names_that_are_hard_to_write() {
    let over = converse("bad-input-hard-names", WorldSettings::default(), async |world| {
        for (typed, key) in [
            ("siobhan.o'brien@contoso.example", "apostrophe"),
            ("$kassa@contoso.example", "dollar"),
            ("100%thuis@contoso.example", "percent"),
            ("kofi.mensah_fabrikam.example#EXT#@contoso.onmicrosoft.com", "guest"),
            ("kofi.mensah@fabrikam.example", "guest"),
            ("923a7369-94e3-4f91-9a61-dbe22e44158b", HANNA),
            ("923A7369-94E3-4F91-9A61-DBE22E44158B", HANNA),
            ("  Hanna.Visser@Contoso.Example ", HANNA),
            ("vera@contoso.example", "mail-differs"),
            ("vera.devries@contoso.example", "mail-differs"),
        ] {
            let card = asks(world, "anna", &[("user", typed)]).await?.to_text();
            let account = world.tenant.account(key);
            let plain = card.replace('\\', "");
            let meant = format!("{} ({})", account.display_name, account.user_principal_name);
            assert!(plain.contains(&meant), "{typed} should be {meant}:\n{card}");
            presses(world, "anna", &world.newest_card()?, "withdraw").await?;
        }
        Ok(())
    });
    assert_eq!(over.await.world.tenant.writes(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn options_that_are_too_long() {
    let mut heard = Vec::new();
    let long = "a".repeat(6_000);
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let bram = world.discord.member("bram")?;
        for options in [
            vec![("user", long.as_str())],
            vec![("user", HANNA_UPN), ("reason", long.as_str())],
            vec![("user", HANNA_UPN), ("ticket", long.as_str())],
            vec![("reason", "no user")],
        ] {
            let attempt = bram.type_command_unchecked("/unlock", &options).await?;
            heard.push(told(world, &attempt).await?);
        }
        Ok(())
    });
    let over = over.await;
    assert_no_trace(&over);
    insta::assert_snapshot!(heard.join("\n"), @r"
    What you typed for `user` is too long: 6000 characters, and at most 320 are read. Shorten it and send it again.
    -# Rule: `text_too_long`
    The reason is too long: 6000 characters, and at most 500 are read. Shorten it and send it again.
    -# Rule: `text_too_long`
    What you typed for `ticket` is too long: 6000 characters, and at most 100 are read. Shorten it and send it again.
    -# Rule: `text_too_long`
    That is neither an address nor an object id. Type the sign-in name, a mail address or the object id of one person, such as `anna@contoso.example`.
    -# Rule: `target_malformed`
    ");
    insta::assert_snapshot!(over.journal().join("\n"), @r##"
    Bram Bakker (@bram, 284917305611157504) was turned away (text_too_long): command unlock
    Bram Bakker (@bram, 284917305611157504) was turned away (target_malformed): command unlock
    Bram Bakker (@bram, 284917305611157504) was turned away 2 more times since … until … (text_too_long): command unlock
    "##);
}

/// Text that is only passed on cannot make the bot mention or show anything.
#[tokio::test(flavor = "multi_thread")]
async fn words_that_want_to_be_more() {
    let reason = "@everyone <@284917305611157504> <@&1097864388721512448> **bold** [click](https://evil.example) \
                  ||spoiler|| `code` <t:0:R> # \u{202e}desrever\u{202c}\u{7}";
    let reference = "<#1097863112501841920> https://evil.example @here";
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let options = [("user", HANNA_UPN), ("reason", reason), ("ticket", reference)];
        let bram = world.discord.member("bram")?;
        bram.type_command_unchecked("/unlock", &options).await?;
        let card = world.wait_for_card_text("[ Approve ]").await?;
        denies(world, "chidi", &card, "@everyone **no**\n# big\n> said <@210385718204563456>").await?;
        comes_to_say(world, &card, "Denied by").await.map(drop)
    });
    let over = over.await;
    let guild = over.world.discord.guild();
    assert!(guild.public().all(|message| message.mentions.is_empty()), "somebody was called");
    assert_mentions_no_one(&over);
    let card = redact(&guild.public().next_back().unwrap().to_text());
    let lines: Vec<&str> =
        card.lines().filter(|line| ["Reason", "Ticket", "Denied by"].iter().any(|word| line.contains(word))).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    │ ▌   Reason: \@everyone \<\@284917305611157504\> \<\@&1097864388721512448\> \*\*bold\*\* \[click\]\(https\://evil.example) \|\|spoiler\|\| \`code\` \<t\:0\:R\> \# desrever
    │ ▌   Ticket: \<\#1097863112501841920\> https\://evil.example \@here
    │ ▌   Denied by Chidi Okafor (chidi.okafor@contoso.example) on <t:…:f> (<t:…:R>): \@everyone \*\*no\*\* \# big \> said \<\@210385718204563456\>
    ");
}

/// Every message tells Discord to mention no one, because leaving that out means everyone who is named.
fn assert_mentions_no_one(over: &Over) {
    let bodies = over.world.recorder.exchanges().into_iter().map(|exchange| exchange.request_body);
    let said: Vec<String> =
        bodies.filter(|body| body.contains("\"embeds\":[{") || body.contains("\"content\":")).collect();
    assert!(said.len() > 2, "{said:?}");
    for body in said {
        assert!(body.contains("\"allowed_mentions\":{\"parse\":[]"), "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn buttons_that_were_never_made() {
    let mut table = Table::default();
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let made = custom_id(&card.components);
        let digest = made.rsplit(':').next().unwrap_or_default().to_owned();
        for (what, forged) in [
            ("another plan", format!("v1:approve:1:{NO_DIGEST}")),
            ("another case", format!("v1:approve:2:{digest}")),
            ("007", format!("v1:approve:007:{digest}")),
            ("+1", format!("v1:approve:+1:{digest}")),
            ("a case beyond all numbers", format!("v1:approve:18446744073709551616:{digest}")),
            ("the digest in upper case", format!("v1:approve:1:{}", digest.to_uppercase())),
            ("another version", format!("v2:approve:1:{digest}")),
            ("another verb", format!("v1:perform:1:{digest}")),
            ("a part too many", format!("v1:approve:1:{digest}:1")),
            ("a part too few", "v1:approve:1".to_owned()),
            ("a word", "approve".to_owned()),
            ("nothing", String::new()),
            ("signs", "\u{1f512}".repeat(50)),
            ("as long as can be", format!("v1:approve:1:{}", "0".repeat(87))),
            ("longer than can be", format!("v1:approve:1:{}", "0".repeat(3000))),
            ("a verb in capitals", format!("v1:APPROVE:1:{digest}")),
            ("a number in another script", format!("v1:approve:\u{661}:{digest}")),
            ("a digest that is cut", format!("v1:approve:1:{}", &digest[..63])),
            ("spaces around it", format!(" v1:approve:1:{digest} ")),
            ("lines", format!("v1:approve:1:{digest}\n")),
            ("a button that this card does not have", format!("v1:countersign:1:{digest}")),
        ] {
            let attempt = world.discord.member("bram")?.press_raw(&card, &forged).await?;
            table.row(what, &told(world, &attempt).await?);
        }
        let elsewhere = world.discord.member("bram")?.in_channel("northwind").press(&card, "Approve").await?;
        table.row("Approve, from another channel", &told(world, &elsewhere).await?);
        assert!(!world.tenant.account(HANNA).enabled);
        presses(world, "anna", &card, "withdraw").await.map(drop)
    });
    let over = over.await;
    assert_eq!(over.world.tenant.writes(), []);
    table.row("the journal", &over.journal().join("\n"));
    insta::assert_snapshot!(table.0);
}

/// Returns the custom id of a message's first button.
fn custom_id(components: &[serde_json::Value]) -> String {
    components[0]["components"][0]["custom_id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn gibberish() {
    let mut heard = String::new();
    let over = converse_unrecorded(WorldSettings::default(), async |world| {
        let attempt = world.discord.member("dana")?.send_gibberish("@everyone \u{7}").await?;
        heard = told(world, &attempt).await?;
        Ok(())
    });
    let over = over.await;
    assert_no_trace(&over);
    insta::assert_snapshot!(format!("{heard}\n\n{}", over.journal().join("\n")), @r##"
    I did not understand that, and nothing was done. I understand commands that are typed, such as `/help`, and the buttons of my cards, in the channel that your team has for them. If it keeps happening, tell the operator of Grendel.
    -# Rule: `not_understood`

    Dana Smit (@dana, 402771558930186240) was turned away (not_understood): it was not sent from a channel of a guild
    "##);
}

/// The same command, press and form arrive again: nothing is done or recorded twice.
#[tokio::test(flavor = "multi_thread")]
async fn everything_arrives_twice() {
    let over = converse("bad-input-replays", WorldSettings::default(), async |world| {
        let (typed, _) = world.open_unlock_case("anna", &[("user", HANNA_UPN)]).await?;
        replay(world, "anna", &typed).await?;
        let pressed = world.press_button("bram", "Approve").await?;
        replay(world, "bram", &pressed).await?;
        world.wait_for_card_text("can sign in again").await?;
        replay(world, "bram", &pressed).await?;
        let turned_away =
            world.discord.member("anna")?.in_channel("northwind").type_command("/unlock", &[("user", "x")]).await?;
        told(world, &turned_away).await?;
        replay(world, "anna", &turned_away).await?;
        // After a restart the journal says which interactions were taken.
        world.cycle_power().await?;
        world.wait_for_answers().await?;
        let again = world.discord.member("dana")?;
        for attempt in [&typed, &pressed, &turned_away] {
            world.discord.member("anna")?.replay(attempt).await?;
        }
        let last = again.type_command("/unlock", &[("user", HANNA_UPN)]).await?;
        told(world, &last).await.map(drop)
    });
    let over = over.await;
    assert_eq!(over.final_state.changes.len(), 2, "{:?}", over.final_state.changes);
    let journal = over.journal();
    let count = |words: &str| journal.iter().filter(|sentence| sentence.contains(words)).count();
    assert_eq!(
        (count("Anna de Vries (@anna, 210385718204563456) typed"), count(" approved plan "), count("turned away")),
        (1, 1, 1)
    );
    assert_eq!(over.world.discord.guild().public().count(), 1);
}

async fn replay(world: &World, who: &str, attempt: &SentInteraction) -> anyhow::Result<()> {
    world.discord.member(who)?.replay(attempt).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_denial_without_a_word_why_is_none() {
    let over = converse("denied-without-a-word", WorldSettings::default(), async |world| {
        let card = asks(world, "anna", &[("user", HANNA_UPN)]).await?;
        let denial = world.deny("bram", "   ").await?;
        world.expect_answer(&denial, "A reason is needed").await?;
        presses(world, "anna", &card, "withdraw").await?;
        Ok(())
    });
    let over = over.await;
    assert!(over.journal().concat().contains("reason_missing"), "{:?}", over.journal());
    assert_eq!(over.final_state.outcomes, [grendel::domain::outcome::Outcome::Withdrawn]);
}
