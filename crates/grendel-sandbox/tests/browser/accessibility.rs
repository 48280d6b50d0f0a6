//! Checks the page with axe-core (<https://www.deque.com/axe/core-documentation/api-documentation/>), in the states in
//! which people meet it.

use fantoccini::key::Key;
use serde_json::{Value, json};

use super::driver::{Driver, LOOKS};
use super::person::{Person, server};

/// The path of axe-core once it is fetched.
const AXE: &str = "target/browser/node_modules/axe-core/axe.min.js";
/// The impacts that fail a test; lesser ones are printed.
const SERIOUS: [&str; 2] = ["serious", "critical"];

fn axe() -> String {
    let path = format!("{}/../../{AXE}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("{path}: {error}. `npm install --prefix target/browser axe-core@4.14.1` fetches it")
    })
}

/// Looks at the page as it is now, and gives what is serious.
pub async fn looked_at(person: &Person, what: &str) -> Vec<String> {
    person.look(&axe(), vec![]).await;
    let run = "const done = arguments[arguments.length - 1]; \
               axe.run(document, { resultTypes: ['violations'] }).then((found) => done(found.violations))";
    let found = person.window.execute_async(run, vec![]).await.expect("axe runs");
    let mut serious = Vec::new();
    for violation in found.as_array().expect("a list of what it found") {
        let nodes = violation["nodes"].as_array().into_iter().flatten().map(|node| node["target"].to_string());
        let said = format!(
            "{what}, {}: {} ({}) at {}",
            person.look.name,
            violation["help"].as_str().unwrap_or_default(),
            violation["impact"].as_str().unwrap_or_default(),
            nodes.collect::<Vec<_>>().join(", ")
        );
        println!("{said}");
        if violation["impact"].as_str().is_some_and(|impact| SERIOUS.contains(&impact)) {
            serious.push(said);
        }
    }
    serious
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_on_the_page_keeps_anybody_out() {
    let (driver, server) = (Driver::start(), server().await);
    let mut serious = Vec::new();
    let typing = Person::sits_down(&driver, LOOKS[0], &server, "anna").await;
    serious.extend(looked_at(&typing, "nobody has said anything").await);
    typing.types("/unlock hanna.visser@contoso.example").await;
    typing.reads("Approve").await;
    typing.leaves().await;
    for look in LOOKS {
        let bram = Person::sits_down(&driver, look, &server, "bram").await;
        bram.reads("Approve").await;
        serious.extend(looked_at(&bram, "a card").await);
        bram.fits("a card").await;
        bram.presses("Deny").await;
        bram.waits_for("a form is open", "return document.querySelector('dialog[open]') !== null").await;
        serious.extend(looked_at(&bram, "a form").await);
        bram.fits("a form").await;
        bram.strikes(Key::Escape).await;
        for tab in ["Scenarios", "Accounts", "Trouble", "Calls", "Journal"] {
            bram.opens_the_tab(tab).await;
            serious.extend(looked_at(&bram, tab).await);
            bram.fits(tab).await;
        }
        bram.leaves().await;
    }
    server.close().await.unwrap();
    assert!(serious.is_empty(), "{serious:#?}");
}

/// The look itself sees what is wrong: grey on grey, and a picture without words.
#[tokio::test(flavor = "multi_thread")]
async fn axe_sees_what_it_should() {
    let (driver, server) = (Driver::start(), server().await);
    let anna = Person::sits_down(&driver, LOOKS[0], &server, "anna").await;
    let spoil = "const text = document.createElement('p'); text.textContent = 'Hard to read'; \
                 text.style.color = '#999'; text.style.background = '#aaa'; \
                 const picture = document.createElement('img'); picture.src = 'data:,'; \
                 document.querySelector('main').append(text, picture)";
    anna.look(spoil, vec![Value::Null, json!(0)]).await;
    let serious = looked_at(&anna, "a page that was spoiled").await;
    assert!(serious.iter().any(|said| said.contains("contrast")), "{serious:#?}");
    assert!(serious.iter().any(|said| said.contains("critical")), "{serious:#?}");
    server.close().await.unwrap();
}
