//! The browser's console, where mistakes of the page's scripts end.

use fantoccini::Client;
use fantoccini::wd::WebDriverCompatibleCommand;
use reqwest::{Method, Url};
use serde_json::Value;

/// The driver's own way to read it: `WebDriver` has none.
#[derive(Debug)]
struct ReadConsole;

impl WebDriverCompatibleCommand for ReadConsole {
    fn endpoint(&self, driver: &Url, session: Option<&str>) -> Result<Url, <Url as std::str::FromStr>::Err> {
        driver.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(r#"{ "type": "browser" }"#.to_owned()))
    }
}

/// Returns the complaints since the last look.
pub async fn complaints(window: &Client) -> Vec<String> {
    let said = window.issue_cmd(ReadConsole).await.expect("the driver reads the console");
    // While one world follows another, the page may ask for a member who has left: that is an answer, and no mistake of
    // a script.
    let is_wrong = |line: &&Value| line["level"] == "SEVERE" && line["source"] != "network";
    let lines = said.as_array().into_iter().flatten().filter(is_wrong);
    lines.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
}
