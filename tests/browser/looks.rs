//! How the page looks: in either theme.

use serde_json::{Value, json};

use super::accessibility::looked_at;
use super::driver::{DESK, DESK_BY_NIGHT, Driver};
use super::person::{Person, playground};

/// The theme, what the button says, what it is called, and whether it claims to be pressed down.
async fn button(person: &Person) -> Value {
    let look = "const one = document.getElementById('theme-toggle'); \
                return [document.documentElement.dataset.theme, one.innerText, one.ariaLabel, one.ariaPressed]";
    person.look(look, vec![]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_theme_button_says_what_pressing_it_does() {
    let (driver, playground) = (Driver::start(), playground().await);
    let (in_light, in_dark) = (
        json!(["light", "Dark", "Turn to the dark theme", null]),
        json!(["dark", "Light", "Turn to the light theme", null]),
    );
    for (look, first, then) in [(DESK, &in_light, &in_dark), (DESK_BY_NIGHT, &in_dark, &in_light)] {
        let anna = Person::sits_down(&driver, look, &playground, "anna").await;
        for expected in [first, then, first] {
            assert_eq!(button(&anna).await, *expected, "on a {}", look.name);
            let serious = looked_at(&anna, "the theme").await;
            assert!(serious.is_empty(), "{serious:#?}");
            anna.presses(expected[2].as_str().unwrap()).await;
        }
        anna.leaves().await;
    }
    playground.close().await.unwrap();
}
