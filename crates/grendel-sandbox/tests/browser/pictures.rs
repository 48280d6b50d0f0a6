//! Makes the pictures of the documents. They are made on request only, because they are committed:
//! `cargo test -p grendel-sandbox --test browser -- --ignored the_pictures_of_the_readme`.

use std::path::Path;

use super::driver::{DESK, Driver, PHONE_BY_NIGHT};
use super::person::{Person, server};

/// Writes a picture under the name that the documents use.
async fn becomes(person: &Person, name: &str) {
    let picture = person.keeps_a_picture(name).await;
    let kept =
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("docs/pictures").join(format!("{name}.png"));
    std::fs::create_dir_all(kept.parent().expect("a folder")).expect("it can be made");
    std::fs::copy(picture, kept).expect("the picture is kept");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "changes files of the repository"]
async fn the_pictures_of_the_readme() {
    let (driver, server) = (Driver::start(), server().await);
    let bram = Person::sits_down(&driver, DESK, &server, "bram").await;
    bram.presses("Close the welcome").await;
    bram.opens_the_tab("Accounts").await;
    let anna = Person::sits_down(&driver, PHONE_BY_NIGHT, &server, "anna").await;
    anna.types("/unlock hanna.visser@contoso.example").await;
    anna.reads("Zaak 1 is geopend").await;
    bram.reads("Approve").await;
    becomes(&bram, "asked").await;
    bram.presses("Approve").await;
    bram.reads("can sign in again").await;
    bram.opens_the_tab("Journal").await;
    becomes(&bram, "done").await;
    anna.reads("can sign in again").await;
    anna.presses("Close the welcome").await;
    becomes(&anna, "phone").await;
    for person in [bram, anna] {
        person.leaves().await;
    }
    server.close().await.unwrap();
}
