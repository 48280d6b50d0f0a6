//! Faults: what a person sees when something goes wrong, and that the page can inject it.

use fantoccini::key::Key;

use super::driver::{DESK, Driver};
use super::person::{Person, server};

#[tokio::test(flavor = "multi_thread")]
async fn the_bot_is_killed_and_goes_on_where_it_was() {
    let (driver, server) = (Driver::start(), server().await);
    let bram = Person::sits_down(&driver, DESK, &server, "bram").await;
    bram.types("/unlock hanna.visser@contoso.example").await;
    bram.reads("Withdraw").await;
    bram.opens_the_tab("Trouble").await;
    bram.presses("Kill the bot").await;
    bram.waits_for("the bot is down", "return document.body.innerText.includes('down')").await;
    bram.types("/whoami").await;
    // The first key chose the command, the second sends it: it takes nothing more.
    bram.strikes(Key::Enter).await;
    bram.reads("did not respond").await;
    bram.presses("Start it").await;
    bram.presses("Withdraw").await;
    bram.reads("Withdrawn by Bram Bakker").await;
    bram.leaves().await;
    server.close().await.unwrap();
}

/// Each world has a clock of its own, which starts at the machine's time.
#[tokio::test(flavor = "multi_thread")]
async fn a_fresh_stage_is_where_the_time_is() {
    let (driver, server) = (Driver::start(), server().await);
    let bram = Person::sits_down(&driver, DESK, &server, "bram").await;
    bram.opens_the_tab("Trouble").await;
    for anew in ["A fresh world", "Play no-role"] {
        bram.presses("An hour forward").await;
        let is_ahead = "return document.querySelector('#clock').innerText.endsWith('60 minutes ahead')";
        bram.waits_for("the clock is ahead", is_ahead).await;
        bram.opens_the_tab(if anew.starts_with("Play") { "Scenarios" } else { "Trouble" }).await;
        bram.presses(anew).await;
        let is_back = "return !document.querySelector('#clock').innerText.includes('ahead')";
        bram.waits_for(&format!("\"{anew}\" has set the clock back"), is_back).await;
    }
    bram.leaves().await;
    server.close().await.unwrap();
}

/// An account changes while a person looks at it.
#[tokio::test(flavor = "multi_thread")]
async fn an_account_changes_as_the_steps_run() {
    let (driver, server) = (Driver::start(), server().await);
    let bram = Person::sits_down(&driver, DESK, &server, "bram").await;
    bram.opens_the_tab("Accounts").await;
    let is = |state: &str| {
        format!(
            "return document.querySelector('[data-account=\"blocked-by-a-colleague\"]').innerText.includes('{state}')"
        )
    };
    bram.waits_for("Hanna is blocked", &is("blocked")).await;
    bram.types("/unlock hanna.visser@contoso.example").await;
    bram.reads("Approve").await;
    let chidi = Person::sits_down(&driver, DESK, &server, "chidi").await;
    chidi.presses("Approve").await;
    bram.waits_for("Hanna is enabled", &is("enabled")).await;
    bram.opens_the_tab("Calls").await;
    bram.waits_for("the write stands out in words", "return document.querySelector('#calls .is-write') !== null").await;
    bram.opens_the_tab("Journal").await;
    bram.waits_for("the journal has grown", "return document.querySelectorAll('#journal li').length > 5").await;
    for person in [bram, chidi] {
        person.leaves().await;
    }
    server.close().await.unwrap();
}
