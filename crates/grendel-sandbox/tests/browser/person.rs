//! A person in front of the page: the member they are, what they see, and what they do.

use std::path::PathBuf;
use std::time::Duration;

use fantoccini::key::Key;

use fantoccini::{Client, Locator};
use grendel_sandbox::web::{SandboxServer, Settings};
use serde_json::{Value, json};

use super::driver::{Driver, Look};

/// The longest wait for something that must show.
const PATIENCE: Duration = Duration::from_secs(15);
/// Between two looks.
const BLINK: Duration = Duration::from_millis(40);

/// Starts a server in which no one waits without need.
pub async fn server() -> SandboxServer {
    let settings = Settings {
        port: Some(0),
        pace: Duration::ZERO,
        tenant_latency: Duration::from_millis(10),
        ..Settings::default()
    };
    SandboxServer::open(settings).await.expect("it opens")
}

/// A person in front of a window.
pub struct Person {
    /// Their window.
    pub window: Client,
    /// The size and theme of the window.
    pub look: Look,
}

impl Person {
    /// Opens the page as this member, in the channel of the service desk, and waits until everything is drawn.
    pub async fn sits_down(driver: &Driver, look: Look, server: &SandboxServer, member: &str) -> Self {
        let person = Self { window: driver.window(look).await, look };
        person.goes_to(&format!("{}/#{member}/servicedesk", server.address())).await;
        person
    }

    /// Opens an address of the page.
    pub async fn goes_to(&self, address: &str) {
        self.window.goto(address).await.expect("the page is there");
        self.waits_for("the page is drawn", "return document.body.dataset.ready === 'true'").await;
    }

    /// Types a line into the message box, and sends it.
    pub async fn types(&self, line: &str) {
        let message_box = self.window.find(Locator::Id("message-box")).await.expect("there is a message box");
        message_box.click().await.expect("it can be pressed");
        message_box.send_keys(line).await.expect("it takes what is typed");
        self.strikes(Key::Enter).await;
    }

    /// Strikes one key, wherever the focus is.
    pub async fn strikes(&self, key: Key) {
        let focused = self.window.active_element().await.expect("something has the focus");
        focused.send_keys(&char::from(key).to_string()).await.expect("it takes the key");
    }

    /// Strikes the keys of a text one after the other, wherever the focus is.
    pub async fn strikes_all(&self, text: &str) {
        let focused = self.window.active_element().await.expect("something has the focus");
        focused.send_keys(text).await.expect("it takes the keys");
    }

    /// Opens a tab beside the channel; on a phone the part of the page first that it is in.
    pub async fn opens_the_tab(&self, name: &str) {
        let open = "const tab = [...document.querySelectorAll('[role=tab]')].find((one) => one.textContent.trim() === arguments[0]); \
                    if (!tab.checkVisibility()) { \
                      const part = tab.closest('.panels-wire') ? 'show-wire' : 'show-world'; \
                      document.getElementById(part).click(); } \
                    tab.click(); return tab.checkVisibility() && tab.ariaSelected === 'true'";
        self.waits(&format!("the tab \"{name}\" is open"), open, vec![json!(name)]).await;
    }

    /// Presses the last button that says this, once it can be pressed.
    pub async fn presses(&self, label: &str) {
        let find = "const all = [...document.querySelectorAll('button, a[href]')].filter((one) => one.checkVisibility() \
                    && (one.ariaLabel ?? one.textContent.trim()) === arguments[0] && one.ariaDisabled !== 'true' && !one.disabled); \
                    all.at(-1)?.scrollIntoView({ block: 'center' }); all.at(-1)?.click(); return all.length > 0";
        self.waits(&format!("there is a button \"{label}\""), find, vec![json!(label)]).await;
    }

    /// Waits until the messages say this.
    pub async fn reads(&self, words: &str) {
        let look = "return document.querySelector('#log').innerText.includes(arguments[0])";
        self.waits(&format!("the channel says \"{words}\""), look, vec![json!(words)]).await;
    }

    /// Everything that the messages say now.
    pub async fn screen(&self) -> String {
        let text = self.look("return document.querySelector('#log').innerText", vec![]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Evaluates an expression in the page.
    pub async fn look(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.window.execute(script, arguments).await.expect("the script runs")
    }

    /// Waits until a look finds what it looks for.
    pub async fn waits_for(&self, what: &str, script: &str) {
        self.waits(what, script, vec![]).await;
    }

    async fn waits(&self, what: &str, script: &str, arguments: Vec<Value>) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while self.look(script, arguments.clone()).await != json!(true) {
            if tokio::time::Instant::now() > deadline {
                self.keeps_a_picture("in-vain").await;
                panic!("waited in vain until {what}. The channel says:\n{}", self.screen().await);
            }
            tokio::time::sleep(BLINK).await;
        }
    }

    /// Puts what is to be seen now into `target/pictures`.
    pub async fn keeps_a_picture(&self, name: &str) -> PathBuf {
        let picture = self.window.screenshot().await.expect("a picture");
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("target/pictures");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let path = folder.join(format!("{name}-{}.png", self.look.name));
        std::fs::write(&path, picture).expect("a picture is kept");
        path
    }

    /// Checks that nothing sticks out of the page, to the side or below: no one has to scroll to the right to read, and
    /// a search scrolls nothing away.
    pub async fn fits(&self, what: &str) {
        // The window's own size will not do: on a phone it grows with what sticks out.
        let look = "const page = document.documentElement; \
                    return [page.scrollWidth - page.clientWidth, page.scrollHeight - page.clientHeight]";
        let out = self.look(look, vec![]).await;
        let is_within = |side: usize| out[side].as_i64().is_some_and(|out| out <= 0);
        assert!(is_within(0) && is_within(1), "{what} sticks out by {out} pixels on a {}", self.look.name);
    }

    /// Leaves. Whatever went wrong on the page was said to its console, and fails the test.
    pub async fn leaves(self) {
        let script = "return performance.getEntriesByType('resource').map((one) => one.name)";
        let here = self.window.current_url().await.expect("an address").origin().ascii_serialization();
        let asked = self.look(script, vec![]).await;
        for address in asked.as_array().into_iter().flatten().filter_map(Value::as_str) {
            assert!(address.starts_with(&here) || address.starts_with("data:"), "the page asked {address}");
        }
        let complaints = super::console::complaints(&self.window).await;
        assert!(complaints.is_empty(), "the page complained: {complaints:#?}");
        self.window.close().await.expect("the window closes");
    }
}
