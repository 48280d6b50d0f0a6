//! Sign-in links that are lost, forwarded, stolen, swapped and expired.

use grendel_sandbox::world::browser::number_on;
use grendel_sandbox::world::{World, WorldSettings};
use jiff::SignedDuration;

use super::super::harness::{Over, Table, converse, converse_unrecorded};
use super::{answer_in_place_of_the_offer, begins_link, crossed, field, offered, signing_in, types, words_of};

/// Returns the links made by a sign-in, as the journal has them.
fn links(over: &Over) -> Vec<String> {
    let mut links = over.journal();
    links.retain(|sentence| sentence.contains("link") || sentence.contains("account"));
    links
}

/// Finn sends Dana the link. She signs in and even says yes, but Finn does not see the number on her page.
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_number_links_nothing() {
    let over = converse("attacks-link-guessed", signing_in(&["anna"]), async |world| {
        let (finn, link) = begins_link(world, "finn").await?;
        let asked = world.open_page(&world.tenant.sign_in("dana", &link)?).await?;
        let number = number_on(&world.submit_page(&asked, "yes").await?).unwrap();
        world.type_number(if number == "10" { "11" } else { "10" }).await?;
        assert!(answer_in_place_of_the_offer(world, &finn).await?.contains("wrong_number"));
        assert!(number_on(&world.submit_page(&asked, "yes").await?).is_none(), "there is one try");
        Ok(())
    });
    let links = links(&over.await);
    assert!(links.len() == 1 && links[0].contains("wrong_number"), "{links:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn swapped_redirects_link_nothing() {
    let mut table = Table::default();
    let over = converse("attacks-swapped", signing_in(&["anna"]), async |world| {
        let (dana, danas) = begins_link(world, "dana").await?;
        let (finn, finns) = begins_link(world, "finn").await?;
        let (of_dana, of_finn) = (world.tenant.sign_in("dana", &danas)?, world.tenant.sign_in("finn", &finns)?);
        table.opens(world, "Finn's code comes back with Dana's state", &crossed(&of_finn, &of_dana)).await?;
        table.then(world, "Dana is told", &dana).await?;
        table.opens(world, "Dana comes back herself, too late", &of_dana).await?;
        table.opens(world, "Finn comes back with what is his", &of_finn).await?;
        table.then(world, "Finn is told", &finn).await?;
        Ok(())
    });
    let over = over.await;
    table.row("the journal", &links(&over).join("\n"));
    insta::assert_snapshot!(table.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_is_good_once_and_for_ten_minutes() {
    let mut table = Table::default();
    let over = converse("attacks-worn-out", signing_in(&["anna"]), async |world| {
        let (dana, link) = begins_link(world, "dana").await?;
        let back = world.tenant.sign_in("dana", &link)?;
        table.opens(world, "Dana comes back", &back).await?;
        table.then(world, "Dana is told", &dana).await?;
        table.opens(world, "Dana presses reload", &back).await?;
        types(world, "dana", "/unlink").await?;
        table.opens(world, "Dana presses reload after /unlink", &back).await?;

        let (_, link) = begins_link(world, "dana").await?;
        world.advance_time(SignedDuration::from_mins(10)).await?;
        table.opens(world, "Dana comes back after ten minutes", &world.tenant.sign_in("dana", &link)?).await?;

        let (_, forgotten) = begins_link(world, "finn").await?;
        for _ in 0..3 {
            begins_link(world, "finn").await?;
        }
        table.opens(world, "Finn follows the first of four links", &world.tenant.sign_in("finn", &forgotten)?).await?;

        let (_, link) = begins_link(world, "eva").await?;
        world.cycle_power().await?;
        world.wait_for_bot().await?;
        let back = world.tenant.sign_in("eva", &link)?;
        let comes_back = async {
            loop {
                // The callback listener starts a moment after the bot.
                if let Ok(shown) = world.open_and_confirm(&back).await {
                    break shown;
                }
            }
        };
        table.row("Eva comes back after a restart", &words_of(&comes_back.await));
        Ok(())
    });
    let over = over.await;
    table.row("the journal", &links(&over).join("\n"));
    insta::assert_snapshot!(table.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn made_up_redirects_finish_no_sign_in() {
    let mut table = Table::default();
    let over = converse("attacks-made-up", signing_in(&["anna"]), async |world| {
        let (dana, link) = begins_link(world, "dana").await?;
        let back = world.tenant.sign_in("dana", &link)?;
        let (door, state) = (back.split_once('?').unwrap().0, field(&back, "state"));
        for (what, address) in [
            ("no state", format!("{door}?code=1.x")),
            ("no code", format!("{door}?state={state}")),
            ("a state that is none", format!("{door}?code=1.x&state=x")),
            ("half a state", format!("{door}?code=1.x&state={}", &state[..state.len() / 2])),
            ("two states", format!("{door}?code=1.x&state={state}&state={state}")),
            ("a code and an error", format!("{door}?code=1.x&error=access_denied&state={state}")),
            ("another path", format!("{door}/x?code=1.x&state={state}")),
            ("too much", format!("{door}?code={}&state={state}", "x".repeat(9_000))),
            ("a page in the state", format!("{door}?code=1.x&state=%3Cscript%3Ealert(1)%3C/script%3E")),
        ] {
            table.opens(world, what, &address).await?;
        }
        for ahead in [reqwest::Method::HEAD, reqwest::Method::POST] {
            let answer = reqwest::Client::new().request(ahead.clone(), &back).send().await?;
            table.row(ahead.as_str(), answer.status().as_str());
        }
        let prefetched = reqwest::Client::new().get(&back).header("sec-purpose", "prefetch;prerender").send().await?;
        table.row("a browser fetches it ahead", prefetched.status().as_str());
        table.opens(world, "Dana comes back", &back).await?;
        table.then(world, "Dana is told", &dana).await?;

        let (finn, link) = begins_link(world, "finn").await?;
        let words = "%3Cimg+src%3Dx%3E+%40everyone+%5Bclick%5D(https%3A%2F%2Fevil.example)+%E2%80%AEdesrever";
        let state = field(&link, "state");
        let refused = format!("{door}?error=%3Cb%3Eaccess%3C%2Fb%3E&error_description={words}&state={state}");
        table.opens(world, "somebody who has Finn's link makes up why it was refused", &refused).await?;
        table.then(world, "Finn is told", &finn).await
    });
    let over = over.await;
    table.row("the journal", &links(&over).join("\n"));
    insta::assert_snapshot!(table.0);
}

/// Eva reads Dutch, and the member who sent her the link reads English.
#[tokio::test(flavor = "multi_thread")]
async fn a_lured_person_is_warned_in_their_own_language() {
    let mut settings = signing_in(&["anna", "eva"]);
    for member in &mut settings.discord.members {
        (if member.key == "eva" { "nl" } else { "en-US" }).clone_into(&mut member.locale);
    }
    let over = converse_unrecorded(settings, async |world| {
        let typed = types(world, "finn", "/link").await?;
        let offer = typed.private_message().unwrap();
        let shown = world.follow_link("eva", &offer).await?;
        assert!(shown.form.is_none() && shown.page.contains("lang=\"nl\""), "{}", shown.page);
        answer_in_place_of_the_offer(world, &typed).await.map(drop)
    });
    over.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forwarded_link_is_not_enough_to_link_its_victim() {
    let mut table = Table::default();
    let over = converse("attacks-lured", signing_in(&["anna", "eva"]), async |world| {
        let (dana, link) = begins_link(world, "dana").await?;
        // Finn's browser has a session, so following the link alone must not be enough.
        world.tenant.set_session("finn", SignedDuration::from_hours(1));
        table.row("what the link asks of a browser that has a session", &field(&link, "prompt"));
        table.opens(world, "Finn follows Dana's link and signs in", &world.tenant.sign_in("finn", &link)?).await?;
        table.then(world, "Dana is told", &dana).await?;
        let (finn, link) = begins_link(world, "finn").await?;
        table.opens(world, "Finn follows his own", &world.tenant.sign_in("finn", &link)?).await?;
        table.then(world, "Finn is told", &finn).await?;
        let called = world.wait_until(|world| world.discord.guild().public().next_back().cloned()).await?;
        table.row("the channel reads", &called.content);
        let danas = world.discord.settings().user("dana").unwrap();
        assert_eq!(called.mentions.users, [danas]);
        let (finn, link) = begins_link(world, "finn").await?;
        table
            .opens(world, "Finn signs in as Eva, whom the operator named", &world.tenant.sign_in("eva", &link)?)
            .await?;
        table.then(world, "Finn is told", &finn).await?;
        let warned = |world: &World| world.discord.guild().public().nth(1).cloned();
        table.row("the channel reads", &world.wait_until(warned).await?.content);
        Ok(())
    });
    // Both messages mention the holder of the account and no one else.
    let over = over.await;
    table.row("the journal", &links(&over).join("\n"));
    insta::assert_snapshot!(table.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_of_the_other_tenant_proves_nothing_here() {
    let mut table = Table::default();
    let settings = WorldSettings { northwind: Some(vec![("bram", "nora")]), ..signing_in(&["anna"]) };
    let over = converse_unrecorded(settings, async |world| {
        let northwind = world.northwind.as_ref().unwrap();
        let (there, here) = (northwind.settings(), world.tenant.settings());
        let (dana, link) = begins_link(world, "dana").await?;
        let elsewhere = link
            .replace(world.tenant.address(), northwind.address())
            .replace(&here.tenant_id, &there.tenant_id)
            .replace(&here.client_id, &there.client_id)
            .replace(&encoded(world.tenant.address()), &encoded(northwind.address()));
        let back = northwind.sign_in("nils", &elsewhere)?;
        table.opens(world, "Dana's link is followed in the other tenant", &back).await?;
        table.then(world, "Dana is told", &dana).await?;

        let in_northwind = world.discord.member("dana")?.in_channel("northwind");
        let (there, link_there) = offered(world, in_northwind.type_command("/link", &[]).await?).await?;
        let (here, link_here) = begins_link(world, "dana").await?;
        let of_there = northwind.sign_in("nils", &link_there)?;
        let of_here = world.tenant.sign_in("dana", &link_here)?;
        table.opens(world, "the code of here with the state of there", &crossed(&of_here, &of_there)).await?;
        table.then(world, "Dana is told there", &there).await?;
        table.opens(world, "the code of there with the state of here", &crossed(&of_there, &of_here)).await?;
        table.then(world, "Dana is told here", &here).await?;

        let (there, link_there) = offered(world, in_northwind.type_command("/link", &[]).await?).await?;
        table.opens(world, "each where it belongs", &northwind.sign_in("nils", &link_there)?).await?;
        table.then(world, "Dana is told there", &there).await?;
        let here = types(world, "dana", "/whoami").await?;
        table.then(world, "/whoami here", &here).await?;
        let there = in_northwind.type_command("/whoami", &[]).await?;
        table.then(world, "/whoami there", &there).await
    });
    let over = over.await;
    table.row("the journal", &links(&over).join("\n"));
    insta::assert_snapshot!(table.0);
}

fn encoded(address: &str) -> String {
    percent_encoding::utf8_percent_encode(address, percent_encoding::NON_ALPHANUMERIC).to_string().replace("%2E", ".")
}
