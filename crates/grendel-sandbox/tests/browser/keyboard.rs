//! Everything works without a mouse.

use fantoccini::key::Key;
use serde_json::json;

use super::driver::{DESK, Driver};
use super::person::{Person, server};

/// So many strokes of Tab lead all around the page.
const TABS_MAX: usize = 200;

/// Goes on with Tab until the focus is on what is called this; what has the focus must be seen to have it.
pub async fn tabs_to(person: &Person, name: &str) {
    // A ring around the box in which it stands, or around what is drawn over it, is as good as one around itself.
    let focused = "const one = document.activeElement; \
                   const name = one.ariaLabel ?? one.labels?.[0]?.textContent ?? one.textContent; \
                   const rings = (style) => style.boxShadow !== 'none' \
                     || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0; \
                   const ringed = (it) => rings(getComputedStyle(it)) || rings(getComputedStyle(it, '::after')); \
                   const around = [one, one.parentElement].filter((it) => it && it !== document.body); \
                   return [name.trim().replace(/\\s+/g, ' '), around.some(ringed), one === document.body]";
    let mut passed = Vec::new();
    for _ in 0..TABS_MAX {
        person.strikes(Key::Tab).await;
        let now = person.look(focused, vec![]).await;
        let here = now[0].as_str().unwrap_or_default().to_owned();
        if now[2] == json!(false) {
            assert_eq!(now[1], json!(true), "the focus is on \"{here}\", and nobody sees it");
        }
        if here.starts_with(name) {
            return;
        }
        passed.push(here);
    }
    panic!("Tab never leads to \"{name}\", but to {passed:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_from_the_first_key_to_the_last() {
    let (driver, server) = (Driver::start(), server().await);
    let person = Person::sits_down(&driver, DESK, &server, "anna").await;
    // The first key offers to skip what stands before the message box.
    person.strikes(Key::Tab).await;
    person.strikes(Key::Enter).await;
    person.strikes_all("/unlock hanna.visser@contoso.example").await;
    person.strikes(Key::Enter).await;
    person.reads("Zaak 1 is geopend").await;
    tabs_to(&person, "Bram Bakker").await;
    person.strikes(Key::Enter).await;
    person.waits_for("it is the screen of Bram", "return location.hash.startsWith('#bram/')").await;
    person.reads("Approve").await;
    // A form takes the focus, keeps it, and gives it back.
    tabs_to(&person, "Deny").await;
    person.strikes(Key::Enter).await;
    person.waits_for("the form has the focus", "return document.activeElement.closest('dialog[open]') !== null").await;
    for _ in 0..10 {
        person.strikes(Key::Tab).await;
        // The browser's own bar comes between the last and the first.
        person
            .waits_for(
                "the focus stays",
                "const one = document.activeElement; return one === document.body || one.closest('dialog') !== null",
            )
            .await;
    }
    person.strikes(Key::Escape).await;
    person.waits_for("the form is gone", "return document.querySelector('dialog[open]') === null").await;
    person.waits_for("the focus is back", "return document.activeElement.textContent.trim() === 'Deny'").await;
    tabs_to(&person, "Approve").await;
    person.strikes(Key::Enter).await;
    person.reads("can sign in again").await;
    person.leaves().await;
    server.close().await.unwrap();
}
