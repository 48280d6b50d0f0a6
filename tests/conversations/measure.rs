//! Measures how long people wait, with Microsoft 50 ms away. Prints the figures and fails only if Discord would say "did not respond".
//! To see the figures: `cargo test --release --test conversations measure -- --nocapture`.

use std::time::{Duration, Instant};

use grendel_sandbox::world::{World, WorldSettings};
use grendel_simulator::discord::{GuildState, Message};

const RUNS: usize = 9;
/// Discord gives an application three seconds for its first answer.
const FIRST_ANSWER_MAX: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread")]
async fn people_do_not_wait_long() {
    let (mut first_answer, mut card, mut ended) = (Vec::new(), Vec::new(), Vec::new());
    let mut calls = Vec::new();
    for _ in 0..RUNS {
        let settings = WorldSettings { tenant_latency: Duration::from_millis(50), ..WorldSettings::default() };
        let world = World::start(settings).await.unwrap();
        let typed = Instant::now();
        let attempt = world.type_unlock("anna", &[("user", "hanna.visser@contoso.example")]).await.unwrap();
        let waiting = |guild: &grendel_simulator::discord::GuildState| guild.public().next().map(|_| ());
        world.discord.wait_for(Duration::from_secs(10), waiting).await.unwrap();
        card.push(typed.elapsed());
        first_answer.push(attempt.acknowledged().unwrap().after);
        calls.push((world.tenant.calls().graph, world.tenant.calls().batches, world.tenant.calls().tokens_issued));
        world.wait_for_card_text("[ Approve ]").await.unwrap();
        let pressed = Instant::now();
        world.discord.member("bram").unwrap().press(&world.newest_card().unwrap(), "Approve").await.unwrap();
        let done = |guild: &grendel_simulator::discord::GuildState| {
            guild.public().next().filter(|card| card.to_text().contains("can sign in again")).map(|_| ())
        };
        world.discord.wait_for(Duration::from_secs(10), done).await.unwrap();
        ended.push(pressed.elapsed());
        world.finish().await.unwrap();
    }
    let worst = line("typed -> first answer", &mut first_answer);
    line("typed -> card with evidence and plan", &mut card);
    line("approved -> card says done, two steps seen", &mut ended);
    println!("calls until the card (alone, batches, tokens): {:?}", calls[0]);
    assert!(worst < FIRST_ANSWER_MAX, "Discord would have said \"did not respond\"");
}

/// An account picked from the list costs no look-up and is read while the requester is checked.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_comes_soon_and_saves_time() {
    let (mut first_letter, mut next_letter, mut warm, mut typed_card, mut picked_card) =
        (vec![], vec![], vec![], vec![], vec![]);
    for _ in 0..RUNS {
        let settings = WorldSettings { tenant_latency: Duration::from_millis(50), ..WorldSettings::default() };
        let world = World::start(settings).await.unwrap();
        let anna = world.discord.member("anna").unwrap();
        let mut value = String::new();
        for (text, times) in [("han", &mut first_letter), ("hann", &mut next_letter)] {
            let attempt = anna.autocomplete("/unlock", &[("user", text)], "user").await.unwrap();
            times.push(attempt.wait_for_acknowledgement(FIRST_ANSWER_MAX).await.unwrap().after);
            value = attempt.interaction().choices[0].1.as_str().unwrap().to_owned();
        }
        for (user, times) in [
            // The first case fills the caches: tokens, the tenant's domains, and for ten seconds the answers of Identity Protection.
            ("hanna.visser@contoso.example", &mut warm),
            ("hanna.visser@contoso.example", &mut typed_card),
            (value.as_str(), &mut picked_card),
        ] {
            let before = world.discord.guild().public().count();
            let typed = Instant::now();
            world.type_unlock("anna", &[("user", user)]).await.unwrap();
            let waiting = |guild: &GuildState| guild.public().nth(before).map(|_| ());
            world.discord.wait_for(Duration::from_secs(10), waiting).await.unwrap();
            times.push(typed.elapsed());
            anna.press(&world.wait_for_card_text("[ Withdraw ]").await.unwrap(), "Withdraw").await.unwrap();
            let is_over = |card: &&Message| !card.to_text().contains("[ Withdraw ]");
            let over = |guild: &GuildState| guild.public().nth(before).filter(is_over).map(|_| ());
            world.discord.wait_for(Duration::from_secs(10), over).await.unwrap();
        }
        world.finish().await.unwrap();
    }
    let worst = line("third letter -> list", &mut first_letter);
    line("fourth letter -> list", &mut next_letter);
    line("typed by name -> card", &mut typed_card);
    line("picked from the list -> card", &mut picked_card);
    assert!(worst < FIRST_ANSWER_MAX, "Discord would have shown no list");
}

fn line(what: &str, times: &mut [Duration]) -> Duration {
    times.sort();
    let (median, worst) = (times[RUNS / 2], times[RUNS - 1]);
    println!("{what:<44} median {:>6.1} ms, worst {:>6.1} ms", ms(median), ms(worst));
    worst
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
