//! Two people, each with a window of their own: one asks, the other agrees.

use super::driver::{DESK, Driver, PHONE};
use super::person::{Person, server};

#[tokio::test(flavor = "multi_thread")]
async fn anna_types_and_bram_approves_on_his_phone() {
    let (driver, server) = (Driver::start(), server().await);
    let anna = Person::sits_down(&driver, DESK, &server, "anna").await;
    let bram = Person::sits_down(&driver, PHONE, &server, "bram").await;

    anna.types("/unlock hanna.visser@contoso.example").await;
    anna.reads("Hanna Visser").await;
    // Her Discord speaks Dutch.
    anna.reads("Zaak 1 is geopend").await;
    bram.reads("Hanna Visser").await;
    assert!(!bram.screen().await.contains("Only you can see this"), "Bram sees what is for Anna");
    bram.presses("Approve").await;
    for person in [&anna, &bram] {
        person.reads("can sign in again").await;
    }

    anna.leaves().await;
    bram.leaves().await;
    server.close().await.unwrap();
}
