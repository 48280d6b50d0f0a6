//! The look of the page: in both themes, and on a phone, where nothing is cut.

use serde_json::{Value, json};

use super::accessibility::looked_at;
use super::driver::{DESK, DESK_BY_NIGHT, Driver, PHONE, PHONE_BY_NIGHT};
use super::person::{Person, server};

/// The theme, what the button says, what it is called, and whether it claims to be pressed down.
async fn button(person: &Person) -> Value {
    let look = "const one = document.getElementById('theme-toggle'); \
                return [document.documentElement.dataset.theme, one.innerText, one.ariaLabel, one.ariaPressed]";
    person.look(look, vec![]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_theme_button_says_what_pressing_it_does() {
    let (driver, server) = (Driver::start(), server().await);
    let (in_light, in_dark) = (
        json!(["light", "Dark", "Turn to the dark theme", null]),
        json!(["dark", "Light", "Turn to the light theme", null]),
    );
    for (look, first, then) in [(DESK, &in_light, &in_dark), (DESK_BY_NIGHT, &in_dark, &in_light)] {
        let anna = Person::sits_down(&driver, look, &server, "anna").await;
        for expected in [first, then, first] {
            assert_eq!(button(&anna).await, *expected, "on a {}", look.name);
            let serious = looked_at(&anna, "the theme").await;
            assert!(serious.is_empty(), "{serious:#?}");
            anna.presses(expected[2].as_str().unwrap()).await;
        }
        anna.leaves().await;
    }
    server.close().await.unwrap();
}

/// Returns the text of the message box and of the closed lists above it, and by how many pixels it is too long.
const CUT: &str = "const pen = document.createElement('canvas').getContext('2d'); \
                   const room = (one, style) => one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight); \
                   const over = (one, words, taken) => { \
                     const style = getComputedStyle(one); \
                     pen.font = style.font; \
                     return [words, Math.ceil(pen.measureText(words).width + taken - room(one, style))]; }; \
                   const box = document.getElementById('message-box'); \
                   const lists = ['pick-member', 'pick-channel'].map((id) => document.getElementById(id)); \
                   return [over(box, box.placeholder, 0), ...lists.map((one) => over(one, one.selectedOptions[0].text, arguments[0]))]";
/// The arrow of a closed list, in pixels.
const ARROW: u32 = 20;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_cut_on_a_phone() {
    let (driver, server) = (Driver::start(), server().await);
    for look in [PHONE, PHONE_BY_NIGHT] {
        let anna = Person::sits_down(&driver, look, &server, "anna").await;
        let keys = "return [...document.getElementById('pick-member').options].map((one) => one.value)";
        let keys = anna.look(keys, vec![]).await;
        for key in keys.as_array().unwrap().iter().filter_map(Value::as_str) {
            for channel in ["servicedesk", "northwind"] {
                anna.goes_to(&format!("{}/#{key}/{channel}", server.address())).await;
                let there = format!(
                    "const picked = (id) => document.getElementById(id).value; \
                     return picked('pick-member') === '{key}' && picked('pick-channel') === '{channel}'"
                );
                anna.waits_for("it is the other screen", &there).await;
                for written in anna.look(CUT, vec![json!(ARROW)]).await.as_array().unwrap() {
                    assert!(written[1].as_i64().is_some_and(|over| over <= 0), "{key} on a {}: {written}", look.name);
                }
                anna.fits(key).await;
            }
        }
        // At its longest, the line at the top.
        for deed in ["Be slow", "An hour forward"] {
            anna.opens_the_tab("Trouble").await;
            anna.presses(deed).await;
        }
        let signs = "return document.querySelector('.top').innerText.match(/trouble[^]*ahead/) !== null";
        anna.waits_for("there is trouble, and the clock is ahead", signs).await;
        anna.fits("trouble, with the clock ahead,").await;
        anna.keeps_a_picture("trouble-ahead").await;
        anna.presses("A fresh world").await;
        anna.leaves().await;
    }
    server.close().await.unwrap();
}
